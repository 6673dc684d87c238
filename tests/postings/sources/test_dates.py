"""A day is read if it is one, and not guessed if it could be two."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from skillgap.postings.sources.dates import find_date, read_date

DAY = datetime.date(2026, 4, 1)


@pytest.mark.parametrize(
    "stated",
    [
        "2026-04-01",
        "2026-04-01T08:00:00-04:00",
        "2026-04-01 12:00:00 UTC",
        "2026-4-1",
        "2026/04/01",
        "20260401",
        20260401,
        1775030400,
        1775030400000,
        "1775030400",
        "1.7750304E12",
        1.7750304e12,
        "Wed, 01 Apr 2026 08:00:00 GMT",
        "01.04.2026",
        "April 1, 2026",
        "1 April 2026",
        "1st Apr 2026",
        "1. April 2026",
        "1 avril 2026",
        "1 de abril de 2026",
        datetime.datetime(2026, 4, 1, 8, tzinfo=datetime.UTC),
        DAY,
    ],
)
def test_ways_to_write_a_day(stated: Any) -> None:
    assert read_date(stated) == DAY


@pytest.mark.parametrize(
    "stated",
    [
        "",
        "nan",
        "3 days ago",
        "Posted 30+ Days Ago",
        "04/01/2026",
        "2026-13-01",
        "1026-04-01",
        7,
        True,
        None,
        [],
        "x" * 99,
    ],
)
def test_what_is_no_day_or_two(stated: Any) -> None:
    assert read_date(stated) is None


def test_numbers_that_are_one_day_only() -> None:
    assert read_date("01/04/2026", day_first=True) == DAY
    assert read_date("25/04/2026") == read_date("04/25/2026") == datetime.date(2026, 4, 25)
    assert read_date("04/04/2026") == datetime.date(2026, 4, 4)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Harbour, Rotterdam. Posted 2026-04-01.", DAY),
        ("Date posted: April 1, 2026", DAY),
        ("Veröffentlicht am 01.04.2026", DAY),
        ("Start date: 2026-04-01", None),
        ("We posted great results in 2026-04-01", None),
    ],
)
def test_a_text_may_say_when_it_was_posted(text: str, day: datetime.date | None) -> None:
    assert find_date(text) == day
