"""The questionnaire: one question at a time, with all of them in an outline beside it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.message import Message
from textual.screen import Screen

from skillgap.profile import Confidence
from skillgap.tui.commands import bind
from skillgap.tui.session import Session
from skillgap.tui.widgets.banner import Banner
from skillgap.tui.widgets.keybar import KeyBar
from skillgap.tui.widgets.listing import Listing
from skillgap.tui.widgets.outline import Outline
from skillgap.tui.widgets.progress import Progress
from skillgap.tui.widgets.question import ANSWERS, Question, title_of
from skillgap.walk import Walk

RATE = Binding.Group("rate")
CONFIDENCES: tuple[Confidence | None, ...] = (None, "low", "medium", "high")
OF_A_CRITERION = frozenset({"not_applicable", "confidence", "evidence", "note"})
OF_THE_QUESTION = OF_A_CRITERION | {"rate", "answer", "confirm", "take", "next", "back", "skip", "tools", "outline"}


def _digit(number: int) -> Binding:
    help_text = "Answer with that level, save, and go on"
    return bind(str(number), f"rate({number})", f"rate {number}", f"answer.{number}", help_text, group=RATE)


class AssessScreen(Screen[None]):
    """Asks. It holds the walk and shows it; whoever hears its messages saves."""

    CSS_PATH = "assess.tcss"
    AUTO_FOCUS = "Question"
    BINDINGS: ClassVar[list[BindingType]] = [
        *(_digit(number) for number in range(10)),
        bind("y,1", "answer('yes')", "yes", "answer.yes", "Answer yes, save, and go on"),
        bind("p,2", "answer('partly')", "partly", "answer.partly", "Answer partly, save, and go on"),
        bind("n,3", "answer('no')", "no", "answer.no", "Answer no, save, and go on"),
        bind("enter", "confirm", "take over", "answer.confirm", "Say here what you said for another role, and go on"),
        bind("enter", "take", "choose", "answer.choose", "Answer with the row of the cursor"),
        bind("enter,right", "next", "next", "go.next", "Go on without changing the answer"),
        bind("left,backspace", "back", "back", "go.back", "Go to the question before"),
        bind("s", "skip", "skip", "answer.skip", "Pass over it; it counts as unrated"),
        bind("x", "not_applicable", "not applicable", "answer.not-applicable", "Leave it out of every figure"),
        bind("c", "confidence", "confidence", "more.confidence", "How sure you are: low, medium, high"),
        bind("e", "evidence", "evidence", "more.evidence", "Links or sentences that show your level"),
        bind("n", "note", "note", "more.note", "A note of your own"),
        bind("t", "tools", "tools", "more.tools", "Tick the tools you have used"),
        bind("u", "undo", "undo", "answer.undo", "Take the last change back"),
        bind("o,tab", "outline", "outline", "go.outline", "Go to any question"),
        bind("r", "results", "results", "show.results", "See the ranked gaps as far as they are known"),
        bind("ctrl+s", "retry", "save again", "save.retry", "Try to save again"),
        bind("ctrl+s", "reload", "reload and save", "save.reload", "Take the file as it is, with your answers on top"),
        bind("q,escape", "home", "home", "go.home", "Leave; you go on here next time"),
        bind("question_mark,f1", "app.help", "help", "app.help", "Show what every key does"),
    ]  # fmt: skip

    class Changed(Message):
        """The walk went on. It is to be saved, and then shown with :meth:`AssessScreen.show`."""

        def __init__(self, screen: AssessScreen, walk: Walk) -> None:
            super().__init__()
            self.screen = screen
            self.walk = walk

    class ResultsWanted(Message):
        """The person wants to see the results so far."""

    class HomeWanted(Message):
        """The person wants to leave."""

    class SaveWanted(Message):
        """The person wants another attempt at saving."""

    class ReloadWanted(Message):
        """The person wants the file as it is now."""

    def __init__(self, walk: Walk, session: Session) -> None:
        super().__init__()
        self.walk = walk
        self._shown = walk
        self._session = session

    def compose(self) -> ComposeResult:
        """Progress on top, then what is wrong if anything is, outline and question, keys."""
        yield Progress()
        yield Banner()
        with Horizontal(id="walk"):
            yield Outline()
            yield Question()
        yield KeyBar()

    def on_mount(self) -> None:
        """Ask the first question."""
        self.show(self.walk)

    def show(self, walk: Walk) -> None:
        """Show a walk whose answers the session has."""
        self._shown = walk
        self.query_one(Progress).follow(walk, self._session.saved)
        self.query_one(Banner).follow(self._session)
        self.query_one(Outline).follow(walk)
        self.query_one(Question).ask(walk)
        self.refresh_bindings()

    def resume(self, walk: Walk) -> None:
        """Go on with another walk."""
        self.walk = walk
        self.show(walk)

    def _take(self, walk: Walk) -> None:
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
            return not self._session.saved and self._session.conflict == (action == "reload")
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
            return step.criterion is not None and parameters[0] in [one.level for one in self.walk.matrix.scale]
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
        """Answer a signal with its letter, or its place in the list."""
        self._take(self.walk.answer(next(one for one in ANSWERS if one == answer)))

    @property
    def _ahead(self) -> bool:
        """Whether keys were faster than the screen: the cursor is then still that of an earlier question."""
        return self.walk is not self._shown

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

    def on_listing_chosen(self, event: Listing.Chosen) -> None:
        """A second click answers, or goes to a question of the outline."""
        if isinstance(event.listing, Outline):
            self.on_outline_left()
            self._take(replace(self.walk, position=int(event.row)))
        else:
            self._choose(event.row)

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

    def action_undo(self) -> None:
        """Take the last change back."""
        self._take(self.walk.undo())

    def action_confidence(self) -> None:
        """Say the next degree of confidence."""
        at = CONFIDENCES.index(self.walk.rating.confidence)
        self._take(self.walk.with_confidence(CONFIDENCES[(at + 1) % len(CONFIDENCES)]))

    # Details, each in a dialog that tells of every change

    def _tell(self, change: Callable[..., Walk]) -> Callable[..., None]:
        return lambda value: self._take(change(self.walk, value))

    def _title(self) -> str:
        return title_of(self.walk.current) if self.walk.current else ""

    def action_evidence(self) -> None:
        """Edit the evidence."""
        from skillgap.tui.dialogs.evidence import EvidenceDialog

        self.app.push_screen(EvidenceDialog(self._title(), self.walk.rating.evidence, self._tell(Walk.with_evidence)))

    def action_note(self) -> None:
        """Edit the note."""
        from skillgap.tui.dialogs.note import NoteDialog

        self.app.push_screen(NoteDialog(self._title(), self.walk.rating.note, self._tell(Walk.with_note)))

    def action_tools(self) -> None:
        """Tick the tools."""
        from skillgap.tui.dialogs.tools import ToolsDialog

        step = self.walk.current
        if step is not None and step.criterion:
            known, used = step.criterion.tools, self.walk.rating.tools
            self.app.push_screen(ToolsDialog(self._title(), known, used, self._tell(Walk.with_tools)))

    # Going about

    def action_next(self) -> None:
        """Go on."""
        self._take(self.walk.next())

    def action_back(self) -> None:
        """Go back."""
        self._take(self.walk.back())

    def action_outline(self) -> None:
        """Go to the outline; a narrow screen shows it in the question's place."""
        self.add_class("-outline")
        self.query_one(Outline).focus()

    def on_descendant_focus(self) -> None:
        """Let a narrow screen show what has the focus, however it came there."""
        self.set_class(self.query_one(Outline).has_focus, "-outline")

    def on_outline_left(self) -> None:
        """Return to the question."""
        self.remove_class("-outline")
        outline = self.query_one(Outline)
        outline.cursor = str(self._shown.position)
        self.query_one(Question).focus()

    def action_results(self) -> None:
        """Show the results so far."""
        self.post_message(self.ResultsWanted())

    def action_home(self) -> None:
        """Leave."""
        self.post_message(self.HomeWanted())

    def action_retry(self) -> None:
        """Try to save again."""
        self.post_message(self.SaveWanted())

    def action_reload(self) -> None:
        """Take the file as it is now."""
        self.post_message(self.ReloadWanted())
