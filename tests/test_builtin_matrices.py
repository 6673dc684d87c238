"""The built-in matrices: their figures against the analyses, and the style of their words.

Both sides are read by other means than the package's: the analyses with plain string handling, the
matrices with every scalar left as the text of the file.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import pytest
import yaml

from skillgap.model.matrix import Matrix
from skillgap.scoring.comparison.links import link
from skillgap.store import read_matrix

ROOT = Path(__file__).resolve().parents[1]
PATHS = sorted((ROOT / "matrices").glob("*.yaml"))
ANALYSES = ROOT.parent / "shared" / "data" / "analyses"
FROM_ANALYSES = [
    "ai-infrastructure-architect",
    "ai-infrastructure-engineer",
    "ai-infrastructure-ml-platform-engineer",
    "ai-infrastructure-security-engineer",
    "senior-ai-infrastructure-engineer",
]

Node = dict[str, Any]

BRITISH = re.compile(
    r"\b(\w+(is(e|ed|es|ing|ations?)|our(s|ed|ing)?|ell(ed|ing)|ogue)|(centre|programme|licence|defence|artefact)s?)\b",
    re.IGNORECASE,
)
ALSO_AMERICAN = {
    "enterprise",
    "advised",
    "expertise",
    "enterprises",
    "four",
    "hours",
    "otherwise",
    "raise",
    "raised",
    "your",
}
DEGREE = re.compile(r"\b(very|good|great|deep|strong|basic|advanced|solid|excellent|expert)(ly)?\b", re.I)
WHOLE_COMPANY = re.compile(r"\b(whole|entire) (organi[sz]ation|company)|(organi[sz]ation|company)-wide", re.I)


def load(path: Path) -> Node:
    loaded = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    assert isinstance(loaded, dict)
    return loaded


def criteria(matrix: Node) -> list[Node]:
    return [criterion for section in matrix["sections"] for criterion in section["criteria"]]


def descriptions(matrix: Node) -> list[tuple[str, str]]:
    """Every level with its description."""
    return [pair for criterion in criteria(matrix) for pair in criterion["levels"].items()]


@pytest.fixture(scope="module", params=PATHS, ids=lambda path: path.stem)
def matrix(request: pytest.FixtureRequest) -> Node:
    return load(request.param)


@pytest.fixture(scope="module", params=FROM_ANALYSES)
def pair(request: pytest.FixtureRequest) -> tuple[Node, str]:
    """A matrix with the text of its analysis."""
    analysis = ANALYSES / f"{request.param}.md"
    if not analysis.exists():
        pytest.skip("the analyses are not here to compare with")
    return load(ROOT / "matrices" / f"{request.param}.yaml"), analysis.read_text(encoding="utf-8")


def tables(text: str) -> list[list[dict[str, str]]]:
    """Each Markdown table as one dictionary per row, keyed by the column titles."""
    found = []
    for block in re.findall(r"(?:^\|.*\n?)+", text, re.MULTILINE):
        cells = [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in block.splitlines()]
        found.append([dict(zip(cells[0], row, strict=True)) for row in cells[2:]])
    return found


def tools(cell: str) -> list[str]:
    """The tools of a cell: commas inside parentheses do not separate."""
    return [tool.strip() for tool in re.split(r",\s*(?![^()]*\))", cell)]


def test_skills_have_the_figures_of_the_analysis(pair: tuple[Node, str]) -> None:
    matrix, text = pair
    keys = ("name", "postings", "percentage", "category")
    assert [[c[key] for key in keys] for c in matrix["sections"][0]["criteria"]] == [
        [row["Skill"], row["Frequency"], row["% of Postings"].removesuffix("%"), row["Category"]]
        for row in tables(text)[0]
    ]


def test_technologies_have_the_figures_and_tools_of_the_analysis(pair: tuple[Node, str]) -> None:
    matrix, text = pair
    rows = [list(row.values()) for row in tables(text)[1]]
    assert [[c["name"], c["tools"], c["postings"]] for c in matrix["sections"][1]["criteria"]] == [
        [name, tools(cell), frequency] for name, cell, frequency, _ in rows
    ]
    assert all("category" not in c for c in matrix["sections"][1]["criteria"])


def test_responsibilities_have_the_figures_of_the_analysis(pair: tuple[Node, str]) -> None:
    matrix, text = pair
    assert [[c["name"], c["postings"]] for c in matrix["sections"][2]["criteria"]] == [
        [row["Theme"], row["Frequency"]] for row in tables(text)[2]
    ]


def test_sample_and_title_are_those_of_the_analysis(pair: tuple[Node, str]) -> None:
    matrix, text = pair
    size = re.search(r"Sample Size\*\*: (\d+)|Sample (?:set: |of )(\d+)", text)
    assert size is not None
    source = matrix["source"]
    assert source["sample_size"] == (size[1] or size[2])
    assert f"({source['period']})" in text
    heading = text.splitlines()[0].rpartition(" — ")[2].removeprefix("# ")
    assert matrix["title"] in {heading, "AI Infrastructure Engineer"}
    summary = dict(re.findall(r"^- \*\*(\w+)\*\*: +(.+?)\.? *$", text, re.MULTILINE))
    assert summary["Regions"] == ", ".join(source["regions"])
    assert summary["Industries"] == ", ".join(source["industries"])


def test_the_emphasis_of_a_signal_is_a_word_of_the_analysis(pair: tuple[Node, str]) -> None:
    matrix, text = pair
    for signal in matrix["signals"]:
        assert signal.get("emphasis", "") in text.lower()


def runs_of_words(text: str, length: int) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[at : at + length]) for at in range(len(words) - length + 1)}


def test_no_sentence_of_the_analysis_is_copied(pair: tuple[Node, str]) -> None:
    """No five words in a row, but for names: those of certificates and of laws."""
    matrix, text = pair
    theirs = runs_of_words(text, 5)
    texts = [signal[key] for signal in matrix["signals"] for key in ("text", "question")]
    texts += [text for c in criteria(matrix) for text in (c.get("notes", ""), *c.get("covers", ()))]
    texts += [words for _, words in descriptions(matrix)]
    names = "eu ai act nist ai rmf iso iec 42001"
    copied = {run for own in texts for run in runs_of_words(own, 5) & theirs}
    assert {run for run in copied if " ".join(run) not in names} == set()


def test_ids_are_unique_and_the_file_has_the_matrix_id(matrix: Node) -> None:
    ids = [entry["id"] for entry in [*matrix["sections"], *criteria(matrix), *matrix["signals"]]]
    assert [identifier for identifier, count in Counter(ids).items() if count > 1] == []
    assert (ROOT / "matrices" / f"{matrix['id']}.yaml").exists()


def test_every_criterion_describes_every_level(matrix: Node) -> None:
    scale = [step["level"] for step in matrix["scale"]]
    for criterion in criteria(matrix):
        levels = list(criterion["levels"])
        assert levels == scale or "scale" in criterion, criterion["id"]


def test_no_description_appears_twice_in_a_matrix(matrix: Node) -> None:
    counts = Counter(words for _, words in descriptions(matrix))
    assert [words for words, count in counts.items() if count > 1] == []


def test_a_description_is_one_short_sentence_about_a_deed(matrix: Node) -> None:
    for _, words in descriptions(matrix):
        assert words.startswith("Has "), words
        assert not re.search(r"[.;!?]", words), f"one sentence, without a full stop: {words}"
        assert len(words) <= 100, f"too long to read at a glance: {words}"
        assert not DEGREE.search(words), f"an adjective instead of a deed: {words}"
        assert not WHOLE_COMPANY.search(words), f"about a company instead of a skill: {words}"


def test_a_description_makes_one_claim(matrix: Node) -> None:
    """Joined by *and*, one claim could be true without the other."""
    assert [words for _, words in descriptions(matrix) if " and " in words or " & " in words] == []


def test_level_0_is_true_of_every_beginner(matrix: Node) -> None:
    for level, words in descriptions(matrix):
        assert words.startswith("Has not yet ") == (level == "0"), words


def test_words_are_spelled_the_american_way(matrix: Node) -> None:
    texts = [words for _, words in descriptions(matrix)]
    texts += [signal[key] for signal in matrix["signals"] for key in ("text", "question")]
    texts += [text for c in criteria(matrix) for text in (c.get("notes", ""), *c.get("covers", ()))]
    found = {word[0].lower() for text in texts for word in BRITISH.finditer(text)}
    assert found - ALSO_AMERICAN == set()


def test_a_signal_asks_one_question(matrix: Node) -> None:
    """Answered with yes, partly or no."""
    for signal in matrix["signals"]:
        question = signal["question"]
        assert re.fullmatch(r"(Have|Do) you [^?]+\?", question), question
        assert " and " not in question, question
        assert len(question) <= 110, question


def test_every_criterion_can_be_searched_for(matrix: Node) -> None:
    for criterion in criteria(matrix):
        assert criterion.get("aliases") or criterion.get("tools"), criterion["id"]


@pytest.fixture(scope="module")
def matrices() -> list[Matrix]:
    return [read_matrix(path) for path in PATHS]


def test_every_link_leads_to_a_criterion_that_is_there(matrices: list[Matrix]) -> None:
    known = {f"{matrix.id}#{criterion.id}" for matrix in matrices for criterion in matrix.criteria}
    assert {other for matrix in matrices for c in matrix.criteria for other in c.same_as} <= known
    assert link(matrices).unused == ()


def test_linked_criteria_and_no_others_share_descriptions(matrices: list[Matrix]) -> None:
    """A level that is carried over means the same deed there, and one id means one thing in every role."""
    rows = [[criterion for criterion in row if criterion] for row in link(matrices).rows]
    for row in rows:
        assert len({tuple(criterion.levels.items()) for criterion in row}) == 1, row[0].id
    owners: defaultdict[str, set[int]] = defaultdict(set)
    for at, row in enumerate(rows):
        for words in row[0].levels.values():
            owners[words].add(at)
    assert [words for words, rows_with_it in owners.items() if len(rows_with_it) > 1] == []


def test_the_sample_role_says_that_it_is_made_up() -> None:
    sample = load(ROOT / "matrices" / "sample-ward-nurse.yaml")
    assert "made-up" in sample["title"]
    assert "made-up" in sample["source"]["sample"]
    assert "Made up" in sample["source"]["references"][0]


def test_every_criterion_has_a_topic_and_some_share_one(matrix: Node) -> None:
    topics = Counter(criterion["topic"] for criterion in criteria(matrix))
    assert 8 <= len(topics) < len(criteria(matrix))
