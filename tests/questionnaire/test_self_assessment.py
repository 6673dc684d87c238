"""The questionnaire: what each answer does, that undo is exact, and where ``assess`` goes on."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from skillgap.model.profile import Assessment, Profile, Rating
from skillgap.model.schema import plain
from skillgap.questionnaire.self_assessment import Questionnaire, begin, how_to_start, record
from skillgap.scoring.comparison.suggestion import Suggestion
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

TODAY = datetime.date(2026, 5, 4)
LATER = datetime.date(2026, 11, 1)
SIGNALS = [{"id": "depth", "text": "Hands-on depth"}, {"id": "speaking", "text": "Public speaking"}]
SECTIONS = [
    {"id": "x", "criteria": [criterion("a", 3), criterion("b", 2, tools=["Ray", "Slurm"])]},
    {"id": "y", "criteria": [criterion("c", 1)]},
]
MATRIX_DATA = matrix_data(sections=SECTIONS, signals=SIGNALS, version=2)
MATRIX = matrix_of(MATRIX_DATA)
STEPS = ["a", "b", "c", "depth", "speaking"]


def walk_on(ratings: Plain | None = None, **more: object) -> Questionnaire:
    """A walk at its first question, with these ratings given before."""
    profile = profile_of(profile_data(assessment_data(ratings, DAY, matrix_version=2, **more)))
    return Questionnaire(MATRIX, profile.assessments[0])


def said(walk: Questionnaire) -> Any:
    """The ratings so far, as they would stand in the file."""
    return plain(walk.assessment.ratings)


def at(walk: Questionnaire) -> str | None:
    return walk.current.id if walk.current else None


# --- going through the questions ------------------------------------------------------------------------------


def test_the_questions_are_the_criteria_section_by_section_and_then_the_signals() -> None:
    steps = walk_on().steps
    assert [step.id for step in steps] == STEPS
    assert [step.section.id if step.section else None for step in steps] == ["x", "x", "y", None, None]
    assert steps[0].question is MATRIX.criteria[0]
    assert steps[3].question is MATRIX.signals[0]


def test_going_stops_at_both_ends() -> None:
    walk = walk_on()
    assert at(walk.back()) == "a"
    assert at(walk.next()) == "b"
    assert at(walk.next().back()) == "a"
    end = walk
    for _ in range(7):
        end = end.next()
    assert end.position == 5
    assert at(end) is None
    assert at(end.back()) == "speaking"


def test_go_leads_to_any_question_and_nowhere_else() -> None:
    assert at(walk_on().go("c")) == "c"
    assert at(walk_on().go("speaking")) == "speaking"
    with pytest.raises(KeyError):
        walk_on().go("d")


@pytest.mark.parametrize(
    ("ratings", "signals", "expected"),
    [
        ({}, {}, "a"),
        ({"a": 0, "c": 1}, {}, "b"),
        ({"a": "skipped", "b": "not_applicable", "c": 0}, {"depth": "no"}, "speaking"),
        ({"a": {"note": "Later"}, "b": 1, "c": 1}, {}, "a"),
        ({"a": 1, "b": 1, "c": 1}, {"depth": "yes", "speaking": "no"}, "a"),  # all answered: from the start
    ],
)
def test_the_first_open_question_is_the_first_not_asked(ratings: Plain, signals: Plain, expected: str) -> None:
    assert at(walk_on(ratings, signals=signals).next().at_first_open()) == expected


def test_the_state_of_each_question() -> None:
    walk = walk_on(
        {"a": {"level": 0}, "b": {"state": "skipped", "note": "Later"}, "c": {"note": "Hm"}}, signals={"depth": "no"}
    )
    assert [walk.state(step) for step in walk.steps] == ["rated", "skipped", "not_asked", "answered", "not_asked"]
    assert walk_on({"a": "not_applicable"}).state(walk.steps[0]) == "not_applicable"
    assert walk.open_criteria == 1
    assert walk_on().open_criteria == 3


def test_what_is_and_was_said_on_the_current_criterion() -> None:
    previous = walk_on({"a": 1}).assessment
    walk = replace(walk_on({"a": {"level": 3, "note": "Now"}}), previous=previous)
    assert walk.rating == Rating(level=3, note="Now")
    assert walk.last_time == Rating(level=1)
    assert walk.next().rating == Rating()
    assert walk.next().last_time is None
    assert replace(walk, previous=None).last_time is None
    end = replace(walk, position=5)
    assert (end.rating, end.last_time) == (Rating(), None)


# --- answers --------------------------------------------------------------------------------------------------


def test_an_answer_is_noted_and_leads_to_the_next_question() -> None:
    walk = walk_on().rate(3).skip().not_applicable().answer("partly").answer("no")
    assert said(walk) == {"a": {"level": 3}, "b": {"state": "skipped"}, "c": {"state": "not_applicable"}}
    assert walk.assessment.signals == {"depth": "partly", "speaking": "no"}
    assert at(walk) is None


def test_only_levels_of_the_scale_are_taken() -> None:
    sparse = matrix_of(matrix_data(criterion("a", 1), scale=[{"level": n, "name": str(n)} for n in (1, 5)]))
    walk = Questionnaire(sparse, walk_on().assessment)
    assert said(walk.rate(5)) == {"a": {"level": 5}}
    for level in (0, 2, 6, -1):
        with pytest.raises(ValueError, match="not on the scale"):
            walk.rate(level)


def test_details_stay_where_they_are_given_and_survive_every_other_answer() -> None:
    walk = walk_on().go("b").with_confidence("low").with_evidence(("Led it",)).with_note("Hm").with_tools(("Ray",))
    details = {"confidence": "low", "evidence": ["Led it"], "note": "Hm", "tools": ["Ray"]}
    assert at(walk) == "b"
    assert said(walk) == {"b": details}
    assert walk.state(walk.steps[1]) == "not_asked"
    assert said(walk.rate(2)) == {"b": {"level": 2, **details}}
    assert said(walk.rate(2).back().rate(3)) == {"b": {"level": 3, **details}}
    assert said(walk.rate(2).back().skip()) == {"b": {"state": "skipped", **details}}
    assert said(walk.skip().back().not_applicable()) == {"b": {"state": "not_applicable", **details}}
    assert said(walk.not_applicable().back().rate(0)) == {"b": {"level": 0, **details}}


def test_details_can_be_taken_away_again_and_leave_nothing_behind() -> None:
    walk = walk_on().with_confidence("high").with_evidence(("x",)).with_note("y").with_tools(("z",))
    bare = walk.with_confidence(None).with_evidence(()).with_note(None).with_tools(())
    assert said(bare) == {}


def test_a_rating_said_again_is_no_longer_one_carried_over() -> None:
    carried = {"level": 2, "said": "2025-11-10"}
    assert said(walk_on({"a": carried}).rate(2)) == {"a": {"level": 2}}
    assert said(walk_on({"a": carried}).skip()) == {"a": {"state": "skipped"}}
    assert said(walk_on({"a": carried}).with_note("Still")) == {"a": {**carried, "note": "Still"}}


def test_skipping_a_signal_takes_its_answer_back() -> None:
    walk = walk_on(signals={"depth": "yes", "speaking": "no"}).go("depth").skip()
    assert walk.assessment.signals == {"speaking": "no"}
    assert at(walk) == "speaking"


def test_a_signal_takes_no_rating_and_a_criterion_no_answer() -> None:
    on_signal, at_end = walk_on().go("depth"), replace(walk_on(), position=5)
    answers: tuple[Callable[[Questionnaire], Questionnaire], ...] = (
        lambda walk: walk.rate(1),
        lambda walk: walk.not_applicable(),
        lambda walk: walk.with_note("x"),
        lambda walk: walk.with_confidence("low"),
        lambda walk: walk.with_evidence(("x",)),
        lambda walk: walk.with_tools(("x",)),
    )
    for answer in answers:
        for walk in (on_signal, at_end):
            with pytest.raises(ValueError, match="no criterion is being asked"):
                answer(walk)
    with pytest.raises(ValueError, match="no criterion is being asked"):
        at_end.skip()
    for walk in (walk_on(), at_end):
        with pytest.raises(ValueError, match="no signal is being asked"):
            walk.answer("yes")


def test_undo_takes_back_the_last_change_and_returns_to_its_question() -> None:
    start = walk_on({"a": {"level": 1, "note": "Hm"}}).next()
    walk = start.rate(2).go("a").skip().go("speaking").answer("no").back()
    first = walk.undo()
    assert at(first) == "speaking"
    assert first.assessment.signals == {}
    second = first.undo()
    assert at(second) == "a"
    assert said(second) == {"a": {"level": 1, "note": "Hm"}, "b": {"level": 2}}
    third = second.undo()
    assert third == start
    assert third.undo() == start


def test_saying_the_same_again_is_no_change_to_undo() -> None:
    walk = walk_on().rate(2).back().rate(2)
    assert at(walk) == "b"
    assert said(walk.undo()) == {}


def test_a_suggestion_counts_only_once_it_is_confirmed() -> None:
    there = Rating(level=3, confidence="high", evidence=("There",), note="There", tools=("Slurm",))
    suggested = {"b": Suggestion(there, "other-role", "b2", TODAY)}
    walk = replace(walk_on(), suggested=suggested)
    assert walk.suggestion is None
    with pytest.raises(ValueError, match="nothing is suggested"):
        walk.confirm()
    on_b = walk.next()
    assert on_b.suggestion is suggested["b"]
    assert said(on_b.next()) == {}
    confirmed = on_b.confirm()
    assert at(confirmed) == "c"
    assert confirmed.assessment.ratings == {"b": there}
    assert confirmed.back().suggestion is None
    here = on_b.with_note("Here").with_tools(("Ray",)).confirm()
    assert here.assessment.ratings["b"] == replace(there, note="Here", tools=("Ray",))
    assert replace(walk, position=5).suggestion is None


# --- where assess goes on -------------------------------------------------------------------------------------

FULL = {"a": 1, "b": "skipped", "c": "not_applicable"}
OPEN = {"a": 1, "c": {"note": "Later"}}


def profile_with(*assessments: tuple[str, int, Plain]) -> Profile:
    """A profile with these assessments of the matrix: date, version, ratings."""
    return profile_of(
        profile_data(
            *(assessment_data(ratings, date, matrix_version=version) for date, version, ratings in assessments)
        )
    )


def test_somebody_new_begins_today_at_the_first_question() -> None:
    walk = begin(profile_with(), MATRIX, TODAY)
    assert walk.assessment == Assessment(matrix="role", matrix_version=2, date=TODAY)
    assert (walk.previous, at(walk)) == (None, "a")


@pytest.mark.parametrize("days", [0, 1, 14])
def test_an_unfinished_assessment_is_continued_at_its_first_open_question(days: int) -> None:
    profile = profile_with((DAY, 2, OPEN), ("2025-01-01", 2, FULL), ("2024-01-01", 2, FULL))
    walk = begin(profile, MATRIX, TODAY + datetime.timedelta(days))
    assert walk.assessment is profile.assessments[0]
    assert walk.previous is profile.assessments[1]
    assert at(walk) == "b"


@pytest.mark.parametrize(
    ("ratings", "days", "start"),
    [(OPEN, 14, "continue"), (OPEN, 15, "ask"), (FULL, 0, "continue"), (FULL, 1, "ask"), (FULL, 400, "ask")],
)
def test_an_old_or_a_finished_assessment_is_asked_about(ratings: Plain, days: int, start: str) -> None:
    profile = profile_with((DAY, 2, ratings))
    today = TODAY + datetime.timedelta(days)
    assert how_to_start(profile, MATRIX, today) == start
    added = begin(profile, MATRIX, today, TODAY)
    assert added.assessment is profile.assessments[0]
    if start == "ask":
        assert begin(profile, MATRIX, today).assessment == Assessment(matrix="role", matrix_version=2, date=today)


def test_without_an_assessment_of_this_version_a_new_one_begins() -> None:
    assert how_to_start(profile_with(), MATRIX, TODAY) == "new"
    assert how_to_start(profile_with((DAY, 1, FULL)), MATRIX, LATER) == "new"
    with pytest.raises(KeyError):
        begin(profile_with(), MATRIX, TODAY, TODAY)


def test_a_finished_assessment_of_today_is_gone_on_with() -> None:
    profile = profile_with(("2025-01-01", 2, FULL), (DAY, 2, FULL))
    walk = begin(profile, MATRIX, TODAY)
    assert walk.assessment is profile.assessments[1]
    assert walk.previous is profile.assessments[0]
    assert at(walk) == "depth"  # all criteria are asked, the signals are not


def test_an_older_finished_assessment_stays_and_a_new_one_begins_today() -> None:
    profile = profile_with((DAY, 2, FULL), ("2025-01-01", 2, OPEN))
    walk = begin(profile, MATRIX, LATER)
    assert walk.assessment == Assessment(matrix="role", matrix_version=2, date=LATER)
    assert walk.previous is profile.assessments[0]
    assert walk.rating == Rating()  # what was said last time is shown, not preselected
    assert walk.last_time == Rating(level=1)
    assert record(profile, walk.rate(2).assessment).assessments[:2] == profile.assessments


def test_a_clock_that_went_back_begins_no_assessment_before_the_latest() -> None:
    profile = profile_with(("2026-11-01", 2, FULL))
    assert begin(profile, MATRIX, TODAY).assessment is profile.assessments[0]


def test_an_assessment_of_another_version_is_shown_and_left_alone() -> None:
    profile = profile_with((DAY, 1, OPEN))
    walk = begin(profile, MATRIX, TODAY)
    assert walk.assessment == Assessment(matrix="role", matrix_version=2, date=TODAY)
    assert walk.previous is profile.assessments[0]
    assert record(profile, walk.rate(0).assessment).assessments[0] is profile.assessments[0]


def test_an_assessment_of_another_matrix_is_no_last_time() -> None:
    profile = profile_of(profile_data(assessment_data({"a": 1}, matrix="another-role")))
    walk = begin(profile, MATRIX, TODAY)
    assert (walk.previous, said(walk)) == (None, {})
    profile = profile_of(
        profile_data(assessment_data({"a": 1}, matrix="another-role"), assessment_data({}, matrix_version=2))
    )
    assert begin(profile, MATRIX, TODAY).previous is None


@pytest.mark.parametrize("order", [(2, 1), (1, 2)])
def test_two_versions_rated_on_one_day_lose_nothing(order: tuple[int, int]) -> None:
    ratings: dict[int, Plain] = {2: {"a": 4, "b": 4, "c": 4}, 1: {"a": 0, "b": 0, "c": 0}}
    profile = profile_with(*((DAY, version, ratings[version]) for version in order))
    walk = begin(profile, MATRIX, TODAY)
    assert walk.assessment.matrix_version == 2
    assert {rating.level for rating in walk.assessment.ratings.values()} == {4}
    assert walk.previous is not None
    assert walk.previous.matrix_version == 1


def test_an_unfinished_assessment_older_than_one_of_another_version_is_left_alone() -> None:
    profile = profile_with(("2025-01-01", 2, OPEN), (DAY, 1, FULL))
    walk = begin(profile, MATRIX, LATER)
    assert walk.assessment == Assessment(matrix="role", matrix_version=2, date=LATER)
    assert walk.previous is profile.assessments[1]


def test_last_time_is_never_later_than_the_assessment_gone_on_with() -> None:
    profile = profile_with(("2025-01-01", 1, FULL), (DAY, 2, FULL), ("2027-01-01", 1, FULL))
    walk = begin(profile, MATRIX, TODAY)
    assert walk.assessment is profile.assessments[1]
    assert walk.previous is profile.assessments[0]


# --- into the profile -----------------------------------------------------------------------------------------


def test_recording_replaces_the_assessment_that_was_gone_on_with_and_no_other() -> None:
    profile = profile_with((DAY, 1, FULL), (DAY, 2, OPEN), ("2025-01-01", 2, FULL))
    changed = begin(profile, MATRIX, TODAY).rate(4).assessment
    recorded = record(profile, changed)
    assert recorded.assessments[1] is changed
    assert recorded.assessments[0] is profile.assessments[0]
    assert recorded.assessments[2] is profile.assessments[2]
    assert recorded == replace(profile, assessments=recorded.assessments)


def test_recording_adds_a_new_assessment_at_the_end_once_something_is_said() -> None:
    profile = profile_with(("2025-01-01", 2, FULL))
    walk = begin(profile, MATRIX, TODAY)
    assert record(profile, walk.assessment) is profile
    for said_something in (walk.rate(1), walk.with_note("Hm"), walk.go("depth").answer("no")):
        recorded = record(profile, said_something.assessment)
        assert recorded.assessments == (profile.assessments[0], said_something.assessment)


def test_taking_back_the_only_answer_leaves_an_assessment_that_says_nothing() -> None:
    profile = profile_with()
    walk = begin(profile, MATRIX, TODAY).rate(1)
    profile = record(profile, walk.assessment)
    assert record(profile, walk.undo().assessment).assessments[0].ratings == {}
