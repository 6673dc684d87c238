"""Somebody who presses anything: a library, the ways to every screen and dialog, and what must hold after each key."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from textual.widgets import Input, TextArea

from skillgap.model.profile import Profile
from skillgap.store import Library, ProfileFile, read_profile, save_profile
from skillgap.tui.app import SkillgapApp
from tests.tui.harness import Stage, library_in, profile_text, role

PERSON = """\
assessments:
  - {matrix: role, matrix_version: 1, date: 2026-10-01, ratings: {design: {level: 1}}}
  - matrix: role
    matrix_version: 1
    date: 2026-11-15
    ratings: {design: {level: 2, note: Kept}, care: {level: 1}}
reviews:
  - {assessment: 2026-11-15, matrix: role, by: Bo, date: 2026-11-16, status: complete, ratings: {design: {level: 3}}}
goals:
  - {id: design-4, criterion: design, level: 4, due: 2026-12-01, status: open}
  - {id: care-3, criterion: care, level: 3, status: open}
"""
WAYS: dict[str, tuple[str, ...]] = {
    "home": (),
    "help": ("question_mark",),
    "palette": ("ctrl+p",),
    "problems": ("end", "enter"),
    "new profile": ("n",),
    "role": ("a",),
    "questions": ("a", "enter"),
    "note": ("a", "enter", "left", "n"),
    "evidence": ("a", "enter", "left", "e"),
    "tools": ("a", "enter", "t"),
    "outline": ("a", "enter", "o"),
    "results": ("r",),
    "details": ("r", "enter"),
    "plan": ("r", "p"),
    "goal": ("r", "s"),
    "export": ("r", "e"),
    "differences": ("r", "d"),
    "comparison": ("c",),
    "why": ("c", "w"),
    "dates": ("c", "d"),
    "goals": ("g",),
    "goal to change": ("g", "c"),
    "criterion": ("g", "n"),
    "mentor": ("v",),
    "assessment": ("v", "M", "enter"),
    "review": ("v", "M", "enter", "enter"),
    "comment": ("v", "M", "enter", "enter", "3", "c"),
    "hand in": ("v", "M", "enter", "enter", "3", "d"),
    "team": ("t",),
}
"""The keys that lead from the home screen to each screen and dialog."""
TEXT_KEYS = ("z", "backspace", "enter", "escape", "tab", "ctrl+s")
ALWAYS = ("ctrl+p", "ctrl+q", "question_mark")


def monkeys_library(folder: Path) -> Library:
    """Somebody with two assessments, a review and goals; a file that is no profile; two roles to choose from."""
    other = role(id="other", title="Other")
    return library_in(folder, role(), other, profiles={"me": profile_text(rest=PERSON), "unreadable": "no profile"})


def never_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the application neither end nor wait in the background."""
    monkeypatch.setattr(SkillgapApp, "exit", lambda *_, **__: None)
    monkeypatch.setattr(SkillgapApp, "action_suspend_process", lambda _: None)


def keys_of(stage: Stage) -> list[str]:
    """One key for each thing that can be done on the screen, and some that write where something is written."""
    first = {
        active.binding.action: key
        for key, active in reversed(stage.app.screen.active_bindings.items())
        if active.enabled and active.binding.action not in ("help_quit", "suspend_process")
    }
    writing = TEXT_KEYS if isinstance(stage.app.screen.focused, Input | TextArea) else ()
    return list(dict.fromkeys((*first.values(), *writing, *ALWAYS)))


async def go(stage: Stage, way: tuple[str, ...]) -> None:
    """Go to the home screen, whatever is open, and from there by keys."""
    app = stage.app
    while len(app.screen_stack) > 1:
        app.pop_screen()
    app.work.close()
    app.home.reload()
    await stage.pilot.pause()
    await stage.press(*way)


def check(stage: Stage) -> None:
    """The home screen is the first one, and what is called saved is in the file."""
    assert stage.app.home.is_running
    session = stage.app.work.session
    if session is not None and session.saved:
        assert read_profile(session.file.path).profile == session.profile


def slow_saves(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let each save take so long that further keys wait for it."""

    def save(file: ProfileFile, profile: Profile, *, wait: float = 1.0) -> ProfileFile:
        time.sleep(0.02)
        return save_profile(file, profile, wait=wait)

    monkeypatch.setattr("skillgap.workspace.saving.save_profile", save)
