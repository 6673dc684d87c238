"""People out of files, folders and bundles: counted as a team, or one by one."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from skillgap.errors import DataError, Problem
from skillgap.matrix import Matrix
from skillgap.profile import Profile
from skillgap.store import bundle
from skillgap.store.documents import SUFFIXES, misfits, profile_problems, read_profile
from skillgap.store.library import paths_in
from skillgap.team import Team


def _nothing() -> None:
    pass


@dataclass(frozen=True, slots=True)
class Person:
    """One profile of a file or a bundle; ``profile`` is None where it cannot be read, and ``problems`` say why."""

    profile: Profile | None
    problems: tuple[Problem, ...] = ()


def people_files(paths: Iterable[Path]) -> tuple[list[Path], list[Problem]]:
    """The profiles and bundles that are named, each once, with those of named folders in the folders' places.

    Beside them the problems of folders that cannot be read or hold neither.
    """
    found: dict[Path, Path] = {}
    problems: list[Problem] = []
    for path in paths:
        try:
            inside = paths_in(path, (*SUFFIXES, bundle.SUFFIX)) if path.is_dir() else [path]
        except DataError as error:
            problems += error.problems
            continue
        if not inside:
            hint = "profiles end in .yaml, bundles of them in .jsonl"
            problems.append(Problem("there is no profile in this folder", str(path), hint=hint))
        for one in inside:
            found.setdefault(one.resolve(), one)
    return list(found.values()), problems


def read_people(path: Path) -> Iterator[Person]:
    """Everybody in one profile or bundle, those included who cannot be read."""
    try:
        if path.suffix != bundle.SUFFIX:
            yield Person(read_profile(path).profile)
            return
        for line in bundle.read_bundle(path):
            yield Person(None, line.problems) if line.data is None else Person(line.profile)
    except DataError as error:
        yield Person(None, error.problems)


def problems_of(path: Path, matrix_for: Callable[[str, int], Matrix]) -> list[Problem]:
    """Every problem in a profile or a bundle; ``matrix_for`` as in :func:`skillgap.store.profile_problems`."""
    if path.suffix != bundle.SUFFIX:
        return profile_problems(path, matrix_for)
    problems: list[Problem] = []
    try:
        for line in bundle.read_bundle(path):
            problems += line.problems or map(line.problem, misfits(line.data, matrix_for))
    except DataError as error:
        problems += error.problems
    return problems


def first_role(paths: Iterable[Path], known: Callable[[str], bool]) -> str | None:
    """The role last assessed by the first person who is assessed for one that is known; None where nobody is."""
    for path in paths:
        for person in read_people(path):
            assessed = [one for one in person.profile.assessments if known(one.matrix)] if person.profile else []
            if assessed:
                return max(reversed(assessed), key=lambda one: one.date).matrix
    return None


def count_people(team: Team, path: Path, step: Callable[[], None] = _nothing) -> list[Problem]:
    """Count everybody in one profile or bundle; returns why anybody was not. ``step`` is called for each person."""
    try:
        if path.suffix == bundle.SUFFIX:
            return count_bundle(team, path, step)
        step()
        file = read_profile(path)
        return list(map(file.problem, team.add(file.profile)))
    except DataError as error:
        return list(error.problems)


def count_bundle(team: Team, path: Path, step: Callable[[], None] = _nothing) -> list[Problem]:
    """Count everybody in a bundle; returns why anybody was not, line by line. ``step`` is called for each.

    Raises DataError where the file itself cannot be read.
    """
    problems: list[Problem] = []
    with _no_garbage():
        for line in bundle.read_bundle(path):
            step()
            if line.data is None:
                problems += line.problems
            elif not team.add_data(line.data):
                problems += map(line.problem, team.add(line.profile))
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
