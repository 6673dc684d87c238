"""Whose review it is."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.binding import BindingType
from textual.widget import Widget
from textual.widgets import Input

from skillgap.labels import strip_control_chars
from skillgap.tui.commands import bind
from skillgap.tui.dialogs.base import Dialog, text_widget


class MentorDialog(Dialog[str]):
    """Asks for the mentor's name."""

    BINDINGS: ClassVar[list[BindingType]] = [
        bind("enter", "begin", "begin", "list.begin", "Start or continue your review", priority=True),
    ]

    def __init__(self, mentee: str, name: str | None) -> None:
        super().__init__(f"Review {mentee}")
        self._mentee = mentee
        self._by = strip_control_chars(name or "")

    def body(self) -> Iterable[Widget]:
        """What a review is, and the name."""
        yield text_widget(
            f"You rate each criterion before you see what {self._mentee} said. Then you comment and agree."
        )
        yield text_widget()
        yield text_widget("What is your name? It is saved in their file with your review.")
        yield Input(self._by, id="name", max_length=100)
        yield text_widget("", id="trouble", classes="trouble")

    def on_mount(self) -> None:
        """Go on with the name of last time."""
        self.query_one(Input).focus()

    def action_begin(self) -> None:
        """Begin, once there is a name."""
        self.when_typed(self._begin)

    def _begin(self) -> None:
        name = self.query_one(Input).value.strip()
        if name:
            self.dismiss(name)
