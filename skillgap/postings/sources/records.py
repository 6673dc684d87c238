"""A record with fields to a posting: the same names for every board, dataset and feed."""

from __future__ import annotations

import datetime
import math
import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from skillgap.postings.posting import LONGEST, Entry, Posting, Unreadable
from skillgap.postings.sources.content import Piece
from skillgap.postings.sources.dates import find_date, read_date
from skillgap.postings.sources.field_names import (
    AUTHOR,
    DATE,
    EMPLOYER,
    ID,
    PARTS,
    TEXT,
    TITLE,
    describe_fields,
    normalize_name,
    normalize_names,
    value_at,
)
from skillgap.postings.sources.markup import plain_text
from skillgap.postings.sources.shapes import BY_NAME, Shape, read_first_line, shape_of

_NOTHING = frozenset({"", "nan", "none", "null", "n/a", "na", "-", "--", ".", "undefined", "[]", "{}"})
_SHORT = 10
_DEEPEST = 32
_LONGEST_NAME = 300
_HALF = re.compile("[\ud800-\udfff]")
_WORDS = re.compile(r"\w+")
_LINK = re.compile(r"^\[\[(.+?)(?:\|.*)?\]\]$")
_NAME_FIELDS = (
    "value",
    "name",
    "displayname",
    "label",
    "nom",
    "title",
    "html",
    "text",
    "description",
    "plain",
    "content",
)
_AUTHORED = ("RSS", "Atom", "JSON Feed", "Markdown")
TEXT_FIELD_HINT = "name the field that holds the text with --text-field"


class TextField:
    """The field that ``--text-field`` names: it holds for a file if the file's first record has it."""

    def __init__(self, name: str | None) -> None:
        self._path = ".".join(map(normalize_name, name.split("."))) if name else None
        self._name = name
        self._fits: bool | None = None

    def names(self, named: Mapping[str, Any]) -> tuple[str, ...] | None:
        """The fields to look for the text in; None for the usual ones."""
        if self._path is None:
            return None
        there = value_at(named, self._path) is not None or self._path in named
        if self._fits is None:
            self._fits = there
        return (self._path,) if self._fits or there else None

    @property
    def name(self) -> str | None:
        """The name as it was given."""
        return self._name


class _Fields(NamedTuple):
    """Which of a record's fields to look into, in order; the same for all records with the same fields."""

    shape: Shape | None
    title: tuple[str, ...]
    text: tuple[str, ...]
    parts: tuple[str, ...]
    employer: tuple[str, ...]
    date: tuple[str, ...]
    id: tuple[str, ...]


@lru_cache(maxsize=256)
def _fields_of(names: tuple[str, ...]) -> _Fields:
    there = frozenset(names)
    shape = shape_of(there)
    tables = (*TITLE, "text") if shape is not None and shape.name == "Lever" else TITLE, TEXT, PARTS, EMPLOYER, DATE, ID
    found = [tuple(path for path in table if path in there or path.partition(".")[0] in there) for table in tables]
    return _Fields(shape, *found)


def entry_of(piece: Piece, source: str, file: str, text_field: TextField) -> Entry:
    """The posting that a piece of a file holds, or why it holds none."""
    if isinstance(piece.record, Unreadable):
        place = piece.record.source or source
        return Unreadable(_whole(place), piece.record.reason, piece.record.hint)
    try:
        return _posting(piece, source, file, text_field)
    except RecursionError:
        return Unreadable(_whole(source), "it is nested too deeply")


def _posting(piece: Piece, source: str, file: str, text_field: TextField) -> Entry:
    if not isinstance(piece.record, Mapping):
        return Unreadable(_whole(source), "it is no record with fields")
    named = normalize_names(piece.record)
    fields = _fields_of(tuple(named))
    shape = BY_NAME.get(piece.shape) or fields.shape
    chosen = text_field.names(named)
    parts = _text_parts(named, fields, shape, chosen)
    if not parts:
        return _without_text(piece.record, named, shape, source, text_field.name if chosen else None)
    title = _title(named, fields.title) or None
    employer = _employer(named, piece, fields.employer) or None
    whole = "\n\n".join(parts)
    if shape is not None and shape.title_in_text:
        employer, title = read_first_line(whole)
    elif title and not named.get("untitled"):
        whole = f"{title}\n\n{whole}"
    if len(whole) > LONGEST:
        return Unreadable(_whole(source), f"it is longer than {LONGEST:,} characters")
    identifier = _words(next((found for path in fields.id if (found := _identifying(value_at(named, path)))), ""))
    return Posting(
        _whole(identifier[:_LONGEST_NAME] or path_id(file, piece.number)),
        _whole(source),
        whole,
        employer,
        _published(named, fields.date, shape) or (find_date(whole) if piece.shape in _SEARCHED_FOR_DATE else None),
        title,
        shape.name if shape else piece.shape,
        piece.encoding,
    )


_SEARCHED_FOR_DATE = ("text", "Markdown", "PDF", "DOCX", "HTML")


def _text_parts(
    named: Mapping[str, Any], fields: _Fields, shape: Shape | None, chosen: tuple[str, ...] | None
) -> list[str]:
    """The text in its parts, each with its heading; none if there is no text."""
    if chosen is not None:
        return [text for path in chosen if (text := _words(value_at(named, path)))]
    if shape is not None and shape.sections is not None:
        parts = [_headed(heading, text) for heading, stated in shape.sections(named) if (text := _listed(stated))]
        if parts or shape.title_in_text:
            return parts
    text = next((found for path in fields.text if (found := _words(named.get(path)))), "")
    parts = [text] if text else []
    seen = None
    for field in fields.parts:
        if (stated := _listed(named.get(field))) and stated != text:
            seen = _bare(text) if seen is None else seen
            if _bare(stated) not in seen:
                parts.append(_headed(PARTS[field], stated, mark=":"))
    return parts


def _bare(text: str) -> str:
    return " ".join(_WORDS.findall(text.casefold()))


def _headed(heading: str, text: str, mark: str = "") -> str:
    heading = " ".join(plain_text(heading).split())
    if not heading:
        return text
    return f"{heading}{mark}\n{text}" if mark else f"## {heading}\n\n{text}"


def _without_text(
    record: Mapping[Any, Any], named: Mapping[str, Any], shape: Shape | None, source: str, text_field: str | None
) -> Unreadable:
    where = _whole(source)
    if text_field is not None:
        return Unreadable(where, f"its field {text_field} is empty or missing")
    if shape is not None and shape.hint and not any(field in named for field in TEXT):
        return Unreadable(where, f"it is an entry of a list from {shape.name}, which has no text", shape.hint)
    if empty := next((str(field) for field in record if normalize_name(str(field)) in TEXT), None):
        return Unreadable(where, f"it has no text: its field {empty} is empty")
    fields = describe_fields(record)
    return Unreadable(where, f"it has no text in a field that is known; its fields are {fields}", TEXT_FIELD_HINT)


def _title(named: Mapping[str, Any], names: Iterable[str]) -> str:
    title = next((found for path in names if (found := _words(named.get(path)))), "")
    return " ".join(title.split()) if len(title) <= _LONGEST_NAME else ""


def _employer(named: Mapping[str, Any], piece: Piece, names: Iterable[str]) -> str:
    found = _first_name(named, names) or _first_name(piece.shared, ("employer",))
    if not found and (piece.shape in _AUTHORED or "contenthtml" in named or "contenttext" in named):
        found = _first_name(named, (*AUTHOR, "author"))
    # Glassdoor's datasets put the rating into the second line.
    found = found.partition("\n")[0].strip()
    linked = _LINK.match(found)
    return (linked[1] if linked else found)[:_LONGEST_NAME]


def _first_name(named: Mapping[str, Any], paths: Iterable[str]) -> str:
    return next((found for path in paths if (found := _words(value_at(named, path)))), "")


def _published(named: Mapping[str, Any], names: Iterable[str], shape: Shape | None) -> datetime.date | None:
    day_first = shape is not None and shape.day_first
    for path in (*names, *(shape.dates if shape is not None else ())):
        if (found := read_date(value_at(named, path), day_first=day_first)) is not None:
            return found
    return None


def _identifying(value: object) -> object:
    """Return a useful id. A record has it in its value, and a name without a value may be the employer's."""
    if isinstance(value, Mapping):
        return value.get("value") or value.get("@id")
    if isinstance(value, list):
        return next((found for item in value if (found := _identifying(item))), None)
    return value if not isinstance(value, float) or value.is_integer() else None


def _listed(value: object) -> str:
    """A field as text, of a list each entry as an item."""
    if isinstance(value, list | tuple):
        return "\n".join(f"- {text}" for item in value if (text := _words(item)))
    return _words(value)


def _words(value: object, deep: int = 0) -> str:
    """A field as text: lists are lines, and of a nested record its value or name counts.

    Raises RecursionError if a value is nested deeper than any posting, at any current stack depth.
    """
    if deep > _DEEPEST:
        raise RecursionError
    if isinstance(value, str):
        value = _whole(value.strip())
        if len(value) < _SHORT and value.lower() in _NOTHING:
            return ""
        text = plain_text(value).strip()
        return text if text.strip("\u200b\u200c\u200d\u2060\ufeff\xad\xa0 \n") else ""
    if isinstance(value, bool) or value is None:
        return ""
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return str(int(value)) if math.isfinite(value) and value.is_integer() else ""
    if isinstance(value, list | tuple):
        return "\n".join(filter(None, (_words(item, deep + 1) for item in value)))
    if isinstance(value, Mapping):
        inner = normalize_names(value)
        return next((words for name in _NAME_FIELDS if (words := _words(inner.get(name), deep + 1))), "")
    return str(value) if isinstance(value, datetime.date) else ""


def _whole(text: str) -> str:
    """The text with a mark for each half of a character, which JSON and names of files can hold and no output can."""
    return text if text.isascii() else _HALF.sub("\ufffd", text)


@lru_cache(maxsize=64)
def _path_stem(path: str) -> str:
    *_, folder, name = ["", *re.split(r"[\\/]", path if "://" in path else str(Path(path).absolute()))]
    return f"{folder}/{Path(name).stem}" if folder else Path(name).stem


def path_id(path: str, number: int | None = None) -> str:
    """The id of a posting that states none: its folder and name, and its place in the file."""
    stem = _path_stem(path)
    return stem if number is None else f"{stem}:{number}"
