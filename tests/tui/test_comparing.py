"""Comparing people and dates on the screens."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from skillgap.store import Library
from skillgap.tui.screens.compare import line_up
from skillgap.workspace import Workspace
from tests.builders import criterion, matrix_data
from tests.tui.harness import NARROW, WIDE, Stage, journey, library_in, on_stage, profile_text, role


def assessed(date: str, *, version: int = 1, matrix: str = "role", **levels: object) -> str:
    """An assessment as a line of a file."""
    ratings = ", ".join(
        f"{name}: {{level: {level}}}" if isinstance(level, int) else f"{name}: {level}"
        for name, level in levels.items()
    )
    return f"  - {{matrix: {matrix}, matrix_version: {version}, date: {date}, ratings: {{{ratings}}}}}\n"


def person(identifier: str, *assessments: str) -> str:
    rest = "assessments:\n" + "".join(assessments) if assessments else ""
    return profile_text(identifier.title(), identifier, rest)


BAKER = matrix_data(criterion("bread", 5), id="baker")
PEOPLE = {
    "ann": person("ann", assessed("2025-01-01", design=1, care=1), assessed("2026-01-01", design=4, care=1)),
    "bob": person("bob", assessed("2026-02-01", design=0, care=1, tooling="{level: 2, evidence: [Built a shed]}")),
    "cyd": person("cyd"),
}


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return library_in(tmp_path, profiles=PEOPLE)


async def names(stage: Stage) -> list[str]:
    """The criteria shown, from the top."""
    lines = (line.strip("│▸ ") for line in stage.shown.splitlines())
    return [name for line in lines for name in ("Design", "Care", "Tooling") if line.startswith(name)]


@journey
async def test_marked_people_are_put_side_by_side(library: Library) -> None:
    async with on_stage(library) as stage:
        await stage.press("space")
        assert stage.shown.count("● marked") == 1
        await stage.press("space", "c")
        shown = await stage.until("Compare  2 assessments", "1 Ann  2026-01-01", "2 Bob  2026-02-01")
        assert "Different levels: 1" in shown
        assert await names(stage) == ["Design", "Tooling", "Care"]  # 4 and 0; open and 2; the same
        await stage.press("q")
        assert (await stage.until("Your profiles")).count("● marked") == 2


@journey
async def test_one_mark_compares_with_the_person_under_the_cursor(library: Library) -> None:
    async with on_stage(library) as stage:
        await stage.press("space", "c")
        await stage.until("1 Ann  2026-01-01", "2 Bob  2026-02-01")


@journey
async def test_without_a_mark_the_dates_of_one_person_are_compared_and_explained(library: Library) -> None:
    async with on_stage(library) as stage:
        await stage.press("c")
        await stage.until("1 Ann  2025-01-01", "2 Ann  2026-01-01")
        await stage.press("w")
        # 9 of 14 postings met for a quarter, then in full.
        await stage.until("Coverage went from 25%", "to 73%", "+48.2", "Design", "level 1 → 4")


@journey
async def test_somebody_without_two_dates_has_nothing_to_compare(library: Library) -> None:
    async with on_stage(library) as stage:
        assert "c compare" in stage.shown
        await stage.press("down")
        assert "c compare" not in stage.shown
        await stage.press("c")
        assert "Your profiles" in stage.shown


@journey
async def test_who_has_rated_nothing_has_a_column_all_the_same(library: Library) -> None:
    async with on_stage(library) as stage:
        await stage.press("down", "space", "c")
        shown = await stage.until("2 Cyd  not assessed  nothing is rated yet")
        assert shown.count("open") == 3


@journey
async def test_another_date_takes_the_place_of_the_latest(library: Library) -> None:
    async with on_stage(library) as stage:
        await stage.press("space", "space", "c", "d")
        await stage.until("● 1 Ann 2026-01-01", "○ 1 Ann 2025-01-01")
        await stage.press("up", "enter")
        await stage.until("1 Ann  2025-01-01", "2 Bob  2026-02-01")


@journey
async def test_the_order_and_what_is_equal(library: Library) -> None:
    async with on_stage(library) as stage:
        await stage.press("space", "space", "c", "s")
        await stage.until("by frequency")
        assert await names(stage) == ["Design", "Tooling", "Care"]  # asked for by 9, 7 and 5
        await stage.press("s")
        await stage.until("in the matrix's order")
        assert await names(stage) == ["Design", "Care", "Tooling"]
        await stage.press("h")
        await stage.until("1 equal hidden", "h show all")
        assert await names(stage) == ["Design", "Tooling"]
        await stage.press("h", "s")
        await stage.until("by share × difference", "The same: 1")


@journey
async def test_a_criterion_shows_what_everybody_says(library: Library) -> None:
    for size in (NARROW, WIDE):
        async with on_stage(library, size=size) as stage:
            await stage.press("space", "space", "c", "down", "enter")
            await stage.until("Ann, 2026-01-01", "not asked yet", "Bob, 2026-02-01", "2 Step 2", "1. Built a shed")
            await stage.press("escape")
            assert await names(stage) == ["Design", "Tooling", "Care"]


@journey
async def test_an_export_is_what_the_screen_compares(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with on_stage(library) as stage:
        await stage.press("c", "e", "down", "down", "down", "enter")
    data = json.loads((tmp_path / "comparison.json").read_text(encoding="utf-8"))
    assert [column["date"] for column in data["columns"]] == ["2025-01-01", "2026-01-01"]
    assert data["change"]["coverage_change"] == pytest.approx(0.75 * 9 / 14)


@journey
async def test_a_version_that_is_gone_leaves_its_column_empty(tmp_path: Path) -> None:
    people = {"ann": PEOPLE["ann"], "old": person("old", assessed("2026-01-01", version=9, design=1))}
    async with on_stage(library_in(tmp_path, profiles=people)) as stage:
        await stage.press("space", "space", "c")
        await stage.until("2 Old", "that version of the role's matrix")


def test_one_persons_dates_in_two_roles_have_a_matrix_each(tmp_path: Path) -> None:
    gone = assessed("2024-01-01", version=9, design=1)
    both = person("eve", gone, assessed("2026-01-01", design=1), assessed("2026-02-01", matrix="baker", bread=1))
    library = library_in(tmp_path, role(), BAKER, profiles={"eve": both})
    contenders = line_up([library.find_profile("eve")], Workspace(library))
    assert [contender.matrix and contender.matrix.id for contender in contenders] == ["role", "baker"]


@journey
async def test_roles_without_a_common_criterion_say_so(tmp_path: Path) -> None:
    people = {"ann": PEOPLE["ann"], "eve": person("eve", assessed("2026-01-01", matrix="baker", bread=1))}
    async with on_stage(library_in(tmp_path, role(), BAKER, profiles=people)) as stage:
        await stage.press("space", "space", "c")
        await stage.until("2 different roles, which have no criterion in common")


@journey
async def test_ratings_that_do_not_fit_are_explained(tmp_path: Path) -> None:
    people = {"ann": PEOPLE["ann"], "bad": person("bad", assessed("2026-01-01", design=7))}
    async with on_stage(library_in(tmp_path, profiles=people)) as stage:
        await stage.press("space", "space", "c")
        await stage.until("These cannot be compared", "level 7 is not on the scale of role")


@journey
async def test_fifty_people_are_shown_by_their_extremes(tmp_path: Path) -> None:
    people = {
        f"p{number:02}": person(f"p{number:02}", assessed("2026-01-01", design=number % 5, care=2))
        for number in range(50)
    }
    async with on_stage(library_in(tmp_path, profiles=people)) as stage:
        await stage.press(*["space"] * 50, "c")
        shown = await stage.until("Compare  50 assessments", "Lowest", "Highest")
        assert "0 by 10" in shown
        assert "4 by 10" in shown
        assert "Coverage ranges from" in shown


@journey
async def test_hostile_names_stay_text(tmp_path: Path) -> None:
    name = "'[bold red]x[/] \\u202egnp.exe [@click=app.quit]press[/]'"
    people = {
        one: person(one, assessed("2026-01-01", design=level)).replace(f"name: {one.title()}", f"name: {name}")
        for one, level in (("ann", 1), ("bob", 2))
    }
    async with on_stage(library_in(tmp_path, profiles=people), size=WIDE) as stage:
        await stage.press("space", "space", "c")
        await stage.until("[bold red]x[/]")
        assert "\u202e" not in stage.shown
