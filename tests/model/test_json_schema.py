"""The published JSON Schemas: they take and refuse what the check itself does."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skillgap.errors import DocumentPath
from skillgap.model import matrix as matrix_rules
from skillgap.model import profile as profile_rules
from skillgap.model.json_schema import json_schema
from skillgap.model.matrix import Matrix
from skillgap.model.profile import Profile
from skillgap.model.schema import check
from tests.builders import Plain
from tests.model.test_schema import ABSENT, MATRIX, PROFILE, changed
from tests.test_oracle import text_dates

ROOT = Path(__file__).parent.parent.parent
PUBLISHED: dict[type, Any] = {
    model: jsonschema.Draft202012Validator(
        json_schema(model, "A title"), format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
    )
    for model in (Matrix, Profile)
}


def in_json(value: Any) -> Any:
    """The same data where keys can only be text."""
    if isinstance(value, dict):
        return {str(key): in_json(content) for key, content in value.items()}
    return [in_json(content) for content in value] if isinstance(value, list) else value


@pytest.mark.parametrize("model", [Matrix, Profile])
def test_the_published_schemas_are_schemas(model: type) -> None:
    schema = json_schema(model, "A title")
    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["title"] == "A title"


@pytest.mark.parametrize(
    ("model", "path"),
    [
        (Matrix, "matrices/principal-ai-infrastructure-engineer.yaml"),
        (Profile, "profiles/sample-staff-engineer.yaml"),
        (Profile, "profiles/sample-platform-engineer.yaml"),
    ],
)
def test_the_published_schemas_take_the_files_that_ship(model: type, path: str) -> None:
    assert list(PUBLISHED[model].iter_errors(in_json(text_dates(ROOT / path)))) == []


@pytest.mark.parametrize(
    ("model", "data", "path"),
    [
        (Matrix, MATRIX, ("sections", 0, "criteria", 0, "levels", "low")),
        (Matrix, MATRIX, ("sections", 0, "criteria", 0, "levels", "01")),
        (Matrix, MATRIX, ("effort", "low")),
        (Profile, PROFILE, ("assessments", 0, "ratings", "two words")),
        (Profile, PROFILE, ("assessments", 0, "ratings", "a" * 101)),
        (Profile, PROFILE, ("assessments", 0, "signals", "two words")),
        (Profile, PROFILE, ("reviews", 0, "ratings", "-a")),
    ],
)
def test_a_key_that_cannot_be_is_refused_and_so_is_a_wrong_value_below_any_key(
    model: type, data: Plain, path: DocumentPath
) -> None:
    (beside,) = [place for place in paths_in(data) if place[:-1] == path[:-1]]
    holder: Any = data
    for step in beside:
        holder = holder[step]
    assert PUBLISHED[model].is_valid(in_json(data))
    assert not PUBLISHED[model].is_valid(in_json(changed(data, path, holder)))
    assert not PUBLISHED[model].is_valid(in_json(changed(data, beside, [None])))


JUNK: tuple[Any, ...] = (
    None,
    True,
    -1,
    3,
    2.5,
    "",
    "3",
    "two words",
    "skipped",
    "yes",
    "2026-02-30",
    [],
    {},
    [None],
    {"x": 1},
    ABSENT,
)


def paths_in(value: Any, path: DocumentPath = ()) -> list[DocumentPath]:
    """Where anything stands in a document."""
    entries = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [place for key, content in entries for place in ((*path, key), *paths_in(content, (*path, key)))]


@settings(max_examples=4 * settings().max_examples)
@given(st.sampled_from([(Matrix, MATRIX), (Profile, PROFILE)]), st.data())
def test_whatever_stands_anywhere_is_told_without_a_crash_and_as_the_published_schema_has_it(
    document: tuple[type, Plain], data: st.DataObject
) -> None:
    model, spoilt = document
    for _ in range(data.draw(st.integers(1, 3))):
        places = paths_in(spoilt)
        if not places:
            break
        place = data.draw(st.sampled_from(places))
        beside = (*place[:-1], data.draw(st.sampled_from(["titel", "note", "[key]"])))
        chosen = data.draw(st.sampled_from([place, place, beside]))
        value = data.draw(st.sampled_from(JUNK))
        inside_a_list = isinstance(place[-1], int)
        if chosen is place or (not inside_a_list and value is not ABSENT):
            spoilt = changed(spoilt, chosen, value)
    checked, found = check(model, spoilt)
    rules = matrix_rules.faults if model is Matrix else profile_rules.faults
    for fault in [*found, *rules(spoilt)]:
        assert fault.message
    assert (checked is None) == bool(found)
    assert PUBLISHED[model].is_valid(in_json(spoilt)) == (not found), found
