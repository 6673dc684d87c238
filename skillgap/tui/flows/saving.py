"""Leaving, and saving again: no work is left unsaved without a word."""

from __future__ import annotations

import asyncio
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import partial

from textual.screen import ModalScreen

from skillgap.errors import DataError, internal_error
from skillgap.labels import strip_control_chars
from skillgap.model.merge import Merged
from skillgap.questionnaire import review, self_assessment
from skillgap.tui.flows.base import Flow
from skillgap.tui.session import Session

NOT_SAVED, CONFLICT, FAILED, INTERRUPTED, TERMINATED = 1, 3, 70, 130, 143
"""The exit codes if somebody leaves although answers could not be saved, if the file changed underneath, if skillgap
itself failed, and if a signal ended it."""
REPORT = "report this line and what you did, please"


class SavingFlow(Flow):
    """Saves again, leaves screens and the application, and says what is not saved."""

    def listen_to_signals(self) -> None:
        """Keep what is being written when the system ends skillgap, or its terminal is closed."""
        ends: dict[str, Callable[[], None]] = {
            "SIGINT": partial(self._end_at_once, INTERRUPTED),
            "SIGTERM": partial(self._end_at_once, TERMINATED),
            "SIGHUP": self._hang_up,
        }
        for name, end in ends.items():
            number = getattr(signal, name, None)  # there is no SIGHUP on Windows
            if number is None or signal.getsignal(number) is signal.SIG_IGN:
                continue  # whoever started skillgap wants it to go on, as nohup does
            # Where a loop cannot listen to signals, as on Windows, they end skillgap as ever.
            with suppress(NotImplementedError):
                asyncio.get_running_loop().add_signal_handler(number, self._close_dialogs, end)

    # Saving

    def warn(self, session: Session) -> None:
        """Say that the last save failed where a dialog hides the banner that says so."""
        from skillgap.tui.dialogs.base import Dialog

        self.app.clear_notifications()
        if not session.saved and isinstance(self.app.screen, Dialog):
            message = strip_control_chars(session.problems[0].message)
            self.app.notify(message, title="Not saved", severity="error", markup=False)

    def on_unsaved_changes_screen_save_wanted(self) -> None:
        """Try again to save."""
        if self.work.session is not None:
            self.work.session.save()
            self.show()

    def on_unsaved_changes_screen_reload_wanted(self) -> None:
        """Unite what another program changed with what is not saved; ask about values that both changed."""
        session, work = self.work.session, self.work
        if session is None:
            return
        walk = work.review or work.questionnaire
        try:
            merged = session.merge_with_file(walk)
        except DataError as error:
            self.app.explain("The file cannot be taken up again", error.problems)
            return
        if merged.conflicts:
            from skillgap.tui.dialogs.conflicts import ConflictsDialog

            self.app.push_screen(
                ConflictsDialog(merged, walk.matrix if walk else None), partial(self._save_merged, session)
            )
        else:
            self._save_merged(session, merged)

    def _save_merged(self, session: Session, merged: Merged | None) -> None:
        """Save both changes and go on with them; None if somebody has not chosen yet."""
        work = self.work
        if merged is not None and work.session is session:
            session.save_merged(merged)
            if work.review is not None:
                work.review = review.continue_from(work.review, session.profile)
            elif work.questionnaire is not None:
                work.questionnaire = self_assessment.continue_from(work.questionnaire, session.profile)
        self.show()

    def show(self) -> None:
        """Let the screen show whether everything is saved."""
        self.app.clear_notifications()
        from skillgap.tui.screens.assess import AssessScreen
        from skillgap.tui.screens.goals import GoalsScreen
        from skillgap.tui.screens.results import ResultsScreen
        from skillgap.tui.screens.reviewing_screen import ReviewingScreen

        screen, work = self.app.screen, self.work
        if isinstance(screen, AssessScreen) and work.questionnaire is not None:
            screen.resume(work.questionnaire)
        elif isinstance(screen, ResultsScreen | GoalsScreen):
            screen.show()
        else:
            if isinstance(screen, ReviewingScreen) and work.review is not None:
                screen.resume(work.review)
            self.app.reviews.finish()

    # Leaving

    def leave(self, then: Callable[[], None]) -> None:
        """Go on, but not without a word while something is not saved."""
        session = self.work.session
        self._save_again()
        if session is None or session.saved:
            then()
            return
        from skillgap.tui.dialogs.choice import confirm_leaving

        self.app.push_screen(confirm_leaving(session), lambda leave: then() if leave else self.show())

    def on_question_screen_home_wanted(self) -> None:
        """Go to the home screen."""
        self.leave(self._go_home)

    on_compare_screen_home_wanted = on_question_screen_home_wanted
    on_team_screen_home_wanted = on_question_screen_home_wanted

    def on_results_screen_home_wanted(self) -> None:
        """Go to the home screen, or back to the team from which the results were opened."""
        self.leave(partial(self._go_home, min(2, len(self.app.screen_stack) - 1)))

    def _go_home(self, left: int = 1) -> None:
        """Forget what was worked on, and go to the home screen, or to the last of those that are left."""
        self.work.close()
        while len(self.app.screen_stack) > left:
            self.app.pop_screen()

    def quit(self) -> None:
        """Leave skillgap."""
        self._close_dialogs(partial(self.leave, self._end))

    def _close_dialogs(self, then: Callable[[], None]) -> None:
        """Close what is open over the screen, which keeps what it would keep by its own key, and go on."""
        from skillgap.tui.dialogs.base import Dialog

        while isinstance(self.app.screen, ModalScreen) and not isinstance(self.app.screen, Dialog):
            self.app.pop_screen()  # the palette keeps nothing, but a dialog may be open below it
        if isinstance(self.app.screen, Dialog):
            self.app.screen.close_and(partial(self._close_dialogs, then))
        else:
            then()

    def _end_at_once(self, code: int) -> None:
        self._save_again()
        self._end(code)

    def end_without_input(self) -> None:
        """End in order when nothing can be read from the terminal any more."""
        self._close_dialogs(partial(self._end_at_once, FAILED))

    def last_words(self, error: BaseException) -> str:
        """Save what can be saved, and say in two lines what failed and whether everything is saved."""
        try:
            self._save_again()
            writing = bool(self.app.screen.query("TextArea, Input"))
        except Exception as other:
            return f"{internal_error(other, 'your last answers are not saved')}; {REPORT}"
        saved = self.work.session is None or self.work.session.saved
        state = "your answers are saved" if saved else "your last answers are not saved"
        state += ", but not the text that you were writing" if writing else ""
        return str(internal_error(error, f"{state}; {REPORT}"))

    def _hang_up(self) -> None:
        """End as the signal does: there is no terminal any more to leave in order, and writing to it would block."""
        self._save_again()
        if sys.platform != "win32":  # which has no such signal
            asyncio.get_running_loop().remove_signal_handler(signal.SIGHUP)
            signal.raise_signal(signal.SIGHUP)

    def _save_again(self) -> None:
        session = self.work.session
        if session is not None and not session.saved and not session.conflict:
            session.save()

    def _end(self, otherwise: int = 0) -> None:
        session = self.work.session
        unsaved = session is not None and not session.saved
        self.app.exit(return_code=(CONFLICT if session and session.conflict else NOT_SAVED) if unsaved else otherwise)
