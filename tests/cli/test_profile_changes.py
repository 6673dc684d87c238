"""``profile rename`` and ``profile delete PROFILE@DATE``."""

from __future__ import annotations

from pathlib import Path

import pytest

from skillgap.store import read_profile
from tests.cli.conftest import STAFF, Command


@pytest.fixture
def ann(home: Path) -> Path:
    path = home / "profiles" / "ann.yaml"
    path.parent.mkdir()
    text = STAFF.read_text(encoding="utf-8").replace("id: sample-staff-engineer", "id: ann")
    path.write_text(f"# mine\n{text}", encoding="utf-8")
    return path


def test_rename_changes_the_id_and_the_file_alone(skillgap: Command, ann: Path) -> None:
    before = ann.read_text(encoding="utf-8")
    assert skillgap("profile", "rename", "ann", "anna").code == 0
    renamed = ann.with_name("anna.yaml")
    assert not ann.exists()
    assert renamed.read_text(encoding="utf-8") == before.replace("id: ann\n", "id: anna\n")
    assert skillgap("profile", "rename", "anna", "ann", "--name", "Ann Example").code == 0
    assert read_profile(ann).profile.name == "Ann Example"


@pytest.mark.parametrize("new", ["sample-staff-engineer", "bob", "a b", "../ann"])
def test_rename_refuses_ids_that_are_taken_or_none(skillgap: Command, ann: Path, new: str) -> None:
    skillgap("profile", "new", "Bob")
    before = ann.read_bytes()
    result = skillgap("profile", "rename", "ann", new)
    assert (result.code, ann.read_bytes()) == (1, before)
    assert "hint: choose another" in result.err


def test_rename_refuses_a_sample_and_kept_versions(skillgap: Command, ann: Path) -> None:
    assert skillgap("profile", "rename", "sample-staff-engineer", "me").code == 1
    kept = ann.with_name("ann.yaml.conflict-1")
    kept.write_text("mine")
    result = skillgap("profile", "rename", "ann", "anna")
    assert (result.code, ann.exists(), kept.exists()) == (1, True, True)
    assert str(kept.name) in result.err


def test_one_assessment_is_deleted_and_a_copy_is_kept(skillgap: Command, ann: Path) -> None:
    before = ann.read_bytes()
    dates = [str(assessment.date) for assessment in read_profile(ann).profile.assessments]
    assert "2025-11-10" in dates
    result = skillgap("profile", "delete", "ann@2025-11-10", "--yes")
    assert result.code == 0, result.err
    profile = read_profile(ann).profile
    assert [str(one.date) for one in profile.assessments] == [date for date in dates if date != "2025-11-10"]
    assert "2025-11-10" not in {str(review.assessment) for review in profile.reviews}
    assert ann.with_name("ann.yaml.copy-1").read_bytes() == before
    assert "ann.yaml.copy-1" in result.err
    assert skillgap("profile", "delete", "ann", "--yes").code == 0
    assert not [path for path in ann.parent.iterdir() if path.name.startswith("ann")]


def test_an_unknown_date_deletes_nothing(skillgap: Command, ann: Path) -> None:
    before = ann.read_bytes()
    result = skillgap("profile", "delete", "ann@2020-01-01", "--yes")
    assert (result.code, ann.read_bytes()) == (1, before)
    assert "ann has no assessment on 2020-01-01, so nothing was deleted\nhint: dates" in result.err
    assert not ann.with_name("ann.yaml.copy-1").exists()


def test_deleting_an_assessment_asks(skillgap: Command, ann: Path) -> None:
    before = ann.read_bytes()
    result = skillgap("profile", "delete", "ann@2025-11-10")
    assert (result.code, ann.read_bytes()) == (2, before)
    assert "--yes" in result.err
    assert skillgap("profile", "delete", "ann", "--matrix", "x", "--yes").code == 2
