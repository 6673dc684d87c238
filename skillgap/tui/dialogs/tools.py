"""The tools used on a criterion, to tick."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import ClassVar

from textual.binding import BindingType
from textual.content import Content
from textual.widget import Widget

from skillgap.tui.commands import bind
from skillgap.tui.dialogs.base import Dialog, text_widget
from skillgap.tui.lines import ACCENT, MUTED, beside, plain
from skillgap.tui.widgets.listing import Listing, Row

Tools = tuple[str, ...]
TICKED, UNTICKED = "[x] ", "[ ] "


class TickList(Listing):
    """A listing whose rows are ticked by a click."""

    CLICK_CHOOSES = True


class ToolsDialog(Dialog[None]):
    """A tick list that tells of every tick at once."""

    BINDINGS: ClassVar[list[BindingType]] = [
        bind("space,enter", "tick", "tick", "list.tick", "Tick this tool, or take the tick away"),
        bind("escape", "close", "done", "list.close", "Close. Everything is saved"),
    ]

    def __init__(self, title: str, known: Tools, used: Tools, changed: Callable[[Tools], None]) -> None:
        super().__init__(f"Tools · {title}")
        # A file may name tools that the matrix does not know (any more): they can be seen and unticked.
        self._known = (*known, *(tool for tool in used if tool not in known))
        self._used = used
        self._changed = changed

    def body(self) -> Iterable[Widget]:
        """The tools."""
        yield text_widget("Select the tools that you have used yourself.", classes="quiet")
        yield text_widget()
        yield TickList()

    def on_mount(self) -> None:
        """Begin at the first tool."""
        self._show("0")
        self.query_one(Listing).focus()

    def _show(self, cursor: str | None) -> None:
        rows = [Row(partial(_line, tool, tool in self._used), str(at)) for at, tool in enumerate(self._known)]
        self.query_one(Listing).show(rows, cursor)

    def action_tick(self) -> None:
        """Tick the tool of the cursor, or untick it."""
        cursor = self.query_one(Listing).cursor
        if cursor is None:
            return
        ticked = self._known[int(cursor)]
        self._used = tuple(tool for tool in self._known if (tool in self._used) != (tool == ticked))
        self._show(cursor)
        self._changed(self._used)

    def on_listing_chosen(self) -> None:
        """A click ticks."""
        self.action_tick()


def _line(tool: str, ticked: bool, width: int) -> list[Content]:
    return beside(plain(TICKED if ticked else UNTICKED, ACCENT if ticked else MUTED), plain(tool), width)
