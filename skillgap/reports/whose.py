"""Whose a row of a CSV table is: each repeats it, so that files can be stacked."""

from __future__ import annotations

from skillgap.scoring.gap_report import GapReport


def whose_cells(report: GapReport) -> dict[str, object]:
    """The columns that name the person, the role and the assessment."""
    return {
        "profile": report.profile_id,
        "matrix": report.matrix.id,
        "matrix_version": report.matrix.version,
        "date": report.date.isoformat() if report.date else None,
        "view": report.view,
    }
