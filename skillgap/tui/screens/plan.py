"""The plan: the steps on the left, the curve and all about one step on the right, the budget by arrow keys."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.message import Message

from skillgap.labels import plan as words
from skillgap.labels.mandatory import mandatory_words
from skillgap.scoring.planning import Asked, Plan, Robustness, robustness
from skillgap.tui.commands import bind
from skillgap.tui.lines import ACCENT, STRONG, WARN, joined, plain
from skillgap.tui.screens.goal_actions import GoalActionsScreen
from skillgap.tui.screens.table_detail_screen import Draw, TableDetailScreen
from skillgap.tui.widgets.curve import CurveView
from skillgap.tui.widgets.header import HeaderLine
from skillgap.tui.widgets.keybar import KeyBar
from skillgap.tui.widgets.listing import Listing, Row
from skillgap.tui.widgets.mandatory_line import MandatoryLine
from skillgap.tui.widgets.plan_summary import PlanSummary
from skillgap.tui.widgets.plan_table import RATE, Columns, detail_lines, plan_rows, step_id, title_of

SEED = 0


class PlanScreen(TableDetailScreen, GoalActionsScreen):
    """What to work on next, on a budget that the arrow keys change."""

    CSS_PATH = "plan.tcss"
    TABLE, DETAIL = "steps", "step"
    BINDINGS: ClassVar[list[BindingType]] = [
        bind("left", "budget(-1)", "less", "show.less", "A smaller budget"),
        bind("right", "budget(1)", "more", "show.more", "A larger budget"),
        bind("enter", "detail", "details", "show.detail", "Show the details of this step"),
        bind("escape", "back", "back to the steps", "go.back", "Leave the details"),
        bind("s", "goal", "set goal", "more.goal", "Make this step a goal"),
        bind("g", "goals", "goals", "go.goals", "Show your goals"),
        bind("q,escape,p", "results", "results", "go.results", "Go back to the results"),
        bind("question_mark,f1", "app.help", "help", "app.help", "Show all keys"),
    ]  # fmt: skip

    class Resampled(Message):
        """It is known how sure the steps of a budget are."""

        def __init__(self, found: Robustness) -> None:
            super().__init__()
            self.found = found

    def __init__(self, plan: Plan, asked: Asked | None, supposed: str) -> None:
        """Begin with a plan.

        ``asked`` is which posting asks for what, where that is known; ``supposed`` says what the plan starts
        from, where that is not what the profile says.
        """
        super().__init__()
        self._plan = plan
        self._asked = asked
        self._supposed = supposed
        self._robust: dict[int, Robustness] = {}
        self._busy = False

    def compose(self) -> ComposeResult:
        """A line on top, the budget and what it brings, the steps beside the curve and the details, the keys."""
        yield MandatoryLine(mandatory_words(self._plan.report.mandatory))
        yield HeaderLine()
        yield PlanSummary()
        with Horizontal(id="plan"):
            yield Listing(id="steps")
            with Vertical(id="beside"):
                yield CurveView()
                yield Listing(id="step")
        yield KeyBar()

    def on_mount(self) -> None:
        """Show the plan, with the cursor on its first step."""
        self._show()
        self._table.focus()

    def _show(self) -> None:
        """Show the plan anew, with the cursor where it is."""
        plan = self._plan
        name = joined(plain("Plan", ACCENT), plain(plan.report.profile_name, STRONG), separator="  ")
        self.query_one(HeaderLine).say(name, plain(words.SUPPOSED_TITLE if self._supposed else "", WARN))
        self.query_one(PlanSummary).follow(plan, self._supposed)
        self.query_one(CurveView).follow(plan)
        self._show_steps()
        self._resample()

    def _show_steps(self) -> None:
        robust = self._robust.get(self._plan.budget)
        rows = plan_rows(self._plan, robust)
        ids = [row.id for row in rows if row.id is not None]
        cursor = self._table.cursor if self._table.cursor in ids else next(iter(ids), None)
        self._table.show(rows, cursor, Row(Columns(self._plan, robust).titles))
        self._tell(cursor)
        self.refresh_bindings()

    def _details_of(self, row_id: str) -> tuple[str, Draw] | None:
        """All there is to say of a step."""
        robust = self._robust.get(self._plan.budget)
        return title_of(self._plan, row_id), partial(detail_lines, self._plan, robust, row_id)

    # How sure the steps are takes a moment: it is evaluate beside the screen, one budget after the other

    def _resample(self) -> None:
        plan = self._plan
        if not self._busy and plan.budget not in self._robust and 0 < plan.budget < plan.total:
            self._busy = True
            self.run_worker(lambda: self._resampled(plan), thread=True)

    def _resampled(self, plan: Plan) -> None:
        self.post_message(self.Resampled(robustness(plan, SEED, asked=self._asked)))

    def on_plan_screen_resampled(self, event: Resampled) -> None:
        """Show how sure the steps are, unless the budget is another one by now."""
        self._busy = False
        self._robust[event.found.budget] = event.found
        if event.found.budget == self._plan.budget:
            self._show_steps()
        self._resample()

    # Keys

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what would change something."""
        if not self.is_mounted:
            return True
        if action == "budget":
            return 0 <= self._plan.budget + (1 if parameters[0] == 1 else -1) <= self._plan.total
        if action == "goal":
            return self.aim() is not None
        if action in ("detail", "back"):
            return self._detail.has_focus == (action == "back") and self._table.cursor is not None
        return True

    def aim(self) -> GoalActionsScreen.GoalWanted | None:
        """A goal that is the step under the cursor; of what is to be rated first only its criterion."""
        cursor, matrix = self._table.cursor, self._plan.report.matrix
        if cursor is None:
            return None
        for step in (*self._plan.steps, *self._plan.others):
            if step_id(step) == cursor:
                return self.GoalWanted(matrix, step.criterion, step.to_level, step.shown_by)
        return self.GoalWanted(matrix, cursor.removeprefix(RATE))

    def action_budget(self, change: int) -> None:
        """Plan on another budget."""
        self._plan = self._plan.at(self._plan.budget + change)
        self._show()

    def action_results(self) -> None:
        """Leave this screen."""
        self.dismiss()
