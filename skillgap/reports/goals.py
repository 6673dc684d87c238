"""Somebody's goals as a report: what is due, what is done, and what is to be rated again."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from skillgap.labels import goals as words
from skillgap.model.goals import in_order
from skillgap.model.matrix import Matrix
from skillgap.model.profile import Goal, Profile
from skillgap.reports.blocks import Column, CsvTable, Document, Heading, Items, Table, Text, columns, not_empty
from skillgap.reports.content import ReportContent
from skillgap.reports.mandatory import first_lines_of
from skillgap.reports.outputs.fields import column_names, to_cells
from skillgap.reports.outputs.goals import GoalOutput, GoalsOutput, goals_output


@dataclass(frozen=True, slots=True)
class Goals:
    """A profile's goals on a day; the ``roles`` give the criteria their names, the first that has one counts."""

    profile: Profile
    roles: Sequence[Matrix]
    today: datetime.date

    @property
    def in_order(self) -> list[Goal]:
        """The goals, those first that need doing first."""
        return in_order(self.profile, self.today)


def written_goals(goals: Goals) -> ReportContent:
    """The goals in every format."""
    return ReportContent(
        document=lambda: _document(goals),
        data=lambda: _output(goals),
        sheet=lambda: _sheet(goals),
    )


def _document(goals: Goals) -> Document:
    profile, today = goals.profile, goals.today
    rows = tuple(
        (goal.id, *words.aim_words(goals.roles, goal), words.standing_words(goal, today)) for goal in goals.in_order
    )
    titles = (Column("Goal", whole=True), *columns("Criterion", "To", "When"))
    table = Table("The goals, the most urgent first", titles, rows)
    actions = tuple(f"{goal.id}: {goal.action}" for goal in goals.in_order if goal.action)
    again = words.rate_again_words(profile, goals.roles)
    blocks = not_empty(
        Heading(f"Goals: {len(rows)}", words.goals_words(profile, today)),
        table,
        [Heading("Action"), Items(actions)] if actions else None,
        Text(again) if again else None,
    )
    return Document(profile.name, blocks, first_lines_of(profile, goals.roles, today))


def _output(goals: Goals) -> GoalsOutput:
    return goals_output(goals.profile, goals.roles, goals.today)


def _sheet(goals: Goals) -> CsvTable:
    """A row for each goal; each repeats whose it is, so that files can be stacked."""
    rows = tuple((goals.profile.id, *to_cells(goal).values()) for goal in _output(goals).goals)
    return CsvTable(("profile", *column_names(GoalOutput)), rows)
