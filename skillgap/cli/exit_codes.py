"""The exit codes of every command."""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    """The exit codes of all commands."""

    DONE = 0
    DATA_WRONG = 1
    USAGE = 2
    CONFLICT = 3
    BELOW = 4
    IN_PART = 5
    INTERNAL = 70
    HUNG_UP = 129
    INTERRUPTED = 130
    TERMINATED = 143
