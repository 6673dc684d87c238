"""What all screens and dialogs share: they act only while they are the current one."""

from __future__ import annotations

from typing import Any, ClassVar, TypeVar

from textual.await_complete import AwaitComplete
from textual.message import Message
from textual.screen import Screen

T = TypeVar("T")


class Request(Message):
    """What a screen asks the application to do; see :meth:`skillgap.tui.app.SkillgapApp.answer_request`.

    Keys that are typed ahead may reach a screen that has been left by the time its request is heard. Such a request is
    dropped, unless it ``IS_NEVER_DROPPED`` because it carries an answer.
    """

    IS_NEVER_DROPPED: ClassVar[bool] = False
    asker: Screen[Any] | None = None


class BaseScreen(Screen[T]):
    """A screen or dialog that signs its requests, and that can be dismissed only while it is the current one."""

    def post_message(self, message: Message) -> bool:
        """Sign a request with this screen."""
        if isinstance(message, Request):
            message.asker = self
        return super().post_message(message)

    @property
    def is_on_top(self) -> bool:
        """Whether keys reach this screen; Textual's ``is_current`` is also true of screens that shine through."""
        return self.is_running and self.app.screen is self

    def dismiss(self, result: T | None = None) -> AwaitComplete:
        """Close this screen with a result, once: later calls do nothing."""
        return super().dismiss(result) if self.is_on_top else AwaitComplete()
