"""The content of a team report: its members, and each criterion over all members."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import accumulate
from typing import Any, NamedTuple

from skillgap.model.matrix import Criterion, Matrix
from skillgap.scoring.frames import Tabular
from skillgap.scoring.gap_report import Coverage, State, View
from skillgap.scoring.mandatory import MandatoryState, worst_state
from skillgap.scoring.team.mentors import MentorLean, MentorPairs


class Member(NamedTuple):  # a dataclass takes four times as long to make, of which a team may want 10,000
    """One person's latest assessment against the team's version of the matrix.

    ``levels``, ``states`` and ``evidence`` (whether there is any) have one entry for each criterion, in the
    matrix's order. ``waits`` is whether the person rated something and no mentor completed a review of it;
    ``drafts`` are the mentors who began one. ``mandatory`` has a state for each mandatory requirement, criteria first.
    """

    id: str
    name: str
    date: datetime.date
    coverage: Coverage
    levels: tuple[int | None, ...]
    states: tuple[State, ...]
    evidence: tuple[bool, ...]
    waits: bool
    drafts: tuple[str, ...]
    mandatory: tuple[MandatoryState, ...] = ()
    reviewed: MentorPairs = ()

    @property
    def mandatory_state(self) -> MandatoryState | None:
        """True if all mandatory requirements are met, else the worst of their states; None if missing."""
        return worst_state(self.mandatory)


class NotAssessed(NamedTuple):
    """A person without an assessment against this version.

    ``versions`` are the versions of the role's matrix that they have an assessment against, ``roles`` are their other
    roles.
    """

    id: str
    name: str
    versions: tuple[int, ...]
    roles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ListingLimits:
    """Limits on the people a report names, if it does not name all.

    ``listed`` is the number of people in a separate list. ``beside_criterion`` is the number of possible helpers listed
    for a criterion, and of people below its target.
    """

    listed: int
    beside_criterion: int


@dataclass(frozen=True, slots=True)
class TeamRow:
    """One criterion over all members.

    ``position`` is its place in the matrix, from 0, and so in each member's data. ``people`` counts people by level,
    ``supported`` counts people at the target with evidence.
    """

    position: int
    criterion: Criterion
    section: str
    sample_size: int
    target: int
    people: Mapping[int, int]
    unrated: int
    not_applicable: int
    supported: int

    @property
    def share(self) -> float:
        """The share of the postings that ask for it, in 0 … 1."""
        return self.criterion.postings / self.sample_size

    @property
    def met(self) -> int:
        """The number of people who reach the target."""
        return sum(count for level, count in self.people.items() if level >= self.target)

    @property
    def below(self) -> int:
        """The number of people with a level below the target."""
        return sum(count for level, count in self.people.items() if level < self.target)

    @property
    def median(self) -> float | None:
        """The median of the levels, the mean of the central two if their number is even; None without levels."""
        levels = sorted(level for level, count in self.people.items() if count)
        reached = list(accumulate(self.people[level] for level in levels))
        if not levels:
            return None
        middle = ((reached[-1] - 1) // 2, reached[-1] // 2)
        low, high = (next(level for level, upto in zip(levels, reached, strict=True) if at < upto) for at in middle)
        return (low + high) / 2

    @property
    def missing(self) -> int:
        """The total number of levels that the people miss."""
        return sum(count * (self.target - level) for level, count in self.people.items() if level < self.target)

    @property
    def weight(self) -> float:
        """The value that ranks a shared gap: the share × the people below the target."""
        return self.share * self.below


@dataclass(frozen=True, slots=True)
class TeamRequirement:
    """A mandatory requirement over all members: ``people`` counts them by whether they meet it."""

    id: str
    name: str
    people: Mapping[MandatoryState, int]

    @property
    def open(self) -> int:
        """The number of people who do not meet it, or have not shown that they do."""
        return sum(count for state, count in self.people.items() if state != "met")


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamReport(Tabular):
    """A team on ``today``; ``rows`` are in the matrix's order.

    ``members`` and ``absent`` are in the order of counting. They are all people, or only the people that the report
    names. In the second case, each order and choice of people starts with the same people as if all were kept. The
    counts and ``coverage_spread`` always include all people. ``other_roles`` are the roles of people who are assessed,
    but not for this role. ``other_version`` is the latest version of this matrix of people who are assessed, but not
    against this version.

    ``coverage_spread`` is the lowest coverage of a member, the median, and the highest; None if all are missing.
    ``mandatory_met_count`` is how many members meet all mandatory requirements.
    """

    matrix: Matrix
    view: View
    today: datetime.date
    stale_after: int
    rows: tuple[TeamRow, ...]
    members: tuple[Member, ...]
    absent: tuple[NotAssessed, ...]
    assessed_count: int
    absent_count: int
    waiting_count: int
    begun_count: int
    stale_count: int
    coverage_spread: tuple[float, float, float] | None
    other_roles: frozenset[str]
    other_version: int | None
    mandatory: tuple[TeamRequirement, ...] = ()
    mandatory_met_count: int = 0
    mentor_leans: tuple[MentorLean, ...] = ()

    def records(self) -> Iterator[dict[str, Any]]:
        """Yield a record for each criterion of each member kept, in the order of counting."""
        for member in self.members:
            for row in self.rows:
                yield {
                    "profile": member.id,
                    "name": member.name,
                    "date": member.date,
                    "coverage": member.coverage.value,
                    "criterion": row.criterion.id,
                    "section": row.section,
                    "target": row.target,
                    "state": member.states[row.position],
                    "level": member.levels[row.position],
                    "evidence": member.evidence[row.position],
                }

    @property
    def shared_gaps(self) -> tuple[TeamRow, ...]:
        """The criteria on which people are below the target: by share × people, then by all levels missing."""
        gaps = (row for row in self.rows if row.below)
        return tuple(sorted(gaps, key=lambda row: (-row.criterion.postings * row.below, -row.missing)))

    def mentors(self, row: TeamRow) -> Iterator[Member]:
        """List the people who could help with a criterion: at the target, with evidence."""
        at, target = row.position, row.target
        for member in self.members:
            if member.evidence[at] and (level := member.levels[at]) is not None and level >= target:
                yield member

    def learners(self, row: TeamRow) -> Iterator[Member]:
        """List the people below the target of a criterion."""
        at, target = row.position, row.target
        for member in self.members:
            if (level := member.levels[at]) is not None and level < target:
                yield member

    @property
    def waiting(self) -> tuple[Member, ...]:
        """The people with a pending review, the longest pending first."""
        return tuple(sorted((member for member in self.members if member.waits), key=lambda one: one.date))

    @property
    def stale(self) -> tuple[Member, ...]:
        """The people with an assessment older than ``stale_after`` days, the oldest first."""
        return tuple(sorted((member for member in self.members if self.is_stale(member)), key=lambda one: one.date))

    def is_stale(self, member: Member) -> bool:
        """Return whether a member's assessment is older than ``stale_after`` days."""
        return (self.today - member.date).days > self.stale_after
