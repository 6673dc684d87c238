"""Whatever ends a command, it ends in order: one line for a mistake of ours, no temporary file after a signal."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from skillgap.cli import schema

from .conftest import STAFF, Command


def test_a_mistake_of_ours_is_one_line_without_values(skillgap: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(**_: object) -> None:
        note = "what somebody wrote in private"
        raise KeyError(note)

    monkeypatch.setattr(schema.command, "callback", fail)
    result = skillgap("schema", "profile")
    assert (result.code, result.out) == (70, "")
    message, hint = result.err.splitlines()
    assert "failed: KeyError in skillgap.cli" in message
    assert hint == "hint: your saved answers are safe; report this line and the command, please"
    assert "private" not in result.err


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129)])
def test_a_signal_during_a_save_leaves_no_temporary_file(
    number: signal.Signals, code: int, skillgap: Command, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = home / "ann.yaml"
    path.write_text(STAFF.read_text(encoding="utf-8").replace("id: sample-staff-engineer", "id: ann"), encoding="utf-8")
    before = path.read_bytes()
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", lambda _: signal.raise_signal(number))
        result = skillgap("goals", "./ann.yaml", "--add", "cost-optimization-finops=4")
    assert (result.code, result.out) == (code, "")
    assert path.read_bytes() == before
    assert sorted(one.name for one in home.iterdir()) == [".ann.yaml.lock", "ann.yaml"]
    assert signal.getsignal(number) is signal.SIG_DFL


def test_a_signal_that_is_ignored_stays_ignored(skillgap: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        monkeypatch.setattr(schema.command, "callback", lambda **_: signal.raise_signal(signal.SIGHUP))
        assert skillgap("schema", "profile").code == 0
    finally:
        signal.signal(signal.SIGHUP, before)


def test_a_schema_that_is_a_link_is_left_and_named(skillgap: Command, home: Path) -> None:
    victim = home.parent / "bashrc"
    victim.write_text("export A=1\n")
    (home / "profiles").mkdir()
    (home / "profiles" / "profile.schema.json").symlink_to(victim)
    result = skillgap("profile", "new", "Ada")
    assert (result.code, result.out) == (0, "profiles/ada.yaml\n")
    assert victim.read_text() == "export A=1\n"
    assert "the schema for editors was not written: this is a symbolic link, not a regular file" in result.err
    assert (home / "profiles" / "ada.yaml").is_file()
