"""The words of mandatory requirements, which are said before any figure, and of evidence that has expired."""

from __future__ import annotations

from collections.abc import Iterable

from skillgap.labels.comparison import column_name
from skillgap.scoring.comparison.table import Comparison
from skillgap.scoring.gap_report import GapReport
from skillgap.scoring.mandatory import ExpiredEvidence, MandatoryState, Requirement
from skillgap.scoring.team import TeamReport

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
    """Say which mandatory requirements are not met; empty if all are, or if there are none."""
    listed = list(requirements)
    named = ((text, [_name(one) for one in listed if one.state == state]) for state, text in _SENTENCES)
    return " ".join(text.format("; ".join(names)) for text, names in named if names)


def _name(requirement: Requirement) -> str:
    name = short_name(requirement.name)
    return f"{name} (evidence expired after {requirement.expired})" if requirement.expired else name


def short_name(name: str) -> str:
    """Return a requirement's name without a full stop at its end, since it is listed among others."""
    return name.strip().removesuffix(".")


def mandatory_fact(report: GapReport) -> str:
    """Say that all mandatory requirements are met; empty if they are not, or if there are none."""
    count = len(report.mandatory)
    return f"all {count} met" if report.mandatory_state == "met" else ""


def expired_words(expired: Iterable[ExpiredEvidence]) -> str:
    """Say which evidence has expired; empty if none has."""
    names = "; ".join(f"{one.name} (valid until {one.valid_until})" for one in expired)
    return f"Evidence has expired: {names}." if names else ""


def team_mandatory_words(team: TeamReport) -> str:
    """Say how many people do not meet each mandatory requirement; empty if everybody meets all."""
    open_ones = [requirement for requirement in team.mandatory if requirement.open]
    if not open_ones:
        return ""
    people = team.assessed_count - team.mandatory_met_count
    names = "; ".join(f"{short_name(one.name)} ({one.open:,})" for one in open_ones)
    return f"Mandatory requirement not met by {people:,} of {team.assessed_count:,} people: {names}."


def comparison_mandatory_lines(comparison: Comparison) -> list[str]:
    """Say which mandatory requirements are not met, a line for each column of a comparison in which some are not."""
    found = ((column_name(comparison.columns[at]), comparison.columns[at].report) for at in comparison.distinct)
    named = [(name, mandatory_words(report.mandatory)) for name, report in found if report]
    return [f"{name}: {words}" for name, words in named if words]
