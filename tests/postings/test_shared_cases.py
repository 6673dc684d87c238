"""The small postings that were reported as counted wrongly, if they are at hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from skillgap.postings.matching import Matcher
from skillgap.postings.taxonomy import taxonomy_of
from skillgap.postings.text import normalize
from skillgap.store import read_matrix

CASES = Path(__file__).resolve().parents[3] / "shared" / "cases"
pytestmark = pytest.mark.skipif(not CASES.exists(), reason="the cases are not here")


def flags(taxonomy: Path, posting: Path) -> dict[str, bool]:
    hits = Matcher(taxonomy_of(read_matrix(taxonomy))).hits(normalize(posting.read_text("utf-8")))
    return {name: match.required for name, match in hits.criteria.items()}


@pytest.mark.parametrize(
    ("name", "required", "optional"),
    [
        ("07.lines-without-bullets", "sql terraform python", "kafka"),
        ("08.wrapped", "sql terraform kafka python", ""),
        ("10.versions", "html css cpp dotnet python java", ""),
        ("12.negations", "sql", ""),
        ("16.letters", "", ""),
        ("19.german", "sql python", "kafka terraform"),
    ],
)
def test_small_postings_are_counted_right(name: str, required: str, optional: str) -> None:
    found = flags(CASES / "postings" / "taxonomy.yaml", CASES / "postings" / f"{name}.txt")
    assert found == {**dict.fromkeys(required.split(), True), **dict.fromkeys(optional.split(), False)}


def test_no_optional_term_is_required() -> None:
    for posting in sorted((CASES / "roles" / "07.optional").glob("*.txt")):
        found = flags(CASES / "roles" / "07.taxonomy.yaml", posting)
        assert found == ({} if "neg" in posting.name else {"term": False}), posting.name
