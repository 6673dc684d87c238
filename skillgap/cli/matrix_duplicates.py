"""``skillgap matrix duplicates``: the clusters of postings that count once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from skillgap.cli.options import complete_matrix, formats_option, library_of, library_options, output_option

if TYPE_CHECKING:
    from skillgap.store.library import Library

_SHOWN = ("id", "title", "employer", "date", "source")


@click.command("duplicates")
@click.argument("inputs", nargs=-1, required=True, metavar="MATRIX | POSTINGS...", shell_complete=complete_matrix)
@click.option(
    "--taxonomy",
    "-t",
    metavar="MATRIX",
    help="With POSTINGS: the matrix whose criteria decide which postings ask for the same.",
    shell_complete=complete_matrix,
)
@click.option("--text-field", metavar="NAME", help="With POSTINGS: the field that holds the text.")
@formats_option(("text", "json"), "Text for reading, JSON for programs.")
@output_option
@library_options
@click.pass_context
def duplicates(
    ctx: click.Context,
    inputs: tuple[str, ...],
    taxonomy: str | None,
    text_field: str | None,
    format_: str,
    output: str | None,
) -> None:
    """List clusters of near-duplicate postings.

    One posting of each cluster counts. The postings come from the posting data of a MATRIX that was built, or from
    POSTINGS themselves: files and folders. Without --taxonomy, duplicates among POSTINGS have the same title.
    """
    import json

    from skillgap.cli.output import print_message, write_output
    from skillgap.labels import pluralize, strip_control_chars

    library = library_of(ctx)
    if taxonomy is None and len(inputs) == 1 and _has_posting_data(library, inputs[0]):
        lines = _lines_of_matrix(library, inputs[0])
    else:
        lines = _lines_of_postings(library, inputs, taxonomy, text_field)
    clusters = _clusters(lines)
    if format_ == "json":
        data = {"format": "skillgap/duplicates/1", "clusters": clusters}
        write_output(json.dumps(data, ensure_ascii=False, indent=2) + "\n", output)
    else:
        text = "".join(_describe(cluster) for cluster in clusters)
        write_output(strip_control_chars(text, lines=True), output, terminal=True)
    count = sum(len(cluster["duplicates"]) for cluster in clusters)
    print_message(f"{pluralize(len(clusters), 'cluster')}, {pluralize(count, 'near-duplicate')} not counted again")


def _has_posting_data(library: Library, reference: str) -> bool:
    from skillgap.errors import DataError
    from skillgap.store.folder import posting_data_path

    path = Path(reference)
    if path.is_dir() or path.suffix.lower() not in ("", ".yaml", ".yml"):
        return False
    try:
        return posting_data_path(library.matrix_path(reference)).exists() or not path.exists()
    except DataError:
        return not path.exists()  # the message about an unknown matrix is the better one


def _lines_of_matrix(library: Library, reference: str) -> Iterator[dict[str, Any]]:
    from skillgap.postings.incidence_file import read_incidence
    from skillgap.store.folder import posting_data_path

    found = library.find_matrix(reference)
    for posting in read_incidence(posting_data_path(library.matrix_path(reference)), found):
        yield {name: getattr(posting, name) for name in (*_SHOWN, "duplicate_of")}


def _lines_of_postings(
    library: Library, inputs: Iterable[str], taxonomy: str | None, text_field: str | None
) -> Iterator[dict[str, Any]]:
    from skillgap.postings.counting import PostingCounter, tally
    from skillgap.postings.distinct import resolve_postings
    from skillgap.postings.matching import Matcher
    from skillgap.postings.reading import read
    from skillgap.postings.receipt import Receipt
    from skillgap.postings.taxonomy import taxonomy_of

    entries = read(map(Path, inputs), text_field)
    if taxonomy is not None:
        matcher = Matcher(taxonomy_of(library.find_matrix(taxonomy)))
        yield from tally(entries, matcher, PostingCounter())
        return
    for posting, original in resolve_postings(entries, Receipt()):
        date = posting.date.isoformat() if posting.date else None
        line = {name: getattr(posting, name) for name in _SHOWN}
        yield {**line, "date": date, "duplicate_of": original}


def _clusters(lines: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Each posting that represents near-duplicates, with these; only clusters of two and more."""
    kept: dict[str, dict[str, Any]] = {}
    others: dict[str, list[dict[str, Any]]] = {}
    for line in lines:
        shown = {name: line.get(name) for name in _SHOWN}
        if (original := line.get("duplicate_of")) is not None:
            others.setdefault(original, []).append(shown)
        else:
            kept[line["id"]] = shown
    return [{"kept": kept[original], "duplicates": found} for original, found in others.items() if original in kept]


def _describe(cluster: dict[str, Any]) -> str:
    lines = [_name(cluster["kept"]), *(f"  {_name(line)}" for line in cluster["duplicates"])]
    return "\n".join(lines) + "\n"


def _name(line: dict[str, Any]) -> str:
    details = ", ".join(filter(None, (line["title"], line["employer"], line["date"])))
    return f"{line['id']}: {details}" if details else line["id"]
