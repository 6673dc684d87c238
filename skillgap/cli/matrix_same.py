"""``skillgap matrix same``: which criteria of several roles are one."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from skillgap.cli.options import (
    WholeNumber,
    complete_matrix,
    formats_option,
    library_of,
    library_options,
    output_option,
    tui_unavailable_reason,
)

if TYPE_CHECKING:
    from skillgap.model.matrix import Matrix
    from skillgap.scoring.comparison.similarity import Alike
    from skillgap.store import Library

ANSWERS = {"y": True, "yes": True, "n": False, "no": False, "": False}


@click.command("same")
@click.argument("roles", nargs=-1, metavar="[MATRIX...]", shell_complete=complete_matrix)
@click.option("--plain", is_flag=True, help="Ask about each pair, line by line, and write the links accepted.")
@click.option(
    "--limit", type=WholeNumber(min=1), default=30, show_default=True, metavar="N", help="How many pairs to propose."
)
@formats_option(("terminal", "json"), "The format of the list.")
@output_option
@library_options
@click.pass_context
def same(ctx: click.Context, roles: tuple[str, ...], plain: bool, limit: int, format_: str, output: str | None) -> None:
    """Propose links between criteria of several roles.

    A rating of a linked criterion counts in both roles. Without MATRIX all known roles are compared. The likeliest
    pairs come first, by name, tools and scope. To accept a pair writes `same_as` into one of your own matrices.
    """
    from itertools import islice

    from skillgap.cli.output import columns, write_output
    from skillgap.reports.similarity import similar_json, similar_text
    from skillgap.scoring.comparison.similarity import similar_criteria

    library = library_of(ctx)
    known = _known(library, roles)
    pairs = list(islice(similar_criteria([matrix for matrix, _ in known.values()]), limit))
    paths = {name: path for name, (_, path) in known.items()}
    if plain:
        _ask(pairs, paths, library)
        return
    if output is None and format_ == "terminal" and tui_unavailable_reason() is None:
        from skillgap.tui.same_app import SameApp

        SameApp(pairs, lambda pair, accepted: accept(pair, paths, library, accepted=accepted)).run()
        return
    text = similar_json(pairs) if format_ == "json" else similar_text(pairs, columns())
    write_output(text, output, terminal=format_ == "terminal")


def _known(library: Library, roles: Sequence[str]) -> dict[str, tuple[Matrix, Path]]:
    """The matrices that are compared, each id in its highest version, with their files."""
    from skillgap.store import read_matrix

    if roles:
        paths = [library.matrix_path(role) for role in roles]
        every = [(read_matrix(path), path) for path in paths]
    else:
        every = [(entry.content, entry.path) for entry in library.matrix_entries() if entry.content]
    found: dict[str, tuple[Matrix, Path]] = {}
    for matrix, path in every:
        if matrix.id not in found or matrix.version > found[matrix.id][0].version:
            found[matrix.id] = (matrix, path)
    return found


def _ask(pairs: Sequence[Alike], paths: dict[str, Path], library: Library) -> None:
    """Ask about each pair, and write each accepted pair at once."""
    from skillgap.cli.output import columns, print_message
    from skillgap.cli.prompts import answers, print_prompt
    from skillgap.labels import pluralize
    from skillgap.reports.similarity import pair_text

    lines = answers()
    accepted = 0
    for at, pair in enumerate(pairs, start=1):
        print_prompt(f"{at} of {len(pairs)}: {pair_text(pair, columns())}\nAre these one? y, n (Enter), q")
        answer = next((line.lower() for _, line in lines if line.lower() in (*ANSWERS, "q", "quit")), "q")
        if answer in ("q", "quit"):
            break
        if ANSWERS[answer]:
            print_message(accept(pair, paths, library))
            accepted += 1
    print_message(f"{pluralize(accepted, 'link')} written")


def accept(pair: Alike, paths: dict[str, Path], library: Library, *, accepted: bool = True) -> str:
    """Write or remove the link between two criteria in one of the user's matrices; return the change and its file."""
    from skillgap.store.matrix_edit import add_link, check_own, remove_link

    sides = [(pair.matrix, pair.criterion), (pair.other_matrix, pair.other)]
    own = [side for side in sides if paths[side[0].id].parent != library.built_in / "matrices"]
    matrix, criterion = own[0] if own else sides[0]
    other, same_one = sides[1] if (matrix, criterion) == sides[0] else sides[0]
    path = paths[matrix.id]
    check_own(path, library.built_in)
    link = f"{other.id}#{same_one.id}"
    (add_link if accepted else remove_link)(path, criterion.id, link)
    return f"{path}: {criterion.id} is {'' if accepted else 'no longer '}the same as {link}"
