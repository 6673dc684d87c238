"""Blocks as lines of a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from skillgap import labels
from skillgap.reports import terminal_writer as pens
from skillgap.reports.blocks import (
    Bar,
    Block,
    Cell,
    Curve,
    Document,
    Facts,
    Heading,
    HeatCell,
    Items,
    Line,
    Table,
    Text,
)
from skillgap.reports.curve import drawn
from skillgap.reports.terminal_writer import SPACE, TerminalWriter

if TYPE_CHECKING:
    from skillgap.reports import Layout

_BAR = 16
"""Columns of a bar inside a table."""
CURVE = (84, 10)
"""The most columns, and the rows, of a curve."""
_LEAST = 12
"""Columns that a column of text keeps before the table is written as a list."""


def render(document: Document, layout: Layout) -> str:
    """The whole document; each block stands apart by a blank line."""
    pen = TerminalWriter(layout)
    lines = pen.paragraph(document.title, "bold")
    for block in document.blocks:
        lines += ["", *block_lines(block, pen)]
    return "\n".join(lines) + "\n"


def block_lines(block: Block, pen: TerminalWriter) -> list[str]:
    """One block."""
    match block:
        case Heading():
            return pen.heading(block.text, block.remark)
        case Text():
            return pen.paragraph(block.text, "dim" if block.quiet else "")
        case Items():
            return [
                line
                for entry in block.entries
                for line in _row([1, pen.width - 1 - SPACE], [pen.glyphs.rule, entry], pen)
            ]
        case Facts():
            margin = pen.widest(name for name, _ in block.entries)
            widths = [margin, pen.width - margin - SPACE]
            return [line for name, text in block.entries for line in _row(widths, [(name, "dim"), text], pen)]
        case Table():
            titles, rows = table_lines(block, pen)
            return [*titles, *(line for row in rows for line in row)]
        case Curve():
            return drawn(block, min(pen.width, CURVE[0]), CURVE[1], pen.glyphs)


def _row(widths: Sequence[int], cells: Sequence[pens.Cell], pen: TerminalWriter) -> list[str]:
    return pen.row([pens.Column("", size) for size in widths], cells)


def _written(cell: Cell, pen: TerminalWriter, *, tight: bool = False, number: bool = False) -> pens.Cell:
    """A cell as the text of a terminal, with the name of its style; ``tight`` where it must be narrow.

    In a column of numbers what has no shade stands as far left as what has one.
    """
    match cell:
        case Bar():
            return labels.interval_bar(cell.value, cell.low, cell.high, _BAR, pen.glyphs), "bar"
        case Line():
            return labels.sparkline(cell.values, pen.glyphs), "bar"
        case HeatCell():
            size = 1 if tight else 3
            if cell.fraction is None and not number:
                return cell.text
            shade = " " * size if cell.fraction is None else labels.bar(cell.fraction, size, pen.glyphs)
            return f"{cell.text}{'' if tight else ' '}{shade}"
        case str():
            return cell


def table_lines(table: Table, pen: TerminalWriter) -> tuple[list[str], list[list[str]]]:
    """The lines of the titles, and those of each row."""
    if lines := _grid(table, pen):
        return lines
    if table.columns[0].whole and (lines := _above(table, pen)):
        return lines
    return [], _as_list(table, [[_written(cell, pen) for cell in row] for row in table.rows], pen)


def _grid(table: Table, pen: TerminalWriter, indent: int = 0) -> tuple[list[str], list[list[str]]] | None:
    """The cells side by side; None where the page has no room for that. Beside a whole column nothing gives way."""
    whole = table.columns[0].whole
    fixed = [
        whole or column.number or isinstance(table.rows[0][at], Bar | Line) for at, column in enumerate(table.columns)
    ]
    cells, widths = _cells(table, pen)
    fitted = _fitted(widths, fixed, pen.width - indent)
    if fitted != widths:  # something would have to give way, or that would not do
        tight, narrow = _cells(table, pen, tight=True)
        refitted = _fitted(narrow, fixed, pen.width - indent)
        if fitted is None or refitted == narrow:
            cells, fitted = tight, refitted
    if fitted is None:
        return None
    columns = [
        pens.Column(column.title, size, ">" if column.number else "<")
        for column, size in zip(table.columns, fitted, strict=True)
    ]
    return pen.titles(columns, indent), [pen.row(columns, row, indent) for row in cells]


def _cells(table: Table, pen: TerminalWriter, *, tight: bool = False) -> tuple[list[list[pens.Cell]], list[int]]:
    """The cells as text, and how wide each column of them is."""
    cells = [
        [
            _written(cell, pen, tight=tight, number=column.number)
            for cell, column in zip(row, table.columns, strict=True)
        ]
        for row in table.rows
    ]
    texts = [[cell if isinstance(cell, str) else cell[0] for cell in row] for row in cells]
    return cells, [pen.widest([column.title, *(row[at] for row in texts)]) for at, column in enumerate(table.columns)]


def _above(table: Table, pen: TerminalWriter) -> tuple[list[str], list[list[str]]] | None:
    """The first cell of each row on a line of its own, and the others below it."""
    others = replace(table, columns=table.columns[1:], rows=tuple(row[1:] for row in table.rows))
    below = _grid(others, pen, SPACE)
    if below is None:
        return None
    heads = (_written(row[0], pen) for row in table.rows)
    above = (pen.paragraph(head if isinstance(head, str) else head[0], "bold") for head in heads)
    titles, rows = below
    title = pen.paragraph(table.columns[0].title, "dim")
    return [*title, *titles], [[*head, *row] for head, row in zip(above, rows, strict=True)]


def _fitted(widths: Sequence[int], fixed: Sequence[bool], page: int) -> list[int] | None:
    """The widths that fit the page: columns of text give way, the widest first; None where they cannot."""
    fitted = list(widths)
    while sum(fitted) + SPACE * (len(fitted) - 1) > page:
        widest = max((size, -at) for at, size in enumerate(fitted) if not fixed[at]) if not all(fixed) else (0, 0)
        if widest[0] <= _LEAST:
            return None
        fitted[-widest[1]] -= 1
    return fitted


def _as_list(table: Table, cells: Sequence[Sequence[pens.Cell]], pen: TerminalWriter) -> list[list[str]]:
    """A table too wide for the page: each row's first cell, and the others below it with their titles."""
    titles = [column.title for column in table.columns[1:]]
    margin = pen.widest(titles)
    columns = [pens.Column("", margin), pens.Column("", pen.width - margin - 2 * SPACE)]
    rows = []
    for first, *others in cells:
        lines = pen.paragraph(first if isinstance(first, str) else first[0], "bold")
        for title, cell in zip(titles, others, strict=True):
            lines += pen.row(columns, [(title, "dim"), cell], SPACE)
        rows.append(lines)
    return rows
