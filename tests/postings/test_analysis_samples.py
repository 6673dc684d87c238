"""How many postings an analysis is of: every way of saying it, and every number that is something else."""

from __future__ import annotations

import pytest

from skillgap.errors import DataError
from skillgap.postings.analysis import read_analysis

TABLE = "\n\n## Skills\n\n| Skill | Count |\n|---|---|\n| Charts | 9 |\n| Radio | 7 |\n"


def size_of(said: str) -> int:
    size = read_analysis(f"# Harbor Pilot\n\n{said}{TABLE}", "a.md").data["source"]["sample_size"]
    assert isinstance(size, int)
    return size


@pytest.mark.parametrize(
    ("said", "size"),
    [
        ("The top 10 skills in 40 job postings.", 40),
        ("We searched 4 boards, 3 weeks, and read 60 postings of 22 companies.", 60),
        ("In 2025 we read 240 postings from banks.", 240),
        ("Sample: 4 boards, 60 postings", 60),
        ("Sample size: 1 200 postings", 1200),
        ("Sample size: 1\N{NO-BREAK SPACE}200 postings", 1200),
        ("Sample size: 1'200", 1200),
        ("Sample size: 12,500", 12500),
        ("Sample size: 12.500 ads", 12500),
        ("Sample size: 2024", 2024),
        ("Sample size: 60 postings, 12 of them remote", 60),
        ("We read 60 postings; 12 postings were remote.", 60),
        ("12 of 60 postings mention pay.", 60),
        ("About 200 postings were read. Exactly 203 postings were read.", 203),
        ("Postings reviewed: 60 | Boards: 4", 60),
        ("n = 60", 60),
        ("60 unique postings after deduplication", 60),
        ("Over three months we read 60 postings.", 60),
        ("Number of companies: 12; number of postings: 60", 60),
        ("Sample size 60", 60),
        ("Stichprobe: 60 Stellenanzeigen aus Hamburg", 60),
        ("Stichprobengröße: 1.250", 1250),
        ("Ausgewertet wurden 60 Stellenanzeigen aus 4 Jobbörsen.", 60),
        ("Anzahl der ausgewerteten Stellenanzeigen: 60", 60),
        ("Tamaño de la muestra: 1.250 ofertas", 1250),
        ("Se analizaron 60 ofertas de 4 portales.", 60),
        ("Échantillon : 1 250 offres d'emploi", 1250),
        ("Nombre d'offres analysées : 60", 60),
        ("| Metric | Value |\n|---|---|\n| Postings reviewed | 60 |\n| Boards | 4 |", 60),
    ],
)
def test_the_number_of_postings_is_the_one_beside_the_word(said: str, size: int) -> None:
    assert size_of(said) == size


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("The demand for the top 5 skills in pilot job postings", "is not stated"),
        ("A sample of 5 skills", "is not stated"),
        ("Python shows up in 12 postings.", "is not stated"),
        ("60 Anzeigen nennen Charts.", "is not stated"),
        ("60 postings per company were read", "is not stated"),
        ("We removed 15 postings.", "is not stated"),
        ("Twenty postings were read.", "is not stated"),
        ("Roughly 200 postings were read.", "it is not exact"),
        ("200+ postings", "it is not exact"),
        ("Between 20 and 30 postings were read.", "it is a range"),
        ("2024 postings were read.", "it may be a year"),
        ("Sample size: 120 (80 after removing duplicates)", "as 120 postings on line 3 and as 80 on line 3"),
        ("We collected 120 postings and removed 40, leaving 80 postings.", "as 120 postings on line 3 and as 80"),
        ("We scraped 1,200 postings, filtered to 60 relevant ones.", "as 1,200 postings on line 3 and as 60"),
        ("We read 60 postings. 14 of them were duplicates.", "as 60 postings on line 3 and as 14 on line 3"),
        ("We read 6 postings a day.", "is not stated"),
        ("We read 60 postings in 2 rounds of 30 postings.", "as 60 postings on line 3 and as 30 on line 3"),
    ],
)
def test_a_number_that_may_be_something_else_is_not_the_sample(said: str, why: str) -> None:
    with pytest.raises(DataError) as caught:
        size_of(said)
    assert why in str(caught.value)
    assert "--sample-size" in str(caught.value)


def test_the_sample_may_be_in_the_front_matter_or_in_a_column_title() -> None:
    front = "---\ntitle: Pilot\nsample_size: 60\n---\n\n# Pilot" + TABLE
    assert read_analysis(front, "a.md").data["source"]["sample_size"] == 60
    title = "# Pilot" + TABLE.replace("Count", "Count (n=60)")
    assert read_analysis(title, "a.md").data["source"]["sample_size"] == 60


def test_counts_out_of_one_number_state_the_sample() -> None:
    cells = "# Pilot" + TABLE.replace("9", "9/60").replace("7", "7/60")
    assert read_analysis(cells, "a.md").data["source"]["sample_size"] == 60
    with pytest.raises(DataError, match="60 postings on line 7 and as 50 on line 8"):
        read_analysis(cells.replace("7/60", "7/50"), "a.md")
