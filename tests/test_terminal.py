"""The command in a real terminal: keys in, a screen out, and the file as the only witness."""

from __future__ import annotations

import os
import re
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pexpect
import pyte
import pytest

from skillgap.store import read_profile

COLUMNS, LINES = 100, 30
SKILLGAP = str(Path(sys.executable).parent / "skillgap")
ROLE = "principal-ai-infrastructure-engineer"
PATIENCE = 30.0
"""Seconds until a screen that does not come is given up; no test is judged by how fast it comes."""

# What a terminal program may write: text, line ends, and the sequences that place and colour it.
SEQUENCES = re.compile(
    rb"\x1b\[[0-9;:?<>=!$]*[A-Za-z~]"  # control sequences
    rb"|\x1b[()][A-Z0-9]|\x1b[=>78M]"  # character sets, keypad, cursor
    rb"|\x1b\]22;[a-z-]*\x07"  # the shape of the mouse pointer
    rb"|\x1bP\+q[0-9a-f;]*\x1b\\"  # questions to the terminal
)


class Terminal:
    """A running command and the screen that it draws."""

    def __init__(self, *arguments: str, cwd: Path, environment: dict[str, str], command: str = SKILLGAP) -> None:
        self.child = pexpect.spawn(
            command, list(arguments), cwd=str(cwd), env=environment, dimensions=(LINES, COLUMNS), timeout=PATIENCE
        )
        self.screen = pyte.Screen(COLUMNS, LINES)
        self.stream = pyte.ByteStream(self.screen)
        self.written = b""

    def wait_until(self, condition: Callable[[str], bool]) -> str:
        """Read what the command draws until the screen is as wanted, and return it."""
        deadline = time.monotonic() + PATIENCE
        while not condition(text := "\n".join(self.screen.display)):
            assert time.monotonic() < deadline, f"the screen never came; it shows:\n{text}"
            try:
                data = self.child.read_nonblocking(65536, timeout=PATIENCE)
            except pexpect.EOF:
                pytest.fail(f"the command ended; its screen showed:\n{text}")
            self.written += data
            self.stream.feed(data)
        return text

    def wait_for(self, *words: str) -> str:
        return self.wait_until(lambda text: all(word in text for word in words))

    def wait_for_progress(self, words: str) -> str:
        """Wait until the line at the top tells this much of the way."""
        return self.wait_until(lambda text: re.search(rf"\b{words}\b", text.splitlines()[0]) is not None)

    def press(self, keys: str | bytes) -> None:
        self.child.send(keys)

    def end(self) -> int:
        """Wait for the command to end and return its exit code."""
        self.written += self.child.read()
        self.child.close()
        return int(self.child.exitstatus)


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[..., Terminal]]:
    started: list[Terminal] = []
    keep = {name: value for name, value in os.environ.items() if name in ("PATH", "LANG", "LC_ALL")}
    base = {**keep, "HOME": str(tmp_path), "TERM": "xterm-256color", "LC_ALL": "C.UTF-8"}

    def call(*arguments: str, command: str = SKILLGAP, **environment: str) -> Terminal:
        terminal = Terminal(*arguments, cwd=tmp_path, environment={**base, **environment}, command=command)
        started.append(terminal)
        return terminal

    yield call
    for terminal in started:
        terminal.child.close(force=True)


def rate_all(terminal: Terminal) -> None:
    """Answer 19 criteria with levels and 5 signals with words, each once its question is on the screen."""
    for number in range(1, 20):
        terminal.wait_for_progress(f"{number} of 24")
        terminal.press(str(number % 5))
    for number in range(1, 6):
        terminal.wait_for_progress(f"{19 + number} of 24")
        terminal.press("ypd"[number % 3])


@pytest.mark.parametrize("environment", [{}, {"NO_COLOR": "1"}], ids=["colour", "NO_COLOR"])
def test_from_an_empty_folder_to_the_report_by_keys_alone(
    start: Callable[..., Terminal], tmp_path: Path, environment: dict[str, str]
) -> None:
    (tmp_path / "profiles").mkdir()
    terminal = start(**environment)
    terminal.wait_for("new profile")
    terminal.press("n")
    terminal.wait_for("A new profile")
    terminal.press("Ada Example")
    terminal.wait_for("ada-example")
    terminal.press("\r")
    shown = terminal.wait_for("Which role?", "Principal").splitlines()
    roles = [line for line in shown if "AI Infrastructure" in line]
    terminal.press("\x1b[B" * next(at for at, line in enumerate(roles) if "Principal" in line) + "\r")
    rate_all(terminal)
    terminal.wait_for("Coverage", "Gaps", "Large-scale distributed")
    terminal.press("q")
    terminal.wait_for("Ada Example", "new profile")
    terminal.press("q")
    assert terminal.end() == 0
    (assessment,) = read_profile(tmp_path / "profiles" / "ada-example.yaml").profile.assessments
    assert [rating.level for rating in assessment.ratings.values()] == [number % 5 for number in range(1, 20)]
    assert list(assessment.signals.values()) == ["partly", "no", "yes", "partly", "no"]
    report = start("report", "ada-example")
    assert report.end() == 0
    assert b"Ada Example" in report.written


def test_the_plain_questionnaire_in_a_terminal_asks_again_after_a_wrong_line(
    start: Callable[..., Terminal], tmp_path: Path
) -> None:
    start("profile", "new", "Me", "--profiles", str(tmp_path / "p")).end()
    terminal = start("assess", "me", "--matrix", ROLE, "--plain", "--profiles", str(tmp_path / "p"))
    terminal.wait_for("1 of 24", ">")
    terminal.press("9\n")
    terminal.wait_for("9 is not a level: 0, 1, 2, 3, 4")
    terminal.press("3\n")
    terminal.wait_for("saved: 3 Proficient", "2 of 24")
    terminal.press("\x03")
    assert terminal.end() == 130
    (assessment,) = read_profile(tmp_path / "p" / "me.yaml").profile.assessments
    assert [rating.level for rating in assessment.ratings.values()] == [3]


HOSTILE = "\\e]52;c;cG93bmVk\\a \\u202e[red]x[/red] [@click=app.quit]y[/] [/] \\x9b31m"


def test_a_strangers_text_reaches_no_terminal_as_a_command(start: Callable[..., Terminal], tmp_path: Path) -> None:
    """Control characters cannot come in through a file; the markup that can is shown as it stands."""
    folder = tmp_path / "profiles"
    folder.mkdir()
    markup = "[red]x[/red] [@click=app.quit]y[/] C[/] skill"
    (folder / "bad.yaml").write_text(f'format: skillgap/profile/1\nid: bad\nname: "{HOSTILE}"\n')
    (folder / "marked.yaml").write_text(f'format: skillgap/profile/1\nid: marked\nname: "{markup}"\n')
    terminal = start()
    terminal.wait_for(markup, "bad")
    terminal.press("q")
    assert terminal.end() == 0
    assert re.search(rb"[\x00-\x06\x0e-\x1a\x1c-\x1f\x7f]|\x1b\]", SEQUENCES.sub(b"", terminal.written)) is None


def test_without_room_for_unicode_the_report_is_ascii(start: Callable[..., Terminal]) -> None:
    report = start("report", "sample-staff-engineer", PYTHONIOENCODING="ascii", NO_COLOR="1")
    assert report.end() == 0
    assert report.written.isascii()
    assert b"\x1b" not in report.written


@pytest.fixture
def rating(start: Callable[..., Terminal], tmp_path: Path) -> Terminal:
    """The first question on the screens."""
    start("profile", "new", "Me", "--profiles", str(tmp_path / "p")).end()
    terminal = start("assess", "me", "--matrix", ROLE, "--profiles", str(tmp_path / "p"))
    terminal.wait_for("1 of 24")
    return terminal


def note_in(folder: Path) -> str | None:
    (assessment,) = read_profile(folder / "p" / "me.yaml").profile.assessments
    (only,) = assessment.ratings.values()
    return only.note


def test_bytes_that_are_no_text_end_no_note(rating: Terminal, tmp_path: Path) -> None:
    rating.press("n")
    rating.wait_for("keep and close")
    rating.press(b"Dra\xff\xfewn")
    rating.wait_for("wn")
    rating.press("\x11")
    assert rating.end() == 0
    assert (note_in(tmp_path) or "").replace("\N{REPLACEMENT CHARACTER}", "") == "Drawn"


ODD_REPLIES = (
    "\x1b[?2026;9999999999999999999$y\x1b[?;$y\x1b[;R\x1b[<;;M\x1b[48;;;;t"
    "\x1b[99999999999;2u\x1b[1114112u\x1b[;;u\x1b]11;rgb:zz/zz\x07\x1bP>|odd\x1b\\\x1b[200~\x1b[201~"
)


def test_odd_replies_of_a_terminal_end_nothing(rating: Terminal, tmp_path: Path) -> None:
    rating.press("n")
    rating.wait_for("keep and close")
    rating.press(ODD_REPLIES)
    rating.press("Drawn")
    rating.wait_for("Drawn")
    rating.press("\x11")
    assert rating.end() == 0
    assert (note_in(tmp_path) or "").endswith("Drawn")


FAILING = """\
import sys
from skillgap.cli import run
from skillgap.tui.screens.assess import AssessScreen

def fail(self):
    own_words = "a secret of mine"
    raise RuntimeError(own_words)

AssessScreen.action_skip = fail
sys.exit(run(sys.argv[1:]))
"""


def test_a_mistake_of_the_screens_shows_one_line(start: Callable[..., Terminal], tmp_path: Path) -> None:
    start("profile", "new", "Me", "--profiles", str(tmp_path / "p")).end()
    arguments = ("assess", "me", "--matrix", ROLE, "--profiles", str(tmp_path / "p"))
    terminal = start("-c", FAILING, *arguments, command=sys.executable)
    terminal.wait_for("1 of 24")
    terminal.press("3")
    terminal.wait_for_progress("2 of 24")
    terminal.press("s")
    assert terminal.end() == 70
    last = terminal.written.rpartition(b"\x1b[?1049l")[2]
    assert b"failed: RuntimeError in" in last
    assert b"your answers are saved" in last
    assert b"secret" not in last
    (assessment,) = read_profile(tmp_path / "p" / "me.yaml").profile.assessments
    assert [only.level for only in assessment.ratings.values()] == [3]
