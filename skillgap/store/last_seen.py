"""Last-seen copies of a person's own profiles, from which the screens show changes by others.

A profile is one's own once one has answered a question in it here. Copies exist only for own
profiles, not for profiles that a mentor reviews. Each copy belongs to the file, not to the id: two
people may have one id.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from skillgap.errors import DataError
from skillgap.model.changes import Seen, seen_in, with_own
from skillgap.model.profile import Profile
from skillgap.model.schema import check, plain
from skillgap.store import atomic_write, files, yaml_writer
from skillgap.store.documents import ProfileFile, read_document
from skillgap.store.settings import settings_path


def last_seen(file: ProfileFile) -> Seen | None:
    """Return the last-seen copy of an own profile, or None if it is missing or unreadable."""
    try:
        seen, _ = check(Seen, read_document(_path(file.path)).value)
    except DataError:
        return None
    return seen if seen and (seen.id, seen.key) == (file.profile.id, file.profile.key) else None


def remember(file: ProfileFile) -> None:
    """Save a copy of an own profile as last seen. Profiles of other people are not copied.

    A copy that cannot be saved is no error: skillgap then shows fewer changes.
    """
    if last_seen(file):
        _keep(file.path, seen_in(file.profile))


def make_own(file: ProfileFile) -> None:
    """Count a profile as one's own from now on, with all that is there as seen."""
    remove_old_copies()
    if not file.read_only and last_seen(file) is None:
        _keep(file.path, seen_in(file.profile))


def remember_own(before: Profile, file: ProfileFile) -> None:
    """Update the copy of an own profile, so that changes made here do not appear as changes by others."""
    remove_old_copies()
    after = file.profile
    if (before.reviews, before.goals) != (after.reviews, after.goals) and (seen := last_seen(file)):
        _keep(file.path, with_own(seen, before, after))


def replace_seen(path: Path, seen: Seen) -> None:
    """Save what was last seen of the profile in a file, as after the file was renamed."""
    _keep(path, seen)


def forget(path: Path) -> None:
    """Remove the copy of the profile in a file. Raise DataError if that fails."""
    try:
        kept = _path(path)
    except DataError:  # without a home nothing was kept
        return
    if files.exists_or_is_link(kept.parent):
        files.delete(kept, missing_ok=True)


def remove_old_copies() -> None:
    """Remove complete profiles that an earlier skillgap stored by id, including profiles of other people."""
    with suppress(DataError, OSError):
        folder = settings_path().with_name("seen")
        for copy in folder.iterdir() if folder.is_dir() else ():
            copy.unlink()
        if folder.is_dir():
            folder.rmdir()


def _keep(path: Path, seen: Seen) -> None:
    with suppress(DataError, OSError):
        kept = _path(path)
        atomic_write.make_folders(kept.parent)
        files.write_derived(kept, yaml_writer.document(plain(seen)), private=True)


def _path(profile: Path) -> Path:
    """Return the path of the copy of a profile. Raise DataError if there is no folder for it."""
    import hashlib  # loads OpenSSL, which reading does not need

    identity = hashlib.sha256(os.fsencode(os.path.realpath(profile))).hexdigest()[:32]
    return settings_path().with_name("last-seen") / f"{identity}.yaml"
