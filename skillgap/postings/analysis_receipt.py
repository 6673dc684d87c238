"""The receipt of an import: the source lines of all imported values, and the reasons for everything left out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from skillgap.errors import Diagnostic, truncate
from skillgap.postings.analysis_outline import LINE_END, Part, Table
from skillgap.postings.analysis_sample import Statement
from skillgap.postings.analysis_tables import Columns, LeftOut
from skillgap.postings.analysis_targets import Targets
from skillgap.postings.analysis_words import Role, clean_heading

_LIST_MARK = re.compile(r"^[\s>]*(?:\d{1,9}[.)]|[-*+])\s+")


@dataclass(frozen=True, slots=True)
class TableTaken:
    """An imported table or list: its heading, its section, and the role of each column."""

    heading: str
    line: int
    section: str
    columns: Mapping[str, str]
    rows: int
    is_list: bool = False


@dataclass(frozen=True, slots=True)
class Receipt:
    """The values that an import used or left out. ``notes`` are points for the reader to check."""

    title: str
    id: str
    sample: Statement
    tables: tuple[TableTaken, ...]
    left_out: tuple[LeftOut, ...]
    source: Mapping[str, object]
    targets: Targets
    signals: int
    notes: tuple[Diagnostic, ...]


def taken(part: Part, table: Table, columns: Columns, section: str, rows: int) -> TableTaken:
    """The entry of a table that was taken."""
    read = {role: table.titles[at] for role, at in columns.roles.items()}
    order: tuple[Role, ...] = ("name", "count", "percentage", "category", "tools", "covers", "notes")
    shown = {str(role): read[role] for role in order if role in read}
    return TableTaken(part.title, table.line, section, shown, rows, table.is_list)


def unread_lines(
    text: str, accounted: Mapping[int, str], parts: Sequence[Part], tables: Iterable[Table]
) -> Iterator[LeftOut]:
    """Every line that has a number in it and was not read, with the reason."""
    covered = set(accounted)
    for table in tables:
        covered |= {table.line, table.line + 1, *(row.line for row in table.rows)}
    headings = {part.line for part in parts if part.heading}
    fenced = False
    for number, line in enumerate(LINE_END.split(text), 1):
        if re.match(r"\s*(```|~~~)", line):
            fenced = not fenced
        said = _LIST_MARK.sub("", line)
        if number in headings:
            said = clean_heading(said.strip("#= "))
        if number in covered or not re.search(r"\d", said):
            continue
        reason = _reason(said, fenced=fenced, heading=number in headings)
        yield LeftOut(f"'{truncate(said.strip())}'", reason, number)


def _reason(line: str, *, fenced: bool, heading: bool) -> str:
    if fenced:
        return "it is in a block of code"
    if heading:
        return "it is a heading"
    if re.match(r"\s*<", line):
        return "it is HTML"
    if line.count("|") > 1:
        return "it looks like a table, but no line of dashes follows its titles"
    return "it is text outside of tables and lists of counts"
