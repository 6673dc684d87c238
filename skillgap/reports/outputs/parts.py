"""The parts that several outputs share."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Annotated, Literal, TypeAlias

from skillgap.model.matrix import Matrix
from skillgap.model.profile import Confidence, Profile
from skillgap.reports.outputs.fields import Count, Fraction, OneOrMore, Points, filled
from skillgap.scoring.gap_report import Coverage, GapReport, State, View
from skillgap.scoring.mandatory import MandatoryState

CriterionId: TypeAlias = Annotated[str, "The criterion's id."]
CriterionName: TypeAlias = Annotated[str, "The criterion's name."]
SectionId: TypeAlias = Annotated[str, "The section's id."]
Category: TypeAlias = Annotated[str | None, "The criterion's category; null without one."]
Postings: TypeAlias = Annotated[
    Count | None, "Number of postings of the sample that ask for it; null without postings."
]
SampleSize: TypeAlias = Annotated[OneOrMore | None, "Number of postings that were counted; null without postings."]
Share: TypeAlias = Annotated[Fraction | None, "postings / sample_size"]
Level: TypeAlias = Annotated[Count | None, "The level that counts in this view; null without one."]
Target: TypeAlias = Annotated[Count, "The level that the role expects."]
StateOfLevel: TypeAlias = Annotated[State, "State: rated, or the reason why it has no level."]
Impact: TypeAlias = Annotated[Points | None, "The percentage points of coverage that reaching the target adds."]
StatedConfidence: TypeAlias = Annotated[Confidence | None, "How sure the person is."]
Evidence: TypeAlias = Annotated[tuple[str, ...], "Links or sentences that show the level."]
SelfLevel: TypeAlias = Annotated[Count | None, "The person's own level."]
MentorLevel: TypeAlias = Annotated[Count | None, "The level of the latest review that has one."]
AgreedLevel: TypeAlias = Annotated[Count | None, "The level agreed on in a review."]
MandatoryCriterion: TypeAlias = Annotated[
    MandatoryState | None, "State of a mandatory criterion; null if it is not mandatory."
]
Mandatory: TypeAlias = Annotated[
    MandatoryState | None, "met, or the worst state of the mandatory requirements; null without requirements."
]
ViewName: TypeAlias = Annotated[View, "The view: agreed, self or mentor."]


@dataclass(frozen=True, slots=True)
class PersonOutput:
    """The owner of the profile."""

    id: Annotated[str, "The profile's id."]
    name: Annotated[str, "The person's name."]


@dataclass(frozen=True, slots=True)
class MatrixOutput:
    """A version of a role's matrix; null for what is not known of a matrix that cannot be read here."""

    id: Annotated[str | None, "The matrix's id."]
    version: Annotated[OneOrMore | None, "Its version."]
    title: Annotated[str | None, "The role's title."]
    sample_size: SampleSize
    period: Annotated[str | None, "When the postings of the sample were published; null if it is not stated."]


@dataclass(frozen=True, slots=True)
class CoverageOutput:
    """How much of what the postings ask for is met, with the range that the unrated criteria leave open."""

    value: Annotated[Fraction | None, "The part that is met, over the rated criteria; null if none is rated."]
    low: Annotated[Fraction | None, "Likewise over all applicable criteria, with every unrated one as level 0."]
    high: Annotated[Fraction | None, "Likewise with every unrated one as met."]
    rated: Annotated[Count, "Number of criteria that have a level."]
    applicable: Annotated[Count, "Number of criteria that apply."]
    not_applicable: Annotated[Count, "Number of criteria that do not apply."]


@dataclass(frozen=True, slots=True)
class SectionOutput:
    """The coverage of one section alone."""

    id: SectionId
    title: Annotated[str, "The section's title."]
    coverage: Annotated[CoverageOutput, "The section's coverage."]


@dataclass(frozen=True, slots=True)
class AssessmentOutput:
    """The assessment that a report is made from."""

    date: Annotated[datetime.date | None, "When it was made; null if nothing is rated."]
    view: ViewName


@dataclass(frozen=True, slots=True)
class RequirementOutput:
    """A mandatory requirement."""

    id: Annotated[str, "The id of the criterion or signal."]
    name: Annotated[str, "The criterion's name, or the signal's text."]
    kind: Annotated[Literal["criterion", "signal"], "The kind."]
    state: Annotated[MandatoryState, "State: met, or the reason why it is not."]
    expired: Annotated[datetime.date | None, "The last day of evidence that expired, if only that is missing."]


@dataclass(frozen=True, slots=True)
class ExpiredOutput:
    """Evidence that is no longer valid."""

    id: CriterionId
    name: CriterionName
    valid_until: Annotated[datetime.date, "The last day that it was valid."]


def requirement_outputs(report: GapReport) -> tuple[RequirementOutput, ...]:
    """State the mandatory requirements of a report."""
    return tuple(filled(RequirementOutput, one) for one in report.mandatory)


def person_output(profile: Profile) -> PersonOutput:
    """Name a person."""
    return PersonOutput(profile.id, profile.name)


def matrix_output(matrix: Matrix) -> MatrixOutput:
    """Name a matrix that is read."""
    source = matrix.source
    return MatrixOutput(matrix.id, matrix.version, matrix.title, source.sample_size, source.period)


def coverage_output(coverage: Coverage) -> CoverageOutput:
    """State a coverage."""
    return filled(CoverageOutput, coverage)


def section_outputs(report: GapReport) -> tuple[SectionOutput, ...]:
    """State the coverage of each section of a report."""
    return tuple(SectionOutput(one.id, one.title, coverage_output(one.coverage)) for one in report.sections)


def heading_of(report: GapReport) -> tuple[PersonOutput, MatrixOutput, AssessmentOutput]:
    """Say whose levels a report is made from, and against what."""
    person = PersonOutput(report.profile_id, report.profile_name)
    return person, matrix_output(report.matrix), AssessmentOutput(report.date, report.view)
