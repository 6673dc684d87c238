"""A folder to write into, for every harness."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture
def folder(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder in memory where there is one, since thousands of files are flushed."""
    monkeypatch.setenv("SKILLGAP_CONFIG", "")  # put back at the end, since each round sets it
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as made:
        yield Path(made) / "files"
