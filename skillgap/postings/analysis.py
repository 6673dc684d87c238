"""``matrix import``: an analysis of job postings, written in Markdown, as a matrix.

What the document states is taken over as it stands and nothing is added to it: no level is
described, no alias made up. The scale and the targets are this project's own and the same for all.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, count
from typing import Any

from skillgap.errors import DataError, Diagnostic, path_text, truncate
from skillgap.model.matrix import FORMAT, Matrix
from skillgap.model.matrix import faults as matrix_faults
from skillgap.model.schema import check
from skillgap.postings.analysis_tables import Role, Row, Trust, counted, roles
from skillgap.postings.markdown import Part, Table, Text, check_effort, outline
from skillgap.postings.source import listed, sample_of, states_sample
from skillgap.store import yaml_writer
from skillgap.store.library import slug

SCALE = ("None", "Awareness", "Working", "Proficient", "Expert")
TARGETS = {"Core": 4, "Important": 3, "Emerging": 2, "Nice-to-have": 2}
"""The level expected of each category: this project's choice, since no posting states a level."""
DEFAULT_TARGET = 3

_SECTIONS = {"skills": "Skills", "technologies": "Technologies", "responsibilities": "Responsibilities"}
_KINDS = (
    ("responsibilities", r"\bresponsibilit|\bduties\b"),
    ("technologies", r"\btechnolog|\btools?\b|\btooling\b|\bplatforms?\b|\bstack\b"),
    ("skills", r"\bskill|\bcompetenc|\bcapabilit"),
    ("responsibilities", r"\bthemes?\b"),
)
"""Words in a heading, or else in the column titles, that tell a table's section; the first found holds."""
_SIGNALS = re.compile(r"\b(signals?|requirements?|expectations?)\b", re.I)
_REFERENCES = re.compile(r"\b(references?|sources?)\b", re.I)
_TITLE = re.compile(r"job[ -]postings? analysis( workbook)?\s*([-–—:|]\s*)?", re.I)
_EMPHASIS = re.compile(
    r"\b(all|most|many|several|some|few|strong|emphasis|often|frequently|increasingly|occasionally)\b", re.I
)


@dataclass(frozen=True, slots=True)
class Imported:
    """A matrix as plain data, and what the document has that did not go into it."""

    data: dict[str, Any]
    notes: tuple[Diagnostic, ...]


def read_analysis(text: str, file: str, trust: Trust | None = None) -> Imported:
    """Read an analysis of job postings; ``file`` is its name for messages.

    Where a count and its percentage disagree, ``trust`` says which of them holds. Raises DataError, with
    the line and a hint, for a document that is too long or has no sample size or frequency tables, and for every
    count that cannot be taken as it stands; with the place in the matrix, for what no matrix may hold.
    """
    check_effort(text, file)
    parts = outline(text)
    tables = [(part, table, roles(table, file)) for part in parts for table in part.tables]
    frequencies = [one for one in tables if "count" in one[2] or "percentage" in one[2]]
    if not frequencies:
        looked_for = "a table with a column of counts, such as 'Skill | Frequency | % of Postings | Category | Notes'"
        raise DataError(Diagnostic("there is no frequency table in it", file, hint=f"looked for {looked_for}"))
    source = sample_of(parts, file)
    sections, notes = _sections(frequencies, source["sample_size"], file, trust)
    title, title_note = _title(parts, file)
    data = {
        "format": FORMAT,
        "id": slug(title),
        "version": 1,
        "title": title,
        "source": {**source, **_references(parts)},
        "scale": [{"level": level, "name": name} for level, name in enumerate(SCALE)],
        "targets": _targets(sections),
        "sections": sections,
        "signals": list(_signals(parts)),
    }
    data = {key: value for key, value in data.items() if value != []}
    _check(data, file)
    return Imported(data, (*title_note, *notes))


def _check(data: dict[str, Any], file: str) -> None:
    """Refuse, with DataError, an analysis that makes no matrix which could be read again."""
    problems = [
        Diagnostic(fault.message, file, path=path_text(fault.path), hint=fault.hint)
        for fault in (*check(Matrix, data)[1], *matrix_faults(data))
    ]
    try:
        yaml_writer.check(data)
    except DataError as error:
        problems += [replace(problem, file=file) for problem in error.problems]
    if problems:
        raise DataError(problems)


def _title(parts: Sequence[Part], file: str) -> tuple[str, list[Diagnostic]]:
    """The role in the first heading but those that state the sample, or the heading itself where it names none."""
    headings = [part.heading for part in parts if part.heading]
    if not headings:
        raise DataError(
            Diagnostic("there is no heading", file, 1, hint="begin it with '# Job Posting Analysis — Role'")
        )
    first = next((heading for heading in headings if not states_sample(heading)), headings[0])
    role = _TITLE.sub("", first.text).strip(" -–—:|")
    if not slug(role or first.text):
        message = f"the heading '{truncate(first.text)}' has no letter or digit to make an id of"
        raise DataError(Diagnostic(message, file, first.line, hint="name the role there, as in '# Data Engineer'"))
    if role:
        return role, []
    hint = f"name it there, as in '# {first.text} — Data Engineer', or correct title and id in the matrix"
    message = "the heading names no role, so it stands as the title itself"
    return first.text, [Diagnostic(message, file, first.line, hint=hint)]


def _targets(sections: list[dict[str, Any]]) -> dict[str, int]:
    stated = (criterion.get("category") for section in sections for criterion in section["criteria"])
    categories = dict.fromkeys(stated)  # in the document's order, so that each import writes the same file
    known = {_canonical(name): level for name, level in TARGETS.items()}
    named = [name for name in TARGETS if name in ("Core", "Important", "Emerging") or name in categories]
    others = {str(name): known[_canonical(name)] for name in categories if name and _canonical(name) in known}
    return {**{name: TARGETS[name] for name in named}, **others, "default": DEFAULT_TARGET}


def _canonical(category: str) -> str:
    return category.casefold().replace("-", " ")


def _sections(
    tables: list[tuple[Part, Table, dict[Role, int]]], size: int, file: str, trust: Trust | None
) -> tuple[list[dict[str, Any]], list[Diagnostic]]:
    """The criteria of all frequency tables by section, and a note on each table that is none of them."""
    found: dict[str, list[Row]] = {}
    notes: list[Diagnostic] = []
    problems: list[Diagnostic] = []
    for part, table, columns in tables:
        section = _section_of(part, table)
        if section is None:
            message = f"the table under '{part.title}' was left out: no skills, technologies or responsibilities"
            notes.append(
                Diagnostic(message, file, table.line, hint="name its kind in the heading above it to take it in")
            )
            continue
        try:
            found.setdefault(section, []).extend(counted(table, columns, size, file, trust))
        except DataError as error:
            problems.extend(error.problems)
    if problems:
        raise DataError(problems)
    if not any(found.values()):
        hint = "say which it is in the heading above a table, as in '## Skills'"
        raise DataError(
            Diagnostic("none of its tables counts skills, technologies or responsibilities", file, hint=hint)
        )
    ids = _Ids()
    sections = [
        {"id": name, "title": title, "criteria": list(_criteria(name, found[name], ids, file))}
        for name, title in _SECTIONS.items()
        if found.get(name)
    ]
    return sections, notes


def _section_of(part: Part, table: Table) -> str | None:
    """The section a table belongs to by its heading, else by its column titles or the headings above, nearest first."""
    for words in (part.title, " ".join(table.titles), *part.enclosing):
        for name, pattern in _KINDS:
            if re.search(pattern, words, re.I):
                return name
    return None


class _Ids:
    """Gives each id out once: as it is wanted, or where that is taken, with the next free number behind it."""

    def __init__(self) -> None:
        self._sections: dict[str, str] = {}
        self._numbers: dict[str, Iterator[int]] = {}

    def give(self, wanted: str, section: str = "") -> str:
        """An id for something in a section, whose name tells it from a namesake in another one."""
        if self._sections.get(wanted, section) != section:
            wanted = f"{section}-{wanted}"
        # How far the numbers of an id are taken is kept: a stranger's document may want one id thousands of times.
        numbered = (f"{wanted}-{number}" for number in self._numbers.setdefault(wanted, count(2)))
        identifier = next(one for one in chain((wanted,), numbered) if one not in self._sections)
        self._sections[identifier] = section
        return identifier


def _criteria(section: str, rows: list[Row], ids: _Ids, file: str) -> Iterator[dict[str, Any]]:
    """The criteria of a section."""
    groups = Counter(row.cells.get("category", "") for row in rows)
    names: set[str] = set()
    for row in rows:
        criterion = _criterion(row, section, repeated=groups[row.cells.get("category", "")] > 1)
        name = str(criterion["name"])
        wanted = slug(name)
        if not wanted:
            hint = "name what was counted in its first column"
            raise DataError(
                Diagnostic("the row counts something without a name", file, row.line, row.column, hint=hint)
            )
        if name.casefold() in names:
            hint = "merge the two rows, or tell them apart"
            raise DataError(Diagnostic(f"'{name}' stands twice", file, row.line, row.column, hint=hint))
        names.add(name.casefold())
        # Names that only signs tell apart, as C and C++, want the same id.
        identifier = ids.give(wanted, section)
        yield {"id": identifier, **{key: value for key, value in criterion.items() if value not in (None, "", [])}}


def _criterion(row: Row, section: str, *, repeated: bool) -> dict[str, Any]:
    cells = row.cells
    name, category, notes = cells.get("name", ""), cells.get("category", ""), cells.get("notes", "")
    tools: list[str] = []
    covers: list[str] = []
    if section == "technologies":
        stated = cells.get("tools", "")
        tools = listed(stated)
        if not name and (repeated or not category):
            # One group on several rows: each was counted by itself, so each is a criterion of its own.
            name = stated if len(tools) == 1 or not category else f"{category}: {stated}"
        elif not name:
            name, category = category, ""
    elif section == "responsibilities":
        name = name or category
        category = "" if name == category else category
        notes = cells.get("covers", "") or notes
        covers = listed(notes)
    else:
        name = name or cells.get("tools", "")
        covers = parts if len(parts := listed(notes)) > 1 else []
    return {
        "name": name,
        "postings": row.postings,
        "percentage": row.percentage,
        "category": category,
        "notes": notes,
        "covers": [part[0].upper() + part[1:] for part in covers],
        "tools": tools,
    }


def _signals(parts: Sequence[Part]) -> Iterator[dict[str, str]]:
    """The requirements that are stated without a count."""
    ids = _Ids()
    for part in parts:
        if not _SIGNALS.search(part.title) or part.tables:
            continue
        for item in part.items:
            emphasis = _EMPHASIS.search(item.text)
            stated = {"emphasis": emphasis[0].lower()} if emphasis else {}
            yield {"id": ids.give(_signal_id(item)), **stated, "text": item.text}


def _signal_id(item: Text) -> str:
    words = item.strong[0] if item.strong else " ".join(item.text.split()[:6])
    return slug(words) or "signal"


def _references(parts: Sequence[Part]) -> dict[str, list[str]]:
    """The sources listed, which say how far the figures can be traced."""
    entries = [item.text for part in parts if _REFERENCES.search(part.title) for item in part.items]
    return {"references": entries} if entries else {}
