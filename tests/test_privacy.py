"""Nothing leaves the machine, what is written is its owner's alone, and what is deleted is gone."""

from __future__ import annotations

import json
import os
import socket
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from skillgap.store import read_profile
from skillgap.store.last_seen import last_seen, make_own
from tests.cli.conftest import STAFF, Command, home, skillgap
from tests.conftest import NetworkError

__all__ = ["home", "skillgap"]  # fixtures

ROOT = Path(__file__).parent.parent
JOURNEY = """
import asyncio, datetime, io, json, os, socket, sys

heard = []


def hear(event, arguments):
    if event.startswith(("socket.", "subprocess.", "urllib.", "http.", "smtplib.", "ftplib.", "webbrowser.")):
        inner = event == "socket.__new__" and arguments[1] == socket.AF_UNIX  # by which asyncio wakes itself
        heard.extend([] if inner else [event])
    elif event in ("os.system", "os.exec", "os.posix_spawn", "os.fork", "os.forkpty"):
        heard.append(event)


sys.addaudithook(hear)
from skillgap.cli import run

for number, words in enumerate(json.loads(sys.argv[1])):
    sys.stdin = io.StringIO("2\\n" * 19 + "no\\n" * 5)
    code = run(words)
    assert code in (0, 1, 4, 5), (words, code)

from skillgap.store import locate
from skillgap.tui.app import SkillgapApp


async def look_around():
    app = SkillgapApp(locate(), datetime.date.today)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.app.workers.wait_for_complete()
        for key in ("question_mark", "escape", "r", "e", "escape", "p", "escape", "escape", "t", "escape"):
            await pilot.press(key)
            await pilot.pause()


asyncio.run(look_around())
print("heard", json.dumps(heard), file=sys.__stderr__)
"""


@pytest.mark.parametrize("address", [("127.0.0.1", 9), ("::1", 9)])
def test_no_test_reaches_the_network(address: tuple[str, int]) -> None:
    family = socket.AF_INET6 if ":" in address[0] else socket.AF_INET
    with socket.socket(family) as one, pytest.raises(NetworkError):
        one.connect(address)
    with pytest.raises(NetworkError):
        socket.getaddrinfo("localhost", 80)


def journey() -> list[list[str]]:
    """The arguments of every command, one after the other, as a person might call them."""
    corpus, taxonomy = str(ROOT / "tests" / "postings" / "corpus"), "principal-ai-infrastructure-engineer"
    forms = ("terminal", "json", "markdown", "html", "csv")
    return [
        ["profile", "new", "Ada Example"],
        ["assess", "ada-example", "--plain", "--matrix", taxonomy],
        *(["report", "ada-example", "--format", form, "--output", f"report.{form}"] for form in forms),
        ["plan", "ada-example", "--save-goals", "--due", "2099-12-31", "--format", "html", "--output", "plan.html"],
        ["compare", str(STAFF), "ada-example"],
        ["compare", str(STAFF), "--history"],
        ["fit", "ada-example"],
        ["goals", "ada-example"],
        ["review", str(STAFF), "--report"],
        ["team", "profiles", str(STAFF)],
        ["profile", "export", "ada-example", "--output", "team.jsonl"],
        ["profile", "anonymize", "team.jsonl", "--key-file", "key", "--output", "anonymous.jsonl"],
        ["profile", "merge", "ada-example", "ada-example"],
        ["matrix", "build", corpus, "--taxonomy", taxonomy, "-o", "matrices/built.yaml"],
        ["matrix", "explain", "built", "observability"],
        ["matrix", "suggest", corpus, "--taxonomy", taxonomy],
        ["matrix", "show", "built"],
        ["matrix", "diff", taxonomy, "built"],
        ["matrix", "validate", "built"],
        ["schema", "profile"],
    ]


def travelled(folder: Path) -> list[str]:
    """Take the journey in a process of its own, with commands and screens; returns what it did with the world."""
    for name in ("profiles", "matrices"):
        (folder / name).mkdir(mode=0o700)
    environment = {
        **os.environ,
        "HOME": str(folder),
        "SKILLGAP_CONFIG": str(folder / "config"),
        "PYTHONPATH": str(ROOT),
    }
    command = [sys.executable, "-c", JOURNEY, json.dumps(journey())]
    result = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False, timeout=300, umask=0o022
    )
    told = [line.removeprefix("heard ") for line in result.stderr.splitlines() if line.startswith("heard ")]
    assert told, result.stderr
    heard: list[str] = json.loads(told[0])
    return heard


def test_no_command_and_no_screen_opens_a_connection_or_starts_a_program(tmp_path: Path) -> None:
    folder = tmp_path / "journey"
    folder.mkdir()
    assert travelled(folder) == []
    modes = {
        str(path.relative_to(folder)): stat.S_IMODE(path.stat().st_mode)
        for path in folder.rglob("*")
        if path.name not in ("profiles", "matrices", ".cache")
    }
    people = ("ada-example.yaml", "team.jsonl", "anonymous.jsonl", "key", "settings.yaml")
    for name, mode in modes.items():
        path = folder / name
        if path.is_dir():
            assert mode == 0o700, name
        elif path.name in people or path.suffix == ".lock" or "last-seen" in path.parts:
            assert mode == 0o600, name
        else:
            assert mode == 0o644, f"{name}, which is made to be shared"
    assert "profiles/ada-example.yaml" in modes
    assert [name for name in modes if name.startswith("config/last-seen/")]


def test_deleting_a_profile_leaves_nothing_of_the_person(
    home: Path, skillgap: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SKILLGAP_CONFIG", str(home / "config"))
    (home / "profiles").mkdir()
    skillgap("profile", "new", "Zora Quill", "--id", "ann")
    skillgap("goals", "ann", "--matrix", "principal-ai-infrastructure-engineer", "--add", "observability=3")
    file = read_profile(home / "profiles" / "ann.yaml")
    make_own(file)
    assert last_seen(file) is not None
    (kept,) = (home / "config" / "last-seen").iterdir()
    for left in (".ann.yaml.0123456789abcdef.tmp", "ann.yaml.conflict-1", "ann.yaml.conflict-2"):
        (home / "profiles" / left).write_text("name: Zora Quill\n")
    (kept.parent / f".{kept.name}.0123456789abcdef.tmp").write_text("name: Zora Quill\n")
    result = skillgap("profile", "delete", "ann", "--yes")
    assert result.code == 0
    assert "copies" in result.err, "what it cannot reach is told"
    rest = [str(path.relative_to(home)) for path in home.rglob("*") if path.is_file()]
    assert rest == ["profiles/profile.schema.json"]
    assert last_seen(file) is None
