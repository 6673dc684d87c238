"""One criterion of a review: the levels to choose from, and what both sides say of it once that may be seen."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from textual.content import Content

from skillgap.labels import STATE_WORDS, UNICODE, level_words, pluralize
from skillgap.model.matrix import Criterion
from skillgap.model.profile import Rating
from skillgap.questionnaire.review import ReviewQuestionnaire
from skillgap.tui.lines import ACCENT, HEADING, MUTED, STRONG, full_name, joined, plain
from skillgap.tui.widgets.listing import Listing, Row
from skillgap.tui.widgets.question import BLANK, MARGIN, beside_level, facts_of, level_rows, read_row, spaced_out

END = "The end"


class ReviewQuestion(Listing):
    """The criterion being reviewed. The rows are its levels; at the end there are none."""

    def __init__(self) -> None:
        super().__init__()
        self._walk: ReviewQuestionnaire | None = None
        self._whose = ""
        self._revealed = False

    def ask(self, walk: ReviewQuestionnaire, name: str, *, revealed: bool) -> None:
        """Show the walk's criterion; ``revealed`` is whether both sides' answers come first.

        ``name`` is whose assessment it is.
        """
        self._walk, self._whose, self._revealed = walk, name, revealed
        self.border_title = plain(walk.current.name if walk.current else END, STRONG)
        self._arrange(None)

    def _arrange(self, cursor: str | None) -> None:
        if self._walk is None:
            return
        rows = list(review_rows(self._walk, self._whose, revealed=self._revealed))
        roomier = (spaced_out(rows), [BLANK, *rows])
        self.show(next(filter(self.fits, roomier), rows), cursor)

    def on_resize(self) -> None:
        """Space the rows out, or together."""
        self._arrange(self.cursor)


def review_rows(walk: ReviewQuestionnaire, name: str, *, revealed: bool) -> Iterator[Row]:
    """All there is to see of where a review stands."""
    criterion = walk.current
    if criterion is None:
        yield read_row(list(_end(walk)))
        return
    yield Row(partial(full_name, criterion.name, MARGIN))
    both = read_row(list(_both(walk, criterion, name, revealed=revealed)))
    # What both said comes first once that is what it is about, so that it stands in view.
    yield both if revealed else read_row(facts_of(walk.matrix, criterion))
    yield BLANK
    yield from level_rows(walk.matrix, criterion, walk.said.level)
    yield BLANK
    yield read_row(facts_of(walk.matrix, criterion)) if revealed else both


def _both(walk: ReviewQuestionnaire, criterion: Criterion, name: str, *, revealed: bool) -> Iterator[Content]:
    """What the mentor says, and what the person said, as far as it may be seen."""
    said = walk.said
    if said.level is not None:
        yield joined(plain("You  ", HEADING), plain(level_words(walk.matrix, said.level, criterion.id), STRONG))
    elif walk.state(criterion.id) in ("skipped", "not_observed") and said.agreed is None:
        yield plain(
            "You skipped it. Choose a level to rate it."
            if walk.state(criterion.id) == "skipped"
            else "You have not observed it.",
            STRONG,
        )
    if walk.theirs is None:
        yield plain(f"What {name} said appears when you have rated.", MUTED)
    else:
        yield joined(plain(f"{name}  ", HEADING), plain(_stated(walk, walk.theirs), STRONG))
        yield from beside_level(walk.theirs, criterion)
    if said.comment:
        yield plain(f"Your comment: {said.comment}")
    if revealed:
        yield plain("Press enter to continue, or l to change your level.", ACCENT)


def _stated(walk: ReviewQuestionnaire, theirs: Rating) -> str:
    if theirs.level is None:
        return STATE_WORDS[theirs.state or "not_asked"]
    return level_words(walk.matrix, theirs.level, walk.current.id if walk.current else None)


def _end(walk: ReviewQuestionnaire) -> Iterator[Content]:
    """What there is left to do."""
    rated = sum(walk.state(identifier) == "rated" for identifier in walk.ids)
    open_ones = pluralize(walk.open_criteria, "criterion is", "criteria are")
    standing = joined(f"{rated} of {len(walk.ids)} rated", f"{open_ones} not asked yet" if walk.open_criteria else "",
                      separator=UNICODE.dot)  # fmt: skip
    if walk.review.status != "draft":
        yield plain("The review is submitted.", STRONG)
        return
    yield joined(plain("The review is a draft. ", STRONG), standing)
    yield joined("Press ", plain("d", ACCENT), " to submit it. Your levels then count and can no longer be edited.")
    yield joined("Press ", plain("m", ACCENT), " to write an overall summary.")
    if walk.review.summary:
        yield Content("")
        yield plain(walk.review.summary)
