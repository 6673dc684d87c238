"""Files that belong together are all written, or none is."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from skillgap.errors import DataError, Diagnostic
from skillgap.store import atomic_write, files


@pytest.fixture(autouse=True)
def usual_umask() -> Iterator[None]:
    before = os.umask(0o022)
    yield
    os.umask(before)


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Path, Path]:
    """The places of two files, of which the first is there."""
    old, new = tmp_path / "old.yaml", tmp_path / "new.jsonl"
    old.write_bytes(b"as it was")
    return old, new


def content(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def refusal(paths: Sequence[Path]) -> Diagnostic:
    with pytest.raises(DataError) as caught:
        files.write_together(dict.fromkeys(paths, (b"one, ", b"two")))
    (problem,) = caught.value.problems
    return problem


def failing(call: Any, number: int, *, at: int = 1) -> Any:
    """A call of the system that fails with an error at its ``at``-th time, and from then on works."""
    times = 0

    def calling(*arguments: Any, **more: Any) -> Any:
        nonlocal times
        times += 1
        if times == at:
            raise OSError(number, os.strerror(number))
        return call(*arguments, **more)

    return calling


def test_each_is_written_as_if_it_were_alone(pair: tuple[Path, Path], tmp_path: Path) -> None:
    old, new = pair
    link = tmp_path / "link.yaml"
    link.symlink_to(old)
    old.chmod(0o640)
    files.write_together({link: (b"one, ", b"two"), new: (b"three",)})
    assert content(tmp_path) == {"old.yaml": b"one, two", "link.yaml": b"one, two", "new.jsonl": b"three"}
    assert link.is_symlink()
    assert [stat.S_IMODE(path.stat().st_mode) for path in pair] == [0o640, 0o644]


def test_where_one_cannot_be_made_ready_none_is_written(pair: tuple[Path, Path], tmp_path: Path) -> None:
    folder, nowhere = tmp_path / "folder", tmp_path / "none" / "x"
    folder.mkdir()
    message = "the file cannot be written: no such file or directory"
    assert refusal((*pair, nowhere)) == Diagnostic(message, str(nowhere), hint="check the name and the folder")
    message = "this is a folder, not a regular file"
    assert refusal((*pair, folder)) == Diagnostic(message, str(folder), hint="name a file")
    folder.rmdir()
    assert content(tmp_path) == {"old.yaml": b"as it was"}


@pytest.mark.parametrize("first", [0, 1])
def test_where_one_cannot_take_its_place_those_before_it_are_put_back(
    first: int, pair: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    last = tmp_path / "last.yaml"
    last.write_bytes(b"as it was too")
    before = content(tmp_path)
    monkeypatch.setattr(os, "replace", failing(os.replace, errno.EIO, at=2))
    problem = refusal((pair[first], pair[1 - first], last))
    assert (problem.file, problem.message) == (str(last), "the file cannot be written: input/output error")
    assert content(tmp_path) == before


def test_what_appears_meanwhile_in_the_place_of_one_stays_and_the_others_are_put_back(
    pair: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, new = pair
    real = atomic_write.rollback_on_error

    def appearing(target: Path, exchange: Any) -> Any:
        if target == new:
            new.write_bytes(b"theirs")
        return real(target, exchange)

    monkeypatch.setattr(atomic_write, "rollback_on_error", appearing)
    problem = refusal(pair)
    assert (problem.file, problem.message) == (str(new), "the file cannot be written: file exists")
    assert content(tmp_path) == {"old.yaml": b"as it was", "new.jsonl": b"theirs"}


def test_without_hard_links_what_was_exchanged_stays_so(
    pair: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old, _ = pair
    monkeypatch.setattr(os, "link", failing(os.link, errno.EPERM))
    with pytest.raises(KeyboardInterrupt), atomic_write.rollback_on_error(old, lambda: old.write_bytes(b"exchanged")):
        raise KeyboardInterrupt
    assert content(tmp_path) == {"old.yaml": b"exchanged"}


def test_a_name_that_may_not_be_on_the_disk_is_told(
    pair: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.fsync

    def only_files(descriptor: int) -> None:
        if stat.S_ISDIR(os.fstat(descriptor).st_mode):
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        real(descriptor)

    monkeypatch.setattr(os, "fsync", only_files)
    problem = refusal(pair)
    message = "the file was written, but a power failure could still undo that: input/output error"
    assert (problem.file, problem.message) == (str(pair[0]), message)
    assert content(tmp_path) == {"old.yaml": b"one, two", "new.jsonl": b"one, two"}
