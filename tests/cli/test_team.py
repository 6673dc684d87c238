"""``skillgap team`` as a mentor calls it."""

from __future__ import annotations

import csv
import html
import io
import json
import sqlite3
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from skillgap import reports
from skillgap.cli import team
from skillgap.store import spill
from tests.cli.conftest import MATRIX, ROOT, STAFF, Command
from tests.cli.test_compare import person, role

SAMPLES = ROOT / "profiles"


@pytest.fixture
def people(home: Path) -> Path:
    """Two people of a role in a folder, and a bundle with a third."""
    role(home, "role", 1, {"one": 10, "two": 10})
    person(home, "ann", ("role", 1, "2026-01-01", {"one": 2, "two": 0}))
    person(home, "bob", ("role", 1, "2026-02-01", {"one": 1}))
    person(home, "cy", ("role", 1, "2026-03-01", {"one": 0, "two": 2}))
    text = (home / "profiles" / "cy.yaml").read_text(encoding="utf-8")
    (home / "profiles" / "cy.yaml").unlink()
    (home / "team.jsonl").write_text(text + "\n", encoding="utf-8")
    return home


def data_of(skillgap: Command, *arguments: str | Path, code: int = 0) -> Any:
    result = skillgap("team", *arguments, "--format", "json")
    assert (result.code, result.err == "") == (code, code == 0)
    return json.loads(result.out)


@pytest.mark.parametrize("form", reports.FORMATS)
def test_every_format_is_written(skillgap: Command, form: str) -> None:
    result = skillgap("team", SAMPLES, "--format", form)
    assert (result.code, result.err) == (0, "")
    assert "Sample platform engineer" in result.out.replace("\\", "")
    written = skillgap("team", SAMPLES, "--format", form, "--output", "out")
    assert (written.out, written.err) == ("", "wrote out\n")


def test_a_person_s_figures_are_those_of_their_report(skillgap: Command) -> None:
    (one,) = data_of(skillgap, STAFF)["people"]
    report = json.loads(skillgap("report", STAFF, "--format", "json").out)
    assert one["coverage"] == report["coverage"]
    rows = [*report["gaps"], *report["met"]]
    assert one["levels"] == {row["id"]: row["level"] for row in rows}
    states = {row["id"]: row["state"] for row in (*report["unrated"], *report["not_applicable"])}
    assert one["states"] == states


def test_folders_bundles_files_and_ids_go_together_and_nobody_counts_twice(skillgap: Command, people: Path) -> None:
    assert [one["id"] for one in data_of(skillgap, "team.jsonl", "profiles", "ann")["people"]] == ["cy", "ann", "bob"]
    assert [one["id"] for one in data_of(skillgap, people / "profiles" / "bob.yaml", "team.jsonl")["people"]] == [
        "bob",
        "cy",
    ]


def test_without_a_path_it_is_one_s_own_folder(skillgap: Command, people: Path) -> None:
    del people
    assert [one["id"] for one in data_of(skillgap)["people"]] == ["ann", "bob"]


def test_shared_gaps_name_who_is_below(skillgap: Command, people: Path) -> None:
    del people
    gaps = data_of(skillgap, "profiles", "team.jsonl")["shared_gaps"]
    told = [(gap["id"], gap["below_target"], gap["weight"]) for gap in gaps]
    assert told == [("one", ["bob", "cy"], 1.0), ("two", ["ann"], 0.5)]


def test_what_cannot_be_read_is_named_and_the_rest_reported(skillgap: Command, people: Path) -> None:
    (people / "profiles" / "bad.yaml").write_text("nonsense", encoding="utf-8")
    with (people / "team.jsonl").open("a", encoding="utf-8") as file:
        file.write("{\n")
    twice = skillgap("team", "profiles", "team.jsonl", "gone.yaml", "gone.jsonl", "--format", "json")
    assert twice.code == 5
    assert [load["id"] for load in json.loads(twice.out)["people"]] == ["ann", "bob", "cy"]
    assert "profiles/bad.yaml:1:1: the file is not a mapping" in twice.err
    assert "team.jsonl:2:2: this is not valid JSON" in twice.err
    assert "gone.yaml: the file cannot be read" in twice.err
    assert "gone.jsonl: the file cannot be read" in twice.err


@pytest.mark.parametrize("form", ["terminal", "markdown", "html", "csv", "json"])
def test_every_format_lists_what_cannot_be_read(skillgap: Command, people: Path, form: str) -> None:
    (people / "profiles" / "bad.yaml").write_text("nonsense", encoding="utf-8")
    (people / "profiles" / "odd.yaml").write_text("format: skillgap/profile/1\nnmae: A\n", encoding="utf-8")
    with (people / "team.jsonl").open("a", encoding="utf-8") as file:
        file.write("{\n[\n")
    result = skillgap("team", "profiles", "team.jsonl", "--format", form, "--output", "team.out")
    assert result.code == 5
    text = html.unescape((people / "team.out").read_text(encoding="utf-8")).replace("\\", "")
    for place in ("profiles/bad.yaml", "profiles/odd.yaml", "team.jsonl"):
        assert place in text
    assert "the file is not a mapping of keys to values" in text
    assert "this is not valid JSON" in text
    if form not in ("csv", "json"):
        assert "Not counted: 4" in text
        assert "4 files or lines with problems, listed below" in text
        assert "team.jsonl:2" in text


def test_csv_and_json_list_every_problem(skillgap: Command, people: Path) -> None:
    (people / "profiles" / "odd.yaml").write_text("format: skillgap/profile/1\nnmae: A\n", encoding="utf-8")
    listed = data_of(skillgap, "profiles", code=5)["unreadable"]
    assert [(one["file"], one["line"], one["message"]) for one in listed] == [
        ("profiles/odd.yaml", 1, "id is missing"),
        ("profiles/odd.yaml", 1, "name is missing"),
        ("profiles/odd.yaml", 2, "unknown key 'nmae'"),
    ]
    rows = list(csv.DictReader(io.StringIO(skillgap("team", "profiles", "--format", "csv").out.lstrip("\ufeff"))))
    assert [(row["id"], row["unreadable"]) for row in rows if row["unreadable"]] == [
        ("", "profiles/odd.yaml:1:1: id is missing"),
        ("", "profiles/odd.yaml:1:1: name is missing"),
        ("", "profiles/odd.yaml:2:1: unknown key 'nmae' (at nmae)"),
    ]


def test_a_person_in_two_files_is_named(skillgap: Command, people: Path) -> None:
    (people / "copy.yaml").write_bytes((people / "profiles" / "ann.yaml").read_bytes())
    result = skillgap("team", "profiles", "copy.yaml")
    assert result.code == 5
    assert "another profile of the team has the id ann" in result.err
    assert result.out.startswith("Team of 2 people\n")


@pytest.mark.parametrize("broken", [False, True])
def test_nobody_to_report_on_says_why(skillgap: Command, home: Path, broken: bool) -> None:
    (home / "empty").mkdir()
    if broken:
        (home / "empty" / "bad.yaml").write_text("[", encoding="utf-8")
    result = skillgap("team", "empty")
    assert (result.code, result.out) == (1, "")
    assert result.err.startswith("empty/bad.yaml:1:" if broken else "empty: there is no profile in this folder\nhint: ")


def test_an_unknown_id_is_named(skillgap: Command, people: Path) -> None:
    del people
    result = skillgap("team", "anne")
    assert (result.code, result.err) == (1, "there is no profile anne\nhint: did you mean ann?\n")


def test_people_of_another_role_or_version_are_listed_with_it(skillgap: Command, people: Path) -> None:
    person(people, "eve", ("unknown-role", 1, "2026-02-01", {"bread": 2}))
    person(people, "old", ("role", 9, "2026-02-01", {"one": 1}))
    person(people, "new")
    absent = data_of(skillgap, "profiles")["not_assessed"]
    assert [(one["id"], one["matrix_versions"], one["matrix_ids"]) for one in absent] == [
        ("eve", [], ["unknown-role"]),
        ("new", [], []),
        ("old", [9], []),
    ]
    text = skillgap("team", "profiles").out
    for line in ("Eve   assessed for unknown-role", "New   not rated yet", "Old   assessed against version 9"):
        assert line.split() in [splitline.split() for splitline in text.splitlines()]


def test_where_nobody_is_assessed_against_the_current_version_the_other_one_is_named(
    skillgap: Command, people: Path
) -> None:
    (people / "matrices" / "role.yaml").rename(people / "matrices" / "role.v1.yaml")
    role(people, "role", 2, {"one": 10, "two": 10})
    result = skillgap("team", "profiles")
    assert (result.code, "0 assessed" in result.out) == (0, True)
    assert result.err == "Nobody is assessed against version 2. To report on another: --matrix role@1\n"
    assert [one["id"] for one in data_of(skillgap, "profiles", "--matrix", "role@1")["people"]] == ["ann", "bob"]


def test_of_several_roles_one_is_to_be_chosen(skillgap: Command, people: Path) -> None:
    role(people, "baker", 1, {"bread": 5})
    person(people, "eve", ("baker", 1, "2026-02-01", {"bread": 2}))
    result = skillgap("team", "profiles")
    assert (result.code, result.out) == (1, "")
    assert result.err == (
        "the people are assessed for 2 roles, and not all of them for one\n"
        "hint: choose one with --matrix: role, baker\n"
    )
    chosen = data_of(skillgap, "profiles", "--matrix", "baker")
    assert ([one["id"] for one in chosen["people"]], chosen["matrix"]["id"]) == (["eve"], "baker")


def test_the_role_is_that_of_the_people_whatever_else_is_known(skillgap: Command, people: Path) -> None:
    role(people, "baker", 1, {"bread": 5})
    assert data_of(skillgap, "profiles")["matrix"]["id"] == "role"
    assert data_of(skillgap, SAMPLES)["matrix"]["id"] == MATRIX


def test_nobody_rated_and_several_roles_known_asks_for_one(skillgap: Command, home: Path) -> None:
    role(home, "baker", 1, {"bread": 5})
    person(home, "new")
    result = skillgap("team", "profiles")
    assert (result.code, result.out) == (1, "")
    assert result.err == f"2 matrices are known here\nhint: choose one with --matrix: baker, {MATRIX}\n"


def test_the_age_of_what_is_stale_is_the_user_s(skillgap: Command, people: Path) -> None:
    del people
    assert data_of(skillgap, "profiles", "--stale-after", "1000000")["stale_ids"] == []
    assert data_of(skillgap, "profiles", "--stale-after", "0")["stale_ids"] == ["ann", "bob"]
    assert skillgap("team", "profiles", "--stale-after", "-1").code == 2


def test_thousands_in_one_bundle_are_told_and_no_note_goes_to_a_file(skillgap: Command, people: Path) -> None:
    line = (people / "team.jsonl").read_text(encoding="utf-8")
    many = "".join(line.replace('"id": "cy"', f'"id": "cy-{number}"') for number in range(2_500))
    (people / "many.jsonl").write_text(many, encoding="utf-8")
    result = skillgap("team", "many.jsonl")
    assert (result.code, result.err) == (0, "")
    assert result.out.startswith("Team of 2,500 people\n")


@pytest.mark.parametrize("form", reports.FORMATS)
def test_where_there_is_no_room_for_more_people_nothing_is_reported(
    skillgap: Command, people: Path, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    def cramped(owner: object, tables: str, cache: int) -> sqlite3.Connection:
        database = temporary_database(owner, tables, cache)
        database.execute("PRAGMA max_page_count = 3")
        return database

    temporary_database = spill.temporary_database
    monkeypatch.setattr(spill, "temporary_database", cramped)
    programs = form in reports.FOR_PROGRAMS
    monkeypatch.setattr(spill, "TemporaryRegister", partial(spill.TemporaryRegister, 2_000 if programs else 2))
    line = (people / "team.jsonl").read_text(encoding="utf-8")
    many = "".join(line.replace('"id": "cy"', f'"id": "cy-{number}"') for number in range(1_000))
    (people / "many.jsonl").write_text(many, encoding="utf-8")
    result = skillgap("team", "many.jsonl", "profiles", "--format", form, "--output", "out")
    assert (result.code, result.out) == (1, "")
    what = "what is to be written of the people" if programs else "the people counted so far"
    assert result.err == (
        f"{what} cannot be kept: database or disk is full\n"
        "hint: make room in the folder for temporary files, or name another in SQLITE_TMPDIR\n"
    )
    assert not (people / "out").exists()


def test_a_person_is_noticed_to_come_twice_when_no_more_of_them_fit_into_memory(
    skillgap: Command, people: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spill, "TemporaryRegister", partial(spill.TemporaryRegister, 1))
    (people / "copy.jsonl").write_bytes((people / "team.jsonl").read_bytes())
    result = skillgap("team", "profiles", "team.jsonl", "copy.jsonl")
    assert (result.code, result.out.splitlines()[0]) == (5, "Team of 3 people")
    assert result.err.startswith("copy.jsonl:1:")
    assert "another profile of the team has the id cy" in result.err


def test_a_note_of_how_many_are_read_goes_to_a_terminal_and_away_again(
    skillgap: Command, people: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    del people
    monkeypatch.setattr(team, "_EACH", 2)
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    noted = skillgap("team", "profiles", "team.jsonl").err
    assert noted.startswith("\r2 people read")
    assert noted.endswith("\r")
    monkeypatch.setattr(team, "_EACH", 100)
    assert skillgap("team", "profiles", "team.jsonl").err == ""
