"""What is no file of its own is refused before it is opened, and nothing outside of a stranger's folder is read."""

from __future__ import annotations

import importlib
import io
import json
import os
import pkgutil
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import skillgap
from skillgap.cli import run
from tests.cli.conftest import Command, Result, home
from tests.cli.conftest import skillgap as command
from tests.hostile.cases import said
from tests.hostile.special_files import PLACES, PROFILE, Place, refused

__all__ = ["command", "home"]  # fixtures

ALL = pytest.mark.parametrize("place", PLACES, ids=str)
NOBODY = 65534
WITH_MORE = ("team-of-nobody", "posting-without-the-field")
"""Where the command also says that nobody, or nothing, is left."""


@ALL
@pytest.mark.usefixtures("home")
def test_it_is_refused_by_what_reads_it(place: Place) -> None:
    found = refused(place)
    assert said(found) == place.expected


@ALL
def test_it_is_refused_by_the_command(place: Place, home: Path, command: Command) -> None:
    place.make()
    result = command(*place.command)
    assert (result.code, bool(result.out)) == (place.code, place.partly and place.command[0] == "team")
    assert place.expected in result.err
    assert result.err == f"{place.expected}\n" or place.partly or place.name in WITH_MORE
    assert "secret" not in result.out + result.err
    assert "secret" not in "".join(path.read_text(encoding="utf-8") for path in home.glob("built.*"))


def test_a_name_that_is_too_long_or_can_be_no_name(command: Command) -> None:
    for name in ("x" * 300 + ".yaml", "a\0b.yaml", "\ud800.yaml"):
        result = command("profile", "validate", name)
        assert result.code == 1
        assert result.err.count("\n") == 2
        assert "hint: " in result.err


@pytest.mark.parametrize("name", ["CON", "nul", "aux", "com1", "LPT9"])
def test_names_that_windows_keeps_for_devices_are_no_trouble(name: str, home: Path, command: Command) -> None:
    (home / "profiles").mkdir()
    assert command("profile", "new", name).code == 0
    assert command("profile", "show", name.lower()).code == 0


# --- closed to whoever runs the command


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that everybody may enter, as no folder of pytest's may be."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    yield folder
    for path in (folder, *folder.rglob("*")):
        if path.is_dir():
            path.chmod(0o755)
    shutil.rmtree(folder)


def as_nobody(folder: Path, *arguments: str) -> Result:
    """Run the command in a child that is a user who may do nothing to what root has made."""
    for module in pkgutil.walk_packages(skillgap.__path__, "skillgap."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)  # the interpreter's own files may be closed to others
    importlib.import_module("filelock")
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        code = 1
        try:
            if os.geteuid() == 0:
                os.setgroups([])
                os.setgid(NOBODY)
                os.setuid(NOBODY)
            os.chdir(folder)
            os.environ.update(dict.fromkeys(("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME"), str(folder / "home")))
            out, err = io.BytesIO(), io.BytesIO()
            sys.stdout, sys.stderr = (io.TextIOWrapper(one, "utf-8", write_through=True) for one in (out, err))
            ended = run(arguments)
            os.write(writer, json.dumps([ended, out.getvalue().decode(), err.getvalue().decode()]).encode())
            code = 0
        finally:
            os._exit(code)
    os.close(writer)
    with os.fdopen(reader) as pipe:
        told = pipe.read()
    assert os.waitpid(child, 0)[1] == 0, "a traceback"
    return Result(*json.loads(told))


def closed_file(folder: Path) -> None:
    (folder / "x.yaml").write_text(PROFILE)
    (folder / "x.yaml").chmod(0)


def closed_folder(folder: Path) -> None:
    (folder / "sent").mkdir()
    (folder / "sent" / "x.yaml").write_text(PROFILE)
    (folder / "sent").chmod(0)


def closed_profiles(folder: Path) -> None:
    (folder / "profiles").mkdir(0)


def read_only_folder(folder: Path) -> None:
    (folder / "profiles").mkdir()
    (folder / "profiles" / "ann.yaml").write_text(PROFILE)
    (folder / "profiles").chmod(0o555)


PERMISSIONS = "hint: check the permissions of the file and of its folder"
CLOSED = "hint: check its name and its permissions"
DENIED = f"permission denied\n{PERMISSIONS}\n"


@pytest.mark.parametrize(
    ("make", "arguments", "expected"),
    [
        (closed_file, ("report", "./x.yaml"), f"x.yaml: the file cannot be read: {DENIED}"),
        (
            closed_folder,
            ("report", "sent/x.yaml"),
            f"sent/x.yaml: the file cannot be read: {DENIED}",
        ),
        (closed_folder, ("team", "sent"), f"sent: the folder cannot be read: permission denied\n{CLOSED}\n"),
        (
            closed_profiles,
            ("profile", "list"),
            f"profiles: the folder cannot be read: permission denied\n{CLOSED}\n",
        ),
        (
            read_only_folder,
            ("goals", "ann", "--add", "observability=3", "--matrix", "principal-ai-infrastructure-engineer"),
            f"profiles/ann.yaml: the file cannot be saved: {DENIED}",
        ),
        (
            read_only_folder,
            ("profile", "new", "Bob"),
            f"profiles/bob.yaml: the file cannot be created: {DENIED}",
        ),
        (
            read_only_folder,
            ("profile", "delete", "ann", "--yes"),
            f"profiles/ann.yaml: the file cannot be deleted: {DENIED}",
        ),
        (
            read_only_folder,
            ("schema", "profile", "-o", "profiles/x.json"),
            f"profiles/x.json: the file cannot be written: {DENIED}",
        ),
    ],
)
def test_what_is_closed_is_told(
    make: Callable[[Path], None], arguments: tuple[str, ...], expected: str, open_folder: Path
) -> None:
    make(open_folder)
    before = {path: path.stat().st_mtime_ns for path in open_folder.rglob("*")}
    result = as_nobody(open_folder, *arguments)
    assert (result.code, result.out) == (1, "")
    assert expected in result.err
    assert {path: path.stat().st_mtime_ns for path in open_folder.rglob("*")} == before
