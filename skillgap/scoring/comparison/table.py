"""Several people, dates or roles side by side: criteria as rows, a column each."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from skillgap.model.matrix import Matrix
from skillgap.model.profile import Assessment, Profile
from skillgap.scoring.comparison.attribution import Attribution, attribute
from skillgap.scoring.comparison.links import Tie, UnusedTie, link
from skillgap.scoring.frames import Tabular
from skillgap.scoring.gap_report import Coverage, GapReport, Row, View, gap_report
from skillgap.scoring.mandatory import MandatoryState

WIDE = 6
"""Beyond so many columns outputs for people show the extremes of a row instead of every cell."""


@dataclass(frozen=True, slots=True)
class ColumnSource:
    """The source of a column. ``matrix`` None: the version the assessment was made against is not here."""

    profile: Profile
    assessment: Assessment | None
    matrix: Matrix | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparisonColumn:
    """One assessment in a comparison.

    ``report`` is its gap report with all figures, or None for the reason in ``lacks``. The reason is a missing matrix
    version, or neither an assessment nor a matrix to report against. With a matrix but no assessment there is a report
    without ratings. ``repeats`` is the place of an earlier column that shows the very same, None if none does; a
    repeated column counts once in all summaries.
    """

    profile_id: str
    profile_name: str
    date: datetime.date | None
    matrix_id: str | None
    matrix_version: int | None
    report: GapReport | None
    lacks: Literal["matrix", "assessment"] | None
    repeats: int | None

    @property
    def coverage(self) -> Coverage | None:
        """The coverage as the gap report gives it."""
        return self.report.coverage if self.report else None

    @property
    def mandatory_state(self) -> MandatoryState | None:
        """True if all mandatory requirements are met, else the worst of their states; None if missing."""
        return self.report.mandatory_state if self.report else None


@dataclass(frozen=True, slots=True)
class Spread:
    """The spread of a figure: its extremes, the columns that have them, and the median.

    ``count`` columns have the figure. If their number is even, the median is the mean of the middle two.
    """

    count: int
    lowest: float
    median: float
    highest: float
    lowest_in: tuple[int, ...]
    highest_in: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedRow:
    """One criterion across all columns.

    ``cells`` are the rows of the columns' gap reports, None if the criterion is not in the column's matrix (or the
    column has no report). ``id``, ``name``, ``section`` and ``category`` come from the first column that has the
    criterion. ``postings``, ``sample_size`` and ``share`` come from the column whose matrix asks for it most.
    ``difference`` is the largest level minus the smallest, None with fewer than two levels or with levels of different
    scales. ``levels`` is None with different scales or without a level. ``differs`` is whether cells disagree in state,
    level or target, or one is missing. ``met_in`` lists the columns that meet their target. ``order`` is the place in
    the matrices' own order.
    """

    order: int
    id: str
    name: str
    section: str
    category: str | None
    postings: int
    sample_size: int
    share: float
    cells: tuple[Row | None, ...]
    levels: Spread | None
    difference: int | None
    differs: bool
    met_in: tuple[int, ...]

    @property
    def weight(self) -> float:
        """Share × difference, the value that ranks differences; 0 if missing."""
        return self.share * (self.difference or 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison(Tabular):
    """Assessments side by side; see :func:`compare` for the order of the rows."""

    view: View
    columns: tuple[ComparisonColumn, ...]
    rows: tuple[ComparedRow, ...]
    coverage: Spread | None
    unused_ties: tuple[UnusedTie, ...]
    ties: tuple[Tie, ...] = ()

    def records(self) -> Iterator[dict[str, Any]]:
        """Yield a record for each criterion in each column, in the order of the rows."""
        for row in self.rows:
            for column, cell in zip(self.columns, row.cells, strict=True):
                yield {
                    "id": row.id,
                    "name": row.name,
                    "section": row.section,
                    "share": row.share,
                    "difference": row.difference,
                    "profile": column.profile_id,
                    "date": column.date,
                    "matrix": column.matrix_id,
                    "matrix_version": column.matrix_version,
                    "state": cell.state if cell else None,
                    "level": cell.level if cell else None,
                    "target": cell.target if cell else None,
                    "gap": cell.gap if cell else None,
                    "impact": cell.impact if cell else None,
                }

    @property
    def wide(self) -> bool:
        """True if there are too many columns to read each row cell by cell."""
        return len(self.columns) > WIDE

    @property
    def of_one_person(self) -> bool:
        """True if all columns are of one person."""
        return len({(column.profile_id, column.profile_name) for column in self.columns}) == 1

    @property
    def distinct(self) -> tuple[int, ...]:
        """The places of the columns that have a report and repeat no other."""
        return tuple(at for at, one in enumerate(self.columns) if one.report and one.repeats is None)

    @property
    def in_common(self) -> tuple[ComparedRow, ...]:
        """The criteria that the matrices of all distinct columns have."""
        return tuple(row for row in self.rows if all(row.cells[at] for at in self.distinct))

    @property
    def met_by_all(self) -> tuple[ComparedRow, ...]:
        """The criteria that every distinct column meets."""
        return tuple(row for row in self.rows if set(row.met_in) >= set(self.distinct))

    @property
    def met_by_none(self) -> tuple[ComparedRow, ...]:
        """The criteria that have a level but are met in no column. An unrated column may meet them without a rating."""
        rated = (row for row in self.rows if any(cell and cell.level is not None for cell in row.cells))
        return tuple(row for row in rated if not row.met_in)

    @property
    def rated_by_none(self) -> tuple[ComparedRow, ...]:
        """The criteria without a level in any column."""
        return tuple(row for row in self.rows if not any(cell and cell.level is not None for cell in row.cells))

    def met_only_by(self, column: int) -> tuple[ComparedRow, ...]:
        """The criteria that only this distinct column meets, among the criteria that others' matrices have too."""
        distinct = set(self.distinct)
        return tuple(
            row
            for row in self.rows
            if distinct.intersection(row.met_in) == {column} and sum(row.cells[at] is not None for at in distinct) > 1
        )


Choice = tuple[Profile, Assessment | None, Matrix | None]
"""Somebody, the assessment of theirs to compare if there is any, and its matrix if that is here."""


def subjects_of(choices: Iterable[Choice], otherwise: Matrix | None = None) -> list[ColumnSource]:
    """The columns that choices lead to. A person without ratings counts against the single role of all other people.

    ``otherwise`` is their role if the rest of the people have none, or several.
    """
    chosen = list(choices)
    roles = {(matrix.id, matrix.version): matrix for _, _, matrix in chosen if matrix}
    role = next(iter(roles.values())) if len(roles) == 1 else otherwise
    return [ColumnSource(profile, one, matrix if one else role) for profile, one, matrix in chosen]


def explanation(comparison: Comparison) -> Attribution | None:
    """Explain why coverage changed, if the columns show one person at two dates; the earlier date is before."""
    reports = [comparison.columns[at].report for at in comparison.distinct]
    dated = [report for report in reports if report and report.date]
    if len(comparison.columns) != 2 or len(dated) != 2 or not comparison.of_one_person:
        return None
    earlier, later = sorted(dated, key=lambda report: report.date or datetime.date.min)
    return attribute(earlier, later)


def compare(
    subjects: Iterable[ColumnSource], *, view: View = "agreed", today: datetime.date | None = None
) -> Comparison:
    """Put assessments side by side, each scored by its own gap report.

    Criteria of different matrices and versions share a row if they are the same (see
    :mod:`skillgap.scoring.comparison.links`). Rows whose levels differ come first, by share × difference, the largest
    first. Then come rows that differ otherwise, then equal rows, each by share. Ties keep the matrices' order.
    """
    columns = _columns(subjects, view, today)
    matrices: list[Matrix] = []
    for column in columns:
        if column.report and column.report.matrix not in matrices:
            matrices.append(column.report.matrix)
    links = link(matrices)
    found = [
        (matrices.index(column.report.matrix), {row.id: row for row in column.report.rows}) if column.report else None
        for column in columns
    ]
    rows = []
    for order, criteria in enumerate(links.rows):
        cells = tuple(one[1][here.id] if one and (here := criteria[one[0]]) else None for one in found)
        rows.append(_row(order, cells, columns))
    values = {at: one.coverage.value for at, one in enumerate(columns) if one.coverage and one.repeats is None}
    return Comparison(
        view=view,
        columns=columns,
        rows=tuple(sorted(rows, key=_place)),
        coverage=_spread({at: value for at, value in values.items() if value is not None}),
        unused_ties=links.unused,
        ties=links.ties,
    )


def _columns(subjects: Iterable[ColumnSource], view: View, today: datetime.date | None) -> tuple[ComparisonColumn, ...]:
    shown: list[ColumnSource] = []
    columns = []
    for subject in subjects:
        columns.append(_column(subject, shown.index(subject) if subject in shown else None, view, today))
        shown.append(subject)
    return tuple(columns)


def _column(subject: ColumnSource, repeats: int | None, view: View, today: datetime.date | None) -> ComparisonColumn:
    profile, assessment, matrix = subject.profile, subject.assessment, subject.matrix
    return ComparisonColumn(
        profile_id=profile.id,
        profile_name=profile.name,
        date=assessment.date if assessment else None,
        matrix_id=assessment.matrix if assessment else matrix.id if matrix else None,
        matrix_version=assessment.matrix_version if assessment else matrix.version if matrix else None,
        report=gap_report(matrix, profile, assessment, view=view, today=today) if matrix else None,
        lacks="assessment" if assessment is None else "matrix" if matrix is None else None,
        repeats=repeats,
    )


def _row(order: int, cells: tuple[Row | None, ...], columns: Sequence[ComparisonColumn]) -> ComparedRow:
    standing = [cell for cell in cells if cell]
    first, most = standing[0], max(standing, key=lambda cell: cell.share)
    rated = {at: cell.level for at, cell in enumerate(cells) if cell and cell.level is not None}
    scales = {
        report.matrix.levels_of(cell.id) for at in rated if (report := columns[at].report) and (cell := cells[at])
    }
    comparable = len(scales) <= 1
    scored = [cell and (cell.state, cell.level, cell.target) for at, cell in enumerate(cells) if columns[at].report]
    return ComparedRow(
        order=order,
        id=first.id,
        name=first.name,
        section=first.section,
        category=first.category,
        postings=most.postings,
        sample_size=most.sample_size,
        share=most.share,
        cells=cells,
        levels=_spread({at: level for at, level in rated.items() if columns[at].repeats is None})
        if comparable
        else None,
        difference=max(rated.values()) - min(rated.values()) if comparable and len(rated) > 1 else None,
        differs=len(set(scored)) > 1,
        met_in=tuple(at for at, cell in enumerate(cells) if cell and cell.gap == 0),
    )


def _place(row: ComparedRow) -> tuple[bool, bool, float, float, int]:
    return not row.difference, not row.differs, -row.weight, -row.share, row.order


def _spread(figures: Mapping[int, float]) -> Spread | None:
    """The spread of figures by column; None if missing."""
    if not figures:
        return None
    ordered = sorted(figures.values())
    middle = len(ordered) // 2
    return Spread(
        count=len(ordered),
        lowest=ordered[0],
        median=ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2,
        highest=ordered[-1],
        lowest_in=tuple(at for at, figure in figures.items() if figure == ordered[0]),
        highest_in=tuple(at for at, figure in figures.items() if figure == ordered[-1]),
    )
