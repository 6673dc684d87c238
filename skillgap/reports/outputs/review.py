"""Where a person and their mentors differ on one assessment."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Literal

from skillgap.model.profile import Profile, Review
from skillgap.reports.outputs.fields import Count, Fraction, Weight, filled
from skillgap.reports.outputs.parts import (
    Category,
    CriterionId,
    CriterionName,
    Mandatory,
    MatrixOutput,
    PersonOutput,
    Postings,
    SampleSize,
    SectionId,
    SelfLevel,
    Share,
    Target,
    matrix_output,
    person_output,
)
from skillgap.scoring.agreement import Agreement
from skillgap.scoring.disagreement import Difference, Disagreement, Leaning, Verdict, alpha_of
from skillgap.scoring.gap_report import Row
from skillgap.scoring.mandatory import MandatoryState

Mentor = Annotated[str, "The mentor."]
Ids = tuple[str, ...]
Compared = Annotated[Count, "Number of criteria that have a level from both sides."]
Agree = Annotated[Count, "Number of criteria with equal levels."]
Discuss = Annotated[Count, "Number of criteria that differ by one level."]
Flag = Annotated[Count, "Number of criteria that differ by two levels or more."]
MeanDifference = Annotated[float | None, "The mean of the differences in levels; above 0 if the person rates higher."]


@dataclass(frozen=True, slots=True)
class ReviewedAssessment:
    """The assessment that was reviewed."""

    date: Annotated[datetime.date, "When it was made."]


@dataclass(frozen=True, slots=True)
class SubmittedReview:
    """A review that was submitted."""

    by: Mentor
    date: Annotated[datetime.date, "When it was made."]
    summary: Annotated[str | None, "The mentor's summary."]
    comments: Annotated[Mapping[str, str], "The mentor's comments by criterion id."]


@dataclass(frozen=True, slots=True)
class DraftReview:
    """A review that was started and not submitted."""

    by: Mentor
    date: Annotated[datetime.date, "When it was started."]


@dataclass(frozen=True, slots=True)
class AgreementOutput:
    """How far two raters agree over several criteria."""

    differences: Annotated[Mapping[str, int], "Number of criteria by difference (self minus mentor)."]
    exact: Annotated[Count, "Number of criteria that have equal levels."]
    exact_low: Annotated[Fraction, "The lower end of the 95% interval of their share (Wilson)."]
    exact_high: Annotated[Fraction, "The upper end of that interval."]
    within_one: Annotated[Count, "Number of criteria that are at most one level apart."]
    within_one_low: Annotated[Fraction, "The lower end of the 95% interval of their share (Wilson)."]
    within_one_high: Annotated[Fraction, "The upper end of that interval."]
    mean_low: Annotated[float | None, "The lower end of the mean difference's 95% t interval; null below 6 criteria."]
    mean_high: Annotated[float | None, "The upper end of that interval."]


AgreementField = Annotated[AgreementOutput | None, "How far the two agree; null if nothing can be compared."]


@dataclass(frozen=True, slots=True)
class MentorFigures:
    """How one of several mentors compares with the person."""

    by: Mentor
    compared: Compared
    agree: Agree
    discuss: Discuss
    flag: Flag
    mean_difference: MeanDifference
    agreement: AgreementField


@dataclass(frozen=True, slots=True)
class DifferenceOutput:
    """A criterion with a level from both sides."""

    id: CriterionId
    name: CriterionName
    section: SectionId
    category: Category
    postings: Postings
    sample_size: SampleSize
    share: Share
    target: Target
    self_level: SelfLevel
    mentor_level: Annotated[Count | None, "The mentor's level."]
    agreed_level: Annotated[Count | None, "The level agreed on; null without one."]
    by: Annotated[str | None, "The mentor whose level it is."]
    difference: Annotated[int | None, "The person's level less the mentor's."]
    verdict: Annotated[Verdict | None, "Difference of the levels."]
    leaning: Annotated[Leaning | None, "Which side rates higher, if the verdict is a flag."]
    weight: Annotated[Weight | None, "The levels between the two × the share."]
    evidence: Annotated[tuple[str, ...], "Links or sentences that show the person's level."]
    self_description: Annotated[str | None, "Description of the person's level."]
    mentor_description: Annotated[str | None, "Description of the mentor's level."]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewOutput:
    """Where a person and their mentors differ on one assessment."""

    format: Annotated[Literal["skillgap/review/1"], "The kind and version of this output."] = "skillgap/review/1"
    profile: Annotated[PersonOutput, "The person who was assessed."]
    matrix: Annotated[MatrixOutput, "The role."]
    assessment: Annotated[ReviewedAssessment, "The assessment that was reviewed."]
    reviews: Annotated[tuple[SubmittedReview, ...], "The submitted reviews."]
    drafts: Annotated[tuple[DraftReview, ...], "The reviews that are not submitted yet."]
    mandatory: Mandatory
    compared: Compared
    agree: Agree
    discuss: Discuss
    flag: Flag
    mean_difference: MeanDifference
    agreement: AgreementField
    alpha: Annotated[float | None, "Krippendorff's alpha, ordinal, over the person and several mentors."]
    mentors: Annotated[tuple[MentorFigures, ...], "Likewise for each mentor, if there are several."]
    differences: Annotated[tuple[DifferenceOutput, ...], "The compared criteria, ranked by weight."]
    discuss_first: Annotated[Ids, "The ids of the criteria to discuss first."]
    only_self: Annotated[Ids, "The ids of the criteria that only the person rated."]
    only_mentor: Annotated[Ids, "The ids of the criteria that only a mentor rated."]
    without_evidence: Annotated[Ids, "The ids of the criteria at or above the target without evidence."]


def review_output(
    profile: Profile,
    found: Disagreement,
    drafts: Sequence[Review],
    mentors: Sequence[Disagreement],
    mandatory: MandatoryState | None,
) -> ReviewOutput:
    """State where a person and their mentors differ; ``mandatory`` is the worst state of the requirements."""
    return ReviewOutput(
        profile=person_output(profile),
        matrix=matrix_output(found.matrix),
        assessment=ReviewedAssessment(found.assessment.date),
        reviews=tuple(map(_review, found.reviews)),
        drafts=tuple(DraftReview(draft.by, draft.date) for draft in drafts),
        mandatory=mandatory,
        compared=len(found.compared),
        agree=found.count("agree"),
        discuss=found.count("discuss"),
        flag=found.count("flag"),
        mean_difference=found.agreement.mean if found.agreement else None,
        agreement=_agreement(found.agreement),
        alpha=alpha_of(mentors) if mentors else None,
        mentors=tuple(map(_mentor, mentors)),
        differences=tuple(map(difference_output, found.compared)),
        discuss_first=tuple(one.row.id for one in found.to_discuss),
        only_self=tuple(row.id for row in found.only_self),
        only_mentor=tuple(row.id for row in found.only_mentor),
        without_evidence=tuple(row.id for row in found.unsupported),
    )


def difference_output(one: Difference) -> DifferenceOutput:
    """State a criterion with a level from both sides."""
    return filled(
        DifferenceOutput,
        one.row,
        self_level=one.self_level,
        mentor_level=one.mentor_level,
        by=one.by,
        difference=one.levels,
        verdict=one.verdict,
        leaning=one.leaning,
        weight=one.weight,
        self_description=one.self_description,
        mentor_description=one.mentor_description,
    )


def one_sided_output(row: Row) -> DifferenceOutput:
    """State a criterion with a level from one side alone."""
    none = dict.fromkeys(("by", "difference", "verdict", "leaning", "weight", "self_description", "mentor_description"))
    return filled(DifferenceOutput, row, **none)


def _review(review: Review) -> SubmittedReview:
    comments = {identifier: one.comment for identifier, one in review.ratings.items() if one.comment}
    return SubmittedReview(review.by, review.date, review.summary, comments)


def _mentor(found: Disagreement) -> MentorFigures:
    counts = (found.count("agree"), found.count("discuss"), found.count("flag"))
    agreement = found.agreement
    mean = agreement.mean if agreement else None
    return MentorFigures(found.reviews[0].by, len(found.compared), *counts, mean, _agreement(agreement))


def _agreement(found: Agreement | None) -> AgreementOutput | None:
    if found is None:
        return None
    interval = found.mean_interval
    return AgreementOutput(
        differences={str(difference): count for difference, count in found.differences.items()},
        exact=found.exact,
        exact_low=found.exact_interval.low,
        exact_high=found.exact_interval.high,
        within_one=found.within_one,
        within_one_low=found.within_one_interval.low,
        within_one_high=found.within_one_interval.high,
        mean_low=interval.low if interval else None,
        mean_high=interval.high if interval else None,
    )
