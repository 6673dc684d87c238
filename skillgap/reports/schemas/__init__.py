"""The JSON outputs as JSON Schemas: what other programs may rely on."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from skillgap.reports.schemas import mentors, one, several
from skillgap.reports.schemas.parts import Schema

SCHEMAS: Mapping[str, Callable[[], Schema]] = {
    "report": one.report_schema,
    "plan": one.plan_schema,
    "comparison": several.comparison_schema,
    "history": several.history_schema,
    "fit": several.fit_schema,
    "matrix-diff": several.diff_schema,
    "review": mentors.review_schema,
    "goals": mentors.goals_schema,
    "team": mentors.team_schema,
}
"""By the name of the output, as its ``format`` has it."""


def output_schema(name: str) -> Schema:
    """The published JSON Schema (2020-12) of a JSON output, by the name that its ``format`` has: ``report``, ``team``.

    Raises KeyError for another name.
    """
    return SCHEMAS[name]()
