"""Running the command in process, in an empty folder of its own."""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from skillgap.cli import run
from skillgap.store import library

ROOT = Path(__file__).parent.parent.parent
STAFF = ROOT / "profiles" / "sample-staff-engineer.yaml"
MATRIX = "principal-ai-infrastructure-engineer"
SAMPLES = ("profiles/sample-platform-engineer.yaml", "profiles/sample-staff-engineer.yaml")


@dataclass(frozen=True)
class Result:
    """What a command ended with and wrote.

    ``err`` leaves out the word ``error: `` that begins each error; tests/cli/test_messages.py tests it.
    """

    code: int
    out: str
    stderr: str

    @property
    def err(self) -> str:
        return re.sub(r"^error: ", "", self.stderr, flags=re.MULTILINE)


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


@pytest.fixture(scope="session")
def box_of_one_role(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample profiles with their role, and no other role."""
    box = tmp_path_factory.mktemp("box")
    for name in ("matrices/principal-ai-infrastructure-engineer.yaml", *SAMPLES):
        copy = box / name
        copy.parent.mkdir(exist_ok=True)
        copy.write_bytes((ROOT / name).read_bytes())
    return box


@pytest.fixture(autouse=True)
def one_role(box_of_one_role: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One built-in role, so that no test depends on how many there are; ``all_roles`` brings the others back."""
    monkeypatch.setattr(library, "BUILT_IN", box_of_one_role)


@pytest.fixture
def all_roles(one_role: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """The built-in roles as they ship."""
    del one_role
    monkeypatch.setattr(library, "BUILT_IN", ROOT)


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
