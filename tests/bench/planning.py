"""A plan and its robustness, against the gap report it starts from.

The built-in matrix with everything at level 0 has the most steps it can have. It is planned with the cost of 1 a
step that is assumed, and with stated costs anywhere up to 99, the most a file may state; of all budgets the slowest
counts.
"""

from __future__ import annotations

import datetime
import random
from collections.abc import Iterator
from functools import partial

from skillgap.model.profile import Assessment, Profile, Rating
from skillgap.scoring.gap_report import gap_report
from skillgap.scoring.planning import best_plan, robustness
from skillgap.store import read_matrix
from tests.bench.timing import MATRIX, Extent, Figure, in_turns, medians, processor

ROUNDS = 5
RESAMPLES = 1000
LONGEST = 50.0
"""Milliseconds that a plan may take for budgets to be tried out by holding a key down."""
LIMITS = {"assumed": (10, 1200), "stated": (150, 10_000)}
"""How many gap reports a plan and a thousand resampled ones may take as long as."""


def figures(extent: Extent) -> Iterator[Figure]:
    """The slowest plan and a thousand resampled ones, for either kind of cost."""
    rounds = extent.rounds(ROUNDS)
    matrix = read_matrix(MATRIX)
    nothing = {criterion.id: Rating(level=0) for criterion in matrix.criteria}
    day = datetime.date(2026, 5, 4)
    assessment = Assessment(matrix=matrix.id, matrix_version=matrix.version, date=day, ratings=nothing)
    profile = Profile(format="skillgap/profile/1", id="me", name="Me", assessments=(assessment,))
    report = gap_report(matrix, profile, assessment)
    reporting = {"report": processor(partial(gap_report, matrix, profile, assessment))}
    reference = 1000 * medians(reporting, 10 * rounds)["report"]
    rng = random.Random(1)
    stated = {one.id: {step.level: rng.randint(1, 99) for step in matrix.scale[1:]} for one in matrix.criteria}
    for name, effort in (("assumed", {}), ("stated", stated)):
        total = best_plan(report, 0, effort).total
        budgets = sorted({total * part // 60 for part in range(61)})
        plans = {str(budget): processor(partial(best_plan, report, budget, effort)) for budget in budgets}
        # Of each budget the best round: else the slowest would be the one that was disturbed most.
        slowest, at = max((1000 * min(taken), int(budget)) for budget, taken in in_turns(plans, rounds).items())
        plan = best_plan(report, at, effort)
        again = {"again": processor(partial(robustness, plan, 1, resamples=RESAMPLES))}
        resampled = 1000 * medians(again, 2)["again"]
        reports = f"gap report of {len(matrix.criteria)} criteria"
        most, most_resampled = LIMITS[name]
        yield Figure(f"plan, costs {name}", slowest, "ms", reports, reference, most)
        yield Figure(f"plan in {RESAMPLES} resampled rubrics", resampled, "ms", reports, reference, most_resampled)
        yield Figure(f"plan, costs {name}", slowest, "ms", "what a held key allows", LONGEST, 1)
