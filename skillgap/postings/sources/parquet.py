"""The rows of a Parquet file from any writer. A row takes no more memory than the longest allowed posting."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from skillgap.errors import DataError, Diagnostic
from skillgap.postings.sources.content import Content, Piece, unreadable

_AT_ONCE = 256
_LARGE = 1_000_000
"""Maximum bytes of a batch of rows, each value counted once, that becomes records at once."""


def read_parquet(content: Content) -> Iterator[Piece]:
    """Read the postings of a Parquet file. Raises DataError if the package that reads them is not installed."""
    if content.path is None:
        yield Piece(unreadable("Parquet is read from files only", "save it to a file and name that"), "Parquet")
        return
    for number, row in enumerate(rows_of(content.path), 1):
        yield Piece(unreadable(row) if isinstance(row, str) else row, "Parquet", number, "")


def rows_of(path: Path) -> Iterator[Mapping[str, Any] | str]:
    """The rows as records; in the place of one that cannot be read, the reason.

    Raises DataError if the package for Parquet files is not installed.
    """
    try:
        from pyarrow import ArrowException, parquet
    except ImportError as error:
        message = "reading Parquet needs the package pyarrow"
        raise DataError(
            Diagnostic(message, str(path), hint="install it with: pip install 'skillgap[scale]'")
        ) from error
    try:
        leaves = parquet.read_metadata(path).schema
        texts = [
            leaf.path
            for leaf in map(leaves.column, range(len(leaves.names)))
            if leaf.physical_type == "BYTE_ARRAY" and leaf.logical_type.type != "DECIMAL"
        ]
        # What is repeated stands once in such a file: it may have kilobytes, and its rows terabytes.
        for batch in parquet.ParquetFile(path, read_dictionary=texts).iter_batches(batch_size=_AT_ONCE):
            yield from _records(batch)
    except ArrowException as error:
        yield str(error).partition("\n")[0]


def _records(rows: Any) -> Iterator[Mapping[str, Any] | str]:
    """Yield all rows at once, or one by one if they may be large or a row is unreadable."""
    if rows.num_rows == 1 or rows.nbytes <= _LARGE:
        try:
            records = rows.to_pylist()
        except UnicodeDecodeError:
            records = ["it is not UTF-8 text"]
        except (ValueError, OverflowError):
            records = ["a date or a time in it is out of all bounds"]
        if len(records) == rows.num_rows:
            yield from records
            return
    for at in range(rows.num_rows):
        yield from _records(rows.slice(at, 1))
