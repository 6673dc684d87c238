"""One person over time."""

from __future__ import annotations

import datetime

import pytest

from skillgap.model.matrix import Matrix
from skillgap.model.profile import Assessment, Rating, Review, ReviewRating
from skillgap.scoring.comparison.attribution import attribute
from skillgap.scoring.comparison.history import History, history
from skillgap.scoring.gap_report import gap_report
from tests.scoring.comparison.build import assessment, criterion, matrix, profile

ONE = matrix(criterion("a", 16), criterion("b", 4), criterion("gone", 2))
TWO = matrix(criterion("a2", 16, formerly=("a",), name="A"), criterion("b", 4), criterion("new", 10), version=2)

JANUARY = datetime.date(2026, 1, 10)
MARCH = datetime.date(2026, 3, 10)
MAY = datetime.date(2026, 5, 10)


def told(*assessments: Assessment, editions: tuple[Matrix, ...] = (ONE, TWO), stale_after: int = 100) -> History:
    return history(profile(*assessments), "role", editions, today=MAY, stale_after=stale_after)


def test_points_stand_in_order_of_date_with_their_reports() -> None:
    first, second = assessment(ONE, {"a": 2, "b": 4}, JANUARY), assessment(ONE, {"a": 3, "b": 2}, MARCH)
    other = assessment(matrix(identifier="another"), {}, MARCH)
    person = profile(second, other, first)
    found = history(person, "role", [ONE], today=MAY)
    assert (found.profile_id, found.profile_name, found.matrix, found.view) == ("ann", "Ann", "role", "agreed")
    assert [point.assessment for point in found.points] == [first, second]
    reports = [gap_report(ONE, person, first), gap_report(ONE, person, second, today=MAY)]
    assert [point.report for point in found.points] == reports
    # (16·½ + 4) / 20 and (16·¾ + 4·½) / 20
    assert [line.values for line in found.sections] == [pytest.approx((0.6, 0.7))]
    assert found.steps == (attribute(*reports),)


def test_sections_that_come_later_have_no_value_before() -> None:
    later = matrix(criterion("a", 16), version=2)
    moved = Matrix(
        format=later.format,
        id=later.id,
        version=2,
        title=later.title,
        source=later.source,
        scale=later.scale,
        targets=later.targets,
        sections=(type(later.sections[0])(id="all", title="All", criteria=later.criteria),),
    )
    found = told(assessment(ONE, {"a": 4}, JANUARY), assessment(moved, {"a": 4}, MARCH), editions=(ONE, moved))
    assert [(line.id, line.title, line.values) for line in found.sections] == [
        ("skills", "Skills", (1, None)),
        ("all", "All", (None, 1)),
    ]


def test_level_changes_are_told_against_the_last_level_known() -> None:
    found = told(
        assessment(ONE, {"a": 2, "b": 1, "gone": 3}, JANUARY),
        assessment(ONE, {"a": "skipped", "gone": 2}, MARCH),
        assessment(TWO, {"a2": 3, "b": 2, "new": 1}, MAY),
    )
    assert [(change.criterion.id, change.date, change.before, change.after) for change in found.level_changes] == [
        ("gone", MARCH, 3, 2),
        ("a2", MAY, 2, 3),
        ("b", MAY, 1, 2),
        ("new", MAY, None, 1),
    ]
    assert found.level_changes[1].criterion.name == "A"
    assert found.level_changes[1].criterion.section == "skills"


def test_a_new_scale_begins_anew() -> None:
    wider = matrix(criterion("a", 16, target=9), criterion("b", 4), version=2, scale=range(11))
    found = told(
        assessment(ONE, {"a": 2, "b": 1}, JANUARY),
        assessment(wider, {"a": 7}, MARCH),
        assessment(wider, {"a": 8, "b": 4}, MAY),
        editions=(ONE, wider),
    )
    changes = [(change.criterion.id, change.before, change.after) for change in found.level_changes]
    assert changes == [("a", 7, 8), ("b", None, 4)]
    assert found.steps[0].unsplit == "other_scale"


def test_levels_are_those_of_the_view() -> None:
    said = [assessment(ONE, {"a": 2}, JANUARY), assessment(ONE, {"a": 2}, MARCH)]
    review = Review(
        assessment=MARCH, matrix="role", by="Mo", date=MAY, status="complete", ratings={"a": ReviewRating(agreed=3)}
    )
    person = profile(*said, reviews=(review,))
    changes = {
        view: [
            (change.before, change.after)
            for change in history(person, "role", [ONE], today=MAY, view=view).level_changes
        ]
        for view in ("agreed", "self")
    }
    assert changes == {"agreed": [(2, 3)], "self": []}


def evidence(level: int, *items: str) -> Rating:
    return Rating(level=level, evidence=items)


def test_evidence_is_gained_once() -> None:
    found = told(
        assessment(ONE, {"a": evidence(2, "first"), "gone": evidence(1, "old")}, JANUARY),
        assessment(ONE, {"a": evidence(2, "first", "second"), "b": 1}, MARCH),
        assessment(TWO, {"a2": evidence(3, "second", "third"), "b": Rating(evidence=("noted",))}, MAY),
    )
    assert [(one.criterion.id, one.date, one.evidence) for one in found.evidence_gained] == [
        ("a2", MARCH, ("second",)),
        ("a2", MAY, ("third",)),
        ("b", MAY, ("noted",)),
    ]


def test_the_same_evidence_is_gained_on_each_criterion_it_shows() -> None:
    found = told(
        assessment(ONE, {"a": evidence(2, "talk")}, JANUARY),
        assessment(ONE, {"a": evidence(2, "talk"), "b": evidence(1, "talk")}, MARCH),
    )
    assert [(one.criterion.id, one.evidence) for one in found.evidence_gained] == [("b", ("talk",))]


def ages(found: History) -> list[tuple[str, int, int]]:
    return [(one.criterion.id, one.level, one.age) for one in found.stale]


def test_a_rating_ages_from_the_day_its_level_was_last_said() -> None:
    found = told(
        assessment(ONE, {"a": 2, "b": 1, "gone": 3}, JANUARY),
        assessment(ONE, {"b": 1, "gone": Rating(note="not rated again")}, MARCH),
    )
    # 10 January to 10 May is 120 days; b was confirmed in March
    assert ages(found) == [("a2", 2, 120), ("gone", 3, 120)]
    assert (found.stale[0].said, found.stale[0].share) == (JANUARY, 0.8)
    assert ages(told(assessment(ONE, {"gone": 3}, JANUARY), editions=(ONE,))) == [("gone", 3, 120)]
    assert ages(told(assessment(ONE, {"a": 2}, JANUARY), stale_after=119)) == [("a2", 2, 120)]
    assert ages(told(assessment(ONE, {"a": 2}, JANUARY), stale_after=120)) == []


def test_what_was_carried_over_is_as_old_as_it_was() -> None:
    said = {"a2": Rating(level=2, said=JANUARY), "b": Rating(level=1), "new": Rating(level=1)}
    assert ages(told(assessment(TWO, said, MARCH))) == [("a2", 2, 120)]


def test_what_was_last_not_rated_and_what_is_gone_has_no_age() -> None:
    found = told(
        assessment(ONE, {"a": 2, "b": 1, "gone": 3}, JANUARY),
        assessment(TWO, {"a2": "not_applicable", "b": "skipped"}, MARCH),
    )
    assert found.stale == ()


def test_a_version_that_is_gone_leaves_a_point_without_figures() -> None:
    first = {"a": evidence(2, "first"), "gone": evidence(1, "old"), "unheard-of": evidence(1)}
    found = told(
        assessment(ONE, first, JANUARY),
        assessment(TWO, {"a2": evidence(3, "more"), "new": evidence(1, "x")}, MARCH),
        editions=(TWO,),
    )
    assert [point.report is None for point in found.points] == [True, False]
    assert [line.values for line in found.sections] == [(None, 14.5 / 26)]  # (16·¾ + 10·¼) / 26
    assert (found.level_changes, found.steps) == ((), ())
    # what the person said does not need that version: a2 was a
    assert [(one.criterion.id, one.evidence) for one in found.evidence_gained] == [("a2", ("more",)), ("new", ("x",))]


def test_evidence_on_what_no_version_here_knows_goes_by_its_id() -> None:
    unheard = [assessment(ONE, {"z": evidence(1, *items)}, day) for day, items in ((JANUARY, ()), (MARCH, ("x",)))]
    (gained,) = told(*unheard, editions=()).evidence_gained
    assert (gained.criterion.id, gained.criterion.name, gained.criterion.section) == ("z", "z", None)


def test_nobody_has_a_history_before_the_first_assessment() -> None:
    found = told()
    assert (found.points, found.sections, found.stale, found.steps) == ((), (), (), ())
