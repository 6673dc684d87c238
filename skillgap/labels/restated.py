"""The words of levels that were agreed lower and stated again."""

from __future__ import annotations

from skillgap.labels import level_words
from skillgap.scoring.gap_report import GapReport

RESTATED_TITLE = "Stated above the level last agreed"


def restated_sentences(report: GapReport, criterion: str | None = None) -> list[str]:
    """List the levels above the last agreed level that were not reviewed since, for all criteria or one."""
    return [
        f"{one.name}: {level_words(report.matrix, one.level, one.id)} now, last agreed at "
        f"{level_words(report.matrix, one.agreed_level, one.id)} on {one.agreed_on}, and not reviewed since."
        for one in report.restated
        if criterion in (None, one.id)
    ]
