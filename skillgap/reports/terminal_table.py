"""Tables as lines of a terminal: side by side if the page has room, else with less and less on the first line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from skillgap import labels
from skillgap.reports import terminal_writer as pens
from skillgap.reports.blocks import Alert, Bar, Cell, HeatCell, Line, Links, Table, Text
from skillgap.reports.table_layout import SPACE, fit, lines_of, longest_word, stretch
from skillgap.reports.terminal_writer import TerminalWriter

_BAR = (12, 32)
"""The shortest and the longest bar."""
_TEXT = 12
"""Columns that a column of text keeps on any page."""
_BESIDE_WHOLE = 8
"""Columns that a text keeps in a table whose names are never broken, if its words are."""
_NAME, _NAME_BEFORE_FOLD = 16, 28
"""Columns that a name keeps, and those it keeps before other columns move to a line below."""
_BESIDE_NAME = 24
"""Columns that a text keeps on the first line of a table that can fold."""

Lines = list[list[str]]
"""The lines of each row."""


def table_lines(table: Table, pen: TerminalWriter) -> tuple[list[str], Lines]:
    """Write the titles, and each row with its details; rows of several parts are set apart by a blank line."""
    titles, rows, indent, parted = _arranged(table, pen)
    parted |= any(table.details)
    found = []
    for at, row in enumerate(rows):
        details = [line for detail in table.details_of(at) for line in pen.paragraph(text_of(detail), "dim", indent)]
        found.append([*row, *details, *([""] if parted and at < len(rows) - 1 else [])])
    return titles, found


def text_of(detail: Text | Links) -> str:
    """A detail as one text."""
    return f"{detail.title}: {'; '.join(detail.entries)}" if isinstance(detail, Links) else detail.text


def _arranged(table: Table, pen: TerminalWriter) -> tuple[list[str], Lines, int, bool]:
    """The titles, the rows, how far their details are indented, and whether a row has parts below its first line."""
    every = range(len(table.columns))
    most = max(column.fold for column in table.columns)
    for moved in range(most + 1):
        first = [at for at in every if not 0 < table.columns[at].fold <= moved]
        grid = _Grid.fitted(table, pen, first, pen.width, _NAME_BEFORE_FOLD if most > moved else _NAME)
        if grid:
            indent = grid.widths[0] + SPACE if table.ranked else SPACE
            below = [at for at in every if at not in first]
            rows = [[*grid.row(at), *_below(table, pen, below, at, indent)] for at in range(len(table.rows))]
            return grid.titles(), rows, indent, bool(below)
    needed = [at for at in every if not table.columns[at].optional]
    if grid := _Grid.fitted(table, pen, needed, pen.width, _NAME):
        return grid.titles(), grid.rows(), SPACE, False
    for shown in (every, needed):
        others = [at for at in shown if at > table.naming]
        if others and (grid := _Grid.fitted(table, pen, others, pen.width - SPACE, _TEXT)):
            names = [pen.paragraph(_name(table, row), "bold") for row in table.rows]
            titles = [*pen.paragraph(table.columns[table.naming].title, "dim"), *grid.titles(SPACE)]
            return titles, [[*name, *row] for name, row in zip(names, grid.rows(SPACE), strict=True)], SPACE, False
    return [], [_as_list(table, pen, row) for row in table.rows], SPACE, False


@dataclass(frozen=True, slots=True)
class _Grid:
    """Some columns of a table side by side, at widths that fit."""

    table: Table
    pen: TerminalWriter
    positions: list[int]
    widths: list[int]
    tight: bool

    @staticmethod
    def fitted(table: Table, pen: TerminalWriter, positions: list[int], page: int, name: int) -> _Grid | None:
        """The columns at these positions with at least so many columns for the name; None without room for them.

        Words are broken only if nothing else helps; beside a name that is never broken they are not.
        """
        heat = any(isinstance(cell, HeatCell) for cell in table.rows[0])
        for tight in (False, True) if heat else (False,):
            texts = [_texts(table, pen, at, tight=tight) for at in positions]
            wide = [pen.widest(column) for column in texts]
            if tight or not heat:
                break
            if fit(wide, wide, page) is not None:
                break
        words = [longest_word(map(pen.say, column)) for column in texts]
        beside_whole = table.naming in positions and table.columns[table.naming].whole
        for least_words in (words,) if beside_whole else (words, [0] * len(words)):
            least = [
                min(size, _least(table, at, size, word, name))
                for at, size, word in zip(positions, wide, least_words, strict=True)
            ]
            if widths := fit(wide, least, page):
                bars = [_BAR[1] if isinstance(table.rows[0][at], Bar) else 0 for at in positions]
                return _Grid(table, pen, positions, stretch(widths, bars, page), tight)
        return None

    def titles(self, indent: int = 0) -> list[str]:
        """The lines of the titles."""
        cells = [(self.table.columns[at].title, "dim") for at in self.positions]
        return self.pen.row(self._columns(), cells, indent)

    def rows(self, indent: int = 0) -> Lines:
        """The lines of each row."""
        return [self.row(at, indent) for at in range(len(self.table.rows))]

    def row(self, number: int, indent: int = 0) -> list[str]:
        """The lines of one row."""
        row = self.table.rows[number]
        bold = bool(self.table.details) or any(column.fold for column in self.table.columns)
        cells = []
        for at, size in zip(self.positions, self.widths, strict=True):
            number_column = self.table.columns[at].number
            text, style = _written(row[at], self.pen, size, tight=self.tight, number=number_column)
            cells.append((text, style or ("bold" if bold and at == self.table.naming else "")))
        return self.pen.row(self._columns(), cells, indent)

    def _columns(self) -> list[pens.Column]:
        columns = (self.table.columns[at] for at in self.positions)
        return [
            pens.Column(column.title, size, ">" if column.number else "<")
            for column, size in zip(columns, self.widths, strict=True)
        ]


def _least(table: Table, at: int, size: int, word: int, name: int) -> int:
    """The columns that a column keeps; ``size`` if nothing of it can be broken."""
    column = table.columns[at]
    if column.number or isinstance(table.rows[0][at], Bar | Line):
        return size
    if at == table.naming:
        return size if column.whole else max(name, word)
    if any(one.fold for one in table.columns):
        return _BESIDE_NAME
    return word or _BESIDE_WHOLE if table.columns[table.naming].whole else max(_TEXT, word)


def _texts(table: Table, pen: TerminalWriter, at: int, *, tight: bool) -> list[str]:
    """The texts of a column with its title; a bar at its shortest."""
    number = table.columns[at].number
    cells = [_written(row[at], pen, _BAR[0], tight=tight, number=number)[0] for row in table.rows]
    return [table.columns[at].title, *cells]


def _written(
    cell: Cell, pen: TerminalWriter, size: int, *, tight: bool = False, number: bool = False
) -> tuple[str, str]:
    """A cell as text, with the name of its style; a bar takes ``size`` columns, a ``tight`` cell as few as it can.

    In a column of numbers a text without a shade is padded like one with it.
    """
    match cell:
        case Bar():
            return labels.interval_bar(cell.value, cell.low, cell.high, size, pen.glyphs), "bar"
        case Line():
            return labels.sparkline(cell.values, pen.glyphs), "bar"
        case HeatCell():
            shades = 1 if tight else 3
            if cell.fraction is None and not number:
                return cell.text, ""
            shade = " " * shades if cell.fraction is None else labels.bar(cell.fraction, shades, pen.glyphs)
            return f"{cell.text}{'' if tight else ' '}{shade}", ""
        case Alert():
            return cell.text, "warn"
        case str():
            return cell, ""


def _below(table: Table, pen: TerminalWriter, positions: Sequence[int], number: int, indent: int) -> list[str]:
    """The cells of a row that do not fit its first line, on as few lines as hold them; they line up between rows."""
    if not positions:
        return []
    page = pen.width - indent
    widths = [min(pen.widest(_labelled(table, pen, row[at], at)[0] for row in table.rows), page) for at in positions]
    lines = []
    for places in lines_of(widths, page):
        cells = [table.rows[number][positions[place]] for place in places]
        bars = [_BAR[1] if isinstance(cell, Bar) else 0 for cell in cells]
        sizes = stretch([widths[place] for place in places], bars, page)
        texts = [
            _labelled(table, pen, cell, positions[place], size)
            for cell, place, size in zip(cells, places, sizes, strict=True)
        ]
        lines += pen.cells(sizes, texts, indent)
    return lines


def _labelled(table: Table, pen: TerminalWriter, cell: Cell, at: int, size: int = _BAR[0]) -> tuple[str, str]:
    text, style = _written(cell, pen, size)
    label = table.columns[at].label
    return (f"{label} {text}", style or "dim") if label else (text, style)


def _name(table: Table, row: Sequence[Cell]) -> str:
    """The texts of the columns up to the one that names the row."""
    return " ".join(str(cell) for cell in row[: table.naming + 1])


def _as_list(table: Table, pen: TerminalWriter, row: Sequence[Cell]) -> list[str]:
    """A row of a table too wide for the page: its name, and the other cells below it with their titles."""
    titles = [column.title for column in table.columns[table.naming + 1 :]]
    margin = pen.widest(titles)
    size = pen.width - margin - 2 * SPACE
    lines = pen.paragraph(_name(table, row), "bold")
    for title, cell in zip(titles, row[table.naming + 1 :], strict=True):
        lines += pen.cells([margin, size], [(title, "dim"), _written(cell, pen, _BAR[0])], SPACE)
    return lines
