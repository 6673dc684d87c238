"""The JSON Schema (2020-12) of an output, derived from its declaration."""

from __future__ import annotations

import datetime
import inspect
import re
import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from importlib import import_module
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from skillgap.reports.outputs.fields import Range, key_of

Schema = dict[str, Any]

OUTPUTS: Mapping[str, str] = {
    "report": "gap_report.GapReportOutput",
    "plan": "plan.PlanOutput",
    "comparison": "comparison.ComparisonOutput",
    "history": "history.HistoryOutput",
    "fit": "fit.FitOutput",
    "matrix-diff": "versions.MatrixDiffOutput",
    "review": "review.ReviewOutput",
    "goals": "goals.GoalsOutput",
    "team": "team.TeamOutput",
    "matrix-list": "listings.MatrixListOutput",
    "profile-list": "listings.ProfileListOutput",
    "explanation": "listings.ExplanationOutput",
    "terms": "listings.TermsOutput",
    "validation": "validation.ValidationOutput",
    "evidence": "evidence.EvidenceOutput",
    "match": "posting_match.PostingMatchOutput",
    "nearest-roles": "posting_match.NearestRolesOutput",
}
"""The class of each output, by the name that its ``format`` has."""

_SIMPLE: Mapping[type, Schema] = {
    str: {"type": "string"},
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    float: {"type": "number"},
    datetime.date: {"type": "string", "format": "date"},
    types.NoneType: {"type": "null"},
}


def output_schema(name: str) -> Schema:
    """The published JSON Schema of an output, by its name. Raises KeyError for another name."""
    module, cls = OUTPUTS[name].split(".")
    return schema_of(name, getattr(import_module(f"{__package__}.{module}"), cls))


def schema_of(name: str, cls: type) -> Schema:
    """The JSON Schema of a class. Further keys are allowed, since outputs may gain some."""
    defs: dict[str, Schema] = {}
    body = _object(cls, defs)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:skillgap:{name}:1",
        "title": f"skillgap {name}",
        **body,
        **({"$defs": defs} if defs else {}),
    }


def _object(cls: type, defs: dict[str, Schema]) -> Schema:
    hints = get_type_hints(cls, include_extras=True)
    properties: dict[str, Schema] = {}
    for one in fields(cls):
        inner = _schema(hints[one.name], defs)
        if "description" not in inner:
            message = f"{cls.__name__}.{one.name} has no description"
            raise TypeError(message)
        properties[key_of(one.name)] = inner
    required = [key_of(one.name) for one in fields(cls) if not one.metadata.get("optional")]
    description = " ".join(inspect.cleandoc(cls.__doc__ or "").split())
    return {"description": description, "type": "object", "properties": properties, "required": required}


def _schema(hint: Any, defs: dict[str, Schema]) -> Schema:
    """The schema of a type, with the limits and the description that it is annotated with."""
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return _annotated(_schema(arguments[0], defs), arguments[1:])
    if origin is Literal:
        return {"const": arguments[0]} if len(arguments) == 1 else {"enum": list(arguments)}
    if origin in (Union, types.UnionType):
        return _union([_schema(one, defs) for one in arguments])
    if origin is tuple:
        return {"type": "array", "items": _schema(arguments[0], defs)}
    if origin is not None and issubclass(origin, Mapping):
        return {"type": "object", "additionalProperties": _schema(arguments[1], defs)}
    if isinstance(hint, type) and is_dataclass(hint):
        name = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", hint.__name__.removesuffix("Output")).lower()
        if name not in defs:
            defs[name] = {}  # keeps its place while its own parts are described
            defs[name] = _object(hint, defs)
        return {"$ref": f"#/$defs/{name}"}
    return dict(_SIMPLE[hint])


def _annotated(schema: Schema, notes: tuple[Any, ...]) -> Schema:
    for note in notes:
        if isinstance(note, Range):
            limits = {"minimum": note.low, "maximum": note.high}
            schema |= {name: limit for name, limit in limits.items() if limit is not None}
        else:
            schema["description"] = note
    return schema


def _union(parts: list[Schema]) -> Schema:
    """One of several types; a simple one or null is written short."""
    others = [part for part in parts if part != {"type": "null"}]
    if len(others) == len(parts):
        return {"anyOf": parts}
    if len(others) == 1 and "enum" in others[0]:
        return {"enum": [*others[0]["enum"], None]}
    if len(others) == 1 and isinstance(others[0].get("type"), str):
        return {**others[0], "type": [others[0]["type"], "null"]}
    return {"anyOf": parts}
