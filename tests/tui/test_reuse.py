"""Ratings of an older version taken along, and those of another role prefilled, on the screens."""

from __future__ import annotations

from pathlib import Path

import pytest

from skillgap.store import Library, read_profile
from skillgap.tui.app import SkillgapApp
from tests.builders import criterion, matrix_data
from tests.tui.harness import TODAY, Stage, journey, levels, library_in, on_stage, profile_text, role, saved

OLD = (
    "assessments:\n  - {matrix: role, matrix_version: 1, date: 2026-01-01,"
    " ratings: {design: {level: 1, evidence: [Drew it]}, care: {state: skipped}, lost: {level: 2}}}\n"
)
ELSEWHERE = (
    "assessments:\n  - {matrix: other, matrix_version: 1, date: 2026-03-01,"
    " ratings: {design: {level: 3, confidence: high, evidence: [Drew it]}}}\n"
)


@pytest.fixture
def moved_on(tmp_path: Path) -> Library:
    """A role at its second version, which no longer asks for one thing, and somebody rated against the first."""
    library = library_in(tmp_path, role(version=2), profiles={"me": profile_text(rest=OLD)})
    first = role()
    first["sections"][0]["criteria"].append(criterion("lost", 3))
    first["sections"][1]["criteria"] = []
    (tmp_path / "first").mkdir()
    earlier = library_in(tmp_path / "first", first, profiles={})
    (earlier.matrices / "role.yaml").rename(library.matrices / "role.v1.yaml")
    return library


@journey
async def test_ratings_come_along_when_they_are_wanted(moved_on: Library) -> None:
    async with on_stage(moved_on) as stage:
        await stage.press("a")
        shown = " ".join((await stage.until("The role has moved on")).replace("│", "").split())
        assert "of 2026-01-01, is of version 1 of A role; version 2 is the current one." in shown
        assert (
            "2 ratings can be carried over, 1 criterion is new, 1 answer for removed criteria will not be carried over"
            in shown
        )
        await stage.press("enter")
        await stage.until("Technologies  3 of 4")  # the first that is not asked yet
        assert (saved(moved_on).matrix_version, saved(moved_on).date) == (2, TODAY)
        assert levels(moved_on) == {"design": 1, "care": None}
        old, new = read_profile(moved_on.profiles / "me.yaml").profile.assessments
        assert set(old.ratings) == {"design", "care", "lost"}
        assert new.ratings["design"].evidence == ("Drew it",)
        await stage.press("left", "left")
        await stage.until("Rated on 2026-01-01 and carried over")


@journey
async def test_leaving_the_question_open_changes_nothing(moved_on: Library) -> None:
    before = (moved_on.profiles / "me.yaml").read_bytes()
    async with on_stage(moved_on) as stage:
        await stage.press("a", "escape")
        await stage.until("Your profiles")
        await stage.press("a", "down", "enter")
        await stage.until("Skills  1 of 4")
    assert (moved_on.profiles / "me.yaml").read_bytes() == before


@journey
async def test_nothing_is_offered_to_who_wants_none_or_when_the_old_version_is_gone(moved_on: Library) -> None:
    file, matrix = moved_on.find_profile("me"), moved_on.find_matrix("role")
    app = SkillgapApp(moved_on, lambda: TODAY, file, matrix, offer=False)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await Stage(app, pilot).until("Skills  1 of 4")
    (moved_on.matrices / "role.v1.yaml").unlink()
    async with on_stage(moved_on, file, matrix) as stage:
        await stage.until("Skills  1 of 4")


@pytest.fixture
def elsewhere(tmp_path: Path) -> Library:
    """Somebody rated for another role that shares a criterion."""
    other = matrix_data(criterion("design", 4), id="other")
    return library_in(tmp_path, role(), other, profiles={"me": profile_text(rest=ELSEWHERE)})


@journey
async def test_what_was_said_for_another_role_is_prefilled_until_enter_confirms_it(elsewhere: Library) -> None:
    file, matrix = elsewhere.find_profile("me"), elsewhere.find_matrix("role")
    async with on_stage(elsewhere, file, matrix) as stage:
        shown = await stage.until("Said for other on 2026-03-01: 3 Step 3", "Confidence high · 1 piece", "Prefilled")
        assert "▸ 3 ○" in shown
        assert "take over" in shown
        assert saved(elsewhere).matrix == "other"
        await stage.press("enter")
        assert (saved(elsewhere).matrix, saved(elsewhere).date) == ("role", TODAY)
        rating = saved(elsewhere).ratings["design"]
        assert (rating.level, rating.confidence, rating.evidence) == (3, "high", ("Drew it",))
        assert stage.title == "Care"
        await stage.press("u")
        await stage.until("Prefilled")


@journey
async def test_another_level_takes_the_place_of_a_prefilled_one(elsewhere: Library) -> None:
    file, matrix = elsewhere.find_profile("me"), elsewhere.find_matrix("role")
    async with on_stage(elsewhere, file, matrix) as stage:
        await stage.press("up")
        assert "take over" not in stage.shown
        await stage.press("enter")
        rating = saved(elsewhere).ratings["design"]
        assert (rating.level, rating.evidence) == (2, ())
