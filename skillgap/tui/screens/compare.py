"""Assessments side by side: whose they are on top, the criteria below, and what everybody says on one of them."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import ClassVar, get_args

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.types import CSSPathType

from skillgap.labels import UNICODE, VIEW_NAMES, pluralize
from skillgap.labels.comparison import mandatory_lines
from skillgap.model.matrix import Matrix
from skillgap.model.profile import Assessment, Profile
from skillgap.model.reviews import sealed_reviews
from skillgap.scoring.comparison.table import Comparison, compare, explanation, subjects_of
from skillgap.scoring.gap_report import VIEWS, View
from skillgap.store import ProfileFile
from skillgap.tui.base_screen import Request
from skillgap.tui.commands import bind
from skillgap.tui.lines import ACCENT, MUTED, STRONG, joined, plain, wrapped
from skillgap.tui.screens.table_detail_screen import Draw, TableDetailScreen
from skillgap.tui.widgets.compare_detail import criterion_lines
from skillgap.tui.widgets.compare_table import Sort, compare_head, compare_rows, people_rows
from skillgap.tui.widgets.header import HeaderLine
from skillgap.tui.widgets.keybar import KeyBar
from skillgap.tui.widgets.listing import Listing, Row, words
from skillgap.tui.widgets.mandatory_line import MandatoryLine
from skillgap.workspace import Workspace

SORTS: tuple[Sort, ...] = get_args(Sort)


@dataclass(frozen=True, slots=True)
class ComparisonChoice:
    """Somebody to compare, the assessment shown, and the matrices of all of theirs that are here."""

    profile: Profile
    assessment: Assessment | None
    editions: Mapping[tuple[str, int], Matrix]

    @property
    def matrix(self) -> Matrix | None:
        """The matrix of the assessment shown."""
        one = self.assessment
        return self.editions.get((one.matrix, one.matrix_version)) if one else None


def line_up(files: Sequence[ProfileFile], workspace: Workspace) -> list[ComparisonChoice]:
    """Line everybody up with their latest assessment, one person alone with the last two.

    A matrix that is not here is left out. Raise DataError if ratings do not fit their matrix.
    """
    matrices = workspace.matrices()
    choices = [
        ComparisonChoice(file.profile, file.profile.latest(), workspace.editions(file, matrices)) for file in files
    ]
    if len(choices) != 1:
        return choices
    dated = sorted(choices[0].profile.assessments, key=lambda assessment: assessment.date)
    return [replace(choices[0], assessment=assessment) for assessment in dated[-2:]]


class CompareScreen(TableDetailScreen):
    """What several assessments say."""

    CSS_PATH: ClassVar[CSSPathType | None] = ["beside.tcss", "compare.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [
        bind("enter", "detail", "everyone's evidence", "show.detail", "Show all ratings of this criterion"),
        bind("s", "sort", "sort", "show.sort", "Sort by difference, by frequency, or as the matrix does"),
        bind("h", "equal(False)", "hide equal", "show.unequal", "Show only differences"),
        bind("h", "equal(True)", "show all", "show.equal", "Show equal criteria too"),
        bind("w", "why", "why it changed", "show.why", "Explain the change of coverage"),
        bind("d", "dates", "dates", "show.dates", "Choose which assessment of a person is shown"),
        bind("v", "view", "view", "show.view", "Whose levels count: agreed, people's own, the mentor's"),
        bind("e", "export", "export", "show.export", "Write this comparison to a file"),
        bind("escape", "back", "back to the table", "go.back", "Leave the details"),
        bind("q,escape", "home", "home", "go.home", "Go to the first screen"),
        bind("question_mark,f1", "app.help", "help", "app.help", "Show all keys"),
    ]  # fmt: skip

    class HomeWanted(Request):
        """The person wants to leave."""

    class ExportWanted(Request):
        """The person wants the comparison as a file."""

        def __init__(self, comparison: Comparison) -> None:
            super().__init__()
            self.comparison = comparison

    def __init__(self, contenders: Sequence[ComparisonChoice], today: datetime.date) -> None:
        super().__init__()
        self._today = today
        self._contenders = list(contenders)
        self._sort: Sort = "difference"
        self._equal = True
        self._view: View = "agreed"
        self._comparison = self._reckoned()

    def _reckoned(self) -> Comparison:
        """The comparison as it is to be looked at now."""
        choices = [(contender.profile, contender.assessment, contender.matrix) for contender in self._contenders]
        return compare(subjects_of(choices), view=self._view, today=self._today)

    def compose(self) -> ComposeResult:
        """A line on top, whose columns these are, the table beside its details, the keys."""
        yield MandatoryLine()
        yield HeaderLine()
        people = Listing(id="people")
        people.can_focus = False
        yield people
        with Horizontal(id="both"):
            yield Listing(id="table")
            yield Listing(id="detail")
        yield KeyBar()

    def on_mount(self) -> None:
        """Show the comparison, with the cursor on the first criterion."""
        self.show()
        self._table.focus()

    def show(self) -> None:
        """Show the comparison anew, with the cursor where it is."""
        self._comparison = comparison = self._reckoned()
        rows = compare_rows(comparison, self._sort, equal=self._equal)
        self.query_one(MandatoryLine).say("\n".join(mandatory_lines(comparison)))
        self.query_one(HeaderLine).say(self._title(), self._standing(comparison))
        self.query_one("#people", Listing).show(people_rows(comparison))
        ids = [row.id for row in rows if row.id is not None]
        cursor = self._table.cursor if self._table.cursor in ids else next(iter(ids), None)
        nothing = words(plain(" No differences. Press h to show equal criteria.", MUTED))
        self._table.show(rows or [nothing], cursor, compare_head(comparison) if comparison.rows else None)
        self._tell(cursor)
        self.refresh_bindings()

    def _title(self) -> Content:
        names = list(dict.fromkeys(contender.profile.name for contender in self._contenders))
        who = names[0] if len(names) == 1 else pluralize(len(self._contenders), "assessment")
        return joined(plain("Compare", ACCENT), plain(who, STRONG), separator="  ")

    def _standing(self, comparison: Comparison) -> Content:
        order = {"difference": "by share × difference", "frequency": "by frequency", "order": "in the matrix's order"}
        view = VIEW_NAMES[self._view] if self._reviewed else ""
        hidden = sum(not row.differs for row in comparison.rows)
        equal = "" if self._equal or not hidden else f"{hidden} equal hidden"
        return joined(view, equal, plain(order[self._sort], MUTED), separator=UNICODE.dot)

    @property
    def _reviewed(self) -> bool:
        return any(
            contender.assessment and sealed_reviews(contender.profile, contender.assessment)
            for contender in self._contenders
        )

    def _details_of(self, row_id: str) -> tuple[str, Draw] | None:
        """What everybody says on a criterion."""
        row = next((compared for compared in self._comparison.rows if str(compared.order) == row_id), None)
        return (row.name, partial(criterion_lines, self._comparison, row)) if row else None

    # Keys

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what would change something."""
        if not self.is_mounted:
            return True
        if action == "equal":
            return parameters[0] != self._equal and bool(self._comparison.rows)
        if action in ("detail", "back"):
            return self._detail.has_focus == (action == "back") and bool(self._comparison.rows)
        if action == "why":
            return explanation(self._comparison) is not None
        if action == "dates":
            return any(len(contender.profile.assessments) > 1 for contender in self._contenders)
        if action == "view":
            return self._reviewed
        return action != "sort" or bool(self._comparison.rows)

    def action_sort(self) -> None:
        """Take the next order."""
        self._sort = SORTS[(SORTS.index(self._sort) + 1) % len(SORTS)]
        self.show()

    def action_equal(self, shown: bool) -> None:
        """Show what is equal, or hide it."""
        self._equal = shown
        self.show()

    def action_view(self) -> None:
        """Count the next one's levels."""
        self._view = VIEWS[(VIEWS.index(self._view) + 1) % len(VIEWS)]
        self.show()

    def action_why(self) -> None:
        """Say why coverage changed."""
        from skillgap.tui.dialogs.change import ChangeDialog

        if attribution := explanation(self._comparison):
            self.app.push_screen(ChangeDialog(attribution))

    def action_dates(self) -> None:
        """Choose which assessment a column shows."""
        from skillgap.tui.dialogs.choice import ChoiceDialog

        choices = list(self._dates())
        cursor = next((row.id for row, (at, one) in choices if self._contenders[at].assessment is one), None)
        dialog = ChoiceDialog("Dates", "Show which assessment?", choices, cursor or "")

        def chosen(answer: tuple[int, Assessment] | None) -> None:
            if answer is not None:
                at, assessment = answer
                self._contenders[at] = replace(self._contenders[at], assessment=assessment)
                self.show()

        self.app.push_screen(dialog, chosen)

    def _dates(self) -> Iterator[tuple[Row, tuple[int, Assessment]]]:
        """Every assessment that a column can show, with the place of the column."""
        for at, one in enumerate(self._contenders):
            if len(one.profile.assessments) < 2:
                continue
            for number, assessment in enumerate(sorted(one.profile.assessments, key=lambda each: each.date)):
                shown = assessment is one.assessment
                yield Row(partial(_date_lines, at, one.profile, assessment, shown), f"{at}-{number}"), (at, assessment)

    def action_export(self) -> None:
        """Write the comparison to a file."""
        self.post_message(self.ExportWanted(self._comparison))

    def action_home(self) -> None:
        """Leave this screen."""
        self.post_message(self.HomeWanted())


def _date_lines(at: int, profile: Profile, assessment: Assessment, shown: bool, width: int) -> list[Content]:
    mark = plain(UNICODE.chosen if shown else UNICODE.free, ACCENT if shown else MUTED)
    who = plain(f"{at + 1} {profile.name}", STRONG)
    role = plain(f"{assessment.matrix}, version {assessment.matrix_version}", MUTED)
    return wrapped(joined(mark, who, assessment.date.isoformat(), role, separator=" "), width)
