"""JSON is a contract, CSV opens right in a spreadsheet."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import Any

import pytest
from hypothesis import given
from jsonschema import Draft202012Validator

from skillgap.labels import ASCII
from skillgap.reports.content import Layout
from skillgap.reports.csv_output import csv_rows
from skillgap.reports.outputs.schema import output_schema
from skillgap.scoring.gap_report import GapReport, gap_report
from tests import strategies
from tests.builders import Plain, matrix_of, profile_of
from tests.reports import samples

COVERAGE = ["value", "low", "high", "rated", "applicable", "not_applicable"]
# fmt: off
ROW = [
    "id", "name", "section", "category", "postings", "sample_size", "share", "share_low", "share_high", "rank_low",
    "rank_high", "state", "level", "target", "gap", "impact", "confidence", "evidence", "self_level", "mentor_level",
    "agreed_level", "tools", "topic", "mandatory",
]
REPORT = [
    "format", "profile", "matrix", "assessment", "coverage", "sections", "gaps", "met", "unrated", "not_applicable",
    "signals", "mandatory", "mandatory_requirements", "expired_evidence",
]
# fmt: on


def as_json(report: GapReport) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(samples.render(report, "json", Layout()))
    return data


def as_csv(report: GapReport) -> list[dict[str, str]]:
    text = samples.render(report, "csv", Layout())
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


def test_keys_stand_in_the_order_of_the_contract() -> None:
    data = as_json(samples.sample())
    assert [key for key in data if key in REPORT] == REPORT
    assert list(data["profile"]) == ["id", "name"]
    assert list(data["matrix"])[:4] == ["id", "version", "title", "sample_size"]
    assert data["assessment"] == {"date": "2026-05-04", "view": "agreed"}
    assert list(data["coverage"]) == COVERAGE
    assert [list(section) for section in data["sections"]] == [["id", "title", "coverage"]] * 3
    assert [list(section["coverage"]) for section in data["sections"]] == [COVERAGE] * 3
    for row in data["gaps"]:
        assert [key for key in row if key in ("rank", *ROW)] == ["rank", *ROW]
    for row in data["met"] + data["unrated"] + data["not_applicable"]:
        assert "rank" not in row
        assert [key for key in row if key in ROW] == ROW
    assert {tuple(row["tools"]) for row in data["gaps"]} == {("used", "missing")}
    assert all(list(signal)[:4] == ["id", "text", "emphasis", "answer"] for signal in data["signals"])


def test_absent_is_null_and_dates_are_iso() -> None:
    data = as_json(samples.nothing_rated())
    assert data["assessment"]["date"] is None
    assert data["coverage"] == {"value": None, "low": 0, "high": 1, "rated": 0, "applicable": 3, "not_applicable": 0}
    assert data["unrated"][0]["state"] == "not_asked"
    assert [data["unrated"][0][key] for key in ("level", "gap", "impact", "confidence")] == [None] * 4
    assert [signal["answer"] for signal in data["signals"]] == [None] * 3


@pytest.mark.parametrize("make", [samples.sample, samples.nothing_rated, samples.everything_met, samples.hostile])
def test_the_schema_holds_what_is_written(make: Any) -> None:
    schema = output_schema("report")
    Draft202012Validator.check_schema(schema)
    data = as_json(make())
    Draft202012Validator(schema).validate(data)
    data["coverage"]["value"] = 1.5
    assert not Draft202012Validator(schema).is_valid(data)


@given(strategies.cases())
def test_the_schema_holds_for_any_matrix_and_profile(case: tuple[Plain, Plain]) -> None:
    matrix, profile = matrix_of(case[0]), profile_of(case[1])
    data = as_json(gap_report(matrix, profile, profile.latest(matrix.id)))
    Draft202012Validator(output_schema("report")).validate(data)


def test_json_changes_nothing_in_the_data_and_stays_ascii_where_it_must() -> None:
    report = samples.hostile()
    names = {row.id: row.name for row in report.rows}
    for glyphs in (Layout().glyphs, ASCII):
        text = samples.render(report, "json", Layout(glyphs=glyphs))
        data = json.loads(text)
        rows = data["gaps"] + data["met"] + data["unrated"] + data["not_applicable"]
        assert {row["id"]: row["name"] for row in rows} == names
        assert text.isascii() == (glyphs is ASCII)


def test_csv_has_a_row_for_each_criterion_in_every_state() -> None:
    report = samples.sample()
    rows = as_csv(report)
    assert [row["id"] for row in rows] == [row.id for row in report.rows]
    assert {row["state"] for row in rows} == {"rated", "skipped", "not_asked", "not_applicable"}
    assert {(row["profile"], row["matrix"], row["matrix_version"], row["date"], row["view"]) for row in rows} == {
        ("sample-staff-engineer", "principal-ai-infrastructure-engineer", "1", "2026-05-04", "agreed")
    }
    first = rows[0]
    assert (first["level_name"], first["target_name"]) == ("Proficient", "Expert")
    assert first["evidence"] == "https://example.org/design-review | Led the move to three regions"
    assert first["next_level"] == "4"
    assert first["next_level_shown_by"].startswith("Has designed an architecture")


def test_csv_keeps_its_header_without_any_row() -> None:
    header, *rows = samples.render(samples.bare(), "csv", Layout()).splitlines()
    assert rows == []
    assert header == samples.render(samples.sample(), "csv", Layout()).splitlines()[0]


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\uff1d1", "'\uff1d1"),
        ("  =1", "'  =1"),
        ("\xa0=1", "'\xa0=1"),
        ("\t=1", "' =1"),
        ("a;=1", "a;'=1"),
        ("a; +1", "a;' +1"),
        ("a = b - c", "a = b - c"),
        ("p-1 _.", "p-1 _."),
        ("p\n-1", "p -1"),
        ("it's", "it's"),
    ],
)
def test_cells_that_would_be_formulas_are_defused(text: str, cell: str) -> None:
    row = as_csv(samples.report_of((text,)))[0]
    assert row["name"] == cell
    assert row["category"] == cell


def test_lists_in_a_cell_can_be_split_again() -> None:
    pieces = ("a | b", "|", "plain")
    cell = next(csv.reader(io.StringIO(csv_rows([(pieces,)]))))[0]
    assert tuple(part.replace("\\|", "|") for part in re.split(r"(?<!\\) \| ", cell)) == pieces
