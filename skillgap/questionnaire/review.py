"""The mentor's way through an assessment as pure state: rate first, then see what the person said, then agree.

It holds the review being made; whoever drives it saves that after every change.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Literal

from skillgap.errors import DataError, Diagnostic
from skillgap.model.matrix import Criterion, Matrix
from skillgap.model.profile import Assessment, Profile, Rating, Review, ReviewRating
from skillgap.questionnaire.sequence import QuestionSequence
from skillgap.scoring.disagreement import supported

Order = Literal["share", "claims", "matrix"]
ORDERS: tuple[Order, ...] = ("share", "claims", "matrix")
Reviewed = Literal["rated", "passed", "not_asked"]


@dataclass(frozen=True, slots=True)
class ReviewQuestionnaire(QuestionSequence):
    """Where a mentor stands in an assessment, criterion by criterion.

    While ``blind``, what the person said on a criterion stays hidden until the mentor has rated it. The
    ``order`` is by share, by the largest level claimed without evidence (which gives a little of it away),
    or the matrix's own; what is equal keeps the matrix's order.
    """

    matrix: Matrix
    assessment: Assessment
    review: Review
    blind: bool = True
    order: Order = "share"
    history: tuple[tuple[int, Review], ...] = field(default=(), repr=False)

    @property
    def criteria(self) -> tuple[Criterion, ...]:
        """Every criterion of the matrix, in this walk's order."""
        keys: dict[Order, Callable[[Criterion], tuple[int, ...]]] = {
            "share": self._by_share,
            "claims": self._by_claim,
            "matrix": lambda _: (),
        }
        return tuple(sorted(self.matrix.criteria, key=keys[self.order]))

    @property
    def ids(self) -> tuple[str, ...]:
        """The criteria's ids, in this walk's order."""
        return tuple(criterion.id for criterion in self.criteria)

    @property
    def current(self) -> Criterion | None:
        """The criterion being reviewed, None at the end."""
        criteria = self.criteria
        return criteria[self.position] if self.position < len(criteria) else None

    @property
    def said(self) -> ReviewRating:
        """What the mentor said so far on the current criterion; empty where nothing is."""
        return self.review.ratings.get(self.current.id, ReviewRating()) if self.current else ReviewRating()

    @property
    def theirs(self) -> Rating | None:
        """What the person said on the current criterion; None while it is hidden, and at the end."""
        if self.current is None or (self.blind and self.state(self.current.id) != "rated"):
            return None
        return self.assessment.ratings.get(self.current.id, Rating())

    def state(self, identifier: str) -> Reviewed:
        """How a criterion stands: rated, passed over (mentioned in the review without a level), or not asked."""
        if (said := self.review.ratings.get(identifier)) is None:
            return "not_asked"
        return "passed" if said.level is None else "rated"

    @property
    def open_criteria(self) -> int:
        """How many criteria are not asked yet."""
        return sum(self.state(criterion.id) == "not_asked" for criterion in self.matrix.criteria)

    def at_first_open(self) -> ReviewQuestionnaire:
        """Go to the first criterion not yet asked; to the first of all when there is none."""
        positions = (at for at, identifier in enumerate(self.ids) if self.state(identifier) == "not_asked")
        return replace(self, position=next(positions, 0))

    def ordered(self, order: Order) -> ReviewQuestionnaire:
        """Go on in another order, from the same criterion."""
        ids = replace(self, order=order).ids
        position = ids.index(self.current.id) if self.current else len(ids)
        return replace(self, order=order, position=position)

    def opened(self) -> ReviewQuestionnaire:
        """Show from now on what the person said on every criterion."""
        return replace(self, blind=False)

    def blinded(self) -> ReviewQuestionnaire:
        """Hide again what the person said on a criterion until it is rated."""
        return replace(self, blind=True)

    def rate(self, level: int) -> ReviewQuestionnaire:
        """Give the current criterion a level, and stay: now the person's own is to be seen.

        Raises ValueError for a level off the scale.
        """
        return self._with(replace(self.said, level=self._on_scale(level)))

    def skip(self) -> ReviewQuestionnaire:
        """Pass over the current criterion without a level, and go on; a comment and an agreed level stay."""
        return self._with(replace(self.said, level=None), passed=True).next()

    def comment(self, text: str | None) -> ReviewQuestionnaire:
        """Replace the comment on the current criterion, and stay."""
        return self._with(replace(self.said, comment=text))

    def agree(self, level: int | None) -> ReviewQuestionnaire:
        """Set the level both agreed on, None for none, and stay.

        Raises ValueError for a level off the scale, and while the person's own level is hidden.
        """
        if self.theirs is None:
            raise ValueError("the person's own level is still hidden")
        return self._with(replace(self.said, agreed=None if level is None else self._on_scale(level)))

    def summarise(self, text: str | None) -> ReviewQuestionnaire:
        """Replace the review's summary, and stay."""
        return self._changed(replace(self.review, summary=text))

    def complete(self) -> ReviewQuestionnaire:
        """Hand the review in: from now on it counts, and nothing in it can be changed or undone.

        Raises ValueError where nothing was said yet.
        """
        if self.review.summary is None and not any(rating != ReviewRating() for rating in self.review.ratings.values()):
            raise ValueError("nothing was said yet")
        return replace(self._changed(replace(self.review, status="complete")), history=())

    def undo(self) -> ReviewQuestionnaire:
        """Take the last change back and return to where it was made; the same walk when there is none."""
        if not self.history:
            return self
        position, review = self.history[-1]
        return replace(self, position=position, review=review, history=self.history[:-1])

    def _by_share(self, criterion: Criterion) -> tuple[int, ...]:
        return (-criterion.postings,)

    def _by_claim(self, criterion: Criterion) -> tuple[int, ...]:
        rating = self.assessment.ratings.get(criterion.id, Rating())
        claimed = rating.level if rating.level is not None and not supported(rating.evidence) else -1
        return -claimed, -criterion.postings

    def _on_scale(self, level: int) -> int:
        if level not in [step.level for step in self.matrix.scale]:
            raise ValueError(f"level {level} is not on the scale")
        return level

    def _with(self, rating: ReviewRating, *, passed: bool = False) -> ReviewQuestionnaire:
        """Say this on the current criterion; what says nothing is only kept to tell that it was passed over."""
        if self.current is None:
            raise ValueError("no criterion is being reviewed")
        if rating == self.said and not passed:
            return self._changed(self.review)
        ratings = {**self.review.ratings, self.current.id: rating}
        if rating == ReviewRating() and not passed:
            del ratings[self.current.id]
        return self._changed(replace(self.review, ratings=ratings))

    def _changed(self, review: Review) -> ReviewQuestionnaire:
        if self.review.status == "complete":
            raise ValueError("a completed review is never changed")
        if review == self.review:
            return self
        return replace(self, review=review, history=(*self.history, (self.position, self.review)))


def begin(
    profile: Profile,
    matrix: Matrix,
    assessment: Assessment,
    by: str,
    today: datetime.date,
    *,
    blind: bool = True,
    order: Order = "share",
) -> ReviewQuestionnaire:
    """The walk that takes a mentor through one of the profile's assessments.

    ``matrix`` is the version the assessment was made against. It goes on with the mentor's latest draft of
    a review of it, else it begins a new one dated today. A review keeps the date on which it was begun.

    Raises DataError where ``by`` is no name, or the mentor completed a review of it today: two reviews of
    one day could not be told apart.
    """
    if not by.strip() or "\n" in by:
        raise DataError(
            Diagnostic("a review needs the name of who reviews, on one line", hint='give it: --by "Your name"')
        )
    own = [one for one in profile.reviews if one.by == by and _is_of(one, assessment)]
    drafts = [one for one in own if one.status == "draft"]
    review = max(reversed(drafts), key=lambda one: one.date, default=None)
    if review is None and any(one.date == today for one in own):
        message = f"{by} completed a review of this assessment today"
        raise DataError(Diagnostic(message, hint="a completed review is never changed; begin another one tomorrow"))
    if review is None:
        review = Review(assessment=assessment.date, matrix=assessment.matrix, by=by, date=today, status="draft")
    return ReviewQuestionnaire(matrix, assessment, review, blind, order).at_first_open()


def _is_of(review: Review, assessment: Assessment) -> bool:
    return (review.matrix, review.assessment) == (assessment.matrix, assessment.date)


def _identity(review: Review) -> tuple[object, ...]:
    return review.assessment, review.matrix, review.by, review.date


def record(profile: Profile, review: Review) -> Profile:
    """The profile with this review in the place of the draft it continues, or added at the end.

    A draft in which nothing is said yet is not added. Raises DataError where the review it would change
    is complete.
    """
    for position, known in enumerate(profile.reviews):
        if _identity(known) != _identity(review):
            continue
        if known.status == "complete" and known != review:
            message = f"the review by {known.by} of {known.date} is complete, and is never changed"
            raise DataError(Diagnostic(message, hint="begin another review"))
        before, after = profile.reviews[:position], profile.reviews[position + 1 :]
        return replace(profile, reviews=(*before, review, *after))
    if not review.ratings and review.summary is None:
        return profile
    return replace(profile, reviews=(*profile.reviews, review))
