"""Plans: by hand on small matrices, against every choice of steps, and as properties of any report."""

from __future__ import annotations

import datetime
import random
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise, product

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from skillgap.errors import DataError, Diagnostic
from skillgap.scoring.gap_report import GapReport, gap_report
from skillgap.scoring.planning import Plan, as_goals, best_plan, what_if
from skillgap.scoring.planning import plan as plans
from skillgap.scoring.planning.plan import Effort
from tests.builders import Plain, assessment_data, criterion, matrix_data, matrix_of, profile_data, profile_of
from tests.strategies import cases

CASES = 2000


def report_of(
    matrix: Plain, ratings: Plain, *, section: str | None = None, goals: list[Plain] | None = None
) -> GapReport:
    """The report on one assessment with these ratings."""
    rubric, person = matrix_of(matrix), profile_of(profile_data(assessment_data(ratings), goals=goals or []))
    return gap_report(rubric, person, person.latest(), section=section)


def taken(plan: Plan) -> list[tuple[str, int]]:
    """Criterion and level of each step, in order."""
    return [(step.criterion, step.to_level) for step in plan.steps]


# --- the best plan --------------------------------------------------------------------------------------------


def some_case(rng: random.Random) -> tuple[Plain, Plain]:
    """A matrix of up to five criteria with few different counts and costs, and ratings of it."""
    scale = rng.choice([[0, 1, 2, 3], [1, 2, 3, 4], [0, 2, 5]])
    criteria = []
    for at in range(rng.randint(1, 5)):
        effort = {level: rng.randint(1, 4) for level in scale[1:] if rng.random() < 0.5}
        postings = rng.choice([0, 4, 6, 6, rng.randint(0, 10)])
        criteria.append(criterion(f"c-{at}", postings, target=rng.choice([scale[-1], *scale[1:]]), effort=effort))
    matrix = matrix_data(
        *criteria,
        scale=[{"level": level, "name": f"Step {level}"} for level in scale],
        targets={"default": scale[-1]},
        effort={level: rng.randint(1, 3) for level in scale[1:] if rng.random() < 0.3},
    )
    answers = [*scale[:1] * 5, *scale, "skipped", "not_applicable"]
    return matrix, {one["id"]: rng.choice(answers) for one in criteria}


@dataclass(order=True)
class Choice:
    """One way to raise levels; of two, the greater one is to be preferred.

    ``levels`` stand in the order of the counts, so that the most asked for decides first.
    """

    coverage: Fraction
    saved: int
    levels: tuple[int, ...]
    steps: list[tuple[str, int]]


def every_choice(matrix: Plain, ratings: Plain) -> list[Choice]:
    """All ways to raise levels up to the targets, worked out from the plain data."""
    scale = [step["level"] for step in matrix["scale"]]
    asked = sorted(matrix["sections"][0]["criteria"], key=lambda one: -int(one["postings"]))
    rated = [one for one in asked if isinstance(ratings[one["id"]], int)]
    weight = sum(one["postings"] for one in rated)
    open_levels = [
        [ratings[one["id"]], *(level for level in scale if ratings[one["id"]] < level <= one["target"])]
        for one in rated
    ]
    choices = []
    for levels in product(*open_levels):
        met, cost, steps = Fraction(0), 0, []
        for one, level in zip(rated, levels, strict=True):
            met += one["postings"] * (Fraction(min(level, one["target"]), one["target"]) if one["target"] else 1)
            raised = [step for step in scale if ratings[one["id"]] < step <= level]
            steps += [(one["id"], step) for step in raised]
            cost += sum(one["effort"].get(step, matrix["effort"].get(step, 1)) for step in raised)
        choices.append(Choice(met / weight if weight else met, -cost, levels, steps))
    return choices


def test_no_choice_of_steps_is_better_than_the_plan_on_any_budget() -> None:
    rng = random.Random(7)
    plans = 0
    for _ in range(CASES):
        matrix, ratings = some_case(rng)
        choices = every_choice(matrix, ratings)
        report = report_of(matrix, ratings)
        best = min(choices, key=lambda choice: -choice.saved)
        for budget in range(best_plan(report).total + 2):
            best = max([best, *(choice for choice in choices if choice.saved == -budget)])
            plan = best_plan(report, budget)
            assert sorted(taken(plan)) == sorted(best.steps), (matrix, ratings, budget)
            assert plan.outcome.cost == -best.saved
            if report.coverage.value is not None:
                assert plan.outcome.coverage == pytest.approx(float(best.coverage), abs=1e-12)
            plans += 1
    assert plans > 5 * CASES


def test_costs_and_gains_by_hand() -> None:
    matrix = matrix_data(criterion("a", 8), criterion("b", 5, target=2), criterion("c", 2), effort={3: 2})
    plan = best_plan(report_of(matrix, {"a": 2, "b": 0, "c": 4}), 3)
    # Of 15 postings' worth a meets 4, b none and c 2. A level of a adds 2 of 15, one of b 2.5 of 15.
    assert [(one.criterion, one.from_level, one.to_level, one.cost) for one in plan.steps] == [
        ("b", 0, 1, 1),
        ("b", 1, 2, 1),
    ]
    assert [step.gain for step in plan.steps] == pytest.approx([250 / 15, 250 / 15], abs=1e-12)
    assert [(point.budget, point.cost) for point in plan.curve] == [(0, 0), (1, 1), (2, 2), (3, 2), (4, 4), (5, 5)]
    gains = [0, 2.5, 5, 5, 7, 9]
    assert [point.gain for point in plan.curve] == pytest.approx([100 * gain / 15 for gain in gains], abs=1e-12)
    assert [point.coverage for point in plan.curve] == pytest.approx([(6 + gain) / 15 for gain in gains], abs=1e-12)
    assert plan.curve[-1].coverage == 1
    assert [(other.criterion, other.to_level) for other in plan.others] == [("a", 3), ("a", 4)]
    assert plan.outcome == plan.curve[3]


def test_without_a_budget_every_gap_is_closed() -> None:
    matrix = matrix_data(criterion("a", 3), criterion("b", 9, target=1))
    plan = best_plan(report_of(matrix, {"a": 2, "b": 0}))
    assert taken(plan) == [("b", 1), ("a", 3), ("a", 4)]
    assert (plan.budget, plan.total) == (3, 3)
    assert plan.outcome.coverage == pytest.approx(1, abs=1e-12)


def test_a_budget_beyond_the_total_buys_no_more() -> None:
    report = report_of(matrix_data(criterion("a", 3)), {"a": 2})
    assert best_plan(report, 99).steps == best_plan(report).steps
    assert best_plan(report, 99).outcome == best_plan(report).curve[2]


def test_another_budget_takes_other_steps() -> None:
    plan = best_plan(report_of(matrix_data(criterion("a", 3), criterion("b", 9, target=1)), {"a": 2, "b": 0}))
    assert (taken(plan.at(1)), taken(plan.at(0))) == ([("b", 1)], [])
    assert (plan.at(1).budget, plan.at(1).outcome) == (1, plan.curve[1])


@given(cases(), st.integers(0, 40))
def test_a_plan_on_another_budget_is_the_plan_made_for_it(case: tuple[Plain, Plain], budget: int) -> None:
    matrix, profile = matrix_of(case[0]), profile_of(case[1])
    report = gap_report(matrix, profile, profile.latest(matrix.id))
    assert best_plan(report).at(budget) == best_plan(report, budget)


def test_equal_gains_go_to_the_more_frequent_then_to_the_matrix_s_order() -> None:
    # Four postings at a target of 2 gain as much a level as eight at a target of 4.
    matrix = matrix_data(criterion("rare", 4, target=2), criterion("often", 8), criterion("as-often", 8))
    report = report_of(matrix, {"rare": 0, "often": 2, "as-often": 2})
    order = [("often", 3), ("often", 4), ("as-often", 3), ("as-often", 4), ("rare", 1), ("rare", 2)]
    assert [taken(best_plan(report, budget)) for budget in range(7)] == [order[:budget] for budget in range(7)]


def test_only_what_is_rated_below_target_and_asked_for_takes_part() -> None:
    matrix = matrix_data(
        *(criterion(name, 6) for name in ("gap", "met", "skipped", "apart", "open")), criterion("unasked", 0)
    )
    ratings = {"gap": 3, "met": 4, "skipped": "skipped", "apart": "not_applicable", "unasked": 0}
    plan = best_plan(report_of(matrix, ratings))
    assert taken(plan) == [("gap", 4)]
    assert [ladder.steps[0].criterion for ladder in plan.ladders] == ["gap"]
    assert [row.id for row in plan.rate_first] == ["skipped", "open"]
    assert plan.outcome.coverage == pytest.approx(1, abs=1e-12)


@pytest.mark.parametrize("ratings", [{}, {"a": 4, "b": 0}], ids=["nothing rated", "no gap that is asked for"])
def test_where_no_step_helps(ratings: Plain) -> None:
    plan = best_plan(report_of(matrix_data(criterion("a", 3), criterion("b", 0)), ratings), 5)
    assert (plan.steps, plan.total, plan.flattening) == ((), 0, None)
    assert plan.outcome.coverage == (1.0 if ratings else None)


def test_a_step_carries_what_shows_it() -> None:
    tools = {"tools": ["Ray", "Flyte", "Argo"]}
    matrix = matrix_data(criterion("a", 3, levels={0: "Nothing", 3: "Has run it in production"}, **tools))
    plan = best_plan(report_of(matrix, {"a": {"level": 2, "tools": ["Flyte"]}}))
    assert {(step.name, step.section) for step in plan.steps} == {("A", "skills")}
    assert [step.shown_by for step in plan.steps] == ["Has run it in production", None]
    assert {step.tools for step in plan.steps} == {("Ray", "Argo")}


def test_a_section_alone() -> None:
    matrix = matrix_data(
        sections=[
            {"id": "one", "criteria": [criterion("a", 6)]},
            {"id": "two", "criteria": [criterion("b", 2), criterion("c", 2)]},
        ]
    )
    plan = best_plan(report_of(matrix, {"a": 0, "b": 3}, section="two"))
    assert taken(plan) == [("b", 4)]
    assert [row.id for row in plan.rate_first] == ["c"]
    assert plan.outcome.gain == pytest.approx(100 * 0.5 / 8, abs=1e-12)  # of the whole matrix's coverage


def test_a_negative_budget_is_refused() -> None:
    with pytest.raises(ValueError, match="-1"):
        best_plan(report_of(matrix_data(criterion("a", 3)), {"a": 2}), -1)


def test_a_matrix_too_large_to_plan_exactly_is_refused_with_a_way_out() -> None:
    dear = dict.fromkeys(range(1, 5), 99)
    criteria = [criterion(f"c-{number}", 5, effort=dear) for number in range(300)]
    report = report_of(matrix_data(*criteria), {one["id"]: 0 for one in criteria})
    with pytest.raises(DataError) as refusal:
        best_plan(report)
    message = "1200 steps that cost 118800 in all are too many to find the best plan"
    hint = "plan one section at a time, or state effort in a coarser unit: only the ratios matter"
    assert refusal.value.problems == (Diagnostic(message, hint=hint),)


def test_what_is_just_small_enough_is_planned(monkeypatch: pytest.MonkeyPatch) -> None:
    report = report_of(matrix_data(criterion("a", 5, effort={3: 2, 4: 3})), {"a": 2})  # 2 steps that cost 5
    monkeypatch.setattr(plans, "MOST_WORK", 10)
    assert best_plan(report).total == 5
    monkeypatch.setattr(plans, "MOST_WORK", 9)
    with pytest.raises(DataError):
        best_plan(report)


def test_what_steps_add_is_told_in_whole_parts_of_one_size() -> None:
    plan = best_plan(report_of(matrix_data(criterion("a", 5, target=3), criterion("b", 5)), {"a": 2, "b": 3}))
    assert [(ladder.parts, type(ladder.parts[0])) for ladder in plan.ladders] == [((4,), int), ((3,), int)]  # of 12


def test_all_of_it_is_1_and_not_nearly_so() -> None:
    assert plans.add_gain(0.999999999999999, 0.0) == 1
    assert plans.add_gain(0.3, 69.9999999) == 0.999999999


# --- effort ---------------------------------------------------------------------------------------------------


def test_the_profile_s_effort_goes_before_the_criterion_s_and_that_before_the_matrix_s() -> None:
    matrix = matrix_data(criterion("a", 8, effort={2: 20, 3: 30}), effort={1: 10, 2: 11, 3: 12})
    plan = best_plan(report_of(matrix, {"a": 0}), effort={"a": {3: 31}})
    assert [step.cost for step in plan.steps] == [10, 20, 31, 1]
    assert [step.cost_assumed for step in plan.steps] == [False, False, False, True]


def test_effort_for_steps_that_do_not_exist_is_named() -> None:
    effort: Effort = {"a": {0: 2, 1: 2, 4: 3, 7: 5}, "typo": {1: 1}}
    plan = best_plan(report_of(matrix_data(criterion("a", 8)), {"a": 4}), effort=effort)
    assert plan.unused_effort == (("a", 0), ("a", 7), ("typo", 1))


# --- where the curve flattens ---------------------------------------------------------------------------------


def test_the_curve_flattens_where_units_begin_to_buy_less_than_on_average() -> None:
    # Steps of 9, 6, 6, 2 and 1 of 24 postings' worth: 4.8 on average, so the first three buy more.
    counts = {"a": 9, "b": 6, "c": 6, "d": 2, "e": 1}
    matrix = matrix_data(*(criterion(name, postings, target=1) for name, postings in counts.items()))
    found = best_plan(report_of(matrix, dict.fromkeys(counts, 0)), 0).flattening
    assert found is not None
    assert found.budget == 3
    assert [found.before, found.after] == pytest.approx([100 * 7 / 24, 100 * 1.5 / 24], abs=1e-12)


def test_what_buys_just_the_average_comes_before_the_flattening() -> None:
    counts = {"a": 9, "b": 6, "c": 3}
    matrix = matrix_data(*(criterion(name, postings, target=1) for name, postings in counts.items()))
    found = best_plan(report_of(matrix, dict.fromkeys(counts, 0))).flattening
    assert found is not None
    assert found.budget == 2


def test_a_straight_curve_flattens_nowhere() -> None:
    matrix = matrix_data(criterion("a", 8), criterion("b", 4, target=2))
    assert best_plan(report_of(matrix, {"a": 0, "b": 0})).flattening is None


# --- any report -----------------------------------------------------------------------------------------------


@given(cases(), st.integers(0, 40))
def test_a_plan_brings_what_the_report_on_its_levels_says(case: tuple[Plain, Plain], budget: int) -> None:
    matrix, profile = matrix_of(case[0]), profile_of(case[1])
    assessment = profile.latest(matrix.id)
    assume(assessment is not None)
    assert assessment is not None
    plan = best_plan(gap_report(matrix, profile, assessment), budget)
    reached = {step.criterion: step.to_level for step in sorted(plan.steps, key=lambda step: step.to_level)}
    after = what_if(matrix, profile, assessment, reached).after
    assert plan.outcome.coverage == pytest.approx(after.coverage.value, abs=1e-12)
    assert plan.outcome.cost == sum(step.cost for step in plan.steps) <= budget
    assert plan.outcome.gain == pytest.approx(sum(step.gain for step in plan.steps), abs=1e-9)
    assert (plan.after.rated, plan.after.applicable) == (after.coverage.rated, after.coverage.applicable)
    for name in ("value", "low", "high"):
        assert getattr(plan.after, name) == pytest.approx(getattr(after.coverage, name), abs=1e-12)


@given(cases(), st.integers(0, 40))
def test_every_step_comes_after_the_one_below_it(case: tuple[Plain, Plain], budget: int) -> None:
    matrix, profile = matrix_of(case[0]), profile_of(case[1])
    report = gap_report(matrix, profile, profile.latest(matrix.id))
    levels = {row.id: row.level for row in report.gaps}
    for step in best_plan(report, budget).steps:
        assert levels[step.criterion] == step.from_level < step.to_level <= step.target
        levels[step.criterion] = step.to_level


@given(cases())
def test_a_larger_budget_never_brings_less(case: tuple[Plain, Plain]) -> None:
    matrix, profile = matrix_of(case[0]), profile_of(case[1])
    plan = best_plan(gap_report(matrix, profile, profile.latest(matrix.id)))
    assert all(less.gain <= more.gain and less.cost <= more.cost for less, more in pairwise(plan.curve))
    assert all(point.cost <= point.budget for point in plan.curve)
    if plan.report.coverage.value is not None:
        assert plan.curve[-1].coverage == pytest.approx(1, abs=1e-12)


# --- goals ----------------------------------------------------------------------------------------------------

START, BY = datetime.date(2026, 1, 1), datetime.date(2026, 1, 11)


def test_goals_are_due_in_proportion_to_what_the_steps_cost() -> None:
    matrix = matrix_data(criterion("a", 8, effort={3: 2}, levels={3: "Has done it"}), criterion("b", 4, target=1))
    goals = as_goals(best_plan(report_of(matrix, {"a": 2, "b": 0})), START, BY)
    # b costs 1 of 4 and gains most for it, then a's level 3 for 2 and its level 4 for 1: after 2.5, 7.5 and 10 days.
    assert [(goal.id, goal.criterion, goal.level) for goal in goals] == [
        ("b-1", "b", 1),
        ("a-3", "a", 3),
        ("a-4", "a", 4),
    ]
    assert [goal.due for goal in goals] == [datetime.date(2026, 1, day) for day in (4, 9, 11)]
    assert [goal.action for goal in goals] == [None, "Has done it", None]
    assert {goal.status for goal in goals} == {"open"}


def test_a_step_that_an_open_goal_names_gets_no_second_goal() -> None:
    old = [
        {"id": "a-4", "criterion": "a", "level": 3, "status": "open"},
        {"id": "a-4-2", "criterion": "a", "level": 4, "status": "dropped"},
    ]
    plan = best_plan(report_of(matrix_data(criterion("a", 8)), {"a": 1}, goals=old))
    goals = as_goals(plan, START, BY)
    assert [(goal.id, goal.level, goal.due) for goal in goals] == [
        ("a-2", 2, datetime.date(2026, 1, 5)),
        ("a-4-3", 4, BY),
    ]


def test_long_ids_stay_ids_and_differ() -> None:
    names = ["x" * 99 + end for end in "ab"]
    matrix = matrix_data(*(criterion(name, 8, target=1) for name in names))
    goals = as_goals(best_plan(report_of(matrix, dict.fromkeys(names, 0))), START, BY)
    assert len({goal.id for goal in goals}) == 2
    written = [{"id": goal.id, "criterion": goal.criterion, "level": 1, "status": "open"} for goal in goals]
    assert profile_of(profile_data(goals=written)).goals[0].id == goals[0].id


def test_all_on_one_day_and_never_backwards() -> None:
    plan = best_plan(report_of(matrix_data(criterion("a", 8)), {"a": 1}))
    assert {goal.due for goal in as_goals(plan, START, START)} == {START}
    with pytest.raises(ValueError, match="before"):
        as_goals(plan, BY, START)


def test_no_steps_no_goals() -> None:
    assert as_goals(best_plan(report_of(matrix_data(criterion("a", 8)), {"a": 4})), START, BY) == ()


def test_a_step_names_the_signals_that_the_matrix_links() -> None:
    linked = {**criterion("a", 5), "signals": ["hands-on"]}
    data = matrix_data(linked, criterion("b", 4), signals=[{"id": "hands-on", "text": "T"}])
    person = profile_data(assessment_data({"a": 3, "b": 3}))
    matrix, profile = matrix_of(data), profile_of(person)
    plan = best_plan(gap_report(matrix, profile, profile.assessments[0]))
    assert {step.criterion: step.signals for step in plan.steps} == {"a": ("hands-on",), "b": ()}
