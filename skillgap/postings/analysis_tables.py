"""The frequency tables of an analysis: which column says what, and rows of exact counts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, Protocol

from skillgap.errors import DataError, Diagnostic, truncate
from skillgap.postings.markdown import Table, TableRow

Trust = Literal["counts", "percentages"]
Role = Literal["name", "tools", "covers", "category", "count", "percentage", "notes"]

_ROLES: tuple[tuple[Role, str], ...] = (
    ("percentage", r"%|\bper ?cent|\bshare\b"),
    ("count", r"\b(frequency|freq|counts?|mentions?|occurrences?|postings?|appearances?|hits|n)\b|^#$"),
    ("notes", r"\b(notes?|comments?|remarks?|details?|context|description|examples?|insights?)\b"),
    ("covers", r"\b(representative|typical|sample) "),
    ("category", r"\b(category|priority|tier|importance|type|class|group)\b"),
    ("tools", r"\b(tools?|tooling|platforms?|technolog(y|ies)|products?|stack)\b"),
    (
        "name",
        r"\b(skills?|skill areas?|competenc(y|ies|es?)|capabilit(y|ies)|themes?|areas?|responsibilit(y|ies)|names?)\b",
    ),
)
# No more digits than a figure can have: reading thousands of them takes quadratic time.
_NUMBER, _SHARE = r"(\d[\d,]{0,17})", r"(\d{1,9}(?:\.\d{1,9})?)"
_COUNT = re.compile(rf"{_NUMBER}(?: ?(?:/|of|out of) ?{_NUMBER})?(?: ?postings?)?(?: ?\(? ?{_SHARE} ?% ?\)?)?")
_PERCENTAGE = re.compile(rf"{_SHARE} ?%?")


@dataclass(frozen=True, slots=True)
class Row:
    """One counted row: its cells by role, its count, and the percentage where it is stated as a whole number."""

    cells: Mapping[Role, str]
    postings: int
    percentage: int | None
    line: int
    column: int


def roles(table: Table, file: str) -> dict[Role, int]:
    """Which column of a table has which role; DataError where two could be the count or the percentage."""
    found: dict[Role, int] = {}
    for column, title in enumerate(table.titles):
        role = next((role for role, pattern in _ROLES if re.search(pattern, title, re.I)), None)
        if role in ("count", "percentage") and role in found:
            if title == "#":
                continue
            if table.titles[found[role]] == "#":  # then it numbers the rows
                del found[role]
        if role in ("count", "percentage") and role in found:
            names = f"'{table.titles[found[role]]}' and '{title}'"
            hint = "keep the one that is of postings, and rename or remove the other"
            problem = Diagnostic(f"two columns may hold the {role}: {names}", file, table.line, hint=hint)
            raise DataError(problem)
        if role is not None:
            found.setdefault(role, column)
    return found


def counted(table: Table, columns: Mapping[Role, int], size: int, file: str, trust: Trust | None) -> list[Row]:
    """The rows of a frequency table.

    Raises DataError, with one problem a row, where a count cannot be read or does not go with its percentage.
    """
    rows: list[Row] = []
    problems: list[Diagnostic] = []
    for row in table.rows:
        cells = {role: row.cells[column].strip() for role, column in columns.items()}
        if not any(cells.values()):
            continue
        try:
            postings, percentage = _figures(row, cells, columns, size, file, trust)
        except DataError as error:
            problems.extend(error.problems)
        else:
            rows.append(Row(cells, postings, percentage, row.line, row.columns[columns.get("name", 0)]))
    if problems:
        raise DataError(problems)
    return rows


class Refuse(Protocol):
    """Makes the error for a figure of a row, at the cell of its role."""

    def __call__(self, message: str, hint: str, role: Role = "count") -> DataError:
        """The error, to be raised."""


def _figures(
    row: TableRow, cells: Mapping[Role, str], columns: Mapping[Role, int], size: int, file: str, trust: Trust | None
) -> tuple[int, int | None]:
    def refuse(message: str, hint: str, role: Role = "count") -> DataError:
        cell = columns[role] if role in columns else max(columns.get("count", -1), columns.get("percentage", -1))
        return DataError(Diagnostic(f"{_shown(row)}: {message}", file, row.line, row.columns[cell], hint=hint))

    count, percentage = _stated(cells, size, refuse)
    if percentage is not None and (count is None or trust == "percentages"):
        count = _implied(percentage, count, size, refuse)
    if count is None:
        raise refuse("there is no count", "write how many postings ask for it, as in 19")
    if count > size:
        raise refuse(f"{count} postings are more than the sample of {size}", "correct the count or the sample size")
    if percentage is not None and not fits(percentage, count, size):
        if trust is None:
            message = f"{percentage} % does not match {count} of {size} postings"
            right = f"{count} of {size} is {round(100 * count / size)} %"
            hint = f"{right}; correct the one that is wrong, or add --trust counts or percentages"
            raise refuse(message, hint, "percentage")
        percentage = None
    whole = int(percentage) if percentage is not None and "." not in percentage else None
    return count, whole


def _implied(percentage: str, count: int | None, size: int, refuse: Refuse) -> int:
    """The count that a percentage states: the given one where it fits, else the only one that does."""
    fitting = _fitting(percentage, size)
    if count is not None and count in fitting:
        return count
    if not fitting:
        hint = "correct the percentage or the sample size, or trust the counts"
        raise refuse(f"no count of {size} postings is {percentage} %", hint, "percentage")
    if len(fitting) > 1:
        span = f"{fitting[0]} to {fitting[-1]} of {size} postings are {percentage} %"
        raise refuse(f"{span}, so the count is not known", "state the counts", "percentage")
    return fitting[0]


def _stated(cells: Mapping[Role, str], size: int, refuse: Refuse) -> tuple[int | None, str | None]:
    """The count and the percentage as they are stated, each None where nothing is."""
    count, percentage = None, None
    if stated := cells.get("count", ""):
        if (found := _PERCENTAGE.fullmatch(stated)) and "%" in stated:
            percentage = found[1]
        elif found := _COUNT.fullmatch(stated):
            count = int(found[1].replace(",", ""))
            percentage = found[3]
            if found[2] and int(found[2].replace(",", "")) != size:
                raise refuse(f"{stated} is not out of the sample of {size}", "correct the sample size or the count")
        else:
            raise refuse(f"'{truncate(stated)}' is not a count", "write how many postings ask for it, as in 19")
    if stated := cells.get("percentage", ""):
        found = _PERCENTAGE.fullmatch(stated)
        if not found:
            raise refuse(f"'{truncate(stated)}' is not a percentage", "write it as in 95%", "percentage")
        percentage = found[1]
    return count, percentage


def fits(percentage: str, count: int, size: int) -> bool:
    """Whether a count of a sample may be stated as this percentage: rounded to its decimals, halves either way."""
    return count in _fitting(percentage, size)


def _fitting(percentage: str, size: int) -> range:
    """The counts of a sample that may be stated as this percentage."""
    digits, _, decimals = percentage.partition(".")
    stated, scale = int(digits + decimals), 10 ** len(decimals)
    lowest = -((size - 2 * stated * size) // (200 * scale))
    highest = (2 * stated * size + size) // (200 * scale)
    return range(max(lowest, 0), min(highest, size) + 1)


def _shown(row: TableRow) -> str:
    text = " | ".join(cell for cell in row.cells[:2] if cell)
    return f"row '{truncate(text)}'"
