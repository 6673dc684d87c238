"""The frequency tables of an analysis, and the role of each column."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from skillgap.errors import DataError, Diagnostic, truncate
from skillgap.postings import analysis_words as words
from skillgap.postings.analysis_numbers import Figure, is_empty, is_rough, read_figure
from skillgap.postings.analysis_outline import Part, Table
from skillgap.postings.analysis_sample import summary_rows
from skillgap.postings.analysis_words import Role

_YEAR_TITLE = re.compile(r"(?:q[1-4] ?)?(?:19|20)\d\d(?: ?q[1-4])?", re.I)
_BRACKETS = re.compile(r"\s*[(\[][^()\[\]]{0,60}[)\]]")
_NUMBER = re.compile(r"[-+]?\d[\d.,'’ \u00a0\u202f]*")
_FRACTION_OF_ONE = re.compile(r"[01](?:[.,]\d{1,9})?|[.,]\d{1,9}")
_NUMBERS_ROWS = "it numbers the rows"
_TEXT_ROLES: tuple[Role, ...] = ("name", "tools", "covers", "category")


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A table, a column or a row that did not go into the matrix, and why."""

    what: str
    reason: str
    line: int
    hint: str | None = None


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a frequency table by role, and the reasons for the columns left out.

    ``share_of_one`` is true if the percentages are fractions of one, ``mentions`` if the counts are
    called mentions.
    """

    roles: Mapping[Role, int]
    left_out: tuple[LeftOut, ...] = ()
    share_of_one: bool = False
    mentions: bool = False


class NoCounts(Exception):  # noqa: N818 - it is no error: the table is left out
    """A table that counts no postings, with the reason to leave it out.

    ``numbers`` are its figures of unknown meaning.
    """

    def __init__(self, reason: str, hint: str | None = None, numbers: Sequence[int] = ()) -> None:
        super().__init__(reason)
        self.reason, self.hint, self.numbers = reason, hint, numbers


@dataclass(slots=True)
class _Column:
    """The evidence about a column from its title and its cells."""

    at: int
    title: str
    role: Role | None
    figures: list[Figure | None] = field(default_factory=list)
    texts: int = 0
    digits: bool = False
    filled: bool = False
    unlike: str = ""

    @property
    def stated(self) -> list[Figure]:
        return [figure for figure in self.figures if figure]

    @property
    def numeric(self) -> bool:
        return bool(self.stated) and self.texts == 0

    def mostly(self, holds: Callable[[Figure], bool]) -> bool:
        """Return whether most of its figures are of a kind."""
        return 2 * sum(map(holds, self.stated)) > len(self.figures) > 0


def columns_of(part: Part, table: Table, file: str, chosen: Sequence[str] = ()) -> Columns:
    """Find the columns of a frequency table. ``chosen`` are the titles of the figure columns.

    Raises NoCounts for a table that counts no postings, DataError if two columns could be the count
    or the percentage.
    """
    if summary_rows(table):
        raise NoCounts("its rows describe the sample")
    columns = [_column(at, title, table) for at, title in enumerate(table.titles)]
    mine = [column for column in columns if column.title.casefold() in {title.casefold() for title in chosen}]
    for column in mine:
        column.role, column.unlike = _by_content(column, "percentage" if "%" in column.title else "count"), ""
    figures = [column for column in columns if column.role in ("count", "percentage")]
    if mine:
        figures, others = mine, [column for column in figures if column not in mine]
        for column in others:
            column.role, column.unlike = None, "another column was chosen with --column"
    else:
        figures = _without_rank(_preferred(figures))
    _check_dimension(part, columns)
    if not any(column.stated or column.digits for column in figures):
        raise _no_counts(columns, figures)
    _check_roles_in_rows(table, columns, file)
    roles = _figure_roles(figures, table, file)
    _add_texts(columns, roles)
    intervals = [column for column in columns if column.at in roles.values() and words.INTERVAL.search(column.title)]
    left_out = tuple(
        LeftOut(f"the intervals in '{truncate(column.title)}'", "they follow from the counts", table.line)
        for column in intervals
    ) + tuple(
        LeftOut(
            f"the column '{truncate(column.title)}'", column.unlike or "it is none of name, count or notes", table.line
        )
        for column in columns
        if column.at not in roles.values() and column.filled
    )
    at = roles.get("percentage")
    share_of_one = at is not None and _is_share_of_one(columns[at], table)
    if at is not None and share_of_one:
        _check_precision(columns[at], table, file)
    return Columns(
        roles,
        left_out,
        share_of_one=share_of_one,
        mentions="count" in roles and words.MENTIONS.search(table.titles[roles["count"]]) is not None,
    )


def _column(at: int, title: str, table: Table) -> _Column:
    column = _Column(at, title, words.role_of_title(title))
    _say_what_else(column)
    for row in table.rows:
        cell = row.cells[at].strip()
        if is_empty(cell):
            continue
        column.filled = True
        column.digits = column.digits or any(character.isdigit() for character in cell)
        figure = read_figure(cell, percentages=column.role == "percentage")
        column.figures.append(figure or (Figure() if is_rough(cell) else None))
        column.texts += figure is None and not is_rough(cell) and not _NUMBER.fullmatch(cell)
    if column.unlike == _NUMBERS_ROWS and column.texts:
        column.unlike = ""
    _correct_by_content(column)
    return column


def _say_what_else(column: _Column) -> None:
    """Remove the role of a column if its title shows that its numbers are neither counts nor shares of postings."""
    bare = _BRACKETS.sub("", column.title)
    reasons = (
        (words.INTERVAL.search(bare), "it is an interval, not a percentage"),
        (words.NO_FIGURE.search(bare), "it is neither a count nor a share of postings"),
        (words.OF_MENTIONS.search(bare), "it is a share of something else than the postings"),
        (words.RANK.fullmatch(bare.strip()) and bare.strip() not in ("#", "№"), _NUMBERS_ROWS),
        (_YEAR_TITLE.fullmatch(bare.strip()), "its title is a date"),
    )
    for found, reason in reasons:
        if found and column.role in (None, "count", "percentage"):
            column.role, column.unlike = None, reason
            return


def _correct_by_content(column: _Column) -> None:
    """Use the cells if the title does not name the counted unit, or if it calls a percentage a count."""
    if column.role in ("count", "percentage"):
        column.role = _by_content(column, column.role)
        return
    if column.unlike or column.role in ("notes", "category", "covers", "tools"):
        return
    if column.mostly(lambda figure: figure.of is not None):
        column.role = "count"
    elif column.role is None and column.mostly(lambda figure: figure.percentage is not None):
        column.role = "count" if column.mostly(lambda figure: figure.count is not None) else "percentage"


def _by_content(column: _Column, role: Role) -> Role:
    """Return the role of a figure column by its cells: counts or only percentages."""
    if column.mostly(lambda figure: figure.count is not None) and role == "percentage":
        return "count" if column.mostly(lambda figure: figure.percentage is not None) else "percentage"
    if role == "count" and column.mostly(lambda figure: figure.percentage is not None and figure.count is None):
        return "percentage"
    return role


def _preferred(figures: list[_Column]) -> list[_Column]:
    """Return the figure columns. Among several count columns, prefer the column whose cells have totals."""
    sure = {column.role for column in figures if column.digits}
    for column in figures:
        if column.filled and not column.digits and column.role in sure:
            column.role = None  # 'Job board | Postings': only its title sounds like a count
    figures = [column for column in figures if column.role]
    counts = [column for column in figures if column.role == "count"]
    fractions = [column for column in counts if column.mostly(lambda figure: figure.of is not None)]
    if len(counts) > 1 and len(fractions) == 1:
        for column in counts:
            if column is not fractions[0]:
                column.role, column.unlike = None, f"'{truncate(fractions[0].title)}' says what its counts are out of"
        return [column for column in figures if column.role]
    return figures


def _without_rank(figures: list[_Column]) -> list[_Column]:
    """The columns of figures but for one called # that numbers the rows."""
    for column in figures:
        numbers = [figure.count for figure in column.stated]
        if column.title in ("#", "№") and (len(figures) > 1 or numbers == list(range(1, len(numbers) + 1))):
            column.role, column.unlike = None, _NUMBERS_ROWS
    return [column for column in figures if column.role]


def _check_dimension(part: Part, columns: list[_Column]) -> None:
    """Raise NoCounts for a table about the composition of the sample, for example regions or employers."""
    label = next((column for column in columns if column.filled and column.role not in ("count", "percentage")), None)
    if label is None:
        return
    title, heading = label.title.strip(), words.clean_heading(part.title)
    if words.DIMENSION.fullmatch(title):
        reason = f"it describes the sample by {title.lower()}"
        raise NoCounts(reason, f"rename the column '{title}' to take it in")
    if words.DIMENSION.fullmatch(heading) and label.role in (None, "category") and not words.kind_of(title):
        reason = f"it describes the sample by {heading.lower()}"
        raise NoCounts(reason, f"rename the heading '{heading}' to take it in")


def _no_counts(columns: list[_Column], figures: list[_Column]) -> NoCounts:
    if figures:
        return NoCounts("none of its cells is a figure", "state the counts, as in 19")
    numeric = next((column for column in columns if column.numeric and not column.unlike), None)
    if numeric:
        hint = f"if these are counts of postings, add --column '{numeric.title}'"
        reason = f"'{truncate(numeric.title)}' does not say that its numbers count postings"
        return NoCounts(reason, hint, [figure.count for figure in numeric.stated if figure.count is not None])
    return NoCounts("no column of it counts postings")


def _check_roles_in_rows(table: Table, columns: list[_Column], file: str) -> None:
    """Refuse, with DataError, a table whose rows are about several roles."""
    for column in columns:
        cells = {row.cells[column.at].strip() for row in table.rows} - {""}
        others = [
            other for other in columns if other is not column and other.texts and other.role in (None, "name", "tools")
        ]
        repeated = len(cells) < len([row for row in table.rows if row.cells[column.at].strip()])
        if (
            words.ROLE_COLUMN.fullmatch(column.title.strip())
            and others
            and column.texts
            and repeated
            and len(cells) > 1
        ):
            shown = ", ".join(f"'{truncate(cell)}'" for cell in sorted(cells)[:4])
            message = f"the column '{truncate(column.title)}' names several roles: {shown}"
            raise DataError(
                Diagnostic(message, file, table.line, hint="one matrix is of one role: write one file a role")
            )


def _figure_roles(figures: list[_Column], table: Table, file: str) -> dict[Role, int]:
    roles: dict[Role, int] = {}
    for column in figures:
        if column.role is None or not (column.stated or column.digits or column.texts):
            continue
        if column.role in roles:
            first = table.titles[roles[column.role]]
            message = f"two columns may hold the {column.role}: '{truncate(first)}' and '{truncate(column.title)}'"
            hint = f"choose one, as in --column '{first}'"
            if first == column.title:
                hint = "its columns repeat: write one table below the other"
            raise DataError(Diagnostic(message, file, table.line, hint=hint))
        roles[column.role] = column.at
    return roles


def _add_texts(columns: list[_Column], roles: dict[Role, int]) -> None:
    """Find the text columns by their titles, and use the first remaining column as the name."""
    for column in columns:
        if column.role in (*_TEXT_ROLES, "notes") and column.at not in roles.values():
            roles.setdefault(column.role, column.at)
    if not any(role in roles for role in _TEXT_ROLES):
        unknown = [
            column for column in columns if column.at not in roles.values() and column.filled and not column.unlike
        ]
        if unknown:
            roles["name"] = next((column for column in unknown if column.texts), unknown[0]).at
        elif "notes" in roles:
            roles["name"] = roles.pop("notes")
    elif "name" not in roles and roles.get("tools", len(columns)) < roles.get("category", 0):
        roles["name"] = roles[
            "tools"
        ]  # 'Tool | Category | Count' counts tools, 'Category | Tools | Count' groups of them
    elif not {"name", "tools"} & roles.keys():
        # 'Sprache | Priorität | Anzahl': what is counted is in the first column, although its title is not known.
        first = next(column for column in columns if column.texts)
        if first.role is None and not first.unlike:
            roles["name"] = first.at


def _is_share_of_one(column: _Column, table: Table) -> bool:
    """Whether percentages are fractions of one: 0.95 under a title without a percent sign."""
    cells = [row.cells[column.at].strip() for row in table.rows]
    stated = [cell for cell in cells if not is_empty(cell)]
    return (
        "%" not in column.title
        and bool(stated)
        and all(_FRACTION_OF_ONE.fullmatch(cell) for cell in stated)
        and any(not cell.isdigit() for cell in stated)
        and all(float(cell.replace(",", ".")) <= 1 for cell in stated)
    )


def _check_precision(column: _Column, table: Table, file: str) -> None:
    """Refuse, with DataError, fractions of one with a single decimal, which leave ten percent open."""
    cells = [row.cells[column.at].strip() for row in table.rows]
    if max(len(cell.partition("." if "." in cell else ",")[2]) for cell in cells) < 2:
        message = f"the shares in '{truncate(column.title)}' are between 0 and 1 and have one decimal"
        hint = "state the counts, or write the shares as in 95%"
        raise DataError(Diagnostic(message, file, table.line, hint=hint))
