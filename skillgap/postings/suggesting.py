"""Terms that many postings ask for and no phrase of a taxonomy covers."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from skillgap.model.matrix import Alias
from skillgap.model.schema import plain
from skillgap.postings.candidates import FEWEST, Candidate, candidates, survey
from skillgap.postings.counting import PostingCounter, tally
from skillgap.postings.matching import Matcher
from skillgap.postings.posting import Posting
from skillgap.postings.taxonomy import Phrase, Taxonomy, forms_of
from skillgap.postings.text import normalize

__all__ = ["FEWEST", "Suggestion", "suggestions", "suggestions_yaml"]

_COUNTED = 3
"""So many times the terms asked for are counted, since counting changes their order."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A term, its variants, and the number of postings that ask for it."""

    term: str
    postings: int
    aliases: tuple[Alias, ...] = ()


def suggestions(
    entries: Callable[[bool], Iterable[Posting]], covering: Matcher | None = None, limit: int = 40
) -> list[Suggestion]:
    """Return the terms that most postings ask for, the most frequent first, except terms that ``covering`` finds.

    ``entries`` gives the postings twice, with True for the first time: once to find terms, once to
    count them as ``build`` would.
    """
    found = [candidate for candidate in candidates(survey(entries(True))) if not _is_covered(candidate, covering)]
    chosen = found[: limit * _COUNTED]
    if not chosen:
        return []
    total = PostingCounter(by_title=True)
    for _ in tally(entries(False), _matcher_of(chosen), total):
        pass
    counted = [
        Suggestion(candidate.name, total.criteria[str(number)], candidate.aliases)
        for number, candidate in enumerate(chosen)
    ]
    counted.sort(key=lambda suggestion: (-suggestion.postings, suggestion.term.casefold()))
    return [suggestion for suggestion in counted if suggestion.postings >= FEWEST][:limit]


def _is_covered(one: Candidate, covering: Matcher | None) -> bool:
    """Return whether a phrase of the taxonomy occurs in the term, or names it."""
    if covering is None:
        return False
    return any(covering.places(normalize(alias.phrase)) for alias in one.aliases)


def _matcher_of(chosen: Iterable[Candidate]) -> Matcher:
    phrases: list[Phrase] = []
    forms: dict[str, tuple[int, ...]] = {}
    for number, candidate in enumerate(chosen):
        for alias in candidate.aliases:
            for form in forms_of(alias):
                forms.setdefault(form, (len(phrases),))
            phrases.append(Phrase(str(number), None, alias))
    return Matcher(Taxonomy(tuple(phrases), forms))


def suggestions_yaml(found: Iterable[Suggestion]) -> str:
    """Criteria to paste into a section of a matrix."""
    from skillgap.postings.drafting import unique_id
    from skillgap.store.yaml_writer import document

    taken: set[str] = set()
    criteria: list[dict[str, Any]] = [
        {
            "id": unique_id(suggestion.term, taken),
            "name": suggestion.term,
            "postings": suggestion.postings,
            "aliases": [plain(alias) for alias in suggestion.aliases],
        }
        for suggestion in found
    ]
    return document({"criteria": criteria}) if criteria else ""
