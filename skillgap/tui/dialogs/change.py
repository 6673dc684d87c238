"""Why coverage changed, to be read and scrolled."""

from __future__ import annotations

from collections.abc import Iterable

from textual.widget import Widget

from skillgap.scoring.comparison.attribution import Attribution
from skillgap.tui.dialogs.base import Dialog
from skillgap.tui.widgets.compare_detail import change_rows
from skillgap.tui.widgets.listing import Listing


class ChangeDialog(Dialog[None]):
    """What ratings did to coverage, and what the role did."""

    def __init__(self, attribution: Attribution) -> None:
        super().__init__("Why it changed")
        self._attribution = attribution

    def body(self) -> Iterable[Widget]:
        """The sum and its parts."""
        yield Listing(list(change_rows(self._attribution)))
