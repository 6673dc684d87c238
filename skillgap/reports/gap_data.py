"""The gap report for programs: the keys of its JSON, which is a contract, and the columns of its CSV."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from skillgap import labels
from skillgap.model.matrix import Matrix
from skillgap.reports.blocks import CsvTable
from skillgap.reports.mandatory import mandatory_data
from skillgap.scoring.gap_report import GapReport, Row

REPORT_FORMAT = "skillgap/report/1"


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
        **mandatory_data(report),
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


def sheet(report: GapReport, more: Mapping[str, Mapping[str, object]]) -> CsvTable:
    """One row a criterion, in all states, the gaps first; the columns that are added come last."""
    whose = whose_cells(report)
    rows = []
    for row in report.rows:
        cells = {**whose, **_cells(report.matrix, row)}
        own = (cells[name] for name in (*whose, *_COLUMNS))
        rows.append((*own, *(values.get(row.id) for values in more.values())))
    return CsvTable((*whose, *_COLUMNS, *more), tuple(rows))


def whose_cells(report: GapReport) -> dict[str, object]:
    """Whose a row of a table is: each repeats it, so that files can be stacked."""
    return {
        "profile": report.profile_id,
        "matrix": report.matrix.id,
        "matrix_version": report.matrix.version,
        "date": report.date.isoformat() if report.date else None,
        "view": report.view,
    }


# fmt: off
_COLUMNS = (
    "rank", "id", "name", "section", "category", "postings", "sample_size", "share", "share_low", "share_high",
    "rank_low", "rank_high", "state", "level", "level_name", "target", "target_name", "gap", "impact", "confidence",
    "evidence", "self_level", "mentor_level", "agreed_level", "tools_used", "tools_missing", "next_level",
    "next_level_shown_by", "topic", "mandatory",
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
