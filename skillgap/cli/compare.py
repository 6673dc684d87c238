"""``skillgap compare``: assessments side by side, or one person's over time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import click

from skillgap.cli.exit_codes import ExitCode
from skillgap.cli.options import (
    STALE_AFTER,
    WholeNumber,
    as_of_option,
    complete_assessment,
    format_option,
    library_options,
    matrix_option,
    output_option,
    report_workspace_of,
    split_profile_and_date,
    view_option,
)

if TYPE_CHECKING:
    from skillgap.errors import Diagnostic
    from skillgap.model.matrix import Matrix
    from skillgap.reports.content import ReportContent
    from skillgap.scoring.comparison.table import Choice
    from skillgap.scoring.gap_report import View
    from skillgap.store import Matrices, ProfileFile
    from skillgap.workspace import Workspace


@click.command("compare")
@click.argument("assessments", metavar="PROFILE[@DATE]...", nargs=-1, required=True, shell_complete=complete_assessment)
@matrix_option
@click.option("--history", is_flag=True, help="One person over time: coverage, levels, evidence, and why it changed.")
@click.option(
    "--stale-after",
    type=WholeNumber(min=0),
    metavar="DAYS",
    help=f"With --history: the age from which a level is stale (default: {STALE_AFTER}).",
)
@view_option
@format_option
@output_option
@as_of_option
@library_options
@click.pass_context
def command(
    ctx: click.Context,
    assessments: tuple[str, ...],
    matrix: str | None,
    history: bool,
    stale_after: int | None,
    view: View,
    format_: str,
    output: str | None,
) -> None:
    """Compare people, or one person's dates. The largest differences that most postings ask for come first.

    PROFILE is an id or a path and means its latest assessment. PROFILE@DATE is the assessment of that day, as in
    ada@2026-05-04. For two assessments of one person it explains why coverage changed.
    """
    from skillgap.cli.output import print_problem, write_report

    if stale_after is not None and not history:
        raise click.UsageError("--stale-after belongs to --history.")
    workspace = report_workspace_of(ctx)
    matrices = workspace.matrices(matrix)
    if history:
        written, missing = _history(
            workspace, matrices, assessments, STALE_AFTER if stale_after is None else stale_after, view
        )
    else:
        written, missing = _comparison(workspace, matrices, assessments, view)
    write_report(written, format_, output)
    print_problem(missing, "warning")
    if missing:
        ctx.exit(ExitCode.IN_PART)


def _comparison(
    workspace: Workspace, matrices: Matrices, references: Sequence[str], view: View
) -> tuple[ReportContent, list[Diagnostic]]:
    """Compare several assessments; also return the problems found."""
    from skillgap.reports.comparison import written_comparison
    from skillgap.scoring.comparison.table import compare, explanation, subjects_of

    if len(references) < 2:
        hint = f"For one person over time: skillgap compare {references[0]} --history"
        raise click.UsageError(f"there is nothing to compare {references[0]} with. {hint}")
    missing: dict[Diagnostic, None] = {}
    choices = list(_choices(workspace, matrices, references, missing))
    unrated = any(assessment is None for _, assessment, _ in choices)
    comparison = compare(
        subjects_of(choices, _role_asked_for(matrices) if unrated else None), view=view, today=workspace.today()
    )
    return written_comparison(comparison, explanation(comparison)), list(missing)


def _role_asked_for(matrices: Matrices) -> Matrix | None:
    """The role asked for, else the only one that is known."""
    if matrices.wanted or len(set(matrices.library.matrix_ids())) != 1:
        return matrices.wanted
    return matrices.library.only_matrix()


def _choices(
    workspace: Workspace, matrices: Matrices, references: Sequence[str], missing: dict[Diagnostic, None]
) -> Iterator[Choice]:
    from skillgap.workspace import choose_assessment

    files: dict[str, ProfileFile] = {}
    for who, date in map(split_profile_and_date, references):
        if who not in files:
            files[who] = matrices.library.find_profile(who)
        file = files[who]
        assessment = choose_assessment(matrices, file, date)
        matrix = workspace.edition(file, assessment, matrices, missing) if assessment else None
        yield file.profile, assessment, matrix


def _history(
    workspace: Workspace, matrices: Matrices, references: Sequence[str], stale_after: int, view: View
) -> tuple[ReportContent, list[Diagnostic]]:
    """One person's history in a role, and which versions of it could not be found."""
    from skillgap.cli.output import print_message
    from skillgap.errors import DataError, Diagnostic
    from skillgap.reports.history import written_history
    from skillgap.scoring.comparison.history import history
    from skillgap.workspace import choose_assessment

    who, date = split_profile_and_date(references[0])
    if len(references) > 1 or date:
        raise click.UsageError("--history takes one PROFILE, with all its dates.")
    file = matrices.library.find_profile(who)
    latest = choose_assessment(matrices, file)
    if latest is None:
        hint = f"begin with: skillgap assess {file.profile.id}"
        raise DataError(
            Diagnostic(f"{file.profile.id} has rated nothing yet, so there is no history", str(file.path), hint=hint)
        )
    role = latest.matrix
    others = {assessment.matrix for assessment in file.profile.assessments} - {role}
    if others:
        print_message(
            f"This is the history in {role}; there are assessments of {', '.join(sorted(others))} too: see --matrix."
        )
    assessments = [assessment for assessment in file.profile.assessments if assessment.matrix == role]
    missing: dict[Diagnostic, None] = {}
    found = [workspace.edition(file, assessment, matrices, missing) for assessment in assessments]
    editions = list({matrix.version: matrix for matrix in found if matrix}.values())
    told = history(file.profile, role, editions, today=workspace.today(), stale_after=stale_after, view=view)
    return written_history(told, workspace.today(), stale_after), list(missing)
