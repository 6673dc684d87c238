"""Blocks as Markdown that reads well raw and renders as tables on GitHub."""

from __future__ import annotations

from typing import TYPE_CHECKING

from skillgap import labels
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
from skillgap.reports.markdown import escape, table

if TYPE_CHECKING:
    from skillgap.reports import Layout

_BAR = 16
_CURVE = (72, 10)
"""Columns and rows of a curve."""


def render(document: Document, layout: Layout) -> str:
    """The whole document; everything from a file is escaped, so that none of it is markup."""
    parts = [f"# {_say(document.title, layout)}", *(written(block, layout) for block in document.blocks)]
    return "\n\n".join(parts) + "\n"


def _say(text: str, layout: Layout) -> str:
    return escape(labels.terminal_text(text, layout.glyphs))


def written(block: Block, layout: Layout) -> str:
    """One block."""
    match block:
        case Heading():
            remark = f"\n\n{_say(block.remark, layout)}" if block.remark else ""
            return f"## {_say(block.text, layout)}{remark}"
        case Text():
            return _say(block.text, layout)
        case Items():
            return "\n".join(f"- {_say(entry, layout)}" for entry in block.entries)
        case Facts():
            return "\n".join(f"- {_say(name, layout)}: {_say(text, layout)}" for name, text in block.entries)
        case Table():
            titles = [f"{_say(column.title, layout)}{'>' if column.number else ''}" for column in block.columns]
            return table(titles, [[_cell(cell, layout) for cell in row] for row in block.rows])
        case Curve():
            return "\n".join(["```text", *drawn(block, *_CURVE, layout.glyphs), "```"])


def _cell(cell: Cell, layout: Layout) -> str:
    match cell:
        case Bar():
            return f"`{labels.interval_bar(cell.value, cell.low, cell.high, _BAR, layout.glyphs)}`"
        case Line():
            return f"`{labels.sparkline(cell.values, layout.glyphs)}`" if cell.values else ""
        case HeatCell():
            return _say(cell.text, layout)
        case str():
            return _say(cell, layout)
