"""The command palette, which may be used before its list is laid out."""

from __future__ import annotations

from contextlib import suppress
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.command import CommandList, CommandPalette


class Palette(CommandPalette):
    """Textual's palette; the keys for pages do nothing until there are any, where Textual raises KeyError."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("pageup", "page('page_up')", "Previous page", show=False, priority=True),
        Binding("pagedown", "page('page_down')", "Next page", show=False, priority=True),
    ]

    def action_page(self, name: str) -> None:
        """Move by a page."""
        with suppress(LookupError):
            getattr(self.query_one(CommandList), f"action_{name}")()
