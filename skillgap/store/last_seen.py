"""Last-seen copies of a person's own profiles, from which the screens show changes by others.

A profile is one's own once one has answered a question in it here. Copies exist only for own
profiles, not for profiles that a mentor reviews. Each copy belongs to the file, not to the id: two
people may have one id.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from skillgap.errors import DataError
from skillgap.model.changes import Seen, seen_in, with_own
from skillgap.model.profile import Profile
from skillgap.model.schema import check, plain
from skillgap.store import yaml_writer
from skillgap.store.documents import ProfileFile, read_document
from skillgap.store.profile_records import delete_record, record_path, write_record
from skillgap.store.settings import settings_path

_FOLDER, _SUFFIX = "last-seen", ".yaml"


def last_seen(file: ProfileFile) -> Seen | None:
    """Return the last-seen copy of an own profile, or None if it is missing or unreadable."""
    try:
        seen, _ = check(Seen, read_document(record_path(file.path, _FOLDER, _SUFFIX)).value)
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
    delete_record(path, _FOLDER, _SUFFIX)


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
        write_record(record_path(path, _FOLDER, _SUFFIX), yaml_writer.document(plain(seen)))
