"""The library behind the commands: what it offers, what it refuses, and what it does not load."""

from __future__ import annotations

import datetime
import json
import pickle
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import skillgap
from skillgap.errors import Diagnostic
from tests.builders import Plain, criterion, matrix_data
from tests.tui.harness import library_in, profile_text, role

ASSESSED = """\
assessments:
  - {matrix: role, matrix_version: 1, date: 2026-05-04, ratings: {design: {level: 2}, care: {level: 1}}}
"""


@pytest.fixture
def workspace(tmp_path: Path) -> skillgap.Workspace:
    """Ada is 2 of 4 on design (9 of 10 postings) and 1 of 4 on care (5 of 10); tooling is not rated."""
    library = library_in(tmp_path, role(), profiles={"ada": profile_text("Ada", "ada", ASSESSED)})
    return skillgap.open(library.profiles, library.matrices)


def test_all_that_is_offered_is_there() -> None:
    assert {name for name in skillgap.__all__ if not hasattr(skillgap, name)} == set()
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        skillgap.nothing  # noqa: B018


def test_a_report_has_the_figures_of_the_command(workspace: skillgap.Workspace) -> None:
    report = workspace.report("ada@2026-05-04")
    # (9 × 2/4 + 5 × 1/4) ÷ (9 + 5) = 5.75 ÷ 14; with 3 on care (4.5 + 3.75) ÷ 14
    assert report.coverage.value == pytest.approx(5.75 / 14)
    assert workspace.what_if("ada", {"care": 3}).coverage.value == pytest.approx(8.25 / 14)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda ws: ws.report("bob"), "there is no profile bob"),
        (lambda ws: ws.report("ada@tomorrow"), "'tomorrow' is not a date"),
        (lambda ws: ws.report("ada@2020-01-01"), "ada has no assessment on 2020-01-01"),
        (lambda ws: ws.report("ada", section="nothing"), "'nothing' is not a section of role"),
        (lambda ws: ws.what_if("ada", {"car": 3}), "role has no criterion 'car'"),
        (lambda ws: ws.what_if("ada", {"care": 9}), "level 9 is not on the scale of role"),
        (lambda ws: ws.matrix("nothing"), "there is no matrix nothing"),
    ],
)
def test_what_is_not_there_is_one_clear_error(workspace: skillgap.Workspace, call: object, message: str) -> None:
    with pytest.raises(skillgap.DataError) as error:
        call(workspace)  # type: ignore[operator]
    assert error.value.problems[0].message.startswith(message)


def test_a_team_names_whom_it_cannot_read(workspace: skillgap.Workspace, tmp_path: Path) -> None:
    (tmp_path / "profiles" / "bad.yaml").write_text("format: skillgap/profile/1\n")
    with pytest.raises(skillgap.DataError, match="name is missing"):
        workspace.team()
    reasons: list[Diagnostic] = []
    team = workspace.team(unreadable=reasons)
    assert [member.id for member in team.members] == ["ada"]
    assert {reason.message for reason in reasons} == {"id is missing", "name is missing"}
    assert [record["level"] for record in team.records()] == [2, 1, None]


def test_a_frame_without_its_package_says_what_to_install(
    workspace: skillgap.Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(ImportError, match="needs the package pandas: install it with pip install pandas"):
        workspace.report("ada").to_frame()


@pytest.mark.parametrize("library", ["pandas", "polars"])
def test_frames_keep_whole_numbers_whole(workspace: skillgap.Workspace, library: str) -> None:
    pytest.importorskip(library)
    frame = workspace.report("ada").to_frame(library)  # type: ignore[arg-type]
    assert list(frame["id"]) == ["design", "care", "tooling"]
    assert [str(level) for level in frame["level"]][:2] == ["2", "1"]
    assert len(workspace.compare("ada", "ada").to_frame(library)) == 6  # type: ignore[arg-type]
    assert len(workspace.plan("ada", 1).to_frame(library)) == 1  # type: ignore[arg-type]


def test_a_model_built_by_hand_is_checked() -> None:
    with pytest.raises(skillgap.DataError) as error:
        skillgap.Profile(format="skillgap/profile/1", id="-a", name="two\nlines", goals=("g",))  # type: ignore[arg-type]
    assert [problem.path for problem in error.value.problems] == ["id", "name", "goals[0]"]
    with pytest.raises(skillgap.DataError, match="must be a date"):
        skillgap.Assessment(matrix="role", matrix_version=1, date="2026-05-04")  # type: ignore[arg-type]


def test_from_dict_tells_every_problem_and_its_path() -> None:
    rating: Plain = {"level": 3, "state": "skipped"}
    assessment = {"matrix": "role", "matrix_version": 0, "date": datetime.date(2026, 5, 4), "ratings": {"a": rating}}
    with pytest.raises(skillgap.DataError) as error:
        skillgap.Profile.from_dict({"format": "skillgap/profile/1", "id": "ada", "assessments": [assessment]})
    assert {problem.path: problem.message for problem in error.value.problems} == {
        "": "name is missing",
        "assessments[0].matrix_version": "matrix_version must be at least 1, not 0",
        "assessments[0].ratings.a.state": "a rating has a level or a state, not both",
    }


def test_plain_data_comes_back_from_a_model() -> None:
    data = matrix_data(sections=[{"id": "s", "criteria": [criterion("a", 3)]}])
    matrix = skillgap.Matrix.from_dict(data)
    assert skillgap.Matrix.from_dict(matrix.to_dict()) == matrix
    json.dumps(matrix.to_dict())


CHANGES: list[Callable[[Any], object]] = [
    lambda mapping: mapping.__setitem__("x", 1),
    lambda mapping: mapping.update(x=1),
    lambda mapping: mapping.clear(),
    lambda mapping: mapping.pop("design", None),
    lambda mapping: mapping.setdefault("x", 1),
]


@pytest.mark.parametrize("change", CHANGES)
def test_no_mapping_of_a_model_can_be_changed(workspace: skillgap.Workspace, change: Callable[[Any], object]) -> None:
    day, rating = datetime.date(2026, 5, 4), skillgap.Rating(level=1)
    built = skillgap.Assessment(matrix="role", matrix_version=1, date=day, ratings={"a": rating})
    made = skillgap.Profile.from_dict({"format": "skillgap/profile/1", "id": "a", "name": "A"})
    (read,) = workspace.profile("ada").assessments
    for mapping in (built.ratings, read.ratings, workspace.matrix("role").targets, made.effort):
        with pytest.raises(TypeError, match="belongs to a frozen model"):
            change(mapping)
    assert pickle.loads(pickle.dumps(read)) == read
