"""What every key does, read from the bindings of the screen underneath."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Any

from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget

from skillgap.labels import STATE_WORDS, UNICODE
from skillgap.tui.commands import Command, help_groups
from skillgap.tui.dialogs.base import Dialog
from skillgap.tui.lines import ACCENT, HEADING, MUTED, beside, fitted, joined, plain
from skillgap.tui.widgets.listing import Listing, Row, words

SIGNS = ("rated", "skipped", "not_applicable", "not_asked")


class HelpDialog(Dialog[None]):
    """The keys under their headings."""

    def __init__(self, screen: Screen[Any]) -> None:
        super().__init__("Keys")
        self._groups = help_groups(screen)

    def body(self) -> Iterable[Widget]:
        """The keys."""
        commands = [command for _, group in self._groups for command in group]
        column = max((len(_keys(command)) for command in commands), default=0)
        labels = max((len(command.label) for command in commands), default=0)
        rows: list[Row] = []
        for title, group in self._groups:
            if rows:
                rows.append(words(Content("")))
            rows.append(words(plain(f" {title}", HEADING)))
            rows += [Row(partial(_line, command, column, labels)) for command in group]
        rows += [words(Content("")), words(plain(" Signs", HEADING))]
        rows += [Row(partial(_sign, state, column)) for state in SIGNS]
        yield Listing(rows)


def _keys(command: Command) -> str:
    return "  ".join(command.keys)


def _line(command: Command, column: int, labels: int, width: int) -> list[Content]:
    label = joined(" ", fitted(plain(_keys(command), ACCENT), column), "  ", fitted(command.label, labels), "  ")
    return beside(label, plain(command.help, MUTED), width - 1)


def _sign(state: str, column: int, width: int) -> list[Content]:
    label = joined(" ", fitted(plain(UNICODE.state(state), ACCENT), column), "  ")
    return beside(label, plain(STATE_WORDS[state]), width - 1)
