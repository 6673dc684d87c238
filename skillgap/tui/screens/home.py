"""The first screen: whose profiles there are, how they stand, and what to do next."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.message import Message
from textual.screen import Screen

from skillgap.errors import DataError, Problem
from skillgap.labels import UNICODE
from skillgap.matrix import Matrix
from skillgap.profile import Assessment
from skillgap.store import Entry, Library, ProfileFile
from skillgap.store.seen import last_seen
from skillgap.tui.commands import bind
from skillgap.tui.lines import ACCENT, BAD, HEADING, MUTED, STRONG, ends, joined, plain, wrapped
from skillgap.tui.summary import Summary, broken_lines, lines, summarise
from skillgap.tui.widgets.keybar import KeyBar
from skillgap.tui.widgets.listing import Listing, Row, words
from skillgap.tui.widgets.topline import TopLine

WELCOME = (
    "Rate yourself against what real job postings ask for; stop at any time.",
    "Then see your gaps, ranked by how many of the postings ask for each.",
    "Each answer is saved at once, in one readable file that stays with you.",
)
BLANK = words(Content(""))
MARK = f" {UNICODE.chosen} marked"


class HomeScreen(Screen[None]):
    """The profiles of the library, its samples, and what cannot be read."""

    BINDINGS: ClassVar[list[BindingType]] = [
        bind("enter,a", "assess", "assess", "go.assess", "Rate this person, going on where they stopped"),
        bind("enter", "problems", "what is wrong", "show.problems", "Say all that is wrong in this file"),
        bind("a", "sample", "about samples", "go.sample", "Say what a sample is for", show=False),
        bind("enter,r", "results", "results", "show.results", "See the ranked gaps of this person"),
        bind("space", "mark", "mark", "show.mark", "Mark this person to compare them, or take the mark away"),
        bind("c", "compare", "compare", "show.compare", "Compare those marked, or the last two dates of this person"),
        bind("t", "team", "team", "show.team", "See everybody in one role, or those marked"),
        bind("v", "review", "review", "go.review", "Rate this person as their mentor, then compare"),
        bind("n", "new", "new profile", "go.new", "Make a profile of your own and begin"),
        bind("q,escape", "app.quit", "quit", "app.leave", "Leave skillgap"),
        bind("question_mark,f1", "app.help", "help", "app.help", "Show what every key does"),
    ]

    class EntryMessage(Message):
        """About one profile of the list."""

        def __init__(self, file: ProfileFile) -> None:
            super().__init__()
            self.file = file

    class AssessWanted(EntryMessage):
        """The person wants to rate."""

    class ResultsWanted(EntryMessage):
        """The person wants to see results."""

    class FilesMessage(Message):
        """About several profiles of the list."""

        def __init__(self, files: Sequence[ProfileFile]) -> None:
            super().__init__()
            self.files = files

    class CompareWanted(FilesMessage):
        """The person wants to compare several people, or the dates of one."""

    class TeamWanted(FilesMessage):
        """The person wants to see people as a team."""

    class ReviewWanted(EntryMessage):
        """The person wants to review somebody."""

    class NewWanted(Message):
        """The person wants a new profile."""

    class Unreadable(Message):
        """The person wants to know why a file cannot be read."""

        def __init__(self, problems: tuple[Problem, ...]) -> None:
            super().__init__()
            self.problems = problems

    def __init__(self, library: Library, today: datetime.date) -> None:
        super().__init__()
        self._library = library
        self._today = today
        self._files: dict[str, ProfileFile] = {}
        self._broken: dict[str, tuple[Problem, ...]] = {}
        self._marked: set[str] = set()
        self._rows_shown: list[Row] = []
        self._matrices: dict[tuple[str, int], Matrix] = {}

    def compose(self) -> ComposeResult:
        """A line on top, the list, the keys."""
        tagline = plain("your gaps, ranked by how many postings ask for them", MUTED)
        yield TopLine(joined(plain("skillgap", ACCENT), tagline, separator="  "))
        yield Listing(id="profiles")
        yield KeyBar()

    def on_screen_resume(self) -> None:
        """Read the folder anew whenever this screen is shown, and not while another one opens over it."""
        if self.is_current:
            self.reload()

    def reload(self, chosen: str | None = None) -> None:
        """Read the folder and show what is in it, with the cursor on a profile's path."""
        listing = self.query_one(Listing)
        cursor = chosen or listing.cursor
        self._files, self._broken, self._matrices = {}, {}, {}
        self._rows_shown = rows = self._rows()
        self._marked &= self._files.keys()
        known = [*self._files, *self._broken]
        listing.show(rows, cursor if cursor in known else next(iter(known), None))
        listing.focus()

    # What is shown

    def _rows(self) -> list[Row]:
        try:
            own = self._library.profile_entries()
            samples = self._library.sample_entries()
            matrices = self._library.matrix_entries()
        except DataError as error:
            return [_told(problem) for problem in error.problems]
        for matrix in filter(None, (entry.content for entry in matrices)):
            self._matrices.setdefault((matrix.id, matrix.version), matrix)
        every: list[Entry[Any]] = [*own, *samples, *matrices]
        unread = [entry for entry in every if entry.content is None]
        rows = [BLANK]
        readable = [entry for entry in own if entry.content is not None]
        if readable:
            rows += [_heading("Your profiles", self._library.profiles), *self._profiles(readable)]
        else:
            rows += [*_welcome(matrices), BLANK]
        shown = [entry for entry in samples if entry.content is not None]
        if shown:
            rows += [_heading("Samples, to look around in"), *self._profiles(shown)]
        if unread:
            rows += [_heading("Cannot be read"), *self._unreadable(unread)]
        return rows

    def _profiles(self, entries: Iterable[Entry[ProfileFile]]) -> Iterable[Row]:
        for entry in entries:
            if entry.content is not None:
                self._files[str(entry.path)] = entry.content
                summary = summarise(entry.content, self._matrix_of, last_seen(entry.id))
                yield Row(partial(self._profile, summary), str(entry.path))
                yield BLANK

    def _profile(self, summary: Summary, width: int) -> list[Content]:
        """The lines of a profile, with a mark behind the name of one to compare."""
        if str(summary.file.path) not in self._marked:
            return lines(summary, self._today, width)
        first, *rest = lines(summary, self._today, max(width - len(MARK), 1))
        return [ends(first, plain(MARK, ACCENT), width), *rest]

    def _matrix_of(self, assessment: Assessment) -> Matrix:
        """The matrix of an assessment, each read once however many were rated against it."""
        key = (assessment.matrix, assessment.matrix_version)
        if key not in self._matrices:
            self._matrices[key] = self._library.matrix_of(assessment)
        return self._matrices[key]

    def _unreadable(self, entries: Iterable[Entry[Any]]) -> Iterable[Row]:
        for entry in entries:
            self._broken[str(entry.path)] = entry.problems
            yield Row(partial(broken_lines, entry), str(entry.path))
            yield BLANK

    # Keys

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A sample is only looked at; of a file that cannot be read there are only problems to see."""
        del parameters
        file = self._file
        if action in ("assess", "review"):
            return file is not None and not file.read_only
        if action == "sample":
            return file is not None and file.read_only
        if action in ("results", "mark"):
            return file is not None
        if action == "compare":
            return bool(self._to_compare)
        if action == "team":
            return bool(self._files)
        return action != "problems" or self._cursor in self._broken

    @property
    def _cursor(self) -> str:
        return (self.query_one(Listing).cursor or "") if self.is_mounted else ""

    @property
    def _file(self) -> ProfileFile | None:
        return self._files.get(self._cursor)

    def on_listing_chosen(self) -> None:
        """A second click does what Enter does."""
        for action, do in (("assess", self.action_assess), ("problems", self.action_problems)):
            if self.check_action(action, ()):
                do()
                return
        self.action_results()

    def action_assess(self) -> None:
        """Rate the person under the cursor."""
        if file := self._file:
            self.post_message(self.AssessWanted(file))

    def action_review(self) -> None:
        """Review the person under the cursor."""
        if file := self._file:
            self.post_message(self.ReviewWanted(file))

    def action_sample(self) -> None:
        """Say what a sample is for."""
        self.action_assess()

    def action_results(self) -> None:
        """Show the results of the person under the cursor."""
        if file := self._file:
            self.post_message(self.ResultsWanted(file))

    @property
    def _to_compare(self) -> list[ProfileFile]:
        """Those marked, with one mark also the person under the cursor; without any that person's own dates."""
        file = self._file
        chosen = [one for path, one in self._files.items() if path in self._marked]
        if len(chosen) == 1 and file is not None and file not in chosen:
            chosen.append(file)
        if chosen or file is None:
            return chosen if len(chosen) > 1 else []
        return [file] if len(file.profile.assessments) > 1 else []

    def action_mark(self) -> None:
        """Mark the person under the cursor, or take the mark away."""
        self._marked ^= {self._cursor}
        listing = self.query_one(Listing)
        listing.show(self._rows_shown, listing.cursor)
        listing.action_move(1)

    def action_compare(self) -> None:
        """Compare those marked, or the dates of the person under the cursor."""
        self.post_message(self.CompareWanted(self._to_compare))

    def action_team(self) -> None:
        """Show those marked as a team, else everybody's own profiles, else the samples."""
        marked = [one for path, one in self._files.items() if path in self._marked]
        own = [one for one in self._files.values() if not one.read_only]
        self.post_message(self.TeamWanted(marked or own or list(self._files.values())))

    def action_problems(self) -> None:
        """Say what is wrong in the file under the cursor."""
        self.post_message(self.Unreadable(self._broken[self._cursor]))

    def action_new(self) -> None:
        """Make a new profile."""
        self.post_message(self.NewWanted())


def _heading(title: str, folder: Path | None = None) -> Row:
    where = plain(short_path(folder), MUTED) if folder else Content("")
    return Row(lambda width: [ends(plain(title, HEADING), where.truncate(width // 2, ellipsis=True), width)])


def _welcome(matrices: Iterable[Entry[Matrix]]) -> list[Row]:
    roles = list(dict.fromkeys(entry.content.title for entry in matrices if entry.content is not None))

    def draw(width: int) -> list[Content]:
        drawn = [plain("Welcome.", HEADING), Content("")]
        for sentence in WELCOME:
            drawn += wrapped(plain(sentence), width)
        drawn += [Content(""), joined("Press ", plain("n", ACCENT), plain(" to make your profile and begin.", STRONG))]
        if roles:
            drawn += wrapped(plain(f"To rate against: {UNICODE.dot.join(roles)}", MUTED), width)
        return drawn

    return [Row(draw)]


def _told(problem: Problem) -> Row:
    return Row(lambda width: wrapped(plain(str(problem), BAD), width))


def short_path(path: Path) -> str:
    """A folder as a reader knows it: from the home folder where it is inside."""
    try:
        return str(Path("~") / path.resolve().relative_to(Path.home()))
    except (ValueError, OSError, RuntimeError):
        return str(path)
