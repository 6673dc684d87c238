"""Taking in a review that a mentor's form saved."""

from __future__ import annotations

from skillgap.errors import DataError, Diagnostic
from skillgap.model.profile import Profile
from skillgap.model.travelling_review import add_review, assessment_faults, rating_faults, reviewed_assessment
from skillgap.store import ProfileFile
from skillgap.store.review_files import ReviewFile
from skillgap.workspace import Workspace
from skillgap.workspace.saving import utc_now


def with_received_review(workspace: Workspace, file: ProfileFile, received: ReviewFile) -> Profile:
    """Return the person's profile with a mentor's review added. Raise DataError if the review does not fit it."""
    received.check(assessment_faults(file.profile, received.review))
    assessment = reviewed_assessment(file.profile, received.review)
    if assessment is None:  # told above
        raise DataError(Diagnostic("the review belongs to no assessment", str(received.path)))
    matrix = workspace.matrix_of(file, assessment)
    received.check(rating_faults(file.profile, matrix, assessment, received.review))
    return add_review(file.profile, assessment, received.review, utc_now())
