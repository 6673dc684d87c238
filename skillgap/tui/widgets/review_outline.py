"""All criteria of a review at a glance, in its order, and the way to any of them."""

from __future__ import annotations

from functools import partial

from textual.content import Content

from skillgap.labels import UNICODE
from skillgap.questionnaire.review import ReviewQuestionnaire
from skillgap.tui.lines import ACCENT, MUTED, STRONG, ends, joined, plain
from skillgap.tui.widgets.listing import Row
from skillgap.tui.widgets.outline import MARGIN, Outline

STATES = {"rated": "rated", "not_observed": "skipped", "skipped": "skipped", "not_asked": "not_asked"}
"""The questionnaire's states that have the same marks."""


class ReviewOutline(Outline):
    """The criteria with what the mentor said of each. The rows are the walk's positions."""

    def follow_review(self, walk: ReviewQuestionnaire) -> None:
        """Show how the walk stands, with the cursor on the current criterion."""
        rows = [Row(partial(_line, walk, at), str(at)) for at in range(len(walk.ids))]
        self.show(rows, str(walk.position))


def _line(walk: ReviewQuestionnaire, position: int, width: int) -> list[Content]:
    criterion = walk.criteria[position]
    state = walk.state(criterion.id)
    mark = plain(UNICODE.state(STATES[state]), ACCENT if state == "rated" else MUTED)
    name = plain(criterion.name, STRONG if position == walk.position else "")
    level = walk.review.ratings[criterion.id].level if state == "rated" else None
    said = {"skipped": "skip", "not_observed": "n/o"}.get(state, "") if level is None else str(level)
    return [ends(joined(mark, name, separator=" "), plain(said, STRONG), width - MARGIN)]
