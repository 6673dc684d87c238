"""``matrix import`` as it is typed: the receipt, the options, and what it never overwrites."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from skillgap.cli.matrix import command
from skillgap.errors import DataError
from skillgap.store import read_matrix

ANALYSIS = (
    "# Job Posting Analysis — Data Engineer\n\nSample size: 20 postings (2025)\n\n## Skills\n\n"
    "| Skill | Frequency | % of Postings |\n|---|---|---|\n| SQL | 19 | 95% |\n| Python | 9 | 40% |\n"
)
PROFILE = (
    "format: skillgap/profile/1\nid: ada\nname: Ada\nassessments:\n  - matrix: data-engineer\n"
    "    matrix_version: 1\n    date: 2026-01-02\n    ratings:\n      sql: {level: 3}\n"
)


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("profiles").mkdir()
    Path("matrices").mkdir()
    Path("a.md").write_text(ANALYSIS.replace("40%", "45%"))


def run(*arguments: str, error: str | None = None) -> Result:
    result = CliRunner().invoke(command, ["import", *arguments])
    if error is None:
        assert result.exit_code == 0, (result.output, result.exception)
    else:
        assert isinstance(result.exception, DataError), result.output
        assert error in str(result.exception)
    return result


def counts(path: str) -> list[tuple[str, int]]:
    return [(criterion.name, criterion.postings) for criterion in read_matrix(Path(path)).criteria]


def test_an_imported_analysis_is_a_matrix_that_the_store_reads() -> None:
    result = run("a.md", "-o", "role.yaml")
    assert counts("role.yaml") == [("SQL", 19), ("Python", 9)]
    assert Path("role.yaml").read_text().startswith("# yaml-language-server: $schema=matrix.schema.json\n")
    assert Path("matrix.schema.json").exists()
    assert "20 postings: Sample size: 20 postings (2025) (line 3)" in result.stderr
    assert "line 7: 2 rows for Skills" in result.stderr
    assert "skillgap matrix levels role.yaml" in result.stderr


def test_without_output_the_matrix_goes_to_standard_output() -> None:
    result = run("a.md")
    assert "postings: 19" in result.stdout
    assert sorted(path.name for path in Path().iterdir()) == ["a.md", "matrices", "profiles"]


def test_a_dry_run_prints_the_receipt_and_writes_nothing() -> None:
    text = run("a.md", "--dry-run", "-o", "role.yaml").stdout
    assert "Data Engineer, id data-engineer, version 1" in text
    assert not Path("role.yaml").exists()


def test_the_receipt_as_json_accounts_for_every_line() -> None:
    Path("b.md").write_text(ANALYSIS.replace("40%", "45%") + "\n## Insights\n\n- 3 of them were remote\n")
    data = json.loads(run("b.md", "--dry-run", "--format", "json").stdout)
    assert data["format"] == "skillgap/import/1"
    assert data["sample"] == {"size": 20, "sentence": "Sample size: 20 postings (2025)", "line": 3}
    assert data["tables"][0]["columns"] == {"name": "Skill", "count": "Frequency", "percentage": "% of Postings"}
    assert [(entry["line"], entry["what"]) for entry in data["left_out"]] == [(14, "'3 of them were remote'")]
    assert data["left_to_write"][0] == {"kind": "levels", "criteria": ["sql", "python"]}


def test_json_needs_a_place_of_its_own() -> None:
    result = CliRunner().invoke(command, ["import", "a.md", "--format", "json"])
    assert result.exit_code == 2
    assert "--dry-run" in result.output


def test_options_say_what_the_document_does_not() -> None:
    Path("a.csv").write_text("skill;Pilot;Master\nCharts;30;3\n")
    options = ("--sample-size", "60", "--title", "Harbor Pilot", "--id", "pilot", "--column", "Pilot")
    run("a.csv", *options, "-o", "role.yaml")
    matrix = read_matrix(Path("role.yaml"))
    assert (matrix.id, matrix.title, matrix.source.sample_size) == ("pilot", "Harbor Pilot", 60)
    assert counts("role.yaml") == [("Charts", 30)]


@pytest.mark.parametrize(("value", "code"), [("Core", 2), ("Core=x", 2), ("Nothing=3", 1), ("Core=9", 1)])
def test_a_target_must_be_of_a_category_and_on_the_scale(value: str, code: int) -> None:
    text = ANALYSIS.replace("40%", "45%").replace("% of Postings |\n|---", "% | Category |\n|---|---")
    Path("c.md").write_text(text.replace("95% |", "95% | Core |").replace("45% |", "45% | Plus |"))
    result = CliRunner().invoke(command, ["import", "c.md", "--target", value])
    assert result.exit_code == code
    assert "Core: 1" in run("c.md", "--target", "Core=1").stdout


@pytest.mark.parametrize(
    "change",
    [
        ("name: SQL\n", "name: SQL\n        same_as: [other#sql]\n"),
        ("title: Data", "title: The data"),
        ("# The", "# Our"),
    ],
)
def test_a_matrix_that_somebody_changed_is_not_imported_over(change: tuple[str, str]) -> None:
    run("a.md", "-o", "role.yaml")
    run("a.md", "-o", "role.yaml")
    text = Path("role.yaml").read_text()
    assert change[0] in text
    Path("role.yaml").write_text(text.replace(*change))
    run("a.md", "-o", "role.yaml", error="an import would lose that\nhint: add --onto role.yaml")
    assert Path("role.yaml").read_text() == text.replace(*change)


def test_a_version_that_nobody_rated_is_replaced() -> None:
    run("a.md", "-o", "matrices/data-engineer.yaml")
    Path("a.md").write_text(ANALYSIS.replace("| 9 | 40%", "| 8 | 40%"))
    run("a.md", "-o", "matrices/data-engineer.yaml")
    assert counts("matrices/data-engineer.yaml") == [("SQL", 19), ("Python", 8)]
    assert read_matrix(Path("matrices/data-engineer.yaml")).version == 1


@pytest.mark.parametrize("name", ["ada.yaml", "team.jsonl"])
def test_a_version_that_somebody_rated_is_kept(name: str) -> None:
    run("a.md", "-o", "matrices/data-engineer.yaml")
    text = PROFILE
    if name.endswith(".jsonl"):
        ratings = {"sql": {"level": 3}}
        assessment = {"matrix": "data-engineer", "matrix_version": 1, "date": "2026-01-02", "ratings": ratings}
        person = {"format": "skillgap/profile/1", "id": "ada", "name": "Ada", "assessments": [assessment]}
        text = json.dumps(person) + "\n"
    Path("profiles", name).write_text(text)
    assert "is the same already" in run("a.md", "-o", "matrices/data-engineer.yaml").stderr
    Path("a.md").write_text(ANALYSIS.replace("| 9 | 40%", "| 8 | 40%"))
    result = run("a.md", "-o", "matrices/data-engineer.yaml")
    assert "as version 2; version 1 is kept in matrices/data-engineer.v1.yaml" in result.stderr
    assert counts("matrices/data-engineer.v1.yaml") == [("SQL", 19), ("Python", 9)]
    assert counts("matrices/data-engineer.yaml") == [("SQL", 19), ("Python", 8)]
    assert read_matrix(Path("matrices/data-engineer.yaml")).version == 2


def test_a_file_that_hides_a_built_in_matrix_is_named() -> None:
    role = "principal-ai-infrastructure-engineer"
    result = run("a.md", "--id", role, "-o", f"matrices/{role}.yaml")
    assert f"this file hides the built-in version 1 of {role}" in result.stderr
    assert "--id NAME" in result.stderr
