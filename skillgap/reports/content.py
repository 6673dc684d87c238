"""What a report contains, and what the place that shows it can do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from skillgap.labels import UNICODE, Glyphs

if TYPE_CHECKING:
    from skillgap.reports.blocks import CsvTable, Document


@dataclass(frozen=True, slots=True)
class Layout:
    """What the place that shows a report can do.

    ``width`` counts terminal columns. ``color`` allows ANSI escape sequences. With the ASCII ``glyphs`` no other
    characters are drawn. Formats made for files ignore what does not concern them.
    """

    width: int = 80
    color: bool = False
    glyphs: Glyphs = UNICODE


@dataclass(frozen=True, slots=True)
class ReportContent:
    """The contents of a report, each made only when a format needs it.

    ``document`` is for people, ``data`` the output of the JSON form (see :mod:`skillgap.reports.outputs`), ``sheet``
    the table of the CSV form.
    """

    document: Callable[[], Document]
    data: Callable[[], object]
    sheet: Callable[[], CsvTable]
