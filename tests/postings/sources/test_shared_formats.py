"""The file shapes that came from users: what each of them says, and what it asks for."""

from __future__ import annotations

from pathlib import Path

import pytest

from skillgap.postings.counting import PostingCounter, tally
from skillgap.postings.matching import Matcher
from skillgap.postings.reading import read
from skillgap.postings.taxonomy import taxonomy_of
from skillgap.store import read_matrix

CASES = Path(__file__).resolve().parents[4] / "shared" / "cases"
pytestmark = pytest.mark.skipif(not CASES.exists(), reason="the cases are not here")

ASKED = {"kafka", "terraform", "cpp", "sql", "python"}
NO_EMPLOYER = ("lever-board.json", "lever-posting.json", "workable-spi.json", "posting.docx", "posting.pdf")
NO_DATE = ("kaggle-glassdoor.csv", "linkedin-guest-nold.html")
SHORTER = ("utf16.txt", "win1252.txt", "win1252.html", "rows.tsv")
OTHERS = ("EXPECTED.md", "hn-item.json", "smartrecruiters-list.json", *SHORTER)


def counted(path: Path) -> tuple[PostingCounter, list[dict[str, object]]]:
    total = PostingCounter()
    matcher = Matcher(taxonomy_of(read_matrix(CASES / "postings" / "taxonomy.yaml")))
    return total, list(tally(read([path]), matcher, total))


def asked(line: dict[str, object], *, required: bool) -> set[str]:
    hits = line.get("hits")
    assert isinstance(hits, dict)
    return {name for name, hit in hits.items() if hit["required"] is required}


def files() -> list[str]:
    folder = CASES / "formats"
    return sorted(path.name for path in folder.iterdir() if path.name not in OTHERS) if folder.exists() else []


@pytest.mark.parametrize("name", files())
def test_one_posting_in_every_shape(name: str) -> None:
    total, (line,) = counted(CASES / "formats" / name)
    assert (asked(line, required=True), asked(line, required=False)) == (ASKED, {"rust"})
    assert line["title"] == "Data Engineer"
    assert line.get("employer") == (None if name in NO_EMPLOYER else "Harbour Cloud")
    assert line.get("date") == (None if name in NO_DATE else "2026-04-01")
    assert total.receipt.unreadable == (name in ("jobspy.csv", "remoteok.json"))


@pytest.mark.parametrize("name", SHORTER)
def test_other_encodings_and_tabs(name: str) -> None:
    total, (line,) = counted(CASES / "formats" / name)
    assert asked(line, required=True) == ASKED
    taken = {"utf16.txt": "UTF-16", "rows.tsv": "UTF-8"}.get(name, "windows-1252")
    assert dict(total.receipt.encodings) == {taken: 1}


def test_a_thread_is_its_top_comments() -> None:
    _, lines = counted(CASES / "formats" / "hn-item.json")
    assert [asked(line, required=True) for line in lines] == [ASKED, {"terraform", "rust"}]


@pytest.mark.parametrize("name", ["formats/smartrecruiters-list.json", "postings/17.smartrecruiters.json"])
def test_a_list_without_texts_counts_nothing(name: str) -> None:
    total, lines = counted(CASES / name)
    (group,) = total.receipt.unreadable_groups()
    assert (lines, group.reason) == ([], "it is an entry of a list from SmartRecruiters, which has no text")
    assert "only the single posting has its text" in str(group.hint)


@pytest.mark.parametrize(
    ("name", "ids", "criteria"),
    [
        ("01.lever.json", ["a1"], {"kafka": 1, "sql": 1, "python": 1, "terraform": 1, "rust": 1}),
        ("02.same-name", ["a/README", "b/README"], {"kafka": 1, "sql": 1}),
        (
            "03.near-duplicates.jsonl",
            ["back", "front"],
            dict.fromkeys(("python", "sql", "kafka", "js", "react", "html"), 1),
        ),
        ("04.hn-thread.json", ["2", "3"], {"kafka": 1, "sql": 1, "terraform": 1}),
        ("06.linkedin.html", ["postings/06.linkedin"], {"kafka": 1, "sql": 1}),
        ("15.latin1.html", ["postings/15.latin1"], {"dq": 1}),
        ("17.smartrecruiters-one.json", ["1"], {"kafka": 1, "sql": 1}),
    ],
)
def test_the_cases_of_reading(name: str, ids: list[str], criteria: dict[str, int]) -> None:
    total, lines = counted(CASES / "postings" / name)
    assert ([line["id"] for line in lines], dict(total.criteria)) == (ids, criteria)
