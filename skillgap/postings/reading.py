"""Postings from files and folders, one after the other, whatever they were saved as.

A posting that cannot be read is told, never dropped: it comes as :class:`Unreadable` with the reason.
"""

from __future__ import annotations

import csv
import datetime
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import IO, Any

from skillgap.errors import DataError, Diagnostic, system_reason
from skillgap.postings.html_reader import plain_text, postings_in_page
from skillgap.store.files import points_outside
from skillgap.store.yaml_errors import json_sentence

LONGEST = 1_000_000
"""How many characters a posting may have; what is longer is no posting."""
_LONGEST_FIELD = 4 * LONGEST
_LONGEST_LINE = 16 * LONGEST
_LARGEST = 256_000_000
"""How many bytes a file may have that has to be read whole."""

Record = Mapping[str, Any]

_TITLE = ("title", "job_title", "jobTitle", "position", "name")
_TEXT = ("description", "job_description", "jobDescription", "description_text", "text", "body", "content")
_MORE = (
    "responsibilities",
    "qualifications",
    "skills",
    "experienceRequirements",
    "educationRequirements",
    "requirements",
)
_EMPLOYER = ("hiringOrganization", "company", "company_name", "companyName", "employer", "organization")
_DATE = ("datePosted", "date_posted", "posted_at", "published", "date")
_ID = ("identifier", "id", "job_id", "jobId", "url", "job_url")
_LISTS = ("@graph", "postings", "jobs", "results", "items", "data")
_NOTHING = frozenset({"", "nan", "none", "null"})
_SHORT = 5
_DEEPEST = 32
_HALF = re.compile("[\ud800-\udfff]")
_LINES = (".jsonl", ".ndjson")


@dataclass(frozen=True, slots=True)
class Posting:
    """One job posting; ``source`` is its file and, where that holds several, its line, row or number."""

    id: str
    source: str
    text: str
    employer: str | None = None
    date: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A posting, or a file of postings, that could not be read."""

    source: str
    reason: str


Entry = Posting | Unreadable


@dataclass(slots=True)
class BytesRead:
    """How many bytes of the inputs have been read so far."""

    bytes: int = 0


def read(inputs: Iterable[Path], text_field: str | None = None, consumed: BytesRead | None = None) -> Iterator[Entry]:
    """Read postings from files, and from all files in folders by name, as they are asked for.

    ``text_field`` names the field that holds the text where it goes by a name of its own; ``consumed`` is kept up
    to date. Raises DataError where an input does not exist, or needs a package that is not installed.
    """
    for file in files_of(inputs):
        if isinstance(file, Unreadable):
            yield file
        else:
            yield from read_file(file, text_field, consumed)


def files_of(inputs: Iterable[Path]) -> Iterator[Path | Unreadable]:
    """The files given, and those in the folders given; DataError where an input does not exist.

    A folder is read as far as it goes itself: no link in it leads elsewhere.
    """
    for path in inputs:
        if not path.exists():
            raise DataError(Diagnostic("there is no such file or folder", str(path), hint="check the name"))
        yield from _inside(path, path) if path.is_dir() else (path,)


def _inside(folder: Path, whole: Path) -> Iterator[Path | Unreadable]:
    try:
        names = sorted(folder.iterdir())
    except OSError as error:
        yield Unreadable(str(folder), f"the folder cannot be read: {_reason(error)}")
        return
    for path in names:
        if path.name.startswith("."):
            continue
        if points_outside(path, whole) or (path.is_symlink() and path.is_dir()):
            yield Unreadable(str(path), "it is a link that leads elsewhere; name what it leads to")
        elif path.is_dir():
            yield from _inside(path, whole)
        else:
            yield path


def read_file(path: Path, text_field: str | None = None, consumed: BytesRead | None = None) -> Iterator[Entry]:
    """Read the postings of one file."""
    consumed = consumed or BytesRead()
    reader = _READERS.get(path.suffix.lower())
    if reader is None:
        yield Unreadable(str(path), f"files of this kind are not read; known are {', '.join(_READERS)}")
        return
    if path.exists() and not path.is_file():  # a pipe or a device might never end
        yield Unreadable(str(path), "it is no regular file")
        return
    try:
        size = path.stat().st_size
        if reader in _WHOLE and size > _LARGEST:
            yield Unreadable(str(path), f"it is larger than {_LARGEST // 1_000_000} MB; JSON Lines may have any size")
            return
        end, found = consumed.bytes + size, False
        for source, record in reader(path, consumed):
            found = True
            yield record if isinstance(record, Unreadable) else posting_of(record, source, path.stem, text_field)
        if not found:
            yield Unreadable(str(path), "it holds no posting")
        consumed.bytes = end
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        yield Unreadable(str(path), _reason(error))


def _reason(error: Exception) -> str:
    if isinstance(error, UnicodeDecodeError):
        return "it is not UTF-8 text"
    if isinstance(error, json.JSONDecodeError):
        return f"it is not JSON: {json_sentence(error.msg)}"
    if isinstance(error, RecursionError):
        return "it is nested too deeply"
    if isinstance(error, ValueError):
        return "a number in it has thousands of digits"
    if isinstance(error, csv.Error) and "field limit" in str(error):
        return f"a field in it is longer than {_LONGEST_FIELD:,} characters"
    return system_reason(error) if isinstance(error, OSError) else str(error)


def posting_of(record: object, source: str, fallback_id: str, text_field: str | None = None) -> Entry:
    """A posting out of a record with fields, found by the names that schema.org and job boards use."""
    try:
        return _posting_of(record, source, fallback_id, text_field)
    except RecursionError as error:
        return Unreadable(source, _reason(error))


def _posting_of(record: object, source: str, fallback_id: str, text_field: str | None) -> Entry:
    if not isinstance(record, Mapping):
        return Unreadable(source, "it is no record with fields")
    if text_field is not None and text_field not in record:
        return Unreadable(source, f"it has no field {text_field}")
    names = _TEXT if text_field is None else (text_field,)
    text = _first(record, names)
    more = [f"{_heading(name)}\n{stated}" for name in _MORE if (stated := _words(record.get(name)))]
    if not text and not more:
        return Unreadable(source, f"it has no text in any of the fields {', '.join(names)}")
    whole = "\n\n".join([*filter(None, [_first(record, _TITLE), text]), *more])
    if len(whole) > LONGEST:
        return Unreadable(source, f"it is longer than {LONGEST:,} characters")
    identifier = _first(record, _ID) or (source if ":" in Path(source).name else fallback_id)
    return Posting(
        _whole(identifier), _whole(source), whole, _first(record, _EMPLOYER) or None, _date(_first(record, _DATE))
    )


def _heading(name: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).capitalize() + ":"


def _first(record: Record, names: Iterable[str], deep: int = 0) -> str:
    return next((words for name in names if (words := _words(record.get(name), deep))), "")


def _words(value: object, deep: int = 0) -> str:
    """A field as text: lists are lines, and of a nested record its name or value counts.

    Raises RecursionError for what is nested deeper than any posting, however deep the reading itself is.
    """
    if deep > _DEEPEST:
        raise RecursionError
    if isinstance(value, str):
        value = _whole(value.strip())
        return "" if len(value) < _SHORT and value.lower() in _NOTHING else plain_text(value).strip()
    if isinstance(value, bool) or value is None:
        return ""
    if isinstance(value, int):
        return str(value)
    if isinstance(value, list | tuple):
        return "\n".join(filter(None, (_words(item, deep + 1) for item in value)))
    if isinstance(value, Mapping):
        return _first(value, ("value", "name", "description", "@id"), deep + 1)
    return str(value) if isinstance(value, datetime.date) else ""


def _whole(text: str) -> str:
    """The text with a mark for each half of a character, which JSON and names of files can hold and no output can."""
    return text if text.isascii() else _HALF.sub("\ufffd", text)


def _date(stated: str) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(stated[:10])
    except ValueError:
        return None


Pairs = Iterator[tuple[str, object]]


def _read_text(path: Path, _: BytesRead) -> Pairs:
    text = path.read_text(encoding="utf-8-sig")
    yield str(path), {"text": text, "id": path.stem} if text.strip() else Unreadable(str(path), "it is empty")


def _read_page(path: Path, _: BytesRead) -> Pairs:
    found = postings_in_page(path.read_bytes())
    for number, record in enumerate(found, 1):
        yield str(path) if len(found) == 1 else f"{path}:{number}", {"id": path.stem, **record}


def _read_json(path: Path, _: BytesRead) -> Pairs:
    try:
        data = json.loads(path.read_text(encoding="utf-8-sig"))
    except (ValueError, RecursionError) as error:
        place = f"{path}:{error.lineno}" if isinstance(error, json.JSONDecodeError) else str(path)
        yield str(path), Unreadable(place, _reason(error))
        return
    yield from _numbered(path, data)


def _numbered(path: Path, data: object) -> Pairs:
    if isinstance(data, dict):
        data = next((data[name] for name in _LISTS if isinstance(data.get(name), list)), data)
    if not isinstance(data, list):
        yield str(path), data
        return
    for number, record in enumerate(data, 1):
        yield f"{path}:{number}", record


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a file of JSON lines, in bytes, and the number of its first line; or a whole file, with no end."""

    path: Path
    start: int = 0
    end: int | None = None
    first: int = 1


def parts_of(path: Path, size: int) -> Iterator[Part]:
    """Cut a file of JSON lines into parts of about a size, at line ends; other files stay whole."""
    if path.suffix.lower() not in _LINES or path.stat().st_size <= size:
        yield Part(path)
        return
    start, first = 0, 1
    with path.open("rb") as lines:
        while block := lines.read(size):
            block += lines.readline()
            yield Part(path, start, start + len(block), first)
            start, first = start + len(block), first + block.count(b"\n")


def read_part(part: Part, text_field: str | None = None) -> Iterator[Entry]:
    """Read the postings of a part of a file."""
    if part.end is None:
        yield from read_file(part.path, text_field)
        return
    with part.path.open("rb") as lines:
        lines.seek(part.start)
        block = io.BytesIO(lines.read(part.end - part.start))
    for source, record in _lines(block, part.path, BytesRead(), part.first):
        yield record if isinstance(record, Unreadable) else posting_of(record, source, part.path.stem, text_field)


def _read_json_lines(path: Path, consumed: BytesRead) -> Pairs:
    with path.open("rb") as lines:
        yield from _lines(lines, path, consumed, 1)


def _lines(lines: IO[bytes], path: Path, consumed: BytesRead, first: int) -> Pairs:
    for number, line in enumerate(iter(partial(lines.readline, _LONGEST_LINE), b""), first):
        source = f"{path}:{number}"
        consumed.bytes += len(line)
        if not line.strip():
            continue
        if len(line) == _LONGEST_LINE:
            consumed.bytes += _skip_line(lines)
            yield source, Unreadable(source, f"it is longer than {_LONGEST_LINE:,} bytes")
            continue
        try:
            yield source, json.loads(line.removeprefix(b"\xef\xbb\xbf").decode())
        except (ValueError, RecursionError) as error:
            yield source, Unreadable(source, _reason(error))


def _skip_line(lines: IO[bytes]) -> int:
    """Pass over the rest of a line; returns how many bytes that was."""
    passed = 0
    while part := lines.readline(_LONGEST_LINE):
        passed += len(part)
        if part.endswith(b"\n"):
            break
    return passed


def _rows(lines: IO[str]) -> Iterator[str]:
    while line := lines.readline(_LONGEST_LINE):
        if len(line) == _LONGEST_LINE:
            raise csv.Error(f"a line in it is longer than {_LONGEST_LINE:,} characters")
        yield line


def _read_csv(path: Path, consumed: BytesRead) -> Pairs:
    csv.field_size_limit(_LONGEST_FIELD)
    before = consumed.bytes
    with path.open("rb") as raw, io.TextIOWrapper(raw, encoding="utf-8-sig", newline="") as lines:
        head = lines.readline(_LONGEST_LINE)
        delimiter = max("\t;,", key=head.count)
        lines.seek(0)
        rows = csv.DictReader(_rows(lines), delimiter=delimiter, restkey="")
        for number, row in enumerate(rows, 1):
            consumed.bytes = before + raw.tell()
            yield f"{path}:{number}", {name: value for name, value in row.items() if name}


def _read_yaml(path: Path, _: BytesRead) -> Pairs:
    from skillgap.store import files, yaml_reader

    try:
        data = yaml_reader.parse(files.read(path).text, str(path)).value
    except DataError as error:
        first = error.problems[0]
        yield str(path), Unreadable(f"{path}:{first.line}" if first.line else str(path), first.message)
        return
    yield from _numbered(path, data)


def _read_parquet(path: Path, _: BytesRead) -> Pairs:
    from skillgap.postings.parquet import rows_of

    for number, row in enumerate(rows_of(path), 1):
        source = f"{path}:{number}"
        yield source, Unreadable(source, row) if isinstance(row, str) else row


_READERS: dict[str, Callable[[Path, BytesRead], Pairs]] = {
    **dict.fromkeys((".txt", ".md", ".markdown"), _read_text),
    **dict.fromkeys((".html", ".htm"), _read_page),
    ".json": _read_json,
    **dict.fromkeys(_LINES, _read_json_lines),
    **dict.fromkeys((".csv", ".tsv"), _read_csv),
    **dict.fromkeys((".yaml", ".yml"), _read_yaml),
    ".parquet": _read_parquet,
}
_WHOLE = (_read_text, _read_page, _read_json)
