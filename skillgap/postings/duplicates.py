"""Postings that say nearly the same, so that each is counted once.

Two postings are near-duplicates where at least four fifths of their runs of five words are the same (Jaccard).
That is estimated from the runs with the smallest hashes, the same on every machine; postings of fewer runs
than a sketch holds are compared exactly.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Sequence
from typing import TypeAlias
from zlib import crc32

RUN = 5
"""How many words in a row are compared."""
SIMILAR = 0.8
"""From this Jaccard similarity on, postings count as one."""
SIZE = 128
"""How many hashes a sketch keeps; the estimate's standard error is 0.035 at a similarity of 0.8."""
_KEYS = 8
_COMMON_KEYS = 2
"""Postings are compared where they share so many of their eight smallest hashes, as all near-duplicates do but one in
ten thousand."""
_CROWD = 64
"""A run that so many different postings share tells nothing, and leads to no more of them."""

Sketch: TypeAlias = "array[int]"


def sketch(haystack: str) -> Sketch:
    """The smallest hashes of a posting's runs of words, ascending."""
    words = list(map(crc32, haystack.encode("utf-8", "surrogatepass").split()))
    runs = zip(*(words[at:] for at in range(RUN)), strict=False) if len(words) >= RUN else [tuple(words)]
    return array("i", (value >> 32 for value in sorted(set(map(hash, runs)))[:SIZE]))


def _may_be_similar(one: Sequence[int], other: Sequence[int]) -> bool:
    """Whether two sketches share as much as similar ones must; quick, and right for most that are not."""
    return len({*one}.intersection(other)) >= SIMILAR * min(SIZE, max(len(one), len(other)))


def similarity(one: Sequence[int], other: Sequence[int]) -> float:
    """The estimated Jaccard similarity of the postings behind two sketches."""
    smallest = sorted({*one, *other})[:SIZE]
    shared = {*one}.intersection(other)
    return sum(value in shared for value in smallest) / len(smallest)


class Clusters:
    """The postings seen so far; keeps under two kilobytes of each that is no duplicate, however long it was."""

    def __init__(self) -> None:
        self._sketches: list[Sketch] = []
        # Nearly all keys lead to one posting alone: a list for each would take most of the memory.
        self._by_key: dict[int, int | list[int]] = {}

    def add(self, new: Sketch) -> int | None:
        """Note a posting: the number of the earlier one it nearly repeats, or None where it is new.

        New ones are numbered from 0 in the order they come.
        """
        keys = new[:_KEYS]
        common = Counter(number for key in keys for number in self._at(key))
        enough = min(_COMMON_KEYS, len(keys))
        for number in sorted(number for number, count in common.items() if count >= enough):
            if _may_be_similar(new, self._sketches[number]) and similarity(new, self._sketches[number]) >= SIMILAR:
                return number
        for key in keys:
            crowd = self._at(key)
            if len(crowd) < _CROWD:
                self._by_key[key] = [*crowd, len(self._sketches)] if crowd else len(self._sketches)
        self._sketches.append(new)
        return None

    def _at(self, key: int) -> Sequence[int]:
        found = self._by_key.get(key, ())
        return (found,) if isinstance(found, int) else found
