"""The words of teams: many people in one role."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from skillgap.labels import ABSENT, percent, pluralize
from skillgap.labels.agreement import interval_words, signed_mean
from skillgap.labels.mandatory import short_name
from skillgap.scoring.team import ListingLimits, Member, NotAssessed, TeamReport, TeamRow
from skillgap.scoring.team.mentors import MentorLean

MOST_COLUMNS = 12
"""How many people a heat map shows one by one."""
MOST_LISTED = 50
"""How many people a list for reading names; the formats for programs name everybody."""
_MOST_NAMES = 4
NAMED = ListingLimits(listed=MOST_LISTED, beside_criterion=_MOST_NAMES + 1)
"""Whom a report for reading names."""
MARKS = {"skipped": "s", "not_applicable": "x", "not_asked": "?"}
MARKS_WORDS = "s: skipped. x: not applicable. ?: not rated."
LEVEL_WORDS = "Each cell: the level, shaded by the part of the target that it meets."
MET = "▌"
"""The mark of a level that meets the target, where there is no room for how much of it a level meets."""
MET_WORDS = f"{MET}: met."
HOW_TO_READ = f"{LEVEL_WORDS} {MARKS_WORDS}"
NOTE_MARKS = {"waits": "w", "stale": "!"}
"""What is noted of a person, and its mark where there is little room."""
NOTE_MARKS_WORDS = "; ".join(f"{mark}: {note}" for note, mark in NOTE_MARKS.items()) + "."
MAP_COLUMNS = "Column numbers are the people listed above."
SUMMARY_WORDS = "People at the target, people below it, and their median level."
SHARED_WORDS = "Sorted by weight = share of postings × people below the target. Ties: by the total of missing levels."
MENTOR_WORDS = "People at the target, with evidence, for each shared gap."
WAITING_WORDS = "Rated assessments without a submitted review. The longest wait comes first."


def title_words(team: TeamReport) -> str:
    """The subject of the report: ``Team of 12 people``."""
    count = team.assessed_count + team.absent_count
    return f"Team of {count:,} {'person' if count == 1 else 'people'}"


def people_words(team: TeamReport) -> str:
    """The number of people who are assessed for the role, and the number who are not."""
    words = f"{team.assessed_count:,} assessed"
    return f"{words}, {team.absent_count:,} without an assessment of this version" if team.absent_count else words


UNCOUNTED = "These are in none of the figures."


def uncounted_words(uncounted: Sequence[object]) -> str:
    """The number of files, or lines of bundles, that are not counted."""
    return f"{pluralize(len(uncounted), 'file or line', 'files or lines')} with problems, listed below"


def assessed_of(team: TeamReport) -> str:
    """The number of people assessed for the role, in short: ``12 of 14 assessed``."""
    return f"{team.assessed_count:,} of {team.assessed_count + team.absent_count:,} assessed"


def reviews_words(team: TeamReport) -> str:
    """The number of pending reviews, and the number of these that are started."""
    if not team.waiting_count:
        return "none pending"
    words = f"{team.waiting_count:,} pending"
    return f"{words}, {team.begun_count:,} of them started" if team.begun_count else words


def stale_words(team: TeamReport) -> str:
    """The number of assessments that are older than allowed."""
    return f"{team.stale_count:,} older than {pluralize(team.stale_after, 'day')}"


def spread_words(team: TeamReport) -> str:
    """The extremes and the median of coverage in a sentence; empty if fewer than two people have a coverage."""
    spread = team.coverage_spread
    if spread is None or team.assessed_count < 2:
        return ""
    low, median, high = map(percent, spread)
    return f"Coverage ranges from {low} to {high}. The median is {median}."


def names(people: Iterable[Member | NotAssessed]) -> dict[str, str]:
    """The name of each person, by id: if two people have the same name, the id is added."""
    called = {person.id: person.name for person in people}
    times = Counter(called.values())
    return {identifier: name if times[name] == 1 else f"{name} ({identifier})" for identifier, name in called.items()}


def named(team: TeamReport) -> Iterator[Member | NotAssessed]:
    """All people that a report for reading names; some appear several times."""
    for people in (team.members, team.waiting, team.stale, team.absent):
        yield from people[:MOST_LISTED]
    for row in team.shared_gaps:
        yield from _some(team.mentors(row), row.supported)
        yield from _some(team.learners(row), row.below)


def _some(people: Iterable[Member], count: int) -> Iterator[Member]:
    """The first of so many people, or one more if that is all of them."""
    return islice(people, _MOST_NAMES if count > _MOST_NAMES + 1 else count)


def some_names(people: Iterable[Member], count: int, called: dict[str, str]) -> str:
    """The first of so many people by name, and how many more there are."""
    if not count:
        return "nobody"
    shown = [called[one.id] for one in _some(people, count)]
    more = count - len(shown)
    return ", ".join(shown) + (f" and {more:,} more" if more else "")


def notes(team: TeamReport, member: Member) -> list[str]:
    """The notes on a person, apart from their levels: ``waits`` for a pending review, ``stale``."""
    return [note for note, holds in zip(NOTE_MARKS, (member.waits, team.is_stale(member)), strict=True) if holds]


def wider_words(missing: int) -> str:
    """The message that there is no room for some criteria."""
    return f"{missing:,} more {'criterion' if missing == 1 else 'criteria'} in a wider window."


def cell_words(member: Member, row: TeamRow) -> str:
    """A person on a criterion: the level, or the mark of the state."""
    level = member.levels[row.position]
    return MARKS[member.states[row.position]] if level is None else str(level)


def median_words(row: TeamRow) -> str:
    """The median of the levels on a criterion: ``3``, ``2.5``; a dash without levels."""
    return ABSENT if row.median is None else f"{row.median:g}"


def absent_words(absent: NotAssessed) -> str:
    """The reason why a person is not counted: their assessments of other versions or roles."""
    if absent.versions:
        versions = ", ".join(map(str, absent.versions))
        return f"assessed against {'versions' if len(absent.versions) > 1 else 'version'} {versions}"
    return f"assessed for {', '.join(absent.roles)}" if absent.roles else "not rated yet"


def unlisted_words(listed: Sequence[object], count: int, where: str = "in the CSV and JSON forms") -> str:
    """The number of people that a list for reading omits, and the formats that have them; empty if it names all."""
    more = count - len(listed)
    return f"{more:,} more {'is' if more == 1 else 'are'} {where}." if more else ""


def mandatory_words(team: TeamReport) -> str:
    """State how many people do not meet each mandatory requirement; empty if all people meet all."""
    open_ones = [requirement for requirement in team.mandatory if requirement.open]
    if not open_ones:
        return ""
    people = team.assessed_count - team.mandatory_met_count
    names = "; ".join(f"{short_name(one.name)} ({one.open:,})" for one in open_ones)
    return f"Mandatory requirement not met by {people:,} of {team.assessed_count:,} people: {names}."


MENTORS_TITLE = "Mentors against people's own levels"
MENTORS_REMARK = (
    "Self − mentor in levels, one mean for each person. Kappa is quadratic weighted, from 50 pairs of levels on: 1 is "
    "full agreement, 0 is chance."
)


def lean_cells(lean: MentorLean) -> tuple[str, ...]:
    """A mentor's row: people, mean with interval, kappa with interval."""
    kappa = ABSENT if lean.kappa is None else f"{lean.kappa.value:.2f}"
    if lean.kappa and lean.kappa.interval:
        kappa += f" ({lean.kappa.interval.low:.2f} to {lean.kappa.interval.high:.2f})"
    return lean.by, f"{lean.people:,}", signed_mean(lean.mean), interval_words(lean.interval), kappa
