"""What others did to a profile since its owner last looked: reviews, agreed levels, goals.

It takes the profile as it was seen then. So whoever wants to tell the news keeps a copy for each profile id,
with the settings and readable by its owner alone: a digest could tell that something is new, but not what.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TypeAlias, TypeVar

from skillgap.model.profile import Goal, Profile, Review
from skillgap.model.reviews import complete_reviews

K = TypeVar("K")
V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class ReviewNews:
    """A review that was not there, or that is complete now; ``before`` is None where it was not there.

    Of a draft only its beginning is news: what it says may still change.
    """

    before: Review | None
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


def changes_since(seen: Profile, now: Profile) -> tuple[News, ...]:
    """What is new: reviews, then agreed levels by assessment and criterion, then goals, each in the file's order."""
    return (*_review_news(seen, now), *_agreed_news(seen, now), *_goal_news(seen, now))


def with_own(seen: Profile, before: Profile, after: Profile) -> Profile:
    """What was seen, once its owner changed the profile from ``before`` to ``after``: own changes are no news."""
    reviews = _carried(
        *({_identity(review): review for review in profile.reviews} for profile in (seen, before, after))
    )
    goals = _carried(*({goal.id: goal for goal in profile.goals} for profile in (seen, before, after)))
    return replace(after, reviews=reviews, goals=goals)


def _carried(seen: Mapping[K, V], before: Mapping[K, V], after: Mapping[K, V]) -> tuple[V, ...]:
    """What was seen, with what changed in between."""
    changed = {key for key in {**before, **after} if before.get(key) != after.get(key)}
    kept = {key: value for key, value in seen.items() if key not in changed}
    return tuple((kept | {key: after[key] for key in after if key in changed}).values())


def _identity(review: Review) -> tuple[object, ...]:
    return review.assessment, review.matrix, review.by, review.date


def _review_news(seen: Profile, now: Profile) -> Iterator[ReviewNews]:
    known = {_identity(one): one for one in seen.reviews}
    for review in now.reviews:
        before = known.get(_identity(review))
        if before is None or (review.status == "complete" and review != before):
            yield ReviewNews(before, review)


def _agreed_news(seen: Profile, now: Profile) -> Iterator[AgreedNews]:
    before, after = _agreed(seen), _agreed(now)
    for key in dict.fromkeys((*after, *before)):
        if before.get(key) != after.get(key):
            yield AgreedNews(*key, before.get(key), after.get(key))


def _agreed(profile: Profile) -> dict[tuple[str, datetime.date, str], int]:
    """The agreed levels by matrix, assessment and criterion: of several the latest complete review's counts."""
    return {
        (assessment.matrix, assessment.date, criterion): rating.agreed
        for assessment in profile.assessments
        for review in reversed(complete_reviews(profile, assessment))
        for criterion, rating in review.ratings.items()
        if rating.agreed is not None
    }


def _goal_news(seen: Profile, now: Profile) -> Iterator[GoalNews]:
    before, after = ({goal.id: goal for goal in profile.goals} for profile in (seen, now))
    for identifier in dict.fromkeys((*after, *before)):
        if before.get(identifier) != after.get(identifier):
            yield GoalNews(before.get(identifier), after.get(identifier))
