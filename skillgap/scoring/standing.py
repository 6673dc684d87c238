"""A person's position on each criterion of a matrix: the level that counts in a view, or why it is missing."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Literal

from skillgap.model.matrix import Criterion, Matrix
from skillgap.model.profile import Assessment, Profile, Rating, Review, ReviewRating
from skillgap.model.reviews import sealed_reviews
from skillgap.scoring.mandatory import MandatoryState, has_expired, state_of_level

View = Literal["agreed", "self", "mentor"]
State = Literal["rated", "skipped", "not_asked", "not_applicable"]

_NOT_ASKED = Rating()


@dataclass(frozen=True, slots=True)
class Remark:
    """What a mentor and the person wrote on a criterion in its latest review with a comment or a reply."""

    comment: str | None = None
    reply: str | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """A person's position on one criterion in the chosen view."""

    criterion: Criterion
    section: str
    target: int
    rating: Rating
    mentor_level: int | None
    agreed_level: int | None
    remark: Remark
    level: int | None
    state: State

    @property
    def met(self) -> float:
        """The part of the target that is met, in 0 … 1; nothing without a level."""
        return 0.0 if self.level is None else met_part(self.level, self.target)

    def mandatory_on(self, day: datetime.date) -> MandatoryState | None:
        """Return whether a mandatory criterion is met on a day; None if it is not mandatory."""
        if not self.criterion.mandatory:
            return None
        expired = has_expired(self.rating.valid_until, day)
        return state_of_level(self.level, self.target, not_applicable=self.state == "not_applicable", expired=expired)


def met_part(level: int, target: int) -> float:
    """The part of a target that a level meets, in 0 … 1; all of a target of 0."""
    return min(level, target) / target if target else 1.0


def find_standings(matrix: Matrix, profile: Profile, assessment: Assessment | None, view: View) -> list[Standing]:
    """Find a person's position on every criterion, in the matrix's order."""
    standings = []
    for section in matrix.sections:
        for criterion in section.criteria:
            rating = assessment.ratings.get(criterion.id, _NOT_ASKED) if assessment else _NOT_ASKED
            said = reviewed(profile, assessment, criterion) if assessment and profile.reviews else []
            mentor = next((one.level for _, one in said if one.level is not None), None)
            complete = (rating for review, rating in said if review.status == "complete")
            agreed = next((one.agreed for one in complete if one.agreed is not None), None)
            level, state = _in_view(rating, mentor, agreed, view)
            target = matrix.target(criterion)
            remark = next((Remark(one.comment, one.reply) for _, one in said if one.comment or one.reply), Remark())
            standings.append(Standing(criterion, section.id, target, rating, mentor, agreed, remark, level, state))
    return standings


def reviewed(profile: Profile, assessment: Assessment, criterion: Criterion) -> list[tuple[Review, ReviewRating]]:
    """Return the ratings of a criterion in the rated and complete reviews of an assessment, the latest first.

    A rating that was carried over counts with its reviews of that time or later, also under a former id.
    """
    said = assessment.ratings.get(criterion.id, _NOT_ASKED).said
    names = (criterion.id, *criterion.formerly) if said else (criterion.id,)
    about = sealed_reviews(profile, assessment, said)
    return [(review, review.ratings[name]) for review in about for name in names if name in review.ratings]


def _in_view(rating: Rating, mentor: int | None, agreed: int | None, view: View) -> tuple[int | None, State]:
    """The level that counts in a view, and the state that follows.

    A criterion that the person marks as not applicable stays so, unless the view itself has a level for it.
    """
    level = {"self": rating.level, "mentor": mentor, "agreed": rating.level if agreed is None else agreed}[view]
    if level is not None:
        return level, "rated"
    if rating.state == "not_applicable":
        return None, "not_applicable"
    if rating.state == "skipped" and view != "mentor":
        return None, "skipped"
    return None, "not_asked"
