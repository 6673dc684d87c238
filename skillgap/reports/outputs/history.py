"""One person in one role over time."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Annotated, Literal

from skillgap.reports.outputs.comparison import ChangeOutput, change_output
from skillgap.reports.outputs.fields import Count, Fraction, OneOrMore
from skillgap.reports.outputs.parts import (
    CoverageOutput,
    CriterionId,
    CriterionName,
    Mandatory,
    MatrixOutput,
    PersonOutput,
    Share,
    ViewName,
    coverage_output,
    matrix_output,
)
from skillgap.scoring.comparison.history import CriterionName as Named
from skillgap.scoring.comparison.history import History, Point

Section = Annotated[str | None, "The section's id; null if no matrix here has the criterion."]
AssessedOn = Annotated[datetime.date, "When the assessment was made."]


@dataclass(frozen=True, slots=True)
class PointOutput:
    """One assessment."""

    date: AssessedOn
    matrix_version: Annotated[OneOrMore, "The version of the matrix that it was made against."]
    missing_input: Annotated[Literal["matrix"] | None, "The missing input, if there are no figures."]
    coverage: Annotated[CoverageOutput | None, "How much was met; null without figures."]
    mandatory: Mandatory


@dataclass(frozen=True, slots=True)
class SectionValues:
    """The coverage of a section over time."""

    id: Annotated[str, "The section's id."]
    title: Annotated[str, "The section's title."]
    values: Annotated[tuple[Fraction | None, ...], "Its coverage at each point."]


@dataclass(frozen=True, slots=True)
class LevelChangeOutput:
    """A level that changed."""

    id: CriterionId
    name: CriterionName
    section: Section
    date: AssessedOn
    level_before: Annotated[Count | None, "The level before; null without one."]
    level_after: Annotated[Count, "The level since."]


@dataclass(frozen=True, slots=True)
class EvidenceGainedOutput:
    """Evidence that was added."""

    id: CriterionId
    name: CriterionName
    section: Section
    date: AssessedOn
    evidence: Annotated[tuple[str, ...], "The new evidence."]


@dataclass(frozen=True, slots=True)
class StaleLevel:
    """A level that was rated long ago."""

    id: CriterionId
    name: CriterionName
    section: Section
    share: Share
    level: Annotated[Count, "The person's own level."]
    rated_on: Annotated[datetime.date, "When it was last rated."]
    age_days: Annotated[Count, "Age in days."]


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryOutput:
    """One person in one role over time."""

    format: Annotated[Literal["skillgap/history/1"], "The kind and version of this output."] = "skillgap/history/1"
    profile: Annotated[PersonOutput, "The person who was assessed."]
    matrix: Annotated[MatrixOutput, "The role, in the latest version that has figures."]
    view: ViewName
    today: Annotated[datetime.date, "The day that ages are counted to."]
    stale_after: Annotated[Count, "The age in days after which a level is stale."]
    points: Annotated[tuple[PointOutput, ...], "One for each date, the earliest first."]
    sections: Annotated[tuple[SectionValues, ...], "The coverage of each section."]
    steps: Annotated[tuple[ChangeOutput, ...], "Why coverage changed from each point to the next."]
    level_changes: Annotated[tuple[LevelChangeOutput, ...], "The levels that changed."]
    evidence_gained: Annotated[tuple[EvidenceGainedOutput, ...], "The evidence that was added."]
    stale_levels: Annotated[tuple[StaleLevel, ...], "The levels that are stale."]


def history_output(history: History, today: datetime.date, stale_after: int) -> HistoryOutput:
    """State a history."""
    reports = [point.report for point in history.points if point.report]
    unknown = MatrixOutput(history.matrix, None, None, None, None)
    return HistoryOutput(
        profile=PersonOutput(history.profile_id, history.profile_name),
        matrix=matrix_output(reports[-1].matrix) if reports else unknown,
        view=history.view,
        today=today,
        stale_after=stale_after,
        points=tuple(map(_point, history.points)),
        sections=tuple(SectionValues(one.id, one.title, one.values) for one in history.sections),
        steps=tuple(map(change_output, history.steps)),
        level_changes=tuple(
            LevelChangeOutput(*_named(change.criterion), change.date, change.before, change.after)
            for change in history.level_changes
        ),
        evidence_gained=tuple(
            EvidenceGainedOutput(*_named(gained.criterion), gained.date, gained.evidence)
            for gained in history.evidence_gained
        ),
        stale_levels=tuple(
            StaleLevel(*_named(stale.criterion), stale.share, stale.level, stale.said, stale.age)
            for stale in history.stale
        ),
    )


def _named(criterion: Named) -> tuple[str, str, str | None]:
    return criterion.id, criterion.name, criterion.section


def _point(point: Point) -> PointOutput:
    return PointOutput(
        date=point.assessment.date,
        matrix_version=point.assessment.matrix_version,
        missing_input=None if point.report else "matrix",
        coverage=coverage_output(point.report.coverage) if point.report else None,
        mandatory=point.report.mandatory_state if point.report else None,
    )
