"""The pages keep the rules of docs/style.md that a regular expression can find."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.docs.pages import DOCS, ROOT, prose

PAGES = [*sorted(DOCS.glob("*.md")), *(ROOT / f"{name}.md" for name in ("README", "CONTRIBUTING", "SECURITY"))]
FAULTS = {
    "a question word as a noun": r"\b(what(?! if\b)|whatever|whoever|whom)\b(?![^.?!]*\?)",
    "a condition with where": r"\bwhere (there|it|nothing|no|none|they|nobody|somebody|anybody)\b",
    "a dated word": r"\b(anew|beside|mend(s|ed)?|reckon\w*|shall|begun|astray|midway|alike)\b",
    "a phrase for a verb of the glossary": r"\b(go(es)? on|take[ns]? (it )?(over|back)|hands? (it )?in|comes? along)\b",
    "a space before the percent sign": r"\d %",
    "British spelling": r"\b(\w+is(ation|ations|ing|ed)|behaviour|licence|colour|centre|programme)\b",
}
SPELLED_THE_SAME_IN_AMERICA = {"raised", "revised", "promised", "advised", "supervised", "compromised", "rising"}
LONGEST = 36
"""Words in a sentence. The style page asks for 25; formulas and lists of names take more."""


def sentences(path: Path) -> list[str]:
    """The sentences of a page without its code, links and pictures."""
    text = re.sub(r"`[^`\n]*`", "X", prose(path.read_text(encoding="utf-8")))
    text = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", re.sub(r"<[^>\n]+>", "", text))
    found: list[str] = []
    for block in re.split(r"\n\s*\n|\n(?=[-*|>#\d])|\|", text):
        found += re.split(r"(?<=[.!?:])\s+", " ".join(block.split()))
    return [sentence for sentence in found if len(sentence.split()) > 2]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
@pytest.mark.parametrize("fault", FAULTS)
def test_no_page_has_a_fault_of_the_style_page(path: Path, fault: str) -> None:
    pattern = re.compile(FAULTS[fault], re.IGNORECASE)
    found = [(match[0], sentence) for sentence in sentences(path) for match in pattern.finditer(sentence)]
    assert [pair for pair in found if pair[0].lower() not in SPELLED_THE_SAME_IN_AMERICA] == []


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_sentences_are_short(path: Path) -> None:
    assert [sentence for sentence in sentences(path) if len(sentence.split()) > LONGEST] == []
