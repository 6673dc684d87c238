"""Keys handled together, as a slow connection delivers them: a screen acts only while it is the current one."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from skillgap.store import Library, ProfileFile, save_profile
from skillgap.tui.screens.home import HomeScreen
from tests.tui.harness import journey, library_in, on_stage, profile_text, role

ASSESSED = """\
assessments:
  - {matrix: role, matrix_version: 1, date: 2026-11-01, ratings: {design: {level: 2}, care: {level: 1}}}
goals:
  - {id: g, criterion: design, level: 4, status: open}
  - {id: h, criterion: care, level: 3, status: open}
"""


@pytest.fixture
def assessed(tmp_path: Path) -> Library:
    """Somebody with ratings and goals, and two roles to choose from."""
    return library_in(tmp_path, role(), role(id="other"), profiles={"me": profile_text(rest=ASSESSED)})


@pytest.fixture
def slow_saves(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let each save take so long that further keys wait for it."""

    def save(file: ProfileFile, profile: object, **options: object) -> ProfileFile:
        time.sleep(0.05)
        return save_profile(file, profile, **options)  # type: ignore[arg-type]

    monkeypatch.setattr("skillgap.workspace.saving.save_profile", save)


@journey
async def test_results_and_quit_together(assessed: Library) -> None:
    async with on_stage(assessed) as stage:
        await stage.together("r", "q", "q")
        assert isinstance(stage.app.screen_stack[0], HomeScreen)


@journey
async def test_results_left_twice_together(assessed: Library) -> None:
    async with on_stage(assessed) as stage:
        await stage.press("r")
        await stage.together("q", "q")
        assert stage.app.screen is stage.app.home


@journey
async def test_goals_and_two_ways_back_together(assessed: Library) -> None:
    async with on_stage(assessed) as stage:
        await stage.press("g")
        await stage.together("q", "q")
        assert stage.app.screen is stage.app.home


@journey
async def test_choosing_a_role_with_three_enters(assessed: Library) -> None:
    async with on_stage(assessed) as stage:
        await stage.press("a")
        await stage.until("Which role?")
        await stage.together("enter", "enter", "enter")
        await stage.until("New assessment?")
        await stage.press("enter")
        await stage.until("of 4")


@journey
async def test_handing_a_review_in_with_two_enters(assessed: Library) -> None:
    async with on_stage(assessed) as stage:
        await stage.press("v", *"Mo", "enter", "3")
        await stage.together("d", "j", "enter", "enter")
        await stage.until("Submit your review?")
        await stage.together("j", "enter", "enter")
        await stage.until("Self and mentor")


@pytest.mark.usefixtures("slow_saves")
@journey
async def test_a_goal_is_done_and_left_twice(assessed: Library) -> None:
    async with on_stage(assessed) as stage:
        await stage.press("g")
        await stage.together("d", "q", "q")
        assert stage.app.screen is stage.app.home
    goals = assessed.find_profile("me").profile.goals
    assert [goal.status for goal in goals].count("done") == 1


@pytest.mark.usefixtures("slow_saves")
@journey
async def test_a_new_profile_with_three_enters(assessed: Library) -> None:
    async with on_stage(assessed) as stage:
        await stage.press("n")
        await stage.together(*"Ada", "enter", "enter", "enter")
        await stage.pilot.pause()
        await stage.together("enter", "enter")
    assert assessed.find_profile("ada").profile.name == "Ada"


@journey
async def test_page_up_in_a_palette_that_has_just_opened(assessed: Library) -> None:
    async with on_stage(assessed) as stage:
        await stage.together("ctrl+p", "pageup", "pagedown")
        await stage.press("pageup", "escape")
        assert stage.app.screen is stage.app.home
