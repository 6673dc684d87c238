"""Reports as of an earlier day, dated by SOURCE_DATE_EPOCH, and of many people in one call."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from skillgap.reports.outputs.schema import output_schema
from tests.cli.conftest import Command
from tests.cli.test_compare import person, role

QUARTERS = {"2025-12-31": (2, None), "2026-01-31": (1, 0.5), "2026-03-31": (0, 0.75)}
"""Of two people at each quarter's end: how many are not assessed yet, and Ann's coverage."""


@pytest.fixture(autouse=True)
def team(home: Path) -> None:
    role(home, "role", 1, {"one": 10, "two": 10})
    person(
        home, "ann", ("role", 1, "2026-01-01", {"one": 1, "two": 1}), ("role", 1, "2026-03-01", {"one": 2, "two": 1})
    )
    person(home, "bob", ("role", 1, "2026-02-01", {"one": 0}))


def data_of(skillgap: Command, *arguments: str) -> Any:
    return json.loads(skillgap(*arguments, "--format", "json").out)


@pytest.mark.parametrize("day", list(QUARTERS))
def test_a_team_is_reported_quarter_by_quarter(skillgap: Command, day: str) -> None:
    data = data_of(skillgap, "team", "ann", "bob", "--matrix", "role", "--as-of", day)
    missing, coverage = QUARTERS[day]
    assert (data["today"], data["counts"]["people_not_assessed"]) == (day, missing)
    assert {one["id"]: one["coverage"]["value"] for one in data["people"]}.get("ann") == coverage


def test_a_bundle_is_reported_as_of_a_day_too(skillgap: Command) -> None:
    assert skillgap("profile", "export", "ann", "bob", "--output", "all.jsonl").code == 0
    options = ("--matrix", "role", "--as-of", "2026-01-31")
    assert data_of(skillgap, "team", "all.jsonl", *options) == data_of(skillgap, "team", "ann", "bob", *options)


def test_a_report_reads_the_last_assessment_before_the_day(skillgap: Command) -> None:
    data = data_of(skillgap, "report", "ann", "--as-of", "2026-02-28")
    assert (data["assessment"]["date"], data["today"]) == ("2026-01-01", "2026-02-28")
    assert data["coverage"]["value"] == 0.5


def test_a_wrong_day_is_refused(skillgap: Command) -> None:
    refused = skillgap("report", "ann", "--as-of", "March")
    assert (refused.code, refused.out) == (2, "")
    assert "'March' is not a date" in refused.err
    refused = skillgap("plan", "ann", "--as-of", "2026-02-28", "--save-goals", "--due", "2027-01-01")
    assert refused.code == 2


def test_source_date_epoch_dates_every_output(skillgap: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    skillgap("goals", "ann", "--add", "one=2", "--due", "2099-01-01")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1775001600")  # 2026-04-01 in UTC
    assert data_of(skillgap, "team", "ann", "--matrix", "role")["today"] == "2026-04-01"
    assert "DTSTAMP:20260401T000000Z" in skillgap("goals", "ann", "--format", "ics").out
    assert data_of(skillgap, "report", "ann", "--as-of", "2026-04-02")["today"] == "2026-04-02"
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "soon")
    assert skillgap("report", "ann").code == 2


def test_many_reports_are_written_a_line_each(skillgap: Command) -> None:
    written = skillgap("report", "ann@2026-01-01", "bob", "--format", "jsonl")
    reports = list(map(json.loads, written.out.splitlines()))
    assert [(one["profile"]["id"], one["assessment"]["date"]) for one in reports] == [
        ("ann", "2026-01-01"),
        ("bob", "2026-02-01"),
    ]
    for one in reports:
        Draft202012Validator(output_schema("report")).validate(one)
    assert reports[1] == data_of(skillgap, "report", "bob")


def test_who_cannot_be_read_is_listed_and_the_rest_is_written(skillgap: Command) -> None:
    written = skillgap("report", "ann", "nobody", "--format", "jsonl")
    assert (written.code, len(written.out.splitlines())) == (5, 1)
    assert "nobody" in written.err


def test_several_profiles_need_the_format_for_them(skillgap: Command) -> None:
    refused = skillgap("report", "ann", "bob")
    assert (refused.code, refused.out) == (2, "")
    assert "--format jsonl" in refused.err
    assert skillgap("report", "ann", "--format", "jsonl", "--fail-under", "50").code == 2


@pytest.mark.parametrize(("bound", "code"), [("37", 0), ("38", 4)])
def test_a_team_below_its_bound_ends_with_4(skillgap: Command, bound: str, code: int) -> None:
    # Ann 0.75, Bob 0: the median is 0.375.
    ended = skillgap("team", "ann", "bob", "--matrix", "role", "--fail-under", bound)
    assert ended.code == code
    assert ("the median coverage 37.5% is below 38%" in ended.err) == bool(code)


def test_csv_has_a_byte_order_mark_in_files_only(skillgap: Command) -> None:
    assert skillgap("report", "ann", "--format", "csv").out.startswith("profile,")
    skillgap("report", "ann", "--format", "csv", "--output", "ann.csv")
    assert Path("ann.csv").read_bytes().startswith(b"\xef\xbb\xbfprofile,")


def test_a_long_sheet_has_a_row_for_each_person_and_criterion(skillgap: Command) -> None:
    arguments = ("team", "ann", "bob", "--matrix", "role", "--format", "csv", "--long")
    rows = list(csv.DictReader(io.StringIO(skillgap(*arguments).out)))
    shown = [(row["id"], row["criterion"], row["state"], row["level"], row["target"], row["gap"]) for row in rows]
    assert shown == [
        ("ann", "one", "rated", "2", "2", "0"),
        ("ann", "two", "rated", "1", "2", "1"),
        ("bob", "one", "rated", "0", "2", "2"),
        ("bob", "two", "not_asked", "", "2", ""),
    ]
    assert skillgap("team", "ann", "--long").code == 2
