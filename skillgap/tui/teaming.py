"""What the application does for a team: it finds the role, opens the screen, and exports."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from textual.screen import Screen

from skillgap.errors import DataError, Diagnostic
from skillgap.store import ProfileFile
from skillgap.tui.keeping import Keeping
from skillgap.tui.shell import EXPORT_WIDTH

if TYPE_CHECKING:
    from skillgap.model.matrix import Matrix
    from skillgap.tui.profile_loader import People
    from skillgap.tui.screens.home import HomeScreen
    from skillgap.tui.screens.team import TeamScreen

NOTHING = Diagnostic("Nobody here is assessed for a role that is known.", hint="They rate themselves first.")


class Teaming(Keeping):
    """A shell that shows people as a team."""

    def on_home_screen_team_wanted(self, event: HomeScreen.TeamWanted) -> None:
        """Show people in the role that they are assessed for; where there are several, ask which."""
        known: list[Matrix] = []
        some = [*event.people.files, *(file for path in event.people.bundles for file in _first_of(path))]
        for role in dict.fromkeys(assessment.matrix for file in some for assessment in file.profile.assessments):
            try:
                known.append(self._library.matrix_named(role))
            except DataError:
                continue  # those assessed for it alone are listed as such
        show = partial(self._show_team, event.people)
        if not known:
            self._explain("No team", (NOTHING,))
        elif len(known) == 1:
            show(known[0])
        else:
            from skillgap.tui.dialogs.choice import choose_matrix

            dialog = choose_matrix("the team", known, None)
            self.push_screen(dialog, lambda chosen: show(chosen) if chosen else None)

    def _show_team(self, people: People, matrix: Matrix) -> None:
        from skillgap.tui.screens.team import TeamScreen

        self._show(TeamScreen(people, matrix, self._today()))

    def _show(self, screen: Screen[None]) -> None:
        """Put a screen in place of what is over the first one, or over a team, to which leaving it leads back."""
        if getattr(self.screen, "STAYS", False):  # asked so, since a team's screen is loaded only once one is shown
            self.push_screen(screen)
        else:
            super()._show(screen)

    def on_team_screen_lost(self, event: TeamScreen.Lost) -> None:
        """Say why somebody's results cannot be shown."""
        self._explain("No results", event.problems)

    def on_team_screen_export_wanted(self, event: TeamScreen.ExportWanted) -> None:
        """Write a team to a file."""
        from skillgap.reports import Layout, render_written
        from skillgap.reports.team import written_team

        written = written_team(event.team)
        self._export("team", lambda form: render_written(written, form, Layout(width=EXPORT_WIDTH)))


def _first_of(bundle: Path) -> list[ProfileFile]:
    """The first people of a bundle, whose roles stand for those of the others."""
    from skillgap.store.bundle_lookup import head_of

    return [entry.content for entry in head_of(bundle).entries if entry.content is not None]
