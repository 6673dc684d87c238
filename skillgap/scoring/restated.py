"""Levels that were agreed lower in a review, and that the person stated again without another review."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from skillgap.model.matrix import Criterion, Matrix
from skillgap.model.profile import Assessment, Profile, Rating, Review, ReviewRating
from skillgap.model.reviews import SEALED, review_moment


@dataclass(frozen=True, slots=True)
class RestatedLevel:
    """A level above the last agreed level; ``agreed_on`` is the day of that review."""

    id: str
    name: str
    level: int
    agreed_level: int
    agreed_on: datetime.date


def restated_levels(matrix: Matrix, profile: Profile, assessment: Assessment | None) -> Iterator[RestatedLevel]:
    """Find the levels of an assessment above a lower one that was agreed before and not reviewed since."""
    if assessment is None or not profile.reviews:
        return
    reviews = sorted(
        (
            review
            for review in profile.reviews
            if review.status in SEALED and review.matrix == assessment.matrix and review.assessment <= assessment.date
        ),
        key=review_moment,
        reverse=True,
    )
    for criterion in matrix.criteria:
        level = assessment.ratings.get(criterion.id, Rating()).level
        last = next(_reviewed(reviews, criterion), None)
        if level is None or last is None:
            continue
        review, rating = last
        before = review.assessment < assessment.date and review.status == "complete"
        if before and rating.agreed is not None and level > rating.agreed and _was_lowered(profile, review, criterion):
            yield RestatedLevel(criterion.id, matrix.names[criterion.id], level, rating.agreed, review.date)


def _reviewed(reviews: list[Review], criterion: Criterion) -> Iterator[tuple[Review, ReviewRating]]:
    """The ratings of reviews on a criterion, the latest first."""
    for review in reviews:
        for name in (criterion.id, *criterion.formerly):
            rating = review.ratings.get(name)
            if rating and (rating.level is not None or rating.agreed is not None):
                yield review, rating


def _was_lowered(profile: Profile, review: Review, criterion: Criterion) -> bool:
    """Return whether the agreed level was below the level that the person had stated then."""
    then = next((one for one in profile.assessments if _is_of(one, review)), None)
    for name in (criterion.id, *criterion.formerly):
        rating = review.ratings.get(name)
        if rating and rating.agreed is not None:
            stated = rating.self_level
            if stated is None and then:
                stated = then.ratings.get(name, Rating()).level
            return stated is not None and rating.agreed < stated
    return False


def _is_of(assessment: Assessment, review: Review) -> bool:
    return (assessment.matrix, assessment.date) == (review.matrix, review.assessment)
