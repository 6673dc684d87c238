"""Writes a terminal's lines: clean, within the page, and coloured where that is allowed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING

from skillgap import labels
from skillgap.reports.table_layout import SPACE
from skillgap.reports.text import width, wrap

if TYPE_CHECKING:
    from skillgap.reports.content import Layout

_NARROWEST, _WIDEST = 40, 120
_SGR = {"bold": "1", "dim": "2", "heading": "1;36", "bar": "36", "good": "32", "warn": "33"}

Cell = str | tuple[str, str]
"""A text, or a text with the name of its style."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table; ``align`` is ``<`` or ``>``."""

    title: str
    width: int
    align: str = "<"


class TerminalWriter:
    """All that depends on the layout; as wide as the terminal, but no wider than reads well."""

    def __init__(self, layout: Layout, *, clamped: bool = True) -> None:
        self.width = min(max(layout.width, _NARROWEST), _WIDEST) if clamped else layout.width
        self.color, self.glyphs = layout.color, layout.glyphs

    def say(self, text: str) -> str:
        """Text as this terminal can show it."""
        return labels.terminal_text(text, self.glyphs)

    def widest(self, texts: Iterable[str], at_least: int = 0) -> int:
        """The width of the widest of some texts, or what it should be at least."""
        return max([at_least, *(width(self.say(text)) for text in texts)])

    def paragraph(self, text: str, style: str = "", indent: int = 0) -> list[str]:
        """A text over as many lines as it needs."""
        return [" " * indent + self._paint(line, style) for line in wrap(self.say(text), self.width - indent)]

    def heading(self, text: str, *remarks: str) -> list[str]:
        """A heading, and what there is to say before what follows."""
        lines = [line for remark in remarks if remark for line in self.paragraph(remark, "dim")]
        return [*self.paragraph(text, "heading"), *lines]

    def cells(self, widths: Sequence[int], cells: Sequence[Cell], indent: int = 0) -> list[str]:
        """Cells of these widths beside each other, all aligned to the left."""
        return self.row([Column("", size) for size in widths], cells, indent)

    def row(self, columns: Sequence[Column], cells: Sequence[Cell], indent: int = 0) -> list[str]:
        """One row of a table; what is too long for its column goes on below."""
        pairs = [cell if isinstance(cell, tuple) else (cell, "") for cell in cells]
        stacks = [self._stacked(text, column.width) for column, (text, _) in zip(columns, pairs, strict=True)]
        styles = [style for _, style in pairs]
        lines = []
        for texts in zip_longest(*stacks, fillvalue=""):
            fitted = (self._fit(*one) for one in zip(texts, columns, styles, strict=True))
            lines.append((" " * indent + (" " * SPACE).join(fitted)).rstrip())
        return lines

    def _stacked(self, text: str, columns: int) -> list[str]:
        """The lines of a cell; what fits stays as it is, with the spaces at its end that line it up with others."""
        said = self.say(text)
        return [said] if width(said) <= columns else wrap(said, columns)

    def _fit(self, text: str, column: Column, style: str) -> str:
        space = " " * (column.width - width(text))
        painted = self._paint(text, style)
        return space + painted if column.align == ">" else painted + space

    def _paint(self, text: str, style: str) -> str:
        return f"\x1b[{_SGR[style]}m{text}\x1b[0m" if self.color and style and text else text
