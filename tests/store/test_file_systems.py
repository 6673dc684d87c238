"""Saving on file systems that refuse permissions or locks, and what of a file survives a save."""

from __future__ import annotations

import errno
import fcntl
import multiprocessing
import os
import stat
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from skillgap.errors import DataError
from skillgap.store import atomic_write, files, locks
from skillgap.store.locks import hold_lock, lock_path, soft_lock_path
from skillgap.store.notices import take_notices

FORK = multiprocessing.get_context("fork")
REFUSED = [errno.ENOLCK, errno.EOPNOTSUPP, errno.ENOSYS]


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    path = tmp_path / "ann.yaml"
    path.write_text("level: 1\n")
    return path


def refusing(number: int) -> Callable[..., Any]:
    def refuse(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    return refuse


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


# --- permissions


@pytest.mark.parametrize("number", [errno.EPERM, errno.ENOTSUP, errno.ENOSYS])
def test_a_file_is_saved_where_no_permissions_can_be_set(
    number: int, profile: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "fchmod", refusing(number))
    monkeypatch.setattr(Path, "chmod", refusing(number))
    files.replace(files.read(profile), "level: 2\n")
    assert profile.read_text() == "level: 2\n"
    files.create(tmp_path / "new" / "eve.yaml", "level: 1\n")
    assert (tmp_path / "new" / "eve.yaml").read_text() == "level: 1\n"
    assert stat.S_IMODE((tmp_path / "new" / "eve.yaml").stat().st_mode) & 0o077 == 0
    assert names(tmp_path) == [".ann.yaml.lock", "ann.yaml", "new"]


def test_a_disk_that_fails_while_permissions_are_set_is_told(profile: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "fchmod", refusing(errno.EIO))
    with pytest.raises(DataError, match="cannot be saved"):
        files.replace(files.read(profile), "level: 2\n")
    assert profile.read_text() == "level: 1\n"


# --- locks


@pytest.mark.parametrize("number", REFUSED)
def test_a_file_is_saved_where_there_are_no_locks(
    number: int, profile: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fcntl, "flock", refusing(number))
    snapshot = files.replace(files.read(profile), "level: 2\n")
    files.replace(snapshot, "level: 3\n")
    assert profile.read_text() == "level: 3\n"
    (notice,) = take_notices()
    assert "has no locks" in notice.message
    assert notice.hint
    assert names(tmp_path) == [".ann.yaml.lock", "ann.yaml"], "a lock that is only a file goes with the lock"


def _add(path: Path, number: int, times: int) -> None:
    fcntl.flock = refusing(number)
    for _ in range(times):
        with files.locked(path):
            snapshot = files.read(path)
            files.replace(snapshot, f"{int(snapshot.text) + 1}\n")


def test_without_locks_several_programs_lose_no_change(tmp_path: Path) -> None:
    path = tmp_path / "count"
    path.write_text("0\n")
    workers = [FORK.Process(target=_add, args=(path, errno.ENOLCK, 25)) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert [worker.exitcode for worker in workers] == [0, 0, 0, 0]
    assert path.read_text() == "100\n"


@pytest.mark.parametrize("number", REFUSED)
def test_a_lock_file_that_remains_keeps_nobody_out(number: int, profile: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fcntl, "flock", refusing(number))
    snapshot = files.read(profile)
    gone = FORK.Process(target=os._exit, args=(0,))
    gone.start()
    gone.join()
    with hold_lock(profile, 1):
        record = soft_lock_path(profile).read_text()
    killed = record.replace(str(os.getpid()), str(gone.pid), 1)
    soft_lock_path(profile).write_text(killed)
    snapshot = files.replace(snapshot, "level: 2\n", wait=1)  # by a program that was killed here
    soft_lock_path(profile).write_text("123\nanother-computer\n")
    long_ago = time.time() - locks.SOFT_LOCK_SECONDS - 1
    os.utime(soft_lock_path(profile), (long_ago, long_ago))
    files.replace(snapshot, "level: 3\n", wait=1)  # by a program on a computer that is gone
    assert profile.read_text() == "level: 3\n"


def test_a_lock_that_another_computer_holds_is_told_with_its_age(
    profile: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fcntl, "flock", refusing(errno.ENOLCK))
    soft_lock_path(profile).write_text("123\nanother-computer\n")
    with pytest.raises(DataError) as caught:
        files.replace(files.read(profile), "level: 2\n", wait=0.05)
    (problem,) = caught.value.problems
    assert problem.message == (
        f"the program with process id 123 has held the lock file {soft_lock_path(profile)} for 0 seconds"
    )
    assert problem.hint == "wait for it to end; the lock is taken over once it is 60 seconds old"
    assert profile.read_text() == "level: 1\n"


def _lock_again(path: Path, ready: Any, result: Any) -> None:
    ready.set()
    with files.locked(path):
        result.put(lock_path(path).stat().st_ino)


def test_who_gets_a_lock_holds_the_file_of_that_name(profile: Path) -> None:
    ready, result = FORK.Event(), FORK.Queue()
    with files.locked(profile):
        old = lock_path(profile).stat().st_ino
        other = FORK.Process(target=_lock_again, args=(profile, ready, result))
        other.start()
        ready.wait()
        time.sleep(0.05)
        keep = os.open(lock_path(profile), os.O_RDONLY)  # so that its number is not given to the next file
        lock_path(profile).unlink()
    assert result.get(timeout=10) != old
    other.join()
    os.close(keep)


def test_a_lock_goes_last_when_a_profile_is_deleted(profile: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    gone: list[str] = []
    real = Path.unlink

    def unlink(path: Path, missing_ok: bool = False) -> None:
        gone.append(path.name)
        real(path, missing_ok=missing_ok)

    monkeypatch.setattr(Path, "unlink", unlink)
    files.delete(profile)
    assert gone.index("ann.yaml") < gone.index(".ann.yaml.lock")


# --- what survives a save


def test_extended_attributes_survive_a_save(profile: Path) -> None:
    try:
        os.setxattr(profile, "user.origin", b"interview")
    except OSError:
        pytest.skip("this file system has no extended attributes")
    files.replace(files.read(profile), "level: 2\n")
    assert os.getxattr(profile, "user.origin") == b"interview"
    files.write_output(profile, "level: 3\n")
    assert os.getxattr(profile, "user.origin") == b"interview"


def test_an_access_control_list_survives_a_save(profile: Path) -> None:
    user, named, group, mask, other = 1, 2, 4, 16, 32
    entries = [(user, 6, 2**32 - 1), (named, 4, 1234), (group, 4, 2**32 - 1), (mask, 4, 2**32 - 1)]
    raw = (2).to_bytes(4, "little") + b"".join(
        tag.to_bytes(2, "little") + bits.to_bytes(2, "little") + who.to_bytes(4, "little")
        for tag, bits, who in [*entries, (other, 0, 2**32 - 1)]
    )
    try:
        os.setxattr(profile, "system.posix_acl_access", raw)
    except OSError:
        pytest.skip("this file system has no access control lists")
    files.replace(files.read(profile), "level: 2\n")
    assert os.getxattr(profile, "system.posix_acl_access") == raw


@pytest.mark.parametrize("number", [errno.ENOTSUP, errno.EPERM])
def test_attributes_that_cannot_be_kept_do_not_stop_a_save(
    number: int, profile: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "listxattr", lambda *_: ["user.origin"])
    monkeypatch.setattr(os, "getxattr", lambda *_: b"interview")
    monkeypatch.setattr(os, "setxattr", refusing(number))
    files.replace(files.read(profile), "level: 2\n")
    assert profile.read_text() == "level: 2\n"
    assert atomic_write
