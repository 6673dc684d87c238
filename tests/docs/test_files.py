"""The page on files names every key of every format, with what it holds and whether it must be there."""

from __future__ import annotations

import dataclasses
import datetime
import re
import types
import typing
from collections.abc import Mapping
from typing import Annotated, Any, Literal

import pytest

from skillgap.model import matrix, profile, travelling_review
from skillgap.model.schema import Id, Level, Limit, Line, key_of
from skillgap.postings.incidence_file import LONGEST_LINE
from skillgap.postings.taxonomy import NEAR
from skillgap.scoring import posting_data
from skillgap.store import files, yaml_reader
from skillgap.store.file_errors import describe_size
from skillgap.store.yaml_errors import MAX_DEPTH
from tests.docs.pages import DOCS, prose

PAGE = prose((DOCS / "files.md").read_text(encoding="utf-8"))
MODELS = {
    "Matrix": matrix.Matrix,
    "Source": matrix.Source,
    "Step of the scale": matrix.ScaleLevel,
    "Section": matrix.Section,
    "Criterion": matrix.Criterion,
    "Alias": matrix.Alias,
    "Signal": matrix.Signal,
    "Profile": profile.Profile,
    "Assessment": profile.Assessment,
    "Rating": profile.Rating,
    "Review": profile.Review,
    "Rating of a review": profile.ReviewRating,
    "Goal": profile.Goal,
    "Review from a form": travelling_review.TravellingReview,
    "Answers of a form": travelling_review.FormReview,
    "Rating of a form": travelling_review.FormRating,
    "First line": posting_data.Header,
    "Posting": posting_data.PostingHits,
    "Hit": posting_data.Hit,
    "Negation": posting_data.Negation,
}
HEADINGS = {model: heading for heading, model in MODELS.items()}
NAMED = {Id: "id", Line: "line", Level: "level", matrix.Cost: "cost", matrix.Link: "link"}
PLAIN = {str: "text", int: "whole number", float: "number", bool: "true or false", datetime.date: "date"}


def words(kind: Any) -> str:
    """What a key holds, as the page says it."""
    if kind in NAMED:
        return NAMED[kind]
    if kind in PLAIN:
        return PLAIN[kind]
    if kind in HEADINGS:
        heading = HEADINGS[kind]
        return f"[{heading.lower()}](#{heading.lower().replace(' ', '-')})"
    origin, inner = typing.get_origin(kind), typing.get_args(kind)
    if origin is Annotated:
        return words(inner[0]) + ranged(inner[1])
    if origin is Literal:
        return ", ".join(f"`{value}`" for value in inner)
    if origin is tuple:
        return f"list: {words(inner[0])}"
    if origin is Mapping:
        return f"by {words(inner[0])}: {words(inner[1])}"
    assert origin in (typing.Union, types.UnionType), kind
    return words(next(one for one in inner if one is not type(None)))


def ranged(limit: Limit) -> str:
    if limit.min_length is not None:
        return f", at least {limit.min_length}"
    ends = [f" {word} {value}" for word, value in (("from", limit.ge), ("to", limit.le)) if value is not None]
    return "".join(ends)


def rows(model: type) -> list[tuple[str, str, str]]:
    """The key, what it holds, and whether it is required, of each field."""
    hints = typing.get_type_hints(model, include_extras=True)
    return [
        (
            f"`{key_of(field)}`",
            words(hints[field.name]),
            "yes" if field.default is field.default_factory is dataclasses.MISSING else "",
        )
        for field in dataclasses.fields(model)
    ]


@pytest.mark.parametrize("heading", MODELS)
def test_every_key_is_told(heading: str) -> None:
    section = re.search(rf"^#+ {heading}\n(.*?)(?=^#|\Z)", PAGE, re.MULTILINE | re.DOTALL)
    assert section, f"no heading {heading}"
    told = re.findall(r"^\| (`\w+`) \| (.*?) \| (yes)? ?\| \S.*? \|$", section[1], re.MULTILINE)
    assert told == rows(MODELS[heading])


def test_the_limits_are_those_that_hold() -> None:
    for limit in (
        f"of at most {describe_size(files.LIMIT)}",
        f"most {describe_size(files.PROFILE_LIMIT)}",
        f"{MAX_DEPTH} deep",
        f"{yaml_reader.MAX_NODES:,} values",
        f"{yaml_reader.MAX_INTEGER_DIGITS} digits",
        f"{yaml_reader.MAX_KEY_LENGTH} characters",
        f"{LONGEST_LINE // 1_000_000} MB",
        f"within {NEAR} characters",
    ):
        assert limit in PAGE, limit
