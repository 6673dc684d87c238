"""``skillgap report``: the gaps of a profile, ranked."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import click

from skillgap.cli.completion import complete_section
from skillgap.cli.options import (
    as_of_option,
    check_section,
    complete_assessment,
    format_or_lines_option,
    library_options,
    matrix_option,
    output_option,
    report_workspace_of,
    split_profile_and_date,
    view_option,
)
from skillgap.cli.what_if import supposed_levels, what_if_option

if TYPE_CHECKING:
    from skillgap.model.matrix import Matrix
    from skillgap.scoring.gap_report import GapReport, RankBy, View
    from skillgap.scoring.planning import WhatIf
    from skillgap.scoring.posting_data import Incidence, IncidenceReport
    from skillgap.workspace import Workspace


@click.command("report")
@click.argument("profiles", metavar="PROFILE[@DATE]...", nargs=-1, required=True, shell_complete=complete_assessment)
@matrix_option
@format_or_lines_option
@click.option(
    "--rank-by",
    type=click.Choice(("frequency", "impact")),
    default="frequency",
    show_default=True,
    help="Rank by frequency in the postings, or by impact on coverage.",
)
@click.option(
    "--section",
    metavar="ID",
    shell_complete=complete_section,
    help="Show one section only (ranks and coverage are for the whole role).",
)
@click.option("--group-by", type=click.Choice(("topic",)), help="Group the gaps by topic, in the formats for people.")
@view_option
@what_if_option
@output_option
@as_of_option
@click.option(
    "--fail-under",
    type=click.FloatRange(0, 100),
    metavar="PERCENT",
    help="End with exit code 4 if coverage is below this, nothing is rated, or a mandatory requirement is not met.",
)
@click.option("--require-mandatory", is_flag=True, help="End with exit code 4 if a mandatory requirement is not met.")
@library_options
@click.pass_context
def command(
    ctx: click.Context,
    profiles: tuple[str, ...],
    matrix: str | None,
    format_: str,
    rank_by: RankBy,
    section: str | None,
    group_by: str | None,
    view: View,
    supposed: tuple[str, ...],
    output: str | None,
    fail_under: float | None,
    require_mandatory: bool,
) -> None:
    """Print the gaps of a profile, ranked.

    PROFILE is an id or a path and means its latest assessment. PROFILE@DATE is the assessment of that day, as in
    ada@2026-05-04. Gaps are ranked by how many postings ask for them. The format jsonl takes several profiles, folders
    and bundles, and writes a line for each person.
    """
    from skillgap.cli.exit_codes import ExitCode
    from skillgap.cli.output import print_message
    from skillgap.labels import percent_below
    from skillgap.labels.mandatory import mandatory_words
    from skillgap.scoring.gap_report import with_ranks

    workspace = report_workspace_of(ctx)
    if format_ == "jsonl":
        if supposed or fail_under is not None or require_mandatory:
            raise click.UsageError("--format jsonl takes no --what-if, --fail-under or --require-mandatory.")
        from skillgap.cli.report_lines import ReportLines

        ctx.exit(ReportLines(workspace, matrix, view, rank_by, section).write(profiles, output))
    if len(profiles) > 1:
        raise click.UsageError("several profiles need --format jsonl, which writes a line for each person.")
    (profile,) = profiles
    who, date = split_profile_and_date(profile)
    rated = workspace.find(who, date, matrix)
    check_section(rated.matrix, section)
    incidence = workspace.posting_data(rated.matrix, matrix)

    def scored(section: str | None) -> tuple[GapReport, WhatIf | None]:
        if not supposed:
            return rated.report(view=view, rank_by=rank_by, section=section), None
        asked = incidence.asked if incidence else None
        levels = supposed_levels(rated.matrix, supposed)
        changed = rated.what_if(levels, view=view, rank_by=rank_by, section=section, asked=asked)
        return changed.after, changed

    report, changed = scored(section)
    among = None
    if incidence:
        # A posting asks for what it asks for, whichever section is shown.
        among = _among_postings(report if section is None else scored(None)[0], incidence)
        report = with_ranks(report, among.figures.ranks)
    _print(replace(report, today=workspace.today()), format_, output, changed, among, by_topic=group_by == "topic")
    _warn_of_slips(workspace, rated.matrix, matrix)
    if rated.assessment is None:
        print_message(f"Nothing is rated yet. Begin with: skillgap assess {profile}")
    value = report.coverage.value
    if fail_under is not None and (value is None or value < fail_under / 100):
        print_message(
            f"{'the supposed ' if supposed else ''}coverage {percent_below(value, fail_under)}", even_if_quiet=True
        )
        ctx.exit(ExitCode.BELOW)
    if (require_mandatory or fail_under is not None) and report.mandatory_state not in (None, "met"):
        print_message(mandatory_words(report.mandatory), even_if_quiet=True)
        ctx.exit(ExitCode.BELOW)


def _among_postings(whole: GapReport, incidence: Incidence) -> IncidenceReport:
    from skillgap.scoring.posting_data import incidence_report, posting_figures

    return incidence_report(whole, incidence, posting_figures(whole.matrix, incidence))


def _warn_of_slips(workspace: Workspace, matrix: Matrix, reference: str | None) -> None:
    """Warn of categories that have no target and look like one that has: a target that is not meant changes figures."""
    from skillgap.model.matrix_warnings import has_category_slip

    if has_category_slip(matrix):
        from skillgap.cli.output import print_problem
        from skillgap.store import matrix_warnings

        print_problem(matrix_warnings(workspace.library.matrix_path(reference or matrix.id)), "warning")


def _print(
    report: GapReport,
    format_: str,
    output: str | None,
    supposed: WhatIf | None = None,
    among: IncidenceReport | None = None,
    *,
    by_topic: bool = False,
) -> None:
    """Write a report, with the hypothetical levels and the postings' own figures."""
    from skillgap.cli.output import write_report
    from skillgap.reports.gap_report import gap_report_content

    write_report(gap_report_content(report, what_if=supposed, postings=among, by_topic=by_topic), format_, output)


def print_sample(ctx: click.Context) -> None:
    """Print the report of the sample profile that comes with the command."""
    from skillgap.store.library import SAMPLE

    _print(report_workspace_of(ctx).find(SAMPLE).report(), "terminal", None)
