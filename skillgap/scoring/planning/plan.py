"""The plan: the steps to take on a budget, and the outcome of every budget.

One step raises one criterion by one level of the matrix's scale. Its cost comes from the profile, else the criterion,
else the matrix, else it is 1. That default is skillgap's own, and such a step is marked as assumed. Its gain is the
change of coverage.value. The divisor, the weights of the rated criteria, stays the same.

For every budget the plan gains the most that any affordable steps can. Ties go to the lowest cost, then to the plan
that raises the criterion with the most postings highest, then the next. The matrix's order decides between equal
postings. So a plan never pays for nothing, and a larger budget may drop a step for two better ones. Gains are compared
as whole numbers, so that ties are ties.

A mandatory criterion below its target comes first. One step raises it to its target, since a part of the way is worth
nothing. The remaining budget goes to other criteria.

A criterion takes part only if it has a rating below its target and is in demand. The impact of an unrated criterion is
unknown, so the plan lists it under the criteria to rate first. A criterion that is not applicable appears nowhere.
"""

from __future__ import annotations

import datetime
import heapq
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from itertools import accumulate, pairwise
from math import lcm
from typing import Any

from skillgap.errors import DataError, Diagnostic
from skillgap.model.goals import goal_id
from skillgap.model.matrix import Criterion, Matrix
from skillgap.model.profile import Goal
from skillgap.scoring.frames import Tabular
from skillgap.scoring.gap_report import Coverage, GapReport, Row
from skillgap.scoring.planning.knapsack import best_climb, best_gains

DEFAULT_COST = 1
MOST_WORK = 10_000_000
"""The most that steps × their whole cost may come to; a curve of that size takes some tenths of a second."""

Effort = Mapping[str, Mapping[int, int]]
"""The cost of steps by criterion, by level reached, as a profile states it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """Raising one criterion by one level.

    ``cost`` is at least 1, and ``cost_assumed`` is set if no file states it. ``gain`` is in percentage points of
    coverage. ``shown_by`` is the matrix's evidence for the level to reach, None if it has none. ``tools`` are the
    criterion's unused tools. ``signals`` are the ids of the hiring signals that the matrix links to the criterion.
    """

    criterion: str
    name: str
    section: str
    postings: int
    sample_size: int
    from_level: int
    to_level: int
    target: int
    cost: int
    cost_assumed: bool
    gain: float
    shown_by: str | None
    tools: tuple[str, ...]
    signals: tuple[str, ...]
    topic: str | None
    mandatory: bool


@dataclass(frozen=True, slots=True)
class Ladder:
    """All steps of one criterion up to its target, lowest first.

    ``parts`` is the part of the target that each step adds, in whole parts of one size for all ladders.
    """

    steps: tuple[Step, ...]
    parts: tuple[int, ...]

    @property
    def mandatory(self) -> bool:
        """True if its only step comes before all others."""
        return self.steps[0].mandatory

    def heights(self, postings: int) -> list[tuple[int, int]]:
        """The cost and the gain of climbing 1, 2, … steps, if so many postings asked for it."""
        cost = part = 0
        heights = []
        for step, own in zip(self.steps, self.parts, strict=True):
            cost, part = cost + step.cost, part + own
            heights.append((cost, part * postings))
        return heights


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """The best plan on a budget: its cost, its gain in percentage points, and its coverage as a fraction."""

    budget: int
    cost: int
    gain: float
    coverage: float | None


@dataclass(frozen=True, slots=True)
class Flattening:
    """The point of diminishing returns: the budget after which a unit buys less than the average of the total curve.

    It is the budget at which the curve is highest above the straight line from its start to its end, the last such
    budget if there are several. ``before`` and ``after`` are the percentage points that one unit of cost buys up to
    there and from there on.
    """

    budget: int
    before: float
    after: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan(Tabular):
    """The best steps on a budget, the steps there are, and the curve over all budgets.

    ``steps`` are in the order to take them: mandatory steps first, then always the step with the most gain for its
    cost. Ties go to the step with the most postings, then to the matrix's order. ``ladders`` are in the matrix's order.
    ``curve`` has a point for every budget from 0 to ``total``. ``flattening`` is None where every unit buys the same.
    ``unused_effort`` names the profile's efforts for steps that this matrix does not have.
    """

    report: GapReport
    budget: int
    steps: tuple[Step, ...]
    ladders: tuple[Ladder, ...]
    curve: tuple[CurvePoint, ...]
    flattening: Flattening | None
    unused_effort: tuple[tuple[str, int], ...]

    def records(self) -> Iterator[dict[str, Any]]:
        """Yield a record for each step of the plan, in the order to take them."""
        for step in self.steps:
            yield {field.name: getattr(step, field.name) for field in fields(step)}

    @property
    def total(self) -> int:
        """The cost, gain and coverage of all steps."""
        return len(self.curve) - 1

    @property
    def outcome(self) -> CurvePoint:
        """The cost, gain and coverage of the plan's own steps."""
        return self.curve[min(self.budget, self.total)]

    def at(self, budget: int) -> Plan:
        """The plan on another budget, of 0 or more."""
        return replace(self, budget=budget, steps=_best_steps(self.ladders, budget))

    @property
    def after(self) -> Coverage:
        """The report's coverage after the plan's steps."""
        before = self.report.coverage
        if before.low is None or before.high is None:
            return before
        # low counts what the rated meet, and high − low what is unrated, of all that is asked for.
        gain = self.outcome.gain * (1 - (before.high - before.low))
        low, high = add_gain(before.low, gain), add_gain(before.high, gain)
        return replace(before, value=self.outcome.coverage, low=low, high=high)

    @property
    def others(self) -> tuple[Step, ...]:
        """The steps there are beyond the plan's own, in the matrix's order."""
        own = {(step.criterion, step.to_level) for step in self.steps}
        every = (step for ladder in self.ladders for step in ladder.steps)
        return tuple(step for step in every if (step.criterion, step.to_level) not in own)

    @property
    def rate_first(self) -> tuple[Row, ...]:
        """The criteria without a level, which the plan cannot include; the most asked for first."""
        return self.report.unrated


def best_plan(report: GapReport, budget: int | None = None, effort: Effort | None = None) -> Plan:
    """The plan that gains most on a budget; without one, every step there is.

            A report narrowed to a section gives a plan for that section. ``effort`` is the profile's own.

    Raise ValueError for a budget below 0, and DataError if there are too many steps to calculate.
    """
    if budget is not None and budget < 0:
        raise ValueError(f"a budget is 0 or more, not {budget}")
    ladders = _ladders(report, effort or {})
    total = sum(step.cost for ladder in ladders for step in ladder.steps)
    _refuse_too_much(sum(len(ladder.steps) for ladder in ladders), total)
    budget = total if budget is None else budget
    gains = _gains(ladders)
    return Plan(
        report=report,
        budget=budget,
        steps=_best_steps(ladders, budget),
        ladders=ladders,
        curve=_curve(report, ladders, gains),
        flattening=_flattening(ladders, gains),
        unused_effort=_unused(report.matrix, effort or {}),
    )


def _best_steps(ladders: Sequence[Ladder], budget: int) -> tuple[Step, ...]:
    """The steps of the best plan on a budget, in the order to take them."""
    return tuple(_in_order(ladders, climb(ladders, [ladder.steps[0].postings for ladder in ladders], budget)))


def climb(ladders: Sequence[Ladder], postings: Sequence[int], budget: int) -> tuple[int, ...]:
    """The number of steps of each ladder in the best plan, if so many postings asked for each."""
    by_ladder = dict(_mandatory_first(ladders, budget))
    left = budget - sum(ladders[at].steps[0].cost for at, rungs in by_ladder.items() if rungs)
    order = sorted((at for at in range(len(ladders)) if at not in by_ladder), key=lambda at: -postings[at])
    climbed = best_climb([ladders[at].heights(postings[at]) for at in order], left)
    by_ladder.update(zip(order, climbed, strict=True))
    return tuple(by_ladder[at] for at in range(len(ladders)))


def _mandatory_first(ladders: Sequence[Ladder], budget: int) -> Iterator[tuple[int, int]]:
    """Which mandatory steps a budget is enough for, in the matrix's order: their places, and 1 or 0 steps."""
    for at, ladder in enumerate(ladders):
        if ladder.mandatory:
            affordable = ladder.steps[0].cost <= budget
            budget -= ladder.steps[0].cost if affordable else 0
            yield at, int(affordable)


def _gains(ladders: Sequence[Ladder]) -> list[tuple[int, int]]:
    """The cost and the gain of the plan on every budget, from 0 to the cost of all steps."""
    free = best_gains([ladder.heights(ladder.steps[0].postings) for ladder in ladders if not ladder.mandatory])
    if not any(ladder.mandatory for ladder in ladders):
        return free
    gains = []
    for budget in range(sum(step.cost for ladder in ladders for step in ladder.steps) + 1):
        taken = [ladders[at] for at, steps in _mandatory_first(ladders, budget) if steps]
        spent = sum(ladder.steps[0].cost for ladder in taken)
        cost, gain = free[min(budget - spent, len(free) - 1)]
        gains.append((spent + cost, sum(ladder.heights(ladder.steps[0].postings)[0][1] for ladder in taken) + gain))
    return gains


def _ladders(report: GapReport, effort: Effort) -> tuple[Ladder, ...]:
    rows = {row.id: row for row in report.gaps if row.impact or row.mandatory}
    common = lcm(*(row.target for row in rows.values()))
    found = []
    for criterion in report.matrix.criteria:
        if row := rows.get(criterion.id):
            steps = tuple(_steps(report.matrix, criterion, row, effort.get(row.id, {})))
            parts = tuple((step.to_level - step.from_level) * common // row.target for step in steps)
            found.append(Ladder(steps, parts))
    return tuple(found)


def _steps(matrix: Matrix, criterion: Criterion, row: Row, effort: Mapping[int, int]) -> Iterator[Step]:
    """The steps of a gap, from its level up to its target."""
    level, gap, impact = row.level or 0, row.gap or 0, row.impact or 0.0
    reached = [reach for reach in matrix.levels_of(row.id) if level < reach <= row.target]
    rungs = list(pairwise([level, *reached]))
    for below, above in [(level, row.target)] if row.mandatory else rungs:
        # A mandatory criterion is raised to its target in one step, at the stated cost of all its levels.
        costs = [effort.get(reach, matrix.effort_for(criterion, reach)) for _, reach in rungs if below < reach <= above]
        stated = sum(cost or DEFAULT_COST for cost in costs) if any(costs) else None
        yield Step(
            criterion=row.id,
            name=row.name,
            section=row.section,
            postings=row.postings,
            sample_size=row.sample_size,
            from_level=below,
            to_level=above,
            target=row.target,
            cost=DEFAULT_COST if stated is None else stated,
            cost_assumed=stated is None,
            gain=impact * (above - below) / gap,
            shown_by=criterion.levels.get(above),
            tools=row.tools.missing,
            signals=criterion.signals,
            topic=row.topic,
            mandatory=row.mandatory is not None,
        )


def _unused(matrix: Matrix, effort: Effort) -> tuple[tuple[str, int], ...]:
    reached = {criterion.id: matrix.levels_of(criterion.id)[1:] for criterion in matrix.criteria}
    stated = ((criterion, level) for criterion, costs in effort.items() for level in costs)
    return tuple((criterion, level) for criterion, level in stated if level not in reached.get(criterion, ()))


def _refuse_too_much(steps: int, total: int) -> None:
    if steps * total > MOST_WORK:
        message = f"{steps} steps that cost {total} in all are too many to find the best plan"
        hint = "plan one section at a time, or state effort in a coarser unit: only the ratios matter"
        raise DataError(Diagnostic(message, hint=hint))


def _in_order(ladders: Sequence[Ladder], climbed: Sequence[int]) -> Iterator[Step]:
    """The steps climbed, in the order to take them."""
    waiting: list[tuple[bool, float, int, int, int]] = []

    def offer(at: int, rung: int) -> None:
        if rung < climbed[at]:
            step = ladders[at].steps[rung]
            gain = ladders[at].parts[rung] * step.postings
            heapq.heappush(waiting, (not step.mandatory, -gain / step.cost, -step.postings, at, rung))

    for at in range(len(ladders)):
        offer(at, 0)
    while waiting:
        *_, at, rung = heapq.heappop(waiting)
        yield ladders[at].steps[rung]
        offer(at, rung + 1)


def _points_each(ladders: Sequence[Ladder]) -> float:
    """The percentage points of coverage in one whole unit of gain."""
    for ladder in ladders:
        step, part = ladder.steps[0], ladder.parts[0]
        if step.postings:
            return step.gain / (part * step.postings)
    return 0.0


def add_gain(coverage: float, gain: float) -> float:
    """A coverage that gained percentage points; rounded far below a hair, so that all of it is 1 and not nearly so."""
    return round(coverage + gain / 100, 14)


def _curve(report: GapReport, ladders: Sequence[Ladder], gains: Iterable[tuple[int, int]]) -> tuple[CurvePoint, ...]:
    points, value = _points_each(ladders), report.coverage.value
    return tuple(
        CurvePoint(budget, cost, gain * points, None if value is None else add_gain(value, gain * points))
        for budget, (cost, gain) in enumerate(gains)
    )


def _flattening(ladders: Sequence[Ladder], gains: Sequence[tuple[int, int]]) -> Flattening | None:
    total, whole = gains[-1]
    above_line = [gain * total - whole * budget for budget, (_, gain) in enumerate(gains)]
    highest = max(above_line)
    if highest == 0:
        return None
    budget = max(at for at, height in enumerate(above_line) if height == highest)
    gain, points = gains[budget][1], _points_each(ladders)
    return Flattening(budget, gain * points / budget, (whole - gain) * points / (total - budget))


def due_dates(plan: Plan, start: datetime.date, by: datetime.date) -> tuple[datetime.date, ...]:
    """The due day of each of the plan's steps, between two days in proportion to the cost of the steps.

    The last is due on ``by``; a date between two days is the later one. Raise ValueError if ``by`` is before ``start``.
    """
    if by < start:
        raise ValueError(f"{by} lies before {start}")
    days, whole = (by - start).days, sum(step.cost for step in plan.steps)
    spent = accumulate(step.cost for step in plan.steps)
    return tuple(start + datetime.timedelta(days=-(-days * cost // whole)) for cost in spent)


def as_goals(plan: Plan, start: datetime.date, by: datetime.date) -> tuple[Goal, ...]:
    """The plan's steps as open goals, due at their :func:`due_dates`. It raises the same errors as that function.

    A step that an open goal of the report names already gets no second one, but keeps its share of the time. ``action``
    is the evidence for the level.
    """
    named = {(goal.criterion, goal.level) for goal in plan.report.goals if goal.status == "open"}
    taken = {goal.id for goal in plan.report.goals}
    goals = []
    for step, due in zip(plan.steps, due_dates(plan, start, by), strict=True):
        if (step.criterion, step.to_level) in named:
            continue
        identifier = goal_id(step.criterion, step.to_level, taken)
        taken.add(identifier)
        goals.append(
            Goal(
                id=identifier,
                criterion=step.criterion,
                level=step.to_level,
                action=step.shown_by,
                due=due,
                status="open",
            )
        )
    return tuple(goals)
