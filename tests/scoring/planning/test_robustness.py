"""Resampled rubrics: repeatable, and right where the chances can be worked out by hand."""

from __future__ import annotations

import random
from collections.abc import Callable
from fractions import Fraction
from itertools import product
from math import comb, exp, factorial, sqrt

import pytest

from skillgap.scoring.gap_report import gap_report
from skillgap.scoring.planning import Asked, Plan, best_plan, robustness
from skillgap.scoring.planning.robustness import WIDEST, _binomial
from tests.builders import assessment_data, criterion, matrix_data, matrix_of, profile_data, profile_of

RESAMPLES = 4000
FAR = 4.5
"""Standard errors that a right figure lies apart once in 150,000 draws; with fixed seeds, never by chance."""


def plan_of(a: int, b: int, *, of: int, budget: int = 1, target_a: int = 1, target_b: int = 1) -> Plan:
    """A plan for somebody at level 0 on two criteria with these counts; a stands before b in the matrix."""
    matrix = matrix_of(matrix_data(criterion("a", a, target=target_a), criterion("b", b, target=target_b), of=of))
    person = profile_of(profile_data(assessment_data({"a": 0, "b": 0})))
    return best_plan(gap_report(matrix, person, person.latest()), budget)


def chance(a: int, b: int, of: int, wins: Callable[[int, int], bool]) -> Fraction:
    """How likely two independent binomial counts, of the shares seen, stand so that one wins."""

    def exactly(count: int, seen: int) -> Fraction:
        return comb(of, count) * Fraction(seen, of) ** count * Fraction(of - seen, of) ** (of - count)

    pairs = product(range(of + 1), repeat=2)
    return sum((exactly(x, a) * exactly(y, b) for x, y in pairs if wins(x, y)), Fraction(0))


def far_from(times: int, probability: Fraction | float, resamples: int = RESAMPLES) -> float:
    """How many standard errors a count lies from what is expected."""
    expected = float(probability)
    return abs(times - resamples * expected) / sqrt(resamples * expected * (1 - expected))


@pytest.mark.parametrize(
    ("a", "b", "of"), [(15, 15, 20), (14, 16, 20), (16, 14, 20), (1, 2, 3), (1, 1, 12), (40, 45, 90)]
)
def test_two_criteria_with_one_step_each(a: int, b: int, of: int) -> None:
    found = robustness(plan_of(a, b, of=of), seed=1, resamples=RESAMPLES).times
    # The step goes to the greater count; to a if they are equal; to none if nobody asks for either.
    assert far_from(found["a", 1], chance(a, b, of, lambda x, y: x >= y and x > 0)) < FAR
    assert far_from(found["b", 1], chance(a, b, of, lambda x, y: y > x)) < FAR


@pytest.mark.parametrize(("a", "b"), [(16, 8), (8, 7), (12, 5)])
def test_a_tie_in_gain_goes_to_the_count_drawn(a: int, b: int) -> None:
    found = robustness(plan_of(a, b, of=20, target_a=2), seed=2, resamples=RESAMPLES).times
    # A level of a is half of its target: it gains x/2 against y. Where that is equal, x is the greater count.
    assert far_from(found["a", 1], chance(a, b, 20, lambda x, y: x >= 2 * y and x > 0)) < FAR
    assert found["a", 2] == 0


def test_a_tie_in_gain_can_go_against_the_matrix_s_order() -> None:
    found = robustness(plan_of(8, 16, of=20, target_b=2), seed=3, resamples=RESAMPLES).times
    assert far_from(found["b", 1], chance(8, 16, 20, lambda x, y: y >= 2 * x and y > 0)) < FAR


def postings_of(both: int, only_a: int, only_b: int, neither: int) -> Asked:
    kinds = ("ab", both), ("a", only_a), ("b", only_b), ("", neither)
    return [set(asked) for asked, times in kinds for _ in range(times)]


@pytest.mark.parametrize("kinds", [(9, 2, 3, 6), (0, 5, 5, 10), (12, 4, 0, 4), (2, 1, 1, 0)])
def test_where_the_postings_are_known_whole_ones_are_drawn(kinds: tuple[int, int, int, int]) -> None:
    both, only_a, only_b, neither = kinds
    size = sum(kinds)
    plan = plan_of(both + only_a, both + only_b, of=size)
    found = robustness(plan, seed=4, resamples=RESAMPLES, asked=postings_of(*kinds))

    def drawn(x: int, y: int, z: int) -> Fraction:
        """How likely so many postings ask for both, for a alone and for b alone."""
        ways = factorial(size) // (factorial(x) * factorial(y) * factorial(z) * factorial(size - x - y - z))
        return Fraction(ways * both**x * only_a**y * only_b**z * neither ** (size - x - y - z), size**size)

    draws = [(x, y, z) for x, y, z in product(range(size + 1), repeat=3) if x + y + z <= size]
    expected = sum((drawn(*draw) for draw in draws if draw[1] >= draw[2] and draw[0] + draw[1] > 0), Fraction(0))
    if expected == 1:
        assert found.times["a", 1] == RESAMPLES
    else:
        assert far_from(found.times["a", 1], expected) < FAR
    assert found.method == "postings"


def test_the_seed_decides_everything() -> None:
    plan = plan_of(15, 15, of=20)
    first = robustness(plan, seed=7)
    assert (first.seed, first.resamples, first.budget, first.method) == (7, 1000, 1, "binomial")
    assert robustness(plan, seed=7) == first
    assert {robustness(plan, seed=seed).times["a", 1] for seed in range(8)} != {first.times["a", 1]}


def test_the_figures_of_a_seed_stay_the_same_from_one_version_to_the_next() -> None:
    plan = plan_of(15, 14, of=20)
    assert robustness(plan, seed=7).times == {("a", 1): 676, ("b", 1): 324}
    times = robustness(plan, seed=7, asked=postings_of(10, 5, 4, 1)).times
    assert times == {("a", 1): 687, ("b", 1): 313}


def test_every_resample_takes_what_the_budget_pays() -> None:
    plan = plan_of(18, 17, of=20, budget=3, target_a=3, target_b=2)
    found = robustness(plan, seed=5)
    assert sum(found.times.values()) == 3 * 1000
    steps = [("a", 1), ("a", 2), ("a", 3), ("b", 1), ("b", 2)]
    assert list(found.times) == steps
    assert found.times["a", 1] >= found.times["a", 2] >= found.times["a", 3]
    assert [found.of(step) for step in plan.steps] == [
        found.times[step.criterion, step.to_level] for step in plan.steps
    ]


def test_what_all_postings_ask_for_and_all_money_pays_is_certain() -> None:
    found = robustness(plan_of(20, 20, of=20, budget=2), seed=6)
    assert found.times == {("a", 1): 1000, ("b", 1): 1000}


def test_nothing_to_plan() -> None:
    assert robustness(plan_of(0, 0, of=20), seed=6).times == {}


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        (postings_of(1, 1, 1, 0), "it has 3 postings, and the sample 4"),
        (postings_of(2, 1, 1, 0), "b is asked for by 3 postings in it, and by 2 there"),
        ([{"a", "b"}, {"a", "b"}, {"a", "z"}, set()], "z is asked for by 1 posting in it, and by 0 there"),
    ],
)
def test_postings_of_another_matrix_are_refused(asked: Asked, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        robustness(plan_of(3, 2, of=4), seed=1, asked=asked)


# --- large samples --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("successes", "trials"),
    [(1, 10**9), (10**9 - 1, 10**9), (300, 10**6), (10**6, 10**12), (10**12 // 3, 10**12)],
    ids=["rarest", "all but one", "rare", "narrow", "wide"],
)
def test_counts_of_large_samples_have_their_mean_and_spread(successes: int, trials: int) -> None:
    draw = _binomial(successes, trials, random.Random(8))
    counts = [draw() for _ in range(RESAMPLES)]
    assert all(0 <= count <= trials for count in counts)
    spread = sqrt(successes * (1 - successes / trials))
    mean = sum(count - successes for count in counts) / RESAMPLES
    variance = sum((count - successes) ** 2 for count in counts) / RESAMPLES
    assert abs(mean) < FAR * spread / sqrt(RESAMPLES)
    kurtosis = 3 + 1 / spread**2  # of a count, to within 6 / trials
    assert abs(variance / spread**2 - 1) < FAR * sqrt((kurtosis - 1) / RESAMPLES)


def test_a_rare_criterion_of_a_large_sample_is_often_asked_for_by_nobody() -> None:
    draw = _binomial(1, 10**9, random.Random(9))
    assert far_from(sum(draw() == 0 for _ in range(RESAMPLES)), exp(-1)) < FAR


def test_both_ways_of_drawing_are_tried() -> None:
    assert sqrt(10**6) <= WIDEST < sqrt(10**12 * 2 / 9)


def test_at_the_widest_counts_are_still_drawn_from_the_binomial_distribution() -> None:
    class Uniform(random.Random):
        def gauss(self, mu: float = 0.0, sigma: float = 1.0) -> float:
            raise AssertionError(f"drawn from the normal distribution of {mu} and {sigma}")

    assert sqrt(4 * WIDEST**2 * 0.5 * 0.5) == WIDEST
    draw = _binomial(2 * WIDEST**2, 4 * WIDEST**2, Uniform(10))
    assert abs(draw() - 2 * WIDEST**2) < 9 * WIDEST
