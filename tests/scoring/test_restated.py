"""A level that was agreed lower and is stated again is told, so that it is not taken for progress."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from skillgap.scoring.restated import RestatedLevel, restated_levels
from tests.builders import assessment_data, criterion, matrix_data, matrix_of, profile_data, profile_of

MATRIX = matrix_of(matrix_data(criterion("a", 9), criterion("b", 5), of=10))
SPRING, AUTUMN = "2026-03-01", "2026-09-01"


def review(ratings: Any, of: str = SPRING, date: str = "2026-03-09", status: str = "complete") -> Any:
    return {"assessment": of, "matrix": "role", "by": "Ann", "date": date, "status": status, "ratings": ratings}


def found(*reviews: Any, before: int = 3, now: int = 3) -> list[RestatedLevel]:
    data = profile_data(assessment_data({"a": before, "b": 2}, SPRING), assessment_data({"a": now, "b": 2}, AUTUMN))
    profile = profile_of({**data, "reviews": list(reviews)})
    return list(restated_levels(MATRIX, profile, profile.latest()))


def test_a_level_agreed_lower_and_stated_again_is_told() -> None:
    assert found(review({"a": {"level": 2, "agreed": 2}})) == [RestatedLevel("a", "A", 3, 2, datetime.date(2026, 3, 9))]
    assert [one.level for one in found(review({"a": {"level": 2, "agreed": 2}}), now=4)] == [4]


@pytest.mark.parametrize(
    "reviews",
    [
        [],
        [review({"a": {"level": 2}})],  # no level was agreed
        [review({"a": {"level": 3, "agreed": 3}})],  # nothing was lowered
        [review({"a": {"agreed": 2}}, status="draft")],
        [review({"a": {"agreed": 2}}), review({"a": {"level": 3}}, of=AUTUMN, date="2026-09-05", status="rated")],
        [review({"b": {"level": 1, "agreed": 1}}), review({"b": {"level": 2, "agreed": 2}}, date="2026-04-01")],
    ],
    ids=["no review", "not agreed", "agreed as stated", "draft", "reviewed since", "agreed again"],
)
def test_nothing_is_told_otherwise(reviews: list[Any]) -> None:
    assert found(*reviews) == []


def test_a_level_that_was_only_raised_after_full_agreement_is_progress() -> None:
    assert found(review({"a": {"level": 2, "agreed": 2}}), before=2, now=3) == []
    assert found(review({"a": {"level": 2, "agreed": 2}}), now=2) == []


def test_the_level_at_the_time_of_the_review_counts() -> None:
    # The person corrected the old assessment to 2 later; the review remembers that it was 3.
    assert [one.id for one in found(review({"a": {"level": 2, "self": 3, "agreed": 2}}), before=2)] == ["a"]
