"""Files that claim to be the same version of the same matrix."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from skillgap.errors import DataError, Diagnostic
from skillgap.model.matrix import Matrix
from skillgap.store import files
from skillgap.store.folder import paths_in
from skillgap.store.library import Library


def same_editions(library: Library, matrix: Matrix, path: Path, hint: str) -> list[Diagnostic]:
    """Return warnings about different files with the id and version of the matrix at ``path``.

    Identical copies do not count. ``hint`` is advice how to give this file its own id or version.
    """
    problems: list[Diagnostic] = []
    text = _text(path)
    for other, found in _matrices(library):
        if (found.id, found.version) != (matrix.id, matrix.version) or _same_file(other, path) or _text(other) == text:
            continue
        name = f"version {matrix.version} of {matrix.id}"
        if other.parent == library.built_in / "matrices":
            message = f"this file hides the built-in {name}, which is not the same: ratings may fit only one of them"
        else:
            message = f"{other} is {name} as well, and not the same: which of them is read depends on their names"
        problems.append(Diagnostic(message, str(path), hint=hint))
    return problems


def all_same_editions(library: Library) -> list[Diagnostic]:
    """Return warnings about all of a user's matrices that share id and version with another file."""
    own = [(path, found) for path, found in _matrices(library) if path.parent == library.matrices]
    hint = "give one of them another id, or raise its version"
    said: list[Diagnostic] = []
    pairs: set[frozenset[str]] = set()
    for path, matrix in own:
        for problem in same_editions(library, matrix, path, hint):
            pair = frozenset((str(path), problem.message.partition(" is version ")[0]))
            if pair not in pairs:
                pairs.add(pair)
                said.append(problem)
    return said


def _matrices(library: Library) -> Iterator[tuple[Path, Matrix]]:
    for folder in (library.matrices, library.built_in / "matrices"):
        for path in paths_in(folder):
            with suppress(DataError):
                yield path, library.read_matrix(path)


def _text(path: Path) -> str | None:
    with suppress(DataError):
        return files.read(path).text
    return None


def _same_file(one: Path, other: Path) -> bool:
    return os.path.realpath(one) == os.path.realpath(other)
