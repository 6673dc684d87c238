"""Where a person and mentors see it differently: the report that the command prints, to scroll through."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from skillgap.labels.mandatory import mandatory_words
from skillgap.questionnaire.review import ReviewQuestionnaire
from skillgap.reports.content import ReportContent
from skillgap.reports.review import Reviewed, written_review
from skillgap.tui.base_screen import Request
from skillgap.tui.commands import bind
from skillgap.tui.lines import ACCENT, MUTED, STRONG, joined, plain
from skillgap.tui.screens.goal_actions import GoalActionsScreen
from skillgap.tui.widgets.blocks import document_rows, subject_of
from skillgap.tui.widgets.header import HeaderLine
from skillgap.tui.widgets.keybar import KeyBar
from skillgap.tui.widgets.listing import Listing
from skillgap.tui.widgets.mandatory_line import MandatoryLine


class DifferencesScreen(GoalActionsScreen):
    """What reviews of an assessment say."""

    CSS_PATH = "differences.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        bind("v", "meet", "meet", "go.meet", "Meet the person: agree on levels and complete the review"),
        bind("s", "goal", "set goal", "more.goal", "Set a goal on the criterion under the cursor"),
        bind("g", "goals", "goals", "go.goals", "Show the goals of the person"),
        bind("e", "export", "export", "show.export", "Write this to a file"),
        bind("q,escape", "leave", "back", "go.back", "Leave"),
        bind("question_mark,f1", "app.help", "help", "app.help", "Show all keys"),
    ]  # fmt: skip

    class ExportWanted(Request):
        """The person wants this as a file."""

        def __init__(self, stem: str, written: ReportContent) -> None:
            super().__init__()
            self.stem = stem
            self.written = written

    class MeetWanted(Request):
        """The mentor wants to meet the person about the review."""

        def __init__(self, walk: ReviewQuestionnaire) -> None:
            super().__init__()
            self.walk = walk

    def __init__(self, reviewed: Reviewed, meeting: ReviewQuestionnaire | None = None) -> None:
        """Show a report; ``meeting`` is the submitted review that the reader can go on with, if there is one."""
        super().__init__()
        self._meeting = meeting
        self._reviewed = reviewed
        self._written = written_review(reviewed)

    def compose(self) -> ComposeResult:
        """A line on top, the report, the keys."""
        name = plain(self._reviewed.profile.name, STRONG)
        date = plain(f"assessed {self._reviewed.found.assessment.date}", MUTED)
        yield MandatoryLine(mandatory_words(self._reviewed.mandatory))
        yield HeaderLine(joined(plain("Self and mentor", ACCENT), name, separator="  "), date)
        yield Listing(document_rows(self._written.document()), id="report")
        yield KeyBar()

    def on_mount(self) -> None:
        """Begin at the top."""
        self.query_one(Listing).focus()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A goal needs a criterion, a meeting a review that was submitted just now."""
        del parameters
        if action == "meet":
            return self._meeting is not None
        return action != "goal" or (self.is_mounted and bool(self.query_one(Listing).ids))

    def aim(self) -> GoalActionsScreen.GoalWanted | None:
        """A goal on the criterion under the cursor."""
        cursor = self.query_one(Listing).cursor if self.is_mounted else None
        return self.GoalWanted(self._reviewed.found.matrix, subject_of(cursor)) if cursor else None

    def action_goal(self) -> None:
        """Set a goal on the criterion under the cursor; first of all put the cursor on one."""
        if self.aim() is None:
            self.query_one(Listing).action_move(1)
        else:
            super().action_goal()

    def action_meet(self) -> None:
        """Meet the person."""
        if self._meeting is not None:
            self.post_message(self.MeetWanted(self._meeting))

    def action_export(self) -> None:
        """Write this to a file."""
        stem = f"{self._reviewed.profile.id}-{self._reviewed.found.assessment.date}-review"
        self.post_message(self.ExportWanted(stem, self._written))

    def action_leave(self) -> None:
        """Go back to where one came from."""
        self.dismiss()
