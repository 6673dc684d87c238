"""What surrounds the screens: themes, the palette and the help, dialogs, pasted text, exports."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, ClassVar

from textual import events
from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen, Screen

from skillgap.errors import DataError, Diagnostic
from skillgap.labels import UNSAFE, strip_control_chars
from skillgap.store.settings import read_settings, write_settings
from skillgap.tui.commands import bind, palette
from skillgap.tui.themes import DARK, THEMES, derived

PALETTE = "Find anything by name, and change the theme"
SUSPEND = "Go back to the shell for a while; fg returns here"
EXPORT_WIDTH = 100
"""Columns of what is exported as text."""
KEY_NAMES = {"enter": "↵", "backspace": "backspace"}


class Shell(App[None]):
    """An application that knows how to show screens, and nothing of what is on them."""

    TITLE = "skillgap"
    CSS_PATH = "skillgap.tcss"
    # Textual declares these two for instances, so they cannot be marked as the class's.
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]  # noqa: RUF012
    VERTICAL_BREAKPOINTS = [(0, "-tiny"), (16, "-short"), (36, "-tall")]  # noqa: RUF012
    BINDINGS: ClassVar[list[BindingType]] = [
        bind("ctrl+p", "command_palette", "commands", "app.palette", PALETTE, show=False, priority=True),
        bind("ctrl+q", "quit", "quit", "app.quit", "Leave skillgap", show=False, priority=True),
        bind("ctrl+z", "suspend_process", "suspend", "app.suspend", SUSPEND, show=False),
    ]  # fmt: skip

    def __init__(self) -> None:
        # Without colour, Textual would still mix greys; the terminal's own colours can be left out altogether.
        super().__init__(ansi_color=True if "NO_COLOR" in os.environ else None)
        self._settings = read_settings()
        for theme in THEMES:
            self.register_theme(theme)
        known = self._settings.theme in self.available_themes
        self.theme = self._settings.theme if known and self._settings.theme else DARK.name

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """The colours beyond the theme's own that the style sheets use."""
        return derived(self.current_theme)

    def get_key_display(self, binding: Binding) -> str:
        """A key as a reader knows it."""
        return KEY_NAMES.get(binding.key) or super().get_key_display(binding).replace("^", "ctrl+")

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """All that the keys do on this screen, and the theme."""
        yield from palette(screen)
        yield SystemCommand("Theme", "Change the colours; the choice is remembered", self.action_change_theme)

    async def on_event(self, event: events.Event) -> None:
        """Take out of what is pasted all that no file may hold and no terminal should be sent."""
        if isinstance(event, events.Paste):
            event.text = UNSAFE.sub("", event.text.replace("\r\n", "\n").replace("\r", "\n"))
        await super().on_event(event)

    def on_mount(self) -> None:
        """Remember the theme when it changes."""
        self.theme_changed_signal.subscribe(self, lambda theme: self._remember(theme.name))

    def _remember(self, theme: str) -> None:
        if theme == self._settings.theme or (theme == DARK.name and self._settings.theme is None):
            return
        self._settings = replace(self._settings, theme=theme)
        try:
            write_settings(self._settings)
        except DataError as error:
            self.notify(
                strip_control_chars(f"The theme cannot be remembered: {error.problems[0].message}"), markup=False
            )

    def _show(self, screen: Screen[None]) -> None:
        """Put a screen over the first one, in place of others that may be there."""
        while len(self.screen_stack) > 2:
            self.pop_screen()
        if len(self.screen_stack) > 1:
            self.switch_screen(screen)
        else:
            self.push_screen(screen)

    def _explain(self, title: str, problems: tuple[Diagnostic, ...]) -> None:
        from skillgap.tui.dialogs.problems import ProblemsDialog

        self.push_screen(ProblemsDialog(title, problems))

    def action_help(self) -> None:
        """Show what every key does on this screen."""
        from skillgap.tui.dialogs.help import HelpDialog

        if not isinstance(self.screen, ModalScreen):
            self.push_screen(HelpDialog(self.screen))

    def action_help_quit(self) -> None:
        """Tell how to leave: ctrl+c, which ends other programs, copies what is selected here."""
        self.notify("Press ctrl+q to leave skillgap.", markup=False)

    def _export(self, stem: str, text: Callable[[str], str], forms: Sequence[str] = ()) -> None:
        """Ask for a format, of all or of some, and a file, write it, and say where it went."""
        from skillgap.tui.dialogs.export import FORMS, ExportDialog

        def written(path: Path | None) -> None:
            if path is not None:
                self.notify(strip_control_chars(str(path.absolute())), title="Written", markup=False)

        self.push_screen(ExportDialog(stem, text, forms or tuple(FORMS)), written)
