"""One person in one role over time, as a report."""

from __future__ import annotations

import datetime

from skillgap import labels
from skillgap.labels import comparison as words
from skillgap.reports.blocks import Block, CsvTable, Document, Facts, Heading, Line, Table, Text, columns, not_empty
from skillgap.reports.cells import COVERAGE_COLUMNS, coverage_cells
from skillgap.reports.comparison import change_blocks
from skillgap.reports.content import ReportContent
from skillgap.reports.mandatory import first_lines
from skillgap.reports.outputs.history import history_output
from skillgap.scoring.comparison.history import History, Point


def written_history(history: History, today: datetime.date, stale_after: int) -> ReportContent:
    """A history in every format, with the day and the age in days that it was made with."""
    return ReportContent(
        document=lambda: _document(history, stale_after),
        data=lambda: history_output(history, today, stale_after),
        sheet=lambda: _sheet(history),
    )


def _document(history: History, stale_after: int) -> Document:
    reports = [point.report for point in history.points if point.report]
    role = labels.role_words(reports[-1].matrix) if reports else history.matrix
    blocks = not_empty(
        Facts((("Role", role), ("Levels", labels.VIEW_WORDS[history.view]))),
        _coverage(history),
        _sections(history),
        [block for step in history.steps for block in change_blocks(step)],
        _level_changes(history),
        _evidence(history),
        _stale(history, stale_after) if reports else None,
    )
    return Document(
        f"{history.profile_name}: {labels.pluralize(len(history.points), 'assessment')} of one role",
        blocks,
        first_lines(reports[-1]) if reports else (),
    )


def _coverage(history: History) -> list[Block]:
    missing = sorted({point.assessment.matrix_version for point in history.points if not point.report})
    versions = ", ".join(map(str, missing))
    remark = f"Version {versions} of the role's matrix cannot be read here, so there are no figures." if missing else ""
    table = Table(
        "Coverage by date",
        (*columns("Assessed", "Version>"), *COVERAGE_COLUMNS),
        tuple(
            (
                point.assessment.date.isoformat(),
                str(point.assessment.matrix_version),
                *coverage_cells(point.report.coverage if point.report else None),
            )
            for point in history.points
        ),
    )
    return [Heading("Coverage by date", remark), table]


def _sections(history: History) -> list[Block]:
    """Coverage over time as a line, of all and by section."""
    entries = [
        ("All", tuple(map(_value, history.points))),
        *((section.title, section.values) for section in history.sections),
    ]
    rows = []
    for title, values in entries:
        known = [value for value in values if value is not None]
        if len(known) > 1:
            change = words.signed_points(known[-1] - known[0])
            rows.append((title, Line(values), labels.percent(known[0]), labels.percent(known[-1]), change))
    if not rows:
        return []
    table = Table(
        "Coverage over time by section", columns("", "Over time", "First>", "Latest>", "Points>"), tuple(rows)
    )
    return [Heading("Coverage over time", "From the first assessment with figures to the latest."), table]


def _value(point: Point) -> float | None:
    return point.report.coverage.value if point.report else None


def _level_changes(history: History) -> list[Block]:
    rows = tuple(
        (
            change.criterion.name,
            change.date.isoformat(),
            labels.ABSENT if change.before is None else str(change.before),
            str(change.after),
        )
        for change in history.level_changes
    )
    if not rows:
        return []
    table = Table("Levels that changed", columns("Criterion", "Assessed", "From>", "To>"), rows)
    return [Heading(f"Levels that changed: {len(rows)}"), table]


def _evidence(history: History) -> list[Block]:
    rows = tuple(
        (one.criterion.name, one.date.isoformat(), piece) for one in history.evidence_gained for piece in one.evidence
    )
    if not rows:
        return []
    table = Table("Evidence gained", columns("Criterion", "Assessed", "Evidence"), rows)
    return [Heading(f"Evidence gained: {len(rows)}"), table]


def _stale(history: History, stale_after: int) -> list[Block]:
    days = labels.pluralize(stale_after, "day")
    if not history.stale:
        return [Text(f"No level was last said more than {days} ago.", quiet=True)]
    table = Table(
        "Levels said long ago",
        columns("Criterion", "Share>", "Level>", "Last said", "Days ago>"),
        tuple(
            (one.criterion.name, labels.percent(one.share), str(one.level), one.said.isoformat(), str(one.age))
            for one in history.stale
        ),
    )
    title = f"Stale: {labels.pluralize(len(history.stale), 'level')} last said more than {days} ago"
    return [Heading(title, "Self-ratings. Rate them again to confirm them."), table]


_FIGURES = ("value", "low", "high", "rated", "applicable", "not_applicable")


def _sheet(history: History) -> CsvTable:
    """A row a date: its coverage, then the coverage of each section."""
    fixed = ("profile", "matrix", "matrix_version", "date", "view")
    rows = []
    for at, point in enumerate(history.points):
        coverage = point.report.coverage if point.report else None
        figures = [getattr(coverage, name) if coverage else None for name in _FIGURES]
        one = point.assessment
        whose = (history.profile_id, history.matrix, one.matrix_version, one.date.isoformat(), history.view)
        rows.append((*whose, *figures, *(section.values[at] for section in history.sections)))
    titles = (*fixed, *(f"coverage_{name}" for name in _FIGURES), *(section.id for section in history.sections))
    return CsvTable(titles, tuple(rows))
