"""Which evidence was accepted or declined already, as hashes: the sentences themselves are not kept."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from skillgap.store import files
from skillgap.store.profile_records import delete_record, record_path, write_record

_FOLDER, _SUFFIX = "answered-evidence", ".txt"


def answered(profile: Path) -> frozenset[str]:
    """Read the hashes of the answered sentences for the profile in a file. Raise DataError if they cannot be read."""
    path = record_path(profile, _FOLDER, _SUFFIX)
    return frozenset(files.read(path).text.split()) if files.exists_or_is_link(path) else frozenset()


def remember_answered(profile: Path, digests: Iterable[str]) -> None:
    """Keep the hashes of more answers. Raise DataError if they cannot be written."""
    kept = sorted({*answered(profile), *digests})
    write_record(record_path(profile, _FOLDER, _SUFFIX), "".join(f"{digest}\n" for digest in kept))


def forget_answered(profile: Path) -> None:
    """Remove the hashes for the profile in a file. Raise DataError if they cannot be removed."""
    delete_record(profile, _FOLDER, _SUFFIX)
