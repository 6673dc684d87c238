"""The first line of a screen: which mandatory requirements are not met, since no other figure makes up for them."""

from __future__ import annotations

from textual.widgets import Static

from skillgap.tui.lines import BAD, plain


class MandatoryLine(Static):
    """Says which mandatory requirements are not met; not there at all if all are."""

    DEFAULT_CSS = "MandatoryLine { height: auto; max-height: 3; padding: 0 1; }"

    def __init__(self, text: str = "") -> None:
        super().__init__(markup=False)
        self.say(text)

    def say(self, text: str) -> None:
        """Show another text."""
        self.display = bool(text)
        self.update(plain(text, BAD))
