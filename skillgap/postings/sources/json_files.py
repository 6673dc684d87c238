"""JSON in one piece, and JSON lines of any size."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import partial
from typing import IO

from skillgap.postings.posting import UnreadableError
from skillgap.postings.sources.content import LARGEST_FILE, Content, Piece, unreadable
from skillgap.postings.sources.encodings import decode
from skillgap.postings.sources.nesting import is_plain, pieces_of
from skillgap.store.yaml_errors import json_sentence

LONGEST_LINE = 16_000_000
"""Maximum bytes of a line of JSON Lines."""


def read_json(content: Content) -> Iterator[Piece]:
    """Read postings of one JSON document. Raises UnreadableError."""
    text, encoding = decode(content.read(LARGEST_FILE))
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        place = f"{content.name}:{error.lineno}" if isinstance(error, json.JSONDecodeError) else ""
        found = unreadable(_reason(error))
        yield Piece(type(found)(place, found.reason), "JSON", None, encoding)
        return
    yield from pieces_of(data, "JSON", encoding)


def read_json_lines(content: Content) -> Iterator[Piece]:
    """Read postings of JSON lines one by one."""
    with content.open() as lines:
        yield from pieces_of_lines(lines, content)


def pieces_of_lines(lines: IO[bytes], content: Content, first: int = 1) -> Iterator[Piece]:
    """Yield the postings of lines, starting with this line number. The content's position is updated."""
    if content.head.startswith((b"\xff\xfe", b"\xfe\xff")):
        text, encoding = decode(content.read())
        for number, line in enumerate(text.split("\n"), first):
            if line.strip():
                yield from _pieces_of_line(line, number, encoding)
        return
    for number, data in enumerate(iter(partial(lines.readline, LONGEST_LINE), b""), first):
        content.position += len(data)
        if not data.strip():
            continue
        if len(data) == LONGEST_LINE:
            content.position += _skip_line(lines)
            yield Piece(unreadable(f"it is longer than {LONGEST_LINE:,} bytes"), "JSON lines", number)
            continue
        try:
            text, encoding = _decode_line(data)
        except UnreadableError as error:
            yield Piece(unreadable(error.reason, error.hint), "JSON lines", number)
            continue
        yield from _pieces_of_line(text, number, encoding)


def _decode_line(data: bytes) -> tuple[str, str]:
    try:
        return data.decode().removeprefix("\ufeff"), "UTF-8"  # by far the most lines
    except UnicodeDecodeError:
        return decode(data)


def _pieces_of_line(text: str, number: int, encoding: str) -> Iterator[Piece]:
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        yield Piece(unreadable(_reason(error)), "JSON lines", number, encoding)
        return
    if not isinstance(data, dict | list) or (isinstance(data, dict) and is_plain(tuple(data))):
        yield Piece(data, "JSON lines", number, encoding)
        return
    try:
        for piece in pieces_of(data, "JSON lines", encoding):
            yield Piece(piece.record, piece.shape, number, encoding, piece.shared)
    except UnreadableError as error:
        yield Piece(unreadable(error.reason, error.hint), "JSON lines", number, encoding)


def _skip_line(lines: IO[bytes]) -> int:
    """Pass over the rest of a line; returns how many bytes that was."""
    passed = 0
    while part := lines.readline(LONGEST_LINE):
        passed += len(part)
        if part.endswith(b"\n"):
            break
    return passed


def _reason(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"it is not JSON: {json_sentence(error.msg)}"
    return "it is nested too deeply" if isinstance(error, RecursionError) else "a number in it has thousands of digits"
