"""Terms that many postings name and no phrase covers: candidates for a taxonomy."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from skillgap.postings.matching import Matcher
from skillgap.postings.reading import Entry, Posting
from skillgap.postings.text import normalize

FEWEST = 2
"""In fewer postings a term is no candidate."""
_KEPT = 200_000
"""Above so many different terms the rarest are forgotten, so that memory stays within bounds."""

_REST = r"(?:[\w+#]|\.(?=\w))*"
_WORD = rf"(?:[A-Z]{_REST}(?:/[A-Z]{_REST})*|[a-z]+[A-Z0-9]{_REST}|\w+[+#]+|\.[A-Z]\w+)"
_TERM = re.compile(rf"(?<![\w.]){_WORD}(?:[ -]{_WORD}){{0,2}}(?![\w+#])")
_SMALL_WORD = re.compile(r"(?<!\w)[^\W\dA-Z_]+(?!\w)")
_SENTENCE_START = re.compile(r"(?:^|[\n.!?:;•*#|>()\"-])\s*$")
_COMMON = frozenset({
    "a", "about", "all", "an", "and", "any", "are", "as", "at", "be", "bachelor", "benefits", "by", "can",
    "company", "data", "design", "develop", "do", "engineer", "engineering", "english", "equal", "experience",
    "for", "from", "full", "has", "have", "help", "how", "if", "in", "is", "it", "job", "key", "knowledge",
    "location", "more", "must", "new", "no", "not", "of", "on", "or", "our", "people", "qualifications", "remote",
    "requirements", "responsibilities", "role", "senior", "skills", "strong", "support", "team", "that", "the",
    "their", "there", "these", "they", "this", "to", "we", "what", "when", "who", "why", "will", "with", "work",
    "working", "years", "you", "your", "i", "ii", "iii", "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december", "monday", "friday", "analyst", "cv",
    "description", "eur", "gbp", "id", "level", "manager", "overview", "specialist", "summary", "title", "type", "url",
    "usd",
})  # fmt: skip
"""Words that begin sentences and headings, and name nothing to learn."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A term, and how many postings name it."""

    term: str
    postings: int


def suggestions(entries: Iterable[Entry], matcher: Matcher) -> Iterator[Suggestion]:
    """Capitalised and technical terms that no phrase of the matcher covers, the most frequent first.

    A capital at the beginning of a sentence alone makes no term, nor does a word that as many postings write small.
    Each posting counts once for a term, in singular or plural.
    """
    counts: Counter[str] = Counter()
    small: Counter[str] = Counter()
    spellings: dict[str, str] = {}
    for entry in entries:
        if isinstance(entry, Posting):
            text = normalize(entry.text)
            terms = {_key(term): term for term in _terms(text, matcher)}
            counts.update(terms.keys())
            for key, term in terms.items():
                spellings.setdefault(key, term)
            small.update(counts.keys() & set(_SMALL_WORD.findall(text)))
            if len(counts) > _KEPT:
                counts = Counter(dict(counts.most_common(_KEPT // 2)))
                spellings = {key: spellings[key] for key in counts}
                small = Counter({key: small[key] for key in counts if key in small})
    for key, count in sorted(counts.items(), key=lambda one: (-one[1], one[0])):
        if count >= FEWEST and count > small[key]:
            yield Suggestion(spellings[key], count)


def _key(term: str) -> str:
    """What a term is counted under: KPIs under KPI, however else it is written."""
    singular = term[:-1] if term.endswith("s") and len(term) > 2 and term[:-1].isupper() else term
    return singular.casefold()


def _terms(text: str, matcher: Matcher) -> Iterator[str]:
    covered = bytearray(len(text))
    for start, end, _ in matcher.places(text):
        covered[start:end] = b"\1" * (end - start)
    for found in _TERM.finditer(text):
        start, end = found.span()
        words = found[0].split(" ")
        if _SENTENCE_START.search(text, max(0, start - 4), start) and words[0][1:].islower():
            start += len(words.pop(0)) + 1
        while words and words[0].casefold() in _COMMON:
            start += len(words.pop(0)) + 1
        while words and words[-1].casefold() in _COMMON:
            words.pop()
        term = " ".join(words)
        if len(term) > 1 and not any(covered[start:end]) and not term.rstrip("+#").isdigit():
            yield term
