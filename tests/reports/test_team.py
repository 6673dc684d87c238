"""A team in every format.

``SKILLGAP_UPDATE_GOLDENS=1 pytest tests/reports/test_team.py`` writes the goldens anew: look at the difference.
"""

from __future__ import annotations

import csv
import datetime
import io
import json
import random
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from skillgap.labels import ASCII
from skillgap.labels import team as words
from skillgap.model.profile import Assessment, Profile, Rating, Review
from skillgap.reports import FORMATS, team_data
from skillgap.reports.content import Layout, ReportContent
from skillgap.reports.rendering import render, render_parts
from skillgap.reports.team import written_team
from skillgap.reports.text import width
from skillgap.scoring.team import TeamReport, team_report
from tests.reports import comparisons, samples
from tests.reports.assert_escaped import assert_plain_text
from tests.reports.comparisons import TODAY
from tests.reports.golden import held_against_golden
from tests.reports.readers import markdown_tables, read_html, read_markdown

GOLDENS = {
    "team-80.txt": ("terminal", 5, Layout(width=80)),
    "team-40-ascii.txt": ("terminal", 2, Layout(width=40, glyphs=ASCII)),
    "team-12-80.txt": ("terminal", 12, Layout(width=80)),
    "team-many-80.txt": ("terminal", 60, Layout(width=80)),
    "team.md": ("markdown", 5, Layout()),
    "team.html": ("html", 5, Layout()),
    "team.csv": ("csv", 5, Layout()),
    "team.json": ("json", 3, Layout()),
}


def drawn(number: int, rng: random.Random) -> Profile:
    """Somebody made up, with a review that waits, is begun or is done."""
    ratings = {}
    for criterion in comparisons.role().criteria:
        level = rng.choice((0, 1, 2, 3, 4, 4, None))
        evidence = ("Seen",) if level is not None and rng.random() < 0.5 else ()
        state = None if level is not None else rng.choice(comparisons.STATES)
        if rng.random() < 0.95:
            ratings[criterion.id] = Rating(level=level, state=state, evidence=evidence)
    date = TODAY - datetime.timedelta(days=rng.randint(0, 400))
    role = comparisons.role().id
    assessment = Assessment(matrix=role, matrix_version=1, date=date, ratings=ratings)
    review = Review(assessment=date, matrix=role, by="Mira", date=date, status="complete")
    reviews = ((), (replace(review, status="draft"),), (review,))[number % 3]
    name = f"Person {number}"
    return Profile(format="skillgap/profile/1", id=f"p-{number}", name=name, assessments=(assessment,), reviews=reviews)


def team_of(count: int) -> TeamReport:
    """So many people made up, and two who are not assessed for the role."""
    rng = random.Random(11)
    other = Assessment(matrix="baker", matrix_version=1, date=TODAY)
    new = Profile(format="skillgap/profile/1", id="new", name="New")
    people = [
        *(drawn(number, rng) for number in range(1, count + 1)),
        new,
        replace(new, id="eve", assessments=(other,)),
    ]
    return team_report(comparisons.role(), people, TODAY)


def data_of(team: TeamReport) -> Any:
    return json.loads(render(written_team(team), "json", Layout()))


@samples.unchecked()
def hostile(strings: Sequence[str]) -> ReportContent:
    """These strings wherever a file can put them."""
    matrix = samples.matrix_of(strings)
    people = []
    for number, text in enumerate(strings[: words.MOST_COLUMNS]):
        ratings = {
            one.id: Rating(level=1 + (at + number) % 5, evidence=(text,)) for at, one in enumerate(matrix.criteria)
        }
        own = Assessment(matrix="role", matrix_version=7, date=samples.DAY, ratings=ratings)
        draft = Review(assessment=samples.DAY, matrix="role", by=text, date=samples.DAY, status="draft")
        person = Profile(format="skillgap/profile/1", id=f"p-{number}", name=text, assessments=(own,), reviews=(draft,))
        elsewhere = replace(person, id=f"q-{number}", assessments=(replace(own, matrix=text),), reviews=())
        people += [person, elsewhere]
    return written_team(team_report(matrix, people, TODAY))


@pytest.mark.parametrize("name", list(GOLDENS))
def test_it_is_written_as_the_golden_one(name: str) -> None:
    form, count, layout = GOLDENS[name]
    held_against_golden(name, render(written_team(team_of(count)), form, layout))


@pytest.mark.parametrize("columns", [40, 80, 120])
@pytest.mark.parametrize("count", [1, 5, 12, 13, 60])
def test_no_line_is_wider_than_the_terminal(count: int, columns: int) -> None:
    text = render(written_team(team_of(count)), "terminal", Layout(width=columns))
    assert max(map(width, text.splitlines())) <= columns


def test_html_and_markdown_show_the_same_tables() -> None:
    written = written_team(team_of(5))
    page = read_html(render(written, "html", Layout()))
    in_markdown = markdown_tables(read_markdown(render(written, "markdown", Layout())))
    assert [len(body.all("tr")) for body in page.all("tbody")] == [len(rows) for rows in in_markdown.values()]


def test_twelve_people_stand_side_by_side_at_80_columns_and_more_are_counted() -> None:
    twelve = render(written_team(team_of(12)), "terminal", Layout(width=80))
    (head,) = [line for line in twelve.splitlines() if line.startswith("Criterion") and "Role" in line]
    assert head.split() == ["Criterion", "Role", *map(str, range(1, 13))]
    many = render(written_team(team_of(13)), "terminal", Layout(width=80))
    assert "Levels by criterion" in many
    assert "people × criteria" not in many


def test_the_map_shows_each_level_and_how_much_of_the_target_it_meets() -> None:
    team = team_of(5)
    page = read_html(render(written_team(team), "html", Layout()))
    (table,) = [one for one in page.all("table") if one.all("caption")[0].text.startswith("Levels")]
    rows = {line.all("th")[0].text: line.all("td") for line in table.all("tbody")[0].all("tr")}
    for row in team.rows:
        cells = rows[row.criterion.name][1:]
        for member, cell in zip(team.members, cells, strict=True):
            level = member.levels[row.position]
            assert cell.text == (words.MARKS[member.states[row.position]] if level is None else str(level))
            shades = [] if level is None else [f"shade-{round(8 * min(level, row.target) / row.target)}"]
            assert (cell.attributes.get("class") or "").split() == [*shades, "number"]


def test_a_long_list_says_how_many_more_there_are_and_json_names_them() -> None:
    team = team_of(60)
    text = render(written_team(team), "markdown", Layout())
    coverage = next(rows for title, rows in markdown_tables(read_markdown(text)).items() if "Coverage" in str(title))
    assert len(coverage) == words.MOST_LISTED
    assert "10 more are in the CSV and JSON forms" in text
    assert len(data_of(team)["people"]) == 60


def test_json_tells_everybody_s_levels_and_states() -> None:
    team = team_of(5)
    data = data_of(team)
    assert data["format"] == "skillgap/team/1"
    for member, told in zip(team.members, data["people"], strict=True):
        ids = [criterion.id for criterion in team.matrix.criteria]
        rated = {one: level for one, level in zip(ids, member.levels, strict=True) if level is not None}
        assert (told["id"], told["levels"]) == (member.id, rated)
        assert told["coverage"]["value"] == pytest.approx(member.coverage.value, abs=1e-12)
        assert set(told["states"]) == set(ids) - set(rated)
        assert "rated" not in told["states"].values()
    assert [one["id"] for one in data["shared_gaps"]] == [row.criterion.id for row in team.shared_gaps]
    assert data["not_assessed"] == [
        {"id": "new", "name": "New", "matrix_versions": [], "matrix_ids": []},
        {"id": "eve", "name": "New", "matrix_versions": [], "matrix_ids": ["baker"]},
    ]


def test_csv_has_a_row_a_person_and_a_column_a_criterion() -> None:
    team = team_of(3)
    text = render(written_team(team), "csv", Layout())
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    assert [row["id"] for row in rows] == ["p-1", "p-2", "p-3", "new", "eve"]
    for member, row in zip(team.members, rows, strict=False):
        told = [row[criterion.id] for criterion in team.matrix.criteria]
        pairs = zip(member.levels, member.states, strict=True)
        assert told == [state if level is None else str(level) for level, state in pairs]


@pytest.mark.parametrize("form", ["csv", "json"])
def test_however_few_people_are_written_at_once_it_is_the_same_text(form: str, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = list(render_parts(written_team(team_of(7)), form, Layout()))
    for count in (1, 2, 3):
        monkeypatch.setattr(team_data, "_TOGETHER", count)
        parts = list(render_parts(written_team(team_of(7)), form, Layout()))
        assert len(parts) > len(whole)
        assert "".join(parts) == "".join(whole)


def test_json_for_a_place_that_knows_ascii_alone_says_the_same() -> None:
    written = hostile(("Zoë 🚀", 'half "quoted" \\ \x7f', "\u2028 and \xa0"))
    text = render(written, "json", Layout(glyphs=ASCII))
    assert text.isascii()
    assert '"Zo\\u00eb \\ud83d\\ude80"' in text
    assert "\x7f" not in text
    assert json.loads(text) == json.loads(render(written, "json", Layout()))


def test_people_of_one_name_are_told_apart_by_their_id() -> None:
    text = render(written_team(team_of(1)), "terminal", Layout())
    assert "New (new)" in text
    assert "New (eve)" in text
    assert "Person 1 (p-1)" not in text


@pytest.mark.parametrize("form", FORMATS)
def test_a_team_of_nobody_assessed_is_told_as_such(form: str) -> None:
    text = render(written_team(team_of(0)), form, Layout())
    if form == "json":
        counts = dict.fromkeys(("people_assessed", "people_review_pending", "people_with_draft", "people_stale"), 0) | {
            "people_not_assessed": 2
        }
        assert json.loads(text)["counts"] == counts
    elif form == "csv":
        assert [(row["id"], row["coverage_value"]) for row in csv.DictReader(io.StringIO(text))] == [
            ("new", ""),
            ("eve", ""),
        ]
    else:
        assert "0 assessed, 2 without an assessment of this version" in text
        assert "not rated yet" in text


@pytest.mark.parametrize("form", FORMATS)
def test_hostile_words_stay_words(form: str) -> None:
    assert_plain_text(hostile, form)
