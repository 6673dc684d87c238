"""Where a person and mentors see it differently: the report that the command prints, to scroll through."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.message import Message
from textual.screen import Screen

from skillgap.reports import Written
from skillgap.reports.review import Reviewed, written_review
from skillgap.tui.commands import bind
from skillgap.tui.lines import ACCENT, MUTED, STRONG, joined, plain
from skillgap.tui.widgets.blocks import document_rows
from skillgap.tui.widgets.keybar import KeyBar
from skillgap.tui.widgets.listing import Listing
from skillgap.tui.widgets.topline import TopLine


class DifferencesScreen(Screen[None]):
    """What reviews of an assessment say."""

    CSS_PATH = "differences.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        bind("e", "export", "export", "show.export", "Write this to a file"),
        bind("q,escape", "leave", "back", "go.back", "Leave"),
        bind("question_mark,f1", "app.help", "help", "app.help", "Show what every key does"),
    ]  # fmt: skip

    class ExportWanted(Message):
        """The person wants this as a file."""

        def __init__(self, stem: str, written: Written) -> None:
            super().__init__()
            self.stem = stem
            self.written = written

    def __init__(self, reviewed: Reviewed) -> None:
        super().__init__()
        self._reviewed = reviewed
        self._written = written_review(reviewed)

    def compose(self) -> ComposeResult:
        """A line on top, the report, the keys."""
        name = plain(self._reviewed.profile.name, STRONG)
        date = plain(f"assessed {self._reviewed.found.assessment.date}", MUTED)
        yield TopLine(joined(plain("Self and mentor", ACCENT), name, separator="  "), date)
        yield Listing(document_rows(self._written.document()), id="report")
        yield KeyBar()

    def on_mount(self) -> None:
        """Begin at the top."""
        self.query_one(Listing).focus()

    def action_export(self) -> None:
        """Write this to a file."""
        stem = f"{self._reviewed.profile.id}-{self._reviewed.found.assessment.date}-review"
        self.post_message(self.ExportWanted(stem, self._written))

    def action_leave(self) -> None:
        """Go back to where one came from."""
        self.app.pop_screen()
