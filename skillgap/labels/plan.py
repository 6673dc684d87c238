"""The words of a plan, and of hypothetical levels."""

from __future__ import annotations

from collections.abc import Iterator

from skillgap.labels import ABSENT, no_gaps_words, percent, percent_range, pluralize, posting_ratio
from skillgap.labels.numbers import signed
from skillgap.model.matrix import Matrix
from skillgap.scoring.gap_report import Coverage
from skillgap.scoring.planning import Plan, Robustness, Step, WhatIf
from skillgap.scoring.planning.plan import add_gain

SUPPOSED_TITLE = "What if (not saved)"
CURVE_TITLE = "Coverage against cost"
HOLDS_TITLE = "Stability"
ACROSS = "cost"
THIS_PLAN = "this plan"
FLATTENS = "diminishing returns"
FULL_BUDGET_NOTE = (
    "This budget covers every step, so there is nothing to choose. Lower it to see how certain each step is."
)
OPTIMALITY_NOTE = (
    "The plan is optimal for this budget. Ties go to the cheaper step, then to the step that more postings ask for. "
    "Steps are sorted by points per unit of cost."
)
MANDATORY_NOTE = (
    "Mandatory steps come first, and reach the target at once: a part of such a requirement is worth nothing."
)
RATE_FIRST = "These criteria are not rated, so the plan cannot include them. Rate them first."


def change(points: float | None) -> str:
    """A change in percentage points with its sign: ``+3.4``, ``−0.5``; a dash if missing."""
    return ABSENT if points is None else signed(points)


def step_words(matrix: Matrix, step: Step, arrow: str = "→") -> str:
    """From which level to which: ``Working → Proficient``."""
    here, there = (matrix.level_name(level, step.criterion) for level in (step.from_level, step.to_level))
    return f"{here} {arrow} {there}"


def budget_words(plan: Plan) -> str:
    """How much the plan may cost, and how much all steps would: ``5 of 13 in all``."""
    if plan.budget >= plan.total:
        return f"enough for every step: {plan.total}"
    return f"{plan.budget}, of {plan.total} for every step"


def outcome_words(plan: Plan) -> str:
    """The cost and impact of the plan, in a sentence; if it has no steps, the reason."""
    if not plan.steps:
        return empty_words(plan)
    steps, cost = pluralize(len(plan.steps), "step"), plan.outcome.cost
    brings = f"{change(plan.outcome.gain)} points of coverage, from {coverage_with_range(plan.report.coverage)}"
    return f"{steps} at a cost of {cost}: {brings} to {coverage_with_range(plan.after)}."


def coverage_with_range(coverage: Coverage) -> str:
    """A coverage with the range of the unrated criteria: ``76% (65–90%)``."""
    decided = coverage.rated == coverage.applicable or coverage.low is None
    open_range = "" if decided else f" ({percent_range(coverage.low, coverage.high)})"
    return f"{percent(coverage.value)}{open_range}"


def empty_words(plan: Plan) -> str:
    """Why a plan has no steps."""
    if plan.ladders:
        cheapest = next(point.budget for point in plan.curve if point.cost)
        return f"Nothing fits a budget of {plan.budget}: the least that adds anything costs {cheapest}."
    if plan.report.gaps:
        return "No posting asks for the criteria with gaps, so closing them adds nothing."
    return no_gaps_words(plan.report)


def flattening_words(plan: Plan) -> str:
    """The point of diminishing returns, as a sentence; empty if there are no steps."""
    flat = plan.flattening
    if not plan.total:
        return ""
    if flat is None:
        return "No diminishing returns: every unit of cost adds the same."
    return (
        f"Diminishing returns after a budget of {flat.budget}: {flat.before:.1f} points per unit of cost before it, "
        f"{flat.after:.1f} after."
    )


def shown_by(matrix: Matrix, step: Step) -> str:
    """The evidence of a step; empty if the matrix has none."""
    name = matrix.level_name(step.to_level, step.criterion)
    return f"To reach {name}: {step.shown_by}" if step.shown_by else ""


def tools_words(step: Step) -> str:
    """The tools of a step's criterion that were not used, or have no answer; empty if missing."""
    return f"Tools to learn or to note: {', '.join(step.tools)}" if step.tools else ""


def signals_words(step: Step) -> str:
    """The hiring signals that a step touches, their ids as words; empty if the matrix links none."""
    names = ", ".join(signal.replace("-", " ") for signal in step.signals)
    return f"Signals it touches: {names}" if names else ""


def steps_of(plan: Plan) -> Iterator[tuple[Step, float]]:
    """The steps in their order, each with the coverage reached with it as a fraction."""
    reached = plan.report.coverage.value or 0.0
    for step in plan.steps:
        reached = add_gain(reached, step.gain)
        yield step, reached


def holds_words(robust: Robustness) -> str:
    """Explain the stability of each step."""
    return (
        f"{HOLDS_TITLE}: share of {robust.resamples:,} bootstrap samples whose best plan includes this step "
        f"(seed {robust.seed})."
    )


def asked_words(step: Step) -> str:
    """The number of postings that ask for a step's criterion."""
    return posting_ratio(step.postings, step.sample_size)


def step_name(step: Step) -> str:
    """A step's criterion, and that it is mandatory if it is."""
    return f"{step.name} (mandatory)" if step.mandatory else step.name


def shared_topics(plan: Plan) -> list[str]:
    """Which steps are about one topic, a sentence for each topic that steps of several criteria share."""
    sentences = []
    for topic in dict.fromkeys(step.topic for step in plan.steps if step.topic):
        places = [str(number) for number, step in enumerate(plan.steps, 1) if step.topic == topic]
        if len({step.criterion for step in plan.steps if step.topic == topic}) > 1:
            sentences.append(f"Steps {', '.join(places[:-1])} and {places[-1]} are about one topic: {topic}.")
    return sentences


def assumptions(plan: Plan, robust: Robustness) -> tuple[str, ...]:
    """The assumptions of the plan, a sentence each."""
    every = [step for ladder in plan.ladders for step in ladder.steps]
    assumed = sum(step.cost_assumed for step in every)
    cost = (
        f"{'No effort is set' if assumed == len(every) else f'{assumed} of {len(every)} steps have no effort'}, so "
        "such a step costs 1. To change that, set `effort` in the profile or the matrix."
    )
    return (
        *([cost] if assumed else []),
        "A step raises one criterion by one level. No step makes another one easier.",
        *([MANDATORY_NOTE] if any(step.mandatory for step in every) else []),
        OPTIMALITY_NOTE,
        _resampling(plan, robust),
    )


def _resampling(plan: Plan, robust: Robustness) -> str:
    size = pluralize(plan.report.matrix.source.sample_size, "posting")
    if robust.method == "postings":
        return f"Each bootstrap sample draws {size} from the posting data with replacement."
    return (
        f"Each bootstrap sample redraws every count independently (binomial, n = "
        f"{plan.report.matrix.source.sample_size}), because it is not known which posting asks for which criterion."
    )


def supposed_words(supposed: WhatIf) -> str:
    """The hypothetical levels and the levels they replace: ``Reliability at Expert instead of Working``."""
    matrix, told = supposed.before.matrix, []
    for identifier, level in supposed.levels.items():
        had = supposed.instead_of[identifier]
        instead = "no level" if had is None else matrix.level_name(had, identifier)
        told.append(f"{matrix.names[identifier]} at {matrix.level_name(level, identifier)} instead of {instead}")
    return "; ".join(told)


def difference_words(supposed: WhatIf) -> str:
    """The coverage before and after, in a sentence."""
    before, after = supposed.before.coverage, supposed.after.coverage
    met = ""
    if supposed.newly_met is not None:
        count = len(supposed.newly_met)
        met = f" {pluralize(count, 'more posting is', 'more postings are')} met in full."
    return (
        f"Coverage {coverage_with_range(before)} before, {coverage_with_range(after)} "
        f"after: {change(supposed.gained)} points.{met}"
    )
