"""What is new since somebody last looked: each thing once, and nothing that was seen."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from hypothesis import given

from skillgap.labels.changes import told_words
from skillgap.model.changes import AgreedNews, GoalNews, News, ReviewNews, changes_since, seen_in, with_own
from skillgap.model.goals import added, settled
from skillgap.model.profile import Goal, Profile
from skillgap.model.schema import plain
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

MAY = datetime.date(2026, 5, 4)


def news(seen: Profile, now: Profile) -> tuple[News, ...]:
    return changes_since(seen_in(seen), now)


def review(by: str, status: str, ratings: Plain, date: str = "2026-06-01", of: str = DAY) -> Plain:
    return {"assessment": of, "matrix": "role", "by": by, "date": date, "status": status, "ratings": ratings}


def goal(status: str = "open", **more: object) -> Plain:
    return {"id": "g", "criterion": "a", "level": 3, "status": status, **more}


def after(*reviews: Plain, goals: list[Plain] | None = None) -> Profile:
    assessments = [assessment_data({"a": 1, "b": 2}, date) for date in (DAY, "2026-08-01")]
    return profile_of(profile_data(*assessments, reviews=list(reviews), goals=goals or []))


def test_a_review_is_news_when_it_begins_and_when_it_is_complete() -> None:
    begun, further = (after(review("Ada", "draft", {"a": {"level": level}})) for level in (1, 2))
    done = after(review("Ada", "complete", {"a": {"level": 2}}))
    assert news(after(), begun) == (ReviewNews(None, begun.reviews[0]),)
    assert news(begun, further) == ()
    assert news(further, done) == (ReviewNews("draft", done.reviews[0]),)
    assert news(after(), done) == (ReviewNews(None, done.reviews[0]),)
    assert news(done, done) == ()


def test_a_review_by_somebody_else_or_of_something_else_is_another() -> None:
    seen = after(review("Ada", "draft", {}))
    for other in (
        review("Bo", "draft", {}),
        review("Ada", "draft", {}, "2026-06-02"),
        review("Ada", "draft", {}, of="2026-08-01"),
    ):
        now = after(review("Ada", "draft", {}), other)
        assert news(seen, now) == (ReviewNews(None, now.reviews[1]),)


def agreed(*found: object) -> list[Any]:
    return [one for one in found if isinstance(one, AgreedNews)]


def test_agreed_levels_are_news_by_what_counts() -> None:
    first = review("Ada", "complete", {"a": {"agreed": 2}, "b": {"agreed": 3}})
    second = review("Bo", "complete", {"a": {"agreed": 1}, "b": {"agreed": 3}}, "2026-06-09")
    draft = review("Cy", "draft", {"a": {"agreed": 4}}, "2026-07-01")
    assert agreed(*news(after(), after(first, draft))) == [
        AgreedNews("role", MAY, "a", None, 2),
        AgreedNews("role", MAY, "b", None, 3),
    ]
    assert agreed(*news(after(first), after(first, second))) == [AgreedNews("role", MAY, "a", 2, 1)]
    # Added later, but older: the newer one still counts.
    assert agreed(*news(after(second), after(first, second))) == []
    assert agreed(*news(after(first, second), after(first))) == [AgreedNews("role", MAY, "a", 1, 2)]
    assert agreed(*news(after(first), after()))[1] == AgreedNews("role", MAY, "b", 3, None)


@pytest.mark.parametrize("change", [goal("done"), goal(action="Go"), goal(due="2026-09-30"), goal(level=4)])
def test_goals_are_news_when_they_are_added_changed_or_taken_away(change: Plain) -> None:
    none, one, other = after(), after(goals=[goal()]), after(goals=[change])
    before, now = one.goals[0], other.goals[0]
    assert isinstance(before, Goal)
    assert news(none, one) == (GoalNews(None, before),)
    assert news(one, other) == (GoalNews(before, now),)
    assert news(one, none) == (GoalNews(before, None),)


@given(cases())
def test_what_was_seen_is_no_news_and_a_first_look_has_all(case: tuple[Plain, Plain]) -> None:
    profile = profile_of(case[1])
    assert news(profile, profile) == ()
    bare = profile_of({key: value for key, value in case[1].items() if key not in ("reviews", "goals")})
    found = [one.review for one in news(bare, profile) if isinstance(one, ReviewNews)]
    assert found == list(profile.reviews)


def test_own_changes_are_no_news_and_hide_none_of_the_others() -> None:
    seen = after(goals=[goal()])
    before = after(
        review("Ada", "complete", {"a": {"agreed": 2}}), goals=[goal(due="2027-01-01"), goal() | {"id": "h"}]
    )
    told = news(seen, before)
    own = settled(added(before, "b", 3), "h", "done")
    assert changes_since(with_own(seen_in(seen), before, before), before) == told
    left = changes_since(with_own(seen_in(seen), before, own), own)
    assert left == told[:-1]  # the goal h that is done now is known, of course
    assert [type(one) for one in left] == [ReviewNews, AgreedNews, GoalNews]
    assert changes_since(with_own(seen_in(own), own, seen), seen) == ()


def test_each_piece_of_news_is_a_sentence() -> None:
    matrix = matrix_of(matrix_data(criterion("a", 5)))
    seen = after(review("Ada", "complete", {"a": {"agreed": 3}}), goals=[goal(), goal() | {"id": "h"}])
    now = after(
        review("Ada", "complete", {"a": {"agreed": 3}}),
        review("Bo", "complete", {"a": {"agreed": 2}}, "2026-06-09") | {"summary": "Well done"},
        goals=[goal("done"), goal(due="2027-01-01") | {"id": "i"}],
    )
    assert [told_words(one, matrix) for one in news(seen, now)] == [
        "Review by Bo on 2026-06-09: Well done",
        "A: agreed on 2 Step 2, before 3 Step 3",
        "Changed goal: A to Step 3, done",
        "New goal: A to Step 3 by 2027-01-01",
        "Goal taken away: A to Step 3",
    ]


def test_what_a_draft_says_of_the_whole_is_no_news_yet() -> None:
    words = {}
    for status in ("draft", "complete"):
        (found,) = news(after(), after({**review("Ada", status, {}), "summary": "Well done"}))
        words[status] = told_words(found, matrix_of(matrix_data(criterion("a", 5))))
    assert "Well done" not in words["draft"]
    assert words["complete"].endswith(": Well done")


def test_nothing_is_kept_but_what_the_changes_are_told_from() -> None:
    review_of_ada = {
        **review("Ada", "complete", {"a": {"level": 1, "comment": "private", "agreed": 2}}),
        "summary": "private",
    }
    rating = {"level": 1, "note": "private", "evidence": ["private"], "confidence": "low"}
    profile = profile_of(profile_data(assessment_data({"a": rating}), name="private", reviews=[review_of_ada]))
    assert plain(seen_in(profile)) == {
        "id": "me",
        "reviews": [{"assessment": DAY, "matrix": "role", "by": "Ada", "date": "2026-06-01", "status": "complete"}],
        "agreed": [{"matrix": "role", "assessment": DAY, "criterion": "a", "level": 2}],
    }
