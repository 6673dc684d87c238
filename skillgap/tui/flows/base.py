"""What all flows share: the application they show screens in, the workspace, and the work that is open."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from skillgap.workspace import Workspace

if TYPE_CHECKING:
    from skillgap.model.profile import ReviewStatus
    from skillgap.questionnaire.review import ReviewQuestionnaire
    from skillgap.questionnaire.self_assessment import Questionnaire
    from skillgap.tui.app import SkillgapApp
    from skillgap.tui.session import Session

EXPORT_WIDTH = 100
"""Columns of what is exported as text."""


@dataclass(slots=True)
class OpenWork:
    """The file being worked on, and the questionnaire or review in progress; None while there is none.

    ``begun_status`` is the review's status when its screen opened.
    """

    session: Session | None = None
    questionnaire: Questionnaire | None = None
    review: ReviewQuestionnaire | None = None
    begun_status: ReviewStatus | None = None

    def open(self, session: Session, review: ReviewQuestionnaire | None = None) -> Session:
        """Begin to work on a file, or on a review of it, in place of anything else."""
        self.session, self.questionnaire, self.review = session, None, review
        self.begun_status = review.review.status if review else None
        return session

    def close(self) -> None:
        """Forget what was worked on."""
        self.session = self.questionnaire = self.review = self.begun_status = None


class Flow:
    """One kind of work. Its methods named ``on_…`` answer requests of screens, by Textual's names of handlers."""

    def __init__(self, app: SkillgapApp) -> None:
        self.app = app

    @property
    def workspace(self) -> Workspace:
        """Where files are found and saved."""
        return self.app.workspace

    @property
    def work(self) -> OpenWork:
        """What is being worked on, which all flows share."""
        return self.app.work
