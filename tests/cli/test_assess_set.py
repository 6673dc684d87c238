"""``assess --set`` and ``--evidence``: ratings from a script, and which assessment they go to."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from skillgap.store import read_profile
from tests.cli.conftest import Command

TODAY = datetime.date.today()


@pytest.fixture
def me(skillgap: Command, home: Path) -> Path:
    (home / "profiles").mkdir()
    assert skillgap("profile", "new", "Me").code == 0
    return home / "profiles" / "me.yaml"


def dated(me: Path, date: str) -> None:
    me.write_text(me.read_text(encoding="utf-8").replace(str(TODAY), date), encoding="utf-8")


def test_levels_states_signals_and_evidence_are_set(skillgap: Command, me: Path) -> None:
    result = skillgap(
        *("assess", "me", "--set", "observability=3", "--evidence", "observability=Owns the dashboards"),
        *(
            "--set",
            "hardware=skipped",
            "--set",
            "cost-optimization-finops=not_applicable",
            "--set",
            "hands-on-depth=yes",
        ),
    )
    assert (result.code, result.out) == (0, "")
    (assessment,) = read_profile(me).profile.assessments
    assert (assessment.date, assessment.signals) == (TODAY, {"hands-on-depth": "yes"})
    assert (assessment.ratings["observability"].level, assessment.ratings["observability"].evidence) == (
        3,
        ("Owns the dashboards",),
    )
    assert assessment.ratings["hardware"].state == "skipped"
    assert assessment.ratings["cost-optimization-finops"].state == "not_applicable"
    assert "saved: Observability: 3 Proficient" in result.err


def test_evidence_given_twice_is_there_once(skillgap: Command, me: Path) -> None:
    for _ in range(2):
        assert skillgap("assess", "me", "--evidence", "observability=A link").code == 0
    assert read_profile(me).profile.assessments[0].ratings["observability"].evidence == ("A link",)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--set", "observability=9"), "is not on the scale"),
        (("--set", "observabilty=3"), "Did you mean observability?"),
        (("--set", "hands-on-depth=maybe"), "yes, partly or no"),
        (("--set", "observability"), "is not of the form CRITERION=LEVEL"),
        (("--evidence", "observability="), "is not CRITERION=TEXT"),
        (("--set", "observability=3", "--date", "May"), "is not a day"),
        (("--set", "observability=3", "--date", "2020-01-01", "--new"), "give only one"),
    ],
)
def test_a_wrong_value_writes_nothing(skillgap: Command, me: Path, arguments: tuple[str, ...], message: str) -> None:
    before = me.read_bytes()
    result = skillgap("assess", "me", "--set", "hardware=2", *arguments)
    assert (result.code, result.out) == (2, "")
    assert message in " ".join(result.err.split())
    assert me.read_bytes() == before


def test_an_old_assessment_is_changed_only_by_its_date(skillgap: Command, me: Path) -> None:
    assert skillgap("assess", "me", "--set", "observability=2").code == 0
    dated(me, "2020-02-02")
    before = me.read_bytes()
    refused = skillgap("assess", "me", "--set", "observability=4")
    assert (refused.code, refused.out, me.read_bytes()) == (2, "", before)
    assert "hint: --date 2020-02-02 adds to it, and --new begins one dated today" in refused.err
    assert skillgap("assess", "me", "--set", "observability=3", "--date", "2020-02-02").code == 0
    assert skillgap("assess", "me@2020-02-02", "--evidence", "observability=Seen").code == 0
    assert skillgap("assess", "me", "--set", "observability=4", "--new").code == 0
    old, new = read_profile(me).profile.assessments
    assert (str(old.date), old.ratings["observability"].level, old.ratings["observability"].evidence) == (
        "2020-02-02",
        3,
        ("Seen",),
    )
    assert (new.date, new.ratings["observability"].level) == (TODAY, 4)


def test_an_unknown_date_is_an_error(skillgap: Command, me: Path) -> None:
    assert skillgap("assess", "me", "--set", "observability=2").code == 0
    before = me.read_bytes()
    result = skillgap("assess", "me", "--set", "observability=3", "--date", "2019-01-01")
    assert (result.code, me.read_bytes()) == (1, before)
    assert f"its assessments of the role are of {TODAY}" in result.err
