"""Find many phrases in one pass over a text.

A match has no word character before it, and no word character, ``+`` or ``#`` after it. So C
matches in "C, Java", but not in "C++" or "C#". Phrases may overlap. There are two exceptions. A
version number may directly follow a name (Python3, C++17). A character of a script without spaces
between words never counts as part of an adjacent name.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import ahocorasick_rs

from skillgap.errors import DataError, Diagnostic

Found = tuple[int, int, int]
"""A match: the index of a phrase in the list, and its start and end in the text."""

_DENSE_LIMIT = 200_000
"""Up to so many characters of phrases the fastest, densest automaton is built; it takes about 200 bytes a character."""
_FILLER = "\n" * 500
"""Occurs in no haystack. The automaton sorts the states that end a phrase to the front. The number of its steps is
their square, divided by the number of earlier states that end no phrase. Thousands of phrases that each begin the
next phrase took seconds without this filler."""

_SPACELESS = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\U00020000-\U0003ffff"
)
"""Thai, Lao, Burmese, Khmer, Japanese, Chinese and Korean characters."""
WORD_CHARACTER = rf"[^\W{_SPACELESS}]"
"""A letter or digit that would be part of an adjacent name."""
VERSION = r"\d{1,4}(?:x|\+)?"
NOT_VERSIONS = frozenset({
    "web", "route", "base", "type", "log", "gen", "level", "tier", "phase", "grade", "step", "area", "class", "unit",
    "room", "group", "stage", "part", "day", "top", "win", "utf", "int", "for", "and", "the", "neo", "life",
    "industry", "industrie", "formula", "channel", "studio", "motel", "forever",
})  # fmt: skip
"""Words that a digit behind them makes another name of: Web3, Route53."""
_ends_alone = re.compile(rf"(?!{WORD_CHARACTER}|[+#])").match
_ends_alone_or_versioned = re.compile(rf"(?:{VERSION})?(?!{WORD_CHARACTER}|[+#])").match
_is_word_character = re.compile(WORD_CHARACTER).match
_VERSIONED = re.compile(r"(?:[^\W\d_]{3,}|[+#])$")


def may_have_version(needle: str) -> bool:
    """Return whether digits right after a phrase are a version, as in HTML5."""
    return bool(_VERSIONED.search(needle)) and needle.rpartition(" ")[2] not in NOT_VERSIONS


class Automaton:
    """Finds a fixed set of phrases, in haystack form.

    Raises DataError if there are no phrases.
    """

    def __init__(self, needles: Sequence[str]) -> None:
        if not needles:
            hint = "give the matrix's criteria aliases or tools"
            raise DataError(Diagnostic("there is no phrase to look for", hint=hint))
        dense = sum(map(len, needles)) <= _DENSE_LIMIT
        implementation = ahocorasick_rs.Implementation.DFA if dense else None
        patterns = (_FILLER, *needles)
        self._automaton = ahocorasick_rs.AhoCorasick(patterns, store_patterns=False, implementation=implementation)
        self._ends = [_ends_alone_or_versioned if may_have_version(needle) else _ends_alone for needle in needles]

    def find(self, haystack: str) -> list[Found]:
        """Return every complete match in a haystack, in any order. The haystack begins and ends with a space.

        A phrase may begin with the space or bracket that is required before it.
        """
        found = []
        ends = self._ends
        for pattern, start, end in self._automaton.find_matches_as_indexes(haystack, overlapping=True):
            before, after = haystack[start - 1], haystack[end]
            if haystack[start] in " (":
                before = " "
            # Most phrases stand between spaces or inside a longer word, which needs no expression to tell.
            if before != " " and before.isalnum() and (before.isascii() or _is_word_character(before)):
                continue
            if after == " " or (
                not (after.isalpha() and after.isascii()) and ends[pattern - 1](haystack, end) is not None
            ):
                found.append((pattern - 1, start, end))
        return found
