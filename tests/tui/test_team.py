"""The team's screen: everybody's levels, what is said of all, and the way to one person."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from skillgap.store import Library
from skillgap.tui.screens.team import TeamScreen

from ..builders import Plain, assessment_data, profile_data
from .stage import NARROW, WIDE, journey, library_in, on_stage, role


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


@journey
async def test_levels_states_and_coverage_stand_side_by_side(library: Library) -> None:
    async with on_stage(library) as stage:
        await stage.press("t")
        shown = stage.shown.splitlines()
        assert "Team  A role" in shown[0]
        assert "2 of 3 assessed" in shown[0]
        assert shown[1].split() == ["Who", "Covered", "Range", "1", "2", "3"]
        # in the order of how many postings ask for them: design 9, tooling 7, care 5
        assert shown[2].split() == ["▸", "Ann", "60", "%", "4█", "2▌", "0░", "waits,", "stale"]
        assert shown[3].split()[:2] == ["Bob", "0"]
        assert shown[3].split()[-3:] == ["0░", "x", "s"]


@journey
async def test_enter_opens_the_results_of_the_person_under_the_cursor(library: Library) -> None:
    async with on_stage(library) as stage:
        await stage.press("t", "down", "enter")
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
        await stage.press("t", "down", "enter", "a", "r")
        assert "q home" in stage.shown
        await stage.press("q")
        assert "Your profiles" in stage.shown


@journey
async def test_what_is_said_of_all_stands_below(library: Library) -> None:
    async with on_stage(library, size=(100, 70)) as stage:
        await stage.press("t")
        shown = " ".join(stage.shown.split())
        assert "Criteria by number" in shown
        for line in ("Design 9 of 10 1 of 2", "Design Ann Bob", "Ann 2026-05-04 200", "Cy nothing is rated yet"):
            assert line in shown


@pytest.mark.parametrize("size", [NARROW, WIDE])
@journey
async def test_g_goes_to_the_gaps_and_back(library: Library, size: tuple[int, int]) -> None:
    async with on_stage(library, size=size) as stage:
        await stage.press("t")
        before = stage.shown
        if size == NARROW:
            await stage.press("g")
            assert "▸ Ann" not in stage.shown
            await stage.press("g")
        assert stage.shown == before


@journey
async def test_the_view_says_whose_levels_count(library: Library) -> None:
    async with on_stage(library) as stage:
        await stage.press("t")
        levels = []
        for _ in range(3):
            levels.append((stage.shown.splitlines()[0].split("A role")[1].split("·")[0].strip(), bob(stage.shown)))
            await stage.press("v")
        assert levels == [("agreed levels", "0░"), ("own levels", "1▎"), ("mentor's levels", "0░")]


def bob(shown: str) -> str:
    """Bob's level of what most postings ask for."""
    (line,) = [line for line in shown.splitlines() if line.strip(" ▸").startswith("Bob ")]
    return line.split("%")[-1].split()[0]


@journey
async def test_those_marked_are_the_team(library: Library) -> None:
    async with on_stage(library) as stage:
        await stage.press("space", "t")
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
        await stage.until("Which role?", "A baker")
        await stage.press("down", "enter")
        assert "Team  A baker" in stage.shown
        assert "▸ Eve" in stage.shown
        assert "1 of 4 assessed" in stage.shown


@journey
async def test_nobody_assessed_is_told(tmp_path: Path) -> None:
    async with on_stage(library_in(tmp_path)) as stage:
        await stage.press("t")
        assert "Nobody here is assessed for a role that is known." in stage.shown


@journey
async def test_only_an_older_version_is_told_as_such(tmp_path: Path) -> None:
    library = library_in(tmp_path, role(version=2), profiles={"ann": PEOPLE["ann"]})
    async with on_stage(library) as stage:
        await stage.press("t")
        assert "Nobody is assessed against this version of the role." in stage.shown
        assert "assessed against version 1" in stage.shown
        await stage.press("enter", "r")
        assert isinstance(stage.app.screen, TeamScreen)


@journey
async def test_who_does_not_fit_is_named_with_the_line(library: Library) -> None:
    wrong = library.profiles / "wrong.yaml"
    wrong.write_text(file_of("wrong", assessment_data({"nothing": 1})), encoding="utf-8")
    async with on_stage(library, size=(100, 70)) as stage:
        await stage.press("t")
        assert "Not counted: 1" in stage.shown
        assert "role version 1 has no criterion nothing" in " ".join(stage.shown.split())


@journey
async def test_the_team_is_exported(library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    async with on_stage(library) as stage:
        await stage.press("t", "e")
        await stage.until("team")
        await stage.press("enter")
        await stage.pilot.pause()
        (written,) = tmp_path.glob("team.*")
        assert "Ann" in written.read_text(encoding="utf-8")
