"""Where a posting says "nice to have", and where it says what every posting of its house says."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
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
_BULLET = re.compile(r"(?:[-*+•·▪◦‣]|\d{1,2}[.)]) ")
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
    """The zones of one text, to ask what a place in it is."""

    def __init__(self, zones: Iterable[Zone]) -> None:
        self._zones = sorted(zones)
        self._starts = [zone.start for zone in self._zones]

    def kind_at(self, place: int) -> Kind | None:
        """What the place is part of; boilerplate outweighs optional."""
        kinds = {zone.kind for zone in self._zones[: bisect_right(self._starts, place)] if place < zone.end}
        return "boilerplate" if "boilerplate" in kinds else "optional" if kinds else None


def zones_of(text: str, markers: Iterable[tuple[str, int, int]]) -> Zones:
    """The zones of a normalised text, given each marker found in it and where it begins and ends."""
    return Zones(zone for marker, start, end in markers for zone in _zones(text, marker, start, end))


def _zones(text: str, marker: str, start: int, end: int) -> Iterator[Zone]:
    kind = MARKERS[marker]
    line_start = text.rfind("\n", 0, start) + 1
    line_end = text.find("\n", end)
    if _is_heading(text[line_start:line_end]):
        following = _NEXT_HEADING.search(text, line_end)
        yield Zone(line_start, following.start() if following else len(text), kind)
    elif kind == "boilerplate" or marker in _INLINE:
        # Some postings are one line: a sentence is not looked for further than one can be long.
        line_start = max(line_start, start - _LONGEST_SENTENCE)
        before = [found.end() for found in _SENTENCE_END.finditer(text, line_start, start)]
        after = _SENTENCE_END.search(text, end)
        yield Zone(before[-1] if before else line_start, after.end() if after else len(text), kind)


def _is_heading(line: str) -> bool:
    """Whether a line stands over what follows: short, marked up or ending with a colon, and no list item."""
    if len(line) > _LONGEST_HEADING:
        return False
    if line.startswith("#") or (line.startswith("**") and line.rstrip(": ").endswith("**")):
        return True
    if _BULLET.match(line):
        return False
    return line.endswith(":") or (":" not in line and line[-1:] not in ".,;!" and len(line.split()) <= 6)
