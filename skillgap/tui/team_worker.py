"""Counting a team in a thread of its own, which tells how far it is and ends as soon as nobody waits for it."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from skillgap.errors import Diagnostic
from skillgap.model.matrix import Matrix
from skillgap.scoring.gap_report import View
from skillgap.scoring.team import Team, TeamReport
from skillgap.store.teams import count_people
from skillgap.tui.profile_loader import People


@dataclass(frozen=True, slots=True)
class Counted:
    """A team, and why anybody is not in it."""

    team: TeamReport
    uncounted: tuple[Diagnostic, ...]


class _StoppedError(Exception):
    """The count is not to go on."""


class Count:
    """One count of a team; :meth:`run` is for another thread, the rest for the one that waits."""

    def __init__(self, people: People, matrix: Matrix, today: datetime.date, view: View) -> None:
        self._people = people
        self._team = Team(matrix, today, view=view)
        self._is_stopped = False
        self.done = 0
        """How many people are read so far."""

    def run(self) -> Counted | None:
        """Count everybody; None where it is stopped before that."""
        problems = list(self._people.unread)
        try:
            for file in self._people.files:
                self._step()
                problems += map(file.problem, self._team.add(file.profile))
            for path in self._people.bundles:
                problems += count_people(self._team, path, self._step)
        except _StoppedError:
            return None
        return Counted(self._team.report(), tuple(problems))

    def stop(self) -> None:
        """Let it end with the next person: nobody waits for it any more."""
        self._is_stopped = True

    def _step(self) -> None:
        if self._is_stopped:
            raise _StoppedError
        self.done += 1
