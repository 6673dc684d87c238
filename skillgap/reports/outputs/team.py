"""Many people in one role."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Literal, get_args

from skillgap.reports.outputs.fields import Count, OneOrMore, Weight, filled
from skillgap.reports.outputs.parts import (
    Category,
    CoverageOutput,
    CriterionId,
    CriterionName,
    Mandatory,
    MatrixOutput,
    Postings,
    SampleSize,
    SectionId,
    Share,
    Target,
    ViewName,
)
from skillgap.scoring.mandatory import MandatoryState
from skillgap.scoring.team import TeamRequirement, TeamRow
from skillgap.scoring.team.mentors import MentorLean

ProfileId = Annotated[str, "The profile's id."]
PersonName = Annotated[str, "The person's name."]
Ids = tuple[str, ...]
UnratedState = Literal["skipped", "not_asked", "not_applicable"]


@dataclass(frozen=True, slots=True)
class MemberOutput:
    """One person who is assessed."""

    id: ProfileId
    name: PersonName
    date: Annotated[datetime.date, "When the person was assessed."]
    coverage: Annotated[CoverageOutput, "How much of the role is met."]
    levels: Annotated[Mapping[str, Count], "The level of each criterion that has one, by its id."]
    states: Annotated[Mapping[str, UnratedState], "Why a criterion has no level, by its id."]
    evidence: Annotated[Ids, "The ids of the criteria with evidence."]
    review_pending: Annotated[bool, "True if no mentor has submitted a review yet."]
    draft_by: Annotated[tuple[str, ...], "The mentors who started a review."]
    stale: Annotated[bool, "True if the assessment is older than stale_after."]
    mandatory: Mandatory


@dataclass(frozen=True, slots=True)
class NotAssessedOutput:
    """One person who is not assessed against this version of the role."""

    id: ProfileId
    name: PersonName
    matrix_versions: Annotated[tuple[OneOrMore, ...], "The versions that the person is assessed against."]
    matrix_ids: Annotated[Ids, "The roles that the person is assessed for."]


@dataclass(frozen=True, slots=True)
class TeamCriterion:
    """One criterion over all people."""

    id: CriterionId
    name: CriterionName
    section: SectionId
    category: Category
    postings: Postings
    sample_size: SampleSize
    share: Share
    target: Target
    people_at_target: Annotated[Count, "Number of people who are at the target or above."]
    people_at_target_with_evidence: Annotated[Count, "Number of these people with evidence."]
    people_below: Annotated[Count, "Number of people who are below the target."]
    people_unrated: Annotated[Count, "Number of people who have no level."]
    people_not_applicable: Annotated[Count, "Number of people who call it not applicable."]
    median_level: Annotated[Weight | None, "The median level of the people who have one."]
    people_by_level: Annotated[Mapping[str, Count], "Number of people who have each level."]


@dataclass(frozen=True, slots=True)
class SharedGapOutput:
    """A criterion that people are below the target of."""

    rank: Annotated[OneOrMore, "The rank by weight."]
    id: CriterionId
    weight: Annotated[Weight, "The share × the people below the target."]
    people_below: Annotated[OneOrMore, "Number of people who are below the target."]
    levels_missing: Annotated[OneOrMore, "Total of the missing levels."]
    could_help: Annotated[Ids, "The ids of the people at the target with evidence."]
    below_target: Annotated[Ids, "The ids of the people below the target."]


@dataclass(frozen=True, slots=True)
class TeamCounts:
    """Number of people of each kind."""

    people_assessed: Annotated[Count, "People who are assessed against this version."]
    people_not_assessed: Annotated[Count, "People who are not."]
    people_review_pending: Annotated[Count, "Assessed people without a submitted review."]
    people_with_draft: Annotated[Count, "Pending reviews that a mentor started."]
    people_stale: Annotated[Count, "People whose assessment is older than stale_after."]


@dataclass(frozen=True, slots=True)
class TeamRequirementOutput:
    """A mandatory requirement over all people."""

    id: Annotated[str, "The id of the criterion or signal."]
    name: Annotated[str, "The criterion's name, or the signal's text."]
    people_by_state: Annotated[Mapping[str, Count], "Number of people by state."]


@dataclass(frozen=True, slots=True)
class MentorLeanOutput:
    """How one mentor rates the people, compared with their own levels."""

    by: Annotated[str, "The mentor."]
    people: Annotated[Count, "Number of people whom the mentor rated."]
    pairs: Annotated[Count, "Number of levels that can be compared."]
    mean_difference: Annotated[float, "The mean of one mean difference for each person, in levels."]
    mean_low: Annotated[float | None, "The lower end of its 95% t interval; null below 6 people."]
    mean_high: Annotated[float | None, "The upper end of that interval."]
    kappa: Annotated[float | None, "Quadratic weighted kappa; null below 50 pairs, or if it is undefined."]
    kappa_low: Annotated[float | None, "The lower end of its 95% bootstrap interval; null with few or many people."]
    kappa_high: Annotated[float | None, "The upper end of that interval."]


@dataclass(frozen=True, slots=True)
class UnreadableOutput:
    """Why a file or a person is not counted."""

    file: Annotated[str | None, "The file."]
    line: Annotated[int | None, "The line in it."]
    column: Annotated[int | None, "The column in it."]
    path: Annotated[str, "The place inside the document."]
    message: Annotated[str, "The problem."]
    hint: Annotated[str | None, "The hint."]


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamOutput:
    """Many people in one role."""

    format: Annotated[Literal["skillgap/team/1"], "The kind and version of this output."] = "skillgap/team/1"
    matrix: Annotated[MatrixOutput, "The role."]
    view: ViewName
    today: Annotated[datetime.date, "The day that ages are counted to."]
    stale_after: Annotated[Count, "The age in days after which an assessment is stale."]
    counts: Annotated[TeamCounts, "Number of people of each kind."]
    team_requirements: Annotated[tuple[TeamRequirementOutput, ...], "The mandatory criteria and signals."]
    people_meeting_mandatory: Annotated[
        Count | None, "Number of people who meet all of them; null if there are no requirements."
    ]
    team_mentors: Annotated[tuple[MentorLeanOutput, ...], "The mentors, sorted by the number of people rated."]
    median_coverage: Annotated[Weight | None, "The median coverage; null if there is none."]
    criteria: Annotated[tuple[TeamCriterion, ...], "The criteria, in the matrix's order."]
    shared_gaps: Annotated[tuple[SharedGapOutput, ...], "Criteria with most people below the target, in order of rank."]
    people: Annotated[tuple[MemberOutput, ...], "The people who are assessed."]
    pending_ids: Annotated[Ids, "The ids of the people whose review is pending, the longest wait first."]
    stale_ids: Annotated[Ids, "The ids of the people whose assessment is stale, the oldest first."]
    not_assessed: Annotated[tuple[NotAssessedOutput, ...], "The people who are not assessed against this version."]
    unreadable: Annotated[tuple[UnreadableOutput, ...], "Why files and people are not counted."]


def team_requirement(requirement: TeamRequirement) -> TeamRequirementOutput:
    """State a mandatory requirement over all people."""
    people = {state: requirement.people.get(state, 0) for state in get_args(MandatoryState)}
    return TeamRequirementOutput(requirement.id, requirement.name, people)


def mentor_lean(lean: MentorLean) -> MentorLeanOutput:
    """State how one mentor rates the people."""
    mean, kappa = lean.interval, lean.kappa
    of_kappa = kappa.interval if kappa else None
    return MentorLeanOutput(
        by=lean.by,
        people=lean.people,
        pairs=lean.pairs,
        mean_difference=lean.mean,
        mean_low=mean.low if mean else None,
        mean_high=mean.high if mean else None,
        kappa=kappa.value if kappa else None,
        kappa_low=of_kappa.low if of_kappa else None,
        kappa_high=of_kappa.high if of_kappa else None,
    )


def team_criterion(row: TeamRow) -> TeamCriterion:
    """State a criterion over all people."""
    criterion = row.criterion
    return filled(
        TeamCriterion,
        criterion,
        section=row.section,
        sample_size=row.sample_size,
        share=row.share,
        target=row.target,
        people_at_target=row.met,
        people_at_target_with_evidence=row.supported,
        people_below=row.below,
        people_unrated=row.unrated,
        people_not_applicable=row.not_applicable,
        median_level=row.median,
        people_by_level={str(level): count for level, count in row.people.items()},
    )
