"""Evidence that was found in somebody's documents, for programs."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated, Literal

from skillgap.errors import Diagnostic
from skillgap.model.evidence import FoundEvidence
from skillgap.model.matrix import Matrix
from skillgap.model.profile import Assessment, Profile
from skillgap.reports.outputs.fields import filled
from skillgap.reports.outputs.parts import MatrixOutput, PersonOutput, matrix_output
from skillgap.reports.outputs.team import UnreadableOutput


@dataclass(frozen=True, slots=True)
class FoundEvidenceOutput:
    """A sentence that names a criterion."""

    criterion: Annotated[str, "The criterion's id."]
    text: Annotated[str, "The sentence."]
    phrases: Annotated[tuple[str, ...], "The aliases and tools in it that name the criterion."]
    source: Annotated[str, "The file or repository that it was found in."]


@dataclass(frozen=True, slots=True)
class EvidenceOutput:
    """What was found for the criteria of an assessment. It says nothing about levels, and nothing was written."""

    format: Annotated[Literal["skillgap/evidence/1"], "The kind and version of this output."]
    profile: Annotated[PersonOutput, "The owner of the profile."]
    matrix: Annotated[MatrixOutput, "The role whose criteria were looked for."]
    date: Annotated[datetime.date, "The date of the assessment."]
    found: Annotated[
        tuple[FoundEvidenceOutput, ...], "Sentences that can become evidence and were not answered before."
    ]
    denied: Annotated[tuple[FoundEvidenceOutput, ...], "Sentences that deny experience, or only wish for it."]
    unreadable: Annotated[tuple[UnreadableOutput, ...], "Why inputs could not be read."]


def evidence_output(
    profile: Profile,
    matrix: Matrix,
    assessment: Assessment,
    found: Iterable[FoundEvidence],
    denied: Iterable[FoundEvidence],
    problems: Iterable[Diagnostic],
) -> EvidenceOutput:
    """State what was found for an assessment."""
    return EvidenceOutput(
        "skillgap/evidence/1",
        filled(PersonOutput, profile),
        matrix_output(matrix),
        assessment.date,
        tuple(filled(FoundEvidenceOutput, one) for one in found),
        tuple(filled(FoundEvidenceOutput, one) for one in denied),
        tuple(filled(UnreadableOutput, problem) for problem in problems),
    )
