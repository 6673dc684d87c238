"""Every command that lists, shows, checks or explains has a format for programs, which its schema describes."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from skillgap.reports.outputs.schema import output_schema
from tests.cli.conftest import MATRIX, ROOT, Command
from tests.cli.test_compare import person, role


@pytest.fixture(autouse=True)
def folder(home: Path) -> None:
    role(home, "role", 1, {"one": 10, "two": 5})
    person(home, "ann", ("role", 1, "2026-01-01", {"one": 1, "two": 2}))
    person(home, "lost", ("gone", 3, "2026-01-01", {"one": 1}))


def data_of(skillgap: Command, *arguments: str) -> Any:
    data = json.loads(skillgap(*arguments, "--format", "json").out)
    name = data["format"].split("/")[1]
    if name not in ("matrix", "profile"):
        Draft202012Validator(output_schema(name)).validate(data)
    return data


def test_matrices_are_listed(skillgap: Command) -> None:
    listed = {one["matrix"]["id"]: one for one in data_of(skillgap, "matrix", "list")["matrices"]}
    assert (listed["role"]["criteria_count"], listed["role"]["built_in"]) == (2, False)
    assert listed[MATRIX]["built_in"]


def test_profiles_are_listed_with_why_there_is_no_coverage(skillgap: Command) -> None:
    listed = {one["id"]: one for one in data_of(skillgap, "profile", "list")["profiles"]}
    # one: 1 of 2, asked for by 10; two: 2 of 2, by 5; so (10 × ½ + 5 × 1) / 15.
    assert listed["ann"]["coverage"]["value"] == pytest.approx(2 / 3)
    assert (listed["ann"]["date"], listed["ann"]["matrix_id"], listed["ann"]["problem"]) == ("2026-01-01", "role", None)
    assert listed["lost"]["coverage"] is None
    assert "gone" in listed["lost"]["problem"]
    assert listed["sample-staff-engineer"]["sample"]


@pytest.mark.parametrize(("kind", "name"), [("matrix", "role"), ("profile", "ann")])
def test_a_file_is_shown_with_its_own_keys(skillgap: Command, kind: str, name: str) -> None:
    shown = data_of(skillgap, kind, "show", name)
    (path,) = Path().rglob(f"{name}.yaml")
    assert shown == json.loads(json.dumps(yaml.safe_load(path.read_text()), default=str))


def test_findings_are_annotations_of_a_workflow(skillgap: Command) -> None:
    Path("bad.yaml").write_text("format: skillgap/profile/1\nid: bad\nname: B\ngoal: []\n")
    result = skillgap("profile", "validate", "bad.yaml", "ann", "--format", "github")
    assert result.code == 1
    (line,) = result.out.splitlines()
    assert re.match(r"::error file=bad\.yaml,line=4,col=1::.*goal.*%0Ahint: ", line)


def test_what_a_file_says_cannot_end_an_annotation(skillgap: Command) -> None:
    Path("a,b:c.yaml").write_text('format: skillgap/profile/1\nid: bad\nname: B\n"x\\n::error::y%": 1\n')
    result = skillgap("profile", "validate", "a,b:c.yaml", "--format", "github")
    assert [line.partition("::error ")[0] for line in result.out.splitlines()] == [""]
    assert "file=a%2Cb%3Ac.yaml," in result.out


def test_findings_are_sarif(skillgap: Command) -> None:
    Path("bad one.yaml").write_text("format: skillgap/profile/1\nid: bad\nname: B\ngoal: []\n")
    data = json.loads(skillgap("profile", "validate", "bad one.yaml", "--format", "sarif").out)
    (run,) = data["runs"]
    (found,) = run["results"]
    assert (data["version"], found["level"]) == ("2.1.0", "error")
    assert found["ruleId"] in [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    place = found["locations"][0]["physicalLocation"]
    assert place == {"artifactLocation": {"uri": "bad%20one.yaml"}, "region": {"startLine": 4, "startColumn": 1}}


def test_findings_are_json(skillgap: Command) -> None:
    Path("bad.yaml").write_text("format: skillgap/profile/1\nid: bad\nname: B\ngoal: []\n")
    result = skillgap("profile", "validate", "bad.yaml", "ann", "--format", "json")
    data = json.loads(result.out)
    Draft202012Validator(output_schema("validation")).validate(data)
    assert [(one["name"], one["valid"], len(one["findings"])) for one in data["files"]] == [
        ("bad.yaml", False, 1),
        ("ann", True, 0),
    ]


def test_strict_counts_what_is_left_to_write(skillgap: Command) -> None:
    assert skillgap("matrix", "validate", "role").code == 0
    strict = skillgap("matrix", "validate", "role", "--strict", "--format", "json")
    assert strict.code == 1
    (file,) = json.loads(strict.out)["files"]
    assert file["valid"]
    assert {one["severity"] for one in file["findings"]} == {"note"}
    assert skillgap("matrix", "validate", MATRIX, "--strict").code == 0


def test_a_criterion_is_explained(skillgap: Command, home: Path) -> None:
    (home / "postings").mkdir()
    (home / "postings" / "a.txt").write_text("We need Large-scale distributed systems design.\n")
    built = skillgap("matrix", "build", "postings", "--taxonomy", MATRIX, "--output", "matrices/built.yaml")
    assert built.code == 0, built.err
    criterion = "large-scale-distributed-systems-design"
    (reason,) = data_of(skillgap, "matrix", "explain", "matrices/built.yaml", criterion)["reasons"]
    assert (reason["posting_id"], reason["strength"]) == ("postings/a", "required")


def test_posting_data_is_validated_with_its_matrix(skillgap: Command) -> None:
    (path,) = Path().rglob("role.yaml")
    data = path.with_suffix(".postings.jsonl")
    data.write_text('{"format":"skillgap/postings/1","matrix":"role","version":1,"postings":2}\n{"id": 3}\n')
    result = skillgap("matrix", "validate", "role", "--format", "json")
    (file,) = json.loads(result.out)["files"]
    assert (result.code, file["valid"]) == (1, False)
    assert file["findings"][0]["file"] == str(data)


def test_the_hooks_name_commands_that_exist(skillgap: Command) -> None:
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())
    for hook in hooks:
        name, *arguments = hook["entry"].split()
        assert name == "skillgap"
        assert skillgap(*arguments, "--help").code == 0
        assert re.search(hook["files"], f"team/{arguments[0].replace('matrix', 'matrice')}s/a.yaml")
