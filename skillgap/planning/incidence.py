"""Which posting asks for which criterion: the table that a matrix's counts are the column sums of."""

from __future__ import annotations

from collections.abc import Sequence

from skillgap.matrix import Matrix
from skillgap.scoring import GapReport

Incidence = Sequence[Sequence[bool]]
"""One row a posting, one column a criterion in the matrix's order."""


def check_incidence(matrix: Matrix, incidence: Incidence) -> None:
    """Raise ValueError unless the matrix's sample and counts are those of the incidence."""
    criteria = matrix.criteria
    if len(incidence) != matrix.source.sample_size:
        raise ValueError(f"{len(incidence)} postings for a sample of {matrix.source.sample_size}")
    if any(len(row) != len(criteria) for row in incidence):
        raise ValueError(f"not every posting has the {len(criteria)} criteria")
    for criterion, column in zip(criteria, zip(*incidence, strict=True), strict=True):
        if sum(column) != criterion.postings:
            raise ValueError(f"{sum(column)} postings ask for {criterion.id}, not {criterion.postings}")


def met_postings(report: GapReport, incidence: Incidence) -> tuple[int, ...]:
    """The positions of the postings of which the person meets every criterion that is asked for.

    A criterion without a level is not met; one that is not applicable is left out, and a posting that
    asks for nothing else is not counted. ``report`` covers the whole matrix.
    """
    met = {row.id for row in report.met}
    apart = {row.id for row in report.not_applicable}
    relevant = [(at, one.id in met) for at, one in enumerate(report.matrix.criteria) if one.id not in apart]
    asked = [[is_met for at, is_met in relevant if posting[at]] for posting in incidence]
    return tuple(position for position, answers in enumerate(asked) if answers and all(answers))
