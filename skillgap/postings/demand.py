"""The requirements of one posting in terms of one matrix: criteria, further names, and hard requirements."""

from __future__ import annotations

import re
from collections.abc import Iterator

from skillgap.model.matrix import Matrix
from skillgap.postings.clauses import sentence_around
from skillgap.postings.hard_requirements import requirements_in
from skillgap.postings.lines import BULLET, Lines
from skillgap.postings.matching import Match, Matcher, hits_of
from skillgap.postings.posting import Posting
from skillgap.postings.taxonomy import taxonomy_of
from skillgap.postings.text import haystack, normalize
from skillgap.scoring.posting_match import AskedCriterion, HardRequirement, PostingDemand

LONGEST_SENTENCE = 300
"""Maximum characters of a sentence in the result."""
MOST_OTHER_TERMS = 40
_MOST_WORDS = 4
_WORD = re.compile(r"[^\W_][\w+#./'-]*[\w+#]|[^\W_]")
_SENTENCE = re.compile(r"[^.!?;\n]+(?:\.(?=\w)[^.!?;\n]+)*")


def demand_of(posting: Posting, matrix: Matrix, *, others: bool = True) -> PostingDemand:
    """Find the requirements of a posting. ``others`` is whether names that no criterion covers are looked for too."""
    text = normalize(posting.text)
    matches = Matcher(taxonomy_of(matrix)).matches(text, haystack(text), posting.employer)
    hits, lines = hits_of(matches), Lines(text)
    in_order = {criterion.id: position for position, criterion in enumerate(matrix.criteria)}

    def stated(found: Match, criterion: str) -> AskedCriterion:
        return AskedCriterion(criterion, found.phrase.text, _sentence(text, lines, found), found.required)

    asked = sorted(
        (stated(found, name) for name, found in hits.criteria.items()), key=lambda one: in_order[one.criterion]
    )
    return PostingDemand(
        title=posting.title,
        employer=posting.employer,
        source=posting.source,
        asked=tuple(asked),
        denied=tuple(stated(found, name) for name, found in hits.negated.items()),
        other_terms=tuple(_other_terms(text, matches)) if others else (),
        hard=tuple(_hard_requirements(text, matches, {entry.id for entry in matrix.criteria if entry.mandatory})),
    )


def _sentence(text: str, lines: Lines, found: Match) -> str:
    line = lines.around(found.start)
    start, end = sentence_around(text, line, found.start, found.end)
    return shorten(text[start:end])


def shorten(sentence: str) -> str:
    """Return a sentence on one line without its bullet, of at most LONGEST_SENTENCE characters."""
    line = BULLET.sub("", " ".join(sentence.split()).strip(" #*"))
    return line if len(line) <= LONGEST_SENTENCE else f"{line[: LONGEST_SENTENCE - 1]}…"


def _other_terms(text: str, matches: list[Match]) -> Iterator[str]:
    """Yield the names of common technologies outside of every phrase of the matrix, each once."""
    from skillgap.postings.technologies import technologies

    exact: dict[str, str] = {}
    folded: dict[str, str] = {}
    for technology in technologies():
        for alias in technology.aliases:
            (exact if alias.case else folded).setdefault(
                alias.phrase if alias.case else alias.phrase.casefold(), technology.name
            )
    covered = {place for found in matches for place in range(found.start, found.end)}
    words = [(found.start(), found.end()) for found in _WORD.finditer(text)]
    seen: set[str] = set()
    position = 0
    while position < len(words) and len(seen) < MOST_OTHER_TERMS:
        start, step = words[position][0], 1
        for size in range(min(_MOST_WORDS, len(words) - position), 0, -1):
            term = text[start : words[position + size - 1][1]]
            name = exact.get(term) or folded.get(term.casefold())
            if name is not None:
                if start not in covered and name not in seen:
                    seen.add(name)
                    yield name
                step = size
                break
        position += step


def _hard_requirements(text: str, matches: list[Match], mandatory: set[str]) -> Iterator[HardRequirement]:
    """Yield the hard requirements, each kind once a sentence, with the mandatory criteria that the sentence names."""
    for found in _SENTENCE.finditer(text):
        for kind in requirements_in(found[0]):
            criteria = dict.fromkeys(
                match.phrase.criterion
                for match in matches
                if found.start() <= match.start < found.end() and not match.negated
            )
            yield HardRequirement(kind, shorten(found[0]), tuple(name for name in criteria if name in mandatory))
