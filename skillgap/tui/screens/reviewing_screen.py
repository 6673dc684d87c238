"""What the screens of a review share: rating as a mentor, and meeting the person afterwards."""

from __future__ import annotations

from collections.abc import Callable

from skillgap.questionnaire.review import ReviewQuestionnaire
from skillgap.tui.base_screen import Request
from skillgap.tui.screens.question_screen import QuestionScreen


class ReviewingScreen(QuestionScreen[ReviewQuestionnaire]):
    """Shows a review criterion by criterion, and lets a comment and a summary be written."""

    class Changed(Request):
        """The walk went on. It is to be saved, and then shown with :meth:`QuestionScreen.show`."""

        IS_NEVER_DROPPED = True

        def __init__(self, screen: ReviewingScreen, walk: ReviewQuestionnaire) -> None:
            super().__init__()
            self.screen = screen
            self.walk = walk

    def _take(self, walk: ReviewQuestionnaire) -> None:
        self.walk = walk
        self.post_message(self.Changed(self, walk))

    def _write(
        self,
        title: str,
        known: str | None,
        what: str,
        purpose: str,
        change: Callable[[str | None], ReviewQuestionnaire],
    ) -> None:
        """Let somebody write a text, and continue with the review that has it."""
        from skillgap.tui.dialogs.note import NoteDialog

        self.app.push_screen(NoteDialog(title, known, lambda text: self._take(change(text)), what, purpose))

    def action_comment(self) -> None:
        """Edit the comment on the criterion."""
        name = self.walk.current.name if self.walk.current else ""
        purpose = "For the person to read; an empty comment is removed."
        self._write(name, self.walk.said.comment, "Comment", purpose, lambda text: self.walk.comment(text))

    def action_summary(self) -> None:
        """Edit the summary of the review."""
        purpose = "Your overall summary. An empty summary is removed."
        known = self.walk.review.summary
        self._write(self._session.profile.name, known, "Summary", purpose, lambda text: self.walk.summarise(text))
