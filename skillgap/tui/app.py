"""The application: it opens the screens, one after another, and it alone saves."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from textual.screen import ModalScreen

from skillgap.errors import DataError, Diagnostic
from skillgap.labels import strip_control_chars
from skillgap.model.goals import find_criterion
from skillgap.model.matrix import Matrix
from skillgap.model.profile import Assessment
from skillgap.store import Library, ProfileFile, check_against
from skillgap.tui.goal_setting import GoalSetting
from skillgap.tui.mentoring import Mentoring
from skillgap.tui.profile_loader import read_only_reason
from skillgap.tui.screens.home import HomeScreen
from skillgap.tui.session import Session
from skillgap.tui.shell import EXPORT_WIDTH
from skillgap.tui.teaming import Teaming

if TYPE_CHECKING:
    # The other screens are imported when they are opened, so that the first one shows at once.
    from skillgap.questionnaire.review import ReviewQuestionnaire
    from skillgap.questionnaire.self_assessment import Questionnaire
    from skillgap.tui.screens.assess import AssessScreen
    from skillgap.tui.screens.compare import CompareScreen
    from skillgap.tui.screens.goals import GoalsScreen
    from skillgap.tui.screens.results import ResultsScreen


class SkillgapApp(Mentoring, GoalSetting, Teaming):
    """The screens of skillgap over one library."""

    def __init__(
        self,
        library: Library,
        today: Callable[[], datetime.date],
        profile: ProfileFile | None = None,
        matrix: Matrix | None = None,
        *,
        offer: bool = True,
        review: ReviewQuestionnaire | None = None,
    ) -> None:
        super().__init__(library, today)
        self._first = (profile, matrix, review)
        self._offer = offer

    def get_default_screen(self) -> HomeScreen:
        """The first screen."""
        opened, *_ = self._first
        return HomeScreen(self._library, self._today(), opened.path if opened else None)

    def on_mount(self) -> None:
        """Begin where the caller wants to."""
        profile, matrix, review = self._first
        if profile is not None and review is not None:
            self._open_review(profile, review)
        elif profile is not None:
            self._assess(profile, matrix)

    # From the first screen

    def on_home_screen_assess_wanted(self, event: HomeScreen.AssessWanted) -> None:
        """Rate somebody; where several roles are known, ask which."""
        self._assess(event.file, None)

    def on_home_screen_results_wanted(self, event: HomeScreen.ResultsWanted) -> None:
        """Show somebody's results."""
        profile = event.file.profile
        latest = profile.latest()
        if latest is None:
            self._with_matrix(profile.name, None, lambda matrix: self._results(event.file, matrix, None))
            return
        try:
            matrix = self._library.matrix_of(latest)
            check_against(event.file, latest, matrix)
        except DataError as error:
            self._explain("No results", error.problems)
        else:
            self._results(event.file, matrix, latest)

    on_team_screen_results_wanted = on_home_screen_results_wanted

    def on_home_screen_unreadable(self, event: HomeScreen.Unreadable) -> None:
        """Show all that is wrong in a file."""
        self._explain("This file cannot be read", event.problems)

    def on_home_screen_new_wanted(self) -> None:
        """Make a new profile and begin to rate."""
        from skillgap.tui.dialogs.new import NewProfileDialog

        def made(file: ProfileFile | None) -> None:
            if file is not None:
                self._home.reload(str(file.path))
                self._assess(file, None)

        self.push_screen(NewProfileDialog(self._library), made)

    def on_home_screen_compare_wanted(self, event: HomeScreen.CompareWanted) -> None:
        """Show people side by side, or one person's dates."""
        from skillgap.tui.screens.compare import CompareScreen, line_up

        try:
            contenders = line_up(event.files, self._library)
        except DataError as error:
            self._explain("These cannot be compared", error.problems)
        else:
            self._show(CompareScreen(contenders))

    @property
    def _home(self) -> HomeScreen:
        home = self.screen_stack[0]
        assert isinstance(home, HomeScreen)  # noqa: S101 - it is the default screen and never leaves
        return home

    # Opening screens

    def _assess(self, file: ProfileFile, matrix: Matrix | None, at: str | None = None) -> None:
        """Ask somebody, beginning at a criterion where one is given, else where they stopped."""
        if file.read_only:
            self._explain("Only read", (read_only_reason(file),))
        elif matrix is None:
            latest = file.profile.latest()
            self._with_matrix(file.profile.name, latest, lambda chosen: self._assess(file, chosen))
        else:
            self._begin(file, matrix, at)

    def _begin(self, file: ProfileFile, matrix: Matrix, at: str | None) -> None:
        """Go on with the questions; ratings of an older version of the role are offered to be taken along."""
        from skillgap.scoring.comparison.versions import to_carry_over

        old = to_carry_over(file.profile, matrix) if self._offer else None
        if old is None:
            self._start(file, matrix, at)
            return
        from skillgap.tui.dialogs.carry import carry_dialog

        try:
            before = self._library.matrix_of(old)
            check_against(file, old, before)
        except DataError as error:
            self.notify(
                strip_control_chars(error.problems[0].message), title="Older ratings cannot come along", markup=False
            )
            self._start(file, matrix, at)
            return
        dialog, carried = carry_dialog(old, before, matrix, self._today())

        def answered(along: bool | None) -> None:
            if along is None:
                return
            session = Session(file)
            if along:
                session.keep(carried.assessment)
            if session.saved:
                self._start(session.file, matrix, at)
            else:
                self._explain("The ratings could not be taken along", session.problems)

        self.push_screen(dialog, answered)

    def _start(self, file: ProfileFile, matrix: Matrix, at: str | None) -> None:
        from skillgap.questionnaire.prefill import begin_prefilled

        try:
            known = self._library.matrices_for(file.profile, matrix.id)
            walk = begin_prefilled(file.profile, matrix, self._today(), known)
            if walk.assessment in file.profile.assessments:
                check_against(file, walk.assessment, matrix)
        except DataError as error:
            self._explain("These ratings do not fit the matrix", error.problems)
            return
        self._session = Session(file)
        self._go_on(walk.go(at) if at in walk.ids else walk)

    def _go_on(self, walk: Questionnaire) -> None:
        from skillgap.tui.screens.assess import AssessScreen

        if self._session is None:
            return
        self._walk = walk
        if walk.current is None:
            self._results_of(walk, self._session)
        else:
            self._show(AssessScreen(walk, self._session))

    def _results(self, file: ProfileFile, matrix: Matrix, assessment: Assessment | None) -> None:
        self._session, self._walk = Session(file), None
        self._show_results(self._session, matrix, assessment)

    def _show_results(self, session: Session, matrix: Matrix, assessment: Assessment | None) -> None:
        from skillgap.model.changes import changes_since
        from skillgap.postings.incidence_lookup import incidence_beside
        from skillgap.store.last_seen import last_seen, remember
        from skillgap.tui.screens.results import ResultsScreen

        seen = None if session.file.read_only else last_seen(session.profile.id)
        if not session.file.read_only:
            remember(session.profile)
        fresh = changes_since(seen, session.profile) if seen else ()
        incidence = partial(incidence_beside, self._library, matrix)
        self._show(ResultsScreen(session, matrix, assessment, self._today(), incidence, fresh))

    def _with_matrix(self, name: str, latest: Assessment | None, then: Callable[[Matrix], None]) -> None:
        """Go on with the matrix to rate against: the only one, else the one the person chooses."""
        try:
            entries = self._library.matrix_entries()
            # Older versions are listed too; what is rated against is the one that an id stands for.
            ids = dict.fromkeys(entry.id for entry in entries if entry.content is not None)
            known = [self._library.find_matrix(identifier) for identifier in ids]
        except DataError as error:
            self._explain("No matrix can be read", error.problems)
            return
        if not known:
            broken = tuple(problem for entry in entries for problem in entry.problems)
            self._explain("There is no matrix to rate against", broken or (Diagnostic("No matrix was found."),))
        elif len(known) == 1:
            then(known[0])
        else:
            from skillgap.tui.dialogs.choice import choose_matrix

            self.push_screen(choose_matrix(name, known, latest), lambda chosen: then(chosen) if chosen else None)

    def on_goals_screen_rate_wanted(self, event: GoalsScreen.RateWanted) -> None:
        """Rate the criterion of a goal again, in the role that has it."""
        session = self._session
        if session is None:
            return
        found = find_criterion(self._roles(session.profile), event.goal.criterion)
        if found is None:
            self._explain("Nothing to rate", (Diagnostic("No role that is known here has this criterion."),))
            return
        role, criterion = found
        self._leave(lambda: self._assess(session.file, self._current(role), criterion.id))

    # While rating: nothing is shown before what was answered is saved, or said not to be

    def on_assess_screen_changed(self, event: AssessScreen.Changed) -> None:
        """Save, then show what comes next."""
        session = self._session
        if session is None:
            return
        self._walk = event.walk
        session.keep(event.walk.assessment)
        self.clear_notifications()
        if not session.saved and isinstance(self.screen, ModalScreen):
            # The banner is under the dialog.
            self.notify(
                strip_control_chars(session.problems[0].message), title="Not saved", severity="error", markup=False
            )
        # Where the results have taken the screen's place, keys were faster than they: they show the last answer too.
        gone = event.screen not in self.screen_stack
        if gone or (event.walk.current is None and event.walk is event.screen.walk):
            self._results_of(event.walk, session)
        else:
            event.screen.show(event.walk)

    def on_assess_screen_results_wanted(self) -> None:
        """Show the results as far as they are known."""
        if self._walk is not None and self._session is not None:
            self._results_of(self._walk, self._session)

    def _results_of(self, walk: Questionnaire, session: Session) -> None:
        """The results of the matrix being walked through: of the latest assessment, this one if anything is said."""
        latest = session.profile.latest(walk.matrix.id)
        same = latest is not None and latest.matrix_version == walk.matrix.version
        self._show_results(session, walk.matrix, latest if same else None)

    def on_unsaved_changes_screen_save_wanted(self) -> None:
        """Try again to save."""
        if self._session is not None:
            self._session.save()
            self._show_saving()

    def on_unsaved_changes_screen_reload_wanted(self) -> None:
        """Take the file as another program left it, with what was said on top."""
        session = self._session
        if session is None:
            return
        try:
            if self._review is not None:
                self._review = session.reload_and_reapply_review(self._review)
            elif self._walk is not None:
                self._walk = session.reload_and_reapply(self._walk)
            else:
                session.reload_and_reapply_goals()
        except DataError as error:
            self._explain("The file cannot be taken up again", error.problems)
        self._show_saving()

    def _show_saving(self) -> None:
        """Let the screen tell how saving stands."""
        self.clear_notifications()
        from skillgap.tui.screens.assess import AssessScreen
        from skillgap.tui.screens.goals import GoalsScreen
        from skillgap.tui.screens.results import ResultsScreen

        if isinstance(self.screen, AssessScreen) and self._walk is not None:
            self.screen.resume(self._walk)
        elif isinstance(self.screen, ResultsScreen | GoalsScreen):
            self.screen.show()
        else:
            self._show_review()

    # Handing on

    def on_results_screen_export_wanted(self, event: ResultsScreen.ExportWanted) -> None:
        """Write results to a file."""
        from skillgap.reports import Layout, incidence, render

        report, among, layout = event.report, event.among, Layout(width=EXPORT_WIDTH)

        def text(form: str) -> str:
            return incidence.render(report, among, form, layout) if among else render(report, form, layout)

        self._export(f"{report.profile_id}-{report.date or 'unrated'}", text)

    def on_compare_screen_export_wanted(self, event: CompareScreen.ExportWanted) -> None:
        """Write a comparison to a file."""
        from skillgap.reports import Layout, render_written
        from skillgap.reports.comparison import written_comparison
        from skillgap.scoring.comparison.table import explanation

        report = written_comparison(event.comparison, explanation(event.comparison))
        self._export("comparison", lambda form: render_written(report, form, Layout(width=EXPORT_WIDTH)))

    # Leaving

    def on_results_screen_assess_wanted(self, event: ResultsScreen.AssessWanted) -> None:
        """Go back to the questions, or begin with them."""
        walk, session = self._walk, self._session
        if walk is not None:
            self._go_on(walk if walk.current else walk.back())
        elif session is not None:
            self._assess(session.file, self._current(event.matrix))

    def _current(self, matrix: Matrix) -> Matrix:
        """The matrix as it is rated against now, where the results are of an older version of it."""
        try:
            return self._library.find_matrix(matrix.id)
        except DataError:
            return matrix

    def on_question_screen_home_wanted(self) -> None:
        """Go to the first screen."""
        self._leave(self._go_home)

    on_compare_screen_home_wanted = on_question_screen_home_wanted
    on_team_screen_home_wanted = on_question_screen_home_wanted

    def on_results_screen_home_wanted(self) -> None:
        """Go to the first screen, or back to the team from which the results were opened."""
        self._leave(partial(self._go_home, min(2, len(self.screen_stack) - 1)))

    def _go_home(self, left: int = 1) -> None:
        """Forget what was worked on, and go to the first screen, or to the last of those that are left."""
        self._session = self._walk = self._review = None
        while len(self.screen_stack) > left:
            self.pop_screen()


def run(
    library: Library,
    *,
    profile: ProfileFile | None = None,
    matrix: Matrix | None = None,
    today: Callable[[], datetime.date],
    offer: bool = True,
    review: ReviewQuestionnaire | None = None,
) -> int:
    """Open the screens, on a profile's questions or a review of it when one is given; returns the exit code.

    ``offer`` is whether ratings of an older version of a role are offered to be taken along.
    """
    app = SkillgapApp(library, today, profile, matrix, offer=offer, review=review)
    app.run()
    return app.return_code or 0
