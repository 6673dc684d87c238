"""Bundles: as strict as files of their own, whatever stands on a line; one bad line spoils no other."""

from __future__ import annotations

import json
import stat
import tracemalloc
from dataclasses import replace
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skillgap.errors import DataError, Diagnostic, Violation
from skillgap.model.profile import Profile, faults
from skillgap.model.schema import check, plain
from skillgap.store import bundle_format
from skillgap.store.bundle_format import (
    _FORBIDDEN_BYTES,
    LIMIT,
    BundleLine,
    bundle_lines,
    read_bundle,
    read_line,
    write_bundle,
)
from skillgap.store.yaml_reader import FORBIDDEN
from tests.builders import Plain, assessment_data, profile_data, profile_of
from tests.corruption import corrupted
from tests.strategies import cases

OVERRIDE = "U+202E (right-to-left override)"
ME = profile_data(assessment_data({"a": {"level": 2, "evidence": ["See https://example.org: done"]}, "b": "skipped"}))


def noted(note: str, **more: object) -> Plain:
    return profile_data(assessment_data({"a": {"level": 1, "note": note}}), **more)


def dumped(data: object) -> str:
    return json.dumps(data, ensure_ascii=False)


def lines_of(folder: Path, *lines: str | bytes, end: bytes = b"\n") -> list[BundleLine]:
    path = folder / "team.jsonl"
    path.write_bytes(end.join(line if isinstance(line, bytes) else line.encode() for line in lines))
    return list(read_bundle(path))


def complaints(line: str | bytes) -> list[str]:
    found = read_line("team.jsonl", 7, line if isinstance(line, bytes) else line.encode())
    assert (found.file, found.number, found.data is None) == ("team.jsonl", 7, bool(found.problems))
    return [str(problem).split("\nhint: ")[0] for problem in found.problems]


# --- reading ----------------------------------------------------------------------------------------------------


def test_each_line_is_a_profile_and_blank_lines_are_none(tmp_path: Path) -> None:
    you = {**ME, "id": "you"}
    found = lines_of(tmp_path, dumped(ME), "", "  ", dumped(you))
    assert [(one.number, one.profile.id) for one in found] == [(1, "me"), (4, "you")]
    assert found[0].profile == profile_of(ME)
    assert [one.data["id"] for one in found if one.data] == ["me", "you"]


@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
def test_line_ends_and_a_byte_order_mark_are_no_part_of_a_line(tmp_path: Path, end: bytes) -> None:
    found = lines_of(tmp_path, b"\xef\xbb\xbf" + dumped(ME).encode(), dumped(ME), b"", end=end)
    assert [one.profile for one in found] == [profile_of(ME)] * 2


def test_an_unreadable_line_is_named_and_the_others_are_read(tmp_path: Path) -> None:
    found = lines_of(tmp_path, dumped(ME), dumped(ME) + "X", dumped({**ME, "name": 5}), dumped(ME))
    assert [bool(one.problems) for one in found] == [False, True, True, False]
    assert [(problem.file, problem.line, problem.path) for one in found for problem in one.problems] == [
        (str(tmp_path / "team.jsonl"), 2, ""),
        (str(tmp_path / "team.jsonl"), 3, "name"),
    ]
    with pytest.raises(DataError, match="name must be text, not 5"):
        _ = found[2].profile
    assert found[0].problem(Violation(("goals", 0, "id"), "wrong", "right it")) == Diagnostic(
        "wrong", str(tmp_path / "team.jsonl"), 1, path="goals[0].id", hint="right it"
    )


def test_a_line_may_be_as_large_as_a_file_and_no_larger(tmp_path: Path) -> None:
    room = LIMIT - len(dumped(noted("")))
    largest, larger = (dumped(noted("x" * size)) for size in (room, room + 1))
    found = lines_of(tmp_path, largest, larger, "x" * (3 * LIMIT), largest)
    name = str(tmp_path / "team.jsonl")
    assert [(one.file, one.number, [problem.message for problem in one.problems]) for one in found] == [
        (name, 1, []),
        (name, 2, ["the line is larger than 1 MiB"]),
        (name, 3, ["the line is larger than 1 MiB"]),
        (name, 4, []),
    ]


def test_lines_are_given_as_they_stand_but_for_their_ends(tmp_path: Path) -> None:
    path = tmp_path / "team.jsonl"
    path.write_bytes(b"\xef\xbb\xbf a \t\r\n\n\xef\xbb\xbfb")
    assert list(bundle_lines(path)) == [(1, b" a \t"), (2, b""), (3, b"\xef\xbb\xbfb")]


def test_a_byte_order_mark_takes_nothing_from_the_room_of_its_line(tmp_path: Path) -> None:
    room = LIMIT - len(dumped(noted("")))
    for more, expected in ((0, [[], []]), (1, [["the line is larger than 1 MiB"], []])):
        found = lines_of(tmp_path, "\ufeff" + dumped(noted("x" * (room + more))), dumped(ME))
        assert [[problem.message for problem in one.problems] for one in found] == expected


def test_a_line_of_any_length_takes_little_memory(tmp_path: Path) -> None:
    (tmp_path / "team.jsonl").write_bytes(b"x" * 2**25)
    tracemalloc.start()
    try:
        assert [bool(one.problems) for one in read_bundle(tmp_path / "team.jsonl")] == [True]
        assert tracemalloc.get_traced_memory()[1] < 2**23
    finally:
        tracemalloc.stop()


def test_a_bundle_that_is_not_there_or_no_file_is_one_error(tmp_path: Path) -> None:
    for path in (tmp_path / "none.jsonl", tmp_path):
        with pytest.raises(DataError):
            list(read_bundle(path))


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("{'a': 1}", "team.jsonl:7:2: this is not valid JSON: a key in double quotes is missing here"),
        (
            dumped(ME) + " {}",
            f"team.jsonl:7:{len(dumped(ME)) + 2}: this is not valid JSON: there is more behind its end",
        ),
        ("[]", "team.jsonl:7: the line holds no mapping of keys to values"),
        ("{}", "team.jsonl:7: format is missing"),
        (
            '{"format": "skillgap/profile/2"}',
            "team.jsonl:7: format must be skillgap/profile/1, not 'skillgap/profile/2' (at format)",
        ),
        (dumped({**ME, "nmae": 1}), "team.jsonl:7: unknown key 'nmae' (at nmae)"),
        (dumped(ME)[:-1] + ', "id": "you"}', "team.jsonl:7: the key id appears twice in one mapping"),
        (dumped(ME)[:-1] + ', "id" : "me"}', "team.jsonl:7: the key id appears twice in one mapping"),
        (dumped(ME)[:-1] + ', "id"  : "me"}', "team.jsonl:7: the key id appears twice in one mapping"),
        (dumped(ME)[:-1] + ', "id"\t: "me"}', "team.jsonl:7: the key id appears twice in one mapping"),
        (dumped(ME)[:-1] + ', "id"\r: "me"}', "team.jsonl:7: the key id appears twice in one mapping"),
        (dumped(ME)[:-1] + ', "\\u0069d": "me"}', "team.jsonl:7: the key id appears twice in one mapping"),
        (dumped(ME).replace("2,", "NaN,"), "team.jsonl:7: NaN is no number that a profile may hold"),
        (dumped(ME).replace("2,", "-Infinity,"), "team.jsonl:7: -Infinity is no number that a profile may hold"),
        (dumped(ME).replace("2,", "9" * 5000 + ","), "team.jsonl:7: a whole number has more than 18 digits"),
        (
            dumped(ME).replace("2,", "1e999,"),
            "team.jsonl:7: level must be a whole number, not inf (at assessments[0].ratings.a.level)",
        ),
        (b'{"name": "\xff"}', "team.jsonl:7:11: the byte 0xFF here is not UTF-8"),
        ("[" * 100_000, "team.jsonl:7: the line is nested more than 32 deep"),
        (
            dumped({**ME, "goals": json.loads("[" * 40 + "]" * 40)}),
            "team.jsonl:7: the line is nested more than 32 deep (at goals[0])",
        ),
        (
            dumped(profile_data(assessment_data({"a": {"level": 1, "state": "skipped"}}))),
            "team.jsonl:7: a rating has a level or a state, not both (at assessments[0].ratings.a.state)",
        ),
    ],
)
def test_every_refusal_says_where_and_why(line: str | bytes, expected: str) -> None:
    assert complaints(line) == [expected]


DEEP = json.loads("[" * 40 + "]" * 40)


@pytest.mark.parametrize(
    ("line", "hint"),
    [
        (b'{"name": "\xff"}', "write the bundle as UTF-8"),
        ("{", "each line holds one profile as JSON; skillgap profile export writes it"),
        ("[]", "each line holds one profile as JSON"),
        (dumped(ME)[:-1] + ', "id": "you"}', "keep one of the two"),
        (dumped(ME).replace("2,", "NaN,"), "write a number, or leave the key out"),
        (dumped(ME).replace("2,", "9" * 19 + ","), "write fewer digits, or put it in quotes if it is text"),
        ("[" * 100_000, "a profile needs no such depth"),
        (dumped({**ME, "goals": DEEP}), "a profile needs no such depth"),
        (dumped({**ME, "name": "\u202e"}), "delete it; an editor that shows invisible characters helps to find it"),
        (dumped({**ME, "nmae": 1}), "did you mean name?"),
    ],
)
def test_every_refusal_says_what_helps(line: str | bytes, hint: str) -> None:
    found = read_line("team.jsonl", 7, line if isinstance(line, bytes) else line.encode())
    assert [problem.hint for problem in found.problems] == [hint]


@pytest.mark.parametrize("number", [10**18 - 1, 1 - 10**18])
def test_a_whole_number_may_have_18_digits_and_a_sign(number: int) -> None:
    (found,) = complaints(dumped(ME).replace("2,", f"{number},"))
    assert found.startswith("team.jsonl:7: level must be")  # too large a level, but a number


def test_a_line_may_be_32_deep() -> None:
    at_most, deeper = (dumped({**ME, "x": json.loads("[" * depth + "]" * depth)}) for depth in (31, 32))
    assert "nested" not in complaints(at_most)[0]
    assert complaints(deeper) == ["team.jsonl:7: the line is nested more than 32 deep (at x[0])"]


REVIEW = {"assessment": "2026-05-04", "matrix": "role", "by": "Ada", "date": "2026-06-01", "status": "draft"}
GOAL = {"id": "g", "criterion": "a", "level": 1, "status": "open"}


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (profile_data(assessment_data({"a": {}})), "the rating says nothing"),
        (profile_data(assessment_data({"a": {"level": 1, "said": "2026-05-05"}})), "said 2026-05-05 is after"),
        (profile_data(assessment_data(), assessment_data()), "assessment role 1 2026-05-04 occurs twice"),
        ({**ME, "reviews": [REVIEW, REVIEW]}, "review 2026-05-04 role Ada 2026-06-01 occurs twice"),
        ({**ME, "reviews": [{**REVIEW, "matrix": "other"}]}, "no assessment of other is dated 2026-05-04"),
        ({**ME, "goals": [GOAL, {**GOAL, "level": 2}]}, "goal id g occurs twice"),
        ({**ME, "a\u202eb": 1}, "the character U+202E (right-to-left override) is not allowed"),
    ],
)
def test_rules_between_several_values_hold_in_a_bundle_too(data: Plain, expected: str) -> None:
    assert [expected in complaint for complaint in complaints(dumped(data))] == [True]


@pytest.mark.parametrize("character", ["\x7f", "\u202e", "\u2028", "\x08", "\x0c", "\x00", "\ud800", "\x85"])
@pytest.mark.parametrize("ascii_only", [True, False])
def test_forbidden_characters_are_refused_written_out_and_escaped(character: str, ascii_only: bool) -> None:
    text = json.dumps({**ME, "name": f"a{character}b"}, ensure_ascii=ascii_only)
    found = complaints(text.encode(errors="surrogatepass"))
    assert len(found) == 1
    assert "is not allowed (at name)" in found[0] or "is not UTF-8" in found[0]


def test_the_fast_look_at_characters_knows_every_forbidden_one() -> None:
    assert not FORBIDDEN.search("".join(map(chr, range(0x10000, 0x110000))))
    for code in (*range(0x7F, 0xD800), *range(0xE000, 0x10000)):
        text = chr(code).encode()
        assert any(pattern.search(text) for pattern in _FORBIDDEN_BYTES.values()) == bool(FORBIDDEN.search(chr(code)))


def test_text_that_looks_like_a_key_is_just_text() -> None:
    for name in ('a": "b', 'a" : "b', ": b", "\\b", "\\u0041", "Zoë 🦊", "a\tb"):
        found = read_line("team.jsonl", 1, dumped({**ME, "name": name}).encode())
        assert found.profile.name == name


def test_of_a_line_with_thousands_of_problems_the_first_are_told_and_the_rest_counted() -> None:
    keys = ", ".join(f'"k{number}": 1' for number in range(20_000))
    found = complaints(dumped(ME)[:-1] + f", {keys}}}")
    assert found[:2] == ["team.jsonl:7: unknown key 'k0' (at k0)", "team.jsonl:7: unknown key 'k1' (at k1)"]
    assert found[20:] == ["team.jsonl:7: the line has 19,980 more problems"]
    just = dumped(ME)[:-1] + "".join(f', "k{number}": 1' for number in range(20)) + "}"
    assert len(complaints(just)) == 20
    more = read_line("team.jsonl", 7, f'{just[:-1]}, "k": 1}}'.encode()).problems[20]
    assert (more.message, more.hint) == ("the line has 1 more problems", "correct these first")


def test_thousands_of_keys_that_stand_twice_are_one_problem() -> None:
    line = "{" + '"a": 1, ' * 25_000 + '"b": 2}'
    assert complaints(line) == ["team.jsonl:7: the key a appears twice in one mapping"]


def test_a_profile_that_says_everything_is_accepted_without_a_closer_look(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bundle_format, "_explain", Mock(side_effect=AssertionError("it was looked at closely")))
    note = 'Zoë, 中文 – said “so”: "é\\n"\nand؟ went on\ufe0f'
    ratings = {"a": {"level": 2, "note": note, "evidence": ["x"], "tools": ["y"]}, "b": {"state": "skipped"}, "c": 1}
    reviewed = {**REVIEW, "ratings": {"a": {"level": 1, "agreed": 2}, "b": {"comment": note}}}
    assessments = [assessment_data(ratings, signals={"s": "yes", "t": "no"}), assessment_data({}, date="2026-06-01")]
    effort = {"a": {"2": 3, "3": 5}, "b": {"1": 1}}
    data = profile_data(*assessments, reviews=[reviewed], goals=[GOAL, {**GOAL, "id": "h"}], effort=effort)
    found = read_line("team.jsonl", 1, dumped(data).encode()).profile
    assert found.assessments[0].ratings["a"].note == note
    assert found.effort == {"a": {2: 3, 3: 5}, "b": {1: 1}}


# --- the same as a file of its own ------------------------------------------------------------------------------


def accepted(data: Plain) -> Profile | None:
    """The profile that a file of this content would give."""
    profile, found = check(Profile, data)
    return None if found or list(faults(data)) else profile


@given(cases())
def test_what_is_sound_is_read_as_it_is(case: tuple[Plain, Plain]) -> None:
    for text in (
        dumped(case[1]),
        json.dumps(case[1], separators=(",", ":")),
        json.dumps(case[1], separators=(" ,", " : ")),
    ):
        assert read_line("team.jsonl", 1, text.encode()).profile == accepted(case[1])


@given(corrupted(cases().map(lambda case: case[1])))
def test_what_a_file_may_not_say_a_line_may_not_either(data: Plain) -> None:
    line = read_line("team.jsonl", 1, dumped(data).encode())
    if (expected := accepted(data)) is None:
        assert line.problems
        assert line.data is None
    else:
        assert line.profile == expected


@given(cases(), st.data())
def test_no_key_can_stand_twice(case: tuple[Plain, Plain], data: st.DataObject) -> None:
    text = json.dumps(case[1])
    key = data.draw(st.sampled_from(sorted(case[1])))
    space = data.draw(st.sampled_from(["", " ", "  ", "\t", "\r", " \t"]))
    again = f'{{"{key}"{space}: {json.dumps(case[1][key])}, {text[1:]}'
    assert [complaint.split(": ", 1)[1] for complaint in complaints(again)] == [
        f"the key {key} appears twice in one mapping"
    ]


# --- writing ----------------------------------------------------------------------------------------------------


@given(st.lists(cases().map(lambda case: case[1]), max_size=2))
def test_what_is_written_is_read_again(tmp_path_factory: Any, people: list[Plain]) -> None:
    path = tmp_path_factory.mktemp("bundle") / "team.jsonl"
    profiles = [profile_of({**data, "id": f"p{number}"}) for number, data in enumerate(people)]
    write_bundle(path, profiles)
    assert [line.profile for line in read_bundle(path)] == profiles


def test_a_bundle_can_be_read_by_its_owner_alone_and_without_escapes(tmp_path: Path) -> None:
    path = tmp_path / "team.jsonl"
    write_bundle(path, [profile_of({**ME, "name": "Zoë"})])
    assert "Zoë" in path.read_text(encoding="utf-8")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_the_largest_profile_that_can_be_read_can_be_written(tmp_path: Path) -> None:
    path = tmp_path / "team.jsonl"
    write_bundle(path, [profile_of(noted(""))])
    room = LIMIT - len(path.read_bytes().rstrip())
    largest = profile_of(noted("x" * room))
    write_bundle(path, [largest])
    assert [line.profile for line in read_bundle(path)] == [largest]


def test_a_bundle_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "team.jsonl"
    name = str(path)
    me = profile_of(ME)
    write_bundle(path, [me])
    before = path.read_bytes()
    assert json.loads(before) == plain(me)
    too_large = profile_of(noted("x" * LIMIT, id="you"))
    unreadable = profile_of({**ME, "id": "you", "name": "a\u202eb"})
    half_a_character = replace(me, id="you")
    object.__setattr__(half_a_character, "name", "a\ud800b")  # as no model can be built
    column = before.index(b'"name":"') + len(b'"name":"a') + 2  # behind one more letter of the id
    unite = "each may be in a bundle once: merge them with: skillgap profile merge"
    shorten, delete = "shorten its notes", "delete it; an editor that shows invisible characters helps to find it"
    for other, expected in (
        (me, Diagnostic("two of the profiles have the id me", hint=unite)),
        (too_large, Diagnostic("the profile you is larger than 1 MiB", name, hint=shorten)),
        (unreadable, Diagnostic(f"the character {OVERRIDE} is not allowed", name, 2, None, "name", delete)),
        (
            half_a_character,
            Diagnostic("the byte 0xED here is not UTF-8", name, 2, column, hint="write the bundle as UTF-8"),
        ),
    ):
        with pytest.raises(DataError) as caught:
            write_bundle(path, [me, other])
        assert caught.value.problems == (expected,)
        assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]
