"""The lock that each save of a file takes, on file systems with and without locks.

A lock file stays when its lock is released: removing it would let two programs hold a lock on two
files of one name.
"""

from __future__ import annotations

import errno
import os
import stat
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from skillgap.store.notices import add_notice

if TYPE_CHECKING:
    from filelock import BaseFileLock

SOFT_LOCK_SECONDS = 60.0
"""Age in seconds of a file-only lock at which another program replaces it: its owner on another computer may be
gone."""

_NOT_SUPPORTED = (errno.ENOSYS, errno.ENOLCK, errno.EOPNOTSUPP, errno.ENOTSUP)
_POLL_SECONDS = 0.01
_PRIVATE, _ANY = 0o600, -1


class LockTakenError(Exception):
    """Another program has the lock of a file. The text names the program and the duration, if known."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


def lock_path(target: Path) -> Path:
    """Return the path of the lock file next to a file."""
    return target.with_name(f".{target.name}.lock")


def soft_lock_path(target: Path) -> Path:
    """Return the path of the lock file that locks by existing, for file systems without locks."""
    return target.with_name(f".{target.name}.soft.lock")


@contextmanager
def hold_lock(target: Path, wait: float) -> Iterator[None]:
    """Hold the lock of a file, waiting for it at most ``wait`` seconds; the same thread may take it again.

    Raises LockTakenError when another program keeps it, OSError when there can be no lock.
    """
    lock = _acquire(target, wait)
    try:
        yield
    finally:
        lock.release()


def _acquire(target: Path, wait: float) -> BaseFileLock:
    """Take a lock of the file system, else one that is a file."""
    for mode in (_PRIVATE, _ANY):
        try:
            return _acquire_native(target, wait, mode)
        except OSError as error:
            if error.errno not in _NOT_SUPPORTED:
                raise _explained(target, error) from error
        # Refused was either the lock or the permissions of its file; without these it is tried once more.
    return _acquire_soft(target, wait)


def _acquire_native(target: Path, wait: float, mode: int) -> BaseFileLock:
    from filelock import FileLock, Timeout  # half as long to import as the whole rest of a short command

    lock = FileLock(lock_path(target), mode=mode, is_singleton=True, fallback_to_soft=False)
    try:
        lock.acquire(wait, _POLL_SECONDS)
    except Timeout:
        message = f"another program has been saving this file for {wait:g} seconds"
        raise LockTakenError(message, "wait for it to end, or end it, and try again") from None
    return lock


def _explained(target: Path, error: OSError) -> OSError:
    """Return an error that names the path if a folder or another object blocks the name of the lock file."""
    path = lock_path(target)
    if os.path.lexists(path) and not stat.S_ISREG(path.lstat().st_mode):
        return FileExistsError(errno.EEXIST, f"its lock file {path} is not a regular file")
    return error


def _acquire_soft(target: Path, wait: float) -> BaseFileLock:
    """Take a lock that is a file with its owner in it, which is removed with the lock."""
    from filelock import SoftFileLock, Timeout

    path = soft_lock_path(target)
    with warnings.catch_warnings():
        # Its age is what makes the lock of a computer that is gone end; each save compares the file besides.
        warnings.simplefilter("ignore", FutureWarning)
        lock = SoftFileLock(path, is_singleton=True, lifetime=SOFT_LOCK_SECONDS)
    try:
        lock.acquire(wait, _POLL_SECONDS)
    except Timeout:
        age = 0.0
        with suppress(OSError):
            age = max(0.0, time.time() - path.lstat().st_mtime)
        owner = f"the program with process id {lock.pid}" if lock.pid else "another program"
        message = f"{owner} has held the lock file {path} for {age:.0f} seconds"
        hint = f"wait for it to end; the lock is taken over once it is {SOFT_LOCK_SECONDS:.0f} seconds old"
        raise LockTakenError(message, hint) from None
    add_notice(
        f"the file system of {target.parent} has no locks, so a lock file is used while a file is saved",
        "edit these files on one computer at a time",
    )
    return lock
