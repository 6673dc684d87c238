"""The application: it holds the workspace, shows screens, and passes their requests to the flow that answers them."""

from __future__ import annotations

import datetime
import inspect
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, ClassVar

from rich.console import RenderableType
from rich.text import Text
from textual import events, on
from textual.app import App, SystemCommand
from textual.await_complete import AwaitComplete
from textual.binding import Binding, BindingType
from textual.driver import Driver
from textual.screen import ModalScreen, Screen

from skillgap.errors import DataError, Diagnostic
from skillgap.labels import UNSAFE, strip_control_chars
from skillgap.model.matrix import Matrix
from skillgap.questionnaire.review import ReviewQuestionnaire
from skillgap.store import Library, ProfileFile
from skillgap.store.last_seen import remove_old_copies
from skillgap.store.settings import read_settings, settings_problems, write_settings
from skillgap.tui.base_screen import Request
from skillgap.tui.commands import bind, palette
from skillgap.tui.flows.assessment import AssessmentFlow
from skillgap.tui.flows.base import Flow, OpenWork
from skillgap.tui.flows.goals import GoalFlow
from skillgap.tui.flows.review import ReviewFlow
from skillgap.tui.flows.saving import FAILED, SavingFlow
from skillgap.tui.flows.team import TeamFlow
from skillgap.tui.screens.home import HomeScreen
from skillgap.tui.themes import DARK, THEMES, derived
from skillgap.workspace import Workspace

PALETTE = "Find anything by name, and change the theme"
SUSPEND = "Go back to the shell for a while; fg returns here"
KEY_NAMES = {"enter": "↵", "backspace": "backspace"}


class SkillgapApp(App[None]):
    """The screens of skillgap over one workspace."""

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

    def __init__(
        self,
        library: Library,
        today: Callable[[], datetime.date],
        profile: ProfileFile | None = None,
        matrix: Matrix | None = None,
        *,
        offer: bool = True,
        review: ReviewQuestionnaire | None = None,
        start: tuple[datetime.date | None, bool] = (None, False),
    ) -> None:
        """Begin on a profile's questions, or on a review of it, if one is given; see :func:`run`."""
        # Without colour, Textual would still mix greys; the terminal's own colours can be left out altogether.
        super().__init__(ansi_color=True if "NO_COLOR" in os.environ else None)
        self.workspace = Workspace(library, today)
        self.work = OpenWork()
        self.assessments = AssessmentFlow(self)
        self.assessments.offers_carry_over = offer
        self.assessments.chosen_start = start
        self.reviews = ReviewFlow(self)
        self.goals = GoalFlow(self)
        self.saving = SavingFlow(self)
        self._flows: tuple[Flow, ...] = (self.assessments, self.reviews, self.goals, TeamFlow(self), self.saving)
        self._first = (profile, matrix, review)
        self.failed = False
        self.settings = read_settings()
        for theme in THEMES:
            self.register_theme(theme)
        known = self.settings.theme in self.available_themes
        self.theme = self.settings.theme if known and self.settings.theme else DARK.name

    def get_default_screen(self) -> HomeScreen:
        """The home screen."""
        opened, *_ = self._first
        return HomeScreen(self.workspace.library, self.workspace.today(), opened.path if opened else None)

    def on_mount(self) -> None:
        """Begin where the caller wants to."""
        self.theme_changed_signal.subscribe(self, self._remember_theme)
        self.saving.listen_to_signals()
        remove_old_copies()
        for problem in settings_problems():
            self.notify(strip_control_chars(str(problem)), title="Settings", severity="warning", markup=False)
        profile, matrix, review = self._first
        if profile is not None and review is not None:
            self.reviews.open(profile, review)
        elif profile is not None:
            self.assessments.assess(profile, matrix)

    @on(Request)
    def answer_request(self, request: Request) -> None:
        """Let the flow with a handler of that name answer, unless the screen that asks is no longer the current one."""
        if request.asker is not self.screen and not request.IS_NEVER_DROPPED:
            return
        for flow in self._flows:
            if handler := getattr(flow, request.handler_name, None):
                handler(*[request] * len(inspect.signature(handler).parameters))

    # Showing

    @property
    def home(self) -> HomeScreen:
        """The home screen, which is always the first one."""
        home = self.screen_stack[0]
        assert isinstance(home, HomeScreen)  # noqa: S101 - it is the default screen and never popped
        return home

    def show(self, screen: Screen[None]) -> None:
        """Put a screen over the home screen, or over a team, in place of others that may be there."""
        if getattr(self.screen, "STAYS", False):  # asked so, since a team's screen is loaded only once one is shown
            self.push_screen(screen)
            return
        while len(self.screen_stack) > 2:
            self.pop_screen()
        if len(self.screen_stack) > 1:
            self.switch_screen(screen)
        else:
            self.push_screen(screen)

    def pop_screen(self) -> AwaitComplete:
        """Take the current screen away, but never the home screen."""
        return super().pop_screen() if len(self.screen_stack) > 1 else AwaitComplete()

    def explain(self, title: str, problems: tuple[Diagnostic, ...]) -> None:
        """Show what is wrong, and what helps."""
        from skillgap.tui.dialogs.problems import ProblemsDialog

        self.push_screen(ProblemsDialog(title, problems))

    def export(self, stem: str, text: Callable[[str], str], forms: Sequence[str] = ()) -> None:
        """Ask for a format, of all or of some, and a file, write it, and say where it went."""
        from skillgap.tui.dialogs.export import FORMS, ExportDialog

        def written(path: Path | None) -> None:
            if path is not None:
                self.notify(strip_control_chars(str(path.absolute())), title="Written", markup=False)

        self.push_screen(ExportDialog(stem, text, forms or tuple(FORMS)), written)

    # Failing

    def panic(self, *renderables: RenderableType) -> None:
        """End in order when the terminal can no longer be read, which is all that Textual calls this for."""
        del renderables
        self.saving.end_without_input()

    def _fatal_error(self) -> None:
        """End after a mistake of skillgap's own, in place of Textual's page of what every variable holds."""
        error = sys.exc_info()[1]
        words = self.saving.last_words(error) if error else ""
        self.failed = True
        super().panic(Text(strip_control_chars(words, lines=True)))

    # What surrounds the screens

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

    def _remember_theme(self, theme: Any) -> None:
        if theme.name != (self.settings.theme or DARK.name):
            self.remember("The theme", theme=theme.name)

    def remember(self, what: str, **changed: str) -> None:
        """Keep settings for the next run; say so if they cannot be written."""
        settings = replace(self.settings, **changed)
        if settings == self.settings:
            return
        self.settings = settings
        try:
            write_settings(settings)
        except DataError as error:
            message = f"{what} cannot be remembered: {error.problems[0].message}"
            self.notify(strip_control_chars(message), markup=False)

    def action_help(self) -> None:
        """Show all keys on this screen."""
        from skillgap.tui.dialogs.help import HelpDialog

        if not isinstance(self.screen, ModalScreen):
            self.push_screen(HelpDialog(self.screen))

    def action_help_quit(self) -> None:
        """Tell how to leave: ctrl+c, which ends other programs, copies what is selected here."""
        self.notify("Press ctrl+q to leave skillgap.", markup=False)

    def action_command_palette(self) -> None:
        """Show everything that can be done now, by name."""
        from skillgap.tui.command_palette import Palette

        if not isinstance(self.screen, Palette):
            self.push_screen(Palette())

    def get_driver_class(self) -> type[Driver]:
        """Read a terminal as :mod:`skillgap.tui.terminal_input` does."""
        driver = super().get_driver_class()
        if sys.platform == "win32":
            return driver
        from skillgap.tui.terminal_input import tolerant

        return tolerant(driver)

    async def action_quit(self) -> None:
        """Leave skillgap."""
        self.saving.quit()


def run(
    library: Library,
    *,
    profile: ProfileFile | None = None,
    matrix: Matrix | None = None,
    today: Callable[[], datetime.date],
    offer: bool = True,
    review: ReviewQuestionnaire | None = None,
    start: tuple[datetime.date | None, bool] = (None, False),
) -> int:
    """Open the screens, on a profile's questions or a review of it when one is given; returns the exit code.

    ``offer`` is whether ratings of an older version of a role are offered to be carried over. ``start`` is the date of
    the assessment to add to, and whether a new one begins without asking.
    """
    app = SkillgapApp(library, today, profile, matrix, offer=offer, review=review, start=start)
    app.run()
    return FAILED if app.failed else app.return_code or 0
