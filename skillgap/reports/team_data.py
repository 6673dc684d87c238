"""A team for programs: everybody as JSON and CSV, written one by one so that memory does not grow with them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import chain, compress, islice
from operator import attrgetter
from typing import Any, TypeAlias

from skillgap.errors import Diagnostic
from skillgap.model.matrix import Matrix
from skillgap.reports.blocks import CsvTable
from skillgap.reports.csv_output import csv_rows
from skillgap.reports.json_output import NEXT_LINE, Text, line, lines
from skillgap.reports.outputs.fields import filled
from skillgap.reports.outputs.parts import matrix_output
from skillgap.reports.outputs.team import (
    TeamCounts,
    TeamOutput,
    UnreadableOutput,
    mentor_lean,
    team_criterion,
    team_requirement,
)
from skillgap.reports.rounding import rounded
from skillgap.scoring.gap_report import Coverage, View
from skillgap.scoring.team import Member, MemberStore, NotAssessed, TeamReport
from skillgap.store.spill import TemporaryLists

_TOGETHER = 250
"""How many people are written at once."""

Members: TypeAlias = Sequence[tuple[Member, bool]]
"""Members, and whether each is stale."""


class AsText(MemberStore):
    """Keeps everybody as text, in lists beside the memory.

    ``members`` and ``absent`` write some people to the lists. Keeping and reading raise SpillError.
    """

    def __init__(
        self,
        members: Callable[[TemporaryLists, Members], None],
        absent: Callable[[TemporaryLists, Sequence[NotAssessed]], None],
    ) -> None:
        self._write_members = members
        self._write_absent = absent
        self._members: list[tuple[Member, bool]] = []
        self._absent: list[NotAssessed] = []
        self._lists = TemporaryLists()

    def take(self, member: Member, *, stale: bool) -> None:
        """Keep a member."""
        self._members.append((member, stale))
        if len(self._members) == _TOGETHER:
            self._put_away()

    def take_absent(self, absent: NotAssessed) -> None:
        """Keep somebody who is not assessed."""
        self._absent.append(absent)
        if len(self._absent) == _TOGETHER:
            self._put_away()

    def members(self) -> tuple[Member, ...]:
        """Nobody: they are text."""
        return ()

    def absent(self) -> tuple[NotAssessed, ...]:
        """Nobody: they are text."""
        return ()

    def lists(self) -> TemporaryLists:
        """What was written."""
        self._put_away()
        return self._lists

    def _put_away(self) -> None:
        if self._members:
            self._write_members(self._lists, self._members)
            self._members.clear()
        if self._absent:
            self._write_absent(self._lists, self._absent)
            self._absent.clear()


def as_text(form: str, matrix: Matrix, view: View, *, long: bool = False) -> AsText:
    """What keeps everybody as ``json`` or ``csv``, the latter ``long`` with a row for each person and criterion."""
    if form == "json":
        return AsText(partial(_json_members, matrix), _json_absent)
    about = (matrix.id, matrix.version, view)
    if long:
        return AsText(partial(_long_members, about, matrix), partial(_long_absent, about))
    return AsText(partial(_csv_members, about), partial(_csv_absent, about, len(matrix.criteria)))


def everybody_of(team: TeamReport, form: str, *, long: bool = False) -> AsText:
    """AllMembers of a report that has them all, as text."""
    found = as_text(form, team.matrix, team.view, long=long)
    for member in team.members:
        found.take(member, stale=team.is_stale(member))
    for absent in team.absent:
        found.take_absent(absent)
    return found


# JSON


def team_data(team: TeamReport, lists: TemporaryLists, unread: Sequence[Diagnostic] = ()) -> TeamOutput:
    """The JSON form, in which what there is of each person is text already."""
    spread = team.coverage_spread
    text: dict[str, Any] = {
        "shared_gaps": Text(_shared_gaps(team, lists)),
        "people": lines(lists.texts("people")),
        "pending_ids": lines(_longest_first(lists, "waiting")),
        "stale_ids": lines(_longest_first(lists, "stale")),
        "not_assessed": lines(lists.texts("absent")),
    }
    return TeamOutput(
        matrix=matrix_output(team.matrix),
        view=team.view,
        today=team.today,
        stale_after=team.stale_after,
        counts=TeamCounts(
            team.assessed_count, team.absent_count, team.waiting_count, team.begun_count, team.stale_count
        ),
        team_requirements=tuple(map(team_requirement, team.mandatory)),
        people_meeting_mandatory=team.mandatory_met_count if team.mandatory else None,
        team_mentors=tuple(map(mentor_lean, team.mentor_leans)),
        median_coverage=spread[1] if spread else None,
        criteria=tuple(map(team_criterion, team.rows)),
        unreadable=tuple(filled(UnreadableOutput, problem) for problem in unread),
        **text,
    )


def _shared_gaps(team: TeamReport, lists: TemporaryLists) -> Iterator[str]:
    """A list with a line for each gap, at whose end are the ids of people."""
    before = "[\n    "
    for rank, row in enumerate(team.shared_gaps, 1):
        figures = {
            "rank": rank,
            "id": row.criterion.id,
            "weight": rounded(row.weight),
            "people_below": row.below,
            "levels_missing": row.missing,
        }
        yield before + line(figures).removesuffix("}") + ',"could_help":['
        yield from _joined(lists.texts(f"helps {row.position}"))
        yield '],"below_target":['
        yield from _joined(lists.texts(f"below {row.position}"))
        yield "]}"
        before = NEXT_LINE
    yield "\n  ]" if before == NEXT_LINE else "[]"


def _joined(texts: Iterable[str]) -> Iterator[str]:
    before = ""
    for text in texts:
        yield before + text
        before = ","


def _longest_first(lists: TemporaryLists, name: str) -> Iterator[str]:
    """The ids of those who wait or are stale, those assessed the longest ago first."""
    ids = lists.by_day(name)
    while found := list(islice(ids, _TOGETHER)):
        yield NEXT_LINE.join(found)


def _json_members(matrix: Matrix, lists: TemporaryLists, members: Members) -> None:
    """Some people themselves, and their ids by what there is to say of them."""
    lists.put([("people", NEXT_LINE.join(map(line, _people(matrix, members))))])
    ids = [f'"{one.id}"' for one, _ in members]  # no character of an id needs an escape
    lists.put(_beside_criteria(matrix, members, ids))
    dated = [(own, one.date.toordinal(), one.waits, stale) for own, (one, stale) in zip(ids, members, strict=True)]
    lists.put_by_day([("waiting", day, own) for own, day, waits, _ in dated if waits])
    lists.put_by_day([("stale", day, own) for own, day, _, stale in dated if stale])


def _beside_criteria(matrix: Matrix, members: Members, ids: Sequence[str]) -> Iterator[tuple[str, str]]:
    """By criterion the ids of those below the target, and of those at it with evidence."""
    levels = zip(*(one.levels for one, _ in members), strict=True)
    evidence = zip(*(one.evidence for one, _ in members), strict=True)
    for at, (criterion, of_all, seen) in enumerate(zip(matrix.criteria, levels, evidence, strict=True)):
        target = matrix.target(criterion)
        of_each = list(zip(ids, of_all, strict=True))
        if below := [own for own, level in of_each if level is not None and level < target]:
            yield f"below {at}", ",".join(below)
        if helps := [own for own, level in compress(of_each, seen) if level is not None and level >= target]:
            yield f"helps {at}", ",".join(helps)


def _people(matrix: Matrix, members: Members) -> Iterator[dict[str, Any]]:
    """Each person: ``levels`` by criterion, ``states`` where there is no level, and where there is ``evidence``."""
    ids = [criterion.id for criterion in matrix.criteria]
    for one, stale in members:
        levels = dict(zip(ids, one.levels, strict=True))
        states = {}
        if one.coverage.rated < len(ids):
            states = {identifier: one.states[at] for at, identifier in enumerate(ids) if one.levels[at] is None}
            for identifier in states:
                del levels[identifier]
        yield {
            "id": one.id,
            "name": one.name,
            "date": one.date,
            "coverage": _coverage(one.coverage),
            "levels": levels,
            "states": states,
            "evidence": list(compress(ids, one.evidence)),
            "review_pending": one.waits,
            "draft_by": one.drafts,
            "stale": stale,
            "mandatory": one.mandatory_state,
        }


def _coverage(coverage: Coverage) -> dict[str, float | None]:
    """A coverage, as :class:`~skillgap.reports.outputs.parts.CoverageOutput` has it, made for a million people."""
    return {
        name: rounded(value) if isinstance(value, float) else value
        for name, value in zip(_COVERAGE, _coverage_values(coverage), strict=True)
    }


def _json_absent(lists: TemporaryLists, absent: Sequence[NotAssessed]) -> None:
    told = [
        {"id": one.id, "name": one.name, "matrix_versions": one.versions, "matrix_ids": one.roles} for one in absent
    ]
    lists.put([("absent", NEXT_LINE.join(map(line, told)))])


# CSV


_COVERAGE = ("value", "low", "high", "rated", "applicable", "not_applicable")
_coverage_values = attrgetter(*_COVERAGE)
_ABOUT = ("matrix", "matrix_version", "view")
_WHOSE = ("id", "name", "date", *(f"coverage_{name}" for name in _COVERAGE), "review_pending", "stale", "mandatory")


def team_sheet(team: TeamReport, lists: TemporaryLists, unread: Sequence[Diagnostic] = ()) -> CsvTable:
    """The heat map with a row a person; each repeats what it is about, so that files can be stacked.

    A row without an id stands for something that cannot be read; its last column says what and why.
    """
    ids = [criterion.id for criterion in team.matrix.criteria]
    about = (team.matrix.id, team.matrix.version, team.view)
    blank = (None,) * (len(_WHOSE) + len(ids))
    rows = (csv_rows([(*about, *blank, str(replace(problem, hint=None)))]) for problem in unread)
    columns = (*_ABOUT, *_WHOSE, *ids, "unreadable")
    return CsvTable(columns, (), chain(lists.texts("people"), lists.texts("absent"), rows))


def _csv_members(about: tuple[object, ...], lists: TemporaryLists, members: Members) -> None:
    rows = (
        (
            *about,
            one.id,
            one.name,
            one.date,
            *_coverage_values(one.coverage),
            one.waits,
            stale,
            one.mandatory_state,
            *_levels_or_states(one),
            None,
        )
        for one, stale in members
    )
    lists.put([("people", csv_rows(rows))])


def _csv_absent(about: tuple[object, ...], criteria: int, lists: TemporaryLists, absent: Sequence[NotAssessed]) -> None:
    blank = (None,) * (len(_WHOSE) - 2 + criteria + 1)
    lists.put([("absent", csv_rows((*about, one.id, one.name, *blank) for one in absent))])


def _levels_or_states(one: Member) -> Sequence[int | str | None]:
    if one.coverage.rated == len(one.levels):
        return one.levels
    return [state if level is None else level for level, state in zip(one.levels, one.states, strict=True)]


# CSV with a row for each person and criterion

_LONG = ("id", "name", "date", "criterion", "section", "state", "level", "target", "gap", "evidence")


def long_sheet(team: TeamReport, lists: TemporaryLists, unread: Sequence[Diagnostic] = ()) -> CsvTable:
    """A row for each person and criterion, with numbers in columns of their own; ``evidence`` is 1 if there is any.

    A person who is not assessed has one row without a criterion; a row without an id says what cannot be read.
    """
    about = (team.matrix.id, team.matrix.version, team.view)
    blank = (None,) * len(_LONG)
    rows = (csv_rows([(*about, *blank, str(replace(problem, hint=None)))]) for problem in unread)
    columns = (*_ABOUT, *_LONG, "unreadable")
    return CsvTable(columns, (), chain(lists.texts("people"), lists.texts("absent"), rows))


def _long_members(about: tuple[object, ...], matrix: Matrix, lists: TemporaryLists, members: Members) -> None:
    criteria = [(one.id, section.id, matrix.target(one)) for section in matrix.sections for one in section.criteria]
    rows = (
        (
            *(*about, one.id, one.name, one.date, identifier, section, state, level, target),
            *(None if level is None else max(0, target - level), int(seen), None),
        )
        for one, _ in members
        for (identifier, section, target), level, state, seen in zip(
            criteria, one.levels, one.states, one.evidence, strict=True
        )
    )
    lists.put([("people", csv_rows(rows))])


def _long_absent(about: tuple[object, ...], lists: TemporaryLists, absent: Sequence[NotAssessed]) -> None:
    blank = (None,) * (len(_LONG) - 1)
    lists.put([("absent", csv_rows((*about, one.id, one.name, *blank) for one in absent))])
