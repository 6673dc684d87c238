"""``skillgap team``: many people in one role."""

from __future__ import annotations

import datetime
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from skillgap.cli.exit_codes import ExitCode
from skillgap.cli.options import (
    STALE_AFTER,
    WholeNumber,
    as_of,
    as_of_option,
    complete_matrix,
    complete_profile,
    format_option,
    library_of,
    library_options,
    output_option,
    report_day,
    view_option,
)

if TYPE_CHECKING:
    from skillgap.errors import Diagnostic
    from skillgap.reports.team_data import AsText
    from skillgap.scoring.gap_report import View
    from skillgap.scoring.team import TeamReport
    from skillgap.store import Library

_EACH = 1_000
"""People between two notes of how many are read."""


@click.command("team")
@click.argument("paths", metavar="[PATH]...", nargs=-1, shell_complete=complete_profile)
@click.option(
    "--matrix",
    "-m",
    metavar="MATRIX",
    shell_complete=complete_matrix,
    help="The role's matrix: an id, id@version or a path (default: the role that the people are assessed for).",
)
@click.option(
    "--stale-after",
    type=WholeNumber(min=0),
    metavar="DAYS",
    default=STALE_AFTER,
    show_default=True,
    help="The age beyond which an assessment is stale.",
)
@click.option("--long", is_flag=True, help="With --format csv: a row for each person and criterion.")
@view_option
@format_option
@output_option
@as_of_option
@click.option(
    "--fail-under",
    type=click.FloatRange(0, 100),
    metavar="PERCENT",
    help="End with exit code 4 if the median coverage is below this or missing, or a person does not meet a "
    "mandatory requirement.",
)
@click.option(
    "--require-mandatory", is_flag=True, help="End with exit code 4 if a person does not meet a mandatory requirement."
)
@library_options
@click.pass_context
def command(
    ctx: click.Context,
    paths: tuple[str, ...],
    matrix: str | None,
    stale_after: int,
    long: bool,
    view: View,
    format_: str,
    output: str | None,
    fail_under: float | None,
    require_mandatory: bool,
) -> None:
    """Show a team's levels, shared gaps and pending reviews.

    It also shows who could help with each shared gap. PATH is a profile, an id, a folder of profiles, or a .jsonl
    bundle with a profile on each line. Without PATH it is the folder of your profiles. It lists and skips unreadable
    files.
    """
    from skillgap.cli.output import print_message, print_problem, write_report
    from skillgap.labels import percent_below
    from skillgap.labels.team import mandatory_words
    from skillgap.reports.team import written_team
    from skillgap.store.teams import named_path, people_files

    if long and format_ != "csv":
        raise click.UsageError("--long belongs to --format csv.")
    library = library_of(ctx).remembering()
    files, problems = people_files(
        [named_path(library, path) for path in paths] or [library.profiles], library.own_profiles
    )
    wanted = _Wanted(report_day(ctx), as_of(ctx), stale_after, long)
    counted, uncounted = _counted(library, files, matrix, wanted, view, format_)
    problems += uncounted
    if counted is not None:
        team, everybody = counted
        write_report(written_team(team, everybody, problems, long=long), format_, output)
        if assessed := _version_assessed(team):
            print_message(
                f"Nobody is assessed against version {team.matrix.version}. To report on another: --matrix {assessed}"
            )
    print_problem(problems)
    if problems:
        ctx.exit(ExitCode.IN_PART if counted else ExitCode.DATA_WRONG)
    if fail_under is not None and counted:
        spread = counted[0].coverage_spread
        median = spread[1] if spread else None
        if median is None or median < fail_under / 100:
            print_message(f"the median coverage {percent_below(median, fail_under)}")
            ctx.exit(ExitCode.BELOW)
    if (require_mandatory or fail_under is not None) and counted and (words := mandatory_words(counted[0])):
        print_message(words)
        ctx.exit(ExitCode.BELOW)


class _Wanted(NamedTuple):
    """The day of the report, the day up to which assessments count, the age of stale ones, and the form of the CSV."""

    today: datetime.date
    as_of: datetime.date | None
    stale_after: int
    long: bool


def _counted(
    library: Library, files: Sequence[Path], reference: str | None, wanted: _Wanted, view: View, form: str
) -> tuple[tuple[TeamReport, AsText | None] | None, list[Diagnostic]]:
    """The team and the reasons for people not counted. The team has all people as text for programs.

    It is None if no person is readable.
    """
    from skillgap.errors import DataError
    from skillgap.labels.team import NAMED
    from skillgap.reports import FOR_PROGRAMS
    from skillgap.reports.team_data import as_text
    from skillgap.scoring.team import ListedMembers, Team
    from skillgap.store.spill import TemporaryRegister
    from skillgap.store.teams import count_people, read_people, role_of_people, undecided_roles

    problems: list[Diagnostic] = []
    try:
        matrix = library.find_matrix(reference) if reference else role_of_people(library, files)
    except DataError as error:
        unreadable = [problem for path in files for person in read_people(path) for problem in person.problems]
        return None, [*unreadable, *error.problems]
    everybody = as_text(form, matrix, view, long=wanted.long) if form in FOR_PROGRAMS else None
    keeper = everybody or ListedMembers(matrix, NAMED)
    register = TemporaryRegister()
    team = Team(matrix, wanted.today, view=view, stale_after=wanted.stale_after, keeper=keeper, register=register)
    with _noting() as step:
        for path in files:
            problems += count_people(team, path, step, wanted.as_of)
    report = team.report()
    if reference is None and (undecided := undecided_roles(library, report)):
        return None, [*problems, undecided]
    return (report, everybody) if report.assessed_count or report.absent_count else None, problems


def _version_assessed(report: TeamReport) -> str | None:
    """The latest version that people are assessed against, if no person is assessed against the report's version."""
    version = report.other_version
    return f"{report.matrix.id}@{version}" if version is not None and not report.assessed_count else None


@contextmanager
def _noting() -> Iterator[Callable[[], None]]:
    """A step for each person read; on a terminal it shows their number."""
    count = 0

    def step() -> None:
        nonlocal count
        count += 1
        if count % _EACH == 0:
            click.echo(f"\r{count:,} people read", nl=False, err=True)

    if not sys.stderr.isatty():
        yield lambda: None
        return
    try:
        yield step
    finally:
        if count >= _EACH:
            click.echo(f"\r{' ' * 40}\r", nl=False, err=True)
