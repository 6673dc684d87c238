"""Doing something in a child of this process: with limits, as another user, or to be killed."""

from __future__ import annotations

import os
import traceback
from collections.abc import Callable
from typing import NoReturn


def forked(work: Callable[[], object]) -> int:
    """Begin some work in a child, which ends with 0 when it is done; returns the child's id."""
    child = os.fork()
    if child == 0:
        _work_and_end(work)
    return child


def _work_and_end(work: Callable[[], object]) -> NoReturn:
    code = 1
    try:
        work()
        code = 0
    finally:
        os._exit(code)


def done_in_a_child(work: Callable[[], object]) -> None:
    """Do some work in a child; AssertionError, with the child's traceback, where it raises anything."""
    reader, writer = os.pipe()

    def telling() -> None:
        try:
            work()
        except BaseException:
            os.write(writer, traceback.format_exc().encode())

    child = forked(telling)
    os.close(writer)
    with os.fdopen(reader) as pipe:
        told = pipe.read()
    assert os.waitpid(child, 0)[1] == 0
    assert not told, told
