"""The criteria of each posting: facts that only the postings themselves have, and no count does.

Everything here is a pure function of its arguments. Without an incidence none of it is guessed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field
from itertools import combinations, pairwise
from typing import Annotated, Final, Literal, NamedTuple

from skillgap.model.matrix import Matrix
from skillgap.model.schema import Id, Limit, Line
from skillgap.scoring.gap_report import GapReport
from skillgap.scoring.ranks import RankRange, rank_ranges_of_postings

FORMAT: Final = "skillgap/postings/1"
EXACT: Final = 3
"""Up to so many criteria the best set is found among all; larger ones grow one by one."""
LARGEST: Final = 5
"""How many criteria the largest set has that a report names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A match of a criterion in a posting: the phrase, its offset in the normalized text, and its strength.

    ``tools`` has the tools of the criterion that the posting names, and whether it requires them.
    """

    phrase: Line
    at: Annotated[int, Limit("place of the phrase in the posting's normalized text", ge=0)]
    required: bool
    tools: Mapping[str, bool] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Negation:
    """A mention of a criterion in a posting that does not ask for it: the phrase and its offset."""

    phrase: Line
    at: Annotated[int, Limit("place of the phrase in the posting's normalized text", ge=0)]


@dataclass(frozen=True, slots=True, kw_only=True)
class PostingHits:
    """One posting that was read. Only one of several near-duplicates counts, and each duplicate names it.

    ``source`` is the file that it was read from, as seen from the folder of the posting data.
    """

    id: str
    source: str
    title: str | None = None
    employer: str | None = None
    date: str | None = None
    duplicate_of: str | None = None
    hits: Mapping[Id, Hit] = field(default_factory=dict)
    negated: Mapping[Id, Negation] = field(default_factory=dict)
    text: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """The first line of an incidence: the matrix whose counts it explains."""

    format: Literal["skillgap/postings/1"]
    matrix: Id
    version: Annotated[int, Limit(ge=1)]
    postings: Annotated[int, Limit("number of postings that count", ge=1)]


class PostingName(NamedTuple):
    """The identity of a posting."""

    id: str
    employer: str | None


@dataclass(frozen=True, slots=True)
class Incidence:
    """The criteria that each posting asks for, the criteria that it requires, and its identity."""

    asked: tuple[frozenset[str], ...]
    required: tuple[frozenset[str], ...]
    names: tuple[PostingName, ...]


@dataclass(frozen=True, slots=True)
class Unlocking:
    """Criteria whose closing makes most postings fully met, and the number added; ``exact`` if no set adds more."""

    criteria: tuple[str, ...]
    postings: int
    exact: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """The number of postings whose criteria a person meets completely, and with one exception."""

    postings: int
    fully_met: int
    all_but_one: int


def incidence_of(postings: Iterable[PostingHits]) -> Incidence:
    """The incidence of the postings that count."""
    asked, required, names = [], [], []
    for posting in postings:
        if posting.duplicate_of is None:
            asked.append(frozenset(posting.hits))
            required.append(frozenset(name for name, hit in posting.hits.items() if hit.required))
            names.append(PostingName(posting.id, posting.employer))
    return Incidence(tuple(asked), tuple(required), tuple(names))


def unmet_of(report: GapReport) -> tuple[str, ...]:
    """The criteria a person does not meet, as far as known: first the gaps by rank, then the unrated criteria."""
    return tuple(row.id for row in (*report.gaps, *report.unrated))


def standing(postings: Iterable[Set[str]], unmet: Set[str]) -> Standing:
    """Count the postings whose criteria are all met, or all but one; one that asks for none of them is met."""
    missing = Counter(min(2, len(asked & unmet)) for asked in postings)
    return Standing(missing.total(), missing[0], missing[1])


def unlocks_most(postings: Iterable[Set[str]], unmet: Iterable[str], size: int) -> Unlocking:
    """The set of at most ``size`` unmet criteria whose closing makes most postings fully met.

    Ties go to the smaller set, then to the set earlier in the order of ``unmet``. Sets of up to EXACT criteria are
    exact. A larger set grows from the best set of that size, each time by the criterion that adds most.
    """
    return list(_growing(postings, unmet, size))[-1]


def _growing(postings: Iterable[Set[str]], unmet: Iterable[str], most: int) -> Iterator[Unlocking]:
    """The best set with no criterion closed, with one, with two and so on."""
    order = {name: at for at, name in enumerate(unmet)}
    sets = Counter(frozenset(asked & order.keys()) for asked in postings)
    sets.pop(frozenset(), None)
    best: tuple[str, ...] = ()
    yield Unlocking(best, 0, exact=True)
    for size in range(1, most + 1):
        if size <= EXACT:
            candidates = _candidates(sets, order, size)
        else:
            candidates = [(*best, name) for name in order if name not in best and len(best) == size - 1]
        best = max((best, *candidates), key=lambda chosen: _unlocked(sets, chosen))
        yield Unlocking(best, _unlocked(sets, best), size <= EXACT)


def _candidates(sets: Mapping[frozenset[str], int], order: Mapping[str, int], size: int) -> list[tuple[str, ...]]:
    """The sets of one size, at most 3, that may be the best: each is a union of missing criteria of some postings.

    A criterion beyond such a union adds nothing. If no larger part exists than single criteria, the best set has the
    criteria that most postings miss as their only one. The same holds for the single criterion that completes a pair.
    """
    alone = sorted((name for name in order if frozenset((name,)) in sets), key=lambda one: -sets[frozenset((one,))])
    found = {missing for missing in sets if len(missing) == size}
    if len(alone) >= size:
        found.add(frozenset(alone[:size]))
    if size == EXACT:
        beside: dict[str, set[str]] = {}
        for one, other in (pair for pair in sets if len(pair) == 2):
            beside.setdefault(one, set()).add(other)
            beside.setdefault(other, set()).add(one)
            found |= {frozenset((one, other, name)) for name in alone[:size] if name not in (one, other)}
        found |= {frozenset((name, *two)) for name, others in beside.items() for two in combinations(others, 2)}
    ordered = (tuple(sorted(chosen, key=order.__getitem__)) for chosen in found)
    return sorted(ordered, key=lambda chosen: [order[name] for name in chosen])


def _unlocked(sets: Mapping[frozenset[str], int], chosen: tuple[str, ...]) -> int:
    """Count the postings that miss only some of the chosen criteria."""
    if 2 ** len(chosen) > len(sets):
        closed = frozenset(chosen)
        return sum(count for missing, count in sets.items() if missing <= closed)
    parts = (frozenset(part) for length in range(1, len(chosen) + 1) for part in combinations(chosen, length))
    return sum(sets.get(part, 0) for part in parts)


def required_counts(incidence: Incidence) -> dict[str, int]:
    """Count the postings that require each criterion, without nice-to-have."""
    return dict(Counter(name for required in incidence.required for name in required))


@dataclass(frozen=True, slots=True)
class PostingFigures:
    """The postings' figures for each criterion, without a person: the number that require it, and its rank range."""

    required: Mapping[str, int]
    ranks: Mapping[str, RankRange]


def posting_figures(matrix: Matrix, incidence: Incidence) -> PostingFigures:
    """Calculate the required-only counts and the rank ranges of a matrix's criteria from the postings."""
    criteria = [criterion.id for criterion in matrix.criteria]
    required = required_counts(incidence)
    return PostingFigures(
        required={name: required.get(name, 0) for name in criteria},
        ranks=dict(zip(criteria, rank_ranges_of_postings(incidence.asked, criteria), strict=True)),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidenceReport:
    """A person's position among the postings themselves.

    ``met`` are the postings whose criteria are all met. ``lacking_one`` are the postings with one unmet criterion, with
    that criterion. ``lacking`` are all postings not met, with every unmet criterion, in the report's order. Criteria
    that are not applicable are left out of every posting. An unrated criterion counts as not met; ``met_if_rated`` is
    the number of postings met if all unrated ones were. ``asking_nothing`` counts the postings without criteria, which
    every person meets. ``alone`` is the number of postings that become fully met by closing this criterion only.
    ``unlocking`` has the best set of each size that adds to the set before.
    """

    matrix: Matrix
    standing: Standing
    met: tuple[PostingName, ...]
    lacking_one: tuple[tuple[PostingName, str], ...]
    lacking: tuple[tuple[PostingName, tuple[str, ...]], ...]
    met_if_rated: int
    unrated: tuple[str, ...]
    asking_nothing: int
    alone: Mapping[str, int]
    unlocking: tuple[Unlocking, ...]
    figures: PostingFigures


def incidence_report(report: GapReport, incidence: Incidence, figures: PostingFigures) -> IncidenceReport:
    """Hold a gap report, over all sections, against the postings that its matrix was counted from."""
    unmet = unmet_of(report)
    missing = [asked & frozenset(unmet) for asked in incidence.asked]
    named = list(zip(incidence.names, missing, strict=True))
    lacking_one = tuple((name, next(iter(lacks))) for name, lacks in named if len(lacks) == 1)
    sets = list(_growing(incidence.asked, unmet, LARGEST))
    return IncidenceReport(
        matrix=report.matrix,
        standing=standing(incidence.asked, frozenset(unmet)),
        met=tuple(name for name, lacks in named if not lacks),
        lacking_one=lacking_one,
        lacking=tuple((name, tuple(one for one in unmet if one in lacks)) for name, lacks in named if lacks),
        met_if_rated=standing(incidence.asked, {row.id for row in report.gaps}).fully_met,
        unrated=tuple(row.id for row in report.unrated),
        asking_nothing=sum(not asked for asked in incidence.asked),
        alone=Counter(criterion for _, criterion in lacking_one),
        unlocking=tuple(found for before, found in pairwise(sets) if found.postings > before.postings),
        figures=figures,
    )
