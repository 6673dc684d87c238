"""A review outside of a profile: the output of a mentor's form, and its import into a profile."""

from __future__ import annotations

import datetime
import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Annotated, Final, Literal

from skillgap.errors import DataError, Diagnostic, Violation, nearest
from skillgap.model.base import Model
from skillgap.model.frozen_dict import FrozenDict
from skillgap.model.matrix import Matrix, Version
from skillgap.model.profile import Assessment, Profile, Review, ReviewRating, ReviewStatus
from skillgap.model.schema import Id, Level, Limit, Line

FORMAT: Final = "skillgap/review/1"
_NEW_FORM = "write a new form: skillgap review PROFILE --form FILE.html --mentor NAME"


@dataclass(frozen=True, slots=True, kw_only=True)
class FormRating(Model):
    """A mentor's answer on one criterion of a form. The mentor does not see the person's level."""

    level: Level | None = None
    state: Literal["not_observed"] | None = None
    comment: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FormReview(Model):
    """The mentor's part of a review: a draft, or rated."""

    by: Line
    date: datetime.date
    status: ReviewStatus
    blind: Annotated[bool | None, Limit("true if the mentor did not see the person's answers")] = None
    summary: str | None = None
    ratings: Mapping[Id, FormRating] = field(default_factory=FrozenDict)


@dataclass(frozen=True, slots=True, kw_only=True)
class TravellingReview(Model):
    """One review, with the person, the assessment and the form that it belongs to.

    ``profile`` is the person's id, ``assessment`` the date of the reviewed assessment, ``form`` the :func:`form_id`.
    """

    format: Literal["skillgap/review/1"]
    profile: Id
    form: Id
    matrix: Id
    matrix_version: Version
    assessment: datetime.date
    review: FormReview


def form_id(profile: Profile, matrix: Matrix, assessment: Assessment, by: str) -> str:
    """Return the id of a mentor's form: the same for one person, assessment, mentor, and list of criteria and levels.

    Another person of the same id has another ``key``, and so another form.
    """
    asked = [[criterion.id, *matrix.levels_of(criterion.id)] for criterion in matrix.criteria]
    person = [profile.id, profile.key, matrix.id, matrix.version, assessment.date.isoformat(), by]
    return hashlib.sha256(json.dumps([*person, asked]).encode()).hexdigest()[:16]


def reviewed_assessment(profile: Profile, travelling: TravellingReview) -> Assessment | None:
    """Find the assessment that a review is about; None if the profile has no such assessment."""
    wanted = travelling.matrix, travelling.matrix_version, travelling.assessment
    known = ((assessment.matrix, assessment.matrix_version, assessment.date) for assessment in profile.assessments)
    found = dict(zip(known, profile.assessments, strict=True))
    return found.get(wanted)


def assessment_faults(profile: Profile, travelling: TravellingReview) -> Iterator[Violation]:
    """Find why a review cannot belong to a profile: another person, assessment or version, or still a draft."""
    if travelling.profile != profile.id:
        message = f"this is a review of {travelling.profile}, and the profile is {profile.id}"
        yield Violation(("profile",), message, f"merge it into the profile of {travelling.profile}")
        return
    if travelling.review.status != "rated":
        message = f"the review is {travelling.review.status}, and a form saves a rated review"
        yield Violation(("review", "status"), message, "open the draft in the form, and save the review there")
    same_day = [
        assessment
        for assessment in profile.assessments
        if (assessment.matrix, assessment.date) == (travelling.matrix, travelling.assessment)
    ]
    if not same_day:
        message = f"{profile.id} has no assessment of {travelling.matrix} dated {travelling.assessment}"
        yield Violation(("assessment",), message, f"`skillgap profile show {profile.id}` lists the assessments")
    elif reviewed_assessment(profile, travelling) is None:
        message = (
            f"the review rates version {travelling.matrix_version} of {travelling.matrix}, "
            f"and the assessment uses version {same_day[-1].matrix_version}"
        )
        yield Violation(("matrix_version",), message, _NEW_FORM)


def rating_faults(
    profile: Profile, matrix: Matrix, assessment: Assessment, travelling: TravellingReview
) -> Iterator[Violation]:
    """Find the faults of a review against its form: another form, unknown criteria, levels off the scale."""
    review = travelling.review
    if travelling.form != form_id(profile, matrix, assessment, review.by):
        message = "this form was made for another person, another mentor, or other criteria"
        yield Violation(("form",), message, _NEW_FORM)
        return
    known = [criterion.id for criterion in matrix.criteria]
    for identifier, rating in review.ratings.items():
        path = ("review", "ratings", identifier)
        if identifier not in known:
            like = nearest(identifier, known)
            hint = f"did you mean {like}?" if like else f"`skillgap matrix show {matrix.id}` lists the criteria"
            message = f"{matrix.id} version {matrix.version} has no criterion {identifier}"
            yield Violation(path, message, hint, key=True)
        elif rating == FormRating():
            yield Violation(path, "the rating is empty", "add a level or a comment, or remove the entry")
        elif rating.level is not None and rating.state is not None:
            yield Violation((*path, "state"), "a rating has a level or a state, not both", "remove one of the two")
        elif rating.level is not None and rating.level not in matrix.levels_of(identifier):
            shown = ", ".join(map(str, matrix.levels_of(identifier)))
            yield Violation((*path, "level"), f"level {rating.level} is not on the scale", f"the scale has {shown}")
    if not review.ratings and review.summary is None:
        yield Violation(("review",), "the review is empty", "rate a criterion in the form, or write a summary")


def add_review(profile: Profile, assessment: Assessment, travelling: TravellingReview, now: str) -> Profile:
    """Return the profile with a rated review added at the end; the same profile if the review is in it already.

    The review must fit, see :func:`assessment_faults` and :func:`rating_faults`. Each rating stores the level that
    the person has now. ``now`` is the time in UTC. Raises DataError if the profile has another review by this mentor
    of that day.
    """
    review = travelling.review
    own = assessment.ratings
    added = Review(
        assessment=assessment.date,
        matrix=assessment.matrix,
        by=review.by,
        date=review.date,
        status="rated",
        blind=review.blind,
        submitted=now,
        summary=review.summary,
        ratings={
            identifier: ReviewRating(
                level=rating.level,
                state=rating.state,
                comment=rating.comment,
                self_level=own[identifier].level if identifier in own else None,
            )
            for identifier, rating in review.ratings.items()
        },
    )
    for known in profile.reviews:
        if (known.assessment, known.matrix, known.by, known.date) != (
            added.assessment,
            added.matrix,
            added.by,
            added.date,
        ):
            continue
        if known.status != "draft" and known.summary == added.summary and _said(known) == _said(added):
            return profile
        message = f"the profile has another review by {added.by} dated {added.date}"
        raise DataError(Diagnostic(message, hint="a new review needs a date of its own: save it on another day"))
    return replace(profile, reviews=(*profile.reviews, added))


def _said(review: Review) -> dict[str, tuple[object, ...]]:
    """Return the mentor's answers in a review, by criterion."""
    return {name: (rating.level, rating.state, rating.comment) for name, rating in review.ratings.items()}
