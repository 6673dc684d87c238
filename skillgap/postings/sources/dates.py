"""The day a posting was published, from the many ways to write one; None for a day that would be a guess."""

from __future__ import annotations

import datetime
import re
from email.utils import parsedate_to_datetime
from typing import Any

_FIRST, _LAST = 1990, 2100
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T|$)")
_NUMBERS = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d{2})(?!\d)")
_NUMBER = re.compile(r"\d+(?:\.\d+)?(?:e\+?\d+)?", re.I)
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january januar janvier enero januari gennaio janeiro",
            "feb february februar février fevrier febrero februari febbraio fevereiro",
            "mar march märz maerz mär mars marzo maart março",
            "apr april avril abril aprile",
            "may mai mayo mei maggio maio",
            "jun june juni juin junio giugno junho",
            "jul july juli juillet julio luglio julho",
            "aug august août aout agosto augustus",
            "sep sept september septembre septiembre settembre setembro",
            "oct october oktober okt octobre octubre ottobre outubro",
            "nov november novembre noviembre novembro",
            "dec december dezember dez décembre decembre diciembre dicembre dezembro",
        ),
        1,
    )
    for name in names.split()
}
_DAY_MONTH = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?\.?\s+(?:de\s+)?([^\W\d]+)\.?,?\s+(?:de\s+)?(\d{4})")
_MONTH_DAY = re.compile(r"([^\W\d]+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})")
_POSTED = re.compile(
    r"\b(?:date posted|posted|posted on|published|published on|publication date|veröffentlicht(?: am)?|"
    r"publiée?(?: le)?|publicado(?: el)?|geplaatst(?: op)?)\b\s*[:=]?\s*(?:on\s+)?"
    r"(?=(\d{4}-\d{1,2}-\d{1,2}|\d{1,2}\.\d{1,2}\.\d{4}|"
    r"\d{1,2}\.? [^\W\d]{3,9}\.?,? \d{4}|[^\W\d]{3,9}\.? \d{1,2},? \d{4}))",
    re.I,
)
_SEARCHED = 2_000


def read_date(stated: Any, *, day_first: bool = False) -> datetime.date | None:
    """The day that a field states: ISO, a moment in seconds or milliseconds, a mail's date, or written out.

    ``01/04/2026`` is two days in one, so it counts only with ``day_first``, or if one number is above 12.
    """
    if isinstance(stated, datetime.datetime):
        return _in_bounds(stated.date())
    if isinstance(stated, datetime.date):
        return _in_bounds(stated)
    if isinstance(stated, bool) or stated is None:
        return None
    if isinstance(stated, int | float):
        return read_date(str(stated)) if 19_900_101 <= stated <= 21_001_231 else _of_moment(float(stated))
    if not isinstance(stated, str):
        return None
    text = stated.strip()[:80]
    if not text[:1]:
        return None
    if (found := _ISO.match(text)) or (found := _COMPACT.match(text)):
        return _day(int(found[1]), int(found[2]), int(found[3]))
    if _NUMBER.fullmatch(text):
        return _of_moment(float(text))
    if found := _NUMBERS.match(text):
        return _of_numbers(int(found[1]), int(found[3]), found[4], day_first or found[2] == ".")
    return _written_out(text)


def find_date(text: str) -> datetime.date | None:
    """Return the posting date at the beginning of a text."""
    found = _POSTED.search(text, 0, _SEARCHED)
    return read_date(found[1]) if found else None


def _written_out(text: str) -> datetime.date | None:
    if found := _DAY_MONTH.search(text):
        day, month, year = found[1], found[2], found[3]
    elif found := _MONTH_DAY.search(text):
        month, day, year = found[1], found[2], found[3]
    else:
        return _of_mail(text)
    number = _MONTHS.get(month.casefold())
    return _day(int(year), number, int(day)) if number else None


def _of_mail(text: str) -> datetime.date | None:
    try:
        return _in_bounds(parsedate_to_datetime(text).date())
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _of_numbers(first: int, second: int, stated_year: str, day_first: bool) -> datetime.date | None:
    year = int(stated_year) + (2000 if len(stated_year) == 2 else 0)
    if day_first or first > 12:
        return _day(year, second, first)
    return _day(year, first, second) if second > 12 or first == second else None


def _of_moment(seconds: float) -> datetime.date | None:
    if seconds > 1e11:
        seconds /= 1000
    if not 6e8 < seconds < 4.2e9:  # from 1989 to 2103
        return None
    return _in_bounds(datetime.datetime.fromtimestamp(seconds, datetime.UTC).date())


def _day(year: int, month: int, day: int) -> datetime.date | None:
    try:
        return _in_bounds(datetime.date(year, month, day))
    except ValueError:
        return None


def _in_bounds(day: datetime.date) -> datetime.date | None:
    return day if _FIRST <= day.year < _LAST else None
