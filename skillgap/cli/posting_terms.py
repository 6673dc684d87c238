"""``skillgap matrix draft|suggest``: the terms that postings ask for, without or beyond a taxonomy."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from skillgap.cli.exit_codes import ExitCode
from skillgap.cli.options import WholeNumber, check_ending, formats_option, library_of, library_options, output_option
from skillgap.cli.postings import (
    check_place,
    cleaned,
    counted_lines,
    identifier_of,
    jobs_option,
    matrix_text,
    postings_options,
    processors,
    taxonomy_option,
)

if TYPE_CHECKING:
    from skillgap.postings.posting import Entry
    from skillgap.postings.receipt import Receipt

_DRAFTED = """\
# Drafted from {postings}: review the criteria, remove wrong ones, and describe each level.
# Categories are by share: Core from {core}%, Important from {important}%, Emerging below. Targets are skillgap's own.
# The comments quote postings. Names and groups of technologies include information from the O*NET Database by the
# U.S. Department of Labor (USDOL/ETA), used under CC BY 4.0 and modified.
"""


@click.command("draft")
@postings_options
@click.option(
    "--output", "-o", required=True, type=click.Path(path_type=Path), metavar="ROLE.yaml", help="The matrix to write."
)
@click.option("--title", metavar="TEXT", help="The role's title. Default: the title that most postings have.")
@click.option(
    "--limit", type=WholeNumber(min=1), metavar="N", default=60, show_default=True, help="How many criteria to draft."
)
@click.option(
    "--core",
    type=click.IntRange(1, 100),
    metavar="PERCENT",
    default=75,
    show_default=True,
    help="Core from this share.",
)
@click.option(
    "--important",
    type=click.IntRange(0, 100),
    metavar="PERCENT",
    default=50,
    show_default=True,
    help="Important from this share, Emerging below it.",
)
@click.option(
    "--keep-text", is_flag=True, help="Keep the text of the postings with the counts, in ROLE.postings.jsonl."
)
@jobs_option
@click.pass_context
def draft(
    ctx: click.Context,
    postings: tuple[str, ...],
    text_field: str | None,
    output: Path,
    title: str | None,
    limit: int,
    core: int,
    important: int,
    keep_text: bool,
    jobs: int | None,
) -> None:
    """Draft a matrix from POSTINGS, without a taxonomy.

    A draft has the skills, technologies and responsibilities that most postings ask for. Variants of a name become
    aliases, and every criterion is counted as `matrix build` counts. Rules make the draft, so review it before you rate
    yourself.
    """
    from skillgap.cli.output import print_message
    from skillgap.labels import pluralize
    from skillgap.model.matrix import Matrix
    from skillgap.model.schema import check
    from skillgap.postings.candidates import survey
    from skillgap.postings.counting import PostingCounter, counted_matrix, no_posting_error
    from skillgap.postings.drafting import DraftOptions, Snippets, draft_taxonomy, finish_draft
    from skillgap.postings.incidence_file import write_counted
    from skillgap.postings.reading import read
    from skillgap.postings.receipt import Receipt
    from skillgap.reports.posting_receipt import posting_receipt_text
    from skillgap.store.documents import SUFFIXES, publish_schema
    from skillgap.store.folder import posting_data_path

    if important > core:
        raise click.UsageError("--important may not be larger than --core")
    check_ending(str(output), SUFFIXES)
    check_place(output, None, postings)
    paths = list(map(Path, postings))
    options = DraftOptions(limit, core, important)
    receipt = Receipt()
    found = survey(_readable(read(paths, text_field), receipt))
    if not found.terms.postings:
        raise no_posting_error(receipt)
    role = title or found.role or output.stem.replace("-", " ").capitalize()
    data = draft_taxonomy(found, identifier_of(output), role, options)
    taxonomy, violations = check(Matrix, data)
    assert taxonomy is not None, violations  # noqa: S101 - made by this program
    total, snippets = PostingCounter(by_title=True), Snippets()
    lines = counted_lines(paths, taxonomy, total, text_field, keep_text=True, jobs=jobs or processors())
    write_counted(
        output,
        snippets.watch(lines, keep_text=keep_text),
        lambda: {**finish_draft(counted_matrix(taxonomy, total, taxonomy.id), options), "version": 1},
        lambda data: snippets.comment(
            matrix_text(
                data,
                _DRAFTED.format(postings=pluralize(total.postings, "posting"), core=core, important=important),
            )
        ),
    )
    publish_schema(output.parent, "matrix")
    for written in (output, posting_data_path(output)):
        print_message(f"wrote {written}")
    print_message(posting_receipt_text(total.receipt))
    if total.receipt.unreadable:
        ctx.exit(ExitCode.IN_PART)


@click.command("suggest")
@postings_options
@taxonomy_option(required=False)
@click.option(
    "--limit", type=WholeNumber(min=1), metavar="N", default=40, show_default=True, help="How many terms to list."
)
@formats_option(("text", "yaml", "json"), "yaml gives criteria to paste into a matrix.")
@output_option
@library_options
@click.pass_context
def suggest(
    ctx: click.Context,
    postings: tuple[str, ...],
    text_field: str | None,
    taxonomy: str | None,
    limit: int,
    format_: str,
    output: str | None,
) -> None:
    """List the terms that most POSTINGS ask for. With --taxonomy, skip its phrases.

    Each term is counted as `matrix build` would count it. Variants of a name are one term.
    """
    from skillgap.cli.output import print_message, write_json, write_output
    from skillgap.postings.matching import Matcher
    from skillgap.postings.reading import read
    from skillgap.postings.receipt import Receipt
    from skillgap.postings.suggesting import FEWEST, suggestions, suggestions_yaml
    from skillgap.postings.taxonomy import taxonomy_of
    from skillgap.reports.outputs.listings import TermOutput, TermsOutput
    from skillgap.reports.posting_receipt import unreadable_lines

    paths = list(map(Path, postings))
    receipt = Receipt()
    covering = Matcher(taxonomy_of(library_of(ctx).find_matrix(taxonomy))) if taxonomy else None
    found = suggestions(lambda first: _readable(read(paths, text_field), receipt if first else None), covering, limit)
    if format_ == "yaml":
        write_output(suggestions_yaml(found), output)
    elif format_ == "json":
        write_json(TermsOutput("skillgap/terms/1", tuple(TermOutput(one.term, one.postings) for one in found)), output)
    else:
        write_output(
            cleaned("".join(f"{found_term.postings:6}  {found_term.term}\n" for found_term in found)),
            output,
            terminal=True,
        )
    if not found:
        print_message(f"no uncovered term appears in {FEWEST} or more postings")
    for line in unreadable_lines(receipt):
        print_message(line)


def _readable(entries: Iterator[Entry], receipt: Receipt | None) -> Iterator[Any]:
    """The readable postings; the receipt notes the unreadable ones."""
    from skillgap.postings.posting import Unreadable

    for entry in entries:
        if not isinstance(entry, Unreadable):
            yield entry
        elif receipt:
            receipt.add_unreadable(entry)
