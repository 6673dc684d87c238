"""A plan as one table: its steps in their order, those beyond the budget, and what is to be rated first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from textual.content import Content

from skillgap.labels import STATE_WORDS, UNICODE, level_words, percent, pluralize, posting_ratio
from skillgap.labels import plan as words
from skillgap.model.matrix import Matrix
from skillgap.scoring.gap_report import Row
from skillgap.scoring.planning import Plan, Robustness, Step
from skillgap.tui.lines import (
    ACCENT,
    GOOD,
    HEADING,
    MUTED,
    STRONG,
    Align,
    ends,
    full_name,
    joined,
    plain,
    row_of,
    stacked,
    wrapped,
)
from skillgap.tui.widgets import listing
from skillgap.tui.widgets.listing import words as said

NUMBER, COST, ADDS, HOLDS = 3, 4, 6, 9
MARGIN = 1
"""Cells left free before the scroll bar."""
RATE = "rate:"
"""What the ids of rows begin with that are to be rated first."""
WAITING = "…"


def step_id(step: Step) -> str:
    """The id of a step's row."""
    return f"{step.criterion}:{step.to_level}"


def plan_rows(plan: Plan, robust: Robustness | None) -> list[listing.Row]:
    """All steps there are under their headings; ``robust`` None while it is evaluate."""
    columns = Columns(plan, robust)
    rows = [_heading(f"Steps: {len(plan.steps)}")]
    rows += [
        listing.Row(partial(columns.line, number, step), step_id(step)) for number, step in enumerate(plan.steps, 1)
    ]
    others = sorted(plan.others, key=lambda step: (-step.gain / step.cost, -step.postings))
    if others:
        rows += [said(Content("")), _heading(f"Beyond the budget: {len(others)}")]
        rows += [listing.Row(partial(columns.line, None, step), step_id(step)) for step in others]
    if plan.rate_first:
        rows += [said(Content("")), _heading(f"Rate first: {len(plan.rate_first)}", words.RATE_FIRST)]
        rows += [listing.Row(partial(_unrated, row), RATE + row.id) for row in plan.rate_first]
    return rows


class Columns:
    """The columns of the steps."""

    def __init__(self, plan: Plan, robust: Robustness | None) -> None:
        self._robust = robust
        self._doubtful = 0 < plan.budget < plan.total
        levels = [str(step.to_level) for step in (*plan.steps, *plan.others)] or ["0"]
        self._stands = max(2 * max(map(len, levels)) + len(f" {UNICODE.arrow} "), len("Level"))
        gains = (words.change(step.gain) for step in (*plan.steps, *plan.others))
        self._adds = max(ADDS, *map(len, gains), 0)

    def _cells(
        self, number: Content | str, name: Content | str, stands: str, cost: str, adds: Content | str, holds: str,
        width: int,
    ) -> Content:  # fmt: skip
        holding = HOLDS if self._doubtful else 0
        room = width - MARGIN - NUMBER - self._stands - COST - self._adds - 4 * 2 - (holding + 2 if holding else 0)
        cells: list[tuple[Content | str, int, Align]] = [
            (number, NUMBER, "right"), (name, room, "left"), (stands, self._stands, "left"),
            (cost, COST, "right"), (adds, self._adds, "right"), (holds, holding, "right"),
        ]  # fmt: skip
        return row_of(cells)

    def titles(self, width: int) -> list[Content]:
        """The head of the table."""
        titles = ("#", "Step", "Level", "Cost", "Impact", words.HOLDS_TITLE)
        return [self._cells(*titles, width - listing.GUTTER).stylize(MUTED).pad_left(listing.GUTTER)]

    def line(self, number: int | None, step: Step, width: int) -> list[Content]:
        """One step; one without a number is beyond the budget."""
        holds = percent(self._robust.of(step) / self._robust.resamples) if self._robust else WAITING
        return [
            self._cells(
                plain(str(number or ""), ACCENT),
                plain(words.step_name(step), STRONG if number else ""),
                f"{step.from_level} {UNICODE.arrow} {step.to_level}",
                str(step.cost),
                plain(words.change(step.gain), GOOD if number else ""),
                holds,
                width,
            )
        ]


def _heading(title: str, remark: str = "") -> listing.Row:
    def draw(width: int) -> list[Content]:
        drawn = wrapped(plain(title, HEADING), width - MARGIN, 1)
        return drawn + (wrapped(plain(remark, MUTED), width - MARGIN, 1) if remark else [])

    return listing.Row(draw)


def _unrated(row: Row, width: int) -> list[Content]:
    return [ends(plain(row.name), plain(STATE_WORDS[row.state], MUTED), width - MARGIN)]


def title_of(plan: Plan, row_id: str) -> str:
    """The name of what a row is about."""
    return plan.report.matrix.criterion(row_id.removeprefix(RATE).partition(":")[0]).name


def detail_lines(plan: Plan, robust: Robustness | None, row_id: str, width: int) -> list[Content]:
    """All there is to say of a row, to a width."""
    title = full_name(title_of(plan, row_id), 0, width)
    blocks = _unrated_blocks(plan, row_id) if row_id.startswith(RATE) else _step_blocks(plan, robust, row_id)
    return stacked(title, *([line for part in block for line in wrapped(part, width)] for block in blocks))


def _unrated_blocks(plan: Plan, row_id: str) -> Iterator[Sequence[Content]]:
    row = next(unrated for unrated in plan.rate_first if RATE + unrated.id == row_id)
    yield [plain(f"Asked for by {posting_ratio(row.postings, row.sample_size)} postings", STRONG)]
    yield [plain(STATE_WORDS[row.state]), plain(words.RATE_FIRST, MUTED)]


def _step_blocks(plan: Plan, robust: Robustness | None, row_id: str) -> Iterator[Sequence[Content]]:
    matrix = plan.report.matrix
    step = next(known_step for known_step in (*plan.steps, *plan.others) if step_id(known_step) == row_id)
    yield [plain(f"Asked for by {words.asked_words(step)} postings", STRONG)]
    yield _way(matrix, step)
    if step.topic:
        yield [joined(plain("Topic  ", HEADING), step.topic)]
    if step.shown_by:
        yield [plain("Next step", HEADING), plain(step.shown_by)]
    if step.tools:
        yield [joined(plain("To learn or to note  ", HEADING), ", ".join(step.tools))]
    if step.signals:
        yield [plain(words.signals_words(step))]
    if 0 < plan.budget < plan.total and robust:
        resampled = f"{robust.of(step):,} of {pluralize(robust.resamples, 'resampled rubric')}"
        yield [plain(f"Belongs to the best plan on this budget in {resampled}.", MUTED)]


def _way(matrix: Matrix, step: Step) -> list[Content]:
    """From where to where, towards what, and what it costs and adds."""
    cost = f"costs {step.cost}" + (", which is assumed" if step.cost_assumed else "")
    return [
        joined(
            plain(words.step_words(matrix, step), ACCENT),
            f"target {level_words(matrix, step.target, step.criterion)}",
            separator=UNICODE.dot,
        ),
        joined(f"impact {step.gain:+.1f} points", cost, separator=UNICODE.dot),
    ]
