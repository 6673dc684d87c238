"""The rules a profile's file keeps between several values, alone and against its matrix."""

from __future__ import annotations

import pytest
from hypothesis import given

from skillgap.errors import Violation
from skillgap.model.matrix import Matrix
from skillgap.model.profile import faults, faults_against
from tests.builders import (
    DAY,
    Plain,
    assessment_data,
    criterion,
    matrix_data,
    matrix_of,
    profile_data,
    profile_of,
)
from tests.strategies import cases

RATINGS = ("assessments", 0, "ratings")


def review(**changes: object) -> Plain:
    """A complete review of the assessment of that day."""
    whole = {"assessment": DAY, "matrix": "role", "by": "Mentor", "date": "2026-05-18", "status": "complete"}
    return {**whole, **changes}


def goal(identifier: str) -> Plain:
    return {"id": identifier, "criterion": "a", "level": 4, "status": "open"}


def found(data: object) -> list[Violation]:
    return list(faults(data))


@given(cases())
def test_a_valid_profile_breaks_no_rule_alone_or_against_its_matrix(case: tuple[Plain, Plain]) -> None:
    matrix, profile = case
    assert found(profile) == []
    for position, assessment in enumerate(profile["assessments"]):
        if assessment["matrix"] == matrix["id"]:
            assert list(faults_against(profile, position, matrix_of(matrix))) == []


# --- ratings --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("rating", [{}, {"level": None}, {"state": None, "note": None}])
def test_a_rating_says_something(rating: Plain) -> None:
    hint = "write level: 2, or state: skipped, or remove the entry"
    data = profile_data(assessment_data({"a": rating, "b": 0}))
    assert found(data) == [Violation((*RATINGS, "a"), "the rating says nothing", hint)]


@pytest.mark.parametrize("rating", [{"level": 0}, {"state": "skipped"}, {"note": "Later"}, {"level": 1, "state": None}])
def test_a_level_a_state_or_a_detail_is_something(rating: Plain) -> None:
    assert found(profile_data(assessment_data({"a": rating}))) == []


@pytest.mark.parametrize("level", [0, 3])
def test_a_rating_has_a_level_or_a_state(level: int) -> None:
    data = profile_data(assessment_data({"a": {"level": level, "state": "skipped"}}))
    message = "a rating has a level or a state, not both"
    assert found(data) == [Violation((*RATINGS, "a", "state"), message, "remove one of the two")]


def test_what_was_carried_over_was_said_before() -> None:
    data = profile_data(
        assessment_data(
            {
                "same-day": {"level": 1, "said": DAY},
                "before": {"state": "skipped", "said": "2025-11-10"},
                "after": {"level": 1, "said": "2026-05-05"},
                "nothing": {"note": "Later", "said": "2025-11-10"},
            }
        )
    )
    assert found(data) == [
        Violation(
            (*RATINGS, "after", "said"),
            "said 2026-05-05 is after the assessment's date 2026-05-04",
            "said is the earlier day from which a rating was carried over",
        ),
        Violation(
            (*RATINGS, "nothing", "said"),
            "said is a date without a level or a state",
            "remove it, or say the level",
        ),
    ]


# --- what identifies an entry ---------------------------------------------------------------------------------


def test_assessments_differ_in_matrix_version_or_date() -> None:
    one = assessment_data()
    others = [{**one, "matrix": "other"}, {**one, "matrix_version": 2}, {**one, "date": "2026-05-05"}]
    assert found(profile_data(one, *others)) == []
    assert found(profile_data(one, *others, one)) == [
        Violation(("assessments", 4), f"assessment role 1 {DAY} occurs twice", "each may occur once")
    ]


def test_reviews_differ_in_assessment_matrix_author_or_date() -> None:
    assessments = [assessment_data(), assessment_data(date="2025-01-01"), assessment_data(matrix="other")]
    others = [review(assessment="2025-01-01"), review(matrix="other"), review(by="Other"), review(date="2026-06-01")]
    assert found(profile_data(*assessments, reviews=[review(), *others])) == []
    assert found(profile_data(*assessments, reviews=[review(), *others, review(status="draft")])) == [
        Violation(("reviews", 5), f"review {DAY} role Mentor 2026-05-18 occurs twice", "each may occur once")
    ]


def test_goals_differ_in_their_id() -> None:
    data = profile_data(goals=[goal("g"), goal("h"), goal("g")])
    assert found(data) == [Violation(("goals", 2, "id"), "goal id g occurs twice", "each may occur once")]


def test_a_review_is_of_an_assessment_in_the_file() -> None:
    reviews = [review(), review(assessment="2026-05-05"), review(matrix="other")]
    hint = "a review names the date and the matrix of the assessment it reviews"
    assert found(profile_data(assessment_data(), reviews=reviews)) == [
        Violation(("reviews", 1, "assessment"), "no assessment of role is dated 2026-05-05", hint),
        Violation(("reviews", 2, "assessment"), f"no assessment of other is dated {DAY}", hint),
    ]


def test_all_broken_rules_are_told_at_once() -> None:
    one = assessment_data({"a": {}, "b": {"level": 1, "state": "skipped"}})
    data = profile_data(one, one, reviews=[review(assessment="2020-01-01")], goals=[goal("g"), goal("g")])
    assert {fault.path for fault in found(data)} == {
        (*RATINGS, "a"),
        (*RATINGS, "b", "state"),
        ("assessments", 1, "ratings", "a"),
        ("assessments", 1, "ratings", "b", "state"),
        ("assessments", 1),
        ("reviews", 0, "assessment"),
        ("goals", 1, "id"),
    }


@pytest.mark.parametrize(
    "data",
    [
        None,
        [],
        {},
        {"assessments": {"a": 1}, "reviews": 3, "goals": "x"},
        profile_data("text", None),
        profile_data({"matrix": ["role"], "date": {}, "ratings": ["a"]}, reviews=[review(matrix=["role"]), "x", {}]),
        profile_data({"ratings": {"a": [], "b": None}}, goals=[{"id": []}, {"id": []}]),
    ],
)
def test_where_the_structure_is_wrong_the_rules_stay_silent(data: object) -> None:
    assert found(data) == []


# --- the latest assessment ------------------------------------------------------------------------------------


def test_the_latest_assessment_is_that_of_the_latest_date_and_of_equal_dates_the_last_listed() -> None:
    profile = profile_of(
        profile_data(
            assessment_data(date="2025-11-10"),
            assessment_data(),
            assessment_data(matrix_version=2),
            assessment_data(date="2025-12-01", matrix="other"),
        )
    )
    assert profile.latest() is profile.assessments[2]
    assert profile.latest("role") is profile.assessments[2]
    assert profile.latest("other") is profile.assessments[3]
    assert profile.latest("third") is None
    assert profile_of(profile_data()).latest() is None


# --- against the matrix ---------------------------------------------------------------------------------------


@pytest.fixture
def matrix() -> Matrix:
    signals = [{"id": "depth", "text": "Hands-on depth"}]
    scale = [{"level": level, "name": "step"} for level in (1, 3, 5)]
    names = ("cost-optimization", "hardware")
    data = matrix_data(*(criterion(name, 1) for name in names), signals=signals, scale=scale, targets={"default": 5})
    return matrix_of(data)


LISTS = "skillgap matrix show role lists its"
ON_SCALE = "the scale has 1, 3, 5"


def test_ratings_and_signals_name_what_the_matrix_has(matrix: Matrix) -> None:
    ratings = {"cost-optimisation": 3, "welding": "skipped", "hardware": 1}
    data = profile_data(
        assessment_data(date="2020-01-01"), assessment_data(ratings, signals={"dept": "yes", "speaking": "no"})
    )
    assert list(faults_against(data, 1, matrix)) == [
        Violation(
            ("assessments", 1, "ratings", "cost-optimisation"),
            "role version 1 has no criterion cost-optimisation",
            "did you mean cost-optimization?",
            key=True,
        ),
        Violation(
            ("assessments", 1, "ratings", "welding"),
            "role version 1 has no criterion welding",
            f"{LISTS} criterion ids",
            key=True,
        ),
        Violation(
            ("assessments", 1, "signals", "dept"),
            "role version 1 has no signal dept",
            "did you mean depth?",
            key=True,
        ),
        Violation(
            ("assessments", 1, "signals", "speaking"),
            "role version 1 has no signal speaking",
            f"{LISTS} signal ids",
            key=True,
        ),
    ]
    assert list(faults_against(data, 0, matrix)) == []


def test_levels_are_on_the_matrixs_scale(matrix: Matrix) -> None:
    data = profile_data(assessment_data({"hardware": 2, "cost-optimization": 0}))
    assert list(faults_against(data, 0, matrix)) == [
        Violation((*RATINGS, "hardware", "level"), "level 2 is not on the scale of role", ON_SCALE),
        Violation((*RATINGS, "cost-optimization", "level"), "level 0 is not on the scale of role", ON_SCALE),
    ]


def test_reviews_of_the_assessment_fit_its_matrix_too(matrix: Matrix) -> None:
    wrong = {"ratings": {"hardware": {"level": 2, "agreed": 4}, "hardwear": {"level": 3}}}
    data = profile_data(
        assessment_data(),
        assessment_data(date="2020-01-01"),
        reviews=[review(assessment="2020-01-01", **wrong), review(matrix="other", **wrong), review(**wrong)],
    )
    at = ("reviews", 2, "ratings")
    assert list(faults_against(data, 0, matrix)) == [
        Violation((*at, "hardwear"), "role version 1 has no criterion hardwear", "did you mean hardware?", key=True),
        Violation((*at, "hardware", "level"), "level 2 is not on the scale of role", ON_SCALE),
        Violation((*at, "hardware", "agreed"), "level 4 is not on the scale of role", ON_SCALE),
    ]
