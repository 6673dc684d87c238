"""Reports of hostile words, held to show them as words."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Callable, Sequence

from skillgap.reports.content import Layout, ReportContent
from skillgap.reports.rendering import render
from tests.reports import samples
from tests.reports.readers import read_html

NUMBER = re.compile(r"-?\d[\d.e-]*")
KIND = ["https://example.org/kind"] * len(samples.HOSTILE)


def assert_plain_text(written: Callable[[Sequence[str]], ReportContent], form: str) -> None:
    """No control character gets out, no markup that kind words would not make, no cell that a spreadsheet runs.

    ``written`` makes the report of strings, each of which stands wherever a file can put it.
    """
    text = render(written(samples.HOSTILE), form, Layout())
    allowed = "\r\n" if form == "csv" else "\n"
    assert {one for one in text if unicodedata.category(one) in ("Cc", "Cs") and one not in allowed} == set()
    if form == "html":
        assert read_html(text).skeleton() == read_html(render(written(KIND), form, Layout())).skeleton()
    if form == "csv":
        cells = [cell for row in csv.reader(io.StringIO(text.removeprefix("\ufeff"))) for cell in row]
        suspicious = [one for one in cells if one.lstrip()[:1] in tuple("=+-@＝＋－＠") and one]
        assert [one for one in suspicious if not NUMBER.fullmatch(one)] == []
