"""``skillgap matrix``: the rubrics that are known here."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from skillgap.cli.exit_codes import ExitCode
from skillgap.cli.matrix_duplicates import duplicates
from skillgap.cli.matrix_import import import_
from skillgap.cli.matrix_levels import levels
from skillgap.cli.matrix_same import same
from skillgap.cli.options import complete_matrix, format_option, library_of, library_options, output_option
from skillgap.cli.posting_terms import draft, suggest
from skillgap.cli.postings import build, explain

if TYPE_CHECKING:
    from skillgap.errors import Diagnostic


@click.group("matrix")
def command() -> None:
    """List, show, check, compare and make matrices. A matrix is the rubric of a role."""


@command.command("list")
@library_options
@click.pass_context
def list_(ctx: click.Context) -> None:
    """List the matrices that are known here."""
    from skillgap.cli.output import page_width, print_problem, write_output
    from skillgap.labels import pluralize
    from skillgap.reports.listings import table
    from skillgap.store.editions import all_same_editions

    library = library_of(ctx)
    entries = library.matrix_entries()
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
    unreadable = [problem for entry in entries for problem in entry.problems]
    print_problem(unreadable)
    print_problem(all_same_editions(library), "warning")
    if unreadable:
        ctx.exit(ExitCode.IN_PART)


@command.command("show")
@click.argument("matrix", metavar="MATRIX", shell_complete=complete_matrix)
@output_option
@library_options
@click.pass_context
def show(ctx: click.Context, matrix: str, output: str | None) -> None:
    """Show a matrix: its source, criteria, counts and levels."""
    from skillgap.cli.output import terminal_layout, write_output
    from skillgap.reports.listings import matrix_text

    write_output(matrix_text(library_of(ctx).find_matrix(matrix), terminal_layout(output)), output, terminal=True)


@command.command("validate")
@click.argument("files", metavar="FILE...", nargs=-1, required=True, shell_complete=complete_matrix)
@library_options
@click.pass_context
def validate(ctx: click.Context, files: tuple[str, ...]) -> None:
    """Report every error, warning and unfinished part of matrices.

    FILE is a path, or the id of a known matrix.
    """
    from skillgap.cli.output import print_message, print_problem, problems_by_name, report_problems
    from skillgap.labels.matrix import describe_unfinished
    from skillgap.model.unfinished import unfinished
    from skillgap.store import matrix_problems, matrix_warnings, read_matrix
    from skillgap.store.editions import same_editions
    from skillgap.store.links import link_problems

    library = library_of(ctx)

    def problems_of(name: str) -> list[Diagnostic]:
        path = library.matrix_path(name)
        return matrix_problems(path) or link_problems(library, path)

    found = problems_by_name(files, problems_of)
    valid = {name: library.matrix_path(name) for name, problems in found.items() if not problems}
    warnings = {name: matrix_warnings(path) for name, path in valid.items()}
    code = report_problems({name: problems for name, problems in found.items() if not warnings.get(name)})
    for name, path in valid.items():
        print_problem(warnings[name], "warning")
        matrix = read_matrix(path)
        print_problem(
            same_editions(library, matrix, path, "give one of them another id, or raise its version"), "warning"
        )
        for part in unfinished(matrix):
            print_message(f"{name}: {describe_unfinished(part)}")
    ctx.exit(code)


@command.command("diff")
@click.argument("old", metavar="OLD", shell_complete=complete_matrix)
@click.argument("new", metavar="NEW", shell_complete=complete_matrix)
@format_option
@output_option
@library_options
@click.pass_context
def diff(ctx: click.Context, old: str, new: str, format_: str, output: str | None) -> None:
    """Show what changed from one version of a matrix to another. Each change of a share is told from sampling noise.

    OLD and NEW are ids, as in role or role@1, or paths.
    """
    from skillgap.cli.output import write_report
    from skillgap.reports.versions import written_diff
    from skillgap.scoring.comparison.versions import matrix_diff

    library = library_of(ctx)
    found = matrix_diff(library.find_matrix(old), library.find_matrix(new))
    write_report(written_diff(found), format_, output)


for _from_evidence in (import_, levels, same, build, draft, explain, suggest, duplicates):
    command.add_command(_from_evidence)
