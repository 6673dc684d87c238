"""Which phrases stand in a text: by example, and against one plain regular expression a phrase."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skillgap.errors import DataError
from skillgap.model.matrix import Alias, Matrix
from skillgap.model.schema import check
from skillgap.postings.automaton import Automaton
from skillgap.postings.matching import Matcher
from skillgap.postings.taxonomy import forms_of, taxonomy_of
from skillgap.postings.text import haystack, normalize
from tests.postings import reference


def matrix_of(**aliases: list[Any]) -> Matrix:
    """A matrix with a criterion for each keyword."""
    data = {
        "format": "skillgap/matrix/1",
        "id": "role",
        "version": 1,
        "title": "Role",
        "source": {"sample_size": 1},
        "scale": [{"level": 0, "name": "None"}, {"level": 1, "name": "Some"}],
        "targets": {"default": 1},
        "sections": [
            {
                "id": "skills",
                "criteria": [
                    {"id": name, "name": name, "postings": 0, "aliases": phrases} for name, phrases in aliases.items()
                ],
            }
        ],
    }
    matrix, faults = check(Matrix, data)
    assert matrix is not None, faults
    return matrix


def asked(text: str, **aliases: list[Any]) -> set[str]:
    return set(Matcher(taxonomy_of(matrix_of(**aliases))).hits(normalize(text)).criteria)


LANGUAGES: dict[str, list[Any]] = {
    "cpp": ["C++"],
    "csharp": ["C#"],
    "dotnet": [".NET"],
    "c": [{"phrase": "C", "case": True}],
    "r": [{"phrase": "R", "case": True, "not": ["R&D"]}],
    "go": [{"phrase": "Go", "case": True, "not": ["Go to market"]}, "golang"],
    "ray": [{"phrase": "Ray", "case": True, "context": ["Kubernetes", "distributed training"]}],
    "git": ["Git"],
    "github": ["GitHub"],
    "actions": ["GitHub Actions"],
    "machine-learning": ["machine learning"],
    "slo": ["SLO", "error budget"],
    "tolerance": ["fault-tolerance"],
    "systems": ["distributed systems"],
    "technology": ["emerging technology"],
}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("C++, C# and .NET.", {"cpp", "csharp", "dotnet"}),
        ("We write C, and test in R.", {"c", "r"}),
        ("ASP.NET and C+ and d.c.", set()),
        ("Côte d'Ivoire, Réunion, Curaçao", set()),
        ("R&D; our go-to-market; Go to\nmarket", set()),
        ("Go, not go", {"go"}),
        ("Golang", {"go"}),
        ("Ray on Kubernetes", {"ray"}),
        ("Ray will call you", set()),
        (f"Ray {'x ' * 110} Kubernetes", set()),
        ("GitHub Actions", {"github", "actions"}),
        ("git", {"git"}),
        ("digital", set()),
        ("machine\nlearning", {"machine-learning"}),
        ("machine-learning", {"machine-learning"}),
        ("machine  \r\n   learning", {"machine-learning"}),
        ("machine\u200b learn\u00ading", {"machine-learning"}),
        ("machine&nbsp;learning", {"machine-learning"}),
        ("**machine** learning", set()),
        ("**machine learning** and __machine learning__", {"machine-learning"}),
        ("MACHINE\u2011LEARNING", {"machine-learning"}),
        ("ＭＡＣＨＩＮＥ learning", {"machine-learning"}),
        ("C\\+\\+ and C\\#", {"cpp", "csharp"}),
        ("machine\n\nlearning", set()),
        ("SLOs, error\nbudgets", {"slo"}),
        ("fault tolerance", {"tolerance"}),
        ("a distributed system", {"systems"}),
        ("emerging technologies", {"technology"}),
        ("GitHub™ and SLO®", {"github", "slo"}),
        ("see https://git.example.org/machine-learning and jobs@github.com", set()),
        ("machine_learning", {"machine-learning"}),
        ("", set()),
    ],
)
def test_examples(text: str, expected: set[str]) -> None:
    assert asked(text, **LANGUAGES) == expected


@pytest.mark.parametrize(
    ("phrase", "case", "forms"),
    [
        ("error budget", False, {"error budget", "error budgets"}),
        ("emerging technology", False, {"emerging technology", "emerging technologies"}),
        ("distributed systems", False, {"distributed systems", "distributed system"}),
        ("research activities", False, {"research activities", "research activity"}),
        ("data lake-house", False, {"data lake house", "data lake houses"}),
        ("chaos test", False, {"chaos test", "chaos tests"}),
        ("batch", False, {"batch", "batches"}),
        ("data branches", False, {"data branches", "data branch"}),
        ("Kubernetes", False, {"kubernetes"}),
        ("AWS", False, {"aws"}),
        ("analytics", False, {"analytics", "analytic"}),
        ("analysis", False, {"analysis"}),
        ("business", False, {"business", "businesses"}),
        ("C++", False, {"c++"}),
        ("R", False, {"r"}),
        ("H100", False, {"h100", "h100s"}),
        ("ISO 27001", False, {"iso 27001", "iso27001"}),
        ("PoC", True, {"poc"}),
        ("TU München", False, {"tu münchen"}),
    ],
)
def test_forms_of_a_phrase(phrase: str, case: bool, forms: set[str]) -> None:
    assert set(forms_of(Alias(phrase=phrase, case=case))) == forms


def test_forms_shared_by_two_criteria_are_refused() -> None:
    with pytest.raises(DataError) as caught:
        taxonomy_of(matrix_of(one=["technology"], other=["technologies"]))
    assert "'technology' of one and 'technologies' of other are the same in a posting" in str(caught.value)


def test_thousands_of_phrases_that_begin_each_other_are_found_by_themselves() -> None:
    phrases = [f"a{number}" for number in range(2_000)]
    matcher = Matcher(taxonomy_of(matrix_of(numbers=phrases)))
    assert [match.phrase.text for match in matcher.matches(normalize("a7, a1999 and a2000, a19\na1"))] == [
        "a7",
        "a1999",
        "a19",
        "a1",
    ]


def test_a_phrase_that_stands_twice_is_held_against_a_place_once() -> None:
    twice = {"phrase": "Go", "case": True}
    matcher = Matcher(taxonomy_of(matrix_of(go=["golang", twice, "golang", twice])))
    assert [match.phrase.text for match in matcher.matches(normalize("Go or golang"))] == ["Go", "golang"]


def test_a_matrix_without_phrases_is_refused() -> None:
    with pytest.raises(DataError, match="no phrase to look for"):
        Automaton([])


WORDS = [
    "data",
    "Data",
    "data lake",
    "lake",
    "C",
    "C++",
    "c#",
    ".NET",
    "go",
    "Go",
    "GO",
    "go-to-market",
    "Straße",
    "STRASSE",
]
LETTERS = st.sampled_from(
    [*"aAbsSxX", "é", "ß", "Σ", "σ", "ς", "İ", "ı", "_", "1", "+", "#", ".", "-", " ", "\n", "，"]
)
PHRASES = st.lists(st.one_of(st.sampled_from(WORDS), LETTERS), min_size=1, max_size=4).map("".join)


@st.composite
def aliases(draw: st.DrawFn) -> dict[str, Any] | None:
    phrase = " ".join(normalize(draw(PHRASES)).split())
    if not phrase.strip("- ") or not any(character.isalnum() for character in phrase):
        return None
    found: dict[str, Any] = {"phrase": phrase.strip("- "), "case": draw(st.booleans())}
    if draw(st.booleans()):
        found["not"] = [
            f"{draw(st.sampled_from(['x', 'data ', '']))}{found['phrase']}{draw(st.sampled_from(['x', ' go']))}"
        ]
    if draw(st.booleans()):
        found["context"] = draw(st.lists(st.sampled_from(["lake", "go-to-market", "C++"]), min_size=1, max_size=2))
    return found


@st.composite
def matrices_with_texts(draw: st.DrawFn) -> tuple[Matrix, str] | None:
    """A few phrases, and a text made of them, of parts of them and of what may stand around them."""
    phrases = [entry for entry in draw(st.lists(aliases(), min_size=1, max_size=6)) if entry]
    if not phrases:
        return None
    written = [entry["phrase"] for entry in phrases]
    written += [word for phrase in written for word in (phrase.upper(), phrase.replace(" ", "\n"), *phrase.split())]
    parts = st.one_of(st.sampled_from(written), LETTERS, st.just(" "), st.sampled_from(WORDS))
    return matrix_of(one=phrases), normalize("".join(draw(st.lists(parts, max_size=20))))


@given(matrices_with_texts())
def test_the_matcher_finds_what_plain_expressions_find(drawn: tuple[Matrix, str] | None) -> None:
    if drawn is None:
        return
    matrix, text = drawn
    expected = reference.found(matrix, text)
    matcher = Matcher(taxonomy_of(matrix))
    assert {(p.criterion, p.tool, p.text, start, end) for start, end, p in matcher.places(text)} == expected


@given(st.text(max_size=60))
def test_the_haystack_is_as_long_as_the_normalized_text(text: str) -> None:
    normalized = normalize(text)
    assert len(haystack(normalized)) == len(normalized)
    assert normalized[0] == normalized[-1] == "\n"


@given(st.text(max_size=60))
def test_normalizing_twice_changes_nothing_more_without_entities_and_escapes(text: str) -> None:
    plain = text.replace("&", "").replace("\\", "").replace("_", "")
    once = normalize(plain)[1:-1]
    assert normalize(once)[1:-1] == once
