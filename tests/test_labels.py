"""The words and bars that all outputs share."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skillgap import labels
from skillgap.labels import ASCII, UNICODE
from skillgap.scoring import Coverage, GapReport, RankBy, gap_report

from .builders import assessment_data, criterion, matrix_data, matrix_of, profile_data, profile_of


def report_of(counts: list[int], of: int, rank_by: RankBy = "frequency") -> GapReport:
    """A report on somebody who is at level 1 of 4 everywhere."""
    names = [f"c-{number}" for number in range(len(counts))]
    criteria = [criterion(name, count) for name, count in zip(names, counts, strict=True)]
    matrix = matrix_of(matrix_data(*criteria, of=of))
    profile = profile_of(profile_data(assessment_data(dict.fromkeys(names, 1))))
    return gap_report(matrix, profile, profile.latest(), rank_by=rank_by)


@pytest.mark.parametrize(
    ("counts", "of", "told"),
    [
        # The intervals: 19 of 20 is 76–99 %, 18 70–97 %, 14 48–85 %, 10 30–70 %, 9 26–66 %, 5 11–47 %.
        ([19, 10], 20, None),
        ([19], 20, None),
        ([], 20, None),
        ([19, 18], 20, "any of these ranks apart: read the list as one group."),
        ([19, 18, 14, 9], 20, "ranks 1–3 apart, nor ranks 3–4: their intervals overlap."),
        ([19, 10, 5], 20, "ranks 2–3 apart: their intervals overlap."),
        ([900, 500, 500], 1000, "ranks 2–3 apart: their intervals overlap."),
        (
            [900, 890, 600, 590, 400, 390, 100, 90],
            1000,
            "all neighbours apart: ranks up to 1 place away may be swapped.",
        ),
    ],
)
def test_the_small_sample_sentence_names_what_is_not_told_apart(
    counts: list[int], of: int, told: str | None
) -> None:
    words = f"With {of} postings the counts alone cannot tell {told}" if told else ""
    assert labels.small_sample_words(report_of(counts, of)) == words


def test_an_order_by_impact_is_said_to_rest_on_uncertain_counts() -> None:
    assert "so is this order" in labels.small_sample_words(report_of([19, 18], 20, "impact"))
    assert labels.small_sample_words(report_of([19, 2], 20, "impact")) == ""


@pytest.mark.parametrize(
    ("value", "low", "high", "drawn"),
    [
        (0.5, 0.25, 0.75, "##--*-.."),
        (1.0, 0.5, 1.0, "####---*"),
        (0.0, 0.0, 0.5, "*---...."),
        (None, 0.0, 1.0, "--------"),
        (0.5, 0.5, 0.5, "####...."),
        (1.0, 1.0, 1.0, "########"),
    ],
)
def test_a_bar_shows_the_value_inside_its_range(value: float | None, low: float, high: float, drawn: str) -> None:
    assert labels.interval_bar(value, low, high, 8, ASCII) == drawn


@given(st.lists(st.floats(0, 1), min_size=3, max_size=3).map(sorted), st.integers(1, 60))
def test_a_bar_has_its_width_and_shows_its_value(ends: list[float], width: int) -> None:
    low, value, high = ends
    for glyphs in (UNICODE, ASCII):
        drawn = labels.interval_bar(value, low, high, width, glyphs)
        assert len(drawn) == width
        if glyphs.rated in drawn:
            assert abs(drawn.index(glyphs.rated) - value * width) <= 1


def test_a_bar_without_anything_asked_for_is_empty() -> None:
    assert labels.coverage_bar(Coverage(None, None, None, 0, 0, 0), 4, ASCII) == "...."


@pytest.mark.parametrize(
    "text",
    [
        "https://example.org",
        "http://example.org:8080/a/b?c=d&e=%20#f",
        "HTTPS://example.org/~me",
        "https://127.0.0.1/x",
    ],
)
def test_web_addresses_are_links(text: str) -> None:
    assert labels.web_link(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "ftp://example.org",
        "//example.org",
        " https://example.org",
        "https://example.org/a b",
        "https://example.org/\n",
        "https://me@example.org/",
        'https://example.org/"x',
        "https://example.org/<x>",
        "https://example.org/a|b",
        "https://еxample.org/",
        "see https://example.org",
        "https://",
    ],
)
def test_nothing_else_is_a_link(text: str) -> None:
    assert labels.web_link(text) is None


def test_the_next_step_is_the_lowest_described_level_up_to_the_target() -> None:
    levels = {0: "none", 3: "three", 4: "four", 2: "two"}
    rows = [
        criterion("a", 5, levels=levels),
        criterion("b", 4, levels={4: "four"}, target=3),
        criterion("c", 3, levels=levels),
    ]
    matrix = matrix_of(matrix_data(*rows))
    profile = profile_of(profile_data(assessment_data({"a": 2, "b": 1})))
    report = gap_report(matrix, profile, profile.latest())
    assert [labels.next_step(matrix, row) for row in report.gaps] == [(3, "three"), None]
    assert labels.next_words(matrix, report.gaps[0]) == "What would show Step 3: three"
    assert labels.next_words(matrix, report.gaps[1]) == ""
    assert labels.next_step(matrix, report.unrated[0]) is None


def test_a_goal_that_the_matrix_does_not_know_is_told_by_its_ids() -> None:
    goals = [
        {"id": "g", "criterion": "a", "level": 4, "due": "2026-09-30", "status": "open"},
        {"id": "h", "criterion": "elsewhere", "level": 9, "status": "open"},
    ]
    matrix = matrix_of(matrix_data(criterion("a", 5)))
    known, unknown = profile_of(profile_data(goals=goals)).goals
    assert labels.goal_words(matrix, known) == "A to Step 4 by 2026-09-30"
    assert labels.goal_words(matrix, unknown) == "elsewhere to level 9"
