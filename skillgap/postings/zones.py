"""Where a posting says "nice to have", and where it says what every posting of its house says."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from operator import itemgetter
from typing import Literal, NamedTuple

Kind = Literal["optional", "boilerplate"]

_HEADINGS = (
    "nice to have", "nice to haves", "good to have", "bonus", "bonuses", "preferred", "preferences", "desired",
    "desirable", "advantageous", "a plus", "plus", "pluses", "extra points", "brownie points", "extra credit",
    "optional", "stand out", "even better", "not required", "great if you", "ideally", "would be great", "an advantage",
)  # fmt: skip
_INLINE = frozenset({
    "nice to have", "good to have", "desirable", "advantageous", "a plus", "big plus", "huge plus", "strong plus",
    "definite plus", "an advantage", "a bonus", "bonus points", "not required", "is preferred", "are preferred",
    "preferred but", "optional",
})  # fmt: skip
_BOILERPLATE = frozenset({
    "equal opportunity", "equal opportunities", "equal employment opportunity", "without regard to race",
    "regardless of race", "reasonable accommodation", "reasonable accommodations", "protected veteran",
    "protected veterans", "e verify", "sexual orientation", "gender identity", "veteran status", "fair chance",
    "criminal histories", "privacy policy", "privacy notice", "recruitment agencies", "unsolicited resumes",
})  # fmt: skip
MARKERS: dict[str, Kind] = {
    **dict.fromkeys((*_HEADINGS, *sorted(_INLINE)), "optional"),
    **dict.fromkeys(sorted(_BOILERPLATE), "boilerplate"),
}
"""The phrases, as they stand in a haystack, that may begin such a zone."""

_LONGEST_HEADING = 80
_LONGEST_SENTENCE = 400
_MOST_WORDS = 6
_BULLET = re.compile(r"^(?:[-*+•·▪◦‣]|\d{1,2}[.)]) ")
_KNOWN_HEADING = (
    r"(?:key |core |main |job |your |our |basic |minimum |required |technical )*"
    r"(?:responsibilities|requirements|qualifications|skills|experience|benefits|perks|duties|tech stack|location|"
    r"salary|compensation|about\b|who (?:you|we)\b|what (?:you|we)\b|why\b|how\b|the (?:role|team|job)\b|must haves?\b)"
)
_NEXT_HEADING = re.compile(
    rf"\n(?=#{{1,6}} |\*\*[^\n*]{{2,80}}\*\*:?\n|(?![-*+•·▪◦‣] )[^\n:]{{2,60}}:\n|{_KNOWN_HEADING}[^\n.:]{{0,40}}\n)",
    re.I,
)
_SENTENCE_END = re.compile(r"[.!?](?=\s)|[;\n•]")


class Zone(NamedTuple):
    """A stretch of a normalised text, its end excluded."""

    start: int
    end: int
    kind: Kind


class Zones:
    """The zones of one text, to ask what a place in it is part of; boilerplate outweighs optional."""

    def __init__(self, zones: Iterable[Zone]) -> None:
        steps = [step for zone in zones for step in ((zone.start, zone.kind, 1), (zone.end, zone.kind, -1))]
        around: dict[Kind, int] = {"boilerplate": 0, "optional": 0}
        self._edges: list[int] = []
        self._kinds: list[Kind | None] = [None]
        for place, kind, step in sorted(steps):
            around[kind] += step
            self._edges.append(place)
            self._kinds.append(next((kind for kind, count in around.items() if count), None))

    def kind_at(self, place: int) -> Kind | None:
        """What the place is part of."""
        return self._kinds[bisect_right(self._edges, place)]


def zones_of(text: str, markers: Iterable[tuple[str, int, int]]) -> Zones:
    """The zones of a normalised text, given each marker found in it and where it begins and ends."""
    zones: list[Zone] = []
    headed = 0
    for marker, start, end in sorted(markers, key=itemgetter(1)):
        kind = MARKERS[marker]
        # A line "Privacy policy" may stand over the whole posting, so boilerplate is never more than a sentence.
        if kind == "optional" and start >= headed and (line := _heading_around(text, start, end)):
            following = _NEXT_HEADING.search(text, line[1])
            headed = following.start() if following else len(text)
            zones.append(Zone(line[0], headed, kind))
        elif kind == "boilerplate" or (marker in _INLINE and start >= headed):
            zones.append(Zone(*_sentence_around(text, start, end), kind))
    return Zones(zones)


def _heading_around(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The line around a place where it stands over what follows: short, marked up or ending with a colon."""
    line_start = text.rfind("\n", max(0, start - _LONGEST_HEADING), start) + 1
    line_end = text.find("\n", end, end + _LONGEST_HEADING)
    if line_start == 0 or line_end < 0 or line_end - line_start > _LONGEST_HEADING:
        return None
    line = text[line_start:line_end]
    bare = _BULLET.sub("", line)
    marked = line.startswith("#") or bare.endswith(":") or (bare.startswith("**") and bare.rstrip(": ").endswith("**"))
    plain = bare == line and ":" not in line and line[-1:] not in ".,;!" and len(line.split()) <= _MOST_WORDS
    return (line_start, line_end) if marked or plain else None


def _sentence_around(text: str, start: int, end: int) -> tuple[int, int]:
    # Some postings are one line: a sentence is not looked for further than one can be long.
    first, last = max(0, start - _LONGEST_SENTENCE), min(len(text), end + _LONGEST_SENTENCE)
    first = max(first, text.rfind("\n", first, start) + 1)
    before = [found.end() for found in _SENTENCE_END.finditer(text, first, start)]
    after = _SENTENCE_END.search(text, end, last)
    return before[-1] if before else first, after.end() if after else last
