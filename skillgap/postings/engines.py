"""Two ways to find many phrases in one pass over a text, with the same result.

A phrase stands by itself: no word character before it, and neither a word character nor ``+`` or ``#``
behind it, so that C is found in "C, Java" and in neither "C++" nor "C#". Phrases may overlap.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any, Protocol

from skillgap.errors import DataError, Diagnostic

Found = tuple[int, int, int]
"""The position of a phrase in the list of all, and where it begins and ends in the text."""
Trie = dict[str, Any]

_DENSE_LIMIT = 200_000
"""Up to so many characters of phrases the fastest, densest automaton is built; it takes about 200 bytes a character."""
_FILLER = "\n" * 500
"""In no haystack. The automaton brings the states that end a phrase to the front, by a walk whose steps are as many as
their square, divided by the states that end none and stand before them: thousands of phrases that each begin the next
one took seconds without it."""


class Engine(Protocol):
    """Finds all phrases it was made for."""

    def find(self, haystack: str) -> list[Found]:
        """Every phrase that stands by itself in a haystack, which begins and ends with a space, in no set order."""


class AhoCorasickEngine:
    """The automaton of ahocorasick_rs, about three times as fast as the expression below."""

    def __init__(self, needles: Sequence[str]) -> None:
        import ahocorasick_rs

        dense = sum(map(len, needles)) <= _DENSE_LIMIT
        implementation = ahocorasick_rs.Implementation.DFA if dense else None
        patterns = (_FILLER, *needles)
        self._automaton = ahocorasick_rs.AhoCorasick(patterns, store_patterns=False, implementation=implementation)

    def find(self, haystack: str) -> list[Found]:
        """As :meth:`Engine.find`."""
        found = []
        for pattern, start, end in self._automaton.find_matches_as_indexes(haystack, overlapping=True):
            before, after = haystack[start - 1], haystack[end]
            if not (before.isalnum() or before == "_" or after.isalnum() or after in "_+#"):
                found.append((pattern - 1, start, end))
        return found


class ExpressionEngine:
    """One regular expression of the standard library: the phrases as a tree of their beginnings, in a lookahead."""

    def __init__(self, needles: Sequence[str]) -> None:
        self._positions = {needle: at for at, needle in enumerate(needles)}
        self._shorter = {needle: _beginnings(needle, self._positions) for needle in needles}
        self._search = re.compile(rf"(?<!\w)(?=({any_of(needles)})(?![\w+#]))").finditer

    def find(self, haystack: str) -> list[Found]:
        """As :meth:`Engine.find`."""
        found = []
        for match in self._search(haystack):
            start, needle = match.start(), match[1]
            found.append((self._positions[needle], start, start + len(needle)))
            for shorter in self._shorter[needle]:
                end = start + len(shorter)
                after = haystack[end]
                if not (after.isalnum() or after in "_+#"):
                    found.append((self._positions[shorter], start, end))
        return found


def _beginnings(needle: str, known: dict[str, int]) -> list[str]:
    return [needle[:length] for length in range(1, len(needle)) if needle[:length] in known]


def any_of(phrases: Iterable[str], *, shortest: bool = False) -> str:
    """An expression for any of some phrases, the longest first or the shortest, as a tree of their beginnings."""
    tree: Trie = {}
    for phrase in phrases:
        node = tree
        for character in phrase:
            node = node.setdefault(character, {})
        node[""] = {}
    return _expression(tree, "??" if shortest else "?")


def _expression(node: Trie, optional: str) -> str:
    """An expression for all that a tree holds; iterative, since phrases may be long."""
    written: dict[int, str] = {}
    pending = [(node, False)]
    while pending:
        current, ready = pending.pop()
        children = [(character, child) for character, child in current.items() if character]
        if not ready:
            pending.append((current, True))
            pending.extend((child, False) for _, child in children)
            continue
        parts = [re.escape(character) + written.pop(id(child)) for character, child in children]
        body = parts[0] if len(parts) == 1 else f"(?:{'|'.join(parts)})"
        written[id(current)] = (f"(?:{body}){optional}" if "" in current else body) if parts else ""
    return written[id(node)]


def engine_for(needles: Sequence[str], name: str | None = None) -> Engine:
    """The engine of that name, ``ahocorasick`` or ``expression``; by default the fastest there is.

    Raises DataError where the engine asked for is not installed.
    """
    if not needles:
        raise DataError(
            Diagnostic("there is no phrase to look for", hint="give the matrix's criteria aliases or tools")
        )
    if name == "expression":
        return ExpressionEngine(needles)
    try:
        return AhoCorasickEngine(needles)
    except ImportError as error:
        if name is None:
            return ExpressionEngine(needles)
        message = "the engine ahocorasick needs the package ahocorasick_rs"
        raise DataError(Diagnostic(message, hint="install it with: pip install 'skillgap[postings]'")) from error
