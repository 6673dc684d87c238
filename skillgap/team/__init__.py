"""Many people in one role: where each stands, what most of them miss, who could help whom, who waits."""

from skillgap.team.counting import Team, team_report
from skillgap.team.keeping import InMemory, Keeper, NamedOnly
from skillgap.team.report import Absent, Member, Named, TeamReport, TeamRow

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
