"""The plan on the screen, and levels supposed on the results."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from skillgap.labels import UNSAFE
from skillgap.model.matrix import Matrix
from skillgap.store import Library
from tests.builders import matrix_of
from tests.tui.harness import NARROW, WIDE, Stage, journey, library_in, on_stage, profile_text
from tests.tui.test_goldens import compare_golden
from tests.tui.test_goldens import library as library
from tests.tui.test_hostile import hostile_matrix, hostile_profile, inspect

RATED = (
    "assessments:\n  - {matrix: role, matrix_version: 1, date: 2026-01-01, "
    "ratings: {design: {level: 3}, care: {level: 0}, tooling: {state: skipped}}}\n"
)


def rated(folder: Path, rest: str = "") -> Library:
    """Somebody who lacks one level of design (asked for by 9) and four of care (by 5), and skipped tooling."""
    return library_in(folder, profiles={"me": profile_text(rest=RATED + rest)})


def bytes_of(library: Library) -> bytes:
    return (library.profiles / "me.yaml").read_bytes()


async def settled(stage: Stage) -> str:
    """What the screen shows when it is known how sure the steps are."""
    while True:
        await stage.app.workers.wait_for_complete()
        await stage.pilot.pause()
        if not list(stage.app.workers):
            return stage.shown


def steps(shown: str) -> list[str]:
    """The names of the steps in the plan, from the top."""
    lines = shown.partition("Steps:")[2].partition("Beyond the budget")[0].splitlines()
    return [name for line in lines for name in ("Design", "Care") if name in line.partition("│")[2][:40]]


# --- the screens as they stand --------------------------------------------------------------------------------


@journey
async def test_the_plan_as_it_stands(library: Library) -> None:
    async with on_stage(library) as stage:
        await stage.press("r", "p")
        await settled(stage)
        await compare_golden(stage, "plan", WIDE)
        await stage.press("left", "left", "enter")
        await settled(stage)


@journey
async def test_the_supposed_results_as_they_stand(library: Library) -> None:
    async with on_stage(library) as stage:
        await stage.press("r", "down", "down", "plus")
        await compare_golden(stage, "supposed", NARROW)


# --- the plan -------------------------------------------------------------------------------------------------


@journey
async def test_the_arrow_keys_change_the_budget_live(tmp_path: Path) -> None:
    async with on_stage(rated(tmp_path), size=WIDE) as stage:
        await stage.press("r", "p")
        # Of 14 postings' worth a level of design adds 9/4, one of care 5/4: it flattens after the first step.
        shown = await stage.until("Budget   1 of 5", "+16.1 points of coverage, from 48%")
        assert steps(shown) == ["Design"]
        await stage.press("right")
        shown = await stage.until("Budget   2 of 5", "+25.0 points")
        assert steps(shown) == ["Design", "Care"]
        await stage.press("left", "left")
        shown = await stage.until("Budget   0 of 5", "Nothing fits a budget of 0")
        assert steps(shown) == []
        assert "← less" not in shown
        await stage.press(*["right"] * 9)
        shown = await stage.until("Budget   5 of 5", "to 100%")
        assert "→ more" not in shown
        assert steps(shown) == ["Design", "Care", "Care", "Care", "Care"]


@journey
async def test_each_budget_gets_its_own_resamples(tmp_path: Path) -> None:
    async with on_stage(rated(tmp_path), size=WIDE) as stage:
        await stage.press("r", "p")
        first = await settled(stage)
        await stage.press("right")
        second = await settled(stage)
        assert "of 1000 resampled rubrics" in first
        assert "of 1000 resampled rubrics" in second
        assert "…" not in second.partition("Steps:")[2]
        await stage.press("right", "right", "right", "left", "left", "left")
        assert await settled(stage) == second


@journey
async def test_the_details_follow_the_cursor_and_the_profile_s_effort_counts(tmp_path: Path) -> None:
    library = rated(tmp_path, "effort: {design: {4: 3}}\n")
    async with on_stage(library, size=WIDE) as stage:
        await stage.press("r", "p", "home")
        await stage.until("Step 0 → Step 1", "Has done what level 1 does", "costs 1, which")
        await stage.press(*["right"] * 9, "end", "up")
        await stage.until("Step 3 → Step 4 · target 4 Step 4", "costs 3", "Has done what level 4 does")
        await stage.press("end")
        await stage.until("Asked for by 7 of 10 postings", "skipped")


@journey
async def test_a_narrow_screen_shows_the_curve_in_the_place_of_the_steps(tmp_path: Path) -> None:
    async with on_stage(rated(tmp_path)) as stage:
        await stage.press("r", "p")
        assert "this plan" not in await stage.until("Steps: 1")
        await stage.press("enter")
        assert "Steps: 1" not in await stage.until("● this plan", "Step 3 → Step 4")
        await stage.press("right")
        await stage.until("Budget   2 of 5", "○ diminishing returns")
        await stage.press("escape")
        await stage.until("Steps: 2")
        await stage.press("escape")
        await stage.until("Results  Me", "Gaps: 2")


@journey
async def test_the_plan_of_nothing_rated_says_what_to_rate(tmp_path: Path) -> None:
    async with on_stage(library_in(tmp_path), size=WIDE) as stage:
        await stage.press("r", "p")
        await stage.until("Nothing is rated yet", "Steps: 0", "Rate first: 3", "not asked yet")
        await stage.press("right", "enter", "escape", "q")
        await stage.until("Results  Me")


@pytest.mark.parametrize("size", [NARROW, WIDE])
@journey
async def test_the_plan_shows_a_strangers_text_as_it_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]
) -> None:
    monkeypatch.setattr("skillgap.workspace.rated_profile.check_against", lambda *_: None)
    matrix: Matrix = matrix_of(hostile_matrix())
    library = library_in(tmp_path)
    async with on_stage(library, hostile_profile(library), matrix, size) as stage:
        await stage.press("r", "plus", "p")
        for keys in (("right", "right"), ("enter",), ("escape", "end"), ("enter",), ("question_mark",)):
            await stage.press(*keys)
            await settled(stage)
            inspect(stage)
            assert UNSAFE.search(stage.shown.replace("\n", "")) is None
        assert stage.app.is_running


@journey
async def test_postings_beside_the_matrix_are_what_is_resampled(tmp_path: Path) -> None:
    library = rated(tmp_path)
    hit = {"phrase": "x", "at": 0, "required": True}
    lines: list[dict[str, object]] = [{"format": "skillgap/postings/1", "matrix": "role", "version": 1, "postings": 10}]
    counts = {"design": 9, "care": 5, "tooling": 7}
    for number in range(10):
        hits = {criterion: hit for criterion, count in counts.items() if number < count}
        lines.append({"id": f"p{number}", "source": "x", "hits": hits})
    path = library.matrices / "role.postings.jsonl"
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    async with on_stage(library, size=WIDE) as stage:
        await stage.press("r", "p")
        # Whoever asks for care asks for design too, so in no sample of them do more ask for care.
        assert "1,000" in await settled(stage)
        path.write_text("{}\n", encoding="utf-8")
        await stage.press("q", "p")
        await stage.until("No plan", "role.postings.jsonl")


# --- what if --------------------------------------------------------------------------------------------------


@journey
async def test_supposed_levels_are_marked_and_never_saved(tmp_path: Path) -> None:
    library = rated(tmp_path)
    before = bytes_of(library)
    async with on_stage(library, size=WIDE) as stage:
        await stage.press("r")
        assert "as it is" not in await stage.until("Coverage 48%", "+ suppose more")
        await stage.press("plus")
        shown = await stage.until("What if (not saved)", "48% (32–65%) before, 64% (43–76%) after: +16.1 points")
        assert "Supposed: Design at Step 4 instead of Step 3." in " ".join(shown.split())
        assert "≈ Design" in shown
        assert "e export" not in shown
        assert "+ suppose more" not in shown, "4 is the top of the scale"
        await stage.press("minus")
        shown = await stage.until("Coverage 48%")
        assert "Supposed" not in shown, "the level is the person's own again"
        await stage.press("minus", "down", "plus", "plus")
        flat = " ".join((await stage.until("≈ Design", "≈ Care")).split())
        assert "Supposed: Design at Step 2 instead of Step 3; Care at Step 2 instead of Step 0." in flat
        await stage.press("0")
        shown = await stage.until("Coverage 48%", "e export")
        assert "Supposed" not in shown
        assert bytes_of(library) == before


@journey
async def test_a_criterion_without_a_level_is_supposed_from_the_lowest_up(tmp_path: Path) -> None:
    async with on_stage(rated(tmp_path), size=WIDE) as stage:
        await stage.press("r", "down", "down", "plus")
        await stage.until("Tooling at Step 0 instead of no level", "≈ Tooling")
        await stage.press("plus")
        await stage.until("Tooling at Step 1 instead of no level")
        await stage.press("backspace")
        await stage.until("Unrated: 1")


@journey
async def test_the_plan_starts_from_what_is_supposed(tmp_path: Path) -> None:
    async with on_stage(rated(tmp_path), size=WIDE) as stage:
        await stage.press("r", "plus", "p")
        shown = await stage.until("Supposed: Design at Step 4 instead of Step 3.", "Budget   4 of 4")
        assert steps(shown) == ["Care"] * 4
        await stage.press("q")
        await stage.until("Results  Me", "≈ Design")


@journey
async def test_nothing_is_supposed_where_nothing_is_rated_or_no_criterion_is_chosen(tmp_path: Path) -> None:
    async with on_stage(library_in(tmp_path), size=WIDE) as stage:
        await stage.press("r", "plus", "minus", "0")
        assert "Supposed" not in stage.shown
        assert "suppose more" not in stage.shown
    (tmp_path / "profiles" / "me.yaml").write_text(profile_text(rest=RATED), encoding="utf-8")
    async with on_stage(rated(tmp_path), size=WIDE) as stage:
        await stage.press("r", "end", "plus")
        assert "Supposed" not in stage.shown
