"""Mandatory requirements: no strength, no frequency and no "not applicable" makes up for them."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from skillgap.labels import team as team_labels
from skillgap.labels.mandatory import mandatory_words
from skillgap.model.matrix import Matrix
from skillgap.model.profile import Profile
from skillgap.scoring.gap_report import GapReport, gap_report
from skillgap.scoring.mandatory import worst_state
from skillgap.scoring.team import Team
from tests.builders import assessment_data, criterion, matrix_data, matrix_of, profile_data, profile_of

TODAY = datetime.date(2026, 11, 28)


def role() -> Matrix:
    """A ward: two skills that most postings name, and a license that 2 of 12 do."""
    data = matrix_data(
        criterion("meds", 9, target=2),
        criterion("wound", 7, target=2),
        criterion("license", 2, target=2, mandatory=True, name="Nursing license"),
        of=12,
    )
    data["signals"] = [
        {"id": "bls", "text": "A valid BLS card.", "mandatory": True},
        {"id": "night", "text": "Works nights"},
    ]
    return matrix_of(data)


def person(rating: Any, bls: str | None = "yes", name: str = "mia") -> Profile:
    assessment = assessment_data({"meds": 2, "wound": 2})
    assessment["date"] = "2026-11-01"
    if license is not None:
        assessment["ratings"]["license"] = rating if isinstance(rating, dict) else {"level": rating}
    assessment["signals"] = {} if bls is None else {"bls": bls}
    return profile_of({**profile_data(assessment), "id": name, "name": name.title()})


def reported(rating: Any, bls: str | None = "yes", today: datetime.date = TODAY) -> GapReport:
    profile = person(rating, bls)
    return gap_report(role(), profile, profile.latest(), today=today)


@pytest.mark.parametrize(
    ("rating", "bls", "state", "words"),
    [
        (2, "yes", "met", ""),
        (1, "yes", "not_met", "Mandatory requirement not met: Nursing license."),
        (0, "no", "not_met", "Mandatory requirement not met: Nursing license; A valid BLS card."),
        (2, "partly", "not_met", "Mandatory requirement not met: A valid BLS card."),
        (None, "yes", "not_rated", "Mandatory requirement not rated: Nursing license."),
        ({"state": "skipped"}, "yes", "not_rated", "Mandatory requirement not rated: Nursing license."),
        (2, None, "not_rated", "Mandatory requirement not rated: A valid BLS card."),
        (
            {"state": "not_applicable"},
            "yes",
            "not_applicable",
            "Mandatory requirement called not applicable, which does not waive it: Nursing license.",
        ),
        ({"level": 2, "valid_until": "2026-11-28"}, "yes", "met", ""),
        (
            {"level": 2, "valid_until": "2026-11-27"},
            "yes",
            "not_met",
            "Mandatory requirement not met: Nursing license (evidence expired after 2026-11-27).",
        ),
        (
            {"level": 1, "valid_until": "2026-11-27"},
            "yes",
            "not_met",
            "Mandatory requirement not met: Nursing license.",
        ),
    ],
)
def test_what_meets_a_mandatory_requirement(rating: Any, bls: str | None, state: str, words: str) -> None:
    report = reported(rating, bls)
    assert report.mandatory_state == state
    assert mandatory_words(report.mandatory) == words
    (row,) = [row for row in report.rows if row.id == "license"]
    assert row.mandatory == report.mandatory[0].state


def test_coverage_stays_as_defined() -> None:
    # (9 + 7 + 2 · 0) / 18 with the license at 0 of 2, and 16/16 if it is called not applicable
    assert reported(0).coverage.value == pytest.approx(16 / 18)
    assert reported({"state": "not_applicable"}).coverage.value == 1


def test_expired_evidence_is_told_of_any_criterion() -> None:
    data = assessment_data({"meds": 2})
    data["ratings"]["meds"]["valid_until"] = "2026-10-31"
    profile = profile_of(profile_data(data))
    report = gap_report(role(), profile, profile.latest(), today=TODAY)
    assert [(one.id, one.valid_until) for one in report.expired] == [("meds", datetime.date(2026, 10, 31))]
    # Without a day to judge by, the assessment's own counts.
    assert gap_report(role(), profile, profile.latest()).expired == ()


def test_nobody_who_rated_nothing_meets_anything() -> None:
    report = gap_report(role(), profile_of(profile_data()), None)
    assert report.mandatory_state == "not_rated"


def test_a_role_without_mandatory_requirements_says_nothing() -> None:
    report = gap_report(matrix_of(matrix_data(criterion("a", 1))), profile_of(profile_data()), None)
    assert (report.mandatory, report.mandatory_state, worst_state([])) == ((), None, None)


def test_a_narrowed_report_still_has_the_whole_role_s_requirements() -> None:
    profile = person(0)
    section = role().sections[0].id
    assert gap_report(role(), profile, profile.latest(), section=section).mandatory == reported(0).mandatory


def test_a_team_counts_who_meets_all() -> None:
    team = Team(role(), TODAY)
    for name, rating, bls in (("mia", 0, "no"), ("noa", 2, "yes"), ("lea", 2, None)):
        assert team.add(person(rating, bls, name)) == ()
    report = team.report()
    assert report.mandatory_met_count == 1
    assert [member.mandatory_state for member in report.members] == ["not_met", "met", "not_rated"]
    assert team_labels.mandatory_words(report) == (
        "Mandatory requirement not met by 2 of 3 people: Nursing license (1); A valid BLS card (2)."
    )
