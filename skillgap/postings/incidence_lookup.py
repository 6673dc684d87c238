"""The lookup of the incidence of a matrix, for all commands and screens.

Without an incidence, almost nothing is imported.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from skillgap.model.matrix import Matrix
    from skillgap.scoring.posting_data import Incidence
    from skillgap.store import Library


def incidence_beside(library: Library, matrix: Matrix, reference: str | None = None) -> Incidence | None:
    """Return the incidence of a matrix if the matrix was counted from postings and the incidence is next to its file.

    ``reference`` is how the matrix was asked for. Return None if that version of the matrix has no
    incidence, or if the library does not know the matrix. Raises DataError if the incidence is
    unreadable, or if the counts of the matrix no longer match it.
    """
    from skillgap.errors import DataError
    from skillgap.store.folder import posting_data_path

    try:
        path = library.matrix_path(reference if reference and Path(reference).is_file() else matrix.id)
    except DataError:
        return None
    for edition in (path.with_name(f"{matrix.id}.v{matrix.version}.yaml"), path):
        beside = posting_data_path(edition)
        # A link that leads nowhere is there as well, and to be complained of.
        if os.path.lexists(beside) and edition.exists() and library.read_matrix(edition).version == matrix.version:
            return _read(beside, matrix)
    return None


def _read(path: Path, matrix: Matrix) -> Incidence:
    from skillgap.errors import DataError, Diagnostic
    from skillgap.postings.incidence_file import read_incidence
    from skillgap.scoring.planning import check_asked
    from skillgap.scoring.posting_data import incidence_of

    incidence = incidence_of(read_incidence(path, matrix))
    try:
        check_asked(matrix, incidence.asked)
    except ValueError as error:
        hint = "the matrix was changed since: build both again with skillgap matrix build, or move this file away"
        raise DataError(Diagnostic(f"it does not fit the matrix: {error}", str(path), hint=hint)) from error
    return incidence
