"""What screens share from which goals are set and seen."""

from __future__ import annotations

from skillgap.model.matrix import Matrix
from skillgap.tui.base_screen import BaseScreen, Request


class GoalActionsScreen(BaseScreen[None]):
    """A screen about criteria: a goal can be set on the one under its cursor."""

    class GoalsWanted(Request):
        """The person wants to see the goals."""

    class GoalWanted(Request):
        """The person wants to set a goal on a criterion of a matrix.

        ``level`` None stands for what is usual there; ``action`` is what is proposed to be done, if anything is.
        """

        def __init__(self, matrix: Matrix, criterion: str, level: int | None = None, action: str | None = None) -> None:
            super().__init__()
            self.matrix = matrix
            self.criterion = criterion
            self.level = level
            self.action = action

    def aim(self) -> GoalWanted | None:
        """The goal that could be set now; None where the cursor is on no criterion."""
        raise NotImplementedError

    def action_goals(self) -> None:
        """Show the goals."""
        self.post_message(self.GoalsWanted())

    def action_goal(self) -> None:
        """Set a goal on the criterion under the cursor."""
        if wanted := self.aim():
            self.post_message(wanted)
