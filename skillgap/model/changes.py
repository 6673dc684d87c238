"""Changes to a profile by other people since its owner last looked: reviews, agreed levels, goals.

The last-seen copy has only the data needed to find these changes: no rating, note, evidence or
comment.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias, TypeVar

from skillgap.model.profile import Goal, Profile, Review
from skillgap.model.reviews import complete_reviews
from skillgap.model.schema import Id, Level, Line

K = TypeVar("K")
V = TypeVar("V")


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenReview:
    """A review that was there, and how far it was."""

    assessment: datetime.date
    matrix: Id
    by: Line
    date: datetime.date
    status: Literal["draft", "rated", "complete"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenLevel:
    """The agreed level on a criterion of the assessment of a matrix and date."""

    matrix: Id
    assessment: datetime.date
    criterion: Id
    level: Level


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """The last-seen data of the profile with this id."""

    id: Id
    key: Id | None = None
    reviews: tuple[SeenReview, ...] = ()
    agreed: tuple[SeenLevel, ...] = ()
    goals: tuple[Goal, ...] = ()


@dataclass(frozen=True, slots=True)
class ReviewNews:
    """A new review, or a review with a later status. ``before`` is its earlier status, or None for a new review.

    A draft counts only when it is new: its content may still change.
    """

    before: str | None
    review: Review


@dataclass(frozen=True, slots=True)
class AgreedNews:
    """Another agreed level on a criterion of the assessment of a matrix and date, None for no level."""

    matrix: str
    assessment: datetime.date
    criterion: str
    before: int | None
    level: int | None


@dataclass(frozen=True, slots=True)
class GoalNews:
    """A goal that was added, changed or taken away: ``before`` or ``goal`` is None."""

    before: Goal | None
    goal: Goal | None


News: TypeAlias = ReviewNews | AgreedNews | GoalNews


def seen_in(profile: Profile) -> Seen:
    """Return the last-seen data of a profile."""
    return Seen(
        id=profile.id,
        key=profile.key,
        reviews=tuple(map(_seen_review, profile.reviews)),
        agreed=_seen_levels(_agreed(profile)),
        goals=profile.goals,
    )


def changes_since(seen: Seen, now: Profile) -> tuple[News, ...]:
    """Return the changes in the file's order: reviews, then agreed levels by assessment and criterion, then goals."""
    return (*_review_news(seen, now), *_agreed_news(seen, now), *_goal_news(seen, now))


def with_own(seen: Seen, before: Profile, after: Profile) -> Seen:
    """Return the last-seen data after the owner's change from ``before`` to ``after``. Own changes are not reported."""
    versions = (seen, seen_in(before), seen_in(after))
    reviews = _carried(*({_identity(review): review for review in version.reviews} for version in versions))
    levels = _carried(*map(_levels, versions))
    goals = _carried(*({goal.id: goal for goal in version.goals} for version in versions))
    return Seen(
        id=after.id,
        key=after.key,
        reviews=tuple(reviews.values()),
        agreed=_seen_levels(levels),
        goals=tuple(goals.values()),
    )


def _carried(seen: Mapping[K, V], before: Mapping[K, V], after: Mapping[K, V]) -> dict[K, V]:
    """Return the last-seen values, updated with the own changes."""
    changed = {key for key in {**before, **after} if before.get(key) != after.get(key)}
    kept = {key: value for key, value in seen.items() if key not in changed}
    return kept | {key: after[key] for key in after if key in changed}


def _identity(review: Review | SeenReview) -> tuple[object, ...]:
    return review.assessment, review.matrix, review.by, review.date


def _seen_review(review: Review) -> SeenReview:
    return SeenReview(
        assessment=review.assessment, matrix=review.matrix, by=review.by, date=review.date, status=review.status
    )


def _review_news(seen: Seen, now: Profile) -> Iterator[ReviewNews]:
    known = {_identity(review): review.status for review in seen.reviews}
    for review in now.reviews:
        before = known.get(_identity(review))
        if before is None or (review.status != before and review.status != "draft"):
            yield ReviewNews(before, review)


AgreedKey: TypeAlias = tuple[str, datetime.date, str]
"""The matrix and the date of an assessment, and a criterion."""


def _agreed_news(seen: Seen, now: Profile) -> Iterator[AgreedNews]:
    before, after = _levels(seen), _agreed(now)
    for key in dict.fromkeys((*after, *before)):
        if before.get(key) != after.get(key):
            yield AgreedNews(*key, before.get(key), after.get(key))


def _levels(seen: Seen) -> dict[AgreedKey, int]:
    return {(known.matrix, known.assessment, known.criterion): known.level for known in seen.agreed}


def _seen_levels(levels: Mapping[AgreedKey, int]) -> tuple[SeenLevel, ...]:
    return tuple(
        SeenLevel(matrix=matrix, assessment=date, criterion=criterion, level=level)
        for (matrix, date, criterion), level in levels.items()
    )


def _agreed(profile: Profile) -> dict[AgreedKey, int]:
    """The agreed levels by matrix, assessment and criterion: of several the latest complete review's counts."""
    return {
        (assessment.matrix, assessment.date, criterion): rating.agreed
        for assessment in profile.assessments
        for review in reversed(complete_reviews(profile, assessment))
        for criterion, rating in review.ratings.items()
        if rating.agreed is not None
    }


def _goal_news(seen: Seen, now: Profile) -> Iterator[GoalNews]:
    before, after = ({goal.id: goal for goal in version.goals} for version in (seen, now))
    for identifier in dict.fromkeys((*after, *before)):
        if before.get(identifier) != after.get(identifier):
            yield GoalNews(before.get(identifier), after.get(identifier))
