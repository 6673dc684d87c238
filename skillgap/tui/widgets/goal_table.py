"""Somebody's goals as one table, the most urgent first, and all there is to say of one of them."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby

from textual.content import Content

from skillgap.labels import ABSENT, UNICODE, level_words, posting_ratio
from skillgap.labels import goals as words
from skillgap.model.goals import find_criterion, in_order, level_now, to_rate_again
from skillgap.model.matrix import Criterion, Matrix
from skillgap.model.profile import Goal, Profile
from skillgap.tui.lines import (
    ACCENT,
    BAD,
    GOOD,
    HEADING,
    MUTED,
    STRONG,
    WARN,
    full_name,
    joined,
    paragraphs,
    plain,
    row_of,
    stacked,
    wrapped,
)
from skillgap.tui.widgets import listing
from skillgap.tui.widgets.listing import words as said

MARGIN = 1
"""Cells left free before the scroll bar."""
LEAST_FOR_NAMES = 12
"""Cells a criterion's name has beside how its goal stands."""
STYLES = {"overdue": BAD, "due_soon": WARN, "open": "", "again": ACCENT, "done": GOOD, "dropped": MUTED}


@dataclass(frozen=True, slots=True)
class GoalRow:
    """A goal with what is known about it.

    ``role`` and ``criterion`` are None where no matrix that is known has the criterion; ``now`` is the level
    that counts there, None where there is none. ``group`` is how the goal stands: ``again`` is done, but
    not rated again since.
    """

    goal: Goal
    role: Matrix | None
    criterion: Criterion | None
    now: int | None
    group: str

    @property
    def name(self) -> str:
        """What the goal is about; the criterion's id where no more is known."""
        return self.criterion.name if self.criterion else self.goal.criterion

    def level(self, level: int | None) -> str:
        """A level in words."""
        if self.role is None:
            return ABSENT if level is None else str(level)
        return level_words(self.role, level, self.criterion.id if self.criterion else None)


def goal_rows_data(profile: Profile, roles: Sequence[Matrix], today: datetime.date) -> list[GoalRow]:
    """The goals in the order of the table."""
    again = to_rate_again(profile)
    found = []
    for goal in in_order(profile, today):
        role, criterion = find_criterion(roles, goal.criterion) or (None, None)
        group = "again" if goal in again else goal.standing(today)
        found.append(GoalRow(goal, role, criterion, level_now(profile, goal.criterion), group))
    return sorted(found, key=lambda entry: list(words.GROUPS).index(entry.group))


def goal_rows(goals: Sequence[GoalRow], today: datetime.date) -> list[listing.Row]:
    """The goals under the headings of how they stand."""
    rows: list[listing.Row] = []
    ways = max((len(_way(goal)) for goal in goals), default=0)
    whens = max((len(words.standing_words(goal.goal, today)) for goal in goals), default=0)
    for group, members in groupby(goals, key=lambda entry: entry.group):
        some = list(members)
        if rows:
            rows.append(said(Content("")))
        title, _ = words.GROUPS[group]
        rows.append(said(plain(f" {title}: {len(some)}", HEADING)))
        rows += [listing.Row(partial(_line, entry, today, ways, whens), entry.goal.id) for entry in some]
    return rows


def _way(entry: GoalRow) -> str:
    return f"{ABSENT if entry.now is None else entry.now} {UNICODE.arrow} {entry.goal.level}"


def _line(entry: GoalRow, today: datetime.date, ways: int, whens: int, width: int) -> list[Content]:
    """One line, or two where that leaves too little of the name."""
    (_, sign), style = words.GROUPS[entry.group], STYLES[entry.group]
    mark = plain(sign, style)
    name = plain(entry.name, STRONG if entry.goal.status == "open" else "")
    way, when = _way(entry), plain(words.standing_words(entry.goal, today), style)
    room = width - MARGIN - 1 - ways - whens - 3 * 2
    if room >= LEAST_FOR_NAMES:
        return [row_of([(mark, 1, "left"), (name, room, "left"), (way, ways, "left"), (when, whens, "left")])]
    above = row_of([(mark, 1, "left"), (name, width - MARGIN - 3, "left")])
    return [above, row_of([("", 1, "left"), (way, ways, "left"), (when, width - MARGIN - 5 - ways, "left")])]


def detail_lines(entry: GoalRow, today: datetime.date, width: int) -> list[Content]:
    """All there is to say of a goal, to a width."""
    title = full_name(entry.name, 0, width)
    return stacked(
        title, *([line for part in block for line in wrapped(part, width)] for block in _blocks(entry, today))
    )


def _blocks(entry: GoalRow, today: datetime.date) -> Iterator[list[Content]]:
    goal, (_, mark) = entry.goal, words.GROUPS[entry.group]
    standing = plain(f"{mark} {words.standing_words(goal, today)}", STYLES[entry.group])
    again = plain(words.RATE_AGAIN, ACCENT) if entry.group == "again" else Content("")
    yield [standing, *([again] if again else [])]
    way = f"{entry.level(entry.now)} {UNICODE.arrow} {entry.level(goal.level)}"
    target = f"target {entry.level(entry.role.target(entry.criterion))}" if entry.role and entry.criterion else ""
    yield [joined(plain("Now ", HEADING), plain(way, STRONG)), *([plain(target, MUTED)] if target else [])]
    yield [plain("Action", HEADING), *_action(goal)]
    if entry.criterion and (described := entry.criterion.levels.get(goal.level)):
        yield [plain(f"Someone at {entry.level(goal.level)}", HEADING), plain(described)]
    if entry.criterion and entry.role:
        asked = posting_ratio(entry.criterion.postings, entry.role.source.sample_size)
        yield [plain(f"Asked for by {asked} postings", MUTED), plain(entry.role.title, MUTED)]
    else:
        yield [plain("No role that is known here has this criterion.", MUTED)]


def _action(goal: Goal) -> list[Content]:
    return list(map(plain, paragraphs(goal.action))) if goal.action else [plain("No action is set.", MUTED)]
