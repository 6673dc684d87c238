"""Which evidence was accepted or declined already, as hashes: the sentences themselves are not kept."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from skillgap.errors import DataError
from skillgap.store import atomic_write, files
from skillgap.store.settings import settings_path


def answered(profile: Path) -> frozenset[str]:
    """Read the hashes of the answered sentences for the profile in a file. Raise DataError if they cannot be read."""
    path = _path(profile)
    return frozenset(files.read(path).text.split()) if files.exists_or_is_link(path) else frozenset()


def remember_answered(profile: Path, digest: str) -> None:
    """Keep the hash of one more answer. Raise DataError if it cannot be written."""
    path = _path(profile)
    atomic_write.make_folders(path.parent)
    files.write_derived(path, "".join(f"{entry}\n" for entry in sorted({*answered(profile), digest})), private=True)


def forget_answered(profile: Path) -> None:
    """Remove the hashes for the profile in a file. Raise DataError if it cannot be removed."""
    try:
        path = _path(profile)
    except DataError:  # without a home nothing was kept
        return
    if files.exists_or_is_link(path.parent):
        files.delete(path, missing_ok=True)


def _path(profile: Path) -> Path:
    """Return the file of hashes next to the settings. Raise DataError if there is no folder for it."""
    identity = hashlib.sha256(os.fsencode(os.path.realpath(profile))).hexdigest()[:32]
    return settings_path().with_name("answered-evidence") / f"{identity}.txt"
