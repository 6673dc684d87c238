"""The incidence of a matrix: a header line and one JSON object a line, in a file next to the matrix."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache, partial
from itertools import chain
from pathlib import Path
from typing import Any

from skillgap.errors import DataError, Diagnostic, Violation, path_text, system_reason
from skillgap.model.matrix import Matrix
from skillgap.model.schema import check
from skillgap.scoring.posting_data import FORMAT, Header, PostingHits
from skillgap.store import files
from skillgap.store.documents import format_fault
from skillgap.store.folder import posting_data_path

_ANEW = "build both again with skillgap matrix build, or move this file away"
_PIECE = 1 << 20
LONGEST_LINE = 8_000_000
"""Maximum bytes of a line: a posting's text, if included, and its hits."""


def write_counted(
    output: Path,
    lines: Iterable[Mapping[str, Any]],
    matrix: Callable[[], Mapping[str, Any]],
    text: Callable[[Mapping[str, Any]], str],
) -> None:
    """Write a matrix and its incidence, both or neither, while the lines of the incidence arrive.

    After the last line, ``matrix`` returns the counted matrix, and ``text`` returns the content of
    its file. Raises DataError if writing fails.
    """
    path = posting_data_path(output)
    try:
        # The header comes first and is known last, so the lines are kept in a file without a name.
        with tempfile.TemporaryFile(dir=path.parent) as kept:
            kept.writelines(_written(_relocated(line, path.parent)) for line in lines)
            data = matrix()
            size = data["source"]["sample_size"]
            header = {"format": FORMAT, "matrix": data["id"], "version": data["version"], "postings": size}
            kept.seek(0)
            incidence = chain((_written(header),), iter(partial(kept.read, _PIECE), b""))
            # An incidence without its matrix is read by nobody, so the matrix gets its name last.
            files.write_together({path: incidence, output: (text(data).encode(),)}, derived={path})
    except OSError as error:
        hint = "check the disk and the permissions of the folder"
        raise DataError(Diagnostic(f"it cannot be written: {system_reason(error)}", str(path), hint=hint)) from error


def _relocated(line: Mapping[str, Any], folder: Path) -> Mapping[str, Any]:
    """A line whose source is seen from a folder, so that it is found from wherever a command is started."""
    source = line.get("source")
    return {**line, "source": relative_source(source, folder)} if source else line


def relative_source(source: str, folder: Path) -> str:
    """A posting's source as seen from a folder; an address, or a file on another drive, stays as it is."""
    if "://" in source:
        return source
    file, colon, number = source.rpartition(":")
    if colon and number.isdigit():
        return f"{_relative(file, folder)}:{number}"
    return _relative(source, folder)


@lru_cache(maxsize=16)
def _relative(file: str, folder: Path) -> str:
    try:
        return Path(os.path.relpath(file, folder)).as_posix()
    except ValueError:  # on another drive
        return str(Path(file).absolute())


_encoded = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def _written(line: Mapping[str, Any]) -> bytes:
    return _encoded(line).encode() + b"\n"


def read_incidence(path: Path, matrix: Matrix | None = None) -> Iterator[PostingHits]:
    """Read the postings of an incidence, one by one.

    Raises DataError if the incidence is missing, if a line was changed, or if it belongs to another
    matrix or version than ``matrix``.
    """
    if not os.path.lexists(path):
        hint = "it is written by: skillgap matrix build"
        raise DataError(Diagnostic("there is no incidence beside the matrix", str(path), hint=hint))
    with files.open_for_reading(path) as lines:
        stated = _loaded(lines.readline(LONGEST_LINE), path, 1)
        if wrong := format_fault(stated, FORMAT):
            raise DataError(_problem(wrong, path, 1))
        header = _checked(Header, stated, path, 1)
        if matrix and (header.matrix, header.version) != (matrix.id, matrix.version):
            message = (
                f"it belongs to version {header.version} of {header.matrix}, not to {matrix.version} of {matrix.id}"
            )
            raise DataError(Diagnostic(message, str(path), 1, hint=_ANEW))
        number = 1
        while line := lines.readline(LONGEST_LINE):
            number += 1
            posting = _checked(PostingHits, _loaded(line, path, number), path, number)
            _known(posting, matrix, path, number)
            yield posting


def _loaded(line: bytes, path: Path, number: int) -> object:
    try:
        return json.loads(line.decode())
    except (ValueError, RecursionError) as error:  # not JSON, not UTF-8, or a number of thousands of digits
        message = "the line is not JSON" if line.strip() else "the line is empty"
        raise DataError(Diagnostic(message, str(path), number, hint=_ANEW)) from error


def _checked(model: type[Any], data: object, path: Path, number: int) -> Any:
    value, faults = check(model, data)
    if faults:
        raise DataError([_problem(fault, path, number) for fault in faults])
    return value


def _problem(fault: Violation, path: Path, number: int) -> Diagnostic:
    return Diagnostic(fault.message, str(path), number, None, path_text(fault.path), fault.hint)


def _known(posting: PostingHits, matrix: Matrix | None, path: Path, number: int) -> None:
    if matrix is None:
        return
    strange = posting.hits.keys() - {criterion.id for criterion in matrix.criteria}
    if strange:
        message = f"{min(strange)} is no criterion of {matrix.id}"
        raise DataError(Diagnostic(message, str(path), number, hint=_ANEW))
