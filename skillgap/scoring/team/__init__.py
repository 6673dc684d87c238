"""Many people in one role: where each stands, what most of them miss, who could help whom, who waits."""

from skillgap.scoring.team.counting import Team, team_report
from skillgap.scoring.team.report import Absent, Member, Named, TeamReport, TeamRow
from skillgap.scoring.team.retention import InMemory, Keeper, NamedOnly

__all__ = [
    "Absent",
    "InMemory",
    "Keeper",
    "Member",
    "Named",
    "NamedOnly",
    "Team",
    "TeamReport",
    "TeamRow",
    "team_report",
]
