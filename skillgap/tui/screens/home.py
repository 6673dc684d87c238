"""The first screen: whose profiles there are, how they stand, and what to do next."""

from __future__ import annotations

import asyncio
import datetime
from collections.abc import Iterable, Sequence
from functools import cache, partial
from pathlib import Path
from typing import Any, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content

from skillgap.errors import DataError, Diagnostic
from skillgap.labels import UNICODE, pluralize
from skillgap.store import Entry, Library, ProfileFile
from skillgap.store.settings import read_settings
from skillgap.tui.base_screen import BaseScreen, Request
from skillgap.tui.commands import bind
from skillgap.tui.lines import ACCENT, HEADING, MUTED, STRONG, cut, ends, joined, plain, wrapped
from skillgap.tui.profile_loader import LoadedProfiles, People, ProfileSource, Reader, sources
from skillgap.tui.summary import Summary, broken_lines, lines
from skillgap.tui.widgets.header import HeaderLine
from skillgap.tui.widgets.keybar import KeyBar
from skillgap.tui.widgets.listing import Listing, Row, words

WELCOME = (
    "Rate yourself against real job postings. You can stop at any time.",
    "Then see your gaps, ranked by how many of the postings ask for each.",
    "Each answer is saved at once, in one readable file that stays with you.",
)
BLANK = words(Content(""))
MARK = f" {UNICODE.chosen} marked"
TAGLINE = "your gaps, ranked by how many postings ask for them"
MORE = "And more. Press t for the whole team, or run `skillgap profile list`."
NEW = "new profile"
"""The row of the welcome, which no path equals."""
QUESTIONS_A_MINUTE = 2
"""How fast a first assessment is estimated to go: half a minute for a question with its levels."""
AT_ONCE = 12
"""How many files are read before others are shown: about as many people as fit on a screen."""


class HomeScreen(BaseScreen[None]):
    """The profiles of the library, its samples, and what cannot be read."""

    BINDINGS: ClassVar[list[BindingType]] = [
        bind("enter,a", "assess", "assess", "go.assess", "Continue the self-assessment"),
        bind("enter", "problems", "problems", "show.problems", "Show all problems of this file"),
        bind("a", "fixed", "why not rate", "go.fixed", "Explain why this profile cannot be changed", show=False),
        bind("enter", "begin", "begin", "go.begin", "Make a profile of your own and begin"),
        bind("enter,r", "results", "results", "show.results", "See the ranked gaps of this person"),
        bind("space", "mark", "mark", "show.mark", "Mark this person to compare them, or take the mark away"),
        bind(
            "c",
            "compare",
            "compare",
            "show.compare",
            "Compare the selected people, or the last two dates of this person",
        ),
        bind("t", "team", "team", "show.team", "Show the team in one role, or the selected people"),
        bind("v", "review", "review", "go.review", "Rate this person as their mentor, then compare"),
        bind("g", "goals", "goals", "show.goals", "Show the goals of this person"),
        bind("n", "new", "new profile", "go.new", "Make a profile of your own and begin"),
        bind("q", "app.quit", "quit", "app.leave", "Leave skillgap"),
        bind("question_mark,f1", "app.help", "help", "app.help", "Show all keys"),
    ]

    class EntryMessage(Request):
        """About one profile of the list."""

        def __init__(self, file: ProfileFile) -> None:
            super().__init__()
            self.file = file

    class AssessWanted(EntryMessage):
        """The person wants to rate."""

    class ResultsWanted(EntryMessage):
        """The person wants to see results."""

    class GoalsWanted(EntryMessage):
        """The person wants to see goals."""

    class FilesMessage(Request):
        """About several profiles of the list."""

        def __init__(self, files: Sequence[ProfileFile]) -> None:
            super().__init__()
            self.files = files

    class CompareWanted(FilesMessage):
        """The person wants to compare several people, or the dates of one."""

    class TeamWanted(Request):
        """The person wants to see people as a team."""

        def __init__(self, people: People) -> None:
            super().__init__()
            self.people = people

    class ReviewWanted(EntryMessage):
        """The person wants to review somebody."""

    class NewWanted(Request):
        """The person wants a new profile."""

    class Unreadable(Request):
        """The person wants to know why a file cannot be read."""

        def __init__(self, problems: tuple[Diagnostic, ...]) -> None:
            super().__init__()
            self.problems = problems

    def __init__(self, library: Library, today: datetime.date, opened: Path | None = None) -> None:
        """Show a library, and a file that was opened from elsewhere if one was."""
        super().__init__()
        self._library = library
        self._today = today
        self._opened = opened
        self._sources: list[ProfileSource] = []
        self._found: dict[ProfileSource, LoadedProfiles] = {}
        self._trouble: tuple[Diagnostic, ...] = ()
        self._unread = 0
        self._mentor: str | None = None
        self._is_new = False
        self._worked_on: str | None = None
        self._files: dict[str, ProfileFile] = {}
        self._broken: dict[str, tuple[Diagnostic, ...]] = {}
        self._marked: set[str] = set()
        self._drawn: dict[str, tuple[Summary, Row]] = {}

    def compose(self) -> ComposeResult:
        """A line on top, the list, the keys."""
        yield HeaderLine()
        yield Listing(id="profiles")
        yield KeyBar()

    def on_screen_resume(self) -> None:
        """Read the folder anew whenever this screen is shown, and not while another one opens over it."""
        if self.app.screen is self:  # a screen behind one without a style yet counts as current too
            self.reload()

    def on_screen_suspend(self) -> None:
        """Read no further while something else is looked at, and do not say so behind a dialog."""
        self.workers.cancel_node(self)
        self._tell_what_is_read(0)

    def reload(self, chosen: str | None = None) -> None:
        """Read the folder and show what is in it, with the cursor on a profile's path.

        What fills the screen is read at once, and so is what the cursor is on; the others follow while the keys
        work already. Until then they are shown as they were read before.
        """
        self.workers.cancel_node(self)
        self._mentor = read_settings().mentor
        cursor = chosen or self._worked_on or self._cursor
        self._worked_on = None
        self._sources, self._trouble = [], ()
        try:
            self._sources = sources(self._library, self._opened)
        except DataError as error:
            self._trouble = error.problems
        self._found = {source: self._found[source] for source in self._sources if source in self._found}
        reader = Reader(self._library, self._today)
        under_cursor = [source for source in self._sources if cursor.startswith(str(source.path))]
        first = [*under_cursor, *(source for source in self._sources if source not in self._found)][:AT_ONCE]
        self._found |= reader.read_all(first)
        rest = [source for source in self._sources if source not in first]
        self._unread = len(rest)
        self._show(cursor)
        self.query_one(Listing).focus()
        if rest:
            self._read(reader, rest)

    def return_to(self, path: Path) -> None:
        """Put the cursor on a profile when this screen is shown next."""
        self._worked_on = str(path)

    @work
    async def _read(self, reader: Reader, rest: Sequence[ProfileSource]) -> None:
        """Read what is left, and show it piece by piece: the more is shown, the larger the next piece."""
        done = 0
        try:
            while several := rest[done : done + max(AT_ONCE, done // 4)]:
                found = await asyncio.to_thread(reader.read_all, several)
                self._found |= found
                done += len(several)
                self._unread = len(rest) - done
                self._show(self._cursor)
        finally:
            reader.stop()  # the thread is not cancelled with this, and whoever quits would wait for it

    # What is shown

    def _show(self, cursor: str) -> None:
        self._files, self._broken, self._is_new = {}, {}, False
        rows = self._rows()
        self._marked &= self._files.keys()
        known = [*([NEW] if self._is_new else []), *self._files, *self._broken]
        self.query_one(Listing).show(rows, cursor if cursor in known else next(iter(known), None))
        self._tell_what_is_read(self._unread)

    def _tell_what_is_read(self, unread: int) -> None:
        left = joined(plain("skillgap", ACCENT), plain(TAGLINE, MUTED), separator="  ")
        for line in self.query(HeaderLine):
            line.say(left, plain(f"reading {unread:,} more" if unread else "", MUTED))

    def _of(self, kind: str) -> list[tuple[Path, LoadedProfiles]]:
        return [
            (source.path, self._found[source])
            for source in self._sources
            if source.kind == kind and source in self._found
        ]

    def _rows(self) -> list[Row]:
        if self._trouble:
            from skillgap.tui.dialogs.problems import problem_lines

            return [BLANK, *(Row(partial(problem_lines, problem)) for problem in self._trouble)]
        rows = [BLANK]
        opened, own, bundles, samples = map(self._of, ("opened", "own", "bundle", "sample"))
        for path, found in opened:
            if found.people:
                rows += [_heading(f"Opened: {path.name}", path.parent.resolve()), *self._people([found])]
        if any(found.people for _, found in own):
            rows += [_heading("Your profiles", self._library.profiles), *self._people(found for _, found in own)]
        elif not (any(not person.file.read_only for _, found in opened for person in found.people) or self._unread):
            rows += [_welcome([size for _, found in self._of("matrices") for size in found.questions]), BLANK]
            self._is_new = True
        for path, found in bundles:
            if found.people:
                rows += [_heading(f"{path.name}, a bundle: only read", path.parent), *self._people([found])]
            if found.more:
                rows += [words(plain(MORE, MUTED).pad_left(2)), BLANK]
        if samples:
            rows += [_heading("Samples, to look around in"), *self._people(found for _, found in samples)]
        unread = [entry for found in self._found.values() for entry in found.unread]
        if unread:
            rows += [_heading("Cannot be read"), *self._unreadable(unread)]
        return rows

    def _people(self, several: Iterable[LoadedProfiles]) -> Iterable[Row]:
        for summary in (person for found in several for person in found.people):
            path = str(summary.file.path)
            self._files[path] = summary.file
            if path not in self._drawn or self._drawn[path][0] is not summary:
                # A row is drawn once for each width, however often the list is shown with more in it.
                self._drawn[path] = summary, Row(cache(partial(self._profile, summary)), path)
            yield self._drawn[path][1]
            yield BLANK

    def _profile(self, summary: Summary, width: int) -> list[Content]:
        """The lines of a profile, with a mark behind the name of one to compare."""
        if str(summary.file.path) not in self._marked:
            return lines(summary, self._today, width, self._mentor)
        first, *rest = lines(summary, self._today, max(width - len(MARK), 1), self._mentor)
        return [ends(first, plain(MARK, ACCENT), width), *rest]

    def _unreadable(self, entries: Iterable[Entry[Any]]) -> Iterable[Row]:
        for entry in entries:
            self._broken[str(entry.path)] = entry.problems
            yield Row(partial(broken_lines, entry), str(entry.path))
            yield BLANK

    # Keys

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Samples and bundles are only read; of a file that cannot be read there are only problems to see."""
        del parameters
        file = self._file
        if action in ("assess", "review"):
            return file is not None and not file.read_only
        if action == "fixed":
            return file is not None and file.read_only
        if action == "begin":
            return self._cursor == NEW
        if action in ("results", "goals", "mark"):
            return file is not None
        if action == "compare":
            return bool(self._to_compare)
        if action == "team":
            return bool(self._files) and not self._unread
        return action != "problems" or self._cursor in self._broken

    @property
    def _cursor(self) -> str:
        return (self.query_one(Listing).cursor or "") if self.is_mounted else ""

    @property
    def _file(self) -> ProfileFile | None:
        return self._files.get(self._cursor)

    def on_listing_chosen(self) -> None:
        """A second click does what Enter does."""
        for action, do in (
            ("assess", self.action_assess),
            ("problems", self.action_problems),
            ("begin", self.action_begin),
        ):
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

    def action_fixed(self) -> None:
        """Say why the person under the cursor is only read."""
        self.action_assess()

    def action_results(self) -> None:
        """Show the results of the person under the cursor."""
        if file := self._file:
            self.post_message(self.ResultsWanted(file))

    def action_goals(self) -> None:
        """Show the goals of the person under the cursor."""
        if file := self._file:
            self.post_message(self.GoalsWanted(file))

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
        del self._drawn[self._cursor]
        self._show(self._cursor)
        self.query_one(Listing).action_move(1)

    def action_compare(self) -> None:
        """Compare those marked, or the dates of the person under the cursor."""
        self.post_message(self.CompareWanted(self._to_compare))

    def action_team(self) -> None:
        """Show those marked as a team, else everybody's own profiles and bundles, else the samples."""
        marked = [one for path, one in self._files.items() if path in self._marked]
        own = [file for file in self._files.values() if not file.read_only]
        bundles = [path for path, _ in self._of("bundle")]
        unread = [entry.problems[0] for _, found in self._of("own") for entry in found.unread]
        if marked or not (own or bundles):
            self.post_message(self.TeamWanted(People(marked or list(self._files.values()))))
        else:
            self.post_message(self.TeamWanted(People(own, bundles, unread)))

    def action_problems(self) -> None:
        """Say what is wrong in the file under the cursor."""
        self.post_message(self.Unreadable(self._broken[self._cursor]))

    def action_new(self) -> None:
        """Make a new profile."""
        self.post_message(self.NewWanted())

    def action_begin(self) -> None:
        """Make the first profile."""
        self.action_new()


def _heading(title: str, folder: Path | None = None) -> Row:
    where = plain(short_path(folder), MUTED) if folder else Content("")
    return Row(lambda width: [ends(plain(title, HEADING), cut(where, width // 2), width)])


def _welcome(questions: Sequence[int]) -> Row:
    """Say what skillgap does, how many questions a role has and how long they take."""

    def draw(width: int) -> list[Content]:
        drawn = [plain("Welcome.", HEADING), Content("")]
        for sentence in WELCOME:
            drawn += wrapped(plain(sentence), width)
        if questions:
            minutes = [max(round(count / QUESTIONS_A_MINUTE), 1) for count in questions]
            roles = pluralize(len(questions), "role")
            about = f"{roles}. {_range(questions, 'question')}, about {_range(minutes, 'minute')}."
            drawn += wrapped(plain(about), width)
        key = plain("Enter", ACCENT)
        drawn += [Content(""), joined("Press ", key, plain(" to make your profile and begin.", STRONG))]
        return drawn

    return Row(draw, NEW)


def _range(counts: Sequence[int], noun: str) -> str:
    """Say a count, or the least and the greatest."""
    least, most = min(counts), max(counts)
    return pluralize(most, noun) if least == most else f"{least}\u2013{pluralize(most, noun)}"


def short_path(path: Path) -> str:
    """A folder as a reader knows it: from the home folder where it is inside."""
    try:
        return str(Path("~") / path.resolve().relative_to(Path.home()))
    except (ValueError, OSError, RuntimeError):
        return str(path)
