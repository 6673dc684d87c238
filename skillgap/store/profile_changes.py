"""Changes to a profile's file as a whole: another id, and one assessment less."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from skillgap.errors import DataError, Diagnostic
from skillgap.model.profile import Assessment, Profile
from skillgap.model.schema import check, plain
from skillgap.store import answered_evidence, files, last_seen
from skillgap.store.documents import ProfileFile, save_copy, save_profile
from skillgap.store.library import Library


def rename_profile(library: Library, reference: str, identifier: str, name: str | None) -> ProfileFile:
    """Give a profile a new id and file name, and the person another name if one is given.

    Raises DataError if the id is taken or invalid, if the profile is read-only, or if kept versions of the
    file are next to it. The old file is removed after the new one is saved.
    """
    with library.open_for_change(reference) as file:
        profile = _renamed(file.profile, identifier, name)
        path = file.path.with_name(f"{identifier}{file.path.suffix}")
        if path == file.path:
            return save_profile(file, profile)
        if identifier != file.profile.id and identifier in library.profile_ids():
            raise DataError(Diagnostic(f"there is already a profile with the id {identifier}", hint="choose another"))
        if kept := [other for other in files.leftover_files(file.path) if not other.name.startswith(".")]:
            hint = "compare it with the profile, then delete it"
            raise DataError(Diagnostic("this file is kept next to the profile and names it", str(kept[0]), hint=hint))
        seen, answers = last_seen.last_seen(file), frozenset[str]()
        with suppress(DataError):
            answers = answered_evidence.answered(file.path)
        renamed = save_copy(path, file, profile)
        files.delete(file.path)
    if seen is not None:
        last_seen.replace_seen(path, replace(seen, id=identifier))
    if answers:
        answered_evidence.remember_answered(path, answers)
    last_seen.forget(file.path)
    answered_evidence.forget_answered(file.path)
    return renamed


def _renamed(profile: Profile, identifier: str, name: str | None) -> Profile:
    """Change the id and name. Raise DataError if they are invalid."""
    data = {**plain(profile), "id": identifier, "name": profile.name if name is None else name}
    changed, found = check(Profile, data)
    if changed is None:
        raise DataError([Diagnostic(fault.message, hint="choose another id or name") for fault in found])
    return changed


def assessments_on(profile: Profile, date: datetime.date, matrix: str | None) -> Sequence[Assessment]:
    """Return the assessments of a day, of one matrix if given. Raise DataError if there are none."""
    known = [one for one in profile.assessments if matrix is None or one.matrix == matrix]
    found = [assessment for assessment in known if assessment.date == date]
    if not found:
        dates = ", ".join(sorted({str(assessment.date) for assessment in known})) or "none"
        hint = f"dates of its assessments: {dates}"
        raise DataError(Diagnostic(f"{profile.id} has no assessment on {date}, so nothing was deleted", hint=hint))
    return found


def delete_assessment(library: Library, reference: str, date: datetime.date, matrix: str) -> tuple[ProfileFile, Path]:
    """Delete one assessment and its reviews. Return the profile, and the copy of the file as it was before."""
    with library.open_for_change(reference) as file:
        assessments_on(file.profile, date, matrix)
        kept = tuple(one for one in file.profile.assessments if (one.date, one.matrix) != (date, matrix))
        reviews = tuple(one for one in file.profile.reviews if (one.assessment, one.matrix) != (date, matrix))
        copy = files.keep_copy(file.path)
        changed = save_profile(file, replace(file.profile, assessments=kept, reviews=reviews))
    last_seen.remember_own(file.profile, changed)
    return changed, copy
