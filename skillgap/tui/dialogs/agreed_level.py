"""Choosing the level that a mentor and a person agree on, and completing their review."""

from __future__ import annotations

from functools import partial

from textual.content import Content

from skillgap.labels import level_words, pluralize
from skillgap.model.matrix import Criterion, Matrix
from skillgap.questionnaire.review import ReviewQuestionnaire
from skillgap.tui.dialogs.choice import ChoiceDialog, answer_row
from skillgap.tui.lines import MUTED, STRONG, plain, wrapped
from skillgap.tui.widgets.listing import Row

NO_LEVEL = "none"


def choose_agreed_level(walk: ReviewQuestionnaire, criterion: Criterion, name: str) -> ChoiceDialog[tuple[int | None]]:
    """Ask which level both agree on; the answer holds None for no level.

    The cursor begins on the level agreed on before, else on the level that both gave, else on none.
    """
    said = walk.said
    same = said.level if said.level == said.self_level else None
    before = same if said.agreed is None else said.agreed
    levels = [
        (Row(partial(_level_lines, walk.matrix, criterion, level), str(level)), (level,))
        for level in walk.matrix.levels_of(criterion.id)
    ]
    choices: list[tuple[Row, tuple[int | None]]] = [(answer_row("No agreed level", NO_LEVEL), (None,)), *levels]
    both = {name: said.self_level, "You": said.level}
    text = "; ".join(
        f"{who}: {'not rated' if level is None else level_words(walk.matrix, level, criterion.id)}"
        for who, level in both.items()
    )
    return ChoiceDialog(f"Agreed level · {criterion.name}", text, choices, NO_LEVEL if before is None else str(before))


def _level_lines(matrix: Matrix, criterion: Criterion, level: int, width: int) -> list[Content]:
    title = wrapped(plain(level_words(matrix, level, criterion.id), STRONG), width)
    described = criterion.levels.get(level)
    return [*title, *(wrapped(plain(described, MUTED), width, 2) if described else [])]


def confirm_completing(walk: ReviewQuestionnaire) -> ChoiceDialog[bool]:
    """Ask whether the meeting is over, since the mentor cannot change the review after."""
    open_ones = pluralize(walk.undecided, "difference has", "differences have")
    left = f"{open_ones} no agreed level. " if walk.undecided else ""
    choices = [(answer_row("Not yet", "stay"), False), (answer_row("Complete it", "complete"), True)]
    text = f"{left}From then on the agreed levels count, and you can no longer change the review."
    return ChoiceDialog("Complete the review?", text, choices, "stay")
