"""A team in one role: everybody's levels, and below them shared gaps, who could help, and whose review waits."""

from __future__ import annotations

import datetime
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.message import Message
from textual.screen import Screen

from skillgap.errors import DataError, Problem
from skillgap.labels import UNICODE
from skillgap.labels import team as words
from skillgap.matrix import Matrix
from skillgap.reports.blocks import Document, Heading, Items
from skillgap.reports.team import below_people
from skillgap.scoring import VIEWS, View
from skillgap.store import ProfileFile
from skillgap.store.bundled import find_in_bundle, read_in_bundle
from skillgap.store.teams import count_people
from skillgap.team import Team, TeamReport
from skillgap.tui.commands import bind
from skillgap.tui.lines import ACCENT, MUTED, STRONG, joined, plain
from skillgap.tui.roster import People
from skillgap.tui.screens.compare import VIEW_NAMES
from skillgap.tui.widgets.blocks import document_rows
from skillgap.tui.widgets.keybar import KeyBar
from skillgap.tui.widgets.listing import Listing
from skillgap.tui.widgets.listing import words as told
from skillgap.tui.widgets.team_table import TeamTable
from skillgap.tui.widgets.topline import TopLine


class TeamScreen(Screen[None]):
    """Many people in one role."""

    CSS_PATH = "team.tcss"
    STAYS = True
    """What is opened from here comes over it."""
    BINDINGS: ClassVar[list[BindingType]] = [
        bind("enter,r", "results", "results", "show.results", "See the ranked gaps of this person"),
        bind("g", "gaps", "to the gaps", "move.gaps", "Scroll to what is said of all of them, and back to the people"),
        bind("v", "view", "view", "show.view", "Whose levels count: agreed, people's own, the mentor's"),
        bind("e", "export", "export", "show.export", "Write this team to a file"),
        bind("q,escape", "home", "home", "go.home", "Go to the first screen"),
        bind("question_mark,f1", "app.help", "help", "app.help", "Show what every key does"),
    ]  # fmt: skip

    class HomeWanted(Message):
        """The person wants to leave."""

    class ResultsWanted(Message):
        """The person wants to see somebody's results."""

        def __init__(self, file: ProfileFile) -> None:
            super().__init__()
            self.file = file

    class Lost(Message):
        """Somebody of the team can no longer be read."""

        def __init__(self, problems: tuple[Problem, ...]) -> None:
            super().__init__()
            self.problems = problems

    class ExportWanted(Message):
        """The person wants the team as a file."""

        def __init__(self, team: TeamReport) -> None:
            super().__init__()
            self.team = team

    def __init__(self, people: People, matrix: Matrix, today: datetime.date) -> None:
        super().__init__()
        self._people = people
        self._matrix = matrix
        self._today = today
        self._view: View = "agreed"
        self._team, self._uncounted = self._counted()

    def _counted(self) -> tuple[TeamReport, list[Problem]]:
        """The team as it is to be looked at now, and why anybody is not counted."""
        team = Team(self._matrix, self._today, view=self._view)
        problems = list(self._people.unread)
        problems += [file.problem(fault) for file in self._people.files for fault in team.add(file.profile)]
        for path in self._people.bundles:
            problems += count_people(team, path)
        return team.report(), problems

    def compose(self) -> ComposeResult:
        """A line on top, the people with what there is to say of them, the keys."""
        yield TopLine()
        yield Listing(id="team")
        yield KeyBar()

    def on_mount(self) -> None:
        """Show the team, with the cursor on the first person."""
        self._show()
        self._listing.focus()

    def _show(self) -> None:
        """Show the team, with the cursor where it is."""
        team, table = self._team, TeamTable(self._team)
        standing = joined(VIEW_NAMES[self._view], words.assessed_of(team), separator=UNICODE.dot)
        title = joined(plain("Team", ACCENT), plain(self._matrix.title, STRONG), separator="  ")
        self.query_one(TopLine).say(title, standing.stylize(MUTED))
        rows = [*table.rows(), *document_rows(self._below())]
        if not team.members:
            rows.insert(0, told(Content(""), plain(" Nobody is assessed against this version of the role.", MUTED)))
        ids = [one.id for one in team.members]
        cursor = self._listing.cursor if self._listing.cursor in ids else next(iter(ids), None)
        self._listing.show(rows, cursor, table.head() if ids else None)

    def _below(self) -> Document:
        """What stands below the people."""
        document = below_people(self._team)
        problems = tuple(str(problem).partition("\n")[0] for problem in self._uncounted)
        uncounted = (Heading(f"Not counted: {len(problems)}"), Items(problems)) if problems else ()
        return Document(document.title, (*document.blocks, *uncounted))

    @property
    def _listing(self) -> Listing:
        return self.query_one(Listing)

    def _file(self, identifier: str) -> ProfileFile:
        """Somebody of the team; DataError where a bundle no longer holds them."""
        own = next((file for file in self._people.files if file.profile.id == identifier), None)
        if own is not None:
            return own
        bundles = self._people.bundles
        return read_in_bundle(
            next((one for one in bundles if find_in_bundle(one, identifier)), bundles[0]) / identifier
        )

    # Keys

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only somebody has results."""
        del parameters
        return action != "results" or (self.is_mounted and self._listing.cursor is not None)

    def on_listing_chosen(self) -> None:
        """A second click does what Enter does."""
        self.action_results()

    def action_results(self) -> None:
        """Show the results of the person under the cursor."""
        if cursor := self._listing.cursor:
            try:
                self.post_message(self.ResultsWanted(self._file(cursor)))
            except DataError as error:
                self.post_message(self.Lost(error.problems))

    def action_gaps(self) -> None:
        """Scroll past the people, or back to them."""
        self._listing.scroll_to(y=0 if self._listing.scroll_offset.y else len(self._team.members), animate=False)

    def action_view(self) -> None:
        """Count the next one's levels."""
        self._view = VIEWS[(VIEWS.index(self._view) + 1) % len(VIEWS)]
        self._team, self._uncounted = self._counted()
        self._show()

    def action_export(self) -> None:
        """Write the team to a file."""
        self.post_message(self.ExportWanted(self._team))

    def action_home(self) -> None:
        """Leave this screen."""
        self.post_message(self.HomeWanted())
