"""A review that a mentor's form saved: it is only added, and refused if it does not fit."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from skillgap.errors import DataError
from skillgap.model.profile import Profile, Review, ReviewRating
from skillgap.model.travelling_review import (
    FormRating,
    FormReview,
    TravellingReview,
    add_review,
    assessment_faults,
    form_id,
    rating_faults,
    reviewed_assessment,
)
from tests import builders

NOW = "2026-05-12T09:00:00Z"
MATRIX = builders.matrix_of(builders.matrix_data(builders.criterion("sql", 6), builders.criterion("go", 3)))
PROFILE = builders.profile_of(builders.profile_data(builders.assessment_data({"sql": 3}, matrix=MATRIX.id)))
ASSESSMENT = PROFILE.assessments[0]


def saved(ratings: Mapping[str, FormRating] | None = None, by: str = "Grace", **changes: Any) -> TravellingReview:
    """What Grace's form saves, with some of it changed."""
    said = {"sql": FormRating(level=2, comment="Fine"), "go": FormRating(state="not_observed")}
    review = FormReview(
        by=by,
        date=datetime.date(2026, 5, 11),
        status=changes.pop("status", "rated"),
        blind=True,
        summary=changes.pop("summary", None),
        ratings=said if ratings is None else ratings,
    )
    whole = TravellingReview(
        format="skillgap/review/1",
        profile=PROFILE.id,
        form=form_id(PROFILE, MATRIX, ASSESSMENT, "Grace"),
        matrix=MATRIX.id,
        matrix_version=MATRIX.version,
        assessment=ASSESSMENT.date,
        review=review,
    )
    return replace(whole, **changes)


def refusals(travelling: TravellingReview, profile: Profile = PROFILE) -> list[tuple[tuple[str | int, ...], str]]:
    found = list(assessment_faults(profile, travelling))
    if not found:
        found = list(rating_faults(profile, MATRIX, ASSESSMENT, travelling))
    assert all(violation.hint for violation in found)
    return [(violation.path, violation.message) for violation in found]


def test_a_review_is_only_added() -> None:
    assert refusals(saved()) == []
    after = add_review(PROFILE, ASSESSMENT, saved(summary="Good"), NOW)
    assert replace(after, reviews=()) == PROFILE
    assert after.reviews == (
        Review(
            assessment=ASSESSMENT.date,
            matrix=MATRIX.id,
            by="Grace",
            date=datetime.date(2026, 5, 11),
            status="rated",
            blind=True,
            submitted=NOW,
            summary="Good",
            ratings={
                "sql": ReviewRating(level=2, comment="Fine", self_level=3),
                "go": ReviewRating(state="not_observed"),
            },
        ),
    )


def test_a_review_that_is_in_the_profile_already_changes_nothing() -> None:
    once = add_review(PROFILE, ASSESSMENT, saved(), NOW)
    assert add_review(once, ASSESSMENT, saved(), "2026-06-01T00:00:00Z") is once


@pytest.mark.parametrize("known", ["draft", "rated", "complete"])
def test_another_review_of_that_day_stays(known: Any) -> None:
    once = add_review(PROFILE, ASSESSMENT, saved({"sql": FormRating(level=1)}), NOW)
    profile = replace(once, reviews=(replace(once.reviews[0], status=known),))
    with pytest.raises(DataError, match="another review by Grace dated 2026-05-11"):
        add_review(profile, ASSESSMENT, saved(), NOW)


@pytest.mark.parametrize(
    ("changes", "path", "message"),
    [
        ({"profile": "bob"}, ("profile",), "this is a review of bob"),
        ({"status": "draft"}, ("review", "status"), "the review is draft"),
        ({"assessment": datetime.date(2025, 1, 1)}, ("assessment",), "has no assessment of"),
        ({"matrix": "other"}, ("assessment",), "has no assessment of other"),
        ({"matrix_version": 7}, ("matrix_version",), "the review rates version 7"),
        ({"form": "0123456789abcdef"}, ("form",), "this form was made for another person"),
        ({"by": "Mallory"}, ("form",), "this form was made for another person"),
        ({"ratings": {"sqk": FormRating(level=1)}}, ("review", "ratings", "sqk"), "has no criterion sqk"),
        ({"ratings": {"sql": FormRating(level=9)}}, ("review", "ratings", "sql", "level"), "level 9 is not on"),
        ({"ratings": {"sql": FormRating()}}, ("review", "ratings", "sql"), "the rating is empty"),
        (
            {"ratings": {"sql": FormRating(level=1, state="not_observed")}},
            ("review", "ratings", "sql", "state"),
            "a rating has a level or a state, not both",
        ),
        ({"ratings": {}}, ("review",), "the review is empty"),
    ],
)
def test_it_is_refused_with_its_place(changes: dict[str, Any], path: tuple[str, ...], message: str) -> None:
    ((place, told),) = refusals(saved(**changes))
    assert place == path
    assert message in told


def test_another_person_of_the_same_id_has_another_form() -> None:
    ((place, _),) = refusals(saved(), replace(PROFILE, key="k2"))
    assert place == ("form",)


def test_the_assessment_of_the_version_is_found() -> None:
    other = replace(ASSESSMENT, matrix_version=2)
    profile = replace(PROFILE, assessments=(other, ASSESSMENT))
    assert reviewed_assessment(profile, saved()) is ASSESSMENT


@pytest.mark.parametrize("key", ["self", "agreed", "reply"])
def test_a_form_says_nothing_in_the_persons_name(key: str) -> None:
    data = saved().to_dict()
    data["review"]["ratings"]["sql"][key] = 3
    with pytest.raises(DataError, match=key):
        TravellingReview.from_dict(data)
