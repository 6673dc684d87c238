"""The review by hand, and in any order of keys: blind until rated, frozen once submitted, sealed once complete."""

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

NOW = "2026-06-01T10:00:00Z"
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
        ("frequency", ("b", "d", "c", "a")),
        ("matrix", ("a", "b", "c", "d")),
    ],
)
def test_the_order_is_the_one_asked_for(order: Any, expected: tuple[str, ...]) -> None:
    assert walk_on().ordered(order).ids == expected


@pytest.mark.parametrize("order", ["claims", "differences"])
def test_a_draft_has_no_order_that_tells_the_answers(order: Any) -> None:
    with pytest.raises(ValueError, match="before the review is submitted"):
        walk_on().ordered(order)


def submitted(profile: Profile = PROFILE) -> ReviewQuestionnaire:
    return begin(profile, MATRIX, profile.assessments[0], "Ada", TODAY).rate(2).submit(NOW)


def test_after_submitting_the_heaviest_difference_comes_first() -> None:
    # a: |4 − 0| · 2 = 8; b: |3 − 2| · 9 = 9; c: |2 − 2| · 5 = 0; d is rated by the mentor alone.
    walk = walk_on().rate(2).go("a").rate(0).go("c").rate(2).go("d").rate(1).submit(NOW)
    assert (walk.order, walk.ids) == ("differences", ("b", "a", "c", "d"))


def test_equal_claims_are_ordered_by_share() -> None:
    profile = profile_of(profile_data(assessment_data({"a": 3, "c": 3, "d": {"level": 3, "evidence": ["Seen"]}})))
    assert begin(profile, MATRIX, profile.assessments[0], "Ada", TODAY, blind=False).rate(1).submit(NOW).ordered(
        "claims"
    ).ids == ("c", "a", "b", "d")


def test_a_claim_of_nothing_still_comes_before_no_claim() -> None:
    profile = profile_of(profile_data(assessment_data({"a": 0, "b": {"level": 3, "evidence": ["Seen"]}})))
    assert begin(profile, MATRIX, profile.assessments[0], "Ada", TODAY, blind=False).rate(1).submit(NOW).ordered(
        "claims"
    ).ids == ("a", "b", "d", "c")


def test_another_order_goes_on_at_the_same_criterion() -> None:
    walk = walk_on().go("c").ordered("matrix")
    assert at(walk) == "c"
    assert at(walk.next()) == "d"
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
    assert walk_on().opened().review.blind is False
    assert walk_on().opened().blinded().theirs is None
    assert record(PROFILE, walk_on().opened().review).reviews[0].blind is False


def test_what_was_never_asked_is_shown_as_an_empty_rating() -> None:
    unasked = profile_of(profile_data(assessment_data({})))
    assert begin(unasked, MATRIX, unasked.assessments[0], "Ada", TODAY).rate(1).theirs == Rating()


def test_levels_are_agreed_on_after_the_review_is_submitted() -> None:
    with pytest.raises(ValueError, match=r"^submit your levels first"):
        walk_on().rate(2).agree(2)
    walk = submitted().agree(3)
    assert said(walk) == {"b": {"level": 2, "self": 3, "agreed": 3}}
    assert said(walk.agree(None)) == {"b": {"level": 2, "self": 3}}


def test_submitting_freezes_the_levels_and_keeps_the_persons() -> None:
    walk = walk_on().rate(2).next().mark_not_observed().submit(NOW)
    assert (walk.review.status, walk.review.submitted, walk.history) == ("rated", NOW, ())
    assert said(walk) == {"b": {"level": 2, "self": 3}, "d": {"state": "not_observed"}}
    changes: list[Callable[[], ReviewQuestionnaire]] = [lambda: walk.rate(1), walk.skip, lambda: walk.submit(NOW)]
    for change in changes:
        with pytest.raises(ValueError, match=r"^the levels of a submitted review are frozen$"):
            change()
    assert walk.comment("Later").reply("Yes").summarise("Fine").review.summary == "Fine"


@pytest.mark.parametrize("change", [lambda walk: walk.rate(5), lambda walk: walk.rate(2).submit(NOW).agree(-1)])
def test_a_level_off_the_scale_is_refused(change: Callable[[ReviewQuestionnaire], ReviewQuestionnaire]) -> None:
    with pytest.raises(ValueError, match="not on the scale"):
        change(walk_on())


# --- saying -----------------------------------------------------------------------------------------------------


def test_a_review_is_said_piece_by_piece() -> None:
    walk = walk_on().rate(2).comment("Too early").next().skip().rate(1).summarise("Well done")
    assert said(walk) == {"b": {"level": 2, "comment": "Too early"}, "d": {}, "c": {"level": 1}}
    assert walk.review.summary == "Well done"
    assert [walk.state(one) for one in "abcd"] == ["not_asked", "rated", "rated", "skipped"]
    assert walk.open_criteria == 1


def test_passing_over_keeps_what_else_was_said() -> None:
    walk = walk_on().rate(2).comment("Later").skip()
    assert said(walk) == {"b": {"comment": "Later"}}
    assert walk.state("b") == "skipped"


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
        end.mark_not_observed,
    ]
    for change in changes:
        with pytest.raises(ValueError, match=r"^no criterion is being reviewed$"):
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
    walk = walk_on().rate(2).submit(NOW).complete(NOW)
    assert walk.review.status == "complete"
    assert walk.history == ()
    assert walk.undo() is walk
    assert walk.theirs is not None
    changes: list[Callable[[], ReviewQuestionnaire]] = [
        lambda: walk.complete(NOW),
        lambda: walk.comment("x"),
        lambda: walk.agree(1),
        lambda: walk.summarise("x"),
    ]
    for change in changes:
        with pytest.raises(ValueError, match=r"^a completed review is never changed$"):
            change()


def test_an_empty_review_cannot_be_submitted() -> None:
    for walk in (walk_on(), walk_on().skip()):
        with pytest.raises(ValueError, match=r"^the review is empty: rate a criterion, or write a summary$"):
            walk.submit(NOW)
    assert walk_on().summarise("Fine").submit(NOW).review.status == "rated"


# --- beginning and recording ----------------------------------------------------------------------------------


def test_a_new_review_is_a_draft_of_today() -> None:
    expected = Review(
        assessment=datetime.date(2026, 5, 4), matrix="role", by="Ada", date=TODAY, status="draft", blind=True
    )
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
        Diagnostic("a review needs the mentor's name, on one line", hint='add --mentor "Your name"'),
    )


def test_recording_adds_a_review_and_then_replaces_it_in_place() -> None:
    profile = reviewed(review_data("Bo", "2026-05-20", "complete", {"b": {"level": 1}}))
    walk = walk_on(profile)
    assert record(profile, walk.review) is profile
    begun = record(profile, walk.rate(1).review)
    assert [review.by for review in begun.reviews] == ["Bo", "Ada"]
    more = record(replace(begun, reviews=begun.reviews[::-1]), walk.rate(2).submit(NOW).complete(NOW).review)
    assert [(review.by, review.status) for review in more.reviews] == [("Ada", "complete"), ("Bo", "complete")]
    assert plain(more.reviews[0].ratings) == {"b": {"level": 2, "self": 3}}
    last = record(begun, walk.rate(3).review)
    assert [(review.by, plain(review.ratings)) for review in last.reviews] == [
        ("Bo", {"b": {"level": 1}}),
        ("Ada", {"b": {"level": 3}}),
    ]


def test_recording_never_changes_a_complete_review() -> None:
    walk = walk_on().rate(1)
    done = record(PROFILE, walk.submit(NOW).complete(NOW).review)
    with pytest.raises(DataError) as raised:
        record(done, walk.rate(2).review)
    message = "the review by Ada of 2026-06-01 is complete, and its levels cannot be changed"
    assert raised.value.problems == (Diagnostic(message, hint="correct it with a new review"),)
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
    "mark_not_observed": st.none(),
    "reply": st.sampled_from(["Yes", "No"]) | st.none(),
    "submit": st.just(NOW),
}
BARE = ("skip", "next", "back", "undo", "opened", "mark_not_observed")


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
        if walk.current and walk.hides_answers:
            assert (walk.theirs is not None) == (walk.said.level is not None)
    written = plain(record(PROFILE, walk.review))
    profile, found = check(Profile, written)
    assert profile is not None, found
    resumed = begin(profile, MATRIX, profile.assessments[0], "Ada", TODAY).ordered(walk.order).at_first_open()
    assert resumed.review == walk.review
    assert resumed == replace(walk, blind=resumed.blind, history=()).at_first_open()


@given(st.lists(keys(), max_size=25))
def test_undoing_everything_leads_back_to_the_beginning(pressed: list[tuple[str, Any]]) -> None:
    walk = walk_on()
    for key in pressed:
        walk = press(walk, key)
    while walk.history:
        walk = walk.undo()
    # Neither submitting nor looking ahead can be undone.
    if walk.review.status == "draft":
        assert replace(walk.review, blind=True) == walk_on().review
