"""The report as lines of a terminal, in whatever width, colour and characters it has."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from skillgap import labels
from skillgap.labels.goals import goal_standing, goal_words
from skillgap.reports.gap_scatter import scatter
from skillgap.reports.terminal_writer import SPACE, Cell, Column, TerminalWriter
from skillgap.scoring.gap_report import GapReport, Row

if TYPE_CHECKING:
    from skillgap.reports import Layout
    from skillgap.reports.blocks import Block
    from skillgap.reports.extra_sections import ExtraSections

_BAR = (12, 32)
"""The shortest and the longest bar, in columns."""
_NAME = 28
"""Columns a name should have at least before a table gives up one of the others."""

_PICTURE = 84
"""The width that the picture of all gaps does not exceed."""


def render(report: GapReport, layout: Layout, added: Sequence[ExtraSections] = ()) -> str:
    """The whole report with what is added to it; each part stands apart by a blank line."""
    pen = TerminalWriter(layout)
    parts = (_coverage, _picture, _gaps, _met, _unrated, _not_applicable, _reviewed, _signals, _goals)
    before = [block for one in added for block in one.before]
    after = [block for one in added for block in one.after]
    figures = [part(report, pen) for part in parts]
    written = [_head(report, pen), *_blocks(before, pen), *figures, *_blocks(after, pen), _method(report, pen)]
    return "\n\n".join("\n".join(lines) for lines in written if lines) + "\n"


def _blocks(blocks: Sequence[Block], pen: TerminalWriter) -> Iterator[list[str]]:
    if blocks:
        from skillgap.reports.terminal_blocks import block_lines

        yield from (block_lines(block, pen) for block in blocks)


def _head(report: GapReport, pen: TerminalWriter) -> list[str]:
    lines = pen.paragraph(report.profile_name, "bold")
    columns = (Column("", 8), Column("", pen.width - 8 - SPACE))
    return lines + [line for name, words in labels.facts(report) for line in pen.row(columns, [(name, "dim"), words])]


def _coverage(report: GapReport, pen: TerminalWriter) -> list[str]:
    entries = labels.coverage_entries(report)
    percent = Column("Covered", 7, ">")
    open_range = Column("Range", pen.widest((labels.open_range(one) for _, one in entries), 5), ">")
    rated = Column("Rated", pen.widest((labels.rated_of(one) for _, one in entries), 5))
    left = pen.width - sum(column.width + SPACE for column in (percent, open_range, rated))
    longest, beside = pen.widest(title for title, _ in entries), left - SPACE - _BAR[0]
    drawn = beside >= min(longest, _NAME // 2)
    name = Column("", min(longest, beside if drawn else left))
    bar = Column("", min(left - SPACE - name.width, _BAR[1]))
    columns = (name, percent, bar, open_range, rated) if drawn else (name, percent, open_range, rated)
    lines = [*pen.heading("Coverage", labels.coverage_words(report.coverage)), "", *pen.titles(columns)]
    for title, coverage in entries:
        style = "bold" if coverage is report.coverage else ""
        bars: list[Cell] = [(labels.coverage_bar(coverage, bar.width, pen.glyphs), "bar")] if drawn else []
        cells: list[Cell] = [(title, style), (labels.percent(coverage.value), style), *bars]
        lines += pen.row(columns, [*cells, labels.open_range(coverage), labels.rated_of(coverage)])
    return lines


def _picture(report: GapReport, pen: TerminalWriter) -> list[str]:
    lines = scatter(report, min(pen.width, _PICTURE), pen.glyphs)
    if not lines:
        return []
    return [
        *pen.heading(labels.PICTURE_TITLE, labels.picture_words(report.matrix, pen.glyphs)),
        "",
        *lines,
    ]


_Field = tuple[Column, Callable[[Row], Cell]]
"""A column, and how a row is written in it."""


def _gaps(report: GapReport, pen: TerminalWriter) -> list[str]:
    heading = labels.gaps_heading(report)
    if not report.gaps:
        return pen.heading(heading, labels.no_gaps_words(report))
    fields, *below = _gap_lines(report, pen)
    indent = fields[0][0].width + SPACE
    lines = pen.heading(heading, labels.ranks_words(report), labels.gaps_legend(report, pen.glyphs))
    lines += ["", *pen.titles([column for column, _ in fields])]
    for row in report.gaps:
        lines += _written(row, fields, pen)
        for more in below:
            lines += _written(row, more, pen, indent)
        for text in (labels.next_words(report.matrix, row), labels.missing_tools_words(row)):
            lines += pen.paragraph(text, "dim", indent) if text else []
        lines.append("")
    return lines[:-1]


def _written(row: Row, fields: Sequence[_Field], pen: TerminalWriter, indent: int = 0) -> list[str]:
    return pen.row([column for column, _ in fields], [write(row) for _, write in fields], indent)


def _gap_lines(report: GapReport, pen: TerminalWriter) -> list[list[_Field]]:
    """What stands on the lines of each gap: all on the first where that fits, else less and less."""
    rows, matrix, arrow = report.gaps, report.matrix, pen.glyphs.arrow

    def standing(row: Row) -> str:
        return labels.standing(matrix, row, arrow)

    def reach(row: Row) -> str:
        ranks = f"{pen.glyphs.dot}{labels.rank_range_words(matrix, row)}" if report.ranks_separated else ""
        return f"interval {_interval(row)}{ranks}"

    rank: _Field = (Column("#", pen.widest(str(row.rank) for row in rows), ">"), lambda row: str(row.rank))
    asked: _Field = (Column("Asked by", max(8, pen.widest(map(_asked, rows)))), _asked)
    stands: _Field = (Column(f"You {arrow} role", min(max(10, pen.widest(map(standing, rows))), 24)), standing)
    gap: _Field = (Column("Gap", 3, ">"), lambda row: str(row.gap))
    added = pen.widest((labels.points(row.impact) for row in rows), 5)
    adds: _Field = (Column("Adds", added, ">"), lambda row: (labels.points(row.impact), "good"))
    beside = pen.width - rank[0].width - asked[0].width - _BAR[0] - 3 * SPACE
    reaches: _Field = (Column("", min(pen.widest(map(reach, rows)), beside)), lambda row: (reach(row), "dim"))

    longest = pen.widest((row.name for row in rows), 9)

    def name(*others: _Field, bar: int = 0) -> _Field:
        """The name's column in what the others and a bar leave of the page."""
        taken = sum(column.width + SPACE for column, _ in others) + (bar + SPACE if bar else 0)
        return Column("Criterion", min(longest, pen.width - taken)), lambda row: (row.name, "bold")

    def bar(*others: _Field) -> _Field:
        """A bar in what the others leave of the page."""
        taken = sum(column.width + SPACE for column, _ in others)
        length = min(max(pen.width - taken, _BAR[0]), _BAR[1])
        return Column("Share", length), lambda row: (labels.share_bar(row, length, pen.glyphs), "bar")

    named = name(rank, asked, stands, gap, adds, bar=_BAR[0])
    if named[0].width >= min(longest, _NAME):
        drawn = bar(rank, named, asked, stands, gap, adds)
        return [[rank, named, asked, drawn, stands, gap, adds], [reaches]]
    named = name(rank, stands, gap, adds)
    if named[0].width >= min(longest, _NAME):
        return [[rank, named, stands, gap, adds], [asked, bar(rank, asked, reaches), reaches]]
    return [[rank, name(rank, gap, adds), gap, adds], [asked, bar(rank, asked)], [stands], [reaches]]


def _asked(row: Row) -> str:
    return labels.posting_ratio(row.postings, row.sample_size)


def _interval(row: Row) -> str:
    return labels.percent_range(row.share_low, row.share_high)


def _met(report: GapReport, pen: TerminalWriter) -> list[str]:
    matrix = report.matrix
    you: _Field = _field("You", report.met, lambda row: labels.level_words(matrix, row.level), pen)
    role: _Field = _field("Role", report.met, lambda row: labels.level_words(matrix, row.target), pen)
    return _list("Met", report.met, pen, you, role)


def _unrated(report: GapReport, pen: TerminalWriter) -> list[str]:
    matrix = report.matrix
    state: _Field = _field("Why", report.unrated, lambda row: labels.STATE_WORDS[row.state], pen)
    role: _Field = _field("Role", report.unrated, lambda row: labels.level_words(matrix, row.target), pen)
    return _list("Unrated", report.unrated, pen, state, role)


def _not_applicable(report: GapReport, pen: TerminalWriter) -> list[str]:
    return _list("Not applicable", report.not_applicable, pen)


def _reviewed(report: GapReport, pen: TerminalWriter) -> list[str]:
    """Whose level is whose: by number alone where the names of three levels do not fit side by side."""
    rows = report.reviewed
    levels: dict[str, Sequence[str]] = {row.id: labels.three_levels(report.matrix, row) for row in rows}
    if pen.widest(words for three in levels.values() for words in three) > (pen.width - 10) // 3 - SPACE:
        levels = {identifier: [words.split()[0] for words in three] for identifier, three in levels.items()}

    def field(at: int) -> _Field:
        return _field(labels.REVIEWED_TITLES[at], rows, lambda row: levels[row.id][at], pen)

    return _list("Reviewed", rows, pen, *map(field, range(len(labels.REVIEWED_TITLES))))


def _field(title: str, rows: Sequence[Row], write: Callable[[Row], str], pen: TerminalWriter) -> _Field:
    """A column as wide as its widest cell, but so that two of them fit beside the count."""
    most = min(24, pen.width // 2 - 7)
    return Column(title, min(max(len(title), pen.widest(map(write, rows))), most)), write


def _list(heading: str, rows: Sequence[Row], pen: TerminalWriter, *more: _Field) -> list[str]:
    """A plain table of rows that have no rank, the names above the rest where the page is narrow."""
    if not rows:
        return []
    others = (_field("Asked by", rows, _asked, pen), *more)
    room = pen.width - sum(column.width + SPACE for column, _ in others)
    longest = pen.widest(row.name for row in rows)
    beside = room >= min(longest, _NAME)
    named: _Field = (Column("", min(longest, room if beside else pen.width)), lambda row: row.name)
    lines = pen.heading(f"{heading}: {len(rows)}")
    if beside:
        lines += pen.titles([column for column, _ in (named, *others)])
        return lines + [line for row in rows for line in _written(row, (named, *others), pen)]
    below = _narrowed(others, pen.width - SPACE)
    lines += pen.titles([column for column, _ in below], SPACE)
    for row in rows:
        lines += [*_written(row, [named], pen), *_written(row, below, pen, SPACE)]
    return lines


def _narrowed(fields: Sequence[_Field], room: int) -> list[_Field]:
    """The columns, the widest made narrower until all stand beside each other."""
    widths = [column.width for column, _ in fields]
    while sum(widths) + SPACE * (len(widths) - 1) > room:
        widths[widths.index(max(widths))] -= 1
    return [(replace(column, width=width), write) for width, (column, write) in zip(widths, fields, strict=True)]


def _signals(report: GapReport, pen: TerminalWriter) -> list[str]:
    signals = report.signals
    if not signals:
        return []
    answers = [labels.answer_words(signal.answer) for signal in signals]
    answer = Column("", pen.widest(answers))
    columns = (answer, Column("", pen.width - answer.width - SPACE))
    lines = pen.heading("Hiring signals", labels.SIGNALS_REMARK)
    for signal, words in zip(signals, answers, strict=True):
        lines += pen.row(columns, [(words, "bold" if signal.answer else "dim"), signal.text])
    return lines


def _goals(report: GapReport, pen: TerminalWriter) -> list[str]:
    goals = report.goals
    if not goals:
        return []
    standings = [goal_standing(report, goal) for goal in goals]
    status = Column("", pen.widest(standings))
    columns = (status, Column("", pen.width - status.width - SPACE))
    lines = pen.heading("Goals")
    for goal, standing in zip(goals, standings, strict=True):
        lines += pen.row(
            columns, [(standing, "warn" if standing == "overdue" else ""), goal_words(report.matrix, goal)]
        )
        lines += pen.paragraph(goal.action, "dim", status.width + SPACE) if goal.action else []
    return lines


def _method(report: GapReport, pen: TerminalWriter) -> list[str]:
    return [*pen.heading("How the figures are computed"), *pen.paragraph(" ".join(labels.method(report)), "dim")]
