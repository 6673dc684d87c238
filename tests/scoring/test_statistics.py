"""Intervals of shares and of their differences."""

from __future__ import annotations

from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skillgap.scoring.statistics import Z_95, share_difference, wilson
from tests import oracle

counts = st.integers(1, 10**6).flatmap(lambda trials: st.tuples(st.integers(0, trials), st.just(trials)))


def test_wilson_of_19_of_20_by_hand() -> None:
    # z² = 3.841458820694124; the centre is (19 + z²/2) / (20 + z²), the half-width z·√(19·1/20 + z²/4) / (20 + z²)
    z2 = 3.841458820694124
    centre = (19 + z2 / 2) / (20 + z2)
    half = sqrt(z2) * sqrt(19 * 1 / 20 + z2 / 4) / (20 + z2)
    assert wilson(19, 20) == pytest.approx((centre - half, centre + half), abs=1e-15)
    assert wilson(19, 20) == pytest.approx((0.76386880655325796, 0.99111855119920461), abs=1e-15)


def test_wilson_of_10_of_20_lies_evenly_around_one_half() -> None:
    # p = ½: half-width = z / (2·√(20 + z²))
    half = 1.959963984540054 / (2 * sqrt(20 + 3.841458820694124))
    assert wilson(10, 20) == pytest.approx((0.5 - half, 0.5 + half), abs=1e-15)


@pytest.mark.parametrize("trials", [1, 3, 10, 14, 20, 10**6])  # 10 and 14 are not exact without care
def test_wilson_of_none_and_of_all_reach_0_and_1_exactly(trials: int) -> None:
    z2 = 3.841458820694124
    none, everyone = wilson(0, trials), wilson(trials, trials)
    assert (none.low, everyone.high) == (0.0, 1.0)
    assert none.high == pytest.approx(z2 / (trials + z2), abs=1e-15)
    assert everyone.low == pytest.approx(trials / (trials + z2), abs=1e-15)


def test_another_confidence_is_wider_or_narrower() -> None:
    assert wilson(1, 4, z=0.0) == pytest.approx((0.25, 0.25))
    # p = ½, z = 2, n = 4: the half-width is 2 / (2·√(4 + 4))
    assert wilson(2, 4, z=2.0) == pytest.approx((0.5 - 1 / sqrt(8), 0.5 + 1 / sqrt(8)))


@given(counts)
def test_wilson_agrees_with_40_digits(count: tuple[int, int]) -> None:
    assert wilson(*count) == pytest.approx(tuple(map(float, oracle.wilson(*count))), abs=1e-14)


@given(counts)
def test_wilson_lies_in_0_to_1_around_the_share_and_mirrors(count: tuple[int, int]) -> None:
    successes, trials = count
    low, high = wilson(successes, trials)
    assert 0 <= low <= successes / trials <= high <= 1
    assert low < high
    mirrored = wilson(trials - successes, trials)
    assert (1 - mirrored.high, 1 - mirrored.low) == pytest.approx((low, high), abs=1e-12)


def test_z_is_the_quantile_of_the_normal_distribution() -> None:
    assert pytest.approx(float(oracle.Z), abs=1e-15) == Z_95


def test_the_difference_of_two_shares_as_newcombe_published_it() -> None:
    # Newcombe 1998, table II, method 10: 56/70 − 48/80 lies in 0.0524 … 0.3339, and 10/10 − 0/20 in 0.6791 … 1.
    assert share_difference((48, 80), (56, 70)) == pytest.approx((0.0524, 0.3339), abs=5e-5)
    assert share_difference((0, 20), (10, 10)) == pytest.approx((0.6791, 1.0), abs=5e-5)


@given(counts, counts)
def test_the_difference_lies_within_its_interval_and_mirrors(before: tuple[int, int], after: tuple[int, int]) -> None:
    low, high = share_difference(before, after)
    assert -1 - 1e-12 <= low <= after[0] / after[1] - before[0] / before[1] <= high <= 1 + 1e-12
    back = share_difference(after, before)
    assert (-back.high, -back.low) == pytest.approx((low, high), abs=1e-12)
