"""A team out of a bundle: everybody is counted, or named with the line and the reason."""

from __future__ import annotations

import datetime
import gc
import json
from pathlib import Path

from skillgap.store.teams import count_bundle
from skillgap.team import Team

from ..builders import assessment_data, criterion, matrix_data, matrix_of, profile_data

MATRIX = matrix_of(matrix_data(criterion("a", 2), criterion("b", 1)))
TODAY = datetime.date(2026, 11, 1)


def test_everybody_is_counted_or_named(tmp_path: Path) -> None:
    people = [
        profile_data(assessment_data({"a": 1}), id="one"),
        profile_data(assessment_data({"a": {"level": 2, "said": "2026-01-01"}}), id="carried"),
        profile_data(assessment_data({"c": 1}), id="misfit"),
        profile_data(assessment_data({"a": 1}), id="one"),
        profile_data(id="absent"),
    ]
    path = tmp_path / "team.jsonl"
    path.write_text("\n".join([*map(json.dumps, people), "{"]), encoding="utf-8")
    team = Team(MATRIX, TODAY)
    problems = count_bundle(team, path)
    report = team.report()
    assert [one.id for one in report.members] == ["one", "carried"]
    assert [one.id for one in report.absent] == ["absent"]
    assert [(one.file, one.line, one.path, one.message) for one in problems] == [
        (str(path), 3, "assessments[0].ratings.c", "role version 1 has no criterion c"),
        (str(path), 4, "id", "another profile of the team has the id one"),
        (str(path), 6, "", "this is not valid JSON: expecting property name enclosed in double quotes"),
    ]


def test_garbage_is_collected_again_afterwards(tmp_path: Path) -> None:
    path = tmp_path / "team.jsonl"
    path.write_bytes(b"")
    assert gc.isenabled()
    assert count_bundle(Team(MATRIX, TODAY), path) == []
    assert gc.isenabled()
