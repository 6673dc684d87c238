"""The clock of whoever runs the command, read in one place; everything else is told the day."""

from __future__ import annotations

import datetime
import os

import click

EPOCH = "SOURCE_DATE_EPOCH"


def today() -> datetime.date:
    """The person's own day, which what is written is dated by."""
    return datetime.date.today()


def report_day(as_of: datetime.date | None = None) -> datetime.date:
    """The day that a report is made for: the one asked for, else the one of SOURCE_DATE_EPOCH, else today.

    Raise click.UsageError if the variable holds no number of seconds.
    """
    if as_of is not None:
        return as_of
    moment = _stated_moment()
    return moment.date() if moment else today()


def now() -> datetime.datetime:
    """The moment in UTC that a file is dated by: the one of SOURCE_DATE_EPOCH, else now."""
    return _stated_moment() or datetime.datetime.now(datetime.UTC)


def _stated_moment() -> datetime.datetime | None:
    epoch = os.environ.get(EPOCH)
    if not epoch:
        return None
    try:
        return datetime.datetime.fromtimestamp(int(epoch), datetime.UTC)
    except (ValueError, OverflowError, OSError):
        raise click.UsageError(f"{EPOCH} must be a number of seconds since 1970, not {epoch[:40]!r}.") from None
