"""The tables of results and plan, line by line."""

from __future__ import annotations

import datetime

import pytest

from skillgap.scoring.gap_report import gap_report
from skillgap.scoring.planning import best_plan
from skillgap.tui.lines import plain
from skillgap.tui.widgets.gap_table import table_rows
from skillgap.tui.widgets.goal_table import goal_rows, goal_rows_data
from skillgap.tui.widgets.header import header_line
from skillgap.tui.widgets.listing import Row
from skillgap.tui.widgets.plan_table import plan_rows
from tests.builders import assessment_data, criterion, matrix_data, matrix_of, profile_data, profile_of


def drawn(rows: list[Row], width: int) -> list[str]:
    return [line.plain for row in rows for line in row.draw(width)]


@pytest.mark.parametrize(
    ("width", "expected"),
    [
        (60, " 1  Gpus                       8 of 10   0 → 4    4  +100.0"),
        (44, " 1  Gpus               8 of 10   0 → 4    4"),
        (32, " 1  Gpus        8 of 10   0 → 4"),
    ],
)
def test_on_a_narrow_screen_the_name_stays_and_figures_are_left_to_the_details(width: int, expected: str) -> None:
    matrix = matrix_of(matrix_data(criterion("gpus", 8)))
    profile = profile_of(profile_data(assessment_data({"gpus": 0})))
    report = gap_report(matrix, profile, profile.latest("role"))
    (line,) = (one for one in drawn(table_rows(report, datetime.date(2026, 5, 4)), width) if "Gpus" in one)
    assert line.rstrip() == expected


@pytest.mark.parametrize(
    ("width", "expected"),
    [
        (60, ["○  Gpus                             0 → 2  open, 2026-09-30"]),
        (36, ["○  Gpus", "   0 → 2  open, 2026-09-30"]),
    ],
)
def test_a_goal_takes_two_lines_where_one_would_leave_nothing_of_its_name(width: int, expected: list[str]) -> None:
    matrix = matrix_of(matrix_data(criterion("gpus", 8)))
    goal = {"id": "g", "criterion": "gpus", "level": 2, "due": "2026-09-30", "status": "open"}
    profile = profile_of(profile_data(assessment_data({"gpus": 0}), goals=[goal]))
    today = datetime.date(2026, 5, 4)
    lines = drawn(goal_rows(goal_rows_data(profile, [matrix], today), today), width)
    assert [line.rstrip() for line in lines if "Gpus" in line or "→" in line] == expected


@pytest.mark.parametrize(
    ("width", "expected"),
    [(40, "Goals  Somebody     1 overdue, 2 dropped"), (24, "Goals…   1 overdue, 2 d…"), (8, "Goals…")],
)
def test_the_line_at_the_top_always_says_where_one_is(width: int, expected: str) -> None:
    assert header_line(plain("Goals  Somebody"), plain("1 overdue, 2 dropped"), width).plain.rstrip() == expected


@pytest.mark.parametrize("width", [48, 78, 118])
def test_what_is_worth_all_of_coverage_is_shown_whole(width: int) -> None:
    # one criterion, at 0 of 1: closing it adds 100 · 1 ÷ 1 points
    scale = [{"level": level, "name": f"Step {level}"} for level in (0, 1)]
    matrix = matrix_of(matrix_data(criterion("gpus", 8), scale=scale, targets={"default": 1}))
    profile = profile_of(profile_data(assessment_data({"gpus": 0})))
    report = gap_report(matrix, profile, profile.latest("role"))
    for rows in (table_rows(report, datetime.date(2026, 5, 4)), plan_rows(best_plan(report), None)):
        (line,) = (one for one in drawn(rows, width) if "Gpus" in one)
        assert "+100.0" in line
        assert len(line) <= width
