"""A curve drawn with characters: how a figure grows from place to place."""

from __future__ import annotations

from collections.abc import Sequence

from skillgap.labels import Glyphs, percent
from skillgap.reports.blocks import Curve

_PITCH = 4
"""Columns from one place to the next at the most, so that a short curve is not drawn out."""


def drawn(curve: Curve, columns: int, rows: int, glyphs: Glyphs) -> list[str]:
    """The curve in so many columns and rows: on the left the figures of its ends and marks, below the places."""
    low, high = min(curve.values), max(curve.values)
    steps = rows - 1
    heights = [round((value - low) / (high - low) * steps) if high > low else 0 for value in curve.values]
    marked = [place for _, place, _ in _marks(curve, glyphs)]
    titles = {0: percent(low), steps: percent(high)} | {heights[at]: percent(curve.values[at]) for at in marked}
    margin = max(map(len, [*titles.values(), curve.across]))
    places = _places(len(curve.values), columns - margin - 2)
    marks = {place: mark for mark, place, _ in _marks(curve, glyphs)}
    grid = [[" "] * (places[-1] + 1) for _ in range(rows)]
    for place in sorted(range(len(places)), key=lambda place: place in marks):
        grid[steps - heights[place]][places[place]] = marks.get(place, glyphs.open)
    lines = [
        f"{titles.get(steps - at, ''):>{margin}} {glyphs.side}{''.join(line)}".rstrip() for at, line in enumerate(grid)
    ]
    floor = f"{'':{margin}} {glyphs.corner}{glyphs.rule * len(grid[0])}"
    told = glyphs.dot.join(f"{mark} {meaning}" for mark, _, meaning in _marks(curve, glyphs))
    return [*lines, floor, f"{curve.across:>{margin}}  {_foot(curve, places)}", f"{'':{margin}}  {told}"]


def _marks(curve: Curve, glyphs: Glyphs) -> list[tuple[str, int, str]]:
    """The marks, each with its place and what it means."""
    turn = [(glyphs.skipped, *curve.turn)] if curve.turn else []
    return [*turn, (glyphs.rated, *curve.marked)]


def _places(count: int, room: int) -> list[int]:
    """The column of each place; several share one where the room is short."""
    pitch = min(_PITCH, (room - 1) / max(count - 1, 1))
    return [int(place * pitch) for place in range(count)]


def _foot(curve: Curve, places: Sequence[int]) -> str:
    """The first place, the last, and between them the one marked where it finds room."""
    last = len(places) - 1
    end = max(places[-1] + 1 - len(str(last)), 2)
    line = "0"
    for place in sorted({curve.marked[0], last}):
        start = end if place == last else places[place] - len(str(place)) // 2
        if place == last or len(line) < start < end - len(str(place)):
            line = line.ljust(start) + str(place)
    return line
