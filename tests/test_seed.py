"""The built-in matrix against the analysis it comes from, and what its own words must keep to.

Both sides are read here by other means than the package's: the analysis with plain string
handling, the matrix with every scalar left as the text that stands in the file.
"""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[1]
NAME = "principal-ai-infrastructure-engineer"
MATRIX = ROOT / "matrices" / f"{NAME}.yaml"
SEED = ROOT.parent / "shared" / "seeds" / f"{NAME}.md"

OWN_WORDS = {"id", "topic", "levels", "aliases", "tool_aliases", "signals"}  # what no posting states

Node = dict[str, Any]


@pytest.fixture(scope="module")
def matrix() -> Node:
    loaded = yaml.load(MATRIX.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    assert isinstance(loaded, dict)
    return loaded


@pytest.fixture(scope="module")
def seed() -> dict[str, list[str]]:
    """The lines under each heading of the analysis, without the blank ones."""
    if not SEED.exists():
        pytest.skip("the analysis is not here to compare with")
    parts: dict[str, list[str]] = {}
    for line in SEED.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            heading = line.lstrip("# ")
            parts[heading] = []
        elif line.strip():
            parts[heading].append(line.strip())
    return parts


def rows(lines: list[str]) -> list[dict[str, str]]:
    """A Markdown table as one dictionary a row, keyed by the column titles."""
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    titles, ruler, *body = cells
    assert all(set(cell) == {"-"} for cell in ruler)
    return [dict(zip(titles, row, strict=True)) for row in body]


def bullets(lines: list[str]) -> list[str]:
    assert all(line.startswith("- ") for line in lines)
    return [re.sub(r"\*\*|`", "", line[2:]) for line in lines]


def capitalised_parts(text: str) -> list[str]:
    return [part[0].upper() + part[1:] for part in text.split(", ")]


def repeated(words: list[str]) -> list[str]:
    return [word for word, count in Counter(words).items() if count > 1]


def criteria(matrix: Node, *sections: str) -> list[Node]:
    return [
        criterion
        for section in matrix["sections"]
        if not sections or section["id"] in sections
        for criterion in section["criteria"]
    ]


def stated(matrix: Node, section: str) -> list[Node]:
    """A section's criteria reduced to what must come from the analysis."""
    return [{key: c[key] for key in c if key not in OWN_WORDS} for c in criteria(matrix, section)]


def test_every_part_of_the_analysis_is_compared(seed: dict[str, list[str]]) -> None:
    assert list(seed) == [
        "Job Posting Analysis — Principal AI Infrastructure Engineer",
        "Summary",
        "Aggregate Skill Frequency",
        "Technology & Tool Mentions",
        "Responsibility Themes",
        "Hiring Signals & Requirements",
        "Source References",
    ]


def test_title_and_sample(matrix: Node, seed: dict[str, list[str]]) -> None:
    heading = next(iter(seed))
    (line,) = seed[heading]
    found = re.fullmatch(r"> Sample set: (\d+) postings \(([^)]+)\) from (.+)\.", line)
    assert found is not None
    source = matrix["source"]
    assert [source["sample_size"], source["period"], source["sample"]] == list(found.groups())
    assert heading == f"Job Posting Analysis — {matrix['title']}"


def test_regions_industries_and_organisations(matrix: Node, seed: dict[str, list[str]]) -> None:
    summary = dict(line.split(": ", 1) for line in bullets(seed["Summary"]))
    source = matrix["source"]
    assert summary == {
        "Regions": ", ".join(source["regions"]) + ".",
        "Industries": ", ".join(source["industries"]) + ".",
        "Org Size": source["organisations"] + ".",
    }
    assert [len(source["regions"]), len(source["industries"])] == [8, 6]


def test_skills(matrix: Node, seed: dict[str, list[str]]) -> None:
    assert stated(matrix, "skills") == [
        {
            "name": row["Skill"],
            "postings": row["Frequency"],
            "percentage": row["% of Postings"].removesuffix("%"),
            "category": row["Category"],
            "notes": row["Notes"],
            "covers": capitalised_parts(row["Notes"]),
        }
        for row in rows(seed["Aggregate Skill Frequency"])
    ]


def test_technologies(matrix: Node, seed: dict[str, list[str]]) -> None:
    assert stated(matrix, "technologies") == [
        {
            "name": row["Category"],
            "postings": row["Frequency"],
            "notes": row["Notes"],
            "tools": row["Tool / Platform"].split(", "),
        }
        for row in rows(seed["Technology & Tool Mentions"])
    ]


def test_responsibilities(matrix: Node, seed: dict[str, list[str]]) -> None:
    assert stated(matrix, "responsibilities") == [
        {
            "name": row["Theme"],
            "postings": row["Frequency"],
            "notes": row["Representative Responsibilities"],
            "covers": capitalised_parts(row["Representative Responsibilities"]),
        }
        for row in rows(seed["Responsibility Themes"])
    ]


def test_signals(matrix: Node, seed: dict[str, list[str]]) -> None:
    texts = bullets(seed["Hiring Signals & Requirements"])
    assert [signal["text"] for signal in matrix["signals"]] == texts
    emphases = [signal["emphasis"] for signal in matrix["signals"]]
    assert emphases == ["most", "emphasis", "strong", "many", "often"]
    for emphasis, text in zip(emphases, texts, strict=True):
        assert emphasis in re.findall(r"\w+", text.lower())


def test_references(matrix: Node, seed: dict[str, list[str]]) -> None:
    """A path of somebody's machine is shown by its file name."""
    stated = [re.sub(r"/\S*/", "", reference) for reference in bullets(seed["Source References"])]
    assert matrix["source"]["references"] == stated


def test_sections_hold_eight_five_and_six_criteria(matrix: Node) -> None:
    counts = {section["id"]: len(section["criteria"]) for section in matrix["sections"]}
    assert counts == {"skills": 8, "technologies": 5, "responsibilities": 6}


def test_ids_are_unique_and_follow_the_names(matrix: Node) -> None:
    named = {c["id"]: re.sub(r"[^a-z0-9]+", "-", c["name"].lower()).strip("-") for c in criteria(matrix)}
    assert list(named) == list(named.values())
    ids = [entry["id"] for entry in [*matrix["sections"], *criteria(matrix), *matrix["signals"]]]
    assert repeated(ids) == []
    assert matrix["id"] == MATRIX.stem


def test_every_criterion_describes_every_level_of_the_scale(matrix: Node) -> None:
    scale = [step["level"] for step in matrix["scale"]]
    assert scale == ["0", "1", "2", "3", "4"]
    for criterion in criteria(matrix):
        assert list(criterion["levels"]) == scale, criterion["id"]


def test_every_criterion_and_every_tool_has_other_names(matrix: Node) -> None:
    for criterion in criteria(matrix):
        assert criterion["aliases"], criterion["id"]
        assert list(criterion.get("tool_aliases", {})) == criterion.get("tools", []), criterion["id"]
        assert all(criterion.get("tool_aliases", {}).values()), criterion["id"]


def test_no_phrase_names_two_things(matrix: Node) -> None:
    """Plurals and hyphens aside, since who matches them takes these for the same phrase."""
    phrases = [
        phrase.casefold().replace("-", " ").removesuffix("s")
        for c in criteria(matrix)
        for names in ([c["name"]], c["aliases"], c.get("tools", []), *c.get("tool_aliases", {}).values())
        for phrase in names
        if isinstance(phrase, str)  # a mapping restates a name with conditions
    ]
    assert repeated(phrases) == []
