"""Hostile text from a file stays text in every format: nothing is run, nothing is created, nothing is switched."""

from __future__ import annotations

import csv
import io
import re
import unicodedata

import pytest

from skillgap.labels import ASCII, UNICODE, strip_control_chars, web_link
from skillgap.reports import FORMATS
from skillgap.reports.content import Layout
from tests.reports import samples
from tests.reports.readers import SGR, flat, html_table, markdown_tables, read_html, read_markdown

LAYOUTS = (Layout(), Layout(width=60, color=True), Layout(width=120, color=True, glyphs=ASCII))
BIDI = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
FORMULA = re.compile(r"^[\s\ufeff]*[=+\-@＝＋－＠]")


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("form", FORMATS)
def test_no_control_character_gets_out(form: str, layout: Layout) -> None:
    text = samples.render(samples.hostile(), form, layout)
    if form == "terminal" and layout.color:
        assert SGR.search(text)
        text = SGR.sub("", text)
    allowed = "\r\n" if form == "csv" else "\n"
    assert {char for char in text if unicodedata.category(char) in ("Cc", "Cs") and char not in allowed} == set()
    assert BIDI.findall(text) == []
    text.encode("utf-8")


def test_terminal_shows_the_text_between_the_removed_characters() -> None:
    text = samples.render(samples.report_of(("\x1b]52;c;aGk=\x07 stays",)), "terminal", Layout())
    assert "\ufffd]52;c;aGk=\ufffd stays" in text


def test_no_markup_of_any_library_is_read() -> None:
    text = samples.render(samples.report_of(("[bold red]name[/] {{ 7 * 7 }}",)), "terminal", Layout(color=True))
    assert "[bold red]name[/] {{ 7 * 7 }}" in text


def test_html_has_the_elements_of_the_same_report_with_kind_words() -> None:
    hostile, harmless = (
        read_html(samples.render(make(), "html", Layout())) for make in (samples.hostile, samples.harmless)
    )
    assert hostile.skeleton() == harmless.skeleton()
    assert {node.attributes["href"] for node in hostile.all("a")} == {
        word for word in samples.HOSTILE if web_link(word)
    }
    assert not [node for tag in ("script", "img", "iframe", "link", "base", "form") for node in hostile.all(tag)]


def test_html_shows_every_hostile_string_as_it_stands() -> None:
    document = read_html(samples.render(samples.hostile(), "html", Layout()))
    rows = [row for title in ("Gaps", "Met", "Unrated", "Not applicable") for row in html_table(document, title)]
    shown = {cell for row in rows for cell in row[:2]}
    assert {" ".join(strip_control_chars(word).split()) for word in samples.HOSTILE} <= shown


@pytest.mark.parametrize("glyphs", [UNICODE, ASCII])
def test_markdown_has_the_structure_of_the_same_report_with_kind_words(glyphs: object) -> None:
    layout = Layout(glyphs=UNICODE if glyphs is UNICODE else ASCII)
    hostile, harmless = (
        [token for token in flat(read_markdown(samples.render(make(), "markdown", layout))) if token.type not in INLINE]
        for make in (samples.hostile, samples.harmless)
    )
    assert [(token.type, token.tag) for token in hostile] == [(token.type, token.tag) for token in harmless]
    assert {token.type for token in hostile} & {"html_block", "html_inline", "image", "em_open", "s_open"} == set()
    targets = {str(token.attrs["href"]) for token in hostile if token.type == "link_open"}
    assert targets == {word for word in samples.HOSTILE if web_link(word)}


INLINE = {"text", "code_inline"}  # an @ stands as code


def test_markdown_shows_every_hostile_string_as_it_stands() -> None:
    tables = markdown_tables(read_markdown(samples.render(samples.hostile(), "markdown", Layout())))
    shown = {row[1] for row in tables["Gaps"]}
    shown |= {row[0] for name in ("Met", "Unrated", "Not applicable") for row in tables[name]}
    assert {" ".join(strip_control_chars(word).split()) for word in samples.HOSTILE} <= shown


def test_no_csv_cell_is_a_formula() -> None:
    text = samples.render(samples.hostile(), "csv", Layout())
    for delimiter in ",;":  # as it is written, and as spreadsheets of half the world split it
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
        live = {cell for row in rows for cell in row if FORMULA.match(cell)}
        assert live == set()
        assert len(rows) > len(samples.HOSTILE)
