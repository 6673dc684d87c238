"""``skillgap report`` where the postings stand beside the matrix that was counted from them, as a user calls it."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from skillgap.reports import FORMATS
from skillgap.reports.outputs.schema import output_schema
from tests.cli.conftest import ROOT, STAFF, Command

CORPUS = ROOT / "tests" / "postings" / "corpus"
TAXONOMY = "principal-ai-infrastructure-engineer"
COUNTED = (
    "format: skillgap/matrix/1\nid: role\nversion: {version}\ntitle: Role\nsource: {{sample_size: 4}}\n"
    "scale: [{{level: 0, name: None}}, {{level: 1, name: Some}}]\ntargets: {{default: 1}}\n"
    "sections:\n"
    "  - id: skills\n    criteria: [{{id: one, name: One, postings: {one}}}]\n"
    "  - id: technologies\n    criteria: [{{id: two, name: Two, postings: 2}}]\n"
)
ROLE = (
    "format: skillgap/profile/1\nid: me\nname: Me\n"
    "assessments: [{matrix: role, matrix_version: 1, date: 2026-01-01, ratings: {one: {level: 1}, two: {level: 0}}}]\n"
)
HEADER = {"format": "skillgap/postings/1", "matrix": "role", "version": 1, "postings": 4}
HIT = {"phrase": "x", "at": 0, "required": True}


def lines(*asked: tuple[str, ...], **header: object) -> list[dict[str, Any]]:
    rows = [{"id": f"p{at}", "source": "x", "hits": dict.fromkeys(names, HIT)} for at, names in enumerate(asked)]
    return [{**HEADER, **header}, *rows]


FOUR = (("one",), ("one",), ("one", "two"), ("two",))


@pytest.fixture
def role(home: Path) -> Path:
    """A matrix with its postings beside it: three ask for one, the third of them and a fourth for two."""
    folder = home / "matrices"
    folder.mkdir()
    (home / "me.yaml").write_text(ROLE, encoding="utf-8")
    (folder / "role.yaml").write_text(COUNTED.format(version=1, one=3), encoding="utf-8")
    write(folder / "role.postings.jsonl", lines(*FOUR))
    return folder


def written(rows: list[dict[str, Any]]) -> bytes:
    return "".join(json.dumps(row) + "\n" for row in rows).encode()


def write(path: Path, rows: list[dict[str, Any]]) -> None:
    path.write_bytes(written(rows))


def test_the_corpus_built_assessed_and_reported(skillgap: Command, home: Path) -> None:
    (home / "matrices").mkdir()
    built = skillgap("matrix", "build", CORPUS, "--taxonomy", TAXONOMY, "-o", "matrices/built.yaml")
    assert built.code == 5
    own = STAFF.read_text(encoding="utf-8").replace(f"matrix: {TAXONOMY}", "matrix: built")
    (home / "me.yaml").write_text(own, encoding="utf-8")
    result = skillgap("report", "./me.yaml", "--format", "json")
    assert (result.code, result.err) == (0, "")
    data = json.loads(result.out)
    jsonschema.validate(data, output_schema("report"))
    added = data["incidence"]
    rows = {row["id"]: row for key in ("gaps", "met", "unrated", "not_applicable") for row in data[key]}
    asked = [set(json.loads(line).get("hits", ())) for line in incidence_lines(home / "matrices")]
    unmet = {row["id"] for row in data["gaps"] + data["unrated"]}
    assert added["postings"] == data["matrix"]["sample_size"] == len(asked)
    assert added["fully_met"] == sum(not one & unmet for one in asked)
    assert added["all_but_one"] == sum(len(one & unmet) == 1 for one in asked)
    for one in added["unlocks_most"]:
        left = unmet - set(one["criteria"])
        assert sum(not posting & left for posting in asked) == added["fully_met"] + one["postings"]
    assert {one["id"]: one["postings"] for one in added["criteria"]} == {id_: rows[id_]["postings"] for id_ in rows}
    assert all(one["required"] <= one["postings"] for one in added["criteria"])
    assert skillgap("report", "./me.yaml", "--format", "json").out == result.out


def incidence_lines(folder: Path) -> list[str]:
    _, *rows = (folder / "built.postings.jsonl").read_text(encoding="utf-8").splitlines()
    return [row for row in rows if "duplicate_of" not in json.loads(row)]


def test_which_postings_are_met(skillgap: Command, role: Path) -> None:
    data = json.loads(skillgap("report", "me.yaml", "--format", "json").out)["incidence"]
    assert [one["id"] for one in data["met"]] == ["p0", "p1"]
    assert data["unlocks_most"] == [{"criteria": ["two"], "postings": 2, "exact": True}]
    text = skillgap("report", "me.yaml").out
    assert "You meet every criterion of 2 of 4 postings, all but one of 2 more." in text
    assert "Closing Two makes 2 more postings fully met." in text
    assert role.is_dir()


def test_a_section_narrows_what_is_shown_and_not_what_postings_ask_for(skillgap: Command, role: Path) -> None:
    data = json.loads(skillgap("report", "me.yaml", "--section", "skills", "--format", "json").out)
    assert data["gaps"] == []
    assert (data["incidence"]["fully_met"], data["incidence"]["all_but_one"]) == (2, 2)
    supposing = ("--what-if", "two=1", "--section", "skills", "--format", "json")
    assert json.loads(skillgap("report", "me.yaml", *supposing).out)["incidence"]["fully_met"] == 4
    text = skillgap("report", "me.yaml", "--section", "skills").out
    assert "2 of 4 postings" in text
    assert text.count("Two") == 4  # lacking it are p2 and p3, closing it unlocks both, in a sentence and in the table
    assert role.is_dir()


@pytest.mark.parametrize("form", FORMATS)
def test_without_postings_nothing_is_said_of_them(skillgap: Command, role: Path, form: str) -> None:
    with_postings = skillgap("report", "me.yaml", "--format", form).out
    (role / "role.postings.jsonl").unlink()
    without = skillgap("report", "me.yaml", "--format", form)
    assert (without.code, without.err) == (0, "")
    for words in ("every criterion of", "unlock", "Required by", "incidence"):
        assert words not in without.out
    assert "unlock" in with_postings


def test_an_older_version_has_its_own_postings(skillgap: Command, role: Path) -> None:
    (role / "role.yaml").rename(role / "role.v1.yaml")
    (role / "role.yaml").write_text(COUNTED.format(version=2, one=4), encoding="utf-8")
    assert "incidence" not in json.loads(skillgap("report", "me.yaml", "--format", "json").out)
    (role / "role.postings.jsonl").rename(role / "role.v1.postings.jsonl")
    assert json.loads(skillgap("report", "me.yaml", "--format", "json").out)["incidence"]["fully_met"] == 2


def test_a_matrix_by_its_path_has_the_postings_beside_it(skillgap: Command, role: Path, home: Path) -> None:
    elsewhere = home / "elsewhere"
    role.rename(elsewhere)
    result = skillgap("report", "me.yaml", "--matrix", "elsewhere/role.yaml", "--format", "json")
    assert json.loads(result.out)["incidence"]["fully_met"] == 2


BROKEN: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "the line is empty"),
    "text": (b"not json\n", "the line is not JSON"),
    "not UTF-8": (json.dumps(HEADER).encode() + b'\n{"id": "\xff"}\n', ":2: the line is not JSON"),
    "a huge number": (json.dumps(HEADER).encode() + b"\n" + b"9" * 5000 + b"\n", ":2: the line is not JSON"),
    "deep": (json.dumps(HEADER).encode() + b"\n" + b"[" * 100_000 + b"\n", ":2: the line is not JSON"),
    "a list": (b"[]\n", ":1: "),
    "another role": (json.dumps({**HEADER, "matrix": "other"}).encode(), "it belongs to version 1 of other, not to 1"),
    "another version": (json.dumps({**HEADER, "version": 2}).encode(), "it belongs to version 2 of role, not to 1"),
    "a stranger's criterion": (
        json.dumps(HEADER).encode() + b'\n{"id": "p", "source": "x", "hits": {"three": {}}}\n',
        ":2: ",
    ),
    "cut short": (
        "".join(json.dumps(row) + "\n" for row in lines(*FOUR)[:-1]).encode(),
        "it has 3 postings, and the sample 4",
    ),
    "other counts": (
        "".join(json.dumps(row) + "\n" for row in lines(*FOUR[:3], ("one",))).encode(),
        "it does not fit the matrix: one is asked for by 4 postings in it, and by 3 there",
    ),
}


@pytest.mark.parametrize("name", list(BROKEN))
def test_broken_postings_are_one_clear_sentence_and_never_passed_over(skillgap: Command, role: Path, name: str) -> None:
    content, words = BROKEN[name]
    (role / "role.postings.jsonl").write_bytes(content)
    result = skillgap("report", "me.yaml")
    assert (result.code, result.out) == (1, "")
    assert result.err.startswith(str(Path("matrices") / "role.postings.jsonl"))
    assert words in result.err
    assert "Traceback" not in result.err


@pytest.mark.parametrize("kind", ["folder", "pipe", "dangling link"])
def test_what_is_no_file_is_told_at_once(skillgap: Command, role: Path, kind: str) -> None:
    path = role / "role.postings.jsonl"
    path.unlink()
    if kind == "folder":
        path.mkdir()
    elif kind == "pipe":
        os.mkfifo(path)
    else:
        path.symlink_to("gone.jsonl")
    result = skillgap("report", "me.yaml")
    assert (result.code, result.out) == (1, "")
    assert "role.postings.jsonl: " in result.err
    assert "hint: " in result.err


def test_what_a_stranger_names_a_criterion_cannot_write_to_the_terminal(skillgap: Command, role: Path) -> None:
    strange = {"id": "p", "source": "x", "hits": {"\x1b]52;c;aGk=\x07": HIT}}
    write(role / "role.postings.jsonl", [HEADER, strange])
    result = skillgap("report", "me.yaml")
    assert (result.code, result.out) == (1, "")
    assert not {char for char in result.err if ord(char) < 32 and char != "\n"}
