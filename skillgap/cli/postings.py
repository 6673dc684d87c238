"""``skillgap matrix build|explain``: matrices from evidence."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from skillgap.cli.completion import complete_criterion
from skillgap.cli.exit_codes import ExitCode
from skillgap.cli.options import (
    check_ending,
    complete_matrix,
    format_of_listing_option,
    formats_option,
    library_of,
    library_options,
    output_option,
)

if TYPE_CHECKING:
    from skillgap.model.matrix import Matrix
    from skillgap.postings.counting import PostingCounter
    from skillgap.postings.reading import BytesRead, Entry

_BUILT = "# Copied from {}, version {}, except the sample and its counts: no posting states a level.\n"


_STEPS = 500
"""In how many steps a bar advances: drawing it for every posting takes longer than reading them."""

F = TypeVar("F", bound=Callable[..., Any])


def postings_options(command: F) -> F:
    """Add POSTINGS and --text-field."""
    fields = "The field with the text of a posting, if its name is unusual."
    command = click.option("--text-field", metavar="NAME", help=fields)(command)
    # Text, since an address such as s3://… is no path.
    return click.argument("postings", nargs=-1, required=True, metavar="POSTINGS...")(command)


def jobs_option(command: F) -> F:
    """Add --jobs."""
    words = "How many processors to use. Default: all of them."
    return click.option("--jobs", "-j", type=click.IntRange(min=1), metavar="N", help=words)(command)


def processors() -> int:
    """The number of processors this process may use."""
    import os

    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def taxonomy_option(*, required: bool) -> Callable[[F], F]:
    """Add --taxonomy."""
    matrix = "The matrix whose aliases and tools postings are searched for: an id or a path."
    return click.option(
        "--taxonomy", "-t", metavar="MATRIX", required=required, help=matrix, shell_complete=complete_matrix
    )


def matrix_text(data: Mapping[str, Any], origin: str) -> str:
    """A matrix as the text of its file; ``origin`` is a comment on the source of the targets."""
    from skillgap.store.documents import schema_file
    from skillgap.store.yaml_writer import document

    first, rest = document(data, schema_file("matrix")).split("\n", 1)
    return f"{first}\n{origin}{rest}"


@click.command("build")
@postings_options
@taxonomy_option(required=True)
@click.option(
    "--output", "-o", required=True, type=click.Path(path_type=Path), metavar="NEW.yaml", help="The matrix to write."
)
@click.option("--keep-text", is_flag=True, help="Keep the text of the postings with the counts, in NEW.postings.jsonl.")
@click.option("--keep-duplicates", is_flag=True, help="Count near-duplicates as postings of their own.")
@formats_option(("text", "json"), "The format of the receipt: text on standard error, or JSON on standard output.")
@click.option(
    "--engine",
    type=click.Choice(["memory", "daft"]),
    default="memory",
    show_default=True,
    help="daft reads many files at once, here or on a Ray cluster; the counts are the same.",
)
@click.option(
    "--ray",
    metavar="ADDRESS",
    help="The Ray cluster that daft uses, as in host:6379 or ray://host:10001; skillgap[scale] is installed there too.",
)
@jobs_option
@library_options
@click.pass_context
def build(
    ctx: click.Context,
    postings: tuple[str, ...],
    taxonomy: str,
    output: Path,
    text_field: str | None,
    keep_text: bool,
    keep_duplicates: bool,
    format_: str,
    engine: str,
    ray: str | None,
    jobs: int | None,
) -> None:
    """Create a matrix by counting POSTINGS. Criteria and tools come from another matrix.

    POSTINGS are files or folders in any form that boards, pages, mails and datasets have. NEW.postings.jsonl, next to
    NEW.yaml, lists the criteria that each posting asks for. Near-duplicates that ask for the same criteria count once.
    The receipt lists the postings that were read or skipped. If postings are unreadable, the exit code is 5.
    """
    from skillgap.cli.output import print_message, print_problem, write_output
    from skillgap.postings.counting import PostingCounter, counted_matrix
    from skillgap.postings.incidence_file import write_counted
    from skillgap.reports.posting_receipt import posting_receipt_json, posting_receipt_text
    from skillgap.store import read_matrix
    from skillgap.store.documents import SUFFIXES, publish_schema
    from skillgap.store.editions import same_editions
    from skillgap.store.folder import posting_data_path

    library = library_of(ctx)
    if ray is not None and engine != "daft":
        raise click.UsageError("--ray needs --engine daft")
    check_ending(str(output), SUFFIXES)
    matrix = library.find_matrix(taxonomy)
    check_place(output, library.matrix_path(taxonomy), postings)
    total = PostingCounter(keep_duplicates)
    if engine == "daft":
        lines = _scaled_lines(postings, ray, matrix, total, text_field, keep_text)
    else:
        lines = counted_lines(list(map(Path, postings)), matrix, total, text_field, keep_text, jobs or processors())
    write_counted(
        output,
        lines,
        lambda: counted_matrix(matrix, total, identifier_of(output)),
        lambda data: matrix_text(data, _BUILT.format(matrix.id, matrix.version)),
    )
    publish_schema(output.parent, "matrix")
    for written in (output, posting_data_path(output)):
        print_message(f"wrote {written}")
    hint = f"name the file otherwise, since its name gives the id: {output.stem}"
    print_problem(same_editions(library, read_matrix(output), output, hint), "warning")
    if format_ == "json":
        write_output(posting_receipt_json(total.receipt), None)
    else:
        print_message(posting_receipt_text(total.receipt))
    if total.receipt.unreadable:
        ctx.exit(ExitCode.IN_PART)


def identifier_of(output: Path) -> str:
    """The id of the matrix that a file will hold: the slug of its name."""
    from skillgap.store.references import slug

    return slug(output.stem)


def check_place(output: Path, taxonomy: Path | None, postings: Iterable[str]) -> None:
    """Refuse, with DataError, an output that cannot hold a matrix, or that would replace its own source."""
    from skillgap.errors import DataError, Diagnostic
    from skillgap.store.documents import check_replaceable
    from skillgap.store.folder import posting_data_path

    if not identifier_of(output):
        hint = "the matrix takes its id from it, as in data-engineer.yaml"
        raise DataError(Diagnostic("this name has no letter or digit", str(output), hint=hint))
    if taxonomy and output.exists() and taxonomy.exists() and output.samefile(taxonomy):
        hint = f"rename it first, for example to {output.stem}.v1.yaml, and give that file as the taxonomy"
        raise DataError(Diagnostic("this is the taxonomy itself, whose counts would be lost", str(output), hint=hint))
    # A matrix that was counted has its incidence beside it, and is counted anew; another one somebody wrote.
    check_replaceable(output, "matrix" if posting_data_path(output).exists() else None)
    check_replaceable(posting_data_path(output))
    inputs = [Path(posting).resolve() for posting in postings]
    for written in (output, posting_data_path(output)):
        if written.is_dir():
            raise DataError(Diagnostic("this is a folder, not a regular file", str(written), hint="name a file"))
        if any(written.resolve().is_relative_to(source) for source in inputs):
            hint = "write the matrix into another folder"
            raise DataError(Diagnostic("this file would be read as a posting next time", str(written), hint=hint))


def counted_lines(
    postings: list[Path], matrix: Matrix, total: PostingCounter, text_field: str | None, keep_text: bool, jobs: int
) -> Iterator[dict[str, Any]]:
    """Count postings on so many processors; yields the lines of the posting data."""
    from skillgap.postings.counting import tally
    from skillgap.postings.matching import Matcher
    from skillgap.postings.parallel import SMALLEST, read_in_parallel
    from skillgap.postings.reading import BytesRead, files_of, read
    from skillgap.postings.taxonomy import taxonomy_of

    matcher = Matcher(taxonomy_of(matrix))
    consumed = BytesRead()
    size = sum(path.stat().st_size for path in files_of(postings) if isinstance(path, Path) and path.is_file())
    with show_progress(size, consumed) as step:
        if jobs > 1 and size >= SMALLEST:
            files = files_of(postings)
            for found in read_in_parallel(
                files, matrix, jobs, text_field=text_field, keep_text=keep_text, consumed=consumed
            ):
                total.add(found)
                step(total)
            yield from total.lines()
        else:
            entries = _watched(read(postings, text_field, consumed), total, step)
            yield from tally(entries, matcher, total, keep_text=keep_text)


def _watched(
    entries: Iterable[Entry], total: PostingCounter, step: Callable[[PostingCounter], None]
) -> Iterator[Entry]:
    for entry in entries:
        yield entry
        step(total)


def _scaled_lines(
    postings: Iterable[str],
    ray: str | None,
    matrix: Matrix,
    total: PostingCounter,
    text_field: str | None,
    keep_text: bool,
) -> Iterator[dict[str, Any]]:
    from skillgap.postings.daft_engine import DaftPostings
    from skillgap.postings.reading import BytesRead

    scaled = DaftPostings(postings, ray)
    consumed = BytesRead()
    with show_progress(scaled.size, consumed) as step:
        yield from scaled.lines(
            matrix, total, consumed, text_field=text_field, keep_text=keep_text, on_read=lambda: step(total)
        )


@contextmanager
def show_progress(size: int, consumed: BytesRead) -> Iterator[Any]:
    """A bar on standard error with rate and time left, if there is a terminal to show it."""
    import time

    if not sys.stderr.isatty():
        yield lambda _: None
        return
    begun = time.monotonic()

    def words(total: PostingCounter | None) -> str | None:
        if total is None:
            return None
        rate = consumed.bytes / 1e6 / max(time.monotonic() - begun, 1e-6)
        return f"{total.receipt.read:,} postings, {rate:.1f} MB/s"

    with click.progressbar(length=size, file=sys.stderr, show_eta=True, item_show_func=words) as bar:

        def step(total: PostingCounter) -> None:
            ahead = consumed.bytes - bar.pos
            if ahead * _STEPS >= size:
                bar.update(ahead, total)

        yield step
        bar.update(size - bar.pos)


@click.command("explain")
@click.argument("matrix", metavar="MATRIX", shell_complete=complete_matrix)
@click.argument("criterion", metavar="CRITERION", shell_complete=complete_criterion)
@format_of_listing_option
@output_option
@library_options
@click.pass_context
def explain(ctx: click.Context, matrix: str, criterion: str, format_: str, output: str | None) -> None:
    """Show the postings that ask for a criterion, and their words.

    Postings that name the criterion but do not ask for it come last, as "not asked for".
    """
    from skillgap.cli.output import write_json, write_output
    from skillgap.errors import DataError, Diagnostic, nearest
    from skillgap.postings.explaining import reasons
    from skillgap.postings.incidence_file import read_incidence
    from skillgap.reports.outputs.listings import explanation_output, strength_of
    from skillgap.store.folder import posting_data_path

    library = library_of(ctx)
    found = library.find_matrix(matrix)
    known = [criterion.id for criterion in found.criteria]
    if criterion not in known:
        near = nearest(criterion, known)
        hint = f"did you mean {near}?" if near else f"skillgap matrix show {matrix} lists them"
        raise DataError(Diagnostic(f"{found.id} has no criterion {criterion}", hint=hint))
    path = posting_data_path(library.matrix_path(matrix))
    lines = read_incidence(path, found)
    texts = []
    found_reasons = list(reasons(lines, criterion, path.parent))
    if format_ == "json":
        write_json(explanation_output(found, criterion, found_reasons), output)
        return
    for reason in found_reasons:
        strength = strength_of(reason).replace("_", " ")
        who = f" ({reason.employer})" if reason.employer else ""
        words = reason.words or "its text was not found again"
        texts.append(f"{reason.id}{who}: '{reason.phrase}', {strength}\n  {words}\n")
    write_output(cleaned("".join(texts) or f"no posting asks for {criterion}\n"), output, terminal=True)


def cleaned(text: str) -> str:
    """Text without control characters, lines kept."""
    from skillgap.labels import strip_control_chars

    return strip_control_chars(text, lines=True)
