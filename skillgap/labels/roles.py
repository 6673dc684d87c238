"""The order of roles in lists: by family, then from junior to senior."""

from __future__ import annotations

from skillgap.model.matrix import Matrix

SENIORITIES = ("intern", "junior", "", "senior", "lead", "staff", "principal", "distinguished")
"""The words that a title begins with, from junior to senior; the empty one is a title without such a word."""


def role_order(matrix: Matrix) -> tuple[str, int, str]:
    """Return a sort key: the title without its seniority, the seniority, the id."""
    first, _, rest = matrix.title.casefold().partition(" ")
    if first and first in SENIORITIES:
        return rest, SENIORITIES.index(first), matrix.id
    return matrix.title.casefold(), SENIORITIES.index(""), matrix.id
