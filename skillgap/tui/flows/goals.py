"""Somebody's goals: show them, ask for them, and save them."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from skillgap.errors import Diagnostic
from skillgap.labels import strip_control_chars
from skillgap.labels.goals import goal_words
from skillgap.model.goals import added, changed, level_now, level_to_reach, settled
from skillgap.model.matrix import Matrix
from skillgap.model.profile import Goal, Profile
from skillgap.tui.flows.base import EXPORT_WIDTH, Flow
from skillgap.tui.profile_loader import read_only_reason
from skillgap.tui.session import Session

if TYPE_CHECKING:
    from skillgap.tui.dialogs.goal import GoalDraft
    from skillgap.tui.screens.goal_actions import GoalActionsScreen
    from skillgap.tui.screens.goals import GoalsScreen
    from skillgap.tui.screens.home import HomeScreen

USUAL_TIME = datetime.timedelta(days=90)
"""How far ahead the day lies that is proposed for a new goal."""
NO_ROLE = Diagnostic("No role is known here that has a criterion to set a goal on.")


class GoalFlow(Flow):
    """Shows, sets and settles goals."""

    def on_home_screen_goals_wanted(self, event: HomeScreen.GoalsWanted) -> None:
        """Show somebody's goals."""
        self.work.open(Session(event.file))
        self._open_goals()

    def on_goal_actions_screen_goals_wanted(self) -> None:
        """Show the goals of whom the screen is about."""
        self._open_goals()

    def _open_goals(self) -> None:
        from skillgap.tui.screens.goals import GoalsScreen

        if self.work.session is not None:
            roles = self.workspace.roles_of(self.work.session.profile)
            self.app.push_screen(GoalsScreen(self.work.session, roles, self.workspace.today()))

    # Setting and changing

    def on_goal_actions_screen_goal_wanted(self, event: GoalActionsScreen.GoalWanted) -> None:
        """Set a goal on a criterion, or change the open one that aims at the same."""
        session = self.work.session
        if session is None:
            return
        matrix, criterion = event.matrix, event.matrix.criterion(event.criterion)
        level = event.level
        if level is None:
            scale = matrix.levels_of(criterion.id)
            level = level_to_reach(scale, level_now(session.profile, criterion.id), matrix.target(criterion))
        open_goals = (
            goal for goal in session.profile.goals if goal.status == "open" and goal.criterion == criterion.id
        )
        goal = next((goal for goal in open_goals if goal.level == level), None)
        if goal is not None:
            self._change(goal, [matrix])
            return
        from skillgap.tui.dialogs.goal import GoalDraft

        def set_goal(aim: GoalDraft) -> None:
            after = added(session.profile, criterion.id, aim.level, aim.action, aim.due)
            self._keep_goals(after, after.goals[-1], matrix)

        self._ask([matrix], criterion.id, GoalDraft(level, event.action, self.workspace.today() + USUAL_TIME), set_goal)

    def on_goals_screen_new_wanted(self) -> None:
        """Ask for the criterion, then for the goal on it."""
        from skillgap.tui.dialogs.goal import choose_criterion
        from skillgap.tui.screens.goal_actions import GoalActionsScreen

        session = self.work.session
        if session is None or self._is_only_read(session):
            return
        roles = self.workspace.roles_of(session.profile)
        if not roles:
            self.app.explain("No goal", (NO_ROLE,))
            return

        def chosen(found: tuple[Matrix, str] | None) -> None:
            if found is not None:
                self.on_goal_actions_screen_goal_wanted(GoalActionsScreen.GoalWanted(*found))

        self.app.push_screen(choose_criterion(roles, partial(level_now, session.profile)), chosen)

    def on_goals_screen_change_wanted(self, event: GoalsScreen.ChangeWanted) -> None:
        """Change a goal."""
        if self.work.session is not None:
            self._change(event.goal, self.workspace.roles_of(self.work.session.profile))

    def _change(self, goal: Goal, roles: list[Matrix]) -> None:
        from skillgap.tui.dialogs.goal import GoalDraft

        session = self.work.session
        if session is None:
            return

        def change(aim: GoalDraft) -> None:
            after = replace(goal, level=aim.level, action=aim.action, due=aim.due)
            self._keep_goals(changed(session.profile, after), after, roles[0] if roles else None)

        self._ask(roles, goal.criterion, GoalDraft(goal.level, goal.action, goal.due), change)

    def _ask(self, roles: list[Matrix], criterion: str, aim: GoalDraft, then: Callable[[GoalDraft], None]) -> None:
        """Ask what a goal shall be, beginning with an aim."""
        from skillgap.tui.dialogs.goal import goal_dialog

        session = self.work.session
        if session is None or self._is_only_read(session):
            return
        dialog = goal_dialog(roles, criterion, level_now(session.profile, criterion), aim, self.workspace.today())
        self.app.push_screen(dialog, lambda kept: then(kept) if kept else None)

    def _is_only_read(self, session: Session) -> bool:
        """Whether nothing can be set, since the file can only be looked at; says why."""
        if session.file.read_only:
            self.app.explain("No goal", (read_only_reason(session.file),))
        return session.file.read_only

    # Saving

    def on_goals_screen_settled(self, event: GoalsScreen.Settled) -> None:
        """Let a goal be done, given up, or open again."""
        session = self.work.session
        if session is None or self._is_only_read(session):
            return
        session.keep_goals(settled(session.profile, event.goal.id, event.status).goals)
        self.app.saving.show()

    def _keep_goals(self, profile: Profile, goal: Goal, role: Matrix | None) -> None:
        """Save, and say what was set; where that could not be saved, the goals tell why."""
        from skillgap.tui.screens.goals import GoalsScreen

        session = self.work.session
        if session is None:
            return
        session.keep_goals(profile.goals)
        self.app.saving.show()
        if isinstance(self.app.screen, GoalsScreen):
            self.app.screen.show(goal.id)
        elif not session.saved:
            self._open_goals()
        elif role is not None:
            self.app.notify(strip_control_chars(goal_words(role, goal)), title="Goal saved", markup=False)

    def on_goals_screen_left(self) -> None:
        """Go back to where the goals were opened."""
        self.app.saving.leave(self._close_goals)

    def _close_goals(self) -> None:
        self.app.pop_screen()
        if len(self.app.screen_stack) == 1:
            self.work.session = None
        else:
            self.app.saving.show()

    def on_goals_screen_export_wanted(self) -> None:
        """Write the goals to a file; those with a day also to a calendar."""
        from skillgap.reports.calendar import calendar_text
        from skillgap.reports.content import Layout
        from skillgap.reports.goals import Goals, written_goals
        from skillgap.reports.rendering import render
        from skillgap.tui.dialogs.export import FORMS

        if self.work.session is None:
            return
        profile = self.work.session.profile
        roles = self.workspace.roles_of(profile)
        written = written_goals(Goals(profile, roles, self.workspace.today()))

        def text(form: str) -> str:
            if form == "ics":
                return calendar_text(profile, roles, datetime.datetime.now(datetime.UTC))
            return render(written, form, Layout(width=EXPORT_WIDTH))

        self.app.export(f"{profile.id}-goals", text, [*FORMS, "ics"])
