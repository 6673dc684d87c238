"""Tables as CSV that spreadsheets open as they are."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING

from skillgap import labels
from skillgap.reports.rounding import rounded

if TYPE_CHECKING:
    from skillgap.reports.blocks import CsvTable

BYTE_ORDER_MARK = "\ufeff"
"""What a CSV file begins with: without it the most common spreadsheet garbles every name outside ASCII."""
_FORMULA = re.compile(r"(^|;)(\s*)(?=[=+\-@＝＋－＠])")
_HARMLESS_CELL = re.compile(r"[A-Za-z0-9][A-Za-z0-9 ._-]*")
"""What most cells hold, and is written as it stands."""
_SEPARATOR = " | "


def csv_parts(sheet: CsvTable) -> Iterator[str]:
    """A table as RFC 4180 describes it, piece by piece."""
    yield csv_rows(chain((sheet.columns,), sheet.rows))
    yield from sheet.written


def csv_rows(rows: Iterable[tuple[object, ...]]) -> str:
    """Rows of such a table."""
    text = io.StringIO()
    csv.writer(text).writerows([_plain(value) for value in row] for row in rows)
    return text.getvalue()


_TEXT = (str, tuple)


def _plain(value: object) -> object:
    """A value as it is written: figures rounded, texts made harmless."""
    if isinstance(value, float):
        return rounded(value)
    return _cell(value) if isinstance(value, _TEXT) else value


@lru_cache(1024)  # much of a sheet's text stands in every row
def _cell(value: str | tuple[str, ...]) -> str:
    """A text or several as a cell that no spreadsheet runs: what could begin a formula gets a ``'`` before it.

    Several are separated by `` | ``; a ``|`` inside one of them is written as ``\\|``, so that they can be split again.

    A semicolon counts as a beginning too: where it separates lists, spreadsheets split at it.
    """
    text = value if isinstance(value, str) else _SEPARATOR.join(one.replace("|", "\\|") for one in value)
    if _HARMLESS_CELL.fullmatch(text):
        return text
    return _FORMULA.sub(r"\1'\2", labels.strip_control_chars(text))
