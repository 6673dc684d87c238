"""All gaps in one picture, drawn with characters: how often asked for × how much of the target is met."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import count

from skillgap.labels import Glyphs
from skillgap.scoring import GapReport, Row

_MOST_BANDS = 12
_MOST_DOTS = 3


def met_part(row: Row) -> float:
    """The part of the target that is met, in 0 … 1; the row has a level."""
    return 1 - (row.gap or 0) / row.target if row.target else 1.0


def scatter(report: GapReport, columns: int, glyphs: Glyphs) -> list[str]:
    """The rank of each gap where its postings and the met part of its target put it; dots are met.

    Ranks that would touch move to the right. Empty where nothing is rated.
    """
    rated = (*report.gaps, *report.met)
    if not rated:
        return []
    step = _step(rated)
    bands = range(max(row.postings for row in rated) // step, min(row.postings for row in rated) // step - 1, -1)
    titles = [f"{band * step}" if step == 1 else f"{band * step}{glyphs.dash}{(band + 1) * step - 1}" for band in bands]
    margin = max(map(len, titles))
    field = columns - margin - 3 - _MOST_DOTS - 4
    lines = []
    for title, band in zip(titles, bands, strict=True):
        rows = [row for row in rated if row.postings // step == band]
        lines.append(f"{title:>{margin}} {glyphs.side}{_ranks(rows, field)}{_dots(rows, glyphs)}".rstrip())
    ends = f"0 %{'50 %':^{field - 8}}100 % met"
    return [*lines, f"{'':{margin}} {glyphs.corner}{glyphs.rule * field}", f"{'':{margin}}  {ends}"]


def _step(rows: Sequence[Row]) -> int:
    """How many counts share a line, so that the lines stay few: 1, 2, 5, 10, 20, 50 …"""
    highest, lowest = max(row.postings for row in rows), min(row.postings for row in rows)
    steps: Iterator[int] = (factor * 10**power for power in count() for factor in (1, 2, 5))
    return next(step for step in steps if highest // step - lowest // step < _MOST_BANDS)


def _ranks(rows: Sequence[Row], field: int) -> str:
    """The gaps among the rows, each at its place; ``+2`` stands for those that found no room."""
    line, left_out = "", 0
    for row in sorted((row for row in rows if row.rank is not None), key=lambda row: (met_part(row), row.rank)):
        rank = str(row.rank)
        start = max(round(met_part(row) * (field - 1)) - len(rank) // 2, len(line) + bool(line))
        if start + len(rank) > field - 4:
            left_out += 1
        else:
            line = line.ljust(start) + rank
    return (f"{line} +{left_out}" if left_out else line).ljust(field)


def _dots(rows: Sequence[Row], glyphs: Glyphs) -> str:
    """The met ones among the rows: a dot each, a number where they are many."""
    met = sum(row.rank is None for row in rows)
    return glyphs.rated * met if met <= _MOST_DOTS else f"{glyphs.rated} {met}"
