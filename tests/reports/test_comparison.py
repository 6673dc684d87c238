"""Comparisons, histories, differences of matrices and fits, in every format.

``SKILLGAP_UPDATE_GOLDENS=1 pytest tests/reports/test_comparison.py`` writes the goldens anew: look at the difference.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Sequence
from functools import partial

import pytest

from skillgap.labels import ASCII
from skillgap.reports import FORMATS
from skillgap.reports.content import Layout, ReportContent
from skillgap.reports.outputs.fields import to_data
from skillgap.reports.outputs.gap_report import gap_report_output
from skillgap.reports.rendering import render
from skillgap.reports.text import width
from skillgap.scoring.comparison.table import ColumnSource, compare
from skillgap.scoring.gap_report import gap_report
from tests.reports import comparisons
from tests.reports.assert_escaped import assert_plain_text
from tests.reports.golden import held_against_golden
from tests.reports.readers import markdown_tables, read_html, read_markdown

KINDS: dict[str, Callable[[], ReportContent]] = {
    "people": comparisons.two_people,
    "dates": comparisons.two_dates,
    "many": comparisons.many_people,
    "history": comparisons.over_time,
    "versions": comparisons.versions,
    "fit": comparisons.roles,
}
GOLDENS = {
    **{f"compare-{kind}-80.txt": (kind, "terminal", Layout(width=80)) for kind in KINDS},
    "compare-dates-40-ascii.txt": ("dates", "terminal", Layout(width=40, glyphs=ASCII)),
    "compare-dates.md": ("dates", "markdown", Layout()),
    "compare-dates.csv": ("dates", "csv", Layout()),
    "compare-versions.csv": ("versions", "csv", Layout()),
    "compare-history.csv": ("history", "csv", Layout()),
    "compare-history.json": ("history", "json", Layout()),
    "compare-versions.json": ("versions", "json", Layout()),
    "compare-fit.json": ("fit", "json", Layout()),
}


@pytest.mark.parametrize("name", list(GOLDENS))
def test_they_are_written_as_the_golden_ones(name: str) -> None:
    kind, form, layout = GOLDENS[name]
    held_against_golden(name, render(KINDS[kind](), form, layout))


@pytest.mark.parametrize("columns", [40, 80, 120])
@pytest.mark.parametrize("kind", KINDS)
def test_no_line_is_wider_than_the_terminal(kind: str, columns: int) -> None:
    text = render(KINDS[kind](), "terminal", Layout(width=columns))
    assert max(map(width, text.splitlines())) <= columns


@pytest.mark.parametrize("kind", KINDS)
def test_a_terminal_that_knows_ascii_alone_gets_nothing_else(kind: str) -> None:
    assert render(KINDS[kind](), "terminal", Layout(glyphs=ASCII)).isascii()


def test_fifty_columns_stay_short_enough_to_read() -> None:
    text = render(comparisons.many_people(), "terminal", Layout(width=80))
    criteria = len(comparisons.role().criteria)
    # A line a person, at most four a criterion in the table and two in the lists below it, and the words around them.
    assert len(text.splitlines()) < 50 + 6 * criteria + 40


def test_json_has_the_coverage_and_the_levels_of_each_gap_report() -> None:
    people = [comparisons.sample("staff"), comparisons.sample("platform")]
    matrix = comparisons.role()
    data = json.loads(render(comparisons.two_people(), "json", Layout()))
    assert data["format"] == "skillgap/comparison/1"
    for at, person in enumerate(people):
        report = json.loads(json.dumps(to_data(gap_report_output(gap_report(matrix, person, person.latest())))))
        column = data["columns"][at]
        assert {key: column[key] for key in ("profile", "matrix", "coverage", "sections")} == {
            key: report[key] for key in ("profile", "matrix", "coverage", "sections")
        }
        assert column["date"] == report["assessment"]["date"]
        rows = {row["id"]: row for kind in ("gaps", "met", "unrated", "not_applicable") for row in report[kind]}
        for row in data["rows"]:
            cell = row["cells"][at]
            assert cell == {key: rows[row["id"]][key] for key in cell}


def test_the_parts_of_a_change_add_up_in_json() -> None:
    change = json.loads(render(comparisons.two_dates(), "json", Layout()))["change"]
    before, after = json.loads(render(comparisons.two_dates(), "json", Layout()))["columns"]
    whole, you, role = (change[f"coverage_change{of}"] for of in ("", "_you", "_role"))
    assert whole == pytest.approx(after["coverage"]["value"] - before["coverage"]["value"], abs=1e-11)
    assert you + role == pytest.approx(whole, abs=1e-11)
    for whose in ("you", "role"):
        parts = [part["coverage_change"] for part in change["parts"] if part["whose"] == whose]
        assert sum(parts) == pytest.approx(change[f"coverage_change_{whose}"], abs=1e-10)
    assert {part["cause"] for part in change["parts"]} >= {"level", "target", "count", "added"}


def test_html_and_markdown_show_the_same_tables() -> None:
    for kind in KINDS:
        page = read_html(render(KINDS[kind](), "html", Layout()))
        in_html = [len(body.all("tr")) for body in page.all("tbody")]
        in_markdown = markdown_tables(read_markdown(render(KINDS[kind](), "markdown", Layout())))
        assert len(in_html) >= len(in_markdown) > 0, kind
        assert {len(rows) for rows in in_markdown.values()} <= set(in_html), kind
        assert page.all("script") == []


def test_a_row_of_the_table_has_a_cell_for_each_column_of_its_sheet() -> None:
    for kind in KINDS:
        text = render(KINDS[kind](), "csv", Layout()).removeprefix("\ufeff")
        rows = list(csv.reader(io.StringIO(text)))
        assert len({len(row) for row in rows}) == 1, kind
        assert len(set(rows[0])) == len(rows[0]), kind


def test_columns_of_one_name_are_told_apart_in_a_sheet() -> None:
    person = comparisons.sample("staff")
    subject = ColumnSource(person, person.latest(), comparisons.role())
    text = render(comparisons.written([subject, subject]), "csv", Layout())
    assert "sample-staff-engineer@2026-05-04 #1,sample-staff-engineer@2026-05-04 #2" in text
    assert compare([subject, subject]).columns[1].repeats == 0


@pytest.mark.parametrize("form", FORMATS)
def test_hostile_words_stay_words(form: str) -> None:
    def one(at: int, strings: Sequence[str]) -> ReportContent:
        return comparisons.hostile(strings)[at]

    for at in range(len(comparisons.hostile())):
        assert_plain_text(partial(one, at), form)
