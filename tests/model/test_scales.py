"""Criteria on scales of their own: what is accepted, what is expected, and what no plan splits."""

from __future__ import annotations

from typing import Any

import pytest

from skillgap.model.matrix import Matrix, faults
from skillgap.model.profile import faults_against
from skillgap.model.schema import check, plain
from skillgap.scoring.gap_report import gap_report
from skillgap.scoring.planning import best_plan
from tests.builders import Plain, assessment_data, criterion, matrix_data, matrix_of, profile_data, profile_of

HOURS = [{"level": 0, "name": "none"}, {"level": 2, "name": "100 hours"}, {"level": 3, "name": "500 hours"}]
SCALE = ("sections", 0, "criteria", 1, "scale")


def mixed(**own: Any) -> Plain:
    """English on the matrix's scale of 0 to 4, and something on its own."""
    return matrix_data(criterion("english", 3, target=3), criterion("own", 9, **own), of=12)


@pytest.mark.parametrize(
    ("scale", "levels", "target", "top"),
    [
        ("yes-no", (0, 1), 1, "Yes"),
        ("cefr", (0, 1, 2, 3, 4, 5, 6), 6, "C2"),
        (HOURS, (0, 2, 3), 3, "500 hours"),
    ],
)
def test_a_scale_of_its_own_gives_levels_and_target(scale: Any, levels: Any, target: int, top: str) -> None:
    matrix = matrix_of(mixed(scale=scale))
    own = matrix.criterion("own")
    assert matrix.levels_of("own") == levels
    assert (matrix.target(own), matrix.level_name(target, "own")) == (target, top)
    assert matrix.levels_of("english") == matrix.levels_of(None) == (0, 1, 2, 3, 4)
    assert matrix.target(matrix_of(mixed(scale=scale, target=levels[1])).criterion("own")) == levels[1]


def test_a_ready_scale_is_written_as_its_word() -> None:
    assert plain(matrix_of(mixed(scale="yes-no")))["sections"][0]["criteria"][1]["scale"] == "yes-no"
    assert plain(matrix_of(mixed(scale=HOURS)))["sections"][0]["criteria"][1]["scale"] == HOURS


def test_an_unknown_word_is_refused_with_the_known_ones() -> None:
    (violation,) = check(Matrix, mixed(scale="yesno"))[1]
    assert (violation.path, violation.message) == (SCALE, "scale must be yes-no, cefr, or a list")


@pytest.mark.parametrize(
    ("own", "path", "message"),
    [
        ({"scale": "yes-no", "target": 2}, (*SCALE[:-1], "target"), "target 2 is not on the scale"),
        ({"scale": "yes-no", "levels": {2: "x"}}, (*SCALE[:-1], "levels", 2), "level 2 is not on the scale"),
        ({"scale": "yes-no", "effort": {2: 3}}, (*SCALE[:-1], "effort", 2), "no step reaches level 2"),
        ({"scale": [HOURS[1], HOURS[0]]}, (*SCALE, 1, "level"), "level 0 follows level 2"),
    ],
)
def test_levels_are_held_against_the_own_scale(own: Plain, path: Any, message: str) -> None:
    (violation,) = faults(mixed(**own))
    assert (violation.path, violation.message) == (path, message)
    assert list(faults(mixed(scale="cefr", target=6, levels={5: "x"}, effort={6: 2}))) == []


def test_a_rating_off_the_own_scale_is_refused() -> None:
    matrix = matrix_of(mixed(scale="yes-no"))
    data = profile_data(assessment_data({"english": 4, "own": 3}))
    (violation,) = faults_against(data, 0, matrix)
    assert violation.message == "level 3 is not on the scale of own"
    assert violation.hint == "the scale has 0, 1"


def test_half_a_license_is_neither_counted_nor_planned() -> None:
    matrix = matrix_of(mixed(scale="yes-no"))
    profile = profile_of(profile_data(assessment_data({"english": 3, "own": 0})))
    report = gap_report(matrix, profile, profile.latest())
    # 3 of 12 by weight: English is met, the license counts nothing.
    assert report.coverage.value == 3 / 12
    assert [(step.criterion, step.from_level, step.to_level) for step in best_plan(report).steps] == [("own", 0, 1)]


def test_the_levels_of_an_own_scale_are_described_one_by_one() -> None:
    from skillgap.cli.matrix_levels import _open_questions, _question

    matrix = matrix_of(mixed(scale="yes-no"))
    own = [(criterion, level) for criterion, level in _open_questions(matrix) if criterion and criterion.id == "own"]
    assert [level for _, level in own] == [0, 1]
    assert "at 1 Yes" in _question(matrix, *own[1])
