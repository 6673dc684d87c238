"""Postings that say nearly the same, so that each is counted once.

Two postings are near-duplicates where at least four fifths of their runs of five words are the same (Jaccard).
Few are compared so: first each is cut into passages, at places that its letters decide and no line break moves,
and only those that share some of the passages with the smallest hashes are looked at. What was seen waits on
disk, so that memory stays the same however many postings there are.
"""

from __future__ import annotations

import sqlite3
from array import array
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import TypeAlias
from zlib import crc32

from skillgap.store.spill import SpillError, temporary_database

RUN = 5
"""How many words in a row are compared."""
SIMILAR = 0.8
"""From this Jaccard similarity on, postings count as one."""
SIZE = 64
"""How many passages a sketch keeps."""
_KEYS = 8
_COMMON_KEYS = 2
_PLAUSIBLE = 0.45
"""Two postings are compared where their sketches share two of the eight smallest hashes and so large a part of all: of
near-duplicates, all do but less than one in a thousand."""
_FEW = 24
"""Of fewer hashes, one in common is enough."""
_CROWD = 16
"""A passage that so many different postings share leads to no more of them; the next smallest stands in for it."""

_CACHE = 8_000
"""How many kilobytes of what was seen stay in memory."""
_CUT = b"\1 \1"
_CUTTING = b"adklmntz" + bytes(range(0x80, 0x95)) + bytes(range(0xC0, 0x100))
"""A text is cut between two words where the first ends and the second begins with one of these bytes of UTF-8: about
every eighth time in the languages of Europe, in other scripts somewhat more often."""
_MARKED = bytes.maketrans(_CUTTING, _CUT[:1] * len(_CUTTING))
_SHORT = 24
"""Passages of no more bytes stand in too many postings to tell much."""

Sketch: TypeAlias = "array[int]"


def sketch(haystack: str) -> Sketch:
    """The smallest hashes of a posting's passages, the same on every machine.

    Those of long passages come first; where they are few, short ones follow.
    """
    passages = haystack.encode().translate(_MARKED).split(_CUT)
    hashes = sorted({crc32(passage) for passage in passages if len(passage) > _SHORT})[:SIZE]
    if len(hashes) < _FEW:
        hashes += sorted({crc32(passage) for passage in passages if len(passage) <= _SHORT})[: _FEW - len(hashes)]
    return array("I", hashes)


def similarity(one: str, other: str) -> float:
    """The Jaccard similarity of two haystacks: the runs of words that both have among all that either has."""
    first, second = _runs(one), _runs(other)
    shared = len(first & second)
    return shared / (len(first) + len(second) - shared)


@lru_cache(maxsize=32)  # a posting is compared with several others, and those of one employer with the same ones
def _runs(haystack: str) -> set[tuple[str, ...]]:
    words = haystack.split()
    return set(zip(*(words[at:] for at in range(RUN)), strict=False)) if len(words) >= RUN else {tuple(words)}


def _plausible(one: Sequence[int], other: Sequence[int]) -> bool:
    """Whether postings with these sketches, which share some of the smallest hashes, may be near-duplicates."""
    size = max(len(one), len(other))
    return size < _FEW or len({*one}.intersection(other)) >= _PLAUSIBLE * size


class SeenPostings:
    """The postings seen so far that repeat none before them, in a database of its own that goes with it."""

    def __init__(self) -> None:
        self._database = temporary_database(
            self,
            "CREATE TABLE posting (number INTEGER PRIMARY KEY, id TEXT, sketch BLOB, haystack TEXT);"
            "CREATE TABLE passage (key INTEGER, number INTEGER, PRIMARY KEY (key, number)) WITHOUT ROWID;",
            _CACHE,
        )

    def add(self, identifier: str, new: Sketch, haystack: str) -> str | None:
        """Note a posting: the id of the first one that it nearly repeats, or None where it is new.

        Raises DataError where there is no room to note it.
        """
        try:
            keys, leads = self._looked_up(new)
            for known, other in self._candidates(leads, new):
                if other == haystack or similarity(other, haystack) >= SIMILAR:
                    return known
            self._note(identifier, new, haystack, keys)
        except sqlite3.Error as error:
            raise SpillError("the postings seen so far", error) from error
        return None

    def _looked_up(self, new: Sketch) -> tuple[list[int], list[int]]:
        """A posting's smallest hashes, and for every one of them that other postings share, their numbers.

        Those that a crowd shares are passed over in the first list, but not in the second.
        """
        keys: list[int] = []
        numbers: list[int] = []
        for at in range(0, len(new), _KEYS):
            part = new[at : at + _KEYS].tolist()
            query = f"SELECT key, number FROM passage WHERE key IN ({','.join('?' * len(part))})"  # noqa: S608 - question marks
            found = self._database.execute(query, part).fetchall()
            crowds = Counter(key for key, _ in found)
            keys += [key for key in part if crowds[key] < _CROWD]
            numbers += [number for _, number in found]
            if len(keys) >= _KEYS:
                break
        return keys[:_KEYS], numbers

    def _candidates(self, leads: Sequence[int], new: Sketch) -> Iterator[tuple[str, str]]:
        """The id and the haystack of each posting that may be nearly the same, in the order they came."""
        enough = 1 if len(new) < _FEW else _COMMON_KEYS
        common = Counter(leads)
        for number in sorted(number for number, count in common.items() if count >= enough):
            query = "SELECT id, sketch, haystack FROM posting WHERE number = ?"
            identifier, known, haystack = self._database.execute(query, (number,)).fetchone()
            if _plausible(array("I", known), new):
                yield identifier, haystack

    def _note(self, identifier: str, new: Sketch, haystack: str, keys: Sequence[int]) -> None:
        row = (identifier, new.tobytes(), haystack)
        number = self._database.execute("INSERT INTO posting (id, sketch, haystack) VALUES (?, ?, ?)", row).lastrowid
        self._database.executemany("INSERT INTO passage VALUES (?, ?)", [(key, number) for key in keys])
