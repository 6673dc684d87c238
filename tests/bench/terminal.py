"""A terminal for measuring: what a program draws in it, and the moment at which each frame of it began to come."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import termios
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType

import pyte

COLUMNS, LINES = 120, 40
PATIENCE = 30.0
"""Seconds until what does not come is given up."""
QUIET = 0.08
"""Seconds without a frame after which a program is taken to wait for a key."""

SYNC_ASKED, SYNC_KNOWN = b"\x1b[?2026$p", b"\x1b[?2026;2$y"
FRAME_BEGINS, FRAME_ENDS = b"\x1b[?2026h", b"\x1b[?2026l"
"""Textual asks whether a terminal shows no frame before it is whole. This one says so, and sees each whole."""


class Terminal:
    """A program in a terminal of its own, killed at the end. Moments are of the clock ``time.perf_counter``."""

    def __init__(self, command: Sequence[str], folder: Path, environment: Mapping[str, str]) -> None:
        self.begun = time.perf_counter()
        self._pid, self._fd = pty.fork()
        if self._pid == 0:
            os.chdir(folder)
            os.execve(command[0], list(command), {**environment, "TERM": "xterm-256color"})
        fcntl.ioctl(self._fd, termios.TIOCSWINSZ, struct.pack("HHHH", LINES, COLUMNS, 0, 0))
        self._screen = pyte.Screen(COLUMNS, LINES)
        self._stream = pyte.ByteStream(self._screen)
        self._unread = b""
        self._unread_since = 0.0
        self._in_frames = False

    def __enter__(self) -> Terminal:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        os.kill(self._pid, signal.SIGKILL)
        os.waitpid(self._pid, 0)
        os.close(self._fd)

    @property
    def text(self) -> str:
        """What is on the screen."""
        return "\n".join(self._screen.display)

    def press(self, keys: str) -> float:
        """Type, and return the moment of it."""
        moment = time.perf_counter()
        os.write(self._fd, keys.encode())
        return moment

    def frames(self, patience: float = PATIENCE) -> Iterator[float]:
        """The moment at which each frame began to come, once it is on the screen, until none comes for so long."""
        while select.select([self._fd], [], [], patience)[0]:
            data = os.read(self._fd, 1 << 16)
            now = time.perf_counter()
            if SYNC_ASKED in data:
                os.write(self._fd, SYNC_KNOWN)
            if FRAME_BEGINS not in self._unread:
                self._unread_since = now
            self._unread += data
            while FRAME_ENDS in self._unread:
                frame, _, self._unread = self._unread.partition(FRAME_ENDS)
                self._in_frames = True
                self._stream.feed(frame)
                yield self._unread_since
                self._unread_since = now
            if not self._in_frames and FRAME_BEGINS not in self._unread:
                # It draws already, before it knows the answer.
                self._stream.feed(self._unread)
                self._unread = b""
                yield now

    def until(self, shows: Callable[[str], bool]) -> float:
        """The moment of the first frame after which the screen shows what is wanted."""
        for moment in self.frames():
            if shows(self.text):
                return moment
        raise TimeoutError(f"the screen never came; it shows:\n{self.text}")

    def settle(self) -> None:
        """Let the program come to rest."""
        for _ in self.frames(QUIET):
            pass

    def until_written(self, mark: bytes) -> float:
        """The moment at which a program that draws no frames wrote a mark."""
        while mark not in self._unread:
            self._unread += os.read(self._fd, 1 << 16)
        return time.perf_counter()
