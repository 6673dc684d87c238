"""Many people in one role: where each stands, what most of them miss, who could help whom, who waits."""

from skillgap.scoring.team.counting import Team, team_report
from skillgap.scoring.team.report import ListingLimits, Member, NotAssessed, TeamReport, TeamRequirement, TeamRow
from skillgap.scoring.team.retention import InMemory, ListedMembers, MemberStore

__all__ = [
    "InMemory",
    "ListedMembers",
    "ListingLimits",
    "Member",
    "MemberStore",
    "NotAssessed",
    "Team",
    "TeamReport",
    "TeamRequirement",
    "TeamRow",
    "team_report",
]
