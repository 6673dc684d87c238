"""The words of other people's changes to a profile."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from skillgap.labels import level_words, pluralize
from skillgap.labels.goals import goal_words
from skillgap.labels.review import review_words
from skillgap.model.changes import AgreedNews, GoalNews, News, ReviewNews
from skillgap.model.matrix import Matrix
from skillgap.model.profile import Review


def change_words(found: Sequence[News]) -> str:
    """The additions, counted: ``1 review by Grace, 3 agreed levels, 1 goal``; empty if there are no additions."""
    mentors = list(dict.fromkeys(one.review.by for one in found if isinstance(one, ReviewNews)))
    reviews = sum(isinstance(one, ReviewNews) for one in found)
    agreed = sum(isinstance(one, AgreedNews) for one in found)
    goals = sum(isinstance(one, GoalNews) for one in found)
    parts = [f"{pluralize(reviews, 'review')} by {', '.join(mentors)}"] if reviews else []
    parts += [pluralize(agreed, "agreed level")] if agreed else []
    parts += [pluralize(goals, "goal")] if goals else []
    return ", ".join(parts)


def _comments(review: Review, matrix: Matrix) -> Iterator[str]:
    """Quote the comments of a submitted review; those of a draft may still change."""
    for criterion, rating in review.ratings.items():
        if rating.comment and review.status != "draft":
            yield f"{matrix.names.get(criterion, criterion)}: {rating.comment}"


def told_words(one: News, matrix: Matrix) -> str:
    """One piece of news in a sentence; the matrix gives criteria and levels their names."""
    if isinstance(one, ReviewNews):
        summary = one.review.summary if one.review.status == "complete" else None
        said = f"Review by {review_words(one.review)}" + (f": {summary}" if summary else "")
        return "; ".join((said, *_comments(one.review, matrix)))
    if isinstance(one, AgreedNews):
        name = matrix.names.get(one.criterion, one.criterion)
        before = f", before {level_words(matrix, one.before, one.criterion)}" if one.before is not None else ""
        return f"{name}: agreed on {level_words(matrix, one.level, one.criterion)}{before}"
    if one.goal is None:
        return f"Goal taken away: {goal_words(matrix, one.before)}" if one.before else ""
    what = "New goal" if one.before is None else "Changed goal"
    status = "" if one.goal.status == "open" else f", {one.goal.status}"
    return f"{what}: {goal_words(matrix, one.goal)}{status}"
