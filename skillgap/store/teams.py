"""People out of files, folders and bundles: counted as a team, or one by one."""

from __future__ import annotations

import datetime
import gc
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from skillgap.errors import DataError, Diagnostic
from skillgap.model.as_of import profile_as_of
from skillgap.model.matrix import Matrix
from skillgap.scoring.team import Team, TeamReport
from skillgap.store import bundle_format, files
from skillgap.store.bundle_lookup import entries_of, line_at, read_in_bundle
from skillgap.store.documents import (
    BUNDLE_SUFFIX,
    SUFFIXES,
    Entry,
    ProfileFile,
    in_bundle,
    mismatches,
    profile_problems,
    read_profile,
)
from skillgap.store.folder import paths_in
from skillgap.store.library import Library
from skillgap.store.spill import SpillError


def _nothing() -> None:
    pass


def named_path(library: Library, reference: str) -> Path:
    """Find the file, folder or bundle at a path, or the profile with that id. Raises DataError if nothing is found."""
    path = Path(reference)
    return path if files.exists_or_is_link(path) or path.suffix == BUNDLE_SUFFIX else library.profile_path(reference)


def people_files(paths: Iterable[Path], own: Path | None = None) -> tuple[list[Path], list[Diagnostic]]:
    """Return the given profiles and bundles, each once. The files of a folder take the folder's position.

    Also return problems of unreadable folders, of folders without profiles, and of links out of a
    folder. Such a link may point to a file that the folder's author does not own. Links in the
    user's ``own`` folder are followed.
    """
    found: dict[Path, Path] = {}
    problems: list[Diagnostic] = []
    for path in paths:
        try:
            inside = paths_in(path, (*SUFFIXES, BUNDLE_SUFFIX)) if path.is_dir() else [path]
        except DataError as error:
            problems += error.problems
            continue
        if not inside:
            hint = "profiles end in .yaml, bundles of them in .jsonl"
            problems.append(Diagnostic("there is no profile in this folder", str(path), hint=hint))
        for entry in inside:
            if entry != path and path != own and files.points_outside(entry, path):
                hint = "name the file itself to read it"
                problems.append(
                    Diagnostic("this link leads out of the folder, and was not followed", str(entry), hint=hint)
                )
            else:
                found.setdefault(Path(os.path.realpath(entry)), entry)
    return list(found.values()), problems


def read_people(path: Path) -> Iterator[Entry[ProfileFile]]:
    """Return all members in one profile or bundle, including unreadable entries."""
    if path.suffix == BUNDLE_SUFFIX:
        yield from entries_of(path)
        return
    try:
        file = _read_one(path)
    except DataError as error:
        yield Entry(path, path.stem, None, error.problems)
    else:
        yield Entry(path, file.profile.id, file)


def _read_one(path: Path) -> ProfileFile:
    """Return the person at a path, in a file of their own or in a bundle."""
    return read_in_bundle(path) if in_bundle(path) else read_profile(path)


def problems_of(path: Path, matrix_for: Callable[[str, int], Matrix]) -> list[Diagnostic]:
    """Every problem in a profile or a bundle; ``matrix_for`` as in :func:`skillgap.store.profile_problems`."""
    inside = in_bundle(path)
    if path.suffix != BUNDLE_SUFFIX and not inside:
        return profile_problems(path, matrix_for)
    problems: list[Diagnostic] = []
    try:
        for line in [line_at(path)] if inside else bundle_format.read_bundle(path):
            problems += line.problems or map(line.problem, mismatches(line.data, matrix_for))
    except DataError as error:
        problems += error.problems
    return problems


def first_role(paths: Iterable[Path], known: Callable[[str], bool]) -> str | None:
    """Return the latest role of the first person who has a known role, or None if no person has."""
    for path in paths:
        for person in read_people(path):
            assessments = person.content.profile.assessments if person.content else ()
            assessed = [assessment for assessment in assessments if known(assessment.matrix)]
            if assessed:
                return max(reversed(assessed), key=lambda assessment: assessment.date).matrix
    return None


def role_of_people(library: Library, paths: Iterable[Path]) -> Matrix:
    """Find the role that people are assessed for, else the only one known. Raise DataError if there are several."""
    role = first_role(paths, lambda identifier: _is_known(library, identifier))
    return library.matrix_named(role) if role else library.only_matrix()


def _is_known(library: Library, identifier: str) -> bool:
    try:
        library.matrix_named(identifier)
    except DataError as error:
        return any(problem.file for problem in error.problems)  # it is here, and reading it says what is wrong
    return True


def undecided_roles(library: Library, report: TeamReport) -> Diagnostic | None:
    """Explain why no role can be chosen: some people have assessments for another known role only."""
    known = [role for role in sorted(report.other_roles) if _is_known(library, role)]
    if not known:
        return None
    roles = ", ".join([report.matrix.id, *known])
    message = f"the people are assessed for {len(known) + 1} roles, and not all of them for one"
    return Diagnostic(message, hint=f"choose one with --matrix: {roles}")


def count_people(
    team: Team, path: Path, step: Callable[[], None] = _nothing, as_of: datetime.date | None = None
) -> list[Diagnostic]:
    """Count all people in one profile or bundle.

    Return a problem for each person who was not counted. ``step`` is called for each person. With
    ``as_of`` people are counted as they were on that day.

    Raises SpillError if the team cannot store more people.
    """
    if path.suffix == BUNDLE_SUFFIX:
        return count_bundle(team, path, step, as_of)
    step()
    try:
        file = _read_one(path)
    except DataError as error:
        return list(error.problems)
    profile = profile_as_of(file.profile, as_of) if as_of else file.profile
    return list(map(file.problem, team.add(profile)))


def count_bundle(
    team: Team, path: Path, step: Callable[[], None] = _nothing, as_of: datetime.date | None = None
) -> list[Diagnostic]:
    """Count all people in a bundle. Return a problem for each line that was not counted. ``step`` is called for each.

    If the file itself is unreadable or ends early, the last problem is about that. Raises
    SpillError if the team cannot store more people.
    """
    problems: list[Diagnostic] = []
    with _no_garbage():
        try:
            for line in bundle_format.read_bundle(path):
                step()
                if line.data is None:
                    problems += line.problems
                elif as_of:
                    problems += map(line.problem, team.add(profile_as_of(line.profile, as_of)))
                elif not team.add_data(line.data):
                    problems += map(line.problem, team.add(line.profile))
        except SpillError:
            raise  # it says nothing of the file, and those counted so far are not the team
        except DataError as error:
            problems += error.problems
    return problems


@contextmanager
def _no_garbage() -> Iterator[None]:
    """Look for no reference cycles meanwhile: nothing counted has any, and looking takes a tenth of the time."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
