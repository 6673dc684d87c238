"""What others did to a profile, to be read and scrolled."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial

from textual.content import Content
from textual.widget import Widget

from skillgap.labels.changes import told_words
from skillgap.model.changes import News
from skillgap.model.matrix import Matrix
from skillgap.tui.dialogs.base import Dialog
from skillgap.tui.lines import ACCENT, beside, plain
from skillgap.tui.widgets.listing import Listing, Row


class ChangesDialog(Dialog[None]):
    """Every piece of news in a sentence."""

    def __init__(self, fresh: Sequence[News], matrix: Matrix) -> None:
        super().__init__("New since you last looked")
        self._fresh = fresh
        self._matrix = matrix

    def body(self) -> Iterable[Widget]:
        """The news."""
        yield Listing([Row(partial(_lines, told_words(change, self._matrix))) for change in self._fresh])


def _lines(text: str, width: int) -> list[Content]:
    return beside(plain(" · ", ACCENT), plain(text), width - 1)
