"""The receipt of reading postings: the sources, and the reasons for everything left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from skillgap.postings.posting import Unreadable

_SHOWN = 5
_MOST_KEPT = 1_000
"""Maximum number of stored positions for one reason. All positions are counted."""


class UnreadableGroup(NamedTuple):
    """The entries that could not be read for one reason; ``sources`` has the first of them."""

    reason: str
    hint: str | None
    entries: int
    sources: tuple[str, ...]

    def places(self) -> str:
        """The first places, and how many more there are."""
        more = f" and {self.entries - _SHOWN:,} more" if self.entries > _SHOWN else ""
        return ", ".join(self.sources[:_SHOWN]) + more


@dataclass(slots=True)
class Receipt:
    """The postings read and left out. The counts include duplicates unless stated otherwise."""

    read: int = 0
    files: int = 0
    counted: int = 0
    duplicates: int = 0
    damaged: int = 0
    """Postings with characters that were lost before (U+FFFD)."""
    unreadable: int = 0
    shapes: Counter[str] = field(default_factory=Counter)
    encodings: Counter[str] = field(default_factory=Counter)
    employers: set[str] = field(default_factory=set)
    first: str | None = None
    last: str | None = None
    undated: int = 0
    _reasons: dict[tuple[str, str | None], tuple[list[str], list[int]]] = field(default_factory=dict)
    _file: str = ""

    def add_read(self, source: str, shape: str, encoding: str, *, is_damaged: bool = False) -> None:
        """Note a posting that was read."""
        self.read += 1
        self._add_file(source)
        self.shapes[shape] += 1
        if encoding:
            self.encodings[encoding] += 1
        self.damaged += is_damaged

    def add_unreadable(self, entry: Unreadable) -> None:
        """Note an entry that could not be read."""
        self.unreadable += 1
        sources, count = self._reasons.setdefault((entry.reason, entry.hint), ([], [0]))
        count[0] += 1
        if len(sources) < _MOST_KEPT:
            sources.append(entry.source)

    def add_counted(self, employer: str | None, date: str | None) -> None:
        """Note a posting that counts, and no duplicate."""
        self.counted += 1
        if employer:
            self.employers.add(employer.casefold())
        if date:
            self.first = min(self.first or date, date)
            self.last = max(self.last or date, date)
        else:
            self.undated += 1

    def _add_file(self, source: str) -> None:
        """Count a file once. Its postings arrive in sequence, each with its number after the file's name."""
        file, _, number = source.rpartition(":")
        name = file if number.isdigit() and file else source
        if name != self._file:
            self._file = name
            self.files += 1

    @property
    def period(self) -> str | None:
        """From the first to the last day that a posting was published on."""
        return self.first if self.first == self.last else f"{self.first} – {self.last}"

    def unreadable_groups(self) -> Iterator[UnreadableGroup]:
        """The reasons why entries could not be read, the most frequent first."""
        found = [
            UnreadableGroup(reason, hint, count[0], tuple(sources))
            for (reason, hint), (sources, count) in self._reasons.items()
        ]
        yield from sorted(found, key=lambda group: -group.entries)

    def as_data(self) -> dict[str, Any]:
        """The receipt as plain data for JSON."""
        return {
            "format": "skillgap/postings-receipt/1",
            "read": self.read,
            "files": self.files,
            "counted": self.counted,
            "duplicates": self.duplicates,
            "unreadable": [
                {"reason": group.reason, "hint": group.hint, "count": group.entries, "sources": list(group.sources)}
                for group in self.unreadable_groups()
            ],
            "sources": dict(self.shapes.most_common()),
            "encodings": dict(self.encodings.most_common()),
            "damaged": self.damaged,
            "employers": len(self.employers),
            "first": self.first,
            "last": self.last,
            "undated": self.undated,
        }
