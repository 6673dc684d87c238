"""Files in the settings folder that skillgap keeps about single profile files, each named by a hash of the path."""

from __future__ import annotations

import os
from pathlib import Path

from skillgap.errors import DataError
from skillgap.store import atomic_write, files
from skillgap.store.settings import settings_path


def record_path(profile: Path, folder: str, suffix: str) -> Path:
    """Return the file about a profile file in a folder next to the settings.

    Raise DataError if there is no folder for settings.
    """
    import hashlib  # loads OpenSSL, which reading does not need

    identity = hashlib.sha256(os.fsencode(os.path.realpath(profile))).hexdigest()[:32]
    return settings_path().with_name(folder) / f"{identity}{suffix}"


def write_record(path: Path, text: str) -> None:
    """Write a file about a profile file, for the user alone. Raise DataError if it cannot be written."""
    atomic_write.make_folders(path.parent)
    files.write_derived(path, text, private=True)


def delete_record(profile: Path, folder: str, suffix: str) -> None:
    """Remove the file about a profile file, if there is one. Raise DataError if it cannot be removed."""
    try:
        path = record_path(profile, folder, suffix)
    except DataError:  # without a home nothing was kept
        return
    if files.exists_or_is_link(path.parent):
        files.delete(path, missing_ok=True)
