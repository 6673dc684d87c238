"""The gap report: where somebody stands against a role, and what to close first.

Everything that it shows is arranged here once, for every format. ``CONTRIBUTING.md`` says how to add a figure.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from skillgap import labels
from skillgap.labels import goals as goal_labels
from skillgap.labels import mandatory as mandatory_labels
from skillgap.labels.remarks import remark_words
from skillgap.labels.restated import RESTATED_TITLE, restated_sentences
from skillgap.labels.topics import group_title, topics_words
from skillgap.reports.blocks import (
    Alert,
    Bar,
    Block,
    Cell,
    Column,
    CsvTable,
    Document,
    Facts,
    GapScatter,
    Heading,
    Items,
    Links,
    Table,
    Text,
    columns,
    not_empty,
)
from skillgap.reports.cells import COVERAGE_COLUMNS, asked_cell, coverage_cells
from skillgap.reports.content import ReportContent
from skillgap.reports.mandatory import first_lines, mandatory_facts
from skillgap.reports.outputs.fields import column_names, to_cells
from skillgap.reports.whose import whose_cells
from skillgap.scoring.gap_report import GapReport, Row
from skillgap.scoring.topics import group_by_topic

if TYPE_CHECKING:
    from skillgap.reports.extra_sections import ExtraSections
    from skillgap.reports.outputs.gap_report import GapReportOutput
    from skillgap.scoring.planning import WhatIf
    from skillgap.scoring.posting_data import IncidenceReport

Cells = tuple[Cell, ...]


def gap_report_content(
    report: GapReport,
    *,
    what_if: WhatIf | None = None,
    postings: IncidenceReport | None = None,
    by_topic: bool = False,
) -> ReportContent:
    """The gap report in every format.

    ``what_if`` is what supposed levels changed, if the report is made with them; ``postings`` is what the postings
    themselves say, if it is known which posting asks for what. ``by_topic`` groups the gaps for people.
    """
    extra = tuple(_extra_sections(report, what_if, postings))
    return ReportContent(
        document=lambda: _document(report, extra, by_topic=by_topic),
        data=lambda: _output(report, what_if, postings),
        sheet=lambda: _sheet(report, extra),
    )


def _output(report: GapReport, what_if: WhatIf | None, postings: IncidenceReport | None) -> GapReportOutput:
    from skillgap.reports.outputs import gap_report, incidence
    from skillgap.reports.outputs import what_if as what_if_outputs

    changed = what_if_outputs.what_if_output(what_if) if what_if else None
    found = incidence.incidence_output(postings) if postings else None
    return gap_report.gap_report_output(report, changed, found)


def _sheet(report: GapReport, extra: Sequence[ExtraSections]) -> CsvTable:
    """A row for each criterion, the gaps first; each repeats whose it is, so that files can be stacked."""
    from skillgap.reports.outputs.gap_report import RowOutput, row_output

    more = {title: values for one in extra for title, values in one.columns.items()}
    rows = [row_output(report.matrix, row) for row in report.rows]
    columns_of_row = tuple(column_names(RowOutput))
    whose = whose_cells(report)
    return CsvTable(
        (*whose, *columns_of_row, *more),
        [(*whose.values(), *to_cells(row).values(), *(values.get(row.id) for values in more.values())) for row in rows],
    )


def _extra_sections(
    report: GapReport, what_if: WhatIf | None, postings: IncidenceReport | None
) -> Iterator[ExtraSections]:
    """The sections that not every report has, imported only if they are needed."""
    if what_if:
        from skillgap.reports.what_if import addition

        yield addition(what_if)
    if postings:
        from skillgap.reports import incidence

        yield incidence.addition(report, postings)


def _document(report: GapReport, extra: Sequence[ExtraSections], *, by_topic: bool) -> Document:
    """Put the blocks in their order."""
    before = [block for one in extra for block in one.before]
    after = [block for one in extra for block in one.after]
    blocks = not_empty(
        Facts((*labels.facts(report), *mandatory_facts(report))),
        Text(expired, alert=True) if (expired := mandatory_labels.expired_words(report.expired)) else None,
        restated_blocks(report),
        before,
        _coverage(report),
        _picture(report),
        _gaps(report, by_topic=by_topic),
        _met(report),
        _unrated(report),
        _not_applicable(report),
        _reviewed(report),
        _signals(report),
        _goals(report),
        after,
        Heading("How the figures are computed"),
        Text(" ".join(labels.method(report)), quiet=True),
    )
    return Document(f"Gap report: {report.profile_name}", blocks, first_lines(report))


def restated_blocks(report: GapReport) -> list[Block]:
    """Which levels are above the one last agreed."""
    sentences = restated_sentences(report)
    return [Heading(RESTATED_TITLE), Items(tuple(sentences))] if sentences else []


def _coverage(report: GapReport) -> list[Block]:
    rows = tuple((title, *coverage_cells(coverage)) for title, coverage in labels.coverage_entries(report))
    table = Table("Coverage of all criteria, and of each section", (*columns("Section"), *COVERAGE_COLUMNS), rows)
    return [Heading("Coverage", labels.coverage_words(report.coverage)), table]


def _picture(report: GapReport) -> list[Block]:
    words = labels.picture_words(report.matrix)
    return [Heading(labels.PICTURE_TITLE), GapScatter(report, words)] if report.gaps else []


def _gaps(report: GapReport, *, by_topic: bool) -> list[Block]:
    title = labels.gaps_heading(report)
    if not report.gaps:
        return [Heading(title, labels.no_gaps_words(report))]
    uncertain = labels.ranks_words(report)
    topics = topics_words(report)
    blocks: list[Block] = [
        Heading(title),
        *([Text(uncertain, alert=True)] if uncertain else []),
        *([Text(topics)] if topics else []),
        Text(labels.gaps_legend(report), quiet=True),
    ]
    if not by_topic:
        return [*blocks, _gap_table(report, title, report.gaps)]
    for group in group_by_topic(report.gaps):
        blocks += [Heading(group_title(group)), _gap_table(report, group_title(group), group[1])]
    return blocks


def _gap_table(report: GapReport, title: str, rows: Sequence[Row]) -> Table:
    return Table(
        title,
        _gap_columns(report),
        tuple(_gap(report, row) for row in rows),
        ranked=True,
        details=tuple(_next_steps(report, row) for row in rows),
        details_title=labels.STEPS_TITLE,
    )


def _gap_columns(report: GapReport) -> tuple[Column, ...]:
    """The columns of the ranked gaps, in the order of :func:`_gap`."""
    ranks = (Column("Rank range", fold=1, label="rank"),) if report.ranks_separated else ()
    return (
        Column("#", number=True),
        Column("Criterion"),
        Column("Asked by", fold=2),
        Column("Share", fold=2),
        Column("95% interval", number=True, fold=1, label="interval"),
        *ranks,
        Column("You → role", fold=3),
        Column("Gap", number=True),
        Column("Impact", number=True),
    )


def _gap(report: GapReport, row: Row) -> Cells:
    ranks = (labels.rank_range(row),) if report.ranks_separated else ()
    return (
        str(row.rank),
        row.name,
        asked_cell(row),
        Bar(row.share, row.share_low, row.share_high),
        labels.percent_range(row.share_low, row.share_high),
        *ranks,
        labels.standing(report.matrix, row),
        str(row.gap),
        labels.points(row.impact),
    )


def _next_steps(report: GapReport, row: Row) -> tuple[Text | Links, ...]:
    """What would close a gap, and the evidence that there is already."""
    texts = (labels.next_words(report.matrix, row), labels.missing_tools_words(row))
    return (*(Text(text) for text in texts if text), *_evidence(row))


def _evidence(row: Row) -> tuple[Links, ...]:
    return (Links("Evidence", row.evidence),) if row.evidence else ()


def _met(report: GapReport) -> list[Block]:
    def cells(row: Row) -> Cells:
        return tuple(labels.level_words(report.matrix, level, row.id) for level in (row.level, row.target))

    return _listed("Met", ("You", "Role"), report.met, cells)


def _unrated(report: GapReport) -> list[Block]:
    def cells(row: Row) -> Cells:
        return labels.STATE_WORDS[row.state], labels.level_words(report.matrix, row.target, row.id)

    return _listed("Unrated", ("Why", "Role"), report.unrated, cells)


def _not_applicable(report: GapReport) -> list[Block]:
    return _listed("Not applicable", (), report.not_applicable, lambda _: ())


def _reviewed(report: GapReport) -> list[Block]:
    rows = tuple((row.name, asked_cell(row), *labels.three_levels(report.matrix, row)) for row in report.reviewed)
    title = f"Reviewed: {len(rows)}"
    table = Table(title, columns("Criterion", "Asked by", *labels.REVIEWED_TITLES), rows)
    remarks = tuple(f"{row.name}: {words}" for row in report.reviewed for words in remark_words(row))
    comments: list[Block] = [Heading("Comments"), Items(remarks)] if remarks else []
    return [Heading(title), table, *comments] if rows else []


_SHARE_COLUMNS = (Column("Share", optional=True), Column("95% interval", number=True, optional=True))


def _listed(title: str, titles: Iterable[str], rows: Sequence[Row], cells: Callable[[Row], Cells]) -> list[Block]:
    """Criteria that have no rank, the most asked for first."""
    if not rows:
        return []
    table = Table(
        f"{title}, the most asked for first",
        (*columns("Criterion", "Asked by"), *_SHARE_COLUMNS, *columns(*titles)),
        tuple((row.name, *_share(row), *cells(row)) for row in rows),
        details=tuple(_evidence(row) for row in rows) if any(row.evidence for row in rows) else (),
    )
    return [Heading(f"{title}: {len(rows)}"), table]


def _share(row: Row) -> Cells:
    interval = labels.percent_range(row.share_low, row.share_high)
    return asked_cell(row), Bar(row.share, row.share_low, row.share_high), interval


def _signals(report: GapReport) -> list[Block]:
    rows = tuple(
        (signal.text, signal.emphasis or labels.ABSENT, labels.answer_words(signal.answer)) for signal in report.signals
    )
    table = Table("Hiring signals and their answers", columns("Signal", "Emphasis", "Answer"), rows)
    return [Heading("Hiring signals", labels.SIGNALS_REMARK), table] if rows else []


def _goals(report: GapReport) -> list[Block]:
    rows = []
    for goal in report.goals:
        standing = goal_labels.goal_standing(report, goal)
        status: Cell = Alert(standing) if standing == "overdue" else standing
        rows.append((goal_labels.goal_words(report.matrix, goal), status, goal.action or labels.ABSENT))
    titles = (*columns("Goal", "Status"), Column("Action", fold=1))
    return [Heading("Goals"), Table("Goals with their actions", titles, tuple(rows))] if rows else []
