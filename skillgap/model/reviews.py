"""The reviews of a profile that count, and their order."""

from __future__ import annotations

import datetime

from skillgap.model.profile import Assessment, Profile, Review, ReviewStatus

SEALED: tuple[ReviewStatus, ...] = ("rated", "complete")
"""The statuses with frozen mentor levels. Such reviews count in the mentor view."""


def review_moment(review: Review) -> str:
    """Return when a review took effect: its completion, else its submission, else its date."""
    return review.completed or review.submitted or review.date.isoformat()


def sealed_reviews(
    profile: Profile,
    assessment: Assessment,
    since: datetime.date | None = None,
    statuses: tuple[ReviewStatus, ...] = SEALED,
) -> list[Review]:
    """Return the rated and complete reviews of an assessment, the latest first (of equal moments the last listed).

    ``since`` adds reviews of the role's earlier assessments from that date on.
    """
    ours = [
        review
        for review in profile.reviews
        if review.status in statuses
        and review.matrix == assessment.matrix
        and (since or assessment.date) <= review.assessment <= assessment.date
    ]
    return sorted(ours, key=review_moment)[::-1]


def complete_reviews(profile: Profile, assessment: Assessment, since: datetime.date | None = None) -> list[Review]:
    """Return the complete reviews of an assessment, in the order of :func:`sealed_reviews`."""
    return sealed_reviews(profile, assessment, since, ("complete",))
