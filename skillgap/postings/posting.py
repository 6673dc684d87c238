"""A job posting as every reader gives it, and the entry that takes its place if it cannot be read."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

LONGEST = 1_000_000
"""Maximum characters of a posting. A longer text is no posting."""


@dataclass(frozen=True, slots=True)
class Posting:
    """One job posting.

    ``source`` is its file, followed by a line, row or number if the file holds several. ``shape`` names the form
    it was read from, such as ``Greenhouse`` or ``CSV``. ``encoding`` is empty for a form that has none, such as PDF.
    """

    id: str
    source: str
    text: str
    employer: str | None = None
    date: datetime.date | None = None
    title: str | None = None
    shape: str = "text"
    encoding: str = "UTF-8"


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A posting, or a file of postings, that is unreadable. ``hint`` is advice to the user."""

    source: str
    reason: str
    hint: str | None = None


Entry = Posting | Unreadable


class UnreadableError(Exception):
    """A file that cannot be read as postings: the reason, and a hint if there is something to do."""

    def __init__(self, reason: str, hint: str | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.hint = hint
