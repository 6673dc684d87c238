"""Values that two programs changed differently: for each, take mine, take theirs, or type another."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Any, ClassVar

from textual.binding import BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from skillgap.errors import DataError, DocumentPath
from skillgap.labels import pluralize
from skillgap.labels.conflicts import conflict_place, conflict_value
from skillgap.model.matrix import Matrix
from skillgap.model.merge import Conflict, Merged
from skillgap.model.three_way_merge import KEEP, edited_value, resolve
from skillgap.tui.commands import bind
from skillgap.tui.dialogs.base import Dialog, text_widget
from skillgap.tui.lines import ACCENT, MUTED, STRONG, beside, plain, wrapped
from skillgap.tui.widgets.listing import Listing, Row

CHOSEN, OPEN = "✓ ", "  "


class ConflictsDialog(Dialog[Merged]):
    """Shows each value with what it was before, and both changes; the answer is what is left without conflicts.

    None when somebody closes it: then nothing is changed.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        bind("m", "choose('mine')", "mine", "list.mine", "Take the value that you said"),
        bind("t", "choose('theirs')", "theirs", "list.theirs", "Take the value of the other program"),
        bind("e", "edit", "another", "list.edit", "Type another value"),
        bind("enter", "confirm", "save", "list.confirm", "Keep what is typed, or save your choices", priority=True),
        bind("escape", "close", "not now", "list.close", "Close, and change nothing"),
    ]

    def __init__(self, merged: Merged, matrix: Matrix | None = None) -> None:
        super().__init__(f"{pluralize(len(merged.conflicts), 'value was', 'values were')} changed on both sides")
        self._merged = merged
        self._matrix = matrix
        sealed = (conflict.path for conflict in merged.conflicts if conflict.sealed)
        self._chosen: dict[DocumentPath, Any] = dict.fromkeys(sealed, KEEP)

    def body(self) -> Iterable[Widget]:
        """The values, and a line to type another one in."""
        yield Listing(id="conflicts")
        yield text_widget("", id="trouble", classes="trouble")
        yield Input(id="value", select_on_focus=False)

    def on_mount(self) -> None:
        """Begin with the first value."""
        self.query_one(Input).display = False
        self._say("")
        self._show("0")
        self.query_one(Listing).focus()

    def _show(self, cursor: str) -> None:
        rows = [
            Row(partial(self._lines, conflict), str(number)) for number, conflict in enumerate(self._merged.conflicts)
        ]
        self.query_one(Listing).show(rows, cursor)
        self.refresh_bindings()

    def _lines(self, conflict: Conflict, width: int) -> list[Content]:
        chosen = self._chosen.get(conflict.path, _NOT_CHOSEN)
        lines = wrapped(plain(conflict_place(conflict.path, self._matrix), STRONG), width)
        if conflict.before is not None:
            lines += _side("before", conflict.before, width, is_chosen=False)
        lines += _side("mine", conflict.mine, width, is_chosen=chosen is not KEEP and chosen == conflict.mine)
        lines += _side("theirs", conflict.theirs, width, is_chosen=chosen is not KEEP and chosen == conflict.theirs)
        if conflict.sealed:
            lines += wrapped(plain("The review is complete and stays as it is.", MUTED), width)
        elif chosen is not _NOT_CHOSEN and chosen not in (conflict.mine, conflict.theirs):
            lines += _side("another", chosen, width, is_chosen=True)
        return [*lines, Content("")]

    def _say(self, text: str) -> None:
        static = self.query_one("#trouble", Static)
        static.update(plain(text))
        static.display = bool(text)

    @property
    def _current(self) -> Conflict | None:
        cursor = self.query_one(Listing).cursor
        return None if cursor is None else self._merged.conflicts[int(cursor)]

    @property
    def _typing(self) -> bool:
        return isinstance(self.focused, Input)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Choosing needs the list; saving needs a choice for every value."""
        del parameters
        if action in ("choose", "edit"):
            return not self._typing
        if action == "confirm":
            return self._typing or len(self._chosen) == len(self._merged.conflicts)
        return True

    def action_choose(self, side: str) -> None:
        """Take the value of one side."""
        conflict = self._current
        if conflict is not None and not conflict.sealed:
            self._choose(conflict, conflict.mine if side == "mine" else conflict.theirs)

    def _choose(self, conflict: Conflict, value: Any) -> None:
        """Take a value, and go to the next that has none."""
        try:
            resolve(self._merged, {conflict.path: value})
        except DataError as error:
            self._say(error.problems[0].message)
            return
        self._say("")
        self._chosen[conflict.path] = value
        open_ones = [at for at, conflict in enumerate(self._merged.conflicts) if conflict.path not in self._chosen]
        here = self._merged.conflicts.index(conflict)
        self._leave_input()
        self._show(str(next((at for at in open_ones if at > here), open_ones[0] if open_ones else here)))

    def on_listing_chosen(self) -> None:
        """A second click types another value."""
        self.action_edit()

    def action_edit(self) -> None:
        """Type another value."""
        conflict = self._current
        if conflict is None or conflict.sealed:
            return
        field = self.query_one(Input)
        field.display = True
        field.value = ""
        field.focus()
        self._say("")
        self.refresh_bindings()

    def _leave_input(self) -> None:
        self.query_one(Input).display = False
        self.query_one(Listing).focus()

    def action_confirm(self) -> None:
        """Keep what is typed, or save all that is chosen."""
        self.when_typed(self._confirm)

    def _confirm(self) -> None:
        if not self._typing:
            if len(self._chosen) == len(self._merged.conflicts):
                self.dismiss(resolve(self._merged, self._chosen))
            return
        conflict = self._current
        if conflict is None:
            return
        try:
            value = edited_value(conflict, self.query_one(Input).value.strip())
        except ValueError as error:
            self._say(f"{error}."[:1].upper() + f"{error}."[1:])
        else:
            self._choose(conflict, value)

    def action_close(self) -> None:
        """Leave the line that is typed in, or close without a change."""
        if self._typing:
            self._leave_input()
            self._say("")
            self.refresh_bindings()
        else:
            self.dismiss(None)


_NOT_CHOSEN = object()


def _side(name: str, value: Any, width: int, *, is_chosen: bool) -> list[Content]:
    mark = CHOSEN if is_chosen else OPEN
    head = plain(f"{mark}{name + ':':9}", ACCENT if is_chosen else MUTED)
    return beside(head, plain(conflict_value(value)), width)
