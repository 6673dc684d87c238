"""``skillgap schema``: the JSON Schemas of the files and of every JSON output."""

from __future__ import annotations

from typing import Literal, cast

import click

from skillgap.cli.options import output_option

FILES = ("matrix", "profile")
# What these name is told by a module that would cost --help too much; a test holds the two against each other.
OUTPUTS = (
    *(
        "report",
        "plan",
        "comparison",
        "history",
        "fit",
        "matrix-diff",
        "review",
        "goals",
        "team",
        "evidence",
        "match",
        "nearest-roles",
    ),
    *("matrix-list", "profile-list", "explanation", "terms", "validation"),
)


@click.command("schema", epilog=f"KIND is a file ({', '.join(FILES)}) or an output ({', '.join(OUTPUTS)}).")
@click.argument("kind", metavar="KIND", type=click.Choice((*FILES, *OUTPUTS)))
@output_option
def command(kind: str, output: str | None) -> None:
    """Print the JSON Schema of a file, or of a JSON output.

    JSON output states its kind under format: skillgap/team/1 has the kind team.
    """
    from skillgap.cli.output import write_output

    if kind in OUTPUTS:
        import json

        from skillgap.reports.outputs.schema import output_schema

        write_output(json.dumps(output_schema(kind), indent=2, ensure_ascii=False) + "\n", output)
        return
    from skillgap.store.documents import schema_text

    write_output(schema_text(cast("Literal['matrix', 'profile']", kind)), output)
