"""``skillgap assess``: rate yourself, on screens or line by line."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

import click

from skillgap.cli.options import library_of, library_options, matrix_option, profile_argument, terminal_attached

if TYPE_CHECKING:
    from skillgap.matrix import Matrix
    from skillgap.store import Library, ProfileFile


@click.command("assess")
@profile_argument
@matrix_option
@click.option("--plain", is_flag=True, help="Ask line by line: for screen readers, pipes and simple terminals.")
@library_options
@click.pass_context
def command(ctx: click.Context, profile: str, matrix: str | None, plain: bool) -> None:
    """Rate yourself, question by question.

    PROFILE is an id or a path. It goes on where you stopped, and saves every answer before it shows the next
    question.
    """
    library = library_of(ctx)
    file = library.find_profile(profile)
    found = _matrix_to_rate(library, file, matrix)
    if not plain and not terminal_attached():
        click.echo("No terminal is attached, so the questions come line by line, as with --plain.", err=True)
        plain = True
    if plain:
        from skillgap.cli.plain import ask

        ask(file, found, datetime.date.today())
        return
    ctx.exit(open_screens(library, file, found))


def _matrix_to_rate(library: Library, file: ProfileFile, reference: str | None) -> Matrix:
    """The matrix asked for, else the current version of the one last assessed, else the only one known."""
    if reference is not None:
        return library.find_matrix(reference)
    latest = file.profile.latest()
    return library.matrix_named(latest.matrix) if latest else library.only_matrix()


def open_screens(library: Library, profile: ProfileFile | None = None, matrix: Matrix | None = None) -> int:
    """Open the screens, on a profile's questions when one is given; returns the exit code."""
    from skillgap.tui.app import run

    return run(library, profile=profile, matrix=matrix, today=datetime.date.today)
