"""What the application does about the one file that is being worked on: it is never left unsaved without a word."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import TYPE_CHECKING

from skillgap.store import Library
from skillgap.tui.session import Session
from skillgap.tui.shell import Shell

if TYPE_CHECKING:
    from skillgap.review import ReviewWalk
    from skillgap.walk import Walk


class Keeping(Shell):
    """A shell over a library: the file being worked on, and the questions or the review that one is in."""

    def __init__(self, library: Library, today: Callable[[], datetime.date]) -> None:
        super().__init__()
        self._library = library
        self._today = today
        self._session: Session | None = None
        self._walk: Walk | None = None
        self._review: ReviewWalk | None = None

    def _show_saving(self) -> None:
        """Let the screen tell how saving stands."""
        raise NotImplementedError

    def _leave(self, then: Callable[[], None]) -> None:
        """Go, but not without a word while something is not saved."""
        session = self._session
        if session is None or session.saved:
            then()
            return
        if not session.conflict:
            session.save()
        if session.saved:
            then()
            return
        from skillgap.tui.dialogs.choice import confirm_leaving

        self.push_screen(confirm_leaving(session), lambda leave: then() if leave else self._show_saving())
