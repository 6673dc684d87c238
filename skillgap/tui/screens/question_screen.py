"""What screens share that ask one question after the other, with all of them in an outline beside it."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar, Generic, TypeVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.types import CSSPathType
from textual.widget import Widget

from skillgap.questionnaire.review import ReviewQuestionnaire
from skillgap.questionnaire.self_assessment import Questionnaire
from skillgap.tui.base_screen import Request
from skillgap.tui.commands import bind
from skillgap.tui.screens.unsaved_changes import UnsavedChangesScreen
from skillgap.tui.session import Session
from skillgap.tui.widgets.banner import Banner
from skillgap.tui.widgets.keybar import KeyBar
from skillgap.tui.widgets.listing import Listing
from skillgap.tui.widgets.outline import Outline

W = TypeVar("W", Questionnaire, ReviewQuestionnaire)


class QuestionScreen(UnsavedChangesScreen, Generic[W]):
    """Asks. It holds the walk and shows it; whoever hears its messages saves.

    A narrow screen shows the outline in the question's place.
    """

    CSS_PATH: ClassVar[CSSPathType | None] = "asking.tcss"
    TOP: ClassVar[type[Widget]]
    """The line on top, which shows how far one is."""
    OUTLINE: ClassVar[type[Outline]]
    QUESTION: ClassVar[type[Listing]]
    """The widget that asks."""
    BINDINGS: ClassVar[list[BindingType]] = [
        bind("q,escape", "home", "home", "go.home", "Leave. You continue here next time"),
        bind("question_mark,f1", "app.help", "help", "app.help", "Show all keys"),
    ]

    class HomeWanted(Request):
        """The person wants to leave."""

    def __init__(self, walk: W, session: Session) -> None:
        super().__init__(session)
        self.walk: W = walk
        self._shown: W = walk

    def compose(self) -> ComposeResult:
        """How far one is on top, then what is wrong if anything is, outline and question, keys."""
        yield self.TOP()
        yield Banner()
        with Horizontal(id="walk"):
            yield self.OUTLINE()
            yield self.QUESTION()
        yield KeyBar()

    def on_mount(self) -> None:
        """Ask the first question."""
        self.show(self.walk)

    def show(self, walk: W) -> None:
        """Show a walk of which the session has all that was said."""
        raise NotImplementedError

    def resume(self, walk: W) -> None:
        """Go on with another walk."""
        self.walk = walk
        self.show(walk)

    def _take(self, walk: W) -> None:
        """Tell that the walk went on."""
        raise NotImplementedError

    def _choose(self, row: str) -> None:
        """Answer the question that is shown with one of its rows."""
        raise NotImplementedError

    @property
    def _ahead(self) -> bool:
        """Whether keys were faster than the screen, which still shows something else."""
        return self.walk is not self._shown

    def on_listing_chosen(self, event: Listing.Chosen) -> None:
        """A second click answers, or goes to a question of the outline."""
        if isinstance(event.listing, Outline):
            self.on_outline_left()
            self._take(replace(self.walk, position=int(event.row)))
        else:
            self._choose(event.row)

    # Going about

    def action_undo(self) -> None:
        """Take the last change back."""
        self._take(self.walk.undo())

    def action_next(self) -> None:
        """Go on."""
        self._take(self.walk.next())

    def action_back(self) -> None:
        """Go back."""
        self._take(self.walk.back())

    def action_outline(self) -> None:
        """Go to the outline."""
        self.add_class("-outline")
        self.query_one(Outline).focus()

    def on_descendant_focus(self) -> None:
        """Let a narrow screen show what has the focus, however it came there."""
        self.set_class(self.query_one(Outline).has_focus, "-outline")

    def on_outline_left(self) -> None:
        """Return to the question."""
        self.remove_class("-outline")
        self.query_one(Outline).cursor = str(self._shown.position)
        self.query_one(self.QUESTION).focus()

    def action_home(self) -> None:
        """Leave."""
        self.post_message(self.HomeWanted())
