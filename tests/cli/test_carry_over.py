"""Ratings of an older version taken along, and those of another role suggested, line by line."""

from __future__ import annotations

import datetime
import sys
from pathlib import Path

import pytest

from skillgap.model.profile import Assessment, Rating
from skillgap.store import Library, ProfileFile, read_profile
from tests.cli.conftest import Command, in_terminal
from tests.cli.test_compare import person, role

TODAY = datetime.date.today()


@pytest.fixture
def moved(home: Path) -> Path:
    """Two versions of a role, another role that shares a criterion with it, and somebody rated against the first."""
    role(home, "role", 1, {"one": 10, "two": 10, "lost": 3}, "role.v1")
    role(home, "role", 2, {"one": 18, "two": 10, "three": 6})
    role(home, "other", 1, {"three": 5})
    person(home, "ann", ("role", 1, "2025-01-01", {"one": 1, "lost": 2}))
    return home / "profiles" / "ann.yaml"


def assessments(path: Path) -> tuple[Assessment, ...]:
    return read_profile(path).profile.assessments


def test_carry_over_keeps_the_old_and_asks_what_is_new(skillgap: Command, moved: Path) -> None:
    result = skillgap("assess", "ann", "--plain", "--carry-over", answers="2\n2\n")
    assert result.code == 0
    assert (
        "The last assessment, of 2025-01-01, is of version 1 of Role role; version 2 is the current one." in result.err
    )
    assert "1 rating carried over to version 2." in result.err
    assert "\n2 of 3, skills: Two" in result.err
    old, new = assessments(moved)
    assert old == Assessment(
        matrix="role",
        matrix_version=1,
        date=datetime.date(2025, 1, 1),
        ratings={"one": Rating(level=1), "lost": Rating(level=2)},
    )
    assert (new.matrix_version, new.date) == (2, TODAY)
    assert new.ratings == {
        "one": Rating(level=1, said=datetime.date(2025, 1, 1)),
        "two": Rating(level=2),
        "three": Rating(level=2),
    }


def test_what_came_along_says_since_when_it_holds(skillgap: Command, moved: Path) -> None:
    result = skillgap("assess", "ann", "--plain", "--carry-over", answers="b\n")
    assert "So far: 1 Some; said on 2025-01-01 and carried over" in result.err
    assert len(assessments(moved)) == 2


@pytest.mark.parametrize(("arguments", "offered"), [((), True), (("--fresh",), False), (("--carry-over",), False)])
def test_the_screens_offer_to_take_ratings_along_unless_that_is_decided(
    skillgap: Command, moved: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], offered: bool
) -> None:
    opened: list[tuple[int, bool]] = []

    def run(_: Library, *, profile: ProfileFile, offer: bool, **__: object) -> int:
        opened.append((len(profile.profile.assessments), offer))
        return 0

    monkeypatch.setattr("skillgap.tui.app.run", run)
    monkeypatch.setattr("skillgap.cli.assess.tui_unavailable_reason", lambda: None)
    assert skillgap("assess", "ann", *arguments).code == 0
    assert opened == [(2 if "--carry-over" in arguments else 1, offered)]
    assert len(assessments(moved)) == opened[0][0]


@pytest.mark.parametrize("arguments", [(), ("--fresh",)])
def test_a_pipe_begins_with_none_and_says_so_unless_that_was_asked_for(
    skillgap: Command, moved: Path, arguments: tuple[str, ...]
) -> None:
    result = skillgap("assess", "ann", "--plain", *arguments, answers="2\n")
    assert result.code == 0
    assert ("Use --carry-over to keep them" in result.err) == (not arguments)
    assert assessments(moved)[1].ratings == {"one": Rating(level=2)}


@pytest.mark.parametrize(
    ("answer", "levels"), [("y", {"one": 1, "two": 2}), ("", {"one": 1, "two": 2}), ("n", {"one": 2})]
)
def test_in_a_terminal_it_asks(
    skillgap: Command, moved: Path, monkeypatch: pytest.MonkeyPatch, answer: str, levels: dict[str, int]
) -> None:
    in_terminal(monkeypatch)
    result = skillgap("assess", "ann", "--plain", answers=f"{answer}\n2\n")
    assert result.code == 0
    assert "Carry the ratings over? [Y/n]" in result.err
    assert (
        "1 rating can be carried over, 1 criterion is new, 1 answer for removed criteria will not be carried over."
        in result.err
    )
    assert {name: rating.level for name, rating in assessments(moved)[1].ratings.items()} == levels
    assert sys.stdin.isatty()


def test_without_the_old_version_carrying_over_is_refused(skillgap: Command, moved: Path) -> None:
    (moved.parent.parent / "matrices" / "role.v1.yaml").unlink()
    before = moved.read_bytes()
    result = skillgap("assess", "ann", "--plain", "--carry-over", answers="2\n")
    assert result.code == 1
    assert "version 1 of the matrix role is not here" in result.err
    assert moved.read_bytes() == before


def test_a_current_assessment_is_gone_on_with_whatever_is_asked_for(skillgap: Command, moved: Path) -> None:
    skillgap("assess", "ann", "--plain", "--carry-over", answers="2\n")
    result = skillgap("assess", "ann", "--plain", "--carry-over", answers="2\n")
    assert "version 2 is the current one" not in result.err
    assert len(assessments(moved)) == 2


def test_what_was_said_for_another_role_is_taken_over_by_an_equals_sign_alone(skillgap: Command, moved: Path) -> None:
    person(moved.parent.parent, "ann", ("other", 1, "2025-01-01", {"three": 2}))
    arguments = ("assess", "ann", "--matrix", "role", "--plain")
    shown = skillgap(*arguments, answers="\n\n\n")
    assert "For other, 2025-01-01: 2 All\n= takes this over; without it nothing is said here." in shown.err
    assert len(assessments(moved)) == 1
    assert skillgap(*arguments, answers="\n\n=\n").code == 0
    assert assessments(moved)[1].ratings == {"three": Rating(level=2)}


@pytest.mark.usefixtures("moved")
def test_an_equals_sign_without_a_suggestion_is_no_answer(skillgap: Command) -> None:
    result = skillgap("assess", "ann", "--plain", "--fresh", answers="=\n")
    assert result.code == 1
    assert "<stdin>:1:1: nothing that you said for another role is suggested here" in result.err
