"""The JSON report as a JSON Schema: what other programs may rely on."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, get_args

from skillgap.planning.robustness import Method
from skillgap.profile import Answer, Confidence
from skillgap.reports.data import REPORT_FORMAT
from skillgap.reports.plan import PLAN_FORMAT
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
            ("what_if", "incidence"),
            format={"const": REPORT_FORMAT},
            **_head(),
            coverage={"$ref": "#/$defs/coverage"},
            sections=_list(_object(id=_TEXT, title=_TEXT, coverage={"$ref": "#/$defs/coverage"})),
            gaps=_said(_list({"$ref": "#/$defs/gap"}), "Levels below the target, in order of rank."),
            met=_said(_list(row), "Levels at or above the target, the most asked for first."),
            unrated=_said(_list(row), "Skipped, or not asked yet."),
            not_applicable=_said(_list(row), "Takes part in no sum."),
            signals=_list(_signal()),
            what_if=_said(_what_if(), "Only where levels are supposed: all else is then as it would be with them."),
            incidence=_said(_incidence(), "Only where it is known which posting asks for what."),
        ),
        "$defs": {"coverage": _coverage(), "gap": _object(rank=_whole(1), **_row()), "row": _object(**_row())},
    }


def plan_schema() -> Schema:
    """The published JSON Schema (2020-12) of ``skillgap plan --format json``."""
    after = _said({"$ref": "#/$defs/coverage"}, "Once the plan's steps are taken.")
    cost = _said(_whole(0), "In the unit of the effort stated; 1 a step where none is.")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "skillgap plan",
        "description": "The steps that add most coverage on a budget. Fractions lie in 0 to 1; null means absent.",
        **_object(
            format={"const": PLAN_FORMAT},
            **_head(),
            budget=_said(_nullable("integer", minimum=0), "Null where none was given: then every step is taken."),
            coverage=_object(before={"$ref": "#/$defs/coverage"}, after=after),
            cost=cost,
            gain=_POINTS,
            steps=_said(
                _list(_object(**_step(), due=_nullable("string", format="date"))), "In the order to take them."
            ),
            others=_said(_list(_object(**_step())), "The steps beyond the budget, in the matrix's order."),
            curve=_said(
                _list(_object(budget=_whole(0), cost=cost, gain=_POINTS, coverage=_FRACTION)),
                "What the best plan on each budget brings, from 0 to that for every step.",
            ),
            flattening={
                **_object(budget=_whole(0), before=_POINTS, after=_POINTS),
                "type": ["object", "null"],
                "description": "The budget after which a unit of cost adds less, with the points it adds on each side.",
            },
            robustness=_object(
                seed=_whole(0), resamples=_whole(0), method={"enum": list(get_args(Method)), "description": _METHOD}
            ),
            rate_first=_list(_object(criterion=_TEXT, name=_TEXT, section=_TEXT, postings=_whole(0), state=_STATE)),
            what_if={
                **_what_if(),
                "type": ["object", "null"],
                "description": "What the plan starts from, if supposed.",
            },
        ),
        "$defs": {"coverage": _coverage()},
    }


_TEXT: Schema = {"type": "string"}
_TEXTS: Schema = {"type": "array", "items": _TEXT}


_FRACTION: Schema = {"type": ["number", "null"], "minimum": 0, "maximum": 1}
_POINTS: Schema = {"type": "number", "description": "Percentage points of coverage."}
_STATE: Schema = {"enum": list(get_args(State))}
_METHOD = "Whether every count is drawn by itself, or whole postings are."


def _object(optional: Collection[str] = (), **properties: Schema) -> Schema:
    """An object that has all of these keys, but for the optional ones, and no other."""
    return {
        "type": "object",
        "properties": properties,
        "required": [name for name in properties if name not in optional],
        "additionalProperties": False,
    }


def _head() -> dict[str, Schema]:
    return {
        "profile": _object(id=_TEXT, name=_TEXT),
        "matrix": _object(id=_TEXT, version=_whole(1), title=_TEXT, sample_size=_whole(1)),
        "assessment": _object(
            date=_said(_nullable("string", format="date"), "When it was made; null where nothing is rated."),
            view={"enum": list(VIEWS), "description": "Whose levels count."},
        ),
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
        "state": _STATE,
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


def _what_if() -> Schema:
    covered: dict[str, Schema] = {name: {"$ref": "#/$defs/coverage"} for name in ("before", "after")}
    level = _nullable("integer", minimum=0)
    return _object(
        levels=_list(_object(criterion=_TEXT, level=_whole(0), instead_of=level)),
        **covered,
        gained=_said(_nullable("number"), "The change of coverage in percentage points."),
        sections=_list(_object(id=_TEXT, title=_TEXT, **covered)),
        left=_list(
            _object(criterion=_TEXT, rank=_whole(1), rank_before=_said(level, "Null where it was no gap before."))
        ),
        postings_newly_met={
            "type": ["array", "null"],
            "items": _whole(0),
            "description": "Places in the sample of the postings met in full only now; null where that is not known.",
        },
    )


def _incidence() -> Schema:
    named = {"id": _TEXT, "employer": _nullable("string")}
    rank = "The {} rank by postings in 95 % of the samples drawn from the postings with replacement."
    return _object(
        postings=_said(_whole(1), "How many were counted."),
        fully_met=_said(_whole(0), "How many ask for nothing that is a gap or unrated."),
        fully_met_if_unrated_met=_said(_whole(0), "The same with every unrated criterion counted as met."),
        all_but_one=_said(_whole(0), "How many ask for just one thing that is a gap or unrated."),
        asking_nothing=_said(_whole(0), "How many ask for no criterion at all, and count as fully met."),
        met=_list(_object(**named)),
        lacking_one=_list(_object(**named, criterion=_TEXT)),
        unlocks_most=_said(
            _list(
                _object(
                    criteria=_TEXTS,
                    postings=_said(_whole(1), "How many more are fully met once these criteria are."),
                    exact={"type": "boolean", "description": "Whether no other set of that size adds more."},
                )
            ),
            "The best set of each size, if it adds more than the one before.",
        ),
        criteria=_list(
            _object(
                id=_TEXT,
                postings=_whole(0),
                required=_said(_whole(0), "How many postings ask for it and not only as nice to have."),
                unlocks_alone=_said(_whole(0), "How many more postings are fully met once it alone is."),
                rank_low=_said(_whole(1), rank.format("best")),
                rank_high=_said(_whole(1), rank.format("worst")),
            )
        ),
        bootstrap=_object(seed=_whole(0), draws=_whole(1)),
    )


def _step() -> dict[str, Schema]:
    return {
        "criterion": _TEXT,
        "name": _TEXT,
        "section": _TEXT,
        "postings": _whole(0),
        "sample_size": _whole(1),
        "from_level": _whole(0),
        "to_level": _whole(0),
        "target": _whole(0),
        "cost": _whole(1),
        "cost_assumed": {"type": "boolean", "description": "Whether no file states the cost, so that it counts as 1."},
        "gain": _POINTS,
        "shown_by": _nullable("string"),
        "tools": _said(_TEXTS, "Tools of the criterion that were not used."),
        "signals": _said(_TEXTS, "Ids of the hiring signals that the matrix links to the criterion."),
        "holds": _said(_whole(0), "In how many resampled rubrics the step belongs to the best plan on the budget."),
    }
