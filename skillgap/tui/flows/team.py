"""Many people at once: a team in one role, or several assessments next to each other."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from skillgap.errors import DataError, Diagnostic
from skillgap.store import ProfileFile
from skillgap.tui.flows.base import EXPORT_WIDTH, Flow

if TYPE_CHECKING:
    from skillgap.model.matrix import Matrix
    from skillgap.tui.profile_loader import People
    from skillgap.tui.screens.compare import CompareScreen
    from skillgap.tui.screens.home import HomeScreen
    from skillgap.tui.screens.team import TeamScreen

NOTHING = Diagnostic("No person here is assessed for a known role.", hint="They rate themselves first.")


class TeamFlow(Flow):
    """Shows people as a team, and compares them."""

    def on_home_screen_team_wanted(self, event: HomeScreen.TeamWanted) -> None:
        """Show people in the role that they are assessed for; where there are several, ask which."""
        known: list[Matrix] = []
        some = [*event.people.files, *(file for path in event.people.bundles for file in _first_of(path))]
        for role in dict.fromkeys(assessment.matrix for file in some for assessment in file.profile.assessments):
            try:
                known.append(self.workspace.library.matrix_named(role))
            except DataError:
                continue  # those assessed for it alone are listed as such
        show = partial(self._show_team, event.people)
        if not known:
            self.app.explain("No team", (NOTHING,))
        elif len(known) == 1:
            show(known[0])
        else:
            from skillgap.tui.dialogs.choice import choose_matrix

            dialog = choose_matrix("the team", known, None)
            self.app.push_screen(dialog, lambda chosen: show(chosen) if chosen else None)

    def _show_team(self, people: People, matrix: Matrix) -> None:
        from skillgap.tui.screens.team import TeamScreen

        self.app.show(TeamScreen(people, matrix, self.workspace.today()))

    def on_home_screen_compare_wanted(self, event: HomeScreen.CompareWanted) -> None:
        """Show people next to each other, or one person's dates."""
        from skillgap.tui.screens.compare import CompareScreen, line_up

        try:
            choices = line_up(event.files, self.workspace)
        except DataError as error:
            self.app.explain("These cannot be compared", error.problems)
        else:
            self.app.show(CompareScreen(choices, self.workspace.today()))

    def on_compare_screen_export_wanted(self, event: CompareScreen.ExportWanted) -> None:
        """Write a comparison to a file."""
        from skillgap.reports.comparison import written_comparison
        from skillgap.reports.content import Layout
        from skillgap.reports.rendering import render
        from skillgap.scoring.comparison.table import explanation

        report = written_comparison(event.comparison, explanation(event.comparison))
        self.app.export("comparison", lambda form: render(report, form, Layout(width=EXPORT_WIDTH)))

    def on_home_screen_unreadable(self, event: HomeScreen.Unreadable) -> None:
        """Show everything that is wrong in a file."""
        self.app.explain("This file cannot be read", event.problems)

    def on_team_screen_lost(self, event: TeamScreen.Lost) -> None:
        """Say why somebody's results cannot be shown."""
        self.app.explain("No results", event.problems)

    def on_team_screen_export_wanted(self, event: TeamScreen.ExportWanted) -> None:
        """Write a team to a file."""
        from skillgap.reports.content import Layout
        from skillgap.reports.rendering import render
        from skillgap.reports.team import written_team

        written = written_team(event.team)
        self.app.export("team", lambda form: render(written, form, Layout(width=EXPORT_WIDTH)))


def _first_of(bundle: Path) -> list[ProfileFile]:
    """The first people of a bundle, whose roles stand for those of the others."""
    from skillgap.store.bundle_lookup import head_of

    return [entry.content for entry in head_of(bundle).entries if entry.content is not None]
