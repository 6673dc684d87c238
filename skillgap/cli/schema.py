"""``skillgap schema``: the JSON Schemas of the files, the report and the plan."""

from __future__ import annotations

from typing import Literal

import click

from skillgap.cli.options import output_option


@click.command("schema")
@click.argument("kind", type=click.Choice(("matrix", "profile", "report", "plan")))
@output_option
def command(kind: Literal["matrix", "profile", "report", "plan"], output: str | None) -> None:
    """Print the JSON Schema of a file format, or of a report in JSON."""
    from skillgap.cli.output import emit

    if kind == "report" or kind == "plan":
        import json

        from skillgap.reports import plan_schema, report_schema

        schema = report_schema() if kind == "report" else plan_schema()
        emit(json.dumps(schema, indent=2, ensure_ascii=False) + "\n", output)
        return
    from skillgap.store.documents import schema_text

    emit(schema_text(kind), output)
