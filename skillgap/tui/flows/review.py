"""Reviewing somebody as their mentor: open the review, save it, and show where the two differ."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from skillgap.errors import DataError, Diagnostic
from skillgap.store import ProfileFile
from skillgap.tui.flows.base import EXPORT_WIDTH, Flow
from skillgap.tui.profile_loader import read_only_reason
from skillgap.tui.session import Session
from skillgap.workspace import RatedProfile, utc_now

if TYPE_CHECKING:
    from skillgap.model.profile import Assessment, Profile
    from skillgap.questionnaire.review import ReviewQuestionnaire
    from skillgap.tui.screens.differences import DifferencesScreen
    from skillgap.tui.screens.home import HomeScreen
    from skillgap.tui.screens.meeting import MeetingScreen
    from skillgap.tui.screens.results import ResultsScreen
    from skillgap.tui.screens.review import ReviewScreen
    from skillgap.tui.screens.reviewing_screen import ReviewingScreen

NOTHING = Diagnostic("Nothing is rated yet, so there is nothing to review.", hint="They rate themselves first.")


class ReviewFlow(Flow):
    """Asks a mentor about somebody."""

    def on_home_screen_review_wanted(self, event: HomeScreen.ReviewWanted) -> None:
        """Review somebody: ask by whom, and which of several assessments."""
        file = event.file
        assessments = sorted(file.profile.assessments, key=lambda assessment: assessment.date, reverse=True)

        def named(by: str) -> None:
            if len(assessments) == 1:
                self._begin(file, assessments[0], by)
                return
            from skillgap.tui.dialogs.choice import choose_assessment

            dialog = choose_assessment(file.profile, assessments, by)
            self.app.push_screen(dialog, lambda chosen: self._begin(file, chosen, by) if chosen else None)

        if file.read_only or not assessments:
            self.app.explain("No review", (read_only_reason(file) if file.read_only else NOTHING,))
        else:
            self._ask_mentor(file, named)

    def on_results_screen_review_wanted(self, event: ResultsScreen.ReviewWanted) -> None:
        """Review the assessment whose results are shown."""
        self._ask_mentor(event.file, lambda by: self._begin(event.file, event.assessment, by))

    def _ask_mentor(self, file: ProfileFile, then: Callable[[str], None]) -> None:
        from skillgap.tui.dialogs.mentor import MentorDialog

        dialog = MentorDialog(file.profile.name, self.app.settings.mentor)
        self.app.push_screen(dialog, lambda by: then(by) if by else None)

    def _begin(self, file: ProfileFile, assessment: Assessment, by: str) -> None:
        try:
            rated = RatedProfile(file, self.workspace.matrix_of(file, assessment), assessment)
            walk = self.workspace.begin_review(rated, by)
        except DataError as error:
            self.app.explain("No review", error.problems)
            return
        self.app.remember("The name", mentor=by)
        self.open(file, walk)

    def open(self, file: ProfileFile, walk: ReviewQuestionnaire) -> None:
        """Open the screen of a review that was begun."""
        session = self.work.open(Session(file), walk)
        if walk.review.status != "draft":
            self._meet(session, walk)
            return
        from skillgap.tui.screens.review import ReviewScreen

        self.app.show(ReviewScreen(walk, session))

    def _meet(self, session: Session, walk: ReviewQuestionnaire) -> None:
        from skillgap.tui.screens.meeting import MeetingScreen

        self.app.show(MeetingScreen(walk, session))

    # While reviewing: nothing is shown before what was said is saved, or said not to be

    def on_reviewing_screen_changed(self, event: ReviewingScreen.Changed) -> None:
        """Save, then show what comes next."""
        session = self.work.session
        if session is None:
            return
        self.work.review = event.walk
        try:
            session.keep_review(event.walk.review)
        except DataError as error:
            self.app.explain("The review cannot be changed", error.problems)
            return
        event.screen.show(event.walk)
        self.finish()

    def on_review_screen_hand_in_wanted(self, event: ReviewScreen.HandInWanted) -> None:
        """Ask once more, since nothing in it can be changed after."""
        from skillgap.tui.dialogs.choice import confirm_handing_in

        walk = event.screen.walk
        try:
            walk.submit(utc_now())
        except ValueError:
            nothing = Diagnostic("The review is empty.", hint="Rate a criterion, or write a summary.")
            self.app.explain("Not submitted", (nothing,))
            return
        self.app.push_screen(confirm_handing_in(walk), lambda sure: event.screen.hand_in(utc_now()) if sure else None)

    def on_meeting_screen_complete_wanted(self, event: MeetingScreen.CompleteWanted) -> None:
        """Ask once more, since the mentor can change nothing in it after."""
        from skillgap.tui.dialogs.agreed_level import confirm_completing

        dialog = confirm_completing(event.screen.walk)
        self.app.push_screen(dialog, lambda sure: event.screen.complete(utc_now()) if sure else None)

    def finish(self) -> None:
        """Show the differences once the review is submitted or completed, and saved."""
        session, walk = self.work.session, self.work.review
        if session is None or walk is None or walk.review.status == self.work.begun_status or not session.saved:
            return
        self.work.review = None
        self._show_differences(session.profile, walk)

    def _show_differences(self, profile: Profile, walk: ReviewQuestionnaire) -> None:
        from skillgap.reports.review import Reviewed
        from skillgap.scoring.disagreement import disagreement
        from skillgap.tui.screens.differences import DifferencesScreen

        found = disagreement(walk.matrix, profile, walk.assessment, walk.review)
        meeting = walk.at_first_open() if walk.review.status == "rated" else None
        self.app.show(DifferencesScreen(Reviewed(profile, found), meeting))

    def on_differences_screen_meet_wanted(self, event: DifferencesScreen.MeetWanted) -> None:
        """Meet the person about the review that was submitted just now."""
        if self.work.session is not None:
            self._meet(self.work.open(self.work.session, event.walk), event.walk)

    def on_differences_screen_export_wanted(self, event: DifferencesScreen.ExportWanted) -> None:
        """Write where the two differ to a file."""
        from skillgap.reports.content import Layout
        from skillgap.reports.rendering import render

        self.app.export(event.stem, lambda form: render(event.written, form, Layout(width=EXPORT_WIDTH)))
