"""The goals: what somebody set out to reach, the most urgent first, and all about the one under the cursor."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.types import CSSPathType

from skillgap.labels import goals as words
from skillgap.model.matrix import Matrix
from skillgap.model.profile import Goal, GoalStatus
from skillgap.reports.mandatory import first_lines_of
from skillgap.tui.base_screen import Request
from skillgap.tui.commands import bind
from skillgap.tui.lines import ACCENT, MUTED, STRONG, joined, plain, wrapped
from skillgap.tui.screens.table_detail_screen import Draw, TableDetailScreen
from skillgap.tui.screens.unsaved_changes import UnsavedChangesScreen
from skillgap.tui.session import Session
from skillgap.tui.widgets.banner import Banner
from skillgap.tui.widgets.goal_table import GoalRow, detail_lines, goal_rows, goal_rows_data
from skillgap.tui.widgets.header import HeaderLine
from skillgap.tui.widgets.keybar import KeyBar
from skillgap.tui.widgets.listing import Listing, Row
from skillgap.tui.widgets.mandatory_line import MandatoryLine

STATUSES: dict[str, GoalStatus] = {"done": "done", "drop": "dropped", "reopen": "open"}


class GoalsScreen(TableDetailScreen, UnsavedChangesScreen):
    """Shows goals. Whoever hears its messages changes and saves them, and then has them shown."""

    CSS_PATH: ClassVar[CSSPathType | None] = ["beside.tcss", "goals.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [
        bind("enter", "detail", "details", "show.detail", "Show the details of this goal"),
        bind("escape", "back", "back to the goals", "go.back", "Leave the details"),
        bind("n", "new", "new goal", "answer.new", "Choose a criterion, and set a goal on it"),
        bind("c", "change", "change", "answer.change", "Another level, another action, another day"),
        bind("d", "done", "done", "answer.done", "This goal is reached"),
        bind("x", "drop", "drop", "answer.drop", "This goal is given up; it stays in the file"),
        bind("o", "reopen", "open again", "answer.reopen", "This goal is open after all"),
        bind("a", "assess", "rate again", "go.assess", "Rate its criterion again"),
        bind("e", "export", "export", "show.export", "Write the goals to a file, or to a calendar"),
        bind("q,escape", "leave", "back", "go.leave", "Go back to where you came from"),
        bind("question_mark,f1", "app.help", "help", "app.help", "Show all keys"),
    ]

    class NewWanted(Request):
        """The person wants another goal."""

    class GoalMessage(Request):
        """About one goal."""

        def __init__(self, goal: Goal) -> None:
            super().__init__()
            self.goal = goal

    class ChangeWanted(GoalMessage):
        """The person wants to change a goal."""

    class RateWanted(GoalMessage):
        """The person wants to rate a goal's criterion."""

    class Settled(Request):
        """The person did or gave up a goal, or took that back."""

        def __init__(self, goal: Goal, status: GoalStatus) -> None:
            super().__init__()
            self.goal = goal
            self.status = status

    class ExportWanted(Request):
        """The person wants the goals as a file."""

    class Left(Request):
        """The person wants to go back."""

    def __init__(self, session: Session, roles: Sequence[Matrix], today: datetime.date) -> None:
        """Show a profile's goals; the ``roles`` give criteria their names, the first that has one counts."""
        super().__init__(session)
        self._roles = roles
        self._today = today
        self._goals: list[GoalRow] = []

    def compose(self) -> ComposeResult:
        """A line on top, what is wrong if anything is, the goals beside the details, the keys."""
        yield MandatoryLine()
        yield HeaderLine()
        yield Banner()
        with Horizontal(id="both"):
            yield Listing(id="table")
            yield Listing(id="detail")
        yield KeyBar()

    def on_mount(self) -> None:
        """Show the goals, with the cursor on the most urgent."""
        self.show()
        self._table.focus()

    def show(self, cursor: str | None = None) -> None:
        """Show the goals anew, with the cursor on one, else where it is."""
        profile = self._session.profile
        self._goals = goal_rows_data(profile, self._roles, self._today)
        name = joined(plain("Goals", ACCENT), plain(profile.name, STRONG), separator="  ")
        counts = words.goals_words(profile, self._today) if self._goals else ""
        self.query_one(MandatoryLine).say(" ".join(first_lines_of(profile, self._roles, self._today)))
        self.query_one(HeaderLine).say(name, plain(counts, MUTED))
        self.query_one(Banner).follow(self._session)
        ids = [goal.goal.id for goal in self._goals]
        wanted = cursor or self._table.cursor
        at = wanted if wanted in ids else next(iter(ids), None)
        self._table.show(goal_rows(self._goals, self._today) or [Row(_nothing)], at)
        self.set_class(not ids, "-empty")
        self._tell(at)
        self.refresh_bindings()

    def _details_of(self, row_id: str) -> tuple[str, Draw] | None:
        """All there is to say of a goal."""
        row = next((goal for goal in self._goals if goal.goal.id == row_id), None)
        return (row.name, partial(detail_lines, row, self._today)) if row else None

    @property
    def _goal(self) -> Goal | None:
        """The goal under the cursor."""
        cursor = self._table.cursor if self.is_mounted else None
        return next((goal.goal for goal in self._goals if goal.goal.id == cursor), None)

    # Keys

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what the goal under the cursor allows."""
        if not self.is_mounted:
            return True
        goal = self._goal
        if action in ("detail", "back"):
            return goal is not None and self._detail.has_focus == (action == "back")
        if action in STATUSES:
            return goal is not None and (goal.status == "open") == (action != "reopen")
        if action in ("change", "assess"):
            return goal is not None
        if action == "export":
            return bool(self._goals)
        return super().check_action(action, parameters)

    def action_new(self) -> None:
        """Set a goal on a criterion to choose."""
        self.post_message(self.NewWanted())

    def action_change(self) -> None:
        """Change the goal under the cursor."""
        if goal := self._goal:
            self.post_message(self.ChangeWanted(goal))

    def _settle(self, action: str) -> None:
        if goal := self._goal:
            self.post_message(self.Settled(goal, STATUSES[action]))

    def action_done(self) -> None:
        """The goal under the cursor is reached."""
        self._settle("done")

    def action_drop(self) -> None:
        """The goal under the cursor is given up."""
        self._settle("drop")

    def action_reopen(self) -> None:
        """The goal under the cursor is open after all."""
        self._settle("reopen")

    def action_assess(self) -> None:
        """Rate the criterion of the goal under the cursor."""
        if goal := self._goal:
            self.post_message(self.RateWanted(goal))

    def action_export(self) -> None:
        """Write the goals to a file."""
        self.post_message(self.ExportWanted())

    def action_leave(self) -> None:
        """Go back."""
        self.post_message(self.Left())


def _nothing(width: int) -> list[Content]:
    first = joined("Press ", plain("n", ACCENT), " to choose a criterion and set the first.")
    text = [plain("There are no goals yet.", STRONG), first, plain(words.WHERE_ELSE, MUTED)]
    return [Content(""), *(line for part in text for line in wrapped(part, width - 1, 1))]
