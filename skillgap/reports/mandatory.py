"""What every report on somebody says of mandatory requirements."""

from __future__ import annotations

from skillgap.labels.mandatory import mandatory_fact, mandatory_words
from skillgap.scoring.gap_report import GapReport


def first_lines(report: GapReport) -> tuple[str, ...]:
    """The lines before a report's title: which mandatory requirements are not met."""
    words = mandatory_words(report.mandatory)
    return (words,) if words else ()


def mandatory_facts(report: GapReport) -> tuple[tuple[str, str], ...]:
    """The fact that all mandatory requirements are met, if they are."""
    fact = mandatory_fact(report)
    return (("Mandatory", fact),) if fact else ()
