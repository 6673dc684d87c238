"""A team that keeps only whom a report names: it tells the same, and the same people come first."""

from __future__ import annotations

import csv
import datetime
import io
import json
from dataclasses import replace
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skillgap.labels import team as words
from skillgap.model.profile import Profile
from skillgap.reports import team_data
from skillgap.reports.content import Layout
from skillgap.reports.rendering import render
from skillgap.reports.team import written_team
from skillgap.scoring.gap_report import VIEWS, View
from skillgap.scoring.team import InMemory, ListedMembers, ListingLimits, MemberStore, Team, TeamReport
from tests.builders import Plain, assessment_data, criterion, matrix_data, matrix_of, profile_data, profile_of

TODAY = datetime.date(2026, 11, 1)
MATRIX = matrix_of(matrix_data(criterion("gpus", 4), criterion("talks", 8, target=2), version=2))
DATES = ("2026-05-03", "2026-05-04", "2026-05-05")
STALE_AFTER = (TODAY - datetime.date(2026, 5, 4)).days - 1
"""The first two of the dates are stale."""


def someone(
    identifier: str, ratings: Plain, date: str = DATES[0], *, name: str = "Ada", by: Plain | None = None
) -> Profile:
    """A person assessed against the version of the team; ``by`` is what there is of a review beside its author."""
    assessment = assessment_data(ratings, date, matrix_version=2)
    head = {"assessment": date, "matrix": "role", "by": "Mira", "date": "2026-06-01"}
    return profile_of(profile_data(assessment, id=identifier, name=name, reviews=[{**head, **by}] if by else []))


def absent(identifier: str, *assessments: Plain, name: str = "Ada") -> Profile:
    """A person who is not assessed against the version of the team."""
    return profile_of(profile_data(*assessments, id=identifier, name=name))


def report(people: list[Profile], named: ListingLimits | None, view: View = "agreed") -> TeamReport:
    return counted(people, ListedMembers(MATRIX, named) if named else None, view)


def counted(people: list[Profile], keeper: MemberStore | None, view: View = "agreed") -> TeamReport:
    team = Team(MATRIX, TODAY, view=view, stale_after=STALE_AFTER, keeper=keeper)
    known: set[str] = set()
    for person in people:
        faults = team.add(person)
        assert [fault.path for fault in faults] == ([("id",)] if person.id in known else [])
        known.add(person.id)
    return team.report()


RATINGS = st.sampled_from(
    [{"level": level, **more} for level in range(5) for more in ({}, {"evidence": ["Seen"]})]
    + [{"state": "skipped"}, {"state": "not_applicable"}, {}]
)
REVIEWS = st.sampled_from(
    [None, {"status": "draft"}]
    + [{"status": "complete", "ratings": {"gpus": {"level": level, "agreed": 4 - level}}} for level in (0, 4)]
)
OTHERS: tuple[list[Plain], ...] = (
    [],
    [assessment_data()],
    [{**assessment_data(), "matrix": "baker"}],
    [assessment_data(matrix_version=3)],
)


@st.composite
def people(draw: st.DrawFn) -> Profile:
    """Somebody with few possible ids, names and dates, so that they repeat."""
    identifier, name = f"p-{draw(st.integers(0, 15))}", draw(st.sampled_from(["Ada", "Bo", "Cy"]))
    if not draw(st.integers(0, 3)):
        return absent(identifier, *draw(st.sampled_from(OTHERS)), name=name)
    ratings = {one.id: draw(RATINGS) for one in MATRIX.criteria}
    return someone(identifier, ratings, draw(st.sampled_from(DATES)), name=name, by=draw(REVIEWS))


@given(st.lists(people(), max_size=16), st.integers(1, 4), st.integers(1, 3), st.sampled_from(VIEWS))
def test_it_tells_the_same_as_if_everybody_were_kept(team: list[Profile], listed: int, beside: int, view: View) -> None:
    everybody, few = report(team, None, view), report(team, ListingLimits(listed, beside), view)
    assert replace(few, members=(), absent=()) == replace(everybody, members=(), absent=())
    assert few.members[:listed] == everybody.members[:listed]
    assert few.absent == everybody.absent[:listed]
    assert few.waiting[:listed] == everybody.waiting[:listed]
    assert few.stale[:listed] == everybody.stale[:listed]
    for row in everybody.rows:
        assert [*islice(few.mentors(row), beside)] == [*islice(everybody.mentors(row), beside)]
        assert [*islice(few.learners(row), beside)] == [*islice(everybody.learners(row), beside)]
    assert len(few.members) <= 3 * listed + 2 * beside * len(MATRIX.criteria)


@given(st.lists(people(), max_size=16), st.integers(1, 4), st.integers(1, 3), st.sampled_from(VIEWS))
def test_a_report_for_reading_is_the_same(team: list[Profile], listed: int, names: int, view: View) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(words, "MOST_LISTED", listed)
        patch.setattr(words, "MOST_COLUMNS", listed)
        patch.setattr(words, "_MOST_NAMES", names)
        few = written_team(report(team, ListingLimits(listed, names + 1), view)).document()
        assert few == written_team(report(team, None, view)).document()


@given(st.lists(people(), max_size=16), st.integers(1, 4), st.sampled_from(VIEWS))
def test_programs_are_told_of_everybody_in_order(team: list[Profile], together: int, view: View) -> None:
    everybody = report(team, None, view)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(team_data, "_TOGETHER", together)
        kept = team_data.as_text("json", MATRIX, view)
        text = render(written_team(counted(team, kept, view), kept), "json", Layout())
    assert text == render(written_team(everybody), "json", Layout())
    told = json.loads(text)
    assert [one["id"] for one in told["people"]] == [member.id for member in everybody.members]
    assert [one["stale"] for one in told["people"]] == [everybody.is_stale(member) for member in everybody.members]
    assert told["pending_ids"] == [one.id for one in everybody.waiting]
    assert told["stale_ids"] == [one.id for one in everybody.stale]
    assert [one["id"] for one in told["not_assessed"]] == [one.id for one in everybody.absent]
    for gap, row in zip(told["shared_gaps"], everybody.shared_gaps, strict=True):
        assert gap["could_help"] == [mentor.id for mentor in everybody.mentors(row)]
        assert gap["below_target"] == [learner.id for learner in everybody.learners(row)]


@given(st.lists(people(), max_size=16), st.integers(1, 4), st.sampled_from(VIEWS))
def test_a_sheet_has_everybody_those_who_are_not_assessed_last(team: list[Profile], together: int, view: View) -> None:
    everybody = report(team, None, view)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(team_data, "_TOGETHER", together)
        kept = team_data.as_text("csv", MATRIX, view)
        text = render(written_team(counted(team, kept, view), kept), "csv", Layout())
    assert text == render(written_team(everybody), "csv", Layout())
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
    assert [row["id"] for row in rows] == [
        *(member.id for member in everybody.members),
        *(one.id for one in everybody.absent),
    ]


def test_a_report_for_reading_names_no_more_than_are_kept() -> None:
    assert words.NAMED.listed >= max(words.MOST_LISTED, words.MOST_COLUMNS)
    assert words.NAMED.beside_criterion > words._MOST_NAMES


def test_of_one_date_those_counted_first_are_listed_and_an_earlier_one_goes_before_them() -> None:
    later, same, earlier = DATES[::-1]
    order = {"a": later, "b": same, "c": same, "d": same, "e": earlier}
    few = report([someone(one, {"gpus": 1}, date) for one, date in order.items()], ListingLimits(2, 1))
    # Waiting: e before b, c and d, who are of one day; then b, the first of them. Stale: all but a.
    assert [one.id for one in few.waiting[:2]] == ["e", "b"]
    assert [one.id for one in few.stale[:2]] == ["e", "b"]
    assert (few.waiting_count, few.stale_count) == (5, 4)
    # Kept besides: a, the first of all, and with b the second, who is the first below the target too.
    assert [member.id for member in few.members] == ["a", "b", "e"]


def test_the_first_who_could_help_are_kept_and_the_first_below_of_each_criterion() -> None:
    seen = {"evidence": ["Seen"]}
    done: Plain = {"status": "complete"}
    team = [
        someone("first", {}, DATES[2], by=done),
        someone("unseen", {"gpus": 4, "talks": 4}, DATES[2], by=done),
        someone("helps", {"gpus": {"level": 4, **seen}, "talks": 2}, DATES[2], by=done),
        someone("below", {"gpus": {"level": 3, **seen}, "talks": 2}, DATES[2], by=done),
        someone("too-many", {"gpus": {"level": 4, **seen}, "talks": 2}, DATES[2], by=done),
        someone("both", {"gpus": 3, "talks": {"level": 2, **seen}}, DATES[2], by=done),
        someone("last", {"gpus": 0, "talks": 1}, DATES[2], by=done),
    ]
    few = report(team, ListingLimits(1, 1))
    assert [member.id for member in few.members] == ["first", "helps", "below", "both", "last"]
    assert [(row.supported, row.below) for row in few.rows] == [(2, 3), (1, 1)]
    kept = [member.id for member in report(team, ListingLimits(1, 2)).members]
    assert kept == ["first", "helps", "below", "too-many", "both", "last"]


def test_a_repeated_name_has_its_id_where_both_are_named() -> None:
    team = [
        someone("a", {"gpus": 4}, DATES[2], name="Ada"),
        someone("b", {"gpus": 4}, DATES[2], name="Bo"),
        someone("c", {"gpus": 4}, DATES[2], name="Bo"),
        absent("d", name="Ada"),
    ]
    called = words.names(words.named(report(team, words.NAMED)))
    assert called == {"a": "Ada (a)", "b": "Bo (b)", "c": "Bo (c)", "d": "Ada (d)"}


def test_a_name_that_repeats_among_those_left_out_stands_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(words, "MOST_LISTED", 1)
    done: Plain = {"status": "complete"}
    team = [someone(one, {"gpus": 4}, DATES[2], by=done) for one in ("a", "b")]
    for named in (None, ListingLimits(1, 1)):
        assert words.names(words.named(report(team, named))) == {"a": "Ada"}


def test_coverages_come_in_order_without_those_who_have_none() -> None:
    register = InMemory()
    for number, coverage in enumerate((0.5, None, 0.25, 0.5)):
        assert register.add(f"p-{number}", coverage)
    assert not register.add("p-0", 0.75)
    assert ("p-0" in register, "p-1" in register, "p-4" in register, len(register)) == (True, True, False, 4)
    assert [*register.coverages()] == [0.25, 0.5, 0.5]
