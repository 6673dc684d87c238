"""Importing an analysis written in Markdown."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from skillgap.errors import DataError
from skillgap.model import matrix as matrix_rules
from skillgap.model.matrix import Matrix
from skillgap.model.schema import check
from skillgap.postings.analysis import read_analysis
from skillgap.postings.analysis_options import Options
from skillgap.postings.analysis_outline import MAX_LINES, MAX_MARKS, check_effort, outline

ROOT = Path(__file__).resolve().parents[2]
NAME = "principal-ai-infrastructure-engineer"
SEED = ROOT.parent / "shared" / "seeds" / f"{NAME}.md"
WRITTEN_BY_US = {"levels", "aliases", "signals", "tool_aliases", "topic", "mandatory"}

HEAD = "# Job Posting Analysis — Data Engineer\n\n> Sample set: 20 postings (2025) from banks and shops.\n\n"
SKILLS = "## Skills\n\n| Skill | Frequency | % of Postings |\n|---|---|---|\n"


def imported(text: str, **options: Any) -> dict[str, Any]:
    data = read_analysis(text, "a.md", Options(**options)).data
    model, faults = check(Matrix, data)
    assert faults == []
    assert list(matrix_rules.faults(data)) == []
    assert model is not None
    return data


def criteria(data: dict[str, Any]) -> dict[str, list[tuple[str, int]]]:
    return {s["id"]: [(c["name"], c["postings"]) for c in s["criteria"]] for s in data["sections"]}


def refusal(text: str, **options: Any) -> str:
    with pytest.raises(DataError) as caught:
        read_analysis(text, "a.md", Options(**options))
    return str(caught.value)


@pytest.mark.skipif(not SEED.exists(), reason="the analysis is not here")
def test_the_seed_gives_the_built_in_matrix_but_for_what_no_posting_states() -> None:
    data = imported(SEED.read_text(encoding="utf-8"))
    built_in = yaml.safe_load((ROOT / "matrices" / f"{NAME}.yaml").read_text(encoding="utf-8"))
    for section in built_in["sections"]:
        for criterion in section["criteria"]:
            for key in WRITTEN_BY_US & set(criterion):
                del criterion[key]
    for step in data["scale"]:
        del step["description"]
    for signals in (data["signals"], built_in["signals"]):
        for signal in signals:
            del signal["id"]
            signal.pop("question", None)
    assert data == built_in


@pytest.mark.parametrize(
    ("said", "size"),
    [
        ("> Sample set: 20 postings (2024–2025) from shops.", 20),
        ("- **Sample Size**: 25 curated postings (2025)", 25),
        ("- Number of Postings Reviewed: 21", 21),
        ("> Sample of 30 enterprise and agency postings, from Europe.", 30),
        ("## What 24 job ads ask for", 24),
        ("We read 1,024 postings in 2025.", 1024),
    ],
)
def test_sample_size_however_it_is_worded(said: str, size: int) -> None:
    table = "## Skills\n\n| Skill | Frequency |\n|---|---|\n| SQL | 20 |\n"
    assert imported(f"# Data Engineer\n\n{said}\n\n{table}")["source"]["sample_size"] == size


def test_headings_columns_and_categories_may_vary() -> None:
    data = imported(
        "# Job Posting Analysis Workbook\n\n> Gathered from 25 postings of two boards.\n\n"
        "- **Sample size**: 25 postings (spring 2025)\n- **Regions**: Berlin (DE, remote), Lyon\n\n"
        "## Technology Mentions\n\n| Frequency | Category | Tools / Platforms |\n|---|---|---|\n"
        "| 14 | Cloud | AWS |\n| 8 | Cloud | GCP, Azure (any) |\n| 12 | Monitoring | Grafana, vector DBs (A, B) |\n\n"
        "## Responsibilities Themes\n\n| Theme | Mentions |\n|---|---|\n| Monitoring | 18 of 25 |\n\n"
        "## Aggregate Competencies\n\n| Priority | Competency | Count |\n|---|---|---|\n"
        "| Core | Python | **22 (88%)** |\n| Nice-to-have | SQL | 10/25 |\n"
    )
    assert criteria(data) == {
        "skills": [("Python", 22), ("SQL", 10)],
        "technologies": [("AWS", 14), ("Cloud: GCP, Azure (any)", 8), ("Monitoring", 12)],
        "responsibilities": [("Monitoring", 18)],
    }
    tools = [c["tools"] for c in data["sections"][1]["criteria"]]
    assert tools == [["AWS"], ["GCP", "Azure (any)"], ["Grafana", "vector DBs (A, B)"]]
    ids = [c["id"] for s in data["sections"] for c in s["criteria"]]
    assert ids == ["python", "sql", "aws", "cloud-gcp-azure-any", "monitoring", "responsibilities-monitoring"]
    assert data["targets"] == {"Core": 4, "Nice-to-have": 2, "default": 3}
    assert data["source"]["period"] == "spring 2025"
    assert data["source"]["sample"] == "25 postings of two boards"
    assert data["source"]["regions"] == ["Berlin (DE, remote)", "Lyon"]


def test_a_heading_without_a_role_is_the_title_and_is_said() -> None:
    result = read_analysis(f"# Job Posting Analysis Workbook\n\nSample: 20\n\n{SKILLS}| SQL | 20 | 100% |\n", "a.md")
    assert result.data["title"] == "Job Posting Analysis Workbook"
    assert [(note.line, "no role" in note.message) for note in result.receipt.notes] == [(1, True)]


def test_a_table_of_something_else_is_left_out_and_said() -> None:
    result = read_analysis(
        f"{HEAD}{SKILLS}| SQL | 20 | 100% |\n\n## Pay\n\n| Band | Frequency |\n|---|---|\n| high | 3 |\n", "a.md"
    )
    assert criteria(result.data) == {"skills": [("SQL", 20)]}
    assert [(entry.line, entry.reason) for entry in result.receipt.left_out] == [
        (13, "it describes the sample by band")
    ]


def test_a_document_without_frequencies_is_refused_with_what_was_looked_for() -> None:
    said = refusal(f"{HEAD}## Skills\n\n- SQL\n- Python\n")
    assert said.startswith("a.md: there is no frequency table in it\nhint: looked for")


def test_a_document_without_a_sample_size_is_refused() -> None:
    said = refusal(f"# Data Engineer\n\n{SKILLS}| SQL | 3 | 15% |\n")
    assert "the number of postings analysed is not stated" in said
    assert "Sample size: 20" in said


def test_two_sample_sizes_are_refused_by_both_lines() -> None:
    said = refusal(f"{HEAD}- Sample size: 25 postings\n\n{SKILLS}| SQL | 3 | 15% |\n")
    assert "the sample of 25 (line 5)" in said
    assert "agrees with 20, which line 3 states" in said


MISMATCH = f"{HEAD}{SKILLS}| SQL | 19 | 95% |\n| Python | 9 | 40% |\n"


def test_a_percentage_that_does_not_match_names_both_and_the_row() -> None:
    said = refusal(MISMATCH)
    assert said.startswith("a.md:10:16: row 'Python | 9': 40% does not match 9 of 20 postings")
    assert "9 of 20 is 45%" in said
    assert "--trust" in said


@pytest.mark.parametrize(("trust", "postings", "percentage"), [("counts", 9, None), ("percentages", 8, 40)])
def test_trust_decides_a_mismatch(trust: Any, postings: int, percentage: int | None) -> None:
    python = imported(MISMATCH, trust=trust)["sections"][0]["criteria"][1]
    assert (python["postings"], python.get("percentage")) == (postings, percentage)


def test_a_percentage_that_no_count_has_cannot_be_trusted() -> None:
    said = refusal(f"{HEAD}{SKILLS}| SQL | 19 | 96% |\n", trust="percentages")
    assert "no count of 20 postings is 96%" in said


def test_percentages_alone_give_the_counts_where_only_one_fits() -> None:
    table = "## Skills\n\n| Skill | Share |\n|---|---|\n| SQL | 95% |\n"
    assert criteria(imported(HEAD + table)) == {"skills": [("SQL", 19)]}
    assert "so the count is not known" in refusal(HEAD.replace("20 postings", "500 postings") + table)


def test_halves_may_be_rounded_either_way_and_decimals_are_checked() -> None:
    sample = "# Data Engineer\n\nSample size: 16\n\n"
    table = "## Skills\n\n| Skill | Count | Percent |\n|---|---|---|\n| A | 10 | {} |\n"
    for stated, kept in (("62%", 62), ("63%", 63), ("62.5%", None)):
        assert imported(sample + table.format(stated))["sections"][0]["criteria"][0].get("percentage") == kept
    assert "62.4% does not match 10 of 16" in refusal(sample + table.format("62.4%"))


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("| SQL | many | |\n| Go | 3 | |\n", "a.md:9:9: row 'SQL | many': 'many' is not a count"),
        ("| SQL | | |\n", "a.md:7: the table under 'Skills' counts no postings: none of its cells is a figure"),
        ("| SQL | 21 | |\n", "21 postings are more than the sample of 20"),
        ("| SQL | 9/25 | |\n", "9/25 is not out of the sample of 20"),
        ("| | 9 | |\n", "a.md:9:3: the row counts something without a name"),
        ("| SQL | 9 | |\n| sql | 9 | |\n", "a.md:10:3: 'sql' is counted twice, on lines 9 and 10"),
        ("| SQL | 9 | x |\n", "'x' is not a percentage"),
    ],
)
def test_rows_that_cannot_be_taken_as_they_stand_are_refused(rows: str, said: str) -> None:
    assert said in refusal(f"{HEAD}{SKILLS}{rows}")


def test_every_wrong_row_is_named_at_once() -> None:
    with pytest.raises(DataError) as caught:
        read_analysis(f"{HEAD}{SKILLS}| A | x | |\n| B | 9 | 45% |\n| C | 22 | |\n", "a.md")
    assert [problem.line for problem in caught.value.problems] == [9, 11]


def test_two_columns_of_counts_are_refused() -> None:
    table = "## Skills\n\n| Skill | Frequency | Mentions |\n|---|---|---|\n| SQL | 3 | 4 |\n"
    assert "two columns may hold the count: 'Frequency' and 'Mentions'" in refusal(HEAD + table)


def test_nothing_is_invented() -> None:
    data = imported(f"{HEAD}{SKILLS}| SQL | 19 | 95% |\n")
    assert data["sections"][0]["criteria"] == [{"id": "sql", "name": "SQL", "postings": 19, "percentage": 95}]
    assert "signals" not in data
    assert data["source"] == {"sample_size": 20, "period": "2025", "sample": "banks and shops"}


def test_targets_of_categories_spelled_otherwise_stand_in_the_documents_order() -> None:
    rows = "| SQL | 9 | nice to have |\n| Go | 8 | core |\n| Rust | 7 | emerging |\n| C | 5 | x |\n"
    data = imported(f"{HEAD}## Skills\n\n| Skill | Frequency | Category |\n|---|---|---|\n{rows}")
    assert list(data["targets"].items()) == [("nice to have", 2), ("core", 4), ("emerging", 2), ("default", 3)]


def test_requirements_that_want_one_id_are_numbered() -> None:
    items = "- Hands-on depth\n- Hands on depth!\n- Hands-on depth 2\n- **Hands-on depth** in anything\n"
    data = imported(f"{HEAD}{SKILLS}| SQL | 20 | 100% |\n\n## Requirements\n\n{items}")
    ids = ["hands-on-depth", "hands-on-depth-2", "hands-on-depth-2-2", "hands-on-depth-3"]
    assert [signal["id"] for signal in data["signals"]] == ids


def test_a_heading_stands_under_the_nearest_one_above_it_of_a_higher_level() -> None:
    parts = outline("### a\n# b\n### c\n### d\n## e\n### f\n# g\n")
    assert [(part.title, part.enclosing) for part in parts] == [
        ("", ()),
        ("a", ()),
        ("b", ()),
        ("c", ("b",)),
        ("d", ("b",)),
        ("e", ("b",)),
        ("f", ("e", "b")),
        ("g", ()),
    ]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_document_may_have_so_many_lines_and_marks_and_no_more(end: str) -> None:
    lines, marks = f"a{end}" * MAX_LINES, "*_[|<" * (MAX_MARKS // 5)
    check_effort(lines, "f")
    check_effort(marks, "f")
    for text, place in ((f"{lines}b", (MAX_LINES + 1, 1)), (f"{marks}{end}b_", (2, 2))):
        with pytest.raises(DataError) as caught:
            check_effort(text, "f")
        (problem,) = caught.value.problems
        assert (problem.file, problem.line, problem.column) == ("f", *place)
