"""The people a team keeps: the ids of all counted people, and the data of all or of the people a report names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from heapq import heappush, heappushpop
from typing import Protocol, TypeAlias

from skillgap.model.matrix import Matrix
from skillgap.scoring.team.report import ListingLimits, Member, NotAssessed

Oldest: TypeAlias = "list[tuple[int, int, Member]]"


class Register(Protocol):
    """The people counted, and the part of the role they cover."""

    def __contains__(self, identifier: str, /) -> bool:
        """Return whether this id was counted."""

    def add(self, identifier: str, coverage: float | None, /) -> bool:
        """Note a person, with None if they have no coverage. Return False, and note nothing, if the id is known."""

    def coverages(self) -> Iterator[float]:
        """All coverages, ascending."""


class InMemory:
    """A register for as many people as fit into memory."""

    def __init__(self) -> None:
        self._coverages: dict[str, float | None] = {}

    def __contains__(self, identifier: str) -> bool:
        return identifier in self._coverages

    def __len__(self) -> int:
        return len(self._coverages)

    def add(self, identifier: str, coverage: float | None) -> bool:
        """Note a person. Return False, and note nothing, if the id is known."""
        if identifier in self._coverages:
            return False
        self._coverages[identifier] = coverage
        return True

    def coverages(self) -> Iterator[float]:
        """All coverages, ascending."""
        return iter(sorted(value for value in self._coverages.values() if value is not None))


class MemberStore(Protocol):
    """Takes people in the order of counting, and gives the report's people in that order."""

    def take(self, member: Member, *, stale: bool) -> None:
        """Look at a member."""

    def take_absent(self, absent: NotAssessed) -> None:
        """Look at a person who is not assessed."""

    def members(self) -> tuple[Member, ...]:
        """The members kept."""

    def absent(self) -> tuple[NotAssessed, ...]:
        """The kept people who are not assessed."""


class AllMembers:
    """Keeps everybody."""

    def __init__(self) -> None:
        self._members: list[Member] = []
        self._absent: list[NotAssessed] = []

    def take(self, member: Member, *, stale: bool) -> None:
        """Keep a member."""
        del stale
        self._members.append(member)

    def take_absent(self, absent: NotAssessed) -> None:
        """Keep a person who is not assessed."""
        self._absent.append(absent)

    def members(self) -> tuple[Member, ...]:
        """All members."""
        return tuple(self._members)

    def absent(self) -> tuple[NotAssessed, ...]:
        """All who are not assessed."""
        return tuple(self._absent)


class ListedMembers:
    """Keeps the people a report names, in the same memory for any number of people."""

    def __init__(self, matrix: Matrix, named: ListingLimits) -> None:
        self._listed = named.listed
        self._targets = targets = [matrix.target(criterion) for criterion in matrix.criteria]
        self._count = 0
        self._first: dict[int, Member] = {}
        self._absent: list[NotAssessed] = []
        self._waiting: Oldest = []
        self._stale: Oldest = []
        # By the criterion's position, how many more to name; a criterion for which there are enough is taken out.
        self._mentors = dict.fromkeys(range(len(targets)), named.beside_criterion)
        self._learners = dict.fromkeys(range(len(targets)), named.beside_criterion)

    def take(self, member: Member, *, stale: bool) -> None:
        """Keep a member if a report of all so far would name them."""
        number = self._count
        self._count += 1
        if self._is_beside_criterion(member) or number < self._listed:
            self._first[number] = member
        if member.waits:
            self._keep_oldest(self._waiting, number, member)
        if stale:
            self._keep_oldest(self._stale, number, member)

    def take_absent(self, absent: NotAssessed) -> None:
        """Keep a person who is not assessed if they are among the first."""
        if len(self._absent) < self._listed:
            self._absent.append(absent)

    def members(self) -> tuple[Member, ...]:
        """The members a report names."""
        oldest = {-number: member for _, number, member in (*self._waiting, *self._stale)}
        return tuple(member for _, member in sorted((self._first | oldest).items()))

    def absent(self) -> tuple[NotAssessed, ...]:
        """The first who are not assessed."""
        return tuple(self._absent)

    def _keep_oldest(self, heap: Oldest, number: int, member: Member) -> None:
        """Keep the members of the earliest dates, of equal dates the first counted: the last of them tops the heap."""
        entry = (-member.date.toordinal(), -number, member)
        if len(heap) < self._listed:
            heappush(heap, entry)
        else:
            heappushpop(heap, entry)

    def _is_beside_criterion(self, member: Member) -> bool:
        """Return whether the member is one of the first who could help with a criterion, or are below its target."""
        if not (self._mentors or self._learners):
            return False
        targets, levels = self._targets, member.levels
        helps = [
            at
            for at in self._mentors
            if member.evidence[at] and (level := levels[at]) is not None and level >= targets[at]
        ]
        learns = [at for at in self._learners if (level := levels[at]) is not None and level < targets[at]]
        _count_down(self._mentors, helps)
        _count_down(self._learners, learns)
        return bool(helps or learns)


def _count_down(left: dict[int, int], positions: Sequence[int]) -> None:
    for at in positions:
        left[at] -= 1
        if not left[at]:
            del left[at]
