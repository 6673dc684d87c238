"""What is only needed while a command runs and may be too much for memory: a database on disk that goes with it."""

from __future__ import annotations

import sqlite3
import weakref

from skillgap.errors import DataError, Problem


def temporary_database(owner: object, tables: str, cache: int) -> sqlite3.Connection:
    """A database with these tables, of which so many kilobytes stay in memory, gone once its owner is.

    What is added to it is never committed.
    """
    # Without a name it is a file that no one else sees, and only once it is larger than the cache.
    database = sqlite3.connect("", isolation_level=None)
    weakref.finalize(owner, database.close)
    database.executescript(
        f"PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -{cache}; {tables} BEGIN"
    )
    return database


class NoRoomError(DataError):
    """Such a database cannot take what it is for."""

    def __init__(self, what: str, error: sqlite3.Error) -> None:
        hint = "make room in the folder for temporary files, or name another in SQLITE_TMPDIR"
        super().__init__(Problem(f"{what} cannot be kept: {error}", hint=hint))
