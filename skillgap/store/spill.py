"""Temporary data of one command that may not fit in memory: a database on disk that is removed afterwards."""

from __future__ import annotations

import heapq
import sqlite3
import weakref
from collections.abc import Iterable, Iterator

from skillgap.errors import DataError, Diagnostic
from skillgap.scoring.team import InMemory

_CACHE = 500
"""Kilobytes of team data that stay in memory once the data is on disk."""
_MOST_IN_MEMORY = 10_000
"""Maximum number of people without a database, which is faster."""
_PEOPLE = "the people counted so far"
_LISTS = "what is to be written of the people"


def temporary_database(owner: object, tables: str, cache: int) -> sqlite3.Connection:
    """Return a database with these tables.

    It keeps a limited number of kilobytes in memory and disappears with its owner. Inserted data is
    never committed.
    """
    # Without a name it is a file that no one else sees, and only once it is larger than the cache.
    database = sqlite3.connect("", isolation_level=None)
    weakref.finalize(owner, database.close)
    database.executescript(
        f"PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -{cache}; {tables} BEGIN"
    )
    return database


class SpillError(DataError):
    """The temporary database cannot store more data."""

    def __init__(self, what: str, error: sqlite3.Error) -> None:
        hint = "make room in the folder for temporary files, or name another in SQLITE_TMPDIR"
        super().__init__(Diagnostic(f"{what} cannot be kept: {error}", hint=hint))


class TemporaryRegister:
    """A register of a team that takes the same memory for ten thousand people and for a million.

    Its methods raise SpillError if the disk is full.
    """

    def __init__(self, most: int = _MOST_IN_MEMORY) -> None:
        self._most = most
        self._first = InMemory()
        self._database: sqlite3.Connection | None = None

    def __contains__(self, identifier: str) -> bool:
        if identifier in self._first:
            return True
        if self._database is None:
            return False
        try:
            return bool(self._database.execute("SELECT 1 FROM person WHERE id = ?", (identifier,)).fetchone())
        except sqlite3.Error as error:
            raise SpillError(_PEOPLE, error) from error

    def add(self, identifier: str, coverage: float | None) -> bool:
        """Add a person. Return False, and add nothing, if the id is known."""
        if len(self._first) < self._most:
            return self._first.add(identifier, coverage)
        if identifier in self._first:
            return False
        try:
            if self._database is None:
                table = "CREATE TABLE person (id TEXT PRIMARY KEY, coverage REAL) WITHOUT ROWID;"
                self._database = temporary_database(self, table, _CACHE)
            found = self._database.execute("INSERT OR IGNORE INTO person VALUES (?, ?)", (identifier, coverage))
        except sqlite3.Error as error:
            raise SpillError(_PEOPLE, error) from error
        return found.rowcount == 1

    def coverages(self) -> Iterator[float]:
        """All coverages, ascending."""
        return heapq.merge(self._first.coverages(), self._further())

    def _further(self) -> Iterator[float]:
        """The coverages in the database, ascending."""
        if self._database is None:
            return
        query = "SELECT coverage FROM person WHERE coverage IS NOT NULL ORDER BY coverage"
        try:
            for (coverage,) in self._database.execute(query):
                yield coverage
        except sqlite3.Error as error:
            raise SpillError(_PEOPLE, error) from error


class TemporaryLists:
    """Lists of texts, of any length, whose memory does not grow with them.

    Its methods raise SpillError if the disk is full.
    """

    def __init__(self) -> None:
        self._database = temporary_database(
            self,
            "CREATE TABLE text (list TEXT, text TEXT); CREATE INDEX texts ON text (list);"
            "CREATE TABLE entry (list TEXT, day INTEGER, text TEXT);",
            _CACHE,
        )

    def put(self, texts: Iterable[tuple[str, str]]) -> None:
        """Put texts at the end of lists, each after the name of its list."""
        self._put("INSERT INTO text VALUES (?, ?)", texts)

    def put_by_day(self, entries: Iterable[tuple[str, int, str]]) -> None:
        """Append entries to lists sorted by day. Entries of one day keep the order of insertion."""
        self._put("INSERT INTO entry VALUES (?, ?, ?)", entries)

    def texts(self, name: str) -> Iterator[str]:
        """The texts of a list, in order."""
        return self._found("SELECT text FROM text WHERE list = ? ORDER BY rowid", name)

    def by_day(self, name: str) -> Iterator[str]:
        """The entries of a list that is in the order of days."""
        return self._found("SELECT text FROM entry WHERE list = ? ORDER BY day, rowid", name)

    def _put(self, statement: str, rows: Iterable[tuple[object, ...]]) -> None:
        try:
            self._database.executemany(statement, rows)
        except sqlite3.Error as error:
            raise SpillError(_LISTS, error) from error

    def _found(self, query: str, name: str) -> Iterator[str]:
        try:
            for (text,) in self._database.execute(query, (name,)):
                yield text
        except sqlite3.Error as error:
            raise SpillError(_LISTS, error) from error
