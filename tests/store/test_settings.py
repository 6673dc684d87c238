"""What is remembered between runs: the settings, and each profile as it was last seen."""

from __future__ import annotations

import stat
from dataclasses import replace
from pathlib import Path

import platformdirs
import pytest

from skillgap.errors import DataError, Diagnostic
from skillgap.store.last_seen import forget, last_seen, remember, remember_own
from skillgap.store.settings import Settings, read_settings, settings_path, write_settings
from tests.builders import assessment_data, profile_data, profile_of


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


PROFILE = profile_of(profile_data(assessment_data({"a": 1})))


def test_a_profile_is_remembered_as_it_was_seen(config: Path) -> None:
    assert last_seen("me") is None
    remember(PROFILE)
    assert last_seen("me") == PROFILE
    assert last_seen("you") is None
    assert [path.name for path in (config / "seen").iterdir()] == ["me.yaml"]
    assert (mode(config / "seen"), mode(config / "seen" / "me.yaml")) == (0o700, 0o600)
    later = profile_of(profile_data(assessment_data({"a": 2})))
    remember(later)
    assert last_seen("me") == later


@pytest.mark.usefixtures("config")
def test_what_was_changed_here_is_no_news_and_what_others_did_stays_one() -> None:
    goal = {"id": "g", "criterion": "a", "level": 2, "status": "open"}
    theirs = profile_of(profile_data(assessment_data({"a": 1}), goals=[goal]))
    both = profile_of(profile_data(assessment_data({"a": 1}), goals=[goal, {**goal, "id": "h"}]))
    remember_own(theirs, both)
    assert last_seen("me") is None  # never looked at
    remember(PROFILE)
    remember_own(PROFILE, replace(PROFILE, name="Another"))
    assert last_seen("me") == PROFILE
    remember_own(theirs, both)
    seen = last_seen("me")
    assert seen
    assert [one.id for one in seen.goals] == ["h"]


def test_what_was_seen_is_forgotten(config: Path) -> None:
    forget("me")  # nothing was ever kept
    remember(PROFILE)
    remember(replace(PROFILE, id="you"))
    forget("me")
    forget("me")
    assert [path.name for path in (config / "seen").iterdir()] == ["you.yaml"]


def test_what_was_kept_and_cannot_be_read_was_never_seen(config: Path) -> None:
    remember(PROFILE)
    (config / "seen" / "me.yaml").write_text("format: [", encoding="utf-8")
    assert last_seen("me") is None


def test_where_nothing_can_be_kept_less_news_is_told(config: Path) -> None:
    config.write_text("a file", encoding="utf-8")
    remember(PROFILE)
    assert last_seen("me") is None
    assert config.read_text(encoding="utf-8") == "a file"
    config.unlink()
    (config / "seen" / "me.yaml").mkdir(parents=True)
    remember(PROFILE)
    assert last_seen("me") is None
