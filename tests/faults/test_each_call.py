"""Each single call of the system that a writer makes is made to fail, one after the other.

After each the file is the old one or the new one, whole, and what was said of it is true; and the next writing works.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from tests.faults.writers import (
    LONG,
    WRITERS,
    Writer,
    bounds,
    check_outcome,
    check_together,
    fresh,
    heal,
    outcome,
    state,
)

CALLS = (
    *("open", "close", "write", "fsync", "replace", "rename", "link", "unlink", "stat", "lstat", "fstat", "mkdir"),
    *("chmod", "fchmod", "fchown", "access", "scandir", "listdir", "readlink"),
)
NUMBERS = [errno.EIO, errno.ENOSPC, errno.EACCES] if LONG else [errno.EIO]
EACH = pytest.mark.parametrize("writer", WRITERS, ids=str)


@contextmanager
def interrupted(at: int, act: Callable[[str], None]) -> Iterator[list[str]]:
    """Count the calls of the system, and act at one of them, from 0, before it is made; yields their names so far."""
    made: list[str] = []

    def wrapping(name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **options: Any) -> Any:
            made.append(name)
            if len(made) - 1 == at:
                if name == "close":
                    real(*arguments, **options)  # or the descriptor would stay open for ever
                act(name)
                if name == "close":
                    return None
            return real(*arguments, **options)

        return call

    with pytest.MonkeyPatch.context() as patch:
        for name in CALLS:
            patch.setattr(os, name, wrapping(name, getattr(os, name)))
        yield made


def failing(number: int) -> Callable[[str], None]:
    def act(_: str) -> None:
        raise OSError(number, os.strerror(number))

    return act


def calls_of(writer: Writer, folder: Path) -> list[str]:
    fresh(writer, folder)
    with interrupted(-1, lambda _: None) as made:
        outcome(writer, folder)
    return made


@EACH
@pytest.mark.parametrize("number", NUMBERS, ids=lambda number: errno.errorcode[number])
def test_a_call_that_fails_leaves_the_old_file_or_the_new_one(writer: Writer, number: int, folder: Path) -> None:
    limits = bounds(writer, folder)
    calls = calls_of(writer, folder)
    assert {"open", "unlink"} & set(calls)
    for at in range(len(calls)):
        fresh(writer, folder)
        with interrupted(at, failing(number)) as made:
            error = outcome(writer, folder)
        try:
            check_outcome(writer, folder, error, limits)
            check_together(writer, folder, limits)
            heal(writer, folder, limits)
        except AssertionError as wrong:
            raise AssertionError(f"call {at}, {made[at]}: {wrong}") from wrong


@pytest.mark.parametrize("writer", [one for one in WRITERS if one.name in ("profile-rated", "profile-goal")], ids=str)
def test_an_editor_that_saves_meanwhile_keeps_what_it_saved(writer: Writer, folder: Path) -> None:
    ours = bounds(writer, folder).new["ann.yaml"]
    theirs = b"format: skillgap/profile/1\nid: ann\nname: Ann of the editor\n"
    calls = calls_of(writer, folder)
    named = calls.index("replace")
    looked = max(at for at in range(named) if calls[at] == "open")
    for at, name in enumerate(calls):
        if looked < at <= named:
            continue  # from the last look at the file to its exchange nothing can be noticed any more
        for write in (_in_place, _renamed):
            fresh(writer, folder)
            with interrupted(at, partial(_edit, write, folder / "ann.yaml", theirs)):
                error = outcome(writer, folder)
            now = state(folder)
            assert now["ann.yaml"] == theirs or (error is None and ours != now["ann.yaml"]), f"call {at}, {name}"
            assert error is None or now["ann.yaml.conflict-1"] == ours, f"call {at}, {name}: both are kept"


def _edit(write: Callable[[Path, bytes], None], path: Path, data: bytes, _: str) -> None:
    write(path, data)


def _in_place(path: Path, data: bytes) -> None:
    path.write_bytes(data)


def _renamed(path: Path, data: bytes) -> None:
    other = path.with_suffix(".swp")
    other.write_bytes(data)
    other.rename(path)
