"""The review: one criterion at a time, which the mentor rates before the person's answer appears."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType

from skillgap.questionnaire.review import ReviewQuestionnaire
from skillgap.tui.base_screen import Request
from skillgap.tui.commands import bind
from skillgap.tui.lines import ACCENT, STRONG, joined, plain
from skillgap.tui.screens.reviewing_screen import ReviewingScreen
from skillgap.tui.session import Session
from skillgap.tui.widgets.banner import Banner
from skillgap.tui.widgets.header import HeaderLine
from skillgap.tui.widgets.progress import saved_words, track
from skillgap.tui.widgets.review_outline import ReviewOutline
from skillgap.tui.widgets.review_question import ReviewQuestion

RATE = Binding.Group("rate")
TRACK = 20
ORDER_WORDS = {"frequency": "by frequency", "matrix": "as in the matrix"}
OF_A_CRITERION = frozenset({"rate", "again", "comment", "skip", "not_observed", "take"})
OF_THE_DRAFT = OF_A_CRITERION | {"next", "back", "undo", "order", "reveal", "blind", "summary", "done", "outline"}


def _rate(number: int) -> Binding:
    help_text = "Save that level and show their answer"
    return bind(str(number), f"rate({number})", f"rate {number}", f"answer.{number}", help_text, group=RATE)


class ReviewScreen(ReviewingScreen):
    """Asks a mentor about somebody."""

    AUTO_FOCUS = "ReviewQuestion"
    TOP, OUTLINE, QUESTION = HeaderLine, ReviewOutline, ReviewQuestion
    BINDINGS: ClassVar[list[BindingType]] = [
        *(_rate(number) for number in range(10)),
        bind("enter", "take", "choose", "answer.choose", "Select the highlighted level"),
        bind("enter,right", "next", "next", "go.next", "Go to the next criterion"),
        bind("left,backspace", "back", "back", "go.back", "Go to the previous criterion"),
        bind("s", "skip", "skip", "answer.skip", "Skip it without a level"),
        bind("x", "not_observed", "not observed", "answer.not_observed", "You have not seen them do this"),
        bind("c", "comment", "comment", "more.comment", "Write a comment for the person"),
        bind("l", "again", "other level", "answer.again", "Give another level than you did"),
        bind("u", "undo", "undo", "answer.undo", "Undo the last change"),
        bind("m", "summary", "summary", "more.summary", "Write an overall summary"),
        bind("d", "done", "submit", "answer.done", "Submit your levels. They then count and can no longer be edited"),
        bind("t", "order", "order", "show.order", "Change the order"),
        bind("w", "reveal", "show all", "show.open", "Show the answers before you rate"),
        bind("w", "blind", "hide again", "show.blind", "Hide the answers until you have rated"),
        bind("o,tab", "outline", "outline", "go.outline", "Go to any criterion"),
    ]  # fmt: skip

    class HandInWanted(Request):
        """The mentor wants to complete the review."""

        def __init__(self, screen: ReviewScreen) -> None:
            super().__init__()
            self.screen = screen

    def __init__(self, walk: ReviewQuestionnaire, session: Session) -> None:
        super().__init__(walk, session)
        self._again = False

    def show(self, walk: ReviewQuestionnaire) -> None:
        """Show a walk whose review the session has."""
        self._shown = walk
        name = self._session.profile.name
        asked = (len(walk.ids) - walk.open_criteria) / len(walk.ids) if walk.ids else 1.0
        place = f"{min(walk.position + 1, len(walk.ids))} of {len(walk.ids)}"
        # The name comes last, since it gives way where it is long.
        left = joined(plain("Review", ACCENT), place, track(asked, TRACK), plain(name, STRONG), separator="  ")
        self.query_one(HeaderLine).say(left, saved_words(self._session.saved))
        self.query_one(Banner).follow(self._session)
        self.query_one(ReviewOutline).follow_review(walk)
        self.query_one(ReviewQuestion).ask(walk, name, revealed=self._is_rated)
        self.refresh_bindings()

    def resume(self, walk: ReviewQuestionnaire) -> None:
        """Go on with another walk."""
        self._again = False
        super().resume(walk)

    def _take(self, walk: ReviewQuestionnaire, *, again: bool = False) -> None:
        self._again = again
        super()._take(walk)

    # What is possible now

    @property
    def _is_rated(self) -> bool:
        """Whether the mentor has rated the criterion, so that a number changes nothing before ``l`` is pressed."""
        return self.walk.said.level is not None and not self._again

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what the current criterion, the scale and the state of saving allow."""
        if not self.is_mounted:
            return True
        if action in ("retry", "reload"):
            return super().check_action(action, parameters)
        if action not in OF_THE_DRAFT:
            return True
        if self.walk.review.status != "draft":
            return False
        if self.query_one(ReviewOutline).has_focus or (action in OF_A_CRITERION and self.walk.current is None):
            return False
        return self._allowed(action, parameters)

    def _levels(self) -> tuple[int, ...]:
        """The levels of the current criterion."""
        return self.walk.matrix.levels_of(self.walk.current.id if self.walk.current else None)

    def _allowed(self, action: str, parameters: tuple[object, ...]) -> bool:
        """What a draft allows at its criterion or its end."""
        if action == "rate":
            return not self._is_rated and parameters[0] in self._levels()
        if action == "take":
            return not self._is_rated and (self._ahead or self.query_one(ReviewQuestion).cursor is not None)
        if action == "undo":
            return bool(self.walk.history)
        if action == "again":
            return self._is_rated
        if action == "reveal":
            return self.walk.blind
        if action == "blind":
            return not self.walk.blind
        return action != "next" or self.walk.current is not None

    # Answers

    def action_rate(self, level: int) -> None:
        """Rate with a number."""
        self._take(self.walk.rate(level))

    def action_take(self) -> None:
        """Answer with the row of the cursor."""
        cursor = self.query_one(ReviewQuestion).cursor
        if cursor is not None:
            self._choose(cursor)

    def _choose(self, row: str) -> None:
        """Answer the criterion that is shown with one of its rows."""
        if self._ahead or self._is_rated or self.walk.review.status != "draft":
            return
        self.action_rate(int(row))

    def action_again(self) -> None:
        """Let a number be the mentor's own level once more."""
        self._take(self.walk, again=True)

    def action_skip(self) -> None:
        """Skip the criterion."""
        self._take(self.walk.skip())

    def action_not_observed(self) -> None:
        """Record that the mentor has not observed the person on the criterion."""
        self._take(self.walk.mark_not_observed())

    def action_done(self) -> None:
        """Hand the review in."""
        self.post_message(self.HandInWanted(self))

    def hand_in(self, now: str) -> None:
        """Submit the review, now that the mentor is sure. ``now`` is the time in UTC."""
        self._take(self.walk.submit(now))

    # Going about

    def action_order(self) -> None:
        """Go on in the next order."""
        orders = self.walk.orders
        order = orders[(orders.index(self.walk.order) + 1) % len(orders)]
        self.notify(ORDER_WORDS[order], title="Order", markup=False)
        self._take(self.walk.ordered(order))

    def action_reveal(self) -> None:
        """Show what the person said on everything."""
        self._take(self.walk.opened())

    def action_blind(self) -> None:
        """Hide again what the person said on what is not rated yet."""
        self._take(self.walk.blinded())
