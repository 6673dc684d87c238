"""Sentences of a CV that name or deny criteria of a matrix."""

from __future__ import annotations

import re
from collections.abc import Iterator

from skillgap.labels import strip_control_chars
from skillgap.model.evidence import FoundEvidence
from skillgap.model.matrix import Matrix
from skillgap.postings.clauses import sentence_around
from skillgap.postings.demand import shorten
from skillgap.postings.lines import Lines
from skillgap.postings.matching import Matcher
from skillgap.postings.taxonomy import taxonomy_of
from skillgap.postings.text import normalize

_KNOWING = (
    r"(?:experience|experiences|knowledge|exposure|background|familiarity|familiar|skills?|practice|hands[- ]on|"
    r"trained|expertise|understanding|proficiency|certified|certification|"
    r"erfahrung|erfahrungen|kenntnisse|kenntnis|wissen|praxis)"
)
_DENIAL = re.compile(
    rf"\b(?:not|never|cannot|neither|nor|\w+n't)\b(?! (?:only|just|merely|limited to)\b)"
    rf"|\b(?:no|zero|0|without|little|limited|minimal|insufficient)(?: [\w-]+){{0,5}}? {_KNOWING}\b"
    rf"|\b(?:lack|lacks|lacking|lacked|unfamiliar|inexperienced|novice|beginner)\b"
    rf"|\b(?:none|no use|no years?|0 (?:years?|yrs?|months?))\b"
    rf"|\b(?:yet|want|wants|wish|hope|plan|planning|like|love|eager|keen|going|aim|able|goals?|interested|willing|need)"
    rf" (?:to|in) (?:\w+ )?(?:learn|learning|try|use|explore|study|improve|get into|gain|pick up|work)\b"
    rf"|\b(?:interested in|new to|curious about|to learn)\b"
    rf"|\b(?:currently|now|am|started|began|begun|just|still|self)[- ]learning\b"
    rf"|\bnon-?existent\b|\bonly (?:read|heard|seen|watched)\b|\b(?:have|has|had) (?:just )?heard of\b"
    rf"|\b(?:kein\w*|nicht|nie|niemals|ohne|noch nie|pas|jamais|aucun\w*|sans|nunca|sin|ningun\w*|geen|niet|nooit)\b"
)
"""Words that deny, or that speak of the future. A wrong match is harmless: the person can type the evidence."""
_BARE_NO = re.compile(r"\b(?:no|zero|without|except(?: for)?|excluding|other than|apart from)\W*$")
"""*No Kafka*: the word directly precedes the name it denies."""
_TURN = re.compile(r"[;]|\b(?:but|however|though|although|whereas|aber|sondern|mais|pero|maar)\b")
_HEADING = re.compile(r"#+ |.*:\**$")
_WISHES = re.compile(r"\W*(?:currently )?(?:learning(?: goals)?|wish ?list)\W*")
_WRAPPED = re.compile(
    r"(?<=[^\s.!?:;])\n(?=[a-zß-ÿ])"
    r"|(?<=\b(?:with|have|been|used|that)\b)\n(?=\w)|(?<=\b(?:and|the|for|any|not|yet|mit)\b)\n(?=\w)"
    r"|(?<=\b(?:of|in|to|or|no)\b)\n(?=\w)"
)
"""A line break inside a sentence: the next line begins with small letters, or the last word needs a next word."""
_BULLET = re.compile(r"(?:[-*•·–]|\d+[.)]) ?")


def evidence_in(text: str, source: str, matrix: Matrix) -> tuple[list[FoundEvidence], list[FoundEvidence]]:
    """Find the sentences that name criteria of a matrix, and separately the sentences that deny them, in text order.

    A denied sentence about a criterion is no evidence, even if another clause of it names the criterion again.
    """
    text = _WRAPPED.sub(" ", normalize(text))
    matcher, lines = Matcher(taxonomy_of(matrix)), Lines(text)
    negated = {(found.start, found.phrase.criterion) for found in matcher.matches(text) if found.negated}
    denied_parts = list(_denied_parts(text))
    phrases: dict[tuple[str, str], dict[str, None]] = {}
    denied: set[tuple[str, str]] = set()
    for start, end, phrase in matcher.places(text):
        first, last = sentence_around(text, lines.around(start), start, end)
        sentence = strip_control_chars(shorten(text[first:last]))
        key = (phrase.criterion, sentence)
        phrases.setdefault(key, {})[phrase.text] = None
        if (
            any(low <= start < high for low, high in denied_parts)
            or (start, phrase.criterion) in negated
            or denies(text[first:last], start - first, end - first)
        ):
            denied.add(key)
    found = [(key, FoundEvidence(*key, tuple(names), source)) for key, names in phrases.items()]
    return [evidence for key, evidence in found if key not in denied], [
        evidence for key, evidence in found if key in denied
    ]


def denies(sentence: str, start: int, end: int) -> bool:
    """Return whether the clause at a position of a sentence is a denial or only a wish."""
    folded = sentence.lower().replace("\n", " ")
    turns = [0, *(found.start() for found in _TURN.finditer(folded)), len(folded)]
    begin = max(turn for turn in turns if turn <= start)
    finish = min((turn for turn in turns if turn >= end), default=len(folded))
    return bool(_DENIAL.search(folded, begin, finish) or _BARE_NO.search(folded[begin:start]))


def _denied_parts(text: str) -> Iterator[tuple[int, int]]:
    """Yield the stretches below headings that deny, as *Not yet familiar with:*, up to the next heading.

    Below a line that ends with a colon they end at the first line that is no item of its list.
    """
    place, begun, of_list = 0, None, False
    for line in text.split("\n"):
        words = line.strip("*_ ")
        heading = _HEADING.fullmatch(words) or words.startswith("#")
        item = bool(_BULLET.match(words))
        if begun is not None and (heading or (of_list and words and not item)):
            yield begun, place
            begun = None
        if heading and (_DENIAL.search(words.lower()) or _WISHES.fullmatch(words.lower())):
            begun, of_list = place, not words.startswith("#")
        place += len(line) + 1
    if begun is not None:
        yield begun, place
