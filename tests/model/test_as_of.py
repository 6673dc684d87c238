"""A profile as it was on an earlier day."""

from __future__ import annotations

import datetime
from dataclasses import replace

from skillgap.model.as_of import profile_as_of
from skillgap.model.profile import Assessment, Profile, Review


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


def assessed(date: str) -> Assessment:
    return Assessment(matrix="role", matrix_version=1, date=day(date), ratings={})


def review(date: str, completed: str | None = None) -> Review:
    made = Review(assessment=day("2026-01-10"), matrix="role", by="Mira", date=day(date), status="rated")
    return replace(made, status="complete", completed=completed) if completed else made


def test_what_was_made_later_is_left_out() -> None:
    first, second = assessed("2026-01-10"), assessed("2026-04-01")
    early, late = review("2026-01-12"), review("2026-01-12", completed="2026-02-03T08:00:00Z")
    profile = Profile(
        format="skillgap/profile/1", id="me", name="Me", assessments=(first, second), reviews=(early, late)
    )
    then = profile_as_of(profile, day("2026-02-02"))
    assert (then.assessments, then.reviews) == ((first,), (early,))
    assert profile_as_of(profile, day("2026-04-01")) == profile
    assert profile_as_of(profile, day("2026-01-09")).assessments == ()
