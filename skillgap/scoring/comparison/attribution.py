"""The parts of a change of coverage between two reports that come from the person and from the role.

Four coverages are looked at: the earlier and the later levels, each against the earlier and the later matrix. *You* is
the step from the earlier levels to the later ones. *The role* is the step from the earlier matrix to the later one.
Each is the mean of that step as the first and as the last step, so the two add up to the total change. If a criterion
is in only one of the matrices, its level counts as equal on both sides. Its arrival or removal belongs to the role.

Within a step, coverage is a weighted mean of the met fractions, and two things change it. A change Δm of the met
fraction counts Δm times the criterion's part of all weight, the mean of its parts before and after. A change of weight
counts by the distance between the criterion and the coverage it joins, over the weight of both sides together. If
weight is lost, the distance is to the coverage it leaves. A new rating is the extreme case of a change of weight. Both
kinds are again the mean of coming first and coming last. So the parts add up exactly, and none depends on the order of
the criteria. Unchanged criteria have no part. If the two sides are swapped, every part changes its sign.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import fsum
from operator import mul
from typing import Literal

from skillgap.scoring.comparison.links import pairs, same_scale
from skillgap.scoring.gap_report import GapReport, Row
from skillgap.scoring.standing import met_part

Cause = Literal["level", "newly_rated", "no_longer_rated", "target", "count", "added", "removed"]
Unsplit = Literal["nothing_rated_before", "nothing_rated_after", "other_scale", "nothing_in_common", "no_way_between"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """The effect of one cause at one criterion on coverage: a fraction in −1 … 1, never 0.

    ``before`` and ``after`` are the criterion's rows in the two reports, None if a report does not have it.
    """

    whose: Literal["you", "role"]
    cause: Cause
    amount: float
    before: Row | None
    after: Row | None

    @property
    def row(self) -> Row:
        """The criterion of the later report, or of the earlier report if the later one does not have it."""
        row = self.after or self.before
        assert row is not None  # noqa: S101 - a part is made of at least one
        return row


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """The change of coverage from one report to another, and its parts, the largest first.

    All are fractions. ``change`` is None if one of the two coverages is. ``you`` and ``role`` add up to ``change``, and
    the parts of each add up to it. If there is no split, all three are missing and ``unsplit`` holds the reason. The
    reasons: no rated criterion counts on a side, the matrices number their scales differently or share no criterion, or
    no rating is left half-way in either order.
    """

    before: GapReport
    after: GapReport
    change: float | None
    you: float | None = None
    role: float | None = None
    parts: tuple[Part, ...] = ()
    unsplit: Unsplit | None = None


_Couple = tuple[Row | None, Row | None]
_Place = tuple[int, int]
"""Whose levels, and which matrix: 0 the earlier report's, 1 the later one's."""

_START, _END = (0, 0), (1, 1)


@dataclass(frozen=True, slots=True)
class _WeightedRow:
    """The weight of a criterion, and the fraction of its target that is met; None if it does not count."""

    weight: float
    met: float | None


def attribute(before: GapReport, after: GapReport) -> Attribution:
    """Split the change of coverage between two reports into *you* and *the role*.

    Raise ValueError when the reports show different views, or when a report shows a single section only.
    """
    one, other = before.coverage.value, after.coverage.value
    change = None if one is None or other is None else other - one
    couples = _paired_rows(before, after)
    corners = {place: _corner(couples, place) for place in (_START, (1, 0), (0, 1), _END)}
    values = {place: _coverage(corner) for place, corner in corners.items()}
    # Half-way along an order nothing that counts may be rated: then the other order stands alone.
    halves = [half for half in ((1, 0), (0, 1)) if values[half] is not None]
    unsplit = _unsplit(before, after, couples, halves)
    if unsplit:
        return Attribution(before=before, after=after, change=change, unsplit=unsplit)
    steps = [step for half in halves for step in ((_START, half), (half, _END))]
    found: dict[tuple[int, Cause], list[float]] = {}
    whole: dict[bool, list[float]] = {True: [], False: []}
    for start, end in steps:
        yours = start[1] == end[1]
        whole[yours].append(((values[end] or 0.0) - (values[start] or 0.0)) / len(halves))
        for at, cause, amount in _parts(couples, corners[start], corners[end], yours):
            found.setdefault((at, cause), []).append(amount / len(halves))
    parts = [_part(couples[at], cause, fsum(amounts)) for (at, cause), amounts in found.items()]
    return Attribution(
        before=before,
        after=after,
        change=change,
        you=fsum(whole[True]),
        role=fsum(whole[False]),
        parts=tuple(sorted((part for part in parts if part.amount), key=lambda part: -abs(part.amount))),
    )


def _paired_rows(before: GapReport, after: GapReport) -> list[_Couple]:
    """Pair the rows of two reports by criterion."""
    if before.view != after.view:
        raise ValueError("the two reports show different views")
    earlier, later = ({row.id: row for row in report.rows} for report in (before, after))
    try:
        return [
            (earlier[old.id] if old else None, later[new.id] if new else None)
            for old, new in pairs(before.matrix, after.matrix)
        ]
    except KeyError as error:
        raise ValueError("a report shows a single section only") from error


def _unsplit(
    before: GapReport, after: GapReport, couples: Sequence[_Couple], halves: Sequence[_Place]
) -> Unsplit | None:
    if before.coverage.value is None:
        return "nothing_rated_before"
    if after.coverage.value is None:
        return "nothing_rated_after"
    if not same_scale((before.matrix, after.matrix)):
        return "other_scale"
    if not any(old and new for old, new in couples):
        return "nothing_in_common"
    return None if halves else "no_way_between"


def _corner(couples: Sequence[_Couple], place: _Place) -> list[_WeightedRow]:
    """How every criterion counts when one side's levels meet one side's matrix."""
    levels, matrix = place
    stands = []
    for couple in couples:
        asked, said = couple[matrix], couple[levels] or couple[1 - levels]
        if asked is None or said is None or said.level is None:
            stands.append(_WeightedRow(0.0, None))
        else:
            stands.append(_WeightedRow(asked.share, met_part(said.level, asked.target)))
    return stands


def _coverage(corner: Sequence[_WeightedRow]) -> float | None:
    weight = fsum(one.weight for one in corner)
    return fsum(one.weight * (one.met or 0.0) for one in corner) / weight if weight else None


def _parts(
    couples: Sequence[_Couple], start: Sequence[_WeightedRow], end: Sequence[_WeightedRow], yours: bool
) -> Iterator[tuple[int, Cause, float]]:
    """The effect of each criterion on a step, by the position of its pair and by cause."""
    before, after = list(map(_beside, start, end)), list(map(_beside, end, start))
    weights = [one.weight for one in before], [one.weight for one in after]
    mets = [one.met or 0.0 for one in before], [one.met or 0.0 for one in after]
    totals = fsum(weights[0]), fsum(weights[1])
    first, last = _moved(*weights, mets[0]), _moved(*weights, mets[1])
    for at, (old, new) in enumerate(couples):
        part_of_all = (weights[0][at] / totals[0] + weights[1][at] / totals[1]) / 2
        yield at, "level" if yours else "target", (mets[1][at] - mets[0][at]) * part_of_all
        gained = weights[1][at] > weights[0][at]
        cause: Cause
        if yours:
            cause = "newly_rated" if gained else "no_longer_rated"
        else:
            cause = "added" if old is None else "removed" if new is None else "count"
        yield at, cause, (first[at] + last[at]) / 2


def _beside(one: _WeightedRow, other: _WeightedRow) -> _WeightedRow:
    """The weight and the met fraction of a criterion on one side of a step.

    If it does not count there, its weight is 0 and the met fraction comes from the opposite side.
    """
    return one if one.met is not None else _WeightedRow(0.0, other.met)


def _moved(start: Sequence[float], end: Sequence[float], mets: Sequence[float]) -> list[float]:
    """The effect of each change of weight on the weighted mean of ``mets``.

    It takes the way over the larger of each two weights: gains leave the first mean, losses reach the last.
    """
    both = fsum(map(max, start, end))
    left, reached = (fsum(map(mul, ws, mets)) / fsum(ws) for ws in (start, end))
    return [
        (new - old) * (met - (left if new > old else reached)) / both
        for old, new, met in zip(start, end, mets, strict=True)
    ]


def _part(couple: _Couple, cause: Cause, amount: float) -> Part:
    whose: Literal["you", "role"] = "you" if cause in ("level", "newly_rated", "no_longer_rated") else "role"
    return Part(whose=whose, cause=cause, amount=amount, before=couple[0], after=couple[1])
