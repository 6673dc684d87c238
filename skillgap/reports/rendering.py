"""The one way from a report to text."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain

from skillgap.reports.content import Layout, ReportContent


def render(report: ReportContent, form: str, layout: Layout) -> str:
    """Write a report in one of the :data:`skillgap.reports.FORMATS`; the text ends with one line break.

    The text is meant for one sink, a terminal or a file. It holds no control character except line breaks and, if
    color is allowed, the escape sequences for it. Raises KeyError for another format.
    """
    return "".join(render_parts(report, form, layout))


def file_parts(parts: Iterable[str], form: str) -> Iterable[str]:
    """The same for a file: a CSV file begins with a byte order mark, which standard output must not have."""
    if form != "csv":
        return parts
    from skillgap.reports.csv_output import BYTE_ORDER_MARK

    return chain((BYTE_ORDER_MARK,), parts)


def render_parts(report: ReportContent, form: str, layout: Layout) -> Iterable[str]:
    """Write the same piece by piece: reports for programs list everybody, who may be a million people.

    Only the module of that format is imported.
    """
    if form == "terminal":
        from skillgap.reports import terminal

        return (terminal.render(report.document(), layout),)
    if form == "json":
        from skillgap.reports import json_output
        from skillgap.reports.outputs.fields import to_data

        return json_output.json_parts(to_data(report.data()), layout)
    if form == "csv":
        from skillgap.reports import csv_output

        return csv_output.csv_parts(report.sheet())
    if form == "markdown":
        from skillgap.reports import markdown

        return (markdown.render(report.document(), layout),)
    if form == "html":
        from skillgap.reports import html

        return (html.render(report.document()),)
    raise KeyError(form)
