"""The schemas of what compares: people, dates, versions of a role, roles."""

from __future__ import annotations

from typing import get_args

from skillgap.model.profile import Confidence
from skillgap.reports.comparison import COMPARISON_FORMAT
from skillgap.reports.fit import FIT_FORMAT
from skillgap.reports.history import HISTORY_FORMAT
from skillgap.reports.schemas.parts import (
    COVERAGE,
    DAY,
    DAY_OR_NULL,
    FRACTION,
    LEVEL,
    MANDATORY,
    SHARE,
    STATE,
    TEXT,
    TEXTS,
    VIEW,
    YES_OR_NO,
    Schema,
    choice,
    document,
    list_of,
    nullable,
    one_object,
    or_null,
    person,
    role,
    said,
    whole,
)
from skillgap.reports.versions import DIFF_FORMAT
from skillgap.scoring.comparison.attribution import Cause, Unsplit
from skillgap.scoring.mandatory import MandatoryState

_PLACES: Schema = {"type": "array", "items": {"type": "integer", "minimum": 0}}
_TIES: Schema = list_of(one_object(matrix=TEXT, criterion=TEXT, says=TEXT))
_USED_TIES: Schema = list_of(
    one_object(
        matrix=TEXT,
        criterion=TEXT,
        other_matrix=TEXT,
        other_criterion=TEXT,
        reason={"enum": ["same_as", "alike"], "description": "A matrix says so, or name, section and tools are alike."},
    )
)
_TIES_WORDS = "What matrices say of criteria being the same, and was not followed as it contradicts them."
_AMOUNT: Schema = {"type": "number", "description": "A fraction of coverage, below 0 where it falls."}


def comparison_schema() -> Schema:
    """The published JSON Schema (2020-12) of ``skillgap compare --format json``."""
    ids = said(TEXTS, "Ids of criteria.")
    return document(
        "comparison",
        "Assessments side by side. Columns are numbered from 0.",
        one_object(
            format={"const": COMPARISON_FORMAT},
            view=VIEW,
            columns=list_of(_column()),
            coverage=or_null(_spread(), "How far the columns' coverage lies apart."),
            rows=said(list_of(_compared_row()), "The largest differences × share first."),
            met_only_by=said(list_of(ids), "For each column the criteria that it alone meets."),
            met_by_all=ids,
            met_by_none=ids,
            rated_by_none=ids,
            in_common=said(ids, "Criteria of every column's matrix."),
            unused_ties=said(_TIES, _TIES_WORDS),
            ties=said(_USED_TIES, "Criteria of different roles that share a row."),
            change=or_null(_change(), "Why coverage changed between two assessments of one person; else null."),
        ),
    )


def history_schema() -> Schema:
    """The published JSON Schema (2020-12) of ``skillgap compare --history --format json``."""
    named = {"id": TEXT, "name": TEXT, "section": TEXT}
    point = one_object(
        date=DAY,
        matrix_version=whole(1),
        lacks={"enum": ["matrix", None], "description": "What is not here, so that nothing can be told."},
        coverage=or_null(COVERAGE, "Null where the matrix is not here."),
        mandatory=MANDATORY,
    )
    return document(
        "history",
        "One person in one role through time.",
        one_object(
            format={"const": HISTORY_FORMAT},
            profile=person(),
            matrix=said(TEXT, "The role's id."),
            view=VIEW,
            stale_after=said(whole(0), "In days."),
            points=said(list_of(point), "One for each date."),
            sections=list_of(
                one_object(id=TEXT, title=TEXT, values=said(list_of(FRACTION), "Coverage at each point."))
            ),
            steps=said(list_of(_change()), "Why coverage changed from each point to the next."),
            level_changes=list_of(one_object(**named, date=DAY, before=LEVEL, after=LEVEL)),
            evidence_gained=list_of(one_object(**named, date=DAY, evidence=TEXTS)),
            stale=list_of(
                one_object(**named, share=SHARE, level=whole(0), said=DAY, age=said(whole(0), "In days since then."))
            ),
        ),
    )


def fit_schema() -> Schema:
    """The published JSON Schema (2020-12) of ``skillgap fit --format json``."""
    reused = one_object(criterion=TEXT, from_matrix=TEXT, from_criterion=TEXT, date=DAY, level=whole(0))
    one = one_object(
        matrix=role(),
        coverage=COVERAGE,
        mandatory=MANDATORY,
        own=said(whole(0), "Criteria rated in this role."),
        reused=said(whole(0), "Criteria rated in another role alone."),
        reused_ratings=said(list_of(reused), "The ratings of other roles that are reused."),
    )
    return document(
        "fit",
        "The known roles, by how much of each one person covers.",
        one_object(
            format={"const": FIT_FORMAT},
            profile=person(),
            view=VIEW,
            roles=said(list_of(one), "The largest coverage first."),
        ),
    )


def diff_schema() -> Schema:
    """The published JSON Schema (2020-12) of ``skillgap matrix diff --format json``."""
    difference = nullable("number", minimum=-1, maximum=1)
    side = one_object(
        id=TEXT,
        section=TEXT,
        postings=whole(0),
        sample_size=whole(1),
        share=SHARE,
        share_low=FRACTION,
        share_high=FRACTION,
        target=whole(0),
    )
    change = one_object(
        id=TEXT,
        name=TEXT,
        before=or_null(side, "Null where it is new."),
        after=or_null(side, "Null where it is gone."),
        difference=said(difference, "The share after less the share before."),
        difference_low=said(difference, "The lower end of its 95 % interval (Newcombe)."),
        difference_high=said(difference, "Its upper end."),
        beyond_chance=said(YES_OR_NO, "Whether the interval leaves 0 out."),
        renamed=YES_OR_NO,
        retargeted=YES_OR_NO,
        reworded=YES_OR_NO,
    )
    return document(
        "matrix diff",
        "What one version of a role asks for more and less often than another.",
        one_object(
            format={"const": DIFF_FORMAT},
            before=role(),
            after=role(),
            same_scale=YES_OR_NO,
            changes=list_of(change),
            signals_came=TEXTS,
            signals_went=TEXTS,
            unused_ties=said(_TIES, _TIES_WORDS),
        ),
    )


def _column() -> Schema:
    return one_object(
        profile=person(),
        matrix=one_object(
            id=nullable("string"),
            version=nullable("integer", minimum=1),
            title=nullable("string"),
            sample_size=nullable("integer", minimum=1),
        ),
        date=DAY_OR_NULL,
        lacks={"enum": ["matrix", "assessment", None], "description": "What is not here, if nothing can be told."},
        repeats=said(nullable("integer", minimum=0), "The column before that shows the same assessment."),
        coverage=or_null(COVERAGE, "Null where nothing can be told."),
        sections=list_of(one_object(id=TEXT, title=TEXT, coverage=COVERAGE)),
        mandatory=MANDATORY,
    )


def _spread() -> Schema:
    return one_object(
        count=whole(1),
        lowest={"type": "number"},
        median={"type": "number"},
        highest={"type": "number"},
        lowest_in=said(_PLACES, "Columns."),
        highest_in=said(_PLACES, "Columns."),
    )


def _compared_row() -> Schema:
    counts = {"postings": whole(0), "sample_size": whole(1), "share": SHARE}
    cell = one_object(
        id=TEXT,
        **counts,
        state=STATE,
        level=LEVEL,
        target=whole(0),
        gap=LEVEL,
        impact=nullable("number", minimum=0, maximum=100),
        confidence=choice(Confidence),
        evidence=TEXTS,
        self_level=LEVEL,
        mentor_level=LEVEL,
        agreed_level=LEVEL,
        mandatory=said(choice(MandatoryState), "Whether a mandatory criterion is met; null if it is not mandatory."),
    )
    return one_object(
        id=TEXT,
        name=TEXT,
        section=TEXT,
        category=nullable("string"),
        **counts,
        difference=said(LEVEL, "The largest level less the smallest; null with fewer than two."),
        differs=YES_OR_NO,
        met_in=said(_PLACES, "Columns."),
        levels=or_null(_spread(), "Null without any level, or where they stand on different scales."),
        cells=said(list_of(or_null(cell, "Null where the column's matrix has no such criterion.")), "One a column."),
    )


def _change() -> Schema:
    side = or_null(
        one_object(id=TEXT, level=LEVEL, target=whole(0), postings=whole(0), sample_size=whole(1)),
        "Null where it is not in that matrix.",
    )
    part = one_object(
        whose={"enum": ["you", "role"]},
        cause={"enum": list(get_args(Cause))},
        id=TEXT,
        name=TEXT,
        amount=_AMOUNT,
        before=side,
        after=side,
    )
    amount = {**_AMOUNT, "type": ["number", "null"]}
    return one_object(
        **{"from": DAY_OR_NULL},
        to=DAY_OR_NULL,
        change=amount,
        you=said(amount, "What the new ratings did; you and role add up to change."),
        role=said(amount, "What the role did by moving on."),
        unsplit={"enum": [*get_args(Unsplit), None], "description": "Why the change cannot be told apart, if so."},
        parts=list_of(part),
    )
