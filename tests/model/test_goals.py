"""How goals stand on a day, and when what is reached is to be rated again."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest

from skillgap.model.goals import added, changed, goal_id, in_order, level_now, read_due, settled, to_rate_again
from skillgap.model.profile import Goal, GoalStanding
from skillgap.scoring.gap_report import gap_report
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
    assert [one.id for one in to_rate_again(profile)] == (["g"] if again else [])


@pytest.mark.parametrize(
    ("status", "own", "agreed", "level"),
    [
        ("complete", 4, 2, 2),  # a mentor does not see what the person sees
        ("complete", 2, 3, 3),
        ("complete", 2, None, 2),
        ("draft", 4, 2, 4),
    ],
)
def test_the_agreed_level_counts_as_it_does_in_every_report(
    status: str, own: int, agreed: int | None, level: int
) -> None:
    said = {"a": {"level": 1} | ({} if agreed is None else {"agreed": agreed})}
    review = {"assessment": DAY, "matrix": "role", "by": "Mira", "date": DAY, "status": status, "ratings": said}
    profile = profile_of(profile_data(assessment_data({"a": own}), reviews=[review], goals=[goal("done")]))
    report = gap_report(matrix_of(matrix_data(criterion("a", 5))), profile, profile.assessments[0])
    assert level_now(profile, "a") == report.rows[0].level == level
    assert bool(to_rate_again(profile)) == (level < 3)


def test_of_what_was_never_mentioned_there_is_no_level() -> None:
    assert level_now(profile_of(profile_data(assessment_data({"b": 2}))), "a") is None


def test_new_goals_get_ids_that_nobody_has() -> None:
    assert goal_id("a", 3, ()) == "a-3"
    assert goal_id("a", 3, {"a-3", "a-3-2"}) == "a-3-3"
    assert len(goal_id("x" * 100, 3, {f"{'x' * 90}-3"})) <= 100


def test_a_goal_is_added_at_the_end_under_an_id_of_its_own() -> None:
    before = profile_of(profile_data(goals=[goal(), {**goal(), "id": "a-3"}]))
    after = added(before, "a", 3, "Own it", TODAY)
    assert after.goals[:2] == before.goals
    assert after.goals[2] == Goal(id="a-3-2", criterion="a", level=3, action="Own it", due=TODAY, status="open")


def test_a_goal_is_changed_and_settled_in_its_place() -> None:
    before = profile_of(profile_data(goals=[{**goal(), "id": name} for name in ("first", "second", "third")]))
    first, second, third = before.goals
    other = replace(second, level=4, action="Lead it", due=TODAY)
    assert changed(before, other).goals == (first, other, third)
    done = settled(before, "second", "done")
    assert done.goals == (first, replace(second, status="done"), third)
    assert settled(done, "second", "open") == before
    with pytest.raises(KeyError):
        settled(before, "nobody", "done")
    with pytest.raises(KeyError):
        changed(before, replace(first, id="nobody"))


def test_what_presses_most_stands_first() -> None:
    stood: dict[str, tuple[str, str | None]] = {
        "dropped": ("dropped", "2020-01-01"),
        "done": ("done", None),
        "some-day": ("open", None),
        "later": ("open", "2027-01-01"),
        "soon": ("open", "2026-06-20"),
        "sooner": ("open", "2026-06-02"),
        "late": ("open", "2026-05-01"),
        "later-too": ("open", "2027-01-01"),
    }
    goals = [{**goal(status, **({"due": due} if due else {})), "id": name} for name, (status, due) in stood.items()]
    order = [one.id for one in in_order(profile_of(profile_data(goals=goals)), TODAY)]
    assert order == ["late", "sooner", "soon", "later", "later-too", "some-day", "done", "dropped"]


@pytest.mark.parametrize(
    ("text", "due"),
    [("+6w", datetime.date(2027, 1, 1)), ("+10d", datetime.date(2026, 11, 30)), (" +0d ", datetime.date(2026, 11, 20))],
)
def test_a_due_date_can_be_counted_from_today(text: str, due: datetime.date) -> None:
    # 6 weeks are 42 days: 10 to 30 November, 31 in December, and 1 January.
    assert read_due(text, datetime.date(2026, 11, 20)) == due


@pytest.mark.parametrize("text", ["+6", "6w", "+w", "-1w", "+6y", "+99999w", "+6 w"])
def test_other_counts_are_no_due_date(text: str) -> None:
    with pytest.raises(ValueError, match="not a day"):
        read_due(text, datetime.date(2026, 11, 20))
