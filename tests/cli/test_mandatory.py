"""Mandatory requirements on the command line: exit codes, keys and columns."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from tests.cli.conftest import Command

NURSE = """\
format: skillgap/matrix/1
id: nurse
version: 1
title: Registered nurse
source: {sample_size: 12}
scale: [{level: 0, name: Not yet}, {level: 1, name: Supervised}, {level: 2, name: Independent}]
targets: {default: 2}
sections:
  - id: clinical
    criteria:
      - {id: meds, name: Medication, postings: 9}
      - {id: wound, name: Wound care, postings: 7}
      - {id: license, name: Nursing license, postings: 2, mandatory: true}
signals:
  - {id: bls, text: A valid BLS card., mandatory: true}
"""


@pytest.fixture(autouse=True)
def ward(home: Path) -> Path:
    """A role, and people who meet its mandatory requirements or do not."""
    (home / "matrices").mkdir()
    (home / "profiles").mkdir()
    (home / "matrices" / "nurse.yaml").write_text(NURSE, encoding="utf-8")
    for name, license_, answer in (
        ("mia", "{level: 0}", "no"),
        ("noa", "{level: 2}", "yes"),
        ("lea", "{state: not_applicable}", "yes"),
        ("ida", "{level: 2, valid_until: 2025-12-31}", "yes"),
    ):
        text = (
            f"format: skillgap/profile/1\nid: {name}\nname: {name.title()}\nassessments:\n"
            "  - matrix: nurse\n    matrix_version: 1\n    date: 2025-11-28\n"
            f"    ratings: {{meds: {{level: 2}}, wound: {{level: 2}}, license: {license_}}}\n"
            f"    signals: {{bls: {answer}}}\n"
        )
        (home / "profiles" / f"{name}.yaml").write_text(text, encoding="utf-8")
    return home


@pytest.mark.parametrize(
    ("name", "code", "message"),
    [
        ("noa", 0, ""),
        ("mia", 4, "Mandatory requirement not met: Nursing license; A valid BLS card."),
        ("lea", 4, "Mandatory requirement called not applicable, which does not waive it: Nursing license."),
        ("ida", 4, "Mandatory requirement not met: Nursing license (evidence expired after 2025-12-31)."),
    ],
)
@pytest.mark.parametrize("option", [["--fail-under", "50"], ["--require-mandatory"]], ids=["fail under", "require"])
def test_what_is_mandatory_decides_the_exit_code(
    skillgap: Command, name: str, code: int, message: str, option: list[str]
) -> None:
    result = skillgap("report", name, *option)
    assert result.code == code
    assert message in result.err
    assert skillgap("report", name).code == 0


def test_json_and_csv_have_the_state(skillgap: Command) -> None:
    data = json.loads(skillgap("report", "ida", "--format", "json").out)
    assert data["mandatory"] == "not_met"
    assert data["mandatory_requirements"] == [
        {"id": "license", "name": "Nursing license", "kind": "criterion", "state": "not_met", "expired": "2025-12-31"},
        {"id": "bls", "name": "A valid BLS card.", "kind": "signal", "state": "met", "expired": None},
    ]
    assert data["expired_evidence"] == [{"id": "license", "name": "Nursing license", "valid_until": "2025-12-31"}]
    rows = list(csv.DictReader(io.StringIO(skillgap("report", "lea", "--format", "csv").out.lstrip("\ufeff"))))
    assert {row["id"]: row["mandatory"] for row in rows} == {"meds": "", "wound": "", "license": "not_applicable"}


def test_a_level_that_is_supposed_meets_it(skillgap: Command) -> None:
    assert skillgap("report", "ida", "--what-if", "license=2", "--require-mandatory").code == 0
