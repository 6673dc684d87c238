"""Near-duplicate postings with equal requirements, so that each cluster counts once.

Two postings are near-duplicates if at least four fifths of their runs of five words are equal
(Jaccard) and if they ask for the same criteria. Within one employer, they must also have the same
title. A cluster is a connected component of such pairs. The member with the smallest content hash
represents it. So the order of files does not matter.

Few pairs are compared. Each text is cut into passages, at positions that depend on its letters and
not on line breaks. Two postings are compared if they share a pair of the passages with the smallest
hashes. All that was seen waits on disk, so memory stays nearly the same however many postings there
are.
"""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Iterator, Sequence, Set
from hashlib import blake2b
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple, TypeAlias
from zlib import crc32

from skillgap.store.spill import SpillError, temporary_database

RUN = 5
"""Number of consecutive words in a run."""
SIMILAR = 0.8
"""From this Jaccard similarity on, two postings may be duplicates."""
SIZE = 64
"""Number of passages in a sketch."""
_CLASSES = 16
"""A sketch is divided into so many classes; each two neighbors' smallest hashes are a pair to be found by."""
_PLAUSIBLE = 0.45
"""Texts are compared if their sketches share so large a part, which near-duplicates do but for one in a thousand."""
_FEW = 24
"""With fewer hashes than these, one in common is enough to compare two texts."""
_SINGLES = 8

_CACHE = 8_000
"""Kilobytes of posting data that stay in memory."""
_CUT = b"\1 \1"
_CUTTING = b"adklmntz" + bytes(range(0x80, 0x95)) + bytes(range(0xC0, 0x100))
"""A text is cut between two words if the first ends and the second begins with one of these bytes of UTF-8. That is
about every eighth space in the languages of Europe, and somewhat more often in other scripts."""
_MARKED = bytes.maketrans(_CUTTING, _CUT[:1] * len(_CUTTING))
_REMEMBERED = 4_096
"""Number of postings whose marks stay in memory during the comparison."""
_REMEMBERED_PAIRS = 100_000
_COMPARED = 256
"""Number of postings whose runs of words stay in memory: a posting is compared with several others."""
_SHORT = 24
"""Passages of at most this many bytes occur in too many postings to identify duplicates."""
_WHAT = "the postings seen so far"

Sketch: TypeAlias = "array[int]"


class Candidate(NamedTuple):
    """The data that decides whether a posting is a duplicate.

    ``asks`` is its requirements as one text. Without a taxonomy it is empty, and postings of one
    cluster share a title, even across employers.
    """

    id: str
    haystack: str
    sketch: Sketch
    asks: str | None = None
    employer: str | None = None
    title: str | None = None


def sketch(haystack: str) -> Sketch:
    """The smallest hashes of a posting's passages, the same on every machine.

    Hashes of long passages come first; if there are few, short passages follow.
    """
    passages = haystack.encode().translate(_MARKED).split(_CUT)
    hashes = sorted({crc32(passage) for passage in passages if len(passage) > _SHORT})[:SIZE]
    if len(hashes) < _FEW:
        hashes += sorted({crc32(passage) for passage in passages if len(passage) <= _SHORT})[: _FEW - len(hashes)]
    return array("I", hashes)


def similarity(one: str, other: str) -> float:
    """The Jaccard similarity of two haystacks: the runs of words that both have among all that either has."""
    return _share(_runs(one), _runs(other))


def _share(first: Set[int], second: Set[int]) -> float:
    shared = len(first & second)
    return shared / (len(first) + len(second) - shared)


def _runs(haystack: str) -> frozenset[int]:
    """The runs of words of a text, each as a number that is the same for the same run in this process."""
    words = haystack.split()
    if len(words) < RUN:
        return frozenset((hash(tuple(words)),))
    return frozenset(map(hash, zip(*(words[at:] for at in range(RUN)), strict=False)))


def _is_plausible(one: Sequence[int], other: Sequence[int]) -> bool:
    """Return whether postings with these sketches may be near-duplicates."""
    size = max(len(one), len(other))
    return size < _FEW or len({*one}.intersection(other)) >= _PLAUSIBLE * size


def _keys(new: Sketch, asks: str) -> set[int]:
    """Return the search keys of a posting: numbers that two postings share only if their requirements are equal."""
    if not new:
        return {hash((crc32(asks.encode()), -2))}
    smallest = [-1] * _CLASSES
    for value in sorted(new, reverse=True):
        smallest[value % _CLASSES] = value
    # An empty class takes the hash of the next one that is not.
    following = next(value for value in smallest if value >= 0)
    for at in range(_CLASSES - 1, -1, -1):
        following = smallest[at] = smallest[at] if smallest[at] >= 0 else following
    group = crc32(asks.encode())
    keys = {hash((group, at, smallest[at - 1], smallest[at])) for at in range(_CLASSES)}
    if len(new) < 2 * _FEW:
        keys.update(hash((group, -1, value)) for value in sorted(new)[:_SINGLES])
    return keys


class SeenPostings:
    """The postings seen so far, each with a line of text, in a database of its own that goes with it."""

    def __init__(self) -> None:
        self._database = temporary_database(
            self,
            "CREATE TABLE posting (number INTEGER PRIMARY KEY, id TEXT, asks TEXT, employer TEXT, title TEXT,"
            " sketch BLOB, haystack TEXT, line TEXT);"
            "CREATE TABLE twin (digest INTEGER PRIMARY KEY, number INTEGER);"
            "CREATE TABLE passage (key INTEGER, number INTEGER);",
            _CACHE,
        )
        self._parents = array("Q")
        self._digests = array("Q")
        self._marks_of: dict[int, tuple[str, str, str, Sketch]] = {}
        self._unlike: set[int] = set()
        self._runs: dict[int, frozenset[int]] = {}

    def __len__(self) -> int:
        return len(self._parents)

    def add(self, new: Candidate, line: str = "") -> None:
        """Note a posting, and the line that goes with it. Raises SpillError if there is no room to note it."""
        number = len(self._parents)
        employer, title = _folded(new.employer), _folded(new.title)
        asks = f"\0{title}" if new.asks is None else new.asks
        digest = _hash(new.haystack, employer, title)  # the same whatever the taxonomy asks
        identity = _hash(new.haystack, employer, title, asks) - (1 << 63)
        try:
            twin = self._database.execute("SELECT number FROM twin WHERE digest = ?", (identity,)).fetchone()
            row = (number, new.id, asks, employer, title, new.sketch.tobytes(), new.haystack, line)
            if twin is None:
                keys = [(key, number) for key in _keys(new.sketch, asks)]
                self._database.executemany("INSERT INTO passage VALUES (?, ?)", keys)
                self._database.execute("INSERT INTO twin VALUES (?, ?)", (identity, number))
            else:
                row = (*row[:5], b"", "", line)  # nobody is compared with it
            self._database.execute("INSERT INTO posting VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)
        except sqlite3.Error as error:
            raise SpillError(_WHAT, error) from error
        self._parents.append(number if twin is None else twin[0])
        self._digests.append(digest)

    def resolve(self, *, keep_duplicates: bool = False) -> Iterator[tuple[str, str, str | None]]:
        """The id, the line and, of a duplicate, the id of the posting kept, in the order they were added.

        Ids become unique. If several postings share an id, the posting with the smallest hash keeps
        it. The rest get a part of their hash appended. Raises SpillError.
        """
        try:
            kept = array("Q", range(len(self))) if keep_duplicates else self._kept()
            names = self._unique_names(kept)
            for number, identifier, line in self._database.execute("SELECT number, id, line FROM posting"):
                keeper = kept[number]
                original = None if keeper == number else names.get(keeper) or self._id(keeper)
                yield names.get(number, identifier), line, original
        except sqlite3.Error as error:
            raise SpillError(_WHAT, error) from error

    def _kept(self) -> array[int]:
        """Return, for each posting, the number of its cluster's representative."""
        self._join_pairs()
        best: dict[int, int] = {}
        for number in range(len(self)):
            root = self._root(number)
            if root != number or root in best:
                best[root] = min(best.get(root, root), number, key=self._rank)
        return array("Q", (best.get(self._root(number), number) for number in range(len(self))))

    def _rank(self, number: int) -> tuple[int, str]:
        """Return the sort key of a cluster member: its content hash, then its id."""
        return self._digests[number], self._id(number)

    def _id(self, number: int) -> str:
        found = self._database.execute("SELECT id FROM posting WHERE number = ?", (number,)).fetchone()
        return str(found[0])

    def _join_pairs(self) -> None:
        query = (
            "SELECT key, number FROM passage WHERE key IN (SELECT key FROM passage GROUP BY key HAVING COUNT(*) > 1)"
            " ORDER BY key, number"
        )
        self._database.execute("CREATE INDEX passages ON passage (key, number)")
        for _, rows in groupby(self._database.execute(query), key=itemgetter(0)):
            self._join([number for _, number in rows])

    def _join(self, numbers: Sequence[int]) -> None:
        """Join the near-duplicates among some postings. Pairs of one cluster are not compared again."""
        for at, number in enumerate(numbers):
            for other in numbers[:at]:
                if self._root(number) != self._root(other) and self._is_duplicate(number, other):
                    self._parents[self._root(number)] = self._root(other)

    def _is_duplicate(self, number: int, other: int) -> bool:
        """Return whether two postings are near-duplicates. A pair with several common keys is compared once."""
        pair = number * len(self) + other
        if pair in self._unlike:
            return False
        if self._are_alike(number, other):
            return True
        if len(self._unlike) >= _REMEMBERED_PAIRS:
            self._unlike.clear()
        self._unlike.add(pair)
        return False

    def _are_alike(self, number: int, other: int) -> bool:
        one, two = self._marks(number), self._marks(other)
        if one[0] != two[0] or (one[1] == two[1] and one[2] != two[2]) or not _is_plausible(one[3], two[3]):
            return False
        first, second = self._runs_of(number), self._runs_of(other)
        if min(len(first), len(second)) < SIMILAR * max(len(first), len(second)):
            return False
        return _share(first, second) >= SIMILAR

    def _marks(self, number: int) -> tuple[str, str, str, Sketch]:
        if number not in self._marks_of:
            if len(self._marks_of) >= _REMEMBERED:
                self._marks_of.clear()
            query = "SELECT asks, employer, title, sketch FROM posting WHERE number = ?"
            asks, employer, title, known = self._database.execute(query, (number,)).fetchone()
            self._marks_of[number] = asks, employer, title, array("I", known)
        return self._marks_of[number]

    def _runs_of(self, number: int) -> frozenset[int]:
        if number not in self._runs:
            if len(self._runs) >= _COMPARED:
                self._runs.clear()
            query = "SELECT haystack FROM posting WHERE number = ?"
            self._runs[number] = _runs(self._database.execute(query, (number,)).fetchone()[0])
        return self._runs[number]

    def _root(self, number: int) -> int:
        parents = self._parents
        while parents[number] != number:
            parents[number] = parents[parents[number]]
            number = parents[number]
        return number

    def _unique_names(self, kept: Sequence[int]) -> dict[int, str]:
        """New ids for the postings whose id another one has as well; the kept one keeps it."""
        names: dict[int, str] = {}
        self._database.execute("CREATE INDEX IF NOT EXISTS ids ON posting (id)")
        query = (
            "SELECT id, number FROM posting WHERE id IN (SELECT id FROM posting GROUP BY id HAVING COUNT(*) > 1)"
            " ORDER BY id, number"
        )
        for identifier, rows in groupby(self._database.execute(query), key=itemgetter(0)):
            numbers = sorted((kept[number] != number, self._digests[number], number) for _, number in rows)
            taken: set[str] = {identifier}
            for _, digest, number in numbers[1:]:
                name = stem = f"{identifier}~{digest >> 40:06x}"
                count = 2
                while name in taken:
                    name = f"{stem}-{count}"
                    count += 1
                taken.add(name)
                names[number] = name
        return names


def _hash(*content: str) -> int:
    return int.from_bytes(blake2b("\0".join(content).encode("utf-8", "surrogatepass"), digest_size=8).digest())


def _folded(name: str | None) -> str:
    return " ".join((name or "").casefold().split())
