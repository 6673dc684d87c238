"""A plan in every format: the steps, what they bring, how far they can be trusted, and what they rest on."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from skillgap import labels
from skillgap.labels import plan as words
from skillgap.reports import what_if
from skillgap.reports.blocks import (
    Block,
    CsvTable,
    Curve,
    Document,
    Facts,
    Heading,
    Items,
    Table,
    Text,
    columns,
    not_empty,
)
from skillgap.reports.content import ReportContent
from skillgap.reports.mandatory import first_lines
from skillgap.reports.outputs.fields import column_names, to_cells
from skillgap.reports.outputs.plan import PlanOutput, StepOutput, plan_output
from skillgap.reports.whose import whose_cells
from skillgap.scoring.planning import Plan, Robustness, Step, WhatIf

_RUNNERS_UP = 5
"""How many of the steps beyond the budget are shown: those that the doubt is about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanReport:
    """All that a plan's report tells.

    ``budget`` is None where none was given. ``due`` has a day for each step, or none at all. ``supposed``
    says what the plan starts from, where that is not what the profile says.
    """

    plan: Plan
    robust: Robustness
    budget: int | None
    due: tuple[datetime.date, ...] = ()
    supposed: WhatIf | None = None


def written(outlook: PlanReport) -> ReportContent:
    """The report of a plan."""
    return ReportContent(lambda: _document(outlook), lambda: _output(outlook), lambda: _sheet(outlook))


def _output(outlook: PlanReport) -> PlanOutput:
    return plan_output(outlook.plan, outlook.robust, outlook.budget, outlook.due, outlook.supposed)


def _document(outlook: PlanReport) -> Document:
    plan, report = outlook.plan, outlook.plan.report
    due = [("Until", outlook.due[-1].isoformat())] if outlook.due else []
    blocks = not_empty(
        Facts((*labels.facts(report), ("Budget", words.budget_words(plan)), *due)),
        what_if.blocks(outlook.supposed) if outlook.supposed else None,
        _steps(outlook),
        _runners_up(outlook),
        _shown_by(plan),
        _curve(plan),
        _rate_first(plan),
        Heading("Assumptions"),
        Items(words.assumptions(plan, outlook.robust)),
    )
    return Document(f"Plan: {report.profile_name}", blocks, first_lines(report))


def _steps(outlook: PlanReport) -> list[Block]:
    plan = outlook.plan
    heading = Heading(f"Steps: {len(plan.steps)}" if plan.steps else "Steps", words.outcome_words(plan))
    if not plan.steps:
        return [heading]
    doubtful = plan.budget < plan.total
    topics = any(step.topic for step in plan.steps)
    titles = ["Step", *(["Topic"] if topics else []), "From → to", "Asked by", "Cost>", "Impact>", "Covered>"]
    titles += [f"{words.HOLDS_TITLE}>"] if doubtful else []
    titles += ["By"] if outlook.due else []
    rows = []
    for at, (step, reached) in enumerate(words.steps_of(plan)):
        holds = (labels.percent(outlook.robust.of(step) / outlook.robust.resamples),) if doubtful else ()
        by = (outlook.due[at].isoformat(),) if outlook.due else ()
        topic = (step.topic or labels.ABSENT,) if topics else ()
        rows.append(
            (f"{at + 1}. {words.step_name(step)}", *topic, *_cells(outlook, step), labels.percent(reached), *holds, *by)
        )
    told = words.holds_words(outlook.robust) if doubtful else words.FULL_BUDGET_NOTE
    shared = words.shared_topics(plan)
    return [
        heading,
        Table("The steps in their order", columns(*titles), tuple(rows)),
        *([Items(tuple(shared))] if shared else []),
        Text(told, quiet=True),
    ]


def _cells(outlook: PlanReport, step: Step) -> tuple[str, str, str, str]:
    matrix = outlook.plan.report.matrix
    stands = words.step_words(matrix, step)
    return stands, words.asked_words(step), str(step.cost), words.change(step.gain)


def _runners_up(outlook: PlanReport) -> list[Block]:
    """The steps beyond the budget that belong to the best plan of some resampled rubrics."""
    robust = outlook.robust
    close = sorted((step for step in outlook.plan.others if robust.of(step)), key=lambda step: -robust.of(step))
    rows = [
        (step.name, *_cells(outlook, step), labels.percent(robust.of(step) / robust.resamples))
        for step in close[:_RUNNERS_UP]
    ]
    if not rows or not outlook.plan.steps:
        return []
    titles = columns("Step", "From → to", "Asked by", "Cost>", "Impact>", f"{words.HOLDS_TITLE}>")
    return [Heading("Just outside the budget"), Table("The steps that come closest", titles, tuple(rows))]


def _shown_by(plan: Plan) -> list[Block]:
    """What would show each step; tools and signals stand with the first of a criterion."""
    entries, seen = [], set()
    for number, step in enumerate(plan.steps, 1):
        more = () if step.criterion in seen else (words.tools_words(step), words.signals_words(step))
        seen.add(step.criterion)
        told = [text for text in (words.shown_by(plan.report.matrix, step), *more) if text]
        entries += [". ".join([f"{number}. {step.name}", *(text.rstrip(".") for text in told)])] if told else []
    return [Heading("Next step"), Items(tuple(entries))] if entries else []


def _curve(plan: Plan) -> list[Block]:
    drawn = curve_of(plan)
    return [Heading(words.CURVE_TITLE, words.flattening_words(plan)), drawn] if drawn else []


def curve_of(plan: Plan) -> Curve | None:
    """The coverage over all budgets, with the plan's own and where it flattens; None where there is no way up."""
    values = tuple(point.coverage for point in plan.curve if point.coverage is not None)
    if len(values) < 2:
        return None
    marked = min(plan.budget, plan.total)
    turn = plan.flattening.budget if plan.flattening else marked
    return Curve(
        words.CURVE_TITLE,
        values,
        marked=(marked, words.THIS_PLAN),
        turn=(turn, words.FLATTENS) if turn != marked else None,
        across=words.ACROSS,
    )


def _rate_first(plan: Plan) -> list[Block]:
    rows = [
        (row.name, labels.posting_ratio(row.postings, row.sample_size), labels.STATE_WORDS[row.state])
        for row in plan.rate_first
    ]
    table = Table("Criteria without a level", columns("Criterion", "Asked by", "Why"), tuple(rows))
    return [Heading(f"Rate first: {len(rows)}", words.RATE_FIRST), table] if rows else []


def _sheet(outlook: PlanReport) -> CsvTable:
    """A row for each step. Each row repeats whose it is and what it is based on, so that files can be stacked."""
    plan, robust, matrix = outlook.plan, outlook.robust, outlook.plan.report.matrix
    whose = whose_cells(plan.report)
    more = ("step", "from_name", "to_name", "coverage_value", "resamples", "seed", "what_if")
    steps = _output(outlook).steps
    rows = []
    for number, (step, (_, reached)) in enumerate(zip(steps, words.steps_of(plan), strict=True), 1):
        names = [matrix.level_name(level, step.criterion) for level in (step.from_level, step.to_level)]
        changed = words.supposed_words(outlook.supposed) if outlook.supposed else None
        about = (number, *names, reached, robust.resamples, robust.seed, changed)
        rows.append((*whose.values(), *to_cells(step).values(), *about))
    return CsvTable((*whose, *column_names(StepOutput), *more), tuple(rows))
