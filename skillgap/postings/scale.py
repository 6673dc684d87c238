"""``--engine daft``: the same reading and counting, on all processors or a Ray cluster, with the same result."""

from __future__ import annotations

import glob
import os
import pickle
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from skillgap.errors import DataError, Problem
from skillgap.matrix import Matrix
from skillgap.postings.counting import Read, Tally, read_posting
from skillgap.postings.matching import Matcher
from skillgap.postings.reading import Entry, Part, Unreadable, files_of, parts_of, read_file, read_part
from skillgap.postings.taxonomy import taxonomy_of

SHARD = 8_000_000
"""About how many bytes of JSON lines one task reads."""

Task = dict[str, Any]


def daft_lines(
    inputs: Iterable[str],
    matrix: Matrix,
    total: Tally,
    *,
    text_field: str | None = None,
    keep_text: bool = False,
    ray: str | None = None,
) -> Iterator[dict[str, Any]]:
    """Read and count the postings of files, folders, patterns such as ``data/*.jsonl`` and cloud addresses.

    Yields the lines of the incidence in the order of the inputs. Raises DataError where daft is not
    installed or an input does not exist.
    """
    daft = _daft(ray)
    found = [one for pattern in inputs for one in _tasks(pattern, daft)]
    total.unreadable += [one for one in found if isinstance(one, Unreadable)]
    tasks = [one for one in found if not isinstance(one, Unreadable)]
    count = daft.udf(return_dtype=daft.DataType.binary(), batch_size=1)(_counter(matrix, text_field, keep_text))
    names = ("path", "start", "end", "first")
    columns = {name: [task[name] for task in tasks] for name in names}
    # A column of nothing has no type of its own.
    columns["end"] = [-1 if end is None else end for end in columns["end"]]
    frame = daft.from_pydict({"at": list(range(len(tasks))), **columns})
    if any(_is_remote(task["path"]) for task in tasks):
        frame = frame.with_column("data", daft.col("path").download(on_error="null"))
    else:
        frame = frame.with_column("data", daft.lit(None).cast(daft.DataType.binary()))
    read = count(*(daft.col(name) for name in (*names, "data")))
    if ray is not None or len(tasks) > 1:
        frame = frame.into_partitions(len(tasks))
    rows = frame.select(daft.col("at"), read.alias("read")).iter_rows()
    for entry in _in_order(rows):
        if isinstance(entry, Unreadable):
            total.unreadable.append(entry)
        else:
            yield total.add(entry)


def _daft(ray: str | None) -> Any:
    os.environ["DO_NOT_TRACK"] = "1"  # read when daft is imported, which reports home otherwise
    try:
        import daft
    except ImportError as error:
        message = "the engine daft is not installed"
        raise DataError(Problem(message, hint="install it with: pip install 'skillgap[scale]'")) from error
    if ray is not None:
        daft.set_runner_ray(ray, noop_if_initialized=True)
    return daft


def _is_remote(path: str) -> bool:
    return "://" in path


def _tasks(pattern: str, daft: Any) -> Iterator[Task | Unreadable]:
    """What one task each reads: parts of files of JSON lines, other files whole; and what none can read."""
    if _is_remote(pattern):
        for path in _listed(pattern, daft):
            yield {"path": path, "start": 0, "end": None, "first": 1}
        return
    plain = Path(pattern).exists() or not glob.has_magic(pattern)
    found = [pattern] if plain else sorted(glob.glob(pattern, recursive=True))  # noqa: PTH207 - may be absolute
    if not found:
        raise DataError(Problem("no file is named like this", pattern, hint="check the pattern"))
    for file in files_of(map(Path, found)):
        if isinstance(file, Unreadable):
            yield file
            continue
        for part in parts_of(file, SHARD):
            yield {"path": str(file), "start": part.start, "end": part.end, "first": part.first}


def _listed(address: str, daft: Any) -> list[str]:
    """The files that an address with or without a pattern leads to."""
    try:
        return sorted(daft.from_glob_path(address).to_pydict()["path"])
    except (daft.exceptions.DaftCoreException, OSError) as error:
        hint = "check the address, and that this machine may read it"
        raise DataError(Problem(f"it cannot be listed: {str(error).splitlines()[0]}", address, hint=hint)) from error


def _counter(matrix: Matrix, text_field: str | None, keep_text: bool) -> Callable[..., list[bytes]]:
    """The function that daft runs: for each part of a file, what its postings ask for."""

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
    """The postings of a part of a file; what was downloaded is read as a file of its own name."""
    if not _is_remote(path):
        yield from read_part(Part(Path(path), start, None if end < 0 else end, first), text_field)
        return
    if data is None:
        yield Unreadable(path, "it could not be downloaded")
        return
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / path.rpartition("/")[2]
        copy.write_bytes(data)
        for entry in read_file(copy, text_field):
            yield replace(entry, source=entry.source.replace(str(copy), path, 1))


def _in_order(rows: Iterable[dict[str, Any]]) -> Iterator[Read | Unreadable]:
    """What the tasks found, in the order of the tasks, whichever is done first."""
    waiting: dict[int, bytes] = {}
    following = 0
    for row in rows:
        waiting[row["at"]] = row["read"]
        while following in waiting:
            yield from pickle.loads(waiting.pop(following))  # noqa: S301 - pickled by the function above
            following += 1
