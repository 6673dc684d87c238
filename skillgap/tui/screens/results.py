"""The results: coverage on top, the ranked gaps, and all there is to say of the one under the cursor."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.types import CSSPathType
from textual.widgets import Static

from skillgap.errors import DataError
from skillgap.labels import UNICODE, VIEW_NAMES
from skillgap.labels import plan as words
from skillgap.labels.changes import change_words
from skillgap.labels.mandatory import mandatory_words
from skillgap.model.changes import News
from skillgap.model.matrix import Matrix
from skillgap.model.profile import Assessment
from skillgap.model.reviews import sealed_reviews
from skillgap.scoring.gap_report import VIEWS, GapReport, RankBy, View, gap_report, with_ranks
from skillgap.scoring.planning import WhatIf, best_plan, what_if
from skillgap.scoring.posting_data import (
    Incidence,
    IncidenceReport,
    PostingFigures,
    incidence_report,
    posting_figures,
)
from skillgap.store import ProfileFile
from skillgap.tui.base_screen import Request
from skillgap.tui.commands import bind
from skillgap.tui.dialogs.problems import ProblemsDialog
from skillgap.tui.lines import ACCENT, MUTED, STRONG, WARN, joined, plain
from skillgap.tui.screens.goal_actions import GoalActionsScreen
from skillgap.tui.screens.table_detail_screen import Draw, TableDetailScreen
from skillgap.tui.screens.unsaved_changes import UnsavedChangesScreen
from skillgap.tui.session import Session
from skillgap.tui.widgets.banner import Banner
from skillgap.tui.widgets.coverage import Coverage
from skillgap.tui.widgets.detail import detail_lines, title_of
from skillgap.tui.widgets.gap_table import CRITERION, table_head, table_rows
from skillgap.tui.widgets.header import HeaderLine
from skillgap.tui.widgets.keybar import KeyBar
from skillgap.tui.widgets.listing import Listing
from skillgap.tui.widgets.mandatory_line import MandatoryLine


class ResultsScreen(TableDetailScreen, GoalActionsScreen, UnsavedChangesScreen):
    """What an assessment says."""

    CSS_PATH: ClassVar[CSSPathType | None] = ["beside.tcss", "results.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [
        bind("enter", "detail", "details", "show.detail", "Show the details of this row"),
        bind("f", "rank('frequency')", "by frequency", "show.frequency", "Rank by how many postings ask for it"),
        bind("i", "rank('impact')", "by impact", "show.impact", "Rank by impact"),
        bind("o", "group(True)", "by topic", "show.by-topic", "Group the gaps by topic"),
        bind("o", "group(False)", "ungroup", "show.ungrouped", "List the gaps by rank"),
        bind("v", "view", "view", "show.view", "Whose levels count: agreed, your own, the mentor's"),
        bind("plus,equals_sign", "suppose(1)", "suppose more", "show.more", "What if: one level higher (not saved)"),
        bind("minus", "suppose(-1)", "suppose less", "show.less", "What if: one level lower (not saved)"),
        bind("0,backspace", "as_is", "as it is", "show.as-is", "Clear what-if levels"),
        bind("e", "export", "export", "show.export", "Write these results to a file"),
        bind("p", "plan", "plan", "go.plan", "Plan the next steps"),
        bind("d", "differences", "mentor", "show.differences", "Compare self-ratings and reviews"),
        bind("m", "review", "review", "go.review", "Rate this person as their mentor", show=False),
        bind("a", "assess", "assess", "go.assess", "Continue the self-assessment"),
        bind("s", "goal", "set goal", "more.goal", "Set a goal on the criterion under the cursor"),
        bind("w", "news", "changes", "show.news", "Show changes by others since you last looked"),
        bind("g", "goals", "goals", "go.goals", "Show your goals"),
        bind("escape", "back", "back to the table", "go.back", "Leave the details"),
        bind("q,escape", "home", "home", "go.home", "Go to the first screen"),
        bind("q,escape", "team", "team", "go.team", "Go back to the team"),
        bind("question_mark,f1", "app.help", "help", "app.help", "Show all keys"),
    ]  # fmt: skip

    class AssessWanted(Request):
        """The person wants to rate."""

        def __init__(self, matrix: Matrix) -> None:
            super().__init__()
            self.matrix = matrix

    class ReviewWanted(Request):
        """The person wants to review the assessment that is shown."""

        def __init__(self, file: ProfileFile, assessment: Assessment) -> None:
            super().__init__()
            self.file = file
            self.assessment = assessment

    class ExportWanted(Request):
        """The person wants these results as a file, with what the postings say where it is known."""

        def __init__(self, report: GapReport, among: IncidenceReport | None) -> None:
            super().__init__()
            self.report = report
            self.among = among

    class HomeWanted(Request):
        """The person wants to leave."""

    def __init__(
        self,
        session: Session,
        matrix: Matrix,
        assessment: Assessment | None,
        today: datetime.date,
        incidence: Callable[[], Incidence | None],
        fresh: Sequence[News] = (),
    ) -> None:
        """Show an assessment.

        ``incidence`` reads which posting asks for what, None where the postings are not here; it raises DataError
        where they cannot be read. ``fresh`` is what others did since it was last looked at.
        """
        super().__init__(session)
        self._incidence = incidence
        self._fresh = fresh
        self._matrix = matrix
        self._assessment = assessment
        self._today = today
        self._view: View = "agreed"
        self._rank_by: RankBy = "frequency"
        self._by_topic = False
        self._reviewed = bool(assessment and sealed_reviews(session.profile, assessment))
        self._supposed: dict[str, int] = {}
        self._what_if: WhatIf | None = None
        self._postings: tuple[Incidence, PostingFigures] | None = None
        self._among: IncidenceReport | None = None
        self._report = self._scored()

    def _scored(self) -> GapReport:
        """Return the report on the assessment, or on what would be with the levels supposed."""
        report = self._scored_from_counts()
        return with_ranks(report, self._postings[1].ranks) if self._postings else report

    def _scored_from_counts(self) -> GapReport:
        profile = self._session.profile
        self._what_if = None
        if not self._supposed or self._assessment is None:
            return gap_report(
                self._matrix, profile, self._assessment, view=self._view, rank_by=self._rank_by, today=self._today
            )
        self._what_if = what_if(
            self._matrix,
            profile,
            self._assessment,
            self._supposed,
            view=self._view,
            rank_by=self._rank_by,
            today=self._today,
        )
        return self._what_if.after

    def compose(self) -> ComposeResult:
        """A line on top, what is wrong if anything is, the coverage, the table beside its details, the keys."""
        yield MandatoryLine()
        yield HeaderLine()
        yield Banner()
        yield Coverage()
        yield Static(self._news_line(), id="news", markup=False)
        with Horizontal(id="both"):
            yield Listing(id="table")
            yield Listing(id="detail")
        yield KeyBar()

    def on_mount(self) -> None:
        """Show the report, with the cursor on the first gap."""
        try:
            incidence = self._incidence()
        except DataError as error:
            self.app.push_screen(ProblemsDialog("The postings of this role cannot be used", error.problems))
        else:
            self._postings = (incidence, posting_figures(self._matrix, incidence)) if incidence else None
        self.show()
        self._table.focus()

    def _news_line(self) -> Content:
        """What is new, counted."""
        return joined(plain("New since you last looked: ", ACCENT), plain(change_words(self._fresh), STRONG))

    def show(self) -> None:
        """Show the report anew, with the cursor where it is."""
        self._report = report = self._scored()
        self.query_one("#news").display = bool(self._fresh)
        self._among = incidence_report(report, *self._postings) if self._postings else None
        name = joined(plain("Results", ACCENT), plain(report.profile_name, STRONG), separator="  ")
        date = f"assessed {report.date.isoformat()}" if report.date else "not assessed yet"
        view = VIEW_NAMES[self._view] if self._reviewed else ""
        marked = plain(words.SUPPOSED_TITLE if self._supposed else "", WARN)
        self.query_one(MandatoryLine).say(mandatory_words(report.mandatory))
        self.query_one(HeaderLine).say(name, joined(marked, view, plain(date, MUTED), separator=UNICODE.dot))
        self.query_one(Banner).follow(self._session)
        self.query_one(Coverage).follow(report, self._what_if, self._among)
        rows = table_rows(report, self._today, self._supposed, by_topic=self._by_topic)
        ids = [row.id for row in rows if row.id is not None]
        cursor = self._table.cursor if self._table.cursor in ids else next(iter(ids), None)
        self._table.show(rows, cursor, table_head(report))
        self._tell(cursor)
        self.refresh_bindings()

    def _details_of(self, row_id: str) -> tuple[str, Draw] | None:
        """All there is to say of a row."""
        lines = partial(detail_lines, self._report, self._assessment, row_id, self._what_if, self._among)
        return title_of(self._report, row_id), lines

    # Keys

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what would change something."""
        if not self.is_mounted:
            return True
        if action in ("rank", "group"):
            return self._changes_order(action, parameters[0])
        if action in ("view", "differences"):
            return self._reviewed
        if action == "review":
            return self._assessment is not None and not self._session.file.read_only and self._session.saved
        if action in ("detail", "back"):
            return self._detail.has_focus == (action == "back")
        if action in ("home", "team"):
            return (self in self.app.screen_stack[2:]) == (action == "team")
        if action == "suppose":
            return self._next_level(1 if parameters[0] == 1 else -1) is not None
        if action in ("as_is", "export"):
            return bool(self._supposed) == (action == "as_is")  # a file would outlive what is only supposed
        if action == "news":
            return bool(self._fresh)
        if action == "goal":
            return self.aim() is not None
        if action == "assess":
            return not self._session.file.read_only
        return super().check_action(action, parameters)

    def _changes_order(self, action: str, wanted: object) -> bool:
        """Whether another order or grouping is wanted than the one shown."""
        if action == "rank":
            return wanted != self._rank_by
        return any(row.topic for row in self._report.gaps) and wanted != self._by_topic

    def action_rank(self, rank_by: RankBy) -> None:
        """Rank by frequency or by impact."""
        self._rank_by = rank_by
        self.show()

    def action_group(self, by_topic: bool) -> None:
        """Group the gaps by topic, or list them by rank alone."""
        self._by_topic = by_topic
        self.show()

    def action_view(self) -> None:
        """Count the next one's levels."""
        self._view = VIEWS[(VIEWS.index(self._view) + 1) % len(VIEWS)]
        self.show()

    def _next_level(self, direction: int) -> tuple[str, int] | None:
        """The criterion under the cursor and the next level of its scale up or down; None where there is none."""
        kind, _, criterion = (self._table.cursor or "").partition(":")
        if self._assessment is None or f"{kind}:" != CRITERION:
            return None
        level = next((row.level for row in self._report.rows if row.id == criterion), None)
        scale = self._matrix.levels_of(criterion)
        at = scale.index(level) + direction if level is not None else 0
        return (criterion, scale[at]) if 0 <= at < len(scale) else None

    def action_suppose(self, direction: int) -> None:
        """Look at the results as they would be with another level; nothing is saved."""
        found = self._next_level(direction)
        if found is None:
            return
        criterion, level = found
        before = self._what_if.before if self._what_if else self._report
        if level == next(row.level for row in before.rows if row.id == criterion):
            self._supposed.pop(criterion, None)
        else:
            self._supposed[criterion] = level
        self.show()

    def aim(self) -> GoalActionsScreen.GoalWanted | None:
        """A goal on the criterion under the cursor."""
        kind, _, criterion = (self._table.cursor or "").partition(":")
        return self.GoalWanted(self._matrix, criterion) if f"{kind}:" == CRITERION else None

    def action_as_is(self) -> None:
        """Forget what was supposed."""
        self._supposed.clear()
        self.show()

    def action_plan(self) -> None:
        """Plan from what is shown, beginning where the curve flattens."""
        from skillgap.tui.screens.plan import PlanScreen

        try:
            plan = best_plan(self._report, None, self._session.profile.effort)
            incidence = self._incidence()
        except DataError as error:
            self.app.push_screen(ProblemsDialog("No plan", error.problems))
            return
        begin = plan.flattening.budget if plan.flattening else plan.total
        supposed = words.supposed_words(self._what_if) if self._what_if else ""
        self.app.push_screen(PlanScreen(plan.at(begin), incidence.asked if incidence else None, supposed))

    def action_news(self) -> None:
        """Tell all that is new."""
        from skillgap.tui.dialogs.changes import ChangesDialog

        self.app.push_screen(ChangesDialog(self._fresh, self._matrix))

    def action_export(self) -> None:
        """Write what is shown to a file."""
        self.post_message(self.ExportWanted(self._report, self._among))

    def action_differences(self) -> None:
        """Show where the person and their mentors differ."""
        from skillgap.reports.review import reviewed_by_all
        from skillgap.tui.screens.differences import DifferencesScreen

        if self._assessment is not None:
            reviewed = reviewed_by_all(self._session.profile, self._matrix, self._assessment, self._today)
            self.app.push_screen(DifferencesScreen(reviewed))

    def action_review(self) -> None:
        """Review this assessment."""
        if self._assessment is not None:
            self.post_message(self.ReviewWanted(self._session.file, self._assessment))

    def action_assess(self) -> None:
        """Rate."""
        self.post_message(self.AssessWanted(self._matrix))

    def action_home(self) -> None:
        """Leave this screen."""
        self.post_message(self.HomeWanted())

    action_team = action_home
