"""How long a plan takes, on every budget, as ratios against the gap report it starts from.

Run it from a checkout: ``.venv/bin/python tests/bench/planning.py``. The built-in matrix with everything
at level 0 has the most steps it can have. It is planned with the cost of 1 a step that is assumed, and
with stated costs anywhere up to 99, the most a file may state. Every figure is the best of several rounds.
"""

from __future__ import annotations

import datetime
import random
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from skillgap.planning import best_plan, robustness
from skillgap.profile import Assessment, Profile, Rating
from skillgap.scoring import gap_report
from skillgap.store import read_matrix

MATRIX = Path(__file__).parent.parent.parent / "matrices" / "principal-ai-infrastructure-engineer.yaml"
ROUNDS = 5
RESAMPLES = 1000
PLAN_SECONDS = 0.05
"""What a plan may take for budgets to be tried out by holding a key down."""
LIMITS = {"assumed": (10, 1200), "stated": (150, 10_000)}
"""How many gap reports a plan and a thousand resampled ones may take as long as."""


def best_time(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    """The best processor time in seconds: what else the machine does at the moment is left out."""
    best = float("inf")
    for _ in range(rounds):
        begun = time.process_time()
        work()
        best = min(best, time.process_time() - begun)
    return best


def main() -> int:
    """Print the times and the ratios; exit code 1 when one is over its limit."""
    matrix = read_matrix(MATRIX)
    nothing = {criterion.id: Rating(level=0) for criterion in matrix.criteria}
    day = datetime.date(2026, 5, 4)
    assessment = Assessment(matrix=matrix.id, matrix_version=matrix.version, date=day, ratings=nothing)
    profile = Profile(format="skillgap/profile/1", id="me", name="Me", assessments=(assessment,))
    report = gap_report(matrix, profile, assessment)
    reference = best_time(partial(gap_report, matrix, profile, assessment), 50)
    print(f"{1000 * reference:9.2f} ms  gap report of {len(matrix.criteria)} criteria")
    rng = random.Random(1)
    stated = {one.id: {step.level: rng.randint(1, 99) for step in matrix.scale[1:]} for one in matrix.criteria}
    over = False
    for name, effort in (("assumed", {}), ("stated", stated)):
        total = best_plan(report, 0, effort).total
        budgets = sorted({total * part // 60 for part in range(61)})
        slowest, at = max((best_time(partial(best_plan, report, budget, effort)), budget) for budget in budgets)
        print(f"{1000 * slowest:9.2f} ms  plan, costs {name}: the slowest of {len(budgets)} budgets, {at} of {total}")
        plan = best_plan(report, at, effort)
        resampled = best_time(partial(robustness, plan, 1, resamples=RESAMPLES), 2)
        print(f"{1000 * resampled:9.2f} ms  the same in {RESAMPLES} resampled rubrics")
        for seconds, limit in zip((slowest, resampled), LIMITS[name], strict=True):
            print(f"{seconds / reference:9.1f} ×   the gap report, at most {limit}")
            over |= seconds > limit * reference
        over |= slowest > PLAN_SECONDS
    return 1 if over else 0


if __name__ == "__main__":
    sys.exit(main())
