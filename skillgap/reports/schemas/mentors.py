"""The schemas of what mentors read: reviews, goals, teams."""

from __future__ import annotations

from typing import get_args

from skillgap.model.profile import GoalStanding, GoalStatus
from skillgap.reports.goals import GOALS_FORMAT
from skillgap.reports.review import REVIEW_FORMAT
from skillgap.reports.schemas.parts import (
    COVERAGE,
    DAY,
    DAY_OR_NULL,
    LEVEL,
    MANDATORY,
    SHARE,
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
    person,
    role,
    said,
    whole,
)
from skillgap.reports.team_data import TEAM_FORMAT
from skillgap.scoring.disagreement import Leaning, Verdict
from skillgap.scoring.gap_report import State
from skillgap.scoring.mandatory import MandatoryState


def review_schema() -> Schema:
    """The published JSON Schema (2020-12) of ``skillgap review --report --format json``."""
    figures = {
        "compared": said(whole(0), "Criteria with a level from both sides."),
        **{verdict: whole(0) for verdict in get_args(Verdict)},
        "mean_difference": said(nullable("number"), "In levels; above 0 where the person sees more than the mentor."),
    }
    handed_in = one_object(
        by=TEXT,
        date=DAY,
        summary=nullable("string"),
        comments={"type": "object", "additionalProperties": TEXT, "description": "By criterion."},
    )
    return document(
        "review",
        "Where a person and their mentors differ on one assessment.",
        one_object(
            format={"const": REVIEW_FORMAT},
            profile=person(),
            matrix=role(),
            assessment=one_object(date=DAY),
            reviews=said(list_of(handed_in), "Those handed in."),
            drafts=list_of(one_object(by=TEXT, date=DAY)),
            mandatory=said(
                choice(MandatoryState), "Whether all mandatory requirements are met; null if there are none."
            ),
            **figures,
            mentors=said(list_of(one_object(by=TEXT, **figures)), "The same for each mentor, where there are several."),
            differences=said(list_of(_difference()), "Ranked by weight."),
            talk_first=said(TEXTS, "What to talk about first."),
            only_self=said(TEXTS, "Only the person gave a level."),
            only_mentor=said(TEXTS, "Only a mentor gave a level."),
            without_evidence=said(TEXTS, "At or above the target, without evidence."),
        ),
    )


def goals_schema() -> Schema:
    """The published JSON Schema (2020-12) of ``skillgap goals --format json``."""
    goal = one_object(
        id=TEXT,
        criterion=said(TEXT, "The criterion's id."),
        name=said(TEXT, "Its name, or the id again where no matrix here knows it."),
        level=said(whole(0), "The level to reach."),
        action=nullable("string"),
        due=DAY_OR_NULL,
        status={"enum": list(get_args(GoalStatus))},
        standing={
            "enum": list(get_args(GoalStanding)),
            "description": "The status, or how an open goal's day presses.",
        },
        rate_again=said(YES_OR_NO, "Whether it is reached, and the criterion not rated so since."),
    )
    return document(
        "goals",
        "What one person has set out to reach.",
        one_object(
            format={"const": GOALS_FORMAT},
            profile=person(),
            date=said(DAY, "The day that the standings are of."),
            goals=said(list_of(goal), "The most urgent first."),
        ),
    )


def team_schema() -> Schema:
    """The published JSON Schema (2020-12) of ``skillgap team --format json``."""
    ids = said(TEXTS, "Ids of people.")
    levels: Schema = {"type": "object", "additionalProperties": whole(0)}
    states = [state for state in get_args(State) if state != "rated"]
    one = one_object(
        id=TEXT,
        name=TEXT,
        date=DAY,
        coverage=COVERAGE,
        levels=said(levels, "By criterion, where there is a level."),
        states={
            "type": "object",
            "additionalProperties": {"enum": states},
            "description": "By criterion, where there is no level.",
        },
        evidence=said(TEXTS, "The criteria with evidence."),
        waits=said(YES_OR_NO, "Whether no mentor has handed in a review yet."),
        begun_by=said(TEXTS, "The mentors who began one."),
        stale=YES_OR_NO,
        mandatory=MANDATORY,
    )
    requirement = one_object(id=TEXT, name=TEXT, **{state: whole(0) for state in get_args(MandatoryState)})
    shared = one_object(
        rank=whole(1),
        id=TEXT,
        weight=said({"type": "number", "minimum": 0}, "The share × the people below the target."),
        below=whole(1),
        levels_missing=whole(1),
        could_help=said(ids, "Those at the target with evidence."),
        below_target=ids,
    )
    names = ("assessed", "not_assessed", "waiting", "begun", "stale")
    return document(
        "team",
        "Many people in one role.",
        one_object(
            format={"const": TEAM_FORMAT},
            matrix=role(),
            view=VIEW,
            date=said(DAY, "The day that ages are counted to."),
            stale_after=said(whole(0), "In days."),
            counts=one_object(**{name: whole(0) for name in names}),
            mandatory=said(list_of(requirement), "The mandatory requirements, with the people in each state."),
            mandatory_met=said(nullable("integer", minimum=0), "People who meet them all; null if there are none."),
            criteria=said(list_of(_team_row(levels)), "In the matrix's order."),
            shared_gaps=said(list_of(shared), "In order of rank."),
            people=list_of(one),
            waiting=said(ids, "The longest wait first."),
            stale=said(ids, "The oldest assessment first."),
            not_assessed=list_of(
                one_object(
                    id=TEXT, name=TEXT, versions=list_of(whole(1)), roles=said(TEXTS, "Those they are assessed for.")
                )
            ),
            unreadable=said(
                list_of(
                    one_object(
                        file=nullable("string"),
                        line=nullable("integer"),
                        column=nullable("integer"),
                        path=said(TEXT, "The place inside the document."),
                        message=TEXT,
                        hint=nullable("string"),
                    )
                ),
                "Why files and people are not counted.",
            ),
        ),
    )


def _criterion() -> dict[str, Schema]:
    return {
        "id": TEXT,
        "name": TEXT,
        "section": TEXT,
        "category": nullable("string"),
        "postings": whole(0),
        "sample_size": whole(1),
        "share": SHARE,
        "target": whole(0),
    }


def _difference() -> Schema:
    return one_object(
        **_criterion(),
        self_level=whole(0),
        mentor_level=whole(0),
        agreed_level=LEVEL,
        by=said(TEXT, "Whose level the mentor's is."),
        difference=said({"type": "integer"}, "The person's level less the mentor's."),
        verdict={"enum": list(get_args(Verdict))},
        leaning=choice(Leaning),
        weight=said({"type": "number", "minimum": 0}, "The levels between the two × the share."),
        evidence=TEXTS,
        self_description=said(nullable("string"), "What somebody at the person's level has done."),
        mentor_description=said(nullable("string"), "What somebody at the mentor's level has done."),
    )


def _team_row(levels: Schema) -> Schema:
    return one_object(
        **_criterion(),
        at_target=whole(0),
        at_target_with_evidence=whole(0),
        below=whole(0),
        unrated=whole(0),
        not_applicable=whole(0),
        median=said(nullable("number", minimum=0), "Of the levels."),
        levels=said(levels, "How many people have each level."),
    )
