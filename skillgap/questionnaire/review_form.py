"""A mentor's form: the questions of a review as data, without anything that the person said."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from skillgap.errors import DataError, Diagnostic
from skillgap.model.matrix import Criterion, Matrix
from skillgap.model.profile import Assessment, Profile
from skillgap.model.travelling_review import form_id
from skillgap.questionnaire.review import known_mentor

_LONGEST_NAME = 500
"""Characters that a line in a profile holds."""


@dataclass(frozen=True, slots=True)
class FormLevel:
    """One level that a mentor can choose; ``description`` is empty if the matrix has none."""

    level: int
    name: str
    description: str


@dataclass(frozen=True, slots=True)
class FormCriterion:
    """One question. ``details`` are the criterion's scope, else its notes, and its tools."""

    id: str
    section: str
    name: str
    details: tuple[str, ...]
    levels: tuple[FormLevel, ...]


@dataclass(frozen=True, slots=True)
class ReviewForm:
    """All that a form shows and needs to save a review: no level, evidence or note of the person."""

    id: str
    profile: str
    person: str
    mentor: str
    matrix: str
    matrix_version: int
    role: str
    assessment: datetime.date
    criteria: tuple[FormCriterion, ...]


def review_form(profile: Profile, matrix: Matrix, assessment: Assessment, mentor: str) -> ReviewForm:
    """Write the questions of a review. ``matrix`` is the version that the assessment was made against.

    Raise DataError if ``mentor`` is no name.
    """
    if not mentor.strip() or "\n" in mentor or len(mentor) > _LONGEST_NAME:
        raise DataError(Diagnostic("a form needs the mentor's name, on one line", hint='add --mentor "Their name"'))
    mentor = known_mentor(profile, mentor)
    criteria = [
        _question(matrix, section.heading, criterion) for section in matrix.sections for criterion in section.criteria
    ]
    return ReviewForm(
        id=form_id(profile, matrix, assessment, mentor),
        profile=profile.id,
        person=profile.name,
        mentor=mentor,
        matrix=matrix.id,
        matrix_version=matrix.version,
        role=matrix.title,
        assessment=assessment.date,
        criteria=tuple(criteria),
    )


def _question(matrix: Matrix, section: str, criterion: Criterion) -> FormCriterion:
    details = []
    if criterion.covers:
        details.append(f"Covers: {', '.join(criterion.covers)}")
    elif criterion.notes:
        details.append(f"Notes: {criterion.notes}")
    if criterion.tools:
        details.append(f"Tools: {', '.join(criterion.tools)}")
    levels = [
        FormLevel(step.level, step.name, criterion.levels.get(step.level) or step.description or "")
        for step in matrix.scale_of(criterion.id)
    ]
    return FormCriterion(criterion.id, section, criterion.name, tuple(details), tuple(levels))
