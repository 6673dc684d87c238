"""Agreement of raters against published values, and by hand."""

from __future__ import annotations

from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skillgap.scoring.agreement import (
    Distance,
    PairSums,
    agreement,
    krippendorff_alpha,
    mean_interval,
    square_distance,
    t_quantile,
    team_kappa,
    weighted_kappa,
)
from skillgap.scoring.statistics import Interval

# Three categories, two raters (Fleiss, Cohen & Everitt 1969, as in many textbooks)
TABLE = ((88, 14, 18), (10, 40, 10), (2, 6, 12))
PAIRS = [(row, column) for row in range(3) for column in range(3) for _ in range(TABLE[row][column])]


def unequal(level: int, other: int) -> float:
    return float(level != other)


def ratio(level: int, other: int) -> float:
    return ((level - other) / (level + other)) ** 2


def units() -> list[list[int]]:
    """Krippendorff 2011: twelve units, each with the values of four observers as far as they gave one."""
    columns = (
        (1, 1, None, 1), (2, 2, 3, 2), (3, 3, 3, 3), (3, 3, 3, 3), (2, 2, 2, 2), (1, 2, 3, 4),
        (4, 4, 4, 4), (1, 1, 2, 1), (2, 2, 2, 2), (None, 5, 5, 5), (None, None, 1, 1), (None, 3, None, None),
    )  # fmt: skip
    return [[level for level in column if level is not None] for column in columns]


@pytest.mark.parametrize(
    ("distance", "published"),
    [(unequal, 0.4915), (lambda level, other: abs(level - other), 0.4737), (square_distance, 0.4545)],
    ids=["unweighted", "linear", "quadratic"],
)
def test_kappa_as_published(distance: Distance, published: float) -> None:
    assert weighted_kappa(PAIRS, distance) == pytest.approx(published, abs=5e-5)


@pytest.mark.parametrize(
    ("distance", "published"),
    [(unequal, 0.743), (None, 0.815), (square_distance, 0.849), (ratio, 0.797)],
    ids=["nominal", "ordinal", "interval", "ratio"],
)
def test_alpha_as_published(distance: Distance | None, published: float) -> None:
    assert krippendorff_alpha(units(), distance) == pytest.approx(published, abs=5e-4)


def test_coefficients_are_undefined_without_any_difference() -> None:
    assert weighted_kappa([]) is None
    assert weighted_kappa([(2, 2)] * 60) is None
    assert krippendorff_alpha([]) is None
    assert krippendorff_alpha([[1], [2], [3]]) is None
    assert krippendorff_alpha([[2, 2], [2, 2, 2]]) is None


def test_perfect_agreement_is_one() -> None:
    assert weighted_kappa([(0, 0), (3, 3)]) == 1
    assert krippendorff_alpha([[0, 0, 0], [3, 3]]) == 1


# From printed tables: Student's t, 97.5%
@pytest.mark.parametrize(
    ("degrees", "quantile"),
    [
        (1, 12.7062),
        (2, 4.30265),
        (3, 3.18245),
        (4, 2.77645),
        (5, 2.57058),
        (10, 2.22814),
        (30, 2.04227),
        (120, 1.97993),
    ],
)
def test_t_quantile_as_printed(degrees: int, quantile: float) -> None:
    assert t_quantile(degrees) == pytest.approx(quantile, abs=6e-5 if degrees == 1 else 6e-6)


def test_t_quantile_falls_to_the_normal_one() -> None:
    quantiles = [t_quantile(degrees) for degrees in (1, 2, 5, 50, 999, 1000, 1001, 1002, 10**6)]
    assert quantiles == sorted(quantiles, reverse=True)
    assert quantiles[-1] == pytest.approx(1.959966, abs=1e-6)


def test_six_differences_by_hand() -> None:
    # 0, 0, 1, 1, 2, 2: mean 1, variance (1 + 1 + 0 + 0 + 1 + 1) / 5 = 0.8, half-width 2.57058 · √(0.8 / 6)
    found = agreement([0, 0, 1, 1, 2, 2])
    assert found is not None
    half = 2.570581835636314 * sqrt(0.8 / 6)
    assert found.differences == {0: 2, 1: 2, 2: 2}
    assert (found.pairs, found.exact, found.within_one, found.mean) == (6, 2, 4, 1)
    assert found.mean_interval == pytest.approx((1 - half, 1 + half), abs=1e-12)
    assert found.leans
    # Wilson for 2 of 6: centre (2 + z²/2) / (6 + z²), half-width z·√(2·4/6 + z²/4) / (6 + z²)
    z2 = 3.841458820694124
    centre, width = (2 + z2 / 2) / (6 + z2), sqrt(z2) * sqrt(2 * 4 / 6 + z2 / 4) / (6 + z2)
    assert found.exact_interval == pytest.approx((centre - width, centre + width), abs=1e-12)


def test_five_pairs_or_equal_differences_have_no_interval() -> None:
    few, equal = agreement([0, 0, 0, 0, 2]), agreement([1] * 8)
    assert few is not None
    assert equal is not None
    assert (few.mean, few.mean_interval, few.leans) == (0.4, None, False)
    assert (equal.mean, equal.mean_interval, equal.leans) == (1, None, False)
    assert agreement([]) is None


def test_an_interval_with_zero_is_no_lean() -> None:
    # 0, 0, 0, 0, 0, 2: mean ⅓, variance (5 · 1/9 + 25/9) / 5 = ⅔, half-width 2.57 · √(1/9) = 0.857
    found = agreement([0, 0, 0, 0, 0, 2])
    assert found is not None
    assert found.mean_interval == pytest.approx((1 / 3 - 2.570581835636314 / 3, 1 / 3 + 2.570581835636314 / 3))
    assert not found.leans


@given(st.lists(st.integers(-4, 4), min_size=1, max_size=40))
def test_swapping_the_raters_mirrors_the_differences(differences: list[int]) -> None:
    found, mirrored = agreement(differences), agreement([-difference for difference in differences])
    assert found is not None
    assert mirrored is not None
    assert sum(found.differences.values()) == found.pairs
    assert mirrored.mean == pytest.approx(-found.mean)
    assert (mirrored.exact, mirrored.within_one, mirrored.leans) == (found.exact, found.within_one, found.leans)
    assert found.exact <= found.within_one <= found.pairs


def people(*levels: list[tuple[int, int]]) -> list[PairSums]:
    return [PairSums.of(pairs) for pairs in levels]


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), max_size=30))
def test_kappa_from_sums_is_kappa_from_pairs(pairs: list[tuple[int, int]]) -> None:
    assert PairSums.of(pairs).kappa == pytest.approx(weighted_kappa(pairs))
    half = len(pairs) // 2
    assert PairSums.of(pairs[:half]).plus(PairSums.of(pairs[half:])) == PairSums.of(pairs)


def test_team_kappa_needs_fifty_pairs() -> None:
    assert team_kappa([]) is None
    assert team_kappa(people(*[[(1, 1), (2, 3)]] * 24)) is None
    found = team_kappa(people(*[[(1, 1), (2, 3)]] * 25))
    assert found is not None
    # One pair of two differs by 1: observed ½. By chance: first 1 or 2, second 1 or 3, so 0, 4, 1, 1, mean 1.5.
    assert found.value == pytest.approx(1 - 0.5 / 1.5)
    assert found.interval == pytest.approx((found.value, found.value))  # all people alike


def test_team_kappa_interval_is_of_people() -> None:
    team = people(*[[(2, 2)] * 5 + [(0, 0)] * 5] * 6, *[[(3, 0)] * 10] * 2)
    found = team_kappa(team)
    assert found is not None
    assert found.interval is not None
    assert found.interval.low < found.value < found.interval.high
    assert found == team_kappa(team)
    few = team_kappa(people(*[[(2, 2), (0, 1)] * 25] * 2))
    assert few is not None
    assert few.interval is None


def test_mean_interval_of_means() -> None:
    assert mean_interval([0.5] * 5 + [1.0] * 5) is not None
    assert isinstance(mean_interval([0.1, 0.2, 0.3, 0.4, 0.5, 0.6]), Interval)
