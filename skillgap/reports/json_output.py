"""Plain data as JSON, piece by piece where it is long."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from json.encoder import encode_basestring_ascii
from typing import TYPE_CHECKING, Any

from pydantic_core import to_json

from skillgap import labels

if TYPE_CHECKING:
    from skillgap.reports.content import Layout

NEXT_LINE = ",\n    "
"""What stands between two entries of a list that has a line for each."""
_NOT_ASCII = re.compile(r"[^\x00-\x7e]")


class Text:
    """A value that is JSON already, in parts that are joined as they are."""

    __slots__ = ("parts",)

    def __init__(self, parts: Iterable[str]) -> None:
        self.parts = parts


def lines(entries: Iterable[str]) -> Text:
    """A list of which each entry, or several joined by NEXT_LINE, is JSON already: each on a line of its own."""
    return Text(_in_brackets(entries))


def _in_brackets(entries: Iterable[str]) -> Iterator[str]:
    before = "[\n    "
    for entry in entries:
        yield before
        yield entry
        before = NEXT_LINE
    yield "[]" if before != NEXT_LINE else "\n  ]"


def line(entry: object) -> str:
    """Plain data as JSON on one line."""
    return to_json(entry).decode()  # in a quarter of the time that the standard library takes


def json_line(data: object) -> str:
    """Plain data as one line of JSON Lines; characters that a terminal could act upon are written as escapes."""
    return _escaped(line(data), labels.UNSAFE) + "\n"


def json_parts(data: dict[str, Any], layout: Layout) -> Iterator[str]:
    """Plain data as JSON. Nothing is replaced; characters that a terminal could act upon are written as escapes."""
    unsafe = _NOT_ASCII if layout.glyphs is labels.ASCII else labels.UNSAFE
    encode = json.JSONEncoder(indent=2, ensure_ascii=False, allow_nan=False).encode
    for at, (key, value) in enumerate(data.items()):
        yield f"{',' if at else '{'}\n  {_escaped(encode(key), unsafe)}: "
        if isinstance(value, Text):
            yield from (_escaped(part, unsafe) for part in value.parts)
        else:
            # No text within JSON breaks a line, so that every line can be moved in.
            yield _escaped(encode(value), unsafe).replace("\n", "\n  ")
    yield "\n}\n"


def _escaped(text: str, unsafe: re.Pattern[str]) -> str:
    """JSON with escapes for what the place it goes to may not have; JSON itself escapes most of that."""
    if text.isascii() and "\x7f" not in text:
        return text
    return unsafe.sub(lambda match: encode_basestring_ascii(match.group())[1:-1], text)
