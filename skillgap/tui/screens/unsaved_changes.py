"""What screens share on which something is said that has to be saved."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType

from skillgap.tui.base_screen import Request
from skillgap.tui.commands import bind
from skillgap.tui.screens.responsive_screen import ResponsiveScreen
from skillgap.tui.session import Session


class UnsavedChangesScreen(ResponsiveScreen):
    """A screen with the keys that help while what was said is not on the disk."""

    BINDINGS: ClassVar[list[BindingType]] = [
        bind("ctrl+s", "retry", "save again", "save.retry", "Try to save again"),
        bind("ctrl+s", "reload", "merge and save", "save.reload", "Merge your changes with the other program's"),
    ]

    class SaveWanted(Request):
        """The person wants another attempt at saving."""

    class ReloadWanted(Request):
        """The person wants the file as it is now."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Of saving again and taking up the file first, only what helps now."""
        del parameters
        if action in ("retry", "reload"):
            return not self._session.saved and self._session.conflict == (action == "reload")
        return True

    def action_retry(self) -> None:
        """Try to save again."""
        self.post_message(self.SaveWanted())

    def action_reload(self) -> None:
        """Take the file as it is now."""
        self.post_message(self.ReloadWanted())
