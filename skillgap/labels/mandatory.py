"""The words of mandatory requirements, which are said before any figure, and of evidence that has expired."""

from __future__ import annotations

from collections.abc import Iterable

from skillgap.labels import ABSENT
from skillgap.scoring.gap_report import GapReport
from skillgap.scoring.mandatory import ExpiredEvidence, MandatoryState, Requirement

STATE_WORDS: dict[MandatoryState, str] = {
    "met": "met",
    "not_met": "not met",
    "not_rated": "not rated",
    "not_applicable": "called not applicable",
}
MET_TITLE = "Meet all mandatory requirements"
OPEN_TITLE = "Do not meet all mandatory requirements"
_SENTENCES: tuple[tuple[MandatoryState, str], ...] = (
    ("not_met", "Mandatory requirement not met: {}."),
    ("not_rated", "Mandatory requirement not rated: {}."),
    ("not_applicable", "Mandatory requirement called not applicable, which does not waive it: {}."),
)


def mandatory_words(requirements: Iterable[Requirement]) -> str:
    """List the unmet mandatory requirements; empty if all are met, or if the matrix has none."""
    listed = list(requirements)
    named = ((text, [_name(one) for one in listed if one.state == state]) for state, text in _SENTENCES)
    return " ".join(text.format("; ".join(names)) for text, names in named if names)


def _name(requirement: Requirement) -> str:
    name = short_name(requirement.name)
    return f"{name} (evidence expired after {requirement.expired})" if requirement.expired else name


def mandatory_cell(state: MandatoryState | None) -> str:
    """Show in a table whether a person meets all mandatory requirements; a dash if missing."""
    return STATE_WORDS[state] if state else ABSENT


def short_name(name: str) -> str:
    """Return a requirement's name without a full stop at its end, for use in a list."""
    return name.strip().removesuffix(".")


def mandatory_fact(report: GapReport) -> str:
    """State that all mandatory requirements are met; empty if one is unmet, or if the matrix has none."""
    count = len(report.mandatory)
    return f"all {count} met" if report.mandatory_state == "met" else ""


def expired_words(expired: Iterable[ExpiredEvidence]) -> str:
    """State which evidence has expired; empty if none has."""
    names = "; ".join(f"{one.name} (valid until {one.valid_until})" for one in expired)
    return f"Evidence has expired: {names}." if names else ""
