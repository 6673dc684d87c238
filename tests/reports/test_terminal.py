"""The terminal report fits its terminal, whatever that can show."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from skillgap.labels import ASCII, UNICODE, points
from skillgap.reports import FORMATS
from skillgap.reports.content import Layout
from skillgap.reports.text import pad, width, wrap
from skillgap.scoring.gap_report import GapReport, gap_report
from tests import strategies
from tests.builders import Plain, assessment_data, criterion, matrix_data, matrix_of, profile_data, profile_of
from tests.reports import samples
from tests.reports.readers import SGR

MAKERS: list[Callable[[], GapReport]] = [
    samples.sample,
    samples.hostile,
    samples.nothing_rated,
    samples.everything_met,
    samples.bare,
]


@pytest.mark.parametrize("make", MAKERS)
@pytest.mark.parametrize("columns", [40, 41, 50, 60, 67, 72, 80, 81, 99, 100, 104, 120, 250])
def test_no_line_is_wider_than_the_terminal(make: Callable[[], GapReport], columns: int) -> None:
    text = samples.render(make(), "terminal", Layout(width=columns))
    assert [line for line in text.splitlines() if cell_len(line) > columns] == []


@given(strategies.cases(), st.integers(40, 130), st.booleans())
def test_any_report_fits_and_reads_the_same_in_colour(
    case: tuple[Plain, Plain], columns: int, ascii_only: bool
) -> None:
    matrix, profile = matrix_of(case[0]), profile_of(case[1])
    report = gap_report(matrix, profile, profile.latest(matrix.id))
    glyphs = ASCII if ascii_only else UNICODE
    text = samples.render(report, "terminal", Layout(columns, False, glyphs))
    assert max(map(cell_len, text.splitlines())) <= columns
    assert SGR.sub("", samples.render(report, "terminal", Layout(columns, True, glyphs))) == text
    for name in {row.name for row in report.rows}:
        assert name in " ".join(text.split())
    assert all(points(row.impact) in text for row in report.gaps if row.impact is not None)


@pytest.mark.parametrize("columns", [40, 45, 50])
def test_a_large_sample_fits_a_narrow_terminal(columns: int) -> None:
    scale = [{"level": level, "name": f"Step {level}"} for level in (0, 10)]
    asked = (criterion("one", 10_000), criterion("two", 20_000))
    matrix = matrix_of(matrix_data(*asked, of=20_000, scale=scale, targets={"default": 10}))
    profile = profile_of(profile_data(assessment_data({"one": 0})))
    text = samples.render(gap_report(matrix, profile, profile.latest("role")), "terminal", Layout(width=columns))
    assert max(map(cell_len, text.splitlines())) <= columns
    assert {"+100.0", "10000", "20000"} <= set(text.split())


def test_a_wide_terminal_is_used_and_a_very_wide_one_is_not_filled() -> None:
    widest = {
        columns: max(map(len, samples.render(samples.sample(), "terminal", Layout(width=columns)).splitlines()))
        for columns in (80, 120, 250)
    }
    assert widest[80] > 75
    assert 110 < widest[120] <= 120
    assert widest[250] == widest[120]


def test_parts_stand_in_their_order() -> None:
    text = samples.render(samples.sample(), "terminal", Layout())
    wanted = (
        r"Gap report: Sample staff engineer\n.*Principal AI Infra.*, version 1\n.*20 postings.*2026-05-04.*"
        r"\nCoverage\n.*\nFrequency and target met.*\nGaps: 12.*\nMet: 4\n.*\nUnrated: 2\n.*\nNot applicable: 1\n.*"
        r"\nHiring signals\n.*\nGoals\n.*\nHow the figures are computed\n"
    )
    assert re.match(wanted, text, re.DOTALL)
    assert "\n\n\n" not in text


def test_ascii_glyphs_leave_nothing_else_of_ours() -> None:
    text = samples.render(samples.report_of(("plain", "words")), "terminal", Layout(glyphs=ASCII))
    assert text.isascii()


def test_colour_is_switched_off_on_each_line() -> None:
    text = samples.render(samples.sample(), "terminal", Layout(color=True))
    for line in text.splitlines():
        switches = SGR.findall(line)
        assert len(switches) % 2 == 0
        assert set(switches[1::2]) <= {"\x1b[0m"}


def test_where_nothing_is_rated_the_report_says_so() -> None:
    text = samples.render(samples.nothing_rated(), "terminal", Layout())
    assert "Nothing is rated yet" in text
    assert "Met" not in text
    assert "not asked yet" in text


def test_where_all_is_met_the_report_says_so() -> None:
    assert "No gaps: every target is met." in samples.render(samples.everything_met(), "terminal", Layout())


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("make", MAKERS)
def test_every_report_ends_with_one_line_break(make: Callable[[], GapReport], form: str) -> None:
    text = samples.render(make(), form, Layout())
    assert text.endswith("\n")
    assert not text.removesuffix("\n").removesuffix("\r").endswith(("\n", " "))


def test_an_unknown_format_is_refused() -> None:
    with pytest.raises(KeyError):
        samples.render(samples.bare(), "pdf", Layout())


def test_the_terminal_report_of_plain_text_loads_no_library_for_it() -> None:
    code = (
        "import sys; from tests.reports import samples; from skillgap.reports.content import Layout;"
        "samples.render(samples.report_of(('a', 'b')), 'terminal', Layout(color=True));"
        "print([name for name in ('rich', 'jinja2', 'csv', 'textual') if name in sys.modules])"
    )
    loaded = subprocess.run([sys.executable, "-c", code], cwd=samples.ROOT, capture_output=True, text=True, check=True)
    assert loaded.stdout == "[]\n"


@given(st.text(), st.integers(2, 40))
def test_wrapped_lines_fit_and_keep_every_character(text: str, columns: int) -> None:
    lines = wrap(text, columns)
    assert lines
    assert all(width(line) <= columns for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


def test_a_percent_sign_stays_with_its_number() -> None:
    assert wrap("it is 52–70 % once", 11) == ["it is", "52–70 %", "once"]
    assert wrap("it is (52–70 %), so", 11) == ["it is", "(52–70 %),", "so"]
    assert wrap("a % of it", 6) == ["a % of", "it"]


@given(st.text(st.characters(exclude_categories=["Cc", "Cs"])))
def test_width_is_what_the_terminal_library_says(text: str) -> None:
    assert width(text) == cell_len(text)
    assert cell_len(pad(text, 200)) == max(200, cell_len(text))
