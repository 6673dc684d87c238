"""All questions of the walk at a glance, and the way to any of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from itertools import groupby
from typing import ClassVar

from textual.binding import BindingType
from textual.content import Content
from textual.message import Message

from skillgap.labels import UNICODE
from skillgap.questionnaire.self_assessment import Questionnaire, Step
from skillgap.tui.commands import bind
from skillgap.tui.lines import ACCENT, HEADING, MUTED, STRONG, ends, joined, plain
from skillgap.tui.widgets.listing import Listing, Row, words
from skillgap.tui.widgets.question import title_of

SIGNALS = "Hiring signals"
MARGIN = 1
"""Cells left free before the scroll bar."""


class Outline(Listing):
    """The questions under their sections, each with its state and answer. The rows are the walk's positions."""

    BORDER_TITLE = "Outline"
    CLICK_CHOOSES = True
    BINDINGS: ClassVar[list[BindingType]] = [
        bind("enter", "choose", "go there", "list.jump", "Go to the question of the cursor"),
        bind("escape,o,tab", "leave", "back to the question", "list.leave", "Leave the outline"),
    ]

    class Left(Message):
        """The person is done with the outline."""

    def follow(self, walk: Questionnaire) -> None:
        """Show how the walk stands, with the cursor on the current question."""
        self.show(outline_rows(walk), str(walk.position))

    def action_leave(self) -> None:
        """Go back to the question."""
        self.post_message(self.Left())


def section_of(step: Step) -> str:
    """The heading a question stands under."""
    return step.section.heading if step.section else SIGNALS


def outline_rows(walk: Questionnaire) -> list[Row]:
    """The questions section by section; each heading tells how many of its own are asked."""
    rows: list[Row] = []
    for title, several in groupby(enumerate(walk.steps), key=lambda item: section_of(item[1])):
        items = list(several)
        asked = sum(walk.state(step) != "not_asked" for _, step in items)
        if rows:
            rows.append(words(Content("")))
        rows.append(Row(partial(_heading, title, f"{asked} of {len(items)}")))
        rows += _items(walk, items)
    return rows


def _items(walk: Questionnaire, items: Iterable[tuple[int, Step]]) -> Iterator[Row]:
    for position, step in items:
        yield Row(partial(_line, walk, step, position == walk.position), str(position))


def _heading(title: str, count: str, width: int) -> list[Content]:
    return [ends(plain(f" {title}", HEADING), plain(count, MUTED), width - MARGIN)]


def _line(walk: Questionnaire, step: Step, current: bool, width: int) -> list[Content]:
    state = walk.state(step)
    mark = plain(UNICODE.state(state), ACCENT if state in ("rated", "answered") else MUTED)
    name = plain(title_of(step), STRONG if current else "")
    return [ends(joined(mark, name, separator=" "), plain(answer_mark(walk, step), STRONG), width - MARGIN)]


def answer_mark(walk: Questionnaire, step: Step) -> str:
    """What was answered, as short as can be: ``3``, ``n/a``, ``skip``, ``yes``; empty where nothing was."""
    if step.signal:
        return walk.assessment.signals.get(step.id, "")
    state = walk.state(step)
    if state == "rated":
        return str(walk.assessment.ratings[step.id].level)
    return {"not_applicable": "n/a", "skipped": "skip"}.get(state, "")
