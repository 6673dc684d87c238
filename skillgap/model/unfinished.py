"""The missing content of a valid matrix, grouped by kind."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from skillgap.model.matrix import Criterion, Matrix

Lack = Literal["scale", "levels", "some_levels", "aliases"]


@dataclass(frozen=True, slots=True)
class Unfinished:
    """One kind of text that is left to write, and the criteria that lack it; none of them for the scale."""

    kind: Lack
    criteria: tuple[str, ...] = ()


def missing_levels(matrix: Matrix, criterion: Criterion) -> tuple[int, ...]:
    """The levels of the scale that a criterion does not describe."""
    return tuple(level for level in matrix.levels_of(criterion.id) if level not in criterion.levels)


def unfinished(matrix: Matrix) -> Iterator[Unfinished]:
    """Yield the missing content of a matrix, the scale first."""
    if any(not step.description for step in matrix.scale) and any(
        missing_levels(matrix, criterion) for criterion in matrix.criteria
    ):
        yield Unfinished("scale")
    missing = {criterion.id: missing_levels(matrix, criterion) for criterion in matrix.criteria}
    groups: dict[Lack, tuple[str, ...]] = {
        "levels": tuple(name for name, levels in missing.items() if len(levels) == len(matrix.scale_of(name))),
        "some_levels": tuple(name for name, levels in missing.items() if 0 < len(levels) < len(matrix.scale_of(name))),
        "aliases": tuple(
            criterion.id for criterion in matrix.criteria if not criterion.aliases and not criterion.tools
        ),
    }
    yield from (Unfinished(kind, criteria) for kind, criteria in groups.items() if criteria)
