"""Plain listings fit the page they are made for."""

from __future__ import annotations

import pytest

from skillgap.reports.content import Layout
from skillgap.reports.listings import profile_text, table
from skillgap.store import Library
from skillgap.store.library import BUILT_IN


def test_a_listing_is_as_wide_as_its_cells_where_nothing_limits_it() -> None:
    assert table(("id", "name"), [("a", "Ada Example"), ("grace", "漢字")]) == (
        "id     name\na      Ada Example\ngrace  漢字\n"
    )


def test_on_a_page_the_widest_column_gives_way_and_goes_on_below() -> None:
    text = table(("id", "where"), [("a", "profiles of some people in a folder")], 20)
    assert text == "id  where\na   profiles of some\n    people in a\n    folder\n"


def test_what_stands_first_is_never_broken_but_gets_a_line_of_its_own() -> None:
    text = table(("id", "title", "where"), [("a-role-of-many-words", "Engineer of things", "built in")], 30)
    assert text == ("id\n  title               where\na-role-of-many-words\n  Engineer of things  built in\n")
    wider = table(("id", "title", "where"), [("a-role-of-many-words", "Engineer of things", "built in")], 44)
    assert wider == (
        "id                    title         where\na-role-of-many-words  Engineer of   built in\n"
        "                      things\n"
    )


def test_words_are_broken_where_nothing_else_can_give_way() -> None:
    assert table(("one", "two", "three"), [("x", "y" * 20, "z z")], 20).splitlines() == [
        "one",
        "  two          three",
        "x",
        "  yyyyyyyyyyy  z z",
        "  yyyyyyyyy",
    ]


def test_nothing_is_listed_without_rows() -> None:
    assert table(("id",), []) == ""


@pytest.mark.parametrize("columns", [60, 80, 120])
def test_what_a_profile_holds_fills_the_page_and_goes_on_behind_the_date(columns: int) -> None:
    staff = Library(BUILT_IN, BUILT_IN).find_profile("sample-staff-engineer").profile
    lines = profile_text(staff, "staff.yaml", Layout(width=columns)).splitlines()
    assert max(map(len, lines)) <= columns
    at = next(at for at, line in enumerate(lines) if line.startswith("  2026-05-18 complete"))
    end = next(end for end in range(at + 1, len(lines)) if not lines[end].startswith(" " * 13))
    assert all(line[13] != " " for line in lines[at:end])
    whole = " ".join(" ".join(lines[at:end]).split())
    assert whole.startswith("2026-05-18 complete, by Sample mentor, of principal-ai-infrastructure-engineer as ")
    assert whole.endswith("let us look at hardware again once the new cluster runs.")
    for line, following in zip(lines[at:end], lines[at + 1 : end], strict=False):
        assert len(line) + 1 + len(following.split()[0]) > columns
