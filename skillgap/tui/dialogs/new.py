"""Making a profile."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.binding import BindingType
from textual.widget import Widget
from textual.widgets import Input, Static

from skillgap.errors import DataError
from skillgap.store import Library, ProfileFile
from skillgap.store.references import slug
from skillgap.tui.commands import bind
from skillgap.tui.dialogs.base import Dialog, reason, text_widget
from skillgap.tui.lines import plain


class NewProfileDialog(Dialog[ProfileFile]):
    """Asks for a name; the answer is the new file."""

    BINDINGS: ClassVar[list[BindingType]] = [
        bind("enter", "make", "make it and begin", "list.make", "Make the profile and begin to rate", priority=True),
    ]  # fmt: skip

    def __init__(self, library: Library) -> None:
        super().__init__("A new profile")
        self._library = library

    def body(self) -> Iterable[Widget]:
        """The name, and where the file will be."""
        yield text_widget("What is your name? It stays in your file.")
        yield Input(id="name", max_length=100)
        yield text_widget("", id="where", classes="quiet")
        yield text_widget("", id="trouble", classes="trouble")

    def on_mount(self) -> None:
        """Begin with nothing to say."""
        self._say("where", "")
        self._say("trouble", "")

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show where the file will be."""
        identifier = slug(event.value)
        folder = self._library.own_profiles
        self._say("where", f"Your file will be {folder / f'{identifier}.yaml'}" if folder and identifier else "")
        self._say("trouble", "")

    def _say(self, identifier: str, text: str) -> None:
        static = self.query_one(f"#{identifier}", Static)
        static.update(plain(text))
        static.display = bool(text)

    def action_make(self) -> None:
        """Make the profile, or say why it cannot be made."""
        self.when_typed(self._make)

    def _make(self) -> None:
        name = self.query_one(Input).value.strip()
        if not name:
            self._say("trouble", "Type a name first.")
            return
        try:
            self.dismiss(self._library.new_profile(name))
        except DataError as error:
            self._say("trouble", reason(error.problems[0]))
