"""The picture of all gaps puts each where its figures say."""

from __future__ import annotations

import itertools
import re
from collections import Counter

import pytest
from hypothesis import given

from skillgap.labels import UNICODE
from skillgap.reports import svg
from skillgap.reports.gap_scatter import bands, met, scatter
from skillgap.scoring.gap_report import GapReport, Row, gap_report
from tests import strategies
from tests.builders import Plain, assessment_data, criterion, matrix_data, matrix_of, profile_data, profile_of
from tests.reports import samples


def report_of(*rows: tuple[int, int], of: int = 20) -> GapReport:
    """A report on criteria with so many postings and such levels, each of target 4."""
    names = [f"c-{number}" for number in range(len(rows))]
    criteria = [criterion(name, postings) for name, (postings, _) in zip(names, rows, strict=True)]
    matrix = matrix_of(matrix_data(*criteria, of=of))
    levels = {name: level for name, (_, level) in zip(names, rows, strict=True)}
    profile = profile_of(profile_data(assessment_data(levels)))
    return gap_report(matrix, profile, profile.latest())


def test_ranks_stand_by_postings_and_by_the_part_met() -> None:
    # Ranks: 20 postings and half met is 1, 18 and nothing met 2, 18 and three quarters 3; one of 17 is met.
    drawn = scatter(report_of((20, 2), (18, 0), (18, 3), (17, 4)), 50, UNICODE)
    assert [line[:4] for line in drawn[:4]] == ["20 │", "19 │", "18 │", "17 │"]
    field = len(drawn[4]) - 4
    assert drawn[0].index("1") - 4 == round(0.5 * (field - 1))
    assert drawn[1] == "19 │"
    assert drawn[2].index("2") - 4 == 0
    assert drawn[2].index("3") - 4 == round(0.75 * (field - 1))
    assert drawn[3].index("●") - 4 == field


def test_ranks_in_one_place_stand_side_by_side_and_the_rest_is_counted() -> None:
    (line, *_) = scatter(report_of(*[(20, 2)] * 30), 50, UNICODE)
    shown = [int(number) for number in re.findall(r"(?<!\+)\b\d+", line)[1:]]
    left_out = int(line.rsplit("+", 1)[1])
    assert shown == list(range(1, len(shown) + 1))
    assert len(shown) + left_out == 30


def test_discs_in_one_place_stand_side_by_side_and_the_rest_is_counted() -> None:
    drawn = svg.scatter(report_of(*[(20, 2)] * 30, *[(20, 4)] * 5))
    places = [float(x) for x in re.findall(r'class="gap" transform="translate\(([\d.]+) ', drawn)]
    assert len(places) > 5
    assert {after - before for before, after in itertools.pairwise(places)} == {20}
    assert f">+{30 - len(places)}</text>" in drawn
    assert drawn.count('class="met"') == 3
    assert ">+2</text>" in drawn


def test_a_picture_of_many_gaps_looks_at_each_a_few_times(monkeypatch: pytest.MonkeyPatch) -> None:
    report = report_of(*[(20, number % 4) for number in range(400)])
    looked_at: Counter[int | None] = Counter()

    def counted(row: Row) -> float:
        looked_at[row.rank] += 1
        return met(row)

    monkeypatch.setattr(svg, "met", counted)
    svg.scatter(report)
    assert len(looked_at) == 400
    assert max(looked_at.values()) <= 5


def test_many_counts_share_a_line() -> None:
    report = report_of((900, 1), (400, 2), (10, 3), of=1000)
    lines = bands(report)
    assert [line.title() for line in lines][:2] == ["900–999", "800–899"]
    assert lines[-1].title() == "0–99"
    assert sum(len(line.gaps) for line in lines) == 3
    assert bands(report_of((1000, 1), (10, 3), of=1000))[0].title() == "1000"


def test_there_is_no_picture_without_gaps() -> None:
    assert scatter(samples.everything_met(), 60, UNICODE) == []
    assert svg.scatter(samples.nothing_rated()) == ""


@given(strategies.cases())
def test_every_gap_is_in_the_picture_or_counted(case: tuple[Plain, Plain]) -> None:
    matrix, profile = matrix_of(case[0]), profile_of(case[1])
    report = gap_report(matrix, profile, profile.latest(matrix.id))
    placed = [row.rank for band in bands(report) for row in band.gaps]
    assert sorted(rank for rank in placed if rank) == [row.rank for row in report.gaps]
    drawn = svg.scatter(report)
    more = sum(int(count) for count in re.findall(r'text-anchor="middle">\+(\d+)<', drawn))
    assert drawn.count('class="gap"') + more == len(report.gaps)
    discs = re.findall(r'class="gap" transform="translate\(([\d.]+) ([\d.]+)\)', drawn)
    assert len(set(discs)) == len(discs)
    for line in scatter(report, 60, UNICODE):
        assert len(line) <= 60
