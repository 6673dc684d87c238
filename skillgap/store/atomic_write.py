"""Putting bytes on the disk so that no crash, full disk or kill leaves half a file.

Every write goes to a temporary file in the same folder. That file is flushed and renamed, then the
folder is flushed. All functions raise OSError. They never interpret the content of a file.
"""

from __future__ import annotations

import errno
import os
import re
import stat
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path

_NEW_FILE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
_NO_HARD_LINKS = (errno.EPERM, errno.EACCES, errno.ENOSYS, errno.EMLINK, errno.ENOTSUP, errno.EOPNOTSUPP)
_NO_SUCH_ATTRIBUTES = (errno.EPERM, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP)
"""How a file system, or the system, refuses permissions and attributes that it does not have or let one set."""
_OWN_STREAMS = ("/dev/stdout", "/dev/stderr", "/dev/fd/", "/proc/self/fd/")

_STALE_AFTER = 3600.0
"""No save of one file takes this many seconds."""
_CROWD = 2_000
_swept_in_a_crowd: set[Path] = set()


class NotFlushedError(OSError):
    """The file has its content and its name, but the name may not be on the disk yet."""


def overwrite(target: Path, parts: Iterable[bytes], last_check: Callable[[], None]) -> None:
    """Replace an existing regular file; keep its permissions and, if allowed, its owner.

    ``last_check`` is called when all is ready, and stops the replacement by raising. When this
    raises, the old file is as it was, unless it is a NotFlushedError.
    """
    with ready_to_overwrite(target, parts) as exchange:
        last_check()
        exchange()
    confirm(target)


@contextmanager
def ready_to_overwrite(target: Path, parts: Iterable[bytes]) -> Iterator[Callable[[], object]]:
    """Prepare the steps of :func:`overwrite`: calling the result replaces the file, and :func:`confirm` must follow."""
    before = target.stat()
    if not os.access(target, os.W_OK):  # a rename would not ask
        raise PermissionError(errno.EACCES, "the file is read-only")
    with _temporary(target, parts, like=before) as temporary:
        yield partial(temporary.replace, target)


def create_exclusive(target: Path, parts: Iterable[bytes]) -> None:
    """Make a file that does not exist yet, for its owner only.

    Raises FileExistsError if the name exists, and changes nothing. When this raises, there is no
    new file, unless it is a NotFlushedError.
    """
    with ready_to_put(target, parts) as put:
        put()
    confirm(target)


@contextmanager
def ready_to_put(target: Path, parts: Iterable[bytes], *, shared: bool = False) -> Iterator[Callable[[], object]]:
    """Create a file as :func:`create_exclusive` does, in two steps: calling the result gives the file its name.

    A ``shared`` file gets the permissions of the umask.
    """
    with _temporary(target, parts, shared=shared) as temporary:
        yield partial(_give_new_name, temporary, target)


@contextmanager
def rollback_on_error(target: Path, exchange: Callable[[], object]) -> Iterator[None]:
    """Let the block replace or create a file, and undo the change if the block raises.

    On a file system without hard links, a replaced file is not restored.
    """
    spare = _temporary_path(target)
    was_there = os.path.lexists(target)
    try:
        if was_there:
            with suppress(OSError):
                os.link(target, spare)
        exchange()
        try:
            yield
        except BaseException:
            with suppress(OSError):
                spare.replace(target) if was_there else target.unlink()
            raise
    finally:
        with suppress(OSError):
            spare.unlink()


def save_conflict_copy(target: Path, data: bytes, kind: str = "conflict") -> Path:
    """Keep data as ``<name>.<kind>-<n>`` next to a file. n is the first free number."""
    with _temporary(target, (data,)) as temporary:
        number = 1
        while True:
            kept = target.with_name(f"{target.name}.{kind}-{number}")
            try:
                _give_new_name(temporary, kept)
            except FileExistsError:
                number += 1
            else:
                break
    confirm(kept)
    return kept


def confirm(file: Path) -> None:
    """Wait until the name of a file is on the disk. Raise NotFlushedError if that may have failed."""
    try:
        flush_folder(file.parent)
    except OSError as error:
        raise NotFlushedError(*error.args) from error


@contextmanager
def _temporary(
    target: Path, parts: Iterable[bytes], *, like: os.stat_result | None = None, shared: bool = False
) -> Iterator[Path]:
    """Write all ``parts`` to a temporary file next to ``target``, and remove that file after the block."""
    path = _temporary_path(target)
    descriptor = os.open(path, _NEW_FILE, 0o666 if shared else 0o600)
    try:
        try:
            for part in parts:
                write_all(descriptor, part)
            if like:
                _copy_ownership_and_mode(descriptor, like)
                _copy_attributes(target, descriptor, like)
            elif not shared:
                _set_mode(descriptor, 0o600)  # whatever the umask took away
            _flush(descriptor)
        finally:
            os.close(descriptor)
        yield path
    finally:
        with suppress(OSError):  # it has got its name and is no longer there, or a later save sweeps it
            path.unlink()


def write_all(descriptor: int, data: bytes) -> None:
    """Write all of ``data``, however many calls that takes."""
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(descriptor, rest) :]


def _copy_ownership_and_mode(descriptor: int, like: os.stat_result) -> None:
    """Give an open file the permissions of another file, and its owner and group if that is allowed."""
    mode = stat.S_IMODE(like.st_mode) & 0o777
    if sys.platform != "win32":  # where no file has an owner or a group of this kind
        now = os.fstat(descriptor)
        if now.st_gid != like.st_gid:
            try:
                os.fchown(descriptor, -1, like.st_gid)
            except OSError:
                mode &= ~0o070  # what its old group might do, another one may not
        if now.st_uid != like.st_uid:
            with suppress(OSError):
                os.fchown(descriptor, like.st_uid, -1)
    _set_mode(descriptor, mode)


def _set_mode(descriptor: int, mode: int) -> None:
    if hasattr(os, "fchmod"):  # not on Windows before Python 3.13
        with _if_supported():
            os.fchmod(descriptor, mode)


def _copy_attributes(source: Path, descriptor: int, like: os.stat_result) -> None:
    """Give an open file the extended attributes of another one, its access control list among them.

    Python supports this on Linux only. Without the same group the list would let others in, so it
    is left out.
    """
    if sys.platform != "linux":
        return
    same_group = os.fstat(descriptor).st_gid == like.st_gid
    with _if_supported():
        for name in os.listxattr(source):
            if same_group or not name.startswith("system."):
                with _if_supported():
                    os.setxattr(descriptor, name, os.getxattr(source, name))


@contextmanager
def _if_supported() -> Iterator[None]:
    """Ignore the error if a file system lacks the attribute: a file without it is better than no file."""
    try:
        yield
    except OSError as error:
        if error.errno not in _NO_SUCH_ATTRIBUTES:
            raise


def _flush(descriptor: int) -> None:
    """Wait until an open file is on the disk."""
    if sys.platform == "darwin":  # where fsync stops at the drive's cache
        import fcntl

        with suppress(OSError):  # not every file system has it
            fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)
            return
    os.fsync(descriptor)


def flush_folder(folder: Path) -> None:
    """Wait until the names in a folder are on the disk, if the system supports that."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):  # not for folders on this file system
            raise
    finally:
        os.close(descriptor)


def _give_new_name(temporary: Path, target: Path) -> None:
    """Rename, but never over anything that exists."""
    try:
        os.link(temporary, target)
    except OSError as error:
        if error.errno not in _NO_HARD_LINKS:
            raise
        # Without hard links nothing refuses a taken name in the same step; the lock keeps other saves out.
        if os.path.lexists(target):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST)) from None
        temporary.rename(target)


def make_folders(folder: Path) -> None:
    """Create a folder and its missing parents, for their owner only."""
    missing = []
    while not folder.exists():
        missing.append(folder)
        folder = folder.parent
    for new in reversed(missing):
        with suppress(FileExistsError):
            new.mkdir(0o700)
            with _if_supported():
                new.chmod(0o700)  # whatever the umask took away
            flush_folder(new.parent)


def remove_temp_files(target: Path) -> None:
    """Remove the temporary files that killed saves of a file left; its lock must be held.

    A folder of thousands of files is cleaned once per process, because every name must be read.
    """
    for file in _left_over(target):
        file.unlink(missing_ok=True)


def remove_stale_temp_files(target: Path) -> None:
    """Remove the temporary files of killed writers: files that are too old to be still in use.

    This is for files that are saved without a lock.
    """
    latest = time.time() - _STALE_AFTER
    with suppress(OSError):  # a folder may be closed for reading, and a file gone meanwhile or not ours to remove
        for file in _left_over(target):
            if file.lstat().st_mtime < latest:
                file.unlink()


def _left_over(target: Path) -> list[Path]:
    if target in _swept_in_a_crowd:
        return []
    names = _names(target.parent)
    if len(names) > _CROWD:
        _swept_in_a_crowd.add(target)
    return [target.with_name(name) for name in filter(re.compile(temporary_names(target)).fullmatch, names)]


def check_name(target: Path) -> None:
    """Raise OSError if the name of a file is too long for its temporary file to have a name."""
    with suppress(FileNotFoundError):
        _temporary_path(target).lstat()


def _temporary_path(target: Path) -> Path:
    return target.with_name(f".{target.name}.{os.urandom(8).hex()}.tmp")


def temporary_names(target: Path) -> str:
    """A regular expression for the names of a file's temporary files."""
    return rf"\.{re.escape(target.name)}\.[0-9a-f]{{16}}\.tmp"


def matching(folder: Path, pattern: str) -> list[Path]:
    """The files in a folder whose whole names match a regular expression, sorted."""
    return sorted(folder / name for name in filter(re.compile(pattern).fullmatch, _names(folder)))


def _names(folder: Path) -> list[str]:
    with os.scandir(folder) as entries:
        return [entry.name for entry in entries]


def is_stream(path: Path) -> bool:
    """Return whether ``path`` is a terminal, a pipe, a similar device, or a standard stream of this program."""
    if path.as_posix().startswith(_OWN_STREAMS):
        return True
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        return False
    return stat.S_ISCHR(mode) or stat.S_ISFIFO(mode)


def write_through(path: Path, parts: Iterable[bytes]) -> None:
    """Write to a device, pipe or stream. A regular file behind a stream is appended to."""
    descriptor = os.open(path, os.O_WRONLY | os.O_APPEND)
    try:
        for part in parts:
            write_all(descriptor, part)
    finally:
        os.close(descriptor)
