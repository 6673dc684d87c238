"""What all dialogs share: a frame over the screen, a title, and the keys."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import ClassVar, TypeVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Static

from skillgap.errors import Diagnostic
from skillgap.tui.base_screen import BaseScreen
from skillgap.tui.commands import bind
from skillgap.tui.lines import plain
from skillgap.tui.widgets.keybar import KeyBar

T = TypeVar("T")


class Dialog(ModalScreen[T], BaseScreen[T]):
    """A frame over the screen. ``body`` gives what stands in it."""

    CSS_PATH = "dialogs.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        bind("escape", "close", "close", "list.close", "Close this"),
    ]

    def __init__(self, title: str) -> None:
        super().__init__()
        self._title = title

    def compose(self) -> ComposeResult:
        """The frame with the title, the body and the keys."""
        with Vertical(id="dialog") as frame:
            frame.border_title = plain(self._title)
            yield from self.body()
            yield KeyBar()

    def body(self) -> Iterable[Widget]:
        """What stands in the frame."""
        return ()

    def when_typed(self, then: Callable[[], None]) -> None:
        """Do something as soon as the field with the focus has all that was typed before.

        A key with priority is done at once, while what was typed quickly is still on its way to the field. Of a
        key that is pressed twice the second finds the dialog closed, and does nothing.
        """

        def typed() -> None:
            if self.is_on_top:
                then()

        (self.focused or self).call_later(self.call_later, typed)

    def close_and(self, then: Callable[[], None]) -> None:
        """Close as by its own key, and go on when the application has heard of all that this keeps."""
        under = self.app.screen_stack[-2]

        def close() -> None:
            self.action_close()
            under.call_later(self.app.call_later, then)

        self.when_typed(close)

    def action_close(self) -> None:
        """Close without a result."""
        self.dismiss(None)


def reason(problem: Diagnostic) -> str:
    """What is wrong and what helps, a sentence each."""
    sentences = filter(None, (problem.message, problem.hint))
    return " ".join(f"{sentence[:1].upper()}{sentence[1:]}." for sentence in sentences)


def text_widget(text: str = "", *, id: str | None = None, classes: str | None = None) -> Static:  # noqa: A002
    """Some plain text."""
    return Static(plain(text), id=id, classes=classes, markup=False)
