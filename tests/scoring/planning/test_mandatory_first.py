"""A plan begins with mandatory criteria, each in one step, and never plans half of one."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from skillgap.labels.plan import shared_topics
from skillgap.scoring.gap_report import GapReport, gap_report
from skillgap.scoring.planning import best_plan
from tests.builders import assessment_data, criterion, matrix_data, matrix_of, profile_data, profile_of
from tests.strategies import cases


def ward(license_level: int = 0, **more: object) -> GapReport:
    """Medication and wounds at 1 of 2, and a license that only 2 of 12 postings state."""
    data = matrix_data(
        criterion("meds", 9, target=2, topic="Care"),
        criterion("wound", 7, target=2, topic="Care"),
        criterion("license", 2, target=2, mandatory=True, **more),
        of=12,
    )
    profile = profile_of(profile_data(assessment_data({"meds": 1, "wound": 1, "license": license_level})))
    return gap_report(matrix_of(data), profile, profile.latest())


def steps(report: GapReport, budget: int | None = None) -> list[tuple[str, int, int, int]]:
    plan = best_plan(report, budget)
    return [(step.criterion, step.from_level, step.to_level, step.cost) for step in plan.steps]


def test_a_mandatory_criterion_comes_first_and_in_one_step() -> None:
    assert steps(ward()) == [("license", 0, 2, 1), ("meds", 1, 2, 1), ("wound", 1, 2, 1)]
    assert steps(ward(1)) == [("license", 1, 2, 1), ("meds", 1, 2, 1), ("wound", 1, 2, 1)]
    assert steps(ward(2)) == [("meds", 1, 2, 1), ("wound", 1, 2, 1)]


def test_a_small_budget_goes_to_it_although_others_add_more() -> None:
    plan = best_plan(ward(), 1)
    assert [step.criterion for step in plan.steps] == ["license"]
    # 2 of 18 by weight, from 0 to 2 of 2
    assert plan.outcome.gain == 100 * 2 / 18
    assert steps(ward(), 2) == [("license", 0, 2, 1), ("meds", 1, 2, 1)]


def test_it_costs_what_all_its_levels_cost() -> None:
    report = ward(effort={1: 3, 2: 4})
    assert steps(report, 7) == [("license", 0, 2, 7)]
    assert steps(report, 8) == [("license", 0, 2, 7), ("meds", 1, 2, 1)]
    # A budget that is too small for it still serves the others.
    assert steps(report, 6) == [("meds", 1, 2, 1), ("wound", 1, 2, 1)]


def test_it_is_planned_although_no_posting_states_it() -> None:
    data = matrix_data(criterion("meds", 9, target=2), criterion("license", 0, target=2, mandatory=True), of=12)
    profile = profile_of(profile_data(assessment_data({"meds": 1, "license": 0})))
    report = gap_report(matrix_of(data), profile, profile.latest())
    assert [step.criterion for step in best_plan(report).steps] == ["license", "meds"]
    assert best_plan(report).outcome.coverage == 1


def test_steps_of_one_topic_are_said() -> None:
    assert shared_topics(best_plan(ward())) == ["Steps 2 and 3 are about one topic: Care."]
    assert shared_topics(best_plan(ward(), 2)) == []


@given(cases(), st.integers(0, 40))
def test_no_part_of_a_mandatory_criterion_is_planned(case: tuple, budget: int) -> None:  # type: ignore[type-arg]
    matrix, profile = matrix_of(case[0]), profile_of(case[1])
    report = gap_report(matrix, profile, profile.latest(matrix.id))
    plan = best_plan(report, budget)
    assert plan.curve[-1].cost == plan.total
    assert plan.outcome.cost == sum(step.cost for step in plan.steps) <= budget
    first = [step.mandatory for step in plan.steps]
    assert first == sorted(first, reverse=True)
    for step in plan.steps:
        assert not step.mandatory or step.to_level == step.target
