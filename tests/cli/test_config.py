"""``config`` and ``matrix export``."""

from __future__ import annotations

from pathlib import Path

import pytest

from skillgap.store.library import BUILT_IN
from tests.cli.conftest import MATRIX, Command


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SKILLGAP_CONFIG", str(tmp_path))
    return tmp_path / "settings.yaml"


def test_settings_are_shown_and_checked(skillgap: Command, settings: Path) -> None:
    assert skillgap("config", "path").out == f"{settings}\n"
    assert skillgap("config", "show").out == "theme: (default)\nmentor: (default)\n"
    assert skillgap("config", "validate").code == 0
    settings.write_text("theme: nord\ncolour: red\n", encoding="utf-8")
    shown = skillgap("config", "show")
    assert (shown.code, shown.out) == (0, "theme: nord\nmentor: (default)\n")
    assert f"warning: {settings}:2:" in shown.err
    checked = skillgap("config", "validate")
    assert checked.code == 1
    assert f"{settings}:2:1: unknown key" in checked.err


def test_a_built_in_matrix_is_exported_once(skillgap: Command, home: Path) -> None:
    assert skillgap("matrix", "export", MATRIX, "--output", "mine.yaml").code == 0
    mine = home / "mine.yaml"
    assert mine.read_bytes() == (BUILT_IN / "matrices" / f"{MATRIX}.yaml").read_bytes()
    mine.write_text("changed", encoding="utf-8")
    assert skillgap("matrix", "export", MATRIX, "--output", "mine.yaml").code == 1
    assert mine.read_text(encoding="utf-8") == "changed"
    assert skillgap("matrix", "export", "no-such-role").code == 1


def test_an_exported_matrix_replaces_the_built_in_one(skillgap: Command, home: Path) -> None:
    (home / "matrices").mkdir()
    assert skillgap("matrix", "export", MATRIX).code == 0
    own = home / "matrices" / f"{MATRIX}.yaml"
    text = own.read_text(encoding="utf-8")
    own.write_text(text.replace("\ntitle: ", "\ntitle: My own ", 1), encoding="utf-8")
    assert "My own" in skillgap("matrix", "show", MATRIX).out
