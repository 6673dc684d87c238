"""``--engine daft``: the same reading and counting, on all processors or a Ray cluster, with the same result."""

from __future__ import annotations

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
from skillgap.postings.reading import Part, Posting, Unreadable, files_of, parts_of, read_part
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
    tasks = [task for pattern in inputs for task in _tasks(pattern, daft)]
    count = daft.udf(return_dtype=daft.DataType.binary(), batch_size=1)(_counter(matrix, text_field, keep_text))
    names = ("path", "start", "end", "first")
    columns = {name: [task[name] for task in tasks] for name in names}
    # A column of nothing has no type of its own.
    columns["end"] = [-1 if end is None else end for end in columns["end"]]
    frame = daft.from_pydict({"at": list(range(len(tasks))), **columns})
    if any(_is_remote(task["path"]) for task in tasks):
        frame = frame.with_column("data", daft.col("path").url.download(on_error="null"))
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


def _tasks(pattern: str, daft: Any) -> Iterator[Task]:
    """What one task each reads: parts of files of JSON lines, other files whole."""
    if _is_remote(pattern):
        for path in sorted(daft.from_glob_path(pattern).to_pydict()["path"]):
            yield {"path": path, "start": 0, "end": None, "first": 1}
        return
    path = Path(pattern)
    found = [path] if path.exists() or not set(pattern) & set("*?[") else sorted(Path().glob(pattern))
    if not found:
        raise DataError(Problem("no file is named like this", pattern, hint="check the pattern"))
    for file in files_of(found):
        for part in parts_of(file, SHARD):
            yield {"path": str(file), "start": part.start, "end": part.end, "first": part.first}


def _counter(matrix: Matrix, text_field: str | None, keep_text: bool) -> Callable[..., list[bytes]]:
    """The function that daft runs: for each part of a file, what its postings ask for."""

    def count(path: Any, start: Any, end: Any, first: Any, data: Any) -> list[bytes]:
        rows = zip(*(column.to_pylist() for column in (path, start, end, first, data)), strict=True)
        return [pickle.dumps(list(_counted(_part(*row[:4]), row[4], matrix, text_field, keep_text))) for row in rows]

    return count


def _part(path: str, start: int, end: int, first: int) -> Part:
    return Part(Path(path), start, None if end < 0 else end, first)


@cache
def _matcher(matrix: bytes) -> Matcher:
    """The matcher of a pickled matrix, made once in each process."""
    return Matcher(taxonomy_of(pickle.loads(matrix)))  # noqa: S301 - pickled by this very function's caller


def _counted(
    part: Part, data: bytes | None, matrix: Matrix, text_field: str | None, keep_text: bool
) -> Iterator[Read | Unreadable]:
    matcher = _matcher(pickle.dumps(matrix))
    for entry in _entries(part, data, text_field):
        yield read_posting(entry, matcher, keep_text=keep_text) if isinstance(entry, Posting) else entry


def _entries(part: Part, data: bytes | None, text_field: str | None) -> Iterator[Posting | Unreadable]:
    """The postings of a part; what was downloaded is read as a file of its own name."""
    if data is None:
        yield from read_part(part, text_field)
        return
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / part.path.name
        copy.write_bytes(data)
        for entry in read_part(Part(copy), text_field):
            yield replace(entry, source=entry.source.replace(str(copy), str(part.path), 1))


def _in_order(rows: Iterable[dict[str, Any]]) -> Iterator[Read | Unreadable]:
    """What the tasks found, in the order of the tasks, whichever is done first."""
    waiting: dict[int, bytes] = {}
    following = 0
    for row in rows:
        waiting[row["at"]] = row["read"]
        while following in waiting:
            yield from pickle.loads(waiting.pop(following))  # noqa: S301 - pickled by the function above
            following += 1
