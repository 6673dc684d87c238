"""The budget of a plan and what it brings, on top of its steps."""

from __future__ import annotations

from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from skillgap.labels import bar
from skillgap.labels import plan as words
from skillgap.scoring.planning import Plan
from skillgap.tui import lines
from skillgap.tui.lines import ACCENT, LINES, MUTED, STRONG, WARN, joined, plain, wrapped

BAR = 20


class PlanSummary(Widget):
    """Some lines about a plan, and about what it supposes."""

    ALLOW_SELECT = False

    def __init__(self) -> None:
        super().__init__()
        self._plan: Plan | None = None
        self._supposed = ""

    def follow(self, plan: Plan, supposed: str) -> None:
        """Show another plan; ``supposed`` says what it supposes, if anything."""
        self._plan, self._supposed = plan, supposed
        width, height = self.size
        self.refresh(layout=len(self._drawn(width)) != height)

    def _drawn(self, width: int) -> list[Content]:
        return plan_summary_lines(self._plan, self._supposed, width) if self._plan else []

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as the width makes it."""
        del container, viewport
        return len(self._drawn(width))

    def render(self) -> Content:
        """The lines."""
        return Content("\n").join(self._drawn(self.size.width))


def plan_summary_lines(plan: Plan, supposed: str, width: int) -> list[Content]:
    """What is supposed, the budget with a bar, and what the plan on it brings."""
    part = plan.budget / plan.total if plan.total else 0.0
    budget = joined(
        plain("Budget ", STRONG),
        plain(f"{plan.budget} of {plan.total}", ACCENT),
        lines.bar(bar(part, BAR, LINES)),
        separator="  ",
    )
    first = [plain(f"Supposed: {supposed}.", WARN)] if supposed else []
    told = [*first, budget, plain(words.outcome_words(plan)), plain(words.flattening_words(plan), MUTED)]
    return [line for part in told if part for line in wrapped(part, width)]
