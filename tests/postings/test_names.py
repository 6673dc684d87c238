"""How names are written: versions, slashes, single letters, ordinary words, other scripts, the employer's own name."""

from __future__ import annotations

from typing import Any

import pytest

from skillgap.postings.ambiguity import ambiguity_warnings
from skillgap.postings.matching import Matcher
from skillgap.postings.taxonomy import taxonomy_of
from skillgap.postings.text import normalize
from tests.postings.test_matching import matrix_of

PHRASES: dict[str, list[Any]] = {
    "html": ["HTML"],
    "css": ["CSS"],
    "cpp": ["C++"],
    "csharp": ["C#"],
    "dotnet": [".NET"],
    "python": ["Python"],
    "java": ["Java"],
    "sql": ["SQL"],
    "node": ["Node.js"],
    "cicd": ["CI/CD"],
    "powerbi": ["Power BI"],
    "iso": ["ISO 27001"],
    "ml": ["machine learning"],
    "web": ["Web"],
    "c": ["C"],
    "r": ["R"],
    "go": ["Go"],
    "react": ["React"],
    "rest": ["REST"],
    "excel": ["Excel"],
    "spark": ["Spark"],
    "lake": ["Lake"],
    "rust": ["Rust"],
    "zh": ["机器学习"],
}
MATCHER = Matcher(taxonomy_of(matrix_of(**PHRASES)))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("HTML5 and CSS3, C++17 or C++20, .NET6, Python3, Java17", "html css cpp dotnet python java"),
        ("HTML5/CSS3", "html css"),
        (".NET 8, Java 17, Python 3.11, C# 12", "dotnet java python csharp"),
        ("Java8+, Python3.x, C++11/14, C#8", "java python cpp csharp"),
        ("SQL2019 or SQL 2019", "sql"),
        ("Web3, Log4j, JavaScript, CSSOM, Pythonista", ""),
        ("CI / CD", "cicd"),
        ("CI/ CD pipelines", "cicd"),
        ("CI-CD", "cicd"),
        ("CICD", "cicd"),
        ("Node JS", "node"),
        ("NodeJS, node.js, Node-JS", "node"),
        ("PowerBI", "powerbi"),
        ("Power-BI", "powerbi"),
        ("ISO27001 and ISO-27001", "iso"),
        ("machine_learning and __Python__", "ml python"),
        ("python_developer", "python"),
        # Scripts without spaces between words
        ("使用Python和SQL", "python sql"),
        ("熟悉Java、CI/CD，了解机器学习平台", "java cicd zh"),
        ("Pythonを使ったSQL開発", "python sql"),
        ("Python과 SQL을 사용", "python sql"),
        ("精通C++和C#", "cpp csharp"),
        ("五年Java17经验", "java"),
        # One letter
        ("C and R", "c r"),
        ("We write C, and test in R.", "c r"),
        ("C/C++ and Python/R", "c cpp python r"),
        ("(R, SQL)", "r sql"),
        ("R&D, R & D, H&R, P&C, C-suite, R-CNN, W.R. Gull, Washington D.C., Series C, I/O, A/C", ""),
        ("Objective-C, Objective C, USB-C, Vitamin C, Hepatitis C, Class C license, 20 C, C-level", ""),
        ("You report to John R. Smith, and C's", ""),
        ("You know SQL and R. Python is a bonus", "sql r python"),
        # Ordinary words
        ("Go, not go", "go"),
        ("Services in Go and Python", "go python"),
        ("Golang", ""),
        ("Going forward, Go-to-market and Ready, Set, Go! Go beyond. Go the extra mile", ""),
        ("- Go above and beyond\n- Go live with SQL", "sql"),
        ("React Native and React", "react"),
        ("React to incidents. You react fast", ""),
        ("REST APIs", "rest"),
        ("Rest days, and the rest of SQL", "sql"),
        ("Excel and Word", "excel"),
        ("strong Excel skills", "excel"),
        ("Excel in a busy team.\n- Excel at sales\nYou excel", ""),
        ("Spark, Python", "spark python"),
        ("Spark joy. You spark ideas", ""),
        ("Data Lake", "lake"),
        ("Salt Lake City, Lake Forest, Crystal Lake", ""),
        ("Rust or C++", "rust cpp"),
        ("the Rust Belt, rust removal", ""),
    ],
)
def test_names_are_found_however_they_are_written(text: str, names: str) -> None:
    assert set(MATCHER.hits(normalize(text)).criteria) == set(names.split())


@pytest.mark.parametrize(
    ("employer", "names"),
    [
        ("Python", "sql"),
        ("Python Inc.", "sql"),
        ("Python Software GmbH", "python sql"),
        ("SQL & Co", "python"),
        ("Acme", "python sql"),
        ("", "python sql"),
    ],
)
def test_the_employers_own_name_is_no_requirement(employer: str, names: str) -> None:
    text = normalize("Python is a friendly place. At Python we write SQL.")
    assert set(MATCHER.hits(text, employer=employer).criteria) == set(names.split())


def test_a_product_of_the_employer_is_still_asked_for() -> None:
    matcher = Matcher(taxonomy_of(matrix_of(dbt=["dbt"])))
    hits = matcher.hits(normalize("dbt Labs looks for people who know dbt."), employer="dbt Labs")
    assert hits.criteria["dbt"].start == len("\ndbt Labs looks for people who know ")


def warned(**criterion: Any) -> list[tuple[tuple[str | int, ...], str]]:
    data = {"sections": [{"criteria": [{"id": "c", "name": "C++", **criterion}]}]}
    return [(found.path[4:], found.hint or "") for found in ambiguity_warnings(data)]


def test_ordinary_words_without_conditions_are_warned_of() -> None:
    assert warned(aliases=["Go"]) == [
        (
            ("aliases", 0),
            "state what it means, as in {phrase: Go, case: true, not: [go to market, go to, go live]}",
        )
    ]
    assert [path for path, _ in warned(tools=["R", "Python"])] == [("tools", 0)]
    assert [path for path, _ in warned(tools=["K"], tool_aliases={"K": [{"phrase": "Excel"}]})] == [
        ("tools", 0),
        ("tool_aliases", "K", 0),
    ]
    assert [path for path, _ in warned(name="Rust")] == [("name",)]


def test_names_with_conditions_need_no_warning() -> None:
    assert warned(aliases=[{"phrase": "Go", "case": True}, "golang", {"phrase": "R", "not": ["R&D"]}]) == []
    assert warned(tools=["Go"], tool_aliases={"Go": [{"phrase": "Go", "case": True}]}) == []
    assert warned(name="Rust", aliases=["rustc"]) == []
