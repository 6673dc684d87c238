"""What the home screen says of one profile, as plain data and lines of text."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from textual.content import Content

from skillgap.errors import DataError, Diagnostic
from skillgap.labels import UNICODE, coverage_bar, percent, pluralize, rated_of, strip_control_chars
from skillgap.labels.changes import change_words
from skillgap.labels.goals import STANDINGS
from skillgap.labels.mandatory import mandatory_words
from skillgap.model.changes import Seen, changes_since
from skillgap.model.goals import to_rate_again
from skillgap.model.matrix import Matrix
from skillgap.model.profile import GoalStanding, Profile
from skillgap.scoring.gap_report import GapReport
from skillgap.store import Entry, Matrices, ProfileFile
from skillgap.tui.lines import ACCENT, BAD, LINES, MUTED, STRONG, WARN, bar, cut, ends, joined, plain, wrapped
from skillgap.workspace import Workspace

BAR = 10
INDENT = 2


@dataclass(frozen=True, slots=True)
class Summary:
    """How a profile stands: its report against the matrix it was last rated against, or why there is none.

    ``fresh`` says what others did to it since its results were last looked at; empty where nothing.
    """

    file: ProfileFile
    report: GapReport | None
    trouble: Diagnostic | None = None
    fresh: str = ""


def summarize(file: ProfileFile, workspace: Workspace, matrices: Matrices, seen: Seen | None) -> Summary:
    """Tell how a profile stands; ``seen`` is what was there when it was last looked at."""
    latest = file.profile.latest()
    if latest is None:
        return Summary(file, None)
    try:
        report = workspace.report_on(file, latest, matrices)
    except DataError as error:
        return Summary(file, None, error.problems[0])
    fresh = change_words(changes_since(seen, file.profile)) if seen else ""
    return Summary(file, report, fresh=fresh)


def lines(summary: Summary, today: datetime.date, width: int, mentor: str | None = None) -> list[Content]:
    """The lines of a profile: who and for which role, how they stand, what comes next unless it is a sample."""
    name = plain(summary.file.profile.name, STRONG)
    room = width - INDENT
    if summary.trouble is not None:
        trouble = wrapped(plain(summary.trouble.message, BAD), width, INDENT)
        return [name, *trouble]
    if summary.report is None:
        facts = [plain("not assessed yet", MUTED), goals_line(summary.file.profile, today)]
        return [name, *_indented(facts, room)]
    head = ends(name, cut(plain(summary.report.matrix.title, MUTED), width // 2), width)
    if draft := _draft_words(summary.file.profile, summary.report, mentor):
        return [head, *_indented([draft], room)]
    open_words = mandatory_words(summary.report.mandatory)
    facts = [plain(open_words, BAD), _standing(summary.report)]
    if not summary.file.read_only:
        facts += [next_line(summary.report), goals_line(summary.file.profile, today)]
    if summary.fresh:
        facts.append(joined(plain("new: ", ACCENT), plain(summary.fresh, STRONG)))
    return [head, *_indented(facts, room)]


def _draft_words(profile: Profile, report: GapReport, mentor: str | None) -> Content:
    """Say how far the mentor's draft is; empty without one. Nothing else of the person is told while it is open."""
    criteria = report.matrix.criteria
    drafts = (one for one in profile.reviews if one.by == mentor and one.status == "draft")
    draft = next((one for one in drafts if one.matrix == report.matrix.id), None)
    if draft is None:
        return Content("")
    asked = sum(criterion.id in draft.ratings for criterion in criteria)
    return joined(plain("your draft, ", ACCENT), f"{asked} of {len(criteria)}")


def _indented(facts: Iterable[Content], room: int) -> list[Content]:
    """The lines that say something."""
    return [cut(line, room).pad_left(INDENT) for line in facts if line]


def _standing(report: GapReport) -> Content:
    coverage = report.coverage
    date = f"assessed {report.date}" if report.date else ""
    standing = joined(date, f"{rated_of(coverage)} rated", separator=UNICODE.dot)
    if coverage.value is None:
        return standing
    drawn = joined(bar(coverage_bar(coverage, BAR, LINES)), f"{percent(coverage.value)} covered", separator=" ")
    return joined(drawn, standing, separator=UNICODE.dot)


def next_line(report: GapReport) -> Content:
    """What there is to rate next; empty when nothing is."""
    states = [row.state for row in report.unrated]
    parts: list[Content] = []
    if count := states.count("not_asked"):
        parts.append(joined(plain("next: ", ACCENT), f"{pluralize(count, 'criterion', 'criteria')} to rate"))
    if count := states.count("skipped"):
        parts.append(plain(f"{count} skipped"))
    return joined(*parts, separator=UNICODE.dot)


def goals_line(profile: Profile, today: datetime.date) -> Content:
    """How the open goals stand, the pressing ones first, and how many are reached but not rated since; else empty."""
    standings = [goal.standing(today) for goal in profile.goals]
    styles: dict[GoalStanding, str] = {"overdue": WARN, "due_soon": WARN, "open": ""}
    counts = ((standings.count(one), one, style) for one, style in styles.items())
    parts = [plain(f"{count} {STANDINGS[one]}", style) for count, one, style in counts if count]
    if again := len(to_rate_again(profile)):
        parts.append(plain(f"{again} reached: rate again", ACCENT))
    return joined(plain("goals: ", ACCENT), joined(*parts, separator=UNICODE.dot)) if parts else Content("")


def broken_lines(entry: Entry[ProfileFile] | Entry[Matrix], width: int) -> list[Content]:
    """A file that cannot be read, with its first problem."""
    first = entry.problems[0]
    place = f"line {first.line}: " if first.line else ""
    more = f" (and {pluralize(len(entry.problems) - 1, 'more problem')})" if len(entry.problems) > 1 else ""
    reason = plain(f"{place}{strip_control_chars(first.message)}{more}")
    return [plain(entry.path.name, STRONG), *wrapped(reason, width, INDENT)]
