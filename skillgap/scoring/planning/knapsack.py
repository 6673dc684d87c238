"""How high to climb each of several ladders on a budget: the exact answer, in whole numbers throughout.

A ladder is climbed from its foot, rung by rung. An expensive rung, or a rung with little gain, may be needed for the
next rung. Choosing one height a ladder is the multiple-choice knapsack problem.

Of all climbs within the budget, the best climb gains most. Ties go to the lowest cost, then to the climb that is
highest on the first ladder, then on the second, and so on. That order leaves no two climbs equal, so there is exactly
one best climb.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import gcd

Heights = Sequence[tuple[int, int]]
"""The rungs of one ladder, lowest first, at least one: the cost of standing there, at least 1 more than
one rung lower, and what it gains, at least as much; both evaluate from the foot."""

_Worths = list[tuple[int, int]]
"""The same with the foot in front, and in place of the gain its worth: gain · unit − cost. With a unit
above any climb's cost, a difference in gain outweighs every difference in cost, and equal worth means equal
gain and equal cost, so that comparing one number follows the first two rules at once."""


def best_gains(ladders: Sequence[Heights]) -> list[tuple[int, int]]:
    """The cost and gain of the best climb on every budget, from 0 to the cost of all the ladders."""
    unit = _unit(ladders)
    (table,) = deque(_tables([_worths(heights, unit) for heights in ladders], unit - 1), maxlen=1)
    gains = [-(-worth // unit) for worth in table]
    return [(gain * unit - worth, gain) for gain, worth in zip(gains, table, strict=True)]


def best_climb(ladders: Sequence[Heights], budget: int) -> tuple[int, ...]:
    """The number of rungs of each ladder in the best climb; ``budget`` is at least 0."""
    coin = max(1, gcd(*(cost for heights in ladders for cost, _ in heights)))  # smaller change buys nothing
    ladders = [[(cost // coin, gain) for cost, gain in heights] for heights in ladders]
    budget //= coin
    unit = _unit(ladders)
    worths = [_worths(heights, unit) for heights in ladders]
    kept = _promising(worths, budget)
    lowest = [ladder[rungs[0]] for ladder, rungs in zip(worths, kept, strict=True)]
    above = [
        [(ladder[rung][0] - cost, ladder[rung][1] - worth) for rung in rungs]
        for ladder, rungs, (cost, worth) in zip(worths, kept, lowest, strict=True)
    ]
    left = budget - sum(cost for cost, _ in lowest)  # what the tables hand out beyond the lowest rungs kept
    tables = [*_tables(above, left)][::-1]
    climbed = []
    for rungs, choices, (here, rest) in zip(kept, above, pairwise(tables), strict=True):
        most = here[min(left, len(here) - 1)]
        for rung, (cost, worth) in zip(reversed(rungs), reversed(choices), strict=True):
            if cost <= left and worth + rest[min(left - cost, len(rest) - 1)] == most:
                climbed.append(rung)
                left -= cost
                break
    return tuple(climbed)


def _unit(ladders: Sequence[Heights]) -> int:
    return 1 + sum(heights[-1][0] for heights in ladders)


def _worths(heights: Heights, unit: int) -> _Worths:
    return [(0, 0), *((cost, gain * unit - cost) for cost, gain in heights)]


def _tables(ladders: Sequence[_Worths], budget: int) -> Iterator[list[int]]:
    """The most that no ladder is worth, then the last one, then the last two, within each cost from 0 up.

    A table ends at the budget or when all its ladders are climbed: more spending then adds nothing.
    """
    table = [0]
    yield table
    for heights in reversed(ladders):
        size = 1 + min(budget, len(table) - 1 + heights[-1][0])
        rest = table + table[-1:] * (size - len(table))
        table = rest
        for cost, worth in heights[1:]:
            if cost >= size:
                break
            # inlined, since max() takes three times as long and this is where the time goes
            climbed = [
                best if best > (value := other + worth) else value
                for best, other in zip(table[cost:], rest, strict=False)
            ]
            table = table[:cost] + climbed
        yield table


def _promising(ladders: Sequence[_Worths], budget: int) -> list[list[int]]:
    """The rungs of each ladder, foot included, that the best climb may end on: often one, never none.

    Set a price for each unit of cost. Then no climb is worth more than the budget at that price plus, from each ladder,
    the most that a height is worth beyond its price. A height that falls short of its ladder's most by more than this
    bound exceeds a climb already known is in no best climb. Any price gives a bound. The price at which the steepest
    ways up use up the budget gives the tightest bound.
    """
    known, price_worth, price_cost = _steepest_first(ladders, budget)
    excesses = [[worth * price_cost - cost * price_worth for cost, worth in heights] for heights in ladders]
    most = [max(excess) for excess in excesses]
    slack = budget * price_worth + sum(most) - known * price_cost
    return [
        [rung for rung, value in enumerate(excess) if top - value <= slack]
        for excess, top in zip(excesses, most, strict=True)
    ]


def _steepest_first(ladders: Sequence[_Worths], budget: int) -> tuple[int, int, int]:
    """The worth of the steepest affordable ways, and the worth and cost of the first way not affordable."""
    ways = [(worth / cost, at, worth, cost) for at, ladder in enumerate(ladders) for worth, cost in _ways(ladder)]
    ways.sort(key=lambda way: -way[0])  # stable: the ways of one ladder stay in their order
    known, price, ended = 0, (0, 1), set[int]()
    for _, at, worth, cost in ways:
        if at not in ended and cost <= budget:
            budget -= cost
            known += worth
        else:
            price = price if ended else (worth, cost)
            ended.add(at)
    return known, *price


def _ways(heights: _Worths) -> Iterator[tuple[int, int]]:
    """The ways up a ladder from one corner of its upper hull to the next, ever less steep: worth and cost."""
    corners = heights[:1]
    for cost, worth in heights[1:]:
        while len(corners) > 1:
            (cost_1, worth_1), (cost_2, worth_2) = corners[-2:]
            if (worth - worth_2) * (cost_2 - cost_1) <= (worth_2 - worth_1) * (cost - cost_2):
                break
            corners.pop()
        corners.append((cost, worth))
    for (cost_1, worth_1), (cost_2, worth_2) in pairwise(corners):
        if worth_2 > worth_1:
            yield worth_2 - worth_1, cost_2 - cost_1
