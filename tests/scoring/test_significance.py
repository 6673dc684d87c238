"""Fisher's exact test and Holm's step-down."""

from __future__ import annotations

import random
from fractions import Fraction
from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skillgap.scoring.significance import fisher_exact, holm, significant_changes

counts = st.integers(1, 25).flatmap(lambda size: st.tuples(st.integers(0, size), st.just(size)))


def test_lady_tasting_tea() -> None:
    # Fisher 1935: 3 of 4 against 1 of 4. Tables with 4, 3, 2, 1, 0: 1, 16, 36, 16, 1 of 70. (1 + 16 + 16 + 1) / 70
    assert fisher_exact((3, 4), (1, 4)) == pytest.approx(34 / 70, abs=1e-14)
    assert fisher_exact((4, 4), (0, 4)) == pytest.approx(2 / 70, abs=1e-14)


@given(counts, counts)
def test_fisher_by_summing_all_tables(before: tuple[int, int], after: tuple[int, int]) -> None:
    (asking, size), (later, later_size) = before, after
    total = asking + later
    ways = {count: comb(size, count) * comb(later_size, total - count) for count in range(size + 1) if count <= total}
    seen = sum(way for way in ways.values() if way <= ways[asking])
    assert fisher_exact(before, after) == pytest.approx(float(Fraction(seen, sum(ways.values()))), abs=1e-12)
    assert fisher_exact(after, before) == pytest.approx(fisher_exact(before, after), abs=1e-12)


def test_fisher_of_large_samples() -> None:
    assert fisher_exact((400_000, 1_000_000), (800, 2_000)) == pytest.approx(1, abs=0.02)
    assert fisher_exact((400_000, 1_000_000), (1_900, 2_000)) == 0


def test_holm_stops_at_the_first_that_is_not_rejected() -> None:
    # 0.01 ≤ 0.05/4, 0.016 ≤ 0.05/3, 0.03 > 0.05/2, and 0.04 is not looked at although 0.04 ≤ 0.05/1
    assert holm([0.04, 0.01, 0.03, 0.016]) == [False, True, False, True]
    assert holm([]) == []


def test_unchanged_shares_are_seldom_marked() -> None:
    generator = random.Random(7)

    def draw(share: float, size: int) -> tuple[int, int]:
        return sum(generator.random() < share for _ in range(size)), size

    marked = 0
    for _ in range(300):
        shares = [generator.random() for _ in range(19)]
        marked += any(significant_changes([(draw(share, 20), draw(share, 40)) for share in shares]))
    assert marked / 300 <= 0.05


def test_a_clear_change_is_marked() -> None:
    assert significant_changes([((2, 20), (38, 40)), ((10, 20), (20, 40))]) == [True, False]
