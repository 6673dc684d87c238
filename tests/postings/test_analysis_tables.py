"""Which column of a table is the count, the percentage and the name, in the forms that people write."""

from __future__ import annotations

from typing import Any

import pytest

from skillgap.errors import DataError
from skillgap.postings.analysis import Imported, read_analysis
from skillgap.postings.analysis_options import Options

HEAD = "# Harbor Pilot\n\nSample size: 60 postings\n\n## Skills\n\n"


def table(titles: str, *rows: str) -> str:
    dashes = "|".join("---" for _ in titles.split("|"))
    return "\n".join(f"| {line} |" for line in (titles, dashes, *rows)) + "\n"


def read(text: str, name: str = "a.md", **options: Any) -> Imported:
    return read_analysis(text, name, Options(**options))


def counts(found: Imported) -> dict[str, int]:
    return {one["name"]: one["postings"] for section in found.data["sections"] for one in section["criteria"]}


def refusal(text: str, name: str = "a.md", **options: Any) -> str:
    with pytest.raises(DataError) as caught:
        read(text, name, **options)
    return str(caught.value)


@pytest.mark.parametrize(
    ("titles", "row"),
    [
        ("Skill | Jobs", "A | 21"),
        ("Skill | JDs | % of JDs", "A | 21 | 35%"),
        ("Skill | Listings", "A | 21"),
        ("Skill | Openings", "A | 21"),
        ("Skill | Vacancies", "A | 21 postings"),
        ("Skill | Appears in", "A | 21/60 (35%)"),
        ("Fähigkeit | Kommt vor in", "A | 21 von 60"),
        ("Fähigkeit | Anzahl | Anteil", "A | 21 | 35,0 %"),
        ("Habilidad | Ofertas | Porcentaje", "A | 21 | 35 %"),
        ("Compétence | Nombre d'offres | IC 95 %", "A | 21 | 24–48 %"),
        ("Skill | Postings (%)", "A | 21 (35%)"),
        ("Skill | Share", "A | 35% (21)"),
        ("Skill | Share", "A | 35% ± 12%"),
        ("Skill | Share (95% CI)", "A | 35% (24–48%)"),
        ("Skill | Share | CI low | CI high", "A | 35% | 24% | 48%"),
        ("Skill | Postings | YoY growth %", "A | 21 | +12%"),
        ("Skill | Postings | Cumulative %", "A | 21 | 90%"),
        ("Skill | Postings | % of mentions", "A | 21 | 9%"),
        ("Skill | Must have | Nice to have | Total postings", "A | 10 | 11 | 21"),
        ("Rank | Skill | Postings", "1 | A | 21"),
        ("# | Skill | % of postings", "1 | A | 35"),
        ("Skill | Postings | Proportion", "A | 21 | .35"),
        ("Skill | Frequency", "A | ████ 21"),
        ("Skill | Frequency", "A | 21*"),
        ("Sprache | Priorität | Anzahl", "A | Muss | 21"),
        ("What | Frequency", "A | 21"),
        ("Kenntnis | Absolut | Relativ", "A | 21 | 35 %"),
        ("Rang | Sprache | Anzahl Anzeigen", "1 | A | 21"),
        ("Habilidad | Veces", "A | 21"),
        ("Conocimiento | Nº de ofertas | % de ofertas", "A | 21 | 35,0 %"),
        ("Connaissance | Nb d'offres | Part", "A | 21 | 35 %"),
        ("Outil | Cité dans", "A | 21 sur 60"),
    ],
)
def test_the_count_is_found_whatever_its_column_is_called(titles: str, row: str) -> None:
    assert counts(read(HEAD + table(titles, row))) == {"A": 21}


@pytest.mark.parametrize(
    ("titles", "row", "said"),
    [
        ("Skill | Postings 2025 | Postings 2024", "A | 21 | 20", "add --column"),
        ("Skill | Pilot % | Master %", "A | 35 | 20", "--column 'Pilot %'"),
        ("Skill | Required | Preferred", "A | 10 | 11", "--column 'Required'"),
        ("Skill | Popularity", "A | 21", "--column 'Popularity'"),
        ("Skill | Mentions per posting", "A | 2", "no column of it counts postings"),
        ("Skill | Average count", "A | 2", "no column of it counts postings"),
        ("Skill | Rank by postings", "A | 1", "no column of it counts postings"),
        ("Skill | Postings", "A | ~21", "'~21' is not exact"),
        ("Skill | Postings", "A | 21+", "'21+' is not exact"),
        ("Skill | Postings", "A | 20–25", "is not exact"),
        ("Skill | Postings", "A | 12.5", "'12.5' is not a count"),
        ("Skill | Share", "A | 0.5", "have one decimal"),
        ("Skill | Postings", "C | 3 | 21", "it has 3 cells, but the table has 2 columns"),
    ],
)
def test_a_figure_that_is_not_sure_is_asked_for(titles: str, row: str, said: str) -> None:
    assert said.replace("add --column", "--column") in refusal(HEAD + table(titles, row))


def test_thousands_and_decimals_are_read_in_four_ways() -> None:
    head = HEAD.replace("60", "12.500")
    rows = ("A | 1.250 | 10 %", "B | 12 500 | 100,0 %", "C | 6'250 | 50%", "D | 3,125 | 25.0%")
    assert counts(read(head + table("Skill | Count | Percent", *rows))) == {"A": 1250, "B": 12500, "C": 6250, "D": 3125}


def test_rows_that_count_nothing_are_left_out_and_named() -> None:
    found = read(HEAD + table("Skill | Count", "A | 21", "B | n/a", "**Total** | 60"))
    assert counts(found) == {"A": 21}
    assert [(entry.line, entry.what) for entry in found.receipt.left_out] == [
        (10, "the row 'B'"),
        (11, "the row 'Total'"),
    ]


@pytest.mark.parametrize("title", ["Region", "Bundesland", "Provincia", "Région", "Job board", "Month", "Employer"])
def test_a_table_of_the_sample_is_left_out(title: str) -> None:
    where = table(f"{title} | Postings", "North | 30")
    found = read(f"{HEAD}{table('Skill | Count', 'A | 21')}\n## Where\n\n{where}")
    assert counts(found) == {"A": 21}
    assert [(entry.line, entry.reason) for entry in found.receipt.left_out] == [
        (13, f"it describes the sample by {title.lower()}")
    ]


def test_several_headings_of_one_kind_keep_their_own_names() -> None:
    soft, hard = table("Skill | Ads", "A | 12"), table("Skill | Ads", "A | 2")
    sections = read(f"{HEAD}{soft}\n## Soft skills\n\n{hard}").data["sections"]
    assert [section["title"] for section in sections] == ["Skills", "Soft skills"]


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        (
            "- **Charts** — 40 of 60 (67%)\n- Radio (30/60)\n- Knots: 6 postings: rarely\n",
            {"Charts": 40, "Radio": 30, "Knots": 6},
        ),
        ("- Charts: 40\n- Radio: 30\n", {"Charts": 40, "Radio": 30}),
        ("- Charts (67%)\n- Radio (50%)\n", {"Charts": 40, "Radio": 30}),
        ("- Navigation\n  - Charts – 40 postings\n  - Radio – 30 postings\n", {"Charts": 40, "Radio": 30}),
        ("1. 40 of 60: Charts\n2. 30 of 60: Radio\n", {"Charts": 40, "Radio": 30}),
    ],
)
def test_lists_of_counts_are_read(items: str, expected: dict[str, int]) -> None:
    assert counts(read(HEAD + items)) == expected


def test_a_count_in_a_list_that_is_not_exact_is_asked_for() -> None:
    assert "'about 40 postings' is not exact" in refusal(f"{HEAD}- Charts – about 40 postings\n- Radio – 30 postings\n")


TWO = f"## Pilot\n\n{{}}{table('Skill | Count', 'A | 2')}\n## Master\n\n{{}}{table('Skill | Count', 'B | 3')}"


@pytest.mark.parametrize(
    "text",
    [
        "# What two trades ask for\n\nSample size: 60\n\n" + TWO.format("", ""),
        "# Trades\n\n" + TWO.format("Sample size: 60\n\n", "Sample size: 60\n\n"),
        "# Trades\n\nSample size: 60\n\n" + TWO.format("### Skills\n\n", "### Skills\n\n"),
        "Sample size: 60\n\n" + TWO.format("", "").replace("## ", "# "),
    ],
)
def test_two_roles_in_one_document_need_a_choice(text: str) -> None:
    assert "two headings may each be a role: 'Pilot'" in refusal(text)
    found = read(text, only=("Master",), sample_size=60)
    assert (found.data["title"], counts(found)) == ("Master", {"B": 3})


def test_large_samples_take_the_middle_count_only_if_asked_to() -> None:
    text = HEAD.replace("60", "5000") + table("Skill | %", "A | 12%")
    assert "575 to 625 of 5,000 postings are 12%" in refusal(text)  # 11.5% and 12.5% of 5,000
    found = read(text, round=True)
    assert counts(found) == {"A": 600}
    assert "the middle count, 600, was taken" in found.receipt.notes[0].message


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Fähigkeit;Anzahl;Anteil\nA;21;35,0 %\n", {"A": 21}),
        ("skill\tcount\nA\t21.0\n", {"A": 21}),
        ('\ufeff"Skill","# of ads"\n"A, B",21\n', {"A, B": 21}),
        (",skill,count\n0,A,21\n1,Total,60\n", {"A": 21}),
        ("skill,pct\nA,35\n", {"A": 21}),
    ],
)
def test_csv_tables_of_several_programs_are_read(text: str, expected: dict[str, int]) -> None:
    assert counts(read(text, "a.csv", sample_size=60, title="Pilot")) == expected


def test_a_csv_line_with_an_unquoted_comma_is_refused() -> None:
    said = refusal("skill,count\nA,1,200\n", "a.csv", sample_size=6000, title="Pilot")
    assert "it has 3 cells, but the table has 2 columns" in said


def test_paths_of_somebodys_machine_are_shown_by_file_name() -> None:
    items = "\n## Sources\n\n- ./data/raw.csv\n- C:\\Users\\me\\x.xlsx\n- ~/notes/y.md (mine)\n- AWS/GCP pages\n"
    found = read(HEAD + table("Skill | Count", "A | 2") + items)
    assert found.data["source"]["references"] == ["raw.csv", "x.xlsx", "y.md (mine)", "AWS/GCP pages"]


@pytest.mark.parametrize("heading", ["Open source contributions", "Sources of error", "Source code", "Resources"])
def test_other_headings_with_source_in_them_are_no_references(heading: str) -> None:
    found = read(f"{HEAD}{table('Skill | Count', 'A | 2')}\n## {heading}\n\n- X\n")
    assert "references" not in found.data["source"]


@pytest.mark.parametrize(
    ("said", "source"),
    [
        ("60 job ads collected from Indeed in May 2026 were read.", {"sample": "Indeed in May 2026"}),
        ("Sample size: 60 postings, from March to June 2026, from Norway", {"period": "March to June 2026"}),
        ("We read 60 postings after moving from sail to steam.", {}),
        ("We read 60 postings. The idea came from a friend.", {}),
        (
            "- Sample size: 60\n- Zeitraum: Mai 2026\n- Regionen: Hamburg, Kiel",
            {"period": "Mai 2026", "regions": ["Hamburg", "Kiel"]},
        ),
    ],
)
def test_only_what_is_said_of_the_sample_describes_it(said: str, source: dict[str, Any]) -> None:
    found = read(f"# Pilot\n\n{said}\n\n## Skills\n\n{table('Skill | Count', 'A | 2')}").data["source"]
    assert found == {"sample_size": 60, **source}


@pytest.mark.parametrize(
    ("category", "level"),
    [("Must-have", 4), ("Nice", 2), ("Optional", 2), ("Should have", 3), ("Pflicht", 4), ("Deseable", 2), ("Atout", 2)],
)
def test_categories_have_an_ordered_target(category: str, level: int) -> None:
    data = read(HEAD + table("Skill | Count | Priority", f"A | 2 | {category}")).data
    assert data["targets"] == {category: level, "default": 3}


def test_every_line_with_a_number_is_on_the_receipt() -> None:
    text = f"{HEAD}In 3 of 4 cases.\n\n{table('Skill | Count', 'A | 2')}\n```\n7\n```\n\n<p>8</p>\n\n> 9 lives\n"
    found = read(text)
    lines = {at for at, line in enumerate(text.split("\n"), 1) if any(character.isdigit() for character in line)}
    accounted = {entry.line for entry in found.receipt.left_out} | {found.receipt.sample.line, 11}
    assert lines == accounted


@pytest.mark.parametrize(
    "labels",
    [
        "- **Role Studied**: Dock Master\n- **Total Postings**: 40\n- **Date Range**: Q1 2026\n- **Notes**: -\n",
        "Role: Dock Master\nPostings reviewed: 40\nPeriod: Q1 2026\n",
        "**Role:** Dock Master  \n**Sample:** 40 postings  \n**Dates:** Q1 2026\n",
        "- Rolle: Dock Master\n- Anzahl der Anzeigen: 40\n- Zeitraum: Q1 2026\n",
        "- Puesto: Dock Master\n- Número de anuncios: 40\n- Periodo: Q1 2026\n",
        "- Poste étudié : Dock Master\n- Nombre d'annonces : 40\n- Période : Q1 2026\n",
        table("Field | Value", "Role | Dock Master", "Number of postings | 40", "Date range | Q1 2026"),
    ],
)
def test_labels_name_the_role_the_sample_and_the_period(labels: str) -> None:
    data = read(f"# Analysis\n\n{labels}\n## Skills\n\n{table('Skill | Count', 'A | 2')}").data
    assert data["title"] == "Dock Master"
    assert data["source"] == {"sample_size": 40, "period": "Q1 2026"}


def test_one_table_that_may_count_is_asked_about_and_one_that_does_not_is_left_out() -> None:
    good = HEAD + table("Skill | Count", "A | 2")
    assert "may count postings" in refusal(f"{good}\n## Tools\n\n{table('Tool | Pilot | Master', 'B | 3 | 4')}")
    found = read(f"{good}\n## Pay\n\n{table('Grade | Median', 'B | 50,000')}")
    assert [entry.line for entry in found.receipt.left_out] == [13]


def test_two_headings_that_count_the_same_things_need_a_choice() -> None:
    one, other = table("Skill | Count", "A | 2", "B | 3"), table("Skill | Count", "A | 5", "B | 6", "C | 7")
    text = f"# Pilot\n\nSample size: 60\n\n## Junior\n\n{one}\n## Senior\n\n{other}"
    assert "'Junior' (line 5) and 'Senior' (line 12) count the same things" in refusal(text)
    assert counts(read(text, only=("Senior",))) == {"A": 5, "B": 6, "C": 7}
    assert len(read(text, only=("Junior", "Senior")).data["sections"]) == 2


def test_a_line_break_in_a_cell_is_a_space() -> None:
    assert counts(read(HEAD + table("Skill | Count", "Radio<br>VHF | 2", "[Charts](https://x.org) | **3**"))) == {
        "Radio VHF": 2,
        "Charts": 3,
    }
