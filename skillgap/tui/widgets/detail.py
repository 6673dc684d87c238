"""All there is to say of one row of the results."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from textual.content import Content

from skillgap.labels import (
    STATE_WORDS,
    UNICODE,
    answer_words,
    level_words,
    next_step,
    next_words,
    percent,
    percent_range,
    pluralize,
    posting_ratio,
    rank_range_words,
)
from skillgap.labels import incidence as among_words
from skillgap.labels.goals import goal_words
from skillgap.labels.remarks import remark_words
from skillgap.labels.restated import restated_sentences
from skillgap.model.matrix import Matrix
from skillgap.model.profile import Assessment, Goal, Rating
from skillgap.scoring.gap_report import GapReport, Row, SignalAnswer
from skillgap.scoring.planning import WhatIf
from skillgap.scoring.posting_data import IncidenceReport
from skillgap.tui.lines import (
    ACCENT,
    HEADING,
    MUTED,
    STRONG,
    WARN,
    full_name,
    joined,
    paragraphs,
    plain,
    stacked,
    wrapped,
)
from skillgap.tui.widgets.gap_table import CRITERION, GOAL, SIGNAL

Lines = list[Content]


def title_of(report: GapReport, row_id: str) -> str:
    """The name of what a row of the table is about."""
    kind, _, name = row_id.partition(":")
    if f"{kind}:" == CRITERION:
        return report.matrix.names[name]
    return "Hiring signal" if f"{kind}:" == SIGNAL else "Goal"


def detail_lines(
    report: GapReport,
    assessment: Assessment | None,
    row_id: str,
    supposed: WhatIf | None,
    among: IncidenceReport | None,
    width: int,
) -> Lines:
    """The text about a row of the table, to a width; what is only ``supposed`` says so.

    ``among`` is what the postings themselves say, where it is known; the ranks in ``report`` are then theirs.
    """
    kind, _, name = row_id.partition(":")
    if f"{kind}:" == SIGNAL:
        blocks = _signal(next(signal for signal in report.signals if signal.id == name))
    elif f"{kind}:" == GOAL:
        blocks = _goal(report.matrix, next(goal for goal in report.goals if goal.id == name))
    else:
        row = next(known_row for known_row in report.rows if known_row.id == name)
        rating = assessment.ratings.get(name, Rating()) if assessment else Rating()
        blocks = chain(_supposed(report.matrix, supposed, name), _criterion(report, row, rating, among))
    title = full_name(title_of(report, row_id), 0, width)
    return stacked(title, *([line for part in block for line in wrapped(part, width)] for block in blocks))


def _supposed(matrix: Matrix, supposed: WhatIf | None, criterion: str) -> Iterator[Lines]:
    """Which level is only supposed instead of which."""
    if supposed and criterion in supposed.levels:
        had = level_words(matrix, supposed.instead_of[criterion], criterion)
        now = level_words(matrix, supposed.levels[criterion], criterion)
        yield [plain(f"What if (not saved): {now} instead of {had}", WARN)]


def _criterion(report: GapReport, row: Row, rating: Rating, among: IncidenceReport | None) -> Iterator[Lines]:
    matrix = report.matrix
    yield _asked(report, row, among)
    yield _levels(matrix, row)
    yield _way(matrix, row)
    yield _others(matrix, row)
    yield [plain(text, WARN) for text in restated_sentences(report, row.id)]
    if row.evidence:
        numbered = (f"{number}. {text}" for number, text in enumerate(row.evidence, start=1))
        yield [plain("Evidence", HEADING), *map(plain, numbered)]
    if rating.note:
        yield [plain("Note", HEADING), *map(plain, paragraphs(rating.note))]
    yield _tools(row)


def _asked(report: GapReport, row: Row, among: IncidenceReport | None) -> Lines:
    asked = f"Asked for by {posting_ratio(row.postings, row.sample_size)} postings"
    ranks = rank_range_words(report.matrix, row).capitalize() + ", at 95% confidence." if report.ranks_separated else ""
    share = (
        f"{percent(row.share)} of this sample. "
        f"95% confidence interval: {percent_range(row.share_low, row.share_high)}. "
        f"{ranks}".rstrip()
    )
    required = [plain(among_words.required_words(among, row.id), MUTED)] if among else []
    return [joined(plain(asked, STRONG), row.category or "", separator=UNICODE.dot), plain(share, MUTED), *required]


def _levels(matrix: Matrix, row: Row) -> Lines:
    """The level that counts and the one asked for, each with what someone there has done."""
    described = matrix.criterion(row.id).levels
    if row.level is None:
        lines = [joined(plain("You  ", HEADING), plain(STATE_WORDS[row.state], STRONG))]
    else:
        said = plain(level_words(matrix, row.level, row.id), STRONG)
        sure = f"confidence {row.confidence}" if row.confidence else ""
        lines = [joined(plain("You  ", HEADING), joined(said, sure, separator=UNICODE.dot))]
        lines += [plain(described[row.level])] if row.level in described else []
    lines += [Content(""), joined(plain("Role  ", HEADING), plain(level_words(matrix, row.target, row.id), STRONG))]
    lines += [plain(described[row.target])] if row.target in described and row.target != row.level else []
    return lines


def _way(matrix: Matrix, row: Row) -> Lines:
    """How far it is to the target, what comes next on the way, and what arriving is worth."""
    if not row.gap or row.impact is None:
        return []
    adds = f"impact {row.impact:+.1f} points"
    lines = [joined(plain(f"{pluralize(row.gap, 'level')} to go", ACCENT), adds, separator=UNICODE.dot)]
    step = next_step(matrix, row)
    return lines if step is None or step[0] == row.target else [*lines, plain(next_words(matrix, row))]


def _others(matrix: Matrix, row: Row) -> Lines:
    """Whose level is whose, where a mentor has said something."""
    remarks = list(map(plain, remark_words(row)))
    if row.mentor_level is None and row.agreed_level is None:
        return [plain("Review", HEADING), *remarks] if remarks else []
    said = {"own": row.self_level, "mentor's": row.mentor_level, "agreed": row.agreed_level}
    levels = (f"{whose} {level_words(matrix, level, row.id)}" for whose, level in said.items() if level is not None)
    return [plain("Review", HEADING), joined(*levels, separator=UNICODE.dot), *remarks]


def _tools(row: Row) -> Lines:
    lines = []
    if row.tools.used:
        lines.append(joined(plain("Tools used  ", HEADING), ", ".join(row.tools.used)))
    if row.tools.missing:
        title = "Not used yet  " if row.tools.used else "Tools not said  "
        lines.append(joined(plain(title, HEADING), ", ".join(row.tools.missing)))
    return lines


def _signal(signal: SignalAnswer) -> Iterator[Lines]:
    yield [plain(signal.text, STRONG)]
    yield [joined(plain("You  ", HEADING), plain(answer_words(signal.answer), STRONG))]
    yield [plain("Stated without a count, so part of no figure.", MUTED)]


def _goal(matrix: Matrix, goal: Goal) -> Iterator[Lines]:
    yield [plain(goal_words(matrix, goal), STRONG)]
    if goal.action:
        yield list(map(plain, paragraphs(goal.action)))
    yield [plain(goal.status, WARN if goal.status == "open" else MUTED)]
