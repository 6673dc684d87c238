"""All there is to say of one criterion in a comparison, and of why coverage changed."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from textual.content import Content

from skillgap import labels
from skillgap.labels import comparison as words
from skillgap.model.matrix import Matrix
from skillgap.scoring.comparison.attribution import Attribution, Part
from skillgap.scoring.comparison.table import ComparedRow, Comparison, ComparisonColumn
from skillgap.scoring.gap_report import Row
from skillgap.tui.lines import HEADING, MUTED, STRONG, ends, full_name, joined, plain, stacked, wrapped
from skillgap.tui.widgets.listing import Row as Line
from skillgap.tui.widgets.listing import words as told

Lines = list[Content]


def criterion_lines(comparison: Comparison, row: ComparedRow, width: int) -> Lines:
    """What everybody says on a criterion: level, target, confidence and evidence, column by column."""
    asked = f"Asked for by {labels.posting_ratio(row.postings, row.sample_size)} postings"
    head = [joined(plain(asked, STRONG), row.category or "", separator=labels.UNICODE.dot)]
    blocks = [_column(column, cell) for column, cell in zip(comparison.columns, row.cells, strict=True)]
    wrapped_blocks = ([line for part in block for line in wrapped(part, width)] for block in (head, *blocks))
    return stacked(full_name(row.name, 0, width), *wrapped_blocks)


def _column(column: ComparisonColumn, cell: Row | None) -> Lines:
    lines = [plain(words.column_name(column), HEADING)]
    if column.report is None or cell is None:
        state = words.state_of(column) or "not part of that role"
        return [*lines, plain(state, MUTED)]
    matrix = column.report.matrix
    sure = f"confidence {cell.confidence}" if cell.confidence else ""
    lines.append(joined(_stands(matrix, cell), sure, separator=labels.UNICODE.dot))
    lines += [plain(f"{number}. {text}") for number, text in enumerate(cell.evidence, start=1)]
    return lines


def _stands(matrix: Matrix, cell: Row) -> Content:
    role = f"role {labels.level_words(matrix, cell.target, cell.id)}"
    if cell.level is None:
        return joined(plain(labels.STATE_WORDS[cell.state], STRONG), role, separator=labels.UNICODE.dot)
    level = plain(labels.level_words(matrix, cell.level, cell.id), STRONG)
    return joined(level, "meets its target" if cell.gap == 0 else role, separator=labels.UNICODE.dot)


def change_rows(attribution: Attribution) -> Iterator[Line]:
    """Why coverage changed: the sum, then what ratings did and what the role did."""
    yield Line(lambda width: wrapped(plain(words.change_words(attribution)), width))
    large = [part for part in attribution.parts if abs(part.amount) >= words.SMALLEST]
    for title, whose in (("Ratings", "you"), ("The role", "role")):
        parts = [part for part in large if part.whose == whose]
        if parts:
            yield told(Content(""))
            yield told(plain(title, HEADING))
            yield from (Line(partial(_part, part)) for part in parts)
    if small := len(attribution.parts) - len(large):
        yield told(Content(""))
        yield told(plain(f"{labels.pluralize(small, 'further part')} of less than 0.05 points each", MUTED))


def _part(part: Part, width: int) -> Lines:
    name = plain(part.row.name, STRONG)
    points = plain(f"{words.signed_points(part.amount)} ")
    return [ends(name, points, width), *wrapped(plain(words.cause_words(part), MUTED), width, 2)]
