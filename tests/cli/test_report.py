"""``skillgap report`` as a user calls it."""

from __future__ import annotations

import datetime
import json
import re
from pathlib import Path

import pytest
from click import Choice

from skillgap import reports
from skillgap.cli import report
from skillgap.labels import percent_below
from skillgap.scoring import gap_report
from tests.cli.conftest import MATRIX, STAFF, Command
from tests.cli.test_compare import person, role

EMPTY = "format: skillgap/profile/1\nid: me\nname: Me\n"
RATED = EMPTY + (
    "assessments:\n"
    "  - matrix: principal-ai-infrastructure-engineer\n"
    "    matrix_version: 1\n"
    "    date: 2026-05-04\n"
    "    ratings:\n"
    "      large-scale-distributed-systems-design: {level: 4}\n"
    "      technical-leadership-mentorship: {level: 2}\n"
)


def test_json_is_the_contract_and_nothing_else_on_stdout(skillgap: Command) -> None:
    result = skillgap("report", STAFF, "--format", "json")
    assert (result.code, result.err) == (0, "")
    report = json.loads(result.out)
    assert report["format"] == "skillgap/report/1"
    assert report["profile"] == {"id": "sample-staff-engineer", "name": "Sample staff engineer"}
    assert report["assessment"] == {"date": "2026-05-04", "view": "agreed"}


def test_an_earlier_assessment_is_read_by_its_date(skillgap: Command) -> None:
    report = json.loads(skillgap("report", "sample-staff-engineer@2025-11-10", "--format", "json").out)
    assert report["assessment"]["date"] == "2025-11-10"
    plan = skillgap("plan", "sample-staff-engineer@2025-11-10", "--format", "json")
    assert plan.out != skillgap("plan", "sample-staff-engineer", "--format", "json").out
    result = skillgap("report", "sample-staff-engineer@2020-01-01")
    assert (result.code, result.out) == (1, "")
    assert "sample-staff-engineer has no assessment on 2020-01-01\nhint: it has " in result.err
    result = skillgap("report", "sample-staff-engineer@yesterday")
    assert (result.code, result.out) == (2, "")
    assert "'yesterday' is not a date" in result.err


def test_the_file_of_a_name_with_an_at_sign_is_read(skillgap: Command, home: Path) -> None:
    path = home / "me@home.yaml"
    path.write_text(RATED, encoding="utf-8")
    for name in (path, f"{path}@2026-05-04"):
        report = json.loads(skillgap("report", str(name), "--format", "json").out)
        assert report["assessment"]["date"] == "2026-05-04"


def test_the_samples_are_known_by_id_from_any_folder(skillgap: Command) -> None:
    assert skillgap("report", "sample-staff-engineer", "--format", "json").out == (
        skillgap("report", STAFF, "--format", "json").out
    )


def test_section_narrows_the_lists_and_keeps_ranks_and_coverage(skillgap: Command) -> None:
    whole = json.loads(skillgap("report", STAFF, "--format", "json").out)
    part = json.loads(skillgap("report", STAFF, "--format", "json", "--section", "technologies").out)
    assert part["coverage"] == whole["coverage"]
    assert part["gaps"] == [row for row in whole["gaps"] if row["section"] == "technologies"]
    assert [section["id"] for section in part["sections"]] == ["technologies"]


@pytest.mark.parametrize("command", ["report", "plan"])
@pytest.mark.parametrize("form", ["terminal", "markdown", "html"])
def test_what_shows_one_section_says_what_stays_that_of_the_whole(skillgap: Command, command: str, form: str) -> None:
    said = "Technologies only (ranks and points are for the whole role)"
    assert said in skillgap(command, STAFF, "--format", form, "--section", "technologies").out
    assert "of the whole role" not in skillgap(command, STAFF, "--format", form).out


def test_an_unknown_section_is_wrong_usage_and_lists_the_known_ones(skillgap: Command) -> None:
    result = skillgap("report", STAFF, "--section", "talents")
    assert result.code == 2
    assert f"'talents' is not a section of {MATRIX}: it has skills, technologies, responsibilities." in result.err


def test_rank_by_impact_orders_by_what_closing_a_gap_adds(skillgap: Command) -> None:
    report = json.loads(skillgap("report", STAFF, "--format", "json", "--rank-by", "impact").out)
    impacts = [row["impact"] for row in report["gaps"]]
    assert impacts == sorted(impacts, reverse=True)
    assert len(impacts) > 3


def test_views_differ_where_a_review_does(skillgap: Command) -> None:
    values = {
        view: json.loads(skillgap("report", STAFF, "--format", "json", "--view", view).out)["coverage"]["value"]
        for view in ("agreed", "self", "mentor")
    }
    assert len(set(values.values())) == 3


@pytest.mark.parametrize(("bound", "code"), [("76.4", 0), ("76.6", 4)])
def test_fail_under_ends_with_4_below_the_bound(skillgap: Command, bound: str, code: int) -> None:
    # The sample's coverage is 76.5%, as tests/scoring/test_gap_report.py computes by hand.
    result = skillgap("report", STAFF, "--fail-under", bound)
    assert result.code == code
    assert ("coverage 76% is below" in result.err or "coverage 76.5% is below" in result.err) == (code == 4)


@pytest.mark.parametrize(
    ("fraction", "bound", "words"),
    [
        (2 / 3, 67, "66.7% is below 67%"),
        (0.666, 66.7, "66.6% is below 66.7%"),
        (0.66999, 67, "66.999% is below 67%"),
        (0.42, 60, "42% is below 60%"),
        (None, 0, "– is below 0%"),
    ],
)
def test_fail_under_shows_as_many_digits_as_it_needs(fraction: float | None, bound: float, words: str) -> None:
    assert percent_below(fraction, bound) == words


@pytest.mark.parametrize(("bound", "code"), [("58", 0), ("58.001", 4)])
def test_coverage_of_just_the_bound_is_not_below_it(skillgap: Command, home: Path, bound: str, code: int) -> None:
    role(home, "role", 1, {"one": 20, "two": 9, "three": 20, "four": 1})
    person(home, "me", ("role", 1, "2026-01-01", {"one": 2, "two": 2, "three": 0, "four": 0}))
    # 29 of 50 is 58%, and as floats 100 · 0.58 is 57.99999999999999.
    assert skillgap("report", "me", "--fail-under", bound).code == code


def test_output_is_written_to_a_file_and_stdout_stays_empty(skillgap: Command, home: Path) -> None:
    result = skillgap("report", STAFF, "--format", "json", "--output", "report.json")
    assert (result.code, result.out, result.err) == (0, "", "wrote report.json\n")
    assert (home / "report.json").read_text(encoding="utf-8") == skillgap("report", STAFF, "--format", "json").out


def test_output_into_a_folder_that_is_not_there_is_one_sentence(skillgap: Command, home: Path) -> None:
    (home / "plain").write_text("x")
    for folder, reason in (("gone", "no such file or directory"), ("plain", "not a directory")):
        result = skillgap("report", STAFF, "--output", home / folder / "x.txt")
        assert (result.code, result.out) == (1, "")
        place, hint = result.err.splitlines()
        assert place == f"{home / folder / 'x.txt'}: the file cannot be written: {reason}"
        assert hint.startswith("hint: ")
    assert [path.name for path in home.iterdir()] == ["plain"]


def test_a_profile_without_assessments_reports_everything_unrated(skillgap: Command, home: Path) -> None:
    (home / "me.yaml").write_text(EMPTY)
    result = skillgap("report", "me.yaml", "--format", "json")
    report = json.loads(result.out)
    assert result.code == 0
    assert report["assessment"] == {"date": None, "view": "agreed"}
    assert report["coverage"]["value"] is None
    assert (report["coverage"]["low"], report["coverage"]["high"]) == (0.0, 1.0)
    assert len(report["unrated"]) == 19
    assert result.err == "Nothing is rated yet. Begin with: skillgap assess me.yaml\n"


def test_with_nothing_rated_fail_under_fails(skillgap: Command, home: Path) -> None:
    (home / "me.yaml").write_text(EMPTY)
    assert skillgap("report", "me.yaml", "--fail-under", "0").code == 4


def test_an_older_assessment_is_read_against_the_version_it_was_made_with(skillgap: Command, home: Path) -> None:
    matrices = home / "matrices"
    matrices.mkdir()
    text = (
        "format: skillgap/matrix/1\nid: role\nversion: {version}\ntitle: Role\nsource: {{sample_size: 10}}\n"
        "scale: [{{level: 0, name: None}}, {{level: 1, name: Some}}]\ntargets: {{default: 1}}\n"
        "sections:\n  - id: skills\n    criteria:\n      - {{id: one, name: One, postings: {postings}}}\n"
    )
    (matrices / "role.yaml").write_text(text.format(version=2, postings=9))
    (home / "me.yaml").write_text(
        EMPTY + "assessments: [{matrix: role, matrix_version: 1, date: 2026-01-01, ratings: {one: {level: 0}}}]\n"
    )
    missing = skillgap("report", "me.yaml")
    assert missing.code == 1
    assert "version 1 of the matrix role is not here, only version 2" in missing.err
    assert "hint: put it beside the other as role.v1.yaml" in missing.err
    (matrices / "role.v1.yaml").write_text(text.format(version=1, postings=5))
    report = json.loads(skillgap("report", "me.yaml", "--format", "json").out)
    assert report["matrix"]["version"] == 1
    assert report["gaps"][0]["postings"] == 5


@pytest.mark.parametrize(
    ("name", "text", "message", "hint"),
    [
        ("gone.yaml", None, "gone.yaml: ", "hint: "),
        (
            "me.yaml",
            RATED.replace("level: 2", "level: 9"),
            "me.yaml:10:48: level 9 is not on the scale",
            "0, 1, 2, 3, 4",
        ),
        ("me.yaml", RATED.replace("technical-l", "tecnical-l"), "me.yaml:10:7: ", "did you mean technical-leadership"),
        ("me.yaml", RATED.replace("name: Me", "nmae: Me"), "me.yaml:3:1: unknown key 'nmae'", "did you mean name?"),
        ("me.yaml", "a: [", "me.yaml:1:", "hint: "),
        (
            "me.yaml",
            "format: skillgap/matrix/1\n",
            "me.yaml:1:9: format must be skillgap/profile/1",
            "skillgap/profile/1",
        ),
    ],
)
def test_what_cannot_be_read_is_one_sentence_with_its_place(
    skillgap: Command, home: Path, name: str, text: str | None, message: str, hint: str
) -> None:
    if text is not None:
        (home / name).write_text(text)
    result = skillgap("report", f"./{name}")
    assert result.code == 1
    assert result.out == ""
    assert message in result.err
    assert hint in result.err


def test_a_profile_of_another_matrix_says_which_it_has(skillgap: Command, home: Path) -> None:
    (home / "me.yaml").write_text(EMPTY + "assessments: [{matrix: role, matrix_version: 1, date: 2026-01-01}]\n")
    result = skillgap("report", "me.yaml", "--matrix", MATRIX)
    assert result.code == 1
    assert f"me.yaml: me has no assessment of {MATRIX}" in result.err
    assert "hint: it has role" in result.err
    unknown = skillgap("report", "me.yaml")
    assert unknown.code == 1
    assert unknown.err.startswith("me.yaml:4:24: there is no matrix role (at assessments[0].matrix)\nhint: ")


def test_an_unknown_id_suggests_the_near_one(skillgap: Command) -> None:
    result = skillgap("report", "sample-staf-engineer")
    assert result.code == 1
    assert "there is no profile sample-staf-engineer" in result.err
    assert "hint: did you mean sample-staff-engineer?" in result.err


def test_without_a_terminal_the_bare_command_prints_the_sample(skillgap: Command) -> None:
    result = skillgap()
    assert result.code == 0
    assert "Sample staff engineer" in result.out
    assert result.err.count("\n") == 1
    assert "sample" in result.err


def test_a_near_miss_of_a_command_is_suggested(skillgap: Command) -> None:
    result = skillgap("reprot")
    assert result.code == 2
    assert "Did you mean report?" in result.err


def test_the_choices_are_those_the_library_knows() -> None:
    choices = {option.name: option.type.choices for option in report.command.params if isinstance(option.type, Choice)}
    assert choices == {
        "format_": (*reports.FORMATS, "jsonl"),
        "rank_by": gap_report.RANKINGS,
        "view": gap_report.VIEWS,
        "group_by": ("topic",),
    }


@pytest.mark.parametrize("form", ["markdown", "html", "csv"])
def test_formats_to_hand_on_are_utf_8_and_go_to_a_file(skillgap: Command, home: Path, form: str) -> None:
    result = skillgap("report", STAFF, "--format", form, "--output", f"report.{form}")
    assert (result.code, result.out) == (0, "")
    text = (home / f"report.{form}").read_bytes().decode("utf-8-sig")
    assert "Large-scale distributed systems design" in text
    assert text == skillgap("report", STAFF, "--format", form).out.removeprefix("\ufeff")


def test_a_dash_as_output_is_standard_output_and_an_empty_name_is_wrong_usage(skillgap: Command, home: Path) -> None:
    assert skillgap("report", STAFF, "--output", "-").out == skillgap("report", STAFF).out
    assert list(home.iterdir()) == []
    refused = skillgap("report", STAFF, "--output", "")
    assert refused.code == 2
    assert "a file name is needed" in refused.err


def test_goals_say_whether_they_are_overdue(skillgap: Command, home: Path) -> None:
    tomorrow, yesterday = (datetime.date.today() + datetime.timedelta(days=days) for days in (1, -1))
    goals = f"""goals:
  - {{id: a, criterion: hardware, level: 3, due: {tomorrow}, status: open}}
  - {{id: b, criterion: hardware, level: 2, due: {yesterday}, status: open}}
  - {{id: c, criterion: hardware, level: 1, due: {yesterday}, status: done}}
"""
    (home / "me.yaml").write_text(RATED + goals)
    lines = skillgap("report", "./me.yaml").out.partition("\nGoals\n")[2].splitlines()
    assert [re.split(" {2,}", line)[1] for line in lines[2:5]] == ["due soon", "overdue", "done"]


@pytest.mark.parametrize(
    "typed",
    [
        ("report", STAFF, "--section", "\x1b[31m"),
        ("report", "\x1b[31m@2026"),
        ("report", "me@\x1b[31m"),
        ("profile", "export", STAFF, "--output", "\x1b[31m"),
    ],
)
def test_a_refusal_of_what_was_typed_cannot_write_to_the_terminal(skillgap: Command, typed: tuple[str, ...]) -> None:
    result = skillgap(*typed)
    assert result.code == 2
    assert "\N{REPLACEMENT CHARACTER}[31m" in result.err
    assert "\x1b" not in result.err
