"""The words of comparisons: of people and dates, of the versions of a role, and of several roles."""

from __future__ import annotations

from collections.abc import Sequence
from math import fsum

from skillgap.labels import ABSENT, level_words, percent, pluralize, posting_ratio
from skillgap.labels.mandatory import mandatory_words
from skillgap.labels.numbers import signed
from skillgap.model.matrix import Matrix
from skillgap.model.profile import Assessment
from skillgap.scoring.comparison.attribution import Attribution, Part
from skillgap.scoring.comparison.links import Tie, UnusedTie
from skillgap.scoring.comparison.reuse import Fit
from skillgap.scoring.comparison.table import ComparedRow, Comparison, ComparisonColumn, Spread
from skillgap.scoring.comparison.versions import CarriedOver, CriterionChange
from skillgap.scoring.gap_report import Row
from skillgap.scoring.statistics import Interval

MARKS = {"skipped": "skipped", "not_asked": "open", "not_applicable": "n/a"}
"""The states without a level, short enough for a narrow column."""
MARKS_WORDS = f"open: not rated. n/a: not applicable. {ABSENT}: not part of that role"
MISSING_DATA = {"matrix": "that version of the role's matrix cannot be read here", "assessment": "nothing is rated yet"}
NAMES_FIT = 12
"""Terminal columns up to which a name can stand above a column of levels."""


def signed_points(fraction: float | None) -> str:
    """A change of coverage in percentage points: ``+16.3``, ``−0.4``; a dash if missing."""
    return ABSENT if fraction is None else signed(100 * fraction)


def column_name(column: ComparisonColumn) -> str:
    """The person and the date of a column: ``Ada Example, 2026-05-04``."""
    return f"{column.profile_name}, {column.date or 'not assessed'}"


def column_titles(comparison: Comparison) -> list[str]:
    """The titles above the columns: dates or names if these are enough and short, else numbers from 1."""
    columns = comparison.columns
    dates = [column.date.isoformat() if column.date else "" for column in columns]
    names = [column.profile_name for column in columns]
    if comparison.of_one_person and all(dates) and len(set(dates)) == len(dates):
        return dates
    if len(set(names)) == len(names) and max(map(len, names)) <= NAMES_FIT:
        return names
    return [str(at) for at in range(1, len(columns) + 1)]


def cell_words(cell: Row | None) -> str:
    """A criterion in one column: its level, or the mark of its state."""
    if cell is None:
        return ABSENT
    return MARKS[cell.state] if cell.level is None else str(cell.level)


def role_of(column: ComparisonColumn) -> str:
    """The role and version a column was rated against."""
    if column.report:
        return f"{column.report.matrix.title}, version {column.report.matrix.version}"
    return f"{column.matrix_id}, version {column.matrix_version}" if column.matrix_id else ABSENT


def state_of(column: ComparisonColumn) -> str:
    """The remark on a column before its figures; empty if it has none."""
    told = [MISSING_DATA[column.lacks]] if column.lacks else []
    if column.repeats is not None:
        told.append(f"the same as number {column.repeats + 1}, and counted once")
    return "; ".join(told)


def asked_for(row: ComparedRow) -> str:
    """A criterion with its number of postings: ``Observability (18 of 20)``."""
    return f"{row.name} ({posting_ratio(row.postings, row.sample_size)})"


def common_words(comparison: Comparison) -> str:
    """Return whether the columns are of one role, and if not, how much their roles have in common."""
    reports = [comparison.columns[at].report for at in comparison.distinct]
    matrices = {(report.matrix.id, report.matrix.version) for report in reports if report}
    roles = {identifier for identifier, _ in matrices}
    if len(matrices) < 2:
        return ""
    what = (
        "versions of one role" if len(roles) == 1 else "roles" if len(roles) == len(matrices) else "roles or versions"
    )
    different = f"They were rated against {len(matrices)} different {what}"
    everywhere = len(comparison.in_common)
    shared = sum(sum(row.cells[at] is not None for at in comparison.distinct) > 1 for row in comparison.rows)
    if everywhere or not shared:
        none = ", which have no criterion in common: there is no level to compare."
        all_ = f", which have {pluralize(everywhere, 'criterion', 'criteria')} of {len(comparison.rows)} in common."
        return different + (all_ if everywhere else none)
    return f"{different}. No criterion is in all of them, and {shared} of {len(comparison.rows)} are in at least two."


def spread_words(comparison: Comparison) -> str:
    """The extremes of coverage in a sentence; empty for two, which speak for themselves."""
    spread = comparison.coverage
    if spread is None or spread.count < 3:
        return ""
    lowest, highest = (_holders(comparison, at) for at in (spread.lowest_in, spread.highest_in))
    return (
        f"Coverage ranges from {percent(spread.lowest)} ({lowest}) to {percent(spread.highest)} ({highest}). "
        f"The median is {percent(spread.median)}."
    )


def _holders(comparison: Comparison, places: Sequence[int]) -> str:
    name = column_name(comparison.columns[places[0]])
    return name if len(places) == 1 else f"{name} and {len(places) - 1} more"


EXTREMES_LEGEND = "A level and the numbers of the people who have it. (+3): three more people."


def extreme_words(figure: float, places: Sequence[int], titles: Sequence[str]) -> str:
    """One end of a row's levels, and the columns that have it: ``1 in 4``, ``4 in 3, 9 (+6)``."""
    shown = ", ".join(titles[at] for at in places[:2])
    more = f" (+{len(places) - 2})" if len(places) > 2 else ""
    return f"{level_figure(figure)} in {shown}{more}"


def level_figure(figure: float) -> str:
    """A level, or the mean of two: ``3``, ``2.5``."""
    return f"{figure:g}"


def median_words(levels: Spread | None) -> str:
    """The median of a row's levels; a dash if missing."""
    return ABSENT if levels is None else level_figure(levels.median)


def used_tie_words(ties: Sequence[Tie]) -> list[str]:
    """Which criteria of two roles are shown in one row, and why: a sentence for each two roles and reason."""
    groups: dict[tuple[str, str, str], list[str]] = {}
    for tie in ties:
        same = tie.criterion == tie.other_criterion
        pair = tie.criterion if same else f"{tie.criterion} and {tie.other_criterion}"
        groups.setdefault((tie.matrix, tie.other_matrix, tie.reason), []).append(pair)
    reasons = {
        "same_as": "because a matrix links them with `same_as`",
        "alike": "because name, section and tools are similar",
    }
    return [
        f"One row for {one} and {other}, {reasons[reason]}: {', '.join(pairs)}."
        for (one, other, reason), pairs in groups.items()
    ]


def tie_words(tie: UnusedTie) -> str:
    """Why a link of a matrix was not followed."""
    return (
        f"{tie.matrix}: `same_as` links {tie.criterion} to {tie.says}, a different criterion of the same matrix. "
        "The link is ignored."
    )


# Why coverage changed

ATTRIBUTION_UNAVAILABLE = {
    "nothing_rated_before": "Nothing was rated at the earlier date, so there is no change to explain.",
    "nothing_rated_after": "Nothing is rated at the later date, so there is no change to explain.",
    "other_scale": "The two versions number their levels differently, so the change cannot be attributed.",
    "nothing_in_common": "The two have no criterion in common, so the change cannot be attributed.",
    "no_way_between": "The two assessments share no rated criteria, so the change cannot be attributed.",
}
SMALLEST = 0.0005
"""A part of a change, as a fraction, below which it would be shown as nothing."""


def change_words(attribution: Attribution) -> str:
    """The change of coverage, and the parts that come from the person and from the role."""
    before, after = attribution.before, attribution.after
    one, other = percent(before.coverage.value), percent(after.coverage.value)
    change = f"Coverage went from {one} on {before.date} to {other} on {after.date}"
    if attribution.unsplit:
        return f"{change}. {ATTRIBUTION_UNAVAILABLE[attribution.unsplit]}"
    if before.matrix == after.matrix:
        return (
            f"{change}: {signed_points(attribution.change)} points, all of it by ratings, since the role is the same."
        )
    return (
        f"{change}: {signed_points(attribution.change)} points. Your ratings: {signed_points(attribution.you)}; "
        f"the role: {signed_points(attribution.role)}."
    )


CAUSES = {
    "level": "level",
    "newly_rated": "newly rated",
    "no_longer_rated": "no longer rated",
    "target": "target",
    "count": "postings",
    "added": "new in the role",
    "removed": "no longer in the role",
}


def cause_words(part: Part, arrow: str = "→") -> str:
    """The changes at a criterion: ``level 2 → 3``, ``postings 15 of 20 → 30 of 40``."""
    before, after = part.before, part.after
    word = CAUSES[part.cause]
    if before and after and part.cause == "level":
        return f"{word} {before.level} {arrow} {after.level}"
    if before and after and part.cause == "target":
        return f"{word} {before.target} {arrow} {after.target}"
    if before and after and part.cause == "count":
        counts = (posting_ratio(one.postings, one.sample_size) for one in (before, after))
        return f"{word} {f' {arrow} '.join(counts)}"
    if after and part.cause == "newly_rated":
        return f"{word}: {after.level}"
    if after is not None and part.cause == "no_longer_rated":
        return f"{word}: {MARKS.get(after.state, after.state)}"
    return word


ROLE_CAUSES = {"count": "counts", "target": "targets", "added": "new criteria", "removed": "removed criteria"}


def role_words(attribution: Attribution) -> str:
    """The role's part of a change by cause; empty if it has none."""
    amounts = {
        word: fsum(part.amount for part in attribution.parts if part.cause == cause)
        for cause, word in ROLE_CAUSES.items()
        if any(part.cause == cause for part in attribution.parts)
    }
    told = ", ".join(f"{word} {signed_points(amount)}" for word, amount in amounts.items())
    return f"The role by cause: {told}." if told else ""


# Versions of a role

SIGNIFICANCE = (
    "Significant: the shares differ by Fisher's exact test, with Holm's correction for all criteria in both. The "
    "probability that any unchanged criterion is marked is at most 5%. The two samples are assumed to be independent."
)


def interval_words(interval: Interval | None) -> str:
    """The 95% interval of a change of share, in points: ``−12 to +31``."""
    if interval is None:
        return ABSENT
    return f"{signed(100 * interval.low, '.0f')} to {signed(100 * interval.high, '.0f')}"


def significance_words(change: CriterionChange) -> str:
    """State whether a change of share is significant."""
    return "yes" if change.significant else "no"


def other_changes(change: CriterionChange, matrices: tuple[Matrix, Matrix], arrow: str = "→") -> list[str]:
    """The changes at a criterion, except its share: its id, its target, its words."""
    before, after = change.before, change.after
    if before is None or after is None:
        return []
    told = [f"renamed from {before.criterion.id}"] if change.renamed else []
    if change.retargeted:
        levels = (
            level_words(matrix, asked.target, asked.criterion.id)
            for matrix, asked in zip(matrices, (before, after), strict=True)
        )
        told.append(f"target {f' {arrow} '.join(levels)}")
    return [*told, "reworded"] if change.reworded else told


# Several roles

FIT_WORDS = (
    "Roles are sorted by the low end of the range, which counts unrated criteria as level 0. If two ranges overlap, "
    "the order of the two roles is uncertain."
)
REUSED_WORDS = "Reused: criteria rated in another role only, which are the same here."


def role_id_words(matrix: Matrix) -> str:
    """A role with its id, version and sample: two matrices may share a title."""
    return f"{matrix.title}, version {matrix.version}, {pluralize(matrix.source.sample_size, 'posting')} ({matrix.id})"


def fit_words(fits: Sequence[Fit]) -> str:
    """The uncertainty in the ranking of roles."""
    rated = [fit.report.coverage for fit in fits if fit.report.coverage.rated]
    if not rated:
        return "Nothing is rated yet in any role that is known here."
    low = rated[0].low or 0
    rivals = sum((other.high or 0) >= low for other in rated[1:])
    may = pluralize(rivals, "other role")
    return f"Once all criteria are rated, {may} may rank before the first." if rivals else ""


# Taking ratings along


def older_words(old: Assessment, matrix: Matrix) -> str:
    """The message that a person's last assessment is of an older version of the role."""
    return (
        f"The last assessment, of {old.date}, is of version {old.matrix_version} of {matrix.title}; "
        f"version {matrix.version} is the current one."
    )


def carry_words(carried: CarriedOver) -> str:
    """The ratings that can be carried over, that need another look, and that stay behind."""
    told = [f"{pluralize(len(carried.kept), 'rating')} can be carried over"]
    told += [f"{len(carried.renamed)} of them under a new id"] if carried.renamed else []
    told += [f"{len(carried.reworded)} of them on reworded criteria"] if carried.reworded else []
    if carried.rescaled:
        told.append(f"{pluralize(len(carried.rescaled), 'level')} cannot, because the scale changed")
    told += [f"{pluralize(len(carried.new), 'criterion is', 'criteria are')} new"] if carried.new else []
    gone = len(carried.removed) + len(carried.removed_signals)
    told += [f"{pluralize(gone, 'answer')} for removed criteria will not be carried over"] if gone else []
    return f"{', '.join(told)}. The old assessment is not changed."


def carried_words(carried: CarriedOver, matrix: Matrix) -> str:
    """The ratings that were carried over, and the ratings that need another look."""
    again = [matrix.names[one] for one in (*carried.reworded, *carried.rescaled)]
    look = f" Reworded since you rated them. Please check: {', '.join(again)}." if again else ""
    return f"{pluralize(len(carried.kept), 'rating')} carried over to version {matrix.version}.{look}"


def mandatory_lines(comparison: Comparison) -> list[str]:
    """List the unmet mandatory requirements, with a line for each column of a comparison that has some."""
    found = ((column_name(comparison.columns[at]), comparison.columns[at].report) for at in comparison.distinct)
    named = [(name, mandatory_words(report.mandatory)) for name, report in found if report]
    return [f"{name}: {text}" for name, text in named if text]
