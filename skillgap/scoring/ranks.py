"""The ranks that criteria can have at 95% confidence: simultaneous sets from exact sign tests.

Two criteria are compared by the postings that ask for exactly one of the two. If both are in equal demand, each such
posting is equally likely to ask for the first or the second. So their split is binomial at one half: the exact sign
test. Holm's step-down over all ordered pairs keeps the probability of any wrong decision at 5% or below. So all rank
ranges of a matrix are right at once with a probability of at least 95%, in samples of any size.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from functools import lru_cache
from itertools import accumulate
from math import comb, exp, gcd, lgamma, log, sqrt
from typing import NamedTuple

ALPHA = 0.05
"""The probability that any rank range of a matrix is wrong is at most this."""
_EXACT_COEFFICIENT = 500
"""Up to so many trials the binomial coefficient is calculated as a whole number."""


class RankRange(NamedTuple):
    """The best and the worst rank that a criterion can have, from 1."""

    low: int
    high: int


def rank_ranges(counts: Sequence[int], sample_size: int, *, alpha: float = ALPHA) -> list[RankRange]:
    """Calculate each criterion's rank range from the number of postings that ask for it.

    ``counts`` are in 0 … ``sample_size``. Counts do not show how many postings ask for both of two criteria. The
    smallest possible overlap gives the largest p-value, so the ranges hold for every overlap.
    """
    total = len(counts)
    order = sorted(range(total), key=counts.__getitem__, reverse=True)
    ordered = [counts[place] for place in order]
    hypotheses = total * (total - 1)
    # A pair's p-value falls as its larger count grows and as its smaller one falls. So in order, everything from some
    # place on is significantly below a criterion, and that place only moves down from one criterion to the next.
    sure = _first_below(ordered, sample_size, _Decision(alpha / max(1, hypotheses)))
    possible = _first_below(ordered, sample_size, _Decision(alpha / max(1, hypotheses // 2)))
    close = [
        (p_value_of_counts(ordered[above], ordered[below], sample_size), above, below)
        for above in range(total)
        for below in range(possible[above], sure[above])
    ]
    fewer = [total - first for first in sure]
    starts = [0] * (total + 1)
    for first in sure:
        starts[first] += 1
    more = list(accumulate(starts))
    for above, below in _step_down(close, sum(fewer), hypotheses, alpha):
        fewer[above] += 1
        more[below] += 1
    ranges = {place: RankRange(1 + more[at], total - fewer[at]) for at, place in enumerate(order)}
    return [ranges[place] for place in range(total)]


def rank_ranges_of_postings(
    postings: Sequence[Set[str]], criteria: Sequence[str], *, alpha: float = ALPHA
) -> list[RankRange]:
    """Calculate each criterion's rank range from the criteria that each posting asks for."""
    bits = _posting_bits(postings, criteria)
    counts = [number.bit_count() for number in bits]
    total = len(criteria)
    order = sorted(range(total), key=counts.__getitem__, reverse=True)
    hypotheses = total * (total - 1)
    sure, possible = _Decision(alpha / max(1, hypotheses)), _Decision(alpha / max(1, hypotheses // 2))
    more, fewer = [0] * total, [0] * total
    close: list[tuple[float, int, int]] = []
    decided = 0
    for start, above in enumerate(order):
        count, own = counts[above], bits[above]
        for below in order[start + 1 :]:
            lead = count - counts[below]
            trials = (own ^ bits[below]).bit_count()
            if sure.rejects(trials, lead):
                fewer[above] += 1
                more[below] += 1
                decided += 1
            elif possible.rejects(trials, lead):
                close.append((tail(trials, (trials + lead) // 2), above, below))
    for above, below in _step_down(close, decided, hypotheses, alpha):
        fewer[above] += 1
        more[below] += 1
    return [RankRange(1 + better, total - worse) for better, worse in zip(more, fewer, strict=True)]


def p_value_of_counts(count: int, other: int, sample_size: int) -> float:
    """Calculate the largest p-value that two counts allow for "``count`` is the criterion asked for more often"."""
    if count <= other:
        return 1.0
    trials = min(count + other, 2 * sample_size - count - other)
    return tail(trials, (trials + count - other) // 2)


def postings_to_separate(first: int, last: int, sample_size: int, criteria: int) -> int | None:
    """Find the smallest sample that separates two criteria at the shares that two counts have of ``sample_size``.

    Both counts are whole numbers in that sample, and their p-value passes the strictest threshold among so many
    criteria. None if ``first`` is not the larger one.
    """
    if first <= last:
        return None
    unit = gcd(first, last, sample_size)
    threshold = ALPHA / (criteria * (criteria - 1))

    def separates(times: int) -> bool:
        sizes = (times * (count // unit) for count in (first, last, sample_size))
        return p_value_of_counts(*sizes) <= threshold

    enough = 1
    while not separates(enough):
        enough *= 2
    too_few = enough // 2
    while enough - too_few > 1:
        middle = (enough + too_few) // 2
        enough, too_few = (middle, too_few) if separates(middle) else (enough, middle)
    return enough * (sample_size // unit)


def _posting_bits(postings: Sequence[Set[str]], criteria: Sequence[str]) -> list[int]:
    """One number for each criterion, with a bit for each posting that asks for it."""
    fields = {criterion: bytearray(len(postings) // 8 + 1) for criterion in criteria}
    for number, asked in enumerate(postings):
        for criterion in asked:
            if (field := fields.get(criterion)) is not None:
                field[number >> 3] |= 1 << (number & 7)
    return [int.from_bytes(fields[criterion], "little") for criterion in criteria]


def _first_below(ordered: Sequence[int], sample_size: int, decision: _Decision) -> list[int]:
    """For each criterion in descending order, the place of the first one that is significantly below it."""
    found = []
    first = 0
    for count in ordered:
        while first < len(ordered):
            other = ordered[first]
            lead = count - other
            if lead > 0 and decision.rejects(min(count + other, 2 * sample_size - count - other), lead):
                break
            first += 1
        found.append(first)
    return found


def _step_down(
    close: list[tuple[float, int, int]], decided: int, hypotheses: int, alpha: float
) -> list[tuple[int, int]]:
    """Continue Holm's step-down after the ``decided`` smallest p-values: the further pairs that are rejected.

    If the hypotheses are sorted by p-value, number i (from 0) is rejected while p ≤ alpha / (hypotheses − i).
    """
    rejected = []
    for place, (p_value, above, below) in enumerate(sorted(close), start=decided):
        if p_value > alpha / (hypotheses - place):
            break
        rejected.append((above, below))
    return rejected


class _Decision:
    """Decides which leads are significant at one threshold.

    A p-value falls with the lead and grows with the trials. So the smallest significant lead at both ends of a range
    of trials decides for most leads between them, and few p-values have to be calculated.
    """

    def __init__(self, threshold: float) -> None:
        self._threshold = threshold
        self._bounds: dict[int, tuple[int, int]] = {}

    def rejects(self, trials: int, lead: int) -> bool:
        """Return whether P(Bin(trials, ½) ≥ (trials + lead) / 2) is at most the threshold."""
        if lead <= 0:
            return False
        shift = max(0, trials.bit_length() - 4)
        bounds = self._bounds.get(trials >> shift | shift << 4)
        never, always = bounds if bounds else self._add_bounds(trials >> shift, shift)
        return lead >= always or (lead >= never and tail(trials, (trials + lead) // 2) <= self._threshold)

    def _add_bounds(self, top: int, shift: int) -> tuple[int, int]:
        """Find the lead below which no pair of these trials is significant, and the lead from which every pair is.

        Trials and lead are both even or both odd, so neighboring trials differ by one in their smallest lead.
        """
        least, most = top << shift, ((top + 1) << shift) - 1
        bounds = self._smallest_lead(least) - 1, self._smallest_lead(most) + 1
        self._bounds[top | shift << 4] = bounds
        return bounds

    def _smallest_lead(self, trials: int) -> int:
        # Hoeffding: the p-value is at most exp(−lead² / (2 · trials)). A lead that makes this the threshold is enough.
        enough = sqrt(-2 * trials * log(self._threshold))
        low, high = (trials + 1) // 2, min(trials + 1, int((trials + enough) / 2) + 2)
        while low < high:
            middle = (low + high) // 2
            if tail(trials, middle) <= self._threshold:
                high = middle
            else:
                low = middle + 1
        return 2 * low - trials


@lru_cache(maxsize=1 << 16)
def tail(trials: int, least: int) -> float:
    """Calculate P(Bin(trials, ½) ≥ least) for ``least`` ≥ trials / 2.

    The relative error is below 2e-12 up to 1,000 trials and below 1e-8 up to a million.
    """
    if least > trials:
        return 0.0
    if trials <= _EXACT_COEFFICIENT:
        point = comb(trials, least) / (1 << trials)
    else:
        point = exp(lgamma(trials + 1) - lgamma(least + 1) - lgamma(trials - least + 1) - trials * log(2))
    if 2 * least == trials:
        return (1 + point) / 2
    if 2 * least == trials + 1:
        return 0.5
    return point * _tail_by_point(least, trials - least + 1) / 2


def _tail_by_point(a: int, b: int) -> float:
    """The continued fraction of the incomplete beta function I(a, b) at one half, by Lentz's method."""
    denominator = 1 / (1 - (a + b) / (2 * (a + 1)))
    numerator, value, term = 1.0, denominator, 1
    while True:
        factor = term * (b - term) / (2 * (a + 2 * term - 1) * (a + 2 * term))
        denominator = 1 / (1 + factor * denominator)
        numerator = 1 + factor / numerator
        value *= denominator * numerator
        factor = -(a + term) * (a + b + term) / (2 * (a + 2 * term) * (a + 2 * term + 1))
        denominator = 1 / (1 + factor * denominator)
        numerator = 1 + factor / numerator
        change = denominator * numerator
        value *= change
        if abs(change - 1) < 1e-15:
            return value
        term += 1
