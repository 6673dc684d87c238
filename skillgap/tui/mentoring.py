"""What the application does for a mentor: it opens the review, saves it, and shows where the two differ."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from skillgap.errors import DataError, Diagnostic
from skillgap.labels import strip_control_chars
from skillgap.store import ProfileFile, check_against
from skillgap.store.settings import write_settings
from skillgap.tui.keeping import Keeping
from skillgap.tui.profile_loader import read_only_reason
from skillgap.tui.session import Session
from skillgap.tui.shell import EXPORT_WIDTH

if TYPE_CHECKING:
    from skillgap.model.profile import Assessment
    from skillgap.questionnaire.review import ReviewQuestionnaire
    from skillgap.tui.screens.differences import DifferencesScreen
    from skillgap.tui.screens.home import HomeScreen
    from skillgap.tui.screens.results import ResultsScreen
    from skillgap.tui.screens.review import ReviewScreen

NOTHING = Diagnostic("Nothing is rated yet, so there is nothing to review.", hint="They rate themselves first.")


class Mentoring(Keeping):
    """A shell that knows how somebody is reviewed, and not what else is done with profiles."""

    def on_home_screen_review_wanted(self, event: HomeScreen.ReviewWanted) -> None:
        """Review somebody: ask by whom, and which of several assessments."""
        file = event.file
        assessments = sorted(file.profile.assessments, key=lambda one: one.date, reverse=True)

        def named(by: str) -> None:
            if len(assessments) == 1:
                self._begin_review(file, assessments[0], by)
                return
            from skillgap.tui.dialogs.choice import choose_assessment

            dialog = choose_assessment(file.profile, assessments, by)
            self.push_screen(dialog, lambda chosen: self._begin_review(file, chosen, by) if chosen else None)

        if file.read_only or not assessments:
            self._explain("No review", (read_only_reason(file) if file.read_only else NOTHING,))
        else:
            self._ask_mentor(file, named)

    def on_results_screen_review_wanted(self, event: ResultsScreen.ReviewWanted) -> None:
        """Review the assessment whose results are shown."""
        self._ask_mentor(event.file, lambda by: self._begin_review(event.file, event.assessment, by))

    def _ask_mentor(self, file: ProfileFile, then: Callable[[str], None]) -> None:
        from skillgap.tui.dialogs.mentor import MentorDialog

        dialog = MentorDialog(file.profile.name, self._settings.mentor)
        self.push_screen(dialog, lambda by: then(by) if by else None)

    def _begin_review(self, file: ProfileFile, assessment: Assessment, by: str) -> None:
        from skillgap.questionnaire.review import begin

        try:
            matrix = self._library.matrix_of(assessment)
            check_against(file, assessment, matrix)
            walk = begin(file.profile, matrix, assessment, by, self._today())
        except DataError as error:
            self._explain("No review", error.problems)
            return
        self._remember_mentor(by)
        self._open_review(file, walk)

    def _open_review(self, file: ProfileFile, walk: ReviewQuestionnaire) -> None:
        from skillgap.tui.screens.review import ReviewScreen

        self._session, self._walk, self._review = Session(file), None, walk
        self._show(ReviewScreen(walk, self._session))

    def _remember_mentor(self, by: str) -> None:
        if by == self._settings.mentor:
            return
        self._settings = replace(self._settings, mentor=by)
        try:
            write_settings(self._settings)
        except DataError as error:
            self.notify(
                strip_control_chars(f"The name cannot be remembered: {error.problems[0].message}"), markup=False
            )

    # While reviewing: nothing is shown before what was said is saved, or said not to be

    def on_review_screen_changed(self, event: ReviewScreen.Changed) -> None:
        """Save, then show what comes next."""
        session = self._session
        if session is None:
            return
        self._review = event.walk
        try:
            session.keep_review(event.walk.review)
        except DataError as error:
            self._explain("The review cannot be changed", error.problems)
            return
        event.screen.show(event.walk)
        self._finish()

    def on_review_screen_hand_in_wanted(self, event: ReviewScreen.HandInWanted) -> None:
        """Ask once more, since nothing in it can be changed after."""
        from skillgap.tui.dialogs.choice import confirm_handing_in

        walk = event.screen.walk
        try:
            walk.complete()
        except ValueError:
            nothing = Diagnostic("Nothing was said yet.", hint="Rate something, or say something of the whole.")
            self._explain("Not handed in", (nothing,))
            return
        self.push_screen(confirm_handing_in(walk), lambda sure: event.screen.hand_in() if sure else None)

    def _finish(self) -> None:
        """Show where the two differ, once the review is handed in and on the disk."""
        session, walk = self._session, self._review
        if session is None or walk is None or walk.review.status != "complete" or not session.saved:
            return
        from skillgap.reports.review import Reviewed
        from skillgap.scoring.disagreement import disagreement
        from skillgap.tui.screens.differences import DifferencesScreen

        found = disagreement(walk.matrix, session.profile, walk.assessment, walk.review)
        self._review = None
        self._show(DifferencesScreen(Reviewed(session.profile, found)))

    def _show_review(self) -> None:
        """Let the screen tell how saving stands."""
        from skillgap.tui.screens.review import ReviewScreen

        if isinstance(self.screen, ReviewScreen) and self._review is not None:
            self.screen.resume(self._review)
        self._finish()

    def on_differences_screen_export_wanted(self, event: DifferencesScreen.ExportWanted) -> None:
        """Write where the two differ to a file."""
        from skillgap.reports import Layout, render_written

        self._export(event.stem, lambda form: render_written(event.written, form, Layout(width=EXPORT_WIDTH)))
