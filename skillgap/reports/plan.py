"""A plan in every format: the steps, what they bring, how far they can be trusted, and what they rest on."""

from __future__ import annotations

import datetime
from dataclasses import asdict, dataclass
from typing import Any

from skillgap import labels
from skillgap.labels import plan as words
from skillgap.reports import gap_data, what_if
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
from skillgap.reports.mandatory import first_lines, mandatory_data
from skillgap.scoring.planning import Plan, Robustness, Step, WhatIf

PLAN_FORMAT = "skillgap/plan/1"
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
    return ReportContent(lambda: _document(outlook), lambda: _plain(outlook), lambda: _sheet(outlook))


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
        Heading("What this rests on"),
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
    titles = ["Step", *(["Topic"] if topics else []), "From → to", "Asked by", "Cost>", "Adds>", "Covered>"]
    titles += [f"{words.HOLDS_TITLE}>"] if doubtful else []
    titles += ["By"] if outlook.due else []
    rows = []
    for at, (step, reached) in enumerate(words.steps_of(plan)):
        holds = (f"{outlook.robust.of(step):,}",) if doubtful else ()
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
    rows = [(step.name, *_cells(outlook, step), f"{robust.of(step):,}") for step in close[:_RUNNERS_UP]]
    if not rows or not outlook.plan.steps:
        return []
    titles = columns("Step", "From → to", "Asked by", "Cost>", "Adds>", f"{words.HOLDS_TITLE}>")
    return [Heading("Just outside the budget"), Table("The steps that come closest", titles, tuple(rows))]


def _shown_by(plan: Plan) -> list[Block]:
    """What would show each step; tools and signals stand with the first of a criterion."""
    entries, seen = [], set()
    for number, step in enumerate(plan.steps, 1):
        more = () if step.criterion in seen else (words.tools_words(step), words.signals_words(step))
        seen.add(step.criterion)
        told = [text for text in (words.shown_by(plan.report.matrix, step), *more) if text]
        entries += [". ".join([f"{number}. {step.name}", *(text.rstrip(".") for text in told)])] if told else []
    return [Heading("What would show it"), Items(tuple(entries))] if entries else []


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


def _plain(outlook: PlanReport) -> dict[str, Any]:
    plan, robust = outlook.plan, outlook.robust
    return {
        "format": PLAN_FORMAT,
        **gap_data.head(plan.report),
        "budget": outlook.budget,
        "coverage": {"before": asdict(plan.report.coverage), "after": asdict(plan.after)},
        "cost": plan.outcome.cost,
        "gain": plan.outcome.gain,
        "steps": [{**_step(step, robust), "due": day} for step, day in zip(plan.steps, _days(outlook), strict=True)],
        "others": [_step(step, robust) for step in plan.others],
        "curve": [asdict(point) for point in plan.curve],
        "flattening": asdict(plan.flattening) if plan.flattening else None,
        "robustness": {"seed": robust.seed, "resamples": robust.resamples, "method": robust.method},
        **mandatory_data(plan.report),
        "rate_first": [
            {
                "criterion": row.id,
                "name": row.name,
                "section": row.section,
                "postings": row.postings,
                "state": row.state,
            }
            for row in plan.rate_first
        ],
        "what_if": what_if.plain(outlook.supposed) if outlook.supposed else None,
    }


def _days(outlook: PlanReport) -> list[str | None]:
    """When each step is due, where it is."""
    return [day.isoformat() for day in outlook.due] or [None for _ in outlook.plan.steps]


def _step(step: Step, robust: Robustness) -> dict[str, Any]:
    return {**asdict(step), "holds": robust.of(step)}


_COLUMNS = (
    *("step", "criterion", "name", "section", "postings", "sample_size", "from_level", "from_name", "to_level"),
    *("to_name", "target", "cost", "cost_assumed", "gain", "coverage", "due", "holds", "resamples", "seed"),
    *("shown_by", "tools", "signals", "supposed", "topic", "mandatory"),
)


def _sheet(outlook: PlanReport) -> CsvTable:
    """A row for each step. Each row repeats whose it is and what it rests on, so that files can be stacked."""
    plan, robust, matrix = outlook.plan, outlook.robust, outlook.plan.report.matrix
    whose = gap_data.whose_cells(plan.report)
    days = _days(outlook)
    rows = []
    for at, (step, reached) in enumerate(words.steps_of(plan)):
        cells = {
            **asdict(step),
            "step": at + 1,
            "from_name": matrix.level_name(step.from_level),
            "to_name": matrix.level_name(step.to_level),
            "coverage": reached,
            "due": days[at],
            "holds": robust.of(step),
            "resamples": robust.resamples,
            "seed": robust.seed,
            "supposed": words.supposed_words(outlook.supposed) if outlook.supposed else None,
        }
        rows.append((*whose.values(), *(cells[name] for name in _COLUMNS)))
    return CsvTable((*whose, *_COLUMNS), tuple(rows))
