"""A goal to set or to change: the level to reach, what is to be done, and by when."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import ClassVar

from textual.binding import BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from skillgap.labels import ABSENT, UNICODE, level_words, strip_control_chars
from skillgap.model.goals import find_criterion, read_due
from skillgap.model.matrix import Criterion, Matrix
from skillgap.tui.commands import bind
from skillgap.tui.dialogs.base import Dialog, text_widget
from skillgap.tui.dialogs.choice import ChoiceDialog
from skillgap.tui.lines import ACCENT, HEADING, MUTED, STRONG, cut, ends, joined, plain
from skillgap.tui.widgets.listing import Row


@dataclass(frozen=True, slots=True)
class GoalDraft:
    """What a dialog asks of a goal."""

    level: int
    action: str | None
    due: datetime.date | None


@dataclass(frozen=True, slots=True)
class Step:
    """A level that can be chosen, in words, with what someone at it has done."""

    level: int
    name: str
    described: str


class GoalDialog(Dialog[GoalDraft]):
    """Asks for a goal; the answer is the aim that was kept. It begins with one, to be changed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        bind("enter", "keep", "keep", "list.keep", "Keep the goal, and save", priority=True),
        bind("up", "level(1)", "higher", "list.higher", "A level higher to reach", priority=True),
        bind("down", "level(-1)", "lower", "list.lower", "A level lower to reach", priority=True),
        bind("tab", "app.focus_next", "next field", "list.field", "Go to the other field", priority=True),
    ]

    def __init__(self, title: str, standing: str, steps: Sequence[Step], aim: GoalDraft, today: datetime.date) -> None:
        """Ask about the criterion of a title; ``standing`` says how it stands now."""
        super().__init__(f"Goal · {title}")
        self._standing = standing
        self._steps = {step.level: step for step in steps}
        self._begun = self._aim = aim
        self._today = today

    def body(self) -> Iterable[Widget]:
        """How it stands, the level, what is to be done and by when, and what is wrong with that."""
        yield text_widget(self._standing, classes="quiet")
        yield text_widget(id="level")
        yield text_widget()
        yield text_widget("Your action")
        yield Input(strip_control_chars(self._begun.action or ""), id="action", select_on_focus=False)
        yield text_widget("Due, as in 2027-03-31 or +6w; empty for no day")
        yield Input(str(self._begun.due or ""), id="due", max_length=20)
        yield text_widget(id="trouble", classes="trouble")

    def on_mount(self) -> None:
        """Begin with what is to be done."""
        self._show_level()
        self._say("")
        self.query_one("#action", Input).focus()

    def _show_level(self) -> None:
        step = self._steps[self._aim.level]
        level = joined(plain("To reach  ", HEADING), plain(step.name, f"{STRONG} {ACCENT}"))
        self.query_one("#level", Static).update(Content("\n").join([level, plain(step.described)]))
        self.refresh_bindings()

    def _say(self, text: str) -> None:
        static = self.query_one("#trouble", Static)
        static.update(plain(text))
        static.display = bool(text)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only levels that there are."""
        return action != "level" or self._other_level(1 if parameters[0] == 1 else -1) is not None

    def _other_level(self, direction: int) -> int | None:
        levels = sorted(self._steps)
        at = levels.index(self._aim.level) + direction
        return levels[at] if 0 <= at < len(levels) else None

    def on_input_changed(self) -> None:
        """What was said of another day no longer holds."""
        self._say("")

    def action_level(self, direction: int) -> None:
        """Reach for the next level up or down."""
        if (level := self._other_level(direction)) is not None:
            self._aim = replace(self._aim, level=level)
            self._show_level()

    def action_keep(self) -> None:
        """Keep the goal, or say why its day cannot be."""
        self.when_typed(self._keep)

    def _keep(self) -> None:
        typed = self.query_one("#action", Input).value.strip()
        # A field has one line: an action of several is only replaced when it was changed.
        action = self._begun.action if typed == strip_control_chars(self._begun.action or "").strip() else typed or None
        field = self.query_one("#due", Input)
        try:
            due = read_due(field.value, self._today, self._begun.due)
        except ValueError as error:
            self._say(str(error))
            field.focus()
            return
        self.dismiss(GoalDraft(self._aim.level, action, due))


def goal_dialog(
    roles: Sequence[Matrix], identifier: str, now: int | None, aim: GoalDraft, today: datetime.date
) -> GoalDialog:
    """Ask for a goal on a criterion, beginning with an aim; ``now`` is the level that counts there today."""
    found = find_criterion(roles, identifier)
    if found is None:
        only = Step(aim.level, f"level {aim.level}", "")
        return GoalDialog(identifier, "No role that is known here has this criterion.", [only], aim, today)
    role, criterion = found
    steps = [
        Step(level, level_words(role, level, criterion.id), criterion.levels.get(level, ""))
        for level in role.levels_of(criterion.id)
    ]
    if aim.level not in [step.level for step in steps]:
        steps.append(Step(aim.level, f"level {aim.level}", ""))
    standing = f"Now {level_words(role, now, criterion.id)}{UNICODE.dot}target "
    standing += level_words(role, role.target(criterion), criterion.id)
    return GoalDialog(role.names[criterion.id], standing, steps, aim, today)


def choose_criterion(
    roles: Sequence[Matrix], level_of: Callable[[str], int | None]
) -> ChoiceDialog[tuple[Matrix, str]]:
    """Ask on which criterion a goal shall be; ``level_of`` gives the level that counts on one today."""
    every = [(role, criterion) for role in roles for criterion in role.criteria]
    choices = [
        (Row(partial(_criterion_line, *one, level_of(one[1].id), len(roles) > 1), str(at)), (one[0], one[1].id))
        for at, one in enumerate(every)
    ]
    return ChoiceDialog("A new goal", "On which criterion? The level now and the target stand beside it.", choices, "0")


def _criterion_line(role: Matrix, criterion: Criterion, now: int | None, with_role: bool, width: int) -> list[Content]:
    way = f"{ABSENT if now is None else now} {UNICODE.arrow} {role.target(criterion)}"
    line = ends(plain(role.names[criterion.id]), plain(way, STRONG), width)
    return [line, cut(plain(role.title, MUTED), width)] if with_role else [line]
