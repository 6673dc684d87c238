"""Rating somebody, and their results."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Literal

from skillgap.errors import DataError, Diagnostic
from skillgap.labels import strip_control_chars
from skillgap.model.goals import find_criterion
from skillgap.model.matrix import Matrix
from skillgap.model.profile import Assessment
from skillgap.store import ProfileFile
from skillgap.tui.flows.base import EXPORT_WIDTH, Flow
from skillgap.tui.profile_loader import read_only_reason
from skillgap.tui.session import Session

if TYPE_CHECKING:
    # The other screens are imported when they are opened, so that the first one shows at once.
    from skillgap.questionnaire.self_assessment import Questionnaire
    from skillgap.tui.screens.assess import AssessScreen
    from skillgap.tui.screens.goals import GoalsScreen
    from skillgap.tui.screens.home import HomeScreen
    from skillgap.tui.screens.results import ResultsScreen


class AssessmentFlow(Flow):
    """Asks somebody about themselves, and shows the results."""

    offers_carry_over = True
    """Whether ratings of an older version of a role are offered to be carried over."""
    chosen_start: tuple[datetime.date | None, bool] = (None, False)
    """The date of the assessment to add to, and whether a new one begins without asking, if the caller chose."""

    # From the home screen

    def on_home_screen_assess_wanted(self, event: HomeScreen.AssessWanted) -> None:
        """Rate somebody; where several roles are known, ask which."""
        self.assess(event.file)

    def on_home_screen_new_wanted(self) -> None:
        """Create a new profile and begin to rate."""
        from skillgap.tui.dialogs.new import NewProfileDialog

        def begin(file: ProfileFile | None) -> None:
            if file is not None:
                self.app.home.reload(str(file.path))
                self.assess(file)

        self.app.push_screen(NewProfileDialog(self.workspace.library), begin)

    def on_home_screen_results_wanted(self, event: HomeScreen.ResultsWanted) -> None:
        """Show somebody's results."""
        profile = event.file.profile
        latest = profile.latest()
        if latest is None:
            self._with_matrix(profile.name, None, lambda matrix: self._open_results(event.file, matrix, None))
            return
        try:
            matrix = self.workspace.matrix_of(event.file, latest)
        except DataError as error:
            self.app.explain("No results", error.problems)
        else:
            self._open_results(event.file, matrix, latest)

    on_team_screen_results_wanted = on_home_screen_results_wanted

    # Beginning to rate

    def assess(self, file: ProfileFile, matrix: Matrix | None = None, at: str | None = None) -> None:
        """Ask somebody, beginning at a criterion where one is given, else where they stopped."""
        if file.read_only:
            self.app.explain("Only read", (read_only_reason(file),))
        elif matrix is None:
            latest = file.profile.latest()
            self._with_matrix(file.profile.name, latest, lambda chosen: self.assess(file, chosen))
        else:
            self._begin(file, matrix, at)

    def _with_matrix(self, name: str, latest: Assessment | None, then: Callable[[Matrix], None]) -> None:
        """Go on with the matrix to rate against: the only one, else the one the person chooses."""
        try:
            known = self.workspace.roles_to_rate()
        except DataError as error:
            self.app.explain("There is no matrix to rate against", error.problems)
            return
        if len(known) == 1:
            then(known[0])
            return
        from skillgap.tui.dialogs.choice import choose_matrix

        self.app.push_screen(choose_matrix(name, known, latest), lambda chosen: then(chosen) if chosen else None)

    def _begin(self, file: ProfileFile, matrix: Matrix, at: str | None) -> None:
        """Go on with the questions; ratings of an older version of the role are offered to be carried over."""
        from skillgap.scoring.comparison.versions import to_carry_over

        old = to_carry_over(file.profile, matrix) if self.offers_carry_over else None
        if old is None:
            self._start(file, matrix, at)
            return
        from skillgap.tui.dialogs.carry import carry_dialog

        try:
            carried = self.workspace.carry_over(file, old, matrix)
        except DataError as error:
            message = strip_control_chars(error.problems[0].message)
            self.app.notify(message, title="Older ratings cannot be carried over", markup=False)
            self._start(file, matrix, at)
            return

        def answered(along: bool | None) -> None:
            if along is None:
                return
            session = Session(file)
            if along:
                session.keep(carried.assessment)
            if session.saved:
                self._start(session.file, matrix, at)
            else:
                self.app.explain("The ratings could not be carried over", session.problems)

        self.app.push_screen(carry_dialog(old, matrix, carried), answered)

    def _start(self, file: ProfileFile, matrix: Matrix, at: str | None) -> None:
        """Continue the assessment, or ask whether to add to an old one or to begin a new one."""
        from skillgap.questionnaire.self_assessment import how_to_start, latest_against

        latest = latest_against(file.profile, matrix)
        date, fresh = self.chosen_start
        self.chosen_start = (None, False)
        asks = how_to_start(file.profile, matrix, self.workspace.today()) == "ask"
        if date is not None or fresh or latest is None or not asks:
            self._open_questions(file, matrix, at, date)
            return
        try:
            self.workspace.begin(file, matrix, latest)
        except DataError as error:
            self.app.explain("These ratings do not fit the matrix", error.problems)
            return
        from skillgap.tui.dialogs.start import start_dialog

        def answered(date: datetime.date | Literal["new"] | None) -> None:
            if date is not None:
                self._open_questions(file, matrix, at, None if date == "new" else date)

        self.app.push_screen(start_dialog(file.profile.name, matrix, latest), answered)

    def _open_questions(self, file: ProfileFile, matrix: Matrix, at: str | None, date: datetime.date | None) -> None:
        try:
            questionnaire = self.workspace.begin(file, matrix, date)
        except DataError as error:
            self.app.explain("These ratings do not fit the matrix", error.problems)
            return
        self.work.open(Session(file))
        self.app.home.return_to(file.path)
        self._continue(questionnaire.go(at) if at in questionnaire.ids else questionnaire)

    def _continue(self, questionnaire: Questionnaire) -> None:
        from skillgap.tui.screens.assess import AssessScreen

        session = self.work.session
        if session is None:
            return
        self.work.questionnaire = questionnaire
        if questionnaire.current is None:
            self._show_results_of(questionnaire, session)
        else:
            self.app.show(AssessScreen(questionnaire, session))

    # While rating: nothing is shown before what was answered is saved, or said not to be

    def on_assess_screen_changed(self, event: AssessScreen.Changed) -> None:
        """Save, then show what comes next."""
        session = self.work.session
        if session is None:
            return
        self.work.questionnaire = event.walk
        session.keep(event.walk.assessment)
        self.app.saving.warn(session)
        # Where the results have taken the screen's place, keys were faster than they: they show the last answer too.
        gone = event.screen not in self.app.screen_stack
        if gone or (event.walk.current is None and event.walk is event.screen.walk):
            self._show_results_of(event.walk, session)
        else:
            event.screen.show(event.walk)

    def on_assess_screen_results_wanted(self) -> None:
        """Show the results as far as they are known."""
        if self.work.questionnaire is not None and self.work.session is not None:
            self._show_results_of(self.work.questionnaire, self.work.session)

    def on_goals_screen_rate_wanted(self, event: GoalsScreen.RateWanted) -> None:
        """Rate the criterion of a goal again, in the role that has it."""
        session = self.work.session
        if session is None:
            return
        found = find_criterion(self.workspace.roles_of(session.profile), event.goal.criterion)
        if found is None:
            self.app.explain("Nothing to rate", (Diagnostic("No role that is known here has this criterion."),))
            return
        role, criterion = found
        self.app.saving.leave(lambda: self.assess(session.file, self.workspace.current(role), criterion.id))

    # Results

    def _open_results(self, file: ProfileFile, matrix: Matrix, assessment: Assessment | None) -> None:
        self._show_results(self.work.open(Session(file)), matrix, assessment)

    def _show_results(self, session: Session, matrix: Matrix, assessment: Assessment | None) -> None:
        from skillgap.model.changes import changes_since
        from skillgap.store.last_seen import last_seen, remember
        from skillgap.tui.screens.results import ResultsScreen

        seen = None if session.file.read_only else last_seen(session.file)
        if not session.file.read_only:
            remember(session.file)
        fresh = changes_since(seen, session.profile) if seen else ()
        posting_data = partial(self.workspace.posting_data, matrix)
        self.app.show(ResultsScreen(session, matrix, assessment, self.workspace.today(), posting_data, fresh))

    def _show_results_of(self, questionnaire: Questionnaire, session: Session) -> None:
        """Show the results of the latest assessment of this matrix, which is this one if anything is answered."""
        latest = session.profile.latest(questionnaire.matrix.id)
        same = latest is not None and latest.matrix_version == questionnaire.matrix.version
        self._show_results(session, questionnaire.matrix, latest if same else None)

    def on_results_screen_assess_wanted(self, event: ResultsScreen.AssessWanted) -> None:
        """Go back to the questions, or begin with them."""
        questionnaire, session = self.work.questionnaire, self.work.session
        if questionnaire is not None:
            self._continue(questionnaire if questionnaire.current else questionnaire.back())
        elif session is not None:
            self.assess(session.file, self.workspace.current(event.matrix))

    def on_results_screen_export_wanted(self, event: ResultsScreen.ExportWanted) -> None:
        """Write results to a file."""
        from skillgap.reports.content import Layout
        from skillgap.reports.gap_report import gap_report_content
        from skillgap.reports.rendering import render

        report, layout = event.report, Layout(width=EXPORT_WIDTH)
        content = gap_report_content(report, postings=event.among)
        self.app.export(f"{report.profile_id}-{report.date or 'unrated'}", lambda form: render(content, form, layout))
