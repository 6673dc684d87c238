"""``skillgap assess``: rate yourself, on screens or line by line."""

from __future__ import annotations

import datetime
import shlex
import sys
from typing import TYPE_CHECKING

import click

from skillgap.cli import clock
from skillgap.cli.completion import complete_criterion_and_level
from skillgap.cli.options import (
    assessment_argument,
    criterion_and_level,
    library_of,
    library_options,
    matrix_option,
    split_profile_and_date,
    tui_unavailable_reason,
    workspace_of,
    wrong_value,
)

if TYPE_CHECKING:
    from skillgap.model.matrix import Matrix
    from skillgap.model.profile import Answer
    from skillgap.questionnaire.self_assessment import Questionnaire
    from skillgap.store import Library, ProfileFile
    from skillgap.workspace import Workspace


@click.command("assess")
@assessment_argument
@matrix_option
@click.option("--date", metavar="DATE", help="Add to the assessment of this day, as in 2026-05-04.")
@click.option("--new", "fresh", is_flag=True, help="Begin a new assessment dated today.")
@click.option(
    "--set",
    "levels",
    multiple=True,
    metavar="CRITERION=LEVEL",
    help="Rate without questions (repeatable). Also skipped, not_applicable, and SIGNAL=yes, partly or no.",
    shell_complete=complete_criterion_and_level,
)
@click.option(
    "--evidence",
    multiple=True,
    metavar="CRITERION=TEXT",
    help="Add a link or a sentence as evidence without questions (repeatable).",
)
@click.option("--plain", is_flag=True, help="Ask line by line: for screen readers, pipes and simple terminals.")
@click.option(
    "--carry-over/--fresh",
    default=None,
    help="If the role has a newer version: carry over your last ratings, or start without them. Default: it asks, or "
    "starts without them if there is no terminal.",
)
@library_options
@click.pass_context
def command(
    ctx: click.Context,
    profile: str,
    matrix: str | None,
    date: str | None,
    fresh: bool,
    levels: tuple[str, ...],
    evidence: tuple[str, ...],
    plain: bool,
    carry_over: bool | None,
) -> None:
    """Rate yourself, question by question.

    PROFILE is an id or a path. An incomplete assessment of the last 14 days continues at the first open question.
    Otherwise you choose: add to the latest one, or begin a new one dated today. Every answer is saved at once. Levels
    from other roles are suggested if the criterion is the same.
    """
    from skillgap.store import check_changeable

    workspace = workspace_of(ctx)
    who, day = _chosen_day(profile, date, fresh=fresh)
    if levels or evidence:
        _rate_without_questions(workspace, who, matrix, day, levels, evidence, fresh=fresh)
        return
    file = workspace.library.find_profile(who)
    check_changeable(file)
    go_on = shlex.join(["skillgap", "assess", profile, *(["--matrix", matrix] if matrix else []), *["--plain"] * plain])
    if not plain and (why_not := tui_unavailable_reason()):
        click.echo(f"{why_not}, so the questions come line by line, as with --plain.", err=True)
        plain = True
    found = workspace.matrix_to_rate(file, matrix)
    if found is None and not plain:
        ctx.exit(open_screens(library_of(ctx), file))
    found = found or _choose_matrix(workspace)
    if plain or carry_over:
        file = _carry_over(workspace, file, found, carry_over)
    if day or fresh or plain:
        day = _day_to_rate(workspace, file, found, day, fresh=fresh)
    if plain:
        from skillgap.cli.assess_plain import ask

        ask(workspace, file, found, go_on, workspace.posting_data(found, matrix), day)
        return
    ctx.exit(open_screens(library_of(ctx), file, found, offer=carry_over is None, date=day, fresh=fresh))


def _chosen_day(profile: str, date: str | None, *, fresh: bool) -> tuple[str, datetime.date | None]:
    """Return the person and the given day. Raise click.UsageError if the options contradict each other."""
    who, day = split_profile_and_date(profile)
    if date is not None:
        if day is not None:
            raise click.UsageError("give the day once: as PROFILE@DATE or with --date.")
        try:
            day = datetime.date.fromisoformat(date)
        except ValueError:
            raise wrong_value(f"'{date}' is not a day; write it as in 2026-05-04.", "--date") from None
    if day and fresh:
        raise click.UsageError("--new begins an assessment dated today, and a day adds to an older one: give only one.")
    return who, day


def _day_to_rate(
    workspace: Workspace, file: ProfileFile, matrix: Matrix, day: datetime.date | None, *, fresh: bool, ask: bool = True
) -> datetime.date | None:
    """Choose the assessment to add to; None begins a new assessment, or continues an assessment that needs no question.

    Raise click.UsageError if the person has to choose and cannot be asked.
    """
    from skillgap.questionnaire.self_assessment import how_to_start, latest_against

    latest = latest_against(file.profile, matrix)
    if day is not None or fresh or latest is None or how_to_start(file.profile, matrix, workspace.today()) != "ask":
        return day
    question = f"Your latest assessment of {matrix.title} is of {latest}."
    if not ask or not sys.stdin.isatty():
        hint = f"--date {latest} adds to it, and --new begins one dated today"
        raise click.UsageError(f"{question} Choose whether to add to it or to begin a new one.\nhint: {hint}")
    click.echo(question, err=True)
    return latest if click.confirm("Add to it? (no: begin a new one)", default=False, err=True) else None


def _rate_without_questions(
    workspace: Workspace,
    who: str,
    reference: str | None,
    day: datetime.date | None,
    levels: tuple[str, ...],
    evidence: tuple[str, ...],
    *,
    fresh: bool,
) -> None:
    """Save ratings and evidence from the command line, all or none of them."""
    from skillgap.cli.output import print_message
    from skillgap.cli.prompts import describe_rating
    from skillgap.model.profile import Rating
    from skillgap.questionnaire.self_assessment import record
    from skillgap.workspace import save_merged

    with workspace.library.open_for_change(who) as file:
        matrix = workspace.matrix_to_rate(file, reference) or workspace.library.only_matrix()
        day = _day_to_rate(workspace, file, matrix, day, fresh=fresh, ask=False)
        questionnaire = workspace.begin(file, matrix, day)
        for text in levels:
            questionnaire = _set(questionnaire, text)
        for text in evidence:
            name, equals, piece = text.partition("=")
            if not equals or not piece.strip() or name not in matrix.names:
                raise wrong_value(f"'{text}' is not CRITERION=TEXT of {matrix.id}.", "--evidence")
            questionnaire = questionnaire.go(name)
            pieces = dict.fromkeys((*questionnaire.rating.evidence, piece.strip()))
            questionnaire = questionnaire.with_evidence(tuple(pieces))
        saved = save_merged(file, record(file.profile, questionnaire.assessment))
    names = dict.fromkeys(text.partition("=")[0] for text in (*levels, *evidence))
    ratings, signals = questionnaire.assessment.ratings, questionnaire.assessment.signals
    for name in names:
        said = signals.get(name) or describe_rating(matrix, ratings.get(name, Rating()), name)
        print_message(f"saved: {matrix.names.get(name, name)}: {said}")
    print_message(f"wrote {saved.path}, assessment of {questionnaire.assessment.date}")


def _set(questionnaire: Questionnaire, text: str) -> Questionnaire:
    """Rate one criterion, or answer one signal, as typed behind --set."""
    matrix = questionnaire.matrix
    name, _, value = text.rpartition("=")
    if name in {signal.id for signal in matrix.signals}:
        answers: dict[str, Answer] = {"yes": "yes", "partly": "partly", "no": "no"}
        if value not in answers:
            raise wrong_value(f"'{value}' does not answer the signal {name}: yes, partly or no.", "--set")
        answered = questionnaire.go(name).answer(answers[value])
    elif name in matrix.names and value == "skipped":
        answered = questionnaire.go(name).skip()
    elif name in matrix.names and value == "not_applicable":
        answered = questionnaire.go(name).not_applicable()
    else:
        name, level = criterion_and_level(matrix, text, "--set")
        answered = questionnaire.go(name).rate(level)
    return answered


def _carry_over(workspace: Workspace, file: ProfileFile, matrix: Matrix, wanted: bool | None) -> ProfileFile:
    """Return the profile with its last ratings in the current version of the role, if wanted and present."""
    from skillgap.scoring.comparison.versions import to_carry_over

    old = to_carry_over(file.profile, matrix)
    if old is None or wanted is False:
        return file
    from skillgap.cli.output import print_message
    from skillgap.labels import comparison as words
    from skillgap.questionnaire.self_assessment import record
    from skillgap.workspace import save_merged

    print_message(words.older_words(old, matrix))
    if wanted is None and not sys.stdin.isatty():
        print_message(
            "Starting without your earlier ratings. Use --carry-over to keep them, or --fresh to hide this message."
        )
        return file
    carried = workspace.carry_over(file, old, matrix)
    print_message(words.carry_words(carried))
    if wanted is None and not click.confirm("Carry the ratings over?", default=True, err=True):
        return file
    file = save_merged(file, record(file.profile, carried.assessment))
    print_message(words.carried_words(carried, matrix))
    return file


def _choose_matrix(workspace: Workspace) -> Matrix:
    """Ask for one of several roles by its number. Raise DataError without a terminal."""
    if not sys.stdin.isatty():
        return workspace.library.only_matrix()
    from skillgap.cli.output import print_message
    from skillgap.labels import sample_words
    from skillgap.labels.roles import role_order

    known = sorted(workspace.roles_to_rate(), key=role_order)
    lines = [f"{at}  {matrix.title} ({matrix.id}, {sample_words(matrix)})" for at, matrix in enumerate(known, 1)]
    print_message("\n".join(["Roles:", *lines]))
    number: int = click.prompt("Your role", type=click.IntRange(1, len(known)), err=True)
    return known[number - 1]


def open_screens(
    library: Library,
    profile: ProfileFile | None = None,
    matrix: Matrix | None = None,
    *,
    offer: bool = True,
    date: datetime.date | None = None,
    fresh: bool = False,
) -> int:
    """Open the screens, on a profile's questions when one is given; returns the exit code.

    ``offer`` is whether ratings of an older version of the role are offered to be carried over. ``date`` names the
    assessment to add to, and ``fresh`` begins a new one without asking.
    """
    from skillgap.tui.app import run

    return run(library, profile=profile, matrix=matrix, today=clock.today, offer=offer, start=(date, fresh))
