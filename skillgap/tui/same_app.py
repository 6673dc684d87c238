"""The screen of ``matrix same``: pairs of criteria, both scopes side by side, and a key that makes them one."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from functools import partial
from typing import ClassVar

from textual.app import App, ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content

from skillgap.errors import SkillgapError
from skillgap.labels import UNICODE
from skillgap.reports.similarity import pair_text
from skillgap.scoring.comparison.similarity import Alike
from skillgap.store.settings import read_settings
from skillgap.tui.commands import bind
from skillgap.tui.lines import ACCENT, GOOD, MUTED, STRONG, cut, ends, joined, plain
from skillgap.tui.screens.responsive_screen import ResponsiveScreen
from skillgap.tui.themes import DARK, THEMES, derived
from skillgap.tui.widgets.header import HeaderLine
from skillgap.tui.widgets.keybar import KeyBar
from skillgap.tui.widgets.listing import Listing, Row

Write = Callable[[Alike, bool], str]
"""Write that two criteria are one, or no longer; returns what was written where."""


class SameScreen(ResponsiveScreen):
    """The proposed pairs, and below them both sides of the highlighted one."""

    CSS = """
    SameScreen #pairs { height: 1fr; padding: 0 1; }
    SameScreen #sides { height: 1fr; border-top: solid $frame; padding: 0 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        bind("y", "accept(True)", "same", "answer.same", "Write that the two are one"),
        bind("n", "accept(False)", "not the same", "answer.different", "Take it back, or go on to the next pair"),
        bind("q,escape", "app.quit", "quit", "app.quit_same", "Leave; everything is saved"),
    ]

    def __init__(self, pairs: Sequence[Alike], write: Write) -> None:
        super().__init__()
        self._pairs = pairs
        self._write = write
        self._accepted: set[int] = set()

    def compose(self) -> ComposeResult:
        """A line on top, the pairs, both sides of one, the keys."""
        yield HeaderLine()
        with Vertical():
            yield Listing(id="pairs")
            yield Listing(id="sides")
        yield KeyBar()

    def on_mount(self) -> None:
        """Show the pairs, with the cursor on the likeliest."""
        super().on_mount()
        self._show("0" if self._pairs else None, "")
        self._listing.focus()

    @property
    def _listing(self) -> Listing:
        return self.query_one("#pairs", Listing)

    def _show(self, cursor: str | None, message: str) -> None:
        rows = [Row(partial(self._line, at), str(at), 1) for at in range(len(self._pairs))]
        self._listing.show(rows or [Row(lambda _: [plain("No two criteria of these roles are alike.")])], cursor)
        title = joined(plain("Which criteria are one?", ACCENT), plain(message, MUTED), separator="  ")
        self.query_one(HeaderLine).say(title, plain(f"{len(self._accepted)} written", STRONG))
        self._tell(cursor)

    def _line(self, at: int, width: int) -> list[Content]:
        pair = self._pairs[at]
        mark = plain(f"{UNICODE.chosen} ", GOOD) if at in self._accepted else plain(f"{UNICODE.free} ", MUTED)
        names = f"{pair.criterion.name}  =  {pair.other.name}"
        return [cut(ends(joined(mark, names), plain(f"{100 * pair.score:.0f}%", MUTED), width), width)]

    def _tell(self, row: str | None) -> None:
        """Show both sides of a pair."""
        if row is not None:
            pair = self._pairs[int(row)]
            self.query_one("#sides", Listing).show([Row(partial(self._sides, pair))])

    @staticmethod
    def _sides(pair: Alike, width: int) -> list[Content]:
        return [cut(plain(line), width) for line in pair_text(pair, width).split("\n")]

    def on_listing_moved(self, event: Listing.Moved) -> None:
        """Follow the cursor."""
        self._tell(event.row)

    def action_accept(self, accepted: bool) -> None:
        """Write whether the pair under the cursor is one, and go on to the next."""
        cursor = self._listing.cursor
        if cursor is None:
            return
        at, message = int(cursor), ""
        if accepted != (at in self._accepted):
            try:
                message = self._write(self._pairs[at], accepted)
            except SkillgapError as error:
                self._show(cursor, error.problems[0].message)
                return
            (self._accepted.add if accepted else self._accepted.discard)(at)
        self._show(str(min(at + 1, len(self._pairs) - 1)), message)


class SameApp(App[None]):
    """The one screen of ``matrix same``, in the look of all others."""

    CSS_PATH = "skillgap.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]  # noqa: RUF012
    VERTICAL_BREAKPOINTS = [(0, "-tiny"), (16, "-short"), (36, "-tall")]  # noqa: RUF012

    def __init__(self, pairs: Sequence[Alike], write: Write) -> None:
        super().__init__(ansi_color=True if "NO_COLOR" in os.environ else None)
        self._screen_of_pairs = SameScreen(pairs, write)
        for theme in THEMES:
            self.register_theme(theme)
        chosen = read_settings().theme
        self.theme = chosen if chosen and chosen in self.available_themes else DARK.name

    def get_default_screen(self) -> SameScreen:
        """The screen of pairs."""
        return self._screen_of_pairs

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """The variables of the style sheets beyond a theme's own."""
        return derived(self.current_theme)
