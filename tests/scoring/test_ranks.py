"""Rank ranges: the exact sign tests by hand, Holm's step-down, and that the ranges hold for all criteria at once."""

from __future__ import annotations

import random
from collections.abc import Sequence
from fractions import Fraction
from math import comb
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skillgap.scoring.ranks import (
    RankRange,
    p_value_of_counts,
    postings_to_separate,
    rank_ranges,
    rank_ranges_of_postings,
    tail,
)

from .. import oracle

BUILT_IN = (19, 18, 18, 17, 15, 12, 11, 10, 17, 16, 15, 14, 13, 18, 17, 16, 15, 15, 12)

counted_samples = st.integers(1, 60).flatmap(
    lambda size: st.tuples(st.lists(st.integers(0, size), max_size=9), st.just(size))
)
criteria = [f"c{number}" for number in range(6)]
posting_samples = st.lists(st.frozensets(st.sampled_from(criteria)), max_size=80)


def exact_tail(trials: int, least: int) -> Fraction:
    return Fraction(sum(comb(trials, count) for count in range(least, trials + 1)), 2**trials)


@pytest.mark.parametrize("trials", [1, 2, 7, 40, 187, 499, 500, 501, 1000])
def test_tail_is_the_binomial_sum(trials: int) -> None:
    for least in range((trials + 1) // 2, trials + 2, 1 + trials // 30):
        assert tail(trials, least) == pytest.approx(float(exact_tail(trials, least)), rel=2e-12)


def test_tail_of_a_million_trials_nears_the_normal_one() -> None:
    # 501,500 of a million: 3 standard deviations of 500 above the middle, with half a posting as correction
    assert tail(1_000_000, 501_500) == pytest.approx(0.0013542, abs=1e-6)


def test_two_criteria_by_hand() -> None:
    # 9 and 2 of 10: at most min(11, 9) = 9 postings ask for one only, 8 of them for the first.
    # P(Bin(9, ½) ≥ 8) = (9 + 1) / 512 = 0.0195 ≤ 0.05 / 2
    assert p_value_of_counts(9, 2, 10) == pytest.approx(10 / 512, rel=1e-14)
    assert rank_ranges([2, 9], 10) == [RankRange(2, 2), RankRange(1, 1)]
    # 9 and 3: min(12, 8) = 8, of them 7: (8 + 1) / 256 = 0.0352 > 0.025
    assert p_value_of_counts(9, 3, 10) == pytest.approx(9 / 256, rel=1e-14)
    assert rank_ranges([9, 3], 10) == [RankRange(1, 2), RankRange(1, 2)]


def test_step_down_separates_more_than_a_single_step() -> None:
    # 16, 9 and 1 of 16 postings, m = 6. First and third: 15 of 15, 2⁻¹⁵ ≤ 0.05/6. First and second: 7 of 7,
    # 2⁻⁷ = 0.0078 ≤ 0.05/5. Second and third: 9 of 10, 11/1024 = 0.0107 ≤ 0.05/4, but above 0.05/6.
    assert rank_ranges([16, 9, 1], 16) == [RankRange(1, 1), RankRange(2, 2), RankRange(3, 3)]
    # With a fourth criterion in the middle m = 12, and 0.0078 > 0.05/11 stops the step-down.
    assert rank_ranges([16, 9, 1, 9], 16) == [RankRange(1, 3), RankRange(1, 4), RankRange(2, 4), RankRange(1, 4)]


def test_postings_say_more_than_counts() -> None:
    # 8 and 2 of 10. From counts: min(10, 10) = 10, 8 of 10: 56/1024 = 0.055. If both of the two ask for the first as
    # well: 6 of 6, 1/64 = 0.0156 ≤ 0.025.
    postings = [{"a", "b"}] * 2 + [{"a"}] * 6 + [set()] * 2
    assert rank_ranges([8, 2], 10) == [RankRange(1, 2), RankRange(1, 2)]
    assert rank_ranges_of_postings(postings, ["a", "b"]) == [RankRange(1, 1), RankRange(2, 2)]


def test_twenty_postings_separate_none_of_the_built_in_ranks() -> None:
    assert set(rank_ranges(BUILT_IN, 20)) == {RankRange(1, 19)}


def test_postings_that_separate_first_from_last() -> None:
    # 19 and 10 of 20, p ≤ 0.05 / (19 · 18) = 0.000146. Of 20: 10 of 11, 12/2048. Of 40: 38 and 20, 20 of 22,
    # (231 + 22 + 1) / 2²² = 0.00006.
    assert postings_to_separate(19, 10, 20, 19) == 40
    assert postings_to_separate(10, 10, 20, 19) is None


@given(st.integers(1, 12), st.integers(0, 12), st.integers(1, 12), st.integers(2, 30))
def test_the_smallest_separating_sample_by_trying_all(size: int, first: int, last: int, total: int) -> None:
    first, last = min(first, size), min(last, size)
    found = postings_to_separate(first, last, size, total)
    if first <= last:
        assert found is None
        return
    assert found is not None
    wanted = 0.05 / (total * (total - 1))
    for postings in range(1, found + 1):
        if first * postings % size == last * postings % size == 0:
            separates = p_value_of_counts(first * postings // size, last * postings // size, postings) <= wanted
            assert separates == (postings == found)


def test_nothing_or_one_criterion_to_rank() -> None:
    assert rank_ranges([], 3) == rank_ranges_of_postings([], []) == []
    assert rank_ranges([2], 3) == rank_ranges_of_postings([{"a"}], ["a"]) == [RankRange(1, 1)]


@given(counted_samples)
def test_ranges_of_counts_are_those_of_the_definition(sample: tuple[list[int], int]) -> None:
    counts, size = sample
    assert rank_ranges(counts, size) == oracle.rank_ranges_of_counts(counts, size)


@given(posting_samples)
def test_ranges_of_postings_are_those_of_the_definition(postings: list[frozenset[str]]) -> None:
    assert rank_ranges_of_postings(postings, criteria) == oracle.rank_ranges_of_postings(postings, criteria)


@given(posting_samples)
def test_postings_never_give_a_wider_range_than_counts(postings: list[frozenset[str]]) -> None:
    counts = [sum(name in asked for asked in postings) for name in criteria]
    for known, counted in zip(
        rank_ranges_of_postings(postings, criteria), rank_ranges(counts, len(postings)), strict=True
    ):
        assert counted.low <= known.low <= known.high <= counted.high


@given(counted_samples)
def test_a_simultaneous_range_contains_the_marginal_one(sample: tuple[list[int], int]) -> None:
    counts, size = sample
    for place, reach in enumerate(rank_ranges(counts, size)):
        low, high = oracle.rank_ranges_of_counts(counts, size, about=place)[place]
        assert reach.low <= low <= high <= reach.high


@given(counted_samples)
def test_step_down_is_never_wider_than_a_single_step(sample: tuple[list[int], int]) -> None:
    counts, size = sample
    threshold = 0.05 / max(1, len(counts) * (len(counts) - 1))
    for count, reach in zip(counts, rank_ranges(counts, size), strict=True):
        above = sum(p_value_of_counts(other, count, size) <= threshold for other in counts)
        below = sum(p_value_of_counts(count, other, size) <= threshold for other in counts)
        assert reach.low >= 1 + above
        assert reach.high <= len(counts) - below


@given(counted_samples, st.randoms(use_true_random=False))
def test_reordering_criteria_reorders_their_ranges(sample: tuple[list[int], int], order: random.Random) -> None:
    counts, size = sample
    places = list(range(len(counts)))
    order.shuffle(places)
    ranges = rank_ranges(counts, size)
    assert rank_ranges([counts[place] for place in places], size) == [ranges[place] for place in places]


def disjoint(counts: Sequence[int]) -> list[set[str]]:
    """Postings that ask for one criterion each: multinomial data."""
    return [{str(place)} for place, count in enumerate(counts) for _ in range(count)]


def test_choices_of_one_of_many_use_the_sum_of_both_counts() -> None:
    # As in csranks' multinomial method with Holm: 30, 14 and 6 choices, m = 6. 30 of 44: p = 0.0113 > 0.05/5;
    # 30 of 36: p = 0.00004 ≤ 0.05/6; 14 of 20: p = 0.0577.
    assert float(exact_tail(44, 30)) == pytest.approx(0.0113, abs=1e-4)
    assert float(exact_tail(20, 14)) == pytest.approx(0.0577, abs=1e-4)
    assert rank_ranges_of_postings(disjoint([30, 14, 6]), ["0", "1", "2"]) == [
        RankRange(1, 2),
        RankRange(1, 3),
        RankRange(2, 3),
    ]


@pytest.mark.parametrize(
    ("total", "size", "low", "high", "runs"),
    [(19, 20, 0.5, 0.95, 200), (19, 100, 0.5, 0.55, 200), (100, 100, 0.5, 0.5, 60), (200, 60, 0.4, 0.5, 40)],
    ids=["as built in", "close shares", "equal shares", "many criteria"],
)
def test_all_true_ranks_are_covered_at_once(total: int, size: int, low: float, high: float, runs: int) -> None:
    generator = random.Random(16)
    shares = [low + (high - low) * place / (total - 1) for place in range(total)]
    names = [str(place) for place in range(total)]
    covered = {"counts": 0, "postings": 0}
    for _ in range(runs):
        postings = [
            {name for name, share in zip(names, shares, strict=True) if generator.random() < share} for _ in range(size)
        ]
        counts = [sum(name in asked for asked in postings) for name in names]
        for kind, ranges in (
            ("counts", rank_ranges(counts, size)),
            ("postings", rank_ranges_of_postings(postings, names)),
        ):
            covered[kind] += all(
                reach.low <= 1 + sum(other > share for other in shares)
                and reach.high >= total - sum(other < share for other in shares)
                for share, reach in zip(shares, ranges, strict=True)
            )
    assert min(covered.values()) / runs >= 0.95


def test_a_large_sample_separates_what_differs() -> None:
    assert rank_ranges([900_000, 890_000, 400_000, 400_000], 1_000_000) == [
        RankRange(1, 1),
        RankRange(2, 2),
        RankRange(3, 4),
        RankRange(3, 4),
    ]


def test_two_hundred_criteria_take_about_the_time_of_sorting_their_pairs() -> None:
    generator = random.Random(200)
    counts = [generator.randrange(1001) for _ in range(200)]
    pairs = [(generator.random(), above, below) for above in range(200) for below in range(200) if above != below]

    def fastest(run: int) -> float:
        tail.cache_clear()
        start = perf_counter()
        rank_ranges(counts, 1000) if run else sorted(pairs)
        return perf_counter() - start

    assert min(fastest(1) for _ in range(5)) <= 2 * min(fastest(0) for _ in range(5))
