"""Which reviews count, in which view and in which order."""

from __future__ import annotations

from typing import Any

import pytest

from skillgap.model.profile import Profile
from skillgap.model.reviews import complete_reviews, sealed_reviews
from skillgap.scoring.disagreement import disagreement
from skillgap.scoring.gap_report import View, gap_report
from tests.builders import assessment_data, criterion, matrix_data, matrix_of, profile_data, profile_of

MATRIX = matrix_of(matrix_data(criterion("a", 10)))


def review(by: str, status: str, level: int, **more: Any) -> dict[str, Any]:
    rating = {"level": level, **more.pop("rating", {})}
    common = {"assessment": "2026-05-04", "matrix": MATRIX.id, "by": by, "date": "2026-06-01", "status": status}
    return {**common, "ratings": {"a": rating}, **more}


def person(*reviews: dict[str, Any]) -> Profile:
    return profile_of(profile_data(assessment_data({"a": 3}, "2026-05-04"), reviews=list(reviews)))


def level(profile: Profile, view: View) -> int | None:
    return gap_report(MATRIX, profile, profile.assessments[0], view=view).rows[0].level


@pytest.mark.parametrize(
    ("status", "mentor", "agreed"),
    [("draft", None, 3), ("rated", 1, 3), ("complete", 1, 2)],
)
def test_each_status_counts_in_its_views(status: str, mentor: int | None, agreed: int) -> None:
    profile = person(review("Mira", status, 1, rating={"agreed": 2}))
    assert (level(profile, "mentor"), level(profile, "agreed"), level(profile, "self")) == (mentor, agreed, 3)


def test_the_review_completed_last_counts() -> None:
    early = review("Mira", "complete", 1, date="2026-07-01", completed="2026-07-02T09:00:00Z")
    late = review("Noor", "complete", 4, date="2026-06-01", completed="2026-07-02T09:30:00Z")
    profile = person(late, early)
    assert [one.by for one in complete_reviews(profile, profile.assessments[0])] == ["Noor", "Mira"]
    assert level(profile, "mentor") == 4


def test_without_a_completion_the_submission_and_then_the_date_decide() -> None:
    dated = review("Mira", "complete", 1, date="2026-07-03")
    submitted = review("Noor", "rated", 4, submitted="2026-07-02T23:59:59Z")
    profile = person(dated, submitted)
    assert [one.by for one in sealed_reviews(profile, profile.assessments[0])] == ["Mira", "Noor"]


def test_a_later_correction_hides_no_difference() -> None:
    profile = person(review("Mira", "rated", 1, rating={"self": 4}))
    (difference,) = disagreement(MATRIX, profile, profile.assessments[0]).compared
    # 4 when the review was submitted, 3 in the file now: 4 − 1 = 3.
    assert (difference.self_level, difference.levels) == (4, 3)


def test_not_observed_is_no_level() -> None:
    unseen = review("Mira", "complete", 1)
    unseen["ratings"]["a"] = {"state": "not_observed", "comment": "We never met"}
    assert level(person(unseen), "mentor") is None
    assert level(person(unseen), "agreed") == 3
