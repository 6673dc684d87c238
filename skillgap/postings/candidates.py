"""Terms of postings that deserve a criterion: selected by context, spread over employers, with variants merged."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Literal

from skillgap.model.matrix import Alias
from skillgap.postings.ambiguity import AMBIGUOUS
from skillgap.postings.matching import Matcher
from skillgap.postings.page_words import EMPTY, NO_NAME, NOUN_ENDING, PAGE_TERMS, TITLES, VERBS
from skillgap.postings.posting import Entry, Posting
from skillgap.postings.taxonomy import Phrase, Taxonomy, forms_of
from skillgap.postings.technologies import Technology, technologies
from skillgap.postings.terms import MOST_EMPLOYERS_KEPT, Term, Terms, key_of
from skillgap.postings.text import haystack, needle, normalize

FEWEST = 2
"""A term that fewer postings name is no candidate."""
_LEAST_SHARE = 0.015
_LEAST_SHARE_OF_KNOWN = 0.005
"""The same for a technology of the table, which may be a tool in a large group."""
_LONGEST_TITLE = 80
_ALL = 200
_EVERY = 6
"""The first 200 postings and then every sixth are surveyed, which takes no longer than counting all."""
_TECHNICAL = re.compile(r"[A-Z].*[A-Z]|[A-Z]\d|\w[+#]|^\.[A-Z]|[a-z][A-Z]|[a-z]\d[a-z]")
_VOWEL = re.compile(r"[aeiouyäöüéèáíóú]")
_MOSTLY_ASKED = 0.5
_ASKED_SHARE = 0.15
"""A single word needs this share of requirements among its postings. Otherwise it counts as an everyday word."""
_LEAST_SPREAD = 0.25
"""Postings of so many different employers, as a part of all that name it; else it is one employer's own phrase."""
_OF_TITLES = 0.25
"""A phrase in this share of the titles is the role itself."""
_VERB_SHARE = 0.15
"""If so large a part of the lines about a phrase begins with one verb, it is part of the name."""
_SHORT = 3
"""Short forms of so few letters count only as written."""
_MOST_SPELLINGS = 6
_CLOSE = 0.4
_NEARLY = 0.8
"""The longer of *modeling* and *data modeling* stays if it has a large share of the other's postings. If both have
several words, it needs this share."""

Kind = Literal["technology", "skill", "responsibility"]


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something that postings ask for."""

    name: str
    kind: Kind
    aliases: tuple[Alias, ...]
    support: int
    """Estimated number of postings that name it in a requirement. The exact count follows later."""
    group: str | None = None
    """Of a technology."""


@dataclass(slots=True)
class Survey:
    """The result of a first pass over postings."""

    terms: Terms = field(default_factory=Terms)
    known: Counter[str] = field(default_factory=Counter)
    """Number of postings by name of a technology of the table."""
    groups: Counter[str] = field(default_factory=Counter)
    """Number of postings by group of such technologies."""
    titles: Counter[str] = field(default_factory=Counter)
    employers: set[str] = field(default_factory=set)
    roles: Counter[str] = field(default_factory=Counter)
    """The titles in their original spelling."""

    @property
    def role(self) -> str | None:
        """The title that most postings have, if some have the same."""
        title, count = next(iter(self.roles.most_common(1)), ("", 0))
        return title if count >= FEWEST else None


def survey(entries: Iterable[Entry]) -> Survey:
    """Read postings once and collect possible requirements, from the first 200 and every sixth of the rest."""
    found = Survey()
    matcher = table_matcher()
    postings = (entry for entry in entries if isinstance(entry, Posting))
    for number, entry in enumerate(postings):
        if number >= _ALL and number % _EVERY:
            continue
        text = normalize(entry.text)
        employer = entry.employer or entry.id
        found.employers.add(employer.casefold())
        matches = matcher.matches(text, employer=entry.employer)
        named = {match.phrase.criterion for match in matches if not match.negated}
        found.known.update(named)
        found.groups.update({_group_of(name) for name in named})
        found.terms.add(text, employer)
        if entry.title:
            found.roles[" ".join(entry.title.split())[:_LONGEST_TITLE]] += 1
            words = re.findall(r"[^\W\d_][\w+#]*", entry.title)
            spans = [words[at : at + size] for size in (1, 2, 3) for at in range(len(words) - size + 1)]
            found.titles.update({key_of(" ".join(span)) for span in spans})
    return found


@cache
def _groups() -> dict[str, str]:
    return {technology.name: technology.group for technology in technologies()}


def _group_of(name: str) -> str:
    return _groups()[name]


@cache
def table_matcher() -> Matcher:
    """The matcher of the table of technologies."""
    phrases: list[Phrase] = []
    forms: dict[str, tuple[int, ...]] = {}
    for technology in technologies():
        for alias in technology.aliases:
            for form in forms_of(alias):
                if form not in forms:
                    forms[form] = (len(phrases),)
            phrases.append(Phrase(technology.name, None, alias))
    return Matcher(Taxonomy(tuple(phrases), forms))


def candidates(found: Survey) -> list[Candidate]:
    """The terms worth a criterion, the most frequent first, each with its variants as aliases."""
    least = max(FEWEST, round(_LEAST_SHARE * found.terms.postings))
    rare = max(1, round(_LEAST_SHARE_OF_KNOWN * found.terms.postings))
    named = [technology for technology in technologies() if found.known[technology.name] >= rare]
    chosen = [_of_table(technology, found.known[technology.name]) for technology in named]
    covered = {form for candidate in chosen for alias in candidate.aliases for form in forms_of(alias)}
    rest = {
        key: term
        for key, term in found.terms.found.items()
        if key not in covered and not any(haystack(spelling) in covered for spelling in term.spellings)
    }
    expansions = _expansions(found.terms.acronyms, rest)
    fresh = [one for key, term in rest.items() if (one := _of_term(key, term, found, least)) is not None]
    fresh.sort(key=lambda candidate: (-candidate.support, candidate.name.casefold()))
    names = [needle(alias.phrase) for candidate in chosen for alias in candidate.aliases if " " in alias.phrase]
    return sorted(
        [*chosen, *(_outside_names(candidate, names) for candidate in _without_overlaps(fresh, expansions, covered))],
        key=lambda candidate: (-candidate.support, candidate.name.casefold()),
    )


def _outside_names(one: Candidate, names: Iterable[str]) -> Candidate:
    """A candidate whose aliases do not count inside the names of technologies: BI not in Power BI."""
    aliases = []
    for alias in one.aliases:
        phrase = needle(alias.phrase)
        longer = [name for name in names if f" {phrase} " in f" {name} " and name != phrase]
        aliases.append(replace(alias, unless=tuple(longer)) if longer else alias)
    return replace(one, aliases=tuple(aliases))


def _of_table(technology: Technology, support: int) -> Candidate:
    return Candidate(technology.name, "technology", technology.aliases, support, technology.group)


def _of_term(key: str, term: Term, found: Survey, least: int) -> Candidate | None:
    """Return a term as a candidate, or None if it is no skill or too few postings ask for it."""
    spelling = _best_spelling(term)
    small = found.terms.small[key] if " " not in key else 0
    words = {key, key.split()[0], spelling.lower()}
    if (
        words & NO_NAME
        or key in VERBS
        or TITLES.intersection(key.split())
        or _is_role(key, found)
        or _is_of_one_employer(term, found)
    ):
        return None
    asked = term.asked + term.done
    if _is_name(key, spelling, term, small, least):
        support = max(term.named, asked, term.listed)
        if spelling[0].isdigit() or key in PAGE_TERMS or key in EMPTY or len(key) < 2:
            return None
        one = _named(spelling, key, small, support)
    elif " " not in key and asked < max(least, (_ASKED_SHARE if NOUN_ENDING.search(key) else _MOSTLY_ASKED) * small):
        return None
    else:
        one = _phrased(spelling, term, asked)
    return one if one.support >= least and term.studied <= one.support / 2 else None


def _is_name(key: str, spelling: str, term: Term, small: int, least: int) -> bool:
    """Return whether a word looks like a name: dbt, n8n, CPR, or with a capital where most words are small."""
    if " " in key:
        return False
    if _TECHNICAL.search(spelling):
        return term.named > small
    if spelling[:1].isupper() and spelling[1:].islower():
        return term.named >= 2 * small + 1
    return term.listed >= least and not _VOWEL.search(key)


def _is_of_one_employer(term: Term, found: Survey) -> bool:
    """Return whether few employers use a term, relative to its postings: then it is their own phrase."""
    if len(found.employers) <= FEWEST:
        return False
    spread = len(term.employers) / min(sum(term.spellings.values()), MOST_EMPLOYERS_KEPT)
    return len(term.employers) < FEWEST or spread < _LEAST_SPREAD


def _named(spelling: str, key: str, small: int, support: int) -> Candidate:
    acronym = bool(spelling.isupper() or re.search(r"[/&]", spelling))
    case = (acronym and len(spelling) <= _SHORT) or key in AMBIGUOUS or (not acronym and small > 0)
    plural = (Alias(phrase=f"{spelling}s", case=True),) if case and acronym else ()
    aliases = (Alias(phrase=spelling, case=case), *plural)
    return Candidate(spelling, "skill" if acronym else "technology", aliases, support)


def _phrased(spelling: str, term: Term, asked: int) -> Candidate:
    kind: Kind = "responsibility" if term.done > term.asked else "skill"
    name = _capitalized(spelling)
    if kind == "responsibility" and term.verbs:
        verb, count = term.verbs.most_common(1)[0]
        if count >= max(FEWEST, _VERB_SHARE * term.done) and verb in VERBS:
            name = f"{verb.capitalize()} {_small(spelling)}"
    written = [spelling.lower(), *(other.lower() for other, _ in term.spellings.most_common(_MOST_SPELLINGS))]
    return Candidate(name, kind, tuple(Alias(phrase=phrase) for phrase in dict.fromkeys(written)), asked)


def _is_role(key: str, found: Survey) -> bool:
    """Return whether a term is the name of the role itself: *data engineering* of data engineers."""
    return max(found.titles[key], found.titles[key.removesuffix("ing")]) > _OF_TITLES * found.terms.postings


def _best_spelling(term: Term) -> str:
    """The spelling that most postings use; short forms in singular."""
    spelling = term.spellings.most_common(1)[0][0]
    return re.sub(r"(?<=[A-Z]{2})s$", "", spelling)


def _small(phrase: str) -> str:
    return " ".join(word if re.search(r"[A-Z].*[A-Z]|\d", word) else word.lower() for word in phrase.split())


def _capitalized(phrase: str) -> str:
    low = _small(phrase)
    return low[:1].upper() + low[1:]


def _is_either(key: str, keys: Mapping[str, Candidate]) -> bool:
    """Return whether a term is two terms with a slash: *ETL/ELT*."""
    parts = key.split("/")
    return len(parts) > 1 and any(part in keys for part in parts)


def _expansions(acronyms: Counter[tuple[str, str]], terms: Mapping[str, Term]) -> dict[str, tuple[str, ...]]:
    """Return, by key, the expansions of terms in the postings themselves: *Key performance indicators (KPI)*."""
    found: dict[str, tuple[str, ...]] = {}
    for (short, full), count in acronyms.items():
        if count >= FEWEST or key_of(full) in terms:
            found.setdefault(key_of(short), (full,))
    return found


def _without_overlaps(
    ordered: list[Candidate], expansions: Mapping[str, tuple[str, ...]], covered: set[str]
) -> list[Candidate]:
    """Merge variants into one candidate. If a phrase contains another, keep the more specific phrase."""
    keys = {key_of(candidate.aliases[0].phrase): candidate for candidate in ordered}
    aliases: dict[str, list[Alias]] = {key: list(candidate.aliases) for key, candidate in keys.items()}
    dropped: set[str] = set()
    for short, fulls in expansions.items():
        if short in keys:
            aliases[short] += [Alias(phrase=full) for full in fulls]
            dropped.update(map(key_of, fulls))
    for key in keys:
        if key not in dropped and (other := key.removesuffix("ing")) != key and other in keys:
            less, more = sorted((key, other), key=lambda name: keys[name].support)
            aliases[more] += aliases[less]  # data model, data modeling
            dropped.add(less)
    dropped |= {key for key in keys if _is_either(key, keys) or _has_part(key, covered)}
    for key, candidate in keys.items():
        if key not in dropped:
            dropped |= _overlapping(key, candidate, keys, dropped)
    return list(_with_free_aliases(keys, aliases, dropped, set(covered)))


def _has_part(key: str, covered: set[str]) -> bool:
    """Return whether a phrase contains the name of a technology: *dbt models*."""
    words = key.split()
    return len(words) > 1 and any(
        " ".join(words[first:last]) in covered
        for first in range(len(words))
        for last in range(first + 1, len(words) + 1)
    )


def _overlapping(key: str, one: Candidate, keys: Mapping[str, Candidate], dropped: set[str]) -> set[str]:
    """Which of a phrase and the longer ones that it is part of are not worth a criterion."""
    close = _CLOSE if " " not in key else _NEARLY
    longer = {other for other in keys if other != key and other not in dropped and f" {key} " in f" {other} "}
    if one.kind != "technology" and any(keys[other].support >= close * one.support for other in longer):
        return {key}
    return longer


def _with_free_aliases(
    keys: Mapping[str, Candidate], aliases: Mapping[str, list[Alias]], dropped: set[str], taken: set[str]
) -> Iterator[Candidate]:
    """Yield the remaining candidates, each with its aliases that name no other candidate."""
    for key, candidate in keys.items():
        fresh = []
        for alias in aliases[key] if key not in dropped else ():
            if not taken.intersection(forms_of(alias)):
                fresh.append(alias)
                taken.update(forms_of(alias))
        if fresh:
            yield replace(candidate, aliases=tuple(fresh))
