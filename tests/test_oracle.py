"""The gap report against an independent computation of the same sums."""

from __future__ import annotations

import datetime
import json
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from statistics import NormalDist
from typing import Any

import pytest
import yaml
from hypothesis import event, given
from hypothesis import strategies as st

from skillgap.model import matrix as matrix_rules
from skillgap.model import profile as profile_rules
from skillgap.reports.outputs.fields import to_data
from skillgap.reports.outputs.gap_report import gap_report_output
from skillgap.scoring.gap_report import RANKINGS, VIEWS, RankBy, View, gap_report
from tests import oracle
from tests.builders import Plain, matrix_of, profile_of
from tests.strategies import cases

ROOT = Path(__file__).parent.parent
EXACT = 1e-12


def reported(matrix: Plain, profile: Plain, view: View, rank_by: RankBy, date: str | None = None) -> Any:
    """The report's document as another program reads it."""
    rubric, person = matrix_of(matrix), profile_of(profile)
    assessment = person.latest(rubric.id)
    if date:
        (assessment,) = (one for one in person.assessments if one.date.isoformat() == date)
    report = gap_report(rubric, person, assessment, view=view, rank_by=rank_by)
    return json.loads(json.dumps(to_data(gap_report_output(report)), allow_nan=False))


def assert_same(actual: Any, expected: Any, where: str = "report") -> None:
    """Equal in keys, order, types and every figure; figures as exact as the sums have to be."""
    if isinstance(expected, dict):
        assert actual.keys() >= expected.keys(), where  # a report may gain keys
        for key, value in expected.items():
            assert_same(actual[key], value, f"{where}.{key}")
    elif isinstance(expected, list):
        assert len(actual) == len(expected), where
        for at, value in enumerate(expected):
            assert_same(actual[at], value, f"{where}[{at}]")
    elif isinstance(expected, Fraction | Decimal):
        assert type(actual) is float, where
        assert abs(Fraction(actual) - Fraction(expected)) <= EXACT, (where, actual, float(expected))
    else:
        assert (type(actual), actual) == (type(expected), expected), where


def test_the_oracle_knows_the_normal_distribution() -> None:
    assert float(oracle.Z) == pytest.approx(NormalDist().inv_cdf(0.975), abs=1e-15)


@given(cases(), st.sampled_from(VIEWS), st.sampled_from(RANKINGS))
def test_the_report_agrees_with_the_oracle_on_anything(case: tuple[Plain, Plain], view: View, rank_by: RankBy) -> None:
    matrix, profile = case
    assert [*matrix_rules.faults(matrix), *profile_rules.faults(profile)] == []
    expected = oracle.report(matrix, profile, view=view, rank_by=rank_by)
    event(f"{min(len(expected['gaps']), 3)} gaps or more")
    assert_same(reported(matrix, profile, view, rank_by), expected)


@pytest.mark.parametrize("rank_by", RANKINGS)
@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("date", ["2025-11-10", "2026-05-04", "2026-09-14"])
def test_the_report_agrees_with_the_oracle_on_the_samples(date: str, view: View, rank_by: RankBy) -> None:
    matrix = text_dates(ROOT / "matrices" / "principal-ai-infrastructure-engineer.yaml")
    name = "sample-platform-engineer" if date == "2026-09-14" else "sample-staff-engineer"
    profile = text_dates(ROOT / "profiles" / f"{name}.yaml")
    expected = oracle.report(matrix, profile, view=view, rank_by=rank_by, date=date)
    assert_same(reported(matrix, profile, view, rank_by, date), expected)


def text_dates(path: Path) -> Plain:
    """A YAML file by PyYAML's own loader, which takes yes and no for truth, and dates for dates."""
    loaded = yaml.safe_load(path.read_text(encoding="utf-8"))
    words = {True: "yes", False: "no"}
    for assessment in loaded.get("assessments", []):
        answers = assessment.get("signals", {})
        assessment["signals"] = {key: words.get(answer, answer) for key, answer in answers.items()}
    plain: Plain = with_text_dates(loaded)
    return plain


def with_text_dates(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: with_text_dates(content) for key, content in value.items()}
    if isinstance(value, list):
        return [with_text_dates(content) for content in value]
    return value.isoformat() if isinstance(value, datetime.date) else value
