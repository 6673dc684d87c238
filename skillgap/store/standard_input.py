"""Standard input as a file to read, with the name ``-``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

STDIN = Path("-")

_kept: dict[int, bytes] = {}
"""The bytes read, by stream: a command may look at a file more than once, and a stream gives its bytes once."""


def read_standard_input(limit: int) -> bytes:
    """Return the first ``limit`` + 1 bytes of standard input. Repeated calls return the same bytes."""
    stream: Any = sys.stdin
    if id(stream) not in _kept:
        _kept.clear()
        _kept[id(stream)] = stream.buffer.read(limit + 1) if hasattr(stream, "buffer") else stream.read().encode()
    return _kept[id(stream)][: limit + 1]
