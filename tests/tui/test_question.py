"""What a question says, as text."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest

from skillgap.model.matrix import Criterion, Matrix
from skillgap.model.profile import Assessment, Rating
from skillgap.questionnaire.self_assessment import Questionnaire
from skillgap.store.library import BUILT_IN, Library
from skillgap.tui.widgets.listing import GUTTER, Row
from skillgap.tui.widgets.progress import progress_line
from skillgap.tui.widgets.question import question_rows
from tests.builders import criterion, matrix_data, matrix_of
from tests.tui.harness import TODAY, role

ROLE = Library(BUILT_IN, BUILT_IN).find_matrix("principal-ai-infrastructure-engineer")
PANE_WIDTH = 80 - 2 - 1
"""80 columns without the frame and the scroll bar."""
PANE_HEIGHT = 24 - 1 - 2 - 2
"""24 lines without the progress, the frame and two lines of keys."""


def walk_on(
    matrix: Matrix, ratings: dict[str, Rating] | None = None, previous: Assessment | None = None
) -> Questionnaire:
    new = Assessment(matrix=matrix.id, matrix_version=1, date=TODAY, ratings=ratings or {})
    return Questionnaire(matrix, new, previous)


def lines(walk: Questionnaire, width: int = PANE_WIDTH) -> list[str]:
    """The lines of the current question, the cursor's column left out."""
    assert walk.current is not None
    rows: list[Row] = question_rows(walk, walk.current)
    return [line.plain for row in rows for line in row.draw(width - GUTTER if row.id is not None else width)]


@pytest.mark.parametrize("asked", ROLE.criteria, ids=lambda asked: asked.id)
def test_every_question_of_the_built_in_role_shows_all_its_levels_on_a_small_screen(asked: Criterion) -> None:
    shown = lines(walk_on(ROLE).go(asked.id))
    assert len(shown) <= PANE_HEIGHT
    words = " ".join(" ".join(shown).split())
    for text in asked.levels.values():
        assert text in words


@pytest.mark.parametrize("width", [20, 40, 77, 118, 200])
def test_no_line_is_wider_than_the_pane(width: int) -> None:
    for step in walk_on(ROLE).steps:
        walk = walk_on(ROLE).go(step.id)
        for row in question_rows(walk, step):
            room = width - GUTTER if row.id is not None else width
            assert max((line.cell_length for line in row.draw(room)), default=0) <= room


def test_a_question_says_whether_its_requirement_is_mandatory() -> None:
    signals = [{"id": "card", "text": "A valid card.", "mandatory": True}, {"id": "pace", "text": "A calm pace."}]
    needed, other = criterion("license", 2, mandatory=True), criterion("meds", 9)
    walk = walk_on(matrix_of(matrix_data(needed, other, signals=signals)))
    assert lines(walk.go("license"))[0].strip() == "Asked for by 2 of 10 postings · mandatory"
    assert lines(walk.go("card"))[0].strip() == "Hiring signal · mandatory"
    assert not [line for asked in ("meds", "pace") for line in lines(walk.go(asked)) if "mandatory" in line]


def above(walk: Questionnaire, width: int) -> str:
    """The line above the question, its parts one space apart."""
    line = progress_line(walk, True, width)
    assert line.cell_length <= width
    return " ".join(line.plain.split())


def test_the_line_above_counts_the_signals_with_the_criteria_as_the_plain_questions_do() -> None:
    first, last = ROLE.criteria[0], ROLE.signals[-1]
    assert above(walk_on(ROLE).go(first.id), 40) == "Skills 1 of 24 ──────────────── saved"
    assert above(walk_on(ROLE).go(last.id), 36) == "Hiring signals 24 of 24 ─── saved"


@pytest.mark.parametrize(
    ("width", "expected"),
    [
        (33, "Responsibilities 19 of 24 saved"),
        (30, "Responsibili… 19 of 24 saved"),
        (17, "19 of 24 saved"),
        (16, "19 of 24"),
        (8, "19 of 24"),
    ],
)
def test_the_place_in_the_line_above_is_never_cut(width: int, expected: str) -> None:
    assert above(walk_on(ROLE).go(ROLE.criteria[-1].id), width) == expected


def test_the_chosen_level_is_told_by_its_glyph() -> None:
    matrix = matrix_of(role())
    shown = lines(walk_on(matrix, {"design": Rating(level=3)}))
    assert [line[:3] for line in shown if "Step" in line] == ["0 ○", "1 ○", "2 ○", "3 ●", "4 ○"]


def test_what_was_said_so_far_stands_below_the_levels() -> None:
    said = Rating(level=1, confidence="low", evidence=("A", "B"), note="N", tools=("Saw",))
    shown = lines(replace(walk_on(matrix_of(role()), {"tooling": said}), position=2))
    assert "  Confidence low · 2 pieces of evidence · note · tools used: Saw" in shown
    assert shown[-3:] == ["  1. A", "  2. B", "  Note: N"]


@pytest.mark.parametrize(("state", "mark"), [("skipped", "○ Skipped"), ("not_applicable", "– Not applicable")])
def test_why_there_is_no_level_is_said(state: str, mark: str) -> None:
    rating = Rating(state="skipped" if state == "skipped" else "not_applicable")
    assert any(mark in line for line in lines(walk_on(matrix_of(role()), {"design": rating})))


def test_a_level_of_last_time_that_is_no_longer_on_the_scale_is_said_as_a_number() -> None:
    before = Assessment(
        matrix="role", matrix_version=1, date=datetime.date(2025, 1, 2), ratings={"design": Rating(level=9)}
    )
    shown = lines(walk_on(matrix_of(role()), previous=before))
    assert "  Last time, 2025-01-02: 9 (on another scale)" in shown


def test_a_criterion_without_anything_optional_is_still_a_question() -> None:
    shown = lines(walk_on(matrix_of(matrix_data(criterion("bare", 0)))))
    assert shown[0] == "  Asked for by 0 of 10 postings"
    assert shown[2:7] == [f"{level} ○ Step {level}" for level in range(5)]


def test_descriptions_stand_under_names_that_leave_no_room_beside_them() -> None:
    scale = [{"level": level, "name": f"A name as long as half a line {level}"} for level in range(2)]
    levels = {0: "Has done nothing of it so far", 1: "Has done it"}
    matrix = matrix_of(matrix_data(criterion("c", 1, levels=levels), scale=scale, targets={"default": 1}))
    shown = lines(walk_on(matrix), 50)
    assert shown[2:4] == ["0 ○ A name as long as half a line 0", "    Has done nothing of it so far"]
