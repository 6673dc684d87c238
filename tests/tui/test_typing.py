"""Keys that come faster than the screen follows: what was typed before Enter is there when Enter is done."""

from __future__ import annotations

from pathlib import Path

from textual import events

from skillgap.store import read_profile
from tests.tui.harness import Stage, asking, journey, library_in, on_stage, rating


async def at_once(stage: Stage, text: str, enters: int = 1) -> None:
    """Type a text and Enter, all before the first of these keys is answered."""
    for character in text:
        stage.app.post_message(events.Key("space" if character == " " else character, character))
    for _ in range(enters):
        stage.app.post_message(events.Key("enter", None))
    await stage.pilot.pause()
    await stage.pilot.pause()


@journey
async def test_a_new_profile_has_the_whole_name(tmp_path: Path) -> None:
    library = library_in(tmp_path)
    async with on_stage(library) as stage:
        await stage.press("n")
        await at_once(stage, "Zoe Quick")
        await stage.until("Design")
        assert read_profile(library.profiles / "zoe-quick.yaml").profile.name == "Zoe Quick"


@journey
async def test_evidence_is_kept_whole(tmp_path: Path) -> None:
    library = library_in(tmp_path)
    async with asking(library) as stage:
        await stage.press("3", "left", "e")
        await at_once(stage, "Drew it")
        await stage.until("1. Drew it")
        assert rating(library, "design").evidence == ("Drew it",)


@journey
async def test_a_goal_has_its_whole_action(tmp_path: Path) -> None:
    library = library_in(tmp_path)
    async with on_stage(library) as stage:
        await stage.press("g", "n", "enter")
        await at_once(stage, "Draw it")
        await stage.until("Open: 1")
        assert read_profile(library.profiles / "me.yaml").profile.goals[0].action == "Draw it"


@journey
async def test_enter_pressed_twice_does_it_once(tmp_path: Path) -> None:
    library = library_in(tmp_path)
    async with on_stage(library) as stage:
        await stage.press("g", "n", "enter")
        await at_once(stage, "Draw it", enters=3)
        await stage.until("Open: 1")
        assert len(read_profile(library.profiles / "me.yaml").profile.goals) == 1
        assert stage.app.is_running


@journey
async def test_a_mentor_has_the_whole_name(tmp_path: Path) -> None:
    library = library_in(tmp_path)
    async with asking(library) as stage:
        await stage.press("3", "q", "v")
        await at_once(stage, "Grace")
        await stage.press("2")
        assert [review.by for review in read_profile(library.profiles / "me.yaml").profile.reviews] == ["Grace"]


LOW = (80, 12)


@journey
async def test_in_a_low_terminal_what_is_typed_and_the_keys_are_in_view(tmp_path: Path) -> None:
    library = library_in(tmp_path)
    async with on_stage(library, size=LOW) as stage:
        await stage.press("n", *"Zoe")
        await stage.until(" Zoe ", "zoe.yaml", "make it and begin")
        await stage.press("escape", "enter", "2", "r", "s", *"Draw")
        await stage.until("Draw", "2027-02-18", "keep", "esc close")
        await stage.press("escape", "e")
        await stage.until("me-2026-11-20.html", "write", "esc close")


@journey
async def test_in_a_terminal_too_low_for_all_of_a_dialog_it_scrolls_to_what_has_the_focus(tmp_path: Path) -> None:
    library = library_in(tmp_path)
    async with on_stage(library, size=(60, 6)) as stage:
        await stage.press("enter", "2", "r", "s", *"Draw")
        shown = await stage.until("Draw", "2027-02-18", "esc close")
        assert "To reach" not in shown
