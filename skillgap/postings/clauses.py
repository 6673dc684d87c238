"""The scope of a word such as *preferred* or *not* in its sentence: clauses, lists and brackets."""

from __future__ import annotations

import re
from collections.abc import Iterator

from skillgap.postings.lines import Line, names_nothing
from skillgap.postings.markers import (
    ADJECTIVES,
    AMOUNT,
    AMOUNTABLE,
    CONTRAST,
    COPULAR,
    FORWARD,
    FUNCTION_WORDS,
    REQUIRED,
    REQUIREMENT_NOUN,
    SUBJECT,
)

_LONGEST_SENTENCE = 400
_ABBREVIATION = re.compile(
    r"(?:\b(?:e\.g|i\.e|etc|incl|min|max|approx|z\.b|bzw|ca|vs|p\.ex|d\.h|u\.a|o\.ä|ggf|inkl|mind|st|dr|no|nr|ph\.d|ex|b\.v|"
    r"bijv|o\.a|es|m\.s|b\.s|u\.s|sog)|\b[a-z])$",
    re.I,
)
_SENTENCE_END = re.compile(r"[.!?](?=\s)|;|[•|](?=\s)")
_SEPARATOR = re.compile(r"[,،、，](?=[\s\W])| - |: |(?<=\w)\s?/\s(?=\w)")
_BRACKETS = re.compile(r"[()\[\]]")
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)?[+#]*")
_COPULA = re.compile(
    r"(?:is|are|be|also|considered|but|and|would be|still|ist|sind|wäre|wären|auch|very|always|highly|particularly|"
    r"especially|extremely|greatly|much|especially|sehr|as)$"
)
_PLURAL = re.compile(r"(?:are|sind|wären|sont|seraient|son|serían|zijn|são|seriam|sono|sarebbero)(?: \w+)?$")
_CLAUSE_OF_ITS_OWN = re.compile(r"\b(?:is|would be|ist|wäre|est|serait|es|sería|é|seria|è|sarebbe)(?: \w+)?$")
_CONJUNCTIONS = re.compile(r"(?<![\w-])(?:and|or|und|oder|sowie|et|ou|y|e|o|u|en|of|as well as|nor|noch|&)(?![\w-])")
_PREDICATE_FOLLOWS = re.compile(
    r" ?(?:$|[.,;:!?)\]\n•|*]|(?:but|and|or|although|though|not|by|for this|aber|über)\b| - )"
)
_LABEL = re.compile(r"[^:.,;]{0,40}:(?=\s|\*|$)")
_SUBORDINATE = re.compile(r" ?(?:which|was|what|dan|so|dann|ce qui|lo que|o que)\b")
_FRAGMENT = re.compile(r"\s*(?!(?:you|we|i|they|the|our|this|du|sie|wir|ihr|vous|nous)\b)[^.!?;\n]{1,60}[.!?;]", re.I)
_MOST_FRAGMENT_WORDS = 5
_DENIES = re.compile(
    r"(?:not|n't|no|never|nicht|kein|pas|ni|non|niet|geen|não)(?: (?:just|only|merely|be|considered|a|an))*$"
)


def sentence_around(text: str, line: Line, start: int, end: int) -> tuple[int, int]:
    """Return the sentence at a position in a line. A very long line is cut to the length of a long sentence."""
    first, last = max(line.start, start - _LONGEST_SENTENCE), min(line.end, end + _LONGEST_SENTENCE)
    begin = first
    for found in _sentence_ends(text, first, start):
        begin = found
    finish = next(_sentence_ends(text, end, last), last)
    return begin, finish


def _sentence_ends(text: str, first: int, last: int) -> Iterator[int]:
    for found in _SENTENCE_END.finditer(text, first, last):
        if found[0] != "." or not _ABBREVIATION.search(text, max(0, found.start() - 8), found.start()):
            yield found.end()


def fragments_end(text: str, hay: str, place: int, last: int) -> int:
    """Return the end of the short sentences without a verb after a label such as *Required:*."""
    while place < last and (found := _FRAGMENT.match(text, place, last)):
        words = hay[place : found.end()]
        if len(words.split()) > _MOST_FRAGMENT_WORDS or ":" in words or REQUIRED.search(words):
            break
        place = found.end()
    return place


def is_denied(hay: str, first: int, start: int) -> bool:
    """Return whether *not* directly precedes a position: ``Python is not optional``."""
    return bool(_DENIES.search(hay[max(first, start - 30) : start].rstrip()))


def names_something(words: str) -> bool:
    """Return whether the text names a possible requirement, and not only *which is*."""
    return any(word not in FUNCTION_WORDS for word in _WORD.findall(words))


class Clause:
    """A sentence, or the part of it around a marker, split into segments at commas."""

    def __init__(self, text: str, hay: str, start: int, end: int) -> None:
        self.text, self.hay, self.start, self.end = text, hay, start, end

    def within(self, start: int, end: int) -> Clause:
        """A part of the clause."""
        return Clause(self.text, self.hay, start, end)

    def words(self, start: int, end: int) -> str:
        """The folded words between two places, with brackets inside them left out."""
        words = self.hay[start:end]
        return re.sub(r"\([^()]*\)", lambda found: " " * len(found[0]), words) if "(" in words else words

    def bracket_around(self, place: int) -> tuple[int, int] | None:
        """Return the inside of the brackets around a position."""
        depth, opening = 0, None
        opened: list[int] = []
        for found in _BRACKETS.finditer(self.text, self.start, place):
            if found[0] in "([":
                opened.append(found.end())
            elif opened:
                opened.pop()
        if not opened:
            return None
        opening, depth = opened[-1], 1
        for found in _BRACKETS.finditer(self.text, place, self.end):
            depth += 1 if found[0] in "([" else -1
            if not depth:
                return opening, found.start()
        return opening, self.end

    def contrasted(self, start: int, end: int) -> Clause:
        """Return the part between the contrasts (*but*, *while*) around a stretch, if it names a requirement."""
        first, last = self.start, self.end
        for found in CONTRAST.finditer(self.words(self.start, start)):
            if names_something(self._bare(self.start + found.end(), start)) or not names_something(
                self._bare(first, self.start + found.start())
            ):
                first = self.start + found.end()
        for found in CONTRAST.finditer(self.words(end, self.end)):
            last = end + found.start()
            break
        return self.within(first, last)

    def _bare(self, start: int, end: int) -> str:
        return REQUIRED.sub(" ", self.words(start, end))

    def segments(self) -> list[tuple[int, int]]:
        """The stretches between commas, dashes and colons outside of brackets."""
        cuts = [self.start]
        depth_words = self.text[self.start : self.end]
        if "(" in depth_words:
            depth_words = re.sub(r"\([^()]*\)", lambda found: "x" * len(found[0]), depth_words)
        ends = []
        for found in _SEPARATOR.finditer(depth_words.replace("\n", " ")):
            ends.append(self.start + found.start())
            cuts.append(self.start + found.end())
        return list(zip(cuts, [*ends, self.end], strict=True))

    def backward_start(self, start: int) -> int:
        """Return the start of the subject or list that a predicate at ``start`` refers to."""
        segments = [(first, min(last, start)) for first, last in self.segments() if first <= start]
        at = len(segments) - 1
        linked = False
        while at > 0 and not names_something(self.words(*segments[at])):  # "Kafka, which is a plus"
            words = self.words(*segments[at])
            linked |= bool(_PLURAL.search(words.rstrip()) or "etc" in words)
            at -= 1
        first, last = segments[at]
        words = self.words(first, last)
        required = [first + found.end() for found in REQUIRED.finditer(words) if not is_denied(words, 0, found.start())]
        if required:
            return required[-1]
        joined = list(_CONJUNCTIONS.finditer(self._written(first, last)))
        before = words.rstrip()
        if joined and _CLAUSE_OF_ITS_OWN.search(before) and SUBJECT.search(words[: joined[-1].start()]):
            return first + joined[-1].end()  # "You write SQL and Kafka is a plus"
        linked |= bool(joined or _PLURAL.search(before))
        while linked and at > 0:
            first_before, last_before = segments[at - 1]
            words = self.words(first_before, last_before)
            if self.text[last_before : last_before + 2] == ": " or self.text[last_before : last_before + 3] == " - ":
                break
            if SUBJECT.search(words) or _CONJUNCTIONS.search(self._written(first_before, last_before)):
                break
            at -= 1
        return segments[at][0]

    def forward_end(self, start: int, end: int) -> int:
        """Return the end of the list after a word such as *ideally*, which spans ``start`` to ``end``."""
        segments = [(max(first, end), last) for first, last in self.segments() if last > end]
        if not segments:
            return self.end
        leading = not names_something(self.words(self.start, start))
        finish = segments[0][1]
        if not names_something(self.words(*segments[0])):  # "ideally, Kafka"
            segments = segments[1:]
            finish = segments[0][1] if segments else finish
        pending: list[int] = []
        for number, (first, last) in enumerate(segments[1:], 1):
            words = self.words(first, last)
            joined = _CONJUNCTIONS.search(self._written(first, last))
            opens = joined is not None and not words[: joined.start()].strip()
            if REQUIRED.search(words) or (SUBJECT.search(words) and not opens):
                break
            if SUBJECT.search(words) and opens:
                break
            pending.append(last)
            if leading:
                finish = last
            elif joined:
                if not (opens and number == 1):
                    finish = last
                break
        return finish

    def segment_end(self, place: int) -> int:
        """Return the end of the segment at a position."""
        return next((last for _, last in self.segments() if last > place), self.end)

    def _written(self, start: int, end: int) -> str:
        """Small letters with their hyphens, so that *e-commerce* holds no Italian *e*."""
        return self.text[start:end].lower().replace("\n", " ")


def optional_span(clause: Clause, marker: str, start: int, end: int) -> tuple[int, int] | None:
    """Return the span that a marker makes nice to have, or None."""
    if is_denied(clause.hay, clause.start, start):
        return None
    bracket = clause.bracket_around(start)
    if bracket:
        inside = clause.within(*bracket)
        if names_something(inside.words(bracket[0], start) + " " + inside.words(end, bracket[1])):
            return optional_span_in(inside, marker, start, end)
        if marker in AMOUNTABLE:
            return None
        outside = clause.within(clause.start, bracket[0] - 1)
        return outside.contrasted(bracket[0] - 1, bracket[0] - 1).backward_start(bracket[0] - 1), bracket[0] - 1
    return optional_span_in(clause, marker, start, end)


def optional_span_in(sentence: Clause, marker: str, start: int, end: int) -> tuple[int, int] | None:
    """Return the span as :func:`optional_span` does, but without looking at brackets."""
    hay = sentence.hay
    before = hay[sentence.start : start].rstrip()
    if marker in AMOUNTABLE and AMOUNT.match(hay, end, sentence.end):
        return None
    if marker in COPULAR and not _COPULA.search(before):
        return None
    if _is_label(sentence, start, end):
        return start, sentence.end  # "Nice to have: Kafka"
    clause = sentence.contrasted(start, end)
    if marker in ADJECTIVES and marker not in FORWARD:
        if noun := REQUIREMENT_NOUN.match(hay, end, clause.end):
            if names_something(clause.words(noun.end(), clause.end)):
                return start, clause.forward_end(start, noun.end())
            if names_something(clause.words(clause.start, start)):
                return clause.backward_start(start), noun.end()
        elif not _PREDICATE_FOLLOWS.match(sentence.text, end, end + 12):
            # "the preferred way" is no requirement, but "Preferred CISSP" at the beginning is one.
            described = before.strip("*-•# ") or marker == "optional"
            return None if described else (start, clause.forward_end(start, end))
    if marker in FORWARD:
        return start, clause.forward_end(start, end)
    return _either_way(sentence, clause, start, end)


def _is_label(sentence: Clause, start: int, end: int) -> bool:
    label = _LABEL.match(sentence.text, end, sentence.end)
    if not label or names_something(REQUIREMENT_NOUN.sub(" ", " " + sentence.hay[end : label.end()])):
        return False
    first = [first for first, _ in sentence.segments() if first <= start][-1]
    return not names_something(sentence.words(first, start))


def _either_way(sentence: Clause, clause: Clause, start: int, end: int) -> tuple[int, int] | None:
    """Return the span that a predicate refers to: the text before it, else the text after it.

    Look first in its segment, then around it.
    """
    first, last = next(
        ((first, last) for first, last in clause.segments() if first <= start <= last), (clause.start, clause.end)
    )
    if names_something(before := clause.words(first, start)) and not names_nothing(before):
        return clause.backward_start(start), end
    if names_something(clause.words(end, last)) and not _SUBORDINATE.match(clause.words(first, start)):
        return start, clause.forward_end(start, end)
    if names_something(clause.words(clause.start, start)):
        return clause.backward_start(start), end
    if names_something(sentence.hay[end : sentence.end]):
        return start, clause.forward_end(start, end)
    if names_something(sentence.words(sentence.start, start)):
        return sentence.backward_start(clause.start), end
    return None
