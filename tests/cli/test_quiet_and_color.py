"""What programs that call skillgap set: less talk, color that is forced or refused, a profile on standard input."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from skillgap.cli.output import terminal_layout
from skillgap.store import standard_input
from tests.cli.conftest import MATRIX, STAFF, Command

Piped = Callable[..., tuple[int, str, str]]


@pytest.mark.parametrize("before", [True, False])
def test_quiet_leaves_out_what_was_done(skillgap: Command, before: bool) -> None:
    arguments = ("report", str(STAFF), "--output", "out.txt")
    result = skillgap("-q", *arguments) if before else skillgap(*arguments, "--quiet")
    assert (result.code, result.out, result.err) == (0, "", "")
    assert skillgap(*arguments).err == "wrote out.txt\n"


def test_quiet_keeps_problems_and_the_reason_of_an_exit_code(skillgap: Command, home: Path) -> None:
    (home / "bad.yaml").write_text("a: [", encoding="utf-8")
    assert "bad.yaml:1:" in skillgap("profile", "validate", "./bad.yaml", "-q").err
    assert "is below 99%" in skillgap("report", STAFF, "--fail-under", "99", "-q").err


def test_quiet_still_asks(skillgap: Command, home: Path) -> None:
    (home / "me.yaml").write_text("format: skillgap/profile/1\nid: me\nname: Me\n", encoding="utf-8")
    result = skillgap("assess", "./me.yaml", "--matrix", MATRIX, "--plain", "-q", answers="2\n")
    assert "1 of" in result.err
    assert "saved" not in result.err


@pytest.mark.parametrize(
    ("variables", "is_terminal", "color"),
    [
        ({}, True, True),
        ({}, False, False),
        ({"TERM": "dumb"}, True, False),
        ({"NO_COLOR": "1"}, True, False),
        ({"NO_COLOR": ""}, True, True),
        ({"FORCE_COLOR": "1"}, False, True),
        ({"FORCE_COLOR": "0"}, False, False),
        ({"CLICOLOR_FORCE": "1", "TERM": "dumb"}, False, True),
        ({"NO_COLOR": "1", "FORCE_COLOR": "1"}, True, False),
    ],
)
def test_color_is_as_the_environment_says(
    variables: dict[str, str], is_terminal: bool, color: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("NO_COLOR", "FORCE_COLOR", "CLICOLOR_FORCE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm")
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys.stdout, "isatty", lambda: is_terminal)
    assert terminal_layout(None).color is color
    assert terminal_layout("report.txt").color is False


@pytest.fixture
def piped(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Piped:
    from skillgap.cli import run

    def call(data: bytes, *arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr(standard_input, "_kept", {})
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data), encoding="utf-8"))
        code = run(list(arguments))
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return call


@pytest.mark.parametrize(
    "arguments",
    [
        ("report", "-", "--format", "json"),
        ("team", "-", "--format", "json"),
        ("plan", "-", "--format", "json"),
        ("compare", "-", str(STAFF), "--format", "json"),
        ("profile", "show", "-"),
        ("profile", "validate", "-"),
    ],
)
def test_a_profile_comes_from_standard_input(piped: Piped, arguments: tuple[str, ...]) -> None:
    data = STAFF.read_bytes().replace(b"id: sample-staff-engineer", b"id: ann")
    code, out, err = piped(data, *arguments)
    assert code == 0, err
    if "--format" in arguments:
        assert "ann" in json.dumps(json.loads(out))


def test_standard_input_is_read_as_strictly_as_a_file(piped: Piped) -> None:
    code, out, err = piped(b"a: [", "report", "-")
    assert (code, out) == (1, "")
    assert err.startswith("error: -:1:5: a value is missing here (at a)\nhint: ")
    assert "larger than 1 MiB" in piped(b"#" * (1 << 21), "report", "-")[2]


def test_standard_input_cannot_be_changed(piped: Piped) -> None:
    arguments = ("goals", "-", "--add", "cost-optimization-finops=4")
    code, out, err = piped(STAFF.read_bytes(), *arguments)
    assert (code, out) == (1, "")
    assert "a profile from standard input cannot be changed" in err
