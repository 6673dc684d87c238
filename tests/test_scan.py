"""Scanning JSON: it accepts exactly what the model accepts, and gives back what stands there."""

from __future__ import annotations

import copy
import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from skillgap.profile import Profile
from skillgap.scan import scan_json
from skillgap.schema import check, check_json

from .builders import Plain
from .strategies import cases

WORDS = ["", "  ", "x", "a b", "high", "2026-02-30", "2026-05-04", "2026-5-4"]
JUNK = st.sampled_from([None, True, 0, -1, 100, 1.5, 2.0, *WORDS, [], [1], {}, {"a": 1}])


def places(data: Any, at: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """The path of every value inside plain data."""
    entries = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    return [place for key, value in entries for place in ((*at, key), *places(value, (*at, key)))]


@st.composite
def spoiled(draw: st.DrawFn) -> Plain:
    """A profile with one value exchanged for another, taken away, or with a key that does not belong."""
    data: Any = copy.deepcopy(draw(cases())[1])
    *way, last = draw(st.sampled_from(places(data)))
    holder = data
    for step in way:
        holder = holder[step]
    change = draw(st.sampled_from(["exchange", "remove", "add"]))
    if change == "exchange":
        holder[last] = draw(JUNK)
    elif change == "remove":
        del holder[last]
    elif isinstance(holder, dict):
        holder[draw(st.sampled_from(["levl", "level", "c-0", "not an id", ""]))] = draw(JUNK)
    return dict(data)


@given(cases())
def test_it_gives_back_what_stands_there_with_dates_read(case: tuple[Plain, Plain]) -> None:
    found = scan_json(Profile, json.dumps(case[1]))
    assert found is not None
    assert json.loads(json.dumps(found, default=lambda date: date.isoformat())) == case[1]


@given(spoiled())
def test_it_refuses_exactly_what_the_model_refuses(data: Plain) -> None:
    text = json.dumps(data)
    profile, found = check_json(Profile, text)
    assert (scan_json(Profile, text) is None) == (profile is None) == bool(found)
    assert (profile, found) == check(Profile, data)


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
