"""Goals in a calendar: read back by the library, and safe whatever stands in them."""

from __future__ import annotations

import datetime
import subprocess
import sys
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skillgap.errors import DataError
from skillgap.reports.calendar import calendar_text
from tests.builders import Plain, criterion, matrix_data, matrix_of, profile_data, profile_of

icalendar = pytest.importorskip("icalendar")
MADE = datetime.datetime(2026, 5, 4, 12, 30, tzinfo=datetime.UTC)
MATRIX = matrix_of(matrix_data(criterion("gpus", 4)))


def goal(identifier: str = "g", **more: object) -> Plain:
    return {"id": identifier, "criterion": "gpus", "level": 3, "status": "open", "due": "2026-09-30", **more}


def text_of(*goals: Plain) -> str:
    return calendar_text(profile_of(profile_data(goals=list(goals))), [MATRIX], MADE)


def events(text: str) -> list[Any]:
    return list(icalendar.Calendar.from_ical(text).walk("VEVENT"))


def test_an_open_goal_is_a_day_that_blocks_nothing() -> None:
    text = text_of(goal(action="Write a kernel"))
    (event,) = events(text)
    assert text.startswith("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//skillgap//")
    assert "\r\nDTSTART;VALUE=DATE:20260930\r\n" in text
    assert "\r\nDTSTAMP:20260504T123000Z\r\n" in text
    assert {name: str(event[name]) for name in ("SUMMARY", "DESCRIPTION", "UID", "TRANSP")} == {
        "SUMMARY": "Gpus to Step 3",
        "DESCRIPTION": "Write a kernel",
        "UID": "g/me@skillgap",
        "TRANSP": "TRANSPARENT",
    }


def test_only_open_goals_with_a_day_are_in_it() -> None:
    others = [goal("d", status="done"), goal("e", status="dropped"), goal("f", due=None)]
    assert [str(event["UID"]) for event in events(text_of(*others, goal("h")))] == ["h/me@skillgap"]
    assert events(text_of()) == []


def test_a_goal_keeps_its_identity_when_its_day_moves() -> None:
    before, after = (events(text_of(goal(due=due)))[0] for due in ("2026-09-30", "2026-10-31"))
    assert before["UID"] == after["UID"]
    assert before["DTSTART"].dt != after["DTSTART"].dt


def test_what_another_role_aims_at_is_named_by_its_id() -> None:
    (event,) = events(text_of(goal(criterion="elsewhere", level=9)))
    assert str(event["SUMMARY"]) == "elsewhere to level 9"


PIECES = ["\r\n", "\n", "END:VEVENT", "BEGIN:VALARM", "ATTACH:file:///etc", ";", ",", "\\", ":", '"', "\u202e"]
WORDS = st.text(st.characters(blacklist_categories=["Cs", "Cc"]), max_size=40)
HOSTILE = st.lists(st.sampled_from(PIECES) | WORDS, max_size=12).map("".join)


@given(HOSTILE)
def test_no_text_becomes_more_than_text(action: str) -> None:
    text = text_of(goal(action=action), goal("h"))
    assert [str(event["UID"]) for event in events(text)] == ["g/me@skillgap", "h/me@skillgap"]
    names = {line.split(":")[0].split(";")[0] for line in text.split("\r\n") if line and not line.startswith(" ")}
    known = {"BEGIN", "END", "VERSION", "PRODID", "UID", "DTSTAMP", "DTSTART", "TRANSP", "SUMMARY", "DESCRIPTION"}
    assert names <= known
    assert text.count("\r\nBEGIN:") == 2
    assert "\u202e" not in text


def test_without_the_library_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "icalendar", None)
    with pytest.raises(DataError, match=r"needs the package icalendar\nhint: install it with: .*skillgap\[calendar\]"):
        text_of(goal())


def test_the_library_is_loaded_only_to_write_a_calendar() -> None:
    code = "import sys, skillgap.reports.calendar; print('icalendar' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
