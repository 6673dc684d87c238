"""The words and bars that all outputs share."""

from __future__ import annotations

import datetime
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skillgap import labels
from skillgap.labels import ASCII, UNICODE
from skillgap.labels.goals import goal_words, standing_words
from skillgap.labels.numbers import signed
from skillgap.scoring.gap_report import Coverage, GapReport, RankBy, gap_report
from tests.builders import assessment_data, criterion, matrix_data, matrix_of, profile_data, profile_of


def report_of(counts: list[int], of: int, rank_by: RankBy = "frequency") -> GapReport:
    """A report on somebody who is at level 1 of 4 everywhere."""
    names = [f"c-{number}" for number in range(len(counts))]
    criteria = [criterion(name, count) for name, count in zip(names, counts, strict=True)]
    matrix = matrix_of(matrix_data(*criteria, of=of))
    profile = profile_of(profile_data(assessment_data(dict.fromkeys(names, 1))))
    return gap_report(matrix, profile, profile.latest(), rank_by=rank_by)


TOO_FEW = "postings are too few to separate any two ranks."


@pytest.mark.parametrize(
    ("counts", "of", "told"),
    [
        ([19, 2], 20, ""),  # 18 of 19 postings that ask for one: p = 20/2¹⁹
        ([900, 500, 500], 1000, ""),
        ([19], 20, ""),
        ([], 20, ""),
        ([1, 1], 1, f"1 {TOO_FEW}".replace("postings are", "posting is")),
        # Of 40: 38 and 36, at most 6 ask for one alone, 4 of them for the first. Of 160: 152, 144: 16 of 24, 0.076.
        # Of 280: 266 and 252, 28 of 42: 0.022 ≤ 0.05/2.
        (
            [19, 18],
            20,
            f"20 {TOO_FEW} At the same shares, 280 postings would separate the first rank from the last.",
        ),
    ],
)
def test_too_few_postings_are_said_once(counts: list[int], of: int, told: str) -> None:
    assert labels.ranks_words(report_of(counts, of)) == told


@pytest.mark.parametrize(
    ("value", "low", "high", "drawn"),
    [
        (0.5, 0.25, 0.75, "##--*-.."),
        (1.0, 0.5, 1.0, "####---*"),
        (0.0, 0.0, 0.5, "*---...."),
        (None, 0.0, 1.0, "--------"),
        (0.5, 0.5, 0.5, "####...."),
        (1.0, 1.0, 1.0, "########"),
        (0.53, 0.5, 0.56, "####...."),  # a range of less than half a cell is none
        (0.53, 0.5, 0.57, "####*..."),
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
    assert labels.next_words(matrix, report.gaps[0]) == "To reach Step 3: three"
    assert labels.next_words(matrix, report.gaps[1]) == ""
    assert labels.next_step(matrix, report.unrated[0]) is None


def test_the_day_of_a_goal_counts_as_long_as_it_is_open() -> None:
    goals = [
        {"id": status, "criterion": "a", "level": 4, "due": "2026-09-30", "status": status}
        for status in ("open", "done", "dropped")
    ]
    day = datetime.date(2026, 10, 1)
    told = [standing_words(goal, day) for goal in profile_of(profile_data(goals=goals)).goals]
    assert told == ["overdue, 2026-09-30", "done", "dropped"]


def test_a_goal_that_the_matrix_does_not_know_is_told_by_its_ids() -> None:
    goals = [
        {"id": "g", "criterion": "a", "level": 4, "due": "2026-09-30", "status": "open"},
        {"id": "h", "criterion": "elsewhere", "level": 9, "status": "open"},
    ]
    matrix = matrix_of(matrix_data(criterion("a", 5)))
    known, unknown = profile_of(profile_data(goals=goals)).goals
    assert goal_words(matrix, known) == "A to Step 4 by 2026-09-30"
    assert goal_words(matrix, unknown) == "elsewhere to level 9"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("two\nlines\r\nand\ta tab", "two lines and a tab"),
        ("\x1b[31mred\x1b[0m", "�[31mred�[0m"),
        ("\x00\x07\x7f\x9b", "����"),
        ("a\rb", "a�b"),
        ("user\u202egnp.exe", "user�gnp.exe"),
        ("a\u200bb\ufeffc\u2028d\ud800", "a�b�c�d�"),
        ("Größe 漢字 👩‍💻 café", "Größe 漢字 👩‍💻 café"),
    ],
)
def test_what_could_act_upon_a_terminal_becomes_a_visible_mark(text: str, shown: str) -> None:
    assert labels.strip_control_chars(text) == shown


def test_line_breaks_are_kept_where_they_are_wanted() -> None:
    assert labels.strip_control_chars("two\r\nlines\tand\x85", lines=True) == "two\nlines and�"


@given(st.text() | st.text(st.characters(categories=["Cc", "Cf", "Cs", "Zl", "Zp"])))
def test_clean_text_has_no_control_and_turns_no_direction(text: str) -> None:
    cleaned = labels.strip_control_chars(text)
    assert not {unicodedata.category(character) for character in cleaned} & {"Cc", "Cs", "Zl", "Zp"}
    turning = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
    assert not {unicodedata.bidirectional(character) for character in cleaned} & turning
    assert labels.strip_control_chars(cleaned) == cleaned
    assert set(labels.strip_control_chars(text, lines=True)) <= {*cleaned, "\n"}


def test_glyphs_are_those_that_the_output_can_show() -> None:
    assert labels.glyphs_for("utf-8") is UNICODE
    assert [labels.glyphs_for(name) for name in ("ascii", "latin-1", "cp1252", "no such encoding", None)] == [ASCII] * 5
    everything = "".join(getattr(ASCII, name) for name in ASCII.__slots__)
    assert everything.isascii()
    states = ("rated", "skipped", "not_applicable", "not_asked")
    for glyphs in (UNICODE, ASCII):
        assert len({glyphs.state(state) for state in states}) == 4  # told apart without colour
        assert glyphs.state("answered") == glyphs.state("rated")


@pytest.mark.parametrize(
    ("fraction", "drawn", "in_ascii"),
    [
        (0.0, "░░░░", "...."),
        (0.25, "█░░░", "#..."),
        (0.28125, "█▏░░", "#..."),  # an eighth of a cell
        (0.5, "██░░", "##.."),
        (0.96875, "███▉", "####"),
        (1.0, "████", "####"),
        (-0.5, "░░░░", "...."),
        (1.5, "████", "####"),
    ],
)
def test_a_plain_bar_is_filled_to_the_fraction(fraction: float, drawn: str, in_ascii: str) -> None:
    assert labels.bar(fraction, 4) == drawn
    assert labels.bar(fraction, 4, ASCII) == in_ascii


def test_figures_are_written_in_one_way() -> None:
    assert [labels.percent(fraction) for fraction in (0.0, 0.724, 1.0, None)] == ["0%", "72%", "100%", "–"]


def test_only_the_whole_is_100_per_cent_and_only_nothing_is_0() -> None:
    assert [labels.percent(fraction) for fraction in (0.005, 0.006, 0.994, 0.996)] == ["< 1%", "1%", "99%", "> 99%"]
    assert labels.percent_range(0.611, 0.829) == "61–83%"
    assert labels.percent_range(0.611, 0.829, "-") == "61-83%"
    assert (labels.percent_range(None, 0.5), labels.percent_range(0.5, None)) == ("–", "–")
    assert [labels.points(impact) for impact in (3.44, 0.0, None)] == ["+3.4", "+0.0", "–"]
    assert labels.posting_ratio(19, 20) == "19 of 20"
    assert [labels.pluralize(count, "gap") for count in (0, 1, 2)] == ["0 gaps", "1 gap", "2 gaps"]
    assert [labels.pluralize(count, "criterion", "criteria") for count in (1, 2)] == ["1 criterion", "2 criteria"]


def test_levels_and_places_are_written_in_words() -> None:
    report = report_of([19, 18, 2], 20)
    first, _, last = report.gaps  # 18 and 2 of 20: 18 of 20, 211/2²⁰ ≤ 0.05/5; 19 and 18 of 20 are not told apart
    assert labels.level_words(report.matrix, 3, None) == "3 Step 3"
    assert labels.level_words(report.matrix, None, None) == "–"
    assert labels.level_words(report.matrix, 7, None) == "7"  # carried over from a scale that went so far
    assert labels.standing(report.matrix, first) == "Step 1 → Step 4"
    assert labels.rank_range(first) == "1–2"
    assert labels.rank_range(first, "-") == "1-2"
    assert labels.rank_range(last) == "3"
    assert labels.rank_range_words(report.matrix, first) == "rank 1–2 of 3"


def test_an_unrated_criterion_stands_nowhere() -> None:
    matrix = matrix_of(matrix_data(criterion("a", 1)))
    (row,) = gap_report(matrix, profile_of(profile_data()), None).unrated
    assert labels.standing(matrix, row) == "– → Step 4"


@pytest.mark.parametrize(
    ("coverage", "rated", "whole"),
    [
        (Coverage(None, 0.0, 1.0, 0, 2, 0), "0 of 2 rated", "0 of 2 rated."),
        (
            Coverage(0.5, 0.5, 0.5, 2, 2, 1),
            "2 of 2 rated, 1 not applicable",
            "50% of the demand is covered. 2 of 2 rated, 1 not applicable.",
        ),
        (
            Coverage(0.5, 0.4, 0.6, 2, 3, 0),
            "2 of 3 rated",
            "50% of the demand is covered. 2 of 3 rated. 40–60% once the 1 unrated criterion is rated.",
        ),
        (
            Coverage(0.5, 0.3, 0.7, 2, 4, 0),
            "2 of 4 rated",
            "50% of the demand is covered. 2 of 4 rated. 30–70% once the 2 unrated criteria are rated.",
        ),
    ],
)
def test_coverage_in_words_says_what_it_rests_on(coverage: Coverage, rated: str, whole: str) -> None:
    assert labels.rated_words(coverage) == rated
    assert labels.coverage_words(coverage) == whole


def test_a_sample_is_told_with_its_period() -> None:
    assert labels.sample_words(matrix_of(matrix_data(of=1))) == "1 posting"
    dated = matrix_of(matrix_data(source={"sample_size": 20, "period": "2024–2025"}))
    assert labels.sample_words(dated) == "20 postings, 2024–2025"


@pytest.mark.parametrize(
    ("value", "form", "told"),
    [
        (16.34, ".1f", "+16.3"),
        (-0.36, ".1f", "−0.4"),
        (-0.04, ".1f", "+0.0"),
        (-1, ".0f", "−1"),
        (-0.25, ".2g", "−0.25"),
    ],
)
def test_a_difference_always_has_its_sign_and_nothing_is_not_below_nothing(value: float, form: str, told: str) -> None:
    assert signed(value, form) == told
