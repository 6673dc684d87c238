"""Which posting asks for what, where the matrix was counted from postings and they are still beside it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from skillgap.matrix import Matrix
    from skillgap.planning import Asked
    from skillgap.store import Library


def asked_beside(library: Library, matrix: Matrix, reference: str | None) -> Asked | None:
    """The criteria that each posting asks for, None where no incidence stands beside the matrix's file.

    ``reference`` is how the matrix was asked for. Raises DataError where the incidence cannot be read, or the
    counts of the matrix are no longer its own.
    """
    from skillgap.errors import DataError, Problem
    from skillgap.incidence import incidence_of
    from skillgap.planning import check_asked
    from skillgap.postings.incidence_file import path_beside, read_incidence
    from skillgap.store import read_matrix

    path = library.matrix_path(reference if reference and Path(reference).is_file() else matrix.id)
    for edition in (path.with_name(f"{matrix.id}.v{matrix.version}.yaml"), path):
        beside = path_beside(edition)
        if not beside.exists() or not edition.exists() or read_matrix(edition).version != matrix.version:
            continue
        asked = incidence_of(read_incidence(beside, matrix)).asked
        try:
            check_asked(matrix, asked)
        except ValueError as error:
            hint = "the matrix was changed since: build both anew with skillgap matrix build, or move this file away"
            raise DataError(Problem(f"it does not fit the matrix: {error}", str(beside), hint=hint)) from error
        return asked
    return None
