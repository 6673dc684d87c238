"""``skillgap match``: one posting, pasted or in a file, against a profile or all roles."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

from skillgap.cli import run
from tests.cli.conftest import Command

POSTING = """\
Platform Engineer

Requirements
- 5+ years of experience with distributed systems and Kubernetes
- Prometheus is a plus
- No Kafka needed
- Experience with Snowflake
"""


@pytest.fixture
def posting(home: Path) -> str:
    (home / "posting.txt").write_text(POSTING, encoding="utf-8")
    return "posting.txt"


def test_a_posting_is_answered_in_one_command(skillgap: Command, posting: str) -> None:
    result = skillgap("match", posting, "sample-staff-engineer")
    assert (result.code, result.stderr) == (0, "")
    assert "The posting asks for 3 criteria of this role: 1 met, 2 gaps." in " ".join(result.out.split())
    for words in ("Years", "Snowflake", "No Kafka needed", "nice to have", "Prometheus is"):
        assert words in " ".join(result.out.split())


def test_the_same_from_standard_input(
    skillgap: Command, posting: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    named = json.loads(skillgap("match", posting, "sample-staff-engineer", "--format", "json").out)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(POSTING.encode())))
    assert run(["match", "-", "sample-staff-engineer", "--format", "json"]) == 0
    pasted = json.loads(capsys.readouterr().out)
    assert named["criteria"] == pasted["criteria"]
    # Distributed systems 3 of 4, orchestration 3 of 3, observability 2 of 3: (0.75 + 1 + 0.666…) / 3.
    assert named["coverage"]["value"] == pytest.approx((0.75 + 1 + 2 / 3) / 3)
    assert named["required_coverage"]["value"] == pytest.approx((0.75 + 1) / 2)


@pytest.mark.parametrize("form", ["terminal", "markdown", "html", "csv"])
def test_every_format_names_the_criteria(skillgap: Command, posting: str, form: str) -> None:
    result = skillgap("match", posting, "sample-staff-engineer", "--format", form)
    assert (result.code, "Observability" in result.out) == (0, True)


def test_nothing_recognized_is_not_called_no_gaps(skillgap: Command, home: Path) -> None:
    (home / "cats.txt").write_text("We like cats and tea.\n", encoding="utf-8")
    shown = " ".join(skillgap("match", "cats.txt", "sample-staff-engineer").out.split())
    assert "Nothing was recognized" in shown
    assert "That does not mean that you have no gaps." in shown
    assert "Nothing was recognized" in skillgap("match", "cats.txt").out


@pytest.mark.usefixtures("all_roles")
def test_without_a_profile_the_nearest_roles_are_ranked(skillgap: Command, posting: str) -> None:
    data = json.loads(skillgap("match", posting, "--format", "json").out)
    weights = [role["weight"] for role in data["roles"]]
    assert data["format"] == "skillgap/nearest-roles/1"
    assert (weights == sorted(weights, reverse=True), weights[0] > 0) == (True, True)
    assert data["roles"][-1]["matrix"]["id"] == "sample-ward-nurse"


def test_a_posting_that_cannot_be_read_is_one_sentence(skillgap: Command, home: Path) -> None:
    (home / "two.jsonl").write_text('{"title": "A", "description": "Run Docker"}\n' * 2, encoding="utf-8")
    (home / "empty.txt").write_text("", encoding="utf-8")
    for name, message in (("two.jsonl", "it holds 2 postings"), ("empty.txt", "it is empty"), ("none.txt", "none.txt")):
        result = skillgap("match", name, "sample-staff-engineer")
        assert (result.code, result.out) == (1, "")
        assert result.stderr.startswith("error: ")
        assert message in result.stderr
