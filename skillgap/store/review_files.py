"""Files of travelling reviews, as saved by a mentor's form."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from skillgap.errors import DataError, Diagnostic, Violation
from skillgap.model.schema import check
from skillgap.model.travelling_review import FORMAT, TravellingReview
from skillgap.store import files, yaml_reader
from skillgap.store.documents import format_fault, read_document

REVIEW_SUFFIX = ".json"


@dataclass(frozen=True, slots=True)
class ReviewFile:
    """A travelling review together with the document that it was read from."""

    review: TravellingReview
    path: Path
    source: yaml_reader.Document = field(repr=False)

    def check(self, violations: Iterable[Violation]) -> None:
        """Raise DataError with the place of each violation in the file, if there are any."""
        if problems := [self.source.problem(violation) for violation in violations]:
            raise DataError(problems)


def read_review(path: Path) -> ReviewFile:
    """Read a travelling review. The strict YAML reader parses its JSON. DataError with every problem in the file."""
    document = read_document(path, files.PROFILE_LIMIT)
    if wrong := format_fault(document.value, FORMAT):
        raise DataError(document.problem(wrong))
    if isinstance(document.value, dict) and "form" not in document.value and "differences" in document.value:
        message = "this is a report by `skillgap review --report`, which cannot be merged"
        raise DataError(Diagnostic(message, str(path), hint="name the file that the mentor's form saved"))
    review, violations = check(TravellingReview, document.value)
    if review is None:
        raise DataError([document.problem(violation) for violation in violations])
    return ReviewFile(review, path, document)
