"""Who changed which files of a git repository on which day, by one call of ``git log`` that runs nothing else.

A repository's own configuration can name programs to run: hooks, signature checkers, diff drivers, text converters, a
file system monitor, and remotes to fetch missing objects from. All of them are off.
"""

from __future__ import annotations

import os
import re
import secrets
import shutil
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from skillgap.errors import DataError, Diagnostic, system_reason

SECONDS = 300
"""How long git may take."""
_OFF = {
    "core.hooksPath": os.devnull,
    "core.fsmonitor": "false",
    "core.attributesFile": os.devnull,
    "core.pager": "cat",
    "diff.external": "",
    "diff.orderFile": os.devnull,
    "log.showSignature": "false",
    "log.mailmap": "false",
    "maintenance.auto": "false",
}
_LOG = (
    *("log", "--no-merges", "--name-only", "-z", "--no-color", "--no-ext-diff", "--no-textconv", "--no-renames"),
    *("--no-show-signature", "--no-mailmap", "--no-notes", "--no-decorate", "--ignore-submodules=all"),
)
_PARTIAL = re.compile(r"partialclone|promisor", re.I)
_LONGEST_CONFIG = 1 << 20


@dataclass(frozen=True, slots=True)
class Commit:
    """One commit: its author's address in small letters, the author's day as in 2026-09-30, the files it changed."""

    address: str
    day: str
    paths: tuple[str, ...]


def commits_of(folder: Path) -> Iterator[Commit]:
    """Read the commits that lead to the checked-out one, merges left out. Raise DataError."""
    git = shutil.which("git")
    if git is None:
        raise DataError(Diagnostic("reading a repository needs git, which is not installed", str(folder)))
    _refuse_partial_clone(folder)
    mark = secrets.token_hex(16)  # no path can begin with it
    options = [part for name, value in _OFF.items() for part in ("-c", f"{name}={value}")]
    command = [git, "--no-pager", "--no-replace-objects", *options, *_LOG, f"--format={mark}%ae%x00%as", "HEAD", "--"]
    with tempfile.TemporaryFile() as complaints:
        try:
            process = subprocess.Popen(  # noqa: S603 - its arguments are constant
                command,
                cwd=folder,
                env=_environment(folder),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=complaints,
            )
        except OSError as error:
            raise DataError(Diagnostic(system_reason(error), str(folder), hint="name a folder")) from error
        timer = threading.Timer(SECONDS, process.kill)
        timer.start()
        try:
            with process:
                assert process.stdout is not None  # noqa: S101 - it is piped
                yield from _parsed(process.stdout, mark.encode())
        finally:
            timer.cancel()
            if process.poll() is None:
                process.kill()
        if process.returncode:
            complaints.seek(0)
            raise DataError(_failure(folder, process.returncode, complaints.read(10_000)))


def _environment(folder: Path) -> dict[str, str]:
    """The environment without anything that git listens to, but with what switches the rest off."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    return {
        **kept,
        "LC_ALL": "C",
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_ALLOW_PROTOCOL": "",
        "GIT_NO_LAZY_FETCH": "1",
        "GIT_OPTIONAL_LOCKS": "0",
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_CEILING_DIRECTORIES": os.path.realpath(folder.parent if folder.name else folder / ".."),
    }


def _parsed(output: IO[bytes], mark: bytes) -> Iterator[Commit]:
    """Read commits from parts that end with a zero: the mark with the address, the day, and then the paths."""
    address, day = None, ""
    paths: list[str] = []
    takes_day = False
    for part in _parts(output):
        line = part.lstrip(b"\n")
        if line.startswith(mark):
            if address is not None:
                yield Commit(address, day, tuple(paths))
            address, paths, takes_day = line[len(mark) :].decode("utf-8", "replace").lower(), [], True
        elif takes_day:
            day, takes_day = line.decode("ascii", "replace"), False
        elif line:
            paths.append(line.decode("utf-8", "replace"))
    if address is not None:
        yield Commit(address, day, tuple(paths))


def _parts(output: IO[bytes]) -> Iterator[bytes]:
    rest = b""
    while block := output.read(1 << 16):
        *whole, rest = (rest + block).split(b"\0")
        yield from whole
    if rest:
        yield rest


def _refuse_partial_clone(folder: Path) -> None:
    """Refuse a clone without all objects, which git would fetch as they are needed. Raise DataError."""
    try:
        common = _common_folder(folder)
        with (common / "config").open("rb") as file:
            config = file.read(_LONGEST_CONFIG).decode("utf-8", "replace")
        partial = _PARTIAL.search(config) or any((common / "objects" / "pack").glob("*.promisor"))
    except OSError as error:
        hint = "name the folder of a git repository, in which .git is"
        raise DataError(Diagnostic("this is no git repository that can be read", str(folder), hint=hint)) from error
    if partial:
        hint = "clone it as a whole, without --filter"
        raise DataError(Diagnostic("this is a partial clone, and skillgap fetches nothing", str(folder), hint=hint))


def _common_folder(folder: Path) -> Path:
    """The folder with a repository's configuration and objects. Raise OSError."""
    inner = folder / ".git"
    if not inner.exists():
        return folder  # a bare repository
    if inner.is_dir():
        return inner
    with inner.open("rb") as file:
        linked = folder / os.fsdecode(file.read(4_096)).removeprefix("gitdir:").strip()
    pointer = linked / "commondir"
    return linked / pointer.read_text(encoding="utf-8").strip() if pointer.is_file() else linked


def _failure(folder: Path, code: int, complaints: bytes) -> Diagnostic:
    if code < 0:
        return Diagnostic(f"git did not finish within {SECONDS} seconds", str(folder))
    reason = next(iter(complaints.decode("utf-8", "replace").splitlines()), f"exit code {code}")
    return Diagnostic(f"git cannot read it: {reason.removeprefix('fatal: ')}", str(folder))
