"""The words of goals: their aim, and their status on a day."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from skillgap.labels import level_words
from skillgap.model.goals import find_criterion, to_rate_again
from skillgap.model.matrix import Matrix
from skillgap.model.profile import Goal, GoalStanding, Profile
from skillgap.scoring.gap_report import GapReport

STANDINGS: dict[GoalStanding, str] = {
    "overdue": "overdue",
    "due_soon": "due soon",
    "open": "open",
    "done": "done",
    "dropped": "dropped",
}
GROUPS: dict[str, tuple[str, str]] = {
    "overdue": ("Overdue", "!"),
    "due_soon": ("Due soon", "◔"),
    "open": ("Open", "○"),
    "again": ("Done, to rate again", "↻"),
    "done": ("Done", "✓"),
    "dropped": ("Dropped", "–"),
}
"""How goals stand, with a mark of each; ``again`` are those done but not seen in the ratings yet."""
RATE_AGAIN = "Done, but not rated since. Rate it again to see the change."
WHERE_ELSE = "From the results, a plan or a review, s sets one on the criterion under the cursor."


def aim_words(roles: Sequence[Matrix], goal: Goal) -> tuple[str, str]:
    """The criterion and the level of a goal by the first role that has it; the id and the number if no role does."""
    found = find_criterion(roles, goal.criterion)
    if found is None:
        return goal.criterion, str(goal.level)
    role, criterion = found
    return role.names[criterion.id], level_words(role, goal.level, criterion.id)


def goal_words(matrix: Matrix | None, goal: Goal) -> str:
    """The aim of a goal: ``Hardware to Proficient by 2026-08-31``; ids if the matrix does not know it."""
    names = matrix.names if matrix else {}
    levels = {step.level: step.name for step in matrix.scale_of(goal.criterion)} if matrix else {}
    name, level = names.get(goal.criterion, goal.criterion), levels.get(goal.level, f"level {goal.level}")
    due = f" by {goal.due.isoformat()}" if goal.due else ""
    return f"{name} to {level}{due}"


def goal_standing(report: GapReport, goal: Goal) -> str:
    """The status of a goal on the day of the report, in a word; its stored status if the day is unknown."""
    return STANDINGS[goal.standing(report.today)] if report.today else goal.status


def standing_words(goal: Goal, today: datetime.date) -> str:
    """The status of a goal, with its day while it is open: ``overdue, 2026-09-30``."""
    word = STANDINGS[goal.standing(today)]
    return f"{word}, {goal.due}" if goal.due and goal.status == "open" else word


def goals_words(profile: Profile, today: datetime.date) -> str:
    """The number of goals by status: ``1 overdue, 2 open, 1 done``."""
    standings = [goal.standing(today) for goal in profile.goals]
    told = (f"{standings.count(one)} {word}" for one, word in STANDINGS.items() if one in standings)
    return ", ".join(told) or "There are no goals yet."


def rate_again_words(profile: Profile, roles: Sequence[Matrix]) -> str:
    """The goals that are done but not seen in the ratings yet; empty if there is no such goal."""
    names = ", ".join(dict.fromkeys(aim_words(roles, goal)[0] for goal in to_rate_again(profile)))
    return f"Done, but not rated again since: {names}." if names else ""
