"""What the postings themselves say, around the figures of a gap report."""

from __future__ import annotations

from collections.abc import Sequence

from skillgap import labels
from skillgap.labels import incidence as words
from skillgap.reports.blocks import Block, Heading, Items, Table, Text, columns, not_empty
from skillgap.reports.extra_sections import ExtraSections
from skillgap.scoring.gap_report import GapReport
from skillgap.scoring.posting_data import IncidenceReport, PostingName

SHOWN = 10
"""How many postings of a kind are named to people."""


def addition(report: GapReport, found: IncidenceReport) -> ExtraSections:
    """What the postings say, for each format; the table of criteria has those that the report shows."""
    return ExtraSections(
        before=_standing(found),
        after=_criteria(report, found),
        columns={
            "required": found.figures.required,
            "unlocks_alone": _alone(found),
        },
    )


def _alone(found: IncidenceReport) -> dict[str, int]:
    """By criterion, how many postings closing it alone makes fully met; 0 where it is met."""
    return {criterion.id: found.alone.get(criterion.id, 0) for criterion in found.matrix.criteria}


def _standing(found: IncidenceReport) -> tuple[Block, ...]:
    remarks = words.standing_remarks(found)
    return not_empty(
        Heading(words.MET_TITLE, words.standing_words(found)),
        Text(remarks, quiet=True) if remarks else None,
        _names(found.met),
        _lacking(found),
        Heading(words.UNLOCKS_TITLE, words.unlocks_words(found)),
        _unlocking(found),
    )


def _names(names: Sequence[PostingName]) -> list[Block]:
    shown = words.names_words(names[:SHOWN])
    beyond = words.beyond_words(len(names) - len(shown))
    return [*([Items(tuple(shown))] if shown else []), *([Text(beyond, quiet=True)] if beyond else [])]


def _lacking(found: IncidenceReport) -> list[Block]:
    rows = [
        (words.name_words(name), words.criterion_words(found, criterion))
        for name, criterion in found.lacking_one[:SHOWN]
    ]
    if not rows:
        return []
    beyond = words.beyond_words(len(found.lacking_one) - len(rows))
    table = Table(words.LACKING_TITLE, columns("Lacks one criterion", "Which"), tuple(rows))
    return [table, *([Text(beyond, quiet=True)] if beyond else [])]


def _unlocking(found: IncidenceReport) -> list[Block]:
    met = found.standing.fully_met
    rows = [
        (
            words.criteria_words(found, one),
            f"+{one.postings}",
            labels.posting_ratio(met + one.postings, found.standing.postings),
            words.HOW[one.exact],
        )
        for one in found.unlocking
    ]
    if not rows:
        return []
    table = Table(words.UNLOCKS_TITLE, columns("Gaps closed", "Postings gained>", "Fully met>", "Method"), tuple(rows))
    return [table, Text(words.search_words(found), quiet=True)]


def _criteria(report: GapReport, found: IncidenceReport) -> tuple[Block, ...]:
    alone, required = _alone(found), found.figures.required
    size = report.matrix.source.sample_size
    rows = [
        (
            row.name,
            labels.posting_ratio(row.postings, size),
            labels.posting_ratio(required[row.id], size),
            *([labels.rank_range(row)] if report.ranks_separated else []),
            f"+{alone[row.id]}" if alone[row.id] else "",
        )
        for row in sorted(report.rows, key=lambda row: -row.postings)
    ]
    reach = ["Rank range"] if report.ranks_separated else []
    titles = columns("Criterion", "Asked by", "Required by", *reach, "Unlocks>")
    heading = Heading(words.CRITERIA_TITLE, words.criteria_remark(found))
    return (heading, Table(words.CRITERIA_TITLE, titles, tuple(rows))) if rows else ()
