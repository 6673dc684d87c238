"""A plan in every format, and what is supposed: the figures of the JSON in all of them."""

from __future__ import annotations

import csv
import datetime
import io
import json
import re
import unicodedata
from typing import Any

import pytest

from skillgap.labels import ASCII, UNICODE, Glyphs
from skillgap.reports import FORMATS
from skillgap.reports.blocks import Curve
from skillgap.reports.content import Layout, ReportContent
from skillgap.reports.curve import drawn
from skillgap.reports.gap_report import gap_report_content
from skillgap.reports.plan import PlanReport, written
from skillgap.reports.rendering import render
from skillgap.scoring.gap_report import GapReport
from skillgap.scoring.planning import WhatIf, best_plan, due_dates, robustness, what_if
from skillgap.store import read_matrix, read_profile
from tests.reports import samples
from tests.reports.golden import held_against_golden
from tests.reports.readers import Node, markdown_tables, read_html, read_markdown

START, BY = datetime.date(2026, 6, 1), datetime.date(2026, 12, 31)
LEVELS = {0: "None", 1: "Awareness", 2: "Working", 3: "Proficient", 4: "Expert"}


def outlook(report: GapReport | None = None, budget: int | None = 5) -> PlanReport:
    plan = best_plan(report or samples.sample(), budget)
    return PlanReport(plan=plan, robust=robustness(plan, 0), budget=budget, due=due_dates(plan, START, BY))


def supposed_content(supposed: WhatIf) -> ReportContent:
    return gap_report_content(supposed.after, what_if=supposed)


def supposed_sample() -> Any:
    profile = read_profile(samples.ROOT / "profiles" / "sample-staff-engineer.yaml").profile
    matrix = read_matrix(samples.ROOT / "matrices" / "principal-ai-infrastructure-engineer.yaml")
    assessment = profile.latest(matrix.id)
    assert assessment is not None
    return what_if(matrix, profile, assessment, {"observability": 4, "cost-optimization-finops": 1})


GOLDENS = {
    "plan-80.txt": ("terminal", Layout(width=80)),
    "plan-50-ascii.txt": ("terminal", Layout(width=50, glyphs=ASCII)),
    "plan.json": ("json", Layout()),
    "plan.csv": ("csv", Layout()),
    "plan.md": ("markdown", Layout()),
    "plan.html": ("html", Layout()),
}


@pytest.mark.parametrize("name", list(GOLDENS))
def test_the_sample_s_plan_is_the_golden_one(name: str) -> None:
    form, layout = GOLDENS[name]
    held_against_golden(name, render(written(outlook()), form, layout))


@pytest.mark.parametrize("name", ["supposed-80.txt", "supposed.md", "supposed.csv"])
def test_the_supposed_report_is_the_golden_one(name: str) -> None:
    form = {"txt": "terminal", "md": "markdown", "csv": "csv"}[name.rpartition(".")[2]]
    held_against_golden(name, render(supposed_content(supposed_sample()), form, Layout(width=80)))


def expected_steps(data: dict[str, Any]) -> list[list[str]]:
    """The table of steps as the JSON has it, in the words of this test."""
    reached, rows = data["coverage"]["before"]["value"], []
    for number, step in enumerate(data["steps"], 1):
        reached += step["impact"] / 100
        rows.append(
            [
                f"{number}. {step['name']}",
                step["topic"],
                f"{LEVELS[step['from_level']]} → {LEVELS[step['to_level']]}",
                f"{step['postings']} of {step['sample_size']}",
                str(step["cost"]),
                f"+{step['impact']:.1f}",
                f"{100 * reached:.0f}%",
                f"{100 * step['selected_in'] / data['robustness']['resamples']:.0f}%",
                step["due"],
            ]
        )
    return rows


def test_every_format_shows_the_steps_of_the_json() -> None:
    report = written(outlook())
    data = json.loads(render(report, "json", Layout()))
    assert len(data["steps"]) == 5
    page = read_html(render(report, "html", Layout()))
    rows = [[cell.text for cell in row.children if isinstance(cell, Node)] for row in page.all("tr")]
    assert [row for row in rows if re.match(r"\d\. ", row[0])] == expected_steps(data)
    tables = markdown_tables(read_markdown(render(report, "markdown", Layout())))
    assert tables["Steps"] == expected_steps(data)
    lines = csv.DictReader(io.StringIO(render(report, "csv", Layout()).removeprefix("\ufeff")))
    for line, step in zip(lines, data["steps"], strict=True):
        assert (line["criterion"], int(line["to_level"])) == (step["criterion"], step["to_level"])
        assert (float(line["impact"]), int(line["selected_in"]), line["due"]) == (
            step["impact"],
            step["selected_in"],
            step["due"],
        )
    wide = render(report, "terminal", Layout(width=120))
    for row in expected_steps(data):
        assert re.search(row_pattern(row), wide), row


def row_pattern(row: list[str]) -> str:
    """A row of a table in the terminal, of which the name may go on in the next line."""
    words, cells = row[0].split(), r"\s+".join(map(re.escape, row[1:]))
    splits = ((" ".join(words[:at]), " ".join(words[at:])) for at in range(1, len(words) + 1))
    return "|".join(rf"{re.escape(start)}\s+{cells}\s+{re.escape(end)}" for start, end in splits)


def test_the_json_adds_up() -> None:
    data = json.loads(render(written(outlook()), "json", Layout()))
    before, after = data["coverage"]["before"], data["coverage"]["after"]
    assert 100 * (after["value"] - before["value"]) == pytest.approx(data["impact"], abs=1e-9)
    assert sum(step["impact"] for step in data["steps"]) == pytest.approx(data["impact"], abs=1e-9)
    assert data["cost"] == sum(step["cost"] for step in data["steps"])
    assert data["curve"][data["budget"]]["impact"] == data["impact"]
    assert len(data["curve"]) - 1 == sum(step["cost"] for step in (*data["steps"], *data["others"]))
    assert data["robustness"] == {"seed": 0, "resamples": 1000, "method": "binomial"}


def test_the_html_curve_tells_each_point_to_those_who_cannot_see_it() -> None:
    found = outlook()
    (picture,) = read_html(render(written(found), "html", Layout())).all("svg", "curve")
    told = picture.attributes["aria-label"]
    assert told is not None
    assert told.count(" at ") == found.plan.total + 1
    assert len(picture.all("circle")) == 2


def test_with_a_budget_for_every_step_nothing_is_said_to_be_doubtful() -> None:
    text = render(written(outlook(budget=None)), "terminal", Layout())
    assert "Holds" not in text
    assert "Just outside the budget" not in text


@pytest.mark.parametrize(
    ("report", "budget", "words"),
    [
        (samples.nothing_rated, None, "Nothing is rated yet"),
        (samples.everything_met, None, "No gaps: every target is met."),
        (samples.bare, 3, "Nothing is rated yet"),
        (samples.sample, 0, "Nothing fits a budget of 0: the least that adds anything costs 1."),
    ],
)
@pytest.mark.parametrize("form", FORMATS)
def test_a_plan_without_steps_says_why(report: Any, budget: int | None, words: str, form: str) -> None:
    text = render(written(outlook(report(), budget)), form, Layout(width=100))
    if form in ("terminal", "markdown", "html"):
        assert words in text
    elif form == "json":
        assert json.loads(text)["steps"] == []
    else:
        assert len(text.splitlines()) == 1


@pytest.mark.parametrize("form", FORMATS)
def test_hostile_words_stay_words(form: str) -> None:
    text = render(written(outlook(samples.hostile(), 30)), form, Layout())
    allowed = "\r\n" if form == "csv" else "\n"
    assert {char for char in text if unicodedata.category(char) in ("Cc", "Cs") and char not in allowed} == set()
    if form == "html":
        harmless = render(written(outlook(samples.harmless(), 30)), form, Layout())
        assert read_html(text).skeleton() == read_html(harmless).skeleton()
    if form == "csv":
        rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))
        assert not [cell for row in rows for cell in row if cell.lstrip().startswith(("=", "+", "@", "＝"))]


def test_what_is_supposed_is_said_in_every_format() -> None:
    supposed = supposed_sample()
    for form in ("terminal", "markdown", "html"):
        text = render(supposed_content(supposed), form, Layout(width=120))
        assert "What if (not saved)" in text
        assert "Observability at Expert instead of Working" in text
        assert f"{supposed.gained:+.1f} points" in text
    data = json.loads(render(supposed_content(supposed), "json", Layout()))
    assert data["what_if"]["levels"] == [
        {"criterion": "observability", "level": 4, "instead_of": 2},
        {"criterion": "cost-optimization-finops", "level": 1, "instead_of": None},
    ]
    assert data["what_if"]["after"] == data["coverage"]
    lines = csv.DictReader(io.StringIO(render(supposed_content(supposed), "csv", Layout()).removeprefix("\ufeff")))
    marked = {line["id"]: line["instead_of_level"] for line in lines if line["supposed"] == "True"}
    assert marked == {"observability": "2", "cost-optimization-finops": ""}


# --- the curve in characters ----------------------------------------------------------------------------------


def curve(*values: float, marked: int = 0, turn: int | None = None) -> Curve:
    return Curve("Curve", values, (marked, "here"), None if turn is None else (turn, "there"), "cost")


def test_a_curve_by_hand() -> None:
    assert drawn(curve(0.5, 0.75, 1.0, marked=2, turn=1), 24, 3, UNICODE) == [
        "100% │        ●",
        " 75% │    ○",
        " 50% │·",
        "     └─────────",
        "cost  0       2",
        "      ○ there · ● here",
    ]


def test_beside_the_mark_stands_its_own_figure_not_that_of_its_line() -> None:
    """Five lines from 50 to 100% are 12.5 apart: 0.83 stands on the third of them, that of 87.5%."""
    lines = drawn(curve(0.5, 0.83, 1.0, marked=1), 24, 5, UNICODE)
    assert [line[:5].strip() for line in lines[:5]] == ["100%", "83%", "", "", "50%"]
    assert UNICODE.rated in lines[1]


def test_on_a_line_of_both_marks_and_the_end_stands_the_plan_s_own_figure() -> None:
    lines = drawn(curve(0.5, 0.97, 0.99, 1.0, marked=1, turn=2), 24, 5, UNICODE)
    assert [line[:5].strip() for line in lines[:5]] == ["97%", "", "", "", "50%"]


@pytest.mark.parametrize("glyphs", [UNICODE, ASCII])
@pytest.mark.parametrize("count", [2, 3, 30, 84, 85, 500, 5000])
def test_a_curve_of_any_length_keeps_to_its_columns(count: int, glyphs: Glyphs) -> None:
    values = [0.2 + 0.6 * place / count for place in range(count)]
    for marked in (0, count // 2, count - 1):
        lines = drawn(curve(*values, marked=marked), 60, 8, glyphs)
        assert max(map(len, lines)) <= 60
        assert sum(line.count(glyphs.rated) for line in lines[:-3]) == 1
        assert str(count - 1) in lines[-2]


def test_a_flat_curve_is_drawn_on_the_floor() -> None:
    lines = drawn(curve(1.0, 1.0), 30, 4, UNICODE)
    assert [line.count("·") + line.count("●") for line in lines] == [0, 0, 0, 2, 0, 0, 1]
