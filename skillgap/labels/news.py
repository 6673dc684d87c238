"""The words of what others did to a profile."""

from __future__ import annotations

from collections.abc import Sequence

from skillgap.labels import counted
from skillgap.news import AgreedNews, GoalNews, News, ReviewNews


def news_words(found: Sequence[News]) -> str:
    """What is new, counted: ``1 review by Grace, 3 agreed levels, 1 goal``; empty where nothing is."""
    mentors = list(dict.fromkeys(one.review.by for one in found if isinstance(one, ReviewNews)))
    reviews = sum(isinstance(one, ReviewNews) for one in found)
    agreed = sum(isinstance(one, AgreedNews) for one in found)
    goals = sum(isinstance(one, GoalNews) for one in found)
    parts = [f"{counted(reviews, 'review')} by {', '.join(mentors)}"] if reviews else []
    parts += [counted(agreed, "agreed level")] if agreed else []
    parts += [counted(goals, "goal")] if goals else []
    return ", ".join(parts)
