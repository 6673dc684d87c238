"""The evidence for a rating: links and sentences, to add, change and remove."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from skillgap.labels import strip_control_chars
from skillgap.tui.commands import bind
from skillgap.tui.dialogs.base import Dialog, text_widget
from skillgap.tui.lines import ACCENT, MUTED, beside, plain
from skillgap.tui.widgets.listing import Listing, Row

Evidence = tuple[str, ...]


class EvidenceDialog(Dialog[None]):
    """Shows the evidence and tells of every change at once, so that nothing confirmed waits for the end."""

    BINDINGS: ClassVar[list[BindingType]] = [
        bind("enter", "keep", "add", "list.add", "Save the text", priority=True),
        bind("enter", "edit", "change", "list.edit", "Edit this piece", priority=True),
        bind("d,delete", "remove", "remove", "list.remove", "Remove this piece"),
        bind("up", "list", "to the list", "list.up", "Go to the pieces there are", priority=True),
        bind("a,tab", "write", "write another", "list.write", "Write another piece"),
        bind("escape", "close", "done", "list.close", "Close. Everything is saved"),
    ]

    def __init__(self, title: str, evidence: Evidence, changed: Callable[[Evidence], None]) -> None:
        super().__init__(f"Evidence · {title}")
        self._evidence = evidence
        self._changed = changed
        self._editing: int | None = None

    def body(self) -> Iterable[Widget]:
        """The pieces there are, and a line to write in."""
        yield Listing(id="piece-list")
        yield text_widget(id="prompt", classes="quiet")
        yield Input(id="piece", select_on_focus=False)

    def on_mount(self) -> None:
        """Begin with writing."""
        self._show(None)
        self.query_one(Input).focus()

    def _show(self, cursor: int | None) -> None:
        rows = [Row(partial(_piece, at, text), str(at)) for at, text in enumerate(self._evidence)]
        nothing = Row(lambda width: [plain(" No evidence yet.", MUTED).truncate(width)])
        self.query_one(Listing).show(rows or [nothing], None if cursor is None else str(cursor))
        writing = (
            "A link, or a sentence about your work" if self._editing is None else f"Piece {self._editing + 1} anew"
        )
        self.query_one("#prompt", Static).update(plain(writing))
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The list and the line to write in have keys of their own."""
        del parameters
        if action in ("keep", "list"):
            return self._writing and (action == "keep" or bool(self._evidence))
        if action in ("edit", "remove", "write"):
            return not self._writing
        return True

    @property
    def _writing(self) -> bool:
        return isinstance(self.focused, Input)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Show the cursor only while the list has the focus."""
        del event
        if self._writing:
            self.query_one(Listing).cursor = None
        self.refresh_bindings()

    def _take(self, evidence: Evidence, cursor: int | None) -> None:
        self._evidence = evidence
        self._editing = None
        self._show(cursor)
        self._changed(evidence)

    def action_keep(self) -> None:
        """Add what is written, or put it in the place of the piece being changed; with nothing written, close."""
        self.when_typed(self._keep)

    def _keep(self) -> None:
        field = self.query_one(Input)
        text = field.value.strip()
        if not text:
            self.action_close()
            return
        field.value = ""
        at = len(self._evidence) if self._editing is None else self._editing
        self._take((*self._evidence[:at], text, *self._evidence[at + 1 :]), None)

    def action_list(self) -> None:
        """Go to the last piece."""
        listing = self.query_one(Listing)
        listing.focus()
        listing.cursor = str(len(self._evidence) - 1)

    def action_edit(self) -> None:
        """Write the piece of the cursor anew."""
        cursor = self.query_one(Listing).cursor
        if cursor is None:
            return
        self._editing = int(cursor)
        field = self.query_one(Input)
        field.value = strip_control_chars(self._evidence[self._editing])
        self._show(self._editing)
        field.focus()
        field.cursor_position = len(field.value)

    def on_listing_chosen(self) -> None:
        """A second click changes a piece, as Enter does."""
        self.action_edit()

    def action_remove(self) -> None:
        """Remove the piece of the cursor."""
        cursor = self.query_one(Listing).cursor
        if cursor is None:
            return
        at = int(cursor)
        rest = (*self._evidence[:at], *self._evidence[at + 1 :])
        self._take(rest, min(at, len(rest) - 1) if rest else None)
        if not rest:
            self.query_one(Input).focus()

    def action_write(self) -> None:
        """Write another piece."""
        self.query_one(Input).focus()

    def action_close(self) -> None:
        """Leave a change that was begun, or close with what is written kept."""
        if self._editing is None:
            if self.query_one(Input).value.strip():
                self._keep()
            self.dismiss(None)
            return
        self._editing = None
        self.query_one(Input).value = ""
        self._show(None)


def _piece(at: int, text: str, width: int) -> list[Content]:
    return beside(plain(f"{at + 1}. ", ACCENT), plain(text), width)
