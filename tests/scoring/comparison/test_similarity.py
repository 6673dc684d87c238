"""Which criteria of several roles are proposed as one."""

from __future__ import annotations

from pathlib import Path

import pytest

from skillgap.model.matrix import Matrix
from skillgap.model.schema import check
from skillgap.postings.analysis import read_analysis
from skillgap.scoring.comparison.similarity import Alike, similar_criteria
from tests.scoring.comparison.build import criterion, matrix

SHARED = Path(__file__).resolve().parents[3].parent / "shared"


def names(pairs: tuple[Alike, ...]) -> list[tuple[str, str]]:
    return [(pair.criterion.name, pair.other.name) for pair in pairs]


def test_equal_words_in_another_order_are_the_likeliest() -> None:
    one = matrix(
        criterion("a", 9, name="FinOps / cost optimization"), criterion("b", 8, name="Charts"), identifier="one"
    )
    two = matrix(
        criterion("c", 9, name="Cost optimization / FinOps"), criterion("d", 8, name="Radio"), identifier="two"
    )
    (pair,) = similar_criteria((one, two))
    assert (pair.criterion.id, pair.other.id) == ("a", "c")
    assert pair.score == pytest.approx(1.0)


def test_shared_tools_make_two_names_alike() -> None:
    tools = ("Ray", "Argo", "Helm")
    one = matrix(criterion("a", 9, name="Orchestration", tools=tools), identifier="one")
    two = matrix(criterion("b", 9, name="Scheduling and orchestration", tools=tools), identifier="two")
    bare = matrix(criterion("b", 9, name="Scheduling and orchestration", tools=("Slurm",)), identifier="two")
    (with_tools,), (without,) = similar_criteria((one, two)), similar_criteria((one, bare))
    assert with_tools.score > without.score


def test_what_is_tied_already_is_not_proposed() -> None:
    one = matrix(
        criterion("a", 9, name="Charts", same_as=("two#b",)), criterion("k", 9, name="Knots"), identifier="one"
    )
    two = matrix(criterion("b", 9, name="Charts"), criterion("k", 9, name="Knots"), identifier="two")
    assert similar_criteria((one, two)) == ()


def test_of_one_skill_in_many_roles_there_is_a_pair_fewer_than_roles() -> None:
    roles = [matrix(criterion(f"k{at}", 9, name="Knots"), identifier=f"role{at}") for at in range(6)]
    assert len(similar_criteria(roles)) == 5


def test_criteria_of_one_role_are_never_proposed() -> None:
    assert similar_criteria((matrix(criterion("a", 9, name="Knots"), criterion("b", 8, name="Knots ")),)) == ()


@pytest.mark.skipif(not SHARED.exists(), reason="the analyses are not here")
def test_the_useful_pairs_of_six_real_roles_are_among_the_first_thirty() -> None:
    roles = []
    for path in sorted((SHARED / "data" / "analyses").glob("*.md")) + sorted((SHARED / "seeds").glob("*.md")):
        model, _ = check(Matrix, {**read_analysis(path.read_text(), path.name).data, "id": path.stem})
        assert model is not None
        roles.append(model)
    found = [set(pair) for pair in names(similar_criteria(roles)[:30])]
    useful = [
        ("FinOps / cost optimization", "Cost optimization / FinOps"),
        ("Platform security & compliance", "Security & compliance (IAM, policy, audit)"),
        ("Security/Compliance", "Security & Compliance"),
        ("Data & ML", "Data & ML Platforms"),
        ("Leadership & mentorship", "Technical leadership & mentorship"),
        ("Orchestration", "Orchestration & Automation"),
        ("Observability", "Observability & FinOps"),
        ("Kubernetes operations", "Advanced Kubernetes (operators, CRDs)"),
        ("Multi-cloud/hybrid design", "Multi-cloud architecture & networking"),
        ("LLM Platforms", "LLM Tooling"),
    ]
    assert [pair for pair in useful if set(pair) not in found] == []
