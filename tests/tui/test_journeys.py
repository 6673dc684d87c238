"""Going through the screens by keys and mouse, with the file on the disk as the witness."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual import events

from skillgap.errors import DataError, Problem
from skillgap.profile import Profile
from skillgap.store import Library, ProfileFile, save_profile
from skillgap.tui.widgets.keybar import KeyBar
from skillgap.tui.widgets.listing import Listing

from ..builders import criterion, matrix_data
from .stage import (
    TODAY,
    WIDE,
    asking,
    journey,
    levels,
    library_in,
    on_stage,
    profile_text,
    rating,
    role,
    saved,
)


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return library_in(tmp_path)


@journey
async def test_from_the_first_question_to_the_results(library: Library) -> None:
    async with asking(library) as stage:
        assert "Skills  1 of 4" in stage.shown
        await stage.press("3")
        assert levels(library) == {"design": 3}
        assert stage.title == "Care"
        await stage.press("s", "x")
        assert rating(library, "care").state == "skipped"
        assert rating(library, "tooling").state == "not_applicable"
        await stage.until("Hiring signals  4 of 4", "Works with their own hands.")
        await stage.press("p")
        assert saved(library).signals == {"hands-on": "partly"}
        shown = await stage.until("Gaps: 1", "Unrated: 1", "Not applicable: 1")
        assert "Coverage 75 %" in shown
        await stage.press("q")
        await stage.until("Your profiles", "75 % covered")


@journey
async def test_every_answer_is_saved_before_the_next_question_is_shown(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown_while_saving: list[str] = []
    async with asking(library) as stage:

        def save(file: ProfileFile, profile: Profile, *, wait: float) -> ProfileFile:
            shown_while_saving.append(stage.title)
            return save_profile(file, profile, wait=wait)

        monkeypatch.setattr("skillgap.tui.session.save_profile", save)
        await stage.press("3", "s", "x", "y")
        await stage.until("Results")
    assert shown_while_saving == ["Design", "Care", "Tooling", "Hands on"]


@journey
async def test_the_target_is_not_shown_while_rating(tmp_path: Path) -> None:
    plain = role(targets={"default": 3}, scale=[{"level": level, "name": f"Step{level}"} for level in range(5)])
    async with asking(library_in(tmp_path, plain)) as stage:
        shown = stage.shown
        assert shown.count("Step3") == shown.count("Step2") == 1
        assert not {"target", "role", "coverage", "gap"} & set(shown.lower().split())


@journey
async def test_enter_takes_the_level_under_the_cursor_and_goes_on_without_one(library: Library) -> None:
    async with asking(library) as stage:
        await stage.press("enter")
        assert stage.title == "Care"
        assert not (library.profiles / "me.yaml").read_text().count("ratings")
        await stage.press("down", "down", "enter")
        assert levels(library) == {"care": 1}
        await stage.press("left", "left", "up", "enter")
        assert levels(library) == {"care": 1, "design": 4}


@journey
async def test_back_undo_and_confidence(library: Library) -> None:
    async with asking(library) as stage:
        await stage.press("2", "left")
        assert "▸ 2 ● Step 2" in stage.shown
        for confidence in ("low", "medium", "high", None, "low"):
            await stage.press("c")
            assert rating(library, "design").confidence == confidence
        await stage.press("u")
        assert rating(library, "design").confidence is None
        await stage.press(*"uuuu")
        assert rating(library, "design").level == 2
        await stage.press("u")
        assert "ratings" not in (library.profiles / "me.yaml").read_text() or not saved(library).ratings
        assert stage.title == "Design"


@journey
async def test_evidence_is_saved_piece_by_piece(library: Library) -> None:
    async with asking(library) as stage:
        await stage.press("e")
        await stage.write("https://example.org/a")
        await stage.press("enter")
        assert rating(library, "design").evidence == ("https://example.org/a",)
        await stage.press(*"I b", "enter")
        assert rating(library, "design").evidence == ("https://example.org/a", "I b")
        await stage.press("up", "up", "enter")
        await stage.write("c")
        await stage.press("enter")
        assert rating(library, "design").evidence == ("https://example.org/ac", "I b")
        await stage.press("up", "d")
        assert rating(library, "design").evidence == ("https://example.org/ac",)
        await stage.press("escape")
        await stage.until("1 piece of evidence", "1. https://example.org/ac")


@journey
async def test_leaving_a_change_of_evidence_keeps_the_piece(library: Library) -> None:
    async with asking(library) as stage:
        await stage.press("e", *"ab", "enter", "up", "enter", *"cd", "escape")
        assert "1. ab" in stage.shown
        await stage.press("escape")
        assert rating(library, "design").evidence == ("ab",)


@journey
async def test_characters_that_no_file_may_hold_are_left_out_of_what_is_typed(library: Library) -> None:
    async with asking(library) as stage:
        await stage.press("e")
        await stage.write("a\u202eb\x1b[31mc")
        await stage.press("enter", "escape", "n")
        await stage.write("one\r\ntwo\u200b\x07")
        await stage.press("escape")
        assert rating(library, "design").evidence == ("ab[31mc",)
        assert rating(library, "design").note == "one\ntwo"


@journey
async def test_a_note_is_kept_on_closing_and_removed_when_empty(library: Library) -> None:
    async with asking(library) as stage:
        await stage.press("n", *"ab", "enter", *"c", "escape")
        assert rating(library, "design").note == "ab\nc"
        await stage.until("Note: ab")
        await stage.press("n", "f7", "delete", "escape")
        assert saved(library).ratings == {}


@journey
async def test_tools_are_ticked_where_there_are_any(library: Library) -> None:
    async with asking(library) as stage:
        await stage.press("t")
        assert stage.title == "Design"
        await stage.press("right", "right", "t", "down", "space")
        assert rating(library, "tooling").tools == ("Saw",)
        await stage.press("up", "enter")
        assert rating(library, "tooling").tools == ("Hammer", "Saw")
        await stage.press("down", "space", "escape")
        await stage.until("tools used: Hammer")


@journey
async def test_a_narrow_screen_is_narrow_before_it_is_drawn_for_the_first_time(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    laid_out: list[str] = []
    monkeypatch.setattr(Listing, "on_resize", lambda listing: laid_out.append(listing.id or type(listing).__name__))
    async with on_stage(library) as stage:
        await stage.press("enter", "3", "r")
        await stage.until("Results")
        assert set(laid_out) == {"profiles", "Question", "table"}
        await stage.pilot.resize_terminal(*WIDE)
        await stage.until("closing the gap adds")
        assert "detail" in laid_out


@journey
async def test_the_outline_leads_to_any_question_wide_or_narrow(library: Library) -> None:
    for size in ((80, 24), WIDE):
        async with asking(library, size) as stage:
            await stage.press("o", "down", "down")
            assert "Skills" in stage.shown
            await stage.press("1")  # a level is nothing to the outline
            await stage.press("enter")
            await stage.until("Technologies  3 of 4", "Asked for by 7 of 10 postings")
            assert stage.title == "Tooling"
            await stage.press("o", "end", "escape")
            assert stage.title == "Tooling"
            await stage.press("left")
            assert stage.title == "Care"


@journey
async def test_the_walk_goes_on_where_it_was_left(library: Library) -> None:
    async with asking(library) as stage:
        await stage.press("1", "2")
    async with asking(library) as stage:
        assert stage.title == "Tooling"
        await stage.press("q")
        await stage.until("2 of 3 rated", "next: 1 criterion to rate")
        await stage.press("enter")
        assert stage.title == "Tooling"


@journey
async def test_last_time_is_said_and_not_chosen(tmp_path: Path) -> None:
    before = "assessments:\n  - {matrix: role, matrix_version: 1, date: 2025-11-10, ratings: {design: {level: 2}, "
    before += "care: {level: 1}, tooling: {state: skipped}}, signals: {hands-on: no}}\n"
    library = library_in(tmp_path, profiles={"me": profile_text(rest=before)})
    async with asking(library) as stage:
        shown = stage.shown
        assert "Last time, 2025-11-10: 2 Step 2" in shown
        assert "●" not in shown
        assert "▸" not in shown
        await stage.press("enter", "enter", "enter")
        assert "Last time, 2025-11-10: no" in stage.shown
        assert saved(library).date.isoformat() == "2025-11-10"


@journey
async def test_keys_typed_ahead_answer_one_question_each(library: Library) -> None:
    async with asking(library) as stage:
        for key in "214y3":
            stage.app.post_message(events.Key(key, key))
        await stage.until("Results")
        assert levels(library) == {"design": 2, "care": 1, "tooling": 4}


@journey
async def test_enter_typed_ahead_never_takes_the_cursor_of_an_earlier_question(library: Library) -> None:
    async with asking(library) as stage:
        await stage.press("down")
        for key in ("2", "enter", "enter"):
            stage.app.post_message(events.Key(key, key if key == "2" else None))
        await stage.until("Skills  2 of 4")
        assert levels(library) == {"design": 2}


@journey
async def test_a_role_without_questions_shows_its_results(tmp_path: Path) -> None:
    async with asking(library_in(tmp_path, matrix_data())) as stage:
        await stage.until("Nothing is rated yet")


@journey
async def test_the_mouse_puts_the_cursor_and_then_chooses(library: Library) -> None:
    async with asking(library) as stage:
        row = next(at for at, line in enumerate(stage.shown.splitlines()) if "3 ○ Step 3" in line)
        await stage.pilot.click(offset=(20, row))
        await stage.pilot.pause()
        assert "▸ 3 ○ Step 3" in stage.shown
        assert "ratings" not in (library.profiles / "me.yaml").read_text()
        await stage.pilot.click(offset=(20, row))
        await stage.pilot.pause()
        assert levels(library) == {"design": 3}
        line = next(line for line in stage.shown.splitlines() if "s skip" in line)
        await stage.pilot.click(KeyBar, offset=(line.index("rate"), 0))
        assert levels(library) == {"design": 3}
        await stage.pilot.click(KeyBar, offset=(line.index("s skip"), 0))
        await stage.pilot.pause()
        assert rating(library, "care").state == "skipped"


@pytest.mark.parametrize("size", [(80, 24), WIDE])
@journey
async def test_scales_other_than_0_to_4(tmp_path: Path, size: tuple[int, int]) -> None:
    scale = [{"level": level, "name": f"Step {level}"} for level in range(11)]
    plain = matrix_data(criterion("one", 3), criterion("two", 2), scale=scale, targets={"default": 10})
    library = library_in(tmp_path, plain)
    async with asking(library, size) as stage:
        assert "0–9 rate" in stage.shown
        await stage.press("end")
        assert "▸ 10 ○ Step 10" in stage.shown
        await stage.press("enter", "9")
        assert levels(library) == {"one": 10, "two": 9}
        await stage.until("9 → 10")


@journey
async def test_digits_off_the_scale_do_nothing(tmp_path: Path) -> None:
    scale = [{"level": level, "name": f"Step {level}"} for level in (1, 2, 3, 4, 5)]
    library = library_in(tmp_path, matrix_data(criterion("one", 3), scale=scale))
    async with asking(library) as stage:
        assert "1–5 rate" in stage.shown
        await stage.press("0", "6")
        assert stage.title == "One"
        await stage.press("5")
        assert levels(library) == {"one": 5}


@pytest.mark.parametrize("size", [(1, 1), (20, 6), (40, 12), (300, 80)])
@journey
async def test_no_size_of_the_window_is_too_much_or_too_little(library: Library, size: tuple[int, int]) -> None:
    async with asking(library, size) as stage:
        await stage.press("e", "escape", "n", "escape", "question_mark", "escape", "o", "end", "escape")
        await stage.press("down", "enter", "r", "enter", "escape", "end", "q")
        assert levels(library) == {"design": 0}
        assert stage.app.is_running


class Disk:
    """A disk that fails while it is told to."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.full = True

        def save(file: ProfileFile, profile: Profile, *, wait: float) -> ProfileFile:
            if self.full:
                raise DataError(Problem("no space left on the disk", hint="make some room"))
            return save_profile(file, profile, wait=wait)

        monkeypatch.setattr("skillgap.tui.session.save_profile", save)


@journey
async def test_a_save_that_fails_is_said_and_loses_nothing(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    disk = Disk(monkeypatch)
    async with asking(library) as stage:
        await stage.press("3")
        shown = await stage.until("not saved", "Not saved: no space left on the disk", "make some room", "ctrl+s")
        assert "Asked for by 5 of 10" in shown
        await stage.press("e", *"ab", "enter")
        await stage.until("Not saved")
        await stage.press("escape", "2")
        assert "ratings" not in (library.profiles / "me.yaml").read_text()
        disk.full = False
        await stage.press("ctrl+s")
        assert "ot saved" not in stage.shown
        assert levels(library) == {"design": 3, "care": 2}
        assert rating(library, "care").evidence == ("ab",)
        disk.full = True
        await stage.press("4")
        disk.full = False
        await stage.press("y")
        assert levels(library) == {"design": 3, "care": 2, "tooling": 4}


@journey
async def test_nobody_leaves_unsaved_without_a_word(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    Disk(monkeypatch)
    async with asking(library) as stage:
        await stage.press("3", "q")
        await stage.until("Not everything is saved", "▸ Stay")
        await stage.press("enter")
        assert stage.title == "Care"
        await stage.press("ctrl+q", "down", "enter")
    assert stage.app.return_code == 1


@journey
async def test_a_file_changed_underneath_is_taken_up_with_the_answers_on_top(library: Library) -> None:
    path = library.profiles / "me.yaml"
    async with asking(library) as stage:
        await stage.press("3")
        path.write_text(path.read_text().replace("name: Me", "name: Somebody else").replace("level: 3", "level: 1"))
        await stage.press("2")
        shown = await stage.until("not saved", "conflict-1", "ctrl+s takes the file as it is now")
        assert "name: Somebody else" in path.read_text()
        assert "level: 3" in (library.profiles / "me.yaml.conflict-1").read_text()
        assert "Tooling" in shown
        await stage.press("4")
        assert not (library.profiles / "me.yaml.conflict-2").exists()
        await stage.press("ctrl+s")
        assert "ot saved" not in stage.shown
    assert "name: Somebody else" in path.read_text()
    assert levels(library) == {"design": 1, "care": 2, "tooling": 4}


@journey
async def test_an_empty_folder_greets_and_leads_to_the_first_question(tmp_path: Path) -> None:
    library = library_in(tmp_path, profiles={})
    async with on_stage(library) as stage:
        assert "Welcome." in stage.shown
        await stage.press("n", "enter")
        await stage.until("Type a name first.")
        await stage.write("Áda  Example")
        await stage.until("ada-example.yaml")
        await stage.press("enter")
        await stage.until("Skills  1 of 4")
        await stage.press("1", "q")
        await stage.until("Your profiles", "▸ Áda  Example", "1 of 3 rated")
        await stage.press("n")
        await stage.write("Ada Example")
        await stage.press("enter")
        await stage.until("A profile with the id ada-example is already in")
    assert read_names(library) == ["ada-example.yaml"]


def read_names(library: Library) -> list[str]:
    return sorted(path.name for path in library.profiles.glob("*.yaml"))


@journey
async def test_a_theme_is_remembered(library: Library) -> None:
    async with on_stage(library) as stage:
        stage.app.theme = "ansi-dark"
        await stage.pilot.pause()
    async with on_stage(library) as stage:
        assert stage.app.theme == "ansi-dark"
        assert "Me" in stage.shown


@journey
async def test_a_theme_that_is_gone_is_passed_over(library: Library, tmp_path: Path) -> None:
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "settings.yaml").write_text("theme: no such theme\n")
    async with on_stage(library) as stage:
        assert stage.app.theme == "skillgap"


@journey
async def test_files_that_cannot_be_read_are_listed_with_the_reason(tmp_path: Path) -> None:
    broken = profile_text(rest="nmae: x\nassessments: 3\n")
    library = library_in(tmp_path, profiles={"broken": broken, "me": profile_text()})
    (library.matrices / "half.yaml").write_text("format: skillgap/matrix/1\n")
    async with on_stage(library) as stage:
        shown = stage.shown
        assert "Cannot be read" in shown
        assert "broken.yaml" in shown
        assert "line 4" in shown
        assert "half.yaml" in shown
        await stage.press("down", "enter")
        await stage.until("This file cannot be read", "broken.yaml:4", "broken.yaml:5")


@journey
async def test_a_profile_of_a_matrix_that_is_not_here_says_so(tmp_path: Path) -> None:
    rest = "assessments:\n  - {matrix: other, matrix_version: 2, date: 2026-01-01, ratings: {a: {level: 1}}}\n"
    library = library_in(tmp_path, profiles={"me": profile_text(rest=rest)})
    async with on_stage(library) as stage:
        assert "there is no matrix other" in stage.shown
        await stage.press("r")
        await stage.until("No results", "there is no matrix other")
        await stage.press("escape", "enter")
        await stage.until("Skills  1 of 4")


@journey
async def test_ratings_that_do_not_fit_the_matrix_are_told_with_their_place(tmp_path: Path) -> None:
    rest = "assessments:\n  - {matrix: role, matrix_version: 1, date: 2026-01-01, ratings: {desing: {level: 1}}}\n"
    library = library_in(tmp_path, profiles={"me": profile_text(rest=rest)})
    async with on_stage(library) as stage:
        for key in ("enter", "r"):
            await stage.press(key)
            await stage.until("did you mean design?", "me.yaml:5")
            await stage.press("escape")
        assert stage.app.screen is stage.app.screen_stack[0]


@journey
async def test_a_sample_is_only_looked_at(tmp_path: Path) -> None:
    library = library_in(tmp_path, profiles={})
    samples = library.built_in / "profiles"
    samples.mkdir(parents=True)
    rest = "assessments:\n  - {matrix: role, matrix_version: 1, date: 2026-01-01, ratings: {design: {level: 1}}}\n"
    (samples / "sample.yaml").write_text(profile_text("Sample", "sample", rest))
    async with on_stage(library) as stage:
        await stage.press("a")
        await stage.until("This is a sample", "Press n")
        await stage.press("escape", "enter")
        shown = await stage.until("Results  Sample", "Gaps: 1")
        assert "a assess" not in shown


@journey
async def test_of_several_roles_one_is_chosen(tmp_path: Path) -> None:
    other = matrix_data(criterion("else", 3), id="another", title="Another role")
    library = library_in(tmp_path, role(), other)
    async with on_stage(library) as stage:
        await stage.press("enter")
        await stage.until("Which role?", "▸ Another role", "A role", "1 criterion")
        await stage.press("down", "enter")
        await stage.until("Skills  1 of 4")
        await stage.press("1", "q", "enter")
        await stage.until("▸ A role")


@journey
async def test_an_older_version_of_a_role_is_no_other_role(tmp_path: Path) -> None:
    rest = "assessments:\n  - {matrix: role, matrix_version: 1, date: 2026-01-01, ratings: {design: {level: 1}}}\n"
    library = library_in(tmp_path, role(version=2), profiles={"me": profile_text(rest=rest)})
    text = (library.matrices / "role.yaml").read_text().replace("version: 2", "version: 1")
    (library.matrices / "role.v1.yaml").write_text(text)
    async with on_stage(library) as stage:
        await stage.press("r")
        await stage.until("A role, version 1", "Gaps: 1")
        await stage.press("a")
        await stage.until("The role has moved on")
        await stage.press("down", "enter")  # begin with no ratings
        await stage.until("Skills  1 of 4", "Last time, 2026-01-01: 1 Step 1")
        await stage.press("2")
        assert (saved(library).matrix_version, saved(library).date) == (2, TODAY)
        await stage.press("q", "enter")
        await stage.until("Skills  2 of 4")


@journey
async def test_results_can_be_left_for_the_question_one_came_from(library: Library) -> None:
    async with asking(library) as stage:
        await stage.press("1", "2", "3", "y")
        await stage.until("Gaps: 3")
        await stage.press("a")
        await stage.until("Hiring signals  4 of 4")
        await stage.press("u")
        assert saved(library).signals == {}
        await stage.press("u", "4", "r")
        await stage.until("Gaps: 2", "Met: 1")


@journey
async def test_results_of_nothing_rated_are_friendly(library: Library) -> None:
    async with on_stage(library) as stage:
        await stage.press("r")
        shown = await stage.until("Nothing is rated yet", "Unrated: 3")
        assert "a assess" in shown
        await stage.press("a")
        await stage.until("Skills  1 of 4")


@journey
async def test_results_are_ranked_and_looked_into(tmp_path: Path) -> None:
    ratings = (
        "{design: {level: 3, evidence: [Drew it], note: Mine}, care: {level: 0}, tooling: {level: 1, tools: [Saw]}}"
    )
    rest = f"assessments:\n  - {{matrix: role, matrix_version: 1, date: 2026-01-01, ratings: {ratings}}}\n"
    rest += (
        "reviews:\n  - {assessment: 2026-01-01, matrix: role, by: M, date: 2026-02-01, status: complete, "
        "ratings: {design: {level: 1, agreed: 2}}}\n"
    )
    library = library_in(tmp_path, profiles={"me": profile_text(rest=rest)})
    async with on_stage(library, size=WIDE) as stage:
        await stage.press("r")
        shown = await stage.until("agreed levels", "2 → 4", "own 3 Step 3 · mentor's 1 Step 1 ·", "agreed 2 Step 2")
        assert "1. Drew it" in shown
        await stage.press("v")
        await stage.until("own levels", "3 → 4")
        order = [line for line in stage.shown.splitlines() if "→ 4" in line]
        assert [name in line for name, line in zip(("Design", "Tooling", "Care"), order, strict=True)] == [True] * 3
        await stage.press("i")
        order = [line for line in stage.shown.splitlines() if "→ 4" in line]
        assert [name in line for name, line in zip(("Tooling", "Care", "Design"), order, strict=True)] == [True] * 3
        await stage.press("home")
        await stage.until("Tools used  Saw", "Not used yet  Hammer, Plane")


@journey
async def test_a_narrow_screen_shows_details_in_the_place_of_the_table(library: Library) -> None:
    async with asking(library) as stage:
        await stage.press("1", "r", "enter")
        shown = await stage.until("Asked for by 9 of 10 postings", "Has done what level 4 does")
        assert "Gaps: 1" not in shown
        await stage.press("escape")
        await stage.until("Gaps: 1")


@journey
async def test_the_palette_runs_what_the_keys_do(library: Library) -> None:
    async with asking(library) as stage:
        await stage.press("ctrl+p", *"not app")
        await stage.until("Leave it out of every figure")
        await stage.press("enter")
        await stage.until("Skills  2 of 4")
        assert rating(library, "design").state == "not_applicable"


@journey
async def test_help_tells_of_every_key_that_does_something_now(library: Library) -> None:
    async with asking(library) as stage:
        await stage.press("question_mark")
        listing = stage.app.screen.query_one(Listing)
        shown = "\n".join(line.plain for row in listing._rows for line in row.draw(70))
        for words in ("0–4", "rate", "skip", "esc", "ctrl+q", "Move", "Answer", "not asked yet"):
            assert words in shown
        assert "undo" not in shown
        assert "partly" not in shown
