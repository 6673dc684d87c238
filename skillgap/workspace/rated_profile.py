"""A person, a role and a day: one assessment of a profile, with the matrix that it was made against and fits."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from skillgap.errors import DataError, Diagnostic
from skillgap.model.matrix import Matrix
from skillgap.model.profile import Assessment
from skillgap.scoring.gap_report import GapReport, RankBy, View, gap_report, with_ranks
from skillgap.store import Matrices, ProfileFile, check_against
from skillgap.store.documents import BUNDLE_SUFFIX, SUFFIXES
from skillgap.store.library import BUILT_IN, Library

if TYPE_CHECKING:
    from skillgap.scoring.planning import Asked, WhatIf
    from skillgap.scoring.posting_data import Incidence

_DATED = re.compile(r"(?P<who>.+)@(?P<date>[^@/\\]*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class RatedProfile:
    """A person's file, one of their assessments, and the matrix that it was made against and fits.

    ``assessment`` is None without a rating; ``matrix`` is then the matrix for new ratings. Evidence is valid or expired
    as of ``today``, by default the assessment's date.
    """

    file: ProfileFile
    matrix: Matrix
    assessment: Assessment | None
    today: datetime.date | None = None

    def report(self, *, view: View = "agreed", rank_by: RankBy = "frequency", section: str | None = None) -> GapReport:
        """Score the assessment. Raise KeyError if the matrix has no such section."""
        return gap_report(
            self.matrix,
            self.file.profile,
            self.assessment,
            view=view,
            rank_by=rank_by,
            section=section,
            today=self.today,
        )

    def what_if(
        self,
        levels: Mapping[str, int],
        *,
        view: View = "agreed",
        rank_by: RankBy = "frequency",
        section: str | None = None,
        asked: Asked | None = None,
    ) -> WhatIf:
        """Score the assessment with other levels, which the matrix must have. Raise DataError without a rating."""
        from skillgap.model.reviews import sealed_reviews
        from skillgap.scoring.planning import what_if

        profile, path = self.file.profile, str(self.file.path)
        if self.assessment is None:
            hint = f"begin with: skillgap assess {profile.id}"
            raise DataError(Diagnostic("nothing is rated yet, so nothing can be supposed instead", path, hint=hint))
        if view == "mentor" and not sealed_reviews(profile, self.assessment):
            message = "there is no complete review, so there are no mentor's levels to suppose others instead of"
            raise DataError(Diagnostic(message, path, hint="leave out --view mentor"))
        return what_if(
            self.matrix,
            profile,
            self.assessment,
            levels,
            view=view,
            rank_by=rank_by,
            section=section,
            asked=asked,
            today=self.today,
        )


def with_posting_ranks(report: GapReport, data: Incidence | None) -> GapReport:
    """Take the rank ranges from the postings themselves if they are here."""
    if data is None:
        return report
    from skillgap.scoring.posting_data import posting_figures

    return with_ranks(report, posting_figures(report.matrix, data).ranks)


def split_reference(reference: str) -> tuple[str, str | None]:
    """Split a reference such as ``ada@2026-05-04`` into person and day; an ``@`` inside a path splits nothing."""
    found = _DATED.fullmatch(reference)
    if found is None or found["date"].endswith((*SUFFIXES, BUNDLE_SUFFIX)):
        return reference, None
    return found["who"], found["date"]


def checked(file: ProfileFile, assessment: Assessment, matrix: Matrix) -> RatedProfile:
    """Hold an assessment and its reviews against the matrix. Raise DataError if they do not fit.

    If the matrix hides a built-in one of its version, the error says so first.
    """
    try:
        check_against(file, assessment, matrix)
    except DataError as error:
        raise DataError([*_hidden_built_in(file, matrix), *error.problems]) from None
    return RatedProfile(file, matrix, assessment)


def _hidden_built_in(file: ProfileFile, matrix: Matrix) -> list[Diagnostic]:
    """Tell that a matrix has the id and version of a built-in one and differs from it; empty if it does not."""
    try:
        built_in = Library(BUILT_IN, BUILT_IN).find_matrix(matrix.id, matrix.version)
    except DataError:
        return []
    if built_in == matrix:
        return []
    message = f"your version {matrix.version} of {matrix.id} hides the built-in one, and these ratings do not fit yours"
    return [Diagnostic(message, str(file.path), hint="give your matrix an id or a version of its own")]


def check_ratings(file: ProfileFile, assessment: Assessment, matrix: Matrix) -> None:
    """Check an assessment that a questionnaire continues; one that is not in the file yet fits."""
    if assessment in file.profile.assessments:
        checked(file, assessment, matrix)


def rated_assessment(rated: RatedProfile) -> Assessment:
    """Return the assessment to review. Raise DataError without a rating."""
    if rated.assessment is None:
        hint = f"rate first: skillgap assess {rated.file.profile.id}"
        message = "nothing is rated yet, so there is nothing to review"
        raise DataError(Diagnostic(message, str(rated.file.path), hint=hint))
    return rated.assessment


def choose_assessment(matrices: Matrices, file: ProfileFile, date: datetime.date | None = None) -> Assessment | None:
    """Choose the assessment of a day, else the latest, of the given matrix; None without a rating.

    Raise DataError if the profile has other assessments only.
    """
    profile, wanted = file.profile, matrices.wanted
    found = [
        assessment
        for assessment in profile.assessments
        if matrices.concern(assessment) and date in (None, assessment.date)
    ]
    if found:
        return max(reversed(found), key=lambda assessment: assessment.date)
    if not profile.assessments and date is None:
        return None
    of = f" of {matrices.reference}" if wanted else ""
    on = f" on {date}" if date else ""
    known = ", ".join(
        f"{assessment.matrix}@{assessment.matrix_version} on {assessment.date}" for assessment in profile.assessments
    )
    hint = f"it has {known}" if known else f"nothing is rated yet; begin with: skillgap assess {profile.id}"
    if known and wanted and all(assessment.matrix != wanted.id for assessment in profile.assessments):
        hint += f"; to add one: skillgap assess {profile.id} --matrix {matrices.reference}"
    raise DataError(Diagnostic(f"{profile.id} has no assessment{of}{on}", str(file.path), hint=hint))
