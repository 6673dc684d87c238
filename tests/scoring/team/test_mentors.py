"""A mentor over a team: one mean for each person, and kappa over all pairs."""

from __future__ import annotations

from math import sqrt

import pytest

from skillgap.scoring.team.mentors import KEPT, MentorTallies, mentor_pairs


def test_each_person_counts_once_however_many_criteria() -> None:
    tallies = MentorTallies()
    # Means 1, 1, 0, 0, 2, 2 over 6 people, the first with many criteria: mean 1, variance 4/5.
    for pairs in (((2, 1),) * 9, ((2, 1),), ((1, 1),), ((3, 3),), ((3, 1),), ((2, 0),)):
        tallies.add((("Ann", pairs),))
    (lean,) = tallies.leans()
    half = 2.570581835636314 * sqrt(0.8 / 6)
    assert (lean.by, lean.people, lean.pairs, lean.mean, lean.kappa) == ("Ann", 6, 14, 1, None)
    assert lean.interval == pytest.approx((1 - half, 1 + half))


def test_five_people_or_equal_means_have_no_interval() -> None:
    for count, differences in ((5, (0, 1)), (8, (1, 1))):
        tallies = MentorTallies()
        for number in range(count):
            tallies.add((("Ann", ((2, 2 - differences[number % 2]),)),))
        assert tallies.leans()[0].interval is None


def test_many_people_have_kappa_without_an_interval() -> None:
    tallies = MentorTallies()
    for number in range(KEPT + 1):
        tallies.add((("Ann", ((number % 3, number % 3),)), ("Bob", ((1, 1),))))
    ann, bob = tallies.leans()
    assert ann.kappa is not None
    assert (ann.kappa.value, ann.kappa.interval) == (1, None)
    assert bob.kappa is None  # all levels are equal


def test_the_latest_review_and_the_level_at_that_time_count() -> None:
    reviews: list[tuple[str, dict[str, tuple[int | None, int | None]]]] = [
        ("Ann", {"a": (1, None), "b": (2, 4)}),
        ("Bob", {"a": (None, None)}),
        ("Ann", {"a": (3, None), "c": (1, None)}),
    ]
    assert mentor_pairs(reviews, {"a": 3, "b": 3}) == (("Ann", ((3, 3), (4, 2))),)
