"""The note on a rating."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import ClassVar

from textual.binding import BindingType
from textual.widget import Widget
from textual.widgets import TextArea

from skillgap.labels import strip_control_chars
from skillgap.tui.commands import bind
from skillgap.tui.dialogs.base import Dialog, text_widget


class NoteDialog(Dialog[None]):
    """Some lines to write in; what is written is kept on closing."""

    BINDINGS: ClassVar[list[BindingType]] = [
        bind("escape,ctrl+s", "close", "keep and close", "list.close", "Save the text and close"),
    ]

    def __init__(
        self,
        title: str,
        note: str | None,
        changed: Callable[[str | None], None],
        what: str = "Note",
        purpose: str = "For yourself and a mentor; an empty note is removed.",
    ) -> None:
        super().__init__(f"{what} · {title}")
        self._purpose = purpose
        self._note = strip_control_chars(note or "", lines=True)
        self._changed = changed

    def body(self) -> Iterable[Widget]:
        """The note."""
        yield TextArea(self._note, soft_wrap=True, show_line_numbers=False, tab_behavior="focus")
        yield text_widget(self._purpose, classes="quiet")

    def on_mount(self) -> None:
        """Go on where the note ends."""
        area = self.query_one(TextArea)
        area.move_cursor(area.document.end)
        area.focus()

    def action_close(self) -> None:
        """Save the text and close."""
        text = self.query_one(TextArea).text.strip()
        if text != self._note:
            self._changed(text or None)
        self.dismiss(None)
