"""Goals on the screens: seen, set, changed and settled, saved at once, and never lost."""

from __future__ import annotations

import datetime
import sys
from pathlib import Path

import pytest

from skillgap.model.profile import Goal
from skillgap.store import Library, read_profile
from skillgap.tui.app import SkillgapApp
from skillgap.tui.dialogs.goal import GoalDraft, choose_criterion, goal_dialog
from skillgap.tui.screens.goals import GoalsScreen
from skillgap.tui.session import Session
from tests.builders import criterion, matrix_data, matrix_of
from tests.tui.harness import NARROW, TODAY, WIDE, Stage, journey, levels, library_in, on_stage, profile_text, role
from tests.tui.test_goldens import compare_golden
from tests.tui.test_goldens import library as library
from tests.tui.test_hostile import ALL, BOTH_SIZES, hostile_matrix, hostile_profile, look_around

RATED = """\
assessments:
  - {matrix: role, matrix_version: 1, date: 2026-01-01, ratings: {design: {level: 3}, care: {level: 4}}}
"""
GOALS = """\
goals:
  - {id: later, criterion: tooling, level: 3, action: Saw a board, due: 2027-03-01, status: open}
  - {id: late, criterion: design, level: 4, due: 2026-11-19, status: open}
  - {id: reached, criterion: care, level: 2, status: done}
"""
IN_THREE_MONTHS = TODAY + datetime.timedelta(days=90)


def somebody(folder: Path, rest: str = RATED) -> Library:
    return library_in(folder, profiles={"me": profile_text(rest=rest)})


def on_disk(library: Library) -> list[Goal]:
    return list(read_profile(library.profiles / "me.yaml").profile.goals)


async def typed(stage: Stage, field: str, text: str) -> None:
    """Put a text into a field in the place of what stands there."""
    stage.app.screen.query_one(f"#{field}").focus()
    await stage.press("end", "ctrl+u")
    await stage.write(text)


# --- the screens as they stand --------------------------------------------------------------------------------


@journey
async def test_the_goals_as_they_stand(library: Library) -> None:
    async with on_stage(library) as stage:
        await stage.press("g")
        await compare_golden(stage, "goals", NARROW)
        await stage.press("c")
        await compare_golden(stage, "goal", NARROW)
        await stage.press("escape", "d", "enter")


@journey
async def test_without_goals_the_screen_says_what_to_do(tmp_path: Path) -> None:
    async with on_stage(somebody(tmp_path)) as stage:
        await stage.press("g")
        await stage.until("There are no goals yet.", "Press n to choose a criterion", "n new goal  q back")
        await stage.press("d", "x", "c", "a", "e", "q")
        assert "Your profiles" in stage.shown


# --- setting one ----------------------------------------------------------------------------------------------


@journey
async def test_a_goal_is_set_on_a_chosen_criterion_and_saved(tmp_path: Path) -> None:
    library = somebody(tmp_path)
    async with on_stage(library) as stage:
        await stage.press("g", "n")
        await stage.until("Design", "3 → 4", "Tooling", "– → 4")
        await stage.press("enter")
        await stage.until("Goal · Design", "Now 3 Step 3 · target 4 Step 4", "To reach  4 Step 4", str(IN_THREE_MONTHS))
        await stage.write("Draw it")
        await stage.press("enter")
        await stage.until("Open: 1", "▸ ○  Design", "open, 2027-02-18")
        goal = Goal(id="design-4", criterion="design", level=4, action="Draw it", due=IN_THREE_MONTHS, status="open")
        assert on_disk(library) == [goal]


@journey
async def test_what_is_reached_already_proposes_the_next_level_and_any_can_be_taken(tmp_path: Path) -> None:
    library = somebody(tmp_path, RATED.replace("level: 3", "level: 2").replace("level: 4", "level: 1"))
    async with on_stage(library) as stage:
        await stage.press("r", "s")
        await stage.until("Goal · Design", "To reach  4 Step 4", "Has done what level 4 does")
        await stage.press("up", "down", "enter")
        await stage.until("Results")
        assert [(goal.criterion, goal.level) for goal in on_disk(library)] == [("design", 3)]


@journey
async def test_results_set_a_goal_and_a_second_time_change_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    monkeypatch.setattr(SkillgapApp, "notify", lambda _, message, **__: said.append(message))
    library = somebody(tmp_path)
    async with on_stage(library) as stage:
        await stage.press("r", "s")
        await stage.write("Draw it")
        await stage.press("enter")
        assert said == ["Design to Step 4 by 2027-02-18"]
        await stage.press("s")
        await stage.until("Draw it")
        await typed(stage, "due", "")
        await stage.press("enter")
        assert on_disk(library) == [Goal(id="design-4", criterion="design", level=4, action="Draw it", status="open")]
        await stage.press("g")
        await stage.until("Goals  Me", "Open: 1")
        await stage.press("q")
        await stage.until("Results  Me")


@journey
async def test_a_goal_that_was_given_up_is_set_anew_and_stays_as_it_was(tmp_path: Path) -> None:
    library = somebody(tmp_path, RATED + "goals:\n  - {id: old, criterion: design, level: 4, status: dropped}\n")
    async with on_stage(library) as stage:
        await stage.press("r", "s", "enter")
        await stage.until("Results")
        goals = [(goal.id, goal.criterion, goal.level, goal.status) for goal in on_disk(library)]
        assert goals == [("old", "design", 4, "dropped"), ("design-4", "design", 4, "open")]


@journey
async def test_a_step_of_the_plan_becomes_a_goal_with_what_would_show_it(tmp_path: Path) -> None:
    library = somebody(tmp_path)
    async with on_stage(library) as stage:
        await stage.press("r", "p", "s")
        await stage.until("Goal · Design", "Has done what level 4 does")
        await stage.press("enter")
        await stage.until("Plan  Me")
        assert on_disk(library)[0].action == "Has done what level 4 does"
        await stage.press("g", "q")
        await stage.until("Plan  Me")


@journey
async def test_a_disagreement_becomes_a_goal(tmp_path: Path) -> None:
    library = somebody(tmp_path)
    async with on_stage(library) as stage:
        await stage.press("v")
        await stage.write("Mira")
        await stage.press("enter", "1", "d", "down", "enter")  # Mira sees 1; the level that counts stays 3
        await stage.until("Self and mentor")
        await stage.press("s")
        assert "Goal ·" not in stage.shown  # it puts the cursor on a criterion
        assert "▸ Design" in stage.shown
        await stage.press("s")
        await stage.until("Goal · Design", "Now 3 Step 3 · target 4 Step 4")
        await stage.press("enter", "g")
        await stage.until("3 → 4")
        assert [(goal.criterion, goal.level) for goal in on_disk(library)] == [("design", 4)]
        await stage.press("q", "q")
        await stage.until("Your profiles")


@pytest.mark.parametrize(("due", "why"), [("soon", "'soon' is not a day"), ("2026-11-19", "2026-11-19 is past")])
@journey
async def test_a_day_that_cannot_be_is_told_and_nothing_is_saved(tmp_path: Path, due: str, why: str) -> None:
    library = somebody(tmp_path)
    before = (library.profiles / "me.yaml").read_bytes()
    async with on_stage(library, size=WIDE) as stage:
        await stage.press("r", "s")
        await typed(stage, "due", due)
        await stage.press("enter")
        await stage.until("Goal · Design", why)
        assert (library.profiles / "me.yaml").read_bytes() == before
        await typed(stage, "due", "2026-11-20")
        assert why not in stage.shown
        await stage.press("enter")
        assert on_disk(library)[0].due == TODAY


# --- changing and settling ------------------------------------------------------------------------------------


@journey
async def test_a_changed_goal_keeps_the_day_that_is_past_and_the_lines_of_its_action(tmp_path: Path) -> None:
    goals = GOALS.replace("due: 2026-11-19", 'action: "Two\\nlines", due: 2026-11-19')
    library = somebody(tmp_path, RATED + goals)
    async with on_stage(library) as stage:
        await stage.press("g", "c", "down", "enter")
        assert on_disk(library)[1] == Goal(
            id="late", criterion="design", level=3, action="Two\nlines", due=datetime.date(2026, 11, 19), status="open"
        )
        await stage.press("c")
        await typed(stage, "action", "One")
        await stage.press("enter")
        assert on_disk(library)[1].action == "One"


@journey
async def test_goals_are_done_dropped_and_open_again(tmp_path: Path) -> None:
    library = somebody(tmp_path, RATED + GOALS)
    async with on_stage(library) as stage:
        await stage.press("g")
        assert stage.shown.index("Overdue: 1") < stage.shown.index("Open: 1") < stage.shown.index("Done: 1")
        assert "!  Design" in stage.shown
        await stage.press("d")
        await stage.until("Done, to rate again: 1", "▸ ↻  Design")
        await stage.press("o")
        await stage.until("Overdue: 1", "▸ !  Design")
        await stage.press("x")
        await stage.until("Dropped: 1", "▸ –  Design")
        assert [(goal.id, goal.status) for goal in on_disk(library)] == [
            ("later", "open"),
            ("late", "dropped"),
            ("reached", "done"),
        ]


@journey
async def test_a_reached_goal_leads_to_the_rating_until_that_shows_it(tmp_path: Path) -> None:
    library = somebody(tmp_path, RATED + GOALS)
    async with on_stage(library) as stage:
        await stage.press("g", "d", "a")
        await stage.until("New assessment?")
        await stage.press("down", "enter")
        await stage.until("Design", "next", "0–4 rate")
        await stage.press("4")
        assert levels(library)["design"] == 4
        await stage.press("q", "g")
        shown = await stage.until("Done: 2")
        assert "rate again:" not in shown


@journey
async def test_what_no_role_knows_is_told_by_its_id(tmp_path: Path) -> None:
    library = somebody(tmp_path, GOALS.replace("criterion: design", "criterion: gone"))
    async with on_stage(library, size=WIDE) as stage:
        await stage.press("g")
        await stage.until("!  gone", "– → 4", "No role that is known here")
        await stage.press("a")
        await stage.until("Nothing to rate")
        await stage.press("escape", "c", "up", "down")
        await typed(stage, "due", "2027-01-01")
        await stage.press("enter")
        assert (on_disk(library)[1].level, on_disk(library)[1].due) == (4, datetime.date(2027, 1, 1))


@journey
async def test_goals_of_several_roles_have_their_names(tmp_path: Path) -> None:
    other = matrix_data(criterion("cooking", 3, name="Cooking"), id="cook", title="A cook")
    rated = RATED + "  - {matrix: cook, matrix_version: 1, date: 2026-02-01, ratings: {cooking: {level: 1}}}\n"
    goals = GOALS.replace("criterion: design, level: 4", "criterion: cooking, level: 2")
    library = library_in(tmp_path, role(), other, profiles={"me": profile_text(rest=rated + goals)})
    assert [one.id for one in library.roles_of(library.find_profile("me").profile)] == ["cook", "role"]
    async with on_stage(library, size=WIDE) as stage:
        await stage.press("g")
        await stage.until("!  Cooking", "1 → 2", "Tooling", "Asked for by 3 of 10 postings", "A cook")
        await stage.press("n")
        await stage.until("Cooking", "A cook", "Design", "A role")


@journey
async def test_a_sample_is_not_changed(library: Library) -> None:
    async with on_stage(library) as stage:
        await stage.press("end", "up", "g")
        await stage.until("Goals  Sample staff engineer", "Overdue: 1")
        for key in ("n", "c", "d"):
            await stage.press(key)
            await stage.until("This is a sample, to look around in.")
            await stage.press("escape")
        await stage.press("q", "r", "s")
        await stage.until("This is a sample, to look around in.")


# --- nothing is lost ------------------------------------------------------------------------------------------


@journey
async def test_a_file_changed_underneath_keeps_both_sides(tmp_path: Path) -> None:
    library = somebody(tmp_path, RATED + GOALS)
    path = library.profiles / "me.yaml"
    async with on_stage(library) as stage:
        await stage.press("r", "g")
        path.write_text(path.read_text(encoding="utf-8").replace("level: 2, status", "level: 3, status"), "utf-8")
        await stage.press("d")
        await stage.until("Not saved", "merge and save")
        await stage.press("q")
        await stage.until("Not everything is saved")
        await stage.press("escape", "ctrl+s")
        await stage.until("Goals  Me", "Done, to rate again: 1")
        assert "Not saved" not in stage.shown
        assert [(goal.level, goal.status) for goal in on_disk(library)] == [(3, "open"), (4, "done"), (3, "done")]


@journey
async def test_a_goal_that_could_not_be_saved_is_told_with_the_goals(tmp_path: Path) -> None:
    library = somebody(tmp_path)
    path = library.profiles / "me.yaml"
    async with on_stage(library) as stage:
        await stage.press("r", "p", "s")
        path.write_text(path.read_text(encoding="utf-8") + "# by hand\n", encoding="utf-8")
        await stage.press("enter")
        await stage.until("Goals  Me", "Not saved")
        await stage.press("ctrl+s", "q")
        await stage.until("Plan  Me")
        assert [goal.criterion for goal in on_disk(library)] == ["design"]
        assert path.read_text(encoding="utf-8").count("# by hand") == 1


@journey
async def test_what_was_asked_of_one_person_never_comes_into_the_file_of_another(tmp_path: Path) -> None:
    library = library_in(tmp_path, profiles={"me": profile_text(), "you": profile_text("You", "you", GOALS)})
    path = library.profiles / "you.yaml"
    async with on_stage(library) as stage:
        await stage.press("enter", "3", "r", "m")
        await stage.write("Mira")
        await stage.press("enter", "1", "d", "down", "enter")
        await stage.until("Self and mentor")
        await stage.press("q", "down", "g")
        await stage.until("Goals  You")
        path.write_text(path.read_text(encoding="utf-8") + "# by hand\n", encoding="utf-8")
        await stage.press("d")
        await stage.until("Not saved")
        await stage.press("ctrl+s")
        await stage.until("Done: 2")
        assert read_profile(path).profile.assessments == ()
        assert read_profile(path).profile.goals[1].status == "done"


# --- handing on -----------------------------------------------------------------------------------------------


@journey
async def test_goals_go_to_a_file_and_to_a_calendar(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    async with on_stage(somebody(tmp_path, RATED + GOALS), size=WIDE) as stage:
        await stage.press("g", "e", "down", "down", "enter")
        assert "Saw a board" in (tmp_path / "me-goals.csv").read_text(encoding="utf-8")
        await stage.press("e", "down", "down", "down", "down", "down")
        await stage.until("me-goals.ics", "a day for each open goal that has one")
        await stage.press("enter")
        assert b"DTSTART;VALUE=DATE:20270301" in (tmp_path / "me-goals.ics").read_bytes()
        monkeypatch.setitem(sys.modules, "icalendar", None)
        await stage.press("e", "down", "down", "down", "down", "down", "enter", "enter")
        await stage.until("needs the package icalendar", "install 'skillgap[calendar]'")


@BOTH_SIZES
@journey
async def test_a_strangers_goals_stand_as_they_are(tmp_path: Path, size: tuple[int, int]) -> None:
    library = library_in(tmp_path)
    file, hostile = hostile_profile(library), matrix_of(hostile_matrix())
    aim = GoalDraft(1, ALL, TODAY)
    async with on_stage(library, size=size) as stage:
        stage.app.push_screen(GoalsScreen(Session(file), [hostile], TODAY))
        assert "[red]painted[/red]" in await look_around(stage)
        await look_around(stage, "enter")
        stage.app.push_screen(goal_dialog([hostile], "c0", 0, aim, TODAY))
        assert "[red]painted[/red]" in await look_around(stage)
        await look_around(stage, "down", "escape")
        stage.app.push_screen(goal_dialog([], ALL, 0, aim, TODAY))
        await look_around(stage, "escape")
        stage.app.push_screen(choose_criterion([hostile, hostile], lambda _: 0))
        await look_around(stage, "end", "escape")
        assert stage.app.is_running
