"""What is here: the matrices, the profiles, why a criterion counts, and which terms postings use."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated, Literal

from skillgap.model.matrix import Matrix
from skillgap.postings.explaining import Reason
from skillgap.reports.outputs.fields import Count, OneOrMore, filled
from skillgap.reports.outputs.parts import CoverageOutput, MatrixOutput, matrix_output
from skillgap.reports.outputs.team import UnreadableOutput

Strength = Literal["required", "nice_to_have", "not_asked_for"]


@dataclass(frozen=True, slots=True)
class ListedMatrix:
    """A matrix that is known here."""

    matrix: Annotated[MatrixOutput, "The matrix."]
    criteria_count: Annotated[Count, "Number of criteria."]
    built_in: Annotated[bool, "True if it comes with skillgap."]
    file: Annotated[str, "Its file."]


@dataclass(frozen=True, slots=True)
class MatrixListOutput:
    """The matrices that are known here."""

    format: Annotated[Literal["skillgap/matrix-list/1"], "The kind and version of this output."]
    matrices: Annotated[tuple[ListedMatrix, ...], "The matrices."]
    unreadable: Annotated[tuple[UnreadableOutput, ...], "Why files cannot be read."]


@dataclass(frozen=True, slots=True)
class ListedProfile:
    """A profile that is here."""

    id: Annotated[str, "The profile's id."]
    name: Annotated[str, "The person's name."]
    date: Annotated[datetime.date | None, "When the person was last assessed; null if never."]
    matrix_id: Annotated[str | None, "The role that the latest assessment is for."]
    matrix_version: Annotated[OneOrMore | None, "The version of its matrix."]
    coverage: Annotated[CoverageOutput | None, "How much of it is met; null if the matrix is missing or does not fit."]
    sample: Annotated[bool, "True if it is a read-only sample."]
    file: Annotated[str, "The file, or the path through a bundle."]
    problem: Annotated[str | None, "Why there is no coverage, if so."]


@dataclass(frozen=True, slots=True)
class ProfileListOutput:
    """The profiles that are here."""

    format: Annotated[Literal["skillgap/profile-list/1"], "The kind and version of this output."]
    profiles: Annotated[tuple[ListedProfile, ...], "The profiles."]
    unreadable: Annotated[tuple[UnreadableOutput, ...], "Why files and people cannot be read."]


@dataclass(frozen=True, slots=True)
class ReasonOutput:
    """Why a posting counts for a criterion, or why it does not though it names it."""

    posting_id: Annotated[str, "The posting's id."]
    employer: Annotated[str | None, "The employer; null if the posting data does not state one."]
    source: Annotated[str, "The source of the posting."]
    phrase: Annotated[str, "The phrase that names the criterion."]
    strength: Annotated[Strength, "How the posting asks for it."]
    words: Annotated[str | None, "The words around the phrase; null if they cannot be read any more."]


@dataclass(frozen=True, slots=True)
class ExplanationOutput:
    """Which postings ask for a criterion, and in which words."""

    format: Annotated[Literal["skillgap/explanation/1"], "The kind and version of this output."]
    matrix: Annotated[MatrixOutput, "The matrix."]
    criterion: Annotated[str, "The criterion's id."]
    reasons: Annotated[tuple[ReasonOutput, ...], "The postings. Postings that deny it come last."]


@dataclass(frozen=True, slots=True)
class TermOutput:
    """A term that postings use."""

    term: Annotated[str, "The term."]
    postings: Annotated[OneOrMore, "Number of postings that use it."]


@dataclass(frozen=True, slots=True)
class TermsOutput:
    """The terms that most postings ask for."""

    format: Annotated[Literal["skillgap/terms/1"], "The kind and version of this output."]
    terms: Annotated[tuple[TermOutput, ...], "The terms, the most frequent first."]


def strength_of(reason: Reason) -> Strength:
    """Say how a posting asks for a criterion."""
    return "not_asked_for" if reason.negated else "required" if reason.required else "nice_to_have"


def explanation_output(matrix: Matrix, criterion: str, reasons: Iterable[Reason]) -> ExplanationOutput:
    """State which postings ask for a criterion."""
    found = tuple(filled(ReasonOutput, one, posting_id=one.id, strength=strength_of(one)) for one in reasons)
    return ExplanationOutput("skillgap/explanation/1", matrix_output(matrix), criterion, found)
