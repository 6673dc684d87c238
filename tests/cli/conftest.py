"""Running the command in process, in an empty folder of its own."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from skillgap.cli import run

ROOT = Path(__file__).parent.parent.parent
STAFF = ROOT / "profiles" / "sample-staff-engineer.yaml"
MATRIX = "principal-ai-infrastructure-engineer"


@dataclass(frozen=True)
class Result:
    code: int
    out: str
    err: str


Command = Callable[..., Result]


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty current folder, and data and settings folders that are nobody's."""
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
    for name in ("SKILLGAP_PROFILES", "SKILLGAP_MATRICES", "SKILLGAP_CONFIG", "NO_COLOR", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    return here


def in_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the answers of later calls come from a terminal."""

    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr("tests.cli.conftest.io.StringIO", Terminal)


@pytest.fixture
def skillgap(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Command:
    """Call as ``skillgap("report", "me", answers="…")``; arguments may be paths."""

    def call(*arguments: str | Path, answers: str = "") -> Result:
        monkeypatch.setattr(sys, "stdin", io.StringIO(answers))
        code = run([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        return Result(code, captured.out, captured.err)

    return call
