"""What is remembered between runs: the settings."""

from __future__ import annotations

import stat
from pathlib import Path

import platformdirs
import pytest

from skillgap.errors import DataError, Diagnostic
from skillgap.store.settings import Settings, read_settings, settings_path, settings_problems, write_settings


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the settings, which is not made yet."""
    folder = tmp_path / "config"
    monkeypatch.setenv("SKILLGAP_CONFIG", str(folder))
    return folder


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_the_settings_are_in_the_folder_that_is_named_or_else_in_the_platforms(
    config: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert settings_path() == config / "settings.yaml"
    for nowhere in ("", None):
        monkeypatch.setenv("SKILLGAP_CONFIG", nowhere or "")
        if nowhere is None:
            monkeypatch.delenv("SKILLGAP_CONFIG")
        assert settings_path() == Path(platformdirs.user_config_dir("skillgap", appauthor=False), "settings.yaml")


def test_what_is_written_is_read_again(config: Path) -> None:
    assert read_settings() == Settings()
    write_settings(Settings(theme="nord", mentor="Mira"))
    assert (config / "settings.yaml").read_text(encoding="utf-8") == "theme: nord\nmentor: Mira\n"
    assert read_settings() == Settings(theme="nord", mentor="Mira")
    assert (mode(config), mode(config / "settings.yaml")) == (0o700, 0o600)


@pytest.mark.parametrize("text", ["", "theme: [", "theme: 1", "colour: red"])
def test_settings_that_cannot_be_read_are_the_usual_ones(config: Path, text: str) -> None:
    config.mkdir()
    (config / "settings.yaml").write_text(text, encoding="utf-8")
    assert read_settings() == Settings()


def test_settings_that_cannot_be_written_are_told(config: Path) -> None:
    config.write_text("a file", encoding="utf-8")
    with pytest.raises(DataError) as raised:
        write_settings(Settings())
    hint = "a part of this path is a file and not a folder"
    path = str(config / "settings.yaml")
    assert raised.value.problems == (Diagnostic("the file cannot be written: not a directory", path, hint=hint),)


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("a file", encoding="utf-8")
    monkeypatch.setenv("SKILLGAP_CONFIG", str(tmp_path / "file" / "config"))
    with pytest.raises(DataError) as raised:
        write_settings(Settings())
    folder = str(tmp_path / "file" / "config")
    hint = "check where it is to stand, or name another in SKILLGAP_CONFIG"
    assert raised.value.problems == (Diagnostic("the folder cannot be made: not a directory", folder, hint=hint),)


def test_an_unknown_setting_is_reported_and_drops_no_other(config: Path) -> None:
    config.mkdir()
    path = config / "settings.yaml"
    path.write_text("theme: nord\ncolour: red\nmentor: [1]\n", encoding="utf-8")
    assert read_settings() == Settings(theme="nord")
    assert [(problem.line, problem.file) for problem in settings_problems()] == [(2, str(path)), (3, str(path))]
    write_settings(Settings(theme="nord", mentor="Mira"))
    assert path.read_text(encoding="utf-8") == "theme: nord\nmentor: Mira\ncolour: red\n"


def test_a_missing_settings_file_has_no_problems(config: Path) -> None:
    assert not config.exists()
    assert settings_problems() == []
