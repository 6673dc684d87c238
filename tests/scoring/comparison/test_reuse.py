"""What was said for one role, suggested for another and counted towards all."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest

from skillgap.model import profile as rules
from skillgap.model.profile import Profile, Rating, Review, ReviewRating
from skillgap.questionnaire.prefill import begin_prefilled
from skillgap.questionnaire.self_assessment import Questionnaire, begin, record
from skillgap.scoring.comparison.reuse import Fit, fit, prefill
from skillgap.scoring.comparison.suggestion import Suggestion
from skillgap.scoring.comparison.versions import carry_over
from skillgap.scoring.gap_report import gap_report
from tests.scoring.comparison.build import DAY, assessment, criterion, matrix, profile, rating

LATER = DAY + datetime.timedelta(days=100)

HERE = matrix(
    criterion("shared", 10),
    criterion("mine", 6, same_as=("there#theirs",)),
    criterion("own", 4),
    identifier="here",
    signals=("depth",),
)
THERE = matrix(criterion("theirs", 12), criterion("shared", 3), criterion("other", 2), identifier="there")
KNOWN = [HERE, THERE]


def test_linked_criteria_and_shared_ids_are_suggested() -> None:
    made = assessment(THERE, {"shared": Rating(level=3, evidence=("x",)), "theirs": 2, "other": 1})
    assert prefill(profile(made), HERE, KNOWN) == {
        "shared": Suggestion(Rating(level=3, evidence=("x",)), "there", "shared", DAY),
        "mine": Suggestion(Rating(level=2), "there", "theirs", DAY),
    }


def test_what_this_role_does_not_ask_for_hides_nothing_after_it() -> None:
    made = assessment(THERE, {"other": 1, "unheard-of": 1, "shared": 3})
    assert prefill(profile(made), HERE, KNOWN) == {"shared": Suggestion(Rating(level=3), "there", "shared", DAY)}


def test_only_levels_are_suggested() -> None:
    made = assessment(THERE, {"shared": "skipped", "theirs": "not_applicable", "other": Rating(note="noted")})
    assert prefill(profile(made), HERE, KNOWN) == {}


def test_the_level_said_last_is_suggested() -> None:
    third = matrix(criterion("shared", 1), identifier="third")
    early, late = assessment(THERE, {"shared": 1}), assessment(third, {"shared": 4}, LATER)
    for order in ((early, late), (late, early)):
        assert prefill(profile(*order), HERE, [*KNOWN, third])["shared"].rating.level == 4
    same_day = assessment(third, {"shared": 0})
    assert prefill(profile(early, same_day), HERE, [*KNOWN, third])["shared"].rating.level == 0  # listed last
    carried = assessment(third, {"shared": Rating(level=4, said=DAY - datetime.timedelta(days=1))}, LATER)
    found = prefill(profile(early, carried), HERE, [*KNOWN, third])["shared"]
    assert (found.rating.level, found.date) == (1, DAY)


def test_what_was_already_said_in_this_role_is_not_suggested() -> None:
    there = assessment(THERE, {"shared": 3, "theirs": 2}, LATER)
    renamed = replace(
        HERE, version=2, sections=(replace(HERE.sections[0], criteria=(criterion("now", 5, formerly=("shared",)),)),)
    )
    for said, expected in ((2, set()), ("not_applicable", set()), ("skipped", {"shared"})):
        here = assessment(HERE, {"shared": said, "mine": 1})
        assert prefill(profile(here, there), HERE, KNOWN).keys() == expected
    assert prefill(profile(assessment(HERE, {"shared": 2}), there), renamed, [*KNOWN, renamed]) == {}
    assert prefill(profile(there), renamed, [*KNOWN, renamed]).keys() == {"now"}


def test_nothing_is_suggested_from_another_scale_or_an_unknown_version() -> None:
    made = assessment(THERE, {"shared": 3})
    assert prefill(profile(made), HERE, [HERE]) == {}
    assert prefill(profile(made), HERE, [HERE, replace(THERE, version=2)]) == {}
    assert prefill(profile(made), HERE, [HERE, replace(THERE, scale=matrix(scale=range(4)).scale)]) == {}


def test_the_walk_begins_with_what_other_roles_suggest() -> None:
    person = profile(assessment(THERE, {"shared": 3}))
    walk = begin_prefilled(person, HERE, LATER, KNOWN)
    assert walk == replace(
        begin(person, HERE, LATER), suggested={"shared": Suggestion(rating(3), "there", "shared", DAY)}
    )
    assert walk.assessment.date == LATER


def suggesting(person: Profile) -> Questionnaire:
    return replace(begin(person, HERE, LATER), suggested=prefill(person, HERE, KNOWN))


def test_a_suggestion_is_in_no_file_before_it_is_confirmed() -> None:
    there = Rating(level=3, confidence="low", evidence=("x",), note="n", tools=("t",))
    person = profile(assessment(THERE, {"shared": there}))
    walk = suggesting(person)
    assert walk.suggestion
    assert walk.suggestion.rating == there
    assert (walk.assessment.ratings, walk.open_criteria) == ({}, 3)
    assert record(person, walk.next().assessment) == person  # passing by says nothing

    confirmed = walk.confirm()
    assert confirmed.assessment.ratings == {"shared": there}
    assert confirmed.current
    assert confirmed.current.id == "mine"
    assert confirmed.suggestion is None
    assert confirmed.back().suggestion is None  # said now
    assert confirmed.undo() == walk


def test_confirming_keeps_what_was_noted_here_and_says_it_today() -> None:
    earlier = DAY - datetime.timedelta(days=9)
    there = Rating(level=3, confidence="low", evidence=("x",), note="there", said=earlier)
    walk = suggesting(profile(assessment(THERE, {"shared": there})))
    confirmed = walk.with_note("here").with_evidence(("y",)).confirm()
    assert confirmed.assessment.ratings["shared"] == Rating(level=3, confidence="low", evidence=("y",), note="here")


def test_any_answer_of_ones_own_takes_the_place_of_a_suggestion() -> None:
    walk = suggesting(profile(assessment(THERE, {"shared": 3})))
    for answered in (walk.rate(1), walk.skip(), walk.not_applicable()):
        assert answered.back().suggestion is None
        with pytest.raises(ValueError, match="nothing is suggested"):
            answered.back().confirm()


def test_there_is_nothing_to_confirm_without_a_suggestion() -> None:
    walk = suggesting(profile(assessment(THERE, {"shared": 3})))
    for place in ("mine", "depth"):
        assert walk.go(place).suggestion is None
        with pytest.raises(ValueError, match="nothing is suggested"):
            walk.go(place).confirm()


def figures(found: tuple[Fit, ...]) -> list[tuple[str, int, int, int]]:
    return [(one.matrix.id, one.report.coverage.applicable, one.own, one.reused) for one in found]


def test_roles_are_ranked_by_coverage_from_all_that_was_said() -> None:
    third = matrix(criterion("unheard-of", 20), identifier="third")
    made = assessment(THERE, {"theirs": 4, "shared": 2, "other": "skipped"})
    found = fit(profile(made), [*KNOWN, third])
    # there: (12 + 3·½) / 15 = 0.9; here: (10·½ + 6) / 16 = 0.6875, of all 20 from 0.55 to 0.75
    assert figures(found) == [("there", 3, 2, 0), ("here", 3, 0, 2), ("third", 1, 0, 0)]
    values = [one.report.coverage.value for one in found]
    assert values == [pytest.approx(0.9), pytest.approx(0.6875), None]
    here = found[1].report.coverage
    assert (here.low, here.high) == pytest.approx((0.55, 0.75))


def test_ones_own_word_in_a_role_counts_before_what_was_said_elsewhere() -> None:
    here, there = assessment(HERE, {"shared": 1, "mine": "not_applicable"}), assessment(THERE, {"shared": 4}, LATER)
    person = profile(here, there)
    found = {one.matrix.id: one for one in fit(person, KNOWN)}
    assert found["here"].report == gap_report(HERE, person, here)
    assert (found["here"].own, found["here"].reused) == (1, 0)


def test_what_was_left_open_in_a_role_is_filled_from_elsewhere_and_the_rest_stays() -> None:
    here = assessment(HERE, {"own": Rating(level=2, evidence=("x",)), "mine": "skipped"})
    person = profile(here, assessment(THERE, {"shared": 4, "theirs": 4}, LATER))
    found = {one.matrix.id: one for one in fit(person, KNOWN)}["here"]
    # "mine" was skipped here, whatever "theirs" is there; "shared" was not asked here
    assert {row.id: (row.state, row.level) for row in found.report.rows} == {
        "shared": ("rated", 4),
        "mine": ("skipped", None),
        "own": ("rated", 2),
    }
    assert (found.own, found.reused) == (1, 1)
    assert found.report.date == DAY

    noted = assessment(HERE, {"shared": Rating(note="noted, not rated")})
    found = {one.matrix.id: one for one in fit(profile(noted, *person.assessments[1:]), KNOWN)}["here"]
    assert (found.own, found.reused) == (0, 2)


def test_a_role_filled_from_elsewhere_alone_is_dated_by_what_was_said_last() -> None:
    third = matrix(criterion("own", 1), identifier="third")
    person = profile(assessment(THERE, {"shared": 4}, LATER), assessment(third, {"own": 1}))
    assert [one.report.date for one in fit(person, [HERE, THERE, third]) if one.matrix == HERE] == [LATER]


def test_a_role_in_which_nothing_is_met_comes_after_one_in_which_something_is() -> None:
    made = assessment(THERE, {"shared": 1, "theirs": 0})
    none, some = (
        matrix(criterion("theirs", 5), identifier="a-none"),
        matrix(criterion("shared", 5), identifier="b-some"),
    )
    found = fit(profile(made), [none, some, THERE])
    assert [(one.matrix.id, one.report.coverage.value) for one in found] == [
        ("b-some", 0.25),
        ("there", 0.05),  # 3·¼ of 15
        ("a-none", 0.0),
    ]


def test_of_a_version_that_is_known_twice_the_first_counts() -> None:
    again = replace(HERE, title="Somebody's copy")
    assert [one.matrix.title for one in fit(profile(), [HERE, again])] == ["here"]


def test_of_two_roles_covered_alike_the_one_rated_further_comes_first() -> None:
    narrow = matrix(criterion("shared", 10), criterion("x", 10), identifier="a-narrow")
    wide = matrix(criterion("shared", 10), identifier="b-wide")
    found = fit(profile(assessment(THERE, {"shared": 4})), [narrow, wide, THERE])
    # all three 1; at worst 1, 10 of 20 and 3 of 17
    assert [one.matrix.id for one in found] == ["b-wide", "a-narrow", "there"]


def test_a_role_with_one_rated_criterion_does_not_rank_first_by_it() -> None:
    one_of_many = matrix(criterion("shared", 2), criterion("x", 10), criterion("y", 8), identifier="a-one")
    found = fit(profile(assessment(THERE, {"theirs": 3, "shared": 4, "other": 2})), [one_of_many, THERE])
    # a-one: 1 over what is rated, 2 of 20 at worst; there: (12·¾ + 3 + 2·½) of 17 or less, but all of it rated
    assert [one.matrix.id for one in found] == ["there", "a-one"]
    assert found[1].report.coverage.value == 1.0


def test_the_newest_version_counts_and_older_ratings_are_carried_over() -> None:
    newer = replace(
        HERE, version=2, sections=(replace(HERE.sections[0], criteria=(criterion("new-own", 4, formerly=("own",)),)),)
    )
    made = assessment(HERE, {"own": 2, "shared": 4})
    (found,) = fit(profile(made), [newer, HERE])
    assert (found.matrix.version, found.own, found.report.coverage.value) == (2, 1, 0.5)
    assert found.report.date == carry_over(made, HERE, newer, DAY).assessment.date
    later = assessment(HERE, {"own": 4}, LATER)
    for order in ((made, later), (later, made)):
        assert [one.report.coverage.value for one in fit(profile(*order), [newer, HERE])] == [1.0]
    (without,) = fit(profile(made), [newer])
    assert (without.own, without.report.coverage.value) == (0, None)  # nothing here says what version 1 asked


def test_what_was_agreed_on_a_version_that_is_not_here_counts_no_more_than_what_was_said_on_it() -> None:
    here = assessment(replace(HERE, version=2), {"shared": "skipped"})
    said = {"shared": ReviewRating(level=1, agreed=2)}
    review = Review(assessment=DAY, matrix="here", by="Mo", date=LATER, status="complete", ratings=said)
    person = profile(here, assessment(THERE, {"shared": 4}), reviews=(review,))
    found = {one.matrix.id: one.report.coverage.value for one in fit(person, KNOWN)}
    assert found == {"here": 1.0, "there": 1.0}


def test_the_mentors_view_counts_no_word_of_ones_own() -> None:
    made = assessment(THERE, {"shared": 4, "theirs": 4})
    review = Review(
        assessment=DAY, matrix="there", by="Mo", date=DAY, status="complete", ratings={"shared": ReviewRating(level=2)}
    )
    found = {one.matrix.id: one for one in fit(profile(made, reviews=(review,)), KNOWN, view="mentor")}
    assert (found["there"].own, found["there"].report.coverage.value) == (1, 0.5)
    assert (found["here"].own, found["here"].reused) == (0, 0)


def test_somebody_who_said_nothing_fits_nothing_yet() -> None:
    found = fit(profile(), KNOWN)
    assert [one.report.coverage.value for one in found] == [None, None]
    assert [one.report.date for one in found] == [None, None]
    assert fit(profile(), ()) == ()


@pytest.mark.parametrize(
    ("rating", "message"),
    [
        ({"level": 2, "said": "2026-05-05"}, "said 2026-05-05 is after the assessment's date 2026-05-04"),
        ({"note": "n", "said": "2026-05-01"}, "said is a date without a level or a state"),
        ({"level": 2, "said": "2026-05-04"}, None),
        ({"state": "skipped", "said": "2026-05-01"}, None),
    ],
)
def test_the_day_a_rating_was_said_lies_before_its_assessment(rating: dict[str, object], message: str | None) -> None:
    data = {"assessments": [{"matrix": "m", "matrix_version": 1, "date": "2026-05-04", "ratings": {"a": rating}}]}
    found = [(fault.path, fault.message) for fault in rules.faults(data)]
    assert found == ([(("assessments", 0, "ratings", "a", "said"), message)] if message else [])
