"""The team's screen: everybody's levels, what is said of all, and the way to one person."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from skillgap.errors import Diagnostic
from skillgap.scoring.team import Team
from skillgap.store import Library
from skillgap.store.teams import count_people
from skillgap.tui import team_worker
from skillgap.tui.screens import team as team_screen
from skillgap.tui.screens.team import TeamScreen
from skillgap.tui.widgets.listing import Listing
from tests.builders import Plain, assessment_data, profile_data
from tests.tui.harness import NARROW, WIDE, Stage, journey, library_in, on_stage, role


def file_of(identifier: str, *assessments: Plain, **more: object) -> str:
    data = profile_data(*assessments, id=identifier, name=identifier.title(), **more)
    return yaml.dump(data, sort_keys=False)


REVIEW = {"assessment": "2026-10-01", "matrix": "role", "by": "Mira", "date": "2026-10-02", "status": "complete"}
PEOPLE = {
    "ann": file_of("ann", assessment_data({"design": {"level": 4, "evidence": ["Seen"]}, "care": 0, "tooling": 2})),
    "bob": file_of(
        "bob",
        assessment_data({"design": 1, "care": "skipped", "tooling": "not_applicable"}, "2026-10-01"),
        reviews=[{**REVIEW, "ratings": {"design": {"level": 0, "agreed": 0}}}],
    ),
    "cy": file_of("cy"),
}


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return library_in(tmp_path, profiles=PEOPLE)


async def open_team(stage: Stage, *keys: str) -> None:
    """Open the team with the last of some keys, and wait until it is counted."""
    await stage.press(*keys, "t")
    await stage.until("Team  ", "assessed")


@journey
async def test_levels_states_and_coverage_stand_side_by_side(library: Library) -> None:
    async with on_stage(library) as stage:
        await open_team(stage)
        shown = stage.shown.splitlines()
        assert "Team  A role" in shown[0]
        assert "2 of 3 assessed" in shown[0]
        assert shown[1].split() == ["Who", "Covered", "Range", "1", "2", "3"]
        # in the order of how many postings ask for them: design 9, tooling 7, care 5
        assert shown[2].split() == ["▸", "Ann", "60%", "4█", "2▌", "0░", "waits,", "stale"]
        assert shown[3].split()[:2] == ["Bob", "0%"]
        assert shown[3].split()[-3:] == ["0░", "x", "s"]


@journey
async def test_enter_opens_the_results_of_the_person_under_the_cursor(library: Library) -> None:
    async with on_stage(library) as stage:
        await open_team(stage)
        await stage.press("down", "enter")
        assert "Results  Bob" in stage.shown
        assert "q team" in stage.shown
        await stage.press("q")
        assert "Team  " in stage.shown
        await stage.press("enter")
        assert "Results  Bob" in stage.shown  # the cursor stayed where it was
        await stage.press("escape", "q")
        assert "Your profiles" in stage.shown


@journey
async def test_rating_somebody_of_a_team_leads_to_the_first_screen(library: Library) -> None:
    async with on_stage(library) as stage:
        await open_team(stage)
        await stage.press("down", "enter", "a")
        await stage.until("New assessment?")
        await stage.press("enter", "r")
        assert "q home" in stage.shown
        await stage.press("q")
        assert "Your profiles" in stage.shown


@journey
async def test_what_is_said_of_all_stands_below(library: Library) -> None:
    async with on_stage(library, size=(100, 70)) as stage:
        await open_team(stage)
        shown = " ".join(stage.shown.split())
        assert "Criteria by number" in shown
        for line in ("Design 9 of 10 1 of 2", "Design Ann Bob", "Ann 2026-05-04 200", "Cy not rated yet"):
            assert line in shown


@pytest.mark.parametrize("size", [NARROW, WIDE])
@journey
async def test_g_goes_to_the_gaps_and_back(library: Library, size: tuple[int, int]) -> None:
    async with on_stage(library, size=size) as stage:
        await open_team(stage)
        before = stage.shown
        if size == NARROW:
            await stage.press("g")
            assert "▸ Ann" not in stage.shown
            await stage.press("g")
        assert stage.shown == before


@journey
async def test_g_leads_past_many_people_and_back_to_where_one_was(tmp_path: Path) -> None:
    people = {f"p{at:02}": file_of(f"p{at:02}", assessment_data({"design": 2})) for at in range(40)}
    async with on_stage(library_in(tmp_path, profiles=people)) as stage:
        await open_team(stage)
        await stage.press("pagedown", "pagedown")
        before = stage.shown
        await stage.press("g")
        assert stage.shown.splitlines()[1:4] == [
            "",
            "",
            " Criteria by number",
        ]  # of the table there is not even the head
        await stage.press("v")
        assert stage.shown.splitlines()[3] == " Criteria by number"
        await stage.press("down", "pagedown", "v", "v")
        await stage.until("agreed levels ·")
        assert "Criteria by number" not in stage.shown
        await stage.press("g")
        assert stage.shown == before


@journey
async def test_the_view_says_whose_levels_count(library: Library) -> None:
    async with on_stage(library) as stage:
        await open_team(stage)
        for view, level in (("agreed levels", "0░"), ("own levels", "1▎"), ("mentor's levels", "0░")):
            assert bob(await stage.until(f"{view} ·")) == level
            await stage.press("v")


def bob(shown: str) -> str:
    """Bob's level of what most postings ask for."""
    (line,) = [line for line in shown.splitlines() if line.strip(" ▸").startswith("Bob ")]
    return line.split("%")[-1].split()[0]


class Held:
    """In place of what counts a bundle: it waits in the middle until it is let go, and notes how each count ended."""

    def __init__(self) -> None:
        self.go = threading.Event()
        self.ends: list[str] = []
        self.ended = threading.Semaphore(0)

    def __call__(self, team: Team, path: Path, step: Callable[[], None]) -> list[Diagnostic]:
        end = "stopped"
        try:
            step()
            assert self.go.wait(timeout=30)
            problems = count_people(team, path, step)
            end = "counted"
            return problems
        finally:
            self.ends.append(end)
            self.ended.release()


@pytest.fixture
def held(library: Library, monkeypatch: pytest.MonkeyPatch) -> Held:
    """Dan in a bundle beside the library's people, whom a held count comes to."""
    dan = profile_data(assessment_data({"design": 3}), id="dan", name="Dan")
    (library.profiles / "more.jsonl").write_text(json.dumps(dan) + "\n", encoding="utf-8")
    held = Held()
    monkeypatch.setattr(team_worker, "count_people", held)
    monkeypatch.setattr(team_screen, "SOON", 0.01)
    return held


@journey
async def test_who_leaves_while_people_are_counted_leaves_at_once_and_ends_the_count(
    library: Library, held: Held
) -> None:
    async with on_stage(library) as stage:
        await stage.press("t")
        shown = await stage.until("Team  A role", "counting agreed levels · 4 so far", "Counting all people first.")
        assert "↵ results" not in shown
        assert "e export" not in shown
        await stage.press("enter", "e", "g", "down", "q")
        assert "Your profiles" in stage.shown
        held.go.set()
        assert await asyncio.to_thread(held.ended.acquire, timeout=30)
        assert held.ends == ["stopped"]
        await stage.press("t")
        assert "▸ Ann" in await stage.until("3 of 4 assessed")


@journey
async def test_what_was_counted_stays_until_another_view_is_counted_which_ends_those_before(
    library: Library, held: Held
) -> None:
    async with on_stage(library) as stage:
        held.go.set()
        await open_team(stage)
        assert bob(stage.shown) == "0░"
        held.go.clear()
        await stage.press("down", "v")
        assert bob(await stage.until("counting own levels")) == "0░"
        await stage.press("enter")
        assert "Results  Bob" in stage.shown
        await stage.press("q", "v")
        assert bob(await stage.until("counting mentor's levels")) == "0░"
        await stage.press("v", "v")
        assert "▸ Bob" in await stage.until("counting own levels")
        held.go.set()
        assert bob(await stage.until("own levels · 3 of 4 assessed")) == "1▎"
        for _ in range(5):
            assert await asyncio.to_thread(held.ended.acquire, timeout=30)
        assert sorted(held.ends) == ["counted"] * 2 + ["stopped"] * 3


@journey
async def test_those_marked_are_the_team(library: Library) -> None:
    async with on_stage(library) as stage:
        await open_team(stage, "space")
        assert isinstance(stage.app.screen, TeamScreen)
        assert "Ann" in stage.shown
        assert "Bob" not in stage.shown


@journey
async def test_of_several_roles_one_is_chosen(tmp_path: Path) -> None:
    other = assessment_data({"design": 2}, matrix_version=1) | {"matrix": "baker"}
    people = {**PEOPLE, "eve": file_of("eve", other)}
    library = library_in(tmp_path, role(), role(id="baker", title="A baker"), profiles=people)
    async with on_stage(library) as stage:
        await stage.press("t")
        await stage.until("Which role?", "▸ A baker")
        await stage.press("enter")
        await stage.until("Team  A baker", "assessed")
        assert "▸ Eve" in stage.shown
        assert "1 of 4 assessed" in stage.shown


@journey
async def test_nobody_assessed_is_told(tmp_path: Path) -> None:
    async with on_stage(library_in(tmp_path)) as stage:
        await stage.press("t")
        assert "No person here is assessed for a known role." in stage.shown


@journey
async def test_only_an_older_version_is_told_as_such(tmp_path: Path) -> None:
    library = library_in(tmp_path, role(version=2), profiles={"ann": PEOPLE["ann"]})
    async with on_stage(library) as stage:
        await open_team(stage)
        assert "Nobody is assessed against this version of the role." in stage.shown
        assert "assessed against version 1" in stage.shown
        await stage.press("enter", "r")
        assert isinstance(stage.app.screen, TeamScreen)


@journey
async def test_who_does_not_fit_is_named_with_the_line(library: Library) -> None:
    wrong = library.profiles / "wrong.yaml"
    wrong.write_text(file_of("wrong", assessment_data({"nothing": 1})), encoding="utf-8")
    async with on_stage(library, size=(100, 70)) as stage:
        await open_team(stage)
        assert "Not counted: 1" in stage.shown
        assert "role version 1 has no criterion nothing" in " ".join(stage.shown.split())


@journey
async def test_of_many_who_cannot_be_counted_the_first_are_told(tmp_path: Path) -> None:
    library = library_in(tmp_path, profiles={"ann": PEOPLE["ann"]})
    (library.profiles / "torn.jsonl").write_text("{\n" * 51, encoding="utf-8")
    async with on_stage(library) as stage:
        await open_team(stage)
        stage.app.screen.query_one(Listing).scroll_end(animate=False)
        shown = await stage.until(".jsonl:50:2: this", "1 more is told by skillgap team.")
        assert ".jsonl:51:" not in shown


@journey
async def test_the_team_is_exported(library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    async with on_stage(library) as stage:
        await open_team(stage)
        await stage.press("e")
        await stage.until("team")
        await stage.press("enter")
        await stage.pilot.pause()
        (written,) = tmp_path.glob("team.*")
        assert "Ann" in written.read_text(encoding="utf-8")
