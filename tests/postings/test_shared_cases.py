"""The failing inputs that came from users: what is read of each, or what is asked."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from skillgap.errors import DataError
from skillgap.postings.analysis import Imported, read_analysis
from skillgap.postings.analysis_options import Options

CASES = Path(__file__).resolve().parents[2].parent / "shared" / "cases"
pytestmark = pytest.mark.skipif(not CASES.exists(), reason="the cases are not here")


def read(name: str, **options: Any) -> Imported:
    path = CASES / name
    return read_analysis(path.read_text(encoding="utf-8"), path.name, Options(**options))


def counts(found: Imported) -> dict[str, int]:
    return {one["name"]: one["postings"] for section in found.data["sections"] for one in section["criteria"]}


@pytest.mark.parametrize(
    ("name", "size", "expected"),
    [
        ("import/01.md", 40, {"Charts": 9, "Radio": 7}),
        ("import/02.md", 240, {"Charts": 3, "Radio": 2}),
        ("import/06.md", 23, {"Navigation": 21, "Communication": 16, "Charts": 11}),
        ("import/10.md", 60, {"Charts": 40, "Radio": 30, "Knots": 6}),
        ("import/12.md", 60, {"Charts": 30}),
        ("import/13.md", 24, {"Charts": 20, "Radar": 14}),
        ("roles/15.thousands.md", 12500, {"Gebärdensprache": 9, "Aromapflege": 7}),
    ],
)
def test_counts_and_sample_are_read(name: str, size: int, expected: dict[str, int]) -> None:
    found = read(name)
    assert (found.data["source"]["sample_size"], counts(found)) == (size, expected)


def test_two_roles_need_a_choice() -> None:
    with pytest.raises(DataError) as caught:
        read("import/04.md")
    assert "120 postings on line 3 and as 80 on line 10" in str(caught.value)
    assert "--only 'Dock Master'" in str(caught.value)
    found = read("import/04.md", only=("Dock Master",)).data
    assert (found["title"], found["source"]) == ("Dock Master", {"sample_size": 80, "period": "as of 2026-06-01"})
    assert found["sections"][0]["criteria"][0]["postings"] == 60


def test_only_the_sentence_of_the_sample_says_where_it_is_from() -> None:
    assert read("import/05.md").data["source"] == {"sample_size": 60}


@pytest.mark.parametrize("trust", [None, "counts"])
def test_figures_of_another_sample_are_refused_once(trust: Any) -> None:
    with pytest.raises(DataError) as caught:
        read("import/07.md", trust=trust)
    (problem,) = caught.value.problems
    assert problem.message.startswith("no row agrees with the sample of 900 (line 3); all 3 rows agree with 200")
    assert "--sample-size 200" in str(problem.hint)
    assert "--trust" not in str(problem)
    assert counts(read("import/07.md", sample_size=200)) == {"Charts": 140, "Radio": 122, "Knots": 107}


def test_a_caption_of_the_top_five_states_no_sample() -> None:
    with pytest.raises(DataError, match="the number of postings analysed is not stated"):
        read("import/09.md")


def test_labels_of_a_workbook_give_title_period_and_sample() -> None:
    found = read("import/13.md")
    assert (found.data["id"], found.data["title"]) == ("harbour-pilot", "Harbour Pilot")
    assert found.data["source"] == {
        "sample_size": 24,
        "period": "March to June 2026",
        "sample": "North Sea ports, seniors only",
    }
    assert [signal["text"] for signal in found.data["signals"]] == ["Years of Experience: 2-5 yrs: 4; 8+ yrs: 12"]
    assert [(entry.line, entry.what) for entry in found.receipt.left_out] == [(21, "the row 'Engines'")]


def test_open_source_is_no_list_of_sources() -> None:
    assert "references" not in read("import/15.md").data["source"]


def test_a_sentence_with_and_stays_whole() -> None:
    [section] = read("import/17.md").data["sections"]
    assert section["criteria"][0]["covers"] == ["Bring in ships, barges, and rafts"]


def test_a_column_a_role_needs_a_choice() -> None:
    with pytest.raises(DataError, match="--column 'Pilot %'"):
        read("import/18.md")
    assert counts(read("import/18.md", columns=("Pilot %",))) == {"Charts": 42}  # 70% of 60


def test_a_csv_table_needs_sample_and_title() -> None:
    with pytest.raises(DataError, match="a CSV table does not say how many postings were read"):
        read("import/20.csv")
    found = read("import/20.csv", sample_size=60, title="Harbour Pilot")
    assert (found.data["id"], counts(found)) == ("harbour-pilot", {"Charts": 30, "Radio": 20})


def test_every_table_with_counts_is_a_section_of_its_own() -> None:
    data = read("roles/04.teacher.md").data
    assert [(section["title"], len(section["criteria"])) for section in data["sections"]] == [
        ("Qualifications", 2),
        ("Teaching", 3),
        ("Languages", 2),
    ]
    assert data["targets"] == {"Must-have": 4, "Desirable": 2, "Important": 3, "default": 3}
