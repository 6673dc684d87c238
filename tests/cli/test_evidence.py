"""``skillgap profile evidence``: sentences of a CV as evidence, one by one, and never a level."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import STAFF, Command
from tests.postings.test_repositories import commit, git

CV = """\
# Ada

- Ran Kubernetes clusters in three regions.
- Moved the build to Terraform.
- Tuned Ray for cheap training.
- No experience with Kafka.
"""
PROFILE = "profiles/ada.yaml"


@pytest.fixture
def cv(home: Path) -> str:
    (home / "profiles").mkdir()
    text = STAFF.read_text(encoding="utf-8").replace("id: sample-staff-engineer", "id: ada")
    (home / PROFILE).write_text(text, encoding="utf-8")
    (home / "cv.md").write_text(CV, encoding="utf-8")
    return "cv.md"


def found(skillgap: Command, cv: str) -> list[str]:
    data = json.loads(skillgap("profile", "evidence", cv, "--profile", "ada", "--format", "json").out)
    assert [one["text"] for one in data["denied"]] == ["No experience with Kafka."]
    return [one["text"] for one in data["found"]]


def test_without_a_terminal_it_lists_and_writes_nothing(skillgap: Command, cv: str) -> None:
    before = Path(PROFILE).read_bytes()
    result = skillgap("profile", "evidence", cv, "--profile", "ada", answers="y\ny\n")
    offered, _, denied = result.out.partition("Sentences that deny")
    assert result.code == 0
    assert "Ran Kubernetes clusters in three regions." in offered
    assert "Kafka" not in offered
    assert "No experience with Kafka." in denied
    assert "Nothing was written" in result.stderr
    assert len(found(skillgap, cv)) == 3
    assert Path(PROFILE).read_bytes() == before


def test_each_answer_is_kept_and_no_level_changes(skillgap: Command, cv: str) -> None:
    old = json.loads(skillgap("profile", "show", "ada", "--format", "json").out)
    answers = "y\ne Terraform for 40 teams\nn\n"
    result = skillgap("profile", "evidence", cv, "--profile", "ada", "--plain", answers=answers)
    assert (result.code, "2 sentences added" in result.stderr) == (0, True)
    new = json.loads(skillgap("profile", "show", "ada", "--format", "json").out)
    added = []
    for before, after in zip(old["assessments"], new["assessments"], strict=True):
        for name, rating in after["ratings"].items():
            told = before["ratings"].get(name, {})
            added += [text for text in rating.get("evidence", []) if text not in told.get("evidence", [])]
            assert {**rating, "evidence": None} == {**told, "evidence": None}
    assert added == ["Ran Kubernetes clusters in three regions.", "Terraform for 40 teams"]
    assert found(skillgap, cv) == []  # accepted, changed and declined sentences are not offered again


def test_later_and_stop_leave_a_sentence_open(skillgap: Command, cv: str) -> None:
    result = skillgap("profile", "evidence", cv, "--profile", "ada", "--plain", answers="\nn\nq\n")
    assert (result.code, "0 sentences added" in result.stderr) == (0, True)
    assert found(skillgap, cv) == ["Ran Kubernetes clusters in three regions.", "Tuned Ray for cheap training."]


def test_a_line_that_is_no_answer_is_named(skillgap: Command, cv: str) -> None:
    result = skillgap("profile", "evidence", cv, "--profile", "ada", "--plain", answers="y\nmaybe\n")
    assert result.code == 1
    assert "<stdin>:2:1: that is no answer" in result.stderr
    assert len(found(skillgap, cv)) == 2


def test_a_sample_is_listed_and_never_written(skillgap: Command, cv: str) -> None:
    assert skillgap("profile", "evidence", cv, "--profile", "sample-staff-engineer").code == 0
    result = skillgap("profile", "evidence", cv, "--profile", "sample-staff-engineer", "--plain", answers="y\n")
    assert (result.code, "only read" in result.stderr) == (1, True)


def test_files_that_cannot_be_read_are_named(skillgap: Command, cv: str, home: Path) -> None:
    (home / "bad.json").write_text("{", encoding="utf-8")
    result = skillgap("profile", "evidence", cv, "bad.json", "--profile", "ada")
    assert (result.code, "bad.json" in result.stderr, "Ran Kubernetes" in result.out) == (5, True, True)
    result = skillgap("profile", "evidence", "bad.json", "none.txt", "--profile", "ada")
    assert (result.code, result.out) == (1, "")


def test_deleting_a_profile_forgets_what_was_answered(skillgap: Command, cv: str, tmp_path: Path) -> None:
    skillgap("profile", "evidence", cv, "--profile", "ada", "--plain", answers="n\nq\n")
    assert list((tmp_path / "home").rglob("answered-evidence/*"))
    assert skillgap("profile", "delete", "ada", "--yes").code == 0
    assert not list((tmp_path / "home").rglob("answered-evidence/*"))


def test_hashes_are_never_written_through_a_link(skillgap: Command, cv: str, tmp_path: Path) -> None:
    skillgap("profile", "evidence", cv, "--profile", "ada", "--plain", answers="n\nq\n")
    (kept,) = (tmp_path / "home").rglob("answered-evidence/*")
    other = tmp_path / "other.txt"
    other.write_text("mine\n", encoding="utf-8")
    kept.unlink()
    kept.symlink_to(other)
    assert skillgap("profile", "evidence", cv, "--profile", "ada", "--plain", answers="n\nq\n").code == 1
    assert other.read_text(encoding="utf-8") == "mine\n"


@pytest.mark.skipif(shutil.which("git") is None, reason="needs git")
def test_commits_become_dated_evidence(skillgap: Command, cv: str, home: Path) -> None:
    repository = home / "repo"
    repository.mkdir()
    git(repository, "init", "-q")
    commit(repository, "main.tf", "2026-09-30")
    words = ("profile", "evidence", "--git", "repo", "--profile", "ada")
    nobody = skillgap(*words)
    assert (nobody.code, "ada@example.org" in nobody.stderr) == (2, True)
    result = skillgap(*words, "--author", "Ada@example.org", "--plain", answers="y\n")
    assert (result.code, "1 sentence added" in result.stderr) == (0, True)
    said = result.stderr.index(f"Counting the commits by ada@example.org in:\n  {repository.resolve()}")
    assert said < result.stderr.index("1 of 1")
    assert "1 commit in Terraform files, last 2026-09" in Path(PROFILE).read_text(encoding="utf-8")
    again = skillgap(*words, "--author", "ada@example.org")
    assert "There is no new evidence" in again.out
    assert cv
