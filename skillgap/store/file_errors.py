"""Messages about files that the system cannot read or write, and about paths that are no regular files."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from skillgap.errors import DataError, Diagnostic, system_reason
from skillgap.store import atomic_write

_KINDS = {
    stat.S_IFDIR: "a folder",
    stat.S_IFIFO: "a pipe",
    stat.S_IFSOCK: "a socket",
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
    stat.S_IFLNK: "a symbolic link",
}
_HINTS = {
    errno.ENOENT: "check the name and the folder",
    errno.ENOTDIR: "a part of this path is a file and not a folder",
    errno.ENAMETOOLONG: "use a shorter name",
    errno.ELOOP: "a symbolic link here cannot be followed",
    errno.EACCES: "check the permissions of the file and of its folder",
    errno.EPERM: "check the permissions of the file and of its folder",
    errno.EROFS: "it is on a read-only disk; work on a copy elsewhere",
    errno.EEXIST: "choose another name, or move the file that is there",
    errno.ENOSPC: "free some space and try again; nothing was changed",
    errno.EDQUOT: "free some space and try again; nothing was changed",
    errno.EFBIG: "free some space or raise the limit on the size of files; nothing was changed",
    errno.EIO: "the disk reports an error; keep a copy of your files on another one",
}


def not_regular(path: Path, mode: int | None = None) -> Diagnostic:
    """Describe a path that is no regular file. ``mode`` is its mode if known."""
    kind = _KINDS.get(stat.S_IFMT(mode or path.stat().st_mode), "something else")
    return Diagnostic(f"this is {kind}, not a regular file", str(path), hint="name a file")


def describe_size(count: int) -> str:
    """A number of bytes, in the largest unit that leaves it whole: ``256 KiB``."""
    if count % 1024**2 == 0:
        return f"{count // 1024**2} MiB"
    return f"{count // 1024} KiB" if count % 1024 == 0 else f"{count:,} bytes"


@contextmanager
def reported(path: Path, what: str) -> Iterator[None]:
    """Turn an OSError into a DataError with the file, the failed action, the reason and a hint."""
    if not _can_be_named(path):
        message = f"the file {what}: its name holds a character that no file name can hold"
        raise DataError(Diagnostic(message, str(path), hint="give another name"))
    try:
        yield
    except OSError as error:
        hint = _HINTS.get(error.errno or 0, "check the disk and the permissions of the folder")
        if isinstance(error, atomic_write.NotFlushedError):
            what = "was written, but a power failure could still undo that"
            hint = "keep a copy of it on another disk"
        message = f"the file {what}: {system_reason(error)}"
        raise DataError(Diagnostic(message, str(path), hint=hint)) from error


def _can_be_named(path: Path) -> bool:
    try:
        return b"\0" not in os.fsencode(path)
    except UnicodeEncodeError:
        return False
