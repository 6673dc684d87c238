"""What in a valid matrix is probably not meant."""

from __future__ import annotations

import pytest

from skillgap.model.matrix_warnings import has_category_slip, matrix_warnings
from tests.builders import Plain, criterion, matrix_data, matrix_of

PLACE = ("sections", 0, "criteria", 0, "category")


def role(category: str, targets: Plain, **more: object) -> Plain:
    data = matrix_data(criterion("license", 5, category=category, **more), of=12)
    data["targets"] = targets
    return data


@pytest.mark.parametrize(
    ("category", "like"), [("Must-have", "Must have"), ("must have", "Must have"), ("Coer", "Core"), ("Core ", "Core")]
)
def test_a_slip_of_a_category_names_the_one_that_is_meant(category: str, like: str) -> None:
    data = role(category, {"Must have": 2, "Core": 3, "default": 0})
    (warning,) = matrix_warnings(data)
    assert warning.path == PLACE
    assert warning.message == f"category '{category}' has no target, so the default 0 holds"
    assert warning.hint == f"did you mean '{like}'?"
    assert has_category_slip(matrix_of(data))


def test_a_category_that_is_like_no_other_is_told_too() -> None:
    data = role("Licenses", {"Core": 3, "default": 2})
    (warning,) = matrix_warnings(data)
    assert warning.hint == "state one under targets, as in Licenses: 3"
    assert not has_category_slip(matrix_of(data))


def test_a_target_of_its_own_needs_no_category() -> None:
    assert list(matrix_warnings(role("Must-have", {"Must have": 2, "default": 0}, target=2))) == []
    assert list(matrix_warnings(role("Core", {"Core": 3, "default": 0}))) == []


def test_a_mandatory_criterion_that_every_level_meets() -> None:
    (warning,) = matrix_warnings(role("Core", {"Core": 0, "default": 2}, mandatory=True))
    assert warning.path == ("sections", 0, "criteria", 0, "mandatory")
    assert warning.message == "every level meets the mandatory criterion license: its target is 0"


@pytest.mark.parametrize("data", [None, [], {"sections": [{"criteria": [None, {"category": 3}]}]}, {"targets": 3}])
def test_data_of_any_shape_is_passed_over(data: object) -> None:
    assert list(matrix_warnings(data)) == []
