"""The line at the bottom that says which keys do what now."""

from __future__ import annotations

from typing import Any

from textual import events
from textual.content import Content
from textual.geometry import Size
from textual.screen import Screen
from textual.widget import Widget

from skillgap.tui.commands import Command, commands, gathered
from skillgap.tui.lines import ACCENT, joined, plain

GAP = 2


class KeyBar(Widget):
    """The shown keys of the screen, over as many lines as they need, at most two. A click presses the key."""

    ALLOW_SELECT = False
    MOST_LINES = 2

    def __init__(self) -> None:
        super().__init__()
        self._commands: list[Command] = []
        self._is_stale = False
        self._width, self._tallest = 0, 1

    def on_mount(self) -> None:
        """Follow what the keys do."""
        self.screen.bindings_updated_signal.subscribe(self, self._read_soon)

    def on_unmount(self) -> None:
        """Stop following."""
        self.screen.bindings_updated_signal.unsubscribe(self)

    def _read_soon(self, screen: Screen[Any]) -> None:
        """Read the keys once, however many changes come together."""
        if screen is self.screen and not self._is_stale:
            self._is_stale = True
            self.call_later(self._read)

    def _read(self) -> None:
        self._is_stale = False
        if not self.app.app_focus:
            return
        screen = self.screen
        # What is the same everywhere stands at the end, whichever class of a screen declares it.
        every = sorted(gathered(commands(screen)), key=lambda command: command.group == "app")
        now = [command for command in every if command.shown]
        if now != self._commands:
            self._commands = now
            self.refresh(layout=self._height(self.size.width) != self.size.height)

    def _arranged(self, width: int) -> list[list[tuple[int, Content, Command]]]:
        """The commands line by line, each with its column; the last is help and always finds room."""
        lines: list[list[tuple[int, Content, Command]]] = [[]]
        column = 0
        *others, last = self._commands
        last_width = self._item(last).cell_length + GAP
        for command in others:
            item = self._item(command)
            on_last_line = len(lines) == self.MOST_LINES
            if column + item.cell_length + (last_width if on_last_line else 0) > width:
                if on_last_line:
                    break
                lines.append([])
                column = 0
            lines[-1].append((column, item, command))
            column += item.cell_length + GAP
        item = self._item(last)
        if column + item.cell_length > width and len(lines) < self.MOST_LINES:
            lines.append([])
            column = 0
        lines[-1].append((column, item, last))
        return lines

    @staticmethod
    def _item(command: Command) -> Content:
        return joined(plain(command.keys[0], ACCENT), plain(command.label), separator=" ")

    def _height(self, width: int) -> int:
        """One line, or two where one is not enough; once it took two, it stays so and nothing above it jumps."""
        if width != self._width:
            self._width, self._tallest = width, 1
        self._tallest = max(self._tallest, len(self._arranged(width)) if self._commands else 1)
        return self._tallest

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """The lines that the keys need, or have needed before."""
        del container, viewport
        return self._height(width)

    def render(self) -> Content:
        """The keys and what they do."""
        if not self._commands:
            return Content("")
        rows = [joined(*(item for _, item, _ in line), separator=" " * GAP) for line in self._arranged(self.size.width)]
        return Content("\n").join(rows)

    def _command_at(self, event: events.MouseEvent) -> Command | None:
        offset = event.get_content_offset(self)
        lines = self._arranged(self.size.width) if self._commands else []
        if offset is None or offset.y >= len(lines):
            return None
        for column, item, command in lines[offset.y]:
            if column <= offset.x < column + item.cell_length:
                return command
        return None

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Explain the key that the mouse is on."""
        command = self._command_at(event)
        self.tooltip = Content(command.help) if command and command.help else None

    def on_click(self, event: events.Click) -> None:
        """Press the key that was clicked; of a range of keys none is meant."""
        command = self._command_at(event)
        if command is not None and command.family is None:
            self.app.simulate_key(command.press)
