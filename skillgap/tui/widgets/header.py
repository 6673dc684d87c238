"""The line at the top: where one is on the left, how things stand on the right."""

from __future__ import annotations

from textual.content import Content
from textual.widget import Widget

from skillgap.tui.lines import cut, ends

KEPT = 8
"""Cells of the left text that are always there."""


class HeaderLine(Widget):
    """One line with a text at either end."""

    def __init__(self, left: Content | None = None, right: Content | None = None) -> None:
        super().__init__()
        self.left = left or Content("")
        self.right = right or Content("")

    def say(self, left: Content, right: Content) -> None:
        """Show other texts."""
        self.left, self.right = left, right
        self.refresh()

    def render(self) -> Content:
        """The line, filled to the width."""
        return header_line(self.left, self.right, self.size.width)


def header_line(left: Content, right: Content, width: int) -> Content:
    """Two texts at the ends of a line; the left one gives way, but for its beginning."""
    return ends(left, cut(right, max(width - 1 - min(left.cell_length, KEPT), 0)), width)
