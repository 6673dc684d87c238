"""Self against mentor: every figure evaluate by hand, and what holds for any two opinions."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skillgap.scoring.disagreement import Disagreement, Remark, by_mentor, disagreement
from skillgap.scoring.gap_report import gap_report
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
from tests.strategies import cases

MATRIX = matrix_of(
    matrix_data(
        criterion("talks", 2, target=3, levels={1: "Listens", 4: "Gives keynotes"}),
        criterion("gpus", 9, levels={1: "Has read a profile", 3: "Has written a kernel"}),
        criterion("mentoring", 6),
        criterion("queues", 6),
        criterion("storage", 5, target=2),
        criterion("nothing", 0),
        criterion("cost", 4),
        criterion("law", 3),
    )
)
SELF: Plain = {
    "talks": {"level": 4},
    "gpus": {"level": 3, "evidence": ["A kernel"]},
    "mentoring": 2,
    "queues": {"level": 3, "note": "Mostly Kafka"},
    "storage": {"level": 2, "evidence": [" "]},
    "nothing": 4,
    "cost": 1,
    "law": "not_applicable",
}
ADA = {"talks": 1, "gpus": (1, "Never saw one"), "mentoring": 3, "queues": 3, "nothing": 0, "law": 2}


def review(by: str, said: dict[str, Any], date: str = "2026-06-01", status: str = "complete", **more: object) -> Plain:
    """A review; a rating may be given as its level, or as level, comment and agreed level."""
    ratings = {}
    for identifier, value in said.items():
        pieces = value if isinstance(value, tuple) else (value,)
        ratings[identifier] = dict(zip(("level", "comment", "agreed"), pieces, strict=False))
        ratings[identifier] = {key: one for key, one in ratings[identifier].items() if one is not None}
    head = {"assessment": DAY, "matrix": "role", "by": by, "date": date, "status": status}
    return {**head, "ratings": ratings, **more}


def of(*reviews: Plain) -> Disagreement:
    profile = profile_of(profile_data(assessment_data(SELF), reviews=list(reviews)))
    return disagreement(MATRIX, profile, profile.assessments[0])


def table(found: Disagreement) -> list[tuple[str, int, str, str | None]]:
    return [(one.row.id, one.levels, one.verdict, one.leaning) for one in found.compared]


def test_differences_are_ranked_by_levels_times_share() -> None:
    found = of(review("Ada", ADA))
    assert table(found) == [
        ("gpus", 2, "flag", "blind_spot"),  # 2 × 9 of 10
        ("talks", 3, "flag", "blind_spot"),  # 3 × 2
        ("mentoring", -1, "discuss", "hidden_strength"),  # 1 × 6: as heavy, but one level only
        ("nothing", 4, "flag", "blind_spot"),  # nobody asks for it, yet they are far apart
        ("queues", 0, "agree", None),
    ]
    assert [one.weight for one in found.compared] == pytest.approx([1.8, 0.6, 0.6, 0.0, 0.0], abs=1e-12)
    assert {verdict: found.count(verdict) for verdict in ("flag", "discuss", "agree")} == {
        "flag": 3,
        "discuss": 1,
        "agree": 1,
    }


def test_agreement_is_of_all_differences() -> None:
    found = of(review("Ada", ADA)).agreement
    assert found is not None
    assert found.mean == pytest.approx((2 + 3 - 1 + 4 + 0) / 5, abs=1e-12)
    assert found.differences == {-1: 1, 0: 1, 2: 1, 3: 1, 4: 1}
    assert (found.exact, found.within_one, found.mean_interval) == (1, 2, None)
    assert of(review("Ada", {"law": 1})).agreement is None
    assert of().agreement is None


def test_what_one_side_alone_rated_is_named() -> None:
    found = of(review("Ada", ADA))
    assert found.matrix == MATRIX
    assert found.assessment.ratings["queues"].note == "Mostly Kafka"
    assert [row.id for row in found.only_self] == ["storage", "cost"]
    assert [(row.id, row.state) for row in found.only_mentor] == [("law", "not_applicable")]


def test_claims_at_or_above_the_target_want_evidence() -> None:
    unsupported = of(review("Ada", ADA)).unsupported
    # gpus has evidence, mentoring and queues claim less than the target of 4, a blank line is no evidence
    assert [row.id for row in unsupported] == ["storage", "talks", "nothing"]


def test_several_blank_lines_are_no_evidence_either() -> None:
    matrix = matrix_of(matrix_data(criterion("a", 1), criterion("b", 1)))
    ratings = {"a": {"level": 4, "evidence": [" ", ""]}, "b": {"level": 4, "evidence": [" ", "A talk"]}}
    profile = profile_of(profile_data(assessment_data(ratings)))
    assert [row.id for row in disagreement(matrix, profile, profile.assessments[0]).unsupported] == ["a"]


def test_of_equal_shares_the_larger_claim_comes_first() -> None:
    criteria = [criterion(name, postings, target=2) for name, postings in (("a", 1), ("b", 1), ("c", 2))]
    matrix = matrix_of(matrix_data(*criteria))
    profile = profile_of(profile_data(assessment_data({"a": 3, "b": 4, "c": 2})))
    found = disagreement(matrix, profile, profile.assessments[0])
    assert [row.id for row in found.unsupported] == ["c", "b", "a"]


def test_level_0_claims_nothing_even_where_nothing_is_asked_for() -> None:
    matrix = matrix_of(matrix_data(criterion("a", 1, target=0), criterion("b", 1, target=0)))
    profile = profile_of(profile_data(assessment_data({"a": 0, "b": 1})))
    found = disagreement(matrix, profile, profile.assessments[0])
    assert [row.id for row in found.unsupported] == ["b"]


def test_both_levels_are_described_where_the_matrix_does() -> None:
    gpus, talks, *_ = of(review("Ada", ADA)).compared
    assert (gpus.self_description, gpus.mentor_description) == ("Has written a kernel", "Has read a profile")
    assert (talks.self_description, talks.mentor_description) == ("Gives keynotes", "Listens")
    assert of(review("Ada", {"gpus": 2})).compared[0].mentor_description is None


def test_what_is_agreed_need_not_be_discussed() -> None:
    found = of(review("Ada", {**ADA, "gpus": (1, None, 2), "queues": (3, None, 3)}))
    assert [one.row.id for one in found.to_discuss] == ["talks", "mentoring", "nothing"]
    # the row stays the person's own, whatever was agreed
    assert (found.compared[0].row.id, found.compared[0].row.level, found.compared[0].row.gap) == ("gpus", 3, 1)


def test_of_several_mentors_the_latest_level_counts_and_all_remarks_are_kept() -> None:
    first = review("Ada", {"gpus": (1, "Never saw one"), "talks": 2}, "2026-06-01")
    second = review("Bo", {"gpus": (4, "Saw two")}, "2026-06-03")
    draft = review("Cy", {"gpus": 0}, "2026-07-01", "draft")
    found = of(second, first, draft)
    assert table(found) == [("gpus", -1, "discuss", "hidden_strength"), ("talks", 2, "flag", "blind_spot")]
    assert [one.by for one in found.compared] == ["Bo", "Ada"]
    assert found.compared[0].remarks == (Remark("Bo", "Saw two"), Remark("Ada", "Never saw one"))
    assert [one.by for one in found.reviews] == ["Bo", "Ada"]


def test_each_mentor_is_set_against_the_person_alone() -> None:
    reviews = [
        review("Ada", {"gpus": 1, "talks": 2}, "2026-06-01"),
        review("Bo", {"gpus": 4}, "2026-06-03"),
        review("Ada", {"gpus": 2}, "2026-06-05"),
    ]
    profile = profile_of(profile_data(assessment_data(SELF), reviews=reviews))
    ada, bo = by_mentor(MATRIX, profile, profile.assessments[0])
    assert [one.date.isoformat() for one in ada.reviews] == ["2026-06-05", "2026-06-01"]
    assert table(ada) == [("gpus", 1, "discuss", "blind_spot"), ("talks", 2, "flag", "blind_spot")]
    assert table(bo) == [("gpus", -1, "discuss", "hidden_strength")]


def test_what_was_carried_over_is_set_against_what_was_reviewed_then() -> None:
    matrix = matrix_of(matrix_data(criterion("gpus", 9, formerly=["cards"]), criterion("talks", 2), version=2))
    before = assessment_data({"cards": 3, "talks": 2})
    carried = {"gpus": {"level": 3, "said": DAY}, "talks": 2}
    after = assessment_data(carried, "2026-11-01", matrix_version=2)
    reviews = [review("Ada", {"cards": (1, "Never saw one"), "talks": 4})]
    profile = profile_of(profile_data(before, after, reviews=reviews))
    found = disagreement(matrix, profile, profile.assessments[1])
    assert table(found) == [("gpus", 2, "flag", "blind_spot")]
    assert found.compared[0].remarks == (Remark("Ada", "Never saw one"),)
    assert found.reviews == profile.reviews
    assert by_mentor(matrix, profile, profile.assessments[1]) == (found,)


def test_a_draft_counts_only_where_it_is_asked_for() -> None:
    draft = review("Ada", {"gpus": 1}, status="draft")
    profile = profile_of(profile_data(assessment_data(SELF), reviews=[draft]))
    assessment = profile.assessments[0]
    assert disagreement(MATRIX, profile, assessment).compared == ()
    assert by_mentor(MATRIX, profile, assessment) == ()
    assert table(disagreement(MATRIX, profile, assessment, profile.reviews[0])) == [("gpus", 2, "flag", "blind_spot")]


@given(cases())
def test_it_has_every_level_of_both_sides_and_the_report_s_own_figures(case: tuple[Plain, Plain]) -> None:
    matrix, profile = matrix_of(case[0]), profile_of(case[1])
    assessment = profile.latest(matrix.id)
    if assessment is None:
        return
    found = disagreement(matrix, profile, assessment)
    rows = {row.id: row for row in gap_report(matrix, profile, assessment, view="self").rows}
    levels = {key: (row.self_level, row.mentor_level) for key, row in rows.items()}
    both = {key for key, (own, theirs) in levels.items() if own is not None and theirs is not None}
    assert {one.row.id: (one.self_level, one.mentor_level) for one in found.compared} == {
        key: levels[key] for key in both
    }
    either = {key for key, pair in levels.items() if pair != (None, None)}
    assert {row.id for row in (*found.only_self, *found.only_mentor)} == either - both
    weights = [one.weight for one in found.compared]
    assert weights == sorted(weights, reverse=True)


@given(cases(), st.randoms(use_true_random=False))
def test_the_order_of_the_reviews_in_the_file_only_breaks_ties(case: tuple[Plain, Plain], random: Any) -> None:
    matrix, data = matrix_of(case[0]), case[1]
    for number, one in enumerate(data["reviews"]):
        one["date"] = str(datetime.date(2026, 1, 1 + number))
    shuffled = {**data, "reviews": random.sample(data["reviews"], len(data["reviews"]))}
    first, second = profile_of(data), profile_of(shuffled)
    assessment = first.latest(matrix.id)
    if assessment is not None:
        assert disagreement(matrix, first, assessment) == disagreement(matrix, second, assessment)
