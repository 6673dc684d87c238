"""Taking the person out: nothing they or a stranger wrote gets through, and every figure stays."""

from __future__ import annotations

import copy
import json
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skillgap.model.anonymize import SHORTEST_KEY, anonymize
from skillgap.model.matrix import Matrix
from skillgap.model.profile import Profile, faults
from skillgap.model.schema import check, plain
from skillgap.scoring.gap_report import VIEWS, GapReport, gap_report
from tests.builders import Plain, assessment_data, criterion, matrix_data, matrix_of, profile_data, profile_of
from tests.strategies import cases

KEY = b"a key that is long enough"
MATRIX = matrix_of(matrix_data(criterion("gpus", 4), criterion("talks", 2)))


def said(data: Plain, *matrices: Matrix, key: bytes = KEY) -> tuple[Any, tuple[str, ...]]:
    """What is left of a profile as plain data, and what was left out."""
    found = anonymize(profile_of(data), matrices or [MATRIX], key)
    return plain(found.profile), found.left_out


def review(by: str, date: str, ratings: Plain, of: str = "2026-05-04", **more: object) -> Plain:
    return {
        "assessment": of,
        "matrix": "role",
        "by": by,
        "date": date,
        "status": "complete",
        "ratings": ratings,
        **more,
    }


# --- by hand ----------------------------------------------------------------------------------------------------


def test_levels_states_confidence_and_months_are_all_that_is_left() -> None:
    data = profile_data(
        assessment_data(
            {
                "gpus": {"level": 2, "confidence": "low", "evidence": ["x"], "note": "x", "tools": ["x"]},
                "talks": {"state": "skipped", "note": "x"},
            },
            "2026-05-17",
            signals={"depth": "yes"},
        ),
        reviews=[
            review("Ada", "2026-06-09", {"gpus": {"level": 1, "agreed": 2, "comment": "x"}}, "2026-05-17", summary="x")
        ],
        goals=[{"id": "x", "criterion": "gpus", "level": 3, "action": "x", "status": "open"}],
        effort={"gpus": {2: 5}},
    )
    left, left_out = said(data)
    person, mentor = left["id"], left["reviews"][0]["by"]
    assert re.fullmatch("person-[0-9a-f]{20}", person)
    assert re.fullmatch("mentor-[0-9a-f]{20}", mentor)
    ratings = {"gpus": {"level": 2, "confidence": "low"}, "talks": {"state": "skipped"}}
    assert left == {
        "format": "skillgap/profile/1",
        "id": person,
        "name": person,
        "assessments": [{"matrix": "role", "matrix_version": 1, "date": "2026-05-01", "ratings": ratings}],
        "reviews": [review(mentor, "2026-06-01", {"gpus": {"level": 1, "agreed": 2}}, "2026-05-01")],
    }
    assert left_out == ()


def test_what_the_matrix_does_not_know_is_left_out_and_told_to_the_owner() -> None:
    data = profile_data(
        assessment_data({"gpus": 1, "call-me-at-555": 2, "talks": 55}),
        assessment_data({"gpus": 1}, matrix="jane-doe"),
        assessment_data({"gpus": 1}, matrix_version=4915112345678),
        reviews=[
            review("Ada", "2026-06-01", {"gpus": {"level": 42}, "talks": {"agreed": 17}, "acme": {"level": 1}}),
            review("Ada", "2026-06-01", {"gpus": {"level": 1}}, matrix="jane-doe"),
        ],
    )
    left, left_out = said(data)
    assert [one["ratings"] for one in left["assessments"]] == [{"gpus": {"level": 1}}]
    assert [one.get("ratings") for one in left["reviews"]] == [None]
    assert left_out == (
        "assessments[0].ratings.call-me-at-555",
        "assessments[0].ratings.talks",
        "assessments[1]",
        "assessments[2]",
        "reviews[0].ratings.gpus",
        "reviews[0].ratings.talks",
        "reviews[0].ratings.acme",
        "reviews[1]",
    )


def test_days_tell_nothing_but_their_order_within_a_month() -> None:
    dates = ["2026-05-28", "2026-05-04", "2026-06-30"]
    data = profile_data(
        *(assessment_data({"gpus": 1}, date) for date in dates),
        reviews=[review("Ada", "2026-07-09", {}), review("Bo", "2026-07-02", {}), review("Cy", "2026-07-09", {})],
    )
    left, _ = said(data)
    assert [one["date"] for one in left["assessments"]] == ["2026-05-02", "2026-05-01", "2026-06-01"]
    assert [(one["assessment"], one["date"]) for one in left["reviews"]] == [
        ("2026-05-01", "2026-07-01"),
        ("2026-05-01", "2026-07-02"),
        ("2026-05-01", "2026-07-02"),
    ]


def test_pseudonyms_are_the_same_in_every_file_and_only_with_the_same_key() -> None:
    mine = profile_data(assessment_data({"gpus": 1}), reviews=[review("me", "2026-06-01", {})])
    yours = {**copy.deepcopy(mine), "id": "you"}
    first, again, other = (said(data)[0] for data in (mine, {**mine, "name": "Renamed"}, yours))
    assert first == again
    assert first["id"] != other["id"]
    assert first["reviews"] == other["reviews"]
    assert first["reviews"][0]["by"].split("-")[1] != first["id"].split("-")[1]
    elsewhere, _ = said(mine, key=b"another key, as long as it")
    assert elsewhere["id"] != first["id"]
    assert elsewhere["reviews"][0]["by"] != first["reviews"][0]["by"]


def test_a_key_that_could_be_guessed_is_refused() -> None:
    with pytest.raises(ValueError, match="at least 16 bytes"):
        said(profile_data(), key=b"x" * (SHORTEST_KEY - 1))
    assert said(profile_data(), key=b"x" * SHORTEST_KEY)[1] == ()


# --- whatever stands in the file --------------------------------------------------------------------------------

TEXTS = [
    "Jane Doe",
    "jane.doe@example.org",
    "https://example.org/~jane?cv=1",
    "+49 151 5550100",
    "\u202eenaJ",
    "<b>Jane</b>",
    "zorkmid",
]
IDS = ["jane-doe", "jane.doe", "acme_zorkmid", "J555", "Žorž"]


@st.composite
def planted(draw: st.DrawFn) -> tuple[Matrix, Profile, set[str]]:
    """A profile with something of the person in every place that takes text, and all that was planted."""
    matrix, data = draw(cases())
    used: set[str] = set()
    numbers = iter(range(10_000))

    def text() -> str:
        used.add(word := f"{draw(st.sampled_from(TEXTS))} {next(numbers)}q")
        return word

    def identifier() -> str:
        used.add(word := f"{draw(st.sampled_from(IDS))}-{next(numbers)}q")
        return word

    data["id"], data["name"] = identifier(), text()
    for one in data["assessments"]:
        for rating in one["ratings"].values():
            rating |= {"evidence": [text(), text()], "note": text(), "tools": [text()]}
        one["ratings"][identifier()] = {"level": 1, "note": text()}
        one["signals"] = {**one.get("signals", {}), identifier(): "yes"}
    for one in data["reviews"]:
        one |= {"by": text(), "summary": text()}
        for rating in one["ratings"].values():
            rating["comment"] = text()
        one["ratings"][identifier()] = {"level": 1}
    data["assessments"].append({**assessment_data({identifier(): 1}, matrix=(hidden := identifier()))})
    data["reviews"].append(review(text(), "2026-06-01", {}, matrix=hidden))
    data["goals"] = [
        {"id": identifier(), "criterion": identifier(), "level": 1, "action": text(), "status": "open"},
    ]
    data["effort"] = {identifier(): {1: 77}}
    return matrix_of(matrix), profile_of(data), used


def words(value: Any) -> set[str]:
    """Every text in plain data, keys too."""
    if isinstance(value, dict):
        return set(value).union(*map(words, value.values()))
    if isinstance(value, list):
        return set().union(*map(words, value))
    return {value} if isinstance(value, str) else set()


FIELDS = {"format", "id", "name", "assessments", "reviews", "matrix", "matrix_version", "date", "ratings"}
FIELDS |= {"assessment", "by", "status", "level", "agreed", "state", "confidence", "said", "valid_until"}
VOCABULARY = {"skillgap/profile/1", "draft", "complete", "skipped", "not_applicable", "low", "medium", "high"}


@given(planted())
def test_nothing_that_was_planted_is_left(case: tuple[Matrix, Profile, set[str]]) -> None:
    matrix, profile, used = case
    left = plain(anonymize(profile, [matrix], KEY).profile)
    text = json.dumps(left, ensure_ascii=False)
    assert [word for word in used if word in text] == []
    known = FIELDS | VOCABULARY | {matrix.id} | {one.id for one in matrix.criteria}
    pattern = re.compile(r"(person|mentor)-[0-9a-f]{20}|\d{4}-\d\d-0\d")
    assert [word for word in words(left) - known if not pattern.fullmatch(word)] == []


def figures(report: GapReport) -> list[Any]:
    rows = [
        (row.rank, row.id, row.state, row.level, row.impact, row.confidence, row.mentor_level, row.agreed_level)
        for row in report.rows
    ]
    return [report.coverage, [section.coverage for section in report.sections], rows]


@given(cases())
def test_every_figure_stays_and_the_file_is_sound(case: tuple[Plain, Plain]) -> None:
    matrix, profile = matrix_of(case[0]), profile_of(case[1])
    found = anonymize(profile, [matrix], KEY).profile
    assert check(Profile, plain(found))[0] == found
    assert list(faults(plain(found))) == []
    before = [assessment for assessment in profile.assessments if assessment.matrix == matrix.id]
    assert len(found.assessments) == len(before)
    for old, new in zip(before, found.assessments, strict=True):
        assert (new.date.year, new.date.month) == (old.date.year, old.date.month)
        for view in VIEWS:
            assert figures(gap_report(matrix, found, new, view=view)) == figures(
                gap_report(matrix, profile, old, view=view)
            )


def test_what_was_carried_over_keeps_its_figures() -> None:
    renamed = [criterion("gpus", 4, formerly=["cards"]), criterion("talks", 2)]
    first, second = (
        matrix_of(matrix_data(*rows, version=version))
        for version, rows in enumerate(([criterion("cards", 4), criterion("talks", 2)], renamed), 1)
    )
    data = profile_data(
        assessment_data({"cards": 1, "talks": 2}, "2026-05-20"),
        assessment_data(
            {"gpus": {"level": 1, "said": "2026-05-20"}, "talks": {"level": 2, "said": "2026-05-03"}},
            "2026-05-25",
            matrix_version=2,
        ),
        reviews=[review("Ada", "2026-05-21", {"cards": {"level": 3, "agreed": 2}}, "2026-05-20")],
    )
    profile = profile_of(data)
    found = anonymize(profile, [first, second], KEY).profile
    assert [assessment.date.isoformat() for assessment in found.assessments] == ["2026-05-02", "2026-05-03"]
    after = gap_report(second, found, found.assessments[1])
    assert figures(after) == figures(gap_report(second, profile, profile.assessments[1]))
    assert {row.id: row.agreed_level for row in after.rows} == {"gpus": 2, "talks": None}
