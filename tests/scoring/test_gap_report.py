"""The sums, by hand on small matrices and as properties on any."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from skillgap.scoring.gap_report import VIEWS, Coverage, GapReport, RankBy, Row, View, gap_report
from skillgap.store import read_matrix
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

BUILT_IN = Path(__file__).parent.parent.parent / "matrices" / "principal-ai-infrastructure-engineer.yaml"


def report_on(
    matrix: Plain,
    profile: Plain,
    *,
    view: View = "agreed",
    rank_by: RankBy = "frequency",
    section: str | None = None,
) -> GapReport:
    """The report on the latest assessment."""
    rubric, person = matrix_of(matrix), profile_of(profile)
    return gap_report(rubric, person, person.latest(rubric.id), view=view, rank_by=rank_by, section=section)


def rated(matrix: Plain, **ratings: object) -> GapReport:
    """The report on one assessment with these ratings."""
    return report_on(matrix, profile_data(assessment_data(ratings)))


def by_id(report: GapReport) -> dict[str, Row]:
    return {row.id: row for row in report.rows}


def names(rows: tuple[Row, ...]) -> list[str]:
    return [row.id for row in rows]


# --- coverage -------------------------------------------------------------------------------------------------


def test_coverage_weighs_each_met_part_by_how_many_postings_ask() -> None:
    matrix = matrix_data(
        criterion("a", 8),
        criterion("b", 5, target=2),
        criterion("c", 2),
        criterion("d", 4),
    )
    coverage = rated(matrix, a=2, b=3, c="skipped", d="not_applicable").coverage
    # a meets 2/4 of its target and counts 0.8; b meets all of its target of 2 (3 is more than enough), counts 0.5.
    met = 0.8 * 2 / 4 + 0.5 * 1
    assert coverage.value == pytest.approx(met / (0.8 + 0.5), abs=1e-15)
    # c counts 0.2 and is open: nothing of it, or all of it. d counts nowhere.
    assert coverage.low == pytest.approx(met / (0.8 + 0.5 + 0.2), abs=1e-15)
    assert coverage.high == pytest.approx((met + 0.2) / (0.8 + 0.5 + 0.2), abs=1e-15)
    assert (coverage.rated, coverage.applicable, coverage.not_applicable) == (2, 3, 1)


def test_a_skipped_criterion_and_one_not_asked_leave_the_same_range() -> None:
    matrix = matrix_data(criterion("a", 6), criterion("b", 2))
    expected = Coverage(value=0.5, low=0.375, high=0.625, rated=1, applicable=2, not_applicable=0)
    assert rated(matrix, a=2).coverage == expected  # 6·½ = 3 of 6; 3 of 8; 3 + 2 of 8
    assert rated(matrix, a=2, b="skipped").coverage == expected


def test_level_0_is_rated_and_not_the_same_as_unrated() -> None:
    matrix = matrix_data(criterion("a", 6), criterion("b", 2))
    assert rated(matrix, a=2, b=0).coverage == Coverage(0.375, 0.375, 0.375, 2, 2, 0)


def test_a_target_of_0_counts_as_met_at_any_level() -> None:
    matrix = matrix_data(criterion("a", 3, target=0), criterion("b", 1))
    report = rated(matrix, a=0, b=2)
    assert report.coverage.value == 0.875  # (3·1 + 1·½) / 4
    row = by_id(report)["a"]
    assert (row.gap, row.impact) == (0, 0.0)
    assert names(report.met) == ["a"]


@pytest.mark.parametrize(
    ("ratings", "expected"),
    [
        ({}, Coverage(None, 0.0, 1.0, 0, 2, 0)),  # nothing rated: no value, but all is open
        ({"a": "skipped", "b": "skipped"}, Coverage(None, 0.0, 1.0, 0, 2, 0)),
        ({"a": "not_applicable", "b": "not_applicable"}, Coverage(None, None, None, 0, 0, 2)),
        ({"b": 4}, Coverage(None, 0.0, 1.0, 1, 2, 0)),  # b is asked for by nobody: it weighs nothing
        ({"a": "not_applicable", "b": 4}, Coverage(None, None, None, 1, 1, 1)),
        ({"a": 4}, Coverage(1.0, 1.0, 1.0, 1, 2, 0)),
    ],
)
def test_figures_without_any_weight_are_null(ratings: Plain, expected: Coverage) -> None:
    matrix = matrix_data(criterion("a", 4), criterion("b", 0))
    assert rated(matrix, **ratings).coverage == expected


def test_a_matrix_without_criteria_has_a_report() -> None:
    report = report_on(matrix_data(), profile_data())
    assert report.coverage == Coverage(None, None, None, 0, 0, 0)
    assert report.rows == ()


def test_a_profile_without_an_assessment_is_not_asked_anything_yet() -> None:
    report = report_on(matrix_data(criterion("a", 4)), profile_data())
    assert report.date is None
    assert [(row.id, row.state) for row in report.unrated] == [("a", "not_asked")]


def test_each_section_is_covered_on_its_own() -> None:
    matrix = matrix_data(
        sections=[
            {"id": "x", "title": "The Xs", "criteria": [criterion("a", 8), criterion("b", 2)]},
            {"id": "y", "criteria": [criterion("c", 5)]},
            {"id": "z"},
        ]
    )
    sections = rated(matrix, a=1, c=3).sections
    assert [(section.id, section.title) for section in sections] == [("x", "The Xs"), ("y", "y"), ("z", "z")]
    assert sections[0].coverage == Coverage(0.25, 0.2, 0.4, 1, 2, 0)  # ¼ of 8; 2 of 10; 2 + 2 of 10
    assert sections[1].coverage == Coverage(0.75, 0.75, 0.75, 1, 1, 0)
    assert sections[2].coverage == Coverage(None, None, None, 0, 0, 0)


def test_the_target_is_the_criterions_own_else_its_categorys_else_the_default() -> None:
    targets = {"Core": 4, "Important": 3, "default": 2}
    matrix = matrix_data(
        criterion("own", 1, target=1, category="Core"),
        criterion("own-0", 1, target=0, category="Core"),
        criterion("core", 1, category="Core"),
        criterion("important", 1, category="Important"),
        criterion("unknown", 1, category="Rare"),
        criterion("none", 1),
        targets=targets,
    )
    found = {row.id: row.target for row in rated(matrix).rows}
    assert found == {"own": 1, "own-0": 0, "core": 4, "important": 3, "unknown": 2, "none": 2}


# --- impact and rank ------------------------------------------------------------------------------------------


def test_impact_is_what_closing_the_gap_adds_in_percentage_points() -> None:
    matrix = matrix_data(criterion("a", 8), criterion("b", 5, target=2), criterion("c", 2))
    rows = by_id(rated(matrix, a=3, b=1))
    assert rows["a"].impact == pytest.approx(100 * 0.8 * (4 - 3) / 4 / (0.8 + 0.5), abs=1e-13)
    assert rows["b"].impact == pytest.approx(100 * 0.5 * (2 - 1) / 2 / (0.8 + 0.5), abs=1e-13)
    assert rows["c"].impact is None
    after = rated(matrix, a=4, b=1).coverage.value
    before = rated(matrix, a=3, b=1).coverage.value
    assert after is not None
    assert before is not None
    assert rows["a"].impact == pytest.approx(100 * (after - before), abs=1e-13)


def test_a_gap_that_nobody_asks_for_adds_nothing_where_others_are_rated() -> None:
    report = rated(matrix_data(criterion("a", 0), criterion("b", 1)), a=1, b=4)
    assert [(row.id, row.gap, row.impact) for row in report.gaps] == [("a", 3, 0.0)]


def test_impact_is_null_where_the_rated_weights_add_up_to_0() -> None:
    report = rated(matrix_data(criterion("a", 0), criterion("b", 1)), a=1)
    assert [(row.id, row.rank, row.gap, row.impact) for row in report.gaps] == [("a", 1, 3, None)]


def test_rank_goes_by_postings_then_impact_then_the_matrixs_order() -> None:
    matrix = matrix_data(
        criterion("few", 3),
        criterion("tie-1", 7),
        criterion("small", 7),
        criterion("tie-2", 7),
        criterion("many", 9),
    )
    report = rated(matrix, few=0, **{"tie-1": 1, "small": 3, "tie-2": 1, "many": 3})
    assert [(row.rank, row.id) for row in report.gaps] == [
        (1, "many"), (2, "tie-1"), (3, "tie-2"), (4, "small"), (5, "few"),
    ]  # fmt: skip


def test_rank_by_impact_goes_by_impact_then_postings_then_the_matrixs_order() -> None:
    # impact ∝ postings · missing part: x 2·4/4 = 2, y 4·2/4 = 2, z 8·1/4 = 2, w 9·1/4 = 2.25, v 4·2/4 = 2
    matrix = matrix_data(criterion("x", 2), criterion("y", 4), criterion("z", 8), criterion("w", 9), criterion("v", 4))
    profile = profile_data(assessment_data({"x": 0, "y": 2, "z": 3, "w": 3, "v": 2}))
    assert names(report_on(matrix, profile, rank_by="impact").gaps) == ["w", "z", "y", "v", "x"]
    assert names(report_on(matrix, profile, rank_by="frequency").gaps) == ["w", "z", "y", "v", "x"]


def test_a_gap_that_nobody_asks_for_ranks_last_by_impact_however_little_the_others_add() -> None:
    matrix = matrix_data(criterion("unasked", 0), criterion("rare", 1), criterion("met", 199), of=200)
    profile = profile_data(assessment_data({"unasked": 0, "rare": 3, "met": 4}))
    gaps = report_on(matrix, profile, rank_by="impact").gaps
    assert [(row.id, row.impact) for row in gaps] == [("rare", 0.125), ("unasked", 0.0)]  # 100 · 1·¼ of 200


@pytest.mark.parametrize(
    ("target", "levels"),
    [
        (5, (4, 0)),  # 1 − 4/5 is 0.19999999999999996 in floating point
        (3, (2, 0)),  # 1 − 2/3 is 0.33333333333333337
        (88, (84, 24)),
    ],
)
def test_equal_impacts_are_ties_whatever_floating_point_makes_of_the_parts(
    target: int, levels: tuple[int, int]
) -> None:
    # postings · missing part is the same for both, so the more asked for comes first.
    missing = [Fraction(target - level, target) for level in levels]
    times = missing[1] / missing[0]
    assert times.denominator == 1
    scale = [{"level": level, "name": "step"} for level in range(target + 1)]
    matrix = matrix_data(
        criterion("rare", 1), criterion("common", int(times)), of=50, scale=scale, targets={"default": target}
    )
    profile = profile_data(assessment_data({"common": levels[0], "rare": levels[1]}))
    report = report_on(matrix, profile, rank_by="impact")
    assert names(report.gaps) == ["common", "rare"]
    assert report.gaps[0].impact == report.gaps[1].impact


def test_ranks_run_across_sections_and_stay_when_the_report_is_narrowed_to_one() -> None:
    sections = [
        {"id": "x", "criteria": [criterion("a", 8), criterion("b", 2), criterion("c", 6)]},
        {"id": "y", "criteria": [criterion("d", 5), criterion("e", 9), criterion("f", 1), criterion("g", 3)]},
    ]
    matrix = matrix_data(sections=sections)
    profile = profile_data(assessment_data({"a": 0, "b": 0, "d": 0, "e": 4, "f": "not_applicable"}))
    whole, part = report_on(matrix, profile), report_on(matrix, profile, section="y")
    assert [(row.rank, row.id) for row in whole.gaps] == [(1, "a"), (2, "d"), (3, "b")]
    assert [(row.rank, row.id) for row in part.gaps] == [(2, "d")]
    assert part.gaps[0] == whole.gaps[1]
    assert (names(part.met), names(part.unrated), names(part.not_applicable)) == (["e"], ["g"], ["f"])
    assert names(whole.unrated) == ["c", "g"]
    assert part.coverage == whole.coverage
    assert [section.id for section in part.sections] == ["y"]


def test_an_unknown_section_is_a_key_error() -> None:
    with pytest.raises(KeyError, match=r"^'talents'$"):
        report_on(matrix_data(criterion("a", 1)), profile_data(), section="talents")


def test_a_report_says_what_its_ranks_go_by() -> None:
    matrix, profile = matrix_data(criterion("a", 1)), profile_data()
    assert report_on(matrix, profile).rank_by == "frequency"
    assert report_on(matrix, profile, rank_by="impact").rank_by == "impact"


def test_lists_other_than_the_gaps_go_by_postings_and_have_no_rank() -> None:
    matrix = matrix_data(
        *(criterion(f"{state}-{postings}", postings) for postings in (2, 9, 5) for state in ("m", "s", "n"))
    )
    ratings = {
        f"{state}-{postings}": {"m": 4, "s": "skipped", "n": "not_applicable"}[state]
        for postings in (2, 9, 5)
        for state in ("m", "s", "n")
    }
    report = rated(matrix, **ratings)
    assert names(report.met) == ["m-9", "m-5", "m-2"]
    assert names(report.unrated) == ["s-9", "s-5", "s-2"]
    assert names(report.not_applicable) == ["n-9", "n-5", "n-2"]
    assert {row.rank for row in report.rows} == {None}


# --- views ----------------------------------------------------------------------------------------------------


def review(date: str, ratings: Plain, *, status: str = "complete", of: str = DAY, by: str = "Mentor") -> Plain:
    return {"assessment": of, "matrix": "role", "by": by, "date": date, "status": status, "ratings": ratings}


def seen(view: View, own: object, *reviews: Plain) -> tuple[str, int | None]:
    """State and level of the one criterion, as that view has it."""
    ratings = {} if own is None else {"a": own}
    profile = profile_data(assessment_data(ratings), reviews=list(reviews))
    (row,) = report_on(matrix_data(criterion("a", 1)), profile, view=view).rows
    return row.state, row.level


@pytest.mark.parametrize(
    ("own", "said", "agreed_view", "self_view", "mentor_view"),
    [
        (3, {"level": 1, "agreed": 2}, ("rated", 2), ("rated", 3), ("rated", 1)),
        (3, {"level": 1}, ("rated", 3), ("rated", 3), ("rated", 1)),
        (3, {"agreed": 0}, ("rated", 0), ("rated", 3), ("not_asked", None)),
        (3, {"comment": "?"}, ("rated", 3), ("rated", 3), ("not_asked", None)),
        ("skipped", {"level": 0, "agreed": 2}, ("rated", 2), ("skipped", None), ("rated", 0)),
        ("skipped", {"level": 1}, ("skipped", None), ("skipped", None), ("rated", 1)),
        ("skipped", {"agreed": 1}, ("rated", 1), ("skipped", None), ("not_asked", None)),
        ("not_applicable", {}, ("not_applicable", None), ("not_applicable", None), ("not_applicable", None)),
        ("not_applicable", {"level": 1}, ("not_applicable", None), ("not_applicable", None), ("rated", 1)),
        ("not_applicable", {"agreed": 1}, ("rated", 1), ("not_applicable", None), ("not_applicable", None)),
        (None, {"level": 2}, ("not_asked", None), ("not_asked", None), ("rated", 2)),
        (None, {"agreed": 2}, ("rated", 2), ("not_asked", None), ("not_asked", None)),
        ({"note": "Later"}, {}, ("not_asked", None), ("not_asked", None), ("not_asked", None)),
    ],
)
def test_whose_level_counts_in_each_view(
    own: object,
    said: Plain,
    agreed_view: tuple[str, int | None],
    self_view: tuple[str, int | None],
    mentor_view: tuple[str, int | None],
) -> None:
    complete = review("2026-05-18", {"a": said})
    assert seen("agreed", own, complete) == agreed_view
    assert seen("self", own, complete) == self_view
    assert seen("mentor", own, complete) == mentor_view


def test_a_draft_never_counts() -> None:
    draft = review("2026-06-01", {"a": {"level": 0, "agreed": 0}}, status="draft")
    assert seen("agreed", 3, draft) == ("rated", 3)
    assert seen("mentor", 3, draft) == ("not_asked", None)
    (row,) = report_on(matrix_data(criterion("a", 1)), profile_data(assessment_data({"a": 3}), reviews=[draft])).rows
    assert (row.self_level, row.mentor_level, row.agreed_level) == (3, None, None)


def test_the_latest_complete_review_that_has_a_level_counts_criterion_by_criterion() -> None:
    matrix = matrix_data(*(criterion(name, 1) for name in "abc"))
    reviews = [
        review("2026-06-01", {"a": {"level": 2, "agreed": 2}, "c": {"level": 0}}),
        review("2026-05-01", {"a": {"level": 1, "agreed": 1}, "b": {"level": 1, "agreed": 1}}),
        review("2026-07-01", {"a": {"agreed": 0}}, status="draft"),
        review("2026-08-01", {"a": {"agreed": 4}}, of="2025-01-01"),  # of another assessment
    ]
    earlier = assessment_data({}, date="2025-01-01")
    profile = profile_data(earlier, assessment_data({"a": 4, "b": 4, "c": 4}), reviews=reviews)
    rows = by_id(report_on(matrix, profile))
    assert {name: (row.mentor_level, row.agreed_level, row.level) for name, row in rows.items()} == {
        "a": (2, 2, 2),
        "b": (1, 1, 1),
        "c": (0, None, 4),
    }


def test_what_was_reviewed_is_listed_by_postings_whether_a_gap_or_not() -> None:
    matrix = matrix_data(criterion("a", 2), criterion("b", 9), criterion("c", 5), criterion("d", 7))
    said = review("2026-06-01", {"a": {"level": 1}, "b": {"agreed": 4}, "c": {"level": 0}, "d": {"comment": "?"}})
    profile = profile_data(assessment_data({"a": 2, "b": 3, "c": "not_applicable", "d": 0}), reviews=[said])
    assert names(report_on(matrix, profile).reviewed) == ["b", "d", "c", "a"]


def test_a_former_id_counts_only_for_what_was_carried_over() -> None:
    matrix = matrix_data(criterion("a", 1, formerly=["b"]))
    agreed = review("2026-06-01", {"b": {"agreed": 1}})
    for rating, level in (({"level": 3}, 3), ({"level": 3, "said": "2026-01-01"}, 1)):
        (row,) = report_on(matrix, profile_data(assessment_data({"a": rating}), reviews=[agreed])).rows
        assert row.level == level


def test_a_review_of_another_matrix_is_not_of_this_assessment() -> None:
    other = {**review("2026-06-01", {"a": {"agreed": 0}}), "matrix": "another-role"}
    assert seen("agreed", 3, other) == ("rated", 3)


def test_of_two_reviews_on_one_day_the_later_in_the_file_counts() -> None:
    first = review("2026-06-01", {"a": {"agreed": 1}}, by="First")
    second = review("2026-06-01", {"a": {"agreed": 2}}, by="Second")
    assert seen("agreed", 3, first, second) == ("rated", 2)
    assert seen("agreed", 3, second, first) == ("rated", 1)


def test_a_row_carries_what_was_said_whatever_the_view() -> None:
    matrix = matrix_data(criterion("a", 1, category="Core", tools=["Ray", "Argo CD", "Slurm"]))
    own = {"level": 3, "confidence": "low", "evidence": ["Led it", "Ran it"], "tools": ["Slurm", "PBS"]}
    profile = profile_data(assessment_data({"a": own}), reviews=[review("2026-06-01", {"a": {"level": 1}})])
    for view in VIEWS:
        (row,) = report_on(matrix, profile, view=view).rows
        assert (row.name, row.section, row.category) == ("A", "skills", "Core")
        assert (row.confidence, row.evidence) == ("low", ("Led it", "Ran it"))
        assert (row.tools.used, row.tools.missing) == (("Slurm", "PBS"), ("Ray", "Argo CD"))
        assert (row.self_level, row.mentor_level, row.agreed_level) == (3, 1, None)


def test_a_level_above_the_target_is_no_gap_and_no_bonus() -> None:
    report = rated(matrix_data(criterion("a", 1, target=2), criterion("b", 1)), a=4, b=2)
    row = by_id(report)["a"]
    assert (row.gap, row.impact) == (0, 0.0)
    assert report.coverage.value == 0.75  # (1 + ½) / 2, not (2 + ½) / 2


def test_signals_and_goals_are_carried_but_never_weighted() -> None:
    signals = [
        {"id": "depth", "text": "Hands-on depth", "emphasis": "most"},
        {"id": "speaking", "text": "Public speaking"},
    ]
    matrix = matrix_data(criterion("a", 4), signals=signals)
    goal = {"id": "g", "criterion": "a", "level": 4, "status": "open"}
    profile = profile_data(assessment_data({"a": 2}, signals={"speaking": "no"}), goals=[goal])
    report = report_on(matrix, profile)
    assert [(signal.id, signal.text, signal.emphasis, signal.answer) for signal in report.signals] == [
        ("depth", "Hands-on depth", "most", None),
        ("speaking", "Public speaking", None, "no"),
    ]
    assert [one.id for one in report.goals] == ["g"]
    assert report.coverage == rated(matrix_data(criterion("a", 4)), a=2).coverage


# --- rank ranges of the built-in matrix -----------------------------------------------------------------------


def test_twenty_postings_separate_no_two_ranks_of_the_built_in_matrix() -> None:
    # First against last, 19 and 10 of 20: of at most 11 postings that ask for one alone 10 ask for the first,
    # (11 + 1) / 2¹¹ = 0.0059, above 0.05 / (19 · 18) = 0.00015.
    matrix = read_matrix(BUILT_IN)
    report = gap_report(matrix, profile_of(profile_data()), None)
    assert {(row.rank_low, row.rank_high) for row in report.rows} == {(1, 19)}
    assert not report.ranks_separated


def test_ranks_that_are_separated() -> None:
    # Of 40 postings 38 and 20: 20 of 22 that ask for one alone, 254/2²² ≤ 0.05/2.
    report = gap_report(
        matrix_of(matrix_data(criterion("a", 38), criterion("b", 20), of=40)), profile_of(profile_data()), None
    )
    assert [(row.rank_low, row.rank_high) for row in report.rows] == [(1, 1), (2, 2)]
    assert report.ranks_separated
