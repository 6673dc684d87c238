"""Bytes in, bytes out: files read without surprises and saved without loss.

A save that returned is on the disk. A save that failed or was interrupted left the old file intact.
A file that something else changed meanwhile is never overwritten.
"""

from __future__ import annotations

import errno
import os
import re
import shlex
import stat
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from io import BufferedReader, FileIO
from pathlib import Path
from typing import BinaryIO

from skillgap.errors import ConflictError, DataError, Diagnostic
from skillgap.store import atomic_write
from skillgap.store.file_errors import describe_size, not_regular, reported
from skillgap.store.locks import LockTakenError, hold_lock, lock_path
from skillgap.store.standard_input import STDIN, read_standard_input
from skillgap.store.yaml_errors import BYTE_ORDER_MARK, position

LIMIT = 256 * 1024
"""Maximum bytes of a matrix or any other document."""
PROFILE_LIMIT = 1024 * 1024
"""Maximum bytes of a profile: more than 200 assessments with a note and evidence on each of 19 criteria."""
LOCK_SECONDS = 10.0
"""How long a save waits for another one of the same file to end."""

_READ = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0) | getattr(os, "O_BINARY", 0)
_MARK = BYTE_ORDER_MARK.encode()
_OTHER_MARKS = {
    b"\xff\xfe\x00\x00": "UTF-32",
    b"\x00\x00\xfe\xff": "UTF-32",
    b"\xff\xfe": "UTF-16",
    b"\xfe\xff": "UTF-16",
}


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A file as it was at one moment.

    ``text`` excludes the byte order mark that ``bom`` holds. ``limit`` is the maximum size in bytes
    for reading and for every later save.
    """

    path: Path
    text: str
    bom: bool = False
    limit: int = LIMIT

    @property
    def data(self) -> bytes:
        """The bytes of the file. UnicodeEncodeError where ``text`` holds half a surrogate pair."""
        return (_MARK if self.bom else b"") + self.text.encode()

    @property
    def digest(self) -> str:
        """The SHA-256 of the bytes, in hexadecimal."""
        return _digest(self.data)


def exists_or_is_link(path: Path) -> bool:
    """Return whether the name exists. A name that is too long for a file does not exist."""
    with reported(path, "cannot be looked up"):
        try:
            return path.exists()
        except OSError as error:
            if error.errno != errno.ENAMETOOLONG:
                raise
            return False


def read(path: Path, limit: int = LIMIT) -> Snapshot:
    """Read a regular file of at most ``limit`` bytes of UTF-8, or standard input; symbolic links are followed.

    Raises DataError for anything else, without opening it.
    """
    with reported(path, "cannot be read"):
        data = read_standard_input(limit) if path == STDIN else _regular_bytes(path, limit)
    if data is None:
        raise DataError(not_regular(path))
    if len(data) > limit:
        message = f"the file is larger than {describe_size(limit)}"
        raise DataError(Diagnostic(message, str(path), hint="check that it is the right file, or split it"))
    return Snapshot(path, _decoded(path, data.removeprefix(_MARK)), data.startswith(_MARK), limit)


@contextmanager
def open_for_reading(path: Path) -> Iterator[BinaryIO]:
    """Read a regular file of any size piece by piece; symbolic links are followed.

    Raises DataError for anything else before opening it, and for every error while reading.
    """
    with reported(path, "cannot be read"):
        file = _open_regular(path)
        if file is None:
            raise DataError(not_regular(path))
        with BufferedReader(file, 1 << 20) as pieces:
            yield pieces


def replace(snapshot: Snapshot, text: str, *, wait: float = LOCK_SECONDS) -> Snapshot:
    """Save ``text`` durably in place of the file in ``snapshot``, and return the new snapshot.

    The file keeps its permissions, its byte order mark and the symbolic link that leads to it.
    Raises ConflictError if the file changed since it was read. The file stays unchanged, and
    ``text`` is saved next to it; the error names that file. Raises DataError if saving fails, or if
    another save takes longer than ``wait`` seconds. The file is then unchanged, except when the
    message confirms that it was saved.
    """
    after = Snapshot(snapshot.path, text, snapshot.bom, snapshot.limit)
    data = _readable_data(after)

    def check() -> None:
        if _current_digest(target, snapshot.limit) != snapshot.digest:
            raise _conflict(snapshot.path, target, data)

    with reported(snapshot.path, "cannot be saved"):
        target = _resolved(snapshot.path)
        atomic_write.check_name(target)
    with _locked(snapshot.path, "cannot be saved", wait), reported(snapshot.path, "cannot be saved"):
        atomic_write.remove_temp_files(target)
        check()
        if text != snapshot.text:
            # Checked again at the end, since an editor knows nothing of the lock.
            atomic_write.overwrite(target, (data,), last_check=check)
    return after


def create(path: Path, text: str, limit: int = LIMIT) -> Snapshot:
    """Save ``text`` as a new file that only its owner can read. Missing folders get the same restriction.

    The file appears whole or not at all. Raises DataError if the name exists, the file cannot be
    created, or ``text`` has more than ``limit`` bytes.
    """
    after = Snapshot(path, text, limit=limit)
    data = _readable_data(after)
    with reported(path, "cannot be created"):
        atomic_write.make_folders(path.parent)
        atomic_write.check_name(path)  # before there is a lock, which would stay behind
        if os.path.lexists(path):  # a lock would go where a link leads
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST))
    with _locked(path, "cannot be created"), reported(path, "cannot be created"):
        atomic_write.remove_temp_files(path)
        atomic_write.create_exclusive(path, (data,))
    return after


def write_output(path: Path, text: str, *, overwrite: bool = True, private: bool = False) -> None:
    """Write ``text`` as a file made to be shared: whole or not at all, with the usual permissions.

    A new ``private`` file only its owner can read. An existing file keeps its permissions and the
    symbolic link that leads to it. A device or pipe, such as ``/dev/stdout`` or a named pipe,
    receives the text directly. Raises DataError if writing fails, or if the file exists and
    ``overwrite`` is false.
    """
    write_parts(path, (_data(Snapshot(path, text)),), overwrite=overwrite, private=private)


def write_parts(path: Path, parts: Iterable[bytes], *, overwrite: bool = True, private: bool = False) -> None:
    """Write a file as :func:`write_output` does, piece by piece as it comes."""
    with reported(path, "cannot be written"):
        if atomic_write.is_stream(path):
            atomic_write.write_through(path, parts)
            return
        with _ready(path, parts, overwrite=overwrite, private=private) as write:
            write()
        atomic_write.confirm(_resolved(path))


def write_derived(path: Path, text: str, *, private: bool = False) -> None:
    """Write a file at a path that the user did not name, as :func:`write_output` does, but never through a link.

    A stranger's folder may hold anything of that name. Raises DataError for all but a regular file
    there.
    """
    with reported(path, "cannot be written"):
        with _ready(path, (_data(Snapshot(path, text)),), private=private, derived=True) as write:
            write()
        atomic_write.confirm(path)


def write_together(parts: Mapping[Path, Iterable[bytes]], derived: Collection[Path] = ()) -> None:
    """Write files that belong together as :func:`write_parts` does: all of them, or none.

    Each is on the disk before the first gets its name, in the order given. Killed in the midst of
    that, they are not all there. Streams cannot be among them. Each ``derived`` file is handled as
    by :func:`write_derived`.
    """
    targets = {path: path if path in derived else _resolved(path) for path in parts}
    with ExitStack() as stack:
        ready = []
        for path, its_parts in parts.items():
            with reported(path, "cannot be written"):
                ready.append((path, stack.enter_context(_ready(path, its_parts, derived=path in derived))))
        for path, write in ready:
            with reported(path, "cannot be written"):
                stack.enter_context(atomic_write.rollback_on_error(targets[path], write))
    for path, target in targets.items():
        with reported(path, "cannot be written"):
            atomic_write.confirm(target)


def _ready(
    path: Path, parts: Iterable[bytes], *, overwrite: bool = True, private: bool = False, derived: bool = False
) -> AbstractContextManager[Callable[[], object]]:
    """Write a file without its name. Calling the result gives the file its name."""
    target = path if derived else _resolved(path)
    if not overwrite and os.path.lexists(path):  # also a link that leads to nothing yet
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST))
    atomic_write.remove_stale_temp_files(target)
    try:
        mode = target.lstat().st_mode
    except FileNotFoundError:
        return atomic_write.ready_to_put(target, parts, shared=not private)
    if not stat.S_ISREG(mode):
        raise DataError(not_regular(path, mode))
    return atomic_write.ready_to_overwrite(target, parts)


def points_outside(path: Path, folder: Path) -> bool:
    """Return whether a file in a folder is a link to a target outside of it.

    The folder's author may not own that target.
    """
    return path.is_symlink() and not _resolved(path).is_relative_to(_resolved(folder))


def delete(path: Path, *, missing_ok: bool = False) -> None:
    """Remove a file and everything that saves left next to it: kept versions, temporary files, its lock.

    A symbolic link goes together with the file it leads to. Raises DataError if the file cannot be
    removed, or if it is missing and ``missing_ok`` is false.
    """
    with reported(path, "cannot be deleted"):
        if not missing_ok:
            path.lstat()
    with _locked(path, "cannot be deleted"), reported(path, "cannot be deleted"):
        target = _resolved(path)
        # The lock goes last: with it another program could save what would then be removed unseen.
        others = leftover_files(path)
        for file in (target, path, *(file for file in others if file != lock_path(target)), lock_path(target)):
            file.unlink(missing_ok=True)
        atomic_write.flush_folder(target.parent)
        atomic_write.flush_folder(path.parent)


def keep_copy(path: Path) -> Path:
    """Keep a file as it is as ``<name>.copy-<n>`` next to it. Return that path. Raise DataError if that fails."""
    with reported(path, "cannot be copied"):
        target = _resolved(path)
        return atomic_write.save_conflict_copy(target, target.read_bytes(), "copy")


def leftover_files(path: Path) -> list[Path]:
    """Return the files that saves left next to a file, sorted: kept versions, temporary files, its lock."""
    target = _resolved(path)
    name = re.escape(target.name)
    pattern = rf"{name}\.(conflict|copy)-[0-9]+|\.{name}(\.soft)?\.lock|{atomic_write.temporary_names(target)}"
    return atomic_write.matching(target.parent, pattern)


def locked(path: Path, what: str = "cannot be locked") -> AbstractContextManager[None]:
    """Keep all other saves of a file waiting, for reading, changing and saving it in one go.

    A thread may lock a file twice. Raises DataError if the lock stays taken for LOCK_SECONDS or
    cannot be created. The message includes ``what``, the blocked action.
    """
    return _locked(path, what)


@contextmanager
def _locked(path: Path, what: str, wait: float = LOCK_SECONDS) -> Iterator[None]:
    with ExitStack() as held:
        with reported(path, what):
            target = _resolved(path)
            if not stat.S_ISDIR(target.parent.stat().st_mode):  # the lock would try to make it
                raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR))
            try:
                held.enter_context(hold_lock(target, wait))
            except LockTakenError as error:
                raise DataError(Diagnostic(str(error), str(path), hint=error.hint)) from None
        yield


def _resolved(path: Path) -> Path:
    return Path(os.path.realpath(path))


def _digest(data: bytes) -> str:
    import hashlib  # loads OpenSSL, which reading does not need

    return hashlib.sha256(data).hexdigest()


def _open_regular(path: Path) -> FileIO | None:
    """Open a regular file for reading. Return None for anything else."""
    if not stat.S_ISREG(path.stat().st_mode):  # before opening, which may do things to a device
        return None
    with ExitStack() as opened:
        file = opened.enter_context(FileIO(os.open(path, _READ)))
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):  # it was exchanged in between
            return None
        opened.pop_all()
        return file


def _regular_bytes(path: Path, limit: int) -> bytes | None:
    """Return the first ``limit`` + 1 bytes of a regular file, or None for anything else."""
    if (file := _open_regular(path)) is None:
        return None
    with BufferedReader(file) as pieces:
        return pieces.read(limit + 1)


def _current_digest(target: Path, limit: int) -> str | None:
    """Return the digest of a file now, or None if it is missing or no regular file."""
    try:
        data = _regular_bytes(target, limit)
    except FileNotFoundError:
        return None
    return None if data is None else _digest(data)


def _decoded(path: Path, data: bytes) -> str:
    hint = "save the file as UTF-8 in your editor"
    for mark, name in _OTHER_MARKS.items():
        if data.startswith(mark):
            message = f"the file is in {name}, not in UTF-8"
            raise DataError(Diagnostic(message, str(path), 1, 1, hint=hint))
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        before = data[: error.start].decode()
        line, column = position(before, len(before))
        message = f"the byte 0x{data[error.start]:02X} here is not UTF-8"
        raise DataError(Diagnostic(message, str(path), line, column, hint=hint)) from None


def _data(after: Snapshot) -> bytes:
    """The bytes of a file to be."""
    try:
        return after.data
    except UnicodeEncodeError as error:
        line, column = position(after.text, error.start)
        message = "this text holds half a character, which cannot be saved"
        hint = "type the character again"
        raise DataError(Diagnostic(message, str(after.path), line, column, hint=hint)) from None


def _readable_data(after: Snapshot) -> bytes:
    """The bytes of a file to be, refused where ``read`` would refuse them."""
    data = _data(after)
    if len(data) > after.limit:
        message = f"the file would be larger than {describe_size(after.limit)}, and could not be read again"
        raise DataError(Diagnostic(message, str(after.path), hint="shorten notes, or begin a new file"))
    return data


def _conflict(path: Path, target: Path, data: bytes) -> ConflictError:
    """Save this side's version of a file that changed, and return an error with its path."""
    with reported(path, "changed meanwhile, was left alone, and the version to be saved cannot be kept beside it"):
        kept = atomic_write.save_conflict_copy(target, data)
    if target.exists():
        message = f"the file changed since it was read, and was left alone; the version to be saved is in {kept}"
        command = shlex.join(["skillgap", "profile", "merge", str(path), str(kept), "--in-place"])
        hint = f"merge both in a terminal, then delete the copy: {command}"
    else:
        message = f"the file was removed since it was read; the version to be saved is in {kept}"
        hint = "rename the copy to bring the file back, or delete it"
    return ConflictError(Diagnostic(message, str(path), hint=hint), kept)
