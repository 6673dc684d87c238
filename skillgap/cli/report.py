"""``skillgap report``: the gaps of a profile, ranked."""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from skillgap.cli import clock
from skillgap.cli.completion import complete_section
from skillgap.cli.options import (
    assessment_argument,
    check_section,
    format_option,
    library_of,
    library_options,
    matrix_option,
    output_option,
    split_profile_and_date,
    view_option,
)
from skillgap.cli.what_if import supposing, what_if_option

if TYPE_CHECKING:
    from skillgap.model.matrix import Matrix
    from skillgap.model.profile import Assessment
    from skillgap.scoring.gap_report import GapReport, RankBy, View
    from skillgap.scoring.planning import WhatIf
    from skillgap.scoring.posting_data import Incidence, IncidenceReport
    from skillgap.store import Library, Matrices, ProfileFile


@click.command("report")
@assessment_argument
@matrix_option
@format_option
@click.option(
    "--rank-by",
    type=click.Choice(("frequency", "impact")),
    default="frequency",
    show_default=True,
    help="Rank by how many postings ask for it, or by what closing it adds to coverage.",
)
@click.option(
    "--section",
    metavar="ID",
    shell_complete=complete_section,
    help="Show one section only; ranks and coverage stay those of the whole.",
)
@view_option
@what_if_option
@output_option
@click.option(
    "--fail-under",
    type=click.FloatRange(0, 100),
    metavar="PERCENT",
    help="End with exit code 4 when coverage is below this, or when nothing is rated.",
)
@library_options
@click.pass_context
def command(
    ctx: click.Context,
    profile: str,
    matrix: str | None,
    format_: str,
    rank_by: RankBy,
    section: str | None,
    view: View,
    supposed: tuple[str, ...],
    output: str | None,
    fail_under: float | None,
) -> None:
    """Print the gaps of a profile, ranked.

    PROFILE is an id or a path; its latest assessment is read, or with @DATE the one of that day, as in
    ada@2026-05-04. Gaps are ranked by how many postings ask for them.
    """
    from skillgap.cli.exit_codes import ExitCode
    from skillgap.cli.output import print_message
    from skillgap.labels import percent
    from skillgap.postings.incidence_lookup import incidence_beside
    from skillgap.scoring.gap_report import gap_report, with_ranks

    library = library_of(ctx).remembering()
    who, date = split_profile_and_date(profile)
    file = library.find_profile(who)
    found, assessment = chosen_assessment(library, file, matrix, date)
    check_section(found, section)
    incidence = incidence_beside(library, found, matrix)

    def scored(section: str | None) -> tuple[GapReport, WhatIf | None]:
        if not supposed:
            return gap_report(found, file.profile, assessment, view=view, rank_by=rank_by, section=section), None
        asked = incidence.asked if incidence else None
        changed = supposing(file, found, assessment, supposed, view=view, section=section, asked=asked, rank_by=rank_by)
        return changed.after, changed

    report, changed = scored(section)
    among = None
    if incidence:
        # A posting asks for what it asks for, whichever section is shown.
        among = _among_postings(report if section is None else scored(None)[0], incidence)
        report = with_ranks(report, among.figures.ranks)
    _print(report, format_, output, changed, among)
    if assessment is None:
        print_message(f"Nothing is rated yet. Begin with: skillgap assess {profile}")
    value = report.coverage.value
    if fail_under is not None and (value is None or value < fail_under / 100):
        print_message(f"{'the supposed ' if supposed else ''}coverage {percent(value)} is below {fail_under:g} %")
        ctx.exit(ExitCode.BELOW)


def chosen_assessment(
    library: Library, file: ProfileFile, reference: str | None, date: datetime.date | None = None
) -> tuple[Matrix, Assessment | None]:
    """The assessment a report reads, and the matrix in the version it was made against.

    That is the one of a date, else the latest, of the matrix asked for, or of all where none is; None in a
    profile that has no assessment yet. DataError where the profile knows only others, or ratings do not fit.
    """
    from skillgap.errors import DataError, Violation
    from skillgap.store import Matrices, check_against

    matrices = Matrices(library, reference)
    assessment = choose(matrices, file, date)
    if assessment is None:
        return matrices.wanted or library.only_matrix(), None
    try:
        matrix = matrices.of(assessment)
    except DataError as error:
        place = ("assessments", file.profile.assessments.index(assessment), "matrix")
        # What is wrong inside the matrix keeps its own place; that it is not here is told where it is named.
        told = [
            problem if problem.file else file.problem(Violation(place, problem.message, problem.hint))
            for problem in error.problems
        ]
        raise DataError(told) from error
    check_against(file, assessment, matrix)
    return matrix, assessment


def choose(matrices: Matrices, file: ProfileFile, date: datetime.date | None = None) -> Assessment | None:
    """The assessment of that day, else the latest, of the matrix asked for; None in a profile that has none at all.

    Raises DataError where the profile has others only.
    """
    from skillgap.errors import DataError, Diagnostic

    profile, wanted = file.profile, matrices.wanted
    found = [
        assessment
        for assessment in profile.assessments
        if matrices.concern(assessment) and date in (None, assessment.date)
    ]
    if found:
        return max(reversed(found), key=lambda one: one.date)
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


def _among_postings(whole: GapReport, incidence: Incidence) -> IncidenceReport:
    from skillgap.scoring.posting_data import incidence_report, posting_figures

    return incidence_report(whole, incidence, posting_figures(whole.matrix, incidence))


def _print(
    report: GapReport,
    format_: str,
    output: str | None,
    supposed: WhatIf | None = None,
    among: IncidenceReport | None = None,
) -> None:
    """Hand a report over, with what is supposed and what the postings themselves say."""
    from skillgap.cli.output import write_report
    from skillgap.reports.gap_report import gap_report_content

    report = replace(report, today=clock.today())
    write_report(gap_report_content(report, what_if=supposed, postings=among), format_, output)


def print_sample(ctx: click.Context) -> None:
    """Print the report of the sample profile that comes with the command."""
    from skillgap.scoring.gap_report import gap_report
    from skillgap.store.library import SAMPLE

    library = library_of(ctx)
    file = library.find_profile(SAMPLE)
    matrix, assessment = chosen_assessment(library, file, None)
    _print(gap_report(matrix, file.profile, assessment), "terminal", None)
