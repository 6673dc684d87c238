"""Find a person, a role and a day, check the ratings, score and save, for commands, screens and notebooks."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from skillgap.errors import DataError, Diagnostic, Violation, nearest
from skillgap.model.matrix import Matrix
from skillgap.model.profile import Assessment, Profile
from skillgap.model.schema import quoted_value
from skillgap.scoring.gap_report import GapReport, RankBy, View
from skillgap.store import Library, Matrices, ProfileFile
from skillgap.workspace.rated_profile import (
    RatedProfile,
    check_ratings,
    checked,
    choose_assessment,
    rated_assessment,
    split_reference,
    with_posting_ranks,
)
from skillgap.workspace.saving import save, save_merged, utc_now

if TYPE_CHECKING:
    from skillgap.postings.posting import Posting
    from skillgap.questionnaire.review import ReviewQuestionnaire
    from skillgap.questionnaire.self_assessment import Questionnaire
    from skillgap.scoring.comparison.reuse import Fit
    from skillgap.scoring.comparison.table import Comparison
    from skillgap.scoring.comparison.versions import CarriedOver
    from skillgap.scoring.planning import Plan, WhatIf
    from skillgap.scoring.posting_data import Incidence
    from skillgap.scoring.posting_match import PostingDemand, RoleDemand
    from skillgap.scoring.team import TeamReport


__all__ = [
    "RatedProfile",
    "Workspace",
    "check_ratings",
    "choose_assessment",
    "rated_assessment",
    "save",
    "save_merged",
    "split_reference",
    "utc_now",
    "with_posting_ranks",
]


class Workspace:
    """The folders of a user's profiles and matrices, and the operations on them."""

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
        return replace(checked(file, assessment, matrix), today=self.today())

    def matrix_of(self, file: ProfileFile, assessment: Assessment, matrices: Matrices | None = None) -> Matrix:
        """Find the matrix that an assessment was made against. Raise DataError if it is missing or does not fit."""
        return checked(file, assessment, (matrices or self.matrices()).of(assessment)).matrix

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
        return checked(file, assessment, matrix).matrix

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

    def posting_demand(self, posting: Posting, matrix: Matrix) -> PostingDemand:
        """Find the criteria that a posting asks for, in the terms of a matrix."""
        from skillgap.postings.demand import demand_of

        return demand_of(posting, matrix)

    def nearest_roles(self, posting: Posting) -> tuple[RoleDemand, ...]:
        """Rank the known roles, each in its highest version, by how much of each a posting asks for."""
        from skillgap.postings.demand import demand_of
        from skillgap.scoring.posting_match import nearest_roles

        known = {entry.id: entry.content for entry in self.library.matrix_entries() if entry.content is not None}
        return nearest_roles((matrix, demand_of(posting, matrix, others=False)) for matrix in known.values())

    # Roles

    def current(self, matrix: Matrix) -> Matrix:
        """Find the version of a matrix for new ratings; the matrix itself if no such version is known."""
        try:
            return self.library.find_matrix(matrix.id)
        except DataError:
            return matrix

    def matrix_to_rate(self, file: ProfileFile, reference: str | None) -> Matrix | None:
        """Find the matrix asked for, else the current version of the last assessed matrix, else the only known matrix.

        Return None if several are known, since the person then chooses.
        """
        if reference is not None:
            return self.library.find_matrix(reference)
        if latest := file.profile.latest():
            return self.library.matrix_named(latest.matrix)
        return None if len(set(self.library.matrix_ids())) > 1 else self.library.only_matrix()

    def roles_to_rate(self) -> list[Matrix]:
        """Read the current version of every role. Raise DataError, with the reasons, if no role is readable."""
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

    def rank_roles(self, file: ProfileFile, known: Iterable[Matrix], view: View = "agreed") -> tuple[Fit, ...]:
        """Rank roles by coverage. Raise DataError if ratings do not fit the matrix they were made against."""
        from skillgap.scoring.comparison.reuse import fit

        roles = list(known)
        editions = {(matrix.id, matrix.version): matrix for matrix in roles}
        for assessment in file.profile.assessments:
            if matrix := editions.get((assessment.matrix, assessment.matrix_version)):
                checked(file, assessment, matrix)
        return fit(file.profile, roles, view=view, today=self.today())

    # Rate and review

    def begin(self, file: ProfileFile, matrix: Matrix, date: datetime.date | None = None) -> Questionnaire:
        """Begin or continue an assessment, with suggestions from other roles.

        ``date`` names the assessment to add to. Raise DataError without an assessment of that date, or if ratings do
        not fit.
        """
        from skillgap.questionnaire.prefill import begin_prefilled

        known = self.library.matrices_for(file.profile, matrix.id)
        try:
            questionnaire = begin_prefilled(file.profile, matrix, self.today(), known, date)
        except KeyError:
            dates = ", ".join(str(one.date) for one in file.profile.assessments if one.matrix == matrix.id)
            message = f"{file.profile.id} has no assessment of {matrix.id} version {matrix.version} on {date}"
            hint = f"its assessments of the role are of {dates}" if dates else "add --new to begin one"
            raise DataError(Diagnostic(message, str(file.path), hint=hint)) from None
        check_ratings(file, questionnaire.assessment, matrix)
        return questionnaire

    def carry_over(self, file: ProfileFile, old: Assessment, matrix: Matrix) -> CarriedOver:
        """Carry ratings of an older version over. Raise DataError if that version is missing or does not fit."""
        from skillgap.scoring.comparison.versions import carry_over

        return carry_over(old, self.matrix_of(file, old), matrix, self.today())

    def begin_review(self, rated: RatedProfile, by: str, *, blind: bool = True) -> ReviewQuestionnaire:
        """Begin or continue a mentor's review. Raise DataError without a rating, or if ``by`` is not a name."""
        from skillgap.questionnaire.review import begin

        return begin(rated.file.profile, rated.matrix, rated_assessment(rated), by, self.today(), blind=blind)

    def finished(self, file: ProfileFile, matrix: Matrix) -> RatedProfile:
        """Find the latest assessment against this very version of a matrix; a later one of another does not count."""
        own = tuple(one for one in file.profile.assessments if one.matrix_version == matrix.version)
        latest = replace(file.profile, assessments=own).latest(matrix.id)
        rated = checked(file, latest, matrix) if latest else RatedProfile(file, matrix, None)
        return replace(rated, today=self.today())

    # Figures for notebooks: a person is named as in "ada" or "ada@2026-05-04"

    def profile(self, who: str) -> Profile:
        """Read a profile by id or path. Raise DataError if it is missing, or with every problem in it."""
        return self.library.find_profile(who).profile

    def profiles(self) -> tuple[str, ...]:
        """List the ids of the profiles that are here, the samples last."""
        return tuple(dict.fromkeys(self.library.profile_ids()))

    def matrix(self, reference: str) -> Matrix:
        """Read a matrix by id, ``id@version`` or path. Raise DataError if it is missing."""
        return self.library.find_matrix(reference)

    def report(
        self,
        who: str,
        *,
        matrix: str | None = None,
        view: View = "agreed",
        rank_by: RankBy = "frequency",
        section: str | None = None,
    ) -> GapReport:
        """Score a person's latest assessment, or the assessment of a day. Raise DataError as :meth:`find` does."""
        rated = self._find(who, matrix)
        _check_section(rated.matrix, section)
        return with_posting_ranks(
            rated.report(view=view, rank_by=rank_by, section=section), self.posting_data(rated.matrix, matrix)
        )

    def what_if(
        self, who: str, levels: Mapping[str, int], *, matrix: str | None = None, view: View = "agreed"
    ) -> WhatIf:
        """Score an assessment with other levels, by criterion. Raise DataError if the matrix does not have them."""
        rated = self._find(who, matrix)
        _check_levels(rated.matrix, levels)
        data = self.posting_data(rated.matrix, matrix)
        changed = rated.what_if(levels, view=view, asked=data.asked if data else None)
        before, after = (with_posting_ranks(report, data) for report in (changed.before, changed.after))
        return replace(changed, before=before, after=after)

    def plan(
        self,
        who: str,
        budget: int | None = None,
        *,
        matrix: str | None = None,
        section: str | None = None,
        view: View = "agreed",
    ) -> Plan:
        """Find the steps that add most coverage on a budget; all steps if there is no budget."""
        from skillgap.scoring.planning import best_plan

        rated = self._find(who, matrix)
        _check_section(rated.matrix, section)
        report = rated.report(view=view, section=section)
        return best_plan(
            with_posting_ranks(report, self.posting_data(rated.matrix, matrix)), budget, rated.file.profile.effort
        )

    def compare(self, *people: str, matrix: str | None = None, view: View = "agreed") -> Comparison:
        """Compare assessments, of several people or of several days. Raise DataError if a matrix is missing."""
        from skillgap.scoring.comparison.table import compare, subjects_of

        matrices = self.matrices(matrix)
        chosen = [self._find(who, matrix, matrices) for who in people]
        choices = [(rated.file.profile, rated.assessment, rated.matrix) for rated in chosen]
        return compare(subjects_of(choices), view=view)

    def fit(self, who: str, *, view: View = "agreed") -> tuple[Fit, ...]:
        """Rank all known roles by how much of each a person covers. Raise DataError if one cannot be read."""
        entries = self.library.matrix_entries()
        if unreadable := [problem for entry in entries for problem in entry.problems]:
            raise DataError(unreadable)
        return self.rank_roles(
            self.library.find_profile(who), [entry.content for entry in entries if entry.content], view
        )

    def team(
        self,
        *paths: str | Path,
        matrix: str | None = None,
        view: View = "agreed",
        stale_after: int = 180,
        unreadable: list[Diagnostic] | None = None,
    ) -> TeamReport:
        """Count the people in profiles, folders and bundles, or with these ids; by default, in the folder of profiles.

        Raise DataError for unreadable people, unless a list ``unreadable`` takes the reasons.
        """
        from skillgap.scoring.team import Team
        from skillgap.scoring.team.retention import AllMembers
        from skillgap.store.teams import count_people, named_path, people_files, role_of_people, undecided_roles

        library = self.library.remembering()
        named = [named_path(library, str(path)) for path in paths]
        files, problems = people_files(named or [library.profiles], library.own_profiles)
        role = library.find_matrix(matrix) if matrix else role_of_people(library, files)
        team = Team(role, self.today(), view=view, stale_after=stale_after, keeper=AllMembers())
        for path in files:
            problems += count_people(team, path)
        report = team.report()
        if matrix is None and (undecided := undecided_roles(library, report)):
            raise DataError(undecided)
        if problems and unreadable is None:
            raise DataError(problems)
        if unreadable is not None:
            unreadable += problems
        return report

    def _find(self, who: str, matrix: str | None, matrices: Matrices | None = None) -> RatedProfile:
        """Find a person named as in ``ada@2026-05-04``."""
        name, day = split_reference(who)
        try:
            date = datetime.date.fromisoformat(day) if day is not None else None
        except ValueError:
            hint = f"write it as in {name}@2026-05-04"
            raise DataError(Diagnostic(f"{quoted_value(day)} is not a date", hint=hint)) from None
        return self.rated(self.library.find_profile(name), date, matrices or self.matrices(matrix))


def _check_section(matrix: Matrix, section: str | None) -> None:
    known = [part.id for part in matrix.sections]
    if section is not None and section not in known:
        hint = f"it has {', '.join(known)}"
        raise DataError(Diagnostic(f"{quoted_value(section)} is not a section of {matrix.id}", hint=hint))


def _check_levels(matrix: Matrix, levels: Mapping[str, int]) -> None:
    problems = []
    known = [criterion.id for criterion in matrix.criteria]
    for criterion, level in levels.items():
        if criterion not in known:
            near = nearest(criterion, known)
            hint = f"did you mean {near}?" if near else f"it has {', '.join(known)}"
            problems.append(Diagnostic(f"{matrix.id} has no criterion {quoted_value(criterion)}", hint=hint))
        elif level not in (scale := matrix.levels_of(criterion)):
            hint = f"the scale has {', '.join(map(str, scale))}"
            problems.append(Diagnostic(f"level {level} is not on the scale of {matrix.id}", path=criterion, hint=hint))
    if problems:
        raise DataError(problems)
