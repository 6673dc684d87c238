"""A team in one role, as a report: people × criteria, what most of them miss, who could help, who waits."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from skillgap import labels
from skillgap.errors import Diagnostic
from skillgap.labels import team as words
from skillgap.labels.mandatory import MET_TITLE, OPEN_TITLE, mandatory_cell
from skillgap.reports.blocks import (
    Block,
    Cell,
    Column,
    Document,
    Facts,
    Heading,
    HeatCell,
    Table,
    Text,
    columns,
    not_empty,
)
from skillgap.reports.cells import COVERAGE_COLUMNS, coverage_cells
from skillgap.reports.content import ReportContent
from skillgap.reports.team_data import AsText, everybody_of, long_sheet, team_data, team_sheet
from skillgap.scoring.standing import met_part
from skillgap.scoring.team import Member, NotAssessed, TeamReport, TeamRow
from skillgap.store.documents import BUNDLE_SUFFIX

T = TypeVar("T", bound=Member | NotAssessed | Diagnostic)


def written_team(
    team: TeamReport, everybody: AsText | None = None, unread: Sequence[Diagnostic] = (), *, long: bool = False
) -> ReportContent:
    """A team in every format; for programs from all people as they were written, else from the report's own.

    ``unread`` are the reasons why files and people are not counted, which every format lists. ``long`` is whether the
    CSV has a row for each person and criterion, as ``everybody`` was then written.
    """
    uncounted = first_reasons(unread)
    sheet = long_sheet if long else team_sheet
    return ReportContent(
        document=lambda: _document(team, uncounted),
        data=lambda: team_data(team, (everybody or everybody_of(team, "json")).lists(), unread),
        sheet=lambda: sheet(team, (everybody or everybody_of(team, "csv", long=long)).lists(), unread),
    )


def first_reasons(unread: Sequence[Diagnostic]) -> list[Diagnostic]:
    """The first reason for each file that is not counted, and for each line of a bundle."""
    return list({(problem.file, _line_of_bundle(problem)): problem for problem in reversed(unread)}.values())[::-1]


def _line_of_bundle(problem: Diagnostic) -> int | None:
    return problem.line if problem.file and problem.file.endswith(BUNDLE_SUFFIX) else None


def _document(team: TeamReport, uncounted: Sequence[Diagnostic]) -> Document:
    called = words.names(words.named(team))
    blocks = not_empty(
        _facts(team, uncounted),
        _uncounted(uncounted),
        _coverage(team, called),
        _levels(team),
        _findings(team, called),
    )
    mandatory = words.mandatory_words(team)
    return Document(words.title_words(team), blocks, (mandatory,) if mandatory else ())


def below_people(team: TeamReport) -> Document:
    """What there is to say beside everybody's levels, the criteria numbered in the order of :func:`most_asked`."""
    summary = not_empty(Heading("Criteria by number", words.SUMMARY_WORDS), _summary(team, numbered=True))
    called = words.names([*team.members, *team.absent])  # as beside the levels, where everybody is named
    return Document(words.title_words(team), not_empty(summary if team.members else None, _findings(team, called)))


def _findings(team: TeamReport, called: dict[str, str]) -> tuple[Block, ...]:
    return not_empty(
        _shared(team),
        _mentors(team, called),
        _leans(team),
        _waiting(team, called),
        _stale(team, called),
        _absent(team, called),
    )


def _facts(team: TeamReport, uncounted: Sequence[Diagnostic]) -> Facts:
    missing = (("Not counted", words.uncounted_words(uncounted)),) if uncounted else ()
    return Facts(
        (
            ("Role", labels.role_words(team.matrix)),
            ("Sample", labels.sample_words(team.matrix)),
            ("Levels", labels.VIEW_WORDS[team.view]),
            ("People", words.people_words(team)),
            *missing,
            ("Reviews", words.reviews_words(team)),
            ("Stale", words.stale_words(team)),
        )
    )


def _listed(
    title: str,
    remark: str,
    heads: tuple[Column, ...],
    people: Sequence[T],
    count: int,
    row: Callable[[int, T], tuple[Cell, ...]],
) -> list[Block]:
    """People in a table, the first MOST_LISTED of so many, with how many more; nothing where there is nobody."""
    if not people:
        return []
    shown = people[: words.MOST_LISTED]
    table = Table(title, heads, tuple(row(number, one) for number, one in enumerate(shown, 1)))
    blocks: list[Block] = [Heading(title, remark), table]
    if more := words.unlisted_words(shown, count):
        blocks.append(Text(more, quiet=True))
    return blocks


def _uncounted(uncounted: Sequence[Diagnostic]) -> list[Block]:
    """Who is not in the figures because a file, or a line of a bundle, cannot be read."""

    def row(number: int, problem: Diagnostic) -> tuple[Cell, ...]:
        del number
        place = problem.file or labels.ABSENT
        return f"{place}:{problem.line}" if _line_of_bundle(problem) else place, problem.message

    title = f"Not counted: {len(uncounted):,}"
    return _listed(title, words.UNCOUNTED, columns("File", "Why"), uncounted, len(uncounted), row)


def _coverage(team: TeamReport, called: dict[str, str]) -> list[Block]:
    """Every person's coverage, numbered where the heat map names people by number."""
    numbered = team.assessed_count <= words.MOST_COLUMNS
    numbers = {member.id: number for number, member in enumerate(team.members, 1)} if numbered else {}

    def row(number: int, one: Member) -> tuple[Cell, ...]:
        del number
        name = f"{numbers[one.id]} {called[one.id]}" if numbered else called[one.id]
        mandatory = [mandatory_cell(one.mandatory_state)] if team.mandatory else []
        return name, one.date.isoformat(), *coverage_cells(one.coverage), *mandatory

    heads = (*columns("Who", "Assessed"), *COVERAGE_COLUMNS, *columns(*(["Mandatory"] if team.mandatory else [])))
    spread = words.spread_words(team)
    if not team.mandatory:
        return _listed("Coverage", spread, heads, team.members, team.assessed_count, row)
    meeting = [member for member in team.members if member.mandatory_state == "met"]
    others = [member for member in team.members if member.mandatory_state != "met"]
    met, rest = team.mandatory_met_count, team.assessed_count - team.mandatory_met_count
    return [
        *_listed(f"{MET_TITLE}: {met:,}", spread, heads, meeting, met, row),
        *_listed(f"{OPEN_TITLE}: {rest:,}", "" if meeting else spread, heads, others, rest, row),
    ]


def most_asked(team: TeamReport) -> list[TeamRow]:
    """The criteria in the order in which a heat map has them: what most postings ask for first."""
    return sorted(team.rows, key=lambda row: -row.criterion.postings)


def _asked(row: TeamRow) -> str:
    return labels.posting_ratio(row.criterion.postings, row.sample_size)


def _levels(team: TeamReport) -> list[Block]:
    """People × criteria; of more people than can be read side by side, how many there are of each kind."""
    if not team.assessed_count:
        return []
    if team.assessed_count > words.MOST_COLUMNS:
        return [Heading("Levels by criterion", words.SUMMARY_WORDS), _summary(team)]
    numbers = [f"{number}>" for number in range(1, len(team.members) + 1)]
    rows: list[tuple[Cell, ...]] = [
        (team.matrix.names[row.criterion.id], str(row.target), *(_level(member, row) for member in team.members))
        for row in most_asked(team)
    ]
    title = "Levels: people × criteria"
    table = Table(title, columns("Criterion", "Role>", *numbers), tuple(rows))
    return [Heading(title, f"{words.HOW_TO_READ} {words.MAP_COLUMNS}"), table]


def _level(member: Member, row: TeamRow) -> HeatCell:
    level = member.levels[row.position]
    return HeatCell(words.cell_words(member, row), None if level is None else met_part(level, row.target))


def _summary(team: TeamReport, *, numbered: bool = False) -> Table:
    rows = []
    for number, row in enumerate(most_asked(team), 1):
        name = f"{number} {team.matrix.names[row.criterion.id]}" if numbered else team.matrix.names[row.criterion.id]
        rated = row.met + row.below
        met = HeatCell(f"{row.met:,}", row.met / rated if rated else None)
        unrated = f"{row.unrated:,}", f"{row.not_applicable:,}"
        median = words.median_words(row)
        rows.append((name, _asked(row), met, f"{row.below:,}", *unrated, median, str(row.target)))
    heads = ("Criterion", "Asked by", "At target>", "Below>", "Unrated>", "N/a>", "Median>", "Role>")
    return Table("People at the target by criterion", columns(*heads), tuple(rows))


def _shared(team: TeamReport) -> list[Block]:
    gaps = team.shared_gaps
    if not gaps:
        return [Heading("Shared gaps: none", "All rated people are at their targets.")] if team.assessed_count else []
    rows = tuple(
        (
            team.matrix.names[row.criterion.id],
            _asked(row),
            f"{row.below:,} of {row.met + row.below:,}",
            f"{row.missing:,}",
            f"{row.weight:,.1f}",
        )
        for row in gaps
    )
    title = f"Shared gaps: {len(gaps)}"
    heads = columns("Criterion", "Asked by", "Below target", "Levels>", "Weight>")
    return [Heading(title, words.SHARED_WORDS), Table(title, heads, rows)]


def _mentors(team: TeamReport, called: dict[str, str]) -> list[Block]:
    rows = tuple(
        (
            team.matrix.names[row.criterion.id],
            words.some_names(team.mentors(row), row.supported, called),
            words.some_names(team.learners(row), row.below, called),
        )
        for row in team.shared_gaps
    )
    title = "People who can help"
    table = Table(title, columns("Criterion", "Could help", "Below the target"), rows)
    return [Heading(title, words.MENTOR_WORDS), table] if rows else []


def _leans(team: TeamReport) -> list[Block]:
    rows = tuple(words.lean_cells(lean) for lean in team.mentor_leans)
    titles = columns("Mentor", "People>", "Mean>", "95% interval", "Kappa")
    table = Table(words.MENTORS_TITLE, titles, rows)
    return [Heading(words.MENTORS_TITLE, words.MENTORS_REMARK), table] if rows else []


def _age(team: TeamReport, member: Member) -> str:
    return f"{(team.today - member.date).days:,}"


def _waiting(team: TeamReport, called: dict[str, str]) -> list[Block]:
    def row(number: int, one: Member) -> tuple[Cell, ...]:
        del number
        return called[one.id], one.date.isoformat(), _age(team, one), ", ".join(one.drafts) or labels.ABSENT

    heads = columns("Who", "Assessed", "Days ago>", "Begun by")
    return _listed(
        f"Reviews that wait: {team.waiting_count:,}", words.WAITING_WORDS, heads, team.waiting, team.waiting_count, row
    )


def _stale(team: TeamReport, called: dict[str, str]) -> list[Block]:
    def row(number: int, one: Member) -> tuple[Cell, ...]:
        del number
        return called[one.id], one.date.isoformat(), _age(team, one)

    title = f"Assessed more than {labels.pluralize(team.stale_after, 'day')} ago: {team.stale_count:,}"
    return _listed(title, "", columns("Who", "Assessed", "Days ago>"), team.stale, team.stale_count, row)


def _absent(team: TeamReport, called: dict[str, str]) -> list[Block]:
    def row(number: int, one: NotAssessed) -> tuple[Cell, ...]:
        del number
        return called[one.id], words.absent_words(one)

    title = f"Not assessed against this version: {team.absent_count:,}"
    return _listed(title, "", columns("Who", "Why"), team.absent, team.absent_count, row)
