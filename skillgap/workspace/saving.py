"""Saving a changed profile, for commands and screens."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from skillgap.model.profile import Profile
from skillgap.store import ProfileFile, save_profile
from skillgap.store.files import LOCK_SECONDS

if TYPE_CHECKING:
    from skillgap.store.merge_save import Resolver


def save(file: ProfileFile, profile: Profile, *, wait: float = LOCK_SECONDS) -> ProfileFile:
    """Save a changed profile, and do not report this change later as made by others.

    Raise DataError or ConflictError as :func:`skillgap.store.save_profile` does.
    """
    saved = save_profile(file, profile, wait=wait)
    _count_as_own(file.profile, saved)
    return saved


def save_merged(file: ProfileFile, profile: Profile, resolver: Resolver | None = None) -> ProfileFile:
    """Save a changed profile as :func:`save` does, merged with the changes of other programs.

    ``resolver`` decides about values that both changed. Raise ConflictError if it does not decide.
    """
    from skillgap.store import merge_save  # brings along how files are written, which readers do not need

    before, saved = merge_save.save_merged(file, profile, resolver)
    _count_as_own(before.profile, saved)
    return saved


def _count_as_own(before: Profile, saved: ProfileFile) -> None:
    """Count a change as this person's own: the owner of the profile answers the questions."""
    after = saved.profile
    if before.assessments != after.assessments:
        from skillgap.store.last_seen import make_own

        make_own(saved)
    elif (before.reviews, before.goals) != (after.reviews, after.goals):
        from skillgap.store.last_seen import remember_own

        remember_own(before, saved)


def utc_now() -> str:
    """Return the time in UTC to the second, as files hold it: ``2026-05-04T16:30:00Z``."""
    return f"{datetime.datetime.now(datetime.UTC):%Y-%m-%dT%H:%M:%SZ}"
