"""Leaving, wherever one is and whoever says so: what is being written is kept."""

from __future__ import annotations

import os
import pty
import signal
import subprocess
import sys

import pytest
from textual import events

from skillgap.store import Library
from skillgap.tui.app import SkillgapApp
from skillgap.tui.flows.saving import INTERRUPTED, TERMINATED
from tests.tui.harness import Stage, asking, journey, rating


async def left_at_once(stage: Stage, text: str) -> None:
    """Type a text and ctrl+q, before the first of these keys is answered."""
    for character in text:
        stage.app.post_message(events.Key(character, character))
    stage.app.post_message(events.Key("ctrl+q", None))
    while stage.app.is_running:
        await stage.pilot.pause()


@journey
async def test_leaving_keeps_a_note_that_is_being_written(library: Library) -> None:
    async with asking(library) as stage:
        await stage.press("n")
        await left_at_once(stage, "Drawn")
        assert rating(library, "design").note == "Drawn"
        assert stage.app.return_code == 0


@journey
async def test_leaving_from_the_palette_keeps_the_note_below_it(library: Library) -> None:
    async with asking(library) as stage:
        await stage.press("n", *"Drawn", "ctrl+p")
        await left_at_once(stage, "")
        assert rating(library, "design").note == "Drawn"


@journey
async def test_leaving_keeps_evidence_that_is_being_written(library: Library) -> None:
    async with asking(library) as stage:
        await stage.press("e")
        await left_at_once(stage, "Drawn")
        assert rating(library, "design").evidence == ("Drawn",)


@journey
async def test_leaving_while_evidence_is_changed_leaves_it_as_it_was(library: Library) -> None:
    async with asking(library) as stage:
        await stage.press("e", *"Drawn", "enter", "up", "enter")
        await left_at_once(stage, "Anew")
        assert rating(library, "design").evidence == ("Drawn",)


@journey
async def test_evidence_is_kept_on_closing(library: Library) -> None:
    async with asking(library) as stage:
        await stage.press("e", *"Drawn", "escape")
        assert "Evidence" not in stage.shown
        assert rating(library, "design").evidence == ("Drawn",)


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, TERMINATED), (signal.SIGINT, INTERRUPTED)])
@journey
async def test_a_program_that_is_told_to_end_keeps_what_is_being_written(
    library: Library, number: signal.Signals, code: int
) -> None:
    async with asking(library) as stage:
        await stage.press("n", *"Drawn")
        signal.raise_signal(number)
        while stage.app.is_running:
            await stage.pilot.pause()
        assert rating(library, "design").note == "Drawn"
        assert stage.app.return_code == code


def test_a_closed_terminal_keeps_what_is_being_written(library: Library) -> None:
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "skillgap", "--profiles", str(library.profiles), "--matrices"]
    command += [str(library.matrices), "assess", "me", "--matrix", "role"]
    with subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs) as skillgap:
        os.close(theirs)

        def until(word: bytes) -> None:
            shown = b""
            while word not in shown:
                shown += os.read(ours, 4096)

        until(b"Design")
        os.write(ours, b"n")
        until(b"keep and close")
        os.write(ours, b"Drawn")
        until(b"Drawn")
        os.close(ours)
        skillgap.send_signal(signal.SIGHUP)
    assert skillgap.returncode == -signal.SIGHUP
    assert rating(library, "design").note == "Drawn"


@journey
async def test_ctrl_c_tells_how_to_leave(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    monkeypatch.setattr(SkillgapApp, "notify", lambda _, message, **__: said.append(message))
    async with asking(library) as stage:
        await stage.press("ctrl+c")
        assert said == ["Press ctrl+q to leave skillgap."]


@journey
async def test_ctrl_z_suspends_but_takes_back_what_was_written_in_a_note(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    suspended: list[str] = []
    monkeypatch.setattr(SkillgapApp, "action_suspend_process", lambda app: suspended.append(app.screen.id or ""))
    async with asking(library) as stage:
        await stage.press("ctrl+z")
        assert len(suspended) == 1
        await stage.press("n", *"Drawn", "ctrl+z", "escape")
        assert len(suspended) == 1
        assert "Drawn" not in stage.shown
