"""CSV, TSV and Excel's variants of CSV: a header, and a posting in each row."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import IO, Any

from skillgap.postings.posting import LONGEST, UnreadableError
from skillgap.postings.sources.content import LARGEST_DOCUMENT, Content, Piece, unreadable
from skillgap.postings.sources.encodings import decode, encoding_of_stream
from skillgap.postings.sources.field_names import TEXT, TITLE, normalize_name

_LONGEST_FIELD = 4 * LONGEST
_LONGEST_LINE = 16 * LONGEST
_DELIMITERS = "\t;,|"


def read_table(content: Content) -> Iterator[Piece]:
    """Read the postings of a table row by row. Raises UnreadableError, or OSError."""
    if content.size <= LARGEST_DOCUMENT:
        text, encoding = decode(content.read())
        yield from _rows(io.StringIO(text, newline=""), encoding, None, content)
        return
    with content.open() as raw:
        codec, encoding = encoding_of_stream(raw)
    with content.open() as raw, io.TextIOWrapper(raw, encoding=codec, newline="") as lines:
        yield from _rows(lines, encoding, raw, content)


def _rows(lines: IO[str], encoding: str, raw: IO[bytes] | None, content: Content) -> Iterator[Piece]:
    start = 0
    head = lines.readline(_LONGEST_LINE)
    delimiter = stated_delimiter(head)
    if delimiter is not None:
        start = lines.tell()
        head = lines.readline(_LONGEST_LINE)
    lines.seek(start)
    delimiter = delimiter or most_likely_delimiter(head)
    shape = "TSV" if delimiter == "\t" else "CSV"
    rows = csv.reader(_bounded(lines), delimiter=delimiter)
    before = csv.field_size_limit(_LONGEST_FIELD)
    try:
        header = next(rows, [])
        for number, row in enumerate(filter(None, rows), 1):
            content.position = raw.tell() if raw is not None else content.position
            yield Piece(_record(header, row), shape, number, encoding)
    except csv.Error as error:
        too_long = "field limit" in str(error)
        reason = f"a field in it is longer than {_LONGEST_FIELD:,} characters" if too_long else str(error)
        raise UnreadableError(reason) from error
    finally:
        csv.field_size_limit(before)


def _record(header: list[str], row: list[str]) -> Any:
    while len(row) > len(header) and not row[-1].strip():
        row.pop()
    if len(row) > len(header):
        reason = f"the row has {len(row)} cells, and the header {len(header)}"
        return unreadable(reason, "put quotation marks around cells that hold the delimiter")
    return {name: value for name, value in zip(header, row, strict=False) if name.strip()}


def stated_delimiter(line: str) -> str | None:
    """The delimiter that the first line states, as Excel writes it: ``sep=;``."""
    line = line.strip("\ufeff\r\n \"'")
    return line[4] if len(line) == 5 and line[:4].lower() == "sep=" else ("\t" if line.lower() == "sep=" else None)


def most_likely_delimiter(head: str) -> str:
    """The delimiter that is most frequent in a header, outside of its quotation marks."""
    outside = "".join(head.split('"')[::2])
    return max(_DELIMITERS, key=outside.count)


def is_header(line: str) -> bool:
    """Return whether a line is the header of a table of postings: short cells, with at least one text column."""
    line = line.strip("\ufeff\r\n")
    try:
        cells = next(csv.reader([line], delimiter=most_likely_delimiter(line)), [])
    except csv.Error:
        return False
    names = {normalize_name(cell) for cell in cells}
    return len(cells) > 1 and all(len(cell) < 60 for cell in cells) and bool(names & _TEXTS) and bool(names & _OTHERS)


_TEXTS = frozenset(TEXT) | {"requirements", "qualifications", "responsibilities"}
_OTHERS = frozenset(TITLE) | {"company", "companyname", "id", "jobid", "location", "date", "url", "link", "employer"}


def _bounded(lines: IO[str]) -> Iterator[str]:
    while line := lines.readline(_LONGEST_LINE):
        if len(line) == _LONGEST_LINE:
            raise csv.Error(f"a line in it is longer than {_LONGEST_LINE:,} characters")
        yield line
