"""Mandatory requirements on the command line: exit codes, keys and columns."""

from __future__ import annotations

import csv
import datetime
import io
import json
import re
from pathlib import Path

import pytest

from skillgap.cli.assess_plain import question
from skillgap.model.profile import Assessment
from skillgap.questionnaire.self_assessment import Questionnaire
from tests.builders import criterion, matrix_data, matrix_of
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


MIA = "Mandatory requirement not met: Nursing license; A valid BLS card."
COMMANDS = {
    "report": (["report", "mia"], MIA),
    "plan": (["plan", "mia"], MIA),
    "goals": (["goals", "mia"], MIA),
    "fit": (["fit", "mia"], f"Registered nurse, version 1: {MIA}"),
    "compare": (["compare", "mia", "noa"], f"Mia, 2025-11-28: {MIA}"),
    "history": (["compare", "mia", "--history"], MIA),
    "review": (["review", "mia", "--report"], MIA),
    "team": (
        ["team", "profiles"],
        "Mandatory requirement not met by 3 of 4 people: Nursing license (3); A valid BLS card (1).",
    ),
}


@pytest.mark.parametrize("command", COMMANDS)
def test_the_first_line_says_what_is_not_met(skillgap: Command, command: str) -> None:
    arguments, words = COMMANDS[command]
    printed = skillgap(*arguments)
    assert printed.code == 0, printed.err
    assert " ".join(printed.out.split("\n\n")[0].split()) == words
    markdown = skillgap(*arguments, "--format", "markdown").out
    assert markdown.splitlines()[0] == f"**{words}**"
    page = skillgap(*arguments, "--format", "html").out
    assert re.search(r"<body>\s*<header>\s*<p class=\"caution\" role=\"alert\">(.*?)</p>", page, re.DOTALL)[1] == words  # type: ignore[index]


@pytest.mark.parametrize("command", sorted(COMMANDS.keys() - {"goals"}))
def test_json_of_every_report_has_the_state(skillgap: Command, command: str) -> None:
    data = json.loads(skillgap(*COMMANDS[command][0], "--format", "json").out)
    found = {
        "fit": lambda: data["roles"][0]["mandatory"],
        "compare": lambda: data["columns"][0]["mandatory"],
        "history": lambda: data["points"][0]["mandatory"],
        "team": lambda: {person["id"]: person["mandatory"] for person in data["people"]}["mia"],
    }
    assert found.get(command, lambda: data["mandatory"])() == "not_met"


def test_the_plain_questions_say_what_is_mandatory() -> None:
    signals = [{"id": "card", "text": "A valid card.", "mandatory": True}]
    matrix = matrix_of(matrix_data(criterion("license", 2, mandatory=True), criterion("meds", 9), signals=signals))
    day = datetime.date(2025, 11, 28)
    walk = Questionnaire(matrix, Assessment(matrix=matrix.id, matrix_version=1, date=day))
    assert "This requirement is mandatory." in question(walk.go("license")).splitlines()
    assert "mandatory" not in question(walk.go("meds"))
    assert ", mandatory hiring signal. A valid card." in question(walk.go("card"))


def test_people_who_meet_all_stand_apart(skillgap: Command) -> None:
    text = skillgap("team", "profiles").out
    met, others = (
        text.index("Meet all mandatory requirements: 1"),
        text.index("Do not meet all mandatory requirements: 3"),
    )
    assert met < text.index("Noa", met) < others < text.index("Mia", others)


def test_nothing_is_said_if_all_are_met(skillgap: Command) -> None:
    text = skillgap("report", "noa").out
    assert "Mandatory requirement" not in text
    assert re.search(r"Mandatory\s+all 2 met", text)


def test_expired_evidence_is_said_even_if_it_is_not_mandatory(skillgap: Command, ward: Path) -> None:
    path = ward / "profiles" / "noa.yaml"
    text = path.read_text(encoding="utf-8").replace("meds: {level: 2}", "meds: {level: 2, valid_until: 2025-06-30}")
    path.write_text(text, encoding="utf-8")
    assert "Evidence has expired: Medication (valid until 2025-06-30)." in skillgap("report", "noa").out


def test_a_team_fails_if_somebody_does_not_meet_it(skillgap: Command) -> None:
    for option in (["--fail-under", "1"], ["--require-mandatory"]):
        result = skillgap("team", "profiles", *option)
        assert result.code == 4
        assert "Mandatory requirement not met by 3 of 4 people" in result.err
        assert skillgap("team", "profiles/noa.yaml", *option).code == 0
    assert skillgap("team", "profiles").code == 0
