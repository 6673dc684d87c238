"""One criterion of a meeting: both levels with descriptions and evidence side by side, and what was agreed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import zip_longest

from textual.content import Content

from skillgap.labels import STATE_WORDS, level_words, pluralize
from skillgap.labels.review import verdict_between
from skillgap.model.matrix import Criterion
from skillgap.model.profile import Rating
from skillgap.questionnaire.review import ReviewQuestionnaire
from skillgap.tui.lines import ACCENT, HEADING, MUTED, STRONG, fitted, full_name, joined, plain, wrapped
from skillgap.tui.widgets.listing import Listing, Row
from skillgap.tui.widgets.question import BLANK, MARGIN, WIDEST_TEXT, beside_level, facts_of, read_row, spaced_out

END = "The end"
GAP = 3
"""Cells between the two columns."""


class MeetingQuestion(Listing):
    """The criterion that is talked about. Its rows are only read."""

    def __init__(self) -> None:
        super().__init__()
        self._walk: ReviewQuestionnaire | None = None
        self._whose = ""

    def ask(self, walk: ReviewQuestionnaire, name: str) -> None:
        """Show the walk's criterion; ``name`` is whose assessment it is."""
        self._walk, self._whose = walk, name
        self.border_title = plain(walk.current.name if walk.current else END, STRONG)
        self._arrange()

    def _arrange(self) -> None:
        if self._walk is None:
            return
        rows = list(meeting_rows(self._walk, self._whose))
        self.show(next(filter(self.fits, (spaced_out(rows), [BLANK, *rows])), rows), None)

    def on_resize(self) -> None:
        """Space the rows out, or together."""
        self._arrange()


def meeting_rows(walk: ReviewQuestionnaire, name: str) -> Iterator[Row]:
    """All there is to see of the current criterion, or of the end."""
    criterion = walk.current
    if criterion is None:
        yield read_row(list(_end(walk)))
        return
    yield Row(partial(full_name, criterion.name, MARGIN))
    yield read_row(facts_of(walk.matrix, criterion)[:1])
    yield BLANK
    yield Row(partial(_columns, list(_person(walk, criterion, name)), list(_mentor(walk, criterion))))
    yield BLANK
    yield read_row(list(_outcome(walk, criterion, name)))


def _columns(left: Sequence[Content], right: Sequence[Content], width: int) -> list[Content]:
    """Lay two lists of paragraphs out side by side."""
    room = (min(width, 2 * WIDEST_TEXT) - MARGIN - GAP) // 2
    sides = ([line for part in side for line in wrapped(part, room)] for side in (left, right))
    pairs = zip_longest(*sides, fillvalue=Content(""))
    return [joined(fitted(first, room + GAP), second).pad_left(MARGIN) for first, second in pairs]


def _person(walk: ReviewQuestionnaire, criterion: Criterion, name: str) -> Iterator[Content]:
    """Say what the person's level was when the review was submitted, and what they wrote with it."""
    own, level = walk.theirs or Rating(), walk.said.self_level
    yield plain(name, HEADING)
    yield from _level(walk, criterion, level, STATE_WORDS[own.state or "not_asked"])
    if own.level != level:
        now = "none" if own.level is None else level_words(walk.matrix, own.level, criterion.id)
        yield plain(f"Changed since you submitted: {now}", MUTED)
    yield from beside_level(own, criterion)


def _mentor(walk: ReviewQuestionnaire, criterion: Criterion) -> Iterator[Content]:
    yield plain("You", HEADING)
    state = walk.state(criterion.id)
    yield from _level(walk, criterion, walk.said.level, "not observed" if state == "not_observed" else "not rated")
    if walk.said.comment:
        yield plain(f"Comment: {walk.said.comment}")


def _level(walk: ReviewQuestionnaire, criterion: Criterion, level: int | None, without: str) -> Iterator[Content]:
    """Name a level with what someone at it has done."""
    if level is None:
        yield plain(without.capitalize(), STRONG)
        return
    yield plain(level_words(walk.matrix, level, criterion.id), STRONG)
    if described := criterion.levels.get(level):
        yield plain(described)


def _outcome(walk: ReviewQuestionnaire, criterion: Criterion, name: str) -> Iterator[Content]:
    """Say what the difference calls for, which level is agreed on, and what the person replied."""
    said = walk.said
    if said.level is not None and said.self_level is not None:
        yield joined(plain("Difference  ", HEADING), verdict_between(said.self_level, said.level))
    if said.agreed is not None:
        agreed = level_words(walk.matrix, said.agreed, criterion.id)
        yield joined(plain("Agreed  ", HEADING), plain(agreed, STRONG))
    else:
        yield joined(plain("Agreed  ", HEADING), "no level yet. Press ", plain("a", ACCENT), " to set it.")
    if said.reply:
        yield plain(f"Reply of {name}: {said.reply}")


def _end(walk: ReviewQuestionnaire) -> Iterator[Content]:
    """Say what is left to do."""
    if walk.review.status != "rated":
        yield plain("The review is complete.", STRONG)
        return
    open_ones = pluralize(walk.undecided, "difference has", "differences have")
    yield plain(f"{open_ones} no agreed level." if walk.undecided else "Every difference has an agreed level.", STRONG)
    yield joined("Press ", plain("d", ACCENT), " to complete the review. The agreed levels then count.")
    yield joined("Press ", plain("m", ACCENT), " to write an overall summary.")
    if walk.review.summary:
        yield Content("")
        yield plain(walk.review.summary)
