"""Scanning JSON: values are checked as the model checks them, and what it does not know is missing."""

from __future__ import annotations

import json

from hypothesis import given

from skillgap.model.fast_validation import scan_json
from skillgap.model.profile import Profile
from skillgap.model.schema import check, check_json
from tests.builders import Plain
from tests.corruption import corrupted
from tests.strategies import cases


def scanned(text: str) -> object:
    """What a scan gives back, with its dates written as they stand in a file."""
    return json.loads(json.dumps(scan_json(Profile, text), default=lambda date: date.isoformat()))


@given(cases())
def test_it_gives_back_what_stands_there_with_dates_read(case: tuple[Plain, Plain]) -> None:
    assert scanned(json.dumps(case[1])) == case[1]


@given(corrupted(cases().map(lambda case: case[1])))
def test_it_gives_back_all_of_it_exactly_where_the_model_accepts_it(data: Plain) -> None:
    text = json.dumps(data)
    profile, found = check_json(Profile, text)
    assert (scanned(text) == data) == (profile is not None) == (not found)
    assert (profile, found) == check(Profile, data)


def test_unknown_and_doubled_keys_are_fewer_keys() -> None:
    text = '{"format": "skillgap/profile/1", "id": "a", "nmae": "A", "name": "A", "id": "b"}'
    assert scanned(text) == {"format": "skillgap/profile/1", "id": "b", "name": "A"}


def test_what_is_no_json_is_refused() -> None:
    for text in ("", "{", "[]", "null", '"x"', "{}", "{'a': 1}", '{"id": NaN}', "[" * 100_000):
        assert scan_json(Profile, text) is None
        assert check_json(Profile, text)[0] is None


def test_keys_that_are_numbers_stand_as_text_in_json() -> None:
    data = {"format": "skillgap/profile/1", "id": "a", "name": "A", "effort": {"c": {"2": 5}}}
    found = scan_json(Profile, json.dumps(data))
    assert found is not None
    assert found["effort"] == {"c": {2: 5}}
    profile, _ = check_json(Profile, json.dumps(data))
    assert profile is not None
    assert profile.effort == {"c": {2: 5}}
    assert check(Profile, data)[0] is None
