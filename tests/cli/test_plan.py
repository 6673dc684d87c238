"""``skillgap plan`` and ``--what-if`` as a user calls them."""

from __future__ import annotations

import datetime
import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from skillgap.reports.outputs.schema import output_schema
from skillgap.store import read_profile
from tests.cli.conftest import MATRIX, STAFF, Command

EMPTY = "format: skillgap/profile/1\nid: me\nname: Me\n"
RATINGS = f"assessments:\n  - matrix: {MATRIX}\n    matrix_version: 1\n    date: 2026-05-04\n    ratings:\n"
RATED = (
    EMPTY
    + RATINGS
    + ("      large-scale-distributed-systems-design: {level: 3}   # keep me\n      observability: {level: 1}\n")
)
FAR = str(datetime.date.today() + datetime.timedelta(days=300))


@pytest.fixture
def me(home: Path) -> Path:
    path = home / "me.yaml"
    path.write_text(RATED, encoding="utf-8")
    return path


def planned(skillgap: Command, *arguments: str | Path) -> dict[str, Any]:
    result = skillgap("plan", *arguments, "--format", "json")
    assert (result.code, result.err) == (0, "")
    data: dict[str, Any] = json.loads(result.out)
    return data


def taken(data: dict[str, Any]) -> list[tuple[str, int]]:
    return [(step["criterion"], step["to_level"]) for step in data["steps"]]


# --- the plan -------------------------------------------------------------------------------------------------


def test_json_is_the_plan_and_nothing_else_on_stdout(skillgap: Command) -> None:
    data = planned(skillgap, STAFF, "--budget", "5")
    assert data["format"] == "skillgap/plan/1"
    assert data["profile"]["id"] == "sample-staff-engineer"
    assert (data["budget"], data["cost"], len(data["steps"])) == (5, 5, 5)
    assert data["what_if"] is None


def test_without_a_budget_every_gap_is_closed(skillgap: Command, me: Path) -> None:
    data = planned(skillgap, me)
    assert data["budget"] is None
    # 19 postings want 4 where 3 is, 15 want 3 where 1 is: a step is worth 19/4, or 15/3 of their 34.
    assert taken(data) == [("observability", 2), ("observability", 3), ("large-scale-distributed-systems-design", 4)]
    assert [step["impact"] for step in data["steps"]] == pytest.approx([500 / 34, 500 / 34, 475 / 34], abs=1e-9)
    assert data["coverage"]["after"]["value"] == pytest.approx(1)


def test_the_seed_decides_the_resamples_and_is_stated(skillgap: Command) -> None:
    arguments = (STAFF, "--budget", "4")
    first, again = planned(skillgap, *arguments), planned(skillgap, *arguments)
    other = planned(skillgap, *arguments, "--seed", "7")
    assert first == again
    assert [one["selected_in"] for one in first["steps"]] != [one["selected_in"] for one in other["steps"]]
    assert (first["robustness"]["seed"], other["robustness"]["seed"]) == (0, 7)
    assert "(seed 7)" in skillgap("plan", *arguments, "--seed", "7").out


def test_by_gives_each_step_a_day_and_the_last_the_date_itself(skillgap: Command) -> None:
    due = [step["due"] for step in planned(skillgap, STAFF, "--budget", "3", "--due", FAR)["steps"]]
    assert due == sorted(due)
    assert due[-1] == FAR
    assert len(set(due)) == 3


def test_section_plans_for_one_section_only(skillgap: Command) -> None:
    data = planned(skillgap, STAFF, "--section", "technologies")
    assert {step["section"] for step in data["steps"]} == {"technologies"}


def test_the_profile_s_own_effort_counts_and_stray_effort_is_named(skillgap: Command, me: Path) -> None:
    me.write_text(RATED + "effort:\n  observability: {2: 5}\n  unknown-thing: {3: 2}\n", encoding="utf-8")
    result = skillgap("plan", me, "--format", "json")
    costs = {(load["criterion"], load["to_level"]): load["cost"] for load in json.loads(result.out)["steps"]}
    assert costs["observability", 2] == 5
    assert costs["observability", 3] == 1
    assert result.err == (
        f"me.yaml: no step of {MATRIX} leads unknown-thing to level 3, so its effort counts for nothing\n"
    ).replace("me.yaml", str(me))


def test_output_goes_to_a_file(skillgap: Command, home: Path) -> None:
    result = skillgap("plan", STAFF, "--format", "html", "--output", "plan.html")
    assert (result.code, result.out, result.err) == (0, "", "wrote plan.html\n")
    assert (home / "plan.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


def test_nothing_rated_is_told_with_what_to_do(skillgap: Command, home: Path) -> None:
    (home / "me.yaml").write_text(EMPTY, encoding="utf-8")
    result = skillgap("plan", "me.yaml")
    assert result.code == 0
    assert "Nothing is rated yet" in result.out
    assert "Rate first: 19" in result.out
    assert result.err == "Nothing is rated yet. Begin with: skillgap assess me.yaml\n"


def test_a_plan_may_end_today(skillgap: Command) -> None:
    today = str(datetime.date.today())
    assert {step["due"] for step in planned(skillgap, STAFF, "--budget", "3", "--due", today)["steps"]} == {today}


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("gone.yaml",), 1, "gone.yaml: "),
        (("--budget", "-1"), 2, "--budget"),
        (("--budget", "many"), 2, "--budget"),
        (("--due", "2020-01-01"), 2, "2020-01-01 is past; today is"),
        (("--due", "1.10.2027"), 2, "'1.10.2027' is not a day; write it as in 2027-03-31 or +6w."),
        (("--budget", "some"), 2, "'some' is not a valid whole number."),
        (("--due", "soon"), 2, "--due"),
        (("--section", "talents"), 2, "'talents' is not a section"),
        (("--matrix", "unknown"), 1, "there is no matrix unknown"),
        (("--save-goals",), 2, "--save-goals needs --due"),
        (("--save-goals", "--due", FAR, "--what-if", "observability=2"), 2, "give one of the two"),
        (("--what-if", "observabilty=2"), 2, "Did you mean observability?"),
        (("--what-if", "observability"), 2, "CRITERION=LEVEL"),
        (("--what-if", "observability=9"), 2, "'9' is not on the scale: 0 None, 1 Awareness, 2 Working"),
        (("--what-if", "observability="), 2, "'' is not on the scale"),
        (("--what-if", "observability=1", "--what-if", "observability=2"), 2, "is given twice"),
        (("--what-if", "observability=2", "--view", "mentor"), 1, "no complete review"),
    ],
)
def test_what_cannot_be_is_one_clear_line(
    skillgap: Command, me: Path, arguments: tuple[str, ...], code: int, words: str
) -> None:
    result = skillgap("plan", *(arguments if arguments[0] == "gone.yaml" else (me, *arguments)))
    assert (result.code, result.out) == (code, "")
    assert words in result.err
    assert "Traceback" not in result.err


def test_a_broken_file_is_told_by_its_line(skillgap: Command, home: Path) -> None:
    (home / "me.yaml").write_text(RATED + "  - [\n", encoding="utf-8")
    result = skillgap("plan", "me.yaml")
    assert (result.code, result.out) == (1, "")
    assert result.err.startswith("me.yaml:1")


# --- as goals -------------------------------------------------------------------------------------------------


def test_as_goals_adds_the_steps_and_touches_nothing_else(skillgap: Command, me: Path) -> None:
    result = skillgap("plan", me, "--budget", "2", "--due", FAR, "--save-goals")
    assert result.code == 0
    assert result.out.startswith("Plan: Me\n")
    assert f"added 2 goals to {me}:" in result.err
    assert f"Observability to Proficient by {FAR}" in result.err
    text = me.read_text(encoding="utf-8")
    assert text.startswith(RATED)
    goals = read_profile(me).profile.goals
    assert [(goal.criterion, goal.level, goal.status) for goal in goals] == [
        ("observability", 2, "open"),
        ("observability", 3, "open"),
    ]
    assert str(goals[-1].due) == FAR


def test_as_goals_twice_adds_nothing_the_second_time(skillgap: Command, me: Path) -> None:
    skillgap("plan", me, "--due", FAR, "--save-goals")
    before = me.read_bytes()
    result = skillgap("plan", me, "--due", FAR, "--save-goals")
    assert result.code == 0
    assert "no goals were added: every step is an open goal already" in result.err
    assert me.read_bytes() == before


def test_a_sample_takes_no_goals(skillgap: Command) -> None:
    result = skillgap("plan", "sample-staff-engineer", "--due", FAR, "--save-goals")
    assert (result.code, result.out) == (1, "")
    assert "this is a sample, which cannot be changed" in result.err
    assert "hint: make your own" in result.err


def test_goals_that_cannot_be_saved_are_not_said_to_be(skillgap: Command, me: Path) -> None:
    me.with_name(".me.yaml.lock").mkdir()  # where the lock of the save would be; stops even a superuser
    result = skillgap("plan", me, "--due", FAR, "--save-goals")
    assert (result.code, result.out) == (1, "")
    assert result.err.startswith(f"{me}: the file cannot be saved")
    assert "added" not in result.err
    assert me.read_text(encoding="utf-8") == RATED


# --- what if --------------------------------------------------------------------------------------------------


def test_a_plan_starts_from_what_is_supposed_and_saves_nothing(skillgap: Command, me: Path) -> None:
    data = planned(skillgap, me, "--what-if", "observability=3")
    assert taken(data) == [("large-scale-distributed-systems-design", 4)]
    assert data["what_if"]["levels"] == [{"criterion": "observability", "level": 3, "instead_of": 1}]
    assert data["what_if"]["before"]["value"] == pytest.approx((19 * 3 / 4 + 15 / 3) / 34)
    assert data["what_if"]["after"] == data["coverage"]["before"]
    assert me.read_text(encoding="utf-8") == RATED


def test_report_what_if_is_the_report_of_the_supposed_levels(skillgap: Command, me: Path) -> None:
    supposed = json.loads(skillgap("report", me, "--what-if", "observability=3", "--format", "json").out)
    what_if = supposed.pop("what_if")
    assert me.read_text(encoding="utf-8") == RATED
    me.write_text(RATED.replace("{level: 1}", "{level: 3}"), encoding="utf-8")
    assert supposed == json.loads(skillgap("report", me, "--format", "json").out)
    assert what_if["left"] == [
        {"criterion": "large-scale-distributed-systems-design", "rank": 1, "rank_before": 1},
    ]


def test_the_json_keeps_the_published_schemas(skillgap: Command, me: Path) -> None:
    for more in ((), ("--what-if", "observability=3", "--what-if", "hardware=0")):
        for budget in ("0", "2", "9"):
            data = planned(skillgap, me, "--budget", budget, "--due", FAR, *more)
            jsonschema.validate(data, json.loads(skillgap("schema", "plan").out))
        jsonschema.validate(json.loads(skillgap("report", me, *more, "--format", "json").out), output_schema("report"))
    assert "what_if" not in json.loads(skillgap("report", me, "--format", "json").out)


@pytest.mark.parametrize("form", ["terminal", "markdown", "html"])
def test_report_what_if_says_so_in_every_format(skillgap: Command, me: Path, form: str) -> None:
    result = skillgap("report", me, "--what-if", "observability=3", "--format", form)
    assert result.code == 0
    assert "What if (not saved)" in result.out
    assert "Observability at Proficient instead of Awareness" in result.out


def test_report_what_if_keeps_section_and_fail_under(skillgap: Command, me: Path) -> None:
    section = ("--section", "skills", "--what-if", "observability=3", "--format", "json")
    data = json.loads(skillgap("report", me, *section).out)
    assert [one["id"] for one in data["sections"]] == ["skills"]
    assert data["what_if"]["levels"][0]["instead_of"] == 1
    below = skillgap("report", me, "--what-if", "observability=0", "--fail-under", "60")
    assert below.code == 4
    assert "the supposed coverage 42% is below 60%" in below.err


def test_report_what_if_with_nothing_rated_is_told(skillgap: Command, home: Path) -> None:
    (home / "me.yaml").write_text(EMPTY, encoding="utf-8")
    result = skillgap("report", "me.yaml", "--what-if", "observability=3")
    assert (result.code, result.out) == (1, "")
    assert "nothing is rated yet" in result.err


# --- with the postings beside the matrix ----------------------------------------------------------------------

COUNTED = (
    "format: skillgap/matrix/1\nid: role\nversion: {version}\ntitle: Role\nsource: {{sample_size: 4}}\n"
    "scale: [{{level: 0, name: None}}, {{level: 1, name: Some}}]\ntargets: {{default: 1}}\n"
    "sections:\n  - id: skills\n    criteria:\n"
    "      - {{id: one, name: One, postings: {one}}}\n      - {{id: two, name: Two, postings: 2}}\n"
)
ROLE = EMPTY + (
    "assessments: [{matrix: role, matrix_version: 1, date: 2026-01-01, ratings: {one: {level: 0}, two: {level: 0}}}]\n"
)


@pytest.fixture
def counted(home: Path) -> Path:
    """A matrix with its postings beside it: three ask for one, the third of them and a fourth for two."""
    folder = home / "matrices"
    folder.mkdir()
    (home / "me.yaml").write_text(ROLE, encoding="utf-8")
    (folder / "role.yaml").write_text(COUNTED.format(version=1, one=3), encoding="utf-8")
    lines: list[dict[str, Any]] = [{"format": "skillgap/postings/1", "matrix": "role", "version": 1, "postings": 4}]
    hit = {"phrase": "x", "at": 0, "required": True}
    for number, asked in enumerate((("one",), ("one",), ("one", "two"), ("two",))):
        lines.append({"id": f"p{number}", "source": "x", "hits": dict.fromkeys(asked, hit)})
    (folder / "role.postings.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return folder


def test_postings_beside_the_matrix_are_what_is_resampled(skillgap: Command, counted: Path) -> None:
    data = planned(skillgap, "me.yaml", "--budget", "1")
    assert data["robustness"]["method"] == "postings"
    assert taken(data) == [("one", 1)]
    data = planned(skillgap, "me.yaml", "--budget", "1", "--what-if", "one=1")
    assert data["what_if"]["postings_newly_met"] == [0, 1]
    assert "2 more postings are met in full." in skillgap("report", "me.yaml", "--what-if", "one=1").out
    assert counted.is_dir()


def test_postings_of_another_version_are_left_alone(skillgap: Command, counted: Path) -> None:
    (counted / "role.yaml").rename(counted / "role.v1.yaml")
    (counted / "role.yaml").write_text(COUNTED.format(version=2, one=4), encoding="utf-8")
    assert planned(skillgap, "me.yaml")["robustness"]["method"] == "binomial"
    (counted / "role.postings.jsonl").rename(counted / "role.v1.postings.jsonl")
    assert planned(skillgap, "me.yaml")["robustness"]["method"] == "postings"


def test_postings_that_do_not_add_up_to_the_matrix_are_refused(skillgap: Command, counted: Path) -> None:
    (counted / "role.yaml").write_text(COUNTED.format(version=1, one=4), encoding="utf-8")
    result = skillgap("plan", "me.yaml")
    assert (result.code, result.out) == (1, "")
    assert "it does not fit the matrix: one is asked for by 3 postings in it, and by 4 there" in result.err
    assert "hint: " in result.err
