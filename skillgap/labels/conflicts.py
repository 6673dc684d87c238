"""The words for values that two programs, or two copies, changed differently."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from skillgap.errors import DocumentPath, path_text
from skillgap.model.matrix import Matrix

NOTHING = "nothing"
_STATES = {"not_applicable": "not applicable"}


def conflict_place(path: DocumentPath, matrix: Matrix | None = None) -> str:
    """Name a value of a profile: ``Cost optimization, note (assessment of role@1 2026-05-04)``.

    A criterion of the matrix is called by its name, any other by its id.
    """
    names = {criterion.id: criterion.name for criterion in matrix.criteria} if matrix else {}
    match path:
        case ("assessments", entry, "ratings" | "signals", identifier, *rest):
            return f"{_inside(names.get(str(identifier), identifier), rest)} (assessment of {entry})"
        case ("reviews", entry, "ratings", identifier, *rest):
            return f"{_inside(names.get(str(identifier), identifier), rest)} (review of {entry})"
        case ("assessments" | "reviews" as kind, entry, *rest):
            return _inside(f"{kind.removesuffix('s')} of {entry}", rest)
        case ("goals", identifier, *rest):
            return _inside(f"goal {identifier}", rest)
        case _:
            return path_text(path)


def _inside(what: str | int, rest: list[str | int]) -> str:
    return ", ".join([str(what), *map(str, rest)])


def conflict_value(value: Any) -> str:
    """Describe the value of one side: ``level 3; confidence high``."""
    if value is None:
        return NOTHING
    if isinstance(value, Mapping):
        if "state" in value:
            value = {**value, "state": _STATES.get(value["state"], value["state"])}
        return "; ".join(f"{key} {conflict_value(part)}" for key, part in value.items()) or NOTHING
    if isinstance(value, list):
        return ", ".join(map(conflict_value, value))
    return str(value)
