"""``matrix same`` and ``matrix levels``: what they ask, and what they write into a matrix."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from skillgap.cli.matrix import command
from skillgap.store import read_matrix

PILOT = """format: skillgap/matrix/1
id: pilot
version: 1
title: Pilot
source: {sample_size: 20}
scale: [{level: 0, name: None, description: Nothing yet}, {level: 1, name: Some}]   # ours
targets: {default: 1}
sections:
  - id: skills
    criteria:
      - {id: knots, name: Knots, postings: 3, covers: [Bowline]}
      - id: charts   # the most asked for
        name: Sea charts
        postings: 9
        levels: {1: Has read one}
"""
MASTER = (
    PILOT.replace("id: pilot", "id: master")
    .replace("Pilot", "Master")
    .replace("name: Sea charts", "name: Chart reading")
)


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("matrices").mkdir()
    Path("matrices/pilot.yaml").write_text(PILOT)
    Path("matrices/master.yaml").write_text(MASTER.replace("charts", "maps"))


def run(*arguments: str, typed: str = "") -> Result:
    result = CliRunner().invoke(command, list(arguments), input=typed)
    assert result.exit_code == 0, (result.output, result.exception)
    return result


def test_pairs_are_listed_with_both_scopes() -> None:
    text = run("same", "pilot", "master").stdout
    assert "Chart reading" in text
    assert "9 of 20 postings" in text
    data = json.loads(run("same", "pilot", "master", "--format", "json").stdout)
    assert [[side["id"] for side in pair["criteria"]] for pair in data["pairs"]] == [["charts", "maps"]]


@pytest.mark.parametrize(("typed", "links"), [("y\n", ("master#maps",)), ("n\n", ()), ("q\n", ()), ("", ())])
def test_an_accepted_pair_is_written_and_nothing_else_changes(typed: str, links: tuple[str, ...]) -> None:
    run("same", "pilot", "master", "--plain", typed=typed)
    assert read_matrix(Path("matrices/pilot.yaml")).criterion("charts").same_as == links
    text = Path("matrices/pilot.yaml").read_text()
    assert text.replace("        same_as: [master#maps]\n", "") == PILOT


def test_a_built_in_matrix_is_not_changed() -> None:
    result = CliRunner().invoke(command, ["levels", "principal-ai-infrastructure-engineer"])
    assert "built in, and cannot be changed" in str(result.exception)


def test_levels_are_asked_for_in_order_and_saved_at_once() -> None:
    result = run("levels", "pilot", typed="Has tried it\nHas never seen one\nn\n")
    assert "The scale: what does 1 Some mean" in result.stderr
    assert "What has somebody at 0 None done? In general: Nothing yet." in result.stderr
    matrix = read_matrix(Path("matrices/pilot.yaml"))
    assert [step.description for step in matrix.scale] == ["Nothing yet", "Has tried it"]
    assert matrix.criterion("charts").levels == {0: "Has never seen one", 1: "Has read one"}
    assert matrix.criterion("knots").levels == {}
    assert "2 descriptions written; 1 criterion left" in result.stderr
    text = Path("matrices/pilot.yaml").read_text()
    assert "# the most asked for" in text
    assert "# ours" in text
