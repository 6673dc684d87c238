"""Reports made of blocks: the same table in every format, and nothing hostile comes through any of them."""

from __future__ import annotations

import csv
import io
import json
import unicodedata

import pytest

from skillgap.labels import ASCII
from skillgap.reports import FORMATS
from skillgap.reports.blocks import (
    Bar,
    CsvTable,
    Document,
    Facts,
    Heading,
    HeatCell,
    Items,
    Line,
    Table,
    Text,
    columns,
    not_empty,
)
from skillgap.reports.content import Layout, ReportContent
from skillgap.reports.rendering import render
from tests.reports import samples
from tests.reports.golden import held_against_golden
from tests.reports.readers import Node, markdown_tables, read_html, read_markdown


def written(name: str = "Ada", note: str = "went well") -> ReportContent:
    table = Table(
        "People",
        columns("Name", "Covered>", "", "Over time", "Level>", "Note"),
        (
            (name, "72%", Bar(0.72, 0.6, 0.8), Line((0.1, None, 0.5, 0.72)), HeatCell("3", 0.75), note),
            ("Grace", "–", Bar(None, 0.0, 1.0), Line((None,)), HeatCell("–", None), ""),
        ),
    )
    blocks = not_empty(
        Heading("People", "two of them"),
        table,
        Text(note),
        [Text("in passing", quiet=True)],
        Items((name, note)),
        None,
        Facts((("Name", name), ("Note", note))),
        Table("nothing", columns("Nothing"), ()),
    )
    return ReportContent(
        document=lambda: Document(f"Team of {name}", blocks),
        data=lambda: {"name": name, "value": 0.72},
        sheet=lambda: CsvTable(("name", "value"), ((name, 0.72), ("Grace", None))),
    )


GOLDENS = {
    "blocks-80.txt": ("terminal", Layout(width=80)),
    "blocks-40-ascii.txt": ("terminal", Layout(width=40, glyphs=ASCII)),
    "blocks.md": ("markdown", Layout()),
}


@pytest.mark.parametrize("name", list(GOLDENS))
def test_blocks_are_written_as_the_golden_ones(name: str) -> None:
    form, layout = GOLDENS[name]
    held_against_golden(name, render(written(), form, layout))


def test_html_and_markdown_hold_the_same_cells() -> None:
    page = read_html(render(written(), "html", Layout()))
    (body,) = page.all("tbody")
    html_rows = [[cell.text for cell in row.children if isinstance(cell, Node)] for row in body.all("tr")]
    markdown_rows = markdown_tables(read_markdown(render(written(), "markdown", Layout())))["People"]
    text_columns = (0, 1, 4, 5)
    assert [[row[at] for at in text_columns] for row in html_rows] == [
        [row[at] for at in text_columns] for row in markdown_rows
    ]
    assert [cell.text for cell in page.all("td", "shade-6")] == ["3"]
    assert len(page.all("path")) == 4  # two ranges, two lines


@pytest.mark.parametrize("word", samples.HOSTILE)
@pytest.mark.parametrize("form", FORMATS)
def test_hostile_words_stay_words(form: str, word: str) -> None:
    text = render(written(word, word), form, Layout())
    allowed = "\r\n" if form == "csv" else "\n"
    assert {char for char in text if unicodedata.category(char) in ("Cc", "Cs") and char not in allowed} == set()
    harmless = render(written(), form, Layout())
    if form == "html":
        assert read_html(text).skeleton() == read_html(harmless).skeleton()
    if form == "markdown":
        assert [len(rows) for rows in markdown_tables(read_markdown(text)).values()] == [2]
    if form == "csv":
        rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))
        assert not rows[1][0].lstrip().startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠"))
    if form == "json":
        assert json.loads(text)["name"] == word


def test_an_unknown_format_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(KeyError):
        render(written(), "docx", Layout())
