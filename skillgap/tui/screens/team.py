"""A team in one role: everybody's levels, and below them shared gaps, who could help, and whose review waits."""

from __future__ import annotations

import asyncio
import datetime
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content

from skillgap.errors import DataError, Diagnostic
from skillgap.labels import UNICODE, VIEW_NAMES
from skillgap.labels import team as words
from skillgap.model.matrix import Matrix
from skillgap.reports.blocks import Document, Heading, Items, Text, not_empty
from skillgap.reports.team import below_people
from skillgap.scoring.gap_report import VIEWS, View
from skillgap.scoring.team import TeamReport
from skillgap.store import ProfileFile
from skillgap.store.bundle_lookup import file_of, find_in_bundle, line_at
from skillgap.tui.base_screen import BaseScreen, Request
from skillgap.tui.commands import bind
from skillgap.tui.lines import ACCENT, MUTED, STRONG, joined, plain
from skillgap.tui.profile_loader import People
from skillgap.tui.team_worker import Count, Counted
from skillgap.tui.widgets.blocks import document_rows
from skillgap.tui.widgets.header import HeaderLine
from skillgap.tui.widgets.keybar import KeyBar
from skillgap.tui.widgets.listing import Listing
from skillgap.tui.widgets.listing import words as told
from skillgap.tui.widgets.mandatory_line import MandatoryLine
from skillgap.tui.widgets.team_table import Legend, TeamTable

SOON = 0.1
"""Seconds after which it is told that people are being counted, and how many so far."""


class TeamScreen(BaseScreen[None]):
    """Many people in one role."""

    CSS_PATH = "team.tcss"
    STAYS = True
    """What is opened from here comes over it."""
    BINDINGS: ClassVar[list[BindingType]] = [
        bind("enter,r", "results", "results", "show.results", "See the ranked gaps of this person"),
        bind("g", "gaps", "to the gaps", "move.gaps", "Scroll to the team figures, and back to the people"),
        bind("v", "view", "view", "show.view", "Whose levels count: agreed, people's own, the mentor's"),
        bind("e", "export", "export", "show.export", "Write this team to a file"),
        bind("q,escape", "home", "home", "go.home", "Go to the first screen"),
        bind("question_mark,f1", "app.help", "help", "app.help", "Show all keys"),
    ]  # fmt: skip

    class HomeWanted(Request):
        """The person wants to leave."""

    class ResultsWanted(Request):
        """The person wants to see somebody's results."""

        def __init__(self, file: ProfileFile) -> None:
            super().__init__()
            self.file = file

    class Lost(Request):
        """Somebody of the team can no longer be read."""

        def __init__(self, problems: tuple[Diagnostic, ...]) -> None:
            super().__init__()
            self.problems = problems

    class ExportWanted(Request):
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
        self._counted: Counted | None = None
        self._came_from = 0

    def compose(self) -> ComposeResult:
        """A line on top, the people with what there is to say of them, what the marks mean, the keys."""
        yield MandatoryLine()
        yield HeaderLine()
        yield Listing(id="team")
        yield Legend()
        yield KeyBar()

    def on_mount(self) -> None:
        """Count the team, and show what it is of meanwhile."""
        self._say()
        self.query_one(Legend).follow(None)
        self._listing.focus()
        self._count()

    @work(exclusive=True)
    async def _count(self) -> None:
        """Count the team beside the screen and show it; what was shown stays until then.

        Who counts anew or leaves cancels this, and nothing of it is shown.
        """
        count = Count(self._people, self._matrix, self._today, self._view)
        counting = asyncio.ensure_future(asyncio.to_thread(count.run))
        try:
            while not counting.done():
                await asyncio.wait([counting], timeout=SOON)
                if self not in self.app.screen_stack:
                    return  # what it consists of may be gone before this is cancelled
                if not counting.done():
                    self._tell(count.done)
        finally:
            count.stop()  # the thread is not cancelled with this
        if counted := counting.result():
            self._show(counted)

    def _tell(self, done: int) -> None:
        """Say how many people are counted so far."""
        self._say(f"counting {VIEW_NAMES[self._view]}", f"{done:,} so far")
        if self._counted is None:
            self._listing.show([told(Content(""), plain(" Counting all people first.", MUTED))])

    def _say(self, *standing: str) -> None:
        """Show the role on top, and beside it how things stand."""
        title = joined(plain("Team", ACCENT), plain(self._matrix.title, STRONG), separator="  ")
        self.query_one(HeaderLine).say(title, joined(*standing, separator=UNICODE.dot).stylize(MUTED))

    def _show(self, counted: Counted) -> None:
        """Show a team, with the cursor where it is, at first on the first person."""
        self._counted = counted
        team, table = counted.team, TeamTable(counted.team)
        self.query_one(MandatoryLine).say(words.mandatory_words(team))
        self._say(VIEW_NAMES[team.view], words.assessed_of(team))
        rows = [*table.rows(), *document_rows(_below(counted))]
        if not team.members:
            rows.insert(0, told(Content(""), plain(" Nobody is assessed against this version of the role.", MUTED)))
        ids = [member.id for member in team.members]
        cursor = self._listing.cursor if self._listing.cursor in ids else next(iter(ids), None)
        self._listing.show(rows, cursor, table.head() if ids else None)
        self.query_one(Legend).follow(table if ids else None)

    @property
    def _listing(self) -> Listing:
        return self.query_one(Listing)

    def _file(self, identifier: str) -> ProfileFile:
        """Somebody of the team; DataError where a bundle no longer holds them."""
        own = next((file for file in self._people.files if file.profile.id == identifier), None)
        if own is not None:
            return own
        bundles = self._people.bundles
        found = next((line for bundle in bundles if (line := find_in_bundle(bundle, identifier))), None)
        return file_of(found or line_at(bundles[0] / identifier))

    # Keys

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only somebody has results or gaps, and only what is counted can be written."""
        del parameters
        if action in ("results", "gaps"):
            return self.is_mounted and self._listing.cursor is not None
        return action != "export" or self._counted is not None

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
        """Scroll past the people, or back to where one was among them."""
        listing, people = self._listing, len(self._counted.team.members) if self._counted else 0
        at, gaps = listing.scroll_offset.y, min(people, listing.max_scroll_y)
        if at < gaps:
            self._came_from = at
        listing.scroll_to(y=gaps if at < gaps else self._came_from, animate=False)

    def action_view(self) -> None:
        """Count the next one's levels."""
        self._view = VIEWS[(VIEWS.index(self._view) + 1) % len(VIEWS)]
        self._count()

    def action_export(self) -> None:
        """Write the team to a file."""
        if self._counted:
            self.post_message(self.ExportWanted(self._counted.team))

    def action_home(self) -> None:
        """Leave this screen."""
        self.post_message(self.HomeWanted())


def _below(counted: Counted) -> Document:
    """What stands below the people."""
    document = below_people(counted.team)
    problems = counted.uncounted
    told = tuple(str(problem).partition("\n")[0] for problem in problems[: words.MOST_LISTED])
    more = words.unlisted_words(told, len(problems), "told by skillgap team")
    blocks = [document.blocks, Heading(f"Not counted: {len(problems):,}"), Items(told)] if told else [document.blocks]
    return Document(document.title, not_empty(*blocks, Text(more, quiet=True) if more else None))
