"""A container without a home folder: commands that are given paths work, the others say in one line what is missing."""

from __future__ import annotations

import pwd
import shutil
from pathlib import Path

import pytest

from .conftest import MATRIX, STAFF, Command


@pytest.fixture(autouse=True)
def no_home(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A user id that no system knows, without HOME; as in a container started with ``--user 54321``."""
    del home
    for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "USERPROFILE"):
        monkeypatch.delenv(name, raising=False)

    def unknown(_: object) -> None:
        raise KeyError("getpwuid(): uid not found: 54321")

    monkeypatch.setattr(pwd, "getpwuid", unknown)


def lines(text: str) -> list[str]:
    return text.strip().splitlines()


def test_a_report_from_paths_needs_no_home(skillgap: Command, home: Path) -> None:
    shutil.copy(STAFF, home / "ann.yaml")
    result = skillgap("report", "./ann.yaml", "--format", "json", "--output", "ann.json")
    assert (result.code, result.err) == (0, "wrote ann.json\n")
    assert skillgap("report", "sample-staff-engineer", "--format", "csv").code == 0
    assert skillgap("team", "./ann.yaml", "--format", "csv").code == 0
    assert skillgap("matrix", "show", MATRIX).code == 0
    assert skillgap("profile", "validate", "./ann.yaml").code == 0


def test_answers_are_saved_without_a_home(skillgap: Command, home: Path) -> None:
    text = STAFF.read_text(encoding="utf-8").replace("id: sample-staff-engineer", "id: ann")
    (home / "ann.yaml").write_text(text, encoding="utf-8")
    assert skillgap("goals", "./ann.yaml", "--add", "cost-optimization-finops=4").code == 0
    result = skillgap("review", "./ann.yaml", "--mentor", "Grace", "--plain", answers="2\n")
    assert result.code == 0
    assert skillgap("profile", "delete", "./ann.yaml", "--yes").code == 0
    assert not (home / "ann.yaml").exists()


@pytest.mark.parametrize("arguments", [("profile", "new", "Ada"), ("team",)])
def test_what_needs_a_home_says_in_one_line_what_to_set(skillgap: Command, arguments: tuple[str, ...]) -> None:
    result = skillgap(*arguments)
    assert (result.code, result.out) == (1, "")
    message, hint = lines(result.err)
    assert "no home folder" in message
    assert "SKILLGAP_PROFILES" in hint


def test_the_folder_that_is_named_is_used(skillgap: Command, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SKILLGAP_PROFILES", str(home / "people"))
    assert skillgap("profile", "new", "Ada").code == 0
    assert (home / "people" / "ada.yaml").is_file()
    assert skillgap("profile", "list").code == 0
    assert skillgap("profile", "show", "ada").code == 0


def test_listing_and_looking_up_work_without_a_home(skillgap: Command) -> None:
    assert "sample-staff-engineer" in skillgap("profile", "list").out
    unknown = skillgap("profile", "show", "nobody")
    assert unknown.code == 1
    assert "there is no profile nobody" in unknown.err
