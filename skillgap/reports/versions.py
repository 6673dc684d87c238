"""What changed between two versions of a matrix, as a report."""

from __future__ import annotations

from collections.abc import Sequence

from skillgap import labels
from skillgap.labels import comparison as words
from skillgap.model.matrix import Matrix, Signal
from skillgap.reports.blocks import Block, CsvTable, Document, Facts, Heading, Items, Table, Text, columns, not_empty
from skillgap.reports.content import ReportContent
from skillgap.reports.outputs.fields import column_names, to_cells
from skillgap.reports.outputs.versions import (
    CriterionChangeOutput,
    VersionSide,
    criterion_change_output,
    matrix_diff_output,
)
from skillgap.scoring.comparison.versions import Asked, CriterionChange, MatrixDiff

DIFF_FORMAT = "skillgap/matrix-diff/1"


def written_diff(diff: MatrixDiff) -> ReportContent:
    """The difference of two matrices in every format."""
    return ReportContent(
        document=lambda: _document(diff), data=lambda: matrix_diff_output(diff), sheet=lambda: _sheet(diff)
    )


def _document(diff: MatrixDiff) -> Document:
    before, after = diff.before, diff.after
    title = f"{after.title}: version {before.version} → {after.version}"
    if before.id != after.id:
        title = f"{labels.role_words(before)} → {labels.role_words(after)}"
    blocks = not_empty(
        Facts((("Earlier", _sample(before)), ("Later", _sample(after)))),
        Text(_summary(diff)),
        _shares(f"Asked for more often: {len(diff.rose)}", diff.rose),
        _shares(f"Asked for less often: {len(diff.fell)}", diff.fell),
        Text(words.SIGNIFICANCE, quiet=True) if diff.rose or diff.fell else None,
        _presence(f"New: {len(diff.came)}", diff.after, diff.came),
        _presence(f"Gone: {len(diff.went)}", diff.before, diff.went),
        _others(diff),
        _signals("Hiring signals that came", diff.signals_came),
        _signals("Hiring signals that went", diff.signals_went),
        [Items(tuple(map(words.tie_words, diff.unused_ties)))] if diff.unused_ties else None,
    )
    return Document(title, blocks)


def _sample(matrix: Matrix) -> str:
    return f"{matrix.id}@{matrix.version}, {labels.sample_words(matrix)}"


def _summary(diff: MatrixDiff) -> str:
    both = [change for change in diff.changes if change.difference is not None]
    significant = sum(one.significant for one in both)
    shared = f"{labels.pluralize(len(both), 'criterion', 'criteria')} in both"
    if not both:
        texts = ["The two have no criterion in common."]
    elif not (diff.rose or diff.fell):
        texts = [f"{shared}, each asked for by the same share of postings."]
    else:
        texts = [f"{shared}; {len(diff.rose) + len(diff.fell)} changed in share, {significant} of them significantly."]
    texts += (
        [] if diff.same_scale else ["The two versions number their levels differently. Levels cannot be carried over."]
    )
    return " ".join(texts)


def _shares(title: str, changes: Sequence[CriterionChange]) -> list[Block]:
    rows = tuple(
        (
            change.latest.criterion.name,
            _asked(change.before),
            _asked(change.after),
            words.signed_points(change.difference),
            words.interval_words(change.interval),
            words.significance_words(change),
        )
        for change in changes
    )
    if not rows:
        return []
    titles = columns("Criterion", "Before", "After", "Points>", "95% interval>", "Significant")
    return [Heading(title), Table(title, titles, rows)]


def _asked(asked: Asked | None) -> str:
    return labels.posting_ratio(asked.postings, asked.sample_size) if asked else labels.ABSENT


def _presence(title: str, matrix: Matrix, changes: Sequence[CriterionChange]) -> list[Block]:
    rows = tuple(
        (
            change.latest.criterion.name,
            _asked(change.latest),
            labels.percent_range(*change.latest.interval),
            labels.level_words(matrix, change.latest.target, change.latest.criterion.id),
        )
        for change in changes
    )
    if not rows:
        return []
    return [Heading(title), Table(title, columns("Criterion", "Asked by", "95% interval>", "Target"), rows)]


def _others(diff: MatrixDiff) -> list[Block]:
    """What changed beside the shares."""
    rows = tuple(
        (change.latest.criterion.name, ", ".join(told))
        for change in diff.changes
        if (told := words.other_changes(change, (diff.before, diff.after)))
    )
    if not rows:
        return []
    title = f"Changed otherwise: {len(rows)}"
    remark = "Reworded: a rating may mean something else now, since name, scope, tools or levels read differently."
    reworded = any(change.reworded for change in diff.changes)
    return [Heading(title, remark if reworded else ""), Table(title, columns("Criterion", "What changed"), rows)]


def _signals(title: str, signals: Sequence[Signal]) -> list[Block]:
    return [Heading(title), Items(tuple(signal.text for signal in signals))] if signals else []


def _sheet(diff: MatrixDiff) -> CsvTable:
    """A row for each criterion, both sides beside each other."""
    sides = column_names(VersionSide)
    blank = dict.fromkeys(sides)
    own = [name for name in column_names(CriterionChangeOutput) if not name.startswith("criterion_")]
    rows = []
    for change in map(criterion_change_output, diff.changes):
        cells = to_cells(change)
        both = (to_cells(side) if side else blank for side in (change.criterion_before, change.criterion_after))
        rows.append((*(cells[name] for name in own), *(cell for side in both for cell in side.values())))
    return CsvTable((*own, *(f"{name}_{when}" for when in ("before", "after") for name in sides)), rows)
