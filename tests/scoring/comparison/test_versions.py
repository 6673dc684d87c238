"""A new version of the matrix: what changed, and taking one's ratings along."""

from __future__ import annotations

import datetime
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skillgap.model import profile as rules
from skillgap.model.matrix import Matrix
from skillgap.model.profile import Assessment, Profile, Rating, Review, ReviewRating
from skillgap.model.schema import plain
from skillgap.questionnaire.self_assessment import begin, record
from skillgap.scoring.comparison.attribution import attribute
from skillgap.scoring.comparison.links import UnusedTie
from skillgap.scoring.comparison.versions import CriterionChange, carry_over, matrix_diff, to_carry_over
from skillgap.scoring.gap_report import gap_report
from skillgap.scoring.planning.what_if import what_if
from skillgap.scoring.statistics import share_difference
from tests.scoring.comparison.build import DAY, assessment, criterion, matrix, profile, rating

TODAY = datetime.date(2026, 8, 1)

OLD = matrix(
    criterion("a", 19),
    criterion("b", 10, target=3),
    criterion("c", 4, levels={1: "Has seen it"}),
    criterion("d", 5),
    criterion("e", 2),
    signals=("depth", "speaking"),
)
NEW = matrix(
    criterion("f", 8),
    criterion("a", 38),
    criterion("b2", 36, target=2, formerly=("b",)),
    criterion("c", 12, levels={1: "Has done it"}),
    criterion("d", 6, name="Another name"),
    version=2,
    size=40,
    signals=("depth", "writing"),
)


@pytest.mark.parametrize(
    ("before", "after", "low", "high"),
    [
        # Newcombe 1998, table II, method 10
        ((48, 80), (56, 70), 0.0524, 0.3339),
        ((3, 10), (9, 10), 0.1705, 0.8090),
        ((2, 7), (6, 7), 0.0582, 0.8062),
        ((0, 29), (5, 56), -0.0381, 0.1926),
        ((0, 20), (0, 10), -0.1611, 0.2775),
        ((0, 10), (0, 10), -0.2775, 0.2775),
        ((0, 20), (10, 10), 0.6791, 1.0000),
        ((0, 10), (10, 10), 0.6075, 1.0000),
    ],
)
def test_the_interval_of_a_difference_agrees_with_its_source(
    before: tuple[int, int], after: tuple[int, int], low: float, high: float
) -> None:
    assert share_difference(before, after) == pytest.approx((low, high), abs=5e-5)


def test_the_interval_by_hand() -> None:
    # 10 of 20: Wilson 0.299 298 … 0.700 702; 18 of 20: 0.698 966 … 0.972 134.
    # 0.4 − √((0.9 − 0.698966)² + (0.700702 − 0.5)²) = 0.4 − √(0.040415 + 0.040281) = 0.115931
    # 0.4 + √((0.972134 − 0.9)² + (0.5 − 0.299298)²) = 0.4 + √(0.005203 + 0.040281) = 0.613271
    assert share_difference((10, 20), (18, 20)) == pytest.approx((0.115931, 0.613271), abs=2e-6)


@given(st.integers(1, 60), st.integers(1, 60), st.data())
def test_the_interval_holds_the_difference_and_turns_with_it(n: int, m: int, data: st.DataObject) -> None:
    before, after = (data.draw(st.integers(0, n)), n), (data.draw(st.integers(0, m)), m)
    there, back = share_difference(before, after), share_difference(after, before)
    assert -1 <= there.low <= after[0] / m - before[0] / n <= there.high <= 1
    assert (there.low, there.high) == pytest.approx((-back.high, -back.low), abs=1e-12)


def ids(changes: tuple[CriterionChange, ...]) -> list[str]:
    return [change.latest.criterion.id for change in changes]


def test_what_rose_fell_came_and_went() -> None:
    found = matrix_diff(OLD, NEW)
    assert (found.before, found.after) == (OLD, NEW)
    # a 19/20 → 38/40 stays; b 10/20 → 36/40 rises 0.4; c 4/20 → 12/40 rises 0.1; d 5/20 → 6/40 falls 0.1
    assert (ids(found.rose), ids(found.fell)) == (["b2", "c"], ["d"])
    assert [one.difference for one in found.rose] == pytest.approx([0.4, 0.1])
    assert (ids(found.came), ids(found.went)) == (["f"], ["e"])
    assert ids(found.changes) == ["f", "a", "b2", "c", "d", "e"]
    assert [change.latest.criterion.id for change in found.changes if change.renamed] == ["b2"]
    assert [change.latest.criterion.id for change in found.changes if change.retargeted] == ["b2"]
    assert [change.reworded for change in found.changes] == [False, False, True, True, True, False]
    assert ([one.id for one in found.signals_came], [one.id for one in found.signals_went]) == (
        ["writing"],
        ["speaking"],
    )
    assert found.same_scale


def test_the_largest_rise_and_the_largest_fall_come_first() -> None:
    before = matrix(*(criterion(name, 10) for name in "abcd"))
    after = matrix(criterion("a", 12), criterion("b", 16), criterion("c", 8), criterion("d", 2), version=2)
    found = matrix_diff(before, after)
    assert (ids(found.rose), ids(found.fell)) == (["b", "a"], ["d", "c"])


def test_what_survives_all_tests_together_is_significant() -> None:
    # b to b2: 10 of 20 to 36 of 40, p = 0.0011 ≤ 0.05/3; the others are far from their thresholds.
    found = {change.latest.criterion.id: change for change in matrix_diff(OLD, NEW).changes}
    assert {name for name, one in found.items() if one.significant} == {"b2"}
    assert found["c"].interval == share_difference((4, 20), (12, 40))
    assert (found["f"].difference, found["f"].interval) == (None, None)  # not counted is not 0 of 20
    assert (found["e"].difference, found["e"].interval) == (None, None)


def test_one_of_many_that_looks_changed_is_not_marked() -> None:
    # 4 and 12 of 20: p = 0.022. Alone it is significant, among twenty it is not.
    many = [criterion(f"c{number}", 10) for number in range(19)]
    one = matrix_diff(matrix(criterion("x", 4)), matrix(criterion("x", 12), version=2))
    assert [change.significant for change in one.changes] == [True]
    among = matrix_diff(matrix(criterion("x", 4), *many), matrix(criterion("x", 12), *many, version=2))
    assert not any(change.significant for change in among.changes)


def test_each_side_shows_its_count_and_interval() -> None:
    change = next(one for one in matrix_diff(OLD, NEW).changes if one.renamed)
    assert change.before
    assert change.after
    assert (change.before.section, change.after.section) == ("skills", "skills")
    assert (change.before.postings, change.before.sample_size, change.before.target) == (10, 20, 3)
    assert (change.after.postings, change.after.sample_size, change.after.target) == (36, 40, 2)
    assert change.before.interval == pytest.approx((0.299298, 0.700702), abs=1e-6)


def test_the_same_matrix_has_no_difference() -> None:
    found = matrix_diff(OLD, OLD)
    assert [change.difference for change in found.changes] == [0] * 5
    assert not any(
        change.significant or change.reworded or change.renamed or change.retargeted for change in found.changes
    )


def test_a_merge_is_said() -> None:
    merged = matrix(criterion("ab", 9, formerly=("a", "b")), version=2)
    found = matrix_diff(matrix(criterion("a", 9), criterion("b", 8)), merged)
    assert ids(found.went) == ["b"]
    assert found.unused_ties == (UnusedTie("role", "ab", "b"),)


MADE = assessment(
    OLD,
    {
        "a": Rating(level=3, confidence="high", evidence=("x",), note="n", tools=("t",)),
        "b": 2,
        "c": "not_applicable",
        "d": Rating(note="noted, not rated"),
        "e": Rating(level=1, evidence=("y",)),
    },
    depth="yes",
    speaking="no",
)


def test_ratings_come_along_and_remember_their_day() -> None:
    found = carry_over(MADE, OLD, NEW, TODAY)
    assert found.assessment == Assessment(
        matrix="role",
        matrix_version=2,
        date=TODAY,
        ratings={
            "a": Rating(level=3, confidence="high", evidence=("x",), note="n", tools=("t",), said=DAY),
            "b2": Rating(level=2, said=DAY),
            "c": Rating(state="not_applicable", said=DAY),
            "d": Rating(note="noted, not rated"),
        },
        signals={"depth": "yes"},
    )
    assert found.kept == ("a", "b2", "c", "d")
    assert found.renamed == {"b2": "b"}
    assert found.reworded == ("b2", "c", "d")
    assert (found.rescaled, found.new) == ((), ("f",))
    assert found.removed == {"e": Rating(level=1, evidence=("y",))}
    assert found.removed_signals == {"speaking": "no"}


def test_what_was_agreed_on_comes_along_until_it_is_rated_again() -> None:
    said = {"a": ReviewRating(level=4), "b": ReviewRating(level=1, agreed=3)}
    review = Review(assessment=DAY, matrix="role", by="Mo", date=DAY, status="complete", ratings=said)
    second = replace(NEW, version=3)
    once = carry_over(MADE, OLD, NEW, TODAY).assessment
    person = profile(MADE, once, reviews=(review,))

    def row(of: Matrix, made: Assessment, name: str, whose: Profile = person) -> tuple[int | None, ...]:
        found = next(row for row in gap_report(of, whose, made).rows if row.id == name)
        return found.level, found.mentor_level, found.agreed_level

    assert [row(OLD, MADE, "b"), row(NEW, once, "b2")] == [(3, 1, 3), (3, 1, 3)]
    assert row(NEW, once, "a") == (3, 4, None)
    assert row(NEW, begin(person, NEW, TODAY).go("b2").rate(2).assessment, "b2") == (2, None, None)

    # A later review, of what was carried over, counts first; and both are still there after the next time.
    later = replace(review, assessment=TODAY, date=TODAY, ratings={"b2": ReviewRating(agreed=1)})
    again = profile(MADE, once, reviews=(review, later))
    twice = carry_over(once, NEW, second, TODAY + datetime.timedelta(days=9)).assessment
    assert [row(NEW, once, "b2", again), row(second, twice, "b2", again)] == [(1, 1, 1), (1, 1, 1)]
    assert row(second, twice, "a", again) == (3, 4, None)

    supposed = what_if(NEW, person, once, {"b2": 4}).after
    assert next(one.level for one in supposed.rows if one.id == "b2") == 4


def test_a_level_does_not_survive_another_scale() -> None:
    wider = replace(NEW, scale=matrix(scale=range(6)).scale)
    found = carry_over(MADE, OLD, wider, TODAY)
    assert found.rescaled == ("a", "b2")
    assert found.assessment.ratings == {
        "a": Rating(evidence=("x",), note="n", tools=("t",)),
        "c": Rating(state="not_applicable", said=DAY),
        "d": Rating(note="noted, not rated"),
    }
    assert found.kept == ("c", "d")
    once = carry_over(MADE, OLD, NEW, TODAY).assessment
    twice = carry_over(once, NEW, replace(wider, version=3), TODAY).assessment
    assert twice.ratings["a"] == Rating(evidence=("x",), note="n", tools=("t",))  # no day without a level


def test_carrying_over_twice_keeps_the_first_day() -> None:
    third = replace(NEW, version=3)
    once = carry_over(MADE, OLD, NEW, TODAY).assessment
    twice = carry_over(once, NEW, third, TODAY + datetime.timedelta(days=30)).assessment
    assert twice.ratings == once.ratings


def test_what_is_carried_over_on_its_own_day_was_said_that_day() -> None:
    found = carry_over(MADE, OLD, NEW, DAY - datetime.timedelta(days=3))
    assert found.assessment.date == DAY
    assert {one.said for one in found.assessment.ratings.values()} == {None}


NOT_ITS_OWN = r"^an assessment is carried over between two versions of its own matrix$"


def test_only_versions_of_the_assessments_own_matrix_will_do() -> None:
    with pytest.raises(ValueError, match=NOT_ITS_OWN):
        carry_over(MADE, NEW, OLD, TODAY)
    with pytest.raises(ValueError, match=NOT_ITS_OWN):
        carry_over(MADE, OLD, replace(NEW, id="other"), TODAY)


def test_the_walk_goes_on_with_what_is_new() -> None:
    carried = carry_over(MADE, OLD, NEW, TODAY).assessment
    person = record(profile(MADE), carried)
    assert person.assessments == (MADE, carried)
    walk = begin(person, NEW, TODAY)
    assert walk.assessment == carried
    assert [step.id for step in walk.steps if walk.state(step) == "not_asked"] == ["f", "d", "writing"]
    assert walk.current
    assert walk.current.id == "f"
    said_again = walk.go("a").rate(3).assessment
    assert said_again.ratings["a"].said is None
    assert walk.go("c").skip().assessment.ratings["c"] == Rating(state="skipped")


@pytest.mark.parametrize(
    ("made", "offered"),
    [
        ([], None),
        ([(1, DAY)], 0),
        ([(2, DAY)], None),
        ([(3, DAY)], None),
        ([(1, DAY), (2, TODAY)], None),
        ([(2, DAY), (1, TODAY)], 1),
        ([(2, DAY), (1, DAY)], None),  # one of the new version stands on that day already
        ([(3, DAY), (1, DAY)], None),  # or one of a version after it
    ],
)
def test_what_is_offered_to_be_carried_over(made: list[tuple[int, datetime.date]], offered: int | None) -> None:
    assessments = [assessment(replace(OLD, version=version), {"a": 1}, day) for version, day in made]
    assert to_carry_over(profile(*assessments), NEW) == (None if offered is None else assessments[offered])


def test_what_was_said_for_another_role_is_not_offered() -> None:
    other = assessment(matrix(criterion("a", 1), identifier="other"), {"a": 1}, TODAY)
    older = assessment(OLD, {"a": 1})
    assert to_carry_over(profile(older, other), NEW) == older


def test_todays_assessment_of_a_version_is_gone_on_with() -> None:
    newer, older = assessment(NEW, {"a": 2}, TODAY), assessment(OLD, {"a": 1}, TODAY)
    walk = begin(profile(newer, older), NEW, TODAY)
    assert walk.assessment == newer
    assert record(profile(newer, older), walk.go("c").rate(1).assessment).assessments[0].ratings["a"].level == 2


NAMES = [f"c{number}" for number in range(6)]


def versions(random: Random) -> tuple[Matrix, Matrix]:
    """Two versions of a matrix, with criteria renamed, merged, come, gone and in another order."""
    old = random.sample(NAMES, random.randint(0, 6))
    rows = []
    free = list(NAMES)
    random.shuffle(free)
    while free and random.random() < 0.9:
        name = free.pop()
        if random.random() < 0.6:
            rows.append(criterion(name, random.randint(0, 20)))
        else:
            former = (name, *([free.pop()] if free and random.random() < 0.3 else []))
            rows.append(criterion(f"new-{name}", random.randint(0, 20), formerly=former))
    scale = range(5) if random.random() < 0.8 else range(4)
    signals = tuple(random.sample(["x", "y", "z"], random.randint(0, 3)))
    return (
        matrix(*(criterion(name, random.randint(0, 20)) for name in old), signals=("x", "y")),
        matrix(*rows, version=2, scale=scale, signals=signals),
    )


@settings(max_examples=3 * settings().max_examples)
@given(st.integers(0, 2**32))
def test_a_diff_names_every_criterion_of_both_once(seed: int) -> None:
    old, new = versions(Random(seed))
    found = matrix_diff(old, new)
    assert sorted(change.before.criterion.id for change in found.changes if change.before) == sorted(
        one.id for one in old.criteria
    )
    assert sorted(change.after.criterion.id for change in found.changes if change.after) == sorted(
        one.id for one in new.criteria
    )
    same = [change for change in found.changes if change.difference == 0]
    assert len(found.rose) + len(found.fell) + len(same) + len(found.came) + len(found.went) == len(found.changes)
    back = matrix_diff(new, old)
    assert sorted(ids(back.came)) == sorted(ids(found.went))
    assert sorted(change.difference or 0 for change in back.changes) == pytest.approx(
        sorted(-(change.difference or 0) for change in found.changes)
    )


@settings(max_examples=3 * settings().max_examples)
@given(st.integers(0, 2**32))
def test_nothing_is_dropped_in_carrying_over(seed: int) -> None:
    random = Random(seed)
    old, new = versions(random)
    answers = [0, 1, 2, 3, 4, "skipped", "not_applicable", Rating(note="noted"), Rating(level=4, evidence=("x",))]
    said = {one.id: random.choice(answers) for one in old.criteria if random.random() < 0.8}
    made = assessment(old, said, x="yes", y="no")
    before = plain(made)
    found = carry_over(made, old, new, TODAY)
    assert plain(made) == before
    names = {found.renamed.get(name, name): name for name in (*found.kept, *found.rescaled)}
    for name, answer in said.items():
        if name in found.removed:
            assert found.removed[name] == rating(answer)
            continue
        carried = found.assessment.ratings.get(names[name], Rating())
        if names[name] in found.kept:
            assert replace(carried, said=None) == rating(answer)
            assert carried.said == (DAY if carried.level is not None or carried.state else None)
        else:
            assert carried == replace(rating(answer), level=None)
    assert len(found.kept) + len(found.rescaled) + len(found.removed) == len(said)
    assert {*found.assessment.signals, *found.removed_signals} == {"x", "y"}
    assert set(found.new) <= {one.id for one in new.criteria} - found.assessment.ratings.keys()
    data = {"assessments": [plain(found.assessment)]}
    assert [*rules.faults(data), *rules.faults_against(data, 0, new)] == []
    step = attribute(gap_report(old, profile(made), made), gap_report(new, profile(found.assessment), found.assessment))
    assert step.you in (0, None)  # carrying over is nobody's progress
    states = {row.id: row.state for row in gap_report(new, profile(found.assessment), found.assessment).rows}
    assert all(states[name] == "not_asked" for name in found.new)
