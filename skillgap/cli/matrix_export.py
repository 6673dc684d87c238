"""``skillgap matrix export``: a matrix as a file of your own, to edit."""

from __future__ import annotations

from pathlib import Path

import click

from skillgap.cli.options import complete_matrix, library_of, library_options


@click.command("export")
@click.argument("matrix", metavar="MATRIX", shell_complete=complete_matrix)
@click.option(
    "--output", "-o", type=click.Path(), metavar="FILE", help="The new file (default: MATRIX in your matrices folder)."
)
@library_options
@click.pass_context
def export(ctx: click.Context, matrix: str, output: str | None) -> None:
    """Write a matrix to a new file to edit.

    A matrix in your matrices folder is used in place of the built-in one with the same id. An existing file is not
    overwritten.
    """
    from skillgap.cli.output import print_message
    from skillgap.store import files

    library = library_of(ctx)
    path = library.matrix_path(matrix)
    text = files.read(path).text
    place = Path(output) if output is not None else library.matrices / path.name
    files.write_output(place, text, overwrite=False)
    print_message(f"wrote {place}")
    print_message(f"Check it after your changes: skillgap matrix validate {place}")
