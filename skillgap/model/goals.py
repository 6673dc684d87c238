"""Goals of a person: adding, changing and settling goals, and finding urgent goals."""

from __future__ import annotations

import datetime
import re
from collections.abc import Container, Iterable, Sequence
from dataclasses import replace
from itertools import chain, count
from typing import get_args

from skillgap.model.matrix import Criterion, Matrix
from skillgap.model.profile import Goal, GoalStanding, GoalStatus, Profile
from skillgap.model.reviews import complete_reviews

STANDINGS: tuple[GoalStanding, ...] = get_args(GoalStanding)


def goal_id(criterion: str, level: int, taken: Container[str]) -> str:
    """Return an id for a new goal, derived from its subject and not among the taken ids."""
    wanted = f"{criterion[:90]}-{level}"
    numbered = (f"{wanted}-{number}" for number in count(2))
    return next(identifier for identifier in chain([wanted], numbered) if identifier not in taken)


def added(
    profile: Profile, criterion: str, level: int, action: str | None = None, due: datetime.date | None = None
) -> Profile:
    """The profile with one more open goal at the end, under an id of its own."""
    identifier = goal_id(criterion, level, {goal.id for goal in profile.goals})
    goal = Goal(id=identifier, criterion=criterion, level=level, action=action, due=due, status="open")
    return replace(profile, goals=(*profile.goals, goal))


def changed(profile: Profile, goal: Goal) -> Profile:
    """Return the profile with this goal in place of the goal with its id. Raise KeyError if there is no such goal."""
    if all(known.id != goal.id for known in profile.goals):
        raise KeyError(goal.id)
    return replace(profile, goals=tuple(goal if known.id == goal.id else known for known in profile.goals))


def settled(profile: Profile, identifier: str, status: GoalStatus) -> Profile:
    """Return the profile with a goal done, dropped, or open again. Raise KeyError if it has no goal with that id."""
    known = {goal.id: goal for goal in profile.goals}
    return changed(profile, replace(known[identifier], status=status))


def in_order(profile: Profile, today: datetime.date) -> list[Goal]:
    """Return the goals, the most urgent first: by standing, then by due date, then as in the file."""
    return sorted(
        profile.goals, key=lambda goal: (STANDINGS.index(goal.standing(today)), goal.due or datetime.date.max)
    )


def find_criterion(roles: Iterable[Matrix], identifier: str) -> tuple[Matrix, Criterion] | None:
    """Return the first role with a criterion of this current or former id, and that criterion, or None."""
    every = ((role, criterion) for role in roles for criterion in role.criteria)
    return next(((role, found) for role, found in every if identifier in (found.id, *found.formerly)), None)


def level_to_reach(scale: Sequence[int], now: int | None, target: int) -> int:
    """Return the level to propose for a new goal: the target, or the next level of the scale if the target is met."""
    now = scale[0] if now is None else now
    return target if target > now else next((level for level in scale if level > now), scale[-1])


def read_due(text: str, today: datetime.date, before: datetime.date | None = None) -> datetime.date | None:
    """Return the typed due date of a goal, or None for an empty text. ``+6w`` is 6 weeks from today, ``+10d`` 10 days.

    Raises ValueError with the reason for an invalid date, and for a past date, unless it is the
    goal's date ``before``.
    """
    if not (text := text.strip()):
        return None
    try:
        if later := re.fullmatch(r"\+([0-9]{1,4})([dw])", text, re.ASCII):
            due = today + int(later[1]) * datetime.timedelta(weeks=later[2] == "w", days=later[2] == "d")
        else:
            due = datetime.datetime.strptime(text, "%Y-%m-%d").date()  # noqa: DTZ007 - a day has no time zone
    except (ValueError, OverflowError):
        raise ValueError(f"'{text}' is not a day; write it as in 2027-03-31 or +6w.") from None
    if due < today and due != before:
        raise ValueError(f"{due} is past; today is {today}.")
    return due


def level_now(profile: Profile, criterion: str) -> int | None:
    """The level that counts on a criterion by the latest assessment that mentions it.

    That is the level agreed in a complete review, else the person's own level, else None.
    """
    mentioned = (assessment for assessment in reversed(profile.assessments) if criterion in assessment.ratings)
    latest = max(mentioned, key=lambda entry: entry.date, default=None)
    if latest is None:
        return None
    rating = latest.ratings[criterion]
    said = (review.ratings.get(criterion) for review in complete_reviews(profile, latest, rating.said))
    agreed = next((answer.agreed for answer in said if answer and answer.agreed is not None), None)
    return rating.level if agreed is None else agreed


def to_rate_again(profile: Profile) -> tuple[Goal, ...]:
    """Return the done goals whose criterion has a current level below the goal's level."""
    done = ((goal, level_now(profile, goal.criterion)) for goal in profile.goals if goal.status == "done")
    return tuple(goal for goal, level in done if level is not None and level < goal.level)
