"""The check every file passes: what it takes, what it says of what it does not take, and the published schema."""

from __future__ import annotations

import copy
import datetime
import json
from typing import Any

import pytest
from hypothesis import given
from pydantic import TypeAdapter

from skillgap.errors import DocumentPath, Violation
from skillgap.model.matrix import Matrix
from skillgap.model.profile import Profile, Rating
from skillgap.model.schema import ANY, check, duplicates, each, plain, whole
from tests.builders import (
    DAY,
    Plain,
    assessment_data,
    criterion,
    matrix_data,
    matrix_of,
    profile_data,
    profile_of,
)
from tests.strategies import cases

ABSENT = object()

MATRIX = matrix_data(
    criterion(
        "a",
        3,
        percentage=30,
        category="Core",
        tools=["Ray"],
        levels={0: "None of it"},
        aliases=["ay"],
        tool_aliases={"Ray": ["ray"]},
    ),
    signals=[{"id": "depth", "text": "Hands-on depth"}],
    effort={2: 3},
)
PROFILE = profile_data(
    assessment_data({"a": 2}, signals={"depth": "yes"}),
    reviews=[
        {
            "assessment": DAY,
            "matrix": "role",
            "by": "Mentor",
            "date": "2026-05-18",
            "status": "draft",
            "ratings": {"a": {"level": 1}},
        }
    ],
    goals=[{"id": "g", "criterion": "a", "level": 4, "status": "open", "due": "2026-09-30"}],
)
ROW: DocumentPath = ("sections", 0, "criteria", 0)
FIRST: DocumentPath = ("assessments", 0)
RATING: DocumentPath = (*FIRST, "ratings", "a")


def changed(data: Plain, path: DocumentPath, value: object) -> Plain:
    """The document with another value at a path, or without what stands there."""
    document: Any = copy.deepcopy(data)
    holder = document
    for step in path[:-1]:
        holder = holder[step]
    if value is ABSENT:
        del holder[path[-1]]
    else:
        holder[path[-1]] = value
    whole_document: Plain = document
    return whole_document


def matrix_faults(path: DocumentPath, value: object) -> list[Violation]:
    return check(Matrix, changed(MATRIX, path, value))[1]


def profile_faults(path: DocumentPath, value: object) -> list[Violation]:
    return check(Profile, changed(PROFILE, path, value))[1]


def test_the_documents_changed_below_are_valid() -> None:
    assert check(Matrix, MATRIX)[1] == []
    assert check(Profile, PROFILE)[1] == []


AN_ID = "1 to 100 letters, digits, '_', '-' and '.', the first neither '-' nor '.'"
SPELLING = "correct it, or leave the line out if it is not required"
NESTING = "write keys with their values below it, further in"
A_DAY = "write year, month and day of a real date"
A_LINE = "one line of text that is not blank, of at most 500 characters"
A_DATE = "a date as in 2026-05-04"
A_MAPPING = "a mapping of keys to values"
REMOVE = "write a value, or remove the line"
UNQUOTE = "write it without quotes and without leading zeros"
REQUIRED = "add it: the format requires it"


@pytest.mark.parametrize(
    ("path", "value", "message", "hint"),
    [
        # whole numbers
        ((*ROW, "postings"), "3", "postings must be a whole number, not '3'", UNQUOTE),
        ((*ROW, "postings"), "three", "postings must be a whole number, not 'three'", "write only digits, as in 3"),
        ((*ROW, "postings"), 3.0, "postings must be a whole number, not 3.0", "write only digits, as in 3"),
        ((*ROW, "postings"), True, "postings must be a whole number, not true", "write only digits, as in 3"),
        ((*ROW, "postings"), None, "postings must be a whole number, not nothing", REMOVE),
        ((*ROW, "postings"), [3], "postings must be a whole number, not a list", "write only digits, as in 3"),
        ((*ROW, "postings"), {}, "postings must be a whole number, not a mapping", "write only digits, as in 3"),
        ((*ROW, "postings"), -1, "postings must be at least 0, not -1", "correct the number"),
        (("source", "sample_size"), 0, "sample_size must be at least 1, not 0", "correct the number"),
        (("version",), 0, "version must be at least 1, not 0", "correct the number"),
        (("targets", "default"), 100, "default must be at most 99, not 100", "correct the number"),
        (("targets", "default"), True, "default must be a whole number, not true", "write only digits, as in 3"),
        ((*ROW, "target"), 2.5, "target must be a whole number, not 2.5", "write only digits, as in 3"),
        # other numbers
        ((*ROW, "percentage"), "30", "percentage must be a number, not '30'", "write a number, as in 3 or 2.5"),
        ((*ROW, "percentage"), True, "percentage must be a number, not true", "write a number, as in 3 or 2.5"),
        (
            (*ROW, "percentage"),
            float("nan"),
            "percentage must be a finite number, not nan",
            "write a number that can be counted to",
        ),
        (
            (*ROW, "percentage"),
            float("-inf"),
            "percentage must be a finite number, not -inf",
            "write a number that can be counted to",
        ),
        # text
        (("title",), 3, "title must be text, not 3", 'put it in quotes: "3"'),
        (("title",), 3.5, "title must be text, not 3.5", "put quotes around it"),
        (("title",), False, "title must be text, not false", 'put it in quotes: "false"'),
        (("title",), None, "title must be text, not nothing", REMOVE),
        (("title",), "", f"title must be {A_LINE}, not ''", SPELLING),
        (("title",), " \t", f"title must be {A_LINE}, not ' \t'", SPELLING),
        (("title",), "one\ntwo", f"title must be {A_LINE}, not 'one\\ntwo'", SPELLING),
        ((*ROW, "category"), "", f"category must be {A_LINE}, not ''", SPELLING),
        ((*ROW, "id"), "a b", f"id must be {AN_ID}, not 'a b'", SPELLING),
        ((*ROW, "id"), "../a", f"id must be {AN_ID}, not '../a'", SPELLING),
        ((*ROW, "id"), "-a", f"id must be {AN_ID}, not '-a'", SPELLING),
        ((*ROW, "id"), "a\n", f"id must be {AN_ID}, not 'a\\n'", SPELLING),
        ((*ROW, "id"), "", f"id must be {AN_ID}, not ''", SPELLING),
        ((*ROW, "id"), "a" * 101, f"id must be {AN_ID}, not '{'a' * 39}…'", "shorten it"),
        ((*ROW, "id"), "a " * 20 + "b", f"id must be {AN_ID}, not '{'a ' * 19}a…'", SPELLING),
        ((*ROW, "id"), "a " * 20, f"id must be {AN_ID}, not '{'a ' * 20}'", SPELLING),
        # lists and mappings
        ((*ROW, "tools"), "Ray", "tools must be a list, not 'Ray'", "write it as a list: tools: [Ray]"),
        ((*ROW, "tools"), 3, "tools must be a list, not 3", "write it as a list: tools: [3]"),
        ((*ROW, "tools"), None, "tools must be a list, not nothing", REMOVE),
        (
            (*ROW, "tools"),
            {},
            "tools must be a list, not a mapping",
            "begin each of its entries with '- ' on a line of its own",
        ),
        (("scale",), [], "scale must have at least 2 entries", "add what is missing"),
        (("source",), [], f"source must be {A_MAPPING}, not a list", NESTING),
        (("source",), "me", f"source must be {A_MAPPING}, not 'me'", NESTING),
        (("targets",), 3, f"targets must be {A_MAPPING}, not 3", NESTING),
        (ROW, None, f"this entry must be {A_MAPPING}, not nothing", REMOVE),
        (ROW, "a", f"this entry must be {A_MAPPING}, not 'a'", NESTING),
        # fixed words
        (
            ("format",),
            "skillgap/matrix/2",
            "format must be skillgap/matrix/1, not 'skillgap/matrix/2'",
            "did you mean skillgap/matrix/1?",
        ),
        (("format",), 1, "format must be skillgap/matrix/1, not 1", "write one of these words"),
    ],
)
def test_a_wrong_value_in_a_matrix_is_one_sentence_at_its_place(
    path: DocumentPath, value: object, message: str, hint: str | None
) -> None:
    assert matrix_faults(path, value) == [Violation(path, message, hint)]


@pytest.mark.parametrize(
    ("path", "value", "message", "hint"),
    [
        ((*FIRST, "date"), "2026-02-30", f"date must be {A_DATE}, not '2026-02-30'", A_DAY),
        ((*FIRST, "date"), "0000-01-01", f"date must be {A_DATE}, not '0000-01-01'", A_DAY),
        ((*FIRST, "date"), "20260504", f"date must be {A_DATE}, not '20260504'", A_DAY),
        ((*FIRST, "date"), "2026-5-4", f"date must be {A_DATE}, not '2026-5-4'", A_DAY),
        ((*FIRST, "date"), "2026-W19-1", f"date must be {A_DATE}, not '2026-W19-1'", A_DAY),
        ((*FIRST, "date"), "2026-05-04T10:00", f"date must be {A_DATE}, not '2026-05-04T10:00'", A_DAY),
        ((*FIRST, "date"), "２０２６-05-04", f"date must be {A_DATE}, not '２０２６-05-04'", A_DAY),
        ((*FIRST, "date"), 20260504, f"date must be {A_DATE}, not 20260504", A_DAY),
        ((*FIRST, "date"), datetime.date(2026, 5, 4), f"date must be {A_DATE}, not a list", A_DAY),
        ((*FIRST, "date"), None, f"date must be {A_DATE}, not nothing", REMOVE),
        (("goals", 0, "due"), "soon", f"due must be {A_DATE}, not 'soon'", A_DAY),
        ((*RATING, "level"), "3", "level must be a whole number, not '3'", UNQUOTE),
        ((*RATING, "level"), -1, "level must be at least 0, not -1", "correct the number"),
        ((*RATING, "level"), 100, "level must be at most 99, not 100", "correct the number"),
        (
            (*RATING, "state"),
            "skiped",
            "state must be not_applicable or skipped, not 'skiped'",
            "did you mean skipped?",
        ),
        (
            (*RATING, "state"),
            "rated",
            "state must be not_applicable or skipped, not 'rated'",
            "write one of these words",
        ),
        (
            (*RATING, "confidence"),
            "hihg",
            "confidence must be low, medium or high, not 'hihg'",
            "did you mean high?",
        ),
        (
            (*RATING, "evidence"),
            "Led it",
            "evidence must be a list, not 'Led it'",
            "write it as a list: evidence: [Led it]",
        ),
        ((*RATING, "evidence"), [3], "this entry must be text, not 3", 'put it in quotes: "3"'),
        (RATING, 3, f"a must be {A_MAPPING}, not 3", NESTING),
        ((*FIRST, "signals", "depth"), True, "depth must be yes, partly or no, not true", "write one of these words"),
        (
            (*FIRST, "signals", "depth"),
            "partially",
            "depth must be yes, partly or no, not 'partially'",
            "did you mean partly?",
        ),
        (
            ("reviews", 0, "status"),
            "completed",
            "status must be draft, rated or complete, not 'completed'",
            "did you mean complete?",
        ),
        (
            ("goals", 0, "status"),
            "closed",
            "status must be open, done or dropped, not 'closed'",
            "write one of these words",
        ),
    ],
)
def test_a_wrong_value_in_a_profile_is_one_sentence_at_its_place(
    path: DocumentPath, value: object, message: str, hint: str | None
) -> None:
    found = profile_faults(path, value)
    expected_at = (*path, 0) if isinstance(value, list) else path
    assert found == [Violation(expected_at, message, hint)]


@pytest.mark.parametrize(
    ("path", "key", "message", "hint"),
    [
        (("levels",), "0", "0 must be a whole number, not '0'", UNQUOTE),
        (("levels",), "low", "low must be a whole number, not 'low'", "write only digits, as in 3"),
        (("levels",), -1, "this key must be at least 0, not -1", "correct the number"),
        (("levels",), 100, "this key must be at most 99, not 100", "correct the number"),
        (("tool_aliases",), 3, "this key must be text, not 3", 'put it in quotes: "3"'),
    ],
)
def test_a_wrong_key_of_a_mapping_is_told_at_the_key(
    path: DocumentPath, key: str | int, message: str, hint: str | None
) -> None:
    content: object = "x" if path == ("levels",) else ["x"]
    assert matrix_faults((*ROW, *path), {key: content}) == [Violation((*ROW, *path, key), message, hint, key=True)]


@pytest.mark.parametrize("key", ["a b", "[key]", "", "a" * 101])
def test_a_criterion_that_is_rated_has_an_id(key: str) -> None:
    (fault,) = profile_faults((*FIRST, "ratings"), {key: {"level": 1}})
    assert (fault.path, fault.key) == ((*FIRST, "ratings", key), True)
    assert AN_ID in fault.message


@pytest.mark.parametrize(
    ("path", "hint"),
    [
        (("vresion",), "did you mean version?"),
        (("source", "samplesize"), "did you mean sample_size?"),
        ((*ROW, "postigns"), "did you mean postings?"),
        (("signals", 0, "zzz"), "known here: id, text, question, emphasis, mandatory"),
        (("signals", 0, 3), "known here: id, text, question, emphasis, mandatory"),
        (("signals", 0, "[key]"), "known here: id, text, question, emphasis, mandatory"),
    ],
)
def test_an_unknown_key_names_the_nearest_one_or_all(path: DocumentPath, hint: str) -> None:
    assert matrix_faults(path, 1) == [Violation(path, f"unknown key '{path[-1]}'", hint, key=True)]


def test_an_unknown_key_is_unknown_also_when_it_is_spelled_like_the_mark_of_a_wrong_key() -> None:
    (fault,) = matrix_faults(("[key]",), "[key]")
    assert (fault.path, fault.message) == (("[key]",), "unknown key '[key]'")
    (fault,) = matrix_faults(("source", "[key]"), "source")
    assert (fault.path, fault.message) == (("source", "[key]"), "unknown key '[key]'")
    assert matrix_faults(("targets", "[key]"), "x") == [
        Violation(("targets", "[key]"), "[key] must be a whole number, not 'x'", "write only digits, as in 3")
    ]


@pytest.mark.parametrize(
    ("model", "data", "paths"),
    [
        (Matrix, MATRIX, [("format",), ("id",), ("version",), ("title",), ("source",), ("source", "sample_size")]),
        (Matrix, MATRIX, [("scale",), ("scale", 0, "level"), ("scale", 0, "name"), ("targets",), ("sections",)]),
        (Matrix, MATRIX, [(*ROW, "id"), (*ROW, "name"), (*ROW, "postings"), ("sections", 0, "id")]),
        (Matrix, MATRIX, [("signals", 0, "id"), ("signals", 0, "text")]),
        (Profile, PROFILE, [("format",), ("id",), ("name",)]),
        (Profile, PROFILE, [(*FIRST, key) for key in ("matrix", "matrix_version", "date")]),
        (Profile, PROFILE, [("reviews", 0, key) for key in ("assessment", "matrix", "by", "date", "status")]),
        (Profile, PROFILE, [("goals", 0, key) for key in ("id", "criterion", "level", "status")]),
    ],
)
def test_what_is_required_is_missed(model: type, data: Plain, paths: list[DocumentPath]) -> None:
    for path in paths:
        found = check(model, changed(data, path, ABSENT))[1]
        assert found == [Violation(path[:-1], f"{path[-1]} is missing", REQUIRED)]


@pytest.mark.parametrize(
    ("model", "data", "paths"),
    [
        (Matrix, MATRIX, [("signals",), ("effort",), ("sections", 0, "criteria")]),
        (Matrix, MATRIX, [(*ROW, key) for key in ("percentage", "category", "levels", "tools", "aliases")]),
        (Profile, PROFILE, [("assessments",), ("reviews",), ("goals",), ("goals", 0, "due")]),
        (Profile, PROFILE, [(*FIRST, "ratings"), (*FIRST, "signals"), ("reviews", 0, "ratings"), (*RATING, "level")]),
    ],
)
def test_everything_else_may_be_left_out(model: type, data: Plain, paths: list[DocumentPath]) -> None:
    for path in paths:
        assert check(model, changed(data, path, ABSENT))[1] == []


@pytest.mark.parametrize("data", [None, True, 3, "text", []])
def test_a_document_is_a_mapping(data: object) -> None:
    (fault,) = check(Profile, data)[1]
    assert fault.path == ()
    assert fault.message.startswith("this entry must be a mapping of keys to values, not ")


def test_every_fault_is_told_at_once() -> None:
    data = changed(MATRIX, ("version",), "1")
    data = changed(data, (*ROW, "postings"), -1)
    data = changed(data, ("tilte",), "x")
    data = changed(data, ("title",), ABSENT)
    model, found = check(Matrix, data)
    assert model is None
    assert {fault.path for fault in found} == {("version",), (*ROW, "postings"), ("tilte",), ()}


# --- the models -----------------------------------------------------------------------------------------------


@given(cases())
def test_the_models_are_those_that_pydantic_builds_of_the_same_classes(case: tuple[Plain, Plain]) -> None:
    matrix, profile = case
    assert matrix_of(matrix) == TypeAdapter(Matrix).validate_python(matrix)
    assert profile_of(profile) == TypeAdapter(Profile).validate_python(profile)


@given(cases())
def test_a_model_as_plain_data_is_the_same_model_again(case: tuple[Plain, Plain]) -> None:
    matrix, profile = matrix_of(case[0]), profile_of(case[1])
    assert matrix_of(plain(matrix)) == matrix
    assert profile_of(plain(profile)) == profile
    json.dumps(plain(profile), allow_nan=False)


def test_plain_data_leaves_defaults_out_and_writes_dates_as_text() -> None:
    assert plain(profile_of(PROFILE)) == PROFILE
    assert plain(matrix_of(MATRIX)) == MATRIX
    assert plain(Rating()) == {}
    assert plain(Rating(level=0, evidence=("x",), note="")) == {"level": 0, "evidence": ["x"], "note": ""}


# --- looking at plain data ------------------------------------------------------------------------------------


def test_each_finds_what_matches_and_passes_over_other_shapes() -> None:
    data = {"a": [{"b": 1}, {"c": 2}, 3, {"b": [4]}], "d": "text"}
    assert list(each(data, "a", ANY, "b")) == [(("a", 0, "b"), 1), (("a", 3, "b"), [4])]
    assert list(each(data, ANY, "b")) == []
    assert list(each(data, "d", ANY)) == []
    assert list(each(data, "a", "0")) == []
    assert list(each({"x": {"y": 1, 2: 3}}, "x", ANY)) == [(("x", "y"), 1), (("x", 2), 3)]
    assert list(each(5)) == [((), 5)]


def test_whole_numbers_are_neither_truth_nor_fractions() -> None:
    assert [whole(value) for value in (0, -3, True, 1.0, "1", None)] == [True, True, False, False, False, False]


def test_duplicates_are_told_each_time_after_the_first() -> None:
    entries = [(("a",), "x"), (("b",), "y"), (("c",), "x"), (("d",), "x"), (("e",), ["x"]), (("f",), ("x", 1))]
    assert list(duplicates([*entries, (("g",), ("x", 1))], "thing")) == [
        Violation(("c",), "thing x occurs twice", "each may occur once"),
        Violation(("d",), "thing x occurs twice", "each may occur once"),
        Violation(("g",), "thing x 1 occurs twice", "each may occur once"),
    ]
