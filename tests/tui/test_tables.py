"""The tables of results and plan, line by line."""

from __future__ import annotations

import datetime

import pytest

from skillgap.planning import best_plan
from skillgap.scoring import gap_report
from skillgap.tui.widgets.gap_table import table_rows
from skillgap.tui.widgets.listing import Row
from skillgap.tui.widgets.plan_table import plan_rows

from ..builders import assessment_data, criterion, matrix_data, matrix_of, profile_data, profile_of


def drawn(rows: list[Row], width: int) -> list[str]:
    return [line.plain for row in rows for line in row.draw(width)]


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
