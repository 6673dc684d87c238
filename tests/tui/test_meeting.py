"""The meeting on screens: both sides of a submitted review, agreed levels, comments, replies, and completion."""

from __future__ import annotations

from pathlib import Path

import pytest

from skillgap.model.profile import Review, ReviewRating
from skillgap.store import Library, read_profile
from skillgap.store.settings import Settings, write_settings
from skillgap.tui.screens.differences import DifferencesScreen
from skillgap.tui.screens.meeting import MeetingScreen
from skillgap.tui.widgets.outline import Outline
from tests.tui.harness import NARROW, WIDE, Stage, journey, library_in, on_stage, profile_text

# Difference times postings: design |3 - 1| * 9 = 18, care |1 - 2| * 4; tooling has no level of the person.
SUBMITTED = """\
assessments:
  - matrix: role
    matrix_version: 1
    date: 2026-11-01
    ratings:
      design: {level: 3, confidence: high, evidence: [Drew the plan], note: Twice}
      care: {level: 1}
      tooling: {state: skipped}
reviews:
  - assessment: 2026-11-01
    matrix: role
    by: Mira
    date: 2026-11-10
    status: rated
    submitted: 2026-11-10T10:00:00Z
    ratings:
      design: {level: 1, self: 3, comment: Who else drew it?}
      care: {level: 2, self: 1}
      tooling: {level: 4}
"""


@pytest.fixture
def library(tmp_path: Path) -> Library:
    """Somebody whom Mira has rated, and not yet met."""
    write_settings(Settings(mentor="Mira"))
    return library_in(tmp_path, profiles={"me": profile_text(rest=SUBMITTED)})


def review_of(library: Library) -> Review:
    """The review on the disk."""
    return read_profile(library.profiles / "me.yaml").profile.reviews[-1]


async def meet(stage: Stage) -> None:
    """Go from the home screen to the meeting."""
    await stage.press("v", "enter")
    await stage.until("Meeting")


@pytest.mark.parametrize("size", [NARROW, WIDE])
@journey
async def test_the_heaviest_difference_is_first_with_both_sides(library: Library, size: tuple[int, int]) -> None:
    async with on_stage(library, size=size) as stage:
        await meet(stage)
        shown = await stage.until("1 of 3", "flag: possible blind spot", "no level yet. Press a")
        for words in ("1. Drew the plan", "Note: Twice", "Comment: Who else drew it?"):
            assert words in shown
        beside = next(line for line in shown.splitlines() if "3 Step 3" in line)
        assert "1 Step 1" in beside
        await stage.press("right")
        await stage.until("2 of 3", "discuss: hidden strength")
        await stage.press("left")
        await stage.until("1 of 3")


@journey
async def test_an_agreed_level_is_chosen_shown_cleared_and_undone(library: Library) -> None:
    async with on_stage(library) as stage:
        await meet(stage)
        await stage.press("2", "3")  # the digits that rate do nothing here
        assert review_of(library).ratings["design"].agreed is None
        await stage.press("a", "enter")  # the cursor begins on no level where the two differ
        assert review_of(library).ratings["design"].agreed is None
        await stage.press("a", "down", "down", "down", "enter")  # no level, 0, 1, 2
        await stage.until("Agreed  2 Step 2")
        assert review_of(library).ratings["design"].agreed == 2
        await stage.press("a", "home", "enter")
        await stage.until("no level yet")
        assert review_of(library).ratings["design"].agreed is None
        await stage.press("u")
        assert review_of(library).ratings["design"].agreed == 2


@journey
async def test_a_comment_a_reply_and_a_summary_are_saved_at_once(library: Library) -> None:
    async with on_stage(library) as stage:
        await meet(stage)
        await stage.press("right", "c")
        await stage.write("Well seen")
        await stage.press("escape", "r")
        await stage.write("Thanks")
        await stage.press("escape", "m")
        await stage.write("A good year")
        await stage.press("escape")
        await stage.until("Comment: Well seen", "Reply of Me: Thanks")
        review = review_of(library)
        assert review.ratings["care"] == ReviewRating(level=2, self_level=1, comment="Well seen", reply="Thanks")
        assert review.summary == "A good year"
        assert review.status == "rated"
        assert isinstance(stage.app.screen, MeetingScreen)


@journey
async def test_the_outline_shows_all_three_levels_and_leads_on(library: Library) -> None:
    async with on_stage(library, size=WIDE) as stage:
        await meet(stage)
        await stage.press("a", "end", "enter")
        shown = await stage.until("self · you · agreed")
        lines = [line for line in shown.splitlines() if "Design" in line or "Care" in line or "Tooling" in line]
        columns = [line.split("│")[1].split()[-3:] for line in lines if line.count("│") > 2]
        assert ["3", "1", "4"] in columns
        assert ["1", "2", "–"] in columns
        assert ["–", "4", "–"] in columns
        await stage.press("o", "end", "enter")
        await stage.until("3 of 3")
        assert not stage.app.screen.query_one(Outline).has_focus


@journey
async def test_completing_asks_once_and_is_for_good(library: Library) -> None:
    async with on_stage(library) as stage:
        await meet(stage)
        await stage.press("d")
        await stage.until("Complete the review?", "2 differences have no agreed level.")
        await stage.press("enter")
        assert review_of(library).status == "rated"
        await stage.press("d", "down", "enter")
        await stage.until("Self and mentor")
        assert review_of(library).status == "complete"
        assert review_of(library).completed is not None


@journey
async def test_the_differences_after_submitting_lead_to_the_meeting(tmp_path: Path) -> None:
    write_settings(Settings(mentor="Mira"))
    rest = SUBMITTED.partition("reviews:")[0]
    library = library_in(tmp_path, profiles={"me": profile_text(rest=rest)})
    async with on_stage(library) as stage:
        await stage.press("v", "enter", "1", "d", "down", "enter")
        await stage.until("Self and mentor")
        assert isinstance(stage.app.screen, DifferencesScreen)
        await stage.press("v")
        await stage.until("Meeting", "1 of 3", "flag: possible blind spot")
        await stage.press("a", "down", "enter")
        assert review_of(library).ratings["design"].agreed == 0


@journey
async def test_an_agreed_level_waits_for_the_disk(library: Library) -> None:
    path = library.profiles / "me.yaml"
    async with on_stage(library) as stage:
        await meet(stage)
        path.write_text(path.read_text(encoding="utf-8") + "# by hand\n", encoding="utf-8")
        await stage.press("a", "end", "enter")
        await stage.until("Not saved")
        await stage.press("ctrl+s")
        await stage.until("saved")
        assert isinstance(stage.app.screen, MeetingScreen)
        assert review_of(library).ratings["design"].agreed == 4
