"""Saving a profile that another program changed meanwhile: both changes are merged, and nothing is overwritten."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TypeAlias

from skillgap.errors import ConflictError, DataError
from skillgap.model.merge import Merged
from skillgap.model.profile import Profile
from skillgap.model.three_way_merge import Versions
from skillgap.store.documents import ProfileFile, read_profile, save_profile

Resolver: TypeAlias = Callable[[Merged], Merged | None]
"""Asks the user about each conflict. Returns the result without conflicts, or None if the user did not choose."""


def save_merged(
    file: ProfileFile, profile: Profile, resolver: Resolver | None = None
) -> tuple[ProfileFile, ProfileFile]:
    """Save a changed profile; when the file changed since it was read, merge both changes and save the result.

    Returns the file as it was right before the save, and as it is after it. ``resolver`` chooses
    between values that both sides changed. Raises ConflictError if there is no resolver, if it
    returns None, or if the file now is unreadable or has another person's profile. The file then
    stays unchanged, and this version is saved next to it. Raises DataError as :func:`save_profile`
    does.
    """
    copies: list[Path] = []
    while True:
        try:
            saved = save_profile(file, profile)
        except ConflictError as error:
            copies += [error.copy] if error.copy else []
            file, profile = _merge_again(file, profile, resolver, error)
        else:
            remove_copies(copies)
            return file, saved


def _merge_again(
    before: ProfileFile, mine: Profile, resolver: Resolver | None, conflict: ConflictError
) -> tuple[ProfileFile, Profile]:
    """Read the file again, and apply the changes made here to it."""
    try:
        theirs = read_profile(before.path)
        merged = Versions(before.profile, mine, theirs.profile).merge()
    except DataError as error:
        raise ConflictError([*error.problems, *conflict.problems], conflict.copy) from error
    if merged.conflicts:
        resolved = resolver(merged) if resolver else None
        if resolved is None:
            raise conflict
        merged = resolved
    return theirs, merged.profile


def remove_copies(copies: list[Path]) -> None:
    """Remove conflict copies that hold nothing any more that the file does not have."""
    for copy in copies:
        with suppress(OSError):  # it is in nobody's way
            copy.unlink()
