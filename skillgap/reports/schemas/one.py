"""The schemas of what is told of one assessment: its gap report and a plan."""

from __future__ import annotations

from typing import get_args

from skillgap.model.profile import Answer, Confidence
from skillgap.reports.gap_data import REPORT_FORMAT
from skillgap.reports.plan import PLAN_FORMAT
from skillgap.reports.schemas.parts import (
    COVERAGE,
    DAY_OR_NULL,
    FRACTION,
    LEVEL,
    POINTS,
    SHARE,
    STATE,
    TEXT,
    TEXTS,
    VIEW,
    Schema,
    choice,
    document,
    list_of,
    mandatory,
    nullable,
    one_object,
    or_null,
    person,
    reference,
    role,
    said,
    whole,
)
from skillgap.scoring.mandatory import MandatoryState
from skillgap.scoring.planning.robustness import Method

_METHOD = "Whether every count is drawn by itself, or whole postings are."


def report_schema() -> Schema:
    """The published JSON Schema (2020-12) of ``skillgap report --format json``."""
    row = reference("row")
    return document(
        "report",
        "What an assessment says against a role's matrix.",
        one_object(
            ("what_if", "incidence"),
            format={"const": REPORT_FORMAT},
            **_head(),
            coverage=COVERAGE,
            sections=list_of(one_object(id=TEXT, title=TEXT, coverage=COVERAGE)),
            gaps=said(list_of(reference("gap")), "Levels below the target, in order of rank."),
            met=said(list_of(row), "Levels at or above the target, the most asked for first."),
            unrated=said(list_of(row), "Skipped, or not asked yet."),
            not_applicable=said(list_of(row), "Takes part in no sum."),
            signals=list_of(_signal()),
            **mandatory(),
            what_if=said(_what_if(), "Only where levels are supposed: all else is then as it would be with them."),
            incidence=said(_incidence(), "Only where it is known which posting asks for what."),
        ),
        gap=one_object(rank=whole(1), **_row()),
        row=one_object(**_row()),
    )


def plan_schema() -> Schema:
    """The published JSON Schema (2020-12) of ``skillgap plan --format json``."""
    after = said(COVERAGE, "Once the plan's steps are taken.")
    cost = said(whole(0), "In the unit of the effort stated; 1 a step where none is.")
    return document(
        "plan",
        "The steps that add most coverage on a budget.",
        one_object(
            format={"const": PLAN_FORMAT},
            **_head(),
            budget=said(nullable("integer", minimum=0), "Null where none was given: then every step is taken."),
            coverage=one_object(before=COVERAGE, after=after),
            cost=cost,
            gain=POINTS,
            steps=said(list_of(one_object(**_step(), due=DAY_OR_NULL)), "In the order to take them."),
            others=said(list_of(one_object(**_step())), "The steps beyond the budget, in the matrix's order."),
            curve=said(
                list_of(one_object(budget=whole(0), cost=cost, gain=POINTS, coverage=FRACTION)),
                "What the best plan on each budget brings, from 0 to that for every step.",
            ),
            flattening=or_null(
                one_object(budget=whole(0), before=POINTS, after=POINTS),
                "The budget after which a unit of cost adds less, with the points it adds on each side.",
            ),
            robustness=one_object(
                seed=whole(0), resamples=whole(0), method={"enum": list(get_args(Method)), "description": _METHOD}
            ),
            **mandatory(),
            rate_first=list_of(one_object(criterion=TEXT, name=TEXT, section=TEXT, postings=whole(0), state=STATE)),
            what_if=or_null(_what_if(), "What the plan starts from, if supposed."),
        ),
    )


def _head() -> dict[str, Schema]:
    return {
        "profile": person(),
        "matrix": role(),
        "assessment": one_object(
            date=said(DAY_OR_NULL, "When it was made; null where nothing is rated."),
            view=VIEW,
        ),
    }


def _row() -> dict[str, Schema]:
    fraction = {"type": "number", "minimum": 0, "maximum": 1}
    return {
        "id": TEXT,
        "name": TEXT,
        "section": said(TEXT, "The section's id."),
        "category": nullable("string"),
        "postings": said(whole(0), "How many postings of the sample ask for it."),
        "sample_size": whole(1),
        "share": SHARE,
        "share_low": said(fraction, "The lower end of the share's 95 % interval (Wilson)."),
        "share_high": said(fraction, "Its upper end."),
        "rank_low": said(
            whole(1),
            "The best rank by postings that it can have, at 95% confidence for all at once.",
        ),
        "rank_high": said(whole(1), "The worst rank that it can have."),
        "state": STATE,
        "level": said(LEVEL, "The level that counts in this view."),
        "target": said(whole(0), "The level the role expects."),
        "gap": said(LEVEL, "Levels below the target, 0 where it is met; null without a level."),
        "impact": nullable(
            "number", minimum=0, maximum=100, description="Percentage points of coverage that reaching the target adds."
        ),
        "confidence": choice(Confidence),
        "evidence": TEXTS,
        "self_level": LEVEL,
        "mentor_level": LEVEL,
        "agreed_level": LEVEL,
        "tools": one_object(used=TEXTS, missing=said(TEXTS, "Tools of the criterion that were not used.")),
        "topic": said(nullable("string"), "What it is about, shared with criteria of other sections."),
        "mandatory": said(choice(MandatoryState), "Whether a mandatory criterion is met; null if it is not mandatory."),
    }


def _signal() -> Schema:
    return one_object(
        id=TEXT,
        text=TEXT,
        emphasis=nullable("string"),
        answer=choice(Answer),
        mandatory=said(choice(MandatoryState), "Whether a mandatory signal is met; null if it is not mandatory."),
    )


def _what_if() -> Schema:
    covered: dict[str, Schema] = dict.fromkeys(("before", "after"), COVERAGE)
    return one_object(
        levels=list_of(one_object(criterion=TEXT, level=whole(0), instead_of=LEVEL)),
        **covered,
        gained=said(nullable("number"), "The change of coverage in percentage points."),
        sections=list_of(one_object(id=TEXT, title=TEXT, **covered)),
        left=list_of(
            one_object(criterion=TEXT, rank=whole(1), rank_before=said(LEVEL, "Null where it was no gap before."))
        ),
        postings_newly_met={
            "type": ["array", "null"],
            "items": whole(0),
            "description": "Places in the sample of the postings met in full only now; null where that is not known.",
        },
    )


def _incidence() -> Schema:
    named = {"id": TEXT, "employer": nullable("string")}
    return one_object(
        postings=said(whole(1), "How many were counted."),
        fully_met=said(whole(0), "How many ask for nothing that is a gap or unrated."),
        fully_met_if_unrated_met=said(whole(0), "The same with every unrated criterion counted as met."),
        all_but_one=said(whole(0), "How many ask for just one thing that is a gap or unrated."),
        asking_nothing=said(whole(0), "How many ask for no criterion at all, and count as fully met."),
        met=list_of(one_object(**named)),
        lacking_one=list_of(one_object(**named, criterion=TEXT)),
        unlocks_most=said(
            list_of(
                one_object(
                    criteria=TEXTS,
                    postings=said(whole(1), "How many more are fully met once these criteria are."),
                    exact={"type": "boolean", "description": "Whether no other set of that size adds more."},
                )
            ),
            "The best set of each size, if it adds more than the one before.",
        ),
        criteria=list_of(
            one_object(
                id=TEXT,
                postings=whole(0),
                required=said(whole(0), "How many postings ask for it and not only as nice to have."),
                unlocks_alone=said(whole(0), "How many more postings are fully met once it alone is."),
            )
        ),
    )


def _step() -> dict[str, Schema]:
    return {
        "criterion": TEXT,
        "name": TEXT,
        "section": TEXT,
        "postings": whole(0),
        "sample_size": whole(1),
        "from_level": whole(0),
        "to_level": whole(0),
        "target": whole(0),
        "cost": whole(1),
        "cost_assumed": {"type": "boolean", "description": "Whether no file states the cost, so that it counts as 1."},
        "gain": POINTS,
        "shown_by": nullable("string"),
        "tools": said(TEXTS, "Tools of the criterion that were not used."),
        "signals": said(TEXTS, "Ids of the hiring signals that the matrix links to the criterion."),
        "topic": said(nullable("string"), "What it is about, shared with criteria of other sections."),
        "mandatory": {"type": "boolean", "description": "Whether it comes first, and reaches the target at once."},
        "holds": said(whole(0), "In how many resampled rubrics the step belongs to the best plan on the budget."),
    }
