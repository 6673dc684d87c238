"""Which of many changes of a share are significant: Fisher's exact test, and Holm's correction for their number."""

from __future__ import annotations

from collections.abc import Sequence

from skillgap.scoring.ranks import ALPHA

Count = tuple[int, int]
"""A number of postings that ask for a criterion, and the size of the sample."""

_NEGLIGIBLE = 1e-20
_EQUAL = 1 + 1e-7
"""Tables this close in probability count as equally probable, as rounding makes equal ones differ."""


def fisher_exact(before: Count, after: Count) -> float:
    """Calculate the two-sided p-value that two samples have the same share.

    Given the row and column totals, it is the probability of all tables that are at most as probable as the observed
    table.
    """
    (asking, size), (later_asking, later_size) = before, after
    total, drawn = asking + later_asking, size
    least, most = max(0, total - later_size), min(total, size)
    mode = min(most, max(least, (total + 1) * (drawn + 1) // (size + later_size + 2)))

    def ratio(count: int) -> float:
        """How much more probable ``count`` + 1 is than ``count``."""
        return (total - count) * (drawn - count) / ((count + 1) * (later_size - total + count + 1))

    weights = {mode: 1.0}
    weight, count = 1.0, mode
    while count < most and weight > _NEGLIGIBLE:
        weight *= ratio(count)
        count += 1
        weights[count] = weight
    weight, count = 1.0, mode
    while count > least and weight > _NEGLIGIBLE:
        count -= 1
        weight /= ratio(count)
        weights[count] = weight
    limit = weights.get(asking, 0.0) * _EQUAL
    return min(1.0, sum(sorted(weight for weight in weights.values() if weight <= limit)) / sum(weights.values()))


def significant_changes(changes: Sequence[tuple[Count, Count]], alpha: float = ALPHA) -> list[bool]:
    """Mark the changes of a share that are significant by Fisher's exact tests and Holm's step-down over all."""
    return holm([fisher_exact(before, after) for before, after in changes], alpha)


def holm(p_values: Sequence[float], alpha: float = ALPHA) -> list[bool]:
    """Mark the hypotheses that Holm's step-down rejects.

    Sorted by p-value, number i (from 0) of m is rejected while p ≤ alpha / (m − i). The probability of any wrong
    rejection is at most ``alpha``.
    """
    rejected = [False] * len(p_values)
    for number, place in enumerate(sorted(range(len(p_values)), key=p_values.__getitem__)):
        if p_values[place] > alpha / (len(p_values) - number):
            break
        rejected[place] = True
    return rejected
