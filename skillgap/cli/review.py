"""``skillgap review``: a mentor's side, blind at first, and the differences from the self-assessment."""

from __future__ import annotations

import shlex
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from skillgap.cli import clock
from skillgap.cli.options import (
    assessment_argument,
    library_of,
    matrix_option,
    report_options,
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
    from skillgap.workspace import RatedProfile

# The command's word for each order of the criteria.
ORDERS: dict[str, Order] = {
    "frequency": "frequency",
    "evidence": "claims",
    "differences": "differences",
    "matrix": "matrix",
}


@click.command("review")
@assessment_argument
@click.option(
    "--mentor",
    metavar="NAME",
    help="Your name. With --form: the mentor's name. With --report: only show this mentor's reviews.",
)
@matrix_option
@click.option("--report", is_flag=True, help="Print the differences between self-ratings and reviews.")
@click.option("--meet", is_flag=True, help="Meet the person: agree on levels in the review that you submitted.")
@click.option(
    "--acknowledge", is_flag=True, help="As the person: acknowledge the completed reviews of your assessment."
)
@click.option(
    "--reply",
    "replies",
    multiple=True,
    metavar="CRITERION=TEXT",
    help="As the person: reply to the latest submitted review on a criterion (repeatable).",
)
@click.option("--discard", is_flag=True, help="Delete your draft.")
@click.option(
    "--form",
    type=click.Path(dir_okay=False),
    metavar="FILE",
    help="Write a form for the mentor to this .html or .md file. It holds none of the person's answers.",
)
@click.option("--plain", is_flag=True, help="Ask line by line: for screen readers, pipes and simple terminals.")
@click.option("--unblind", is_flag=True, help="Show the person's answers before you rate. The review records it.")
@click.option(
    "--order",
    type=click.Choice(tuple(ORDERS)),
    help="Order of the criteria: by frequency, by level claimed without evidence, by difference, or as in the matrix. "
    "A draft is ordered by frequency or as in the matrix.",
)
@report_options
@click.pass_context
def command(
    ctx: click.Context,
    profile: str,
    mentor: str | None,
    matrix: str | None,
    report: bool,
    meet: bool,
    acknowledge: bool,
    replies: tuple[str, ...],
    discard: bool,
    form: str | None,
    plain: bool,
    unblind: bool,
    order: str | None,
    format_: str,
    output: str | None,
) -> None:
    """Review a person's assessment, or print the differences.

    PROFILE is an id or a path and means its latest assessment. PROFILE@DATE is the assessment of that day, as in
    ada@2026-05-04. You rate each criterion before you see the person's answer, and submit your levels with `done`.
    Then you meet (--meet), agree on levels, and complete the review. Every answer is saved at once.
    """
    from skillgap.cli.output import write_report
    from skillgap.reports.review import written_review
    from skillgap.workspace import rated_assessment

    purposes = {"report": report, "meet": meet, "acknowledge": acknowledge or bool(replies)}
    _check_one_purpose(**purposes, discard=discard, form=form is not None)
    if (report or acknowledge or discard or form) and (plain or unblind or order):
        raise click.UsageError("--plain, --unblind and --order are for reviewing only.")
    workspace, (who, date) = workspace_of(ctx), split_profile_and_date(profile)
    rated = workspace.find(who, date, matrix)
    assessment = rated_assessment(rated)
    if form is not None:
        from skillgap.cli.review_form import write_form

        if output is not None or format_ != "terminal":
            raise click.UsageError("--form names its own file: remove --output and --format.")
        write_form(rated, mentor, form)
        return
    if acknowledge or replies:
        _answer_reviews(rated, mentor, replies, acknowledge=acknowledge)
        return
    if report:
        write_report(written_review(_reviews(rated.file, rated.matrix, assessment, mentor)), format_, output)
        return
    mentor = mentor or _ask_for_name()
    if discard:
        _discard(rated, mentor)
        return
    reviewed = _review(
        ctx, rated, profile, mentor, matrix, order, meet, plain, unblind, output or format_ != "terminal"
    )
    if reviewed:
        write_report(written_review(reviewed), format_, output)


def _check_one_purpose(**purposes: bool) -> None:
    chosen = [f"--{name}" for name, given in purposes.items() if given]
    if len(chosen) > 1:
        raise click.UsageError(f"use only one of {' and '.join(chosen)}.")


def _ask_for_name() -> str:
    """Return the mentor's name from the settings, else ask for it and remember it. UsageError without a terminal."""
    from skillgap.store.settings import read_settings, write_settings

    settings = read_settings()
    if settings.mentor:
        return settings.mentor
    if not sys.stdin.isatty():
        raise click.UsageError('add --mentor "Your name" to review, or --report to read reviews.')
    name: str = click.prompt("Your name (saved in their file with your review)", err=True)
    write_settings(replace(settings, mentor=" ".join(name.split())))
    return name


def _review(
    ctx: click.Context,
    rated: RatedProfile,
    profile: str,
    mentor: str,
    matrix: str | None,
    order: str | None,
    meet: bool,
    plain: bool,
    unblind: bool,
    printed: object,
) -> Reviewed | None:
    """Open the review on screens or line by line, and return the differences once there are any."""
    from skillgap.store import check_changeable

    check_changeable(rated.file)
    review = workspace_of(ctx).begin_review(rated, mentor, blind=not unblind)
    if order:
        try:
            review = review.ordered(ORDERS[order]).at_first_open()
        except ValueError as error:
            hint = "use --order frequency or --order matrix until you have submitted your levels"
            raise click.UsageError(f"{error}.\nhint: {hint}") from error
    if meet and review.review.status == "draft":
        raise click.UsageError("there is no submitted review to meet about: rate, and submit your levels first.")
    why_not = None if plain else tui_unavailable_reason()
    if not plain and why_not is None:
        ctx.exit(_on_screens(library_of(ctx), rated.file, review, printed=bool(printed)))
    if why_not is not None:
        click.echo(f"{why_not}, so the questions come line by line, as with --plain.", err=True)
    from skillgap.cli.review_plain import ask

    return ask(rated.file, review, _continue_command(profile, mentor, matrix, order, plain=plain, unblind=unblind))


def _answer_reviews(rated: RatedProfile, mentor: str | None, replies: tuple[str, ...], *, acknowledge: bool) -> None:
    """Save the person's replies and their acknowledgment. Raise DataError if there is no such review."""
    from skillgap.cli.output import print_message
    from skillgap.questionnaire.review import answer_reviews
    from skillgap.workspace import rated_assessment, save_merged, utc_now

    pairs = [text.partition("=") for text in replies]
    known = {criterion.id for criterion in rated.matrix.criteria}
    if wrong := next((name for name, equals, _ in pairs if not equals or name not in known), None):
        raise click.BadParameter(f"{wrong} is not CRITERION=TEXT of this matrix.", param_hint="'--reply'")
    texts = {name: text.strip() or None for name, _, text in pairs}
    now = utc_now() if acknowledge else None
    wanted = answer_reviews(rated.file.profile, rated_assessment(rated), mentor, texts, now)
    save_merged(rated.file, wanted)
    print_message("Saved your reply." if texts else "Acknowledged the completed reviews.")


def _discard(rated: RatedProfile, mentor: str) -> None:
    from skillgap.cli.output import print_message
    from skillgap.errors import DataError, Diagnostic
    from skillgap.questionnaire.review import discard_draft
    from skillgap.workspace import rated_assessment, save_merged

    wanted = discard_draft(rated.file.profile, rated_assessment(rated), mentor)
    if wanted == rated.file.profile:
        message = f"there is no draft by {mentor} of this assessment"
        raise DataError(Diagnostic(message, str(rated.file.path), hint="list reviews with: skillgap profile show"))
    save_merged(rated.file, wanted)
    print_message(f"Deleted the draft by {mentor}.")


def _on_screens(library: Library, file: ProfileFile, walk: ReviewQuestionnaire, *, printed: bool) -> int:
    """Open the screens on a review; returns the exit code. ``printed`` is whether a report was asked for too."""
    from skillgap.tui.app import run

    if printed:
        raise click.UsageError(
            "the full-screen interface prints nothing: add --plain, or print the report later with --report."
        )
    return run(library, profile=file, today=clock.today, review=walk)


def _continue_command(
    profile: str, mentor: str, matrix: str | None, order: str | None, *, plain: bool, unblind: bool
) -> str:
    """Return the command that continues the review."""
    parts = ["skillgap", "review", profile, "--mentor", mentor]
    parts += ["--matrix", matrix] if matrix else []
    parts += ["--order", order] if order else []
    return shlex.join([*parts, *["--plain"] * plain, *["--unblind"] * unblind])


def _reviews(file: ProfileFile, matrix: Matrix, assessment: Assessment, by: str | None) -> Reviewed:
    """Return the person's differences with all mentors, or with one; DataError if that one submitted no review."""
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
    pending = ", and a draft by them is pending" if drafts else ""
    hint = (f"there are reviews by {known}" if known else "no review is submitted yet") + pending
    message = f"{by} has submitted no review of the assessment of {assessment.date}"
    raise DataError(Diagnostic(message, str(file.path), hint=hint))
