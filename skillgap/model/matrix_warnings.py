"""Warnings about a valid matrix: content that is probably a mistake. The matrix stays usable."""

from __future__ import annotations

from collections.abc import Iterator

from skillgap.errors import Violation, limited_suggester
from skillgap.model.matrix import Matrix
from skillgap.model.schema import ANY, each, whole


def has_category_slip(matrix: Matrix) -> bool:
    """Return whether a criterion's category has no target, and looks like one that has."""
    near = limited_suggester()
    unknown = {
        criterion.category
        for criterion in matrix.criteria
        if criterion.category and criterion.target is None and criterion.category not in matrix.targets
    }
    return any(near(category, matrix.targets) for category in unknown)


def matrix_warnings(data: object) -> Iterator[Violation]:
    """Find categories without a target, and mandatory criteria that every level meets, in a matrix's plain data."""
    targets = next((value for _, value in each(data, "targets") if isinstance(value, dict)), {})
    lowest = next((level for _, level in each(data, "scale", ANY, "level")), None)
    near = limited_suggester()
    for path, criterion in each(data, "sections", ANY, "criteria", ANY):
        if not isinstance(criterion, dict):
            continue
        category, target = criterion.get("category"), criterion.get("target")
        if isinstance(category, str) and target is None and category not in targets:
            known = [name for name in targets if isinstance(name, str) and name != "default"]
            like = near(category, known)
            hint = f"did you mean '{like}'?" if like else f"state one under targets, as in {category}: 3"
            message = f"category '{category}' has no target, so the default {targets.get('default')} holds"
            yield Violation((*path, "category"), message, hint)
        expected = target if target is not None else targets.get(category, targets.get("default"))
        if criterion.get("mandatory") is True and whole(expected) and expected == lowest:
            message = f"every level meets the mandatory criterion {criterion.get('id')}: its target is {expected}"
            yield Violation((*path, "mandatory"), message, "state a target above the lowest level")
