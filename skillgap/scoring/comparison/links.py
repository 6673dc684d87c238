"""Which criteria of several matrices are one and the same.

Within one matrix, ids and ``formerly`` link the versions. Across matrices, ``same_as`` links criteria. Without such a
link, criteria match if they share id, name and section, and their tools overlap by half. An equal id is not enough for
a link, since ids come from headings. Ties are followed in that order, and one that would bring two criteria of one
matrix together is not followed: both would claim the same row.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from skillgap.model.matrix import Criterion, Matrix, folded

Name = tuple[str, str]
"""What a criterion is known by: the id of a matrix, whatever its version, and an id it has or had there."""


LEAST_ALIKE = 0.5
"""The Jaccard similarity from which the tools of two criteria are those of one."""


@dataclass(frozen=True, slots=True)
class Tie:
    """A link between criteria of different matrices, because a matrix states it or the criteria are similar."""

    matrix: str
    criterion: str
    other_matrix: str
    other_criterion: str
    reason: Literal["same_as", "alike"]


@dataclass(frozen=True, slots=True)
class UnusedTie:
    """A ``formerly`` or ``same_as`` that was not followed: its two sides are different criteria of one matrix.

    ``says`` is the text in the matrix: an id or ``matrix#criterion``.
    """

    matrix: str
    criterion: str
    says: str


@dataclass(frozen=True, slots=True)
class Links:
    """The criteria of several matrices, with equal criteria in one row.

    A row has a place for each matrix, in the order given: its criterion there, None if it has none. Rows follow the
    order of their first criterion in the matrices.
    """

    matrices: tuple[Matrix, ...]
    rows: tuple[tuple[Criterion | None, ...], ...]
    unused: tuple[UnusedTie, ...]
    ties: tuple[Tie, ...]
    _row_by_name: dict[Name, int] = field(repr=False)

    def row_of(self, matrix: str, identifier: str) -> int | None:
        """The row of a criterion by its id in any version of a matrix, also a former id. None if the id is unknown."""
        return self._row_by_name.get((matrix, identifier))


def link(matrices: Iterable[Matrix]) -> Links:
    """Find the criteria that several matrices, or versions of one matrix, have in common."""
    known = tuple(matrices)
    families = Families(known)
    unused: list[UnusedTie] = []
    ties: list[Tie] = []
    here = _criteria_by_name(known)
    for role, identifier, says, name in (*_renames(known), *_same(known)):
        if not families.join((role, identifier), name):
            unused.append(UnusedTie(role, identifier, says))
        elif name[0] != role and name in here:
            ties.append(Tie(role, identifier, *name, "same_as"))
    for one, other in _alike(here):
        if families.head(one) != families.head(other) and families.join(one, other):
            ties.append(Tie(*one, *other, "alike"))
    order: dict[Name, int] = {}
    for matrix in known:
        for criterion in matrix.criteria:
            order.setdefault(families.head((matrix.id, criterion.id)), len(order))
    members = [families.members[head] for head in order]
    rows = tuple(tuple(found.get(place) for place in range(len(known))) for found in members)
    by_name = {name: order[head] for name in families.names if (head := families.head(name)) in order}
    return Links(known, rows, tuple(unused), tuple(dict.fromkeys(ties)), by_name)


def pairs(before: Matrix, after: Matrix) -> list[tuple[Criterion | None, Criterion | None]]:
    """Pair the criteria of two matrices: first all of ``before``, then the criteria that only ``after`` has."""
    return [(old, new) for old, new in link((before, after)).rows]


def same_scale(matrices: Sequence[Matrix]) -> bool:
    """Return whether a level means the same step in all of these matrices: they number their scales equally."""
    return len({tuple(step.level for step in matrix.scale) for matrix in matrices}) <= 1


class Families:
    """Names joined into families, each with at most one criterion of every matrix."""

    def __init__(self, matrices: Sequence[Matrix]) -> None:
        self._parent: dict[Name, Name] = {}
        self.members: dict[Name, dict[int, Criterion]] = {}
        for place, matrix in enumerate(matrices):
            for criterion in matrix.criteria:
                self.members[self.head((matrix.id, criterion.id))][place] = criterion

    @property
    def names(self) -> list[Name]:
        """All names met so far, in the order they were met."""
        return list(self._parent)

    def head(self, name: Name) -> Name:
        """The name that represents a whole family; a new name is a family of its own."""
        if name not in self._parent:
            self._parent[name] = name
            self.members[name] = {}
        while (parent := self._parent[name]) != name:
            name = parent
        return name

    def join(self, one: Name, other: Name) -> bool:
        """Make two families one; False where both have a criterion of the same matrix."""
        kept, given = self.head(one), self.head(other)
        if kept == given:
            return True
        if self.members[kept].keys() & self.members[given].keys():
            return False
        self._parent[given] = kept
        self.members[kept] |= self.members.pop(given)
        return True


def _renames(matrices: Iterable[Matrix]) -> Iterator[tuple[str, str, str, Name]]:
    for matrix in matrices:
        for criterion in matrix.criteria:
            for former in criterion.formerly:
                yield matrix.id, criterion.id, former, (matrix.id, former)


def _same(matrices: Iterable[Matrix]) -> Iterator[tuple[str, str, str, Name]]:
    for matrix in matrices:
        for criterion in matrix.criteria:
            for says in criterion.same_as:
                other, _, identifier = says.partition("#")
                yield matrix.id, criterion.id, says, (other, identifier)


def _criteria_by_name(matrices: Iterable[Matrix]) -> dict[Name, tuple[str, Criterion]]:
    """The section and the criterion of every name, as the highest version has it."""
    found: dict[Name, tuple[str, Criterion]] = {}
    for matrix in sorted(matrices, key=lambda matrix: matrix.version):
        for section in matrix.sections:
            found |= {(matrix.id, criterion.id): (section.id, criterion) for criterion in section.criteria}
    return found


def _alike(criteria: Mapping[Name, tuple[str, Criterion]]) -> Iterator[tuple[Name, Name]]:
    """Pair every name with each later name of another matrix that has the same id and is similar."""
    by_id: dict[str, list[Name]] = {}
    for name, (section, criterion) in criteria.items():
        for earlier in by_id.get(name[1], ()):
            other_section, other = criteria[earlier]
            if earlier[0] != name[0] and section == other_section and are_alike(criterion, other):
                yield earlier, name
        by_id.setdefault(name[1], []).append(name)


def are_alike(one: Criterion, other: Criterion) -> bool:
    """Return whether two criteria have one name, and tools that overlap by half if either has any."""
    return folded(one.name) == folded(other.name) and tool_overlap(one, other) >= LEAST_ALIKE


def tool_overlap(one: Criterion, other: Criterion) -> float:
    """The Jaccard similarity of the tools of two criteria; 1 if neither has any."""
    left, right = ({folded(tool) for tool in criterion.tools} for criterion in (one, other))
    return len(left & right) / len(left | right) if left | right else 1.0
