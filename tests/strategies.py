"""Matrices and profiles that nobody wrote: plain data as it stands in the files, for hypothesis.

All of it is valid. Small pools of values make what is rare in life common here: ties, targets of 0,
counts of 0, scales with holes, several reviews of one assessment, ratings in every state.
"""

from __future__ import annotations

import datetime
import itertools
from typing import Any

from hypothesis import strategies as st

from tests.builders import Plain

SCALES = ([0, 1, 2, 3, 4], [1, 2, 3, 4, 5], list(range(11)), [0, 2, 5, 7], [3, 9, 99], [0, 1])
CATEGORIES = ("Core", "Important", "Emerging", "Ungewöhnlich")
TOOLS = ("Kubernetes", "C++", "PyTorch/TensorRT tuning", "Größe")
DATES = tuple(str(datetime.date(2025, 11, 1) + datetime.timedelta(days=61 * i)) for i in range(5))


def levels(matrix: Plain) -> st.SearchStrategy[int]:
    """A level on the matrix's scale."""
    return st.sampled_from([step["level"] for step in matrix["scale"]])


@st.composite
def scales(draw: st.DrawFn) -> list[int]:
    """The levels of a scale, ascending."""
    chosen = st.sampled_from(SCALES) | st.sets(st.integers(0, 99), min_size=2, max_size=7).map(sorted)
    return draw(chosen)


@st.composite
def criteria(draw: st.DrawFn, identifier: str, sample_size: int, scale: list[int]) -> Plain:
    """One criterion, with some of what may be left out."""
    common = [0, 1, sample_size // 2, sample_size]
    criterion: Plain = {
        "id": identifier,
        "name": f"The art of {identifier}",
        "postings": draw(st.sampled_from(common) | st.integers(0, sample_size)),
    }
    optional = {
        "category": st.sampled_from(CATEGORIES),
        "target": st.sampled_from([scale[0], scale[-1], *scale]),
        "tools": st.lists(st.sampled_from(TOOLS), unique=True),
        "topic": st.sampled_from(["Performance", "Reliability"]),
        "mandatory": st.booleans(),
    }
    for key, values in optional.items():
        if draw(st.booleans()):
            criterion[key] = draw(values)
    return criterion


@st.composite
def matrices(draw: st.DrawFn, *, max_criteria: int = 12) -> Plain:
    """A valid matrix of one to six sections, some of them empty."""
    scale = draw(scales())
    sample_size = draw(st.sampled_from([1, 3, 20, 20_000]) | st.integers(1, 60))
    names = [f"c-{number}" for number in range(draw(st.integers(0, max_criteria)))]
    rows = [draw(criteria(name, sample_size, scale)) for name in draw(st.permutations(names))]
    cuts = sorted(draw(st.lists(st.integers(0, len(rows)), max_size=5)))
    edges = [0, *cuts, len(rows)]
    sections = [
        {"id": f"s-{number}", "criteria": rows[begin:end]}
        for number, (begin, end) in enumerate(itertools.pairwise(edges))
    ]
    if draw(st.booleans()):
        sections[0]["title"] = "The First Section"
    stated = draw(st.lists(st.sampled_from(CATEGORIES), unique=True))
    return {
        "format": "skillgap/matrix/1",
        "id": "role",
        "version": draw(st.integers(1, 3)),
        "title": "A role",
        "source": {"sample_size": sample_size},
        "scale": [{"level": level, "name": f"Step {level}"} for level in scale],
        "targets": {name: draw(st.sampled_from(scale)) for name in [*stated, "default"]},
        "sections": sections,
        "signals": [
            {"id": "depth", "text": "Depth", "emphasis": "most"},
            {"id": "speaking", "text": "Speaking", "mandatory": draw(st.booleans())},
        ][: draw(st.integers(0, 2))],
    }


def ids(matrix: Plain) -> list[str]:
    """The criteria's ids, in order."""
    return [criterion["id"] for section in matrix["sections"] for criterion in section["criteria"]]


@st.composite
def details(draw: st.DrawFn) -> Plain:
    """What may stand beside a level."""
    known: dict[str, st.SearchStrategy[Any]] = {
        "confidence": st.sampled_from(["low", "medium", "high"]),
        "evidence": st.lists(st.sampled_from(["https://example.org/a", "Led it", "= 1 + 1"]), max_size=3),
        "note": st.sampled_from(["A note", "Zwei\nZeilen"]),
        "tools": st.lists(st.sampled_from([*TOOLS, "Something else"]), unique=True),
        "valid_until": st.sampled_from(DATES),
    }
    keys = draw(st.lists(st.sampled_from(sorted(known)), unique=True))
    return {key: draw(known[key]) for key in keys}


@st.composite
def ratings(draw: st.DrawFn, matrix: Plain) -> Plain:
    """Ratings in all four states: a criterion not asked has no entry, or details without an answer."""
    states = draw(st.sampled_from([["level"], ["level", "level", "none", "skipped", "not_applicable", "details"]]))
    found: Plain = {}
    for identifier in ids(matrix):
        state = draw(st.sampled_from(states))
        if state == "none":
            continue
        entry: Plain = {}
        if draw(st.booleans()):
            entry.update(draw(details()))
        if state == "level":
            entry["level"] = draw(levels(matrix))
        elif state == "details":
            entry["note"] = "Noted before rating"
        else:
            entry["state"] = state
        found[identifier] = entry
    return found


@st.composite
def reviews(draw: st.DrawFn, matrix: Plain, of: Plain, number: int) -> Plain:
    """A review of one of the assessments; ``number`` makes its author another than the others'."""
    said: Plain = {}
    for identifier in ids(matrix):
        entry: Plain = {}
        for key in ("level", "agreed"):
            if draw(st.booleans()):
                entry[key] = draw(levels(matrix))
        commented = draw(st.booleans())
        if entry or commented:
            said[identifier] = {**entry, "comment": "Well."}
    return {
        "assessment": of["date"],
        "matrix": of["matrix"],
        "by": f"Mentor {number}",
        "date": draw(st.sampled_from(DATES)),
        "status": draw(st.sampled_from(["complete", "complete", "draft"])),
        "ratings": said,
    }


@st.composite
def profiles(draw: st.DrawFn, matrix: Plain) -> Plain:
    """A valid profile: assessments of this matrix and perhaps of another one, reviews of some of them."""
    assessments: list[Plain] = []
    for date in draw(st.lists(st.sampled_from(DATES), unique=True, max_size=3)):
        answers = st.sampled_from(["yes", "partly", "no"])
        assessments.append(
            {
                "matrix": matrix["id"],
                "matrix_version": matrix["version"],
                "date": date,
                "ratings": draw(ratings(matrix)),
                "signals": {one["id"]: draw(answers) for one in matrix["signals"] if draw(st.booleans())},
            }
        )
    if draw(st.booleans()):
        assessments.append({"matrix": "another-role", "matrix_version": 1, "date": DATES[-1], "ratings": {}})
    count = draw(st.integers(0, 3)) if assessments else 0
    of = st.sampled_from(assessments or [{}])
    return {
        "format": "skillgap/profile/1",
        "id": "somebody",
        "name": "Somebody",
        "assessments": assessments,
        "reviews": [draw(reviews(matrix, draw(of), number)) for number in range(count)],
    }


@st.composite
def cases(draw: st.DrawFn) -> tuple[Plain, Plain]:
    """A matrix and a profile rated against it."""
    matrix = draw(matrices())
    return matrix, draw(profiles(matrix))
