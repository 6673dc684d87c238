"""A plan: the steps that add most coverage on a budget."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Literal

from skillgap.reports.outputs.fields import Count, Fraction, OneOrMore, Points, filled
from skillgap.reports.outputs.parts import (
    AssessmentOutput,
    CoverageOutput,
    CriterionId,
    CriterionName,
    ExpiredOutput,
    Mandatory,
    MatrixOutput,
    PersonOutput,
    Postings,
    RequirementOutput,
    SampleSize,
    SectionId,
    Target,
    coverage_output,
    heading_of,
    requirement_outputs,
)
from skillgap.reports.outputs.what_if import WhatIfOutput, what_if_output
from skillgap.scoring.gap_report import State
from skillgap.scoring.planning import Plan, Robustness, Step, WhatIf
from skillgap.scoring.planning.robustness import Method

Cost = Annotated[Count, "The cost, in the unit of the effort stated; 1 a step if none is."]
Budget = Annotated[Count, "The budget, in the unit of the effort stated."]


@dataclass(frozen=True, slots=True)
class StepOutput:
    """Raising one criterion by one level."""

    criterion: CriterionId
    name: CriterionName
    section: SectionId
    postings: Postings
    sample_size: SampleSize
    from_level: Annotated[Count, "The level before the step."]
    to_level: Annotated[Count, "The level after it."]
    target: Target
    cost: Annotated[OneOrMore, "The cost of the step."]
    cost_assumed: Annotated[bool, "True if no file states the cost, so that it counts as 1."]
    impact: Annotated[Points, "The percentage points of coverage that the step adds."]
    shown_by: Annotated[str | None, "Description of the level after the step."]
    tools: Annotated[tuple[str, ...], "Tools of the criterion that were not used."]
    signals: Annotated[tuple[str, ...], "Ids of the hiring signals that the matrix links to the criterion."]
    selected_in: Annotated[Count, "Number of bootstrap samples whose best plan includes the step."]
    stability: Annotated[Fraction, "selected_in / resamples"]
    topic: Annotated[str | None, "Topic, shared with criteria of other sections."]
    mandatory_first: Annotated[bool, "True if it is mandatory: then it comes first and reaches the target at once."]
    due: Annotated[datetime.date | None, "The day to reach it by; null without one."]


@dataclass(frozen=True, slots=True)
class CurvePointOutput:
    """What the best plan on a budget brings."""

    budget: Budget
    cost: Cost
    impact: Annotated[Points, "The percentage points of coverage that the plan adds."]
    coverage_value: Annotated[Fraction | None, "The coverage that it leads to."]


@dataclass(frozen=True, slots=True)
class KneeOutput:
    """The budget after which a unit of cost adds less."""

    budget: Budget
    points_before: Annotated[Points, "The percentage points that a unit of cost adds before it."]
    points_after: Annotated[Points, "The percentage points that a unit of cost adds after it."]


@dataclass(frozen=True, slots=True)
class RobustnessOutput:
    """How the stability was calculated."""

    seed: Annotated[Count, "The seed of the random numbers."]
    resamples: Annotated[Count, "Number of bootstrap samples."]
    method: Annotated[Method, "counts: every count is drawn independently. postings: whole postings are drawn."]


@dataclass(frozen=True, slots=True)
class UnratedOutput:
    """A criterion without a level."""

    criterion: CriterionId
    name: CriterionName
    section: SectionId
    postings: Postings
    state: Annotated[State, "Why it has no level."]


@dataclass(frozen=True, slots=True)
class PlanCoverage:
    """The coverage before and after the plan."""

    before: Annotated[CoverageOutput, "The coverage as it is."]
    after: Annotated[CoverageOutput, "The coverage once the plan's steps are taken."]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanOutput:
    """The steps that add most coverage on a budget."""

    format: Annotated[Literal["skillgap/plan/1"], "The kind and version of this output."] = "skillgap/plan/1"
    profile: Annotated[PersonOutput, "The person of the plan."]
    matrix: Annotated[MatrixOutput, "The role."]
    assessment: Annotated[AssessmentOutput, "The assessment that the plan is made from."]
    budget: Annotated[Count | None, "The budget; null if none was given: then every step is taken."]
    coverage: Annotated[PlanCoverage, "The coverage before and after."]
    cost: Cost
    impact: Annotated[Points, "The percentage points of coverage that the plan adds."]
    steps: Annotated[tuple[StepOutput, ...], "The steps in the order to take them."]
    others: Annotated[tuple[StepOutput, ...], "The steps beyond the budget, in the matrix's order."]
    curve: Annotated[tuple[CurvePointOutput, ...], "Coverage for every budget, from 0 to the budget for all steps."]
    knee: Annotated[KneeOutput | None, "The point of diminishing returns; null if there is none."]
    robustness: Annotated[RobustnessOutput, "How the stability was calculated."]
    mandatory: Mandatory
    mandatory_requirements: Annotated[tuple[RequirementOutput, ...], "The mandatory criteria and signals."]
    expired_evidence: Annotated[tuple[ExpiredOutput, ...], "Evidence that is no longer valid."]
    rate_first: Annotated[tuple[UnratedOutput, ...], "Criteria without a level, which no plan can have."]
    what_if: Annotated[WhatIfOutput | None, "The hypothetical levels that the plan starts from, if any."]


def plan_output(
    plan: Plan, robust: Robustness, budget: int | None, due: Sequence[datetime.date], changed: WhatIf | None
) -> PlanOutput:
    """State a plan; ``due`` has a day for each step, or none at all."""
    person, role, assessment = heading_of(plan.report)
    days: Sequence[datetime.date | None] = due or [None] * len(plan.steps)
    knee = plan.flattening
    return PlanOutput(
        profile=person,
        matrix=role,
        assessment=assessment,
        budget=budget,
        coverage=PlanCoverage(coverage_output(plan.report.coverage), coverage_output(plan.after)),
        cost=plan.outcome.cost,
        impact=plan.outcome.gain,
        steps=tuple(step_output(step, robust, day) for step, day in zip(plan.steps, days, strict=True)),
        others=tuple(step_output(step, robust) for step in plan.others),
        curve=tuple(CurvePointOutput(point.budget, point.cost, point.gain, point.coverage) for point in plan.curve),
        knee=KneeOutput(knee.budget, knee.before, knee.after) if knee else None,
        robustness=filled(RobustnessOutput, robust),
        mandatory=plan.report.mandatory_state,
        mandatory_requirements=requirement_outputs(plan.report),
        expired_evidence=tuple(filled(ExpiredOutput, one) for one in plan.report.expired),
        rate_first=tuple(filled(UnratedOutput, row, criterion=row.id) for row in plan.rate_first),
        what_if=what_if_output(changed) if changed else None,
    )


def step_output(step: Step, robust: Robustness, due: datetime.date | None = None) -> StepOutput:
    """State a step."""
    times = robust.of(step)
    stability = times / robust.resamples if robust.resamples else 0.0
    return filled(
        StepOutput,
        step,
        impact=step.gain,
        selected_in=times,
        stability=stability,
        due=due,
        mandatory_first=step.mandatory,
    )
