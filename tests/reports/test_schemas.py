"""The published schemas of all JSON outputs: what is written keeps them, and nothing else does."""

from __future__ import annotations

import copy
import datetime
import json
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from skillgap.cli.schema import OUTPUTS
from skillgap.model.matrix import Matrix
from skillgap.model.profile import Goal, Profile
from skillgap.reports.comparison import written_comparison
from skillgap.reports.content import Layout, ReportContent
from skillgap.reports.fit import written_fit
from skillgap.reports.goals import Goals, written_goals
from skillgap.reports.history import written_history
from skillgap.reports.outputs.schema import OUTPUTS as SCHEMAS
from skillgap.reports.outputs.schema import output_schema
from skillgap.reports.rendering import render
from skillgap.reports.review import reviewed_by_all, written_review
from skillgap.reports.team import written_team
from skillgap.reports.versions import written_diff
from skillgap.scoring.comparison.history import history
from skillgap.scoring.comparison.reuse import fit
from skillgap.scoring.comparison.table import ColumnSource, compare, explanation
from skillgap.scoring.comparison.versions import matrix_diff
from skillgap.scoring.gap_report import VIEWS
from skillgap.scoring.team import Team
from tests import strategies
from tests.builders import Plain, matrix_of, profile_of
from tests.reports import comparisons

TODAY = datetime.date(2026, 12, 1)
GOALS = (
    Goal(id="due", criterion="a", level=1, action="Do", due=TODAY, status="open"),
    Goal(id="open", criterion="b", level=2, status="open"),
    Goal(id="done", criterion="a", level=3, due=TODAY, status="done"),
    Goal(id="dropped", criterion="c", level=0, action="No", status="dropped"),
)
WRITTEN = {
    "two-people": comparisons.two_people(),
    "two-dates": comparisons.two_dates(),
    "many-people": comparisons.many_people(5),
    "over-time": comparisons.over_time(),
    "versions": comparisons.versions(),
    "roles": comparisons.roles(),
    "goals": written_goals(Goals(comparisons.sample("staff"), [comparisons.role()], TODAY)),
    "team": written_team(Team(comparisons.role(), TODAY).report()),
}


def as_json(written: ReportContent) -> Any:
    return json.loads(render(written, "json", Layout()))


def name_of(data: Any) -> str:
    """The name in ``skillgap/NAME/1``."""
    owner, name, version = data["format"].split("/")
    assert (owner, version) == ("skillgap", "1")
    return str(name)


@cache
def validator(name: str) -> Draft202012Validator:
    return Draft202012Validator(output_schema(name), format_checker=Draft202012Validator.FORMAT_CHECKER)


def check(data: Any) -> None:
    assert [(error.json_path, error.message) for error in validator(name_of(data)).iter_errors(data)] == []


def test_there_is_one_for_each_output_and_the_command_knows_them_all() -> None:
    assert set(SCHEMAS) == set(OUTPUTS)
    for name in OUTPUTS:
        schema = output_schema(name)
        Draft202012Validator.check_schema(schema)
        assert schema["properties"]["format"]["const"] == f"skillgap/{name}/1"
        assert schema["$id"] == f"urn:skillgap:{name}:1"
        assert not [path for path, one in properties(schema) if "description" not in one]


@pytest.mark.parametrize("name", list(WRITTEN))
def test_what_is_written_keeps_it(name: str) -> None:
    check(as_json(WRITTEN[name]))


def test_every_golden_keeps_its_own() -> None:
    goldens = [json.loads(path.read_text(encoding="utf-8")) for path in Path(__file__).parent.glob("goldens/*.json")]
    assert {name_of(data) for data in goldens} >= {"report", "plan", "history", "fit", "matrix-diff", "review", "team"}
    for data in goldens:
        check(data)


def properties(schema: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Every property at every depth, with its schema."""
    if isinstance(schema, dict):
        for key, one in schema.get("properties", {}).items():
            yield f"{path}.{key}", one
        for key, one in schema.items():
            yield from properties(one, f"{path}/{key}")


def closed(schema: Any) -> Any:
    """The schema with no keys allowed but its own."""
    if isinstance(schema, dict):
        inner = {key: closed(one) for key, one in schema.items()}
        return {**inner, "additionalProperties": False} if "properties" in schema and "type" in schema else inner
    return [closed(one) for one in schema] if isinstance(schema, list) else schema


@pytest.mark.parametrize("name", list(WRITTEN))
def test_no_key_is_written_that_the_schema_does_not_describe(name: str) -> None:
    data = as_json(WRITTEN[name])
    Draft202012Validator(closed(output_schema(name_of(data)))).validate(data)


@pytest.mark.parametrize("name", list(WRITTEN))
def test_further_keys_are_allowed(name: str) -> None:
    assert validator(name_of(as_json(WRITTEN[name]))).is_valid({**as_json(WRITTEN[name]), "new": 1})


def less(data: Any) -> Iterator[Any]:
    """The data with one key missing, at every place that has its keys fixed."""
    open_keys = {"levels", "states", "comments", "people_by_level"}

    def places(value: Any, path: tuple[Any, ...]) -> Iterator[tuple[Any, ...]]:
        if isinstance(value, dict):
            if not (path and path[-1] in open_keys):
                yield path
            for key, one in value.items():
                yield from places(one, (*path, key))
        elif isinstance(value, list) and value:
            yield from places(value[0], (*path, 0))

    for path in places(data, ()):
        changed = copy.deepcopy(data)
        inner = changed
        for step in path:
            inner = inner[step]
        inner.pop(next(iter(inner)))
        yield changed


@pytest.mark.parametrize("name", ["two-people", "two-dates", "over-time", "versions", "roles", "goals", "team"])
def test_one_key_less_breaks_it_anywhere(name: str) -> None:
    data = as_json(WRITTEN[name])
    several = list(less(data))
    assert len(several) > 2
    assert [one for one in several if validator(name_of(data)).is_valid(one)] == []


def outputs(matrix: Matrix, later: Matrix, profile: Profile) -> Iterator[ReportContent]:
    """Every output that a matrix, another version of it and a profile lead to."""
    rated = [assessment for assessment in profile.assessments if assessment.matrix == matrix.id]
    subjects = [
        ColumnSource(profile, assessment, matrix if assessment in rated else None) for assessment in profile.assessments
    ]
    for view in VIEWS:
        comparison = compare([*subjects, ColumnSource(profile, None, matrix)], view=view)
        yield written_comparison(comparison, explanation(comparison))
        yield written_fit(profile, fit(profile, [matrix], view=view), view)
        team = Team(matrix, TODAY, view=view)
        team.add(profile)
        yield written_team(team.report())
        if rated:
            yield written_history(history(profile, matrix.id, [matrix], today=TODAY, view=view), TODAY, 180)
    for one in rated:
        yield written_review(reviewed_by_all(profile, matrix, one))
    yield written_goals(Goals(profile, [matrix], TODAY))
    yield written_diff(matrix_diff(matrix, later))


@settings(max_examples=settings().max_examples // 4)  # each is a dozen outputs
@given(strategies.cases(), strategies.matrices(), st.sets(st.sampled_from(GOALS)))
def test_they_hold_for_any_matrix_and_profile(case: tuple[Plain, Plain], other: Plain, goals: set[Goal]) -> None:
    matrix, later, profile = matrix_of(case[0]), matrix_of(other), profile_of(case[1])
    for written in outputs(matrix, later, replace(profile, goals=tuple(goals))):
        check(as_json(written))
