"""``skillgap fit``: which of the known roles somebody comes closest to."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from skillgap.cli.options import (
    format_option,
    library_of,
    library_options,
    output_option,
    profile_argument,
    view_option,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from skillgap.model.matrix import Matrix
    from skillgap.scoring.gap_report import View
    from skillgap.store import ProfileFile


@click.command("fit")
@profile_argument
@view_option
@format_option
@output_option
@library_options
@click.pass_context
def command(ctx: click.Context, profile: str, view: View, format_: str, output: str | None) -> None:
    """Rank all known roles by how much of each a profile covers.

    PROFILE is an id or a path. What was rated in one role counts in another where the criterion is the same.
    """
    from skillgap.cli.output import print_problem, write_report
    from skillgap.reports.fit import written_fit
    from skillgap.scoring.comparison.reuse import fit

    library = library_of(ctx)
    file = library.find_profile(profile)
    entries = library.matrix_entries()
    known = [entry.content for entry in entries if entry.content]
    _check(file, known)
    write_report(written_fit(file.profile, fit(file.profile, known, view=view), view), format_, output)
    unreadable = [problem for entry in entries for problem in entry.problems]
    print_problem(unreadable)
    if unreadable:
        ctx.exit(1)


def _check(file: ProfileFile, known: Sequence[Matrix]) -> None:
    """Refuse ratings that do not fit the matrix they were made against."""
    from skillgap.store import check_against

    editions = {(matrix.id, matrix.version): matrix for matrix in known}
    for assessment in file.profile.assessments:
        if matrix := editions.get((assessment.matrix, assessment.matrix_version)):
            check_against(file, assessment, matrix)
