"""Which phrases of a taxonomy stand in a posting, where, and whether it requires them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from operator import itemgetter
from typing import NamedTuple

from skillgap.model.matrix import Alias
from skillgap.postings.automaton import Automaton
from skillgap.postings.taxonomy import NEAR, Phrase, Taxonomy
from skillgap.postings.text import haystack, needle, normalize_spelling
from skillgap.postings.zones import MARKERS, zones_of

Condition = Callable[[str, str, int, int], bool]
"""Whether a phrase counts where it was found: normalised text, haystack, start, end."""


Place = tuple[int, int, Phrase]
"""Where a phrase begins and ends in a normalised text."""


class Match(NamedTuple):
    """A phrase where it stands in a normalised text; not ``required`` where the posting calls it nice to have."""

    phrase: Phrase
    start: int
    end: int
    required: bool


@dataclass(frozen=True, slots=True)
class Hits:
    """The criteria and the tools a posting asks for, each with the phrase that tells so best.

    That is the first one required, or else the first one.
    """

    criteria: Mapping[str, Match]
    tools: Mapping[tuple[str, str], Match]
    """By criterion and tool."""


class Matcher:
    """Finds a taxonomy's phrases; made once, used for every posting."""

    def __init__(self, taxonomy: Taxonomy) -> None:
        needles = sorted({*taxonomy.forms, *MARKERS})
        phrases = taxonomy.phrases
        conditions = [_condition(phrase.alias) for phrase in phrases]
        self._named = [[(phrases[at], conditions[at]) for at in taxonomy.forms.get(form, ())] for form in needles]
        self._markers = [form if form in MARKERS else None for form in needles]
        self._find = Automaton(needles).find

    def matches(self, text: str, folded: str | None = None) -> list[Match]:
        """Every phrase that counts in a normalised text, in order of place; boilerplate is passed over.

        ``folded`` is the text's haystack, where that has been made already.
        """
        places, markers = self._search(text, folded)
        if not markers or not places:
            return [Match(phrase, start, end, True) for start, end, phrase in places]
        zones = zones_of(text, markers)
        return [
            Match(phrase, start, end, kind is None)
            for start, end, phrase in places
            if (kind := zones.kind_at(start)) != "boilerplate"
        ]

    def places(self, text: str) -> list[Place]:
        """Every phrase whose conditions hold in a normalised text, whatever part of the posting it stands in."""
        return self._search(text)[0]

    def _search(self, text: str, folded: str | None = None) -> tuple[list[Place], list[tuple[str, int, int]]]:
        hay = haystack(text) if folded is None else folded
        places: list[Place] = []
        markers: list[tuple[str, int, int]] = []
        for position, start, end in self._find(hay):
            if (marker := self._markers[position]) is not None:
                markers.append((marker, start, end))
            for phrase, condition in self._named[position]:
                if condition is None or condition(text, hay, start, end):
                    places.append((start, end, phrase))
        places.sort(key=itemgetter(0, 1))
        return places, markers

    def hits(self, text: str, folded: str | None = None) -> Hits:
        """The criteria and tools that a normalised text asks for."""
        return hits_of(self.matches(text, folded))


def hits_of(matches: Iterable[Match]) -> Hits:
    """Sum up the matches of one posting."""
    criteria: dict[str, Match] = {}
    tools: dict[tuple[str, str], Match] = {}
    for match in matches:
        phrase = match.phrase
        known = criteria.get(phrase.criterion)
        if known is None or (match.required and not known.required):
            criteria[phrase.criterion] = match
        if phrase.tool is not None:
            tool = (phrase.criterion, phrase.tool)
            known = tools.get(tool)
            if known is None or (match.required and not known.required):
                tools[tool] = match
    return Hits(criteria, tools)


def _condition(alias: Alias) -> Condition | None:
    """What must hold where an alias is found; None where nothing must."""
    checks: list[Condition] = []
    if alias.case:
        written = normalize_spelling(alias.phrase)
        checks.append(lambda text, _, start, end: _spaced(text[start:end]) == written)
    if alias.unless:
        checks.append(_not_inside(needle(alias.phrase), [needle(longer) for longer in alias.unless]))
    if alias.context:
        checks.append(_near([needle(phrase) for phrase in alias.context]))
    if not checks:
        return None
    return lambda text, hay, start, end: all(check(text, hay, start, end) for check in checks)


def _spaced(text: str) -> str:
    return text.replace("\n", " ").replace("-", " ")


def _not_inside(phrase: str, longer: list[str]) -> Condition:
    """The match is no part of a longer phrase that means something else."""
    offsets = [(found.start(), other) for other in longer for found in re.finditer(f"(?={re.escape(phrase)})", other)]

    def holds(text: str, hay: str, start: int, end: int) -> bool:
        del text, end
        return not any(hay.startswith(other, start - offset) for offset, other in offsets if start >= offset)

    return holds


def _near(phrases: list[str]) -> Condition:
    """One of the phrases stands whole within NEAR characters before or after the match."""
    either = "|".join(map(re.escape, sorted(phrases, key=len)))
    search = re.compile(rf"(?<!\w)(?:{either})(?![\w+#])").finditer

    def holds(text: str, hay: str, start: int, end: int) -> bool:
        del text
        low, high = max(0, start - NEAR), end + NEAR
        return any(found.end() <= high for found in search(hay, low, high + 1))

    return holds
