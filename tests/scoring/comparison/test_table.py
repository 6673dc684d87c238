"""Assessments side by side: a case evaluate by hand, the odd cases, and what holds for any columns."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skillgap.model.profile import Review, ReviewRating
from skillgap.scoring.comparison.attribution import attribute
from skillgap.scoring.comparison.links import UnusedTie
from skillgap.scoring.comparison.table import (
    WIDE,
    ColumnSource,
    ComparedRow,
    Spread,
    compare,
    explanation,
    subjects_of,
)
from skillgap.scoring.gap_report import VIEWS, View, gap_report
from tests import strategies
from tests.builders import matrix_of, profile_of
from tests.scoring.comparison.build import DAY, assessment, criterion, matrix, profile

ROLE = matrix(
    criterion("a", 20, target=4),
    criterion("b", 10, target=3),
    criterion("c", 16, target=2),
    criterion("d", 12, target=2),
    criterion("e", 4, target=2),
    criterion("f", 0, target=1),
)


def subject(said: dict[str, object], name: str = "ann", of: object = ROLE) -> ColumnSource:
    assert isinstance(of, type(ROLE))
    made = assessment(of, said)
    return ColumnSource(profile(made, name=name), made, of)


def names(rows: tuple[ComparedRow, ...]) -> list[str]:
    return [row.id for row in rows]


ANN = subject({"a": 3, "b": 0, "c": 2, "d": 1, "e": "not_applicable", "f": 0})
BEN = subject({"a": 2, "b": 3, "c": 3, "d": 1, "e": 2, "f": 2}, "ben")
EVE = subject({"a": 2, "b": 1, "c": 2, "d": "skipped"}, "eve")


def test_differences_come_first_by_share_times_difference() -> None:
    found = compare([ANN, BEN, EVE])
    # b 0.5·3 = 1.5; a 1·1 = 1; c 0.8·1; f 0·2 = 0. Then d and e, which differ in state only: 0.6, 0.2.
    assert [(row.id, row.difference) for row in found.rows] == [
        ("b", 3),
        ("a", 1),
        ("c", 1),
        ("f", 2),
        ("d", 0),
        ("e", None),
    ]
    assert [row.weight for row in found.rows] == pytest.approx([1.5, 1, 0.8, 0, 0, 0])
    assert all(row.differs for row in found.rows)
    assert sorted(found.rows, key=lambda row: row.order) == [found.rows[at] for at in (1, 0, 2, 4, 5, 3)]


def test_another_state_comes_before_what_is_equal_whatever_its_share() -> None:
    found = compare([subject({"a": 3, "e": 1}), subject({"a": 3, "e": "skipped"}, "ben")])
    assert names(found.rows) == ["e", "a", "c", "d", "b", "f"]


def test_what_is_equal_comes_last_by_share() -> None:
    found = compare([ANN, replace(ANN, profile=replace(ANN.profile, id="twin"))])
    assert names(found.rows) == ["a", "c", "d", "b", "e", "f"]
    assert not any(row.differs for row in found.rows)


def test_who_meets_what() -> None:
    found = compare([ANN, BEN, EVE])
    assert [(row.id, row.met_in) for row in found.rows] == [
        ("b", (1,)),
        ("a", ()),
        ("c", (0, 1, 2)),
        ("f", (1,)),
        ("d", ()),
        ("e", (1,)),
    ]
    assert [names(found.met_only_by(column)) for column in range(3)] == [[], ["b", "f", "e"], []]
    assert names(found.met_by_all) == ["c"]
    assert names(found.met_by_none) == ["a", "d"]
    assert names(found.rated_by_none) == []
    assert names(compare([EVE, replace(EVE, matrix=ROLE)]).rated_by_none) == ["d", "e", "f"]


def test_extremes_with_who_has_them() -> None:
    found = compare([ANN, BEN, EVE])
    rows = {row.id: row for row in found.rows}
    assert rows["b"].levels == Spread(3, 0, 1, 3, (0,), (1,))
    assert rows["a"].levels == Spread(3, 2, 2, 3, (1, 2), (0,))
    assert rows["d"].levels == Spread(2, 1, 1, 1, (0, 1), (0, 1))
    assert rows["f"].levels == Spread(2, 0, 1, 2, (0,), (1,))
    assert rows["e"].levels == Spread(1, 2, 2, 2, (1,), (1,))
    # ann: (20·¾ + 0 + 16 + 12·½ + 0) / 58 = 37/58; ben: (20·½ + 10 + 16 + 12·½ + 4) / 62 = 46/62;
    # eve: (20·½ + 10·⅓ + 16) / 46 = 88/138
    assert found.coverage
    spread = found.coverage
    assert (spread.lowest, spread.median, spread.highest) == pytest.approx((88 / 138, 37 / 58, 46 / 62))
    assert (spread.count, spread.lowest_in, spread.highest_in) == (3, (2,), (1,))


def test_only_many_columns_are_wide() -> None:
    many = [subject({"a": at % 5}, f"p{at}") for at in range(50)]
    assert not compare(many[:WIDE]).wide
    found = compare(many)
    assert found.wide
    (row,) = (row for row in found.rows if row.id == "a")
    assert row.levels
    assert (row.levels.count, row.levels.median, len(row.levels.highest_in)) == (50, 2, 10)


def test_versions_share_rows_and_say_what_is_not_in_them() -> None:
    later = matrix(criterion("a2", 30, target=2, formerly=("a",)), criterion("new", 4), version=2, size=40)
    found = compare([ANN, subject({"a2": 3, "new": 1}, "ann", later)])
    row = next(row for row in found.rows if row.id == "a")
    assert [cell and (cell.id, cell.postings, cell.target, cell.level) for cell in row.cells] == [
        ("a", 20, 4, 3),
        ("a2", 30, 2, 3),
    ]
    assert (row.difference, row.differs, row.met_in) == (0, True, (1,))  # the same level, another target
    assert (row.share, row.postings, row.sample_size) == (1, 20, 20)  # 20 of 20 is more than 30 of 40
    assert [row.cells[0] for row in found.rows if row.id == "new"] == [None]
    assert names(found.in_common) == ["a"]
    # b to f stand in the first matrix only: meeting them there is no distinction
    assert found.met_only_by(0) == ()
    assert names(found.met_only_by(1)) == ["a"]


def test_a_row_is_told_as_the_first_matrix_that_has_it_tells_it() -> None:
    first = matrix(criterion("a", 5, name="Queues", category="Core"))
    later = matrix(criterion("a", 9, name="Streams", category="Emerging"), version=2)
    (row,) = compare([subject({"a": 1}, "ann", first), subject({"a": 1}, "ben", later)]).rows
    assert (row.name, row.section, row.category, row.postings) == ("Queues", "skills", "Core", 9)


def test_two_roles_without_a_common_criterion() -> None:
    other = matrix(criterion("x", 3), identifier="other")
    found = compare([ANN, subject({"x": 4}, "ben", other)])
    assert found.in_common == ()
    assert len(found.rows) == 7
    assert all(row.difference is None for row in found.rows)
    assert (found.met_only_by(0), found.met_by_all) == ((), ())


def test_levels_on_different_scales_are_not_compared() -> None:
    other = matrix(criterion("a", 20, target=9), identifier="other", scale=range(11))
    found = compare([ANN, subject({"a": 9}, "ben", other)])
    row = next(row for row in found.rows if row.id == "a")
    assert (row.difference, row.levels, row.differs, row.met_in) == (None, None, True, (1,))
    assert names(found.met_only_by(1)) == ["a"]


def test_an_empty_profile_has_a_column_in_which_nothing_is_rated() -> None:
    found = compare([ANN, ColumnSource(profile(name="new"), None, ROLE)])
    column = found.columns[1]
    assert (column.lacks, column.date, column.matrix_id, column.matrix_version) == ("assessment", None, "role", 1)
    assert column.coverage
    assert (column.coverage.value, column.coverage.low, column.coverage.high) == (None, 0, 1)
    assert {cell.state for row in found.rows if (cell := row.cells[1])} == {"not_asked"}
    assert found.coverage
    assert found.coverage.count == 1


def test_an_empty_profile_and_no_matrix_to_hold_it_against() -> None:
    found = compare([ColumnSource(profile(), None, None)])
    assert (found.columns[0].report, found.columns[0].lacks) == (None, "assessment")
    assert (found.columns[0].profile_id, found.columns[0].profile_name) == ("ann", "Ann")
    assert compare([ANN]).columns[0].lacks is None
    assert (found.rows, found.coverage) == ((), None)


def test_a_matrix_version_that_is_gone_leaves_its_column_without_figures() -> None:
    found = compare([ANN, replace(BEN, matrix=None)])
    column = found.columns[1]
    assert (column.report, column.coverage, column.lacks) == (None, None, "matrix")
    assert (column.matrix_id, column.matrix_version, column.date) == ("role", 1, DAY)
    assert all(row.cells[1] is None for row in found.rows)
    assert not any(row.differs for row in found.rows)  # nothing to compare with is no difference
    assert names(found.met_by_all) == ["c"]


def test_the_same_profile_twice_counts_once() -> None:
    found = compare([BEN, ANN, BEN])
    assert [column.repeats for column in found.columns] == [None, None, 0]
    assert found.columns[0].report == found.columns[2].report
    assert names(found.met_only_by(0)) == ["b", "f", "e"]
    assert found.coverage
    assert (found.coverage.count, found.coverage.highest_in) == (2, (0,))
    counts = {row.id: row.levels and row.levels.count for row in found.rows}
    assert counts == {"a": 2, "b": 2, "c": 2, "d": 2, "e": 1, "f": 2}
    alone = compare([BEN, BEN])
    assert {row.difference for row in alone.rows} == {0}
    assert not any(row.differs for row in alone.rows)
    assert alone.met_only_by(0) == ()


def test_two_dates_of_one_person_are_two_columns() -> None:
    later = assessment(ROLE, {"a": 4}, DAY + datetime.timedelta(days=90))
    assert ANN.assessment
    person = profile(ANN.assessment, later)
    found = compare([ColumnSource(person, ANN.assessment, ROLE), ColumnSource(person, later, ROLE)])
    assert [column.repeats for column in found.columns] == [None, None]
    assert names(found.met_only_by(1)) == ["a"]


@pytest.mark.parametrize(("view", "level"), [("self", 3), ("mentor", 1), ("agreed", 2)])
def test_columns_show_the_view_asked_for(view: View, level: int) -> None:
    assert ANN.assessment
    said = {"a": ReviewRating(level=1, agreed=2)}
    review = Review(assessment=DAY, matrix="role", by="Mo", date=DAY, status="complete", ratings=said)
    found = compare([replace(ANN, profile=profile(ANN.assessment, reviews=(review,)))], view=view)
    assert found.view == view
    assert [cell.level for row in found.rows if row.id == "a" and (cell := row.cells[0])] == [level]


def test_a_tie_that_was_not_followed_is_told() -> None:
    merged = matrix(criterion("ab", 9, formerly=("a", "b")), version=2)
    found = compare([ANN, subject({"ab": 1}, "ben", merged)])
    assert found.unused_ties == (UnusedTie("role", "ab", "b"),)


def test_who_has_rated_nothing_counts_against_the_role_of_all_the_others() -> None:
    other = matrix(criterion("x", 3), identifier="other")
    ann, new, lost = profile(name="ann"), profile(name="new"), profile(name="lost")
    first, second = assessment(ROLE, {"a": 1}), assessment(other, {"x": 1})
    assert subjects_of([(ann, first, ROLE), (new, None, None)]) == [
        ColumnSource(ann, first, ROLE),
        ColumnSource(new, None, ROLE),
    ]
    # what has no matrix here has none, and is no role to count against
    assert subjects_of([(lost, second, None), (new, None, None), (ann, first, ROLE)], other) == [
        ColumnSource(lost, second, None),
        ColumnSource(new, None, ROLE),
        ColumnSource(ann, first, ROLE),
    ]
    two_roles = [(ann, first, ROLE), (lost, second, other), (new, None, None)]
    assert subjects_of(two_roles)[2] == ColumnSource(new, None, None)
    assert subjects_of(two_roles, other)[2] == ColumnSource(new, None, other)
    assert subjects_of([(new, None, None)], other) == [ColumnSource(new, None, other)]
    versions = [(ann, first, ROLE), (lost, first, replace(ROLE, version=2)), (new, None, None)]
    assert subjects_of(versions)[2] == ColumnSource(new, None, None)


def test_only_two_dates_of_one_person_are_explained() -> None:
    later = assessment(ROLE, {"a": 4}, DAY + datetime.timedelta(days=90))
    assert ANN.assessment
    person = profile(ANN.assessment, later)
    then, now, new = (
        ColumnSource(person, ANN.assessment, ROLE),
        ColumnSource(person, later, ROLE),
        ColumnSource(person, None, ROLE),
    )
    expected = attribute(gap_report(ROLE, person, ANN.assessment), gap_report(ROLE, person, later))
    assert explanation(compare([then, now])) == expected
    assert explanation(compare([now, then])) == expected  # the earlier is the one before
    assert explanation(compare([then, now, then])) is None
    assert explanation(compare([then, now, new])) is None
    assert explanation(compare([then, then])) is None
    assert explanation(compare([then, new])) is None
    assert explanation(compare([then, replace(now, matrix=None)])) is None
    assert explanation(compare([then, BEN])) is None


@st.composite
def subjects(draw: st.DrawFn) -> list[ColumnSource]:
    """Columns of up to three matrices whose criteria partly share ids, each with some of the odd cases."""
    found = []
    for number in range(draw(st.integers(1, 3))):
        data = draw(strategies.matrices(max_criteria=6))
        known = matrix_of({**data, "id": f"role-{number // 2}", "version": 1 + number % 2})
        for _ in range(draw(st.integers(1, 2))):
            person = draw(strategies.profiles({**data, "id": known.id, "version": known.version}))
            owner = profile_of(person)
            made = owner.latest(known.id)
            found.append(ColumnSource(owner, made, None if made and draw(st.integers(0, 9)) == 0 else known))
    return found


@settings(max_examples=3 * settings().max_examples // 5)
@given(subjects(), st.sampled_from(VIEWS))
def test_every_column_says_what_its_own_report_says(given_subjects: list[ColumnSource], view: View) -> None:
    found = compare(given_subjects, view=view)
    for at, (one, column) in enumerate(zip(given_subjects, found.columns, strict=True)):
        cells = [row.cells[at] for row in found.rows]
        if one.matrix is None:
            assert (column.report, set(cells)) in ((None, {None}), (None, set()))
            continue
        own = gap_report(one.matrix, one.profile, one.assessment, view=view)
        assert column.report == own
        assert column.coverage == own.coverage
        shown = {cell.id: cell for cell in cells if cell}
        assert shown == {row.id: row for row in own.rows}
        assert len(own.rows) == sum(cell is not None for cell in cells)


@settings(max_examples=3 * settings().max_examples // 5)
@given(subjects())
def test_the_order_of_columns_changes_no_figure(given_subjects: list[ColumnSource]) -> None:
    there, back = compare(given_subjects), compare(given_subjects[::-1])

    def figures(row: ComparedRow) -> tuple[object, ...]:
        return row.share, row.difference, row.differs, len(row.met_in)

    assert sorted(map(str, map(figures, there.rows))) == sorted(map(str, map(figures, back.rows)))
    assert (there.coverage and there.coverage.median) == (back.coverage and back.coverage.median)


@settings(max_examples=3 * settings().max_examples // 5)
@given(subjects())
def test_the_lists_of_who_meets_what_never_contradict_each_other(given_subjects: list[ColumnSource]) -> None:
    found = compare(given_subjects)
    only = [found.met_only_by(at) for at in found.distinct]
    if len(found.distinct) > 1:
        for row in found.met_by_all:
            assert not any(row in rows for rows in only)
    for row in found.met_by_none:
        assert row not in found.met_by_all
        assert not any(row in rows for rows in only)
    for at, rows in zip(found.distinct, only, strict=True):
        for row in rows:
            cell = row.cells[at]
            assert cell
            assert cell.gap == 0
