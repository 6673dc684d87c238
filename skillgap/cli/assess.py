"""``skillgap assess``: rate yourself, on screens or line by line."""

from __future__ import annotations

import shlex
import sys
from typing import TYPE_CHECKING

import click

from skillgap.cli import clock
from skillgap.cli.options import (
    library_of,
    library_options,
    matrix_option,
    profile_argument,
    tui_unavailable_reason,
    workspace_of,
)

if TYPE_CHECKING:
    from skillgap.model.matrix import Matrix
    from skillgap.store import Library, ProfileFile
    from skillgap.workspace import Workspace


@click.command("assess")
@profile_argument
@matrix_option
@click.option("--plain", is_flag=True, help="Ask line by line: for screen readers, pipes and simple terminals.")
@click.option(
    "--carry-over/--fresh",
    default=None,
    help="If the role has a newer version: carry over your last ratings, or start without them. Default: it asks, or "
    "starts without them if there is no terminal.",
)
@library_options
@click.pass_context
def command(ctx: click.Context, profile: str, matrix: str | None, plain: bool, carry_over: bool | None) -> None:
    """Rate yourself, question by question.

    PROFILE is an id or a path. It continues at your last question, and saves every answer before it shows the next
    question. It suggests your answer of another role if the criterion is the same.
    """
    from skillgap.store import check_changeable

    workspace = workspace_of(ctx)
    file = workspace.library.find_profile(profile)
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
    if plain:
        from skillgap.cli.assess_plain import ask

        ask(workspace, file, found, go_on, workspace.posting_data(found, matrix))
        return
    ctx.exit(open_screens(library_of(ctx), file, found, offer=carry_over is None))


def _carry_over(workspace: Workspace, file: ProfileFile, matrix: Matrix, wanted: bool | None) -> ProfileFile:
    """The profile with its last ratings in the current version of the role, where that is wanted and there are any."""
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
    """Ask for one of several roles by its number. Raise DataError if nobody can be asked."""
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
    library: Library, profile: ProfileFile | None = None, matrix: Matrix | None = None, *, offer: bool = True
) -> int:
    """Open the screens, on a profile's questions when one is given; returns the exit code.

    ``offer`` is whether ratings of an older version of the role are offered to be taken along.
    """
    from skillgap.tui.app import run

    return run(library, profile=profile, matrix=matrix, today=clock.today, offer=offer)
