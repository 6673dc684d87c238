"""The zones of a posting: nice to have, not needed, and boilerplate of its employer."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from operator import itemgetter
from typing import NamedTuple

from skillgap.postings import clauses
from skillgap.postings.lines import Line, Lines, names_nothing
from skillgap.postings.markers import AMOUNTABLE, FORWARD, HEADINGS, MARKERS, REQUIRED, Kind
from skillgap.postings.negation import may_negate, negated_spans

_NEAR = 400
"""A marker without a phrase within so many characters changes nothing, unless it is a heading."""
_STRENGTH: tuple[Kind, ...] = ("boilerplate", "optional", "negated", "listed")
"""If zones overlap, the first kind in this order applies."""
_NOT_REQUIRED = re.compile(r"(?:but |and |, )?(?:not|never|nicht|non|pas|no|niet|não) (?:strictly )?required")


class Zone(NamedTuple):
    """A stretch of a normalized text, its end excluded."""

    start: int
    end: int
    kind: Kind


class Zones:
    """The zones of one text, for looking up the zone of a position."""

    def __init__(self, zones: Iterable[Zone]) -> None:
        steps = [step for zone in zones for step in ((zone.start, zone.kind, 1), (zone.end, zone.kind, -1))]
        around: dict[Kind, int] = dict.fromkeys(_STRENGTH, 0)
        self._edges: list[int] = []
        self._kinds: list[Kind | None] = [None]
        for place, kind, step in sorted(steps):
            around[kind] += step
            self._edges.append(place)
            self._kinds.append(next((kind for kind, count in around.items() if count), None))

    def kind_at(self, place: int) -> Kind | None:
        """Return the kind of zone at a position."""
        return self._kinds[bisect_right(self._edges, place)]


def zones_of(text: str, hay: str, markers: Iterable[tuple[str, int, int]], places: Sequence[int]) -> Zones:
    """Find the zones of a normalized text.

    ``markers`` has each marker in it with its start and end. ``places`` has the positions of
    phrases, in order.
    """
    lines = Lines(text)
    zones: list[Zone] = []
    headed = 0
    for marker, start, end in sorted(markers, key=itemgetter(1)):
        kind = MARKERS[marker]
        if kind == "optional" and start >= headed and (line := _heading_around(lines, hay, marker, start)):
            headed = lines.section_end(line)
            zones.append(Zone(line.start, headed, "listed"))
        elif _is_near(places, start, end):
            zones += _inline_zones(text, hay, lines, marker, start, end)
    return Zones(zones)


def _is_near(places: Sequence[int], start: int, end: int) -> bool:
    following = bisect_right(places, start - _NEAR)
    return following < len(places) and places[following] <= end + _NEAR


def _heading_around(lines: Lines, hay: str, marker: str, start: int) -> Line | None:
    line = lines.heading_around(start)
    if line is None or clauses.is_denied(hay, line.start, start):
        return None
    written = hay[line.start : line.end]
    if marker in AMOUNTABLE and not names_nothing(written):
        return None  # "ideally a minimum of 7 years in:"
    return None if REQUIRED.search(_NOT_REQUIRED.sub("", written)) else line


def _is_set_apart(text: str, start: int, end: int) -> bool:
    """Return whether a marker that mostly is a heading is set off: ``Plus: Kafka``, ``Kafka (bonus)``."""
    return text[end : end + 2].lstrip(" ").startswith(":") or (text[start - 1] == "(" and text[end] == ")")


def _inline_zones(text: str, hay: str, lines: Lines, marker: str, start: int, end: int) -> list[Zone]:
    kind = MARKERS[marker]
    if marker in HEADINGS and (marker == "not required" or not _is_set_apart(text, start, end)):
        return []
    if kind == "negated" and not may_negate(text, hay, marker, start, end):
        return []
    line = lines.around(start)
    sentence = clauses.sentence_around(text, line, start, end)
    if kind == "boilerplate":
        return [Zone(*sentence, kind)]
    clause = clauses.Clause(text, hay, *sentence)
    if kind == "negated":
        return [Zone(*span, kind) for span in negated_spans(clause, marker, start, end)]
    found = clauses.optional_span(clause, marker, start, end)
    if found is None:
        return []
    zones = [Zone(*found, kind)]
    if found[1] >= sentence[1] and marker not in FORWARD and text[end : end + 2].strip("* ").startswith(":"):
        zones.append(Zone(sentence[1], clauses.fragments_end(text, hay, sentence[1], line.end), kind))
    if text[line.start : line.end].endswith(":") and sentence[1] >= line.end - 1 and found[1] >= line.end - 1:
        zones.append(Zone(line.end, lines.section_end(line), "listed"))
    return zones
