"""What stands between the person and their work, until it is dealt with."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static

from skillgap.labels import pluralize
from skillgap.tui.lines import ACCENT, BAD, joined, plain
from skillgap.tui.session import Session


class Banner(Static):
    """Says that answers are not saved, why, and what to do; not there at all while everything is."""

    def __init__(self) -> None:
        super().__init__(markup=False)
        self.display = False

    def follow(self, session: Session) -> None:
        """Show how saving stands."""
        self.display = not session.saved
        if not session.saved:
            self.update(banner_text(session))


def banner_text(session: Session) -> Content:
    """Why the last save failed, what became of the answers, and the key that helps."""
    problems = session.problems
    lines = [joined(plain("Not saved: ", BAD), problems[0].message if problems else "")]
    if problems and problems[0].hint and not session.conflict:  # then the key below is what helps
        lines.append(plain(problems[0].hint))
    if len(problems) > 1:
        lines.append(plain(f"… and {pluralize(len(problems) - 1, 'more problem')}"))
    key = plain("ctrl+s", ACCENT)
    if session.conflict:
        told = " merges both changes and asks about values that both changed. Until then your answers are kept here."
    else:
        told = " retries, and so does your next answer. Your answers are kept here until then."
    lines.append(joined(key, told))
    return Content("\n").join(lines)
