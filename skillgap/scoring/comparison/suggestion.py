"""A rating from another role, offered for the same criterion of this one."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from skillgap.model.profile import Rating


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A person's answer on the same criterion in another matrix; no rating until they confirm it here."""

    rating: Rating
    matrix: str
    criterion: str
    date: datetime.date
