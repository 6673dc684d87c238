"""``skillgap schema``: the JSON Schemas of the files and of the report."""

from __future__ import annotations

from typing import Literal

import click

from skillgap.cli.options import output_option


@click.command("schema")
@click.argument("kind", type=click.Choice(("matrix", "profile", "report")))
@output_option
def command(kind: Literal["matrix", "profile", "report"], output: str | None) -> None:
    """Print the JSON Schema of a file format."""
    from skillgap.cli.output import emit

    if kind == "report":
        import json

        from skillgap.reports import report_schema

        emit(json.dumps(report_schema(), indent=2, ensure_ascii=False) + "\n", output)
        return
    from skillgap.store.documents import schema_text

    emit(schema_text(kind), output)
