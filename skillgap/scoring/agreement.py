"""How well two or more raters agree: counts of differences, their intervals, and coefficients of agreement.

Levels are ordered, but the step from one to the next has no fixed size. A mean difference treats all steps as equal.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import atan, cos, fsum, pi, sin, sqrt
from typing import Final, NamedTuple

from skillgap.scoring.statistics import Z_95, Interval, wilson

FEWEST_PAIRS: Final = 6
"""The interval of a mean difference is calculated from so many differences on."""
FEWEST_PAIRS_FOR_KAPPA: Final = 50
"""Weighted kappa is calculated from so many pairs of levels on."""
RESAMPLES: Final = 1000
_LARGEST_SERIES = 1000

Pair = tuple[int, int]
"""The levels that two raters gave the same criterion of the same person."""
Distance = Callable[[int, int], float]
"""How far two levels are apart; 0 for equal ones."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """How often two raters agree.

    ``differences`` has the number of pairs for each difference, first rater minus second, in levels. Counts of exact
    agreement and of agreement within one level come with the Wilson intervals of their shares. ``mean_interval`` is the
    95% t interval of the mean difference, None for fewer than 6 pairs or if all differences are equal.
    """

    pairs: int
    differences: Mapping[int, int]
    exact: int
    exact_interval: Interval
    within_one: int
    within_one_interval: Interval
    mean: float
    mean_interval: Interval | None

    @property
    def leans(self) -> bool:
        """True if the mean difference is significant: its interval does not contain 0."""
        return excludes_zero(self.mean_interval)


@dataclass(frozen=True, slots=True)
class Coefficient:
    """A coefficient of agreement with its 95% bootstrap interval, None if too few resamples define it."""

    value: float
    interval: Interval | None


def agreement(differences: Sequence[int]) -> Agreement | None:
    """Summarize the differences between two raters, in levels; None if missing."""
    pairs = len(differences)
    if not pairs:
        return None
    counts = Counter(differences)
    exact = counts[0]
    within_one = exact + counts[1] + counts[-1]
    return Agreement(
        pairs=pairs,
        differences=dict(sorted(counts.items())),
        exact=exact,
        exact_interval=wilson(exact, pairs),
        within_one=within_one,
        within_one_interval=wilson(within_one, pairs),
        mean=fsum(differences) / pairs,
        mean_interval=mean_interval(differences),
    )


def mean_interval(values: Sequence[float]) -> Interval | None:
    """Calculate the 95% t interval of a mean; None for fewer than 6 values or if all are equal."""
    count = len(values)
    if count < FEWEST_PAIRS or len(set(values)) == 1:
        return None
    mean = fsum(values) / count
    variance = fsum((value - mean) ** 2 for value in values) / (count - 1)
    half = t_quantile(count - 1) * sqrt(variance / count)
    return Interval(mean - half, mean + half)


def excludes_zero(interval: Interval | None) -> bool:
    """Return whether there is an interval and 0 is outside of it."""
    return interval is not None and not interval.low <= 0 <= interval.high


@cache
def t_quantile(degrees: int) -> float:
    """Calculate the 97.5% quantile of Student's t distribution for whole degrees of freedom from 1 on."""
    if degrees > _LARGEST_SERIES:
        return _expand_quantile(degrees)
    low, high = 0.0, 16.0
    while high - low > 1e-14 * high:
        middle = (low + high) / 2
        if middle in (low, high):
            break
        if _central_t(middle, degrees) < 0.95:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def _central_t(t: float, degrees: int) -> float:
    """Calculate P(−t ≤ T ≤ t), a finite series for whole degrees of freedom (Abramowitz & Stegun, 26.7.3 and 4)."""
    angle = atan(t / sqrt(degrees))
    sine, square = sin(angle), cos(angle) ** 2
    odd = degrees % 2
    term = cos(angle) if odd else 1.0
    terms = [term] if degrees > 1 else []
    for step in range(2 - (not odd), degrees - 2, 2):
        term *= square * step / (step + 1)
        terms.append(term)
    series = sine * fsum(terms)
    return 2 / pi * (angle + series) if odd else series


def _expand_quantile(degrees: int) -> float:
    """Expand the t quantile around the normal one (Abramowitz & Stegun, 26.7.5); the error is below 1e-11 here."""
    z = Z_95
    first = (z**3 + z) / 4
    second = (5 * z**5 + 16 * z**3 + 3 * z) / 96
    third = (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384
    return z + first / degrees + second / degrees**2 + third / degrees**3


def square_distance(level: int, other: int) -> float:
    """The distance of quadratic weighted kappa: a difference of one level counts 1, of two levels 4."""
    return float((level - other) ** 2)


def weighted_kappa(pairs: Sequence[Pair], distance: Distance = square_distance) -> float | None:
    """Calculate Cohen's weighted kappa; None if chance leaves no disagreement, so that it is undefined."""
    first = Counter(level for level, _ in pairs)
    second = Counter(level for _, level in pairs)
    observed = fsum(count * distance(*pair) for pair, count in Counter(pairs).items())
    expected = fsum(
        count * times * distance(level, other) for level, count in first.items() for other, times in second.items()
    )
    return 1 - len(pairs) * observed / expected if expected else None


class PairSums(NamedTuple):
    """The sums that quadratic weighted kappa needs of pairs of levels, so that people can be added up."""

    pairs: int = 0
    squared_differences: int = 0
    first: int = 0
    first_squares: int = 0
    second: int = 0
    second_squares: int = 0

    @classmethod
    def of(cls, pairs: Sequence[Pair]) -> PairSums:
        """Sum pairs up."""
        return cls(
            len(pairs),
            sum((level - other) ** 2 for level, other in pairs),
            sum(level for level, _ in pairs),
            sum(level**2 for level, _ in pairs),
            sum(other for _, other in pairs),
            sum(other**2 for _, other in pairs),
        )

    def plus(self, other: PairSums) -> PairSums:
        """Add the sums of other pairs."""
        return PairSums(*map(int.__add__, self, other))

    @property
    def kappa(self) -> float | None:
        """Quadratic weighted kappa; None if it is undefined."""
        squares = self.pairs * (self.first_squares + self.second_squares)
        expected = squares - 2 * self.first * self.second
        return 1 - self.pairs * self.squared_differences / expected if expected else None


def team_kappa(people: Sequence[PairSums], seed: int = 0) -> Coefficient | None:
    """Calculate quadratic weighted kappa over a team's pairs of levels, the sums of each person.

    None for fewer than 50 pairs, or if it is undefined. The interval resamples people, not pairs, since the criteria of
    one person are not independent.
    """
    total = PairSums(*map(sum, zip(*people, strict=True)))
    value = total.kappa if total.pairs >= FEWEST_PAIRS_FOR_KAPPA else None
    if value is None:
        return None
    if len(people) < FEWEST_PAIRS:
        return Coefficient(value, None)
    from random import Random  # loads what no report of one person needs

    generator = Random(seed)  # noqa: S311 - repeatable, and nobody's secret
    draws = (generator.choices(people, k=len(people)) for _ in range(RESAMPLES))
    kappas = (PairSums(*map(sum, zip(*drawn, strict=True))).kappa for drawn in draws)
    resampled = sorted(kappa for kappa in kappas if kappa is not None)
    if len(resampled) < RESAMPLES * 0.95:
        return Coefficient(value, None)
    outside = len(resampled) // 40
    return Coefficient(value, Interval(resampled[outside], resampled[-1 - outside]))


def krippendorff_alpha(units: Sequence[Sequence[int]], distance: Distance | None = None) -> float | None:
    """Calculate Krippendorff's alpha over units, each with the levels that its raters gave; raters may be missing.

    ``distance`` is the square of a metric, by default the ordinal one. None if no unit has two levels, or if all levels
    are equal, so that it is undefined.
    """
    paired = [unit for unit in units if len(unit) > 1]
    totals = Counter(level for unit in paired for level in unit)
    apart = distance or _ordinal_distance(totals)
    size = totals.total()
    observed = fsum(
        apart(level, other) / (len(unit) - 1) for unit in paired for level in unit for other in unit if level != other
    )
    expected = fsum(
        count * times * apart(level, other) for level, count in totals.items() for other, times in totals.items()
    )
    return 1 - (size - 1) * observed / expected if expected else None


def _ordinal_distance(totals: Mapping[int, int]) -> Distance:
    """The distance of two levels is the number of levels given between their middles, squared."""
    middles, below = {}, 0
    for level in sorted(totals):
        middles[level] = below + totals[level] / 2
        below += totals[level]
    return lambda level, other: (middles[level] - middles[other]) ** 2
