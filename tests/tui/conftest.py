"""What the tests of the screens have in common: their own settings, colour, and a library of the small role."""

from __future__ import annotations

from pathlib import Path

import pytest

from skillgap.store import Library
from tests.tui.harness import library_in


@pytest.fixture(autouse=True)
def own_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SKILLGAP_CONFIG", str(tmp_path / "config"))
    monkeypatch.delenv("NO_COLOR", raising=False)


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return library_in(tmp_path)
