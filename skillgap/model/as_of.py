"""A profile as it was on an earlier day."""

from __future__ import annotations

import datetime
from dataclasses import replace

from skillgap.model.profile import Profile, Review


def profile_as_of(profile: Profile, day: datetime.date) -> Profile:
    """Return the profile with the assessments and reviews made up to a day.

    A review counts from the day of its last status. Goals have no day on which they were set, so all of them stay.
    """
    assessments = tuple(assessment for assessment in profile.assessments if assessment.date <= day)
    reviews = tuple(review for review in profile.reviews if _last_day(review) <= day)
    return replace(profile, assessments=assessments, reviews=reviews)


def _last_day(review: Review) -> datetime.date:
    moment = review.completed or review.submitted
    return datetime.date.fromisoformat(moment[:10]) if moment else review.date
