"""What the sums promise of any matrix and any profile."""

from __future__ import annotations

import copy
import random

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from skillgap.scoring.gap_report import RANKINGS, VIEWS, RankBy, Row, View
from tests.builders import Plain
from tests.scoring.test_gap_report import names, report_on
from tests.strategies import cases, ids, levels


@given(cases(), st.sampled_from(VIEWS), st.sampled_from(RANKINGS))
def test_every_criterion_is_in_exactly_one_list_and_the_ranks_count_up(
    case: tuple[Plain, Plain], view: View, rank_by: RankBy
) -> None:
    matrix, profile = case
    report = report_on(matrix, profile, view=view, rank_by=rank_by)
    assert sorted(names(report.rows)) == sorted(ids(matrix))
    assert [row.rank for row in report.gaps] == list(range(1, len(report.gaps) + 1))
    assert all(row.state == "rated" and row.gap for row in report.gaps)
    assert all(row.state == "rated" and row.gap == 0 for row in report.met)
    assert all(row.state in ("skipped", "not_asked") and row.level is None for row in report.unrated)
    assert all(row.state == "not_applicable" and row.level is None for row in report.not_applicable)


@given(cases(), st.sampled_from(VIEWS))
def test_the_impacts_of_all_gaps_add_up_to_what_coverage_lacks(case: tuple[Plain, Plain], view: View) -> None:
    report = report_on(*case, view=view)
    impacts = [row.impact for row in report.gaps]
    if report.coverage.value is None:
        assert set(impacts) <= {None}
    else:
        total = sum(impact for impact in impacts if impact is not None)
        assert total == pytest.approx(100 * (1 - report.coverage.value), abs=1e-10)
        assert None not in impacts


@given(cases(), st.data())
def test_raising_any_level_never_lowers_any_coverage(case: tuple[Plain, Plain], data: st.DataObject) -> None:
    matrix, profile = case
    before = report_on(matrix, profile, view="self")
    rows = [row for row in before.rows if row.level is not None]
    assume(rows)
    row = data.draw(st.sampled_from(rows))
    assert row.level is not None
    higher = data.draw(levels(matrix).filter(lambda level: level >= (row.level or 0)))
    raised = copy.deepcopy(profile)
    latest = max((one for one in raised["assessments"] if one["matrix"] == "role"), key=lambda one: str(one["date"]))
    latest["ratings"][row.id]["level"] = higher
    after = report_on(matrix, raised, view="self")
    pairs = [(before.coverage, after.coverage)]
    pairs += [(old.coverage, new.coverage) for old, new in zip(before.sections, after.sections, strict=True)]
    for old, new in pairs:
        assert (new.value is None) == (old.value is None)
        assert (new.value or 0) >= (old.value or 0)
        assert (new.low or 0) >= (old.low or 0)
        assert (new.high or 0) >= (old.high or 0)


@given(cases(), st.data())
def test_however_the_rest_is_rated_coverage_ends_within_its_range(
    case: tuple[Plain, Plain], data: st.DataObject
) -> None:
    matrix, profile = case
    before = report_on(matrix, profile, view="self")
    latest = [one for one in profile["assessments"] if one["matrix"] == "role"]
    assume(latest)
    if before.coverage.value is not None:
        assert before.coverage.low is not None
        assert before.coverage.high is not None
        assert before.coverage.low <= before.coverage.value <= before.coverage.high
    finished = copy.deepcopy(profile)
    ratings = next(
        one["ratings"]
        for one in finished["assessments"]
        if (one["matrix"], one["date"]) == ("role", max(one["date"] for one in latest))
    )
    for row in before.unrated:
        ratings[row.id] = {"level": data.draw(levels(matrix))}
    after = report_on(matrix, finished, view="self").coverage
    if after.value is None:
        assert before.coverage.low is None
    else:
        assert before.coverage.low is not None
        assert before.coverage.high is not None
        assert before.coverage.low - 1e-12 <= after.value <= before.coverage.high + 1e-12
        assert after.value == after.low == after.high


@given(cases(), st.sampled_from(VIEWS), st.sampled_from(RANKINGS), st.randoms(use_true_random=False))
def test_relabelling_and_reordering_changes_nothing_but_ties(
    case: tuple[Plain, Plain], view: View, rank_by: RankBy, order: random.Random
) -> None:
    before = report_on(*case, view=view, rank_by=rank_by)
    after = report_on(*relabelled_and_shuffled(*case, order), view=view, rank_by=rank_by)
    assert after.coverage == before.coverage
    assert {section.id: section.coverage for section in after.sections} == {
        section.id: section.coverage for section in before.sections
    }

    def figures(row: Row) -> tuple[object, ...]:
        return (
            row.share, row.share_low, row.share_high, row.rank_low, row.rank_high, row.state,
            row.level, row.target, row.gap, row.impact, row.section,
        )  # fmt: skip

    assert {row.id: figures(row) for row in after.rows} == {f"new-{row.id}": figures(row) for row in before.rows}

    def merits(row: Row) -> tuple[object, ...]:
        return row.postings, row.impact

    assert [merits(row) for row in after.gaps] == [merits(row) for row in before.gaps]


def relabelled_and_shuffled(matrix: Plain, profile: Plain, order: random.Random) -> tuple[Plain, Plain]:
    matrix, profile = copy.deepcopy(matrix), copy.deepcopy(profile)
    for section in matrix["sections"]:
        order.shuffle(section["criteria"])
        for one in section["criteria"]:
            one["id"] = f"new-{one['id']}"
            one["name"] = "Another name"
    order.shuffle(matrix["sections"])
    for entry in [*profile["assessments"], *profile["reviews"]]:
        entry["ratings"] = {f"new-{key}": rating for key, rating in entry["ratings"].items()}
    return matrix, profile
