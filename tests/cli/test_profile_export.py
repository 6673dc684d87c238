"""``skillgap profile export`` and ``anonymize`` as a user calls them."""

from __future__ import annotations

import json
import os
import stat
from pathlib import Path
from typing import Any

import pytest

from skillgap.store import read_profile
from skillgap.store.bundle_format import read_bundle
from tests.cli.conftest import MATRIX, ROOT, STAFF, Command, Result
from tests.cli.test_compare import person, role

SAMPLES = ROOT / "profiles"
PLANTED = ("Zacharias", "zach@", "quokka")


@pytest.fixture
def planted(home: Path) -> Path:
    """A profile with words that must not get out, in every place that takes some."""
    text = f"""
format: skillgap/profile/1
id: zacharias
name: Zacharias Q
assessments:
  - matrix: {MATRIX}
    matrix_version: 1
    date: 2026-05-17
    ratings:
      hardware: {{level: 3, confidence: high, evidence: ["https://quokka.example/z"], note: Ask zach@quokka.example}}
      observability: {{state: skipped, note: quokka}}
      orchestration-automation: {{level: 2, tools: [Quokka]}}
  - {{matrix: quokka, matrix_version: 4, date: 2026-01-02, ratings: {{}}}}
reviews:
  - assessment: 2026-05-17
    matrix: {MATRIX}
    by: Zacharias P
    date: 2026-06-05
    status: complete
    summary: quokka
    ratings: {{hardware: {{level: 2, comment: quokka, agreed: 2}}}}
goals:
  - {{id: quokka, criterion: hardware, level: 4, action: quokka, status: open}}
"""
    path = home / "profiles" / "zacharias.yaml"
    path.parent.mkdir()
    path.write_text(text.lstrip(), encoding="utf-8")
    return path


def anonymized(skillgap: Command, *arguments: str | Path, output: str = "out.jsonl", key: str = "key") -> str:
    result = skillgap("profile", "anonymize", *arguments, "--key-file", key, "--output", output)
    assert (result.code, result.out) == (0, "")
    return result.err


# --- export -----------------------------------------------------------------------------------------------------


def test_a_bundle_holds_each_profile_whole(skillgap: Command, planted: Path) -> None:
    result = skillgap("profile", "export", "sample-staff-engineer", planted.parent, "--output", "team.jsonl")
    assert (result.code, result.out, result.err) == (0, "", "wrote team.jsonl with 2 profiles\n")
    assert [line.profile for line in read_bundle(Path("team.jsonl"))] == [
        read_profile(STAFF).profile,
        read_profile(planted).profile,
    ]
    again = skillgap("profile", "export", "team.jsonl", "--output", "more.jsonl")
    assert again.code == 0
    assert Path("more.jsonl").read_bytes() == Path("team.jsonl").read_bytes()


@pytest.mark.parametrize("command", [("export",), ("anonymize", "--key-file", "key")])
def test_people_who_cannot_be_read_are_listed_and_left_out(
    skillgap: Command, planted: Path, command: tuple[str, ...]
) -> None:
    (planted.parent / "bad.yaml").write_text("[", encoding="utf-8")
    result = skillgap("profile", *command, planted.parent, "gone.jsonl", "--output", "team.jsonl")
    assert (result.code, result.out) == (5, "")
    assert f"{planted.parent / 'bad.yaml'}:1:" in result.err
    assert "gone.jsonl: the file cannot be read" in result.err
    assert len(Path("team.jsonl").read_text(encoding="utf-8").splitlines()) == 1


def test_where_nobody_can_be_read_nothing_is_written(skillgap: Command, home: Path) -> None:
    (home / "bad.yaml").write_text("[", encoding="utf-8")
    result = skillgap("profile", "export", "./bad.yaml", "gone.jsonl", "--output", "team.jsonl")
    assert (result.code, result.out) == (1, "")
    assert result.err.endswith("no person could be read, so nothing was written\nhint: correct these\n")
    assert not Path("team.jsonl").exists()


def test_a_person_named_twice_is_no_bundle(skillgap: Command, planted: Path) -> None:
    copy = planted.with_name("copy.yaml")
    copy.write_bytes(planted.read_bytes())
    result = skillgap("profile", "export", planted.parent, "--output", "team.jsonl")
    assert (result.code, Path("team.jsonl").exists()) == (1, False)
    assert "two of the profiles have the id zacharias" in result.err


@pytest.mark.parametrize("command", [("export",), ("anonymize", "--key-file", "key")])
def test_no_original_is_written_over(skillgap: Command, planted: Path, command: tuple[str, ...]) -> None:
    Path("team.jsonl").write_bytes(b"")
    for arguments in (["team.jsonl"], ["."]):
        result = skillgap("profile", *command, planted, *arguments, "--output", "team.jsonl")
        assert (result.code, Path("team.jsonl").read_bytes()) == (1, b"")
        assert "team.jsonl: this is one of the files to read\n" in result.err
    assert skillgap("profile", "export", planted, "--output", planted).code == 1
    assert "quokka" in planted.read_text(encoding="utf-8")


def test_nobody_in_a_bundle_is_lost_to_another_one(skillgap: Command, planted: Path) -> None:
    def export(*people: str | Path) -> Result:
        return skillgap("profile", "export", *people, "--output", "team.jsonl")

    assert export(STAFF, planted).code == 0
    both = Path("team.jsonl").read_bytes()
    refused = export(STAFF)
    assert (refused.code, refused.out, Path("team.jsonl").read_bytes()) == (1, "", both)
    assert refused.err == (
        "team.jsonl: 1 person in this bundle would be lost, such as zacharias\nhint: write to another file\n"
    )
    assert export(planted, STAFF, "sample-platform-engineer").code == 0
    assert len(Path("team.jsonl").read_bytes().splitlines()) == 3


def test_an_empty_bundle_has_nobody_to_hand_over(skillgap: Command, home: Path) -> None:
    (home / "empty.jsonl").write_bytes(b"\n")
    result = skillgap("profile", "export", "empty.jsonl", "--output", "team.jsonl")
    assert (result.code, result.err) == (1, "empty.jsonl: the input has no people, so nothing was written\n")


# --- anonymize --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("output", ["out.jsonl", "out.yaml"])
def test_nothing_planted_gets_out(skillgap: Command, planted: Path, output: str) -> None:
    err = anonymized(skillgap, planted, output=output)
    text = Path(output).read_text(encoding="utf-8")
    assert [word for word in PLANTED if word.lower() in text.lower()] == []
    assert [day for day in ("2026-05-17", "2026-06-05", "2026-01-02") if day in text] == []
    assert "left out of zacharias, as no matrix here knows it: assessments[1]\n" in err
    assert "a git history keeps every committed version" in err


def test_lines_are_in_the_order_of_pseudonyms(skillgap: Command, planted: Path) -> None:
    anonymized(skillgap, planted, STAFF)
    anonymized(skillgap, STAFF, planted, output="other.jsonl")
    ids = [json.loads(line)["id"] for line in Path("out.jsonl").read_text(encoding="utf-8").splitlines()]
    assert ids == sorted(ids)
    assert Path("out.jsonl").read_bytes() == Path("other.jsonl").read_bytes()


@pytest.mark.parametrize(("people", "words"), [(1, "has only 1 person:"), (4, "has only 4 people:"), (5, "")])
def test_few_people_of_one_role_are_told_of(skillgap: Command, planted: Path, people: int, words: str) -> None:
    text = planted.read_text(encoding="utf-8")
    for number in range(1, people):
        copy = text.replace("id: zacharias", f"id: person-{number}")
        (planted.parent / f"person-{number}.yaml").write_text(copy, encoding="utf-8")
    err = anonymized(skillgap, planted.parent)
    assert (f"{MATRIX} {words}" in err) if words else ("has only" not in err)


def figures_of(team: Any) -> list[str]:
    """What a team's report says of each person, without their order."""
    told = ((one["coverage"], one["levels"], one["states"], one["review_pending"]) for one in team["people"])
    return sorted(map(repr, told))


def test_the_figures_stay(skillgap: Command, planted: Path) -> None:
    anonymized(skillgap, planted, STAFF)
    before = json.loads(skillgap("team", planted, STAFF, "--format", "json").out)
    after = json.loads(skillgap("team", "out.jsonl", "--format", "json").out)
    assert after["criteria"] != []
    assert figures_of(after) == figures_of(before)


def test_a_missing_key_is_made_for_its_owner_alone_and_then_kept(skillgap: Command, planted: Path) -> None:
    first = anonymized(skillgap, planted, output="one.jsonl")
    key = Path("key").read_bytes()
    assert first.startswith("made the key key: keep it")
    if os.name == "posix":
        assert stat.S_IMODE(Path("key").stat().st_mode) == 0o600
    assert len(bytes.fromhex(key.decode())) == 32
    assert "made the key" not in anonymized(skillgap, planted, output="two.jsonl")
    assert Path("key").read_bytes() == key
    assert Path("one.jsonl").read_bytes() == Path("two.jsonl").read_bytes()
    anonymized(skillgap, planted, output="three.jsonl", key="another")
    assert Path("one.jsonl").read_bytes() != Path("three.jsonl").read_bytes()


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
@pytest.mark.parametrize(("mode", "told"), [(0o600, False), (0o640, True), (0o604, True), (0o400, False)])
def test_a_key_that_others_can_read_is_used_and_told(
    skillgap: Command, planted: Path, mode: int, *, told: bool
) -> None:
    Path("my key").write_text("0123456789abcdef\n", encoding="utf-8")
    Path("my key").chmod(mode)
    err = anonymized(skillgap, planted, key="my key")
    warning = "my key: others than its owner can read this key\nhint: chmod 600 'my key'\n"
    assert err.count(warning) == told
    assert ("chmod" in err) == told


def test_ids_of_an_own_matrix_are_kept_and_told(skillgap: Command, home: Path, planted: Path) -> None:
    assert "It does hold" not in anonymized(skillgap, planted, output="one.jsonl")
    role(home, "secret-role", 1, {"secret-skill": 10})
    person(home, "ann", ("secret-role", 1, "2026-01-01", {"secret-skill": 2}))
    err = anonymized(skillgap, planted, "ann", output="two.jsonl")
    assert err.endswith("It does hold the ids of secret-role and of its criteria, which are your own words.\n")
    assert "secret-skill" in Path("two.jsonl").read_text(encoding="utf-8")


def test_a_matrix_in_place_of_a_built_in_one_is_an_own_one(skillgap: Command, home: Path) -> None:
    role(home, MATRIX, 1, {"secret-skill": 10})
    person(home, "ann", (MATRIX, 1, "2026-01-01", {"secret-skill": 2}))
    assert f"It does hold the ids of {MATRIX} and" in anonymized(skillgap, "ann")


def test_a_short_key_is_refused(skillgap: Command, planted: Path) -> None:
    Path("key").write_text("secret\n", encoding="utf-8")
    result = skillgap("profile", "anonymize", planted, "--key-file", "key", "--output", "out.jsonl")
    assert (result.code, Path("out.jsonl").exists()) == (1, False)
    assert result.err.startswith("key: the key has fewer than 16 characters\nhint: ")


def test_a_profile_file_takes_one_person_and_replaces_none(skillgap: Command, planted: Path) -> None:
    several = skillgap("profile", "anonymize", planted, STAFF, "--key-file", "key", "--output", "out.yaml")
    assert several.code == 1
    assert (
        several.err
        == "out.yaml: 2 profiles do not fit into one profile file\nhint: name the output as a bundle: out.jsonl\n"
    )
    Path("out.yaml").write_text("mine", encoding="utf-8")
    taken = skillgap("profile", "anonymize", planted, "--key-file", "key", "--output", "out.yaml")
    assert (taken.code, Path("out.yaml").read_text(encoding="utf-8")) == (1, "mine")


def test_an_output_of_another_kind_is_refused(skillgap: Command, planted: Path) -> None:
    assert skillgap("profile", "anonymize", planted, "--key-file", "key", "--output", "out.txt").code == 2
    assert skillgap("profile", "export", planted, "--output", "out.txt").code == 2
    assert not Path("key").exists()


# --- bundles are checked as files are ---------------------------------------------------------------------------


def test_validate_reads_a_bundle_line_by_line(skillgap: Command, home: Path) -> None:
    role(home, "role", 1, {"one": 10})
    person(home, "ann", ("role", 1, "2026-01-01", {"one": 2}))
    person(home, "bob", ("role", 1, "2026-01-01", {"on": 1}))
    lines = [(home / "profiles" / f"{name}.yaml").read_text(encoding="utf-8") for name in ("ann", "bob")]
    (home / "team.jsonl").write_text("\n".join([*lines, "{"]), encoding="utf-8")
    (home / "good.jsonl").write_text(lines[0], encoding="utf-8")
    assert skillgap("profile", "validate", "good.jsonl").err == "good.jsonl: no problem found\n"
    result = skillgap("profile", "validate", "team.jsonl", "gone.jsonl")
    assert result.code == 1
    places = [line.partition(": ")[0] for line in result.err.splitlines() if not line.startswith("hint")]
    assert places == ["team.jsonl:2", "team.jsonl:3:2", "gone.jsonl"]
    assert "role version 1 has no criterion on" in result.err


def test_skills_of_a_json_resume(skillgap: Command, home: Path) -> None:
    result = skillgap("profile", "export", STAFF, "--format", "json-resume", "--output", "resume.json")
    assert result.code == 0
    resume = json.loads((home / "resume.json").read_text(encoding="utf-8"))
    assert resume == json.loads(skillgap("profile", "export", STAFF, "--format", "json-resume").out)
    report = json.loads(skillgap("report", STAFF, "--format", "json").out)
    levels = {row["name"]: row["level"] for row in (*report["gaps"], *report["met"]) if row["level"]}
    names = ("None", "Awareness", "Working", "Proficient", "Expert")
    assert {one["name"]: one["level"] for one in resume["skills"]} == {
        name: names[level] for name, level in levels.items()
    }
    tools = {one["name"]: one["keywords"] for one in resume["skills"] if "keywords" in one}
    assert tools["Orchestration & Automation"] == ["Kubernetes", "Ray", "Terraform", "Argo CD"]
    assert list(resume) == ["$schema", "basics", "skills", "meta"]  # the schema allows no others of ours
    assert resume["basics"] == {"name": report["profile"]["name"]}
    assert resume["meta"]["lastModified"] == f"{report['assessment']['date']}T00:00:00"


def test_a_json_resume_can_be_read_as_a_cv(skillgap: Command, home: Path) -> None:
    skillgap("profile", "export", STAFF, "--format", "json-resume", "--output", "resume.json")
    found = json.loads(skillgap("profile", "evidence", "resume.json", "--profile", STAFF, "--format", "json").out)
    assert "orchestration-automation" in {one["criterion"] for one in found["found"]}
    assert home


def test_a_json_resume_needs_one_rated_person(skillgap: Command) -> None:
    skillgap("profile", "new", "Ada")
    words = ("profile", "export", "--format", "json-resume")
    assert [skillgap(*words, "ada").code, skillgap(*words, "ada", STAFF).code] == [1, 2]
    assert skillgap("profile", "export", "ada").code == 2
