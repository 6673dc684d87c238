"""One posting against one person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Literal

from skillgap.reports.outputs.fields import Count, Fraction
from skillgap.reports.outputs.parts import (
    CoverageOutput,
    CriterionId,
    CriterionName,
    Level,
    MatrixOutput,
    PersonOutput,
    SectionId,
    Target,
    ViewName,
    coverage_output,
    matrix_output,
)
from skillgap.scoring.posting_match import (
    Answer,
    AskedCriterion,
    Kind,
    MatchedCriterion,
    PostingMatch,
    RoleDemand,
    Standing,
)


@dataclass(frozen=True, slots=True)
class PostingOutput:
    """The posting that was read."""

    title: Annotated[str | None, "Its title; null if it states none."]
    employer: Annotated[str | None, "Its employer; null if it states none."]
    source: Annotated[str, "The source."]


@dataclass(frozen=True, slots=True)
class AskedOutput:
    """A criterion that the posting asks for."""

    id: CriterionId
    name: CriterionName
    section: SectionId
    standing: Annotated[Standing, "met, gap, not_rated or not_applicable."]
    level: Level
    target: Target
    gap: Annotated[Count | None, "target − level, at least 0; null without a level."]
    required: Annotated[bool, "True if the posting requires it; false if it is nice to have."]
    phrase: Annotated[str, "The phrase that names it."]
    sentence: Annotated[str, "The sentence that asks for it."]


@dataclass(frozen=True, slots=True)
class DeniedOutput:
    """A criterion that the posting says it does not ask for."""

    id: CriterionId
    phrase: Annotated[str, "The phrase that names it."]
    sentence: Annotated[str, "The sentence that denies it."]


@dataclass(frozen=True, slots=True)
class HardRequirementOutput:
    """A requirement that is met or not, and never scored."""

    kind: Annotated[Kind, "The kind."]
    answer: Annotated[Answer, "met or not_met by the ratings of mandatory criteria, else unknown."]
    sentence: Annotated[str, "The sentence that states it."]


@dataclass(frozen=True, slots=True)
class PostingMatchOutput:
    """How one person meets one posting."""

    format: Annotated[Literal["skillgap/match/1"], "The kind and version of this output."]
    posting: Annotated[PostingOutput, "The posting."]
    profile: Annotated[PersonOutput, "The person with these levels."]
    matrix: Annotated[MatrixOutput, "The role."]
    view: ViewName
    coverage: Annotated[CoverageOutput, "Mean of the met part of each target, unweighted, over the rated criteria."]
    required_coverage: Annotated[CoverageOutput, "Likewise over the required criteria only."]
    criteria: Annotated[tuple[AskedOutput, ...], "The criteria that the posting asks for, gaps first."]
    denied: Annotated[tuple[DeniedOutput, ...], "Criteria that it names without asking for them."]
    other_terms: Annotated[tuple[str, ...], "Names in the posting that no criterion covers."]
    hard_requirements: Annotated[tuple[HardRequirementOutput, ...], "Requirements that are met or not."]


def match_output(match: PostingMatch) -> PostingMatchOutput:
    """State how a person meets a posting."""
    report, demand = match.report, match.demand
    return PostingMatchOutput(
        "skillgap/match/1",
        PostingOutput(demand.title, demand.employer, demand.source),
        PersonOutput(report.profile_id, report.profile_name),
        matrix_output(report.matrix),
        report.view,
        coverage_output(match.coverage),
        coverage_output(match.required),
        tuple(map(_asked, match.criteria)),
        tuple(map(_denied, demand.denied)),
        demand.other_terms,
        tuple(HardRequirementOutput(one.requirement.kind, one.answer, one.requirement.sentence) for one in match.hard),
    )


def _asked(one: MatchedCriterion) -> AskedOutput:
    row, asked = one.row, one.asked
    where = (row.id, row.name, row.section, one.standing, row.level, row.target, row.gap)
    return AskedOutput(*where, asked.required, asked.phrase, asked.sentence)


def _denied(one: AskedCriterion) -> DeniedOutput:
    return DeniedOutput(one.criterion, one.phrase, one.sentence)


@dataclass(frozen=True, slots=True)
class NearRoleOutput:
    """A role, and how much of it a posting asks for."""

    matrix: Annotated[MatrixOutput, "The role."]
    asked: Annotated[Count, "Number of its criteria in the posting."]
    criteria: Annotated[Count, "Number of criteria."]
    weight: Annotated[Fraction, "The share of the role's weight on the criteria asked for."]


@dataclass(frozen=True, slots=True)
class NearestRolesOutput:
    """The known roles, by how much of each a posting asks for."""

    format: Annotated[Literal["skillgap/nearest-roles/1"], "The kind and version of this output."]
    posting: Annotated[str, "The posting's title, or its source."]
    roles: Annotated[tuple[NearRoleOutput, ...], "The roles, the nearest first."]


def nearest_output(posting: str, roles: Sequence[RoleDemand]) -> NearestRolesOutput:
    """State which roles a posting is nearest to."""
    near = (NearRoleOutput(matrix_output(one.matrix), one.asked, one.criteria, one.weight) for one in roles)
    return NearestRolesOutput("skillgap/nearest-roles/1", posting, tuple(near))
