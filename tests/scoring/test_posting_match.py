"""One posting against one person: standings, posting coverage and hard requirements, by hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skillgap.scoring.gap_report import gap_report
from skillgap.scoring.posting_match import (
    AskedCriterion,
    HardRequirement,
    PostingDemand,
    match_posting,
    nearest_roles,
)
from tests.builders import Plain, assessment_data, criterion, matrix_data, matrix_of, profile_data, profile_of

MATRIX = matrix_of(
    matrix_data(
        criterion("a", 9, target=4),
        criterion("b", 8, target=4),
        criterion("c", 5, target=2),
        criterion("d", 3, target=4, mandatory=True),
        criterion("e", 2, target=3),
    )
)


def demand(*names: str, optional: str = "", hard: tuple[HardRequirement, ...] = ()) -> PostingDemand:
    asked = tuple(AskedCriterion(name, name, f"We need {name}", name not in optional) for name in names)
    return PostingDemand("Engineer", "Acme", "posting.txt", asked, hard=hard)


def match(ratings: Plain, wanted: PostingDemand):  # type: ignore[no-untyped-def]
    profile = profile_of(profile_data(assessment_data(ratings)))
    return match_posting(gap_report(MATRIX, profile, profile.assessments[0]), wanted)


def test_posting_coverage_is_the_unweighted_mean() -> None:
    found = match({"a": 3, "b": 4, "c": 1, "d": "not_applicable"}, demand("a", "b", "c", "d", "e", optional="c"))
    # Rated: 3/4 + 4/4 + 1/2 = 2.25 of 3; with e as 0: 2.25 / 4; with e as met: 3.25 / 4. d does not apply.
    assert found.coverage.value == pytest.approx(0.75, abs=1e-12)
    assert found.coverage.low == pytest.approx(0.5625, abs=1e-12)
    assert found.coverage.high == pytest.approx(0.8125, abs=1e-12)
    assert (found.coverage.rated, found.coverage.applicable, found.coverage.not_applicable) == (3, 4, 1)
    # Required alone: 3/4 + 4/4 = 1.75 of 2; with e: 1.75 / 3 and 2.75 / 3.
    assert found.required.value == pytest.approx(0.875, abs=1e-12)
    assert found.required.low == pytest.approx(1.75 / 3, abs=1e-12)
    assert found.required.high == pytest.approx(2.75 / 3, abs=1e-12)


def test_gaps_come_first_and_required_ones_before_others() -> None:
    found = match({"a": 3, "b": 1, "c": 2, "d": "not_applicable"}, demand("c", "d", "e", "b", "a", optional="b"))
    assert [(one.row.id, one.standing) for one in found.criteria] == [
        ("a", "gap"),
        ("b", "gap"),
        ("e", "not_rated"),
        ("c", "met"),
        ("d", "not_applicable"),
    ]


def test_nothing_rated_and_nothing_asked_have_no_value() -> None:
    assert match({}, demand("a")).coverage.value is None
    assert (match({}, demand("a")).coverage.low, match({}, demand("a")).coverage.high) == (0.0, 1.0)
    nothing = match({"a": 4}, demand()).coverage
    assert (nothing.value, nothing.low, nothing.high, nothing.applicable) == (None, None, None, 0)


@pytest.mark.parametrize(("level", "answer"), [(4, "met"), (3, "not_met"), ("skipped", "unknown")])
def test_a_hard_requirement_is_answered_by_its_criteria(level: object, answer: str) -> None:
    hard = (HardRequirement("license", "License d required", ("d",)), HardRequirement("years", "5 years"))
    found = match({"d": level}, demand("d", hard=hard))
    assert [one.answer for one in found.hard] == [answer, "unknown"]


@given(st.lists(st.integers(0, 4), min_size=5, max_size=5), st.integers(0, 4))
def test_raising_a_level_never_lowers_posting_coverage(levels: list[int], position: int) -> None:
    ratings = dict(zip("abcde", levels, strict=True))
    raised = {**ratings, "abcde"[position]: min(4, levels[position] + 1)}
    before, after = (match(one, demand(*"abcde")).coverage for one in (ratings, raised))
    assert (before.value or 0) <= (after.value or 0)
    assert (before.low or 0) <= (before.value or 0) <= (before.high or 0)


def test_the_nearest_role_has_most_weight_on_what_is_asked_for() -> None:
    other = matrix_of(matrix_data(criterion("a", 1), criterion("z", 9), id="other"))
    first, second = nearest_roles([(other, demand("a")), (MATRIX, demand("a", "b"))])
    # MATRIX: (9 + 8) of 9 + 8 + 5 + 3 + 2 = 27; other: 1 of 10.
    assert (first.matrix.id, first.asked, first.criteria) == (MATRIX.id, 2, 5)
    assert first.weight == pytest.approx(17 / 27, abs=1e-12)
    assert (second.matrix.id, second.weight) == ("other", 0.1)
