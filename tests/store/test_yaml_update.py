"""Changing a file's data: the result always says what it should, and all other lines stay as they were."""

from __future__ import annotations

import copy
import difflib
import random
from typing import Any
from unittest.mock import Mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skillgap.errors import DataError
from skillgap.store.yaml_edits import Editor, UnsupportedStyleError, apply
from skillgap.store.yaml_reader import parse
from skillgap.store.yaml_update import rewrite
from tests.store.styles import changed, data, same, written

PROFILE = """\
# yaml-language-server: $schema=profile.schema.json

format: skillgap/profile/1
id: ann            # never change this
name: 'Ann'
assessments:
  # spring
  - matrix: role
    matrix_version: 1
    date: "2026-05-04"
    ratings:
      # the big one
      large-scale:
        level: 3        # was 2 last year
        confidence: high
        evidence: ["https://example.org/a", 'Led the move']
        note: |
          Two lines
          of note.
      security: {state: not_applicable}   # not my field
      cost: { level: 2, confidence:  low }

      orchestration: {level: 3, tools: [Kubernetes, Ray]}  # flow
    signals: {hands-on-depth: yes}
goals:
  - id: first
    level: 4
  #\tlast comment
"""


def with_change(value: Any, path: list[str | int], new: Any) -> Any:
    value = copy.deepcopy(value)
    place = value
    for step in path[:-1]:
        place = place[step]
    if new is ...:
        del place[path[-1]]
    elif isinstance(place, list) and path[-1] == len(place):
        place.append(new)
    else:
        place[path[-1]] = new
    return value


def difference(text: str, path: list[str | int], new: Any) -> list[str]:
    """The lines taken away and put in when the value at a path becomes ``new``, or goes for ``...``."""
    document = parse(text, "f")
    value = with_change(document.value, path, new)
    after = rewrite(document, value).text
    assert same(parse(after, "f").value, value)
    lines = difflib.unified_diff(text.splitlines(keepends=True), after.splitlines(keepends=True), n=0)
    return [line.removesuffix("\n") for line in lines if line[0] in "+-" and line[:3] not in ("+++", "---")]


RATINGS: list[str | int] = ["assessments", 0, "ratings"]


@pytest.mark.parametrize(
    ("path", "new", "expected"),
    [
        (
            [*RATINGS, "large-scale", "level"],
            4,
            ["-        level: 3        # was 2 last year", "+        level: 4        # was 2 last year"],
        ),
        (
            [*RATINGS, "cost", "level"],
            3,
            ["-      cost: { level: 2, confidence:  low }", "+      cost: { level: 3, confidence:  low }"],
        ),
        (
            [*RATINGS, "cost", "confidence"],
            ...,
            ["-      cost: { level: 2, confidence:  low }", "+      cost: { level: 2 }"],
        ),
        (
            [*RATINGS, "cost", "level"],
            ...,
            ["-      cost: { level: 2, confidence:  low }", "+      cost: { confidence:  low }"],
        ),
        (
            [*RATINGS, "security"],
            {"level": 1},
            [
                "-      security: {state: not_applicable}   # not my field",
                "+      security: {level: 1}   # not my field",
            ],
        ),
        (
            [*RATINGS, "cost", "note"],
            "why: not",
            [
                "-      cost: { level: 2, confidence:  low }",
                '+      cost: { level: 2, confidence:  low, note: "why: not" }',
            ],
        ),
        (
            [*RATINGS, "cost", "note"],
            "a note that is so long that no line in braces has to hold it, so it gets lines",
            [
                "-      cost: { level: 2, confidence:  low }",
                "+      cost:",
                "+        level: 2",
                "+        confidence: low",
                '+        note: "a note that is so long that no line in braces has to hold it, so it gets lines"',
            ],
        ),
        (
            [*RATINGS, "orchestration", "tools", 2],
            "KServe",
            [
                "-      orchestration: {level: 3, tools: [Kubernetes, Ray]}  # flow",
                "+      orchestration: {level: 3, tools: [Kubernetes, Ray, KServe]}  # flow",
            ],
        ),
        (
            [*RATINGS, "orchestration", "tools", 0],
            ...,
            [
                "-      orchestration: {level: 3, tools: [Kubernetes, Ray]}  # flow",
                "+      orchestration: {level: 3, tools: [Ray]}  # flow",
            ],
        ),
        ([*RATINGS, "new-one"], {"level": 2}, ["+      new-one: {level: 2}"]),
        (
            [*RATINGS, "new-one"],
            {"level": 2, "tools": ["Ray"]},
            ["+      new-one:", "+        level: 2", "+        tools: [Ray]"],
        ),
        ([*RATINGS, "large-scale", "confidence"], ..., ["-        confidence: high"]),
        ([*RATINGS, "security"], ..., ["-      security: {state: not_applicable}   # not my field"]),
        (
            [*RATINGS, "large-scale", "evidence", 1],
            "Led it's move",
            [
                "-        evidence: [\"https://example.org/a\", 'Led the move']",
                "+        evidence: [\"https://example.org/a\", 'Led it''s move']",
            ],
        ),
        (
            [*RATINGS, "large-scale", "note"],
            "Two lines\nof another note.\n",
            ["-          of note.", "+          of another note."],
        ),
        (
            [*RATINGS, "large-scale", "note"],
            "One line",
            [
                "-        note: |",
                "-          Two lines",
                "-          of note.",
                "+        note: |-",
                "+          One line",
            ],
        ),
        ([*RATINGS, "large-scale", "tools"], ["Ray"], ["+        tools: [Ray]"]),
        (["assessments", 0, "date"], "2026-11-04", ['-    date: "2026-05-04"', '+    date: "2026-11-04"']),
        (["name"], "O'Ann", ["-name: 'Ann'", "+name: 'O''Ann'"]),
        (["goals", 0, "id"], ..., ["-  - id: first", "-    level: 4", "+  - level: 4"]),
        (["goals", 0], ..., ["-goals:", "-  - id: first", "-    level: 4", "+goals: []"]),
        (["goals"], ..., ["-goals:", "-  - id: first", "-    level: 4"]),
        (
            ["goals", 1],
            {"id": "second", "level": 1},
            ["+  - id: second", "+    level: 1"],
        ),
        (
            ["assessments", 1],
            {"matrix": "role", "ratings": {"cost": {"level": 4}}},
            ["+  - matrix: role", "+    ratings:", "+      cost: {level: 4}"],
        ),
        (["reviews"], [], ["+reviews: []"]),
    ],
)  # fmt: skip
def test_only_the_lines_that_say_something_else_change(path: list[str | int], new: Any, expected: list[str]) -> None:
    assert difference(PROFILE, path, new) == expected


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("end", [[], [""], ["", ""], ["", "# end"], ["", "...", ""]])
def test_line_ends_byte_order_mark_and_last_line_survive(line_end: str, mark: str, end: list[str]) -> None:
    before = ["a:", "  b: 1 # one", "  c: [x]", "d: |-", "  two", "  lines", "e: {f: 2}", *end]
    value = {"a": {"b": 2, "c": ["x"], "m": "n\nm"}, "d": "three\nlines", "e": {"f": 2}, "g": {"h": [1]}}
    added = ["  m: |-", "    n", "    m"]
    after = [
        "a:",
        "  b: 2 # one",
        "  c: [x]",
        *added,
        "d: |-",
        "  three",
        "  lines",
        "e: {f: 2}",
        "g:",
        "  h: [1]",
        *end,
    ]
    assert rewrite(parse(mark + line_end.join(before), "f"), value).text == mark + line_end.join(after)


def test_mixed_line_ends_stay_as_they_are() -> None:
    text = "a: 1\r\nb: 2\nc:\r  - 3\r  - 4\nd: 5\r\n"
    value = parse(text, "f").value
    assert rewrite(parse(text, "f"), {**value, "b": 3}).text == text.replace("b: 2", "b: 3")
    assert rewrite(parse(text, "f"), {**value, "c": [3, 4, 5]}).text == text.replace("- 4\n", "- 4\n  - 5\n")
    assert rewrite(parse(text, "f"), {"a": 1, "c": [3], "d": 5}).text == "a: 1\r\nc:\r  - 3\rd: 5\r\n"


@pytest.mark.parametrize(
    ("before", "value", "after"),
    [
        # the indentation of a file is kept, of mappings by four and of lists not at all
        (
            "a:\n    b: 1\nc:\n- 1\n",
            {"a": {"b": 1, "m": {"x": {"z": []}}}, "c": [1], "d": [["x\ny"]]},
            "a:\n    b: 1\n    m:\n        x:\n            z: []\nc:\n- 1\nd:\n- - |-\n    x\n    y\n",
        ),
        # keys after a question mark, next to others or changed themselves
        (
            "? a # why\r\n: {x: 1} # one\r\nb: 'two' # two\r\n? c\r\n: 3 # three\r\n",
            {"a": {"x": 2}, "b": "two", "c": 4, "d": 5},
            "? a # why\r\n: {x: 2} # one\r\nb: 'two' # two\r\n? c\r\n: 4 # three\r\nd: 5\r\n",
        ),
        # what was empty gets content, below its comment
        ("ratings: {} # none yet\n", {"ratings": {"a": {"b": []}}}, "ratings: # none yet\n  a:\n    b: []\n"),
        ("ratings:   # none yet\nx: 1", {"ratings": {"a": 1}, "x": 1}, "ratings: {a: 1}   # none yet\nx: 1"),
        ("- \n-   # here\n- ~", [1, [[2, [3]]], "x"], "- 1\n- - - 2   # here\n    - [3]\n- x"),
        ("a: []", {"a": [{"b": 1}]}, "a:\n  - b: 1"),
        ("a: null\nb:\n", {"a": 1, "b": 2}, "a: 1\nb: 2\n"),
        ("{a, b: , c: 1}", {"a": 1, "b": 2, "c": 1}, "{a: 1, b: 2, c: 1}"),
        # content goes, and leaves what stood above it
        ("a: # one\n  # two\n  b: 1 # three\n# four\n", {"a": {}}, "a: {} # one\n  # two\n# four\n"),
        ("a:\n  - 1\n  - 2\nb: 3\n", {"a": None, "b": 3}, "a: null\nb: 3\n"),
        # one kind of thing becomes another
        ("a: 1 # one\nb: 2\n", {"a": {"c": {"d": []}}, "b": 2}, "a: # one\n  c:\n    d: []\nb: 2\n"),
        ("a:\n- 1\nb: 2\n", {"a": {"c": {"d": []}}, "b": 2}, "a:\n  c:\n    d: []\nb: 2\n"),
        ("a:\n  b: 1\n", {"a": "x\ny"}, "a: |-\n  x\n  y\n"),
        ("- a: 1\n  b: 2\n- c: 3\n", [5, {"c": 3}], "- 5\n- c: 3\n"),
        ("- 1\n- 2\n", [{"a": 1, "b": [[]]}, 2], "- a: 1\n  b:\n    - []\n- 2\n"),
        ("a: one\n  two # x\nb: 1", {"a": "three", "b": 1}, "a: three # x\nb: 1"),
        ("a:\n  one # x\n", {"a": "two"}, "a:\n  two # x\n"),
        # items come and go without a word about the others
        ("- a # 1\n# on b\n- b # 2\n- c # 3\n", ["a", "c"], "- a # 1\n# on b\n- c # 3\n"),
        ("- a # 1\n- c # 3\n", ["a", "b", "c"], "- a # 1\n- b\n- c # 3\n"),
        ("- b # 2\n", ["a", "b"], "- a\n- b # 2\n"),
        ("- a\n- b\n- c\n- d\n", ["b", "d"], "- b\n- d\n"),
        ("x: [a, b, c, d] # x\n", {"x": ["b", "d", "e"]}, "x: [b, d, e] # x\n"),
        ("- a # 1\n- a # 2\n- a # 3\n", ["a", "b", "a"], "- a # 1\n- b # 2\n- a # 3\n"),
        ("- a # 1\n- b # 2\n- c # 3\n", ["b", "c", "d"], "- b # 2\n- c # 3\n- d\n"),
        ("x: [b]\n", {"x": ["a", "b", "c"]}, "x: [a, b, c]\n"),
        ("- - a\n  - b\n- c\n", [["b", "x"], "c"], "- - b\n  - x\n- c\n"),
        ("- # of a\n  a: 1 # a\n  # of b\n  b: 2\n", [{"b": 2}], "- # of a\n  # of b\n  b: 2\n"),
        ("- a: 1 # a\n  # of b\n  b: 2\n", [{"b": 2}], "-\n  # of b\n  b: 2\n"),
        # brackets and braces over several lines
        ("a: [\n  x, # 1\n  y # 2\n]\n", {"a": ["x", "y", "z"]}, "a: [\n  x, # 1\n  y, # 2\n  z\n]\n"),
        ("a: [\n  x, # 1\n  y, # 2\n]\n", {"a": ["x", "y", "z"]}, "a: [\n  x, # 1\n  y, # 2\n  z,\n]\n"),
        ("a: [\n  x, # 1\n  y, # 2\n]\n", {"a": ["y"]}, "a: [\n  y, # 2\n]\n"),
        ("a: [\n  x, # 1\n  y # 2\n]\n", {"a": ["x"]}, "a: [\n  x, # 1\n]\n"),
        ("a: {b: 1,\n    c: 2}\n", {"a": {"b": 1, "c": 3, "d": 4}}, "a: {b: 1,\n    c: 3, d: 4}\n"),
        # what stood in braces or brackets gets lines of its own for text of several lines
        ("a: {b: 1} # one\n", {"a": {"b": 1, "c": "x\ny"}}, "a: # one\n  b: 1\n  c: |-\n    x\n    y\n"),
        ("a: [b]\n", {"a": ["b", "x\ny"]}, "a:\n  - b\n  - |-\n    x\n    y\n"),
        # a space that is no space to YAML is text
        ("- |-\n  \xa0\n- 1\n", [2, 1], "- 2\n- 1\n"),
        # text that keeps its blank lines
        ("a: |+\n  x\n\nb: 1\n", {"a": "x\n\n", "c": 2}, "a: |+\n  x\n\nc: 2\n"),
        ("a: |+\r\n  x\r\n\r\n", {"a": "x\n\n", "c": 2}, "a: |+\r\n  x\r\n\r\nc: 2\r\n"),
        # keys that are numbers, and those that only look like it
        ("levels: {0: a, '1': b}\n", {"levels": {0: "c", "1": "d", 1: "e"}}, "levels: {0: c, '1': d, 1: e}\n"),
        # several that come at once, and each word of the others stays
        ("[ 'b', c ] # x\n", ["x", "z", "b", "c"], "[ x, z, 'b', c ] # x\n"),
        ("- 'b' # 2\n- c # 3\n", ["x", "z", "b", "c"], "- x\n- z\n- 'b' # 2\n- c # 3\n"),
        ("- 'b' # 2\n- c # 3\n", ["b", "x", "z", "c"], "- 'b' # 2\n- x\n- z\n- c # 3\n"),
        ("\ufeff- 'x' # 1\n- 'q' # 2\n", ["w", "x", "q"], "\ufeff- w\n- 'x' # 1\n- 'q' # 2\n"),
        ("a: {x: 'o'} # x\nb: 1\n", {"a": {"x": "o", "p": 1, "q": 2}, "b": 1}, "a: {x: 'o', p: 1, q: 2} # x\nb: 1\n"),
        ("a: 'o' # 1\nb: 'p' # 2\n", {"a": "o", "b": "p", "c": 1, "d": 2}, "a: 'o' # 1\nb: 'p' # 2\nc: 1\nd: 2\n"),
        (
            "[\n  'x', # 1, or\n  'y' # 2, or\n]\n",
            ["x", "y", "z", "w"],
            "[\n  'x', # 1, or\n  'y', # 2, or\n  z,\n  w\n]\n",
        ),
        ("[\n  'x', # 1\n  'y', # 2\n]\n", ["x", "y", "z", "w"], "[\n  'x', # 1\n  'y', # 2\n  z,\n  w,\n]\n"),
        ("- 'a' # 1\n- 'c' # 3", ["a", "d", "e"], "- 'a' # 1\n- 'd' # 3\n- e"),
        # several that go, next to each other and apart, some with others in their place
        ("- 'a' # 1\n- 'b' # 2\n- 'c' # 3\n- 'd' # 4\n", ["a", "d"], "- 'a' # 1\n- 'd' # 4\n"),
        ("- 'a' # 1\n- 'b' # 2\n- 'c' # 3\n- 'd' # 4\n", ["d"], "- 'd' # 4\n"),
        ("- 'a' # 1\n- 'b' # 2\n- 'c' # 3\n- 'd' # 4\n", ["a"], "- 'a' # 1\n"),
        ("- 'a' # 1\n- 'b' # 2\n- 'c' # 3\n- 'd' # 4\n- 'e' # 5\n", ["b", "d"], "- 'b' # 2\n- 'd' # 4\n"),
        (
            "- 'a' # 1\n- 'b' # 2\n- 'c' # 3\n- 'd' # 4\n- 'e' # 5\n",
            ["a", "c", "e"],
            "- 'a' # 1\n- 'c' # 3\n- 'e' # 5\n",
        ),
        ("x: ['a', 'b', 'c', 'd'] # x\n", {"x": ["a", "d"]}, "x: ['a', 'd'] # x\n"),
        ("x: ['a', 'b', 'c', 'd'] # x\n", {"x": ["d"]}, "x: ['d'] # x\n"),
        ("x: ['a', 'b', 'c', 'd'] # x\n", {"x": ["a"]}, "x: ['a'] # x\n"),
        ("x: ['a', 'b', 'c', 'd', 'e'] # x\n", {"x": ["b", "d"]}, "x: ['b', 'd'] # x\n"),
        ("[\n  'a', # 1\n  'b', # 2\n  'c', # 3\n  'd' # 4\n]\n", ["a", "d"], "[\n  'a', # 1\n  'd' # 4\n]\n"),
        ("[\n  'a', # 1\n  'b', # 2\n  'c', # 3\n  'd' # 4\n]\n", ["a"], "[\n  'a', # 1\n]\n"),
        ("[\n  'a', # 1\n  'b', # 2\n  'c', # 3\n  'd', # 4\n]\n", ["c", "d"], "[\n  'c', # 3\n  'd', # 4\n]\n"),
        ("- x: 'a' # 1\n  y: 'b' # 2\n  z: 'c' # 3\n- 'd'\n", [{"z": "c"}, "d"], "- z: 'c' # 3\n- 'd'\n"),
        ("- x: 'a' # 1\n  y: 'b' # 2\n  z: 'c' # 3\n- 'd'\n", [{"x": "a"}, "d"], "- x: 'a' # 1\n- 'd'\n"),
        (
            "- x: 'a' # 1\n  y: 'b' # 2\n  z: 'c' # 3\n- 'd'\n",
            [{"y": "b", "z": "c"}, "d"],
            "- y: 'b' # 2\n  z: 'c' # 3\n- 'd'\n",
        ),
        ("a: 'x' # 1\nb: 'y' # 2\nc: 'z' # 3\n", {"a": "x", "d": 1}, "a: 'x' # 1\nd: 1\n"),
        ("a: 'x' # 1\nb: 'y' # 2\nc: 'z' # 3", {"a": "x", "d": 1}, "a: 'x' # 1\nd: 1"),
        (
            "a:\n  b: 'x' # 1\n  c: 'y' # 2\nd: 'z' # 3\n",
            {"a": {"b": "x"}, "d": "z", "e": 1},
            "a:\n  b: 'x' # 1\nd: 'z' # 3\ne: 1\n",
        ),
        (
            "a:\n  b: 'x' # 1\n  c: 'y' # 2\n\n\nd: 'z' # 3\n",
            {"a": {"b": "x", "f": 1}, "d": "z"},
            "a:\n  b: 'x' # 1\n  f: 1\n\n\nd: 'z' # 3\n",
        ),
        (
            "a:\r\n  b: 'x' # 1\r\n  c: 'y' # 2\r\nd: 'z' # 3\r\n",
            {"a": {"b": "x", "f": 1}, "d": "z"},
            "a:\r\n  b: 'x' # 1\r\n  f: 1\r\nd: 'z' # 3\r\n",
        ),
        ("\na: 'x' # 1\nb: 'y' # 2\n", {"b": "y"}, "\nb: 'y' # 2\n"),
        ("\n- 'x' # 1\n", ["x", "y"], "\n- 'x' # 1\n- \"y\"\n"),
        (
            "- 'a' # 1\n- 'b' # 2\n- 'c' # 3\n",
            ["n", "a", "m", "c", "o"],
            "- \"n\"\n- 'a' # 1\n- 'm' # 2\n- 'c' # 3\n- o\n",
        ),
        ("['a', 'b', 'c'] # x\n", ["n", "a", "m", "c", "o"], "[\"n\", 'a', 'm', 'c', o] # x\n"),
        ("a: {b: 'x', c: 'y', d: 'z'} # x\n", {"a": {"c": "y", "e": 1}}, "a: {c: 'y', e: 1} # x\n"),
        # what changes its place leaves the comments in theirs
        ("- a # 1\n- b # 2\n", ["b", "a"], "- b # 1\n- a # 2\n"),
        # one that goes takes its own comment along
        ("- 'a' # 1\n- 'b' # 2\n- 'c' # 3\n", ["b", "c"], "- 'b' # 2\n- 'c' # 3\n"),
        ("- 'a' # 1\n- 'b' # 2\n- 'c' # 3\n", ["a", "b"], "- 'a' # 1\n- 'b' # 2\n"),
        ("a: 'x' # 1\r\nb: 'y' # 2", {"a": "x"}, "a: 'x' # 1"),
        ("\ufeffa: 'x' # 1\nb: 'q' # 2\n", {"b": "q"}, "\ufeffb: 'q' # 2\n"),
        ("a: 'x'\n# y\n\n# z\nb: 'q' # 2\n", {"b": "q"}, "# y\n\n# z\nb: 'q' # 2\n"),
        ("- - 'a' # 1\n  - 'b' # 2\n- c # 3\n", [["b"], "c"], "- - 'b' # 2\n- c # 3\n"),
        (
            "-   - 'a' # 1\n    - 'b' # 2\n- c # 3\n",
            [["a", "b", "d"], "c"],
            "-   - 'a' # 1\n    - 'b' # 2\n    - d\n- c # 3\n",
        ),
        ("a: {b: {c: 'x', d: 1}} # x\n", {"a": {"b": {"d": 1}}}, "a: {b: {d: 1}} # x\n"),
        ("a: {b: {c: 'x', d: 1}} # x\n", {"a": {"b": {"c": "x"}}}, "a: {b: {c: 'x'}} # x\n"),
        # the column at which something stands stays, also where the rest of the file indents otherwise
        (
            "x:\n  y: 1\na:\n      b: 1\nz: 2 # z\n",
            {"x": {"y": 1}, "a": {"c": {"d": []}}, "z": 2},
            "x:\n  y: 1\na:\n      c:\n        d: []\nz: 2 # z\n",
        ),
        (
            "x:\n  y: 1\na:\n      - 1\nz: 2 # z\n",
            {"x": {"y": 1}, "a": [{"c": 1}, {"d": []}], "z": 2},
            "x:\n  y: 1\na:\n      - c: 1\n      - d: []\nz: 2 # z\n",
        ),
        (
            "- 'a' # 1\n-\n    c: 'd' # 2\n",
            ["a", {"c": "d", "e": {"f": [[]]}}],
            "- 'a' # 1\n-\n    c: 'd' # 2\n    e:\n      f:\n        - []\n",
        ),
        (
            "l:\n- 'a' # 1\nm:\n   k: 'v' # 2\n",
            {"l": ["a"], "m": {"k": "v", "o": {"p": {"q": []}}}, "r": [{"q": [{}]}]},
            "l:\n- 'a' # 1\nm:\n   k: 'v' # 2\n   o:\n      p:\n         q: []\nr:\n- q:\n  - {}\n",
        ),
        # quotes stay where they can
        ('{"a":, b: 1} # x\n', {"a": 2, "b": 1}, '{"a": 2, b: 1} # x\n'),
        ("a: 'x' # c\nb: 1\n", {"a": "x\ny", "b": 1}, "a: |- # c\n  x\n  y\nb: 1\n"),
        ('a: "x" # c\nb: 1\n', {"a": "x y", "b": 1}, 'a: "x y" # c\nb: 1\n'),
        # a line may become as long as it may be, and no longer; one that is longer already may stay so
        ("a: {b: x} # c\n", {"a": {"b": "x" * 92}}, "a: {b: " + "x" * 92 + "} # c\n"),
        ("a: {b: x} # c\n", {"a": {"b": "x" * 93}}, "a: # c\n  b: " + "x" * 93 + "\n"),
        ("a: {b: " + "x" * 92 + "} # c\n", {"a": {"b": "x" * 93}}, "a: # c\n  b: " + "x" * 93 + "\n"),
        ("a: {b: " + "x" * 93 + "} # c\n", {"a": {"b": "x" * 94}}, "a: {b: " + "x" * 94 + "} # c\n"),
        ("l: [{b: x}] # c\n", {"l": [{"b": "x" * 200}]}, "l: # c\n  - b: " + "x" * 200 + "\n"),
        # several changes that meet at one place
        ("a:\n  - 1\n", {"a": None, "b": 2}, "a: null\nb: 2\n"),
        ("a:\n  - 'x' # 1\n  - 'y' # 2\n", {"a": ["x"], "b": 2}, "a:\n  - 'x' # 1\nb: 2\n"),
        ("l:\n- 1\na: 'x' # a\n", {"l": [1], "a": [{"b": 1}], "no": 1}, 'l:\n- 1\na: # a\n- b: 1\n"no": 1\n'),
        # what stands beside, above and below a value stays
        ("a: 5  \n", {"a": 6}, "a: 6  \n"),
        ("a: # why\n  one\nb: 1\n", {"a": "x\ny", "b": 1}, "a: |- # why\n  x\n  y\nb: 1\n"),
        ("a:\n  b: 1 # c\n", {"a": {"d": "x\ny"}}, "a:\n  d: |-\n    x\n    y\n"),
        ("b:\n  - [] # beside\n", [[]], "- [] # beside\n"),
        ("? b\na: 1 # c\n", {"a": 2, "b": None, "c": 3}, "? b\na: 2 # c\nc: 3\n"),
        ("x:\n  - 'b' # 2\n", {"x": ["a", "b"]}, "x:\n  - a\n  - 'b' # 2\n"),
        ("x:\n  - 1 # c\n", {"x": [{"b": 1, "d": [[]]}]}, "x:\n  - b: 1 # c\n    d:\n      - []\n"),
        ("x: ['a',\n    'b'] # x\n", {"x": ["b"]}, "x: ['b'] # x\n"),
        ("--- {a: 1\n}\n... # end\n", {"a": 1, "b": [1]}, "--- {a: 1, b: [1]\n}\n... # end\n"),
        ("a: { b: x } # c\n", {"a": {"b": "x" * 92}}, "a: { b: " + "x" * 92 + " } # c\n"),
        ('a: {b: "x\\ny", c: 1} # c\n', {"a": {"b": "x\ny", "c": 2}}, 'a: {b: "x\\ny", c: 2} # c\n'),
        ("\r- 'x' # 1\r", ["x", "y"], "\r- 'x' # 1\r- \"y\"\r"),
        ("a:\n # why\n b: 1\n", {"a": {"c": {"d": []}}}, "a:\n # why\n c:\n  d: []\n"),
        ("a:\n  # why\n  b: 1\n", {"a": [[1], [2]]}, "a:\n  # why\n  - [1]\n  - [2]\n"),
        ("a: {b: 1} # c\n", {"a": {"b": 1, "c": [[1]]}}, "a: {b: 1, c: [[1]]} # c\n"),
        (
            "a: [\n  x, # 1\n  y # 2\n]\n",
            {"a": ["x", "y", "z" * 99]},
            "a: [\n  x, # 1\n  y, # 2\n  " + "z" * 99 + "\n]\n",
        ),
        # a document that is no collection
        ("# x\n[a] # y\n", [], "# x\n[] # y\n"),
        ("# x\na\n", "b\nc", "# x\n|-\n  b\n  c\n"),
        ("# x\n'a' # y\n", "b", "# x\n'b' # y\n"),
        ("# x\n1\n", {"a": [1]}, "# x\na: [1]\n"),
    ],
)
def test_by_example(before: str, value: Any, after: str) -> None:
    document = parse(before, "f")
    found = rewrite(document, value)
    assert (found.text, found.file) == (after, "f")
    assert same(parse(after, "f").value, value)
    editor = Editor(document)
    assert apply(before, editor.change(editor.spot(()), value)) == after, "in one go, however many changes there are"


def test_in_a_long_list_too_what_goes_takes_its_own_comment_along() -> None:
    items = random.Random(1).choices(range(40), k=250)
    lines = [f"- {item} # {number}\n" for number, item in enumerate(items)]
    for gone in (0, 120):
        after = rewrite(parse("".join(lines), "f"), items[:gone] + items[gone + 1 :])
        assert after.text == "".join(lines[:gone] + lines[gone + 1 :])


@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_what_cannot_be_changed_in_place_is_written_anew_behind_its_mark(
    mark: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Editor, "spot", Mock(side_effect=UnsupportedStyleError))
    after = rewrite(parse(f"{mark}# a\na: 'x'\n", "f"), {"a": "y"})
    assert (after.text, after.value, after.file) == (f'{mark}a: "y"\n', {"a": "y"}, "f")


@pytest.mark.parametrize(
    ("before", "value"),
    [
        ("? a\n: 1\n? b\n", {"a": 2, "b": {"c": 1}}),
        ("? a\n: b: 1\n  c: 2\n", {"a": {"c": 2}, "d": 1}),
        ("[a: 1, b]", [{"a": 1, "c": 2}, "b"]),
        ("[a: 1, b]", [{"c": 2}]),
        ("a: >\n  folded\n  text\n\nb: 1", {"a": "folded text", "b": 2, "c": 3}),
        ("a: |\n  no end of line", {"a": "no end of line", "b": 1}),
        ("--- |-\n  a\n", {"a": 1}),
        ("a: 'one\n\n  two' # x\n", {"a": {"b": [[]]}}),
        ("a: [[\n1], [\n2\n]]", {"a": [[1], {"b": "c"}, [2, 3]]}),
    ],
)
def test_odd_styles_end_up_as_what_they_should_say(before: str, value: Any) -> None:
    assert same(parse(rewrite(parse(before, "f"), value).text, "f").value, value)


def test_an_odd_part_is_written_anew_without_touching_the_rest() -> None:
    text = "a: 1 # one\nodd:\n  ? k\n  # why\n  : 1\nlist:\n  - x # two\n  - y\nlast: {z: 1} # three\n"
    value = {"a": 2, "odd": {"k": 2}, "list": ["x"], "last": {"z": 3}}
    after = "a: 2 # one\nodd: {k: 2}\nlist:\n  - x # two\nlast: {z: 3} # three\n"
    assert rewrite(parse(text, "f"), value).text == after


def test_an_odd_part_deep_inside_is_written_anew_and_no_more() -> None:
    odd = "      ? k\n      # why\n      : 1\n"
    text = f"- top: # t\n    a: 1 # one\n    odd:\n{odd}    list:\n      - x # two\n- 'z' # three\n"
    value = [{"top": {"a": 2, "odd": {"k": 2}, "list": ["w"]}}, "z"]
    after = "- top: # t\n    a: 2 # one\n    odd: {k: 2}\n    list:\n      - w # two\n- 'z' # three\n"
    assert rewrite(parse(text, "f"), value).text == after
    assert rewrite(parse(text, "f"), [*value, 1]).text == f"{after}- 1\n"


def test_the_order_of_keys_means_nothing_and_where_nothing_changes_nothing_is_done() -> None:
    document = parse("b: 1\na: {d: 1, c: 2}\n", "f")
    assert rewrite(document, {"a": {"c": 2, "d": 1}, "b": 1}) is document


def test_values_of_another_type_are_other_values() -> None:
    assert rewrite(parse("a: 1\nb: true\nc: '1'\n", "f"), {"a": True, "b": 1, "c": 1}).text == "a: true\nb: 1\nc: 1\n"
    assert rewrite(parse("a: 1\n", "f"), {"a": 1.0}).text == "a: 1.0\n"


def test_what_no_file_may_hold_is_refused() -> None:
    with pytest.raises(DataError) as caught:
        rewrite(parse("a: {b: [c]}", "f"), {"a": {"b": ["c", "\x1b]52;"]}})
    assert [problem.path for problem in caught.value.problems] == ["a.b[1]"]
    deep: Any = 1
    for _ in range(40):
        deep = [deep]
    with pytest.raises(DataError):
        rewrite(parse("a: 1", "f"), {"a": deep})


@given(st.data())
def test_any_change_to_any_document_is_carried_out(draw: st.DataObject) -> None:
    value = draw.draw(data)
    text = draw.draw(written(value))
    new = draw.draw(changed(value))
    after = rewrite(parse(text, "f"), new).text
    assert same(parse(after, "f").value, new)
    if same(value, new):
        assert after == text


def paths(value: Any, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(found for step, part in parts for found in paths(part, (*path, step)))]


@given(st.data())
def test_changing_one_number_changes_one_line_of_any_document(draw: st.DataObject) -> None:
    value = draw.draw(data)
    text = draw.draw(written(value))
    levels = [path for path in paths(value) if path and type(at(value, path)) is int]
    if not levels:
        return
    path = draw.draw(st.sampled_from(levels))
    new = with_change(value, list(path), (at(value, path) + 1) % 10)
    if same(value, new):
        return
    after = rewrite(parse(text, "f"), new).text
    assert same(parse(after, "f").value, new)
    before_lines, after_lines = text.splitlines(keepends=True), after.splitlines(keepends=True)
    assert len(before_lines) == len(after_lines)
    assert sum(one != other for one, other in zip(before_lines, after_lines, strict=True)) == 1


def at(value: Any, path: tuple[str | int, ...]) -> Any:
    for step in path:
        value = value[step]
    return value


@given(st.data())
def test_comments_and_lines_outside_what_changes_survive(draw: st.DataObject) -> None:
    value = draw.draw(st.dictionaries(st.sampled_from("abcdef"), data, min_size=2, max_size=5))
    text = draw.draw(written(value))
    document = parse(text, "f")
    key = draw.draw(st.sampled_from(list(value)))
    new = {**value, key: draw.draw(changed(value[key]))}
    after = rewrite(document, new).text
    begin = document.place((key,), key=True)[0] - 1
    lines = text.splitlines(keepends=True)
    following = list(value)[list(value).index(key) + 1 :]
    end = document.place((following[0],), key=True)[0] - 1 if following else len(lines)
    found = after.splitlines(keepends=True)
    if lines[begin:end] and document.root.style == "block":
        assert found[:begin] == lines[:begin]
        assert found[len(found) - len(lines) + end :] == lines[end:]
