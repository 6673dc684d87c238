"""How far a count can be trusted: intervals of a share and of the difference of two."""

from __future__ import annotations

from math import hypot, sqrt
from typing import NamedTuple

Z_95 = 1.959963984540054
"""The 97.5 % quantile of the standard normal distribution: 95 % of it lies within ± this."""


class Interval(NamedTuple):
    """A closed interval; for shares both ends are in 0 … 1."""

    low: float
    high: float


def wilson(successes: int, trials: int, z: float = Z_95) -> Interval:
    """The score interval of a binomial share (Wilson 1927), 95% for the default ``z``.

    ``trials`` is at least 1 and ``successes`` is in 0 … trials. Unlike the normal approximation it stays inside 0 … 1
    and keeps its width at a share of 0 or 1.
    """
    share = successes / trials
    spread = z * z / trials
    centre = (share + spread / 2) / (1 + spread)
    half = sqrt(share * (1 - share) * spread + spread * spread / 4) / (1 + spread)
    low = 0.0 if successes == 0 else centre - half
    high = 1.0 if successes == trials else centre + half
    return Interval(low, high)


def share_difference(before: tuple[int, int], after: tuple[int, int]) -> Interval:
    """The 95% interval of the difference of two shares, after minus before, each given as (successes, trials).

    This is Newcombe's combination of the two Wilson intervals (Statistics in Medicine 17, 1998, method 10). It is right
    for samples of twenty and for shares of 0 and 1, and agrees with the intervals shown for the shares themselves. It
    takes the two samples to be independent. Both ends are in −1 … 1.
    """
    first, second = wilson(*before), wilson(*after)
    old, new = before[0] / before[1], after[0] / after[1]
    return Interval(
        new - old - hypot(new - second.low, first.high - old),
        new - old + hypot(second.high - new, old - first.low),
    )
