"""The results: coverage on top, the ranked gaps, and all there is to say of the one under the cursor."""

from __future__ import annotations

import datetime
from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.message import Message
from textual.screen import Screen

from skillgap.labels import UNICODE
from skillgap.matrix import Matrix
from skillgap.profile import Assessment
from skillgap.scoring import VIEWS, GapReport, RankBy, View, complete_reviews, gap_report
from skillgap.tui.commands import bind
from skillgap.tui.lines import ACCENT, MUTED, STRONG, joined, plain
from skillgap.tui.session import Session
from skillgap.tui.widgets.banner import Banner
from skillgap.tui.widgets.coverage import Coverage
from skillgap.tui.widgets.detail import detail_lines, title_of
from skillgap.tui.widgets.gap_table import table_head, table_rows
from skillgap.tui.widgets.keybar import KeyBar
from skillgap.tui.widgets.listing import Listing, Row
from skillgap.tui.widgets.topline import TopLine

VIEW_NAMES: dict[View, str] = {"agreed": "agreed levels", "self": "own levels", "mentor": "mentor's levels"}


class ResultsScreen(Screen[None]):
    """What an assessment says."""

    CSS_PATH = "results.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        bind("enter", "detail", "details", "show.detail", "All there is to say of this row"),
        bind("f", "rank('frequency')", "by frequency", "show.frequency", "Rank by how many postings ask for it"),
        bind("i", "rank('impact')", "by impact", "show.impact", "Rank by what closing the gap adds"),
        bind("v", "view", "view", "show.view", "Whose levels count: agreed, your own, the mentor's"),
        bind("e", "export", "export", "show.export", "Write these results to a file"),
        bind("a", "assess", "assess", "go.assess", "Rate, going on where you stopped"),
        bind("ctrl+s", "retry", "save again", "save.retry", "Try to save again"),
        bind("escape", "back", "back to the table", "go.back", "Leave the details"),
        bind("q,escape", "home", "home", "go.home", "Go to the first screen"),
        bind("question_mark,f1", "app.help", "help", "app.help", "Show what every key does"),
    ]  # fmt: skip

    class AssessWanted(Message):
        """The person wants to rate."""

        def __init__(self, matrix: Matrix) -> None:
            super().__init__()
            self.matrix = matrix

    class ExportWanted(Message):
        """The person wants these results as a file."""

        def __init__(self, report: GapReport) -> None:
            super().__init__()
            self.report = report

    class HomeWanted(Message):
        """The person wants to leave."""

    class SaveWanted(Message):
        """The person wants another attempt at saving."""

    def __init__(self, session: Session, matrix: Matrix, assessment: Assessment | None, today: datetime.date) -> None:
        super().__init__()
        self._session = session
        self._matrix = matrix
        self._assessment = assessment
        self._today = today
        self._view: View = "agreed"
        self._rank_by: RankBy = "frequency"
        self._reviewed = bool(assessment and complete_reviews(session.profile, assessment))
        self._report = self._reckoned()

    def _reckoned(self) -> GapReport:
        """What the assessment says, as it is to be looked at now."""
        return gap_report(self._matrix, self._session.profile, self._assessment, view=self._view, rank_by=self._rank_by)

    def compose(self) -> ComposeResult:
        """A line on top, what is wrong if anything is, the coverage, the table beside its details, the keys."""
        yield TopLine()
        yield Banner()
        yield Coverage()
        with Horizontal(id="results"):
            yield Listing(id="table")
            yield Listing(id="detail")
        yield KeyBar()

    def on_mount(self) -> None:
        """Show the report, with the cursor on the first gap."""
        self.show()
        self._table.focus()

    def show(self) -> None:
        """Show the report anew, with the cursor where it is."""
        self._report = report = self._reckoned()
        name = joined(plain("Results", ACCENT), plain(report.profile_name, STRONG), separator="  ")
        date = f"assessed {report.date.isoformat()}" if report.date else "not assessed yet"
        view = VIEW_NAMES[self._view] if self._reviewed else ""
        self.query_one(TopLine).say(name, joined(view, plain(date, MUTED), separator=UNICODE.dot))
        self.query_one(Banner).follow(self._session)
        self.query_one(Coverage).follow(report)
        rows = table_rows(report, self._today)
        ids = [row.id for row in rows if row.id is not None]
        cursor = self._table.cursor if self._table.cursor in ids else next(iter(ids), None)
        self._table.show(rows, cursor, table_head(report))
        self._tell(cursor)
        self.refresh_bindings()

    @property
    def _table(self) -> Listing:
        return self.query_one("#table", Listing)

    @property
    def _detail(self) -> Listing:
        return self.query_one("#detail", Listing)

    def _tell(self, row_id: str | None) -> None:
        """Say all there is to say of a row."""
        if row_id is not None:
            self._detail.border_title = plain(title_of(self._report, row_id), STRONG)
            self._detail.show([Row(partial(detail_lines, self._report, self._assessment, row_id))])

    def on_listing_moved(self, event: Listing.Moved) -> None:
        """Follow the cursor of the table."""
        self._tell(event.row)

    def on_listing_chosen(self) -> None:
        """A second click shows the details, as Enter does."""
        self.action_detail()

    # Keys

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what would change something."""
        if not self.is_mounted:
            return True
        if action == "rank":
            return parameters[0] != self._rank_by
        if action == "view":
            return self._reviewed
        if action in ("detail", "back"):
            return self._detail.has_focus == (action == "back")
        if action == "assess":
            return not self._session.file.read_only
        if action == "retry":
            return not self._session.saved and not self._session.conflict
        return True

    def action_rank(self, rank_by: RankBy) -> None:
        """Rank by frequency or by impact."""
        self._rank_by = rank_by
        self.show()

    def action_view(self) -> None:
        """Count the next one's levels."""
        self._view = VIEWS[(VIEWS.index(self._view) + 1) % len(VIEWS)]
        self.show()

    def action_detail(self) -> None:
        """Go to the details, which a narrow screen shows in the table's place."""
        self.add_class("-detail")
        self._detail.focus()

    def action_export(self) -> None:
        """Write what is shown to a file."""
        self.post_message(self.ExportWanted(self._report))

    def action_assess(self) -> None:
        """Rate."""
        self.post_message(self.AssessWanted(self._matrix))

    def action_retry(self) -> None:
        """Try to save again."""
        self.post_message(self.SaveWanted())

    def action_home(self) -> None:
        """Leave this screen."""
        self.post_message(self.HomeWanted())

    def action_back(self) -> None:
        """Leave the details."""
        self.remove_class("-detail")
        self._table.focus()
