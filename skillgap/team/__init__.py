"""Many people in one role: where each stands, what most of them miss, who could help whom, who waits."""

from skillgap.team.counting import Team, team_report
from skillgap.team.keeping import InMemory
from skillgap.team.report import Absent, Member, Named, TeamReport, TeamRow

__all__ = ["Absent", "InMemory", "Member", "Named", "Team", "TeamReport", "TeamRow", "team_report"]
