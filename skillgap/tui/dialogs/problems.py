"""What is wrong with a file, in full."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from textual.content import Content
from textual.widget import Widget

from skillgap.errors import Diagnostic
from skillgap.tui.dialogs.base import Dialog
from skillgap.tui.lines import MUTED, STRONG, plain, wrapped
from skillgap.tui.widgets.listing import Listing, Row


class ProblemsDialog(Dialog[None]):
    """Every problem with its place and what helps, to be read and scrolled."""

    def __init__(self, title: str, problems: tuple[Diagnostic, ...]) -> None:
        super().__init__(title)
        self._problems = problems

    def body(self) -> Iterable[Widget]:
        """The problems."""
        yield Listing([Row(partial(problem_lines, problem)) for problem in self._problems])


def problem_lines(problem: Diagnostic, width: int) -> list[Content]:
    """What is wrong, what helps, and where it stands."""
    place = ":".join(str(part) for part in (problem.file, problem.line, problem.column) if part is not None)
    room = width - 1
    drawn = wrapped(plain(problem.message, STRONG), room)
    if problem.hint:
        drawn += wrapped(plain(problem.hint), room)
    if place:
        drawn += wrapped(plain(f"{place}  {problem.path}".rstrip(), MUTED), room)
    return [*(line.pad_left(1) for line in drawn), Content("")]
