"""The goals of a person."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Annotated, Literal

from skillgap.labels.goals import aim_words
from skillgap.model.goals import in_order, to_rate_again
from skillgap.model.matrix import Matrix
from skillgap.model.profile import Goal, GoalStanding, GoalStatus, Profile
from skillgap.reports.outputs.fields import Count
from skillgap.reports.outputs.parts import CriterionId, PersonOutput, person_output


@dataclass(frozen=True, slots=True)
class GoalOutput:
    """A level to reach on a criterion."""

    id: Annotated[str, "The goal's id."]
    criterion: CriterionId
    name: Annotated[str, "The criterion's name, or its id if no matrix here has it."]
    level: Annotated[Count, "The level to reach."]
    action: Annotated[str | None, "The action."]
    due: Annotated[datetime.date | None, "The day to reach it by."]
    status: Annotated[GoalStatus, "The status in the profile."]
    standing: Annotated[GoalStanding | None, "The status, or how urgent an open goal is; null without a day."]
    rate_again: Annotated[bool | None, "True if it is done and not rated since; null if not known."]


@dataclass(frozen=True, slots=True)
class GoalsOutput:
    """What one person has set out to reach."""

    format: Annotated[Literal["skillgap/goals/1"], "The kind and version of this output."]
    profile: Annotated[PersonOutput, "The person with these goals."]
    today: Annotated[datetime.date, "The day that the standings are of."]
    goals: Annotated[tuple[GoalOutput, ...], "The goals, the most urgent first."]


def goals_output(profile: Profile, roles: Sequence[Matrix], today: datetime.date) -> GoalsOutput:
    """State the goals of a profile on a day; the roles give the criteria their names."""
    again = to_rate_again(profile)
    goals = tuple(goal_output(goal, roles, today, again) for goal in in_order(profile, today))
    return GoalsOutput("skillgap/goals/1", person_output(profile), today, goals)


def goal_output(
    goal: Goal, roles: Sequence[Matrix], today: datetime.date | None, again: Collection[Goal] | None
) -> GoalOutput:
    """State a goal; ``again`` are the goals that are done but not rated again, if that is known."""
    return GoalOutput(
        id=goal.id,
        criterion=goal.criterion,
        name=aim_words(roles, goal)[0],
        level=goal.level,
        action=goal.action,
        due=goal.due,
        status=goal.status,
        standing=goal.standing(today) if today else None,
        rate_again=None if again is None else goal in again,
    )
