"""The matrices that assessments were made against, as far as a command looks at them."""

from __future__ import annotations

from skillgap.errors import DataError
from skillgap.model.matrix import Matrix
from skillgap.model.profile import Assessment
from skillgap.store.library import Library
from skillgap.store.references import is_path


class Matrices:
    """The matrices of a library, each version read once however many assessments were made against it."""

    def __init__(self, library: Library, reference: str | None = None) -> None:
        """Look only at assessments of one matrix if ``reference`` is given: an id, ``id@version`` or a path.

        Raises DataError if there is no such matrix.
        """
        self.library = library
        self.reference = reference
        self.wanted = library.find_matrix(reference) if reference is not None else None
        self._of_one_version = reference is not None and "@" in reference and not is_path(reference)
        self._known: dict[tuple[str, int], Matrix | DataError] = {}
        if self.wanted:
            self._known[self.wanted.id, self.wanted.version] = self.wanted

    def concern(self, assessment: Assessment) -> bool:
        """Return whether an assessment is of the chosen matrix. Without a choice every assessment is."""
        if self.wanted is None:
            return True
        return assessment.matrix == self.wanted.id and (
            not self._of_one_version or assessment.matrix_version == self.wanted.version
        )

    def of(self, assessment: Assessment) -> Matrix:
        """The matrix that an assessment was made against, in the version it had; DataError if it is not here."""
        key = (assessment.matrix, assessment.matrix_version)
        if key not in self._known:
            try:
                self._known[key] = self._read(*key)
            except DataError as error:
                self._known[key] = error
        found = self._known[key]
        if isinstance(found, DataError):
            raise found
        return found

    def _read(self, identifier: str, version: int) -> Matrix:
        if self.reference is not None and self.wanted and self.wanted.id == identifier and not self._of_one_version:
            return self.library.find_matrix(self.reference, version)
        return self.library.matrix_named(identifier, version)
