"""The review by hand, and in any order of keys: blind until rated, never lost, never changed once complete."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skillgap.errors import DataError, Diagnostic
from skillgap.model.profile import Profile, Rating, Review, ReviewRating
from skillgap.model.schema import check, plain
from skillgap.questionnaire.review import ORDERS, ReviewQuestionnaire, begin, record
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
MATRIX = matrix_of(matrix_data(criterion("a", 2), criterion("b", 9), criterion("c", 5), criterion("d", 9)))
RATINGS: Plain = {
    "a": 4,
    "b": {"level": 3, "evidence": ["Seen"], "note": "Twice"},
    "c": {"level": 2, "evidence": ["  "]},
    "d": "skipped",
}
PROFILE = profile_of(profile_data(assessment_data(RATINGS)))


def review_data(by: str, date: str, status: str, ratings: Plain) -> Plain:
    return {"assessment": DAY, "matrix": "role", "by": by, "date": date, "status": status, "ratings": ratings}


def reviewed(*reviews: Plain) -> Profile:
    return profile_of(profile_data(assessment_data(RATINGS), reviews=list(reviews)))


def walk_on(profile: Profile = PROFILE, **options: Any) -> ReviewQuestionnaire:
    return begin(profile, MATRIX, profile.assessments[0], "Ada", TODAY, **options)


def at(walk: ReviewQuestionnaire) -> str | None:
    return walk.current.id if walk.current else None


def said(walk: ReviewQuestionnaire) -> Any:
    return plain(walk.review.ratings)


# --- order ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ("share", ("b", "d", "c", "a")),
        ("claims", ("a", "c", "b", "d")),  # 4 and 2 without evidence; then by share
        ("matrix", ("a", "b", "c", "d")),
    ],
)
def test_the_order_is_the_one_asked_for(order: Any, expected: tuple[str, ...]) -> None:
    assert walk_on(order=order).ids == expected


def test_equal_claims_are_ordered_by_share() -> None:
    profile = profile_of(profile_data(assessment_data({"a": 3, "c": 3, "d": {"level": 3, "evidence": ["Seen"]}})))
    assert begin(profile, MATRIX, profile.assessments[0], "Ada", TODAY, order="claims").ids == ("c", "a", "b", "d")


def test_a_claim_of_nothing_still_comes_before_no_claim() -> None:
    profile = profile_of(profile_data(assessment_data({"a": 0, "b": {"level": 3, "evidence": ["Seen"]}})))
    assert begin(profile, MATRIX, profile.assessments[0], "Ada", TODAY, order="claims").ids == ("a", "b", "d", "c")


def test_another_order_goes_on_at_the_same_criterion() -> None:
    walk = walk_on().go("c").ordered("claims")
    assert at(walk) == "c"
    assert at(walk.next()) == "b"
    end = walk.go("d").next()
    assert end.current is None
    assert end.ordered("matrix").current is None


# --- blind and open -------------------------------------------------------------------------------------------


def test_what_the_person_said_is_hidden_until_the_mentor_has_rated() -> None:
    walk = walk_on()
    assert at(walk) == "b"
    assert walk.theirs is None
    rated = walk.rate(2)
    assert at(rated) == "b"
    assert rated.theirs == PROFILE.assessments[0].ratings["b"]
    assert rated.next().theirs is None
    assert walk.skip().back().theirs is None
    assert walk.comment("Not sure").theirs is None


def test_open_shows_everything_from_the_start() -> None:
    for walk in (walk_on(blind=False), walk_on().opened()):
        assert walk.theirs == PROFILE.assessments[0].ratings["b"]
        assert walk.go("d").theirs == Rating(state="skipped")
    assert walk_on().opened() == walk_on(blind=False)
    assert walk_on().opened().blinded() == walk_on()


def test_what_was_never_asked_is_shown_as_an_empty_rating() -> None:
    unasked = profile_of(profile_data(assessment_data({})))
    assert begin(unasked, MATRIX, unasked.assessments[0], "Ada", TODAY).rate(1).theirs == Rating()


def test_a_level_is_agreed_only_on_what_both_can_see() -> None:
    with pytest.raises(ValueError, match=r"^the person's own level is still hidden$"):
        walk_on().agree(2)
    assert said(walk_on().rate(2).agree(3)) == {"b": {"level": 2, "agreed": 3}}
    assert said(walk_on(blind=False).agree(3)) == {"b": {"agreed": 3}}
    assert said(walk_on().rate(2).agree(3).agree(None)) == {"b": {"level": 2}}


@pytest.mark.parametrize("change", [lambda walk: walk.rate(5), lambda walk: walk.rate(2).agree(-1)])
def test_a_level_off_the_scale_is_refused(change: Callable[[ReviewQuestionnaire], ReviewQuestionnaire]) -> None:
    with pytest.raises(ValueError, match="not on the scale"):
        change(walk_on())


# --- saying -----------------------------------------------------------------------------------------------------


def test_a_review_is_said_piece_by_piece() -> None:
    walk = walk_on().rate(2).comment("Too early").agree(3).next().skip().rate(1).summarise("Well done")
    assert said(walk) == {"b": {"level": 2, "comment": "Too early", "agreed": 3}, "d": {}, "c": {"level": 1}}
    assert walk.review.summary == "Well done"
    assert [walk.state(one) for one in "abcd"] == ["not_asked", "rated", "rated", "passed"]
    assert walk.open_criteria == 1


def test_passing_over_keeps_what_else_was_said() -> None:
    walk = walk_on().rate(2).comment("Later").agree(3).skip()
    assert said(walk) == {"b": {"comment": "Later", "agreed": 3}}
    assert walk.state("b") == "passed"


def test_a_comment_taken_back_leaves_nothing_but_a_pass_stays() -> None:
    assert said(walk_on().comment("Hm").comment(None)) == {}
    assert said(walk_on().comment(None)) == {}
    assert said(walk_on().skip().back().comment(None)) == {"b": {}}


def test_nothing_can_be_said_at_the_end() -> None:
    end = walk_on().go("a").next()
    assert end.theirs is None
    assert end.said == ReviewRating()
    changes: list[Callable[[], ReviewQuestionnaire]] = [
        end.skip,
        lambda: end.rate(1),
        lambda: end.comment("x"),
        lambda: end.agree(1),
    ]
    for change in changes:
        with pytest.raises(
            ValueError, match=r"^(no criterion is being reviewed|the person's own level is still hidden)$"
        ):
            change()


# --- undo -------------------------------------------------------------------------------------------------------


def test_undo_takes_back_one_change_and_returns_to_it() -> None:
    start = walk_on()
    walk = start.rate(2).next().comment("Hm").go("a")
    assert at(walk.undo()) == "d"
    assert said(walk.undo()) == {"b": {"level": 2}}
    assert at(walk.undo().undo()) == "b"
    assert walk.undo().undo().review == start.review
    assert start.undo() is start


# --- complete -------------------------------------------------------------------------------------------------


def test_a_completed_review_can_be_neither_changed_nor_undone() -> None:
    walk = walk_on().rate(2).complete()
    assert walk.review.status == "complete"
    assert walk.history == ()
    assert walk.undo() is walk
    assert walk.theirs is not None
    changes: list[Callable[[], ReviewQuestionnaire]] = [
        lambda: walk.rate(2),
        lambda: walk.rate(3),
        walk.skip,
        walk.complete,
        lambda: walk.comment("x"),
        lambda: walk.agree(1),
        lambda: walk.summarise("x"),
    ]
    for change in changes:
        with pytest.raises(ValueError, match=r"^a completed review is never changed$"):
            change()


def test_what_says_nothing_cannot_be_completed() -> None:
    for walk in (walk_on(), walk_on().skip()):
        with pytest.raises(ValueError, match=r"^nothing was said yet$"):
            walk.complete()
    assert walk_on().summarise("Fine").complete().review.status == "complete"


# --- beginning and recording ----------------------------------------------------------------------------------


def test_a_new_review_is_a_draft_of_today() -> None:
    expected = Review(assessment=datetime.date(2026, 5, 4), matrix="role", by="Ada", date=TODAY, status="draft")
    assert walk_on().review == expected


def test_it_goes_on_with_the_mentor_s_own_latest_draft_at_the_first_open_criterion() -> None:
    walk = walk_on(
        reviewed(
            review_data("Ada", "2026-05-20", "draft", {"b": {"level": 1}, "d": {}}),
            review_data("Ada", "2026-05-10", "draft", {"a": {"level": 1}}),
            review_data("Bo", "2026-05-30", "draft", {"c": {"level": 1}}),
            review_data("Ada", "2026-06-01", "complete", {"c": {"level": 4}}),
        )
    )
    assert walk.review.date == datetime.date(2026, 5, 20)
    assert at(walk) == "c"
    assert walk.open_criteria == 2


def test_a_draft_that_asked_everything_is_gone_on_with_from_the_start() -> None:
    draft = review_data("Ada", "2026-05-20", "draft", {name: {"level": 1} for name in "abcd"})
    assert walk_on(reviewed(draft)).position == 0


def test_after_a_completed_review_a_new_one_is_begun_but_not_on_the_same_day() -> None:
    done = reviewed(review_data("Ada", "2026-05-20", "complete", {"b": {"level": 1}}))
    assert walk_on(done).review.ratings == {}
    with pytest.raises(DataError) as raised:
        walk_on(reviewed(review_data("Ada", "2026-06-01", "complete", {"b": {"level": 1}})))
    assert raised.value.problems == (
        Diagnostic(
            "Ada completed a review of this assessment today",
            hint="a completed review is never changed; begin another one tomorrow",
        ),
    )
    assert walk_on(reviewed(review_data("Bo", "2026-06-01", "complete", {"b": {"level": 1}}))).review.by == "Ada"


def test_a_review_of_another_assessment_is_another_review() -> None:
    other = assessment_data({"a": 1}, "2025-01-01")
    draft = {**review_data("Ada", "2026-06-01", "draft", {"b": {"level": 1}}), "assessment": "2025-01-01"}
    profile = profile_of(profile_data(assessment_data(RATINGS), other, reviews=[draft]))
    assert walk_on(profile).review.ratings == {}


@pytest.mark.parametrize("name", ["", "  ", "Ada\nL."])
def test_a_review_needs_a_name(name: str) -> None:
    with pytest.raises(DataError) as raised:
        begin(PROFILE, MATRIX, PROFILE.assessments[0], name, TODAY)
    assert raised.value.problems == (
        Diagnostic("a review needs the name of who reviews, on one line", hint='give it: --by "Your name"'),
    )


def test_recording_adds_a_review_and_then_replaces_it_in_place() -> None:
    profile = reviewed(review_data("Bo", "2026-05-20", "complete", {"b": {"level": 1}}))
    walk = walk_on(profile)
    assert record(profile, walk.review) is profile
    begun = record(profile, walk.rate(1).review)
    assert [review.by for review in begun.reviews] == ["Bo", "Ada"]
    more = record(replace(begun, reviews=begun.reviews[::-1]), walk.rate(2).complete().review)
    assert [(review.by, review.status) for review in more.reviews] == [("Ada", "complete"), ("Bo", "complete")]
    assert plain(more.reviews[0].ratings) == {"b": {"level": 2}}
    last = record(begun, walk.rate(3).review)
    assert [(review.by, plain(review.ratings)) for review in last.reviews] == [
        ("Bo", {"b": {"level": 1}}),
        ("Ada", {"b": {"level": 3}}),
    ]


def test_recording_never_changes_a_complete_review() -> None:
    walk = walk_on().rate(1)
    done = record(PROFILE, walk.complete().review)
    with pytest.raises(DataError) as raised:
        record(done, walk.rate(2).review)
    message = "the review by Ada of 2026-06-01 is complete, and is never changed"
    assert raised.value.problems == (Diagnostic(message, hint="begin another review"),)
    assert record(done, done.reviews[0]) == done


# --- any order of keys ----------------------------------------------------------------------------------------

LEVELS = st.integers(0, 4)
KEYS: dict[str, st.SearchStrategy[Any]] = {
    "rate": LEVELS,
    "agree": LEVELS | st.none(),
    "comment": st.sampled_from(["Yes", "No"]) | st.none(),
    "summarise": st.just("Fine") | st.none(),
    "skip": st.none(),
    "next": st.none(),
    "back": st.none(),
    "undo": st.none(),
    "go": st.sampled_from("abcd"),
    "ordered": st.sampled_from(ORDERS),
    "opened": st.none(),
}
BARE = ("skip", "next", "back", "undo", "opened")


@st.composite
def keys(draw: st.DrawFn) -> tuple[str, Any]:
    name = draw(st.sampled_from(sorted(KEYS)))
    return name, draw(KEYS[name])


def press(walk: ReviewQuestionnaire, key: tuple[str, Any]) -> ReviewQuestionnaire:
    name, argument = key
    action = getattr(walk, name)
    try:
        after = action() if name in BARE else action(argument)
    except ValueError:
        return walk
    assert isinstance(after, ReviewQuestionnaire)
    return after


@given(st.lists(keys(), max_size=25))
def test_any_keys_leave_a_valid_review_that_resumes_where_it_was(pressed: list[tuple[str, Any]]) -> None:
    walk = walk_on()
    for key in pressed:
        walk = press(walk, key)
        if walk.current and walk.blind:
            assert (walk.theirs is not None) == (walk.said.level is not None)
    written = plain(record(PROFILE, walk.review))
    profile, found = check(Profile, written)
    assert profile is not None, found
    resumed = begin(profile, MATRIX, profile.assessments[0], "Ada", TODAY, order=walk.order)
    assert resumed.review == walk.review
    assert resumed == replace(walk, blind=True, history=()).at_first_open()


@given(st.lists(keys(), max_size=25))
def test_undoing_everything_leads_back_to_the_beginning(pressed: list[tuple[str, Any]]) -> None:
    walk = walk_on()
    for key in pressed:
        walk = press(walk, key)
    while walk.history:
        walk = walk.undo()
    assert walk.review == walk_on().review
