"""The table of a team's screen, by the room there is for it."""

from __future__ import annotations

import datetime

import pytest

from skillgap.scoring.team import TeamReport, team_report
from skillgap.tui.widgets.listing import GUTTER
from skillgap.tui.widgets.team_table import Legend, TeamTable
from tests.builders import Plain, assessment_data, criterion, matrix_data, matrix_of, profile_data, profile_of

TODAY = datetime.date(2026, 11, 20)
IDS = [f"c{number}" for number in range(1, 20)]
MATRIX = matrix_of(matrix_data(*(criterion(identifier, 5) for identifier in IDS), targets={"default": 4}))


REVIEW = {"assessment": "2026-11-01", "matrix": "role", "by": "Mira", "date": "2026-11-02", "status": "complete"}


def team_of(name: str, date: str = "2026-01-01", **ratings: Plain | int | str) -> TeamReport:
    """Somebody at level 2 of 4 on all of 19 criteria but those that are said; only of November there is a review."""
    data = assessment_data(dict.fromkeys(IDS, 2) | ratings, date)
    reviews = [REVIEW] if date == REVIEW["assessment"] else []
    return team_report(MATRIX, [profile_of(profile_data(data, name=name, reviews=reviews))], TODAY)


def drawn(team: TeamReport, width: int) -> tuple[str, str]:
    """The last line of the titles and the first person's, in a list that leaves a row so many cells."""
    table = TeamTable(team)
    titles = [line.plain for line in table.head().drawn(width + GUTTER)]
    (line,) = table.rows()[0].drawn(width + GUTTER)
    assert all(len(title) <= width + GUTTER for title in titles)
    assert line.cell_length <= width
    return titles[-1], line.plain


LONG = "A" * 40


@pytest.mark.parametrize(
    ("width", "name", "has_range", "level", "notes"),
    [
        # name 28, covered 7, range 8, 19 levels of 3, notes 12, and 2 between each two of the five
        (120, 28, True, "2▌", "waits, stale"),
        (119, 27, True, "2▌", "waits, stale"),
        (108, 16, True, "2▌", "waits, stale"),
        # marks take 2 in place of 12
        (107, 25, True, "2▌", "w!"),
        (98, 16, True, "2▌", "w!"),
        # without the range and the space before it 10 are free
        (97, 25, False, "2▌", "w!"),
        (88, 16, False, "2▌", "w!"),
        # levels alone take 38, and leave room for the range
        (87, 24, True, "2 ", "w!"),
        (79, 16, True, "2 ", "w!"),
        (78, 25, False, "2 ", "w!"),
        (69, 16, False, "2 ", "w!"),
        (65, 12, False, "2 ", "w!"),
    ],
)
def test_the_name_gives_way_first_then_the_notes_the_range_and_the_shade(
    width: int, name: int, has_range: bool, level: str, notes: str
) -> None:
    titles, line = drawn(team_of(LONG, c19="skipped"), width)
    assert line.startswith(f"{'A' * (name - 1)}…  ")
    assert ("Range" in titles) == has_range
    assert ("–" in line) == has_range
    assert line.count(level) == 18
    assert line.rstrip().endswith(f" {notes}")


def test_where_there_is_no_room_for_how_much_is_met_a_mark_says_what_is_met() -> None:
    _, line = drawn(team_of("Ada", c1=4, c2=3, c3="skipped", c4=0), 79)
    assert "  4▌3 s 0 2 2 " in line


def test_what_nobody_has_takes_no_room() -> None:
    # name 28, covered 7, 19 levels of 3, and 2 between each two of the three
    titles, line = drawn(team_of(LONG, date="2026-11-01"), 96)
    assert line.startswith(f"{'A' * 27}…  ")
    assert line.endswith("2▌ ")
    assert "Range" not in titles


def test_a_short_name_leaves_its_room_to_the_range() -> None:
    # name 12, covered 7, range 8, 19 levels of 2, notes 2, and 2 between each two of the five: 75
    titles, line = drawn(team_of("Ada Lovelace", c19="skipped"), 75)
    assert line.startswith("Ada Lovelace  ")
    assert "Range" in titles


def test_criteria_without_room_are_counted_below() -> None:
    # name 12, covered 7, notes 2, and 2 between each two of the four: 27, and 2 for each level
    team = team_of(LONG)
    for width, count in ((65, 19), (64, 18), (63, 18), (30, 1)):
        titles, line = drawn(team, width)
        assert line.startswith("A" * 11 + "…")
        assert line.count("2 ") == count
        assert titles.split()[-1] == str(count % 10)
        missing = {19: "", 18: "1 more criterion in a wider window.", 1: "18 more criteria in a wider wi…"}[count]
        assert missing in TeamTable(team).legend(width + GUTTER).plain


STATES, NOTES = "s: skipped. x: not applicable. ?: not rated.", "w: waits; !: stale."


@pytest.mark.parametrize(
    ("width", "told"),
    [
        (118, f"Each cell: the level, shaded by the part of the target that it meets. {STATES}"),  # the notes are words
        (106, f"{STATES} {NOTES}"),
        (79, f"▌: met. {STATES} {NOTES}"),
    ],
)
def test_the_legend_says_what_the_marks_mean_that_are_there(width: int, told: str) -> None:
    assert TeamTable(team_of(LONG, c19="skipped")).legend(width).plain == f" {told}"


def test_of_nobody_there_is_no_legend() -> None:
    legend = Legend()
    legend.follow(None)
    assert not legend.display
    assert legend.render().plain == ""
