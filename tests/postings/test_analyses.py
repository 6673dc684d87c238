"""Whole analyses, each worded and laid out in another way: what is taken from them, and what is refused where."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from skillgap.errors import DataError
from skillgap.model import matrix as matrix_rules
from skillgap.model.matrix import Matrix
from skillgap.model.schema import check
from skillgap.postings.analysis import Imported, read_analysis
from skillgap.postings.analysis_options import Options
from skillgap.store import files

HERE = Path(__file__).parent / "analyses"


def imported(name: str, **options: Any) -> Imported:
    found = read_analysis(files.read(HERE / f"{name}.md").text, name, Options(**options))
    _, faults = check(Matrix, found.data)
    assert [*faults, *matrix_rules.faults(found.data)] == []
    return found


def criteria(data: dict[str, Any]) -> dict[str, list[tuple[str, int, int | None, str | None]]]:
    """By section, the id, count, stated percentage and category of each criterion."""
    return {
        section["id"]: [
            (one["id"], one["postings"], one.get("percentage"), one.get("category")) for one in section["criteria"]
        ]
        for section in data["sections"]
    }


def refusals(name: str, **options: Any) -> list[tuple[int | None, int | None, str]]:
    with pytest.raises(DataError) as caught:
        imported(name, **options)
    assert all(problem.hint for problem in caught.value.problems)
    return [(problem.line, problem.column, problem.message) for problem in caught.value.problems]


def test_bold_cells_links_comments_and_pipes_in_cells() -> None:
    found = imported("bold-cells-and-links")
    assert [note.line for note in found.receipt.notes] == [17]  # mentions, of which a posting may have several
    assert found.data["source"] == {"sample_size": 21, "period": "January to March 2026"}
    assert criteria(found.data) == {
        "skills": [
            ("incident-response", 19, 90, "Core"),
            ("on-call-paging", 12, 57, "Important"),
            ("capacity-planning", 7, 33, "Nice-to-have"),
        ],
        "technologies": [("terraform", 14, None, None), ("prometheus", 11, None, None), ("pagerduty", 5, None, None)],
    }
    assert found.data["sections"][0]["criteria"][1]["name"] == "On-call | paging"
    assert found.data["targets"]["Nice-to-have"] == 2


def test_windows_line_ends_percentages_alone_and_the_sample_in_the_first_heading() -> None:
    found = imported("windows-line-ends")
    assert (found.data["title"], found.data["source"]) == ("Data Platform Lead", {"sample_size": 25})
    # 24 of 25 is 96 %, 10 of 25 is 40 %: no other counts are.
    assert criteria(found.data) == {
        "skills": [("sql", 24, 96, None), ("coaching", 10, 40, None)],
        "technologies": [
            ("aws", 14, None, "Cloud"),
            ("cloud-gcp-azure", 8, None, "Cloud"),
            ("streaming", 12, None, None),
        ],
    }


def test_tables_without_outer_pipes_in_lists_and_deep_under_headings() -> None:
    found = imported("nested-headings")
    assert found.receipt.notes == ()
    assert found.data["title"] == "Machine Learning Engineer"
    assert found.data["source"] == {
        "sample_size": 18,
        "sample": "Lyon and remote",
        "references": ["Board one", "Board two"],
    }
    assert criteria(found.data) == {
        "skills": [("python", 17, None, None), ("statistics", 9, None, None)],
        "responsibilities": [("serving", 11, None, None)],
    }
    assert found.data["sections"][1]["criteria"][0]["covers"] == ["Deploy models", "Watch drift"]
    assert [signal["id"] for signal in found.data["signals"]] == ["degree", "travel"]


def test_names_that_are_the_same_or_differ_in_signs_alone_make_ids_of_their_own() -> None:
    assert criteria(imported("same-name-everywhere").data) == {
        "skills": [
            ("observability", 7, None, None),
            ("c", 2, None, None),
            ("c-2", 3, None, None),
            ("c-3", 1, None, None),
        ],
        "technologies": [
            ("technologies-observability", 6, None, None),
            ("go", 5, None, "Languages"),
            ("rust", 2, None, "Languages"),
        ],
        "responsibilities": [("responsibilities-observability", 4, None, None)],
    }


def test_names_in_other_scripts_are_kept() -> None:
    found = imported("names-of-other-scripts").data
    assert found["title"] == "Анализ вакансий — Инженер данных"
    [section] = found["sections"]
    assert [(one["name"], one["postings"]) for one in section["criteria"]] == [
        ("Работа с данными", 11),
        ("データ分析", 6),
        ("Qualität & Prüfung", 4),
        ("데이터 모델링", 3),
    ]
    assert len({one["id"] for one in section["criteria"]}) == 4


def test_a_numbered_table_and_the_sample_in_the_title() -> None:
    found = imported("heading-with-the-sample").data
    assert found["source"] == {"sample_size": 24, "period": "spring 2026"}
    assert criteria(found) == {"skills": [("typescript", 22, None, "Core"), ("accessibility", 9, None, "Nice to have")]}
    assert found["targets"] == {"Core": 4, "Nice to have": 2, "default": 3}


def test_a_percentage_that_does_not_match_is_told_at_its_cell_or_decided() -> None:
    name = "percentages-that-do-not-match"
    # Of 30 postings 12 are 40 %; 45 % are 13.5, which neither 13 (43 %) nor 14 (47 %) is.
    assert refusals(name) == [(10, 23, "row 'Cryptography | 12': 45% does not match 12 of 30 postings")]
    assert criteria(imported(name, trust="counts").data)["skills"][1] == ("cryptography", 12, None, None)
    assert refusals(name, trust="percentages") == [(10, 23, "row 'Cryptography | 12': no count of 30 postings is 45%")]


def test_counts_that_are_none_are_told_each_at_its_cell() -> None:
    assert refusals("counted-in-words") == [
        (9, 17, "row 'Test design | most': 'most' is not a count"),
        (10, 16, "row 'Automation | 16': 16 postings are more than the sample of 15"),
        (11, 15, "row 'Reporting | 9/20': 9/20 is not out of the sample of 15"),
    ]


def test_lists_of_counts_are_read_as_tables() -> None:
    found = imported("no-tables")
    assert criteria(found.data) == {"skills": [("roadmaps", 14, None, None), ("discovery", 9, None, None)]}
    assert [(entry.line, entry.reason) for entry in found.receipt.left_out] == [
        (10, "it describes the sample by region")
    ]
