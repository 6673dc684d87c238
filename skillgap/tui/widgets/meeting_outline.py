"""All criteria of a submitted review at a glance: the person's level, the mentor's, and the agreed one."""

from __future__ import annotations

from functools import partial

from textual.content import Content

from skillgap.labels import ABSENT, UNICODE
from skillgap.model.profile import ReviewRating
from skillgap.questionnaire.review import ReviewQuestionnaire
from skillgap.tui.lines import ACCENT, MUTED, STRONG, ends, joined, plain
from skillgap.tui.widgets.listing import Row
from skillgap.tui.widgets.outline import MARGIN, Outline

COLUMN = 4
"""Cells of a level: its digits, with a gap before them."""


class MeetingOutline(Outline):
    """The criteria with all three levels. The rows are the walk's positions."""

    def follow_review(self, walk: ReviewQuestionnaire) -> None:
        """Show how the meeting stands, with the cursor on the current criterion."""
        heading = plain(UNICODE.dot.join(("self", "you", "agreed")), MUTED)
        rows = [Row(lambda width: [ends(Content(""), heading, width - MARGIN)])]
        rows += [Row(partial(_line, walk, position), str(position)) for position in range(len(walk.ids))]
        self.show(rows, str(walk.position))


def _line(walk: ReviewQuestionnaire, position: int, width: int) -> list[Content]:
    criterion = walk.criteria[position]
    rating = walk.review.ratings.get(criterion.id, ReviewRating())
    undecided = walk.is_undecided(criterion.id)
    mark = plain(UNICODE.state("not_asked" if undecided else "rated"), MUTED if undecided else ACCENT)
    name = plain(criterion.name, STRONG if position == walk.position else "")
    levels = (rating.self_level, rating.level, rating.agreed)
    shown = "".join((ABSENT if level is None else str(level)).rjust(COLUMN) for level in levels)
    return [ends(joined(mark, name, separator=" "), plain(shown, STRONG), width - MARGIN)]
