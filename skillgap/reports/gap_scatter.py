"""All gaps in one picture: how often asked for × how much of the target is met.

Here stand the arrangement, which every drawing of it shares, and the drawing with characters.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from skillgap.labels import Glyphs
from skillgap.scoring.gap_report import GapReport, Row
from skillgap.scoring.standing import met_part

_MOST_BANDS = 12
_MOST_DOTS = 3
_ROOM_FOR_THE_REST = 4


@dataclass(frozen=True, slots=True)
class Band:
    """One line of the picture: the rated rows whose postings lie from ``low`` to ``high``."""

    low: int
    high: int
    gaps: tuple[Row, ...]
    """Those below their target, the farthest from it first."""
    met: tuple[Row, ...]

    def title(self, dash: str = "–") -> str:
        """The counts it stands for: ``19``, ``15–19``."""
        return str(self.low) if self.low == self.high else f"{self.low}{dash}{self.high}"


def met(row: Row) -> float:
    """The part of the target that a rated row meets, in 0 … 1."""
    return met_part(row.level or 0, row.target)


def bands(report: GapReport) -> list[Band]:
    """The lines of the picture, the most asked for on top; none where there is no gap to place."""
    if not report.gaps:
        return []
    rated = (*report.gaps, *report.met)
    gaps = sorted(report.gaps, key=lambda row: (met(row), row.rank))
    step = _step(rated)
    top, bottom = max(row.postings for row in rated) // step, min(row.postings for row in rated) // step
    return [
        Band(
            low=number * step,
            high=min((number + 1) * step - 1, report.matrix.source.sample_size),
            gaps=tuple(row for row in gaps if row.postings // step == number),
            met=tuple(row for row in report.met if row.postings // step == number),
        )
        for number in range(top, bottom - 1, -1)
    ]


def _step(rows: Sequence[Row]) -> int:
    """How many counts share a line, so that the lines stay few: 1, 2, 5, 10, 20, 50 …"""
    highest, lowest = max(row.postings for row in rows), min(row.postings for row in rows)
    steps: Iterator[int] = (factor * 10**power for power in itertools.count() for factor in (1, 2, 5))
    return next(step for step in steps if highest // step - lowest // step < _MOST_BANDS)


def scatter(report: GapReport, columns: int, glyphs: Glyphs) -> list[str]:
    """The picture in so many columns: each gap's rank at its place, a dot for what is met.

    Ranks that would touch move to the right. Empty where there are no gaps.
    """
    lines = bands(report)
    if not lines:
        return []
    margin = max(len(band.title(glyphs.dash)) for band in lines)
    field = columns - margin - 3 - _MOST_DOTS - 4
    drawn = [
        f"{band.title(glyphs.dash):>{margin}} {glyphs.side}{_ranks(band, field)}{_dots(band, glyphs)}".rstrip()
        for band in lines
    ]
    ends = f"0%{'50%':^{field - 8}}100% met"
    return [*drawn, f"{'':{margin}} {glyphs.corner}{glyphs.rule * field}", f"{'':{margin}}  {ends}"]


def _ranks(band: Band, field: int) -> str:
    """The gaps of a band, each at its place; ``+2`` stands for those that found no room."""
    line, left_out = "", 0
    for row in band.gaps:
        rank = str(row.rank)
        latest = field - _ROOM_FOR_THE_REST - len(rank)
        start = max(min(round(met(row) * (field - 1)) - len(rank) // 2, latest), len(line) + bool(line))
        if start > latest:
            left_out += 1
        else:
            line = line.ljust(start) + rank
    return (f"{line} +{left_out}" if left_out else line).ljust(field)


def _dots(band: Band, glyphs: Glyphs) -> str:
    """The met ones of a band: a dot each, a number where they are many."""
    count = len(band.met)
    return glyphs.rated * count if count <= _MOST_DOTS else f"{glyphs.rated} {count}"
