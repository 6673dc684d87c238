"""A walk through questions in a fixed order: forward, back, and to any question."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Self


@dataclass(frozen=True, slots=True)
class QuestionSequence:
    """A way through questions, each known by its id.

    ``position`` runs from 0 to the number of questions; at that number the course is at its end.
    """

    position: int = field(default=0, kw_only=True)

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of all questions, in order."""
        raise NotImplementedError

    def next(self) -> Self:
        """Continue without answering."""
        return replace(self, position=min(self.position + 1, len(self.ids)))

    def back(self) -> Self:
        """Go to the question before."""
        return replace(self, position=max(self.position - 1, 0))

    def go(self, identifier: str) -> Self:
        """Move to the question of that id; KeyError if it is missing."""
        for position, known in enumerate(self.ids):
            if known == identifier:
                return replace(self, position=position)
        raise KeyError(identifier)
