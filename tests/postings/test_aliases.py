"""Phrases in a matrix: as plain text, or as a mapping with conditions."""

from __future__ import annotations

from typing import Any

import pytest
from jsonschema import Draft202012Validator

from skillgap.model import matrix as matrix_rules
from skillgap.model.json_schema import json_schema
from skillgap.model.matrix import Alias, Matrix
from skillgap.model.schema import check, plain

CONDITIONAL = {"phrase": "Go", "case": True, "not": ["go-to-market", "Go live"], "context": ["Rust"]}


def document(*criteria: dict[str, Any]) -> dict[str, Any]:
    filled = [{"id": f"c{at}", "name": f"C{at}", "postings": 3, **entry} for at, entry in enumerate(criteria)]
    return {
        "format": "skillgap/matrix/1",
        "id": "role",
        "version": 1,
        "title": "Role",
        "source": {"sample_size": 20},
        "scale": [{"level": 0, "name": "None"}, {"level": 1, "name": "Some"}],
        "targets": {"default": 1},
        "sections": [{"id": "skills", "criteria": filled}],
    }


def complaints(*criteria: dict[str, Any]) -> list[tuple[tuple[str | int, ...], str]]:
    data = document(*criteria)
    found = [*check(Matrix, data)[1], *matrix_rules.faults(data)]
    return [(fault.path[4:], fault.message) for fault in found]


def test_text_and_mapping_are_both_read_and_written_back_as_they_stood() -> None:
    data = document(
        {"aliases": ["golang", CONDITIONAL], "tools": ["Go"], "tool_aliases": {"Go": [CONDITIONAL, "go lang"]}}
    )
    matrix, faults = check(Matrix, data)
    assert matrix is not None
    assert faults == []
    conditional = Alias(phrase="Go", case=True, unless=("go-to-market", "Go live"), context=("Rust",))
    assert matrix.criteria[0].aliases == (Alias(phrase="golang"), conditional)
    assert matrix.criteria[0].tool_aliases == {"Go": (conditional, Alias(phrase="go lang"))}
    assert plain(matrix) == data


@pytest.mark.parametrize("entry", ["golang", CONDITIONAL, {"phrase": "golang"}])
def test_the_published_schema_allows_what_the_reader_does(entry: object) -> None:
    validator = Draft202012Validator(json_schema(Matrix, "matrix"))
    assert list(validator.iter_errors(document({"aliases": [entry]}))) == []


@pytest.mark.parametrize(
    "entry", [2024, None, [], {"case": True}, {"phrase": "Go", "unless": ["x"]}, {"phrase": "Go", "case": 1}]
)
def test_what_is_neither_is_refused_by_reader_and_published_schema(entry: object) -> None:
    validator = Draft202012Validator(json_schema(Matrix, "matrix"))
    assert list(validator.iter_errors(document({"aliases": [entry]}))) != []
    assert complaints({"aliases": [entry]}) != []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("tech lead", "Tech-Lead"),
        ("tech lead", "tech leads"),
        ("Go", {"phrase": "go", "case": True}),
        ({"phrase": "Go", "context": ["Rust"]}, {"phrase": "Go", "context": ["Java"]}),
    ],
)
def test_a_phrase_of_two_criteria_is_refused_however_it_is_written(one: object, other: object) -> None:
    (complaint,) = complaints({"aliases": [one]}, {"tools": ["T"], "tool_aliases": {"T": [other]}})
    assert complaint[0][:3] == ("tool_aliases", "T", 0)
    assert "names both c0 and c1" in complaint[1]


def test_a_phrase_may_name_a_criterion_and_its_own_tool() -> None:
    assert complaints({"aliases": ["Ray"], "tools": ["Ray"], "tool_aliases": {"Ray": ["Ray"]}}) == []


@pytest.mark.parametrize(
    ("entry", "path", "message"),
    [
        ("++", ("aliases", 0), "has no letter and no digit"),
        ({"phrase": "Go", "not": ["ago", "Rust"]}, ("aliases", 0, "not", 1), "'Rust' does not contain the phrase 'Go'"),
    ],
)
def test_phrases_that_could_never_do_what_they_say_are_refused(
    entry: object, path: tuple[str | int, ...], message: str
) -> None:
    (complaint,) = complaints({"aliases": [entry]})
    assert complaint[0] == path
    assert message in complaint[1]


def test_counts_of_tools_belong_to_listed_tools_and_stay_below_their_criterion() -> None:
    assert complaints({"tools": ["A", "B"], "tool_postings": {"A": 3, "B": 0}}) == []
    said = complaints({"tools": ["A"], "tool_postings": {"A": 4, "Aa": 1}})
    assert [path for path, _ in said] == [("tool_postings", "A"), ("tool_postings", "Aa")]
