"""What another level would change, in each view, and what stays as it is."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from skillgap.scoring.gap_report import View, gap_report
from skillgap.scoring.planning import Asked, WhatIf, what_if
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
from tests.strategies import cases, levels

MATRIX = matrix_data(
    sections=[
        {"id": "one", "title": "One", "criteria": [criterion("a", 8), criterion("b", 5, target=2)]},
        {"id": "two", "criteria": [criterion("c", 2), criterion("d", 4)]},
    ]
)
RATINGS: Plain = {"a": 2, "b": 1, "c": 1, "d": "skipped"}


def supposing(changes: dict[str, int], *, reviews: Sequence[Plain] = (), **options: Any) -> WhatIf:
    """What these levels would change for one person."""
    person = profile_of(profile_data(assessment_data(RATINGS), reviews=list(reviews)))
    assessment = person.latest()
    assert assessment is not None
    return what_if(matrix_of(MATRIX), person, assessment, changes, **options)


def review_data(ratings: Plain, date: str = "2026-06-01") -> Plain:
    return {"matrix": "role", "assessment": DAY, "by": "Mentor", "date": date, "status": "complete", "ratings": ratings}


def test_coverage_before_and_after_by_section_and_the_ranks_of_what_is_left() -> None:
    found = supposing({"a": 4})
    # Of 15 rated postings' worth a meets 4, b 2.5 and c 0.5; then a meets all 8.
    assert found.before.coverage.value == pytest.approx(7 / 15, abs=1e-12)
    assert found.after.coverage.value == pytest.approx(11 / 15, abs=1e-12)
    assert found.gained == pytest.approx(100 * 4 / 15, abs=1e-12)
    assert [(section.id, section.title, section.before.value, section.after.value) for section in found.sections] == [
        ("one", "One", pytest.approx(6.5 / 13), pytest.approx(10.5 / 13)),
        ("two", "two", 0.25, 0.25),
    ]
    assert [(one.row.id, one.rank_before, one.row.rank) for one in found.left] == [("b", 2, 1), ("c", 3, 2)]
    assert found.newly_met is None
    assert found.levels == {"a": 4}


def test_a_level_for_what_had_none_is_a_new_gap_among_the_rest() -> None:
    found = supposing({"d": 0})
    assert found.gained == pytest.approx(100 * (7 / 19 - 7 / 15), abs=1e-12)
    assert [(one.row.id, one.rank_before, one.row.rank) for one in found.left] == [
        ("a", 1, 1),
        ("b", 2, 2),
        ("d", None, 3),
        ("c", 3, 4),
    ]


def test_a_lower_level_loses_coverage() -> None:
    assert supposing({"a": 0}).gained == pytest.approx(-100 * 4 / 15, abs=1e-12)


def test_nothing_rated_before_leaves_nothing_to_compare_with() -> None:
    person = profile_of(profile_data(assessment_data()))
    assessment = person.latest()
    assert assessment is not None
    found = what_if(matrix_of(MATRIX), person, assessment, {"a": 4})
    assert (found.gained, found.after.coverage.value) == (None, 1.0)


@pytest.mark.parametrize("view", ["agreed", "self", "mentor"])
def test_the_level_counts_in_every_view_whatever_was_reviewed(view: View) -> None:
    earlier = review_data({"a": {"level": 0, "agreed": 0}, "b": {"level": 0}}, "2026-05-20")
    latest = review_data({"a": {"level": 1, "agreed": 1}, "c": {"level": 2}})
    found = supposing({"a": 4, "d": 3}, view=view, reviews=[latest, earlier])
    before = {row.id: row.level for row in found.before.rows}
    after = {row.id: row.level for row in found.after.rows}
    assert before["a"] == {"agreed": 1, "self": 2, "mentor": 1}[view]
    assert before["c"] == {"agreed": 1, "self": 1, "mentor": 2}[view]
    assert after == {**before, "a": 4, "d": 3}
    assert found.instead_of == {"a": before["a"], "d": None}


def test_the_mentor_s_view_without_a_complete_review_has_nothing_to_change() -> None:
    draft = {**review_data({"a": {"level": 1}}), "status": "draft"}
    with pytest.raises(ValueError, match=r"^without a rated review there are no mentor's levels to change$"):
        supposing({"a": 4}, view="mentor", reviews=[draft])


def test_both_reports_are_narrowed_and_ranked_as_asked_for() -> None:
    # a: 8·2/4 of 15 is more than b: 5·1/2; by postings, a, b and c
    found = supposing({"d": 3}, section="two")
    for report in (found.before, found.after):
        assert {row.section for row in report.rows} == {"two"}
        assert [section.id for section in report.sections] == ["two"]
    assert found.instead_of == {"d": None}
    assert [section.before.value for section in supposing({"a": 4}).sections] == [0.5, 0.25]
    by_impact = supposing({"a": 3}, rank_by="impact")
    # before: a 8·½ = 4, b 5·½ = 2.5, c 2·¾ = 1.5; after: b 2.5, a 8·¼ = 2
    assert [row.id for row in by_impact.before.gaps] == ["a", "b", "c"]
    assert [row.id for row in by_impact.after.gaps] == ["b", "a", "c"]


def test_what_was_noted_stays_with_the_new_level() -> None:
    ratings: Plain = {"a": {"level": 2, "confidence": "low", "evidence": ["x"]}, "d": {"state": "skipped", "note": "n"}}
    comments = {"a": {"level": 1, "comment": "Too early"}, "b": {"level": 1}}
    person = profile_of(profile_data(assessment_data(ratings), reviews=[review_data(comments)]))
    found = what_if(matrix_of(MATRIX), person, person.assessments[0], {"a": 4, "d": 1})
    rows = {row.id: row for row in found.after.rows}
    assert (rows["a"].evidence, rows["a"].confidence) == (("x",), "low")
    assert (rows["a"].self_level, rows["a"].mentor_level, rows["a"].agreed_level) == (4, 4, 4)
    assert (rows["b"].self_level, rows["b"].mentor_level) == (None, 1)
    assert rows["d"].state == "rated"


def test_unknown_criteria_and_levels_are_refused() -> None:
    with pytest.raises(KeyError, match="typo"):
        supposing({"typo": 1})
    with pytest.raises(ValueError, match="level 9 is not on the scale"):
        supposing({"a": 9})


# --- postings met in full -------------------------------------------------------------------------------------


# Ten postings with the matrix's counts: a by eight, b by five, c by two, d by four.
ASKED: Asked = [set(ids) for ids in ("a", "a", "ab", "ab", "abc", "abd", "ad", "ad", "bcd", "")]


def test_postings_newly_met_in_full() -> None:
    assert supposing({"a": 4}, asked=ASKED).newly_met == (0, 1)
    assert supposing({"a": 4, "b": 2}, asked=ASKED).newly_met == (0, 1, 2, 3)
    assert supposing({"a": 4, "b": 2, "c": 4, "d": 4}, asked=ASKED).newly_met == (0, 1, 2, 3, 4, 5, 6, 7, 8)
    assert supposing({"b": 2}, asked=ASKED).newly_met == ()


def test_what_is_not_applicable_does_not_keep_a_posting_from_being_met() -> None:
    person = profile_of(profile_data(assessment_data({"a": 4, "b": 0, "c": "not_applicable", "d": "skipped"})))
    assessment = person.latest()
    assert assessment is not None
    assert what_if(matrix_of(MATRIX), person, assessment, {"b": 2}, asked=ASKED).newly_met == (2, 3, 4)


def test_postings_of_another_matrix_are_refused() -> None:
    with pytest.raises(ValueError, match="it has 9 postings, and the sample 10"):
        supposing({"a": 4}, asked=ASKED[1:])


# --- any profile ----------------------------------------------------------------------------------------------


@given(cases(), st.data())
def test_nothing_given_is_changed_and_only_the_level_supposed_is(
    case: tuple[Plain, Plain], data: st.DataObject
) -> None:
    matrix, profile = matrix_of(case[0]), profile_of(case[1])
    assessment = profile.latest(matrix.id)
    assume(assessment is not None and matrix.criteria)
    assert assessment is not None
    changed = data.draw(st.sampled_from(matrix.criteria)).id
    level = data.draw(levels(case[0]))
    untouched = copy.deepcopy((profile, assessment))
    found = what_if(matrix, profile, assessment, {changed: level})
    assert (profile, assessment) == untouched
    assert found.before == gap_report(matrix, profile, assessment)
    before = {row.id: (row.state, row.level) for row in found.before.rows}
    after = {row.id: (row.state, row.level) for row in found.after.rows}
    assert after == {**before, changed: ("rated", level)}
