"""Lines of text for the screens. What comes from a file enters as plain text: no markup in it is ever parsed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Literal

from textual.content import Content

from skillgap.labels import UNICODE, strip_control_chars

MUTED = "$quiet"
STRONG = "bold"
HEADING = "bold $heading"
ACCENT = "bold $text-accent"
GOOD = "$text-success"
WARN = "$text-warning"
BAD = "bold $text-error"
FAINT = "$frame"

BORDER_TAKES = 3
"""Cells of a line of text that a title in the border above it does not have."""

LINES = replace(UNICODE, full="━", empty="╌", parts="")
"""The glyphs of thin bars, which stay apart from each other from line to line."""

HELD = "\u2800"
"""A blank that no line is broken at, as one is even at spaces that say they do not break."""

Align = Literal["left", "right"]


def plain(text: str, style: str = "") -> Content:
    """One line of plain text, made safe to show."""
    return Content.styled(strip_control_chars(text), style)


def joined(*parts: Content | str, separator: str = "") -> Content:
    """The parts that say something, with a separator between them."""
    said = [part if isinstance(part, Content) else plain(part) for part in parts]
    return plain(separator, MUTED).join([part for part in said if part])


def cut(content: Content, width: int) -> Content:
    """At most ``width`` cells; an ellipsis stands for the rest, right behind what is left."""
    if content.cell_length <= width:
        return content
    # Where a wide letter has no room, or a word ends, there would be a space between.
    left = content.truncate(max(width - 1, 0)).rstrip()
    return content.truncate(max(min(left.cell_length + 1, width), 0), ellipsis=True)


def fitted(content: Content | str, width: int, align: Align = "left") -> Content:
    """Exactly ``width`` cells: cut with an ellipsis, or filled with spaces."""
    content = plain(content) if isinstance(content, str) else content
    content = cut(content, width)
    missing = max(width, 0) - content.cell_length
    return content.pad_left(missing) if align == "right" else content.pad_right(missing)


def wrapped(content: Content, width: int, indent: int = 0) -> list[Content]:
    """The content wrapped to ``width`` cells, every line indented. A percent sign stays with its number."""
    lines = _with(content, " %", f"{HELD}%").wrap(max(width - indent, 1))
    return [_with(line, HELD, " ").rstrip().pad_left(indent) for line in lines]


def _with(content: Content, old: str, new: str) -> Content:
    """The content with another text, as long, in place of each of one."""
    return Content(content.plain.replace(old, new), list(content.spans)) if old in content.plain else content


def beside(label: Content, body: Content, width: int) -> list[Content]:
    """A label with wrapped text beside it, which keeps to its own column."""
    first, *rest = wrapped(body, width, label.cell_length)
    return [joined(label, first[label.cell_length :]), *rest]


def ends(left: Content, right: Content, width: int) -> Content:
    """Two texts at the ends of a line; the left one gives way."""
    room = width - right.cell_length
    return joined(fitted(left, room - 1), " ", right) if room > 1 else fitted(right, width, "right")


def paragraphs(text: str) -> list[str]:
    """The lines of a longer text, made safe to show."""
    return strip_control_chars(text, lines=True).split("\n")


def bar(drawn: str) -> Content:
    """A bar drawn with ``LINES``, each kind of cell in its own colour; the shapes tell them apart without."""
    styles = {LINES.full: GOOD, LINES.rated: STRONG, LINES.empty: FAINT}
    return joined(*(plain("".join(cells), styles.get(kind, "")) for kind, cells in groupby(drawn)))


def full_name(name: str, indent: int, width: int) -> list[Content]:
    """A name once more, for below a border whose title has no room for all of it; nothing where it has."""
    title = plain(name, STRONG)
    return wrapped(title, width, indent) if title.cell_length > width - BORDER_TAKES else []


def row_of(cells: Sequence[tuple[Content | str, int, Align]], gap: int = 2) -> Content:
    """Cells in columns of fixed widths; a column of width 0 is left out."""
    return joined(*(fitted(cell, width, align) for cell, width, align in cells if width), separator=" " * gap)


def stacked(*blocks: Iterable[Content]) -> list[Content]:
    """Blocks of lines with a blank line between those that have any."""
    lines: list[Content] = []
    for block in blocks:
        block = list(block)
        if lines and block:
            lines.append(Content(""))
        lines += block
    return lines
