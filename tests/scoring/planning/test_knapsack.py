"""The best climb on every budget, against all climbs there are."""

from __future__ import annotations

import random
from itertools import product

import pytest

from skillgap.scoring.planning.knapsack import Heights, _promising, best_climb, best_gains

CASES = 2000


def every_climb(ladders: list[Heights]) -> list[tuple[int, int, tuple[int, ...]]]:
    """Gain, cost saved and rungs of each climb: the order in which a later one of a sorted list is better."""
    climbs = []
    for rungs in product(*(range(len(heights) + 1) for heights in ladders)):
        reached = [heights[rung - 1] for heights, rung in zip(ladders, rungs, strict=True) if rung]
        climbs.append((sum(gain for _, gain in reached), -sum(cost for cost, _ in reached), rungs))
    return climbs


def some_ladders(rng: random.Random) -> list[Heights]:
    """Up to five ladders, some with rungs that gain nothing, or more than the one below for less."""
    ladders: list[Heights] = []
    coin, dearest, richest = rng.choice([1, 1, 5]), rng.choice([1, 2, 7, 20]), rng.choice([1, 3, 30])
    for _ in range(rng.randint(0, 5)):
        cost = gain = 0
        heights = []
        for _ in range(rng.randint(1, 3)):
            cost, gain = cost + coin * rng.randint(1, dearest), gain + rng.randint(0, richest)
            heights.append((cost, gain))
        ladders.append(heights)
    return ladders


def budgets_of(total: int, rng: random.Random) -> list[int]:
    """Every budget of a small total, or some, and always none, everything and more."""
    return sorted({0, total, total + 1, *rng.sample(range(total + 1), min(total + 1, 12))})


def test_no_climb_is_better_than_the_best() -> None:
    rng = random.Random(20260504)
    tried = 0
    for _ in range(CASES):
        ladders = some_ladders(rng)
        climbs = every_climb(ladders)
        total = sum(heights[-1][0] for heights in ladders)
        gains = best_gains(ladders)
        assert len(gains) == total + 1
        for budget in budgets_of(total, rng):
            gain, saved, rungs = max(climb for climb in climbs if -climb[1] <= budget)
            assert best_climb(ladders, budget) == rungs, (ladders, budget)
            assert gains[min(budget, total)] == (-saved, gain), (ladders, budget)
            tried += 1
    assert tried > 5 * CASES


def test_where_there_is_nothing_to_climb() -> None:
    assert best_climb([], 3) == ()
    assert best_gains([]) == [(0, 0)]


def test_a_poor_rung_is_climbed_for_the_one_above_it() -> None:
    poor_then_rich, even = [(4, 1), (5, 9)], [(1, 1), (2, 2), (3, 3)]
    assert best_climb([poor_then_rich, even], 4) == (0, 3)
    assert best_climb([poor_then_rich, even], 5) == (2, 0)
    assert best_gains([poor_then_rich, even]) == [
        (0, 0),
        (1, 1),
        (2, 2),
        (3, 3),
        (3, 3),
        (5, 9),
        (6, 10),
        (7, 11),
        (8, 12),
    ]


def test_a_larger_budget_may_leave_a_step_out() -> None:
    one_good, two_better = [(1, 5)], [(2, 8)]
    assert best_climb([one_good, two_better], 1) == (1, 0)
    assert best_climb([one_good, two_better], 2) == (0, 1)


def test_of_equal_gain_the_cheaper_and_then_the_earlier_ladder() -> None:
    assert best_climb([[(2, 5)], [(1, 5)]], 2) == (0, 1)
    assert best_climb([[(1, 5), (2, 10)], [(1, 5), (2, 10)]], 3) == (2, 1)


def test_what_gains_nothing_is_never_paid_for() -> None:
    assert best_climb([[(1, 0), (2, 0)], [(1, 3), (2, 3)]], 9) == (0, 1)


@pytest.mark.parametrize("size", [10**18, 10**40])
def test_gains_beyond_what_floating_point_tells_apart(size: int) -> None:
    ladders = [[(1, size)], [(1, size + 1)], [(1, size)]]
    assert best_climb(ladders, 1) == (0, 1, 0)
    assert best_climb(ladders, 2) == (1, 1, 0)


def test_only_rungs_that_the_best_climb_may_end_on_are_looked_at() -> None:
    ladders = [[(0, 0), (1, 7), (4, 13), (7, 19)], [(0, 0), (1, 4)], [(0, 0), (1, 1)]]
    # The steepest ways are 7 for 1, 4 for 1 and 6 for 3, which 5 pay, and are worth 17; the next one is 6 for 3, at 2.
    # At 2 each unit the heights of the first ladder are worth 0, 5, 5 and 5 beyond their price, 0 and 2 of the second,
    # 0 and −1 of the third: no climb is worth more than 5 · 2 + 5 + 2 + 0 = 17, nor as much if it falls short of one.
    assert _promising(ladders, 5) == [[1, 2, 3], [1], [0]]
    assert _promising(ladders, 9) == [[3], [1], [1]]
