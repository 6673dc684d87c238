"""A mentor's way over the screens: blind until rated, saved at once, never changed once handed in."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from skillgap.model.profile import Review, ReviewRating
from skillgap.questionnaire.review import begin
from skillgap.store import Library, read_profile
from skillgap.store.settings import Settings, read_settings, write_settings
from skillgap.tui.app import SkillgapApp
from skillgap.tui.screens.differences import DifferencesScreen
from skillgap.tui.screens.review import ReviewScreen
from tests.builders import matrix_of
from tests.tui.harness import NARROW, TODAY, WIDE, Stage, journey, library_in, on_stage, profile_text
from tests.tui.test_hostile import ALL, BOTH_SIZES, hostile_matrix, hostile_profile, look_around

RATED = """\
assessments:
  - matrix: role
    matrix_version: 1
    date: 2026-11-01
    ratings:
      design: {level: 3, confidence: high, evidence: [Drew the plan], note: Twice}
      care: {level: 1}
      tooling: {state: skipped}
"""


@pytest.fixture
def library(tmp_path: Path) -> Library:
    """Somebody who has rated three criteria of the small role."""
    return library_in(tmp_path, profiles={"me": profile_text(rest=RATED)})


def review_of(library: Library) -> Review:
    """The latest review on the disk."""
    return read_profile(library.profiles / "me.yaml").profile.reviews[-1]


async def begun(stage: Stage, name: str = "Mira") -> None:
    """Go from the first screen to the first criterion."""
    await stage.press("v")
    await stage.write(name)
    await stage.press("enter")


@journey
async def test_what_they_said_appears_only_after_the_level(library: Library) -> None:
    async with on_stage(library) as stage:
        await begun(stage)
        assert "Asked for by 9 of 10 postings" in stage.shown
        assert "What Me said appears when you have rated." in stage.shown
        assert "Drew the plan" not in stage.shown
        await stage.press("2")
        assert review_of(library).ratings == {"design": ReviewRating(level=2)}
        for words in ("You  2 Step 2", "Me  3 Step 3", "Confidence high", "1. Drew the plan", "Note: Twice"):
            assert words in stage.shown
        await stage.press("3")  # another number changes nothing before l
        assert review_of(library).ratings == {"design": ReviewRating(level=2)}
        await stage.press("enter")
        assert "Asked for by 7 of 10 postings" in stage.shown
        assert "Drew the plan" not in stage.shown


@journey
async def test_everything_a_mentor_can_say_is_saved_at_once(library: Library) -> None:
    async with on_stage(library) as stage:
        await begun(stage)
        await stage.press("2", "c")
        await stage.write("Who else?")
        await stage.press("escape")
        assert review_of(library).ratings["design"] == ReviewRating(level=2, comment="Who else?")
        assert "Your comment: Who else?" in stage.shown
        await stage.press("l", "4")
        assert review_of(library).ratings["design"].level == 4
        await stage.press("u")
        assert review_of(library).ratings["design"].level == 2
        await stage.press("right", "s", "m")
        await stage.write("Well done")
        await stage.press("escape")
        assert review_of(library).summary == "Well done"
        assert review_of(library).ratings["tooling"] == ReviewRating()


@journey
async def test_a_draft_goes_on_where_it_was_left(library: Library) -> None:
    async with on_stage(library) as stage:
        await begun(stage)
        await stage.press("2", "enter", "q")
        assert "Your profiles" in stage.shown
        await stage.press("v", "enter")  # the name is remembered
        assert "2 of 3" in stage.shown
        assert review_of(library) == Review(
            assessment=review_of(library).assessment,
            matrix="role",
            by="Mira",
            date=TODAY,
            status="draft",
            blind=True,
            ratings={"design": ReviewRating(level=2)},
        )


@journey
async def test_home_tells_of_an_open_draft_and_no_figure(library: Library) -> None:
    async with on_stage(library) as stage:
        assert "covered" in stage.shown
        await begun(stage)
        await stage.press("2", "enter", "q")
        shown = await stage.until("your draft, 1 of 3")
        assert "covered" not in shown
        assert "rated" not in shown


@journey
async def test_handing_in_asks_once_shows_the_differences_and_is_for_good(library: Library) -> None:
    async with on_stage(library) as stage:
        await begun(stage)
        await stage.press("1", "d")
        await stage.until("Submit your review?", "2 criteria are not asked yet")
        await stage.press("enter")
        assert review_of(library).status == "draft"
        await stage.press("d", "down", "enter")
        await stage.until("1 criterion has a level from both sides: 0 agree, 0 to discuss, 1 flagged.")
        assert isinstance(stage.app.screen, DifferencesScreen)
        assert review_of(library).status == "rated"
        before = (library.profiles / "me.yaml").read_bytes()
        await stage.press("q", "v", "enter")
        await stage.until("Meeting")
        assert (library.profiles / "me.yaml").read_bytes() == before


@journey
async def test_nothing_said_is_not_handed_in(library: Library) -> None:
    async with on_stage(library) as stage:
        await begun(stage)
        await stage.press("d")
        await stage.until("The review is empty.")
        assert read_profile(library.profiles / "me.yaml").profile.reviews == ()


@journey
async def test_orders_and_the_outline(library: Library) -> None:
    async with on_stage(library, size=WIDE) as stage:
        await begun(stage)
        shown = stage.shown
        assert shown.index("· Design") < shown.index("· Tooling") < shown.index("· Care")
        await stage.press("t")
        await stage.press("o", "end", "enter", "0")
        assert list(review_of(library).ratings.values()) == [ReviewRating(level=0)]


@journey
async def test_a_key_shows_what_they_said_before_the_level_and_hides_it_again(library: Library) -> None:
    async with on_stage(library) as stage:
        await begun(stage)
        await stage.press("w")
        assert "1. Drew the plan" in stage.shown
        assert "0–4 rate" in stage.shown
        await stage.press("w")
        assert "1. Drew the plan" not in stage.shown
        assert "What Me said appears when you have rated." in stage.shown


@pytest.mark.parametrize(("rest", "words"), [("", "Nothing is rated yet"), (RATED.replace("role", "gone"), "gone")])
@journey
async def test_what_cannot_be_reviewed_is_said(tmp_path: Path, rest: str, words: str) -> None:
    async with on_stage(library_in(tmp_path, profiles={"me": profile_text(rest=rest)})) as stage:
        await stage.press("v")
        if rest:
            await stage.write("Mira")
            await stage.press("enter")
        await stage.until(words)
        assert stage.app.is_running


@journey
async def test_a_file_changed_underneath_keeps_both_sides(library: Library) -> None:
    path = library.profiles / "me.yaml"
    async with on_stage(library) as stage:
        await begun(stage)
        await stage.press("2", "enter")
        path.write_text(path.read_text(encoding="utf-8").replace("name: Me", "name: Me too"), encoding="utf-8")
        await stage.press("1")
        await stage.until("Not saved")
        await stage.press("ctrl+s")
        await stage.until("saved")
        profile = read_profile(path).profile
        assert profile.name == "Me too"
        assert profile.reviews[-1].ratings == {"design": ReviewRating(level=2), "tooling": ReviewRating(level=1)}


@journey
async def test_handing_in_waits_for_the_disk(library: Library) -> None:
    path = library.profiles / "me.yaml"
    async with on_stage(library) as stage:
        await begun(stage)
        await stage.press("2")
        path.write_text(path.read_text(encoding="utf-8") + "# by hand\n", encoding="utf-8")
        await stage.press("d", "down", "enter")
        await stage.until("Not saved")
        assert isinstance(stage.app.screen, ReviewScreen)
        await stage.press("ctrl+s")
        await stage.until("Self and mentor")
        assert review_of(library).status == "rated"
        assert path.read_text(encoding="utf-8").endswith("# by hand\n")


@journey
async def test_the_command_opens_the_review_itself(library: Library) -> None:
    file = library.find_profile("me")
    matrix = library.find_matrix("role")
    walk = begin(file.profile, matrix, file.profile.assessments[0], "Mira", TODAY)
    app = SkillgapApp(library, lambda: TODAY, file, review=walk)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        stage = Stage(app, pilot)
        await stage.press("4")
        assert review_of(library).ratings == {"design": ReviewRating(level=4)}


@journey
async def test_the_name_and_the_theme_are_remembered_side_by_side(library: Library) -> None:
    write_settings(Settings(theme="skillgap-light"))
    async with on_stage(library) as stage:
        await begun(stage)
        stage.app.theme = "nord"
        await stage.pilot.pause()
    assert read_settings() == Settings(theme="nord", mentor="Mira")


@journey
async def test_the_differences_are_exported(library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    async with on_stage(library) as stage:
        await begun(stage)
        await stage.press("1", "d", "down", "enter")
        await stage.until("Self and mentor")
        await stage.press("e")
        await stage.until("me-2026-11-01-review")
        await stage.press("enter")
    assert "possible blind spot" in (tmp_path / "me-2026-11-01-review.html").read_text(encoding="utf-8")


@journey
async def test_results_lead_to_the_review_and_to_the_differences(library: Library) -> None:
    async with on_stage(library) as stage:
        await stage.press("r", "d")
        assert "Results" in stage.shown  # nobody has reviewed it yet
        await stage.press("m")
        await stage.write("Mira")
        await stage.press("enter", "1", "d", "down", "enter")
        await stage.until("Self and mentor")
        await stage.press("q", "r", "d")
        await stage.until("Self and mentor", "Mira on 2026-11-20")
        await stage.press("q")
        await stage.until("Results")


TWO = (
    RATED
    + """\
  - {matrix: role, matrix_version: 1, date: 2026-11-15, ratings: {care: {level: 4}}}
"""
)


@journey
async def test_of_several_assessments_one_is_chosen_and_a_draft_is_gone_on_with(tmp_path: Path) -> None:
    library = library_in(tmp_path, profiles={"me": profile_text(rest=TWO)})
    async with on_stage(library) as stage:
        await begun(stage)
        shown = await stage.until("Which assessment?", "Me has 2 assessments.")
        latest, earlier = shown.partition("Which assessment?")[2].split("▸ role, version 1")[1].split("role, version 1")
        assert "2026-11-15" in latest
        assert "2026-11-01" in earlier
        await stage.press("down", "enter")
        await stage.until("1 of 3")
        await stage.press("2")
        assert str(review_of(library).assessment) == "2026-11-01"
        await stage.press("q", "v", "enter")
        await stage.until("Which assessment?", "Mira on 2026-11-20, draft")
        await stage.press("enter")
        await stage.until("2 of 3")  # at what is open in the draft


@journey
async def test_results_lead_to_the_review_of_what_they_show(tmp_path: Path) -> None:
    library = library_in(tmp_path, profiles={"me": profile_text(rest=TWO)})
    async with on_stage(library) as stage:
        await stage.press("r", "m")
        await stage.write("Mira")
        await stage.press("enter", "2")
        assert str(review_of(library).assessment) == "2026-11-15"


@journey
async def test_two_mentors_review_one_assessment_each_blind(library: Library) -> None:
    async with on_stage(library) as stage:
        await begun(stage)
        await stage.press("1", "q", "v")
        await stage.press("end", "ctrl+u")
        await stage.write("Grace")
        await stage.press("enter")
        shown = await stage.until("1 of 3", "What Me said appears when you have rated.")
        assert "You  1" not in shown
        await stage.press("3")
        reviews = read_profile(library.profiles / "me.yaml").profile.reviews
        assert [(review.by, review.ratings["design"]) for review in reviews] == [
            ("Mira", ReviewRating(level=1)),
            ("Grace", ReviewRating(level=3)),
        ]


GOALS = """\
goals:
  - {id: late, criterion: design, level: 4, due: 2026-11-19, status: open}
  - {id: soon, criterion: care, level: 3, due: 2026-11-30, status: open}
  - {id: reached, criterion: care, level: 2, status: done}
"""


@journey
async def test_home_and_results_tell_how_goals_stand(tmp_path: Path) -> None:
    library = library_in(tmp_path, profiles={"me": profile_text(rest=RATED + GOALS)})
    async with on_stage(library, size=WIDE) as stage:
        assert "goals: 1 overdue · 1 due soon · 1 reached: rate again" in stage.shown
        await stage.press("r", "end")
        await stage.until("Design to Step 4 by 2026-11-19", "overdue", "due soon", "done")


@BOTH_SIZES
@journey
async def test_a_strangers_text_is_shown_as_it_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]
) -> None:
    library = library_in(tmp_path)
    matrix = matrix_of(hostile_matrix())
    file = hostile_profile(library)
    latest = file.profile.assessments[-1]
    walk = begin(file.profile, matrix, latest, ALL.replace("\n", " "), TODAY)
    monkeypatch.setattr(
        "skillgap.workspace.saving.save_profile", lambda file, profile, **_: replace(file, profile=profile)
    )
    app = SkillgapApp(library, lambda: TODAY, file, review=walk)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        stage = Stage(app, pilot)
        await look_around(stage, "c")
        await stage.write(ALL)
        await look_around(stage, "escape")
        assert "[red]painted[/red]" in await look_around(stage, "1")
        await look_around(stage, "0", "o")
        await look_around(stage, "end", "enter", "right", "m")
        await look_around(stage, "escape", "d")
        await look_around(stage, "down", "enter")
        await look_around(stage, "pagedown", "pagedown")
        assert stage.app.is_running
