"""Strict reading: what YAML means here, where everything stands, and that nothing but DataError comes out."""

from __future__ import annotations

import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from yaml import CBaseLoader
from yaml.error import Mark, MarkedYAMLError, YAMLError

from skillgap.errors import DataError, Diagnostic, truncate
from skillgap.store import yaml_reader
from skillgap.store.yaml_errors import MAX_DEPTH, TOO_DEEP, explain, json_sentence
from skillgap.store.yaml_reader import MAX_KEY_LENGTH, MAX_NODES, MAX_NUMBER_LENGTH, Document, Node, parse
from tests.store.styles import data, same, written

PROFILE = """\
# a comment
format: skillgap/profile/1
assessments:
  - matrix: role
    ratings:
      first:
        level: 3        # why
        evidence: [one, "two"]
      second: {state: skipped}
      third:
"""


def refusal(text: str) -> Diagnostic:
    with pytest.raises(DataError) as caught:
        parse(text, "f.yaml")
    (problem,) = caught.value.problems
    return problem


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("null", None), ("Null", None), ("NULL", None), ("~", None),
        ("true", True), ("True", True), ("TRUE", True), ("false", False), ("False", False), ("FALSE", False),
        ("0", 0), ("-0", 0), ("7", 7), ("-12", -12), ("999999999999999999", 10**18 - 1),
        ("-999999999999999999", 1 - 10**18),
        ("0.5", 0.5), ("-1.25", -1.25), ("1e3", 1000.0), ("1E-2", 0.01), ("2.5e+1", 25.0), ("0e0", 0.0),
    ],
)  # fmt: skip
def test_words_and_numbers(text: str, value: object) -> None:
    for quoted, expected in ((f"k: {text}", value), (f"k: '{text}'", text), (f'k: "{text}"', text)):
        assert same(parse(quoted, "f").value, {"k": expected})
    assert same(parse(f"k: |-\n  {text}", "f").value, {"k": text})


@pytest.mark.parametrize(
    "text",
    [
        *("no", "No", "yes", "on", "Off", "y", "n", "nULL", "tRUE", "TRue", "None", "<<", "=", "-", "-1-", "--1", "१२"),
        *("010", "-010", "0x1F", "0o17", "0b1", "1_000", "+1", ".5", "1.", "1e", ".inf", "-.inf", ".nan", ".NaN"),
        *("12:30", "190:20:30", "2026-05-04"),
        *("2026-05-04 12:30:00", "1 2"),
    ],
)
def test_everything_else_is_text(text: str) -> None:
    if text != "-":
        assert same(parse(f"k: {text}", "f").value, {"k": text})
    assert same(parse(f"k: '{text}'", "f").value, {"k": text})


def test_a_value_left_out_is_null() -> None:
    assert parse("a:\nb: {c: , d}\ne:\n  -\n  - 1\n", "f").value == {
        "a": None,
        "b": {"c": None, "d": None},
        "e": [None, 1],
    }


def test_keys_are_text_or_whole_numbers() -> None:
    assert parse("{0: a, '0': b, no: c, 2026-05-04: d, '': e}", "f").value == {
        0: "a", "0": "b", "no": "c", "2026-05-04": "d", "": "e",
    }  # fmt: skip


def test_joiners_that_scripts_and_emoji_need_may_stay() -> None:
    text = "می\u200cخواهم \N{WOMAN}\u200d\N{ROCKET}"
    assert parse(f"k: {text}", "f").value == {"k": text}


def test_text_in_every_style() -> None:
    blocks = "a: |-\n  one\n    two\nb: >-\n  one\n  two\nc: |+\n  one\n\n"
    text = blocks + "d: 'it''s'\ne: \"\\t\\u00e9\\x41\\n\"\nf: one\n  two\n"
    assert parse(text, "f").value == {
        "a": "one\n  two",
        "b": "one two",
        "c": "one\n\n",
        "d": "it's",
        "e": "\téA\n",
        "f": "one two",
    }


def test_what_a_message_quotes_has_at_most_60_characters() -> None:
    assert truncate("x" * 60) == "x" * 60
    assert truncate("x" * 61) == "x" * 59 + "…"


@pytest.mark.parametrize(
    ("complaint", "sentence"),
    [
        ("Expecting value", "a value is missing here"),
        ("Unterminated string starting at: ", "the text that begins here is never closed"),
        ("Something New In Python", "something New In Python"),
    ],
)
def test_what_python_finds_wrong_in_json_is_a_plain_sentence(complaint: str, sentence: str) -> None:
    assert json_sentence(complaint) == sentence


def test_a_refusal_that_says_nothing_is_told_at_the_end() -> None:
    hint = "check the quotes, brackets and indentation near this place"
    assert explain(YAMLError(), 7) == (7, "this is not valid YAML: it cannot be read", hint)


def test_what_libyaml_gives_up_on_is_nested_too_deep() -> None:
    mark = Mark("f", 1000, 0, 1000, None, 0)
    error = MarkedYAMLError(problem="exceeded maximum nesting depth", problem_mark=mark)
    assert explain(error, 5000) == (1000, *TOO_DEEP)


def test_the_limits_are_reached_but_not_passed() -> None:
    assert parse("[" * MAX_DEPTH + "]" * MAX_DEPTH, "f")
    assert "nested more than 32 deep" in refusal("[" * (MAX_DEPTH + 1)).message
    for beside, depth in (("[[[]], [[]], ", 1), ("[[[], ", 2)):
        assert parse(beside + "[" * (MAX_DEPTH - depth) + "]" * MAX_DEPTH, "f")
        assert "nested more than 32 deep" in refusal(beside + "[" * (MAX_DEPTH - depth + 1)).message
    assert same(parse("0." + "0" * (MAX_NUMBER_LENGTH - 3) + "1", "f").value, 10.0 ** (2 - MAX_NUMBER_LENGTH))
    assert "more than 64 characters" in refusal("0." + "0" * (MAX_NUMBER_LENGTH - 2) + "1").message
    assert parse("k" * MAX_KEY_LENGTH + ": 1", "f").value == {"k" * MAX_KEY_LENGTH: 1}
    assert "longer than 256 characters" in refusal("k" * (MAX_KEY_LENGTH + 1) + ": 1").message
    assert len(parse("- 1\n" * (MAX_NODES - 1), "f").value) == MAX_NODES - 1
    assert "more than 50,000 values" in refusal("- 1\n" * MAX_NODES).message
    assert "more than 50,000 values" in refusal("".join(f"k{n}:\n" for n in range(MAX_NODES // 2))).message


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("character", ["\u202e", "\x07", "\ufeff"])
def test_a_forbidden_character_is_refused_at_the_very_beginning_too(mark: str, character: str) -> None:
    if mark or character != "\ufeff":  # alone it is the mark
        problem = refusal(f"{mark}{character}a: 1")
        assert (problem.line, problem.column) == (1, 1)
        assert "is not allowed" in problem.message


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize(
    ("lines", "end"),
    [(["a: |-", "  one", "", "b: 1"], 1), (["a: |+", "  one", "", "b: 1"], 2), (["a: >- # +", "  one", "", "b: 1"], 1)],
)
def test_a_block_scalar_ends_with_its_last_line(lines: list[str], end: int, line_end: str) -> None:
    text = line_end.join(lines)
    (block, _) = parse(text, "f").root.items
    assert text[block.start : block.end] == line_end.join(lines[: end + 1]).removeprefix("a: ")


def test_where_libyaml_gives_up_what_is_wrong_up_to_there_is_told_first(monkeypatch: pytest.MonkeyPatch) -> None:
    class Loader(CBaseLoader):
        """As libyaml, but it gives up already on what goes on for more than 20 characters."""

        def __init__(self, source: str) -> None:
            super().__init__(source)
            self.given_up = len(source) > 20

        def get_event(self) -> Any:
            if self.given_up:
                problem, mark = "exceeded maximum nesting depth", Mark("f", 20, 0, 20, None, 0)
                raise MarkedYAMLError(problem=problem, problem_mark=mark)
            return super().get_event()

    monkeypatch.setattr(yaml_reader, "CBaseLoader", Loader)
    problem = refusal("a: 1\na: 2\n".ljust(30, "\n"))
    message = "the key a appears twice in one mapping, first on line 1"
    assert (problem.file, problem.line, problem.message) == ("f.yaml", 2, message)
    problem = refusal("a: 1\nb: 2\n".ljust(30, "\n"))
    assert (problem.line, problem.message) == (13, TOO_DEEP[0])


def test_what_is_wrong_before_hopeless_nesting_is_told_first() -> None:
    problem = refusal(f"a: 1\na: 2\nb: {'[' * 3000}")
    assert (problem.line, problem.column, problem.message) == (
        2,
        1,
        "the key a appears twice in one mapping, first on line 1",
    )


@pytest.mark.parametrize(
    ("path", "place", "key_place"),
    [
        ((), (2, 1), (2, 1)),
        (("format",), (2, 9), (2, 1)),
        (("assessments",), (4, 3), (3, 1)),
        (("assessments", 0), (4, 5), (4, 5)),
        (("assessments", 0, "ratings", "first", "level"), (7, 16), (7, 9)),
        (("assessments", 0, "ratings", "first", "evidence", 1), (8, 25), (8, 25)),
        (("assessments", 0, "ratings", "second", "state"), (9, 23), (9, 16)),
        (("assessments", 0, "ratings", "third"), (10, 13), (10, 7)),
        # beyond what exists: the deepest value there is
        (("nothing", "at", "all"), (2, 1), (2, 1)),
        (("assessments", 7, "ratings"), (4, 3), (3, 1)),
        (("assessments", "x"), (4, 3), (3, 1)),
        (("assessments", 0, "ratings", "second", "level"), (9, 15), (9, 7)),
        (("assessments", 0, "ratings", "third", "level"), (10, 13), (10, 7)),
        (("format", 0), (2, 9), (2, 1)),
    ],
)
def test_places(path: tuple[str | int, ...], place: tuple[int, int], key_place: tuple[int, int]) -> None:
    document = parse(PROFILE, "f")
    assert document.place(path) == place
    assert document.place(path, key=True) == key_place


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_places_count_characters_and_every_kind_of_line_end(line_end: str, mark: str) -> None:
    text = mark + line_end.join(
        ["é\U0001f600: [\U0001f600, x]", "b: \U00010348 # \U0001f600", "c: |-", "  \U0001f600", "d: 1"]
    )
    document = parse(text, "f")
    assert document.value == {"é\U0001f600": ["\U0001f600", "x"], "b": "\U00010348", "c": "\U0001f600", "d": 1}
    assert document.place(("é\U0001f600",), key=True) == (1, 1)
    assert document.place(("é\U0001f600", 1)) == (1, 9)
    assert document.place(("b",)) == (2, 4)
    assert document.place(("d",)) == (5, 4)


def every_node(node: Node) -> list[Node]:
    return [node, *(found for part in (*node.keys, *node.items) for found in every_node(part))]


@given(st.data())
def test_every_style_is_read_and_every_value_found_where_it_stands(draw: st.DataObject) -> None:
    value = draw.draw(data)
    text = draw.draw(written(value))
    document = parse(text, "f")
    assert same(document.value, value)
    for node in every_node(document.root):
        found = text[node.start : node.end]
        if node.style == "plain":
            assert same(parse(found or "null", "f").value, node.value)
        elif node.style == "flow" and found[0] in "[{":
            assert found[-1] in "]}"
        elif node.keys:
            assert node.start == node.keys[0].start
        elif node.style in ("single", "double"):
            assert found[0] == found[-1] == {"single": "'", "double": '"'}[node.style]


ALPHABET = st.sampled_from(
    [*"ab01-:#?,[]{}&*!|>'\"%@`~.<= \t\n\r\\", "\n  ", ": ", "- ", "--- ", "...", "\ufeff", "\x00"]
)
SNIPPETS = st.sampled_from(
    [
        *("%YAML 1.2\n", "%TAG ! x\n", "&a ", "*a", "!!str ", "? ", "|+2\n", ">-\n", "\\u202e", '"\\', "\x85"),
        *(
            "\ud800",
            "1e999",
            "9" * 400,
            "1." + "0" * 400,
            "[" * 40,
            "{a: " * 40,
            "- " * 40,
            "a:\n  b: c\n",
            "\u2028",
            "'",
            '"',
        ),
    ]
)
HOSTILE = st.lists(ALPHABET | SNIPPETS | st.text(max_size=3), max_size=40).map("".join)


def outcome(text: str) -> Document | Diagnostic:
    try:
        return parse(text, "f.yaml")
    except DataError as error:
        (problem,) = error.problems
        return problem


@given(HOSTILE | st.text())
def test_any_text_is_read_or_refused_with_one_full_problem(text: str) -> None:
    found = outcome(text)
    if isinstance(found, Diagnostic):
        assert found.message
        assert "\n" not in found.message
        assert found.hint
        assert found.file == "f.yaml"
        lines = text.count("\n") + text.count("\r") + 1
        assert found.line is not None
        assert 1 <= found.line <= lines
        assert found.column is not None
        assert 1 <= found.column <= len(text) + 1
    else:
        assert_plain(found.value)


def assert_plain(value: Any) -> None:
    if isinstance(value, dict):
        assert {type(key) for key in value} <= {str, int}
        for item in (*value, *value.values()):
            assert_plain(item)
    elif isinstance(value, list):
        for item in value:
            assert_plain(item)
    elif isinstance(value, float):
        assert math.isfinite(value)
    else:
        assert type(value) in (str, int, bool, type(None))


@given(st.data())
def test_damaged_documents_are_read_or_refused(draw: st.DataObject) -> None:
    text = draw.draw(data.flatmap(written))
    at = draw.draw(st.integers(0, len(text)))
    damage = draw.draw(ALPHABET | SNIPPETS)
    outcome(text[:at] + damage + text[at + draw.draw(st.integers(0, 3)) :])
