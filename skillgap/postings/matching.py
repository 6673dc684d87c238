"""Matching a taxonomy's phrases in a posting: their positions, and whether they are required."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from operator import itemgetter
from typing import NamedTuple

from skillgap.model.matrix import Alias
from skillgap.postings.ambiguity import ambiguity_checks, is_ambiguous, never_inside
from skillgap.postings.automaton import Automaton
from skillgap.postings.markers import MARKERS, NEGATIONS
from skillgap.postings.taxonomy import NEAR, Phrase, Taxonomy
from skillgap.postings.text import haystack, needle, normalize_spelling
from skillgap.postings.zones import zones_of

Condition = Callable[[str, str, int, int], bool]
"""Decides whether a match counts. Arguments: normalized text, haystack, start, end."""


Place = tuple[int, int, Phrase]
"""The start and end of a phrase in a normalized text, and the phrase."""

_LEGAL_FORM = re.compile(
    r"[ ,]+(?:inc|llc|ltd|limited|gmbh|"
    r"ag|se|sa|s\.a|bv|b\.v|nv|n\.v|plc|corp|corporation|co|company|group|holding|ab|as|oy|"
    r"srl|spa|s\.p\.a|kg|mbh|& co|pty|pvt|sas|sarl)\.?$"
)


class Match(NamedTuple):
    """A phrase at its position in a normalized text.

    ``required`` is False if the posting calls it nice to have. ``negated`` is True if the posting
    excludes it.
    """

    phrase: Phrase
    start: int
    end: int
    required: bool
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Hits:
    """The criteria and tools that a posting asks for, each with its best phrase.

    That is the first one required, or else the first one. ``negated`` has the criteria that the
    posting names only to exclude them.
    """

    criteria: Mapping[str, Match]
    tools: Mapping[tuple[str, str], Match]
    """The hits by criterion and tool."""
    negated: Mapping[str, Match] = field(default_factory=dict)


class Matcher:
    """Finds a taxonomy's phrases; made once, used for every posting."""

    def __init__(self, taxonomy: Taxonomy) -> None:
        # Behind a space, short markers such as "no" are not looked at in every word that has them inside.
        spaced = {f"{before}{marker}": marker for marker in NEGATIONS for before in " ("}
        needles = sorted({*taxonomy.forms, *(MARKERS.keys() - NEGATIONS), *spaced})
        phrases = taxonomy.phrases
        conditions = [_condition(phrase.alias) for phrase in phrases]
        self._named = [tuple((phrases[at], conditions[at]) for at in taxonomy.forms.get(form, ())) for form in needles]
        self._markers = [spaced.get(form, form if form in MARKERS else None) for form in needles]
        self._find = Automaton(needles).find

    def matches(self, text: str, folded: str | None = None, employer: str | None = None) -> list[Match]:
        """Every phrase that counts in a normalized text, in order of place; boilerplate is passed over.

        ``folded`` is the text's haystack if that has been made already. A phrase inside the
        employer's own name does not count.
        """
        hay = haystack(text) if folded is None else folded
        places, markers = self._search(text, hay)
        if employer:
            places = _outside_name(places, hay, employer)
        if not markers or not places:
            return [Match(phrase, start, end, True) for start, end, phrase in places]
        zones = zones_of(text, hay, markers, [start for start, _, _ in places])
        return [
            Match(phrase, start, end, kind is None, kind == "negated")
            for start, end, phrase in places
            if (kind := zones.kind_at(start)) != "boilerplate"
        ]

    def places(self, text: str) -> list[Place]:
        """Return every phrase whose conditions are met in a normalized text, in any part of the posting."""
        return self._search(text, haystack(text))[0]

    def _search(self, text: str, hay: str) -> tuple[list[Place], list[tuple[str, int, int]]]:
        places: list[Place] = []
        markers: list[tuple[str, int, int]] = []
        for position, start, end in self._find(hay):
            if (marker := self._markers[position]) is not None:
                markers.append((marker, end - len(marker), end))
            for phrase, condition in self._named[position]:
                if condition is None or condition(text, hay, start, end):
                    places.append((start, end, phrase))
        places.sort(key=itemgetter(0, 1))
        return places, markers

    def hits(self, text: str, folded: str | None = None, employer: str | None = None) -> Hits:
        """The criteria and tools that a normalized text asks for."""
        return hits_of(self.matches(text, folded, employer))


def _outside_name(places: list[Place], hay: str, employer: str) -> list[Place]:
    """The places that are not part of the employer's own name."""
    name = needle(employer)
    while (shorter := _LEGAL_FORM.sub("", name)) != name:
        name = shorter
    if len(name) < 2 or name not in hay:
        return places
    spans = [found.span() for found in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", hay)]
    return [place for place in places if not any(start <= place[0] and place[1] <= end for start, end in spans)]


def hits_of(matches: Iterable[Match]) -> Hits:
    """Sum up the matches of one posting."""
    criteria: dict[str, Match] = {}
    tools: dict[tuple[str, str], Match] = {}
    negated: dict[str, Match] = {}
    for match in matches:
        phrase = match.phrase
        if match.negated:
            negated.setdefault(phrase.criterion, match)
            continue
        known = criteria.get(phrase.criterion)
        if known is None or (match.required and not known.required):
            criteria[phrase.criterion] = match
        if phrase.tool is not None:
            tool = (phrase.criterion, phrase.tool)
            known = tools.get(tool)
            if known is None or (match.required and not known.required):
                tools[tool] = match
    return Hits(criteria, tools, {name: match for name, match in negated.items() if name not in criteria})


def _condition(alias: Alias) -> Condition | None:
    """Return the condition for a match of an alias, or None if every match counts."""
    checks: list[Condition] = []
    stated = alias.case or alias.unless or alias.context
    ambiguous = is_ambiguous(alias.phrase)
    if alias.case or (ambiguous and not stated):
        written = normalize_spelling(alias.phrase)
        checks.append(lambda text, _, start, end: _spaced(text[start:end]) == written)
    never = [*map(needle, alias.unless), *(never_inside(alias.phrase) if ambiguous else ())]
    if never:
        checks.append(_not_inside(needle(alias.phrase), never))
    if ambiguous:
        checks += ambiguity_checks(alias.phrase)
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
    """Return the condition that a phrase occurs in full within NEAR characters before or after the match."""
    either = "|".join(map(re.escape, sorted(phrases, key=len)))
    search = re.compile(rf"(?<!\w)(?:{either})(?![\w+#])").finditer

    def holds(text: str, hay: str, start: int, end: int) -> bool:
        del text
        low, high = max(0, start - NEAR), end + NEAR
        return any(found.end() <= high for found in search(hay, low, high + 1))

    return holds
