"""Read and search postings on several processors; the counts are the same as on one."""

from __future__ import annotations

import multiprocessing
import pickle
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

from skillgap.errors import DataError, Diagnostic
from skillgap.model.matrix import Matrix
from skillgap.postings.counting import Read, read_posting
from skillgap.postings.matching import Matcher
from skillgap.postings.posting import Unreadable
from skillgap.postings.reading import BytesRead, Part, parts_of, read_part
from skillgap.postings.taxonomy import taxonomy_of

SMALLEST = 6_000_000
"""With fewer bytes, starting processes takes longer than they save."""
_TASK = 1_000_000
"""About how many bytes one task reads."""
_AHEAD = 3
"""So many tasks a process are prepared or kept until their turn comes, so that memory stays the same."""

Task = list[Part | Unreadable]

_matchers: dict[str, Matcher] = {}
"""The matcher of a worker process."""


def read_in_parallel(
    files: Iterable[Path | Unreadable],
    matrix: Matrix,
    jobs: int,
    *,
    text_field: str | None = None,
    keep_text: bool = False,
    consumed: BytesRead | None = None,
) -> Iterator[Read | Unreadable]:
    """Read files in parallel and find the requirements of their postings, in the order of the files.

    Raises DataError if a worker process ends unexpectedly.
    """
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(jobs, context, _prepare, (pickle.dumps(matrix),)) as pool:
        waiting: deque[tuple[int, Future[list[Read | Unreadable]]]] = deque()
        try:
            for size, task in _tasks(files):
                waiting.append((size, pool.submit(_read_task, task, text_field, keep_text)))
                if len(waiting) > _AHEAD * jobs:
                    yield from _next(waiting, consumed)
            while waiting:
                yield from _next(waiting, consumed)
        except BrokenProcessPool as error:
            hint = "there may be too little memory: use `--jobs 1`"
            raise DataError(Diagnostic("a worker process ended unexpectedly", hint=hint)) from error
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def _next(
    waiting: deque[tuple[int, Future[list[Read | Unreadable]]]], consumed: BytesRead | None
) -> Iterator[Read | Unreadable]:
    size, future = waiting.popleft()
    yield from future.result()
    if consumed:
        consumed.bytes += size


def _tasks(files: Iterable[Path | Unreadable]) -> Iterator[tuple[int, Task]]:
    """Parts of large files, and small files together, about as many bytes each; with their size."""
    size = 0
    task: Task = []
    for file in files:
        parts = [file] if isinstance(file, Unreadable) else parts_of(file, _TASK)
        for part in parts:
            task.append(part)
            size += _size_of(part)
            if size >= _TASK:
                yield size, task
                size, task = 0, []
    if task:
        yield size, task


def _size_of(part: Part | Unreadable) -> int:
    if isinstance(part, Unreadable):
        return 0
    try:
        return part.path.stat().st_size if part.end is None else part.end - part.start
    except OSError:
        return 0


def _prepare(matrix: bytes) -> None:
    _matchers[""] = Matcher(taxonomy_of(pickle.loads(matrix)))  # noqa: S301 - pickled by the function above


def _read_task(task: Task, text_field: str | None, keep_text: bool) -> list[Read | Unreadable]:
    found: list[Read | Unreadable] = []
    for part in task:
        if isinstance(part, Unreadable):
            found.append(part)
            continue
        for entry in read_part(part, text_field):
            if isinstance(entry, Unreadable):
                found.append(entry)
            else:
                found.append(read_posting(entry, _matchers[""], keep_text=keep_text))
    return found
