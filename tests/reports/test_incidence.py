"""What the postings say, in every format: the figures of the JSON in all of them, and nothing where none are known."""

from __future__ import annotations

import csv
import io
import json
import re
import unicodedata
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from skillgap.labels import ASCII, strip_control_chars
from skillgap.reports import FORMATS
from skillgap.reports.content import Layout
from skillgap.reports.gap_report import gap_report_content
from skillgap.reports.incidence import SHOWN
from skillgap.reports.outputs.schema import output_schema
from skillgap.reports.rendering import render
from skillgap.scoring.gap_report import GapReport, gap_report, with_ranks
from skillgap.scoring.planning import what_if
from skillgap.scoring.posting_data import (
    Hit,
    Incidence,
    IncidenceReport,
    PostingHits,
    incidence_of,
    incidence_report,
    posting_figures,
)
from tests.builders import assessment_data, criterion, matrix_data, matrix_of, profile_data, profile_of
from tests.reports import samples
from tests.reports.golden import held_against_golden
from tests.reports.readers import Node, markdown_tables, read_html, read_markdown

ASKED = ("a", "ab", "abc", "bc", "acd", "", "ad")
"""What seven postings ask for; tests/scoring/test_posting_data.py reckons it up by hand."""
MATRIX = matrix_of(
    matrix_data(criterion("a", 5), criterion("b", 3), criterion("c", 3), criterion("d", 2), of=len(ASKED))
)
PROFILE = profile_of(profile_data(assessment_data({"a": 4, "b": 1, "c": 1})))


def postings(asked: tuple[str, ...] = ASKED, name: str = "p") -> Incidence:
    """Postings by what they ask for; the first of each two has an employer, and ``b`` is only nice to have."""
    return incidence_of(
        PostingHits(
            id=f"{name}{at}",
            source=f"{name}:{at}",
            employer=None if at % 2 else f"Firm {name}{at}",
            hits={letter: Hit(phrase=letter, at=0, required=letter != "b") for letter in letters},
        )
        for at, letters in enumerate(asked)
    )


def small() -> tuple[GapReport, IncidenceReport]:
    incidence = postings()
    figures = posting_figures(MATRIX, incidence)
    report = with_ranks(gap_report(MATRIX, PROFILE, PROFILE.latest("role")), figures.ranks)
    return report, incidence_report(report, incidence, figures)


def written(form: str, layout: Layout | None = None) -> str:
    report, found = small()
    return render(gap_report_content(report, postings=found), form, layout or Layout())


def as_json() -> dict[str, Any]:
    data: dict[str, Any] = json.loads(written("json"))
    return data


GOLDENS = {
    "incidence-80.txt": ("terminal", Layout(width=80)),
    "incidence-40-ascii.txt": ("terminal", Layout(width=40, glyphs=ASCII)),
    "incidence.json": ("json", Layout()),
    "incidence.csv": ("csv", Layout()),
    "incidence.md": ("markdown", Layout()),
    "incidence.html": ("html", Layout()),
}


@pytest.mark.parametrize("name", list(GOLDENS))
def test_the_report_with_postings_is_the_golden_one(name: str) -> None:
    held_against_golden(name, written(*GOLDENS[name]))


def test_the_json_is_the_report_s_with_one_more_key_and_keeps_the_schema() -> None:
    report, _ = small()
    data = as_json()
    Draft202012Validator(output_schema("report")).validate(data)
    added = data.pop("incidence")
    assert data == json.loads(samples.render(report, "json", Layout()))
    assert {key: added[key] for key in list(added)[:5]} == {
        "postings": 7,
        "fully_met": 2,
        "fully_met_if_unrated_met": 3,
        "all_but_one": 2,
        "asking_nothing": 1,
    }
    assert added["met"] == [{"id": "p0", "employer": "Firm p0"}, {"id": "p5", "employer": None}]
    assert added["lacking_one"][1] == {"id": "p6", "employer": "Firm p6", "criterion": "d"}
    assert [one["required"] for one in added["criteria"]] == [5, 0, 3, 2]


def expected(data: dict[str, Any]) -> dict[str, list[list[str]]]:
    """The tables of what the postings say, from the JSON report, in the words of this test."""
    added, names = data["incidence"], {row["id"]: row["name"] for key in LISTS for row in data[key]}
    names["d"] += " (not rated)"
    return {
        "Lacks one criterion": [
            [f"{one['id']} ({one['employer']})" if one["employer"] else one["id"], names[one["criterion"]]]
            for one in added["lacking_one"]
        ],
        "Gaps closed": [
            [
                "; ".join(names[name] for name in one["criteria"]),
                f"+{one['postings']}",
                f"{added['fully_met'] + one['postings']} of {added['postings']}",
                "exact" if one["exact"] else "greedy",
            ]
            for one in added["unlocks_most"]
        ],
        "Criterion": [
            [
                names[one["id"]].removesuffix(" (not rated)"),
                f"{one['postings']} of {added['postings']}",
                f"{one['required']} of {added['postings']}",
                f"+{one['unlocks_alone']}" if one["unlocks_alone"] else "",
            ]
            for one in added["criteria"]
        ],
    }


LISTS = ("gaps", "met", "unrated", "not_applicable")


def html_tables(page: Node) -> dict[str, list[list[str]]]:
    """The tables by the title of their first column."""
    tables: dict[str, list[list[str]]] = {}
    for table in page.all("table"):
        head, *rows = [[cell.text for cell in row.children if isinstance(cell, Node)] for row in table.all("tr")]
        tables.setdefault(head[0], rows)
    return tables


def test_html_and_markdown_show_the_figures_of_the_json() -> None:
    wanted = expected(as_json())
    page = read_html(written("html"))
    found = html_tables(page)
    found["Criterion"] = [
        [cell.text for cell in row.children if isinstance(cell, Node)]
        for table in page.all("table")
        if "Required by" in table.text
        for row in table.all("tr")[1:]
    ]
    assert {name: found[name] for name in wanted} == wanted
    by_heading = markdown_tables(read_markdown(written("markdown")))
    assert [
        by_heading[name] for name in ("Postings you meet", "Gaps that unlock most postings", "Required by")
    ] == list(wanted.values())


def test_the_terminal_shows_the_figures_of_the_json() -> None:
    text = written("terminal", Layout(width=120))
    for rows in expected(as_json()).values():
        for row in rows:
            assert re.search("^" + r"\s+".join(re.escape(cell) for cell in row if cell) + r"\s*$", text, re.M), row
    text = " ".join(text.split())
    assert "You meet every criterion of 2 of 7 postings, all but one of 2 more." in text
    assert "1 unrated criterion counts as not met; if it turns out to be met, it is 3 of 7." in text
    assert "1 posting asks for none of the criteria and counts as met." in text
    assert "Closing B makes 1 more posting fully met." in text


def test_the_csv_has_two_more_columns_and_the_rest_is_as_it_was() -> None:
    report, _ = small()
    rows, plain = (
        list(csv.DictReader(io.StringIO(text, newline="")))
        for text in (written("csv"), samples.render(report, "csv", Layout()))
    )
    added = {one["id"]: one for one in as_json()["incidence"]["criteria"]}
    for row, before in zip(rows, plain, strict=True):
        one = added[row["id"]]
        more = [int(row.pop(name)) for name in ("required", "unlocks_alone")]
        assert more == [one["required"], one["unlocks_alone"]]
        assert row == before


def test_every_format_says_what_the_rank_ranges_are_from() -> None:
    counted = gap_report(MATRIX, PROFILE, PROFILE.latest("role"))
    for form in ("terminal", "markdown", "html"):
        assert "exact sign tests of the posting data" in " ".join(written(form).split())
        assert "exact sign tests of the counts" in " ".join(samples.render(counted, form, Layout()).split())


@pytest.mark.parametrize("form", FORMATS)
def test_supposed_levels_and_postings_stand_side_by_side(form: str) -> None:
    assessment = PROFILE.latest("role")
    assert assessment is not None
    incidence = postings()
    changed = what_if(MATRIX, PROFILE, assessment, {"b": 4}, asked=incidence.asked)
    found = incidence_report(changed.after, incidence, posting_figures(MATRIX, incidence))
    text = render(gap_report_content(changed.after, what_if=changed, postings=found), form, Layout(width=120))
    if form == "json":
        data = json.loads(text)
        Draft202012Validator(output_schema("report")).validate(data)
        assert list(data)[-2:] == ["what_if", "incidence"]
        # With b met, p1 is met as well; p2 and p3 lack c alone.
        assert (data["incidence"]["fully_met"], data["incidence"]["all_but_one"]) == (3, 3)
        assert data["what_if"]["postings_newly_met"] == [1]
    elif form == "csv":
        assert text.splitlines()[0].endswith("rank_before,required,unlocks_alone")
    else:
        assert text.index("What if (not saved)") < text.index("You meet every criterion of 3 of 7")


def test_of_many_postings_people_see_the_first_and_the_json_has_all() -> None:
    report, _ = small()
    many = postings(("a",) * 3 * SHOWN + ("ab",) * 2 * SHOWN)
    found = incidence_report(report, many, posting_figures(MATRIX, many))
    for form in ("terminal", "markdown", "html"):
        text = render(gap_report_content(report, postings=found), form, Layout(width=120))
        assert f"And {2 * SHOWN} more; the report in JSON has all of them." in text
        assert f"And {SHOWN} more; the report in JSON has all of them." in text
        assert len(re.findall(r"\bp\d+\b(?! \()", re.sub(r"Firm p\d+", "", text))) <= 2 * SHOWN
    data = json.loads(render(gap_report_content(report, postings=found), "json", Layout()))["incidence"]
    assert (len(data["met"]), len(data["lacking_one"])) == (3 * SHOWN, 2 * SHOWN)


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        (("a", "a"), "Every posting is met in full."),
        (("abcd", "bc"), "Every remaining posting has 2 or more unmet criteria."),
    ],
)
def test_why_no_single_criterion_unlocks_anything(asked: tuple[str, ...], words: str) -> None:
    report, _ = small()
    found = incidence_report(report, postings(asked), posting_figures(MATRIX, postings(asked)))
    assert words in render(gap_report_content(report, postings=found), "terminal", Layout(width=120))


def test_where_four_are_missing_everywhere_no_set_is_named() -> None:
    report = gap_report(MATRIX, profile_of(profile_data()), None)
    found = incidence_report(report, postings(("abcd",)), posting_figures(MATRIX, postings(("abcd",))))
    text = render(gap_report_content(report, postings=found), "terminal", Layout(width=120))
    assert "Every remaining posting has more than 3 unmet criteria." in text
    assert "Best set" not in text


# --- what strangers write ---------------------------------------------------------------------------------------


def strange(words: tuple[str, ...]) -> Incidence:
    """Postings whose ids, sources and employers are these words; each asks for one criterion."""
    hit = Hit(phrase="x", at=0, required=True)
    return incidence_of(
        PostingHits(id=word, source=word, employer=word, date=word, hits={"a": hit, **({"b": hit} if at % 2 else {})})
        for at, word in enumerate(words)
    )


def rendered(words: tuple[str, ...], form: str, layout: Layout) -> str:
    report, _ = small()
    incidence = strange(words)
    found = incidence_report(report, incidence, posting_figures(MATRIX, incidence))
    return render(gap_report_content(report, postings=found), form, layout)


CHUNKS = [samples.HOSTILE[at : at + 2 * SHOWN] for at in range(0, len(samples.HOSTILE), 2 * SHOWN)]


@pytest.mark.parametrize("words", CHUNKS)
@pytest.mark.parametrize("form", FORMATS)
def test_hostile_ids_and_employers_stay_words(form: str, words: tuple[str, ...]) -> None:
    text = rendered(words, form, Layout())
    allowed = "\r\n" if form == "csv" else "\n"
    assert {char for char in text if unicodedata.category(char) in ("Cc", "Cs") and char not in allowed} == set()
    kind = rendered(tuple("kind" for _ in words), form, Layout())
    if form == "html":
        page = read_html(text)
        assert page.skeleton() == read_html(kind).skeleton()
        assert {" ".join(f"{strip_control_chars(word)} ({strip_control_chars(word)})".split()) for word in words} <= {
            cell.text for tag in ("li", "th") for cell in page.all(tag)
        }
    if form == "markdown":
        tokens = read_markdown(text)
        assert [token.type for token in tokens] == [token.type for token in read_markdown(kind)]
        inner = {child.type for token in tokens for child in token.children or []}
        assert inner <= {"text", "code_inline", "softbreak"}
    if form == "json":
        assert [load["id"] for load in json.loads(text)["incidence"]["met"]] == list(words[::2])
    if form == "csv":
        assert text == kind
