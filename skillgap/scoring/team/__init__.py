"""Many people in one role: their levels, their shared gaps, possible helpers, and pending reviews."""

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
