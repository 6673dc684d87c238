"""Find a person, a role and a day, check the ratings, score and save: what commands, screens and notebooks share."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from skillgap.errors import DataError, Diagnostic, Violation
from skillgap.model.matrix import Matrix
from skillgap.model.profile import Assessment, Profile
from skillgap.scoring.gap_report import GapReport, RankBy, View, gap_report
from skillgap.store import Library, Matrices, ProfileFile, check_against, save_profile
from skillgap.store.documents import BUNDLE_SUFFIX, SUFFIXES
from skillgap.store.files import LOCK_SECONDS

if TYPE_CHECKING:
    from skillgap.questionnaire.review import ReviewQuestionnaire
    from skillgap.questionnaire.self_assessment import Questionnaire
    from skillgap.scoring.comparison.reuse import Fit
    from skillgap.scoring.comparison.versions import CarriedOver
    from skillgap.scoring.planning import Asked, WhatIf
    from skillgap.scoring.posting_data import Incidence
    from skillgap.store.merge_save import Resolver


_DATED = re.compile(r"(?P<who>.+)@(?P<date>[^@/\\]*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class RatedProfile:
    """A person's file, one of their assessments, and the matrix that it was made against and fits.

    ``assessment`` is None if nothing is rated yet; ``matrix`` is then the one to rate against. Evidence is valid or
    expired as of ``today``, by default the assessment's date.
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
        """Score the assessment with other levels, which the matrix must have. Raise DataError if nothing is rated."""
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


def utc_now() -> str:
    """Return the time in UTC to the second, as files hold it: ``2026-05-04T16:30:00Z``."""
    return f"{datetime.datetime.now(datetime.UTC):%Y-%m-%dT%H:%M:%SZ}"


class Workspace:
    """The folders of somebody's profiles and matrices, and what is done with them."""

    def __init__(self, library: Library, today: Callable[[], datetime.date] = datetime.date.today) -> None:
        self.library = library
        self.today = today

    # Find and check

    def matrices(self, reference: str | None = None) -> Matrices:
        """Look matrices up, each version once; with a reference, only assessments of that matrix count."""
        return Matrices(self.library, reference)

    def find(self, who: str, date: datetime.date | None = None, matrix: str | None = None) -> RatedProfile:
        """Find a person by id or path, with the assessment of a day, else the latest, of one role or of all.

        Raise DataError if there is no such person, assessment or matrix, or the ratings do not fit the matrix.
        """
        return self.rated(self.library.find_profile(who), date, self.matrices(matrix))

    def rated(self, file: ProfileFile, date: datetime.date | None, matrices: Matrices) -> RatedProfile:
        """Find the assessment of a day, else the latest, in a file, as :meth:`find` does."""
        assessment = choose_assessment(matrices, file, date)
        if assessment is None:
            return RatedProfile(file, matrices.wanted or self.library.only_matrix(), None, self.today())
        try:
            matrix = matrices.of(assessment)
        except DataError as error:
            place = ("assessments", file.profile.assessments.index(assessment), "matrix")
            # Problems inside the matrix keep their own place; a missing matrix is reported where it is named.
            problems = [
                problem if problem.file else file.problem(Violation(place, problem.message, problem.hint))
                for problem in error.problems
            ]
            raise DataError(problems) from error
        return replace(_checked(file, assessment, matrix), today=self.today())

    def matrix_of(self, file: ProfileFile, assessment: Assessment, matrices: Matrices | None = None) -> Matrix:
        """Find the matrix that an assessment was made against. Raise DataError if it is missing or does not fit."""
        return _checked(file, assessment, (matrices or self.matrices()).of(assessment)).matrix

    def report_on(self, file: ProfileFile, assessment: Assessment, matrices: Matrices) -> GapReport:
        """Score an assessment of a file. Raise DataError as :meth:`matrix_of` does."""
        matrix = self.matrix_of(file, assessment, matrices)
        return RatedProfile(file, matrix, assessment, self.today()).report()

    def edition(
        self, file: ProfileFile, assessment: Assessment, matrices: Matrices, missing: dict[Diagnostic, None]
    ) -> Matrix | None:
        """Find the matrix that an assessment was made against; None, and the reason in ``missing``, if it is not here.

        Raise DataError if the ratings do not fit it.
        """
        try:
            matrix = matrices.of(assessment)
        except DataError as error:
            missing.update(dict.fromkeys(error.problems))
            return None
        return _checked(file, assessment, matrix).matrix

    def editions(self, file: ProfileFile, matrices: Matrices) -> dict[tuple[str, int], Matrix]:
        """Find the matrices of all assessments in a file that are here, by id and version."""
        found = (self.edition(file, assessment, matrices, {}) for assessment in file.profile.assessments)
        return {(matrix.id, matrix.version): matrix for matrix in found if matrix}

    def posting_data(self, matrix: Matrix, reference: str | None = None) -> Incidence | None:
        """Read which posting asks for which criterion; None if the matrix has no posting data.

        ``reference`` is how the matrix was asked for. Raise DataError if the data cannot be read or does not fit.
        """
        from skillgap.postings.incidence_lookup import incidence_beside

        return incidence_beside(self.library, matrix, reference)

    # Roles

    def current(self, matrix: Matrix) -> Matrix:
        """Find the version of a matrix that is rated against now; the matrix itself if it is not here."""
        try:
            return self.library.find_matrix(matrix.id)
        except DataError:
            return matrix

    def matrix_to_rate(self, file: ProfileFile, reference: str | None) -> Matrix | None:
        """Find the matrix asked for, else the current version of the one last assessed, else the only one known.

        Return None if several are known, since the person then chooses.
        """
        if reference is not None:
            return self.library.find_matrix(reference)
        if latest := file.profile.latest():
            return self.library.matrix_named(latest.matrix)
        return None if len(set(self.library.matrix_ids())) > 1 else self.library.only_matrix()

    def roles_to_rate(self) -> list[Matrix]:
        """Read the current version of every role. Raise DataError, with the reasons, if there is none to read."""
        entries = self.library.matrix_entries()
        # Older versions are listed too, but an id means the version that is rated against.
        ids = dict.fromkeys(entry.id for entry in entries if entry.content is not None)
        if not ids:
            unreadable = [problem for entry in entries for problem in entry.problems]
            raise DataError(unreadable or Diagnostic("No matrix was found."))
        return [self.library.find_matrix(identifier) for identifier in ids]

    def roles_of(self, profile: Profile) -> list[Matrix]:
        """Read the roles that a profile is assessed for, the latest first, each as it was then; if none, all known."""
        if found := self.library.roles_of(profile):
            return found
        known = [entry.content for entry in self.library.matrix_entries() if entry.content is not None]
        return list({matrix.id: matrix for matrix in reversed(known)}.values())

    def fit(self, file: ProfileFile, known: Iterable[Matrix], view: View = "agreed") -> tuple[Fit, ...]:
        """Rank roles by coverage. Raise DataError if ratings do not fit the matrix they were made against."""
        from skillgap.scoring.comparison.reuse import fit

        roles = list(known)
        editions = {(matrix.id, matrix.version): matrix for matrix in roles}
        for assessment in file.profile.assessments:
            if matrix := editions.get((assessment.matrix, assessment.matrix_version)):
                _checked(file, assessment, matrix)
        return fit(file.profile, roles, view=view, today=self.today())

    # Rate and review

    def begin(self, file: ProfileFile, matrix: Matrix) -> Questionnaire:
        """Begin or continue an assessment, with what other roles suggest. Raise DataError if ratings do not fit."""
        from skillgap.questionnaire.prefill import begin_prefilled

        known = self.library.matrices_for(file.profile, matrix.id)
        questionnaire = begin_prefilled(file.profile, matrix, self.today(), known)
        check_ratings(file, questionnaire.assessment, matrix)
        return questionnaire

    def carry_over(self, file: ProfileFile, old: Assessment, matrix: Matrix) -> CarriedOver:
        """Carry ratings of an older version over. Raise DataError if that version is missing or does not fit."""
        from skillgap.scoring.comparison.versions import carry_over

        return carry_over(old, self.matrix_of(file, old), matrix, self.today())

    def begin_review(self, rated: RatedProfile, by: str, *, blind: bool = True) -> ReviewQuestionnaire:
        """Begin or continue a mentor's review. Raise DataError if nothing is rated, or ``by`` is no name."""
        from skillgap.questionnaire.review import begin

        return begin(rated.file.profile, rated.matrix, rated_assessment(rated), by, self.today(), blind=blind)

    def finished(self, file: ProfileFile, matrix: Matrix) -> RatedProfile:
        """Find the latest assessment against this very version of a matrix; a later one of another does not count."""
        own = tuple(one for one in file.profile.assessments if one.matrix_version == matrix.version)
        latest = replace(file.profile, assessments=own).latest(matrix.id)
        rated = _checked(file, latest, matrix) if latest else RatedProfile(file, matrix, None)
        return replace(rated, today=self.today())


def split_reference(reference: str) -> tuple[str, str | None]:
    """Split a reference such as ``ada@2026-05-04`` into person and day; an ``@`` inside a path splits nothing."""
    found = _DATED.fullmatch(reference)
    if found is None or found["date"].endswith((*SUFFIXES, BUNDLE_SUFFIX)):
        return reference, None
    return found["who"], found["date"]


def _checked(file: ProfileFile, assessment: Assessment, matrix: Matrix) -> RatedProfile:
    """Hold an assessment and its reviews against the matrix. Raise DataError if they do not fit."""
    check_against(file, assessment, matrix)
    return RatedProfile(file, matrix, assessment)


def check_ratings(file: ProfileFile, assessment: Assessment, matrix: Matrix) -> None:
    """Check an assessment that a questionnaire continues; one that is not in the file yet fits."""
    if assessment in file.profile.assessments:
        _checked(file, assessment, matrix)


def rated_assessment(rated: RatedProfile) -> Assessment:
    """Return the assessment to review. Raise DataError if nothing is rated yet."""
    if rated.assessment is None:
        hint = f"rate first: skillgap assess {rated.file.profile.id}"
        message = "nothing is rated yet, so there is nothing to review"
        raise DataError(Diagnostic(message, str(rated.file.path), hint=hint))
    return rated.assessment


def choose_assessment(matrices: Matrices, file: ProfileFile, date: datetime.date | None = None) -> Assessment | None:
    """Choose the assessment of a day, else the latest, of the matrix asked for; None if nothing at all is rated.

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


def save(file: ProfileFile, profile: Profile, *, wait: float = LOCK_SECONDS) -> ProfileFile:
    """Save a changed profile, and do not report this change later as made by others.

    Raise DataError or ConflictError as :func:`skillgap.store.save_profile` does.
    """
    saved = save_profile(file, profile, wait=wait)
    _count_as_own(file.profile, saved)
    return saved


def save_merged(file: ProfileFile, profile: Profile, resolver: Resolver | None = None) -> ProfileFile:
    """Save a changed profile as :func:`save` does, with what another program changed meanwhile.

    ``resolver`` is asked about values that both changed. Raise ConflictError if nobody chose.
    """
    from skillgap.store import merge_save  # brings along how files are written, which readers do not need

    before, saved = merge_save.save_merged(file, profile, resolver)
    _count_as_own(before.profile, saved)
    return saved


def _count_as_own(before: Profile, saved: ProfileFile) -> None:
    """Count a change as this person's own: whoever answers a question is the owner of the profile."""
    after = saved.profile
    if before.assessments != after.assessments:
        from skillgap.store.last_seen import make_own

        make_own(saved)
    elif (before.reviews, before.goals) != (after.reviews, after.goals):
        from skillgap.store.last_seen import remember_own

        remember_own(before, saved)
