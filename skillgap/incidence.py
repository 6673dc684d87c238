"""Which posting asks for which criterion: what only the postings themselves can tell, and no count.

Everything here is a pure function of its arguments. Without an incidence none of it is guessed.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field
from itertools import combinations
from typing import Annotated, Final, Literal

from skillgap.schema import Id, Limit, Line
from skillgap.scoring import GapReport
from skillgap.statistics import RankRange

FORMAT: Final = "skillgap/postings/1"
EXACT: Final = 3
"""Up to so many criteria the best set is found among all; larger ones grow one by one."""
DRAWS: Final = 1000
"""How many times the postings are drawn anew to see how far the ranks move, of a sample that is not huge."""
_MOST_DRAWN: Final = 2_000_000
_FEWEST_DRAWS: Final = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """That a posting asks for a criterion: by which phrase, where in its normalised text, and how strongly.

    ``tools`` has the tools of the criterion that the posting names, and whether it requires them.
    """

    phrase: Line
    at: Annotated[int, Limit("place of the phrase in the posting's normalised text", ge=0)]
    required: bool
    tools: Mapping[str, bool] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class PostingHits:
    """One posting that was read; of near-duplicates only the first counts, which the others name."""

    id: str
    source: str
    employer: str | None = None
    date: str | None = None
    duplicate_of: str | None = None
    hits: Mapping[Id, Hit] = field(default_factory=dict)
    text: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """The first line of an incidence: the matrix whose counts it explains."""

    format: Literal["skillgap/postings/1"]
    matrix: Id
    version: Annotated[int, Limit(ge=1)]
    postings: Annotated[int, Limit("number of postings that count", ge=1)]


@dataclass(frozen=True, slots=True)
class Incidence:
    """The criteria that each posting asks for, and those of them that it requires."""

    asked: tuple[frozenset[str], ...]
    required: tuple[frozenset[str], ...]


@dataclass(frozen=True, slots=True)
class Unlocking:
    """Criteria whose closing makes most postings fully met, and how many it adds; ``exact`` where no set adds more."""

    criteria: tuple[str, ...]
    postings: int
    exact: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """How many of the postings a person meets in everything they ask for, and in all but one thing."""

    postings: int
    fully_met: int
    all_but_one: int


def incidence_of(postings: Iterable[PostingHits]) -> Incidence:
    """The incidence of the postings that count."""
    asked, required = [], []
    for posting in postings:
        if posting.duplicate_of is None:
            asked.append(frozenset(posting.hits))
            required.append(frozenset(name for name, hit in posting.hits.items() if hit.required))
    return Incidence(tuple(asked), tuple(required))


def unmet_of(report: GapReport) -> frozenset[str]:
    """The criteria a person does not meet as far as it is known: with a gap, or not rated."""
    return frozenset(row.id for row in (*report.gaps, *report.unrated))


def standing(postings: Iterable[Set[str]], unmet: Set[str]) -> Standing:
    """Count the postings whose criteria are all met, or all but one; one that asks for none of them is met."""
    missing = Counter(min(2, len(asked & unmet)) for asked in postings)
    return Standing(missing.total(), missing[0], missing[1])


def unlocks_most(postings: Iterable[Set[str]], unmet: Iterable[str], size: int) -> Unlocking:
    """The set of at most ``size`` unmet criteria whose closing makes most postings fully met.

    Of equal sets the smaller, then the one earlier in the order of ``unmet``. Exact for a size up to
    EXACT; a larger set is grown from the best of that size by what adds most each time.
    """
    order = {name: at for at, name in enumerate(unmet)}
    sets = Counter(frozenset(asked & order.keys()) for asked in postings)
    sets.pop(frozenset(), None)
    best: tuple[str, ...] = ()
    for length in range(1, min(size, EXACT) + 1):
        candidates = _candidates(sets, order, length)
        best = max((best, *candidates), key=lambda chosen: _unlocked(sets, chosen))
    while EXACT <= len(best) < size:
        grown = [(*best, name) for name in order if name not in best]
        following = max(grown, key=lambda chosen: _unlocked(sets, chosen), default=best)
        if _unlocked(sets, following) == _unlocked(sets, best):
            break
        best = following
    return Unlocking(best, _unlocked(sets, best), size <= EXACT)


def _candidates(sets: Mapping[frozenset[str], int], order: Mapping[str, int], length: int) -> Iterable[tuple[str, ...]]:
    """All sets of one length out of the criteria that postings of no more than that many unmet ones ask for."""
    useful = {name for missing in sets if len(missing) <= length for name in missing}
    return combinations(sorted(useful, key=order.__getitem__), length)


def _unlocked(sets: Mapping[frozenset[str], int], chosen: tuple[str, ...]) -> int:
    """How many postings lack nothing but some of the chosen criteria."""
    if 2 ** len(chosen) > len(sets):
        closed = frozenset(chosen)
        return sum(count for missing, count in sets.items() if missing <= closed)
    parts = (frozenset(part) for length in range(1, len(chosen) + 1) for part in combinations(chosen, length))
    return sum(sets.get(part, 0) for part in parts)


def required_counts(incidence: Incidence) -> dict[str, int]:
    """By criterion, how many postings require it: nice-to-have left aside."""
    return dict(Counter(name for required in incidence.required for name in required))


def bootstrap_ranks(incidence: Incidence, criteria: Iterable[str], seed: int = 0) -> dict[str, RankRange]:
    """By criterion, the ranks it takes in 95 % of the samples drawn from the postings with replacement.

    Samples as large as the postings are drawn DRAWS times (less often from more than 2,000, whose ranks move
    little) by a generator seeded with ``seed``. Of equal counts each criterion takes its best rank in one
    bound and its worst in the other.
    """
    names = list(criteria)
    generator = random.Random(seed)  # noqa: S311 - repeatable, and nobody's secret
    best: dict[str, list[int]] = {name: [] for name in names}
    worst: dict[str, list[int]] = {name: [] for name in names}
    draws = max(_FEWEST_DRAWS, min(DRAWS, _MOST_DRAWN // max(1, len(incidence.asked))))
    for _ in range(draws):
        drawn = generator.choices(incidence.asked, k=len(incidence.asked))
        counts = Counter(name for asked in drawn for name in asked)
        ordered = sorted((counts[name] for name in names), reverse=True)
        first = {count: at for at, count in reversed(list(enumerate(ordered, 1)))}
        last = {count: at for at, count in enumerate(ordered, 1)}
        for name in names:
            best[name].append(first[counts[name]])
            worst[name].append(last[counts[name]])
    outside = draws // 40
    return {name: RankRange(sorted(best[name])[outside], sorted(worst[name])[-1 - outside]) for name in names}
