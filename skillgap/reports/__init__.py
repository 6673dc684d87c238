"""The gap report in every format: one small module each, all of the same figures.

The text returned is meant for one sink, a terminal or a file; it holds no control character except
line breaks and, where colour is asked for, the escape sequences that switch it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from skillgap.labels import UNICODE, Glyphs
from skillgap.scoring.gap_report import GapReport

if TYPE_CHECKING:
    from skillgap.reports.blocks import CsvTable, Document
    from skillgap.reports.extra_sections import ExtraSections

FORMATS: tuple[str, ...] = ("terminal", "json", "markdown", "html", "csv")
FOR_PROGRAMS = ("json", "csv")
"""The formats that leave nothing out."""


@dataclass(frozen=True, slots=True)
class Layout:
    """What the place that shows a report can do.

    ``width`` counts terminal columns. ``color`` allows ANSI escape sequences. The ASCII ``glyphs`` say
    that no other characters can be drawn. Formats made for files use of these what concerns them.
    """

    width: int = 80
    color: bool = False
    glyphs: Glyphs = UNICODE


def render(report: GapReport, form: str, layout: Layout, added: Sequence[ExtraSections] = ()) -> str:
    """Write a report in one of the :data:`FORMATS`, with what is added to it; the text ends with one line break.

    Raises KeyError for another format. Only the module of that format is imported.
    """
    if form == "terminal":
        from skillgap.reports import terminal

        return terminal.render(report, layout, added)
    if form in ("json", "csv"):
        from skillgap.reports import json_csv

        return json_csv.render_json(report, layout, added) if form == "json" else json_csv.render_csv(report, added)
    if form == "markdown":
        from skillgap.reports import markdown

        return markdown.render(report, layout, added)
    if form == "html":
        from skillgap.reports import html

        return html.render(report, added)
    raise KeyError(form)


@dataclass(frozen=True, slots=True)
class ReportContent:
    """What a report other than the gap report is made of, each part made when a format needs it.

    ``document`` is for people, ``data`` the plain data of the JSON form, ``sheet`` the table of the CSV form.
    """

    document: Callable[[], Document]
    data: Callable[[], dict[str, Any]]
    sheet: Callable[[], CsvTable]


def render_written(report: ReportContent, form: str, layout: Layout) -> str:
    """Write such a report in one of the :data:`FORMATS`; the text ends with one line break."""
    return "".join(written_parts(report, form, layout))


def written_parts(report: ReportContent, form: str, layout: Layout) -> Iterable[str]:
    """The same piece by piece where the format is one of those that name everybody, who may be many."""
    if form == "terminal":
        from skillgap.reports import terminal_blocks

        return (terminal_blocks.render(report.document(), layout),)
    if form in FOR_PROGRAMS:
        from skillgap.reports import json_csv

        return json_csv.json_parts(report.data(), layout) if form == "json" else json_csv.csv_parts(report.sheet())
    if form == "markdown":
        from skillgap.reports import markdown_blocks

        return (markdown_blocks.render(report.document(), layout),)
    if form == "html":
        from skillgap.reports import html

        return (html.render_document(report.document()),)
    raise KeyError(form)


def output_schema(name: str) -> dict[str, Any]:
    """The published JSON Schema (2020-12) of a JSON output, by the name that its ``format`` has: ``report``, ``team``.

    Raises KeyError for another name.
    """
    from skillgap.reports.schemas import SCHEMAS

    return SCHEMAS[name]()
