"""Writing YAML: it reads back as what it was, here and with readers of YAML 1.1, and reads well."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
import yaml
from hypothesis import given

from skillgap.errors import DataError
from skillgap.store import yaml_writer
from skillgap.store.yaml_reader import parse
from tests.store.styles import data, same, scalars, texts

PROFILE = {
    "format": "skillgap/profile/1",
    "id": "sample",
    "assessments": [
        {
            "matrix": "role",
            "matrix_version": 1,
            "date": "2026-05-04",
            "ratings": {
                "first": {"level": 3, "confidence": "high", "evidence": ["https://example.org/a", "Led the move"]},
                "second": {"state": "skipped"},
                "third": {"level": 2, "tools": ["Kubernetes", "Ray"], "note": "two\nlines"},
            },
            "signals": {"hands-on-depth": "yes"},
        },
        {"matrix": "role", "ratings": {}},
    ],
    "levels": {0: "None", 1: "Awareness"},
    "goals": [],
}

EXPECTED = """\
# yaml-language-server: $schema=profile.schema.json
format: skillgap/profile/1
id: sample
assessments:
  - matrix: role
    matrix_version: 1
    date: 2026-05-04
    ratings:
      first:
        level: 3
        confidence: high
        evidence: ["https://example.org/a", Led the move]
      second: {state: skipped}
      third:
        level: 2
        tools: [Kubernetes, Ray]
        note: |-
          two
          lines
    signals: {hands-on-depth: "yes"}
  - matrix: role
    ratings: {}
levels: {0: None, 1: Awareness}
goals: []
"""


def test_a_new_file_looks_as_a_person_would_write_it() -> None:
    assert yaml_writer.document(PROFILE, schema="profile.schema.json") == EXPECTED


def test_lines_in_braces_and_brackets_stay_short() -> None:
    value = {
        "tools": [f"tool number {n}" for n in range(20)],
        "few": ["a", "b"],
        "map": {f"k{n}": n for n in range(40)},
    }
    lines = yaml_writer.document(value).splitlines()
    assert max(map(len, lines)) <= yaml_writer.WIDTH
    assert "few: [a, b]" in lines
    assert "  - tool number 19" in lines
    assert "  k39: 39" in lines


@pytest.mark.parametrize("head", ["k: [", "- ["])
def test_a_line_in_brackets_may_be_as_wide_as_the_limit_and_no_wider(head: str) -> None:
    room = yaml_writer.WIDTH - len(f"{head}]")
    for size in (room, room + 1):
        value = {"k": ["x" * size]} if head.startswith("k") else [["x" * size]]
        assert (yaml_writer.document(value) == f"{head}{'x' * size}]\n") == (size == room)


def test_a_document_may_be_a_single_value() -> None:
    assert yaml_writer.document("one") == "one\n"
    assert yaml_writer.document("one\ntwo") == "|-\n  one\n  two\n"
    assert yaml_writer.document([]) == "[]\n"


def test_lists_in_lists() -> None:
    assert yaml_writer.document([[1, [2, 3]], [], [{"a": [{"b": 1}], "c": {}}]]) == (
        "- - 1\n  - [2, 3]\n- []\n- - a:\n      - b: 1\n    c: {}\n"
    )


@given(data)
def test_what_is_written_reads_back_the_same(value: Any) -> None:
    found = parse(yaml_writer.document(value), "f").value
    assert same(found, value)
    assert list_of_keys(found) == list_of_keys(value)
    assert same(parse(yaml_writer.document(value, schema="a.json"), "f").value, value)


def list_of_keys(value: Any) -> list[Any]:
    """All keys in their order, which is that of the written file."""
    if isinstance(value, dict):
        return [*value, *(key for item in value.values() for key in list_of_keys(item))]
    return [key for item in value for key in list_of_keys(item)] if isinstance(value, list) else []


@given(scalars)
def test_scalars_read_back_in_every_place(value: Any) -> None:
    flow = yaml_writer.scalar(value)
    assert "\n" not in flow
    for text in (f"[{flow}, {flow}]", f"- {flow}\n- {flow}", f"- [{flow}]\n- {flow}"):
        first, second = parse(text, "f").value
        assert same(second, value)
        assert same(first, value) or same(first, [value])
    assert same(parse(f"{{key: {flow}}}", "f").value, {"key": value})
    assert same(parse(f"key: {yaml_writer.short(value, 0)}\nother: 1", "f").value, {"key": value, "other": 1})
    deeper = yaml_writer.short(value, 4)
    assert same(parse(f"- - - {deeper}\n- 1", "f").value, [[[value]], 1])
    if isinstance(value, str):
        assert parse(f"{{{flow}: 1}}", "f").value == {value: 1}


@given(texts)
def test_readers_of_yaml_1_1_find_the_same_text(value: str) -> None:
    found = yaml.safe_load(f"[{yaml_writer.scalar(value)}]")[0]
    if isinstance(found, datetime.date):  # a day reads well without quotes, and as itself
        found = found.isoformat()
    assert same(found, value)


@given(scalars)
def test_readers_of_yaml_1_1_find_the_same_numbers_and_words(value: Any) -> None:
    if not isinstance(value, str):
        assert same(yaml.safe_load(yaml_writer.scalar(value)), value)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("Sample staff engineer", "Sample staff engineer"),
        ("C#", "C#"),
        ("FinOps X", "FinOps X"),
        ("2026-05-04", "2026-05-04"),
        ("2024–2025", "2024–2025"),
        ("None", "None"),
        ("no", '"no"'),
        ("Off", '"Off"'),
        ("010", '"010"'),
        ("12:30", '"12:30"'),
        ("1e5", '"1e5"'),
        ("0x1F", '"0x1F"'),
        ("3.10", '"3.10"'),
        ("null", '"null"'),
        ("", '""'),
        (" padded ", '" padded "'),
        ("https://example.org/", '"https://example.org/"'),
        ("a, b", '"a, b"'),
        ("a #b", '"a #b"'),
        ("- a", '"- a"'),
        ('"hi" is', "'\"hi\" is'"),
        ("C:\\new", "'C:\\new'"),
        ('tab\t"', '"tab\\t\\""'),
        ("it's", "it's"),
        ('"it\'s" so', "'\"it''s\" so'"),
        ('"X" is', "'\"X\" is'"),
        ("#'s", '"#\'s"'),
        ("two\nlines", '"two\\nlines"'),
        (None, "null"),
        (True, "true"),
        (False, "false"),
        (-3, "-3"),
        (0.25, "0.25"),
        (1e22, "1.0e+22"),
        (-2.5e-7, "-2.5e-07"),
    ],
)
def test_quotes_only_where_needed(value: Any, expected: str) -> None:
    assert yaml_writer.scalar(value) == expected


def test_text_of_several_lines_becomes_a_literal_block_where_it_can() -> None:
    assert yaml_writer.short("one\n\n  two", 4) == "|-\n      one\n\n        two"
    for text in (" one\ntwo", "one\ntwo\n", "\none", "one\r\ntwo", "one\ntwo "):
        assert yaml_writer.short(text, 0).startswith('"')
    for text in ("X\ntwo", "one\nX", "one\ntwo\xa0"):
        assert yaml_writer.short(text, 0).startswith("|-\n")


def problems(value: object) -> list[str]:
    with pytest.raises(DataError) as caught:
        yaml_writer.document(value)
    return [f"{problem.path}: {problem.message}" for problem in caught.value.problems]


def test_what_no_file_may_hold_is_refused_with_its_path() -> None:
    value = {"a": [{"note": "x\x1b[2J", "k" * 257: 0}, 1e999], "b\u202e": 10**18, "k" * 300: "\ud800"}
    assert problems(value) == [
        "a[0].note: the character U+001B (a control character) in this text cannot be saved",
        f"a[0]: the name {'k' * 59}… is too long",
        "a[1]: inf is not a number a file can hold",
        ": the character U+202E (right-to-left override) in this text cannot be saved",
        "b\u202e: a whole number has more than 18 digits",
        f": the name {'k' * 59}… is too long",
        f"{'k' * 59}…: the character U+D800 in this text cannot be saved",
    ]


def test_every_refusal_says_what_helps() -> None:
    with pytest.raises(DataError) as caught:
        yaml_writer.check({"a": "\x1b", "b": 1e999, "c": 10**18, "k" * 257: 1})
    assert [problem.hint for problem in caught.value.problems] == [
        "delete it, or type the text again",
        "use a finite number",
        "use a smaller number",
        "shorten it to 256 characters",
    ]
    yaml_writer.check({"c": 10**18 - 1, "d": 1 - 10**18, "k" * 256: 1})


def test_what_could_not_be_read_again_is_refused() -> None:
    deep: list[Any] = []
    for _ in range(32):
        deep = [deep]
    with pytest.raises(DataError) as caught:
        yaml_writer.document(deep)
    assert [problem.file for problem in caught.value.problems] == ["the file to be written"]
    assert "nested more than 32 deep" in problems(deep)[0]
    assert "more than 50,000 values" in problems([1] * 50_000)[0]


@pytest.mark.parametrize("value", [datetime.date(2026, 5, 4), (1, 2), b"x", {1.5: 2}, {None: 1}, {True: 1}])
def test_only_plain_data_is_written(value: object) -> None:
    (key,) = value if isinstance(value, dict) else [None]
    wrong = f"a key is a {type(key).__name__}" if isinstance(value, dict) else f"a value is a {type(value).__name__}"
    with pytest.raises(TypeError, match=f"^{wrong}$"):
        yaml_writer.document({"k": [value]})
