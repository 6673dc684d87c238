"""One posting against one person, and the roles that a posting is nearest to, as reports."""

from __future__ import annotations

from collections.abc import Sequence

from skillgap import labels
from skillgap.labels import posting_match as words
from skillgap.labels.mandatory import mandatory_words
from skillgap.reports.blocks import Block, CsvTable, Document, Facts, Heading, Items, Table, Text, columns, not_empty
from skillgap.reports.content import ReportContent
from skillgap.scoring.posting_match import MatchedCriterion, PostingMatch, RoleDemand


def written_match(match: PostingMatch) -> ReportContent:
    """Write the match in every format; the outputs for programs are imported when they are asked for."""

    def data() -> object:
        from skillgap.reports.outputs.posting_match import match_output

        return match_output(match)

    return ReportContent(document=lambda: _document(match), data=data, sheet=lambda: _sheet(match))


def _document(match: PostingMatch) -> Document:
    report, demand = match.report, match.demand
    facts = [
        ("Person", report.profile_name),
        ("Role", labels.role_words(report.matrix)),
        ("Levels", labels.VIEW_WORDS[report.view]),
    ]
    if match.criteria:
        facts.append(("Covered", words.coverage_line(match.coverage)))
        facts.append(("Required", words.coverage_line(match.required)))
    blocks = not_empty(
        Facts(tuple(facts)),
        Text(words.outcome_words(match), alert=not match.criteria),
        _criteria(match) if match.criteria else None,
        _hard(match) if match.hard else None,
        _others(demand.other_terms) if demand.other_terms else None,
        _denied(match) if demand.denied else None,
    )
    open_ones = mandatory_words(report.mandatory)
    return Document(words.match_title(demand), blocks, (open_ones,) if open_ones else ())


def _criteria(match: PostingMatch) -> list[Block]:
    rows = tuple(_cells(match, one) for one in match.criteria)
    title = words.CRITERIA_TITLE
    return [Heading(title), Table(title, columns("Criterion", "You → role", "Standing", "Asked", "Sentence"), rows)]


def _cells(match: PostingMatch, one: MatchedCriterion) -> tuple[str, ...]:
    standing = words.STANDING_WORDS[one.standing]
    if one.row.gap:
        standing = f"{standing} {one.row.gap}"
    levels = labels.standing(match.report.matrix, one.row)
    return one.row.name, levels, standing, words.required_words(one.asked.required), one.asked.sentence


def _hard(match: PostingMatch) -> list[Block]:
    rows = tuple(
        (words.KIND_WORDS[one.requirement.kind], words.ANSWER_WORDS[one.answer], one.requirement.sentence)
        for one in match.hard
    )
    title = words.HARD_TITLE
    return [Heading(title, words.HARD_REMARK), Table(title, columns("Kind", "Answer", "Sentence"), rows)]


def _others(terms: Sequence[str]) -> list[Block]:
    return [Heading(words.OTHERS_TITLE, words.OTHERS_REMARK), Items(tuple(terms))]


def _denied(match: PostingMatch) -> list[Block]:
    names = match.report.matrix.names
    entries = tuple(f"{names[one.criterion]}: {one.sentence}" for one in match.demand.denied)
    return [Heading(words.DENIED_TITLE, words.DENIED_REMARK), Items(entries)]


def _sheet(match: PostingMatch) -> CsvTable:
    """A row a criterion that the posting asks for."""
    report, demand = match.report, match.demand
    header = ("posting", "employer", "profile", "matrix", "matrix_version", "id", "name", "section", "standing")
    figures = ("level", "target", "gap", "required", "phrase", "sentence")
    rows = tuple(
        (
            *(demand.title, demand.employer, report.profile_id, report.matrix.id, report.matrix.version),
            *(one.row.id, one.row.name, one.row.section, one.standing),
            *(one.row.level, one.row.target, one.row.gap, one.asked.required, one.asked.phrase, one.asked.sentence),
        )
        for one in match.criteria
    )
    return CsvTable((*header, *figures), rows)


def written_nearest(posting: str, roles: Sequence[RoleDemand]) -> ReportContent:
    """Write the roles that a posting is nearest to in every format."""

    def data() -> object:
        from skillgap.reports.outputs.posting_match import nearest_output

        return nearest_output(posting, roles)

    return ReportContent(
        document=lambda: _nearest_document(posting, roles),
        data=data,
        sheet=lambda: CsvTable(
            ("posting", "matrix", "matrix_version", "title", "asked", "criteria", "weight"),
            tuple(
                (posting, one.matrix.id, one.matrix.version, one.matrix.title, one.asked, one.criteria, one.weight)
                for one in roles
            ),
        ),
    )


def _nearest_document(posting: str, roles: Sequence[RoleDemand]) -> Document:
    if not any(one.asked for one in roles):
        return Document(posting, (Text(words.NOTHING_ANYWHERE, alert=True),))
    title = words.NEAREST_TITLE
    rows = tuple(
        (
            one.matrix.title,
            one.matrix.id,
            words.nearest_words(one.asked, one.criteria),
            labels.percent(one.weight),
        )
        for one in roles
    )
    table = Table(title, columns("Role", "Id", "Asked for>", "Covered>"), rows)
    return Document(posting, (Heading(title), table, Text(words.NEAREST_REMARK, quiet=True)))
