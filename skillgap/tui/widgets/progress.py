"""The line above the question: where in the walk one is, how far, and whether it is saved."""

from __future__ import annotations

from textual.content import Content
from textual.widget import Widget

from skillgap.questionnaire.self_assessment import Questionnaire
from skillgap.tui.lines import ACCENT, BAD, MUTED, STRONG, ends, fitted, joined, plain
from skillgap.tui.widgets.outline import section_of

FULL, HALF, REST = "━", "╸", "─"
GAP = 2


class Progress(Widget):
    """One line about the walk."""

    ALLOW_SELECT = False

    def __init__(self) -> None:
        super().__init__()
        self._walk: Questionnaire | None = None
        self._saved = True

    def follow(self, walk: Questionnaire, saved: bool) -> None:
        """Show how the walk stands."""
        self._walk, self._saved = walk, saved
        self.refresh()

    def render(self) -> Content:
        """Section, place, bar, and whether all is saved."""
        return progress_line(self._walk, self._saved, self.size.width) if self._walk else Content("")


def saved_words(saved: bool) -> Content:
    """Whether all is on the disk."""
    return plain("saved", MUTED) if saved else plain("not saved", BAD)


def progress_line(walk: Questionnaire, saved: bool, width: int) -> Content:
    """``Skills  3 of 24  ━━━╸────  saved``; where that has no room, all but the place gives way, the bar first."""
    step = walk.current
    if step is None:
        return ends(Content(""), saved_words(saved), width)
    place = plain(f"{walk.steps.index(step) + 1} of {len(walk.steps)}")
    right = saved_words(saved)
    taken = place.cell_length + right.cell_length + 2 * GAP
    section = plain(section_of(step), STRONG).truncate(max(min(width - taken, width // 2), 0), ellipsis=True)
    left = joined(section, place, separator=" " * GAP)
    room = width - left.cell_length - right.cell_length - 2 * GAP
    if room <= 0:
        return ends(left, right, width) if taken <= width else fitted(place, width)
    asked = sum(walk.state(step) != "not_asked" for step in walk.steps)
    return joined(left, track(asked / len(walk.steps), room), right, separator=" " * GAP)


def track(fraction: float, width: int) -> Content:
    """A thin bar of ``width`` cells, heavy up to a fraction in 0 … 1, to half a cell."""
    full, half = divmod(round(fraction * width * 2), 2)
    done = FULL * full + (HALF if half else "")
    return joined(plain(done, ACCENT), plain(REST * (width - len(done)), MUTED))
