"""``skillgap review``: a mentor's side, blind at first, and where the two see it differently."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

import click

from skillgap.cli import clock
from skillgap.cli.options import (
    assessment_argument,
    format_option,
    library_of,
    library_options,
    matrix_option,
    output_option,
    split_profile_and_date,
    tui_unavailable_reason,
    workspace_of,
)

if TYPE_CHECKING:
    from skillgap.model.matrix import Matrix
    from skillgap.model.profile import Assessment
    from skillgap.questionnaire.review import Order, ReviewQuestionnaire
    from skillgap.reports.review import Reviewed
    from skillgap.store import Library, ProfileFile

# The command's word for each order of the walk.
ORDERS: dict[str, Order] = {"share": "share", "evidence": "claims", "matrix": "matrix"}


@click.command("review")
@assessment_argument
@click.option(
    "--by", metavar="NAME", help="Your name, as the mentor; with --report, the mentor whose reviews alone are read."
)
@matrix_option
@click.option("--report", is_flag=True, help="Review nothing: print where the person and the mentors differ.")
@click.option("--plain", is_flag=True, help="Ask line by line: for screen readers, pipes and simple terminals.")
@click.option("--open", "opened", is_flag=True, help="Show what the person said before you rate, not after.")
@click.option(
    "--order",
    type=click.Choice(tuple(ORDERS)),
    help="Most asked for first (the default), highest level claimed without evidence first, or the matrix's order.",
)
@format_option
@output_option
@library_options
@click.pass_context
def command(
    ctx: click.Context,
    profile: str,
    by: str | None,
    matrix: str | None,
    report: bool,
    plain: bool,
    opened: bool,
    order: str | None,
    format_: str,
    output: str | None,
) -> None:
    """Review somebody's assessment, or print what reviews of it say.

    PROFILE is an id or a path; its latest assessment is taken, or with @DATE the one of that day, as in
    ada@2026-05-04. You rate each criterion before you see what the person said, then comment and
    note the level you both agree on. Every answer is saved at once; the review is a draft until you hand it in
    with done, and never changes after that.
    """
    from skillgap.cli.output import write_report
    from skillgap.reports.review import written_review
    from skillgap.workspace import rated_assessment

    if report and (plain or opened or order):
        raise click.UsageError("--report reviews nothing: leave --plain, --open and --order away.")
    if not report and by is None:
        raise click.UsageError('give --by "Your name" to review, or --report to read what reviews say.')
    workspace, (who, date) = workspace_of(ctx), split_profile_and_date(profile)
    rated = workspace.find(who, date, matrix)
    file = rated.file
    reviewed: Reviewed | None
    if report or by is None:
        reviewed = _reviews(file, rated.matrix, rated_assessment(rated), by)
    else:
        from skillgap.store import check_changeable

        rated_assessment(rated)
        check_changeable(file)
        walk = workspace.begin_review(rated, by, blind=not opened, order=ORDERS[order or "share"])
        why_not = None if plain else tui_unavailable_reason()
        if not plain and why_not is None:
            ctx.exit(_on_screens(library_of(ctx), file, walk, printed=bool(output) or format_ != "terminal"))
        if why_not is not None:
            click.echo(f"{why_not}, so the questions come line by line, as with --plain.", err=True)
        from skillgap.cli.review_plain import ask

        reviewed = ask(file, walk, _go_on(profile, by, matrix, order, plain=plain, opened=opened))
    if reviewed:
        write_report(written_review(reviewed), format_, output)


def _on_screens(library: Library, file: ProfileFile, walk: ReviewQuestionnaire, *, printed: bool) -> int:
    """Open the screens on a review; returns the exit code. ``printed`` is whether a report was asked for too."""
    from skillgap.tui.app import run

    if printed:
        raise click.UsageError("the screens print nothing: add --plain, or write the report later with --report.")
    return run(library, profile=file, today=clock.today, review=walk)


def _go_on(profile: str, by: str, matrix: str | None, order: str | None, *, plain: bool, opened: bool) -> str:
    """The command that goes on with the review."""
    parts = ["skillgap", "review", profile, "--by", by]
    parts += ["--matrix", matrix] if matrix else []
    parts += ["--order", order] if order else []
    return shlex.join([*parts, *["--plain"] * plain, *["--open"] * opened])


def _reviews(file: ProfileFile, matrix: Matrix, assessment: Assessment, by: str | None) -> Reviewed:
    """The person against all mentors, or against one; DataError where that one has handed in no review."""
    from skillgap.errors import DataError, Diagnostic
    from skillgap.reports.review import Reviewed, reviewed_by_all
    from skillgap.scoring.disagreement import by_mentor

    everybody = reviewed_by_all(file.profile, matrix, assessment, clock.today())
    if by is None:
        return everybody
    mentors = by_mentor(matrix, file.profile, assessment)
    drafts = tuple(draft for draft in everybody.drafts if draft.by == by)
    for mentor in mentors:
        if mentor.reviews[0].by == by:
            return Reviewed(file.profile, mentor, (), drafts, everybody.mandatory)
    known = ", ".join(mentor.reviews[0].by for mentor in mentors)
    begun = ", but a draft by them is begun" if drafts else ""
    hint = (f"there are reviews by {known}" if known else "nobody has handed one in yet") + begun
    message = f"{by} has handed in no review of the assessment of {assessment.date}"
    raise DataError(Diagnostic(message, str(file.path), hint=hint))
