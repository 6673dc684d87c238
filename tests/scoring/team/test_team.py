"""A team evaluate by hand, and for any people the same figures as their own gap reports."""

from __future__ import annotations

import datetime
import json
import statistics
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skillgap.model.fast_validation import scan_json
from skillgap.model.profile import Profile
from skillgap.model.schema import plain
from skillgap.scoring.gap_report import VIEWS, Row, View, gap_report
from skillgap.scoring.team import NotAssessed, Team, TeamReport, team_report
from tests.builders import (
    DAY,
    Plain,
    assessment_data,
    criterion,
    matrix_data,
    matrix_of,
    profile_data,
    profile_of,
)
from tests.strategies import matrices, profiles

TODAY = datetime.date(2026, 11, 1)
MATRIX = matrix_of(
    matrix_data(
        criterion("gpus", 4),
        criterion("talks", 8, target=2),
        criterion("queues", 2, target=3),
        criterion("law", 1, target=0),
        version=2,
    )
)
SEEN = {"evidence": ["Seen"]}


def someone(identifier: str, ratings: Plain, date: str = DAY, **more: Any) -> Profile:
    assessment = assessment_data(ratings, date, matrix_version=2)
    return profile_of(profile_data(assessment, id=identifier, name=identifier.title(), **more))


def review(status: str, by: str, ratings: Plain, of: str = DAY) -> Plain:
    head = {"assessment": of, "matrix": "role", "by": by, "date": "2026-06-01", "status": status}
    return {**head, "ratings": ratings}


TEAM = [
    someone("ada", {"gpus": {"level": 4, **SEEN}, "talks": {"level": 1, **SEEN}, "queues": 3, "law": 1}),
    someone("bo", {"gpus": 1, "talks": 0, "queues": {"level": 2, **SEEN}, "law": "not_applicable"}),
    someone("cy", {"gpus": {"level": 4, "evidence": [" "]}, "talks": {"level": 3, **SEEN}, "queues": "skipped"}),
    profile_of(profile_data(assessment_data({"gpus": 4}), id="di", name="Di")),
    profile_of(profile_data(id="ed", name="Ed")),
]


def data_of(profile: Profile) -> Plain:
    """A profile as it comes out of a bundle."""
    found = scan_json(Profile, json.dumps(plain(profile)))
    assert found is not None
    return found


def reported(*people: Profile, view: View = "agreed") -> TeamReport:
    """The report on these people, the same whether they come as models or as plain data."""
    report = team_report(MATRIX, people or TEAM, TODAY, view=view)
    scanned = Team(MATRIX, TODAY, view=view)
    assert all(scanned.add_data(data_of(person)) for person in people or TEAM)
    assert scanned.report() == report
    return report


# --- by hand ----------------------------------------------------------------------------------------------------


def test_people_are_told_one_by_one() -> None:
    report = reported()
    assert [(member.id, member.name, member.levels) for member in report.members] == [
        ("ada", "Ada", (4, 1, 3, 1)),
        ("bo", "Bo", (1, 0, 2, None)),
        ("cy", "Cy", (4, 3, None, None)),
    ]
    assert [member.states[2:] for member in report.members] == [
        ("rated", "rated"),
        ("rated", "not_applicable"),
        ("skipped", "not_asked"),
    ]
    assert [member.evidence for member in report.members] == [
        (True, True, False, False),
        (False, False, True, False),
        (False, True, False, False),  # a blank line is no evidence
    ]
    ada, bo, cy = (member.coverage for member in report.members)
    assert ada.value == pytest.approx((4 + 8 / 2 + 2 + 1) / 15, abs=1e-12)
    assert bo.value == pytest.approx((4 / 4 + 0 + 2 * 2 / 3) / 14, abs=1e-12)
    assert (cy.low, cy.value, cy.high) == pytest.approx((12 / 15, 1, 1), abs=1e-12)


def test_each_criterion_is_counted_over_all() -> None:
    gpus, talks, queues, law = reported().rows
    assert gpus.people == {0: 0, 1: 1, 2: 0, 3: 0, 4: 2}
    assert (gpus.met, gpus.below, gpus.missing, gpus.supported) == (2, 1, 3, 1)
    assert (talks.met, talks.below, talks.missing, talks.supported) == (1, 2, 3, 1)
    assert (queues.met, queues.below, queues.unrated, queues.not_applicable) == (1, 1, 1, 0)
    assert (law.met, law.below, law.unrated, law.not_applicable) == (1, 0, 1, 1)
    assert [one.median for one in (gpus, talks, queues, law)] == [4, 1, 2.5, 1]
    assert [one.weight for one in (gpus, talks, queues, law)] == pytest.approx([0.4, 1.6, 0.2, 0.0], abs=1e-12)


def test_shared_gaps_are_ranked_by_share_times_people_then_by_levels() -> None:
    assert [row.criterion.id for row in reported().shared_gaps] == ["talks", "gpus", "queues"]
    # 4 × 1 person, one level short, against 2 × 2 people, three levels short together
    tied = reported(someone("x", {"gpus": 3, "talks": 1, "queues": 1}), someone("y", {"gpus": 4, "queues": 2}))
    shared = [(row.criterion.id, row.weight) for row in tied.shared_gaps]
    assert shared == [("talks", 0.8), ("queues", 0.4), ("gpus", 0.4)]


def test_who_is_at_the_target_with_evidence_could_help_who_is_below() -> None:
    report = reported()
    talks = report.rows[1]
    assert [mentor.id for mentor in report.mentors(talks)] == ["cy"]
    assert [learner.id for learner in report.learners(talks)] == ["ada", "bo"]
    assert [mentor.id for mentor in report.mentors(report.rows[0])] == ["ada"]
    assert list(report.mentors(report.rows[2])) == []


def test_who_has_no_assessment_of_this_version_is_named() -> None:
    report = reported()
    assert report.absent == (NotAssessed("di", "Di", (1,)), NotAssessed("ed", "Ed", ()))
    assert (report.assessed_count, report.absent_count) == (3, 2)


def test_who_is_assessed_for_another_role_is_named_with_it() -> None:
    other = {**assessment_data({"bread": 4}), "matrix": "baker", "matrix_version": 3}
    report = reported(profile_of(profile_data(other, assessment_data({}, "2026-01-01"))))
    assert report.absent == (NotAssessed("me", "Me", (1,), ("baker",)),)
    assert (report.coverage_spread, report.rows[0].median) == (None, None)


def test_coverage_is_spread_between_the_lowest_and_the_highest() -> None:
    people = [someone(name, {"gpus": level}) for name, level in (("a", 4), ("b", 1), ("c", 2), ("d", 0))]
    assert reported(*people, someone("e", {})).coverage_spread == pytest.approx((0, 3 / 8, 1), abs=1e-12)


def test_of_several_assessments_the_latest_of_this_version_counts() -> None:
    data = profile_data(
        assessment_data({"gpus": 3}, "2026-06-01", matrix_version=2),
        assessment_data({"gpus": 2}, "2026-03-01", matrix_version=2),
        assessment_data({"gpus": 1}, "2026-07-01"),
    )
    (member,) = reported(profile_of(data)).members
    assert (member.date.isoformat(), member.levels[0]) == ("2026-06-01", 3)


def test_a_review_waits_until_a_mentor_completed_one() -> None:
    later = "2026-08-01"
    report = reported(
        someone("a", {"gpus": 1}, later, reviews=[review("draft", "Ada", {}, later), review("draft", "Bo", {}, later)]),
        someone("b", {"gpus": 1}),
        someone("c", {"gpus": 1}, reviews=[review("complete", "Ada", {}), review("draft", "Bo", {})]),
        someone("d", {"gpus": "skipped"}),
    )
    assert [(one.id, one.drafts) for one in report.waiting] == [("b", ()), ("a", ("Ada", "Bo"))]
    assert (report.waiting_count, report.begun_count) == (2, 1)


def test_an_assessment_is_stale_when_it_is_older_than_the_days_given() -> None:
    people = [someone("a", {}, "2026-05-06"), someone("b", {}, "2026-05-04"), someone("c", {}, "2026-05-05")]
    report = team_report(MATRIX, people, TODAY, stale_after=179)
    assert (TODAY - datetime.date(2026, 5, 6)).days == 179
    assert [one.id for one in report.stale] == ["b", "c"]
    assert report.stale_count == 2


def test_the_view_says_whose_levels_count() -> None:
    said = {"gpus": {"level": 2, "agreed": 3}, "law": {"level": 1}, "queues": {"level": 1}}
    person = someone("a", {"gpus": 4, "talks": 2, "law": "not_applicable"}, reviews=[review("complete", "Ada", said)])
    levels: dict[View, Any] = {view: reported(person, view=view).members[0].levels for view in VIEWS}
    assert levels == {"self": (4, 2, None, None), "mentor": (2, None, 1, 1), "agreed": (3, 2, None, None)}
    assert reported(person, view="mentor").members[0].waits is False


# --- what does not fit ------------------------------------------------------------------------------------------


MISFITS = [
    (someone("a", {"gpu": 1}), "role version 2 has no criterion gpu"),
    (someone("a", {"gpus": 7}), "level 7 is not on the scale of role"),
    (someone("a", {}, reviews=[review("draft", "Ada", {"gpu": {"level": 1}})]), "role version 2 has no criterion gpu"),
    (
        someone("a", {}, reviews=[review("complete", "Ada", {"gpus": {"agreed": 9}})]),
        "level 9 is not on the scale of role",
    ),
    (
        profile_of(profile_data(assessment_data({}, matrix_version=2, signals={"depth": "yes"}))),
        "role version 2 has no signal depth",
    ),
]


@pytest.mark.parametrize(("person", "message"), MISFITS)
@pytest.mark.parametrize("view", VIEWS)
def test_who_does_not_fit_the_matrix_is_not_counted(person: Profile, message: str, view: View) -> None:
    team = Team(MATRIX, TODAY, view=view)
    before = team.report()
    assert team.add_data(data_of(person)) is False
    assert [fault.message for fault in team.add(person)] == [message]
    assert team.report() == before
    with pytest.raises(ValueError, match=message):
        team_report(MATRIX, [person], TODAY)


def test_what_was_carried_over_is_left_to_the_report() -> None:
    before = assessment_data({"gpus": 1}, "2026-01-01", matrix_version=2)
    after = assessment_data({"gpus": {"level": 1, "said": "2026-01-01"}}, matrix_version=2)
    said = review("complete", "Ada", {"gpus": {"agreed": 4}}, "2026-01-01")
    person = profile_of(profile_data(before, after, reviews=[said]))
    team = Team(MATRIX, TODAY)
    assert team.add_data(data_of(person)) is False
    assert team.add(person) == ()
    assert team.report().members[0].levels[0] == 4


def test_nobody_is_counted_twice() -> None:
    team = Team(MATRIX, TODAY)
    for person in TEAM:
        assert team.add_data(data_of(person))
    before = team.report()
    for person in TEAM:
        assert team.add_data(data_of(person)) is False
        assert [fault.path for fault in team.add(person)] == [("id",)]
    assert team.report() == before


# --- for any people ---------------------------------------------------------------------------------------------


@st.composite
def teams(draw: st.DrawFn) -> tuple[Plain, list[Profile]]:
    matrix = draw(matrices(max_criteria=5))
    people = draw(st.lists(profiles(matrix), max_size=4))
    return matrix, [profile_of({**data, "id": f"p-{number}"}) for number, data in enumerate(people)]


@given(teams(), st.sampled_from(VIEWS))
def test_plain_data_and_models_give_the_same_team(team: tuple[Plain, list[Profile]], view: View) -> None:
    matrix = matrix_of(team[0])
    models, scanned = Team(matrix, TODAY, view=view), Team(matrix, TODAY, view=view)
    for person in team[1]:
        assert models.add(person) == ()
        carried = any(rating.said for assessment in person.assessments for rating in assessment.ratings.values())
        assert scanned.add_data(data_of(person)) or (carried and scanned.add(person) == ())
    assert scanned.report() == models.report()


@given(teams(), st.sampled_from(VIEWS))
def test_a_team_says_what_each_gap_report_says(team: tuple[Plain, list[Profile]], view: View) -> None:
    matrix, people = matrix_of(team[0]), {one.id: one for one in team[1]}
    report = team_report(matrix, people.values(), TODAY, view=view)
    gaps: list[Row] = []
    for member in report.members:
        own = gap_report(matrix, people[member.id], people[member.id].latest(matrix.id), view=view)
        assert member.coverage == own.coverage
        assert member.date == own.date
        rows = {row.id: row for row in own.rows}
        assert member.levels == tuple(rows[one.id].level for one in matrix.criteria)
        assert member.states == tuple(rows[one.id].state for one in matrix.criteria)
        gaps += own.gaps
    for row in report.rows:
        assert row.below == len([gap for gap in gaps if gap.id == row.criterion.id])
        assert row.missing == sum(gap.target - (gap.level or 0) for gap in gaps if gap.id == row.criterion.id)
        levels = [one.levels[row.position] for one in report.members]
        rated = [level for level in levels if level is not None]
        assert row.median == (statistics.median(rated) if rated else None)
        assert row.met + row.below + row.unrated + row.not_applicable == len(report.members)
        assert row.supported == len(list(report.mentors(row)))
        assert row.below == len(list(report.learners(row)))
    assert len(report.members) + len(report.absent) == len(people)


@given(teams())
def test_the_counts_are_those_of_the_people(team: tuple[Plain, list[Profile]]) -> None:
    report = team_report(matrix_of(team[0]), team[1], TODAY)
    assert report.assessed_count == len(report.members)
    assert report.absent_count == len(report.absent)
    assert report.waiting_count == len(report.waiting)
    assert report.begun_count == sum(bool(one.drafts) for one in report.waiting)
    assert report.stale_count == len(report.stale)
    values = [member.coverage.value for member in report.members if member.coverage.value is not None]
    spread = (min(values), statistics.median(values), max(values)) if values else None
    assert report.coverage_spread == spread
    assert report.other_roles == {role for one in report.absent if not one.versions for role in one.roles}
    assert report.other_version == max((version for one in report.absent for version in one.versions), default=None)
