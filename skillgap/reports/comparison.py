"""Assessments side by side, as a report: who differs where, who meets what, and why coverage changed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from skillgap import labels
from skillgap.labels import comparison as words
from skillgap.labels.mandatory import mandatory_cell
from skillgap.labels.restated import restated_sentences
from skillgap.reports.blocks import (
    Block,
    Cell,
    CsvTable,
    Document,
    Facts,
    Heading,
    HeatCell,
    Items,
    Table,
    Text,
    columns,
    not_empty,
)
from skillgap.reports.cells import COVERAGE_COLUMNS, coverage_cells
from skillgap.reports.content import ReportContent
from skillgap.reports.outputs.comparison import comparison_output
from skillgap.scoring.comparison.attribution import Attribution, Part
from skillgap.scoring.comparison.table import ComparedRow, Comparison, ComparisonColumn
from skillgap.scoring.gap_report import Row
from skillgap.scoring.mandatory import worst_state
from skillgap.scoring.standing import met_part


def written_comparison(comparison: Comparison, attribution: Attribution | None) -> ReportContent:
    """A comparison in every format; ``attribution`` explains the change where it shows one person at two dates."""
    return ReportContent(
        document=lambda: _document(comparison, attribution),
        data=lambda: comparison_output(comparison, attribution),
        sheet=lambda: _sheet(comparison),
    )


# For people


def _document(comparison: Comparison, attribution: Attribution | None) -> Document:
    shown = comparison.columns
    title = "Comparison of " + labels.pluralize(len(shown), "assessment")
    if comparison.of_one_person:
        title = f"{shown[0].profile_name}: {title[0].lower()}{title[1:]}"
    blocks = not_empty(
        _facts(comparison),
        _columns(comparison),
        _remarks(comparison),
        change_blocks(attribution) if attribution else None,
        _rows(comparison),
        _summaries(comparison) if len(comparison.distinct) > 1 else None,
    )
    return Document(title, blocks, tuple(words.mandatory_lines(comparison)))


def _columns(comparison: Comparison) -> list[Block]:
    """Every column with its coverage, numbered where the tables below name columns by number."""
    titles = words.column_titles(comparison)
    numbered = titles == [str(at + 1) for at in range(len(titles))]
    mandatory = any(column.mandatory_state for column in comparison.columns)
    table = Table(
        "The assessments compared, with the coverage of each",
        (*columns("Who", "Assessed"), *COVERAGE_COLUMNS, *columns(*(["Mandatory"] if mandatory else []))),
        tuple(
            (
                f"{title} {column.profile_name}" if numbered else column.profile_name,
                *_coverage_cells(column),
                *([mandatory_cell(column.mandatory_state)] if mandatory else []),
            )
            for title, column in zip(titles, comparison.columns, strict=True)
        ),
    )
    return [Heading("Coverage", words.spread_words(comparison)), table]


def _coverage_cells(column: ComparisonColumn) -> list[Cell]:
    date = column.date.isoformat() if column.date else labels.ABSENT
    return [date, *coverage_cells(column.coverage)]


def _facts(comparison: Comparison) -> Facts:
    """The role, where all columns are of one, and whose levels count."""
    roles = {words.role_of(column): column.report for column in comparison.columns}
    facts = [("Levels", labels.VIEW_WORDS[comparison.view])]
    if len(roles) == 1:
        ((role, report),) = roles.items()
        facts = [("Role", role), *([("Sample", labels.sample_words(report.matrix))] if report else []), *facts]
    return Facts(tuple(facts))


def _remarks(comparison: Comparison) -> list[Block]:
    """What is to be known before levels are compared: other roles, missing versions, columns that repeat."""
    texts = [f"{words.column_name(one)}: {state}." for one in comparison.columns if (state := words.state_of(one))]
    roles = [words.role_of(column) for column in comparison.columns]
    for role in dict.fromkeys(roles) if len(set(roles)) > 1 else ():
        who = [words.column_name(one) for one, other in zip(comparison.columns, roles, strict=True) if other == role]
        texts.append(f"{'No role yet' if role == labels.ABSENT else role}: {'; '.join(who)}.")
    if not comparison.of_one_person:
        reports = [(words.column_name(one), one.report) for one in comparison.columns if one.report]
        texts += [f"{name}: {text}" for name, report in reports for text in restated_sentences(report)]
    common = words.common_words(comparison)
    texts += [common] if common else []
    texts += words.used_tie_words(comparison.ties)
    texts += [words.tie_words(tie) for tie in comparison.unused_ties]
    return [Items(tuple(texts))] if texts else []


def _rows(comparison: Comparison) -> list[Block]:
    """The criteria: those whose levels differ, those that differ otherwise, and those that do not."""
    different = [row for row in comparison.rows if row.difference]
    otherwise = [row for row in comparison.rows if row.differs and not row.difference]
    same = [row for row in comparison.rows if not row.differs]
    if len(comparison.distinct) < 2:
        return _group(comparison, "Levels", _how_to_read(comparison), comparison.rows)
    how = _how_to_read(comparison)
    comparable = any(row.difference is not None for row in comparison.rows)
    none = "Everyone is at the same level." if comparable else "No criterion has a level in two of them."
    first = (
        _group(comparison, f"Different levels: {len(different)}, by share × difference", how, different)
        if different
        else [Heading("Different levels: none", none)]
    )
    return [
        *first,
        *_group(comparison, f"Otherwise different: {len(otherwise)}", "" if different else how, otherwise),
        *_group(comparison, f"The same: {len(same)}", "" if different or otherwise else how, same),
    ]


def _how_to_read(comparison: Comparison) -> str:
    if comparison.wide:
        return words.EXTREMES_LEGEND
    return f"A level, and how much of the role's target it meets. {words.MARKS_WORDS}."


def _group(comparison: Comparison, title: str, remark: str, rows: Sequence[ComparedRow]) -> list[Block]:
    table = _wide_table if comparison.wide else _narrow_table
    return [Heading(title, remark), table(comparison, title, rows)] if rows else []


def _narrow_table(comparison: Comparison, caption: str, rows: Sequence[ComparedRow]) -> Table:
    """Every column's level."""
    return Table(
        caption,
        columns("Criterion", "Asked by", *words.column_titles(comparison), "Difference>"),
        tuple((row.name, _asked(row), *map(_level, row.cells), _apart(row)) for row in rows),
    )


def _wide_table(comparison: Comparison, caption: str, rows: Sequence[ComparedRow]) -> Table:
    """The extremes alone, since nobody reads fifty columns."""
    titles = words.column_titles(comparison)
    return Table(
        caption,
        columns("Criterion", "Asked by", "Lowest", "Median>", "Highest", "Rated>", "Met>"),
        tuple((row.name, _asked(row), *_extremes(comparison, row, titles)) for row in rows),
    )


def _extremes(comparison: Comparison, row: ComparedRow, titles: Sequence[str]) -> list[Cell]:
    met = str(len(set(row.met_in).intersection(comparison.distinct)))
    if row.levels is None:
        return [labels.ABSENT, labels.ABSENT, labels.ABSENT, "0", met]
    return [
        words.extreme_words(row.levels.lowest, row.levels.lowest_in, titles),
        words.median_words(row.levels),
        words.extreme_words(row.levels.highest, row.levels.highest_in, titles),
        str(row.levels.count),
        met,
    ]


def _asked(row: ComparedRow) -> str:
    return labels.posting_ratio(row.postings, row.sample_size)


def _level(cell: Row | None) -> HeatCell:
    met = None if cell is None or cell.level is None else met_part(cell.level, cell.target)
    return HeatCell(words.cell_words(cell), met)


def _apart(row: ComparedRow) -> str:
    return labels.ABSENT if row.difference is None else str(row.difference)


def _summaries(comparison: Comparison) -> list[Block]:
    """Who meets what nobody else meets, what nobody meets, what nobody rated."""
    alone = [
        f"{words.column_name(comparison.columns[at])}: {', '.join(_named(rows))}"
        for at in comparison.distinct
        if (rows := comparison.met_only_by(at))
    ]
    blocks: list[Block] = []
    for title, entries in (
        ("Met by one person only", alone),
        ("Rated, but not met", _named(comparison.met_by_none)),
        ("Not rated", _named(comparison.rated_by_none)),
        ("Met by all", _named(comparison.met_by_all)),
    ):
        if entries:
            blocks += [Heading(title), Items(tuple(entries))]
    return blocks


def _named(rows: Iterable[ComparedRow]) -> list[str]:
    """Criteria with how often they are asked for, the most asked for first."""
    return [words.asked_for(row) for row in sorted(rows, key=lambda row: -row.share)]


def change_blocks(attribution: Attribution) -> list[Block]:
    """Why coverage changed: the person's part by criterion, the role's by cause and criterion."""
    title = f"Why it changed from {attribution.before.date} to {attribution.after.date}"
    large = [part for part in attribution.parts if abs(part.amount) >= words.SMALLEST]
    small = len(attribution.parts) - len(large)
    rest = f"{labels.pluralize(small, 'further part')} of less than 0.05 points each." if small else ""
    return [
        Heading(title, words.change_words(attribution)),
        _part_table("Your ratings", [part for part in large if part.whose == "you"]),
        *([Text(by_cause)] if (by_cause := words.role_words(attribution)) else []),
        _part_table("The role", [part for part in large if part.whose == "role"]),
        *([Text(rest, quiet=True)] if rest else []),
        *([Items(tuple(restated))] if (restated := restated_sentences(attribution.after)) else []),
    ]


def _part_table(title: str, parts: Sequence[Part]) -> Table:
    rows = tuple((part.row.name, words.cause_words(part), words.signed_points(part.amount)) for part in parts)
    return Table(f"What {title.lower()} did to coverage", columns(title, "What changed", "Points>"), rows)


def _sheet(comparison: Comparison) -> CsvTable:
    """A row a criterion, with each column's level, or the state if it has none."""
    fixed = ("id", "name", "section", "category", "postings", "sample_size", "share", "difference")
    titles = _sheet_titles(comparison)
    rows = tuple(
        (
            *(getattr(row, name) for name in fixed),
            worst_state(cell.mandatory for cell in row.cells if cell and cell.mandatory),
            *map(_sheet_cell, row.cells),
        )
        for row in comparison.rows
    )
    return CsvTable((*fixed, "mandatory", *titles), rows)


def _sheet_titles(comparison: Comparison) -> list[str]:
    """Each column's profile id and date; its number too where that is not enough."""
    names = [
        f"{column.profile_id}@{column.date}" if column.date else column.profile_id for column in comparison.columns
    ]
    return [name if names.count(name) == 1 else f"{name} #{at}" for at, name in enumerate(names, start=1)]


def _sheet_cell(cell: Row | None) -> object:
    if cell is None:
        return None
    return cell.state if cell.level is None else cell.level
