"""Messages for rejected YAML text: one plain sentence, its position, and a hint."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import NoReturn

from yaml.error import YAMLError

from skillgap.errors import DataError, Diagnostic, path_text

BYTE_ORDER_MARK = "\ufeff"
LINE_BREAK = re.compile(r"\r\n?|\n")

MAX_DEPTH = 32
"""Maximum nesting depth of collections."""
TOO_DEEP = (f"the file is nested more than {MAX_DEPTH} deep", "use fewer levels of nesting")
_SENTENCES: dict[str, tuple[str, str]] = {
    "mapping values are not allowed in this context": (
        "a colon makes a key where no key can be",
        "put text that contains a colon and a space in quotes, and check the indentation",
    ),
    "could not find expected ':'": (
        "this text is no key, since no colon follows it",
        "write `key: value`; text that goes on over several lines is indented deeper than its key",
    ),
    "found character that cannot start any token": (
        "this character cannot begin a value",
        "put the text in quotes; indent with spaces, not with tabs",
    ),
    "found unexpected end of stream": (
        "the quoted text that begins here is never closed",
        "add the closing quote",
    ),
    "found unexpected document indicator": (
        "the quoted text that begins here is cut off by a line that begins with --- or ...",
        "add the closing quote, or indent that line",
    ),
    "found unknown escape character": (
        "this text in double quotes has a backslash escape that does not exist",
        r"write \\ for a backslash, or put the text in single quotes",
    ),
    "did not find expected hexdecimal number": (
        "this text in double quotes has an escape without its hexadecimal digits",
        r"write \\ for a backslash, or put the text in single quotes",
    ),
    "found invalid Unicode character escape code": (
        "this text in double quotes has an escape that names no character",
        "write the character itself",
    ),
    "did not find expected ',' or ']'": (
        "a list in [ ] lacks a comma or its closing bracket",
        "separate the items with commas and close the list with ]",
    ),
    "did not find expected ',' or '}'": (
        "a mapping in { } lacks a comma or its closing brace",
        "separate the entries with commas and close the mapping with }",
    ),
    "did not find expected key": (
        "this line does not continue the mapping it is in",
        "give all keys of one mapping the same indentation, and close every quote and bracket before",
    ),
    "did not find expected '-' indicator": (
        "this line does not continue the list it is in",
        "begin every item with a dash at the same indentation",
    ),
    "did not find expected node content": ("a value is missing here", "write the value, or null for none"),
    "found a tab character that violates indentation": (
        "a tab is used for indentation",
        "indent with spaces",
    ),
    "found a tab character where an indentation space is expected": (
        "a tab is used for indentation",
        "indent with spaces",
    ),
    "block sequence entries are not allowed in this context": (
        "a list item cannot begin here",
        "put each item on a line of its own; put text that begins with a dash and a space in quotes",
    ),
    "mapping keys are not allowed in this context": (
        "a question mark and a space are not allowed here",
        "put text that begins with a question mark in quotes",
    ),
    "did not find expected alphabetic or numeric character": (
        "this character cannot begin a value",
        "put the text in quotes",
    ),
}
_OF_JSON = {
    "Expecting value": "a value is missing here",
    "Expecting property name enclosed in double quotes": "a key in double quotes is missing here",
    "Expecting ':' delimiter": "a colon is missing here",
    "Expecting ',' delimiter": "a comma or a closing bracket is missing here",
    "Extra data": "there is more behind its end",
    "Unterminated string starting at": "the text that begins here is never closed",
    "Invalid control character at": "text in quotes holds a control character here, which has to be escaped",
    "Invalid \\escape": "this backslash begins no escape that JSON knows",
    "Invalid \\uXXXX escape": "this escape lacks its four hexadecimal digits",
    "Illegal trailing comma before end of object": "there is a comma before a closing brace",
    "Illegal trailing comma before end of array": "there is a comma before a closing bracket",
}
_POINT_AT_BEGINNING = (
    "could not find expected ':'",
    "found unexpected end of stream",
    "found unexpected document indicator",
)


def position(text: str, offset: int) -> tuple[int, int]:
    """Return line and column of an offset, from 1 and in characters; a byte order mark has no width."""
    return position_among(line_starts(text), offset)


def line_starts(text: str) -> list[int]:
    """Return the offsets of the line starts of a text. The first is after a byte order mark."""
    first = 1 if text.startswith(BYTE_ORDER_MARK) else 0
    return [first, *(found.end() for found in LINE_BREAK.finditer(text))]


def position_among(starts: Sequence[int], offset: int) -> tuple[int, int]:
    """Return line and column of an offset, as :func:`position` does, from known line starts."""
    line = max(bisect_right(starts, offset), 1)
    return line, max(offset - starts[line - 1], 0) + 1


def refuse(text: str, file: str, offset: int, message: str, hint: str, path: Sequence[str | int] = ()) -> NoReturn:
    """Raise DataError for the text at ``offset``."""
    line, column = position(text, min(offset, len(text)))
    raise DataError(Diagnostic(message, file, line, column, path_text(path), hint))


def character_name(character: str) -> str:
    """Name a character that cannot be shown, as in ``U+202E (right-to-left override)``."""
    import unicodedata  # only an error needs it

    name = unicodedata.name(character, "").lower()
    if unicodedata.category(character) == "Cc":
        name = "a control character"
    return f"U+{ord(character):04X} ({name})" if name else f"U+{ord(character):04X}"


def json_sentence(complaint: str) -> str:
    """Return a plain sentence for an error of Python's JSON parser."""
    return _OF_JSON.get(complaint.removesuffix(": "), f"{complaint[:1].lower()}{complaint[1:]}")


def explain(error: YAMLError, length: int) -> tuple[int, str, str]:
    """Return the offset, a plain sentence and a hint for an error that libyaml found in a text of ``length``."""
    problem = str(getattr(error, "problem", None) or "it cannot be read")
    default = (
        f"this is not valid YAML: {problem}",
        "check the quotes, brackets and indentation near this place",
    )
    message, hint = TOO_DEEP if problem == "exceeded maximum nesting depth" else _SENTENCES.get(problem, default)
    mark = getattr(error, "problem_mark", None)
    if mark is None or problem in _POINT_AT_BEGINNING:
        mark = getattr(error, "context_mark", None) or mark
    return (length if mark is None else mark.index), message, hint
