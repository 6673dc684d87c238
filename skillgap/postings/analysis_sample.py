"""The sample size of an analysis: every candidate number, and the choice among them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from skillgap.errors import DataError, Diagnostic, truncate
from skillgap.postings.analysis_numbers import read_whole, whole_number
from skillgap.postings.analysis_outline import Part, Table, Text
from skillgap.postings.analysis_words import (
    FUNCTION_WORDS,
    POSTINGS,
    ROUGH_BEFORE,
    SAMPLE_LABEL,
    clean_heading,
    is_mention,
    names_only_postings,
)

_START = r"(?<![\w.,'’%–—-])"
_WHOLE = whole_number("size")
_LABELLED = re.compile(
    rf"(?<![\w-])(?:{SAMPLE_LABEL}|{POSTINGS}(?=\s*[:=]))"
    r"(?:\s*(?:[:=–—-]|\b(?:is|was|of|are|ist|war|es|est|von)\b)\s*|\s+(?=\d))(?P<value>[^;]{1,120})",
    re.I,
)
_FIRST = re.compile(
    rf"\W{{0,3}}{_WHOLE}(?P<rough>\s?\+|\s?k\b|\s?[–-]\s?\d)?(?=\s*(?:$|[.,;:()\[\]–—|/-]|{FUNCTION_WORDS}\b))", re.I
)
_COUNTED = re.compile(
    rf"{_START}{_WHOLE}(?P<rough>\s?\+|\s?k\b)?(?P<between>[ \u00a0](?:[^\W\d][\w/&’'-]*,? ){{0,5}}?){POSTINGS}(?!\w)",
    re.I,
)
_SAMPLE_ROW = re.compile(SAMPLE_LABEL, re.I)
_EQUALS = re.compile(rf"\bn\s*=\s*{_WHOLE}(?![\w%])", re.I)
_OUT_OF = re.compile(rf"(?:\bof|/|\bvon|\bde|\bsur)\s*{_WHOLE}(?=\s*(?:$|[)\]]|{POSTINGS}\b))", re.I)
_RANGE = re.compile(r"(?:\d\s?[–—-]|\bbetween \d+ and|\d (?:to|bis|a|à|and|und|y|et))\s*$", re.I)
_YEAR = re.compile(r"(?:19|20)\d\d")
_SIFTED_AFTER = re.compile(
    r"\s*(?:[\w-]+ ){0,3}?(?:duplicat|unique|distinct|different|relevant|remain|valid|usable|ones\b|left\b"
    r"|after\b|remov|exclud"
    r"|discard|nach\b|dublett|doppelt|bereinig|relevante|übrig|duplicad|únic|tras\b|doublon|après\b|restant)",
    re.I,
)
_SIFTED_BEFORE = re.compile(
    r"(?:leaving|left|kept|retained|removed|removing|removal of|excluded|excluding|discarded|dropped"
    r"|remaining|down to"
    r"|filtered to|narrowed to|net|minus|ohne|entfernt|behalten|sin|quedaron|sans|gardé|restent)[:\s]*(?:the "
    r"|only |just )?$",
    re.I,
)
"""Words around a number that mark it as the postings kept, or left out, by a selection."""
_NEAR = 60
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[^\W\d_a-z]|\d)")


@dataclass(frozen=True, slots=True)
class Statement:
    """A number that may be the sample size: its words and its position.

    It is ``labelled`` if a label such as 'Sample size' names it. It is ``governing`` if its
    position makes it apply to a table: a heading, or the text right above a table. ``rough`` is the
    reason if it is not exact. ``heading`` is the heading that it is under, unless that is the
    document's first.
    """

    size: int
    sentence: str
    line: int
    labelled: bool = False
    governing: bool = False
    rough: str = ""
    heading: str = ""


def statements_in(text: Text, *, governing: bool = False, heading: str = "") -> Iterator[Statement]:
    """Every number in a text that may be the sample."""
    found: dict[int, Statement] = {}
    for start, sentence in _sentences(text.text):
        numbers = list(_numbers(sentence))
        for at, size, labelled, rough in numbers:
            line = text.line_at(start + at)
            # The first reading of a number holds: a label says more than the words behind it.
            found.setdefault(start + at, Statement(size, sentence, line, labelled, governing, rough, heading))
    if found:
        # 'Sample size: 120 (80 after removing duplicates)': which of the two was counted is not known.
        for at, size in _sifted_numbers(text.text):
            found.setdefault(at, Statement(size, text.text, text.line_at(at), governing=True))
    yield from found.values()


def _sifted_numbers(text: str) -> Iterator[tuple[int, int]]:
    for at, size, end in _whole_numbers(text):
        if _SIFTED_AFTER.match(text[end : end + 60]) or _SIFTED_BEFORE.search(text[max(at - 40, 0) : at]):
            yield at, size


def _sentences(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    for boundary in _SENTENCE.finditer(text):
        yield start, text[start : boundary.start()]
        start = boundary.end()
    yield start, text[start:]


def _numbers(sentence: str) -> Iterator[tuple[int, int, bool, str]]:
    """The place, size, whether labelled and why it is not exact, of each number of postings in a sentence."""
    for label in _LABELLED.finditer(sentence):
        start, value = label.start("value"), label["value"]
        # Of several numbers behind a label, as in 'Sample: 4 boards, 60 postings', that of postings counts.
        found = _counted_in(value) or _FIRST.match(value)
        if found:
            rough = _why_rough(value, found, year=False)
            yield start + found.start("size"), read_whole(found["size"]), True, rough
    for found in _EQUALS.finditer(sentence):
        yield found.start("size"), read_whole(found["size"]), False, ""
    for found in _COUNTED.finditer(sentence):
        if not _is_mention(sentence, found):
            yield found.start("size"), read_whole(found["size"]), False, _why_rough(sentence, found, year=True)


def _whole_numbers(text: str) -> Iterator[tuple[int, int, int]]:
    """The place, size and end of every whole number in a text but for years."""
    for found in re.finditer(rf"{_START}{_WHOLE}(?![\w%])", text):
        if not _YEAR.fullmatch(found["size"]):
            yield found.start("size"), read_whole(found["size"]), found.end("size")


def _counted_in(value: str) -> re.Match[str] | None:
    return next((found for found in _COUNTED.finditer(value) if names_only_postings(found["between"])), None)


def _is_mention(sentence: str, found: re.Match[str]) -> bool:
    if not names_only_postings(found["between"]):
        return True
    before, after = _around(sentence, found.start("size"), found.end())
    # '12 of 40 postings ask for it' states the 40, whatever is said of the 12.
    if re.search(r"\d\s*(?:/|of|out of|von|de|sur)\s*(?:the |los |las |les |den )?$", before, re.I):
        return False
    return is_mention(before, after)


def _around(text: str, start: int, end: int) -> tuple[str, str]:
    """Return the text right before and right after a position. A stranger's sentence may be of any length."""
    return text[max(start - _NEAR, 0) : start], text[end : end + _NEAR]


def _why_rough(text: str, found: re.Match[str], *, year: bool) -> str:
    before, _ = _around(text, found.start("size"), found.end())
    if found["rough"] or ROUGH_BEFORE.search(before):
        return "it is not exact"
    if _RANGE.search(before):
        return "it is a range"
    return "it may be a year" if year and _YEAR.fullmatch(found["size"]) else ""


def statements_of(parts: Sequence[Part]) -> list[Statement]:
    """Every number in a document that may be the sample, in the order of lines."""
    found: list[Statement] = []
    first = next((at for at, part in enumerate(parts) if part.heading), 0)
    for at, part in enumerate(parts):
        below = bool(part.tables) or _has_tables_below(parts, at)
        if part.heading:
            found += statements_in(part.heading, governing=below, heading=part.title)
        heading = part.title if below and at > first else ""
        for text in (*part.paragraphs, *part.items):
            found += statements_in(text, governing=bool(part.tables) and not text.listed, heading=heading)
        for table in part.tables:
            found += _statements_in_table(table)
    return sorted(found, key=lambda statement: statement.line)


def numbers_of(parts: Sequence[Part]) -> dict[int, int]:
    """Return every whole number in headings, paragraphs and lists, with its line: each may be the sample size."""
    found: dict[int, int] = {}
    for part in parts:
        for text in (*([part.heading] if part.heading else []), *part.paragraphs, *part.items):
            for at, size, _ in _whole_numbers(text.text):
                found.setdefault(size, text.line_at(at))
    return {size: line for size, line in found.items() if size > 1}


def _statements_in_table(table: Table) -> Iterator[Statement]:
    """The numbers in the titles of a table, as in 'Count (n=60)', or in the rows of one that describes the sample."""
    for title in table.titles:
        for found in (*_EQUALS.finditer(title), *_OUT_OF.finditer(title)):
            sentence = f"the column '{truncate(title)}'"
            yield Statement(read_whole(found["size"]), sentence, table.line, governing=True)
    for text in summary_rows(table):
        yield from statements_in(text)


def summary_rows(table: Table) -> list[Text]:
    """The rows of a table that describes the sample, each as a label and its value; none of any other table."""
    if len(table.titles) != 2 or not any(_SAMPLE_ROW.fullmatch(row.cells[0].strip(" :*")) for row in table.rows):
        return []
    return [Text(f"{row.cells[0].rstrip(': ')}: {row.cells[1]}", row.line, depth=1) for row in table.rows]


def _has_tables_below(parts: Sequence[Part], at: int) -> bool:
    for part in parts[at + 1 :]:
        if part.level <= parts[at].level:
            return False
        if part.tables:
            return True
    return False


def choose_sample(
    statements: Sequence[Statement], file: str, *, denominators: Iterable[tuple[int, int]] = ()
) -> Statement:
    """Return the statement of the sample. Raise DataError if it is missing, or if several differ.

    ``denominators`` are the totals of counts such as 21/23, with their lines. They decide if
    nothing else does.
    """
    exact = [statement for statement in statements if not statement.rough]
    labelled = [statement for statement in exact if statement.labelled]
    competing = exact
    if labelled:
        # A label holds against a number in passing, but not against one that a table stands under.
        size = labelled[0].size
        competing = [*labelled, *(other for other in exact if not other.labelled and other.governing)]
        competing.sort(key=lambda statement: (statement.size != size, statement.line))
    if not competing:
        return _from_cells(denominators, file) or _not_stated(statements, file)
    first = labelled[0] if labelled else competing[0]
    sizes: dict[int, Statement] = {}
    for statement in sorted(competing, key=lambda statement: statement.line):
        sizes.setdefault(statement.size, statement)
    if len(sizes) > 1:
        raise DataError(_several(list(sizes.values()), file))
    if first.size < 1:
        hint = "state how many postings were read, or say it with --sample-size N"
        raise DataError(Diagnostic("the sample holds no posting", file, first.line, hint=hint))
    return first


def _from_cells(denominators: Iterable[tuple[int, int]], file: str) -> Statement | None:
    found = dict(reversed(list(denominators)))
    statements = [Statement(size, f"every count is out of {size:,}", line) for size, line in found.items()]
    if len(statements) > 1:
        raise DataError(_several(sorted(statements, key=lambda statement: statement.line), file))
    return statements[0] if statements else None


def _several(statements: list[Statement], file: str) -> Diagnostic:
    first, *others = statements
    message = f"the sample is stated as {first.size:,} postings on line {first.line} and as " + " and as ".join(
        f"{other.size:,} on line {other.line}" for other in others
    )
    hint = "say which is the sample with --sample-size N"
    if headings := [statement.heading for statement in statements if statement.heading]:
        hint = f"if it is about several roles, choose one, as in --only '{clean_heading(headings[-1])}'; else {hint}"
    return Diagnostic(message, file, others[0].line, hint=hint)


def _not_stated(statements: Sequence[Statement], file: str) -> Statement:
    rough = next((statement for statement in statements if statement.rough), None)
    if rough:
        message = f"'{truncate(rough.sentence)}' does not say how many postings were read: {rough.rough}"
        hint = "give the number of postings with --sample-size N"
        raise DataError(Diagnostic(message, file, rough.line, hint=hint))
    looked_for = "'Sample set: 20 postings', 'Sample size: 20' or 'Number of postings reviewed: 20'"
    hint = f"looked for {looked_for}; or say it with --sample-size N"
    raise DataError(Diagnostic("the number of postings analysed is not stated", file, hint=hint))
