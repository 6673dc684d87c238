"""What every report on somebody says of mandatory requirements."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from skillgap.labels.mandatory import mandatory_fact, mandatory_words
from skillgap.model.matrix import Matrix
from skillgap.model.profile import Profile
from skillgap.scoring.gap_report import GapReport, gap_report


def first_lines(report: GapReport) -> tuple[str, ...]:
    """The lines before a report's title: which mandatory requirements are not met."""
    words = mandatory_words(report.mandatory)
    return (words,) if words else ()


def first_lines_of(profile: Profile, roles: Iterable[Matrix], today: datetime.date) -> tuple[str, ...]:
    """The same for the latest assessment of a profile, if its role is among those."""
    latest = profile.latest()
    editions = {(role.id, role.version): role for role in roles}
    role = editions.get((latest.matrix, latest.matrix_version)) if latest else None
    return first_lines(gap_report(role, profile, latest, today=today)) if role else ()


def mandatory_facts(report: GapReport) -> tuple[tuple[str, str], ...]:
    """The fact that all mandatory requirements are met, if they are."""
    fact = mandatory_fact(report)
    return (("Mandatory", fact),) if fact else ()
