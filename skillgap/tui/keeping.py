"""What the application does about the one file that is being worked on: it is never left unsaved without a word."""

from __future__ import annotations

import asyncio
import datetime
import signal
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING

from skillgap.store import Library
from skillgap.tui.session import Session
from skillgap.tui.shell import Shell

if TYPE_CHECKING:
    from skillgap.questionnaire.review import ReviewQuestionnaire
    from skillgap.questionnaire.self_assessment import Questionnaire

NOT_SAVED, CONFLICT, INTERRUPTED = 1, 3, 130
"""The exit codes when somebody leaves although answers could not be saved, when the file changed underneath,
and when the system ended skillgap."""


class Keeping(Shell):
    """A shell over a library: the file being worked on, and the questions or the review that one is in."""

    def __init__(self, library: Library, today: Callable[[], datetime.date]) -> None:
        super().__init__()
        self._library = library
        self._today = today
        self._session: Session | None = None
        self._walk: Questionnaire | None = None
        self._review: ReviewQuestionnaire | None = None

    def on_mount(self) -> None:
        """Keep what is being written when the system ends skillgap, or its terminal is closed."""
        loop = asyncio.get_running_loop()
        # Where a loop cannot listen to signals, as on Windows, they end skillgap as ever.
        with suppress(NotImplementedError):
            loop.add_signal_handler(signal.SIGTERM, self._close_dialogs, self._end_at_once)
            loop.add_signal_handler(signal.SIGHUP, self._close_dialogs, self._hang_up)

    def _show_saving(self) -> None:
        """Let the screen tell how saving stands."""
        raise NotImplementedError

    def _leave(self, then: Callable[[], None]) -> None:
        """Go, but not without a word while something is not saved."""
        session = self._session
        self._save_again()
        if session is None or session.saved:
            then()
            return
        from skillgap.tui.dialogs.choice import confirm_leaving

        self.push_screen(confirm_leaving(session), lambda leave: then() if leave else self._show_saving())

    async def action_quit(self) -> None:
        """Leave skillgap."""
        self._close_dialogs(lambda: self._leave(self._end))

    def _close_dialogs(self, then: Callable[[], None]) -> None:
        """Close what is open over the screen, which keeps what it would keep by its own key, and go on."""
        from skillgap.tui.dialogs.base import Dialog

        if isinstance(self.screen, Dialog):
            self.screen.close_and(lambda: self._close_dialogs(then))
        else:
            then()

    def _end_at_once(self) -> None:
        self._save_again()
        self._end(INTERRUPTED)

    def _hang_up(self) -> None:
        """End as the signal does: there is no terminal any more to leave in order, and writing to it would block."""
        self._save_again()
        asyncio.get_running_loop().remove_signal_handler(signal.SIGHUP)
        signal.raise_signal(signal.SIGHUP)

    def _save_again(self) -> None:
        session = self._session
        if session is not None and not session.saved and not session.conflict:
            session.save()

    def _end(self, otherwise: int = 0) -> None:
        session = self._session
        unsaved = session is not None and not session.saved
        self.exit(return_code=(CONFLICT if session and session.conflict else NOT_SAVED) if unsaved else otherwise)
