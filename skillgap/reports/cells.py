"""Cells that several reports share."""

from __future__ import annotations

from skillgap import labels
from skillgap.reports.blocks import Bar, Cell, Column, columns
from skillgap.scoring.gap_report import Coverage, Row

COVERAGE_COLUMNS = (*columns("Covered>"), Column("", optional=True), *columns("Range>", "Rated"))
"""The columns of :func:`coverage_cells`."""


def coverage_cells(coverage: Coverage | None) -> tuple[Cell, ...]:
    """A coverage as figure, bar, open range and count of what is rated; dashes if there is none."""
    if coverage is None or coverage.low is None or coverage.high is None:
        return labels.ABSENT, Bar(None, 0.0, 0.0), labels.ABSENT, labels.ABSENT
    drawn = Bar(coverage.value, coverage.low, coverage.high)
    return labels.percent(coverage.value), drawn, labels.open_range(coverage), labels.rated_of(coverage)


def asked_cell(row: Row) -> str:
    """How many postings ask for a criterion."""
    return labels.posting_ratio(row.postings, row.sample_size)
