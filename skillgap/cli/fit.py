"""``skillgap fit``: the known roles, ranked by how close a person comes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from skillgap.cli.exit_codes import ExitCode
from skillgap.cli.options import (
    as_of_option,
    format_option,
    library_options,
    output_option,
    profile_argument,
    report_workspace_of,
    view_option,
)

if TYPE_CHECKING:
    from skillgap.scoring.gap_report import View


@click.command("fit")
@profile_argument
@view_option
@format_option
@output_option
@as_of_option
@library_options
@click.pass_context
def command(ctx: click.Context, profile: str, view: View, format_: str, output: str | None) -> None:
    """Rank all known roles by how much of each a profile covers.

    PROFILE is an id or a path. A rating in one role counts in another if the criterion is the same.
    """
    from skillgap.cli.output import print_problem, write_report
    from skillgap.reports.fit import written_fit

    workspace = report_workspace_of(ctx)
    file = workspace.library.find_profile(profile)
    entries = workspace.library.matrix_entries()
    found = workspace.rank_roles(file, [entry.content for entry in entries if entry.content], view)
    write_report(written_fit(file.profile, found, view), format_, output)
    unreadable = [problem for entry in entries for problem in entry.problems]
    print_problem(unreadable, "warning")
    if unreadable:
        ctx.exit(ExitCode.IN_PART)
