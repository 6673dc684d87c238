"""The matcher against labelled postings, and against plain expressions on the same text."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from skillgap.postings.matching import Matcher
from skillgap.postings.taxonomy import taxonomy_of
from skillgap.postings.text import normalize
from skillgap.store import read_matrix
from tests.postings import reference

HERE = Path(__file__).resolve().parent
DATA = HERE.parents[2] / "shared" / "data" / "analytics-engineer-postings.jsonl"
TAXONOMY = HERE / "taxonomy" / "analytics-engineer.yaml"

pytestmark = pytest.mark.skipif(not DATA.exists(), reason="the labelled postings are not here")


def postings() -> Iterator[tuple[dict[str, Any], str]]:
    with DATA.open(encoding="utf-8") as lines:
        for line in lines:
            posting = json.loads(line)
            yield posting, normalize(f"{posting['title']}\n\n{posting['description']}")


def test_precision_and_recall_on_labelled_postings(capsys: pytest.CaptureFixture[str]) -> None:
    matcher = Matcher(taxonomy_of(read_matrix(TAXONOMY)))
    right = 0
    wrong: dict[str, list[str]] = {"found, not labelled": [], "labelled, not found": []}
    for posting, text in postings():
        found = matcher.hits(text).criteria
        labelled = {name.removeprefix("has_") for name, present in posting["labels"].items() if present}
        right += len(found.keys() & labelled)
        for tool in sorted(found.keys() - labelled):
            place = found[tool]
            words = " ".join(text[max(0, place.start - 40) : place.end + 40].split())
            wrong["found, not labelled"].append(f"{posting['id']}: {tool}: …{words}…")
        wrong["labelled, not found"] += [f"{posting['id']}: {tool}" for tool in sorted(labelled - found.keys())]
    too_many, missed = map(len, wrong.values())
    precision, recall = right / (right + too_many), right / (right + missed)
    with capsys.disabled():
        print(f"\nprecision {precision:.4f}, recall {recall:.4f} over {right + missed} labels")
        for what, entries in wrong.items():
            print("\n".join([f"{what}: {len(entries)}", *(f"  {entry}" for entry in entries)]))
    assert precision >= 0.98
    assert recall >= 0.97


@pytest.mark.parametrize(
    "taxonomy", [TAXONOMY, HERE.parents[1] / "matrices" / "principal-ai-infrastructure-engineer.yaml"]
)
def test_the_same_phrases_as_plain_expressions_find(taxonomy: Path) -> None:
    matrix = read_matrix(taxonomy)
    matcher = Matcher(taxonomy_of(matrix))
    some = False
    for posting, text in islice(postings(), 0, None, 1 if taxonomy == TAXONOMY else 9):
        expected = reference.found(matrix, text)
        some |= bool(expected)
        places = matcher.places(text)
        assert {(p.criterion, p.tool, p.text, start, end) for start, end, p in places} == expected, posting["id"]
    assert some
