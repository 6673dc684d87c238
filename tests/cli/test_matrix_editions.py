"""Matrices that claim to be one another, and links that lead nowhere, as ``matrix`` reports them."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from skillgap.cli import skillgap
from skillgap.cli.matrix import command
from skillgap.store.library import Library

TEXT = """format: skillgap/matrix/1
id: pilot
version: 1
title: Pilot
source: {sample_size: 20}
scale: [{level: 0, name: None}, {level: 1, name: Some}]
targets: {default: 1}
sections:
  - id: skills
    criteria:
      - {id: charts, name: Charts, postings: 9}
"""
BUILT_IN = "principal-ai-infrastructure-engineer"


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("matrices").mkdir()


def save(name: str, text: str) -> str:
    path = Path("matrices", f"{name}.yaml")
    path.write_text(text)
    return str(path)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(command, list(arguments))


def test_two_files_of_one_version_are_named() -> None:
    save("a", TEXT)
    save("b", TEXT.replace("postings: 9", "postings: 8"))
    said = "matrices/b.yaml is version 1 of pilot as well, and not the same"
    assert said in run("list").stderr
    assert said in run("validate", "matrices/a.yaml").stderr
    save("b", TEXT)
    assert run("list").stderr == ""


def test_an_own_file_that_hides_a_built_in_one_is_named() -> None:
    path = save("own", TEXT.replace("id: pilot", f"id: {BUILT_IN}"))
    assert f"this file hides the built-in version 1 of {BUILT_IN}" in run("validate", path).stderr
    assert f"this file hides the built-in version 1 of {BUILT_IN}" in run("list").stderr


def test_ratings_that_fit_only_the_hidden_built_in_matrix_blame_the_own_one() -> None:
    save("own", TEXT.replace("id: pilot", f"id: {BUILT_IN}"))
    result = CliRunner().invoke(skillgap, ["report", "sample-staff-engineer"])
    first, hint = str(result.exception).splitlines()[:2]
    assert first.endswith(f": your version 1 of {BUILT_IN} hides the built-in one, and these ratings do not fit yours")
    assert hint == "hint: give your matrix an id or a version of its own"


def test_a_version_that_only_the_package_has_is_found() -> None:
    save(BUILT_IN, TEXT.replace("id: pilot", f"id: {BUILT_IN}").replace("version: 1", "version: 2"))
    library = Library(Path("profiles"), Path("matrices"))
    assert library.matrix_named(BUILT_IN).title == "Pilot"
    assert len(library.matrix_named(BUILT_IN, 1).criteria) == 19


@pytest.mark.parametrize(
    ("link", "said"),
    [
        ("nowhere#charts", "matrices/pilot.yaml:11:59: nowhere#charts leads nowhere: there is no matrix nowhere"),
        ("other#chart", "other#chart leads nowhere: other has no criterion chart"),
    ],
)
def test_a_link_that_leads_nowhere_is_a_problem(link: str, said: str) -> None:
    save("other", TEXT.replace("id: pilot", "id: other"))
    path = save("pilot", TEXT.replace("postings: 9}", f"postings: 9, same_as: [{link}]}}"))
    result = run("validate", path)
    assert result.exit_code == 1
    assert said in result.output
    save("pilot", TEXT.replace("postings: 9}", "postings: 9, same_as: [other#charts]}"))
    assert run("validate", path).exit_code == 0
