"""``skillgap profile``, ``skillgap matrix`` and ``skillgap schema`` as a user calls them."""

from __future__ import annotations

import json
import shutil
import stat
import subprocess
from pathlib import Path

import pytest

from skillgap.model.matrix import Matrix
from skillgap.store import documents, files, library
from tests.cli.conftest import MATRIX, ROOT, STAFF, Command
from tests.cli.test_compare import person, role


def test_new_makes_a_private_file_whose_first_line_leads_editors_to_the_schema(skillgap: Command, home: Path) -> None:
    (home / "profiles").mkdir()
    result = skillgap("profile", "new", "Ada Löwe-Ünal")
    path = home / "profiles" / "ada-lowe-unal.yaml"
    assert (result.code, result.out) == (0, "profiles/ada-lowe-unal.yaml\n")
    assert path.read_text(encoding="utf-8").startswith("# yaml-language-server: $schema=profile.schema.json\n")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    schema = json.loads((home / "profiles" / "profile.schema.json").read_text(encoding="utf-8"))
    assert schema == json.loads(skillgap("schema", "profile").out)


def test_new_goes_to_the_data_folder_when_there_is_none_here(skillgap: Command, tmp_path: Path) -> None:
    result = skillgap("profile", "new", "Me")
    assert Path(result.out.strip()).is_relative_to(tmp_path / "home")
    assert skillgap("profile", "show", "me").code == 0


@pytest.mark.parametrize("place", ["before", "after", "environment"])
def test_folders_are_chosen_by_option_or_environment(
    skillgap: Command, home: Path, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    (home / "profiles").mkdir()
    elsewhere = home / "elsewhere"
    if place == "environment":
        monkeypatch.setenv("SKILLGAP_PROFILES", str(elsewhere))
        result = skillgap("profile", "new", "Me")
    elif place == "before":
        result = skillgap("--profiles", elsewhere, "profile", "new", "Me")
    else:
        result = skillgap("profile", "new", "Me", "--profiles", elsewhere)
    assert result.out == f"{elsewhere}/me.yaml\n"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("Me",), "a profile with the id me is already in profiles"),
        (("!!!",), "id must be"),
        (("Me", "--id", "../me"), "id must be"),
        (("Me", "--id", "my.yaml"), "the id my.yaml could not be told from a file's name\nhint: leave its end off: my"),
        (("Two\nlines",), "name must be one line of text"),
    ],
)
def test_new_refuses_what_cannot_be_a_profile(
    skillgap: Command, home: Path, arguments: tuple[str, ...], message: str
) -> None:
    (home / "profiles").mkdir()
    skillgap("profile", "new", "Me")
    result = skillgap("profile", "new", *arguments)
    assert result.code == 1
    assert message in result.err
    assert sorted(path.name for path in (home / "profiles").glob("[!.]*")) == ["me.yaml", "profile.schema.json"]


def test_list_shows_own_profiles_samples_and_what_cannot_be_read(skillgap: Command, home: Path) -> None:
    (home / "profiles").mkdir()
    skillgap("profile", "new", "Me")
    assert skillgap("profile", "list").code == 0
    (home / "profiles" / "broken.yaml").write_text("format: skillgap/profile/1\nid: x\nnmae: Y\n")
    result = skillgap("profile", "list")
    rows = [line.split("  ")[0] for line in result.out.splitlines()]
    assert rows == ["id", "me", "sample-platform-engineer", "sample-staff-engineer"]
    assert result.code == 5
    assert "profiles/broken.yaml:3:1: unknown key 'nmae'" in result.err


def test_an_empty_folder_says_how_to_begin(skillgap: Command) -> None:
    result = skillgap("profile", "list")
    assert result.code == 0
    assert 'Make one with: skillgap profile new "Your name"' in result.err


def test_show_tells_what_a_profile_holds(skillgap: Command) -> None:
    result = skillgap("profile", "show", STAFF)
    assert result.code == 0
    for part in ("Sample staff engineer", "Assessments", "2026-05-04", "Reviews", "complete", "draft", "Goals", "open"):
        assert part in result.out


def test_validate_reports_every_problem_in_the_order_of_the_file(skillgap: Command, home: Path) -> None:
    (home / "me.yaml").write_text(
        "format: skillgap/profile/1\n"
        "id: me\n"
        "nmae: Me\n"
        "assessments:\n"
        "  - matrix: principal-ai-infrastructure-engineer\n"
        "    matrix_version: 1\n"
        "    date: 2026-02-30\n"
        "    ratings:\n"
        "      large-scale-distributed-systems-design: {level: 7}\n"
        "      technical-leadership: {level: 2}\n"
        "      hardware: {level: 1, state: skipped}\n"
    )
    result = skillgap("profile", "validate", "./me.yaml")
    assert result.code == 1
    problems = [line for line in result.err.splitlines() if not line.startswith("hint: ")]
    assert [problem.split(" (at ")[0] for problem in problems] == [
        "me.yaml:1:1: name is missing",
        "me.yaml:3:1: unknown key 'nmae'",
        "me.yaml:7:11: date must be a date as in 2026-05-04, not '2026-02-30'",
        "me.yaml:9:55: level 7 is not on the scale of principal-ai-infrastructure-engineer",
        "me.yaml:10:7: principal-ai-infrastructure-engineer version 1 has no criterion technical-leadership",
        "me.yaml:11:35: a rating has a level or a state, not both",
    ]


def test_validate_holds_goals_against_the_matrices_that_were_assessed(skillgap: Command, home: Path) -> None:
    (home / "me.yaml").write_text(
        "format: skillgap/profile/1\n"
        "id: me\n"
        "name: Me\n"
        "assessments: [{matrix: principal-ai-infrastructure-engineer, matrix_version: 1, date: 2026-01-01}]\n"
        "goals:\n"
        "  - {id: a, criterion: hardwear, level: 2, status: open}\n"
        "  - {id: b, criterion: hardware, level: 7, status: open}\n"
        "  - {id: c, criterion: hardware, level: 3, status: open}\n"
    )
    result = skillgap("profile", "validate", "./me.yaml")
    assert result.code == 1
    assert result.err.splitlines() == [
        "me.yaml:6:24: no matrix of this profile has a criterion hardwear (at goals[0].criterion)",
        "hint: did you mean hardware?",
        "me.yaml:7:41: level 7 is not on the scale (at goals[1].level)",
        "hint: the scale has 0, 1, 2, 3, 4",
    ]


def test_validate_accepts_what_is_right(skillgap: Command) -> None:
    result = skillgap("profile", "validate", STAFF, "sample-platform-engineer")
    assert result.code == 0
    assert result.err == f"{STAFF}: no problem found\nsample-platform-engineer: no problem found\n"
    assert skillgap("matrix", "validate", MATRIX).code == 0


def test_matrix_validate_reports_every_problem(skillgap: Command, home: Path) -> None:
    text = (ROOT / "matrices" / f"{MATRIX}.yaml").read_text(encoding="utf-8")
    text = text.replace("postings: 19", "postings: 21", 1).replace("percentage: 90", "percentage: 91", 1)
    (home / "m.yaml").write_text(text.replace("version: 1", "version: one", 1))
    result = skillgap("matrix", "validate", "m.yaml")
    assert result.code == 1
    for message in (
        "version must be a whole number, not 'one'",
        "21 postings are more than the sample of 20",
        "percentage 91 does not match 18 of 20 postings",
    ):
        assert message in result.err


def test_a_profile_names_its_matrix_by_id_and_never_by_path(skillgap: Command, home: Path) -> None:
    text = STAFF.read_text(encoding="utf-8").replace(f"matrix: {MATRIX}", "matrix: planted.yaml")
    (home / "mine.yaml").write_text(text, encoding="utf-8")
    planted = (ROOT / "matrices" / f"{MATRIX}.yaml").read_text(encoding="utf-8")
    (home / "planted.yaml").write_text(planted.replace(f"id: {MATRIX}", "id: planted.yaml"), encoding="utf-8")
    for command in (("report", "mine.yaml"), ("profile", "validate", "mine.yaml")):
        result = skillgap(*command)
        assert (result.code, "there is no matrix planted.yaml" in result.err) == (1, True), result.err


def test_what_is_wrong_in_a_matrix_is_told_with_its_place_there(skillgap: Command, home: Path) -> None:
    role(home, "role", 1, {"one": 21})
    person(home, "me", ("role", 1, "2026-01-01", {"one": 2}))
    inside = (
        "matrices/role.yaml:11:40: 21 postings are more than the sample of 20 (at sections[0].criteria[0].postings)"
    )
    hint = "hint: postings counts the postings that ask for it, each once\n"
    for command in (("report", "me"), ("plan", "me"), ("team", "profiles")):
        result = skillgap(*command)
        assert (result.code, result.out, result.err) == (1, "", f"{inside}\n{hint}")
    result = skillgap("profile", "validate", "me")
    told = f"profiles/me.yaml:1:87: its matrix cannot be read: {inside} (at assessments[0].matrix)\n{hint}"
    assert (result.code, result.err) == (1, told)


def test_a_name_too_long_for_a_file_is_nobody_s(skillgap: Command, home: Path) -> None:
    long = "x" * 300
    for command in (("report", long), ("profile", "validate", long), ("team", long)):
        result = skillgap(*command)
        assert (result.code, result.err.splitlines()[0]) == (1, f"there is no profile {long}")
    (home / "me.yaml").write_text(
        f"format: skillgap/profile/1\nid: me\nname: Me\nassessments:\n  - {{matrix: {long}, matrix_version: 1}}\n"
    )
    result = skillgap("profile", "validate", "me.yaml", STAFF)
    assert f"me.yaml:5:14: there is no matrix {long} (at assessments[0].matrix)\n" in result.err
    assert f"{STAFF}: no problem found\n" in result.err
    # Whatever else the system refuses to look up is not blamed on standard output.
    assert skillgap("team", f"{long}.jsonl").err.startswith(f"{long}.jsonl: file name too long\nhint: ")


def test_a_file_of_mistakes_does_not_flood_the_terminal(skillgap: Command, home: Path) -> None:
    for name in ("x.yaml", "y.yaml"):
        keys = "".join(f"k{at}: 1\n" for at in range(1200))
        (home / name).write_text(f"format: skillgap/profile/1\nid: x\nname: X\n{keys}", encoding="utf-8")
    result = skillgap("profile", "validate", "x.yaml", "y.yaml")
    assert (result.code, result.err.count("unknown key")) == (1, 2_000)
    for name in ("x.yaml", "y.yaml"):
        assert f"{name}: 200 more problems are not shown\nhint: correct these first\n" in result.err


def test_a_version_too_long_to_be_one_is_refused(skillgap: Command) -> None:
    result = skillgap("matrix", "show", f"{MATRIX}@{'9' * 5000}")
    assert (result.code, result.err.endswith("hint: write id or id@version, as in role@2\n")) == (1, True)


def test_validate_reads_a_matrix_once_however_often_it_is_named(
    skillgap: Command, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    entries = (f"  - {{matrix: {MATRIX}, matrix_version: {at}, date: 2026-05-04}}\n" for at in range(2, 12))
    head = "format: skillgap/profile/1\nid: x\nname: X\nassessments:\n"
    (home / "x.yaml").write_text(head + "".join(entries), encoding="utf-8")
    opened: list[Path] = []

    def read_matrix(path: Path) -> Matrix:
        opened.append(path)
        return documents.read_matrix(path)

    monkeypatch.setattr(library, "read_matrix", read_matrix)
    result = skillgap("profile", "validate", "x.yaml")
    assert (result.code, result.err.count("is not here, only version 1")) == (1, 10)
    assert [path.name for path in opened] == [f"{MATRIX}.yaml"]


def test_delete_needs_a_yes(skillgap: Command, home: Path) -> None:
    (home / "profiles").mkdir()
    skillgap("profile", "new", "Me")
    refused = skillgap("profile", "delete", "me")
    assert refused.code == 2
    assert "--yes" in refused.err
    (home / "profiles" / "me.yaml.conflict-1").write_text("mine")
    assert skillgap("profile", "delete", "me", "--yes").code == 0
    assert sorted(path.name for path in (home / "profiles").iterdir()) == ["profile.schema.json"]


def test_a_sample_cannot_be_deleted(skillgap: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "delete", lambda *_, **__: pytest.fail("it would be gone"))
    result = skillgap("profile", "delete", "sample-staff-engineer", "--yes")
    assert result.code == 1
    assert STAFF.exists()


def test_matrix_list_and_show(skillgap: Command, home: Path) -> None:
    listed = skillgap("matrix", "list")
    assert listed.code == 0
    assert MATRIX in listed.out
    shown = skillgap("matrix", "show", MATRIX)
    assert "asked for by 19 of 20 postings: 95%, 95% interval 76–99%; target 4 Expert" in shown.out
    (home / "matrices").mkdir()
    (home / "matrices" / "broken.yaml").write_text("a: &b c\n")
    broken = skillgap("matrix", "list")
    assert broken.code == 5
    assert "matrices/broken.yaml:1:4: " in broken.err


@pytest.mark.parametrize("kind", ["matrix", "profile", "report", "team"])
def test_schemas_are_json(skillgap: Command, kind: str) -> None:
    schema = json.loads(skillgap("schema", kind).out)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"


@pytest.mark.parametrize(("folder", "kind"), [("matrices", "matrix"), ("profiles", "profile")])
def test_the_schemas_beside_the_built_in_files_are_current(skillgap: Command, folder: str, kind: str) -> None:
    assert (ROOT / folder / f"{kind}.schema.json").read_text(encoding="utf-8") == skillgap("schema", kind).out


@pytest.mark.parametrize(
    ("line", "completed"),
    [
        ("skillgap repo", ["report"]),
        ("skillgap report sample-st", ["sample-staff-engineer"]),
        ("skillgap matrix show prin", [MATRIX]),
        ("skillgap report --format mark", ["markdown"]),
        (f"skillgap report {STAFF.stem} --section te", ["technologies"]),
        (f"skillgap plan {STAFF.stem}@2025-11-10 --what-if hardw", [f"hardware={level}" for level in range(5)]),
        (f"skillgap report {STAFF.stem} --what-if cross-", ["cross-org-program-execution=", "cross-org-delivery="]),
        (f"skillgap goals {STAFF.stem} --add hardware=4", ["hardware=4"]),
        ("skillgap report nobody --section te", []),
        (f"skillgap report {STAFF.stem}@soon --section te", []),
        (f"skillgap report {STAFF.stem} --matrix {MATRIX} --section sk", ["skills"]),
        (f"skillgap matrix explain {MATRIX} observ", ["observability"]),
    ],
)
def test_a_shell_completes_commands_ids_and_choices(
    skillgap: Command, monkeypatch: pytest.MonkeyPatch, line: str, completed: list[str]
) -> None:
    monkeypatch.setenv("_SKILLGAP_COMPLETE", "bash_complete")
    monkeypatch.setenv("COMP_WORDS", line)
    monkeypatch.setenv("COMP_CWORD", str(len(line.split()) - 1))
    result = skillgap()
    assert (result.code, result.out.split()) == (0, [f"plain,{word}" for word in completed])


def test_what_the_readme_has_a_shell_evaluate_is_the_script_for_completion(
    skillgap: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("_SKILLGAP_COMPLETE", "zsh_source")
    result = skillgap()
    assert (result.code, result.out.splitlines()[0]) == (0, "#compdef skillgap")


@pytest.mark.skipif(shutil.which("bash") is None, reason="no bash here")
def test_bash_takes_a_profile_and_its_date_for_one_word(skillgap: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("_SKILLGAP_COMPLETE", "bash_source")
    script = skillgap().out
    before = "COMP_WORDBREAKS=' =@:'"
    said = subprocess.run(
        ["bash", "--norc", "-c", f'{before}; eval "$0"; printf "%s|" "$COMP_WORDBREAKS"; complete -p skillgap', script],
        capture_output=True,
        check=True,
        text=True,
    ).stdout
    assert said == " =:|complete -o nosort -F _skillgap_completion skillgap\n"


@pytest.mark.parametrize("command", [("report",), ("goals", "--format", "csv"), ("plan",), ("compare", STAFF)])
def test_no_report_takes_the_place_of_a_profile(skillgap: Command, home: Path, command: tuple[str | Path, ...]) -> None:
    for name in ("me.yaml", "team.jsonl"):
        first, *rest = command
        skillgap("profile", "export", STAFF, "--output", name)
        before = (home / name).read_bytes()
        result = skillgap(first, STAFF, *rest, "--output", name)
        lost = f"{name}: this file is somebody's profile or matrix, which would be lost\nhint: write to another file\n"
        assert (result.code, result.out, result.err) == (1, "", lost)
        assert (home / name).read_bytes() == before


def test_no_matrix_takes_the_place_of_a_profile_or_of_its_analysis(skillgap: Command, home: Path) -> None:
    skillgap("profile", "export", STAFF, "--output", "me.yaml")
    profile = (home / "me.yaml").read_bytes()
    analysis = "# Cook\n\nSample size: 20\n\n## Skills\n\n| Skill | Frequency |\n|---|---|\n| Soup | 9 |\n"
    for name in ("a.md", "soup.txt"):
        (home / name).write_text(analysis, encoding="utf-8")
    lost = "this file is somebody's profile or matrix, which would be lost\nhint: write to another file\n"
    imported = skillgap("matrix", "import", "a.md", "--output", "me.yaml")
    assert (imported.code, imported.out, imported.err) == (1, "", f"me.yaml: {lost}")
    built = skillgap("matrix", "build", "soup.txt", "--taxonomy", MATRIX, "--output", "me.yaml")
    assert (built.code, built.out, built.err) == (1, "", f"me.yaml: {lost}")
    over_itself = skillgap("matrix", "import", "a.md", "--output", "./a.md")
    assert over_itself.code == 1
    assert over_itself.err.startswith("./a.md: this is the analysis itself, which would be lost\n")
    assert (home / "me.yaml").read_bytes() == profile
    assert (home / "a.md").read_text(encoding="utf-8") == analysis
    assert sorted(path.name for path in home.glob("[!.]*")) == ["a.md", "me.yaml", "profile.schema.json", "soup.txt"]
    assert [skillgap("matrix", "import", "a.md", "--output", "cook.yaml").code for _ in range(2)] == [0, 0]


def test_what_only_looks_like_a_profile_by_its_name_is_written_over(skillgap: Command, home: Path) -> None:
    (home / "old.yaml").write_text("a: 1\n", encoding="utf-8")
    assert skillgap("report", STAFF, "--format", "json", "--output", "old.yaml").code == 0
    assert skillgap("report", STAFF, "--format", "json", "--output", "old.yaml").code == 0
    assert json.loads((home / "old.yaml").read_bytes())["format"] == "skillgap/report/1"


@pytest.mark.parametrize("kind", ["profile", "matrix"])
def test_validate_goes_on_after_a_name_that_is_unknown(skillgap: Command, home: Path, kind: str) -> None:
    for number in range(4):
        (home / f"broken-{number}.yaml").write_text("a: [", encoding="utf-8")
    names = [f"./broken-{number}.yaml" for number in range(4)]
    result = skillgap(kind, "validate", names[0], "nobody", *names[1:])
    assert result.code == 1
    assert f"there is no {kind} nobody" in result.err
    for number in range(4):
        assert f"broken-{number}.yaml:1:" in result.err
