"""The questionnaire: one question at a time, with all of them in an outline beside it."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.binding import Binding, BindingType

from skillgap.model.profile import Confidence
from skillgap.questionnaire.self_assessment import ANSWER_KEYS, Questionnaire
from skillgap.tui.base_screen import Request
from skillgap.tui.commands import bind
from skillgap.tui.screens.question_screen import QuestionScreen
from skillgap.tui.widgets.banner import Banner
from skillgap.tui.widgets.outline import Outline
from skillgap.tui.widgets.progress import Progress
from skillgap.tui.widgets.question import ANSWERS, Question, title_of

RATE = Binding.Group("rate")
CONFIDENCES: tuple[Confidence | None, ...] = (None, "low", "medium", "high")
OF_A_CRITERION = frozenset({"not_applicable", "confidence", "evidence", "note"})
OF_THE_QUESTION = OF_A_CRITERION | {"rate", "answer", "confirm", "take", "next", "back", "skip", "tools", "outline"}


def _digit(number: int) -> Binding:
    help_text = "Rate with that level and save"
    return bind(str(number), f"rate({number})", f"rate {number}", f"answer.{number}", help_text, group=RATE)


class AssessScreen(QuestionScreen[Questionnaire]):
    """Asks somebody about themselves."""

    AUTO_FOCUS = "Question"
    TOP, OUTLINE, QUESTION = Progress, Outline, Question
    BINDINGS: ClassVar[list[BindingType]] = [
        *(_digit(number) for number in range(10)),
        bind(ANSWER_KEYS["yes"], "answer('yes')", "yes", "answer.yes", "Answer yes and save"),
        bind(ANSWER_KEYS["partly"], "answer('partly')", "partly", "answer.partly", "Answer partly and save"),
        bind(ANSWER_KEYS["no"], "answer('no')", "no", "answer.no", "Answer no and save"),
        bind("enter", "confirm", "take over", "answer.confirm", "Accept your level from another role"),
        bind("enter", "take", "choose", "answer.choose", "Answer with the row of the cursor"),
        bind("enter,right", "next", "next", "go.next", "Go to the next question"),
        bind("left,backspace", "back", "back", "go.back", "Go to the question before"),
        bind("s", "skip", "skip", "answer.skip", "Pass over it; it counts as unrated"),
        bind("x", "not_applicable", "not applicable", "answer.not-applicable", "Leave it out of every figure"),
        bind("c", "confidence", "confidence", "more.confidence", "How sure you are: low, medium, high"),
        bind("e", "evidence", "evidence", "more.evidence", "Links or sentences that show your level"),
        bind("n", "note", "note", "more.note", "A note of your own"),
        bind("t", "tools", "tools", "more.tools", "Tick the tools you have used"),
        bind("u", "undo", "undo", "answer.undo", "Undo the last change"),
        bind("o,tab", "outline", "outline", "go.outline", "Go to any question"),
        bind("r", "results", "results", "show.results", "See the ranked gaps as far as they are known"),
    ]  # fmt: skip

    class Changed(Request):
        """The walk went on. It is to be saved, and then shown with :meth:`AssessScreen.show`."""

        IS_NEVER_DROPPED = True

        def __init__(self, screen: AssessScreen, walk: Questionnaire) -> None:
            super().__init__()
            self.screen = screen
            self.walk = walk

    class ResultsWanted(Request):
        """The person wants to see the results so far."""

    def show(self, walk: Questionnaire) -> None:
        """Show a walk whose answers the session has."""
        self._shown = walk
        self.query_one(Progress).follow(walk, self._session.saved)
        self.query_one(Banner).follow(self._session)
        self.query_one(Outline).follow(walk)
        self.query_one(Question).ask(walk)
        self.refresh_bindings()

    def _take(self, walk: Questionnaire) -> None:
        self.walk = walk
        self.post_message(self.Changed(self, walk))

    # What is possible now

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what the current question, the scale and the state of saving allow."""
        if not self.is_mounted:
            return True
        if action in OF_THE_QUESTION and self.query_one(Outline).has_focus:
            return False
        step = self.walk.current
        if action in ("retry", "reload"):
            return super().check_action(action, parameters)
        if action == "undo":
            return bool(self.walk.history)
        if action not in OF_THE_QUESTION:
            return True
        if step is None:
            return False
        if action == "confirm":
            return not self._ahead and self._suggested(self.query_one(Question).cursor)
        if action == "take":
            return self._ahead or self.query_one(Question).cursor is not None
        if action == "rate":
            return step.criterion is not None and parameters[0] in self.walk.matrix.levels_of(step.criterion.id)
        if action == "answer":
            return step.signal is not None
        if action == "tools":
            return step.criterion is not None and bool(step.criterion.tools)
        return step.criterion is not None or action not in OF_A_CRITERION

    # Answers

    def action_rate(self, level: int) -> None:
        """Rate with a digit."""
        self._take(self.walk.rate(level))

    def action_answer(self, answer: str) -> None:
        """Answer a signal with its letter."""
        self._take(self.walk.answer(next(known for known in ANSWERS if known == answer)))

    def _suggested(self, row: str | None) -> bool:
        """Whether a row is the level that another role suggests."""
        suggestion = self.walk.suggestion
        return suggestion is not None and row == str(suggestion.rating.level)

    def action_confirm(self) -> None:
        """Say here what was said for another role."""
        self._take(self.walk.confirm())

    def action_take(self) -> None:
        """Answer with the row of the cursor."""
        question = self.query_one(Question)
        if question.cursor is not None:
            self._choose(question.cursor)

    def _choose(self, row: str) -> None:
        """Answer the question that is shown with one of its rows."""
        if self._ahead:
            return
        if row in ANSWERS:
            self.action_answer(row)
        elif self._suggested(row):
            self.action_confirm()
        else:
            self.action_rate(int(row))

    def action_skip(self) -> None:
        """Pass over the question."""
        self._take(self.walk.skip())

    def action_not_applicable(self) -> None:
        """Leave the criterion out."""
        self._take(self.walk.not_applicable())

    def action_confidence(self) -> None:
        """Say the next degree of confidence."""
        at = CONFIDENCES.index(self.walk.rating.confidence)
        self._take(self.walk.with_confidence(CONFIDENCES[(at + 1) % len(CONFIDENCES)]))

    # Details, each in a dialog that tells of every change

    def _tell(self, change: Callable[..., Questionnaire]) -> Callable[..., None]:
        return lambda value: self._take(change(self.walk, value))

    def _title(self) -> str:
        return title_of(self.walk.current) if self.walk.current else ""

    def action_evidence(self) -> None:
        """Edit the evidence."""
        from skillgap.tui.dialogs.evidence import EvidenceDialog

        self.app.push_screen(
            EvidenceDialog(self._title(), self.walk.rating.evidence, self._tell(Questionnaire.with_evidence))
        )

    def action_note(self) -> None:
        """Edit the note."""
        from skillgap.tui.dialogs.note import NoteDialog

        self.app.push_screen(NoteDialog(self._title(), self.walk.rating.note, self._tell(Questionnaire.with_note)))

    def action_tools(self) -> None:
        """Tick the tools."""
        from skillgap.tui.dialogs.tools import ToolsDialog

        step = self.walk.current
        if step is not None and step.criterion:
            known, used = step.criterion.tools, self.walk.rating.tools
            self.app.push_screen(ToolsDialog(self._title(), known, used, self._tell(Questionnaire.with_tools)))

    def action_results(self) -> None:
        """Show the results so far."""
        self.post_message(self.ResultsWanted())
