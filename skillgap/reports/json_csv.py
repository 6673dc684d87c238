"""The report for programs: JSON, which is a contract, and CSV for spreadsheets."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache
from itertools import chain
from json.encoder import encode_basestring_ascii
from typing import TYPE_CHECKING, Any

from pydantic_core import to_json

from skillgap import labels
from skillgap.model.matrix import Matrix
from skillgap.scoring.gap_report import GapReport, Row

if TYPE_CHECKING:
    from skillgap.reports import Layout
    from skillgap.reports.blocks import CsvTable
    from skillgap.reports.extra_sections import ExtraSections

REPORT_FORMAT = "skillgap/report/1"
NEXT_LINE = ",\n    "
"""What stands between two entries of a list that has a line for each."""
_NOT_ASCII = re.compile(r"[^\x00-\x7e]")


def render_json(report: GapReport, layout: Layout, added: Sequence[ExtraSections] = ()) -> str:
    """The report as JSON, in the order and with the keys of the contract, then those that are added."""
    more = {key: value for one in added for key, value in one.data.items()}
    return json_text({**document(report), **more}, layout)


@dataclass(frozen=True, slots=True)
class Text:
    """A value that is JSON already, in parts that are joined as they are."""

    parts: Iterable[str]


def lines(entries: Iterable[str]) -> Text:
    """A list of which each entry, or several joined by NEXT_LINE, is JSON already: each on a line of its own."""
    return Text(_in_brackets(entries))


def _in_brackets(entries: Iterable[str]) -> Iterator[str]:
    before = "[\n    "
    for entry in entries:
        yield before
        yield entry
        before = NEXT_LINE
    yield "[]" if before != NEXT_LINE else "\n  ]"


def line(entry: object) -> str:
    """Plain data as JSON on one line."""
    return to_json(entry).decode()  # in a quarter of the time that the standard library takes


def json_text(data: dict[str, Any], layout: Layout) -> str:
    """Plain data as JSON. Nothing is replaced; characters that a terminal could act upon are written as escapes."""
    return "".join(json_parts(data, layout))


def json_parts(data: dict[str, Any], layout: Layout) -> Iterator[str]:
    """The same piece by piece, where there is text in parts."""
    unsafe = _NOT_ASCII if layout.glyphs is labels.ASCII else labels.UNSAFE
    encode = json.JSONEncoder(indent=2, ensure_ascii=False, allow_nan=False).encode
    for at, (key, value) in enumerate(data.items()):
        yield f"{',' if at else '{'}\n  {_escaped(encode(key), unsafe)}: "
        if isinstance(value, Text):
            yield from (_escaped(part, unsafe) for part in value.parts)
        else:
            # No text within JSON breaks a line, so that every line can be moved in.
            yield _escaped(encode(value), unsafe).replace("\n", "\n  ")
    yield "\n}\n"


def _escaped(text: str, unsafe: re.Pattern[str]) -> str:
    """JSON with escapes for what the place it goes to may not have; JSON itself escapes most of that."""
    if text.isascii() and "\x7f" not in text:
        return text
    return unsafe.sub(lambda match: encode_basestring_ascii(match.group())[1:-1], text)


def document(report: GapReport) -> dict[str, Any]:
    """The plain data that the JSON report holds."""
    return {
        "format": REPORT_FORMAT,
        **head(report),
        "coverage": asdict(report.coverage),
        "sections": [asdict(section) for section in report.sections],
        "gaps": [asdict(row) for row in report.gaps],
        "met": [_unranked(row) for row in report.met],
        "unrated": [_unranked(row) for row in report.unrated],
        "not_applicable": [_unranked(row) for row in report.not_applicable],
        "signals": [asdict(signal) for signal in report.signals],
    }


def head(report: GapReport) -> dict[str, Any]:
    """Whose levels a report is made from, and against what."""
    matrix = report.matrix
    return {
        "profile": {"id": report.profile_id, "name": report.profile_name},
        "matrix": {
            "id": matrix.id,
            "version": matrix.version,
            "title": matrix.title,
            "sample_size": matrix.source.sample_size,
        },
        "assessment": {"date": report.date.isoformat() if report.date else None, "view": report.view},
    }


def _unranked(row: Row) -> dict[str, Any]:
    fields = asdict(row)
    del fields["rank"]
    return fields


_FORMULA = re.compile(r"(^|;)(\s*)(?=[=+\-@＝＋－＠])")
_HARMLESS_CELL = re.compile(r"[A-Za-z0-9][A-Za-z0-9 ._-]*")
"""What most cells hold, and is written as it stands."""
_SEPARATOR = " | "


def render_csv(report: GapReport, added: Sequence[ExtraSections] = ()) -> str:
    """One row a criterion, in all states, the gaps first; the columns that are added come last."""
    from skillgap.reports.blocks import CsvTable  # the classes of all blocks take time to make, and JSON needs none

    whose = whose_cells(report)
    more = {title: values for one in added for title, values in one.columns.items()}
    rows = []
    for row in report.rows:
        cells = {**whose, **_cells(report.matrix, row)}
        own = (cells[name] for name in (*whose, *_COLUMNS))
        rows.append((*own, *(values.get(row.id) for values in more.values())))
    return csv_text(CsvTable((*whose, *_COLUMNS, *more), tuple(rows)))


def whose_cells(report: GapReport) -> dict[str, object]:
    """Whose a row of a table is: each repeats it, so that files can be stacked."""
    return {
        "profile": report.profile_id,
        "matrix": report.matrix.id,
        "matrix_version": report.matrix.version,
        "date": report.date.isoformat() if report.date else None,
        "view": report.view,
    }


def csv_text(sheet: CsvTable) -> str:
    """A table as RFC 4180 sets it out.

    The byte order mark in front tells spreadsheets that the file is UTF-8; without it the most common
    one garbles every name outside ASCII.
    """
    return "".join(csv_parts(sheet))


def csv_parts(sheet: CsvTable) -> Iterator[str]:
    """The same piece by piece."""
    yield "\ufeff" + csv_rows(chain((sheet.columns,), sheet.rows))
    yield from sheet.written


def csv_rows(rows: Iterable[tuple[object, ...]]) -> str:
    """Rows of such a table."""
    text = io.StringIO()
    csv.writer(text).writerows([_cell(value) if isinstance(value, _TEXT) else value for value in row] for row in rows)
    return text.getvalue()


# fmt: off
_COLUMNS = (
    "rank", "id", "name", "section", "category", "postings", "sample_size", "share", "share_low", "share_high",
    "rank_low", "rank_high", "state", "level", "level_name", "target", "target_name", "gap", "impact", "confidence",
    "evidence", "self_level", "mentor_level", "agreed_level", "tools_used", "tools_missing", "next_level",
    "next_level_shown_by",
)
# fmt: on


def _cells(matrix: Matrix, row: Row) -> dict[str, object]:
    """A row as the columns of the table, with the levels in words too."""
    fields = asdict(row)
    tools = fields.pop("tools")
    level, shown_by = labels.next_step(matrix, row) or (None, None)
    return {
        **fields,
        "level_name": None if row.level is None else matrix.level_name(row.level),
        "target_name": matrix.level_name(row.target),
        "tools_used": tools["used"],
        "tools_missing": tools["missing"],
        "next_level": level,
        "next_level_shown_by": shown_by,
    }


_TEXT = (str, tuple)


@lru_cache(1024)  # much of a sheet's text stands in every row
def _cell(value: str | tuple[str, ...]) -> str:
    """A text or several as a cell that no spreadsheet runs: what could begin a formula gets a ``'`` before it.

    A semicolon counts as a beginning too: where it separates lists, spreadsheets split at it.
    """
    text = value if isinstance(value, str) else _SEPARATOR.join(value)
    if _HARMLESS_CELL.fullmatch(text):
        return text
    return _FORMULA.sub(r"\1'\2", labels.strip_control_chars(text))
