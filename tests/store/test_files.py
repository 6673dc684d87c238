"""Reading only what is safe to read, and saving so that nothing is ever lost."""

from __future__ import annotations

import errno
import fcntl
import hashlib
import multiprocessing
import os
import resource
import socket
import stat
import sys
import threading
import time
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from skillgap.errors import ConflictError, DataError, Diagnostic, SkillgapError
from skillgap.store import atomic_write, file_errors, files
from tests.locks import held

AS_ROOT = os.geteuid() == 0
FORK = multiprocessing.get_context("fork")
ODD_NAMES = [
    "a b.yaml",
    "é\U0001f600.yaml",
    "[a-z]*?.yaml",
    "-rf.yaml",
    "a\nb.yaml",
    "..yaml",
    "a.conflict-1",
    "$(id).yaml",
]


def the_problem(error: SkillgapError) -> Diagnostic:
    (problem,) = error.problems
    assert problem.hint
    return problem


def refused(action: Callable[[], object]) -> Diagnostic:
    with pytest.raises(DataError) as caught:
        action()
    return the_problem(caught.value)


def refusal(action: Callable[[], object]) -> str:
    return refused(action).message


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir() if not path.name.endswith(".lock")}


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    path = tmp_path / "ann.yaml"
    path.write_text("level: 1\n")
    return path


@pytest.fixture(autouse=True)
def usual_umask() -> Iterator[None]:
    before = os.umask(0o022)
    yield
    os.umask(before)


# --- reading


def test_a_snapshot_is_the_file_as_it_was(profile: Path) -> None:
    profile.write_bytes("\ufeffname: Zoë\r\n".encode())
    snapshot = files.read(profile)
    assert (snapshot.path, snapshot.text, snapshot.bom) == (profile, "name: Zoë\r\n", True)
    assert snapshot.digest == hashlib.sha256(profile.read_bytes()).hexdigest()


def test_links_are_followed_for_reading(profile: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.yaml"
    link.symlink_to(profile)
    assert files.read(link).text == "level: 1\n"
    assert files.read(link).path == link


def test_the_limit_counts_bytes_and_is_the_callers(profile: Path) -> None:
    profile.write_text("é" * 500)
    assert files.read(profile, limit=1000).text == "é" * 500
    assert refusal(lambda: files.read(profile, limit=999)) == "the file is larger than 999 bytes"


def test_a_file_that_does_not_tell_its_size_is_read_whole() -> None:
    path = Path("/proc/self/status")
    if not path.exists():
        pytest.skip("needs /proc")
    assert path.stat().st_size == 0
    assert files.read(path).text.startswith("Name:")


def test_of_a_file_of_any_size_no_more_is_read_than_it_may_have(tmp_path: Path) -> None:
    path = tmp_path / "huge"
    with path.open("wb") as file:
        file.truncate(2**25)
    tracemalloc.start()
    try:
        assert refusal(lambda: files.read(path)) == "the file is larger than 256 KiB"
        assert tracemalloc.get_traced_memory()[1] < 2**22
    finally:
        tracemalloc.stop()


def make_socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(path))


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda path: path.mkdir(), "this is a folder, not a regular file"),
        (os.mkfifo, "this is a pipe, not a regular file"),
        (make_socket, "this is a socket, not a regular file"),
        (lambda path: path.symlink_to("/dev/zero"), "this is a device, not a regular file"),
        (lambda path: path.symlink_to("missing"), "the file cannot be read: no such file or directory"),
        (lambda path: path.symlink_to(path), "the file cannot be read: too many levels of symbolic links"),
        (lambda _: None, "the file cannot be read: no such file or directory"),
    ],
)
def test_only_regular_files_are_read(
    make: Callable[[Path], None], message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)  # the name of a socket may only be short
    make(Path("x"))
    path = tmp_path / "x"
    assert refusal(lambda: files.read(path)) == message


def test_a_kind_of_file_that_only_other_systems_have_is_not_read_either(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(file_errors, "_KINDS", {})
    assert refusal(lambda: files.read(tmp_path)) == "this is something else, not a regular file"


def test_a_refusal_names_the_file_and_what_helps(profile: Path, tmp_path: Path) -> None:
    def told(action: Callable[[], object]) -> tuple[str | None, str | None, str]:
        with pytest.raises(SkillgapError) as caught:
            action()
        problem = the_problem(caught.value)
        return problem.file, problem.hint, problem.message

    folder, gone = str(tmp_path), tmp_path / "gone"
    assert told(lambda: files.read(tmp_path)) == (folder, "name a file", "this is a folder, not a regular file")
    hint = "check the name and the folder"
    assert told(lambda: files.read(gone)) == (str(gone), hint, "the file cannot be read: no such file or directory")
    named = str(tmp_path / "a\0b")
    hint_of_names = "give another name"
    message = "the file cannot be deleted: its name holds a character that no file name can hold"
    assert told(lambda: files.delete(Path(named))) == (named, hint_of_names, message)
    assert told(lambda: files.delete(gone)) == (
        str(gone),
        hint,
        "the file cannot be deleted: no such file or directory",
    )
    message = "the file cannot be looked up: its name holds a character that no file name can hold"
    assert told(lambda: files.exists_or_is_link(Path(named))) == (named, hint_of_names, message)
    message = "the file cannot be created: its name holds a character that no file name can hold"
    assert told(lambda: files.create(Path(named), "x")) == (named, hint_of_names, message)
    below = profile / "x"
    message = "the file cannot be created: not a directory"
    hint_of_folders = "a part of this path is a file and not a folder"
    assert told(lambda: files.create(below, "x")) == (str(below), hint_of_folders, message)
    nowhere = files.Snapshot(tmp_path / "none" / "x", "a")
    message = "the file cannot be saved: no such file or directory"
    assert told(lambda: files.replace(nowhere, "b")) == (str(nowhere.path), hint, message)
    message = "the file cannot be locked: no such file or directory"
    assert told(lambda: files.locked(nowhere.path).__enter__()) == (str(nowhere.path), hint, message)

    snapshot = files.read(profile)
    profile.write_text("theirs")
    kept = tmp_path / "ann.yaml.conflict-1"
    message = f"the file changed since it was read, and was left alone; the version to be saved is in {kept}"
    command = f"skillgap profile merge {profile} {kept} --in-place"
    hint = f"merge both in a terminal, then delete the copy: {command}"
    assert told(lambda: files.replace(snapshot, "ours")) == (str(profile), hint, message)
    profile.unlink()
    kept = tmp_path / "ann.yaml.conflict-2"
    message = f"the file was removed since it was read; the version to be saved is in {kept}"
    hint = "rename the copy to bring the file back, or delete it"
    assert told(lambda: files.replace(snapshot, "ours")) == (str(profile), hint, message)


def test_what_is_no_regular_file_is_not_even_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    os.mkfifo(tmp_path / "x")
    monkeypatch.setattr(os, "open", lambda *_: pytest.fail("opened"))
    refusal(lambda: files.read(tmp_path / "x"))


def test_a_file_exchanged_for_a_pipe_at_the_last_moment_does_not_hang(
    profile: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.open

    def exchanging(path: Path, flags: int) -> int:
        profile.unlink()
        os.mkfifo(profile)
        return real(path, flags)

    monkeypatch.setattr(os, "open", exchanging)
    assert refusal(lambda: files.read(profile)) == "this is a pipe, not a regular file"


@pytest.mark.parametrize("name", ["a\0b", "\ud800", "x" * 300, "ann.yaml/x"])
def test_names_that_cannot_be(name: str, profile: Path, tmp_path: Path) -> None:
    path = profile.parent / name
    for action in (files.read, files.delete):
        with pytest.raises(DataError):
            action(path)
    for write in (files.create, files.write_output):
        with pytest.raises(DataError):
            write(path, "x")
    with pytest.raises(DataError):
        files.replace(files.Snapshot(path, "a"), "b")
    assert names(tmp_path) == {"ann.yaml"}


@pytest.mark.skipif(AS_ROOT, reason="root may read everything")
def test_a_file_that_may_not_be_read(profile: Path) -> None:
    profile.chmod(0)
    assert refusal(lambda: files.read(profile)) == "the file cannot be read: permission denied"


# --- saving


def test_a_save_replaces_the_text_and_returns_the_file_as_it_is_then(profile: Path, tmp_path: Path) -> None:
    first = files.read(profile)
    second = files.replace(first, "level: 2\n")
    third = files.replace(second, "level: 3\r\n")
    assert third == files.read(profile)
    assert profile.read_bytes() == b"level: 3\r\n"
    assert names(tmp_path) == {"ann.yaml"}


def test_a_byte_order_mark_stays(profile: Path) -> None:
    profile.write_bytes(b"\xef\xbb\xbflevel: 1\n")
    saved = files.replace(files.read(profile), "level: 2\n")
    assert profile.read_bytes() == b"\xef\xbb\xbflevel: 2\n"
    assert saved == files.read(profile)


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o644, 0o664, 0o755])
def test_permissions_stay(mode: int, profile: Path) -> None:
    profile.chmod(mode)
    files.replace(files.read(profile), "level: 2\n")
    assert stat.S_IMODE(profile.stat().st_mode) == mode
    files.write_output(profile, "report")
    assert stat.S_IMODE(profile.stat().st_mode) == mode


@pytest.mark.skipif(not AS_ROOT, reason="only root gives files away")
def test_the_owner_stays(profile: Path) -> None:
    os.chown(profile, 1234, 5678)
    files.replace(files.read(profile), "level: 2\n")
    assert (profile.stat().st_uid, profile.stat().st_gid) == (1234, 5678)
    os.chown(profile, 0, 5678)  # another group alone
    files.replace(files.read(profile), "level: 3\n")
    assert (profile.stat().st_uid, profile.stat().st_gid) == (0, 5678)


def test_a_group_that_cannot_be_kept_gives_no_other_group_its_permissions(
    profile: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    profile.chmod(0o675)
    snapshot = files.read(profile)
    real = Path.stat
    now = profile.stat()
    foreign = os.stat_result((*now[:4], now.st_uid + 1, now.st_gid + 1, *now[6:]))
    monkeypatch.setattr(Path, "stat", lambda path, **_: foreign if path == profile else real(path))
    monkeypatch.setattr(os, "fchown", failing(errno.EPERM))
    files.replace(snapshot, "level: 2\n")
    assert stat.S_IMODE(real(profile).st_mode) == 0o605


def test_links_stay_and_lead_to_what_was_saved(profile: Path, tmp_path: Path) -> None:
    inner, outer = tmp_path / "inner", tmp_path / "sub" / "outer"
    outer.parent.mkdir()
    inner.symlink_to("ann.yaml")
    outer.symlink_to(inner)
    files.replace(files.read(outer), "level: 2\n")
    assert outer.is_symlink()
    assert inner.is_symlink()
    assert profile.read_text() == "level: 2\n"
    assert names(tmp_path) == {"ann.yaml", "inner", "sub"}
    assert names(outer.parent) == {"outer"}


@pytest.mark.parametrize("name", ODD_NAMES)
def test_odd_names(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    bystander = tmp_path / ("x" + name)
    bystander.write_text("x")
    (tmp_path / f".{name}x.0123456789abcdef.tmp").write_text("another file's")
    litter = tmp_path / f".{name}.0123456789abcdef.tmp"
    snapshot = files.create(path, "a")
    litter.write_text("half a fi")
    snapshot = files.replace(snapshot, "b")
    assert path.read_text() == "b"
    assert not litter.exists()
    path.write_text("c")
    with pytest.raises(ConflictError):
        files.replace(snapshot, "d")
    assert [file.name for file in files.leftover_files(path)] == sorted([f".{name}.lock", f"{name}.conflict-1"])
    files.delete(path)
    assert names(tmp_path) == {bystander.name, f".{name}x.0123456789abcdef.tmp"}


def test_the_same_text_is_not_written_again(profile: Path) -> None:
    snapshot = files.read(profile)
    before = profile.stat().st_ino
    assert files.replace(snapshot, snapshot.text) == snapshot
    assert profile.stat().st_ino == before


@pytest.mark.parametrize("text", ["level: 1\n", "level: 2\n"])
@pytest.mark.parametrize(
    "meanwhile",
    [
        lambda path: path.write_text("level: 9\n"),
        lambda path: path.write_text("level: 2\n"),
        lambda path: path.write_bytes(b"\xef\xbb\xbflevel: 1\n"),
        lambda path: path.write_bytes(b"\xff"),
        lambda path: path.write_bytes(b"level: 1\n" + b"#" * files.LIMIT),
        lambda path: path.write_bytes(b""),
    ],
)
def test_a_file_that_changed_is_left_alone_and_both_versions_kept(
    meanwhile: Callable[[Path], None], text: str, profile: Path, tmp_path: Path
) -> None:
    snapshot = files.read(profile)
    meanwhile(profile)  # even into what is to be saved: then two have done the same, and one may not know
    theirs = profile.read_bytes()
    with pytest.raises(ConflictError) as caught:
        files.replace(snapshot, text)
    kept = tmp_path / "ann.yaml.conflict-1"
    problem = the_problem(caught.value)
    assert problem.file == str(profile)
    assert str(kept) in problem.message
    assert profile.read_bytes() == theirs
    assert kept.read_text() == text
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert names(tmp_path) == {"ann.yaml", kept.name}


def test_each_conflict_keeps_its_own_copy(profile: Path, tmp_path: Path) -> None:
    snapshot = files.read(profile)
    profile.write_text("theirs")
    (tmp_path / "ann.yaml.conflict-2").symlink_to("missing")
    for text in ("one", "two", "three"):
        with pytest.raises(ConflictError):
            files.replace(snapshot, text)
    kept = [(tmp_path / f"ann.yaml.conflict-{number}") for number in (1, 3, 4)]
    assert [path.read_text() for path in kept] == ["one", "two", "three"]
    assert not (tmp_path / "missing").exists()


@pytest.mark.parametrize("instead", [None, os.mkfifo, Path.mkdir])
def test_a_file_that_is_gone_counts_as_changed(
    instead: Callable[[Path], None] | None, profile: Path, tmp_path: Path
) -> None:
    snapshot = files.read(profile)
    profile.unlink()
    if instead:
        instead(profile)
    with pytest.raises(ConflictError) as caught:
        files.replace(snapshot, "level: 2\n")
    assert "ann.yaml.conflict-1" in the_problem(caught.value).message
    assert (tmp_path / "ann.yaml.conflict-1").read_text() == "level: 2\n"
    assert profile.exists() is bool(instead)


def test_an_editor_that_saves_at_the_last_moment_is_noticed(
    profile: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.fsync

    def editor_saves(descriptor: int) -> None:
        profile.write_text("by the editor")
        real(descriptor)

    snapshot = files.read(profile)
    monkeypatch.setattr(os, "fsync", editor_saves)
    with pytest.raises(ConflictError):
        files.replace(snapshot, "level: 2\n")
    assert profile.read_text() == "by the editor"
    assert (tmp_path / "ann.yaml.conflict-1").read_text() == "level: 2\n"
    assert names(tmp_path) == {"ann.yaml", "ann.yaml.conflict-1"}


@pytest.mark.skipif(AS_ROOT, reason="root may write everything")
def test_a_file_made_read_only_is_not_replaced(profile: Path) -> None:
    profile.chmod(0o400)
    snapshot = files.read(profile)
    assert refusal(lambda: files.replace(snapshot, "level: 2\n")) == "the file cannot be saved: the file is read-only"


def test_a_read_only_file_is_not_replaced_even_where_the_folder_would_allow_it(
    profile: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)
    snapshot = files.read(profile)
    with pytest.raises(DataError) as caught:
        files.replace(snapshot, "level: 2\n")
    problem = the_problem(caught.value)
    assert problem.message == "the file cannot be saved: the file is read-only"
    assert problem.hint == "check the permissions of the file and of its folder"
    assert profile.read_text() == "level: 1\n"


def test_text_that_could_not_be_read_again_is_not_saved(profile: Path) -> None:
    snapshot = files.read(profile)
    large = "#" * (files.LIMIT + 1)
    assert "larger than 256 KiB" in refusal(lambda: files.create(profile.with_name("new"), large))
    message = "the file would be larger than 256 KiB, and could not be read again"
    hint = "shorten notes, or begin a new file"
    assert refused(lambda: files.replace(snapshot, large)) == Diagnostic(message, str(profile), hint=hint)
    message, hint = "this text holds half a character, which cannot be saved", "type the character again"
    expected = Diagnostic(message, str(profile), 2, 4, hint=hint)
    assert refused(lambda: files.replace(snapshot, "a: 1\nb: \ud800")) == expected
    assert refused(lambda: files.write_output(profile, "a: 1\nb: \ud800")) == expected
    assert profile.read_text() == "level: 1\n"
    wider = files.read(profile, limit=len(large))
    assert files.replace(wider, large).text == large


# --- what can go wrong on the way


def failing(number: int) -> Callable[..., Any]:
    def fail(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    return fail


STEPS = ["open", "write", "fchmod", "fsync", "replace"]
FAILURES = [errno.ENOSPC, errno.EIO, errno.EDQUOT, errno.EACCES, errno.EROFS, errno.EFBIG]


@pytest.mark.parametrize("number", FAILURES)
@pytest.mark.parametrize("step", STEPS)
def test_a_save_that_fails_leaves_the_old_file_and_nothing_else(
    step: str, number: int, profile: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    snapshot = files.read(profile)
    with files.locked(profile), monkeypatch.context() as broken:  # the lock is made before the disk fails
        broken.setattr(os, step, failing_for_new_files(step, number))
        message = refusal(lambda: files.replace(snapshot, "level: 2\n"))
    assert message.lower() == f"the file cannot be saved: {os.strerror(number).lower()}"
    assert profile.read_text() == "level: 1\n"
    assert names(tmp_path) == {"ann.yaml"}
    assert files.replace(snapshot, "level: 2\n") == files.read(profile)


def failing_for_new_files(step: str, number: int) -> Callable[..., Any]:
    """The system call, but failing where it would make or name a file."""
    real = getattr(os, step)
    if step != "open":
        return failing(number)

    def opening(path: Path, flags: int, *mode: int) -> Any:
        return failing(number)() if flags & os.O_CREAT else real(path, flags, *mode)

    return opening


@pytest.mark.parametrize("number", FAILURES)
@pytest.mark.parametrize("step", ["open", "write", "fchmod", "fsync"])
def test_a_new_file_that_cannot_be_written_does_not_appear(
    step: str, number: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "new.yaml"
    with files.locked(path), monkeypatch.context() as broken:
        broken.setattr(os, step, failing_for_new_files(step, number))
        refusal(lambda: files.create(path, "level: 2\n"))
        if step != "fchmod":
            refusal(lambda: files.write_output(path, "level: 2\n"))
    assert names(tmp_path) == set()


def test_a_folder_that_cannot_be_flushed_is_told(
    profile: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.fsync

    def only_files(descriptor: int) -> None:
        if stat.S_ISDIR(os.fstat(descriptor).st_mode):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        real(descriptor)

    message = "the file was written, but a power failure could still undo that: no space left on device"
    hint = "keep a copy of it on another disk"
    snapshot = files.read(profile)
    new = tmp_path / "new.yaml"
    with monkeypatch.context() as broken:
        broken.setattr(os, "fsync", only_files)
        assert refused(lambda: files.replace(snapshot, "level: 2\n")) == Diagnostic(message, str(profile), hint=hint)
        assert refused(lambda: files.create(new, "level: 2\n")) == Diagnostic(message, str(new), hint=hint)
    for path in (profile, new):
        assert files.replace(files.read(path), "level: 3\n") == files.read(path)
    assert names(tmp_path) == {"ann.yaml", "new.yaml"}


@pytest.mark.parametrize("number", [errno.EINVAL, errno.ENOTSUP])
def test_a_file_system_that_cannot_flush_folders_is_no_obstacle(
    number: int, profile: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.fsync
    monkeypatch.setattr(os, "fsync", lambda fd: failing(number)() if stat.S_ISDIR(os.fstat(fd).st_mode) else real(fd))
    files.replace(files.read(profile), "level: 2\n")
    assert profile.read_text() == "level: 2\n"


def test_short_writes_are_carried_on(profile: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.write
    monkeypatch.setattr(os, "write", lambda descriptor, data: real(descriptor, bytes(data)[:3]))
    files.replace(files.read(profile), "level: 2 # and some more text\n")
    assert profile.read_text() == "level: 2 # and some more text\n"


def test_all_is_flushed_before_it_is_named_and_the_folder_after(profile: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    steps: list[str] = []

    def noting(name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **options: Any) -> Any:
            kind = ""
            if name == "fsync":
                kind = " folder" if stat.S_ISDIR(os.fstat(arguments[0]).st_mode) else " file"
            steps.append(name + kind)
            return real(*arguments, **options)

        return call

    for name in ("write", "fchmod", "fsync", "replace", "link"):
        monkeypatch.setattr(os, name, noting(name, getattr(os, name)))
    with files.locked(profile):
        steps.clear()
        files.replace(files.read(profile), "level: 2\n")
        assert steps == ["write", "fchmod", "fsync file", "replace", "fsync folder"]
    with files.locked(profile.with_name("new")):
        steps.clear()
        files.create(profile.with_name("new"), "level: 1\n")
        assert steps == ["write", "fchmod", "fsync file", "link", "fsync folder"]


def test_on_macos_the_drive_is_asked_to_empty_its_cache(profile: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []

    def whole(descriptor: int, command: int) -> None:
        assert command == 51
        if stat.S_ISREG(os.fstat(descriptor).st_mode):
            asked.append(descriptor)

    flushed: list[bool] = []
    real = os.fsync

    def flush(descriptor: int) -> None:
        flushed.append(stat.S_ISREG(os.fstat(descriptor).st_mode))
        real(descriptor)

    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.setattr(os, "fsync", flush)
    monkeypatch.setattr(fcntl, "F_FULLFSYNC", 51, raising=False)
    with files.locked(profile):
        monkeypatch.setattr(fcntl, "fcntl", whole)
        saved = files.replace(files.read(profile), "level: 2\n")
        assert (len(asked), flushed) == (1, [False]), "the file by the drive, its folder as everywhere"
        monkeypatch.setattr(fcntl, "fcntl", failing(errno.ENOTSUP))  # not every file system has it
        files.replace(saved, "level: 3\n")
        assert flushed == [False, True, False]


def test_where_folders_cannot_be_flushed_they_are_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "name", "nt")
    atomic_write.flush_folder(tmp_path / "not even opened")


def in_a_child(action: Callable[[], object]) -> str:
    """Run an action in a process of its own, for what cannot be undone, and return what it said."""
    reader, writer = FORK.Pipe(duplex=False)

    def run() -> None:
        try:
            action()
            writer.send("done")
        except SkillgapError as error:
            writer.send(the_problem(error).message)

    child = FORK.Process(target=run)
    child.start()
    writer.close()
    message = reader.recv()
    child.join()
    assert isinstance(message, str)
    return message


def test_a_limit_on_the_size_of_files_leaves_the_old_one_whole(profile: Path, tmp_path: Path) -> None:
    snapshot = files.read(profile)

    def save() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
        files.replace(snapshot, "#" * 10_000)

    assert in_a_child(save) == "the file cannot be saved: file too large"
    assert profile.read_text() == "level: 1\n"
    assert names(tmp_path) == {"ann.yaml"}


@pytest.mark.skipif(not AS_ROOT, reason="becomes another user to lose a permission")
def test_a_permission_lost_midway_leaves_the_old_file_whole(profile: Path, tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    for folder in (tmp_path, *tmp_path.parents[:3]):
        if folder.owner() == "root" and folder != Path("/"):
            folder.chmod(folder.stat().st_mode | 0o055)
    profile.chmod(0o666)
    # Saved once before, so that every module is imported that the other user may not read.
    snapshot = files.replace(files.read(profile), "level: 1\n")

    def save() -> None:
        os.setuid(65534)
        files.replace(snapshot, "level: 2\n")

    assert in_a_child(save) == "the file cannot be saved: permission denied"
    assert profile.read_text() == "level: 1\n"


def test_a_folder_that_became_a_file(tmp_path: Path) -> None:
    folder = tmp_path / "profiles"
    snapshot = files.create(folder / "ann.yaml", "level: 1\n")
    folder.rename(tmp_path / "elsewhere")
    assert "no such file or directory" in refusal(lambda: files.replace(snapshot, "level: 2\n"))
    assert not folder.exists()
    folder.write_text("a file")
    assert "not a directory" in refusal(lambda: files.replace(snapshot, "level: 2\n"))
    assert "not a directory" in refusal(lambda: files.create(folder / "bob.yaml", "level: 1\n"))
    assert folder.read_text() == "a file"


def test_an_interrupted_save_leaves_nothing_behind(
    profile: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(_: int) -> None:
        raise KeyboardInterrupt

    snapshot = files.read(profile)
    with monkeypatch.context() as broken:
        broken.setattr(os, "fsync", interrupt)
        with pytest.raises(KeyboardInterrupt):
            files.replace(snapshot, "level: 2\n")
    assert profile.read_text() == "level: 1\n"
    assert names(tmp_path) == {"ann.yaml"}
    assert files.replace(snapshot, "level: 2\n").text == "level: 2\n"


def test_a_conflict_that_cannot_be_kept_is_told(profile: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    snapshot = files.read(profile)
    profile.write_text("theirs")
    with files.locked(profile), monkeypatch.context() as broken:
        broken.setattr(os, "write", failing(errno.ENOSPC))
        message = refusal(lambda: files.replace(snapshot, "ours"))
    assert message == (
        "the file changed meanwhile, was left alone, and the version to be saved "
        "cannot be kept beside it: no space left on device"
    )
    assert profile.read_text() == "theirs"
    assert names(tmp_path) == {"ann.yaml"}


# --- the lock


def test_a_lock_is_waited_for_and_then_given_up(profile: Path) -> None:
    snapshot = files.read(profile)
    with held(profile):
        message = refusal(lambda: files.replace(snapshot, "level: 2\n", wait=0.05))
    assert message == "another program has been saving this file for 0.05 seconds"
    assert files.replace(snapshot, "level: 2\n").text == "level: 2\n"


def test_the_lock_is_private_and_shared_by_all_names_of_a_file(profile: Path, tmp_path: Path) -> None:
    link = tmp_path / "sub" / "link.yaml"
    link.parent.mkdir()
    link.symlink_to(profile)
    with files.locked(link):
        assert stat.S_IMODE((tmp_path / ".ann.yaml.lock").stat().st_mode) == 0o600
    assert [path.name for path in link.parent.iterdir()] == ["link.yaml"]


def test_a_lock_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    lock = tmp_path / ".new.yaml.lock"
    lock.mkdir()
    message = refusal(lambda: files.create(tmp_path / "new.yaml", "x"))
    assert message == f"the file cannot be created: its lock file {lock} is not a regular file"


@pytest.mark.parametrize("bait", ["victim", "nowhere"])
def test_a_lock_that_is_a_link_is_not_followed(bait: str, profile: Path, tmp_path: Path) -> None:
    (tmp_path / "victim").write_text("precious")
    (tmp_path / ".ann.yaml.lock").symlink_to(bait)
    refusal(lambda: files.replace(files.read(profile), "level: 2\n"))
    assert (tmp_path / "victim").read_text() == "precious"
    assert not (tmp_path / "nowhere").exists()


def count_up(path: Path, times: int, failed: Any) -> None:
    """Read, add one and save under one lock, as often as asked."""
    try:
        for _ in range(times):
            with files.locked(path):
                snapshot = files.read(path)
                files.replace(snapshot, f"{int(snapshot.text) + 1}\n")
    except BaseException as error:
        failed.put(repr(error))
        raise


def count_up_anyhow(path: Path, times: int, failed: Any) -> None:
    """Read, add one and save without a lock around all three, and again where another one was faster."""
    try:
        for _ in range(times):
            saved = False
            while not saved:
                snapshot = files.read(path)
                try:
                    files.replace(snapshot, f"{int(snapshot.text) + 1}\n")
                    saved = True
                except ConflictError:
                    continue
    except BaseException as error:
        failed.put(repr(error))
        raise


@pytest.mark.parametrize("worker", [count_up, count_up_anyhow])
def test_four_processes_lose_no_update(worker: Callable[..., None], tmp_path: Path) -> None:
    path = tmp_path / "count"
    path.write_text("0\n")
    failed = FORK.SimpleQueue()
    workers = [FORK.Process(target=worker, args=(path, 100, failed)) for _ in range(4)]
    for process in workers:
        process.start()
    for process in workers:
        process.join()
    assert failed.empty()
    assert path.read_text() == "400\n"
    assert not list(tmp_path.glob(".count.*.tmp"))
    if worker is count_up:
        assert names(tmp_path) == {"count"}


# --- new files


def test_a_new_file_and_its_new_folders_are_private(tmp_path: Path) -> None:
    for umask, name in ((0o000, "open"), (0o277, "closed")):
        os.umask(umask)
        path = tmp_path / name / "deeper" / "ann.yaml"
        assert files.create(path, "level: 1\n") == files.read(path)
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
        assert stat.S_IMODE(path.parent.parent.stat().st_mode) == 0o700
        assert names(path.parent) == {"ann.yaml"}


def test_at_no_moment_can_others_enter_a_new_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    modes: list[int] = []
    real = Path.chmod

    def noting(path: Path, mode: int) -> None:
        modes.append(stat.S_IMODE(path.stat().st_mode))
        real(path, mode)

    monkeypatch.setattr(Path, "chmod", noting)
    files.create(tmp_path / "new" / "ann.yaml", "level: 1\n")
    assert modes == [0o700]


@pytest.mark.parametrize("links", [True, False])
@pytest.mark.parametrize(
    "taken",
    [
        lambda path: path.write_text("theirs"),
        lambda path: path.mkdir(),
        lambda path: path.symlink_to("missing"),
        lambda path: path.symlink_to(path),
    ],
)
def test_nothing_is_ever_overwritten_by_a_new_file(
    taken: Callable[[Path], None], links: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "ann.yaml"
    taken(path)
    before = path.lstat()
    if not links:
        monkeypatch.setattr(os, "link", failing(errno.EPERM))
    hint = "choose another name, or move the file that is there"
    message = "the file cannot be created: file exists"
    assert refused(lambda: files.create(path, "ours")) == Diagnostic(message, str(path), hint=hint)
    assert os.path.samestat(path.lstat(), before)
    assert names(tmp_path) == {"ann.yaml"}


def test_new_files_need_no_hard_links(profile: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "link", failing(errno.EPERM))
    files.create(tmp_path / "new.yaml", "level: 1\n")
    assert (tmp_path / "new.yaml").read_text() == "level: 1\n"
    snapshot = files.read(profile)
    profile.write_text("theirs")
    with pytest.raises(ConflictError):
        files.replace(snapshot, "ours")
    assert names(tmp_path) == {"ann.yaml", "ann.yaml.conflict-1", "new.yaml"}


def test_a_name_too_long_to_save_under_leaves_nothing_behind(tmp_path: Path) -> None:
    """The name itself would do; that of the temporary file, 22 bytes longer, would not."""
    path = tmp_path / f"{'a' * 240}.yaml"
    assert refusal(lambda: files.create(path, "a: 1\n")) == "the file cannot be created: file name too long"
    assert names(tmp_path) == set()
    path.write_text("a: 1\n", encoding="utf-8")
    snapshot = files.read(path)
    assert refusal(lambda: files.replace(snapshot, "a: 2\n")) == "the file cannot be saved: file name too long"
    assert names(tmp_path) == {path.name}
    files.delete(path)
    assert names(tmp_path) == set()


def test_a_new_file_is_whole_from_the_first_moment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "new.yaml"
    seen: list[bool] = []
    real = os.fsync

    def looking(descriptor: int) -> None:
        seen.append(path.exists())
        real(descriptor)

    monkeypatch.setattr(os, "fsync", looking)
    files.create(path, "level: 1\n")
    assert seen == [False, True], "the file, then its folder"


# --- reports and other output


def test_output_is_made_to_be_shared(tmp_path: Path) -> None:
    os.umask(0o027)
    path = tmp_path / "report.html"
    files.write_output(path, "one")
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    files.write_parts(tmp_path / "pieces", (b"one, ", b"two"))
    assert stat.S_IMODE((tmp_path / "pieces").stat().st_mode) == 0o640
    files.write_parts(tmp_path / "pieces", (b"three",))
    files.write_output(tmp_path / "own", "x", private=True)
    assert stat.S_IMODE((tmp_path / "own").stat().st_mode) == 0o600
    assert (tmp_path / "pieces").read_bytes() == b"three"
    files.write_output(path, "é\r\n")
    assert path.read_bytes() == "é\r\n".encode()
    assert {entry.name for entry in tmp_path.iterdir()} == {"own", "pieces", "report.html"}


def test_output_overwrites_only_where_it_may(profile: Path) -> None:
    hint = "choose another name, or move the file that is there"
    message = "the file cannot be written: file exists"
    taken = Diagnostic(message, str(profile), hint=hint)
    assert refused(lambda: files.write_output(profile, "x", overwrite=False)) == taken
    assert profile.read_text() == "level: 1\n"
    files.write_output(profile.with_name("new"), "x", overwrite=False)
    assert profile.with_name("new").read_text() == "x"


def test_output_goes_where_a_link_leads(profile: Path, tmp_path: Path) -> None:
    for name, target in (("to-old", profile), ("to-new", tmp_path / "new")):
        (tmp_path / name).symlink_to(target)
        files.write_output(tmp_path / name, "report")
        assert (tmp_path / name).is_symlink()
        assert target.read_text() == "report"


def test_output_that_fails_leaves_what_was_there(
    profile: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(os, "fsync", failing(errno.ENOSPC))
        assert (
            refusal(lambda: files.write_output(profile, "x")) == "the file cannot be written: no space left on device"
        )
    assert profile.read_text() == "level: 1\n"
    assert names(tmp_path) == {"ann.yaml"}


def test_output_needs_its_folder(tmp_path: Path) -> None:
    assert "no such file" in refusal(lambda: files.write_output(tmp_path / "missing" / "report", "x"))
    assert "folder" in refusal(lambda: files.write_output(tmp_path, "x"))
    make_socket_in(tmp_path)
    assert "socket" in refusal(lambda: files.write_output(tmp_path / "s", "x"))
    assert names(tmp_path) == {"s"}


def make_socket_in(folder: Path) -> None:
    here = os.open(".", os.O_RDONLY)
    try:
        os.chdir(folder)
        make_socket(Path("s"))
    finally:
        os.fchdir(here)
        os.close(here)


def test_output_flows_into_a_pipe(tmp_path: Path) -> None:
    path = tmp_path / "pipe"
    os.mkfifo(path)
    received: list[bytes] = []
    reader = threading.Thread(target=lambda: received.append(path.read_bytes()))
    reader.start()
    files.write_output(path, "line\n" * 50_000)
    reader.join()
    assert received == [b"line\n" * 50_000]
    assert stat.S_ISFIFO(path.stat().st_mode)


@pytest.mark.skipif(not Path("/dev/fd").exists(), reason="needs /dev/fd")
def test_output_to_an_open_file_adds_to_it(profile: Path) -> None:
    with profile.open("rb") as file:
        files.write_output(Path(f"/dev/fd/{file.fileno()}"), "report\n")
    assert profile.read_text() == "level: 1\nreport\n"


@pytest.mark.skipif(not Path("/dev/stdout").exists(), reason="needs /dev/stdout")
def test_output_to_stdout_adds_to_the_file_behind_it(tmp_path: Path) -> None:
    log = tmp_path / "log"
    log.write_text("before\n")

    def write() -> None:
        with log.open("a") as file:
            os.dup2(file.fileno(), 1)
        files.write_output(Path("/dev/stdout"), "report\n")

    assert in_a_child(write) == "done"
    assert log.read_text() == "before\nreport\n"


def test_output_into_a_full_device_is_told() -> None:
    if Path("/dev/full").exists():
        assert "no space left" in refusal(lambda: files.write_output(Path("/dev/full"), "x"))


# --- litter and deletion


def test_litter_of_killed_saves_is_swept_by_the_next(profile: Path, tmp_path: Path) -> None:
    for number in range(3):
        (tmp_path / f".ann.yaml.{number:016x}.tmp").write_text("half a fi")
    others = {".bob.yaml.0000000000000000.tmp", ".ann.yaml.tmp", ".ann.yaml.00.tmp", "ann.yaml.0000000000000000.tmp"}
    for name in others:
        (tmp_path / name).write_text("not ours")
    files.replace(files.read(profile), "level: 2\n")
    assert names(tmp_path) == {"ann.yaml", *others}


def test_what_a_save_would_leave_if_it_were_killed_is_known_as_litter(
    profile: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    left: list[str] = []

    def killed(_: int) -> None:
        left.extend(path.suffix for path in files.leftover_files(profile))
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", killed)
    with pytest.raises(KeyboardInterrupt):
        files.replace(files.read(profile), "level: 2\n")
    assert left == [".tmp", ".lock"]


def test_litter_that_another_has_swept_is_no_obstacle(profile: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(atomic_write, "_left_over", lambda target: [target.with_name("gone")])
    assert files.replace(files.read(profile), "level: 2\n") == files.read(profile)


def test_litter_of_output_is_swept_once_nobody_can_be_writing_it(profile: Path, tmp_path: Path) -> None:
    old, new = (tmp_path / f".ann.yaml.{number:016x}.tmp" for number in range(2))
    for path in (old, new):
        path.write_text("half a fi")
    long_ago = time.time() - 2 * 3600
    os.utime(old, (long_ago, long_ago))
    files.write_output(profile, "report")
    assert names(tmp_path) == {"ann.yaml", new.name}


def test_a_crowded_folder_is_swept_once(profile: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(atomic_write, "_CROWD", 1)
    litter = tmp_path / ".ann.yaml.0000000000000000.tmp"
    litter.write_text("half a fi")
    snapshot = files.replace(files.read(profile), "level: 2\n")
    assert not litter.exists()
    litter.write_text("half a fi")
    files.replace(snapshot, "level: 3\n")
    assert litter.exists()


def test_deletion_leaves_nothing_of_a_file(profile: Path, tmp_path: Path) -> None:
    bob = tmp_path / "bob.yaml"
    bob.write_text("another")
    link = tmp_path / "link.yaml"
    link.symlink_to(profile)
    snapshot = files.replace(files.read(profile), "level: 2\n")
    profile.write_text("theirs")
    with pytest.raises(ConflictError):
        files.replace(snapshot, "ours")
    (tmp_path / ".ann.yaml.0000000000000000.tmp").write_text("half a fi")
    assert [path.name for path in files.leftover_files(profile)] == [
        ".ann.yaml.0000000000000000.tmp",
        ".ann.yaml.lock",
        "ann.yaml.conflict-1",
    ]
    files.delete(link)
    assert {path.name for path in tmp_path.iterdir()} == {"bob.yaml"}


def test_what_stops_a_deletion_is_told(profile: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with files.locked(profile), monkeypatch.context() as broken:
        broken.setattr(Path, "unlink", failing(errno.EIO))
        assert refusal(lambda: files.delete(profile)) == "the file cannot be deleted: input/output error"
    lock = profile.with_name(".ann.yaml.lock")
    lock.unlink()
    lock.mkdir()
    assert refusal(lambda: files.delete(profile)).startswith("the file cannot be deleted: ")
    assert profile.exists()


def test_a_link_leads_out_where_it_leads_to_another_folder(profile: Path, tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "own").write_text("x")
    for name, target in (("in", "own"), ("out", profile), ("gone", "missing")):
        (folder / name).symlink_to(target)
    (tmp_path / "to-folder").symlink_to(folder)
    leading = [name for name in ("own", "in", "out", "gone") if files.points_outside(folder / name, folder)]
    assert leading == ["out"]
    assert not files.points_outside(tmp_path / "to-folder" / "in", tmp_path / "to-folder")
    assert not files.points_outside(profile, folder)  # no link


def test_litter_that_vanishes_meanwhile_is_no_obstacle(profile: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    gone = profile.with_name("ann.yaml.conflict-1")
    monkeypatch.setattr(files, "leftover_files", lambda _: [gone])
    files.delete(profile)
    assert not profile.exists()


def test_what_is_not_there_cannot_be_deleted(tmp_path: Path) -> None:
    assert "no such file" in refusal(lambda: files.delete(tmp_path / "missing.yaml"))
    (tmp_path / "dangling").symlink_to("missing")
    files.delete(tmp_path / "dangling")
    assert list(tmp_path.iterdir()) == []
