"""The questionnaire by keys and mouse, with the file on the disk as the witness."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual import events

from skillgap.errors import DataError, Diagnostic
from skillgap.model.profile import Profile
from skillgap.store import Library, ProfileFile, save_profile
from skillgap.tui.widgets.keybar import KeyBar
from skillgap.tui.widgets.listing import Listing
from tests.builders import criterion, matrix_data
from tests.tui.harness import (
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
        assert "Coverage 75%" in shown
        await stage.press("q")
        await stage.until("Your profiles", "75% covered")


@journey
async def test_keys_of_other_questions_answer_no_signal(library: Library) -> None:
    async with asking(library) as stage:
        await stage.press("3", "3", "3", *"0123456789", "n", "x", "c", "e", "t", "v")
        await stage.until("Hiring signals  4 of 4", "y ○ Yes", "p ○ Partly", "d ○ No")
        assert saved(library).signals == {}
        await stage.press("d")
        assert saved(library).signals == {"hands-on": "no"}
        await stage.press("a", "s")
        await stage.until("Gaps:")
        assert saved(library).signals == {}


@journey
async def test_every_answer_is_saved_before_the_next_question_is_shown(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown_while_saving: list[str] = []
    async with asking(library) as stage:

        def save(file: ProfileFile, profile: Profile, *, wait: float) -> ProfileFile:
            shown_while_saving.append(stage.title)
            return save_profile(file, profile, wait=wait)

        monkeypatch.setattr("skillgap.workspace.saving.save_profile", save)
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
        await stage.until("1 level to go")
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
        await stage.press("enter")  # begin a new assessment
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
async def test_an_answer_typed_behind_the_key_for_the_results_is_in_them(library: Library) -> None:
    async with asking(library) as stage:
        await stage.press("3")
        for key in ("r", "2"):
            stage.app.post_message(events.Key(key, key))
        shown = await stage.until("Results", "Coverage 66%")  # (9·3 + 5·2) ÷ (9·4 + 5·4)
        assert "Care" in shown
        assert levels(library) == {"design": 3, "care": 2}


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
                raise DataError(Diagnostic("no space left on the disk", hint="make some room"))
            return save_profile(file, profile, wait=wait)

        monkeypatch.setattr("skillgap.workspace.saving.save_profile", save)


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
        shown = await stage.until("not saved", "conflict-1", "ctrl+s merges both changes")
        assert "name: Somebody else" in path.read_text()
        assert "level: 3" in (library.profiles / "me.yaml.conflict-1").read_text()
        assert "Tooling" in shown
        await stage.press("4")
        assert not (library.profiles / "me.yaml.conflict-2").exists()
        await stage.press("ctrl+s")
        assert "ot saved" not in stage.shown
    assert "name: Somebody else" in path.read_text()
    assert levels(library) == {"design": 1, "care": 2, "tooling": 4}
