"""Which posting asks for which criteria, held against the counts of the matrix."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence, Set

from skillgap.model.matrix import Matrix

Asked = Sequence[Set[str]]
"""For each posting of the sample, the ids of the criteria that it asks for."""


def check_asked(matrix: Matrix, asked: Asked) -> None:
    """Raise ValueError unless the matrix's sample and counts match these postings."""
    if len(asked) != matrix.source.sample_size:
        raise ValueError(f"it has {_pluralize_postings(len(asked))}, and the sample {matrix.source.sample_size}")
    counts = Counter(criterion for posting in asked for criterion in posting)
    stated = Counter({criterion.id: criterion.postings for criterion in matrix.criteria})
    for criterion in sorted(counts.keys() | stated.keys()):
        if counts[criterion] != stated[criterion]:
            asking = _pluralize_postings(counts[criterion])
            raise ValueError(f"{criterion} is asked for by {asking} in it, and by {stated[criterion]} there")


def _pluralize_postings(number: int) -> str:
    return f"{number:,} posting" if number == 1 else f"{number:,} postings"
