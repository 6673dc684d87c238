"""Coverage against cost, drawn with characters in the room there is."""

from __future__ import annotations

from textual.content import Content
from textual.widget import Widget

from skillgap.labels import UNICODE
from skillgap.reports.curve import drawn
from skillgap.reports.plan import curve_of
from skillgap.scoring.planning import Plan
from skillgap.tui.lines import ACCENT, MUTED, joined, plain

BELOW = 3
"""Lines below the field: its floor, the places, what the marks mean."""
LOWEST = 3


class CurveView(Widget):
    """The curve of a plan, its own budget marked."""

    ALLOW_SELECT = False

    def __init__(self) -> None:
        super().__init__()
        self._plan: Plan | None = None

    def follow(self, plan: Plan) -> None:
        """Show the curve of another plan, or of the same on another budget."""
        self._plan = plan
        self.refresh()

    def render(self) -> Content:
        """The curve; nothing where there is no way up, or no room."""
        curve = curve_of(self._plan) if self._plan else None
        rows = self.size.height - BELOW
        if curve is None or rows < LOWEST or self.size.width < 2 * BELOW + 20:
            return Content("")
        return Content("\n").join([_coloured(line) for line in drawn(curve, self.size.width, rows, UNICODE)])


def _coloured(line: str) -> Content:
    """A line of the curve with its marks standing out."""
    head, mark, rest = line.partition(UNICODE.rated)
    return joined(plain(head, MUTED), plain(mark, ACCENT), plain(rest, MUTED))
