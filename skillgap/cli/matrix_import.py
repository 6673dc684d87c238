"""``skillgap matrix import``: a matrix from a written analysis."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from skillgap.cli.options import (
    WholeNumber,
    complete_matrix,
    formats_option,
    library_of,
    library_options,
    output_option,
)

if TYPE_CHECKING:
    from skillgap.model.matrix import Matrix
    from skillgap.model.next_version import NextVersion
    from skillgap.model.unfinished import Unfinished
    from skillgap.postings.analysis_receipt import Receipt
    from skillgap.store import Library
    from skillgap.store.matrix_import import WrittenImport


def _targets(ctx: click.Context, param: click.Parameter, values: tuple[str, ...]) -> dict[str, int]:
    """Read --target CATEGORY=LEVEL."""
    del ctx, param
    targets: dict[str, int] = {}
    for value in values:
        category, equals, level = value.rpartition("=")
        if not equals or not category.strip() or not level.strip().isdecimal() or len(level) > 3:
            raise click.BadParameter(f"'{value}' is not a category and a level, as in Must-have=4.")
        targets[category.strip()] = int(level)
    return targets


def _renames(ctx: click.Context, param: click.Parameter, values: tuple[str, ...]) -> dict[str, str]:
    """Read --rename OLD=NEW, whose NEW may be empty."""
    del ctx, param
    renames = dict(value.split("=", 1) for value in values if "=" in value)
    if len(renames) < len(values) or "" in renames:
        raise click.BadParameter("write the old and the new id, as in old-id=new-id.")
    return renames


@click.command("import")
@click.argument("analysis", type=click.Path(path_type=Path), metavar="ANALYSIS")
@click.option("--dry-run", is_flag=True, help="Print the receipt only, and write nothing.")
@click.option("--sample-size", type=WholeNumber(min=1), metavar="N", help="The number of postings that were counted.")
@click.option("--title", metavar="TEXT", help="The title of the matrix.")
@click.option("--id", "identifier", metavar="ID", help="The id of the matrix (default: made from the title).")
@click.option("--only", multiple=True, metavar="HEADING", help="Read only the tables under this heading (repeatable).")
@click.option(
    "--column", "columns", multiple=True, metavar="NAME", help="Take the counts from this column (repeatable)."
)
@click.option(
    "--trust",
    type=click.Choice(["counts", "percentages"]),
    help="Which figure to take if a count and its percentage disagree (default: neither, it is an error).",
)
@click.option(
    "--round", "middle", is_flag=True, help="If several counts have the stated percentage, take the middle one."
)
@click.option(
    "--target",
    "targets",
    multiple=True,
    metavar="CATEGORY=LEVEL",
    callback=_targets,
    help="The level to expect of a category (repeatable).",
)
@click.option(
    "--onto", metavar="OLD", shell_complete=complete_matrix, help="Write the next version of this matrix, and keep it."
)
@click.option(
    "--rename",
    "renames",
    multiple=True,
    metavar="OLD=NEW",
    callback=_renames,
    help="With --onto: this criterion has a new id; OLD= for a removed criterion (repeatable).",
)
@click.option("--accept", is_flag=True, help="With --onto: take every criterion that may be renamed as renamed.")
@formats_option(("terminal", "json"), "The format of the receipt.")
@output_option
@library_options
@click.pass_context
def import_(
    ctx: click.Context,
    /,
    analysis: Path,
    dry_run: bool,
    identifier: str | None,
    middle: bool,
    format_: str,
    output: str | None,
    onto: str | None,
    renames: dict[str, str],
    accept: bool,
    **said: Any,
) -> None:
    """Make a matrix from an analysis of job postings.

    The analysis is Markdown with tables or lists of counts, or a CSV table.

    The analysis states a sample size and how many postings ask for each thing. Figures are copied unchanged. The
    receipt lists the lines that were read and the lines that were skipped.
    """
    from skillgap.errors import DataError, Diagnostic
    from skillgap.model.matrix import Matrix
    from skillgap.model.schema import check
    from skillgap.model.unfinished import unfinished
    from skillgap.postings.analysis import read_analysis
    from skillgap.postings.analysis_options import Options
    from skillgap.store import files
    from skillgap.store.matrix_onto import write_onto

    if onto is None and (renames or accept):
        raise click.UsageError("--rename and --accept need --onto")
    if format_ == "json" and not dry_run and output is None and onto is None:
        raise click.UsageError("--format json needs --dry-run or --output, since the matrix goes to standard output")
    if output is not None and Path(output).resolve() == analysis.resolve():
        message = "this is the analysis itself, which would be lost"
        raise DataError(Diagnostic(message, output, hint="write to another file"))
    options = Options(
        trust=said["trust"],
        sample_size=said["sample_size"],
        title=said["title"],
        id=identifier,
        only=said["only"],
        columns=said["columns"],
        round=middle,
        targets=said["targets"],
    )
    imported = read_analysis(files.read(analysis).text, str(analysis), options)
    library = library_of(ctx)
    data, following, path = imported.data, None, None
    if onto is not None:
        path = library.matrix_path(onto)
        following = _following(path, data, renames, accept=accept, title=said["title"])
        data = following.data
    matrix, _ = check(Matrix, data)
    assert matrix is not None  # noqa: S101 - the reader has checked it
    left = list(unfinished(matrix))
    if dry_run:
        written = None
    elif following is not None and path is not None:
        written = write_onto(library, path, Path(output) if output else None, following)
    else:
        written = _write(data, output, library)
    version = written.version if written else int(data["version"])
    _hand_over(imported.receipt, version, left, written, format_, dry_run=dry_run)
    _tell(library, matrix, written, left)


def _following(
    path: Path, data: dict[str, Any], renames: dict[str, str], *, accept: bool, title: str | None
) -> NextVersion:
    """The next version of a matrix; DataError if criteria may be renamed and no option decides whether they are."""
    from dataclasses import replace

    from skillgap.cli.output import print_message
    from skillgap.errors import DataError, Diagnostic
    from skillgap.labels.matrix import describe_next_version
    from skillgap.model.next_version import next_version
    from skillgap.store.matrix_onto import old_data

    following = next_version(old_data(path), data, renames, accept=accept)
    if following.proposed:
        first = following.proposed[0]
        pairs = ", ".join(f"{rename.old} → {rename.new}" for rename in following.proposed)
        hint = f"confirm all with --accept, or each with --rename {first.old}={first.new}, or deny it with {first.old}="
        raise DataError(Diagnostic(f"these criteria may be renamed: {pairs}", str(path), hint=hint))
    print_message(describe_next_version(following))
    return replace(following, data={**following.data, "title": title}) if title else following


def _write(data: dict[str, Any], output: str | None, library: Library) -> WrittenImport | None:
    """Write the matrix to a file, or to standard output."""
    from skillgap.cli.output import write_output
    from skillgap.store.matrix_import import check_untouched, import_text, write_import

    if output is None:
        write_output(import_text(data), None)
        return None
    check_untouched(Path(output))
    return write_import(Path(output), data, [*library.profile_paths(), *library.bundles()])


def _hand_over(
    receipt: Receipt, version: int, left: list[Unfinished], written: WrittenImport | None, form: str, *, dry_run: bool
) -> None:
    """Print the receipt: as data if nothing else is wanted, else as a message."""
    from skillgap.cli.output import columns, print_message, write_output
    from skillgap.reports.receipt import receipt_json, receipt_text

    if form == "json":
        paths = {"path": str(written.path), "kept": str(written.kept) if written.kept else None} if written else None
        write_output(receipt_json(receipt, version, left, paths), None)
        return
    text = receipt_text(receipt, version, left, columns())
    if dry_run:
        write_output(text, None, terminal=True)
    else:
        print_message(text.rstrip("\n"))


def _tell(library: Library, matrix: Matrix, written: WrittenImport | None, left: list[Unfinished]) -> None:
    """Report the files written, other files with the same id and version, and the next step."""
    from dataclasses import replace

    from skillgap.cli.output import print_message, print_problem
    from skillgap.store.editions import same_editions

    if written is None:
        return
    if written.unchanged:
        print_message(f"{written.path} is the same already")
    elif written.kept:
        message = f"wrote {written.path} as version {written.version}; version {written.version - 1} is kept in "
        print_message(f"{message}{written.kept}, for people who rated with it")
    else:
        print_message(f"wrote {written.path}")
    hint = "give it an id of its own: --id NAME"
    print_problem(same_editions(library, replace(matrix, version=written.version), written.path, hint), "warning")
    if left:
        print_message(
            f"to write the missing descriptions: {shlex.join(['skillgap', 'matrix', 'levels', str(written.path)])}"
        )
