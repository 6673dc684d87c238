"""A report made of blocks, as rows to scroll through."""

from __future__ import annotations

from functools import partial

from textual.content import Content

from skillgap.reports.blocks import Block, Document, Heading, Table, Text
from skillgap.reports.content import Layout
from skillgap.reports.terminal import block_lines
from skillgap.reports.terminal_table import table_lines
from skillgap.reports.terminal_writer import TerminalWriter
from skillgap.tui.lines import HEADING, MUTED, plain
from skillgap.tui.widgets.listing import GUTTER, Row

WIDEST = 110
"""Cells beyond which tables are tiring to read."""
MARGIN = 1


def document_rows(document: Document) -> list[Row]:
    """A row for each block, apart from each other by a blank line; the subjects of a table have rows of their own."""
    return [row for at, block in enumerate(document.blocks) for row in _rows(block, at)]


def subject_of(row_id: str) -> str:
    """The criterion that a row of a document is about."""
    return row_id.partition(":")[2]


def _rows(block: Block, at: int) -> list[Row]:
    if not isinstance(block, Table) or not block.subjects:
        return [Row(partial(_drawn, block))]
    # One criterion may stand in several tables, so the ids begin with the table's place.
    rows = (Row(partial(_table_row, block, number), f"{at}:{one}") for number, one in enumerate(block.subjects))
    return [Row(partial(_titles, block)), *rows]


def _titles(table: Table, width: int) -> list[Content]:
    titles, _ = table_lines(table, _pen(width - GUTTER))
    return [Content(""), *(plain(line, MUTED).pad_left(GUTTER) for line in titles)]


def _table_row(table: Table, number: int, width: int) -> list[Content]:
    _, rows = table_lines(table, _pen(width))
    return [plain(line) for line in rows[number]]


def _pen(width: int) -> TerminalWriter:
    return TerminalWriter(Layout(width=max(min(width - MARGIN, WIDEST), 1)))


def _drawn(block: Block, width: int) -> list[Content]:
    room = max(min(width - 2 * MARGIN, WIDEST), 1)
    pen = TerminalWriter(Layout(width=room))
    match block:
        case Heading():
            parts = [(pen.heading(block.text), HEADING), (pen.paragraph(block.remark) if block.remark else [], MUTED)]
        case Table():
            titles, rows = table_lines(block, pen)
            parts = [(titles, MUTED), ([line for row in rows for line in row], "")]
        case _:
            parts = [(block_lines(block, pen), MUTED if isinstance(block, Text) and block.quiet else "")]
    styled = (plain(line, style) for lines, style in parts for line in lines)
    return [Content(""), *(line.truncate(room).pad_left(MARGIN) for line in styled)]
