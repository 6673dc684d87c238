"""What the benchmarks print is what was measured: the ratio, the verdict, one column under the other."""

from __future__ import annotations

import importlib
from pathlib import Path

import pytest

from tests.bench.__main__ import NAMES, PARTS, in_columns, line, number
from tests.bench.timing import Extent, Figure, in_turns, medians, percentile

PAGE = (Path(__file__).parent.parent / "docs" / "speed.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("ours", "limit", "least", "kept"),
    [
        (3.0, 1.5, False, True),
        (3.1, 1.5, False, False),
        (3.0, 1.5, True, True),
        (2.9, 1.5, True, False),
        (99.0, None, False, True),
    ],
)
def test_a_limit_is_the_most_a_ratio_may_be_or_the_least(
    ours: float, limit: float | None, least: bool, kept: bool
) -> None:
    figure = Figure("this", ours, "ms", "that", 2.0, limit, least)
    assert figure.ratio == ours / 2
    assert figure.kept is kept


def test_a_percentile_is_one_of_the_values() -> None:
    values = [float(value) for value in range(100, 0, -1)]
    assert [percentile(values, percent) for percent in (1, 50, 95, 99, 100)] == [1, 50, 95, 99, 100]
    assert percentile([7.0], 99) == 7
    assert percentile([1.0, 2.0, 3.0], 50) == 2


def test_measures_take_turns() -> None:
    seen: list[str] = []

    def measure(name: str, value: float) -> float:
        seen.append(name)
        return value + len(seen)

    found = in_turns({"a": lambda: measure("a", 0), "b": lambda: measure("b", 10)}, 3)
    assert seen == ["a", "b"] * 3
    assert found == {"a": [1, 3, 5], "b": [12, 14, 16]}
    assert medians({"a": lambda: 4.0}, 3) == {"a": 4.0}


def test_a_first_look_takes_fewer_rounds() -> None:
    assert [Extent(quick=True).rounds(usual) for usual in (5, 100)] == [3, 20]
    assert Extent().rounds(100) == 100


def test_the_table_has_straight_columns() -> None:
    over = line(Figure("saving", 1234.5, "ms", "a file", 2.0, 4.0))
    told = line(Figure("reading", 0.456, "ms", "the same", 45.6))
    head = in_columns("figure", "ours", "reference", "theirs", "ratio", "limit", "")
    assert over.split() == ["saving", "1,234", "ms", "a", "file", "2.00", "ms", "617", "×", "≤", "4", "OVER"]
    assert told.split() == ["reading", "0.46", "ms", "the", "same", "45.6", "ms", "0.01", "×"]
    for word, shown in (("ours", "1,234 ms"), ("theirs", "2.00 ms"), ("ratio", "617 ×"), ("limit", "≤ 4")):
        assert head.index(word) + len(word) == over.index(shown) + len(shown)
    assert number(12.34) == "12.3"


@pytest.mark.parametrize("part", PARTS)
def test_every_part_says_what_it_measures_and_against_what(part: str) -> None:
    module = importlib.import_module(f"tests.bench.{part}")
    assert callable(module.figures)
    assert "gainst" in (module.__doc__ or "")


def test_the_page_shows_a_table_as_it_is_printed() -> None:
    table = PAGE.partition("## The figures")[2].partition("```text\n")[2].partition("```")[0].splitlines()
    head = next(at for at, row in enumerate(table) if row.startswith("figure "))
    rows = table[head + 1 :]
    assert table[head] == in_columns("figure", "ours", "reference", "theirs", "ratio", "limit", "")
    assert len(rows) > 30
    for row in rows:
        assert len(row[:NAMES].rstrip()) < NAMES
        assert " × " in f"{row} "
