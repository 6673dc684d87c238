"""Lines of text: none wider than they may be, and no word lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skillgap.labels import coverage_bar
from skillgap.scoring.gap_report import Coverage
from skillgap.tui.lines import LINES, STRONG, bar, beside, cut, ends, fitted, joined, plain, row_of, stacked, wrapped

WORDS = st.text(alphabet=st.sampled_from("ab [/]$\\é技能🚀\u0301-"), max_size=40)
WIDTHS = st.integers(min_value=2, max_value=30)


def bare(*lines: str) -> str:
    """Text without the spaces that lay it out."""
    return "".join("".join(lines).split())


@pytest.mark.parametrize(
    ("width", "expected"),
    [(11, ["to 81 % of", "it"]), (10, ["to 81 % of", "it"]), (7, ["to 81 %", "of it"]), (6, ["to", "81 %", "of it"])],
)
def test_a_percent_sign_stays_with_its_number(width: int, expected: list[str]) -> None:
    lines = wrapped(plain("to 81 % of it", STRONG), width)
    assert [line.plain for line in lines] == expected
    assert all(line.spans for line in lines)


@given(text=WORDS, width=WIDTHS, align=st.sampled_from(["left", "right"]))
def test_fitted_is_exactly_as_wide_as_asked(text: str, width: int, align: str) -> None:
    assert fitted(text, width, "right" if align == "right" else "left").cell_length == width


@given(text=WORDS, width=st.integers(min_value=0, max_value=30))
def test_what_is_cut_ends_in_an_ellipsis_behind_a_letter(text: str, width: int) -> None:
    whole = plain(text, STRONG)
    short = cut(whole, width)
    assert short.cell_length <= width
    if whole.cell_length > width > 0:
        left = short.plain.removesuffix("…")
        assert short.plain == f"{left}…"
        assert left == left.rstrip()
        assert whole.plain.startswith(left)
    elif width:
        assert short is whole


def test_no_space_is_left_where_a_wide_letter_has_no_room() -> None:
    assert cut(plain("山田太郎さくら"), 8).plain == "山田太…"  # 7 cells: the fourth letter would end in the eighth
    assert cut(plain("Ada Lovelace"), 5).plain == "Ada…"
    assert fitted("山田太郎さくら", 8).plain == "山田太… "


@given(text=WORDS, width=WIDTHS, indent=st.integers(min_value=0, max_value=8))
def test_wrapped_text_keeps_its_width_its_indent_and_its_words(text: str, width: int, indent: int) -> None:
    lines = wrapped(plain(text), indent + width, indent)
    assert all(line.cell_length <= indent + width for line in lines)
    assert all(line.plain.startswith(" " * indent) for line in lines)
    assert bare(*(line.plain for line in lines)) == bare(text)


@given(label=st.text(alphabet="1. ", max_size=5), text=WORDS, width=WIDTHS)
def test_text_beside_a_label_hangs_in_its_own_column(label: str, text: str, width: int) -> None:
    first, *rest = beside(plain(label), plain(text), len(label) + width)
    assert first.plain.startswith(label)
    assert all(line.plain.startswith(" " * len(label)) for line in rest)
    assert all(line.cell_length <= len(label) + width for line in (first, *rest))


@given(left=WORDS, right=st.text(alphabet="yes", max_size=6), width=st.integers(min_value=0, max_value=40))
def test_of_two_ends_the_right_one_stays_whole_where_there_is_room(left: str, right: str, width: int) -> None:
    line = ends(plain(left), plain(right), width)
    assert line.cell_length == width
    assert line.plain.endswith(right) == (width >= len(right))


@given(names=st.lists(WORDS, min_size=1, max_size=4), width=st.integers(min_value=1, max_value=9))
def test_columns_stand_at_fixed_places(names: list[str], width: int) -> None:
    line = row_of([(name, width, "left") for name in names])
    assert line.cell_length == len(names) * width + 2 * (len(names) - 1)


def test_a_column_without_width_takes_its_gap_along() -> None:
    assert row_of([("a", 1, "left"), ("b", 0, "left"), ("c", 2, "right")]).plain == "a   c"


@pytest.mark.parametrize("text", ["[red]x[/red]", "C[/] skill", "[@click=app.quit]x[/]", "a\\[b]"])
def test_no_markup_is_parsed(text: str) -> None:
    assert plain(text).plain == text
    assert [span.style for span in plain(text, STRONG).spans] == [STRONG]
    assert joined(text, text, separator=text).plain == text * 3


def test_control_characters_become_visible_marks() -> None:
    assert plain("a\x1b[31m\x9b\u202eb\nc").plain == "a\ufffd[31m\ufffd\ufffdb c"


def test_what_says_nothing_leaves_no_separator() -> None:
    assert joined("", "a", plain(""), "b", separator=" · ").plain == "a · b"


def test_blocks_without_lines_leave_no_blank_line() -> None:
    lines = stacked([], [plain("a")], [], [plain("b"), plain("c")])
    assert [line.plain for line in lines] == ["a", "", "b", "c"]


def test_a_bar_tells_its_parts_apart_without_colour() -> None:
    coverage = Coverage(value=0.75, low=0.5, high=0.875, rated=2, applicable=3, not_applicable=0)
    drawn = bar(coverage_bar(coverage, 16, LINES))
    assert drawn.plain == "━━━━━━━━────●─╌╌"
    assert len({span.style for span in drawn.spans}) == 3
