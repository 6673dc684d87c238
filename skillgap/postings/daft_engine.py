"""``--engine daft``: the same reading and counting, on all processors or a Ray cluster, with the same result."""

from __future__ import annotations

import glob
import logging
import os
import pickle
import re
import socket
import tempfile
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from skillgap.errors import DataError, Diagnostic
from skillgap.model.matrix import Matrix
from skillgap.postings.counting import PostingCounter, Read, read_posting
from skillgap.postings.matching import Matcher
from skillgap.postings.reading import BytesRead, Entry, Part, Unreadable, files_of, parts_of, read_file, read_part
from skillgap.postings.taxonomy import taxonomy_of

SHARD = 8_000_000
"""About how many bytes of JSON lines one task reads."""

_PATIENCE = 5.0
"""For how many seconds an answer from a cluster is waited for."""

Task = dict[str, Any]
"""A part of a file to read, and about how many bytes it has."""


class DaftPostings:
    """Postings for daft, from files, folders, patterns such as ``data/*.jsonl`` and cloud addresses.

    ``size`` is how many bytes they have. Raises DataError where daft is not installed, the Ray
    cluster at the address ``ray`` cannot be used, or an input does not exist.
    """

    def __init__(self, inputs: Iterable[str], ray: str | None = None) -> None:
        self._daft = _daft(ray)
        self._on_ray = ray is not None
        found = [item for pattern in inputs for item in _tasks(pattern, self._daft)]
        self._unreadable = [item for item in found if isinstance(item, Unreadable)]
        self._tasks = [item for item in found if not isinstance(item, Unreadable)]
        self.size = sum(task["size"] for task in self._tasks)

    def lines(
        self,
        matrix: Matrix,
        total: PostingCounter,
        consumed: BytesRead | None = None,
        *,
        text_field: str | None = None,
        keep_text: bool = False,
        on_read: Callable[[], object] = lambda: None,
    ) -> Iterator[dict[str, Any]]:
        """Count the postings; yields the lines of the posting data in the order of the inputs.

        ``consumed`` is updated, and ``on_read`` is called after each part. Raises DataError if the
        work breaks off.
        """
        for unreadable in self._unreadable:
            total.add(unreadable)
        count = self._daft.udf(return_dtype=self._daft.DataType.binary(), batch_size=1)(
            _counter(matrix, text_field, keep_text)
        )
        for at, entries in _in_order(self._rows(count)):
            for entry in entries:
                total.add(entry)
            if consumed:
                consumed.bytes += self._tasks[at]["size"]
            on_read()
        yield from total.lines()

    def _rows(self, count: Callable[..., Any]) -> Iterator[dict[str, Any]]:
        """Yield the result of each task with its number, in order of completion."""
        daft = self._daft
        names = ("path", "start", "end", "first")
        columns = {name: [task[name] for task in self._tasks] for name in names}
        columns["at"] = list(range(len(self._tasks)))
        addresses = [path if _is_remote(path) else None for path in columns["path"]]
        if any(addresses):
            frame = daft.from_pydict({**columns, "address": addresses})
            frame = frame.with_column("data", daft.col("address").download(on_error="null"))
        else:
            frame = daft.from_pydict(columns).with_column("data", daft.lit(None).cast(daft.DataType.binary()))
        if self._on_ray:
            frame = frame.into_partitions(len(self._tasks))
        read = count(*(daft.col(name) for name in (*names, "data")))
        try:
            yield from frame.select(daft.col("at"), read.alias("read")).iter_rows()
        except Exception as error:  # of daft, of Ray, or of what they run: each has its own
            raise DataError(Diagnostic(f"daft broke off: {_first_line(error)}")) from error


def _first_line(error: Exception) -> str:
    return str(error).strip().partition("\n")[0] or type(error).__name__


def _daft(ray: str | None) -> Any:
    os.environ["DO_NOT_TRACK"] = "1"  # read when daft is imported, which reports home otherwise
    os.environ["DAFT_PROGRESS_BAR"] = "0"
    try:
        import daft
    except ImportError as error:
        message = "the engine daft is not installed"
        raise DataError(Diagnostic(message, hint="install it with: pip install 'skillgap[scale]'")) from error
    if ray is not None:
        _connect(daft, ray)
    return daft


def _connect(daft: Any, address: str) -> None:
    """Connect daft to a Ray cluster, with usage reports disabled as on one machine."""
    try:
        import ray
    except ImportError as error:
        message = "running on a Ray cluster needs the package ray"
        raise DataError(Diagnostic(message, hint="install it with: pip install 'skillgap[scale]'")) from error
    hint = "check the address, and that the cluster runs: ray status"
    try:
        if found := re.fullmatch(r"(?:ray://)?\[?([^/]+?)\]?:(\d{1,5})", address):
            socket.create_connection((found[1], int(found[2])), _PATIENCE).close()  # Ray itself tries for minutes
        settings = {name: os.environ[name] for name in ("DO_NOT_TRACK", "DAFT_PROGRESS_BAR")}
        ray.init(address, runtime_env={"env_vars": settings}, logging_level=logging.ERROR, log_to_driver=False)
        daft.set_runner_ray(noop_if_initialized=True)
    except (OSError, OverflowError, ValueError, RuntimeError) as error:
        message = f"the Ray cluster at {address} cannot be used: {_first_line(error)}"
        raise DataError(Diagnostic(message, hint=hint)) from error


def _is_remote(path: str) -> bool:
    return "://" in path


def _tasks(pattern: str, daft: Any) -> Iterator[Task | Unreadable]:
    """Yield the input of each task: parts of JSON Lines files, or complete files. Also yield the unreadable files."""
    if _is_remote(pattern):
        for path, size in _listed(pattern, daft):
            yield {"path": path, "start": 0, "end": -1, "first": 1, "size": size}
        return
    plain = Path(pattern).exists() or not glob.has_magic(pattern)
    found = [pattern] if plain else sorted(glob.glob(pattern, recursive=True))  # noqa: PTH207 - may be absolute
    if not found:
        raise DataError(Diagnostic("no file matches this pattern", pattern, hint="check the pattern"))
    for file in files_of(map(Path, found)):
        if isinstance(file, Unreadable):
            yield file
            continue
        for part in parts_of(file, SHARD):
            # A column of nothing has no type of its own, so no end is -1.
            end, size = (-1, file.stat().st_size) if part.end is None else (part.end, part.end - part.start)
            yield {"path": str(file), "start": part.start, "end": end, "first": part.first, "size": size}


def _listed(address: str, daft: Any) -> list[tuple[str, int]]:
    """The files that an address with or without a pattern leads to, and how many bytes each has."""
    hint = "check the address, and that this machine may read it"
    try:
        found = daft.from_glob_path(address).to_pydict()
    except (daft.exceptions.DaftCoreException, OSError) as error:
        raise DataError(Diagnostic(f"it cannot be listed: {_first_line(error)}", address, hint=hint)) from error
    listed = sorted(zip(found["path"], found["size"], strict=True))
    if not listed:
        raise DataError(Diagnostic("no file matches this pattern", address, hint=hint))
    return [(path, size or 0) for path, size in listed]


def _counter(matrix: Matrix, text_field: str | None, keep_text: bool) -> Callable[..., list[bytes]]:
    """Return the function that daft runs: it finds the requirements of the postings in each part of a file."""

    def count(paths: Any, starts: Any, ends: Any, firsts: Any, data: Any) -> list[bytes]:
        rows = zip(*(column.to_pylist() for column in (paths, starts, ends, firsts, data)), strict=True)
        return [
            pickle.dumps(list(_counted(_entries(path, start, end, first, content, text_field), matrix, keep_text)))
            for path, start, end, first, content in rows
        ]

    return count


@cache
def _matcher(matrix: bytes) -> Matcher:
    """The matcher of a pickled matrix, made once in each process."""
    return Matcher(taxonomy_of(pickle.loads(matrix)))  # noqa: S301 - pickled by this very function's caller


def _counted(entries: Iterable[Entry], matrix: Matrix, keep_text: bool) -> Iterator[Read | Unreadable]:
    matcher = _matcher(pickle.dumps(matrix))
    for entry in entries:
        yield entry if isinstance(entry, Unreadable) else read_posting(entry, matcher, keep_text=keep_text)


def _entries(
    path: str, start: int, end: int, first: int, data: bytes | None, text_field: str | None
) -> Iterator[Entry]:
    """Yield the postings of a part of a file. A download is parsed as a file with its own name."""
    if not _is_remote(path):
        yield from read_part(Part(Path(path), start, None if end < 0 else end, first), text_field)
        return
    if data is None:
        yield Unreadable(path, "it could not be downloaded")
        return
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / path.rpartition("/")[2]
        copy.write_bytes(data)
        yield from read_file(copy, text_field, name=path)


def _in_order(rows: Iterable[dict[str, Any]]) -> Iterator[tuple[int, list[Read | Unreadable]]]:
    """Yield the results of the tasks with their numbers, in the order of the tasks."""
    waiting: dict[int, bytes] = {}
    following = 0
    for row in rows:
        waiting[row["at"]] = row["read"]
        while following in waiting:
            yield following, pickle.loads(waiting.pop(following))  # noqa: S301 - pickled by the function above
            following += 1
