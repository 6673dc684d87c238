"""``skillgap match``: one posting against one person, or the roles that it is nearest to."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from skillgap.cli.options import (
    complete_assessment,
    matrix_option,
    report_options,
    split_profile_and_date,
    view_option,
    workspace_of,
)

if TYPE_CHECKING:
    from skillgap.postings.posting import Posting
    from skillgap.scoring.gap_report import View


@click.command("match")
@click.argument("posting", metavar="POSTING")
@click.argument("profile", metavar="[PROFILE[@DATE]]", required=False, shell_complete=complete_assessment)
@matrix_option
@view_option
@report_options
@click.pass_context
def command(
    ctx: click.Context,
    posting: str,
    profile: str | None,
    matrix: str | None,
    view: View,
    format_: str,
    output: str | None,
) -> None:
    """Compare one posting with a profile, or find the nearest roles.

    POSTING is a file, or - to paste or pipe a posting. The report shows each criterion that the posting asks for, with
    the sentence that asks. It also shows names that your role does not cover, and hard requirements such as a degree.
    Without a PROFILE it ranks the known roles by how much of each the posting asks for.
    """
    from skillgap.cli.output import write_report
    from skillgap.reports.posting_match import written_match, written_nearest
    from skillgap.scoring.posting_match import match_posting

    found = _read_one(posting)
    workspace = workspace_of(ctx)
    if profile is None:
        write_report(written_nearest(found.title or found.source, workspace.nearest_roles(found)), format_, output)
        return
    who, date = split_profile_and_date(profile)
    rated = workspace.find(who, date, matrix)
    demand = workspace.posting_demand(found, rated.matrix)
    write_report(written_match(match_posting(rated.report(view=view), demand)), format_, output)


def _read_one(reference: str) -> Posting:
    """Read the only posting of a file or of standard input. Raise DataError unless there is exactly one."""
    from skillgap.errors import DataError, Diagnostic
    from skillgap.postings.posting import Posting
    from skillgap.postings.reading import read, read_data

    entries = read_data(sys.stdin.buffer.read()) if reference == "-" else list(read([Path(reference)]))
    postings = [entry for entry in entries if isinstance(entry, Posting)]
    if len(postings) == 1 and len(entries) == 1:
        return postings[0]
    if len(postings) > 1:
        hint = "save one posting to a file of its own, or paste it with: skillgap match - PROFILE"
        raise DataError(Diagnostic(f"it holds {len(postings):,} postings, and one is compared", reference, hint=hint))
    problems = [Diagnostic(one.reason, one.source, hint=one.hint) for one in entries if not isinstance(one, Posting)]
    raise DataError(problems or [Diagnostic("there is no posting here", reference, hint="name a file with a posting")])
