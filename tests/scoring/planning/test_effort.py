"""What steps cost, as matrices and profiles state it."""

from __future__ import annotations

import pytest

from skillgap.model.matrix import Matrix, faults
from skillgap.model.profile import Profile
from skillgap.model.schema import check
from tests.builders import Plain, criterion, matrix_data, matrix_of, profile_data, profile_of


def test_a_criterion_s_effort_goes_before_the_matrix_s_level_by_level() -> None:
    matrix = matrix_of(matrix_data(criterion("a", 8, effort={2: 20, 3: 30}), criterion("b", 8), effort={3: 12, 4: 13}))
    a, b = matrix.criteria
    assert [matrix.effort_for(a, level) for level in range(1, 5)] == [None, 20, 30, 13]
    assert [matrix.effort_for(b, level) for level in range(1, 5)] == [None, None, 12, 13]


def test_a_profile_states_its_own_by_criterion() -> None:
    profile = profile_of(profile_data(effort={"a": {3: 2, 4: 99}, "b": {}}))
    assert profile.effort == {"a": {3: 2, 4: 99}, "b": {}}
    assert profile_of(profile_data()).effort == {}


def test_effort_is_for_levels_that_a_step_can_reach() -> None:
    scale = [{"level": level, "name": f"Step {level}"} for level in (1, 2, 5)]
    matrix = matrix_data(criterion("a", 8, effort={1: 1, 2: 1, 3: 1}), scale=scale, effort={0: 1, 5: 1})
    found = [fault for fault in faults(matrix) if "effort" in fault.path]
    assert [(fault.path, fault.message) for fault in found] == [
        (("effort", 0), "no step reaches level 0"),
        (("sections", 0, "criteria", 0, "effort", 1), "no step reaches level 1"),
        (("sections", 0, "criteria", 0, "effort", 3), "no step reaches level 3"),
    ]
    assert all(fault.key and "one of 2, 5" in (fault.hint or "") for fault in found)


@pytest.mark.parametrize("cost", [0, -1, 100, 1.5, "2", True, None])
def test_a_cost_is_a_whole_number_from_1_to_99(cost: object) -> None:
    matrix: Plain = matrix_data(criterion("a", 8, effort={3: cost}), effort={3: cost})
    assert {fault.path for fault in check(Matrix, matrix)[1]} == {
        ("effort", 3),
        ("sections", 0, "criteria", 0, "effort", 3),
    }
    assert [fault.path for fault in check(Profile, profile_data(effort={"a": {3: cost}}))[1]] == [("effort", "a", 3)]
