"""Blocks as lines of a terminal, in whatever width, color and characters it has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from skillgap.reports import gap_scatter
from skillgap.reports.blocks import (
    Block,
    Curve,
    Document,
    Facts,
    GapScatter,
    Heading,
    Items,
    Links,
    Table,
    Text,
)
from skillgap.reports.curve import drawn
from skillgap.reports.table_layout import SPACE
from skillgap.reports.terminal_table import table_lines, text_of
from skillgap.reports.terminal_writer import TerminalWriter

if TYPE_CHECKING:
    from skillgap.reports.content import Layout

PICTURE = 84
"""The most columns of a curve or a picture."""
CURVE_ROWS = 10


def render(document: Document, layout: Layout) -> str:
    """Write the whole document; each block is set apart by a blank line."""
    pen = TerminalWriter(layout)
    lines = [line for text in document.first for line in pen.paragraph(text, "warn")]
    lines += ["", *pen.paragraph(document.title, "bold")] if lines else pen.paragraph(document.title, "bold")
    for block in document.blocks:
        lines += ["", *block_lines(block, pen)]
    return "\n".join(lines) + "\n"


def block_lines(block: Block, pen: TerminalWriter) -> list[str]:
    """Write one block."""
    match block:
        case Heading():
            return pen.heading(block.text, block.remark)
        case Text():
            return pen.paragraph(block.text, "warn" if block.alert else "dim" if block.quiet else "")
        case Links():
            return pen.paragraph(text_of(block))
        case Items():
            sizes = [1, pen.width - 1 - SPACE]
            return [line for entry in block.entries for line in pen.cells(sizes, [pen.glyphs.rule, entry])]
        case Facts():
            margin = pen.widest(name for name, _ in block.entries)
            sizes = [margin, pen.width - margin - SPACE]
            return [line for name, text in block.entries for line in pen.cells(sizes, [(name, "dim"), text])]
        case Table():
            titles, rows = table_lines(block, pen)
            return [*titles, *(line for row in rows for line in row)]
        case Curve():
            return drawn(block, min(pen.width, PICTURE), CURVE_ROWS, pen.glyphs)
        case GapScatter():
            picture = gap_scatter.scatter(block.report, min(pen.width, PICTURE), pen.glyphs)
            return [*pen.paragraph(block.legend, "dim"), "", *picture]
