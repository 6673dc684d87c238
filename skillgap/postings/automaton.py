"""Find many phrases in one pass over a text.

A phrase stands by itself: no word character before it, and neither a word character nor ``+`` or ``#``
behind it, so that C is found in "C, Java" and in neither "C++" nor "C#". Phrases may overlap.
"""

from __future__ import annotations

from collections.abc import Sequence

import ahocorasick_rs

from skillgap.errors import DataError, Diagnostic

Found = tuple[int, int, int]
"""The position of a phrase in the list of all, and where it begins and ends in the text."""

_DENSE_LIMIT = 200_000
"""Up to so many characters of phrases the fastest, densest automaton is built; it takes about 200 bytes a character."""
_FILLER = "\n" * 500
"""In no haystack. The automaton brings the states that end a phrase to the front, by a walk whose steps are as many as
their square, divided by the states that end none and stand before them: thousands of phrases that each begin the next
one took seconds without it."""


class Automaton:
    """Finds the phrases it was made for, written as they stand in a haystack.

    Raises DataError if there are none.
    """

    def __init__(self, needles: Sequence[str]) -> None:
        if not needles:
            hint = "give the matrix's criteria aliases or tools"
            raise DataError(Diagnostic("there is no phrase to look for", hint=hint))
        dense = sum(map(len, needles)) <= _DENSE_LIMIT
        implementation = ahocorasick_rs.Implementation.DFA if dense else None
        patterns = (_FILLER, *needles)
        self._automaton = ahocorasick_rs.AhoCorasick(patterns, store_patterns=False, implementation=implementation)

    def find(self, haystack: str) -> list[Found]:
        """Every phrase that stands by itself in a haystack, which begins and ends with a space, in no set order."""
        found = []
        for pattern, start, end in self._automaton.find_matches_as_indexes(haystack, overlapping=True):
            before, after = haystack[start - 1], haystack[end]
            if not (before.isalnum() or before == "_" or after.isalnum() or after in "_+#"):
                found.append((pattern - 1, start, end))
        return found
