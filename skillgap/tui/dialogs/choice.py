"""Choosing one of a few things."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from typing import ClassVar, TypeVar

from textual.binding import BindingType
from textual.content import Content
from textual.widget import Widget

from skillgap.labels import UNICODE, pluralize, sample_words
from skillgap.labels.review import review_words
from skillgap.labels.roles import role_order
from skillgap.model.matrix import Matrix
from skillgap.model.profile import Assessment, Profile, Review
from skillgap.questionnaire.review import ReviewQuestionnaire
from skillgap.tui.commands import bind
from skillgap.tui.dialogs.base import Dialog, text_widget
from skillgap.tui.lines import MUTED, STRONG, ends, joined, plain, wrapped
from skillgap.tui.session import Session
from skillgap.tui.widgets.listing import Listing, Row

T = TypeVar("T")


class ChoiceDialog(Dialog[T]):
    """Some words and a list; the answer is what belongs to the chosen row, None when there is none."""

    BINDINGS: ClassVar[list[BindingType]] = [
        bind("enter", "choose", "choose", "list.choose", "Select the highlighted row"),
    ]

    def __init__(self, title: str, text: str, choices: Sequence[tuple[Row, T]], cursor: str) -> None:
        super().__init__(title)
        self._text = text
        self._choices = choices
        self._cursor = cursor

    def body(self) -> Iterable[Widget]:
        """The words and the list."""
        yield text_widget(self._text)
        yield text_widget()
        yield Listing()

    def on_mount(self) -> None:
        """Fill the list."""
        listing = self.query_one(Listing)
        listing.show([row for row, _ in self._choices], self._cursor)
        listing.focus()

    def action_choose(self) -> None:
        """Select the highlighted row."""
        self.query_one(Listing).action_choose()

    def on_listing_chosen(self, event: Listing.Chosen) -> None:
        """Answer with the chosen row's."""
        self.dismiss(next(answer for row, answer in self._choices if row.id == event.row))


def choose_matrix(name: str, known: Sequence[Matrix], latest: Assessment | None) -> ChoiceDialog[Matrix]:
    """Ask against which role somebody wants to be rated, with the one last used under the cursor."""
    known = sorted(known, key=role_order)
    choices = [(Row(partial(_matrix_lines, matrix), str(at)), matrix) for at, matrix in enumerate(known)]
    used = (at for at, matrix in enumerate(known) if latest is not None and matrix.id == latest.matrix)
    return ChoiceDialog("Which role?", f"Rate {name} against:", choices, str(next(used, 0)))


def _matrix_lines(matrix: Matrix, width: int) -> list[Content]:
    criteria = pluralize(len(matrix.criteria), "criterion", "criteria")
    facts = joined(matrix.id, f"version {matrix.version}", criteria, sample_words(matrix), separator=UNICODE.dot)
    return [*wrapped(plain(matrix.title, STRONG), width), *wrapped(facts.stylize(MUTED), width), Content("")]


def choose_assessment(profile: Profile, known: Sequence[Assessment], by: str) -> ChoiceDialog[Assessment]:
    """Ask which assessment somebody reviews: the first under the cursor, or the one they have a draft on."""
    drafts = [
        at
        for at, one in enumerate(known)
        if any(review.by == by and review.status == "draft" for review in _reviews_of(profile, one))
    ]
    choices = [(Row(partial(_assessment_lines, profile, one), str(at)), one) for at, one in enumerate(known)]
    text = f"{profile.name} has {len(known)} assessments. The latest comes first."
    return ChoiceDialog("Which assessment?", text, choices, str(next(iter(drafts), 0)))


def _reviews_of(profile: Profile, assessment: Assessment) -> list[Review]:
    return [
        review
        for review in profile.reviews
        if (review.matrix, review.assessment) == (assessment.matrix, assessment.date)
    ]


def _assessment_lines(profile: Profile, assessment: Assessment, width: int) -> list[Content]:
    rated = sum(rating.level is not None for rating in assessment.ratings.values())
    role = f"{assessment.matrix}, version {assessment.matrix_version}"
    facts = joined(f"{rated} rated", *map(review_words, _reviews_of(profile, assessment)), separator=UNICODE.dot)
    head = ends(plain(role), plain(str(assessment.date), STRONG), width)
    return [head, *wrapped(facts.stylize(MUTED), width, 2), Content("")]


def confirm_handing_in(walk: ReviewQuestionnaire) -> ChoiceDialog[bool]:
    """Ask whether the review is complete, since it can never be changed after."""
    count = pluralize(walk.open_criteria, "criterion is", "criteria are")
    left = f"{count} not asked yet. " if walk.open_criteria else ""
    choices = [
        (answer_row("Not yet", "stay"), False),
        (answer_row("Submit it", "hand-in"), True),
    ]
    return ChoiceDialog(
        "Submit your review?", f"{left}From then on it counts, and it is never changed.", choices, "stay"
    )


def answer_row(text: str, identifier: str) -> Row:
    """Return the row of an answer in words."""
    return Row(lambda width: wrapped(plain(text), width), identifier)


def confirm_leaving(session: Session) -> ChoiceDialog[bool]:
    """Ask whether to leave although the last answers are not saved."""
    reason = session.problems[0].message if session.problems else ""
    choices = [
        (answer_row("Stay, and try again with ctrl+s", "stay"), False),
        (answer_row("Leave without saving", "leave"), True),
    ]
    return ChoiceDialog("Not everything is saved", reason, choices, "stay")
