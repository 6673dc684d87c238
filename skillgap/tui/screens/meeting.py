"""The meeting after a review is submitted: both sides of each criterion, and the level that they agree on."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType

from skillgap.questionnaire.review import ReviewQuestionnaire
from skillgap.tui.base_screen import Request
from skillgap.tui.commands import bind
from skillgap.tui.lines import ACCENT, STRONG, joined, plain
from skillgap.tui.screens.reviewing_screen import ReviewingScreen
from skillgap.tui.widgets.banner import Banner
from skillgap.tui.widgets.header import HeaderLine
from skillgap.tui.widgets.meeting_outline import MeetingOutline
from skillgap.tui.widgets.meeting_question import MeetingQuestion
from skillgap.tui.widgets.progress import saved_words

OF_A_CRITERION = frozenset({"agree", "comment", "reply", "next"})
OF_THE_MEETING = OF_A_CRITERION | {"back", "undo", "summary", "complete", "outline"}


class MeetingScreen(ReviewingScreen):
    """Leads a mentor and a person through a submitted review, the heaviest difference first."""

    AUTO_FOCUS = "MeetingQuestion"
    TOP, OUTLINE, QUESTION = HeaderLine, MeetingOutline, MeetingQuestion
    BINDINGS: ClassVar[list[BindingType]] = [
        bind("a", "agree", "agreed level", "answer.agree", "Set or clear the level that you both agree on"),
        bind("enter,right", "next", "next", "go.next", "Go to the next criterion"),
        bind("left,backspace", "back", "back", "go.back", "Go to the previous criterion"),
        bind("c", "comment", "comment", "more.comment", "Write a comment for the person"),
        bind("r", "reply", "reply", "more.reply", "Write the person's reply"),
        bind("u", "undo", "undo", "answer.undo", "Undo the last change"),
        bind("m", "summary", "summary", "more.summary", "Write an overall summary"),
        bind("d", "complete", "complete", "answer.complete", "Complete the review. Agreed levels then count"),
        bind("o,tab", "outline", "outline", "go.outline", "Go to any criterion"),
    ]

    class CompleteWanted(Request):
        """The mentor wants to complete the review."""

        def __init__(self, screen: MeetingScreen) -> None:
            super().__init__()
            self.screen = screen

    def show(self, walk: ReviewQuestionnaire) -> None:
        """Show a walk whose review the session has."""
        self._shown = walk
        name = self._session.profile.name
        place = f"{min(walk.position + 1, len(walk.ids))} of {len(walk.ids)}"
        left = joined(plain("Meeting", ACCENT), place, plain(name, STRONG), separator="  ")
        self.query_one(HeaderLine).say(left, saved_words(self._session.saved))
        self.query_one(Banner).follow(self._session)
        self.query_one(MeetingOutline).follow_review(walk)
        self.query_one(MeetingQuestion).ask(walk, name)
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what the current criterion, the status and the state of saving allow."""
        if not self.is_mounted:
            return True
        if action in ("retry", "reload"):
            return super().check_action(action, parameters)
        if action not in OF_THE_MEETING:
            return True
        if self.walk.review.status != "rated" or self.query_one(MeetingOutline).has_focus:
            return False
        if action in OF_A_CRITERION:
            return self.walk.current is not None
        return action != "undo" or bool(self.walk.history)

    def _choose(self, row: str) -> None:
        """Do nothing: the rows are only read."""

    def action_agree(self) -> None:
        """Ask which level both agree on, and record it."""
        from skillgap.tui.dialogs.agreed_level import choose_agreed_level

        walk = self.walk
        criterion = walk.current
        if criterion is None:
            return

        def chosen(answer: tuple[int | None] | None) -> None:
            if answer is not None:
                self._take(walk.agree(answer[0]))

        self.app.push_screen(choose_agreed_level(walk, criterion, self._session.profile.name), chosen)

    def action_reply(self) -> None:
        """Edit the person's reply on the criterion."""
        name = self.walk.current.name if self.walk.current else ""
        purpose = f"In the words of {self._session.profile.name}; an empty reply is removed."
        self._write(name, self.walk.said.reply, "Reply", purpose, lambda text: self.walk.reply(text))

    def action_complete(self) -> None:
        """Ask whether the meeting is over."""
        self.post_message(self.CompleteWanted(self))

    def complete(self, now: str) -> None:
        """Complete the review, now that the mentor is sure. ``now`` is the time in UTC."""
        self._take(self.walk.complete(now))
