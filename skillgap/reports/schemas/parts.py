"""What the published schemas are put together from."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, get_args

from skillgap.scoring.gap_report import VIEWS, State
from skillgap.scoring.mandatory import MandatoryState

Schema = dict[str, Any]

TEXT: Schema = {"type": "string"}
TEXTS: Schema = {"type": "array", "items": TEXT}
FRACTION: Schema = {"type": ["number", "null"], "minimum": 0, "maximum": 1}
SHARE: Schema = {"type": "number", "minimum": 0, "maximum": 1, "description": "postings / sample_size"}
POINTS: Schema = {"type": "number", "description": "Percentage points of coverage."}
LEVEL: Schema = {"type": ["integer", "null"], "minimum": 0}
STATE: Schema = {"enum": list(get_args(State))}
VIEW: Schema = {"enum": list(VIEWS), "description": "Whose levels count."}
MANDATORY: Schema = {
    "enum": [*get_args(MandatoryState), None],
    "description": "Met if all mandatory requirements are, else the worst state; null if there are none.",
}
YES_OR_NO: Schema = {"type": "boolean"}
DAY: Schema = {"type": "string", "format": "date"}
DAY_OR_NULL: Schema = {"type": ["string", "null"], "format": "date"}


def document(title: str, description: str, body: Schema, **defs: Schema) -> Schema:
    """A whole schema, with the parts that it refers to."""
    head = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"skillgap {title}",
        "description": f"{description} Fractions lie in 0 to 1; null means absent.",
    }
    return {**head, **body, "$defs": {"coverage": coverage(), **defs}}


def reference(part: str) -> Schema:
    """A reference to a part of the same schema."""
    return {"$ref": f"#/$defs/{part}"}


COVERAGE = reference("coverage")
"""Of a schema made by :func:`document`."""


def one_object(optional: Collection[str] = (), **properties: Schema) -> Schema:
    """An object that has all of these keys, but for the optional ones, and no other."""
    return {
        "type": "object",
        "properties": properties,
        "required": [name for name in properties if name not in optional],
        "additionalProperties": False,
    }


def list_of(items: Schema) -> Schema:
    """A list of such items."""
    return {"type": "array", "items": items}


def said(schema: Schema, description: str) -> Schema:
    """The same with what it means."""
    return {**schema, "description": description}


def nullable(kind: str, **limits: object) -> Schema:
    """A value of a kind within limits, or null."""
    return {"type": [kind, "null"], **limits}


def whole(lowest: int) -> Schema:
    """A whole number that is not below the lowest."""
    return {"type": "integer", "minimum": lowest}


def choice(annotation: Any) -> Schema:
    """One of the words of a Literal, or null."""
    return {"enum": [*get_args(annotation), None]}


def coverage() -> Schema:
    """How much is covered, with the range that the unrated leave open."""
    fraction = nullable("number", minimum=0, maximum=1)
    return one_object(
        value=said(fraction, "How much of what the postings ask for is met, over the rated criteria."),
        low=said(fraction, "The same over all applicable criteria, every unrated one counted as level 0."),
        high=said(fraction, "The same with every unrated one counted as met."),
        rated=whole(0),
        applicable=whole(0),
        not_applicable=whole(0),
    )


def or_null(schema: Schema, description: str) -> Schema:
    """An object, or null."""
    return {"anyOf": [schema, {"type": "null"}], "description": description}


def mandatory() -> dict[str, Schema]:
    """Whether the mandatory requirements are met, and which evidence has expired."""
    requirement = one_object(
        id=TEXT,
        name=TEXT,
        kind={"enum": ["criterion", "signal"]},
        state={"enum": list(get_args(MandatoryState))},
        expired=said(DAY_OR_NULL, "The last day of evidence that is no longer valid, if the level alone would do."),
    )
    return {
        "mandatory": MANDATORY,
        "mandatory_requirements": list_of(requirement),
        "expired_evidence": list_of(one_object(id=TEXT, name=TEXT, valid_until=DAY)),
    }


def person() -> Schema:
    """Whose profile it is about."""
    return one_object(id=TEXT, name=TEXT)


def role() -> Schema:
    """Which version of which matrix it is about."""
    return one_object(id=TEXT, version=whole(1), title=TEXT, sample_size=whole(1))
