"""The counted rows of an analysis as the sections and criteria of a matrix."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, count
from typing import Any

from skillgap.errors import DataError, Diagnostic, truncate
from skillgap.postings import analysis_words as words
from skillgap.postings.analysis_outline import Part, Table
from skillgap.postings.analysis_rows import Row
from skillgap.postings.analysis_source import listed, listed_names
from skillgap.postings.analysis_words import Kind
from skillgap.store.references import slug

STANDARD = {"skills": "Skills", "technologies": "Technologies", "responsibilities": "Responsibilities"}


@dataclass(frozen=True, slots=True)
class Place:
    """The section of a table: its id, its title, and the way to read its rows."""

    id: str
    title: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class Counted:
    """A table whose rows are counted, and the section they go to."""

    place: Place
    rows: list[Row]


def places_of(tables: Sequence[tuple[Part, Table]], title: str) -> list[Place]:
    """Return the section of each table. Its heading is the title, unless it is the document's title or too generic.

    One heading of a known kind gives the section its usual name; several of one kind keep their
    own.
    """
    named = [_named(part, table, title) for part, table in tables]
    spellings: dict[Kind, set[str]] = {}
    for heading, kind, known in named:
        if known:
            spellings.setdefault(kind, set()).add(heading.casefold())
    places: list[Place] = []
    for heading, kind, known in named:
        if known and len(spellings[kind]) == 1:
            usual = not heading or words.ENGLISH_KIND.search(heading)
            places.append(Place(kind, STANDARD[kind] if usual else heading, kind))
        else:
            shown = heading or STANDARD[kind]
            places.append(Place(slug(shown) or kind, shown, kind))
    return places


def _named(part: Part, table: Table, title: str) -> tuple[str, Kind, bool]:
    """Return the heading for a table's section, its kind, and whether heading or titles determine this kind."""
    titles = " ".join(table.titles)
    for heading in (part.title, *part.enclosing):
        clean = words.clean_heading(heading)
        kind = words.kind_of(heading)
        if heading == part.title and not _is_title(heading, title):
            if kind:
                return clean, kind, True
            if clean and not words.GENERIC.fullmatch(clean):
                return clean, words.kind_of(titles) or _kind_above(part) or "skills", False
        elif heading != part.title and (kind := kind or words.kind_of(titles)):
            return "", kind, True
    return "", words.kind_of(titles) or "skills", True


def _kind_above(part: Part) -> Kind | None:
    return next((kind for heading in part.enclosing if (kind := words.kind_of(heading))), None)


def _is_title(heading: str, title: str) -> bool:
    """Return whether a heading is the document's title, or has a figure of its own, and so names no section."""
    return (
        heading == title or re.search(rf"\bn\s*=\s*\d|\d\s(?:\w+ ){{0,3}}{words.POSTINGS}\b", heading, re.I) is not None
    )


class Ids:
    """Assigns each id once: as requested, or with the next free number appended."""

    def __init__(self) -> None:
        self._sections: dict[str, str] = {}
        self._numbers: dict[str, Iterator[int]] = {}

    def give(self, wanted: str, section: str = "") -> str:
        """Return an id for an object in a section.

        The section's name separates it from a namesake in another section.
        """
        if self._sections.get(wanted, section) != section:
            wanted = f"{section}-{wanted}"
        # How far the numbers of an id are taken is kept: a stranger's document may want one id thousands of times.
        numbered = (f"{wanted}-{number}" for number in self._numbers.setdefault(wanted, count(2)))
        identifier = next(free for free in chain((wanted,), numbered) if free not in self._sections)
        self._sections[identifier] = section
        return identifier


def sections_of(tables: Sequence[Counted], file: str) -> list[dict[str, Any]]:
    """The sections of a matrix in the document's order, skills, technologies and responsibilities first."""
    found: dict[str, tuple[Place, list[Row]]] = {}
    for table in tables:
        found.setdefault(table.place.id, (table.place, []))[1].extend(table.rows)
    order = list(STANDARD)
    ids = Ids()
    return [
        {"id": place.id, "title": place.title, "criteria": list(_criteria(place, rows, ids, file))}
        for place, rows in sorted(
            found.values(), key=lambda entry: order.index(entry[0].id) if entry[0].id in order else len(order)
        )
        if rows
    ]


def _criteria(place: Place, rows: list[Row], ids: Ids, file: str) -> Iterator[dict[str, Any]]:
    groups = Counter(row.cells.get("category", "") for row in rows)
    lines: dict[str, int] = {}
    for row in rows:
        criterion = _criterion(row, place.kind, repeated=groups[row.cells.get("category", "")] > 1)
        name = str(criterion["name"])
        wanted = slug(name)
        if not wanted:
            hint = "name what was counted in its first column"
            raise DataError(
                Diagnostic("the row counts something without a name", file, row.line, row.column, hint=hint)
            )
        if earlier := lines.get(name.casefold()):
            message = f"'{truncate(name)}' is counted twice, on lines {earlier} and {row.line}"
            hint = "merge the two rows, or tell them apart; --only HEADING reads one of several tables"
            raise DataError(Diagnostic(message, file, row.line, row.column, hint=hint))
        lines[name.casefold()] = row.line
        # Names that only signs tell apart, as C and C++, want the same id.
        identifier = ids.give(wanted, place.id)
        yield {"id": identifier, **{key: value for key, value in criterion.items() if value not in (None, "", [])}}


def _criterion(row: Row, kind: Kind, *, repeated: bool) -> dict[str, Any]:
    cells = row.cells
    name, category, notes = cells.get("name", ""), cells.get("category", ""), cells.get("notes", "")
    tools: list[str] = []
    covers: list[str] = []
    named = "name" in cells  # then a row without a name is none, whatever its other cells say
    if kind == "technologies":
        stated = cells.get("tools", "")
        tools = listed_names(stated)
        if not named and (repeated or not category):
            # One group on several rows: each was counted by itself, so each is a criterion of its own.
            name = stated if len(tools) == 1 or not category else f"{category}: {stated}"
        elif not named:
            name, category = category, ""
    elif kind == "responsibilities":
        name = name if named else category or cells.get("tools", "") or cells.get("covers", "")
        category = "" if name == category else category
        notes = cells.get("covers", "") or notes
        covers = listed(notes)
    else:
        name = name if named else cells.get("tools", "") or category
        category = "" if name == category else category
        covers = parts if len(parts := listed(notes)) > 1 else []
        tools = listed_names(cells["tools"]) if cells.get("tools") and cells["tools"] != name else []
    return {
        "name": name,
        "postings": row.postings,
        "percentage": row.percentage,
        "category": category,
        "notes": notes,
        "covers": [part[0].upper() + part[1:] for part in covers],
        "tools": tools,
    }
