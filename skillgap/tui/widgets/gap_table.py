"""The results as one table: the gaps by rank, then everything that is not a gap."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterator, Sequence
from functools import partial

from textual.content import Content

from skillgap.labels import (
    ABSENT,
    STATE_WORDS,
    UNICODE,
    answer_words,
    gaps_heading,
    no_gaps_words,
    points,
    posting_ratio,
    ranks_words,
    share_bar,
    standing,
)
from skillgap.labels.goals import STANDINGS, goal_words
from skillgap.labels.topics import group_title, topics_words
from skillgap.model.matrix import Matrix
from skillgap.model.profile import Goal
from skillgap.scoring.gap_report import GapReport, Row, SignalAnswer
from skillgap.scoring.topics import group_by_topic
from skillgap.tui import lines
from skillgap.tui.lines import ACCENT, GOOD, HEADING, MUTED, STRONG, WARN, Align, ends, plain, row_of, wrapped
from skillgap.tui.widgets import listing
from skillgap.tui.widgets.listing import words

RANK, BAR, GAP, ADDS = 2, 10, 3, 6
ASKED = "Asked by"
MARGIN = 1
"""Cells left free before the scroll bar."""
ROOM_FOR_NAMES = 30
"""Cells a criterion's name has to have before the levels are written out beside it."""
LEAST_FOR_NAMES = 12
"""Cells a criterion's name keeps, while other columns can be left out for it."""
SUPPOSED = "≈"
"""Before the name of a criterion whose level is only supposed."""
CRITERION, SIGNAL, GOAL = "criterion:", "signal:", "goal:"
"""What the ids of rows begin with."""


def table_rows(
    report: GapReport, today: datetime.date, supposed: Collection[str] = (), *, by_topic: bool = False
) -> list[listing.Row]:
    """All groups of the results under their headings; the criteria whose level is only supposed are marked."""
    columns = Columns(report, supposed)
    remark = ranks_words(report) if report.gaps else no_gaps_words(report)
    rows = _heading(gaps_heading(report), " ".join(filter(None, (remark, topics_words(report)))))
    for group in group_by_topic(report.gaps) if by_topic else [(None, report.gaps)]:
        rows += [*(_heading(group_title(group), above=1) if by_topic else []), *columns.rows(group[1])]
    others = (("Met", report.met), ("Unrated", report.unrated), ("Not applicable", report.not_applicable))
    for title, members in others:
        if members:
            rows += [*_heading(f"{title}: {len(members)}", above=1), *columns.rows(members)]
    if report.signals:
        rows += _heading("Hiring signals", above=1)
        rows += [listing.Row(partial(_signal, signal), SIGNAL + signal.id) for signal in report.signals]
    if report.goals:
        rows += _heading("Goals", above=1)
        rows += [listing.Row(partial(_goal, report.matrix, goal, today), GOAL + goal.id) for goal in report.goals]
    return rows


def table_head(report: GapReport) -> listing.Row:
    """The titles of the columns."""
    return listing.Row(Columns(report).titles)


class Columns:
    """The columns of a report's table, as wide as the report and the screen let them be."""

    def __init__(self, report: GapReport, supposed: Collection[str] = ()) -> None:
        self._matrix = report.matrix
        self._supposed = supposed
        self._rank = max(RANK, len(str(len(report.gaps))))
        self._asked = max(len(ASKED), *(len(_asked(row)) for row in report.rows), 0)
        self._adds = max(ADDS, *(len(points(row.impact)) for row in report.gaps), 0)
        steps = [step for row in report.rows for step in report.matrix.scale_of(row.id)] or report.matrix.scale
        levels = [str(step.level) for step in steps]
        self._short = 2 * max(map(len, levels)) + len(f" {UNICODE.arrow} ")
        names = [plain(step.name).cell_length for step in steps]
        self._long = 2 * max(names) + len(f" {UNICODE.arrow} ")

    def _widths(self, width: int) -> tuple[int, int, int, int, int]:
        """The widths of name, bar, standing, gap and what closing it adds; 0 for what has no room on the line."""
        left = width - MARGIN - self._rank - self._asked - GAP - self._adds - 4 * 2
        for bar, stands in ((BAR, self._long), (BAR, self._short), (0, self._short)):
            name = left - (bar + 2 if bar else 0) - stands - 2
            if name >= ROOM_FOR_NAMES or (bar == BAR and stands == self._short and name >= ROOM_FOR_NAMES * 2 // 3):
                return name, bar, stands, GAP, self._adds
        name, gap, adds = left - self._short - 2, GAP, self._adds
        if name < LEAST_FOR_NAMES:
            name, adds = name + adds + 2, 0
        if name < LEAST_FOR_NAMES:
            name, gap = name + gap + 2, 0
        return max(name, 1), 0, self._short, gap, adds

    def titles(self, width: int) -> list[Content]:
        """The head of the table."""
        inner = width - listing.GUTTER
        name, bar, stands, gap, adds = self._widths(inner)
        you = f"You {UNICODE.arrow} role"
        you = you if len(you) <= stands else "Level"
        titles: list[tuple[str, int, Align]] = [
            ("#", self._rank, "right"), ("Criterion", name, "left"), (ASKED, self._asked, "left"),
            ("Share", bar, "left"), (you, stands, "left"), ("Gap", gap, "right"), ("Impact", adds, "right"),
        ]  # fmt: skip
        return [row_of(titles).stylize(MUTED).pad_left(listing.GUTTER)]

    def rows(self, members: Sequence[Row]) -> Iterator[listing.Row]:
        """One line for each criterion."""
        return (listing.Row(partial(self._line, row), CRITERION + row.id) for row in members)

    def _line(self, row: Row, width: int) -> list[Content]:
        name, bar, stands, gap, adds = self._widths(width)
        is_gap = row.rank is not None
        cells: list[tuple[Content | str, int, Align]] = [
            (plain(str(row.rank) if is_gap else "", ACCENT), self._rank, "right"),
            (self._name(row), name, "left"),
            (_asked(row), self._asked, "left"),
            (lines.bar(share_bar(row, bar, lines.LINES)) if bar else "", bar, "left"),
            (self._standing(row, stands), stands, "left"),
            (str(row.gap) if is_gap else "", gap, "right"),
            (plain(points(row.impact), GOOD) if is_gap else "", adds, "right"),
        ]
        return [row_of(cells)]

    def _name(self, row: Row) -> Content:
        if row.id in self._supposed:
            return plain(f"{SUPPOSED} {row.name}", WARN)
        return plain(row.name, STRONG if row.rank is not None else "")

    def _standing(self, row: Row, width: int) -> str:
        if row.state == "not_applicable":
            return ABSENT
        if width >= self._long:
            if row.level is not None:
                return standing(self._matrix, row)
            return f"{STATE_WORDS[row.state]} {UNICODE.arrow} {self._matrix.level_name(row.target, row.id)}"
        here = UNICODE.state(row.state) if row.level is None else str(row.level)
        return f"{here} {UNICODE.arrow} {row.target}"


def _asked(row: Row) -> str:
    return posting_ratio(row.postings, row.sample_size)


def _heading(title: str, remark: str = "", above: int = 0) -> list[listing.Row]:
    def draw(width: int) -> list[Content]:
        drawn = wrapped(plain(title, HEADING), width - MARGIN, 1)
        return drawn + (wrapped(plain(remark, MUTED), width - MARGIN, 1) if remark else [])

    return [*([words(Content(""))] * above), listing.Row(draw)]


def _signal(signal: SignalAnswer, width: int) -> list[Content]:
    answer = plain(answer_words(signal.answer), STRONG if signal.answer else MUTED)
    return [ends(plain(signal.text), answer, width - MARGIN)]


def _goal(matrix: Matrix, goal: Goal, today: datetime.date, width: int) -> list[Content]:
    now = goal.standing(today)
    status = plain(STANDINGS[now], WARN if now in ("overdue", "due_soon") else MUTED)
    return [ends(plain(goal_words(matrix, goal)), status, width - MARGIN)]
