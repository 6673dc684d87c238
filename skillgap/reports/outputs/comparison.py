"""Assessments side by side, and why coverage changed between two of one person."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Annotated, Literal

from skillgap.reports.outputs.fields import Count, FractionChange, OneOrMore, Weight, filled
from skillgap.reports.outputs.parts import (
    AgreedLevel,
    Category,
    CoverageOutput,
    CriterionId,
    CriterionName,
    Evidence,
    Impact,
    Level,
    Mandatory,
    MandatoryCriterion,
    MatrixOutput,
    MentorLevel,
    PersonOutput,
    Postings,
    SampleSize,
    SectionId,
    SectionOutput,
    SelfLevel,
    Share,
    StatedConfidence,
    StateOfLevel,
    Target,
    ViewName,
    coverage_output,
    matrix_output,
    section_outputs,
)
from skillgap.scoring.comparison.attribution import Attribution, Cause, Part, Unsplit
from skillgap.scoring.comparison.links import UnusedTie
from skillgap.scoring.comparison.table import ComparedRow, Comparison, ComparisonColumn, Spread
from skillgap.scoring.gap_report import Row

Ids = tuple[str, ...]
Positions = tuple[Count, ...]


@dataclass(frozen=True, slots=True)
class SpreadOutput:
    """How far figures are apart."""

    count: Annotated[OneOrMore, "Number of figures."]
    lowest: Annotated[Weight, "The lowest of them."]
    median: Annotated[Weight, "Their median."]
    highest: Annotated[Weight, "The highest of them."]
    lowest_in: Annotated[Positions, "The columns that have the lowest."]
    highest_in: Annotated[Positions, "The columns that have the highest."]


@dataclass(frozen=True, slots=True)
class ColumnOutput:
    """One assessment of the comparison."""

    profile: Annotated[PersonOutput, "The person who was assessed."]
    matrix: Annotated[MatrixOutput, "The role."]
    date: Annotated[datetime.date | None, "When it was made; null without one."]
    missing_input: Annotated[Literal["matrix", "assessment"] | None, "The missing input, if there are no figures."]
    repeats: Annotated[Count | None, "The column before that shows the same assessment."]
    coverage: Annotated[CoverageOutput | None, "How much is met; null without figures."]
    sections: Annotated[tuple[SectionOutput, ...], "Likewise for each section."]
    mandatory: Mandatory


@dataclass(frozen=True, slots=True)
class CellOutput:
    """One criterion in one column."""

    id: CriterionId
    postings: Postings
    sample_size: SampleSize
    share: Share
    state: StateOfLevel
    level: Level
    target: Target
    gap: Annotated[Count | None, "Levels below the target; null without a level."]
    impact: Impact
    confidence: StatedConfidence
    evidence: Evidence
    self_level: SelfLevel
    mentor_level: MentorLevel
    agreed_level: AgreedLevel
    mandatory: MandatoryCriterion


@dataclass(frozen=True, slots=True)
class ComparedRowOutput:
    """One criterion in every column."""

    id: CriterionId
    name: CriterionName
    section: SectionId
    category: Category
    postings: Postings
    sample_size: SampleSize
    share: Share
    level_range: Annotated[Count | None, "The largest level less the smallest; null with fewer than two."]
    differs: Annotated[bool, "True if the columns differ."]
    met_in: Annotated[Positions, "The columns that meet the target."]
    level_spread: Annotated[SpreadOutput | None, "The levels; null if there are no levels or their scales differ."]
    cells: Annotated[tuple[CellOutput | None, ...], "One for each column; null if its matrix has no such criterion."]


@dataclass(frozen=True, slots=True)
class UnusedTieOutput:
    """What a matrix says of criteria being the same, and was not followed since it contradicts itself."""

    matrix_id: Annotated[str, "The matrix that has the link."]
    criterion: CriterionId
    says: Annotated[str, "The target of the link."]


@dataclass(frozen=True, slots=True)
class TieOutput:
    """Two criteria of different roles that share a row."""

    matrix_id: Annotated[str, "The first matrix."]
    criterion: CriterionId
    other_matrix_id: Annotated[str, "The second matrix."]
    other_criterion: CriterionId
    reason: Annotated[
        Literal["same_as", "alike"], "same_as: a matrix links them. alike: name, section and tools are similar."
    ]


@dataclass(frozen=True, slots=True)
class SideOutput:
    """A criterion on one side of a change."""

    id: CriterionId
    level: Level
    target: Target
    postings: Postings
    sample_size: SampleSize


@dataclass(frozen=True, slots=True)
class ChangePart:
    """A part of a change of coverage."""

    whose: Annotated[Literal["you", "role"], "you: the ratings changed. role: the role changed."]
    cause: Annotated[Cause, "What changed."]
    id: CriterionId
    name: CriterionName
    coverage_change: Annotated[FractionChange, "The change of coverage that it makes, as a fraction."]
    criterion_before: Annotated[SideOutput | None, "The criterion before; null if it was not in that matrix."]
    criterion_after: Annotated[SideOutput | None, "The criterion after; null if it is not in that matrix."]


@dataclass(frozen=True, slots=True)
class ChangeOutput:
    """Why coverage changed from one assessment to another. The changes are fractions."""

    from_: Annotated[datetime.date | None, "When the earlier assessment was made."]
    to: Annotated[datetime.date | None, "When the later one was made."]
    coverage_change: Annotated[FractionChange | None, "The change of coverage."]
    coverage_change_you: Annotated[FractionChange | None, "Points from new ratings."]
    coverage_change_role: Annotated[
        FractionChange | None, "Points from the new version of the role. Both add up to coverage_change."
    ]
    unattributed_reason: Annotated[Unsplit | None, "Why the change cannot be attributed, if so."]
    parts: Annotated[tuple[ChangePart, ...], "The parts of the change, the largest first."]


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparisonOutput:
    """Assessments side by side. Columns are numbered from 0."""

    format: Annotated[Literal["skillgap/comparison/1"], "The kind and version."] = "skillgap/comparison/1"
    view: ViewName
    columns: Annotated[tuple[ColumnOutput, ...], "The assessments."]
    coverage_spread: Annotated[SpreadOutput | None, "Difference between the largest and the smallest coverage."]
    rows: Annotated[tuple[ComparedRowOutput, ...], "The criteria, the largest differences × share first."]
    met_only_by: Annotated[tuple[Ids, ...], "For each column, the ids of the criteria that no other column meets."]
    met_by_all: Annotated[Ids, "The ids of the criteria that every column meets."]
    met_by_none: Annotated[Ids, "The ids of the criteria that no column meets."]
    rated_by_none: Annotated[Ids, "The ids of the criteria that no column has a level for."]
    in_common: Annotated[Ids, "The ids of the criteria of every column's matrix."]
    unused_ties: Annotated[tuple[UnusedTieOutput, ...], "Links between criteria that were not used."]
    ties: Annotated[tuple[TieOutput, ...], "Criteria of different roles that share a row."]
    change: Annotated[ChangeOutput | None, "Why coverage changed between two assessments of one person; else null."]


def comparison_output(comparison: Comparison, attribution: Attribution | None) -> ComparisonOutput:
    """State a comparison."""
    return ComparisonOutput(
        view=comparison.view,
        columns=tuple(map(_column, comparison.columns)),
        coverage_spread=_spread(comparison.coverage),
        rows=tuple(map(_row, comparison.rows)),
        met_only_by=tuple(_ids(comparison.met_only_by(at)) for at in range(len(comparison.columns))),
        met_by_all=_ids(comparison.met_by_all),
        met_by_none=_ids(comparison.met_by_none),
        rated_by_none=_ids(comparison.rated_by_none),
        in_common=_ids(comparison.in_common),
        unused_ties=unused_tie_outputs(comparison.unused_ties),
        ties=tuple(
            filled(TieOutput, tie, matrix_id=tie.matrix, other_matrix_id=tie.other_matrix) for tie in comparison.ties
        ),
        change=change_output(attribution) if attribution else None,
    )


def change_output(attribution: Attribution) -> ChangeOutput:
    """State why coverage changed."""
    return ChangeOutput(
        from_=attribution.before.date,
        to=attribution.after.date,
        coverage_change=attribution.change,
        coverage_change_you=attribution.you,
        coverage_change_role=attribution.role,
        unattributed_reason=attribution.unsplit,
        parts=tuple(map(_part, attribution.parts)),
    )


def unused_tie_outputs(ties: tuple[UnusedTie, ...]) -> tuple[UnusedTieOutput, ...]:
    """State what matrices say of criteria being the same, and was not used."""
    return tuple(UnusedTieOutput(tie.matrix, tie.criterion, tie.says) for tie in ties)


def _column(column: ComparisonColumn) -> ColumnOutput:
    report = column.report
    known = MatrixOutput(column.matrix_id, column.matrix_version, None, None, None)
    return ColumnOutput(
        profile=PersonOutput(column.profile_id, column.profile_name),
        matrix=matrix_output(report.matrix) if report else known,
        date=column.date,
        missing_input=column.lacks,
        repeats=column.repeats,
        coverage=coverage_output(report.coverage) if report else None,
        sections=section_outputs(report) if report else (),
        mandatory=column.mandatory_state,
    )


def _row(row: ComparedRow) -> ComparedRowOutput:
    return filled(
        ComparedRowOutput,
        row,
        level_range=row.difference,
        level_spread=_spread(row.levels),
        cells=tuple(None if cell is None else filled(CellOutput, cell) for cell in row.cells),
    )


def _spread(spread: Spread | None) -> SpreadOutput | None:
    return filled(SpreadOutput, spread) if spread else None


def _part(part: Part) -> ChangePart:
    return ChangePart(
        whose=part.whose,
        cause=part.cause,
        id=part.row.id,
        name=part.row.name,
        coverage_change=part.amount,
        criterion_before=_side(part.before),
        criterion_after=_side(part.after),
    )


def _side(row: Row | None) -> SideOutput | None:
    return filled(SideOutput, row) if row else None


def _ids(rows: list[ComparedRow] | tuple[ComparedRow, ...]) -> Ids:
    return tuple(row.id for row in rows)
