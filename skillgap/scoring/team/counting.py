"""Counting a team one person at a time, so that it may be of any size."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import compress
from typing import Any

from skillgap.errors import Violation
from skillgap.model.matrix import Matrix
from skillgap.model.profile import Profile, faults_against
from skillgap.model.reviews import sealed_reviews
from skillgap.model.schema import plain
from skillgap.scoring.comparison.history import STALE_AFTER
from skillgap.scoring.disagreement import supported
from skillgap.scoring.gap_report import View, gap_report
from skillgap.scoring.mandatory import MandatoryState, mandatory_criteria, mandatory_signals
from skillgap.scoring.team.fast_path import Scanner
from skillgap.scoring.team.mentors import MentorTallies, mentor_pairs
from skillgap.scoring.team.report import Member, NotAssessed, TeamReport, TeamRequirement, TeamRow
from skillgap.scoring.team.retention import AllMembers, InMemory, MemberStore, Register

_TOGETHER = 1_000
"""Of how many people levels are counted together, which is faster than one by one."""


class Team:
    """Counts people one at a time; the only thing here that changes.

    Members go to ``keeper``, and their ids and coverages to ``register``. If these two need constant memory for a
    thousand people and for a million, so does the team. The defaults keep all people in memory.
    """

    def __init__(
        self,
        matrix: Matrix,
        today: datetime.date,
        *,
        view: View = "agreed",
        stale_after: int = STALE_AFTER,
        keeper: MemberStore | None = None,
        register: Register | None = None,
    ) -> None:
        self._matrix = matrix
        self._today = today
        self._view: View = view
        self._stale_after = stale_after
        self._scanner = Scanner(matrix, view, today)
        self._mandatory = [
            *((criterion.id, criterion.name) for criterion in mandatory_criteria(matrix)),
            *((signal.id, signal.text) for signal in mandatory_signals(matrix)),
        ]
        self._mandatory_states: list[Counter[MandatoryState]] = [Counter() for _ in self._mandatory]
        self._mandatory_met_count = 0
        self._mentors = MentorTallies()
        self._targets = [matrix.target(criterion) for criterion in matrix.criteria]
        # Of each criterion: how many have each level or none, the same of those with evidence, and to how many it
        # does not apply.
        self._levels: list[Counter[int | None]] = [Counter() for _ in matrix.criteria]
        self._with_evidence: list[Counter[int | None]] = [Counter() for _ in matrix.criteria]
        self._not_applicable: Counter[int] = Counter()
        self._uncounted: list[Member] = []
        self._register: Register = InMemory() if register is None else register
        self._keeper: MemberStore = AllMembers() if keeper is None else keeper
        self._other_roles: set[str] = set()
        self._other_version: int | None = None
        self._assessed_count = self._absent_count = self._covered_count = 0
        self._waiting_count = self._begun_count = self._stale_count = 0

    def add(self, profile: Profile) -> tuple[Violation, ...]:
        """Count a person, or return the reasons why they do not fit the matrix or the team."""
        if profile.id in self._register:
            hint = "unite the two with skillgap profile merge"
            return (Violation(("id",), f"another profile of the team has the id {profile.id}", hint),)
        place = self._place(profile)
        if not isinstance(place, Member | NotAssessed):
            return place
        self._count(place)
        return ()

    def add_data(self, data: Mapping[str, Any]) -> bool:
        """Count a person from a profile's checked plain data, its dates read; far faster.

        Return False, and count nothing, if that needs the model: :meth:`add` then counts the person, or reports the
        problem.
        """
        place = self._scanner.place(data)
        return place is not None and self._count(place)

    def report(self) -> TeamReport:
        """The team as counted so far."""
        self._count_levels()
        return TeamReport(
            matrix=self._matrix,
            view=self._view,
            today=self._today,
            stale_after=self._stale_after,
            rows=tuple(self._rows()),
            members=self._keeper.members(),
            absent=self._keeper.absent(),
            assessed_count=self._assessed_count,
            absent_count=self._absent_count,
            waiting_count=self._waiting_count,
            begun_count=self._begun_count,
            stale_count=self._stale_count,
            coverage_spread=self._spread(),
            other_roles=frozenset(self._other_roles),
            other_version=self._other_version,
            mandatory=tuple(
                TeamRequirement(identifier, name, dict(states))
                for (identifier, name), states in zip(self._mandatory, self._mandatory_states, strict=True)
            ),
            mandatory_met_count=self._mandatory_met_count,
            mentor_leans=self._mentors.leans(),
        )

    def _spread(self) -> tuple[float, float, float] | None:
        """The lowest coverage, the median and the highest."""
        if not self._covered_count:
            return None
        last = self._covered_count - 1
        wanted = {0, last // 2, -(-last // 2), last}
        found = {at: value for at, value in enumerate(self._register.coverages()) if at in wanted}
        return found[0], (found[last // 2] + found[-(-last // 2)]) / 2, found[last]

    def _rows(self) -> Iterator[TeamRow]:
        sections = (section.id for section in self._matrix.sections for _ in section.criteria)
        for at, (section, criterion) in enumerate(zip(sections, self._matrix.criteria, strict=True)):
            yield TeamRow(
                position=at,
                criterion=criterion,
                section=section,
                sample_size=self._matrix.source.sample_size,
                target=self._targets[at],
                people={level: self._levels[at][level] for level in self._matrix.levels_of(criterion.id)},
                unrated=self._levels[at][None] - self._not_applicable[at],
                not_applicable=self._not_applicable[at],
                supported=sum(
                    count
                    for level, count in self._with_evidence[at].items()
                    if level is not None and level >= self._targets[at]
                ),
            )

    def _count(self, place: Member | NotAssessed) -> bool:
        """Count a person. Return False, and count nothing, if this id was counted before."""
        coverage = place.coverage.value if isinstance(place, Member) else None
        if not self._register.add(place.id, coverage):
            return False
        self._covered_count += coverage is not None
        if isinstance(place, Member):
            self._count_member(place)
        else:
            self._count_absent(place)
        return True

    def _count_member(self, place: Member) -> None:
        stale = (self._today - place.date).days > self._stale_after
        self._keeper.take(place, stale=stale)
        self._assessed_count += 1
        self._waiting_count += place.waits
        self._begun_count += place.waits and bool(place.drafts)
        self._stale_count += stale
        for states, state in zip(self._mandatory_states, place.mandatory, strict=True):
            states[state] += 1
        self._mandatory_met_count += place.mandatory_state == "met"
        self._mentors.add(place.reviewed)
        self._uncounted.append(place)
        if len(self._uncounted) == _TOGETHER:
            self._count_levels()
        if place.coverage.not_applicable:
            self._not_applicable.update(at for at, state in enumerate(place.states) if state == "not_applicable")

    def _count_absent(self, absent: NotAssessed) -> None:
        self._absent_count += 1
        self._keeper.take_absent(absent)
        if absent.versions:
            self._other_version = max(absent.versions[-1], self._other_version or 0)
        else:
            self._other_roles.update(absent.roles)

    def _count_levels(self) -> None:
        """Count the levels of several people, criterion by criterion."""
        of_all = zip(*(one.levels for one in self._uncounted), strict=True)
        evidence = zip(*(one.evidence for one in self._uncounted), strict=True)
        for at, (levels, seen) in enumerate(zip(of_all, evidence, strict=True)):
            self._levels[at].update(levels)
            self._with_evidence[at].update(compress(levels, seen))
        self._uncounted.clear()

    def _place(self, profile: Profile) -> Member | NotAssessed | tuple[Violation, ...]:
        """Return a person's place by the gap report, or the faults if their assessment does not fit the matrix."""
        matrix = self._matrix
        of_role = [one for one in profile.assessments if one.matrix == matrix.id]
        of_version = [one for one in of_role if one.matrix_version == matrix.version]
        if not of_version:
            versions = tuple(sorted({one.matrix_version for one in of_role}))
            others = {one.matrix for one in profile.assessments} - {matrix.id}
            return NotAssessed(profile.id, profile.name, versions, tuple(sorted(others)))
        assessment = max(of_version, key=lambda one: one.date)
        if found := tuple(faults_against(plain(profile), profile.assessments.index(assessment), matrix)):
            return found
        report = gap_report(matrix, profile, assessment, view=self._view, today=self._today)
        known = {row.id: row for row in report.rows}
        rows = [known[criterion.id] for criterion in matrix.criteria]
        rated = any(rating.level is not None for rating in assessment.ratings.values())
        drafts = [
            review.by
            for review in profile.reviews
            if review.status == "draft" and (review.matrix, review.assessment) == (matrix.id, assessment.date)
        ]
        return Member(
            id=profile.id,
            name=profile.name,
            date=assessment.date,
            coverage=report.coverage,
            levels=tuple(row.level for row in rows),
            states=tuple(row.state for row in rows),
            evidence=tuple(supported(row.evidence) for row in rows),
            waits=rated and not sealed_reviews(profile, assessment),
            drafts=tuple(dict.fromkeys(drafts)),
            mandatory=tuple(requirement.state for requirement in report.mandatory),
            reviewed=mentor_pairs(
                [
                    (review.by, {name: (rating.level, rating.self_level) for name, rating in review.ratings.items()})
                    for review in reversed(sealed_reviews(profile, assessment))
                ],
                {name: rating.level for name, rating in assessment.ratings.items()},
            ),
        )


def team_report(
    matrix: Matrix,
    profiles: Iterable[Profile],
    today: datetime.date,
    *,
    view: View = "agreed",
    stale_after: int = STALE_AFTER,
) -> TeamReport:
    """Report on these people; ValueError for a person who does not fit, unlike :meth:`Team.add`."""
    team = Team(matrix, today, view=view, stale_after=stale_after)
    for profile in profiles:
        if found := team.add(profile):
            raise ValueError(found[0].message)
    return team.report()
