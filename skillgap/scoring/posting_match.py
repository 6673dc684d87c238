"""One posting against one person: which of the criteria it asks for they meet, and how much of it they cover."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import fsum
from typing import Literal, NamedTuple

from skillgap.model.matrix import Matrix
from skillgap.scoring.gap_report import Coverage, GapReport, Row
from skillgap.scoring.standing import met_part

Standing = Literal["met", "gap", "not_rated", "not_applicable"]
Kind = Literal["years", "degree", "license", "language", "clearance", "work_permit"]
"""Requirements that are met or not, and never scored."""
Answer = Literal["met", "not_met", "unknown"]


class AskedCriterion(NamedTuple):
    """A criterion that a posting asks for, with the sentence that asks; not ``required`` if it is nice to have."""

    criterion: str
    phrase: str
    sentence: str
    required: bool


class HardRequirement(NamedTuple):
    """A requirement such as a degree, with its sentence and the criteria of the matrix that the sentence names."""

    kind: Kind
    sentence: str
    criteria: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PostingDemand:
    """The demand of one posting in the terms of one matrix.

    ``denied`` are the criteria that it names but does not ask for. ``other_terms`` are the known names that no
    criterion covers, in the order of the posting.
    """

    title: str | None
    employer: str | None
    source: str
    asked: tuple[AskedCriterion, ...]
    denied: tuple[AskedCriterion, ...] = ()
    other_terms: tuple[str, ...] = ()
    hard: tuple[HardRequirement, ...] = ()


class MatchedCriterion(NamedTuple):
    """A criterion that the posting asks for, and the person's position on it."""

    asked: AskedCriterion
    row: Row
    standing: Standing


class AnsweredRequirement(NamedTuple):
    """A hard requirement, and whether the person's ratings answer it."""

    requirement: HardRequirement
    answer: Answer


@dataclass(frozen=True, slots=True)
class PostingMatch:
    """How one person meets one posting.

    ``coverage`` is the unweighted mean of min(level, target)/target over the posting's criteria that have a rating.
    ``low`` and ``high`` count its unrated criteria as 0 and as met. ``required`` is the same over the required criteria
    only.
    """

    demand: PostingDemand
    report: GapReport
    criteria: tuple[MatchedCriterion, ...]
    hard: tuple[AnsweredRequirement, ...]
    coverage: Coverage
    required: Coverage


@dataclass(frozen=True, slots=True)
class RoleDemand:
    """How much of a role a posting asks for: how many criteria, and their part of the role's weight, in 0 … 1."""

    matrix: Matrix
    asked: int
    criteria: int
    weight: float


def nearest_roles(demands: Iterable[tuple[Matrix, PostingDemand]]) -> tuple[RoleDemand, ...]:
    """Rank roles by the part of their weight on criteria that a posting asks for, then by how many these are."""
    found = []
    for matrix, demand in demands:
        asked = {one.criterion for one in demand.asked}
        total = sum(criterion.postings for criterion in matrix.criteria)
        weight = sum(criterion.postings for criterion in matrix.criteria if criterion.id in asked)
        found.append(RoleDemand(matrix, len(asked), len(matrix.criteria), weight / total if total else 0.0))
    return tuple(sorted(found, key=lambda one: (-one.weight, -one.asked, one.matrix.id)))


def match_posting(report: GapReport, demand: PostingDemand) -> PostingMatch:
    """Compare a posting with a gap report on the complete matrix: gaps first, each group by its postings."""
    rows = {row.id: row for row in report.rows}
    matched = [MatchedCriterion(asked, row := rows[asked.criterion], _standing(row)) for asked in demand.asked]
    order = ("gap", "not_rated", "met", "not_applicable")
    matched.sort(
        key=lambda one: (order.index(one.standing), not one.asked.required, -(one.row.gap or 0), -one.row.share)
    )
    return PostingMatch(
        demand=demand,
        report=report,
        criteria=tuple(matched),
        hard=tuple(AnsweredRequirement(one, _answer([rows[name] for name in one.criteria])) for one in demand.hard),
        coverage=posting_coverage(one.row for one in matched),
        required=posting_coverage(one.row for one in matched if one.asked.required),
    )


def posting_coverage(rows: Iterable[Row]) -> Coverage:
    """Mean of min(level, target)/target over the rated rows, unweighted; null figures if there is nothing to divide."""
    every = list(rows)
    applicable = [row for row in every if row.state != "not_applicable"]
    parts = [met_part(row.level, row.target) for row in applicable if row.level is not None]
    unrated = len(applicable) - len(parts)
    return Coverage(
        value=fsum(parts) / len(parts) if parts else None,
        low=fsum(parts) / len(applicable) if applicable else None,
        high=(fsum(parts) + unrated) / len(applicable) if applicable else None,
        rated=len(parts),
        applicable=len(applicable),
        not_applicable=len(every) - len(applicable),
    )


def _standing(row: Row) -> Standing:
    if row.state == "not_applicable":
        return "not_applicable"
    if row.level is None:
        return "not_rated"
    return "gap" if row.gap else "met"


def _answer(rows: Sequence[Row]) -> Answer:
    """Answer a requirement by the criteria that its sentence names; unknown if none, or one without a rating."""
    if not rows or any(row.level is None for row in rows):
        return "unknown"
    return "met" if all(_standing(row) == "met" for row in rows) else "not_met"
