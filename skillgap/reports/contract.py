"""The JSON report as a JSON Schema: what other programs may rely on."""

from __future__ import annotations

from typing import Any, get_args

from skillgap.profile import Answer, Confidence
from skillgap.reports.data import REPORT_FORMAT
from skillgap.scoring import VIEWS, State

Schema = dict[str, Any]


def report_schema() -> Schema:
    """The published JSON Schema (2020-12) of ``skillgap report --format json``."""
    row = {"$ref": "#/$defs/row"}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "skillgap report",
        "description": "What an assessment says against a role's matrix. Fractions lie in 0 to 1; null means absent.",
        **_object(
            format={"const": REPORT_FORMAT},
            profile=_object(id=_TEXT, name=_TEXT),
            matrix=_object(id=_TEXT, version=_whole(1), title=_TEXT, sample_size=_whole(1)),
            assessment=_object(
                date=_said(_nullable("string", format="date"), "When it was made; null where nothing is rated."),
                view={"enum": list(VIEWS), "description": "Whose levels count."},
            ),
            coverage={"$ref": "#/$defs/coverage"},
            sections=_list(_object(id=_TEXT, title=_TEXT, coverage={"$ref": "#/$defs/coverage"})),
            gaps=_said(_list({"$ref": "#/$defs/gap"}), "Levels below the target, in order of rank."),
            met=_said(_list(row), "Levels at or above the target, the most asked for first."),
            unrated=_said(_list(row), "Skipped, or not asked yet."),
            not_applicable=_said(_list(row), "Takes part in no sum."),
            signals=_list(_signal()),
        ),
        "$defs": {"coverage": _coverage(), "gap": _object(rank=_whole(1), **_row()), "row": _object(**_row())},
    }


_TEXT: Schema = {"type": "string"}
_TEXTS: Schema = {"type": "array", "items": _TEXT}


def _object(**properties: Schema) -> Schema:
    """An object that has all of these keys and no other."""
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _list(items: Schema) -> Schema:
    return {"type": "array", "items": items}


def _said(schema: Schema, description: str) -> Schema:
    return {**schema, "description": description}


def _nullable(kind: str, **limits: object) -> Schema:
    return {"type": [kind, "null"], **limits}


def _whole(lowest: int) -> Schema:
    return {"type": "integer", "minimum": lowest}


def _choice(annotation: Any) -> Schema:
    """One of the words of a Literal, or null."""
    return {"enum": [*get_args(annotation), None]}


def _coverage() -> Schema:
    fraction = _nullable("number", minimum=0, maximum=1)
    return _object(
        value=_said(fraction, "How much of what the postings ask for is met, over the rated criteria."),
        low=_said(fraction, "The same over all applicable criteria, every unrated one counted as level 0."),
        high=_said(fraction, "The same with every unrated one counted as met."),
        rated=_whole(0),
        applicable=_whole(0),
        not_applicable=_whole(0),
    )


def _row() -> dict[str, Schema]:
    fraction = {"type": "number", "minimum": 0, "maximum": 1}
    level = _nullable("integer", minimum=0)
    return {
        "id": _TEXT,
        "name": _TEXT,
        "section": _said(_TEXT, "The section's id."),
        "category": _nullable("string"),
        "postings": _said(_whole(0), "How many postings of the sample ask for it."),
        "sample_size": _whole(1),
        "share": _said(fraction, "postings / sample_size"),
        "share_low": _said(fraction, "The lower end of the share's 95 % interval (Wilson)."),
        "share_high": _said(fraction, "Its upper end."),
        "rank_low": _said(_whole(1), "The best place by share among all criteria that the intervals leave open."),
        "rank_high": _said(_whole(1), "The worst one."),
        "state": {"enum": list(get_args(State))},
        "level": _said(level, "The level that counts in this view."),
        "target": _said(_whole(0), "The level the role expects."),
        "gap": _said(level, "Levels below the target, 0 where it is met; null without a level."),
        "impact": _nullable(
            "number", minimum=0, maximum=100, description="Percentage points of coverage that reaching the target adds."
        ),
        "confidence": _choice(Confidence),
        "evidence": _TEXTS,
        "self_level": level,
        "mentor_level": level,
        "agreed_level": level,
        "tools": _object(used=_TEXTS, missing=_said(_TEXTS, "Tools of the criterion that were not used.")),
    }


def _signal() -> Schema:
    return _object(id=_TEXT, text=_TEXT, emphasis=_nullable("string"), answer=_choice(Answer))
