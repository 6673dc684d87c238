"""Blocks as Markdown that reads well raw and renders as tables on GitHub.

Whatever comes from a file is escaped so that none of it is markup. Only a plain web address in a
:class:`~skillgap.reports.blocks.Links` becomes a link.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from skillgap import labels
from skillgap.reports import gap_scatter
from skillgap.reports.blocks import (
    Alert,
    Bar,
    Block,
    Cell,
    Curve,
    Document,
    Facts,
    GapScatter,
    Heading,
    HeatCell,
    Items,
    Line,
    Links,
    Table,
    Text,
)
from skillgap.reports.curve import drawn
from skillgap.reports.text import pad, width

if TYPE_CHECKING:
    from skillgap.reports.content import Layout

_BAR = 20
_PICTURE = 72
"""Columns of a curve or a picture."""
_CURVE_ROWS = 10
_LONG = 24

_SPECIAL = re.compile(
    r"[\\`*_\[\]<|~$]|&(?=[#\w])"  # markup wherever it stands, and entities
    r"|^>|^[#+=-](?=[\s#=-]|$)|(?<=\s)#(?=#*$)"  # quotes, headings, lists, rules
    r"|(?<=^www)\.|(?<=\Wwww)\.|(?<=\w)\.(?=[^\W\d])|/(?=/)",  # what becomes a link by itself
    re.I,
)
_NUMBERED = re.compile(r"^([0-9]+)([.)])")
_AT = re.compile("@+")


def escape(text: str) -> str:
    """One line of Markdown that shows just this text, wherever it stands.

    Addresses are kept from becoming links by themselves. An ``@`` stands as code: nothing else keeps
    GitHub from making a mention or a mail address of it.
    """
    text = " ".join(labels.strip_control_chars(text).split())
    text = _AT.sub(r"`\g<0>`", _SPECIAL.sub(r"\\\g<0>", text))
    return _NUMBERED.sub(r"\1\\\2", text)


def table(titles: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table whose columns line up in the raw text too; a title that ends with ``>`` aligns to the right.

    A last column of long text is not filled up. Cells are finished Markdown.
    """
    lines = [[title.rstrip(">") for title in titles], *map(list, rows)]
    right = [title.endswith(">") for title in titles]
    widths = [max(3, *(width(line[at]) for line in lines)) for at in range(len(titles))]
    if widths[-1] > _LONG:
        widths[-1] = max(3, width(titles[-1]))
    rule = [f"{'-' * (size - 1)}:" if align else "-" * size for size, align in zip(widths, right, strict=True)]
    aligns = [">" if align else "<" for align in right]
    padded = (map(pad, line, widths, aligns) for line in [lines[0], rule, *lines[1:]])
    return "\n".join(f"| {' | '.join(cells)} |" for cells in padded)


def render(document: Document, layout: Layout) -> str:
    """Write the whole document. Bars and pictures are drawn with the layout's glyphs; its width does not matter."""
    first = [f"**{_say(text, layout)}**" for text in document.first]
    parts = [*first, f"# {_say(document.title, layout)}", *(_block(block, layout) for block in document.blocks)]
    return "\n\n".join(parts) + "\n"


def _say(text: str, layout: Layout) -> str:
    return escape(labels.terminal_text(text, layout.glyphs))


def _block(block: Block, layout: Layout) -> str:
    match block:
        case Heading():
            remark = f"\n\n{_say(block.remark, layout)}" if block.remark else ""
            return f"## {_say(block.text, layout)}{remark}"
        case Text():
            return _say(block.text, layout)
        case Links():
            return _detail(block, layout)
        case Items():
            return "\n".join(f"- {_say(entry, layout)}" for entry in block.entries)
        case Facts():
            return "\n".join(f"- {_say(name, layout)}: {_say(text, layout)}" for name, text in block.entries)
        case Table():
            titles = [f"{_say(column.title, layout)}{'>' if column.number else ''}" for column in block.columns]
            cells = table(titles, [[_cell(cell, layout) for cell in row] for row in block.rows])
            return "\n\n".join([cells, *_details(block, layout)])
        case Curve():
            return _picture(drawn(block, _PICTURE, _CURVE_ROWS, layout.glyphs))
        case GapScatter():
            picture = _picture(gap_scatter.scatter(block.report, _PICTURE, layout.glyphs))
            return f"{_say(block.legend, layout)}\n\n{picture}"


def _picture(lines: Iterable[str]) -> str:
    return "\n".join(["```text", *lines, "```"])


def _details(block: Table, layout: Layout) -> list[str]:
    """What there is to say about rows, as a list below their table."""
    entries = []
    for at, row in enumerate(block.rows):
        lines = "".join(f"\n  - {_detail(detail, layout)}" for detail in block.details_of(at))
        before = "".join(f"**{_cell(cell, layout)}** " for cell in row[: block.naming])
        entries += [f"- {before}{_cell(row[block.naming], layout)}{lines}"] if lines else []
    title = [f"### {_say(block.details_title, layout)}"] if entries and block.details_title else []
    return [*title, "\n".join(entries)] if entries else []


def _detail(detail: Text | Links, layout: Layout) -> str:
    if isinstance(detail, Text):
        return _say(detail.text, layout)
    texts = (f"<{entry}>" if labels.web_link(entry) else _say(entry, layout) for entry in detail.entries)
    return f"{_say(detail.title, layout)}: {'; '.join(texts)}"


def _cell(cell: Cell, layout: Layout) -> str:
    match cell:
        case Bar():
            return f"`{labels.interval_bar(cell.value, cell.low, cell.high, _BAR, layout.glyphs)}`"
        case Line():
            return f"`{labels.sparkline(cell.values, layout.glyphs)}`" if cell.values else ""
        case HeatCell() | Alert():
            return _say(cell.text, layout)
        case str():
            return _say(cell, layout)
