"""How mentors rate a team: whether they lean to one side, and how well they agree with self-ratings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import fsum, sqrt

from skillgap.scoring.agreement import (
    FEWEST_PAIRS,
    FEWEST_PAIRS_FOR_KAPPA,
    Coefficient,
    Pair,
    PairSums,
    t_quantile,
    team_kappa,
)
from skillgap.scoring.statistics import Interval

KEPT = 300
"""Of so many people the sums are kept for the interval of kappa; with more there is only its value."""

MentorPairs = tuple[tuple[str, tuple[Pair, ...]], ...]
"""For each mentor who reviewed a person, the levels that the person and the mentor gave."""


@dataclass(frozen=True, slots=True)
class MentorLean:
    """One mentor over a team.

    ``mean`` is the mean of one difference for each person, self − mentor, with its 95% t interval from 6 people on.
    ``kappa`` is quadratic weighted kappa over all ``pairs``, from 50 pairs on.
    """

    by: str
    people: int
    pairs: int
    mean: float
    interval: Interval | None
    kappa: Coefficient | None


@dataclass(slots=True)
class _Tally:
    people: int = 0
    total: float = 0.0
    squares: float = 0.0
    sums: PairSums = field(default_factory=PairSums)
    kept: list[PairSums] = field(default_factory=list)


class MentorTallies:
    """Counts mentors' levels one person at a time; the memory does not grow with the people."""

    def __init__(self) -> None:
        self._tallies: dict[str, _Tally] = {}

    def add(self, reviewed: MentorPairs) -> None:
        """Count mentors' ratings of one person."""
        for by, pairs in reviewed:
            tally = self._tallies.setdefault(by, _Tally())
            mean = fsum(own - other for own, other in pairs) / len(pairs)
            tally.people += 1
            tally.total += mean
            tally.squares += mean * mean
            sums = PairSums.of(pairs)
            tally.sums = tally.sums.plus(sums)
            if len(tally.kept) < KEPT:
                tally.kept.append(sums)

    def leans(self) -> tuple[MentorLean, ...]:
        """Every mentor, by number of people reviewed, the highest first."""
        found = (_lean(by, tally) for by, tally in self._tallies.items())
        return tuple(sorted(found, key=lambda lean: -lean.people))


def _lean(by: str, tally: _Tally) -> MentorLean:
    mean, people = tally.total / tally.people, tally.people
    interval = None
    # Rounding may leave a hair of variance if all means are equal.
    if people >= FEWEST_PAIRS and (variance := (tally.squares - people * mean * mean) / (people - 1)) > 1e-12:
        half = t_quantile(people - 1) * sqrt(variance / people)
        interval = Interval(mean - half, mean + half)
    value = tally.sums.kappa if tally.sums.pairs >= FEWEST_PAIRS_FOR_KAPPA else None
    kappa = None if value is None else Coefficient(value, None)
    if people == len(tally.kept):
        kappa = team_kappa(tally.kept)
    return MentorLean(by, people, tally.sums.pairs, mean, interval, kappa)


def mentor_pairs(
    reviews: Sequence[tuple[str, Mapping[str, tuple[int | None, int | None]]]], own: Mapping[str, int | None]
) -> MentorPairs:
    """Pair a person's levels with mentors'.

    ``reviews`` are in counting order, the latest last. Each has its mentor and, by criterion, the mentor's level and
    the person's own level at that time, if it is recorded. ``own`` are the person's levels now.
    """
    found: dict[str, dict[str, Pair]] = {}
    for by, ratings in reviews:
        for criterion, (level, then) in ratings.items():
            stated = own.get(criterion) if then is None else then
            if level is not None and stated is not None:
                found.setdefault(by, {})[criterion] = (stated, level)
    return tuple((by, tuple(pairs.values())) for by, pairs in found.items())


def iterate_levels(ratings: Mapping[str, Mapping[str, int]]) -> Iterator[tuple[str, tuple[int | None, int | None]]]:
    """The mentor's level and the person's own of each rating in a review's plain data."""
    for criterion, rating in ratings.items():
        yield criterion, (rating.get("level"), rating.get("self"))
