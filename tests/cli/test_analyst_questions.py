"""Questions of a data analyst, answered with usual tools from the outputs alone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Command
from tests.cli.test_compare import person, role

QUARTERS = ("2026-03-31", "2026-06-30")


@pytest.fixture(autouse=True)
def outputs(home: Path, skillgap: Command) -> None:
    """Two people over two quarters, as a long sheet for each quarter and reports a line each."""
    role(home, "role", 1, {"one": 10, "two": 5})
    person(
        home, "ann", ("role", 1, "2026-02-01", {"one": 0, "two": 2}), ("role", 1, "2026-05-01", {"one": 2, "two": 2})
    )
    person(home, "bob", ("role", 1, "2026-03-01", {"one": 1, "two": 0}))
    team = ("team", "ann", "bob", "--matrix", "role", "--format", "csv", "--long")
    for quarter in QUARTERS:
        assert skillgap(*team, "--as-of", quarter, "--output", f"{quarter}.csv").code == 0
    written = skillgap("report", "ann@2026-02-01", "ann", "bob", "--format", "jsonl", "--output", "reports.jsonl")
    assert written.code == 0


def test_pandas_ranks_the_gaps_of_a_team_by_quarter() -> None:
    pandas = pytest.importorskip("pandas")
    frames = [pandas.read_csv(f"{quarter}.csv").assign(quarter=quarter) for quarter in QUARTERS]
    gaps = pandas.concat(frames).groupby(["quarter", "criterion"])["gap"].sum()
    # The target is 2. Until March Ann lacks 2 and Bob 1 of one, and Bob 2 of two; by June Ann lacks nothing.
    assert gaps.to_dict() == {
        ("2026-03-31", "one"): 3,
        ("2026-03-31", "two"): 2,
        ("2026-06-30", "one"): 1,
        ("2026-06-30", "two"): 2,
    }


def test_duckdb_lists_who_is_at_the_target() -> None:
    duckdb = pytest.importorskip("duckdb")
    query = "select id, criterion from read_csv('2026-06-30.csv') where gap = 0 order by all"
    assert duckdb.sql(query).fetchall() == [("ann", "one"), ("ann", "two")]


def test_polars_shows_the_trend_of_each_person() -> None:
    polars = pytest.importorskip("polars")
    reports = [json.loads(line) for line in Path("reports.jsonl").read_text().splitlines()]
    rows = [(one["profile"]["id"], one["assessment"]["date"], one["coverage"]["value"]) for one in reports]
    frame = polars.DataFrame(rows, schema=["id", "date", "coverage"], orient="row").sort("id", "date")
    trend = frame.group_by("id").agg(polars.col("coverage").last() - polars.col("coverage").first()).sort("id")
    # Ann went from (10 × 0 + 5 × 1) / 15 to 1.
    assert trend["coverage"].to_list() == pytest.approx([2 / 3, 0.0])
