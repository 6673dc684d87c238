"""Assessments side by side as one table: a column each, or the extremes where there are too many to read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from typing import Literal

from textual.content import Content

from skillgap import labels
from skillgap.labels import comparison as words
from skillgap.scoring.comparison.table import ComparedRow, Comparison
from skillgap.scoring.comparison.table import ComparisonColumn as Assessed
from skillgap.scoring.gap_report import Row
from skillgap.scoring.standing import met_part
from skillgap.tui import lines
from skillgap.tui.lines import ACCENT, GOOD, HEADING, MUTED, STRONG, Align, plain, row_of, wrapped
from skillgap.tui.widgets import listing

Sort = Literal["difference", "frequency", "order"]

ASKED, APART, FIGURE, EXTREME = "Asked by", "Difference", 4, 9
BAR, WORD, MARGIN, GAP = 4, 7, 1, 2
ROOM_FOR_NAMES = 20
"""Cells a criterion's name has to have before anything else is drawn beside the levels."""


def people_rows(comparison: Comparison) -> list[listing.Row]:
    """Whose columns these are, each with its coverage; a sentence on the extremes where there are too many."""
    told = [words.spread_words(comparison), words.common_words(comparison)]
    remarks = [listing.Row(partial(_sentence, text)) for text in told if text]
    if comparison.wide:
        return remarks
    name = max(plain(_who(*column)).cell_length for column in enumerate(comparison.columns, start=1))
    people = [listing.Row(partial(_person, *column, name)) for column in enumerate(comparison.columns, start=1)]
    return [*people, *remarks]


def _who(number: int, column: Assessed) -> str:
    return f"{number} {column.profile_name}"


def _person(number: int, column: Assessed, name: int, width: int) -> list[Content]:
    name = min(name, width // 3)
    coverage = column.coverage
    date = column.date.isoformat() if column.date else "not assessed"
    state = words.state_of(column)
    if coverage is None or state:
        told = plain(state, MUTED)
        return [
            row_of([(plain(_who(number, column), STRONG), name, "left"), (date, 12, "left"), (told, width, "left")])
        ]
    bar = max(min(width - name - 12 - FIGURE - 9 - 10 - 5 * GAP, 30), 0)
    drawn = lines.bar(labels.coverage_bar(coverage, bar, lines.LINES)) if bar else ""
    cells: list[tuple[Content | str, int, Align]] = [
        (plain(_who(number, column), STRONG), name, "left"),
        (date, 12, "left"),
        (labels.percent(coverage.value), FIGURE + 1, "right"),
        (drawn, bar, "left"),
        (labels.open_range(coverage), 9, "right"),
        (labels.rated_of(coverage), 10, "left"),
    ]
    return [row_of(cells).truncate(width)]


def _sentence(text: str, width: int) -> list[Content]:
    return wrapped(plain(text, MUTED), width)


def compare_rows(comparison: Comparison, sort: Sort, *, equal: bool) -> list[listing.Row]:
    """The criteria in an order; without ``equal`` only those that differ."""
    rows = [row for row in comparison.rows if equal or row.differs]
    columns = Columns(comparison)
    if sort == "order":
        return list(columns.rows(sorted(rows, key=lambda row: row.order)))
    if sort == "frequency":
        return list(columns.rows(sorted(rows, key=lambda row: (-row.share, row.order))))
    groups = (
        ("Different levels", [row for row in rows if row.difference]),
        ("Otherwise different", [row for row in rows if row.differs and not row.difference]),
        ("The same", [row for row in rows if not row.differs]),
    )
    return [row for title, group in groups if group for row in (*_heading(title, group), *columns.rows(group))]


def _heading(title: str, group: Sequence[ComparedRow]) -> list[listing.Row]:
    return [listing.words(plain(f" {title}: {len(group)}", HEADING))]


def compare_head(comparison: Comparison) -> listing.Row:
    """The titles of the columns."""
    return listing.Row(Columns(comparison).titles)


class Columns:
    """The columns of the table, as wide as the people and the screen let them be."""

    def __init__(self, comparison: Comparison) -> None:
        self._comparison = comparison
        self._titles = [str(number) for number in range(1, len(comparison.columns) + 1)]
        self._asked = max(len(ASKED), *(len(_asked(row)) for row in comparison.rows), 0)

    def _widths(self, width: int) -> tuple[int, int, int]:
        """The widths of the name, of each level, and of how often it is asked for, 0 where that has no room."""
        count = len(self._titles)
        fixed = width - MARGIN - len(APART) - GAP
        for cell, asked in ((WORD, self._asked), (2 + BAR, self._asked), (2 + BAR, 0)):
            name = fixed - count * (cell + GAP) - (asked + GAP if asked else 0)
            if name >= ROOM_FOR_NAMES:
                return name, cell, asked
        return max(fixed - count * (2 + GAP), 1), 2, 0

    def titles(self, width: int) -> list[Content]:
        """The head of the table."""
        inner = width - listing.GUTTER
        if self._comparison.wide:
            cells = self._wide(inner, "Criterion", ASKED, ("Lowest", "Mid", "Highest", "Met"))
        else:
            name, cell, asked = self._widths(inner)
            cells = [("Criterion", name, "left"), (ASKED, asked, "left")]
            cells += [(title, cell, "left") for title in self._titles]
            cells.append((APART, len(APART), "right"))
        return [row_of(cells).stylize(MUTED).pad_left(listing.GUTTER)]

    def rows(self, rows: Iterable[ComparedRow]) -> list[listing.Row]:
        """One line for each criterion."""
        return [listing.Row(partial(self._line, row), str(row.order)) for row in rows]

    def _line(self, row: ComparedRow, width: int) -> list[Content]:
        if self._comparison.wide:
            return [row_of(self._wide(width, row.name, _asked(row), self._extremes(row)))]
        name, cell, asked = self._widths(width)
        cells: list[tuple[Content | str, int, Align]] = [
            (plain(row.name, STRONG if row.differs else ""), name, "left"),
            (_asked(row), asked, "left"),
            *((_level(cell_row, cell), cell, "left") for cell_row in row.cells),
            (labels.ABSENT if row.difference is None else str(row.difference), len(APART), "right"),
        ]
        return [row_of(cells)]

    def _wide(
        self, width: int, name: str, asked: str, figures: tuple[str, str, str, str]
    ) -> list[tuple[Content | str, int, Align]]:
        lowest, median, highest, met = figures
        left = width - MARGIN - 2 * EXTREME - 2 * 3 - 4 * GAP
        beside = self._asked if left - self._asked - GAP >= ROOM_FOR_NAMES else 0
        return [
            (name, left - (beside + GAP if beside else 0), "left"),
            (asked, beside, "left"),
            (lowest, EXTREME, "left"),
            (median, 3, "right"),
            (highest, EXTREME, "left"),
            (met, 3, "right"),
        ]

    def _extremes(self, row: ComparedRow) -> tuple[str, str, str, str]:
        met = str(len(set(row.met_in).intersection(self._comparison.distinct)))
        if row.levels is None:
            return labels.ABSENT, labels.ABSENT, labels.ABSENT, met
        levels = row.levels
        lowest, highest = (
            f"{words.level_figure(figure)} by {len(places)}"
            for figure, places in ((levels.lowest, levels.lowest_in), (levels.highest, levels.highest_in))
        )
        return lowest, words.median_words(levels), highest, met


def _asked(row: ComparedRow) -> str:
    return labels.posting_ratio(row.postings, row.sample_size)


def _level(cell: Row | None, width: int) -> Content:
    """A level with how much of its target it meets, the mark of a state where there is no room for its word."""
    if cell is None:
        return plain(labels.ABSENT, MUTED)
    if cell.level is None:
        word = words.cell_words(cell)
        return plain(word if len(word) <= width else labels.UNICODE.state(cell.state), MUTED)
    met = met_part(cell.level, cell.target)
    figure = plain(str(cell.level), GOOD if met >= 1 else ACCENT)
    if width < 2 + BAR:
        return figure
    return lines.joined(figure, lines.bar(labels.bar(met, BAR, lines.LINES)), separator=" ")
