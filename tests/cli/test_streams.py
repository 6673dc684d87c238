"""Standard streams that are closed, full, or read no further."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from skillgap.cli import run
from skillgap.cli.options import tui_unavailable_reason
from skillgap.reports import FORMATS
from tests.cli.conftest import ROOT

FULL = Path("/dev/full")
REPORT = ("report", "sample-staff-engineer")
CLOSED = "error: the output cannot be written: standard output is closed\nhint: write to a file with: > FILE\n"
NO_SPACE = "error: the output cannot be written: no space left on device\nhint: check the disk it goes to\n"


def shell(redirected: str, *arguments: str) -> tuple[int, str, str]:
    """The command with its streams as a shell redirects them: its exit code, and what comes out of both."""
    line = f'"{sys.executable}" -m skillgap {shlex.join(arguments)} {redirected}'
    # Unbuffered streams would keep nothing back that the end of a process could stumble over.
    ours = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    ended = subprocess.run(
        ["sh", "-c", line], env=ours | {"PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=False
    )
    return ended.returncode, ended.stdout, ended.stderr


def to_nobody(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    """The exit code of the command, run here, whose output nobody reads any more."""
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "w", encoding="utf-8") as stream:
        monkeypatch.setattr(sys, "stdout", stream)
        return run(arguments)


@pytest.mark.parametrize("arguments", [REPORT, ("--help",), ()])
def test_what_nobody_can_read_is_said_to_be_lost(arguments: tuple[str, ...]) -> None:
    code, _, told = shell(">&-", *arguments)
    assert code == 1
    assert told.endswith(CLOSED)
    assert "Traceback" not in told


@pytest.mark.parametrize("arguments", [*[("--format", form) for form in FORMATS], ("--output", "-")])
def test_it_is_said_in_every_format(
    arguments: tuple[str, ...], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    assert run([*REPORT, *arguments]) == 1
    sys.stdout.close()
    assert capsys.readouterr().err == CLOSED


def test_a_command_that_hands_nothing_over_needs_no_output(tmp_path: Path) -> None:
    written = tmp_path / "report.md"
    code, _, told = shell(">&-", *REPORT, "--format", "markdown", "--output", str(written))
    assert (code, told) == (0, f"wrote {written}\n")
    assert written.read_text(encoding="utf-8").startswith("# Gap report: Sample staff engineer")


@pytest.mark.skipif(not FULL.exists(), reason="no device here is always full")
@pytest.mark.parametrize("arguments", [(*REPORT, "--format", "json"), ("--help",)])
def test_a_full_disk_behind_the_output_is_said(arguments: tuple[str, ...]) -> None:
    assert shell(f">{FULL}", *arguments) == (1, "", NO_SPACE)


@pytest.mark.skipif(not FULL.exists(), reason="no device here is always full")
def test_the_exit_code_is_right_where_nothing_can_be_said() -> None:
    assert shell(f"2>{FULL}", "report", "nobody") == (1, "", "")
    assert shell("<&- >&- 2>&-", *REPORT) == (1, "", "")


def test_whoever_reads_no_further_hears_nothing_of_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for form in FORMATS:
        assert to_nobody(monkeypatch, *REPORT, "--format", form) == 0, form
    assert to_nobody(monkeypatch, "--help") == 0
    monkeypatch.setenv("_SKILLGAP_COMPLETE", "zsh_source")
    assert to_nobody(monkeypatch) == 0
    assert capsys.readouterr().err == ""


def test_without_an_input_the_sample_is_shown() -> None:
    code, shown, told = shell("<&-")
    assert code == 0
    assert shown.startswith("Gap report: Sample staff engineer\n")
    assert told.startswith("No terminal is attached")


@pytest.mark.parametrize(
    ("terminal", "encoding", "why"),
    [
        ("xterm", "utf-8", None),
        ("xterm", "UTF-8", None),
        ("dumb", "utf-8", "This terminal can show no screens"),
        ("xterm", "iso8859-1", "This terminal is used in iso8859-1, not in UTF-8 as with LC_ALL=C.UTF-8"),
    ],
)
def test_a_terminal_that_would_show_the_screens_garbled_gets_none(
    monkeypatch: pytest.MonkeyPatch, terminal: str, encoding: str, why: str | None
) -> None:
    monkeypatch.setenv("TERM", terminal)
    for name in ("stdin", "stdout", "stderr"):
        monkeypatch.setattr(sys, name, SimpleNamespace(isatty=lambda: True, encoding=encoding))
    assert tui_unavailable_reason() == why
