"""A mentor's review as pure state: rate first, submit, then meet the person, agree on levels, and complete it.

It holds the current review. Its caller saves the review after every change, and passes the time.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from skillgap.errors import DataError, Diagnostic
from skillgap.model.matrix import Criterion, Matrix
from skillgap.model.profile import Assessment, Profile, Rating, Review, ReviewRating
from skillgap.model.reviews import sealed_reviews
from skillgap.questionnaire.self_assessment import same_assessment
from skillgap.questionnaire.sequence import QuestionSequence
from skillgap.scoring.disagreement import supported

Order = Literal["frequency", "claims", "differences", "matrix"]
ORDERS: tuple[Order, ...] = ("frequency", "claims", "differences", "matrix")
BLIND_ORDERS: tuple[Order, ...] = ("frequency", "matrix")
"""The orders that tell nothing of the person's answers; a draft has no others."""
Reviewed = Literal["rated", "not_observed", "skipped", "not_asked"]


@dataclass(frozen=True, slots=True)
class ReviewQuestionnaire(QuestionSequence):
    """How far a mentor is in reviewing an assessment, criterion by criterion.

    While the review is a draft and ``blind``, the person's answer on a criterion is hidden until the mentor has
    rated it. From *rated* on everything is visible. The ``order`` is by frequency, by the largest level claimed
    without evidence, by the heaviest difference, or the matrix's own; ties keep the matrix's order.
    """

    matrix: Matrix
    assessment: Assessment
    review: Review
    blind: bool = True
    order: Order = "frequency"
    history: tuple[tuple[int, Review], ...] = field(default=(), repr=False)

    @property
    def criteria(self) -> tuple[Criterion, ...]:
        """Every criterion of the matrix, in this walk's order."""
        keys: dict[Order, Callable[[Criterion], tuple[int, ...]]] = {
            "frequency": self._by_frequency,
            "claims": self._by_claim,
            "differences": self._by_difference,
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
        """The mentor's rating of the current criterion so far; empty if missing."""
        return self.review.ratings.get(self.current.id, ReviewRating()) if self.current else ReviewRating()

    @property
    def theirs(self) -> Rating | None:
        """The person's answer on the current criterion; None while it is hidden, and at the end."""
        if self.current is None or (self.hides_answers and self.state(self.current.id) != "rated"):
            return None
        return self.assessment.ratings.get(self.current.id, Rating())

    def state(self, identifier: str) -> Reviewed:
        """Return the state of a criterion: rated, not observed, skipped (reviewed without a level) or not asked."""
        if (said := self.review.ratings.get(identifier)) is None:
            return "not_asked"
        return "rated" if said.level is not None else said.state or "skipped"

    @property
    def hides_answers(self) -> bool:
        """True if the person's answers are hidden until the mentor has rated: in a draft that was not unblinded."""
        return self.blind and self.review.status == "draft"

    @property
    def orders(self) -> tuple[Order, ...]:
        """The orders that can be chosen now."""
        return BLIND_ORDERS if self.review.status == "draft" else ORDERS

    @property
    def open_criteria(self) -> int:
        """The number of criteria without an answer yet."""
        return sum(self.state(criterion.id) == "not_asked" for criterion in self.matrix.criteria)

    @property
    def undecided(self) -> int:
        """The number of differences in a submitted review without an agreed level."""
        return sum(self.is_undecided(criterion.id) for criterion in self.matrix.criteria)

    def at_first_open(self) -> ReviewQuestionnaire:
        """Go to the first criterion that is not asked, in a meeting to the first difference without an agreed level.

        If there is no such criterion, go to the first of all.
        """
        is_open = self._is_unasked if self.review.status == "draft" else self.is_undecided
        positions = (position for position, identifier in enumerate(self.ids) if is_open(identifier))
        return replace(self, position=next(positions, 0))

    def ordered(self, order: Order) -> ReviewQuestionnaire:
        """Continue in another order, from the same criterion.

        Raises ValueError for an order that would show the person's answers while the review is a draft.
        """
        if order not in self.orders:
            raise ValueError("this order shows the person's answers before the review is submitted")
        ids = replace(self, order=order).ids
        position = ids.index(self.current.id) if self.current else len(ids)
        return replace(self, order=order, position=position)

    def opened(self) -> ReviewQuestionnaire:
        """Show the person's answer on every criterion from now on; a draft records that it is no longer blind."""
        if self.review.status != "draft":
            return self
        return replace(self, blind=False, review=replace(self.review, blind=False))

    def blinded(self) -> ReviewQuestionnaire:
        """Hide the person's answer on a criterion until the mentor rates it. The record that it was shown remains."""
        return replace(self, blind=True)

    def rate(self, level: int) -> ReviewQuestionnaire:
        """Give the current criterion a level, and stay, so that the mentor sees the person's own level.

        Raises ValueError for a level off the scale.
        """
        self._check_draft()
        return self._with(replace(self.said, level=self._on_scale(level), state=None))

    def skip(self) -> ReviewQuestionnaire:
        """Skip the current criterion without a level, and continue with the next; a comment stays."""
        self._check_draft()
        return self._with(replace(self.said, level=None, state=None), skipped=True).next()

    def mark_not_observed(self) -> ReviewQuestionnaire:
        """Record that the mentor has not seen the person do this, and continue with the next criterion."""
        self._check_draft()
        return self._with(replace(self.said, level=None, state="not_observed")).next()

    def comment(self, text: str | None) -> ReviewQuestionnaire:
        """Replace the comment on the current criterion, and stay."""
        return self._with(replace(self.said, comment=text))

    def agree(self, level: int | None) -> ReviewQuestionnaire:
        """Set the level that both agreed on, None for none, and stay.

        Raises ValueError for a level off the scale, and before the mentor's levels are submitted.
        """
        if self.review.status == "draft":
            raise ValueError("submit your levels first: you agree on levels when you meet")
        return self._with(replace(self.said, agreed=None if level is None else self._on_scale(level)))

    def summarise(self, text: str | None) -> ReviewQuestionnaire:
        """Replace the review's summary, and stay."""
        return self._changed(replace(self.review, summary=text))

    def submit(self, now: str) -> ReviewQuestionnaire:
        """Submit the draft: its levels are frozen, count in the mentor view, and can be compared.

        Each rating keeps the level that the person has now. ``now`` is the time in UTC. Raises ValueError if the draft
        is empty, or was submitted already.
        """
        self._check_draft()
        if self.review.summary is None and not any(rating != ReviewRating() for rating in self.review.ratings.values()):
            raise ValueError("the review is empty: rate a criterion, or write a summary")
        own = self.assessment.ratings
        ratings = {
            identifier: replace(rating, self_level=own[identifier].level if identifier in own else None)
            for identifier, rating in self.review.ratings.items()
        }
        rated = replace(self.review, status="rated", submitted=now, ratings=ratings)
        return replace(self._changed(rated), history=(), order="differences", position=0)

    def reply(self, text: str | None) -> ReviewQuestionnaire:
        """Replace the person's reply on the current criterion, and stay. Raises ValueError in a draft."""
        if self.review.status == "draft":
            raise ValueError("the person replies after the review is submitted")
        return self._with(replace(self.said, reply=text))

    def complete(self, now: str) -> ReviewQuestionnaire:
        """Complete a submitted review: it counts in the agreed view, and the mentor can no longer change it.

        ``now`` is the time in UTC. Raises ValueError before the review is submitted.
        """
        if self.review.status == "draft":
            raise ValueError("submit your levels first")
        return replace(self._changed(replace(self.review, status="complete", completed=now)), history=())

    def undo(self) -> ReviewQuestionnaire:
        """Undo the last change and return to its place; without a change, return the same walk."""
        if not self.history:
            return self
        position, review = self.history[-1]
        return replace(self, position=position, review=review, history=self.history[:-1])

    def _by_frequency(self, criterion: Criterion) -> tuple[int, ...]:
        return (-criterion.postings,)

    def _by_claim(self, criterion: Criterion) -> tuple[int, ...]:
        rating = self.assessment.ratings.get(criterion.id, Rating())
        claimed = rating.level if rating.level is not None and not supported(rating.evidence) else -1
        return -claimed, -criterion.postings

    def _by_difference(self, criterion: Criterion) -> tuple[int, ...]:
        """The heaviest difference first; then criteria that only one side rated, by frequency."""
        rating = self.review.ratings.get(criterion.id, ReviewRating())
        own = rating.self_level
        if own is None or rating.level is None:
            return 1, 0, -criterion.postings
        return 0, -abs(own - rating.level) * criterion.postings, -criterion.postings

    def _is_unasked(self, identifier: str) -> bool:
        return self.state(identifier) == "not_asked"

    def is_undecided(self, identifier: str) -> bool:
        """Return whether both sides gave a criterion different levels, and agreed on none."""
        rating = self.review.ratings.get(identifier, ReviewRating())
        both = rating.level is not None and rating.self_level is not None
        return both and rating.level != rating.self_level and rating.agreed is None

    def _check_draft(self) -> None:
        if self.review.status != "draft":
            raise ValueError("the levels of a submitted review are frozen")

    def _on_scale(self, level: int) -> int:
        if level not in self.matrix.levels_of(self.current.id if self.current else None):
            raise ValueError(f"level {level} is not on the scale")
        return level

    def _with(self, rating: ReviewRating, *, skipped: bool = False) -> ReviewQuestionnaire:
        """Record a rating of the current criterion; an empty rating is stored only if it was skipped."""
        if self.current is None:
            raise ValueError("no criterion is being reviewed")
        if rating == self.said and not skipped:
            return self._changed(self.review)
        ratings = {**self.review.ratings, self.current.id: rating}
        if rating == ReviewRating() and not skipped:
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
) -> ReviewQuestionnaire:
    """Begin or continue a mentor's review of one of the profile's assessments.

    ``matrix`` is the version the assessment was made against. The mentor's latest review of it that is not complete
    is continued, else a new one dated today begins. A review keeps its date. A draft is ordered by frequency, a
    submitted review by difference.

    Raise DataError if ``by`` is not a name. Raise it also if the mentor completed a review of it today, because two
    reviews of one day have the same key.
    """
    if not by.strip() or "\n" in by:
        raise DataError(Diagnostic("a review needs the mentor's name, on one line", hint='add --mentor "Your name"'))
    by = known_mentor(profile, by)
    own = [one for one in profile.reviews if one.by == by and _is_of(one, assessment)]
    pending = [one for one in own if one.status != "complete"]
    review = max(reversed(pending), key=lambda one: one.date, default=None)
    if review is None and any(one.date == today for one in own):
        message = f"{by} completed a review of this assessment today"
        raise DataError(Diagnostic(message, hint="a completed review is never changed; begin another one tomorrow"))
    if review is None:
        review = Review(
            assessment=assessment.date, matrix=assessment.matrix, by=by, date=today, status="draft", blind=True
        )
    started = ReviewQuestionnaire(matrix, assessment, review)
    started = started if blind else started.opened()
    return started.ordered("frequency" if review.status == "draft" else "differences").at_first_open()


def known_mentor(profile: Profile, name: str) -> str:
    """Return a mentor's name as the profile's reviews spell it, if they differ only in case and spaces."""
    folded = " ".join(name.split()).casefold()
    known = (review.by for review in profile.reviews if " ".join(review.by.split()).casefold() == folded)
    return next(known, " ".join(name.split()))


def _is_of(review: Review, assessment: Assessment) -> bool:
    return (review.matrix, review.assessment) == (assessment.matrix, assessment.date)


def _identity(review: Review) -> tuple[object, ...]:
    return review.assessment, review.matrix, review.by, review.date


def record(profile: Profile, review: Review) -> Profile:
    """Return the profile with this review: it replaces the review it continues, or comes last.

        An empty draft is added only to record that the answers were shown.

    Raises DataError if it would change levels that are frozen, or a complete review.
    """
    for position, known in enumerate(profile.reviews):
        if _identity(known) != _identity(review):
            continue
        if not _may_replace(known, review):
            message = f"the review by {known.by} of {known.date} is {known.status}, and its levels cannot be changed"
            raise DataError(Diagnostic(message, hint="correct it with a new review"))
        before, after = profile.reviews[:position], profile.reviews[position + 1 :]
        return replace(profile, reviews=(*before, review, *after))
    if not review.ratings and review.summary is None and review.blind is not False:
        return profile
    return replace(profile, reviews=(*profile.reviews, review))


def discard_draft(profile: Profile, assessment: Assessment, by: str) -> Profile:
    """Return the profile without a mentor's draft review of an assessment; the same profile without a draft."""
    by = known_mentor(profile, by)
    kept = (one for one in profile.reviews if one.by != by or one.status != "draft" or not _is_of(one, assessment))
    return replace(profile, reviews=tuple(kept))


def answer_reviews(
    profile: Profile,
    assessment: Assessment,
    by: str | None,
    replies: Mapping[str, str | None],
    acknowledged: str | None,
) -> Profile:
    """Return the profile with the person's replies to a review, and their acknowledgment of completed ones.

    ``by`` narrows it to one mentor. ``replies`` go to the latest submitted review that has the criterion; a reply of
    None removes one. ``acknowledged`` is the time in UTC, None to acknowledge nothing. Raises DataError if there is no
    such review.
    """
    by = by and known_mentor(profile, by)
    sealed = [review for review in sealed_reviews(profile, assessment) if by in (None, review.by)]
    changed = {id(review): review for review in sealed}
    for criterion, text in replies.items():
        review = next((one for one in sealed if criterion in one.ratings), None)
        if review is None:
            message = f"no submitted review rates or comments on {criterion}"
            raise DataError(Diagnostic(message, hint="read the reviews with: skillgap review PROFILE --report"))
        known = changed[id(review)]
        rating = replace(known.ratings[criterion], reply=text)
        changed[id(review)] = replace(known, ratings={**known.ratings, criterion: rating})
    if acknowledged is not None:
        complete = [review for review in sealed if review.status == "complete"]
        if not complete:
            raise DataError(Diagnostic("no review is complete yet", hint="acknowledge after the meeting"))
        for review in complete:
            known = changed[id(review)]
            changed[id(review)] = replace(known, acknowledged=known.acknowledged or acknowledged)
    return replace(profile, reviews=tuple(changed.get(id(review), review) for review in profile.reviews))


def _may_replace(known: Review, review: Review) -> bool:
    """Return whether one state of a review may follow another: see the statuses of a review in the files' page."""
    if known == review or known.status == "draft":
        return True
    return known.status == "rated" and review.status != "draft" and _levels(known) == _levels(review)


def _levels(review: Review) -> dict[str, tuple[object, ...]]:
    """Return the frozen levels of a submitted review, by criterion."""
    frozen = {name: (one.level, one.state, one.self_level) for name, one in review.ratings.items()}
    return {name: values for name, values in frozen.items() if values != (None, None, None)}


def continue_from(walk: ReviewQuestionnaire, profile: Profile) -> ReviewQuestionnaire:
    """Continue with the assessment and the review of the current profile; earlier changes can no longer be undone."""
    found = (known for known in profile.reviews if _identity(known) == _identity(walk.review))
    review = next(found, replace(walk.review, status="draft", summary=None, ratings={}))
    return replace(walk, assessment=same_assessment(profile, walk.assessment), review=review, history=())
