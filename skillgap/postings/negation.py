"""Requirements that a posting explicitly excludes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from skillgap.postings.clauses import Clause, names_something
from skillgap.postings.markers import (
    CONTRAST,
    NEEDED,
    NEITHER,
    NO,
    NO_ROLE,
    ONLY,
    ORDINARY,
    REPLACING,
    REQUIRED,
    SUBJECT,
    UNCOUNTED,
    VERBS,
    VERBS_BEFORE,
)

_DENIED_BEFORE = re.compile(
    r"\b(?:without|no|not|don't|doesn't|lacking|ohne|nicht|sans|sin|sem|senza|zonder|missing)\b"
)
_WITHOUT = frozenset({"without", "sin", "sem", "senza", "sans", "zonder", "ohne"})
_AFTER_THE_VERB = frozenset({"kein", "keine", "keinen", "keinerlei", "nicht", "geen", "niet", "pas", "aucun", "aucune"})
_AUXILIARIES = frozenset(
    {"wird", "werden", "est", "sont", "avez", "avons", "hebt", "heb", "musst", "müssen", "hoeft", "hoef"}
)
_PARTICIPLE = re.compile(
    r"\b(?:besoin|nodig|verwendet|benötigt|eingesetzt|genutzt|gebraucht|können|kennen|beherrschen|mitbringen|"
    r"te kennen|te kunnen)\b"
)
_NOT_ABOUT_KNOWING = re.compile(
    r" (?:(?:you |us |candidates )?to(?! know| have| use| learn| bring| be familiar| be experienced)|more|further)\b"
)
_ROLES = r"(?:role|position|job|shop|opportunity|vacancy|internship|company|stack|developers|engineers|people)"
_SHORT = 3
_ENDS_WITH_COPULA = re.compile(r"\b(?:is|are|ist|sind|est|is|zijn)$")
_OPTIONAL_WORD = re.compile(r"\b(?:optional|plus|preferred|desirable|bonus|nice)\b")
_ENGLISH = frozenset({"not", "don't", "doesn't", "isn't", "aren't", "won't", "never"})
_NEAR = 120
_FILLER = re.compile(r" (?:be|es|é|è|se|zu|te)(?: |(?=\w))")
_NO_SQL = re.compile(r"no sql\b(?! (?:required|needed|experience|knowledge|skills))")
"""NoSQL, written as two words."""


_HINT = re.compile(
    rf"(?: (?:\w+ly|be|longer|yet|the|an?|about))*(?:{VERBS.pattern}| {NEEDED.pattern}|[^.;:!?()]{{0,60}} {_ROLES}|"
    r" (?:know|to|es|é|è|se|zu|for))"
)
_HINT_BEFORE = re.compile(r"(?:^|[\n.!?;:(,*•-]|\b(?:but|and|or|aber|pero|mais|ma|maar|mas))\s*$")


def may_negate(text: str, hay: str, marker: str, start: int, end: int) -> bool:
    """Return whether a negation may concern a requirement. The next words exclude most, as in *do not hesitate*."""
    if text[end] == "-":
        return False  # non-technical, no-code
    if marker in NO:
        opens = _HINT_BEFORE.search(text, max(0, start - 6), start)
        return bool(opens or marker in _AFTER_THE_VERB or NEEDED.search(hay, end, end + _NEAR) or _HINT.match(hay, end))
    if marker in _ENGLISH:
        if marker == "not" and (text[end] in ".!;)\n" or text[start - 1] == "(" or text[max(0, start - 2)] == ","):
            return True
        return bool(_HINT.match(hay, end) or (marker in ("never", "don't") and text.find("?", end, end + _NEAR) > 0))
    return True


def negated_spans(sentence: Clause, marker: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the spans that a negation of a sentence excludes."""
    hay = sentence.hay
    if ONLY.match(hay, end, sentence.end):
        return
    if bracket := sentence.bracket_around(start):
        sentence = sentence.within(*bracket)
    clause = sentence.contrasted(start, end)
    if marker in NEITHER:
        yield end, clause.forward_end(start, end)
        return
    if marker in REPLACING:
        yield end, clause.segment_end(start)
        return
    found = (
        _not_needed(clause, start, end)
        or (_no_noun_needed(clause, start, end) if marker in NO else None)
        or _not_done(clause, marker, start, end)
        or _no_role(clause, end)
        or _contrasted(sentence, clause, start, end)
        or (_fragment(sentence, clause, start, end) if marker in NO or marker in ("never", "don't") else None)
    )
    if found:
        yield found


def _not_needed(clause: Clause, start: int, end: int) -> tuple[int, int] | None:
    """``Java is not needed``, and ``it is not necessary to know Java``."""
    negation = clause.hay[start:end]
    needed = end if negation == "unnecessary" else _needed_end(clause, end) if negation != "no" else None
    if needed is None and (filler := _FILLER.match(clause.hay, end, clause.end)):
        needed = _needed_end(clause, filler.end() - 1)
    if needed is None:
        return None
    if names_something(clause.words(clause.start, start)):
        if _DENIED_BEFORE.search(clause.words(clause.start, start)):
            return None
        return clause.backward_start(start), needed
    return needed, clause.forward_end(start, needed)


def _needed_end(clause: Clause, place: int) -> int | None:
    found = NEEDED.match(clause.hay, min(place + 1, clause.end), clause.end)
    return found.end() if found else None


def _no_noun_needed(clause: Clause, start: int, end: int) -> tuple[int, int] | None:
    """``No Java required``."""
    if UNCOUNTED.match(clause.hay, end, clause.end):
        return None
    for found in NEEDED.finditer(clause.hay, end, clause.end):
        between = clause.within(start, clause.end)
        if not names_something(clause.words(end, found.start())):
            return found.end(), clause.forward_end(start, found.end())
        if _DENIED_BEFORE.search(clause.words(end, found.start())):
            return None  # "Candidates without SQL will not be considered"
        if between.backward_start(found.start()) <= start:
            return end, found.start()
        return None
    return None


def _not_done(clause: Clause, marker: str, start: int, end: int) -> tuple[int, int] | None:
    """``We do not use Kafka``, in German *Wir nutzen kein Kafka*."""
    if marker in _WITHOUT:
        return None
    if verb := VERBS.match(clause.hay, end, clause.end):
        if _NOT_ABOUT_KNOWING.match(clause.hay, verb.end()) or ONLY.match(clause.hay, verb.end()):
            return None
        return verb.end(), clause.forward_end(start, verb.end())
    if marker not in _AFTER_THE_VERB:
        return None
    verbs = list(VERBS_BEFORE.finditer(clause.words(clause.start, start)))
    if not verbs:
        return None
    if verbs[-1][0] in _AUXILIARIES and not _PARTICIPLE.search(clause.words(end, clause.end)):
        return None
    verb_start, verb_end = (clause.start + place for place in verbs[-1].span())
    object_first = names_something(clause.words(clause.start, verb_start))
    if marker in ("nicht", "niet") and object_first and not names_something(clause.words(verb_end, start)):
        return clause.start, start  # "Java brauchst du nicht"
    return verb_end, clause.segment_end(start)


def _no_role(clause: Clause, end: int) -> tuple[int, int] | None:
    """``This is not a Java role``."""
    found = NO_ROLE.match(clause.hay, end, clause.end)
    if found is None or not found[1].strip() or ORDINARY.search(found[1]):
        return None
    return found.start(1), found.end(1)


def _contrasted(sentence: Clause, clause: Clause, start: int, end: int) -> tuple[int, int] | None:
    """``Python, not Java`` and ``SQL is required, Java is not``."""
    if clause.hay[start:end] not in ("not", "nicht", "pas", "niet"):
        return None
    before = sentence.hay[sentence.start : start].rstrip()
    rest = sentence.words(end, clause.end).strip(" .!;)")
    if not rest:
        required = REQUIRED.search(before)
        ends_so = _ENDS_WITH_COPULA.search(before) and required and not _OPTIONAL_WORD.search(before)
        return (clause.backward_start(start), start) if ends_so else None
    opens = sentence.text[start - 1 : start] == "(" or sentence.text[max(0, start - 2) : start].startswith(",")
    if opens and len(rest.split()) <= _SHORT and names_something(rest) and not SUBJECT.search(rest):
        return end, clause.segment_end(end)
    return None


def _fragment(sentence: Clause, clause: Clause, start: int, end: int) -> tuple[int, int] | None:
    """``No Java, no Spring.`` and ``Never used Kafka? No problem.``"""
    hay = clause.hay
    asks = sentence.text[sentence.end - 1 : sentence.end] == "?"
    first = next((first for first, last in clause.segments() if first <= start <= last), clause.start)
    if names_something(CONTRAST.split(clause.words(first, start))[-1]):
        return None
    if asks and not names_something(sentence.words(sentence.start, start)):
        return end, sentence.end
    if hay[start:end] not in NO or UNCOUNTED.match(hay, end, clause.end):
        return None
    last = clause.segment_end(end)
    words = clause.words(end, last)
    if hay[start:end] in _WITHOUT or hay[start:end] == "pas" or _NO_SQL.match(hay, start):
        return None
    if len(words.split()) > 4 or SUBJECT.search(words) or REQUIRED.search(words):
        return None
    return end, last
