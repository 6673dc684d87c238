"""``matrix import --onto``: the next version, with everything that a person wrote."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from skillgap.cli.matrix import command
from skillgap.errors import DataError
from skillgap.store import read_matrix

OLD = """# my own matrix
format: skillgap/matrix/1
id: pilot
version: 3
title: Our pilots
source: {sample_size: 20}
scale: [{level: 0, name: None}, {level: 1, name: Some}, {level: 2, name: Much}]
targets: {Core: 2, default: 1}   # agreed with the harbor
effort: {1: 2, 2: 5}
sections:
  - id: skills
    title: What they can
    criteria:
      - id: charts
        name: Charts
        postings: 9
        category: Core
        levels: {1: Has read one}   # to be discussed
        aliases: [sea chart]
        same_as: [master#charts]
        topic: navigation
      - {id: radio-work, name: Radio work, postings: 8, levels: {1: Has called a port}}
      - {id: knots, name: Knots, postings: 7}
signals:
  - {id: calm, text: Stays calm., question: Do you stay calm?}
"""
NEW = (
    "# Pilot\n\nSample size: 40 postings\n\n## Skills\n\n| Skill | Count | Category |\n|---|---|---|\n"
    "| Charts | 30 | Core |\n| Radio works | 20 | Nice |\n| Radar | 10 | |\n\n## Hiring signals\n\n- Swims.\n"
)


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("matrices").mkdir()
    Path("matrices/pilot.yaml").write_text(OLD)
    Path("new.md").write_text(NEW)


def run(*arguments: str, error: str | None = None) -> Result:
    result = CliRunner().invoke(command, ["import", "new.md", "--onto", "pilot", *arguments])
    if error is None:
        assert result.exit_code == 0, (result.output, result.exception)
    else:
        assert isinstance(result.exception, DataError), result.output
        assert error in str(result.exception)
    return result


def test_the_next_version_keeps_what_a_person_wrote() -> None:
    result = run("--rename", "radio-work=radio-works")
    matrix = read_matrix(Path("matrices/pilot.yaml"))
    assert (matrix.id, matrix.version, matrix.title, matrix.source.sample_size) == ("pilot", 4, "Our pilots", 40)
    assert matrix.targets == {"Core": 2, "Nice": 2, "default": 1}
    assert matrix.effort == {1: 2, 2: 5}
    charts, radio, radar = matrix.criteria
    assert (charts.postings, charts.levels, charts.same_as) == (30, {1: "Has read one"}, ("master#charts",))
    assert (charts.topic, [alias.phrase for alias in charts.aliases]) == ("navigation", ["sea chart"])
    assert (radio.id, radio.name, radio.formerly) == ("radio-works", "Radio works", ("radio-work",))
    assert radio.levels == {1: "Has called a port"}
    assert (radar.postings, radar.levels) == (10, {})
    assert [signal.text for signal in matrix.signals] == ["Stays calm.", "Swims."]
    text = Path("matrices/pilot.yaml").read_text()
    assert text.startswith("# my own matrix\n")
    assert "# agreed with the harbor" in text
    assert Path("matrices/pilot.v3.yaml").read_text() == OLD
    assert "renamed: radio-work → radio-works; new: radar; gone: knots" in result.stderr


def test_a_rename_is_proposed_and_nothing_written_before_it_is_confirmed() -> None:
    run(error="these criteria may be renamed: radio-work → radio-works")
    assert Path("matrices/pilot.yaml").read_text() == OLD
    run("--accept")
    assert read_matrix(Path("matrices/pilot.yaml")).criteria[1].formerly == ("radio-work",)


def test_a_rename_can_be_denied() -> None:
    run("--rename", "radio-work=")
    radio = read_matrix(Path("matrices/pilot.yaml")).criteria[1]
    assert (radio.id, radio.formerly, radio.levels) == ("radio-works", (), {})


@pytest.mark.parametrize(
    ("rename", "said"),
    [
        ("radios=radar", "the old version has no criterion radios"),
        ("knots=radios", "the new analysis has no criterion radios"),
        ("knots=charts", "charts is charts of the old version already"),
    ],
)
def test_a_rename_of_what_is_not_there_is_refused(rename: str, said: str) -> None:
    run("--rename", rename, error=said)


def test_another_file_can_be_written_and_a_dry_run_writes_none() -> None:
    run("--accept", "--dry-run")
    assert Path("matrices/pilot.yaml").read_text() == OLD
    run("--accept", "-o", "other.yaml")
    assert Path("matrices/pilot.yaml").read_text() == OLD
    assert read_matrix(Path("other.yaml")).version == 4


def test_a_built_in_matrix_is_continued_in_another_file() -> None:
    role = "principal-ai-infrastructure-engineer"
    arguments = ["import", "new.md", "--onto", role, "--accept"]
    result = CliRunner().invoke(command, arguments)
    assert "this matrix is built in, and cannot be replaced" in str(result.exception)
    assert CliRunner().invoke(command, [*arguments, "-o", f"matrices/{role}.yaml"]).exit_code == 0
    assert read_matrix(Path(f"matrices/{role}.yaml")).version == 2


def test_renames_need_an_old_version() -> None:
    assert CliRunner().invoke(command, ["import", "new.md", "--accept"]).exit_code == 2
    assert CliRunner().invoke(command, ["import", "new.md", "--onto", "pilot", "--rename", "a"]).exit_code == 2
