"""The clock of the computer, read in one place; all other code gets the day as an argument."""

from __future__ import annotations

import datetime
import os

import click

EPOCH = "SOURCE_DATE_EPOCH"


def today() -> datetime.date:
    """The person's own day, which dates their answers."""
    return datetime.date.today()


def report_day(as_of: datetime.date | None = None) -> datetime.date:
    """The day of a report: the day asked for, else the day of SOURCE_DATE_EPOCH, else today.

    Raise click.UsageError if the variable holds no number of seconds.
    """
    if as_of is not None:
        return as_of
    moment = _stated_moment()
    return moment.date() if moment else today()


def now() -> datetime.datetime:
    """The moment in UTC that dates a file: SOURCE_DATE_EPOCH, else now."""
    return _stated_moment() or datetime.datetime.now(datetime.UTC)


def _stated_moment() -> datetime.datetime | None:
    epoch = os.environ.get(EPOCH)
    if not epoch:
        return None
    try:
        return datetime.datetime.fromtimestamp(int(epoch), datetime.UTC)
    except (ValueError, OverflowError, OSError):
        raise click.UsageError(f"{EPOCH} must be a number of seconds since 1970, not {epoch[:40]!r}.") from None
