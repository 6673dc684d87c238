"""How goals stand on a day, and when what is reached is to be rated again."""

from __future__ import annotations

import datetime

import pytest

from skillgap.profile import GoalStanding, goal_id

from .builders import Plain, assessment_data, profile_data, profile_of

TODAY = datetime.date(2026, 6, 1)


def goal(status: str = "open", **more: object) -> Plain:
    return {"id": "g", "criterion": "a", "level": 3, "status": status, **more}


@pytest.mark.parametrize(
    ("due", "status", "standing"),
    [
        ("2026-05-31", "open", "overdue"),
        ("2026-06-01", "open", "due_soon"),
        ("2026-07-01", "open", "due_soon"),
        ("2026-07-02", "open", "open"),
        (None, "open", "open"),
        ("2020-01-01", "done", "done"),
        ("2020-01-01", "dropped", "dropped"),
    ],
)
def test_a_goal_is_overdue_from_the_day_after_its_day(due: str | None, status: str, standing: GoalStanding) -> None:
    more = {"due": due} if due else {}
    assert profile_of(profile_data(goals=[goal(status, **more)])).goals[0].standing(TODAY) == standing


@pytest.mark.parametrize(
    ("assessments", "status", "again"),
    [
        ([{"a": 2}], "done", True),
        ([{"a": 3}], "done", False),
        ([{"a": 4}], "done", False),
        ([{"a": 2}], "open", False),
        ([{"a": 2}], "dropped", False),
        ([{"b": 2}], "done", False),  # never rated: it is asked for anyway
        ([{"a": "not_applicable"}], "done", False),
        ([{"a": 2}, {"a": 3}], "done", False),
        ([{"a": 3}, {"a": 2}], "done", True),
        ([{"a": 2}, {"b": 3}], "done", True),  # the latest that says anything on it
    ],
)
def test_what_is_reached_asks_for_the_rating_until_it_has_it(
    assessments: list[Plain], status: str, again: bool
) -> None:
    dated = (assessment_data(ratings, f"2026-0{at}-01") for at, ratings in enumerate(assessments, start=1))
    profile = profile_of(profile_data(*dated, goals=[goal(status)]))
    assert [one.id for one in profile.to_rate_again] == (["g"] if again else [])


def test_new_goals_get_ids_that_nobody_has() -> None:
    assert goal_id("a", 3, ()) == "a-3"
    assert goal_id("a", 3, {"a-3", "a-3-2"}) == "a-3-3"
    assert len(goal_id("x" * 100, 3, {f"{'x' * 90}-3"})) <= 100
