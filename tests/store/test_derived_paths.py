"""Paths that nobody named, such as a schema's or a lock's: nothing is written through a link there, nothing hangs."""

from __future__ import annotations

import os
import re
import socket
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path

import pytest

from skillgap.errors import ConflictError, DataError
from skillgap.postings.incidence_file import write_counted
from skillgap.store import files
from skillgap.store.documents import publish_schema, schema_text
from skillgap.store.library import BUILT_IN, Library
from skillgap.store.notices import take_notices

VICTIM = b"export PATH=$PATH:~/bin\n"


@pytest.fixture
def victim(tmp_path: Path) -> Path:
    """A file of the user outside of the folder that somebody sent."""
    path = tmp_path / "home" / ".bashrc"
    path.parent.mkdir()
    path.write_bytes(VICTIM)
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "clone"
    path.mkdir()
    return path


def link(path: Path, victim: Path) -> None:
    path.symlink_to(victim)


def dangling(path: Path, victim: Path) -> None:
    path.symlink_to(victim.with_name("made-by-link"))


def to_folder(path: Path, victim: Path) -> None:
    path.symlink_to(victim.parent)


def pipe(path: Path, victim: Path) -> None:
    del victim
    os.mkfifo(path)


def a_folder(path: Path, victim: Path) -> None:
    del victim
    path.mkdir()


def a_socket(path: Path, victim: Path) -> None:
    del victim
    before = Path.cwd()
    os.chdir(path.parent)  # the name of a socket may only be short
    try:
        with socket.socket(socket.AF_UNIX) as server:
            server.bind(path.name)
    finally:
        os.chdir(before)


Make = Callable[[Path, Path], None]
KINDS = pytest.mark.parametrize("make", [link, dangling, to_folder, pipe, a_folder, a_socket])


def kind_of(path: Path) -> int:
    return path.lstat().st_mode


def check_untouched(victim: Path, path: Path, mode: int) -> None:
    assert victim.read_bytes() == VICTIM
    assert {one.name for one in victim.parent.iterdir()} == {victim.name}
    assert path.lstat().st_mode == mode
    assert not [one for one in path.parent.iterdir() if one.name.endswith(".tmp")]


@KINDS
@pytest.mark.parametrize("name", ["profile.schema.json", "matrix.schema.json"])
def test_a_schema_replaces_regular_files_alone(make: Make, name: str, folder: Path, victim: Path) -> None:
    path = folder / name
    make(path, victim)
    mode = kind_of(path)
    publish_schema(folder, "profile" if name.startswith("profile") else "matrix")
    check_untouched(victim, path, mode)
    (notice,) = take_notices()
    assert (notice.file, notice.hint) == (str(path), "remove it, and the schema is written the next time")


@KINDS
def test_a_new_profile_is_made_whatever_its_schema_is(make: Make, folder: Path, victim: Path) -> None:
    make(folder / "profile.schema.json", victim)
    file = Library(folder, folder).new_profile("Ada")
    assert file.path == folder / "ada.yaml"
    assert file.path.is_file()
    assert victim.read_bytes() == VICTIM
    assert len(take_notices()) == 1


@KINDS
def test_posting_data_replaces_regular_files_alone(make: Make, folder: Path, victim: Path) -> None:
    path = folder / "role.postings.jsonl"
    make(path, victim)
    mode = kind_of(path)
    text = (BUILT_IN / "matrices" / "principal-ai-infrastructure-engineer.yaml").read_text(encoding="utf-8")
    data = {"id": "role", "version": 1, "source": {"sample_size": 0}}
    with pytest.raises(DataError, match="not a regular file") as caught:
        write_counted(folder / "role.yaml", [], lambda: data, lambda _: text)
    assert caught.value.problems[0].file == str(path)
    check_untouched(victim, path, mode)
    assert not (folder / "role.yaml").exists()


@KINDS
def test_a_profile_is_never_made_through_what_is_there(make: Make, folder: Path, victim: Path) -> None:
    path = folder / "ada.yaml"
    make(path, victim)
    mode = kind_of(path)
    with pytest.raises(DataError):
        Library(folder, folder).new_profile("Ada")
    check_untouched(victim, path, mode)


@KINDS
def test_a_lock_is_taken_on_a_regular_file_or_not_at_all(make: Make, folder: Path, victim: Path) -> None:
    profile = folder / "ada.yaml"
    profile.write_text("level: 1\n")
    path = folder / ".ada.yaml.lock"
    make(path, victim)
    mode = kind_of(path)
    in_the_way = make is not pipe  # which can be locked like a file
    with pytest.raises(DataError, match=re.escape(str(path))) if in_the_way else nullcontext():
        files.replace(files.read(profile), "level: 2\n")
    assert profile.read_text() == ("level: 1\n" if in_the_way else "level: 2\n")
    check_untouched(victim, path, mode)


@KINDS
def test_a_conflict_copy_takes_a_free_name(make: Make, folder: Path, victim: Path) -> None:
    profile = folder / "ada.yaml"
    profile.write_text("level: 1\n")
    snapshot = files.read(profile)
    profile.write_text("level: 9\n")
    path = folder / "ada.yaml.conflict-1"
    make(path, victim)
    mode = kind_of(path)
    with pytest.raises(ConflictError):
        files.replace(snapshot, "level: 2\n")
    assert (folder / "ada.yaml.conflict-2").read_text() == "level: 2\n"
    check_untouched(victim, path, mode)


def test_a_schema_that_cannot_be_written_is_a_notice(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = folder / "profile.schema.json"
    path.write_text("{}")
    monkeypatch.setattr(os, "access", lambda *_: False)  # as for a read-only file
    file = Library(folder, folder).new_profile("Ada")
    assert file.path.is_file()
    (notice,) = take_notices()
    assert notice.file == str(path)
    assert path.read_text() == "{}"


def test_an_outdated_schema_is_replaced(folder: Path) -> None:
    path = folder / "profile.schema.json"
    path.write_text("{}")
    publish_schema(folder, "profile")
    assert path.read_text(encoding="utf-8") == schema_text("profile")
    assert take_notices() == []


def test_a_temporary_file_is_never_an_existing_one(folder: Path, victim: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "urandom", lambda count: b"\0" * count)  # as if its name could be guessed
    path = folder / f".report.html.{'00' * 8}.tmp"
    path.symlink_to(victim)
    with pytest.raises(DataError):
        files.write_output(folder / "report.html", "text")
    assert victim.read_bytes() == VICTIM
    assert not (folder / "report.html").exists()


@KINDS
def test_a_new_output_is_never_written_through_a_link(make: Make, folder: Path, victim: Path) -> None:
    path = folder / "ada-2026-05-04.html"
    make(path, victim)
    if make is pipe:
        return  # what passes text on is written to, when it is named
    mode = kind_of(path)
    with pytest.raises(DataError):
        files.write_output(path, "text", overwrite=False)
    check_untouched(victim, path, mode)
