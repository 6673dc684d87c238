"""``matrix import``: an analysis of job postings, as Markdown or CSV, as a matrix.

The import uses the document's statements unchanged, and adds nothing. The scale and the targets are
this project's own and the same for all. The receipt lists everything that was imported or left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePath
from typing import Any

from skillgap.errors import DataError, Diagnostic, nearest, path_text, truncate
from skillgap.model.matrix import FORMAT, Matrix
from skillgap.model.matrix import faults as matrix_faults
from skillgap.model.schema import check
from skillgap.postings import analysis_words as words
from skillgap.postings.analysis_csv import SUFFIXES, outline_csv
from skillgap.postings.analysis_lists import take_lists
from skillgap.postings.analysis_options import Options
from skillgap.postings.analysis_outline import Part, Table, Text, check_effort, outline
from skillgap.postings.analysis_receipt import Receipt, taken, unread_lines
from skillgap.postings.analysis_roles import check_one_role, check_same_names, chosen_parts, parts_before, title_of
from skillgap.postings.analysis_rows import Reading, Row, Stated, counted_rows, disagreement, stated_rows
from skillgap.postings.analysis_sample import Statement, choose_sample, numbers_of, statements_of
from skillgap.postings.analysis_sections import Counted, Ids, places_of, sections_of
from skillgap.postings.analysis_source import Described, describe_source
from skillgap.postings.analysis_tables import Columns, LeftOut, NoCounts, columns_of
from skillgap.postings.analysis_targets import targets_of
from skillgap.store import yaml_writer
from skillgap.store.references import slug

SCALE = (
    ("None", "Has not done this yet, and would have to be shown how"),
    ("Awareness", "Can say what it is for, and has followed somebody else's example"),
    ("Working", "Has done it on the job in usual cases, with help in unusual ones"),
    ("Proficient", "Does it alone in unusual cases too, and is asked by others for help with it"),
    ("Expert", "Has changed how others do it, in a whole team or beyond it"),
)
"""The levels with their general descriptions, for criteria without their own descriptions."""


MOST_COMPARED = 60
"""The names of so many tables are held against each other."""


@dataclass(frozen=True, slots=True)
class Imported:
    """A matrix as plain data, and the receipt of how it was read."""

    data: dict[str, Any]
    receipt: Receipt


@dataclass(slots=True)
class _Frequencies:
    """The tables of a document that count postings, the tables left out, and the problems of single rows."""

    tables: list[tuple[Part, Table, Columns, list[Stated]]] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    problems: list[Diagnostic] = field(default_factory=list)
    unknown: list[tuple[LeftOut, Sequence[int]]] = field(default_factory=list)

    @property
    def rows(self) -> list[Stated]:
        """The rows of all tables."""
        return [stated for *_, rows in self.tables for stated in rows]


def read_analysis(text: str, file: str, options: Options | None = None) -> Imported:
    """Read an analysis of job postings. ``file`` is its name in messages, and its ending marks a CSV table.

    Raises DataError, with the line and a hint, for a document that is too long, or without a sample
    size or frequency tables. It also raises DataError for every unusable count.
    """
    options = options or Options()
    check_effort(text, file)
    is_csv = PurePath(file).suffix.lower() in SUFFIXES
    whole = outline_csv(text, file) if is_csv else outline(text)
    take_lists(whole)
    parts = chosen_parts(whole, options.only, file)
    found = _frequencies(parts, options, file)
    statement = _statement(whole, parts, found, options, file, is_csv=is_csv)
    if not options.only:
        check_one_role([part for part, *_ in found.tables], whole, file)
        check_same_names([(part, _names(rows)) for part, _, _, rows in found.tables[:MOST_COMPARED]], file)
    described = describe_source(whole if not options.only else [*parts_before(whole, parts), *parts], statement)
    title, heading, notes = title_of(whole, parts, described, options, file, is_csv=is_csv)
    places = places_of([(part, table) for part, table, *_ in found.tables], heading)
    reading = Reading(statement.size, file, options.trust, options.round)
    counted = _count(found, reading, whole, statement, options)
    sections = sections_of([Counted(place, rows) for place, rows in zip(places, counted, strict=True)], file)
    signals = list(_signals(parts, described))
    criteria = [criterion for section in sections for criterion in section["criteria"]]
    categories = [criterion["category"] for criterion in criteria if "category" in criterion]
    targets = targets_of(categories, options.targets, len(SCALE) - 1)
    data = {
        "format": FORMAT,
        "id": options.id or slug(title),
        "version": 1,
        "title": title,
        "source": described.source,
        "scale": [{"level": at, "name": name, "description": said} for at, (name, said) in enumerate(SCALE)],
        "targets": dict(targets.levels),
        "sections": sections,
        "signals": signals,
    }
    data = {key: value for key, value in data.items() if value != []}
    _check(data, file)
    left_out = [*found.left_out, *_unread(text, whole, parts, described)]
    receipt = Receipt(
        title=title,
        id=str(data["id"]),
        sample=statement,
        tables=tuple(
            taken(part, table, columns, place.title, len(rows))
            for (part, table, columns, _), place, rows in zip(found.tables, places, counted, strict=True)
        ),
        left_out=tuple(sorted(left_out, key=lambda entry: entry.line)),
        source=described.source,
        targets=targets,
        signals=len(signals),
        notes=(*notes, *_notes(found, reading, file)),
    )
    return Imported(data, receipt)


def _frequencies(parts: list[Part], options: Options, file: str) -> _Frequencies:
    """Find the tables that count postings.

    Raise DataError if a table's count column is unclear, or if nothing is found.
    """
    found = _Frequencies()
    unclear: list[Diagnostic] = []
    no_counts: list[LeftOut] = []
    for part, table in [(owner, table) for owner in parts for table in owner.tables]:
        try:
            columns = columns_of(part, table, file, options.columns)
        except NoCounts as reason:
            no_counts.append(LeftOut(_called(part, table), str(reason), table.line, reason.hint))
            if reason.numbers and words.kind_of(f"{part.title} {' '.join(table.titles)}"):
                found.unknown.append((no_counts[-1], reason.numbers))
            continue
        except DataError as error:
            unclear.extend(error.problems)
            continue
        rows, left_out, problems = stated_rows(table, columns, file)
        found.left_out += [*columns.left_out, *left_out]
        found.problems += problems
        if rows or problems:
            found.tables.append((part, table, columns, rows))
        else:
            no_counts.append(LeftOut(_called(part, table), "none of its rows has a count", table.line))
    _check_columns_exist(parts, options.columns, file)
    if unclear:
        raise DataError(unclear)
    found.left_out += no_counts
    if not found.tables:
        raise DataError(_no_frequencies(no_counts, parts, file))
    return found


def _called(part: Part, table: Table) -> str:
    kind = "list" if table.is_list else "table"
    return f"the {kind} under '{truncate(part.title)}'" if part.title else f"the {kind}"


def _names(rows: Sequence[Stated]) -> list[str]:
    """Return the names that the rows of a table count, from tables with a name column."""
    return [row.cells["name"] for row in rows if row.cells.get("name")]


def _no_frequencies(hints: list[LeftOut], parts: list[Part], file: str) -> Diagnostic:
    if hints:
        first = hints[0]
        message = f"{first.what} counts no postings: {first.reason}"
        hint = first.hint or "if a column of it counts postings, add --column NAME"
        return Diagnostic(message, file, first.line, hint=hint)
    broken = next((text for part in parts for text in part.paragraphs if text.text.count("|") > 1), None)
    if broken:
        message = "this looks like a table, but no line of dashes follows its titles"
        return Diagnostic(message, file, broken.line, hint="write the line |---|---| below the titles")
    looked_for = "a table with a column of counts, such as 'Skill | Frequency | % of Postings | Category | Notes'"
    return Diagnostic("there is no frequency table in it", file, hint=f"looked for {looked_for}")


def _check_columns_exist(parts: list[Part], columns: Sequence[str], file: str) -> None:
    titles = {title.casefold(): title for part in parts for table in part.tables for title in table.titles}
    for name in columns:
        if name.casefold() not in titles:
            near = nearest(name, list(titles.values()))
            hint = f"did you mean '{near}'?" if near else f"the columns are: {', '.join(titles.values())}"
            raise DataError(Diagnostic(f"no table has a column '{truncate(name)}'", file, hint=hint))


def _statement(
    whole: list[Part], parts: list[Part], found: _Frequencies, options: Options, file: str, *, is_csv: bool
) -> Statement:
    """Return the number of postings that the counts refer to: the user's value, else the document's."""
    statements = statements_of(parts)
    if options.only and not any(not statement.rough for statement in statements):
        statements = statements_of([*parts_before(whole, parts), *parts])
    if options.sample_size is not None:
        said = next(
            (candidate for candidate in statements if candidate.size == options.sample_size and not candidate.rough),
            None,
        )
        return said or Statement(options.sample_size, "--sample-size", 0)
    denominators = [
        (stated.figure.of, stated.row.line)
        for *_, rows in found.tables
        for stated in rows
        if stated.figure.of is not None
    ]
    try:
        return choose_sample(statements, file, denominators=denominators)
    except DataError as error:
        raise _better_choice(error, found, statements, file, is_csv=is_csv) from None


def _better_choice(
    error: DataError, found: _Frequencies, statements: list[Statement], file: str, *, is_csv: bool
) -> DataError:
    """Return the error with the evidence of the rows added: the stated number that they agree with."""
    if is_csv and not statements:
        hint = "give the number of postings with --sample-size N"
        return DataError(Diagnostic("a CSV table does not say how many postings were read", file, hint=hint))
    exact = {statement.size: statement.line for statement in reversed(statements) if not statement.rough}
    for size in exact:
        others = {other: line for other, line in exact.items() if other != size}
        problem = disagreement(found.rows, size, others.copy, f" (line {exact[size]})", file)
        if problem and "no row" in problem.message and others:
            return DataError(problem)
    return error


def _numbers(whole: list[Part]) -> dict[int, int]:
    """Every number that may be the sample after all, with its line."""
    return numbers_of(whole) | {statement.size: statement.line for statement in reversed(statements_of(whole))}


def _count(
    found: _Frequencies, reading: Reading, whole: list[Part], statement: Statement, options: Options
) -> list[list[Row]]:
    """The rows of each table with their counts; DataError with every row that does not fit the sample."""
    if options.sample_size is None:
        place = f" (line {statement.line})" if statement.line else ""
        if problem := disagreement(found.rows, statement.size, lambda: _numbers(whole), place, reading.file):
            raise DataError(problem)
    problems = list(found.problems)
    for entry, numbers in found.unknown:
        if max(numbers) <= reading.size:
            hint = f"{entry.hint}; to leave it out, name the other headings with --only"
            problems.append(
                Diagnostic(f"{entry.what} may count postings: {entry.reason}", reading.file, entry.line, hint=hint)
            )
    counted: list[list[Row]] = []
    for _, _, columns, stated in found.tables:
        try:
            counted.append(list(counted_rows(stated, columns, reading)))
        except DataError as error:
            problems.extend(error.problems)
    if problems:
        raise DataError(sorted(problems, key=lambda problem: problem.line or 0))
    return counted


def _signals(parts: Sequence[Part], described: Described) -> Iterator[dict[str, str]]:
    """Yield the requirements without a count. The list below a requirement belongs to it."""
    ids = Ids()
    for part in parts:
        if not words.SIGNALS.search(part.title) or part.tables:
            continue
        for item, below in _nested(part.items):
            text = item.text if not below else f"{item.text.rstrip(': ')}: {'; '.join(child.text for child in below)}"
            for said in (item, *below):
                described.lines.update(dict.fromkeys(range(said.line, said.last_line + 1), "signal"))
            emphasis = words.EMPHASIS.search(item.text)
            stated = {"emphasis": emphasis[0].lower()} if emphasis else {}
            yield {"id": ids.give(_signal_id(item)), **stated, "text": text}


def _nested(items: Sequence[Text]) -> Iterator[tuple[Text, list[Text]]]:
    """The outermost items, each with the items below it."""
    groups: list[tuple[Text, list[Text]]] = []
    for item in items:
        if item.depth > 1 and groups:
            groups[-1][1].append(item)
        else:
            groups.append((item, []))
    yield from groups


def _signal_id(item: Text) -> str:
    said = item.strong[0] if item.strong else " ".join(item.text.split()[:6])
    return slug(said) or "signal"


def _unread(text: str, whole: list[Part], parts: list[Part], described: Described) -> Iterator[LeftOut]:
    """The tables under headings that were not chosen, and every line with a number that was not read."""
    chosen = {id(part) for part in parts}
    for part in whole:
        for table in part.tables if id(part) not in chosen else ():
            yield LeftOut(_called(part, table), "--only names other headings", table.line)
    tables = [table for part in whole for table in part.tables]
    yield from unread_lines(text, described.lines, whole, tables)


def _notes(found: _Frequencies, reading: Reading, file: str) -> Iterator[Diagnostic]:
    """Yield notes for the reader: counts of mentions, overruled rows, and percentages that were only checked."""
    for _, table, columns, _ in found.tables:
        if columns.mentions:
            name = table.titles[columns.roles["count"]]
            message = f"'{truncate(name)}' is read as the number of postings; a posting may mention a thing twice"
            yield Diagnostic(message, file, table.line)
        if columns.share_of_one:
            yield Diagnostic("the shares are read as fractions of one: 0.95 as 95%", file, table.line)
    yield from reading.notes
    if reading.decimals:
        message = f"{reading.decimals} percentages with decimals were checked against the counts and are not kept"
        yield Diagnostic(message, file)


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
