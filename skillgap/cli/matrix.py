"""``skillgap matrix``: the rubrics that are known here."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from skillgap.cli.exit_codes import ExitCode
from skillgap.cli.matrix_duplicates import duplicates
from skillgap.cli.matrix_export import export
from skillgap.cli.matrix_import import import_
from skillgap.cli.matrix_levels import levels
from skillgap.cli.matrix_same import same
from skillgap.cli.options import (
    complete_matrix,
    format_of_findings_option,
    format_of_listing_option,
    library_of,
    library_options,
    output_option,
    report_options,
)
from skillgap.cli.posting_terms import draft, suggest
from skillgap.cli.postings import build, explain

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from skillgap.errors import Diagnostic
    from skillgap.model.matrix import Matrix
    from skillgap.store import Entry, Library


@click.group("matrix")
def command() -> None:
    """List, show, check, compare and create matrices. A matrix is the rubric of a role."""


@command.command("list")
@format_of_listing_option
@library_options
@click.pass_context
def list_(ctx: click.Context, format_: str) -> None:
    """List the matrices that are known here."""
    library = library_of(ctx)
    entries = library.matrix_entries()
    if format_ == "json":
        _list_as_json(library, entries)
    else:
        _list_as_text(library, entries)
    if any(entry.problems for entry in entries):
        ctx.exit(ExitCode.IN_PART)


def _list_as_text(library: Library, entries: Sequence[Entry[Matrix]]) -> None:
    from skillgap.cli.output import page_width, print_problem, write_output
    from skillgap.labels import pluralize
    from skillgap.reports.listings import table
    from skillgap.store.editions import all_same_editions

    rows = [
        (
            matrix.id,
            str(matrix.version),
            matrix.title,
            pluralize(matrix.source.sample_size, "posting"),
            pluralize(len(matrix.criteria), "criterion", "criteria"),
            "built in" if entry.path.parent == library.built_in / "matrices" else str(entry.path),
        )
        for entry in entries
        if (matrix := entry.content)
    ]
    write_output(table(("id", "version", "title", "sample", "size", "where"), rows, page_width()), None, terminal=True)
    print_problem(problem for entry in entries for problem in entry.problems)
    print_problem(all_same_editions(library), "warning")


def _list_as_json(library: Library, entries: Sequence[Entry[Matrix]]) -> None:
    from skillgap.cli.output import write_json
    from skillgap.reports.outputs.fields import filled
    from skillgap.reports.outputs.listings import ListedMatrix, MatrixListOutput
    from skillgap.reports.outputs.parts import matrix_output
    from skillgap.reports.outputs.team import UnreadableOutput

    folder = library.built_in / "matrices"
    listed = tuple(
        ListedMatrix(matrix_output(matrix), len(matrix.criteria), entry.path.parent == folder, str(entry.path))
        for entry in entries
        if (matrix := entry.content)
    )
    unreadable = tuple(filled(UnreadableOutput, problem) for entry in entries for problem in entry.problems)
    write_json(MatrixListOutput("skillgap/matrix-list/1", listed, unreadable), None)


@command.command("show")
@click.argument("matrix", metavar="MATRIX", shell_complete=complete_matrix)
@format_of_listing_option
@output_option
@library_options
@click.pass_context
def show(ctx: click.Context, matrix: str, format_: str, output: str | None) -> None:
    """Show a matrix: its source, criteria, counts and levels. As JSON it has the keys of its file."""
    from skillgap.cli.output import terminal_layout, write_json, write_output
    from skillgap.model.schema import plain
    from skillgap.reports.listings import matrix_text

    found = library_of(ctx).find_matrix(matrix)
    if format_ == "json":
        write_json(plain(found), output)
    else:
        write_output(matrix_text(found, terminal_layout(output)), output, terminal=True)


@command.command("validate")
@click.argument("files", metavar="FILE...", nargs=-1, required=True, shell_complete=complete_matrix)
@format_of_findings_option
@click.option("--strict", is_flag=True, help="End with exit code 1 for warnings and unfinished parts too.")
@library_options
@click.pass_context
def validate(ctx: click.Context, files: tuple[str, ...], format_: str, strict: bool) -> None:
    """Report every error, warning and unfinished part of matrices.

    FILE is a path, or the id of a known matrix.
    """
    from skillgap.cli.findings import write_findings
    from skillgap.cli.output import problems_by_name
    from skillgap.errors import Diagnostic
    from skillgap.labels.matrix import describe_unfinished
    from skillgap.model.unfinished import unfinished
    from skillgap.postings.ambiguity import ambiguity_warnings
    from skillgap.reports.outputs.validation import Finding
    from skillgap.store import matrix_problems, matrix_warnings, read_matrix
    from skillgap.store.documents import read_document
    from skillgap.store.editions import same_editions
    from skillgap.store.links import link_problems

    library = library_of(ctx)

    def problems_of(name: str) -> list[Diagnostic]:
        path = library.matrix_path(name)
        return matrix_problems(path) or link_problems(library, path)

    findings: list[Finding] = []
    for name, problems in problems_by_name(files, problems_of).items():
        findings += [Finding(name, "error", problem) for problem in problems]
        if not problems:
            path = library.matrix_path(name)
            findings += [Finding(name, "error", problem) for problem in _posting_data_problems(path)]
            matrix, hint = read_matrix(path), "give one of them another id, or raise its version"
            document = read_document(path)
            ambiguous = [document.problem(violation) for violation in ambiguity_warnings(document.value)]
            warnings = [*matrix_warnings(path), *same_editions(library, matrix, path, hint), *ambiguous]
            findings += [Finding(name, "warning", warning) for warning in warnings]
            left = [Diagnostic(describe_unfinished(part), str(path)) for part in unfinished(matrix)]
            findings += [Finding(name, "note", part) for part in left]
    ctx.exit(write_findings(list(dict.fromkeys(files)), findings, format_, strict=strict))


def _posting_data_problems(path: Path) -> Sequence[Diagnostic]:
    """The problems in the posting data of a matrix, if it has any."""
    from skillgap.errors import DataError
    from skillgap.postings.incidence_file import read_incidence
    from skillgap.store import read_matrix
    from skillgap.store.folder import posting_data_path

    data = posting_data_path(path)
    if not data.exists():
        return ()
    try:
        list(read_incidence(data, read_matrix(path)))
    except DataError as error:
        return error.problems
    return ()


@command.command("diff")
@click.argument("old", metavar="OLD", shell_complete=complete_matrix)
@click.argument("new", metavar="NEW", shell_complete=complete_matrix)
@report_options
@click.pass_context
def diff(ctx: click.Context, old: str, new: str, format_: str, output: str | None) -> None:
    """Show the changes between two versions of a matrix. Mark the changes of shares that are significant.

    OLD and NEW are ids, as in role or role@1, or paths.
    """
    from skillgap.cli.output import write_report
    from skillgap.reports.versions import written_diff
    from skillgap.scoring.comparison.versions import matrix_diff

    library = library_of(ctx)
    found = matrix_diff(library.find_matrix(old), library.find_matrix(new))
    write_report(written_diff(found), format_, output)


for _from_evidence in (import_, levels, same, build, draft, explain, suggest, duplicates, export):
    command.add_command(_from_evidence)
