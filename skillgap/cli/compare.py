"""``skillgap compare``: assessments side by side, or one person's over time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

import click

from skillgap.cli import clock
from skillgap.cli.options import (
    STALE_AFTER,
    WholeNumber,
    complete_assessment,
    format_option,
    library_of,
    library_options,
    matrix_option,
    output_option,
    split_profile_and_date,
    view_option,
)
from skillgap.cli.report import choose

if TYPE_CHECKING:
    from skillgap.errors import Diagnostic
    from skillgap.model.matrix import Matrix
    from skillgap.model.profile import Assessment
    from skillgap.reports.content import ReportContent
    from skillgap.scoring.comparison.table import Choice
    from skillgap.scoring.gap_report import View
    from skillgap.store import Matrices, ProfileFile


@click.command("compare")
@click.argument("assessments", metavar="PROFILE[@DATE]...", nargs=-1, required=True, shell_complete=complete_assessment)
@matrix_option
@click.option("--history", is_flag=True, help="One person over time: coverage, levels, evidence, and why it changed.")
@click.option(
    "--stale",
    type=WholeNumber(min=0),
    metavar="DAYS",
    help=f"With --history: the age from which a level is stale (default: {STALE_AFTER}).",
)
@view_option
@format_option
@output_option
@library_options
@click.pass_context
def command(
    ctx: click.Context,
    assessments: tuple[str, ...],
    matrix: str | None,
    history: bool,
    stale: int | None,
    view: View,
    format_: str,
    output: str | None,
) -> None:
    """Compare people, or one person's dates. What differs most and is asked for most comes first.

    PROFILE is an id or a path; its latest assessment is taken, or with @DATE the one of that day, as in
    ada@2026-05-04. For two assessments of one person it says why coverage changed.
    """
    from skillgap.cli.output import print_problem, write_report
    from skillgap.store import Matrices

    if stale is not None and not history:
        raise click.UsageError("--stale belongs to --history.")
    matrices = Matrices(library_of(ctx), matrix)
    if history:
        written, missing = _history(matrices, assessments, STALE_AFTER if stale is None else stale, view)
    else:
        written, missing = _comparison(matrices, assessments, view)
    write_report(written, format_, output)
    print_problem(missing)
    if missing:
        ctx.exit(1)


def _comparison(matrices: Matrices, references: Sequence[str], view: View) -> tuple[ReportContent, list[Diagnostic]]:
    """The comparison of several assessments, and what could not be found for it."""
    from skillgap.reports.comparison import written_comparison
    from skillgap.scoring.comparison.table import compare, explanation, subjects_of

    if len(references) < 2:
        hint = f"For one person over time: skillgap compare {references[0]} --history"
        raise click.UsageError(f"there is nothing to compare {references[0]} with. {hint}")
    missing: dict[Diagnostic, None] = {}
    choices = list(_choices(matrices, references, missing))
    unrated = any(assessment is None for _, assessment, _ in choices)
    comparison = compare(subjects_of(choices, _role_asked_for(matrices) if unrated else None), view=view)
    return written_comparison(comparison, explanation(comparison)), list(missing)


def _role_asked_for(matrices: Matrices) -> Matrix | None:
    """The role asked for, else the only one that is known."""
    if matrices.wanted or len(set(matrices.library.matrix_ids())) != 1:
        return matrices.wanted
    return matrices.library.only_matrix()


def _choices(matrices: Matrices, references: Sequence[str], missing: dict[Diagnostic, None]) -> Iterator[Choice]:
    files: dict[str, ProfileFile] = {}
    for who, date in map(split_profile_and_date, references):
        if who not in files:
            files[who] = matrices.library.find_profile(who)
        file = files[who]
        assessment = choose(matrices, file, date)
        matrix = _matrix_of(matrices, file, assessment, missing) if assessment else None
        yield file.profile, assessment, matrix


def _history(
    matrices: Matrices, references: Sequence[str], stale: int, view: View
) -> tuple[ReportContent, list[Diagnostic]]:
    """One person's history in a role, and which versions of it could not be found."""
    from skillgap.cli.output import print_message
    from skillgap.errors import DataError, Diagnostic
    from skillgap.reports.history import written_history
    from skillgap.scoring.comparison.history import history

    who, date = split_profile_and_date(references[0])
    if len(references) > 1 or date:
        raise click.UsageError("--history takes one PROFILE, with all its dates.")
    file = matrices.library.find_profile(who)
    latest = choose(matrices, file, None)
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
    editions, missing = _editions(matrices, file, assessments)
    told = history(file.profile, role, editions, today=clock.today(), stale_after=stale, view=view)
    return written_history(told, stale), missing


def _editions(
    matrices: Matrices, file: ProfileFile, assessments: Iterable[Assessment]
) -> tuple[list[Matrix], list[Diagnostic]]:
    """The versions of a role that assessments were made against, and why any of them cannot be read."""
    found: dict[int, Matrix] = {}
    missing: dict[Diagnostic, None] = {}
    for assessment in assessments:
        if matrix := _matrix_of(matrices, file, assessment, missing):
            found[matrix.version] = matrix
    return list(found.values()), list(missing)


def _matrix_of(
    matrices: Matrices, file: ProfileFile, assessment: Assessment, missing: dict[Diagnostic, None]
) -> Matrix | None:
    """The matrix that an assessment was made against and fits; None, with the reason kept, where it is not here."""
    from skillgap.errors import DataError
    from skillgap.store import check_against

    try:
        matrix = matrices.of(assessment)
    except DataError as error:
        missing.update(dict.fromkeys(error.problems))
        return None
    check_against(file, assessment, matrix)
    return matrix
