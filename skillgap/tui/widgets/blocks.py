"""A report made of blocks, as rows to scroll through."""

from __future__ import annotations

from functools import partial

from textual.content import Content

from skillgap.reports import Layout
from skillgap.reports.blocks import Block, Document, Heading, Text
from skillgap.reports.pen import Pen
from skillgap.reports.terminal_blocks import block_lines
from skillgap.tui.lines import HEADING, MUTED, plain
from skillgap.tui.widgets.listing import Row

WIDEST = 110
"""Cells beyond which tables are tiring to read."""
MARGIN = 1


def document_rows(document: Document) -> list[Row]:
    """A row for each block, apart from each other by a blank line."""
    return [Row(partial(_drawn, block)) for block in document.blocks]


def _drawn(block: Block, width: int) -> list[Content]:
    room = max(min(width - 2 * MARGIN, WIDEST), 1)
    lines = block_lines(block, Pen(Layout(width=room)))
    style = MUTED if isinstance(block, Text) and block.quiet else ""
    first = HEADING if isinstance(block, Heading) else style
    styled = (plain(line, style if at else first) for at, line in enumerate(lines))
    return [Content(""), *(line.truncate(room).pad_left(MARGIN) for line in styled)]
