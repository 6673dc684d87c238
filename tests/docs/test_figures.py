"""The worked example: all its arithmetic is right, and skillgap comes to the same figures."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from skillgap.model.matrix import Matrix
from skillgap.model.profile import Profile
from skillgap.scoring.agreement import agreement
from skillgap.scoring.comparison.attribution import attribute
from skillgap.scoring.comparison.versions import matrix_diff
from skillgap.scoring.disagreement import disagreement
from skillgap.scoring.gap_report import GapReport, Row, View, gap_report
from skillgap.scoring.planning import best_plan
from skillgap.scoring.ranks import p_value_of_counts, postings_to_separate
from skillgap.scoring.significance import fisher_exact
from skillgap.store import read_matrix, read_profile
from tests.docs.formulas import evaluate
from tests.docs.pages import DOCS, Block, parts

BLOCKS = [part for part in parts((DOCS / "figures.md").read_text(encoding="utf-8")) if isinstance(part, Block)]
ON_THE_WAY = {
    *("weight rated", "weight applicable", "met", "lacking", "z", "s", "r"),
    *(f"{name} {part}" for name in ("deployment", "research", "later") for part in ("centre", "half")),
    *("later low", "later high"),
    "tables with the same totals",
    *("mean of six", "variance of six", "half of six"),
    *("strictest threshold", "postings that ask for one alone", "of them for deployment"),
    *("of 20 that ask for one alone", "of these for deployment"),
    *(f"threshold of the {which}" for which in ("smallest", "next", "third smallest")),
    *(f"{levels} levels {role} role" for levels in ("old", "new") for role in ("old", "new")),
    *(f"above the line at {budget}" for budget in range(2, 8)),
}
"""What the example reckons on its way to a figure."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files of the example."""
    folder = tmp_path_factory.mktemp("example")
    for block in BLOCKS:
        if block.file:
            (folder / Path(block.file).name).write_text(block.text, encoding="utf-8")
    return folder


def row(report: GapReport, name: str) -> Row:
    return next(row for row in report.rows if row.id == name)


def figures_of(profile: Profile, before: Matrix, after: Matrix) -> dict[str, float | None]:
    """All that the example reckons by hand, as the code has it."""
    first, second = profile.assessments
    reports: dict[View, GapReport] = {
        "self": gap_report(before, profile, first, view="self"),
        "agreed": gap_report(before, profile, first),
        "mentor": gap_report(before, profile, first, view="mentor"),
    }
    report = reports["self"]
    found = disagreement(before, profile, first)
    differences = {one.row.id: one for one in found.compared}
    change = attribute(report, gap_report(after, profile, second, view="self"))
    plan = best_plan(report, 3, profile.effort)
    steps = {
        f"step of {step.criterion} to {step.to_level}": step.gain for ladder in plan.ladders for step in ladder.steps
    }
    moved = next(one for one in matrix_diff(before, after).changes if one.latest.criterion.id == "deployment")
    of_six = agreement([0, 0, 1, 1, 2, 2])
    assert of_six
    assert of_six.mean_interval
    assert found.agreement
    assert plan.flattening
    assert moved.interval
    assert plan.flattening.budget == 4
    return {
        "coverage": report.coverage.value,
        "coverage low": report.coverage.low,
        "coverage high": report.coverage.high,
        "coverage agreed": reports["agreed"].coverage.value,
        "coverage mentor": reports["mentor"].coverage.value,
        **{f"impact of {gap.id}": gap.impact for gap in report.gaps},
        **{f"{name} low": row(report, name).share_low for name in ("deployment", "research")},
        **{f"{name} high": row(report, name).share_high for name in ("deployment", "research")},
        **{f"{name} rank low": row(report, name).rank_low for name in ("deployment", "research")},
        **{f"{name} rank high": row(report, name).rank_high for name in ("deployment", "research")},
        "p of deployment over research": p_value_of_counts(9, 2, 10),
        "p with 20 postings": p_value_of_counts(18, 4, 20),
        "postings to separate first from last": postings_to_separate(9, 2, 10, 5),
        "p of first over third": p_value_of_counts(16, 1, 16),
        "p of first over second": p_value_of_counts(16, 9, 16),
        "p of second over third": p_value_of_counts(9, 1, 16),
        **{f"difference on {one}": differences[one].levels for one in ("tracing", "deployment")},
        **{f"weight of {one}": differences[one].weight for one in ("tracing", "deployment")},
        "mean difference": found.agreement.mean,
        "low of six": of_six.mean_interval.low,
        "high of six": of_six.mean_interval.high,
        "you": change.you,
        "the role": change.role,
        "change": change.change,
        "p of the change of deployment": fisher_exact((9, 10), (16, 20)),
        "difference": moved.difference,
        "difference low": moved.interval.low,
        "difference high": moved.interval.high,
        **steps,
        "all steps cost": plan.total,
        **{f"gain for {point.budget}": point.gain for point in plan.curve[1:]},
        "coverage with 3": plan.outcome.coverage,
        "a unit before": plan.flattening.before,
        "a unit after": plan.flattening.after,
    }


def test_the_example_comes_to_the_same_figures(folder: Path) -> None:
    by_hand = evaluate(line for block in BLOCKS if block.kind == "sums" for line in block.lines)
    figures = figures_of(
        read_profile(folder / "ada.yaml").profile,
        read_matrix(folder / "example.v1.yaml"),
        read_matrix(folder / "example.yaml"),
    )
    assert by_hand.keys() - ON_THE_WAY == figures.keys()
    for name, figure in figures.items():
        assert figure is not None, name
        assert math.isclose(by_hand[name], figure, rel_tol=0, abs_tol=1e-12), name


@pytest.mark.parametrize(
    "line", ["a = 1 + 1 = 3", "a = 1 ÷ 3 ≈ 0.34", "a = 0.1 + 0.2 = 0.31", "a = √(2) ≈ 1.415", "a = 2 · 3² = 36"]
)
def test_wrong_sums_are_noticed(line: str) -> None:
    with pytest.raises(AssertionError):
        evaluate([line])
