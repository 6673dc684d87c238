"""The gap report: ``skillgap/report/1``, which only gains keys, and the columns of its CSV."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from typing import Annotated, Literal

from skillgap import labels
from skillgap.model.matrix import Matrix
from skillgap.model.profile import Answer
from skillgap.reports.outputs.fields import OPTIONAL, Count, Fraction, OneOrMore, filled
from skillgap.reports.outputs.goals import GoalOutput, goal_output
from skillgap.reports.outputs.incidence import IncidenceOutput
from skillgap.reports.outputs.parts import (
    AgreedLevel,
    AssessmentOutput,
    Category,
    CoverageOutput,
    CriterionId,
    CriterionName,
    Evidence,
    ExpiredOutput,
    Impact,
    Level,
    Mandatory,
    MandatoryCriterion,
    MatrixOutput,
    MentorLevel,
    PersonOutput,
    Postings,
    RequirementOutput,
    SampleSize,
    SectionId,
    SectionOutput,
    SelfLevel,
    Share,
    StatedConfidence,
    StateOfLevel,
    Target,
    coverage_output,
    heading_of,
    requirement_outputs,
    section_outputs,
)
from skillgap.reports.outputs.what_if import WhatIfOutput
from skillgap.scoring.gap_report import GapReport, RankBy, Row
from skillgap.scoring.mandatory import MandatoryState


@dataclass(frozen=True, slots=True)
class ToolsOutput:
    """The tools of a criterion."""

    used: Annotated[tuple[str, ...], "The tools that the person used."]
    missing: Annotated[tuple[str, ...], "The tools that the matrix names and the person did not use."]


@dataclass(frozen=True, slots=True, kw_only=True)
class RowOutput:
    """One criterion of a gap report. Its fields are also the columns of the CSV form."""

    rank: Annotated[OneOrMore | None, "The rank; only a gap has one."] = field(default=None, metadata=OPTIONAL)
    id: CriterionId
    name: CriterionName
    section: SectionId
    category: Category
    postings: Postings
    sample_size: SampleSize
    share: Share
    share_low: Annotated[Fraction | None, "The lower end of the share's 95% interval (Wilson)."]
    share_high: Annotated[Fraction | None, "The upper end of that interval."]
    rank_low: Annotated[OneOrMore | None, "The best rank by postings that it can have, at 95% confidence."]
    rank_high: Annotated[OneOrMore | None, "The worst rank that it can have."]
    state: StateOfLevel
    level: Level
    level_name: Annotated[str | None, "The name of the level."]
    target: Target
    target_name: Annotated[str, "The name of the target's level."]
    gap: Annotated[Count | None, "Levels below the target, 0 if it is met; null without a level."]
    impact: Impact
    confidence: StatedConfidence
    evidence: Evidence
    self_level: SelfLevel
    mentor_level: MentorLevel
    agreed_level: AgreedLevel
    tools: Annotated[ToolsOutput, "The tools of the criterion."]
    next_level: Annotated[Count | None, "The next level on the way to the target that the matrix describes."]
    next_level_shown_by: Annotated[str | None, "Description of the next level."]
    topic: Annotated[str | None, "Topic, shared with criteria of other sections."]
    mandatory: MandatoryCriterion
    comment: Annotated[str | None, "The comment of the latest submitted review that has a comment or a reply."]
    reply: Annotated[str | None, "The person's reply in that review."]


@dataclass(frozen=True, slots=True)
class SignalOutput:
    """A hiring signal: what postings ask for without a count."""

    id: Annotated[str, "The signal's id."]
    text: Annotated[str, "The signal."]
    emphasis: Annotated[str | None, "How strongly the postings put it."]
    answer: Annotated[Answer | None, "The person's answer; null without an answer."]
    mandatory: Annotated[MandatoryState | None, "State of a mandatory signal; null if it is not mandatory."]


@dataclass(frozen=True, slots=True)
class RestatedOutput:
    """A level above a lower one that was agreed before, and not reviewed since."""

    id: CriterionId
    name: CriterionName
    level: Annotated[Count, "The level that the person states."]
    agreed_level: Annotated[Count, "The level that was last agreed."]
    agreed_on: Annotated[datetime.date, "The day of that review."]


@dataclass(frozen=True, slots=True, kw_only=True)
class GapReportOutput:
    """What an assessment says against a role's matrix."""

    format: Annotated[Literal["skillgap/report/1"], "The kind and version of this output."] = "skillgap/report/1"
    profile: Annotated[PersonOutput, "The person of the report."]
    matrix: Annotated[MatrixOutput, "The role."]
    assessment: Annotated[AssessmentOutput, "The assessment that the report is made from."]
    today: Annotated[datetime.date | None, "The day that the report is made for; null if none is known."]
    section: Annotated[str | None, "The only section that is shown; null if all are."]
    rank_by: Annotated[RankBy, "The order of the gaps."]
    coverage: Annotated[CoverageOutput, "How much of the role is met."]
    sections: Annotated[tuple[SectionOutput, ...], "Likewise for each section shown."]
    gaps: Annotated[tuple[RowOutput, ...], "Levels below the target, in order of rank."]
    met: Annotated[tuple[RowOutput, ...], "Levels at or above the target, the most asked for first."]
    unrated: Annotated[tuple[RowOutput, ...], "Criteria that are skipped or not asked, the most asked for first."]
    not_applicable: Annotated[tuple[RowOutput, ...], "Criteria that take part in no figure."]
    signals: Annotated[tuple[SignalOutput, ...], "The hiring signals, with the person's answers."]
    mandatory: Mandatory
    mandatory_requirements: Annotated[tuple[RequirementOutput, ...], "The mandatory criteria and signals."]
    expired_evidence: Annotated[tuple[ExpiredOutput, ...], "Evidence that is no longer valid."]
    restated: Annotated[tuple[RestatedOutput, ...], "Levels above one that was agreed, and not reviewed since."]
    goals: Annotated[tuple[GoalOutput, ...], "The person's goals, as in the profile."]
    what_if: Annotated[WhatIfOutput | None, "Present with hypothetical levels only."] = field(
        default=None, metadata=OPTIONAL
    )
    incidence: Annotated[IncidenceOutput | None, "Present with posting data only."] = field(
        default=None, metadata=OPTIONAL
    )


def gap_report_output(
    report: GapReport, what_if: WhatIfOutput | None = None, incidence: IncidenceOutput | None = None
) -> GapReportOutput:
    """State a gap report."""
    matrix = report.matrix
    person, role, assessment = heading_of(report)
    narrowed = len(report.sections) < len(matrix.sections) and len(report.sections) == 1
    return GapReportOutput(
        profile=person,
        matrix=role,
        assessment=assessment,
        today=report.today,
        section=report.sections[0].id if narrowed else None,
        rank_by=report.rank_by,
        coverage=coverage_output(report.coverage),
        sections=section_outputs(report),
        gaps=tuple(row_output(matrix, row) for row in report.gaps),
        met=tuple(row_output(matrix, row) for row in report.met),
        unrated=tuple(row_output(matrix, row) for row in report.unrated),
        not_applicable=tuple(row_output(matrix, row) for row in report.not_applicable),
        signals=tuple(filled(SignalOutput, signal) for signal in report.signals),
        mandatory=report.mandatory_state,
        mandatory_requirements=requirement_outputs(report),
        expired_evidence=tuple(filled(ExpiredOutput, one) for one in report.expired),
        restated=tuple(filled(RestatedOutput, one) for one in report.restated),
        goals=tuple(goal_output(goal, [matrix], report.today, None) for goal in report.goals),
        what_if=what_if,
        incidence=incidence,
    )


def row_output(matrix: Matrix, row: Row) -> RowOutput:
    """State one criterion."""
    next_level, shown_by = labels.next_step(matrix, row) or (None, None)
    return filled(
        RowOutput,
        row,
        level_name=None if row.level is None else matrix.level_name(row.level, row.id),
        target_name=matrix.level_name(row.target, row.id),
        tools=ToolsOutput(row.tools.used, row.tools.missing),
        next_level=next_level,
        next_level_shown_by=shown_by,
    )
