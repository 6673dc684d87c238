"""The links of a matrix file to criteria of other matrices, checked against the known matrices."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from skillgap.errors import DataError, Diagnostic, Violation
from skillgap.model.matrix import Matrix
from skillgap.store.documents import read_document, read_matrix
from skillgap.store.library import Library


def link_problems(library: Library, path: Path) -> list[Diagnostic]:
    """Every ``same_as`` of the matrix at ``path`` that leads to no criterion of a known matrix."""
    document = read_document(path)
    problems: list[Diagnostic] = []
    for at, section in enumerate(read_matrix(path).sections):
        for number, criterion in enumerate(section.criteria):
            for place, link in enumerate(criterion.same_as):
                if reason := _why_nowhere(library, link):
                    where = ("sections", at, "criteria", number, "same_as", place)
                    problems.append(document.problem(Violation(where, f"{link} leads nowhere: {reason[0]}", reason[1])))
    return problems


def _why_nowhere(library: Library, link: str) -> tuple[str, str] | None:
    """Why a link leads to no criterion, with a hint; None if it leads to one."""
    role, _, identifier = link.partition("#")
    try:
        matrix = library.matrix_named(role)
    except DataError as error:
        return error.problems[0].message, error.problems[0].hint or "correct the link"
    if identifier in _names(matrix):
        return None
    for version in range(matrix.version - 1, 0, -1):
        with suppress(DataError):
            if identifier in _names(library.matrix_named(role, version)):
                return None
    near = library.near(identifier, sorted(_names(matrix)))
    hint = f"did you mean {role}#{near}?" if near else f"skillgap matrix show {role} lists its criteria"
    return f"{role} has no criterion {identifier}", hint


def _names(matrix: Matrix) -> set[str]:
    """The ids that the criteria of a matrix have or had."""
    return {name for criterion in matrix.criteria for name in (criterion.id, *criterion.formerly)}
