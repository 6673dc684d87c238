"""Numbers as analyses write them: thousands and decimals in several languages, counts, fractions and percentages."""

from __future__ import annotations

import re
from dataclasses import dataclass

from skillgap.postings.analysis_words import POSTINGS

SHARE = r"\d{1,9}(?:[.,]\d{1,9})?"
PERCENT = r"(?:%|per ?cent|pct|prozent|por ciento|pour ?cent)"
_OF = r"(?:/|of|out of|von|aus|de|sur)"
_FOOTNOTE = re.compile(r"(?:\s*(?:[*†‡¹²³⁴]+|\[\^?\w{1,9}\]))+$")
_ROUGH = re.compile(
    r"^(?:[~≈<>≤≥]|ca?\.|circa|about|around|approx\w*\.?|over|under|up to|at least|etwa|rund|über|unos?|unas"
    r"|environ)\s*\d"
    r"|\d\s*\+|\d\s?k\b|\d\s*[–-]\s*\d",
    re.I,
)
_BARS = " \u00a0█▉▊▋▌▍▎▏▐░▒▓■□▪▫▬"
"""Characters of a bar drawn next to a figure."""
_EMPTY = re.compile(r"(?:[-–—―?.…/]|n/?a|none|k\. ?a\.|s/d|n/?d)*", re.I)


def whole_number(name: str) -> str:
    """The pattern of a whole number as the group ``name``.

    Three digits after a separator are thousands, since no count has decimals: 12,500 and 12.500 and 12'500.
    """
    groups = rf"[1-9]\d{{0,2}}(?:(?P<{name}_by>[.,'’\u00a0\u2009\u202f ])\d{{3}})(?:(?P={name}_by)\d{{3}}){{0,4}}"
    return rf"(?P<{name}>{groups}(?![.,'’]?\d)|\d{{1,12}}(?:\.0)?(?![.,'’]?\d))"


_INTERVAL = (
    rf"(?:\s*(?:±\s*{SHARE}\s*%?"
    rf"|[(\[]\s*(?:95 ?% ?(?:CI|KI|IC)[:,]?\s*)?{SHARE}\s*%?\s*(?:[–—,;-]|to|bis)\s*{SHARE}\s*%?\s*[)\]]))"
)
_UNIT = rf"(?:\s*(?:{POSTINGS}|times|mal|veces|fois|x|×))"
_COUNT = rf"(?:n\s*=\s*)?{whole_number('count')}(?:\s*{_OF}\s*{whole_number('of')})?{_UNIT}?"
_PART = rf"(?P<share>{SHARE})\s*{PERCENT}"
_FORMS = tuple(
    re.compile(form, re.I)
    for form in (
        rf"{_COUNT}(?:\s*[,;:=–—-]?\s*[(\[]?\s*{_PART}{_INTERVAL}?\s*[)\]]?)?",
        rf"{_PART}{_INTERVAL}?(?:\s*[,;:=–—-]?\s*[(\[]?\s*{_COUNT}\s*[)\]]?)?",
    )
)
_IN_BRACKETS = re.compile(r"[^\W\d][^\d()]{0,30}\(([^()]{1,30}(?:%|/\s*\d+|\bof \d+))\)")
_BARE_SHARE = re.compile(rf"(?P<share>{SHARE}){_INTERVAL}?")


@dataclass(frozen=True, slots=True)
class Figure:
    """The content of a cell: a count, its total, and a percentage with a decimal point. A missing part is None."""

    count: int | None = None
    of: int | None = None
    percentage: str | None = None


def is_empty(cell: str) -> bool:
    """Return whether a cell is empty: it is blank, a dash, or n/a."""
    return _EMPTY.fullmatch(cell.strip()) is not None


def is_rough(cell: str) -> bool:
    """Whether a cell states a number that is not exact, as in ~20, 20+, <5 or 7.3k."""
    return _ROUGH.search(cell.strip()) is not None


def read_whole(text: str) -> int:
    """Read a whole number with any thousands separator."""
    return int(re.sub(r"\.0$|\D", "", text))


def read_figure(cell: str, *, percentages: bool = False) -> Figure | None:
    """Read the figure in a cell.

    Return None if the cell has no figure. A bare number is a percentage if ``percentages``.
    """
    text = _FOOTNOTE.sub("", cell.strip(_BARS))
    if percentages and text[:1] in (".", ","):
        text = f"0{text}"
    if percentages and (found := _BARE_SHARE.fullmatch(text)):
        return Figure(percentage=_decimal(found["share"]))
    if found := _IN_BRACKETS.fullmatch(text):
        text = found[1]  # 'High (30/60)'
    for form in _FORMS:
        if found := form.fullmatch(text):
            count, of, share = found["count"], found["of"], found["share"]
            return Figure(
                read_whole(count) if count else None,
                read_whole(of) if of else None,
                _decimal(share) if share else None,
            )
    return None


def _decimal(text: str) -> str:
    return text.replace(",", ".")


def hundredfold(share: str) -> str:
    """A fraction of one as a percentage with the same precision: 0.955 as 95.5."""
    whole, _, decimals = share.partition(".")
    digits = (whole + decimals.ljust(2, "0")[:2]).lstrip("0") or "0"
    return f"{digits}.{decimals[2:]}" if len(decimals) > 2 else digits


def fitting_counts(percentage: str, size: int) -> range:
    """The counts of a sample that may be stated as this percentage: rounded to its decimals, halves either way."""
    digits, _, decimals = percentage.partition(".")
    stated, scale = int(digits + decimals), 10 ** len(decimals)
    lowest = -((size - 2 * stated * size) // (200 * scale))
    highest = (2 * stated * size + size) // (200 * scale)
    return range(max(lowest, 0), min(highest, size) + 1)


def is_percentage_of(percentage: str, count: int, size: int) -> bool:
    """Return whether a percentage can describe a count of a sample."""
    return count in fitting_counts(percentage, size)
