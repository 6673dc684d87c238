"""Another program that is saving a file."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from skillgap.store import files


@contextmanager
def held(path: Path) -> Iterator[None]:
    """The lock of a file is taken, by another thread as it would be by another program."""
    taken, done = threading.Event(), threading.Event()

    def hold() -> None:
        with files.locked(path):
            taken.set()
            done.wait()

    other = threading.Thread(target=hold)
    other.start()
    taken.wait()
    try:
        yield
    finally:
        done.set()
        other.join()
