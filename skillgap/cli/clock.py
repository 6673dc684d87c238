"""The clock of whoever runs the command, read in one place; everything else is told the day."""

from __future__ import annotations

import datetime


def today() -> datetime.date:
    """The person's own day."""
    return datetime.date.today()
