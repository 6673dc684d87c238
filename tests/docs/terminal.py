"""A terminal of 80 columns without colour, at which a page of ``docs/`` is followed."""

from __future__ import annotations

import asyncio
import io
import re
import shlex
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from skillgap.cli import run
from skillgap.tui.app import SkillgapApp

ELSEWHERE = frozenset({"cat", "cp", "diff", "grep", "head", "ls", "mkdir", "sed", "tail"})
"""The commands other than this project's own that a page may use: they are at hand wherever a shell is."""


_SEQUENCE = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


class _Screen(io.TextIOWrapper):
    """Shows what is written to it; what is written anew over a line stands in its place."""

    def __init__(self) -> None:
        super().__init__(io.BytesIO(), encoding="utf-8", newline="", write_through=True)

    def isatty(self) -> bool:
        return True

    def shown(self) -> list[str]:
        self.flush()
        buffer = self.buffer
        assert isinstance(buffer, io.BytesIO)
        text = _SEQUENCE.sub("", buffer.getvalue().decode()).removesuffix("\n")
        return [line.rpartition("\r")[2].rstrip() for line in text.split("\n")] if text else []


class _Keyboard(io.TextIOBase):
    """Types the answers, which appear on the screen."""

    def __init__(self, answers: Sequence[str], screen: _Screen) -> None:
        self.left = list(answers)
        self.screen = screen

    def isatty(self) -> bool:
        return True

    def readline(self, size: int | None = -1, /) -> str:  # type: ignore[override]
        del size
        assert self.left, "the command asks for more than the page types:\n" + "\n".join(self.screen.shown())
        line = self.left.pop(0) + "\n"
        self.screen.write(line)
        return line


async def _open_and_close(app: SkillgapApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()


class Terminal:
    """Where the lines of a page are typed; the commands run in the current folder."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._monkeypatch = monkeypatch
        self.code = 0
        monkeypatch.setenv("COLUMNS", "80")
        monkeypatch.setenv("LINES", "24")
        monkeypatch.setenv("NO_COLOR", "1")
        monkeypatch.setattr(SkillgapApp, "run", lambda app: asyncio.run(_open_and_close(app)))

    def type(self, command: str, answers: Sequence[str]) -> list[str]:
        """Run a command and return the lines that appear; its exit code is kept in ``code``."""
        words = shlex.split(command)
        if command == "echo $?":
            code, self.code = self.code, 0
            return [str(code)]
        if words[0] == "skillgap":
            return self._skillgap(words[1:], answers)
        assert words[0] in ELSEWHERE, f"{words[0]} is no command that a page may use"
        done = subprocess.run(words, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", check=False)
        self.code = done.returncode
        return done.stdout.splitlines()

    def _skillgap(self, arguments: Sequence[str], answers: Sequence[str]) -> list[str]:
        screen = _Screen()
        keyboard = _Keyboard(answers, screen)
        with self._monkeypatch.context() as streams:
            streams.setattr(sys, "stdin", keyboard)
            streams.setattr(sys, "stdout", screen)
            streams.setattr(sys, "stderr", screen)
            self.code = run(arguments)
        assert not keyboard.left, f"the command does not ask for {keyboard.left[0]!r}"
        return screen.shown()


def save(name: str, text: str) -> None:
    """Save a block of a page as the file it names, in the current folder."""
    path = Path(name)
    assert path.parent.is_dir(), f"{path.parent} is a folder that the page has not made"
    path.write_text(text, encoding="utf-8")
