"""The rows of a frequency table as exact counts of a sample."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, Protocol

from skillgap.errors import DataError, Diagnostic, truncate
from skillgap.postings import analysis_words as words
from skillgap.postings.analysis_numbers import (
    Figure,
    fitting_counts,
    hundredfold,
    is_empty,
    is_percentage_of,
    is_rough,
    read_figure,
)
from skillgap.postings.analysis_outline import Table, TableRow
from skillgap.postings.analysis_tables import Columns, LeftOut
from skillgap.postings.analysis_words import Role

Trust = Literal["counts", "percentages"]


@dataclass(frozen=True, slots=True)
class Stated:
    """A row as the document states it: its cells by role, and its figures before they are checked."""

    cells: Mapping[Role, str]
    figure: Figure
    row: TableRow
    place: int


@dataclass(frozen=True, slots=True)
class Row:
    """One counted row: its cells by role, its count, and the percentage if it is stated as a whole number."""

    cells: Mapping[Role, str]
    postings: int
    percentage: int | None
    line: int
    column: int


@dataclass(slots=True)
class Reading:
    """The rules for reading rows: the sample, the option that resolves a disagreement, and the decisions."""

    size: int
    file: str
    trust: Trust | None = None
    middle: bool = False
    notes: list[Diagnostic] = field(default_factory=list)
    decimals: int = 0


class _Refuse(Protocol):
    """Make the error for a figure of a row, at the cell of its role."""

    def __call__(self, message: str, hint: str, role: Role = "count") -> DataError:
        """Return the error, to be raised."""


def stated_rows(table: Table, columns: Columns, file: str) -> tuple[list[Stated], list[LeftOut], list[Diagnostic]]:
    """Return the rows with a figure, the rows left out, and the problems of all other rows.

    Totals are left out, and rows with nothing but a label.
    """
    rows: list[Stated] = []
    left_out: list[LeftOut] = []
    problems: list[Diagnostic] = []
    for row in table.rows:
        cells = {role: _squeezed(row.cells[at]) for role, at in columns.roles.items()}
        label = next((cells[role] for role in ("name", "category", "tools", "covers") if cells.get(role)), "")
        if not any(cells.values()):
            continue
        what = f"the row '{truncate(label)}'"
        if words.TOTAL.fullmatch(label) or re.fullmatch(words.SAMPLE_LABEL, label, re.I):
            left_out.append(LeftOut(what, "it is the total, not a criterion", row.line))
        elif all(is_empty(cells.get(role, "")) for role in ("count", "percentage")):
            left_out.append(LeftOut(what, "it has no count", row.line))
        else:
            try:
                rows.append(_stated(row, cells, columns, file))
            except DataError as error:
                problems.extend(error.problems)
    return rows, left_out, problems


def _squeezed(cell: str) -> str:
    return " ".join(cell.split())


def _stated(row: TableRow, cells: Mapping[Role, str], columns: Columns, file: str) -> Stated:
    refuse = _refusal(row, columns, file)
    if row.surplus:
        message = f"it has {len(row.cells) + row.surplus} cells, but the table has {len(row.cells)} columns"
        hint = (
            "put a cell that has a comma into quotes" if file.endswith("sv") else r"write \| for a | inside of a cell"
        )
        raise refuse(message, hint)
    count, of, percentage = None, None, None
    for role in ("count", "percentage"):
        cell = cells.get(role, "")
        if is_empty(cell):
            continue
        figure = read_figure(cell, percentages=role == "percentage")
        if figure is None:
            raise _unreadable(cell, role, refuse)
        count = figure.count if count is None else count
        of = figure.of if of is None else of
        percentage = figure.percentage or percentage
    if percentage is not None and columns.share_of_one:
        percentage = hundredfold(percentage if percentage[0].isdigit() else f"0{percentage}")
    place = row.columns[columns.roles.get("name", 0)]
    return Stated(cells, Figure(count, of, percentage), row, place)


def _unreadable(cell: str, role: Role, refuse: _Refuse) -> DataError:
    if is_rough(cell):
        return refuse(f"'{truncate(cell)}' is not exact", "state the count, as in 19", role)
    if role == "count":
        return refuse(f"'{truncate(cell)}' is not a count", "write how many postings ask for it, as in 19")
    return refuse(f"'{truncate(cell)}' is not a percentage", "write it as in 95%", "percentage")


def _refusal(row: TableRow, columns: Columns, file: str) -> _Refuse:
    def refuse(message: str, hint: str, role: Role = "count") -> DataError:
        roles = columns.roles
        at = roles[role] if role in roles else max(roles.get("count", -1), roles.get("percentage", -1))
        text = " | ".join(cell for cell in row.cells[:2] if cell)
        return DataError(Diagnostic(f"row '{truncate(text)}': {message}", file, row.line, row.columns[at], hint=hint))

    return refuse


def agrees(figure: Figure, size: int) -> bool:
    """Return whether a row's figures are consistent with each other in a sample of this size."""
    if figure.of is not None and figure.of != size:
        return False
    if figure.count is None:
        return figure.percentage is None or len(fitting_counts(figure.percentage, size)) > 0
    if figure.count > size:
        return False
    return figure.percentage is None or is_percentage_of(figure.percentage, figure.count, size)


def counted_rows(stated: Sequence[Stated], columns: Columns, reading: Reading) -> Iterator[Row]:
    """The rows with their counts. Raises DataError, with one problem for each row that does not fit the sample."""
    problems: list[Diagnostic] = []
    for stated_row in stated:
        try:
            postings, percentage = _checked(stated_row, columns, reading)
        except DataError as error:
            problems.extend(error.problems)
        else:
            yield Row(stated_row.cells, postings, percentage, stated_row.row.line, stated_row.place)
    if problems:
        raise DataError(problems)


def _checked(one: Stated, columns: Columns, reading: Reading) -> tuple[int, int | None]:
    refuse, size = _refusal(one.row, columns, reading.file), reading.size
    count, percentage = one.figure.count, one.figure.percentage
    if one.figure.of is not None and one.figure.of != size:
        message = f"{count:,}/{one.figure.of:,} is not out of the sample of {size:,}"
        raise refuse(message, "correct the sample size or the count, or say the sample with --sample-size N")
    if percentage is not None and (count is None or reading.trust == "percentages"):
        count = _implied(percentage, count, reading, refuse, one)
    count = count or 0  # a row states a count or a percentage
    if count > size:
        message = f"{count:,} postings are more than the sample of {size:,}"
        raise refuse(message, "correct the count or the sample size, or say the sample with --sample-size N")
    if percentage is not None and not is_percentage_of(percentage, count, size):
        message = f"{percentage}% does not match {count:,} of {size:,} postings"
        if reading.trust is None:
            right = f"{count:,} of {size:,} is {round(100 * count / size)}%"
            hint = f"{right}; correct the wrong one, or add --trust counts or percentages"
            raise refuse(message, hint, "percentage")
        _note(reading, one, f"{message}; the count was taken")
        percentage = None
    if percentage is not None and "." in percentage:
        reading.decimals += 1
        percentage = None
    return count, int(percentage) if percentage is not None else None


def _implied(percentage: str, count: int | None, reading: Reading, refuse: _Refuse, one: Stated) -> int:
    """The count that a percentage states: the given one if it fits, else the only one that does."""
    size = reading.size
    fitting = fitting_counts(percentage, size)
    if count is not None and count in fitting:
        return count
    if not fitting:
        hint = "correct the percentage or the sample size, or trust the counts"
        raise refuse(f"no count of {size:,} postings is {percentage}%", hint, "percentage")
    taken = fitting[(len(fitting) - 1) // 2]
    if len(fitting) > 1:
        span = f"{fitting[0]:,} to {fitting[-1]:,} of {size:,} postings are {percentage}%"
        if not reading.middle:
            hint = "state the counts, or take the middle one with --round"
            raise refuse(f"{span}, so the count is not known", hint, "percentage")
        _note(reading, one, f"{span}; the middle count, {taken:,}, was taken")
    elif count is not None:
        _note(reading, one, f"{count:,} of {size:,} postings is not {percentage}%; the percentage was taken: {taken:,}")
    return taken


def _note(reading: Reading, one: Stated, message: str) -> None:
    text = " | ".join(cell for cell in one.row.cells[:2] if cell)
    reading.notes.append(Diagnostic(f"row '{truncate(text)}': {message}", reading.file, one.row.line))


def disagreement(
    stated: Sequence[Stated], size: int, others: Callable[[], Mapping[int, int]], sample: str, file: str
) -> Diagnostic | None:
    """Return one problem if the rows disagree with the sample, but agree with another number in the document.

    ``others`` returns the remaining numbers of postings in the document, with their lines;
    ``sample`` describes the sample's position. None if some rows agree and no other number explains
    all of them: then each row that disagrees is wrong itself.
    """
    checkable = [row for row in stated if _is_checkable(row.figure)]
    wrong = [row for row in checkable if not agrees(row.figure, size)]
    if not wrong:
        return None
    for other, line in others().items():
        if other != size and all(agrees(row.figure, other) for row in stated):
            rows = {1: "the only row agrees", 2: "both rows agree"}.get(len(stated), f"all {len(stated)} rows agree")
            message = f"the figures do not agree with the sample of {size:,}{sample}; {rows} with {other:,}"
            hint = f"if {other:,}, as stated on line {line}, is the sample, add --sample-size {other}"
            if len(wrong) == len(checkable):
                message = f"no row agrees with the sample of {size:,}{sample}"
                message += f"; {rows} with {other:,}, which line {line} states"
            return Diagnostic(message, file, wrong[0].row.line, hint=hint)
    if len(wrong) == len(checkable) > 1:
        message = f"no row agrees with the sample of {size:,}{sample}"
        return Diagnostic(message, file, wrong[0].row.line, hint="give the number of postings with --sample-size N")
    return None


def _is_checkable(figure: Figure) -> bool:
    """Return whether a row has enough figures to disagree with a sample."""
    return figure.percentage is not None or figure.of is not None
