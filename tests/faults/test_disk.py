"""Disks that are full, files that may not grow, permissions that go away: real ones, not pretended."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from tests.faults.children import done_in_a_child
from tests.faults.test_each_call import calls_of, interrupted
from tests.faults.writers import (
    LONG,
    MATRIX,
    WRITERS,
    Bounds,
    Writer,
    bounds,
    check_outcome,
    check_together,
    fresh,
    heal,
    outcome,
)

EACH = pytest.mark.parametrize("writer", WRITERS, ids=str)
AS_ROOT = os.geteuid() == 0
NOBODY = 65534
BLOCK = 4096


@pytest.fixture(scope="module")
def small_disk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A file system of its own with room for a hundred blocks."""
    place = tmp_path_factory.mktemp("disk")
    mounting = ["mount", "-t", "tmpfs", "-o", f"size={100 * BLOCK}", "tmpfs", str(place)]
    if not AS_ROOT or subprocess.run(mounting, capture_output=True, check=False).returncode:
        pytest.skip("a small file system can only be made by root, and not everywhere")
    yield place
    subprocess.run(["umount", str(place)], check=True)


def fill(disk: Path, leave: int) -> None:
    """Take up all room on a disk but for some blocks."""
    with (disk / "filler").open("wb", buffering=0) as filler:
        room = os.statvfs(disk).f_bavail
        filler.write(b"x" * (max(room - leave, 0) * BLOCK))


@EACH
@pytest.mark.usefixtures("config")
def test_a_full_disk_leaves_the_old_file_or_the_new_one(writer: Writer, small_disk: Path) -> None:
    folder = small_disk / "files"
    limits = bounds(writer, folder)
    for leave in range(0, 12, 1 if LONG else 2):
        fresh(writer, folder)
        fill(small_disk, leave)
        error = outcome(writer, folder)
        check_outcome(writer, folder, error, limits)
        check_together(writer, folder, limits)
        (small_disk / "filler").unlink()
        heal(writer, folder, limits)


@pytest.fixture
def config(monkeypatch: pytest.MonkeyPatch) -> None:
    """The variable for the settings is put back at the end, since each round sets it."""
    monkeypatch.setenv("SKILLGAP_CONFIG", "")


@EACH
@pytest.mark.usefixtures("config")
def test_a_limit_on_the_size_of_files_leaves_the_old_file_or_the_new_one(writer: Writer, tmp_path: Path) -> None:
    folder = tmp_path / "files"
    limits = bounds(writer, folder)
    largest = max(map(len, limits.new.values()), default=0)
    for limit in range(0, largest + 1, max(largest // (40 if LONG else 4), 1)):
        fresh(writer, folder)

        def limited(limit: int = limit) -> None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
            error = outcome(writer, folder)
            check_outcome(writer, folder, error, limits)
            check_together(writer, folder, limits)

        done_in_a_child(limited)
        heal(writer, folder, limits)


@EACH
@pytest.mark.usefixtures("config")
def test_permissions_that_go_away_midway_leave_the_old_file_or_the_new_one(writer: Writer, folder: Path) -> None:
    limits = bounds(writer, folder)
    calls = calls_of(writer, folder)
    folder.parent.chmod(0o755)
    for at in range(0, len(calls), 1 if LONG else 3):
        fresh(writer, folder)
        _give_away(folder)
        done_in_a_child(partial(_closed_at, at, writer, folder, limits))
        heal(writer, folder, limits)


def _closed_at(at: int, writer: Writer, folder: Path, limits: Bounds) -> None:
    """As a user to whom the folder belongs, write into it, and be shut out of it at one of the calls."""
    if AS_ROOT:
        os.setgroups([])
        os.setgid(NOBODY)
        os.setuid(NOBODY)
    close = os.chmod
    with interrupted(at, lambda _: close(folder, 0o500)):
        error = outcome(writer, folder)
    folder.chmod(0o700)
    check_outcome(writer, folder, error, limits)


def _give_away(folder: Path) -> None:
    if AS_ROOT:
        for path in (folder, *folder.rglob("*")):
            os.chown(path, NOBODY, NOBODY)


def test_a_disk_too_full_for_the_people_of_a_team_is_an_error_and_stays_as_full(
    small_disk: Path, tmp_path: Path
) -> None:
    bundle = tmp_path / "team.jsonl"
    ids = (f"{'x' * 60}-{number}" for number in range(30_000))
    bundle.write_text("".join(f'{{"format":"skillgap/profile/1","id":"{one}","name":"X"}}\n' for one in ids))
    free = os.statvfs(small_disk).f_bavail
    options = ["--matrix", MATRIX.id, "--output", str(tmp_path / "out")]
    command = [sys.executable, "-m", "skillgap", "team", str(bundle), *options]
    environment = {**os.environ, "SQLITE_TMPDIR": str(small_disk)}
    result = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert (result.returncode, result.stdout) == (1, "")
    assert result.stderr == (
        "error: the people counted so far cannot be kept: database or disk is full\n"
        "hint: make room in the folder for temporary files, or name another in SQLITE_TMPDIR\n"
    )
    assert os.statvfs(small_disk).f_bavail == free
    assert not (tmp_path / "out").exists()
