"""What other levels would change, before the figures of a report."""

from __future__ import annotations

from skillgap import labels
from skillgap.labels import plan as words
from skillgap.reports.blocks import Block, Heading, Table, Text, columns, not_empty
from skillgap.reports.extra_sections import ExtraSections
from skillgap.scoring.gap_report import Coverage
from skillgap.scoring.planning import WhatIf


def addition(supposed: WhatIf) -> ExtraSections:
    """What is supposed and what it changes, for the report as it would be."""
    ranks = {row.id: row.rank for row in supposed.before.gaps}
    return ExtraSections(
        before=blocks(supposed),
        columns={
            "supposed": {row.id: row.id in supposed.levels for row in supposed.after.rows},
            "instead_of_level": supposed.instead_of,
            "rank_before": ranks,
        },
    )


def blocks(supposed: WhatIf) -> tuple[Block, ...]:
    """That it is supposed, what, and what it changes."""
    return not_empty(
        Heading(words.SUPPOSED_TITLE, f"{words.supposed_words(supposed)}."),
        Text(words.difference_words(supposed)),
        Table("Coverage before and after", columns("", "Before>", "After>", "Change>"), tuple(_coverages(supposed))),
        Table("Remaining gaps", columns("Remaining gaps", "Rank>", "Before>", "Impact>"), tuple(_left(supposed))),
    )


def _coverages(supposed: WhatIf) -> list[tuple[str, ...]]:
    entries = [("All", supposed.before.coverage, supposed.after.coverage)]
    entries += [(section.title, section.before, section.after) for section in supposed.sections]
    return [(title, *_covered(before, after)) for title, before, after in entries]


def _covered(before: Coverage, after: Coverage) -> tuple[str, str, str]:
    known = before.value is not None and after.value is not None
    difference = 100 * ((after.value or 0.0) - (before.value or 0.0)) if known else None
    return labels.percent(before.value), labels.percent(after.value), words.change(difference)


def _left(supposed: WhatIf) -> list[tuple[str, ...]]:
    return [
        (row.name, str(row.rank), labels.ABSENT if rank_before is None else str(rank_before), labels.points(row.impact))
        for row, rank_before in supposed.left
    ]
