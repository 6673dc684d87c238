"""Writing what a screen shows to a file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import ClassVar

from textual.binding import BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from skillgap.errors import DataError
from skillgap.reports.csv_output import BYTE_ORDER_MARK
from skillgap.store.documents import check_replaceable
from skillgap.store.files import exists_or_is_link, write_output
from skillgap.tui.commands import bind
from skillgap.tui.dialogs.base import Dialog, reason, text_widget
from skillgap.tui.lines import MUTED, STRONG, cut, joined, plain
from skillgap.tui.widgets.listing import Listing, Row

FORMS = {
    "html": (".html", "Web page", "to read and to print; one file, nothing else needed"),
    "markdown": (".md", "Markdown", "to paste into documents and mails"),
    "csv": (".csv", "CSV", "for spreadsheets"),
    "json": (".json", "JSON", "for programs"),
    "terminal": (".txt", "Text", "as in the terminal"),
}
"""What every report can be written as."""
CALENDAR = {"ics": (".ics", "Calendar", "a day for each open goal that has one")}
_KNOWN = FORMS | CALENDAR


class ExportDialog(Dialog[Path]):
    """Asks for a format and a file and writes it; the answer is where it went.

    ``text`` writes what is exported in one of the ``forms``. A file that is there already is replaced only
    when that is said twice.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        bind("enter", "write", "write", "list.write", "Write the file", priority=True),
        bind("up", "form(-1)", "format", "list.before", "The format above", show=False, priority=True),
        bind("down", "form(1)", "format", "list.after", "The format below", priority=True),
    ]

    def __init__(self, stem: str, text: Callable[[str], str], forms: Sequence[str] = tuple(FORMS)) -> None:
        super().__init__("Export")
        self._forms = forms
        self._stem = stem
        self._text = text
        self._to_replace: Path | None = None

    def body(self) -> Iterable[Widget]:
        """The formats, the file's path, and what is wrong with it."""
        yield Listing(id="forms")
        yield text_widget()
        yield Input(id="path")
        yield text_widget("", id="trouble", classes="trouble")

    def on_mount(self) -> None:
        """Begin with a web page in the current folder."""
        listing = self.query_one(Listing)
        listing.show([Row(partial(_form_lines, form), form) for form in self._forms], self._forms[0])
        listing.can_focus = False
        self._propose()
        self._say("")
        self.query_one(Input).focus()

    def _propose(self) -> None:
        """Give the file name the ending of the format, and keep what was typed before it."""
        box = self.query_one(Input)
        suffix = _KNOWN[self._form][0]
        path = box.value or self._stem
        known = next((ending for ending, _, _ in _KNOWN.values() if path.endswith(ending)), "")
        box.value = path.removesuffix(known) + suffix
        box.cursor_position = len(box.value) - len(suffix)

    @property
    def _form(self) -> str:
        return self.query_one(Listing).cursor or self._forms[0]

    def _say(self, text: str) -> None:
        static = self.query_one("#trouble", Static)
        static.update(plain(text))
        static.display = bool(text)

    def on_input_changed(self) -> None:
        """What was said of another path no longer holds."""
        self._to_replace = None
        self._say("")

    def on_listing_moved(self) -> None:
        """Follow the format."""
        self._propose()

    def action_form(self, step: int) -> None:
        """Take the format above or below."""
        self.query_one(Listing).action_move(step)

    def action_write(self) -> None:
        """Write the file, or say why not."""
        self.when_typed(self._write)

    def _write(self) -> None:
        typed = self.query_one(Input).value.strip()
        if not typed:
            self._say("Type a file name first.")
            return
        path = Path(typed).expanduser()
        try:
            check_replaceable(path)
            if exists_or_is_link(path) and not path.is_file():  # a pipe would wait for a reader
                self._say(f"{path} is not a regular file.")
                return
            if exists_or_is_link(path) and path != self._to_replace:
                self._to_replace = path
                self._say(f"{path} is there already. Press enter again to replace it.")
                return
            mark = BYTE_ORDER_MARK if self._form == "csv" else ""
            write_output(path, mark + self._text(self._form), overwrite=path == self._to_replace)
        except DataError as error:
            self._say(reason(error.problems[0]))
        else:
            self.dismiss(path)


def _form_lines(form: str, width: int) -> list[Content]:
    _, name, purpose = _KNOWN[form]
    widest = max(len(other) for _, other, _ in _KNOWN.values())
    line = joined(plain(name.ljust(widest), STRONG), plain(purpose, MUTED), separator="  ")
    return [cut(line, width)]
