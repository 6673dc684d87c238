"""What a person last saw of each profile on the screens, so that what others did since can be told."""

from __future__ import annotations

from pathlib import Path

from skillgap.errors import DataError
from skillgap.model.changes import with_own
from skillgap.model.profile import Profile
from skillgap.model.schema import check, plain
from skillgap.store import atomic_write, files, yaml_writer
from skillgap.store.documents import read_document
from skillgap.store.settings import settings_path


def last_seen(identifier: str) -> Profile | None:
    """The profile as it was last looked at; None where it never was, or what was kept cannot be read."""
    path = _path(identifier)
    try:
        profile, _ = check(Profile, read_document(path).value)
    except DataError:
        return None
    return profile


def remember(profile: Profile) -> None:
    """Keep the profile as it is looked at now, in a folder that only its owner can enter.

    Where that cannot be written nothing is kept: it only means that less news can be told.
    """
    path = _path(profile.id)
    try:
        atomic_write.make_folders(path.parent)
        files.write_output(path, yaml_writer.document(plain(profile)), private=True)
    except (DataError, OSError):
        return


def forget(identifier: str) -> None:
    """Remove what was kept of a profile, and what keeping it left; DataError where that cannot be removed."""
    path = _path(identifier)
    if files.exists_or_is_link(path.parent):
        files.delete(path, missing_ok=True)


def remember_own(before: Profile, after: Profile) -> None:
    """Keep it from being told as news what was changed here, of a profile that was looked at before."""
    if (before.reviews, before.goals) == (after.reviews, after.goals):
        return
    if seen := last_seen(after.id):
        remember(with_own(seen, before, after))


def _path(identifier: str) -> Path:
    return settings_path().parent / "seen" / f"{identifier}.yaml"
