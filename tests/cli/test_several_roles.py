"""The roles that ship: listed, chosen, and ranked for one person."""

from __future__ import annotations

import json

import pytest

from tests.cli.conftest import Command, in_terminal

pytestmark = pytest.mark.usefixtures("all_roles")

SHIPPED = (
    "ai-infrastructure-architect",
    "ai-infrastructure-engineer",
    "ai-infrastructure-ml-platform-engineer",
    "ai-infrastructure-security-engineer",
    "principal-ai-infrastructure-engineer",
    "senior-ai-infrastructure-engineer",
)


def test_the_list_shows_each_role_with_its_sample(skillgap: Command) -> None:
    shown = skillgap("matrix", "list").out
    assert all(identifier in shown for identifier in SHIPPED)
    assert "30 postings" in shown


def test_a_new_person_without_a_terminal_is_told_to_name_a_role(skillgap: Command) -> None:
    skillgap("profile", "new", "Me")
    result = skillgap("assess", "me", "--plain", answers="3\n")
    assert result.code == 1
    assert "--matrix" in result.err
    assert skillgap("assess", "me", "--plain", "--matrix", SHIPPED[1], answers="3\n").code == 0


def test_in_a_terminal_a_new_person_chooses_a_role(skillgap: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    """From junior to senior within a family: the senior engineer is the third of this family of three."""
    skillgap("profile", "new", "Me")
    in_terminal(monkeypatch)
    result = skillgap("assess", "me", "--plain", answers="3\n2\nq\n")
    order = [result.err.index(f"({identifier}, ") for identifier in (*SHIPPED[:2], SHIPPED[5], SHIPPED[4], SHIPPED[2])]
    assert order == sorted(order)
    assert "Senior AI Infrastructure Engineer" in result.err.partition("Your role")[2]


def test_fit_ranks_a_sample_against_every_role(skillgap: Command) -> None:
    roles = json.loads(skillgap("fit", "sample-platform-engineer", "--format", "json").out)["roles"]
    assert {role["matrix"]["id"] for role in roles} >= set(SHIPPED)
    reused = {role["matrix"]["id"]: role["reused"] for role in roles}
    assert reused["principal-ai-infrastructure-engineer"] == 0
    assert reused["senior-ai-infrastructure-engineer"] == 7
