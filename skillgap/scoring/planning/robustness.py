"""How far a plan can be trusted: how often its steps are still the best ones in a resampled rubric.

The counts of a small sample of postings could easily have come out otherwise. Each resample draws a rubric of the same
size again and finds the best plan on the same budget. From the counts, every count is drawn independently from the
binomial distribution of its share. Criteria that the same postings ask for then vary more freely than in reality. A
criterion that all postings ask for never varies. If the criteria of each posting are known, complete postings are
drawn, with replacement.
"""

from __future__ import annotations

from bisect import bisect
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import sqrt
from typing import TYPE_CHECKING, Literal

from skillgap.scoring.planning.plan import Ladder, Plan, Step, climb
from skillgap.scoring.planning.posting_sets import Asked, check_asked

if TYPE_CHECKING:
    from random import Random

Method = Literal["binomial", "postings"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Robustness:
    """The number of resampled rubrics in which each step belongs to the best plan on the budget.

    ``times`` has every step of the plan's ladders, by criterion and level reached. Steps outside the plan are included,
    since the runners-up show the alternatives. With 1,000 resamples a figure is itself uncertain by up to 31 (95%).
    """

    budget: int
    seed: int
    resamples: int
    method: Method
    times: Mapping[tuple[str, int], int]

    def of(self, step: Step) -> int:
        """The number of resampled rubrics in which the step belongs to the best plan."""
        return self.times[step.criterion, step.to_level]


def robustness(plan: Plan, seed: int, *, resamples: int = 1000, asked: Asked | None = None) -> Robustness:
    """Draw rubrics again and again, and count for each step how often the best plan takes it.

    An equal seed gives equal figures. ``asked`` are the criteria that each posting asks for. Raise ValueError if the
    matrix was not counted from these postings.
    """
    from random import Random  # loads what no report needs

    random = Random(seed)  # noqa: S311 - repeatable on purpose, and no secret
    ladders = plan.ladders
    if asked is None:
        draw = _binomial_counts(ladders, random)
    else:
        check_asked(plan.report.matrix, asked)
        draw = _posting_counts(ladders, asked, random)
    tallies = [[0] * (len(ladder.steps) + 1) for ladder in ladders]
    for _ in range(resamples):
        for tally, climbed in zip(tallies, climb(ladders, draw(), plan.budget), strict=True):
            tally[climbed] += 1
    return Robustness(
        budget=plan.budget,
        seed=seed,
        resamples=resamples,
        method="binomial" if asked is None else "postings",
        times=dict(_times(ladders, tallies)),
    )


def _times(ladders: Sequence[Ladder], tallies: Sequence[Sequence[int]]) -> Iterator[tuple[tuple[str, int], int]]:
    """A step counts if its ladder is climbed at least as high."""
    for ladder, tally in zip(ladders, tallies, strict=True):
        for rung, step in enumerate(ladder.steps, start=1):
            yield (step.criterion, step.to_level), sum(tally[rung:])


def _binomial_counts(ladders: Sequence[Ladder], random: Random) -> Callable[[], list[int]]:
    draws = [_binomial(ladder.steps[0].postings, ladder.steps[0].sample_size, random) for ladder in ladders]
    return lambda: [draw() for draw in draws]


WIDEST = 1000
"""The standard deviation up to which counts are drawn from the binomial distribution itself."""


def _binomial(successes: int, trials: int, random: Random) -> Callable[[], int]:
    """Draws how many of as many trials succeed, at the share of successes seen.

    Above the widest, the normal distribution replaces it; the chances then differ by less than 0.0005.
    """
    if successes in (0, trials):
        return lambda: successes
    failures = trials - successes
    spread = sqrt(successes * (failures / trials))
    if spread > WIDEST:  # and both ends then lie more than WIDEST such spreads away
        return lambda: round(random.gauss(successes, spread))
    reach = 40 + int(9 * spread)  # beyond lies less than 1e-16, which no draw meets
    up, down = [1.0], [1.0]  # chances against that of the count seen, the likeliest
    for more in range(successes, min(trials, successes + reach)):
        up.append(up[-1] * (trials - more) * successes / ((more + 1) * failures))
    for fewer in range(successes, max(0, successes - reach), -1):
        down.append(down[-1] * fewer * failures / ((trials - fewer + 1) * successes))
    cumulated = list(accumulate([*reversed(down[1:]), *up]))
    lowest = successes - len(down) + 1
    return lambda: lowest + bisect(cumulated, random.random() * cumulated[-1])


def _posting_counts(ladders: Sequence[Ladder], asked: Asked, random: Random) -> Callable[[], list[int]]:
    """Draws whole postings. A posting is one number with a field for each ladder, so that one sum counts all."""
    size = len(asked)
    width = size.bit_length()
    shifts = {ladder.steps[0].criterion: at * width for at, ladder in enumerate(ladders)}
    packed = [sum(1 << shift for criterion, shift in shifts.items() if criterion in posting) for posting in asked]
    field = (1 << width) - 1

    def draw() -> list[int]:
        drawn = sum(packed[int(random.random() * size)] for _ in range(size))
        return [drawn >> shift & field for shift in shifts.values()]

    return draw
