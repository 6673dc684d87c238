"""What every report on somebody says of mandatory requirements, for people and for programs."""

from __future__ import annotations

from typing import Any

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


def mandatory_data(report: GapReport) -> dict[str, Any]:
    """Whether the mandatory requirements are met, and which evidence has expired."""
    return {
        "mandatory": report.mandatory_state,
        "mandatory_requirements": [
            {
                "id": one.id,
                "name": one.name,
                "kind": one.kind,
                "state": one.state,
                "expired": one.expired.isoformat() if one.expired else None,
            }
            for one in report.mandatory
        ],
        "expired_evidence": [
            {"id": one.id, "name": one.name, "valid_until": one.valid_until.isoformat()} for one in report.expired
        ],
    }
