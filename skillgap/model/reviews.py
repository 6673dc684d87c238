"""Which reviews of a profile count, and in which order."""

from __future__ import annotations

import datetime

from skillgap.model.profile import Assessment, Profile, Review


def complete_reviews(profile: Profile, assessment: Assessment, since: datetime.date | None = None) -> list[Review]:
    """The complete reviews of an assessment, the latest first (of equal dates the last listed).

    ``since`` adds those of the role's earlier assessments from that date on.
    """
    ours = [
        review
        for review in profile.reviews
        if review.status == "complete"
        and review.matrix == assessment.matrix
        and (since or assessment.date) <= review.assessment <= assessment.date
    ]
    return sorted(ours, key=lambda review: review.date)[::-1]
