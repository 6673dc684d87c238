"""Which criteria of several matrices are one and the same.

Within one matrix, versions are tied together by id and by ``formerly``; across matrices, criteria by
``same_as``, and where nothing says otherwise by sharing an id. Ties are followed in that order, and one
that would bring two criteria of one matrix together is not followed: both would claim the same row.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from skillgap.model.matrix import Criterion, Matrix

Name = tuple[str, str]
"""What a criterion is known by: the id of a matrix, whatever its version, and an id it has or had there."""


@dataclass(frozen=True, slots=True)
class UnusedTie:
    """A ``formerly`` or ``same_as`` that was not followed: its two sides are different criteria of one matrix.

    ``says`` is what the matrix says, an id or ``matrix#criterion``.
    """

    matrix: str
    criterion: str
    says: str


@dataclass(frozen=True, slots=True)
class Links:
    """The criteria of several matrices, those that are the same in one row.

    A row has a place for each matrix, in the order given: its criterion there, None where it has none.
    Rows stand in the order in which the matrices name them first.
    """

    matrices: tuple[Matrix, ...]
    rows: tuple[tuple[Criterion | None, ...], ...]
    unused: tuple[UnusedTie, ...]
    _row_by_name: dict[Name, int] = field(repr=False)

    def row_of(self, matrix: str, identifier: str) -> int | None:
        """The row of a criterion by the id it has or had in any version of a matrix; None where none is known."""
        return self._row_by_name.get((matrix, identifier))


def link(matrices: Iterable[Matrix]) -> Links:
    """Find the criteria that several matrices, or versions of one matrix, have in common."""
    known = tuple(matrices)
    families = _Families(known)
    unused = [
        UnusedTie(matrix, criterion, says)
        for matrix, criterion, says, name in (*_renames(known), *_same(known))
        if not families.join((matrix, criterion), name)
    ]
    for one, other in _shared_ids(families.names):
        families.join(one, other)
    order: dict[Name, int] = {}
    for matrix in known:
        for criterion in matrix.criteria:
            order.setdefault(families.head((matrix.id, criterion.id)), len(order))
    members = [families.members[head] for head in order]
    rows = tuple(tuple(found.get(place) for place in range(len(known))) for found in members)
    by_name = {name: order[head] for name in families.names if (head := families.head(name)) in order}
    return Links(known, rows, tuple(unused), by_name)


def pairs(before: Matrix, after: Matrix) -> list[tuple[Criterion | None, Criterion | None]]:
    """The criteria of two matrices side by side, first all that ``before`` has, then what only ``after`` has."""
    return [(old, new) for old, new in link((before, after)).rows]


def same_scale(matrices: Sequence[Matrix]) -> bool:
    """Whether a level means the same step in all of these matrices: they number their scales alike."""
    return len({tuple(step.level for step in matrix.scale) for matrix in matrices}) <= 1


class _Families:
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
        """The name that stands for a whole family; a new name is a family of its own."""
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


def _shared_ids(names: Iterable[Name]) -> Iterator[tuple[Name, Name]]:
    """Every name with each later one of another matrix that has the same id."""
    by_id: dict[str, list[Name]] = {}
    for name in names:
        for earlier in by_id.get(name[1], ()):
            yield earlier, name
        by_id.setdefault(name[1], []).append(name)
