"""Plain listings for the terminal: what is here, and what one matrix or profile holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import zip_longest

from skillgap.labels import ABSENT, level_words, percent, percent_range, pluralize, posting_ratio, strip_control_chars
from skillgap.model.matrix import Criterion, Matrix
from skillgap.model.profile import Assessment, Profile
from skillgap.reports.content import Layout
from skillgap.reports.text import indented, pad, width, wrap
from skillgap.scoring.statistics import wilson

_NARROWEST = 8
"""Columns that a cell of a table keeps however narrow the page."""


def table(headers: Sequence[str], rows: Iterable[Sequence[str]], columns: int | None = None) -> str:
    """Columns under their headers, each as wide as its widest cell; empty where there are no rows.

    Where a page has only so many columns, the widest give way, and their text goes on below. The first column
    does not, since what stands there is to be copied whole: where that leaves too little for the words of the
    others, it gets a line of its own above them.
    """
    lines = [list(headers), *([strip_control_chars(cell) for cell in row] for row in rows)]
    if len(lines) == 1:
        return ""
    first = max(width(line[0]) for line in lines)
    others = [line[1:] for line in lines]
    if columns is None or first + 2 + _total(_widest_words(others)) <= columns:
        fitted = _fitted(others, columns and columns - first - 2)
        return "".join(_row(line, [first, *fitted], "") for line in lines)
    fitted = _fitted(others, columns - 2)
    return "".join(f"{line[0]}\n{_row(line[1:], fitted, '  ')}" for line in lines)


def _total(widths: Sequence[int]) -> int:
    return sum(widths) + 2 * (len(widths) - 1)


def _widest_words(lines: Sequence[Sequence[str]]) -> list[int]:
    return [max(width(word) for cell in column for word in [*cell.split(), ""]) for column in zip(*lines, strict=True)]


def _fitted(lines: Sequence[Sequence[str]], columns: int | None) -> list[int]:
    """The widths of columns on a page: the widest give way first, down to their words, then to a few characters."""
    widths = [max(map(width, column)) for column in zip(*lines, strict=True)]
    for least in (_widest_words(lines), [_NARROWEST] * len(widths)):
        while columns is not None and _total(widths) > columns:
            giving = [at for at, floor in enumerate(least) if widths[at] > floor]
            if not giving:
                break
            widths[max(giving, key=widths.__getitem__)] -= 1
    return widths


def _row(cells: Sequence[str], widths: Sequence[int], margin: str) -> str:
    stacks = [wrap(cell, size) for cell, size in zip(cells, widths, strict=True)]
    rows = zip_longest(*stacks, fillvalue="")
    return "".join(f"{margin}{'  '.join(map(pad, parts, widths))}".rstrip() + "\n" for parts in rows)


def matrix_text(matrix: Matrix, layout: Layout) -> str:
    """A matrix in full: where it comes from, what it asks for and how often, its levels and its signals."""
    source = matrix.source
    facts = [
        ("id", f"{matrix.id}, version {matrix.version}"),
        ("sample", pluralize(source.sample_size, "posting")),
        ("period", source.period),
        ("from", source.sample),
        ("regions", ", ".join(source.regions)),
        ("industries", ", ".join(source.industries)),
        ("organisations", source.organisations),
        ("scale", ", ".join(f"{step.level} {step.name}" for step in matrix.scale)),
        ("targets", ", ".join(f"{category} {level}" for category, level in matrix.targets.items())),
        *(("reference", reference) for reference in source.references),
    ]
    lines = [strip_control_chars(matrix.title), "", *_facts(facts, layout.width)]
    for section in matrix.sections:
        lines += ["", strip_control_chars(section.heading)]
        for criterion in section.criteria:
            lines += ["", *_criterion(matrix, criterion, layout.width)]
    if matrix.signals:
        lines += ["", "Hiring signals, stated without a count"]
    for signal in matrix.signals:
        lines += [
            "",
            f"  {strip_control_chars(signal.id)}"
            + (f" ({strip_control_chars(signal.emphasis)})" if signal.emphasis else ""),
        ]
        lines += _indented(signal.text, 4, layout.width)
    return "\n".join(lines) + "\n"


def _criterion(matrix: Matrix, criterion: Criterion, columns: int) -> list[str]:
    size = matrix.source.sample_size
    share = wilson(criterion.postings, size)
    counts = (
        f"asked for by {posting_ratio(criterion.postings, size)} postings: {percent(criterion.postings / size)}, "
        f"95 % interval {percent_range(share.low, share.high)}; "
        f"target {level_words(matrix, matrix.target(criterion), criterion.id)}"
    )
    category = f" ({strip_control_chars(criterion.category)})" if criterion.category else ""
    lines = [
        f"  {strip_control_chars(criterion.name)}{category}",
        f"    {strip_control_chars(criterion.id)}",
        *_indented(counts, 4, columns),
    ]
    if criterion.covers:
        lines += _indented(f"covers {', '.join(criterion.covers)}", 4, columns)
    elif criterion.notes:
        lines += _indented(f"notes {criterion.notes}", 4, columns)
    if criterion.tools:
        lines += _indented(f"tools {', '.join(criterion.tools)}", 4, columns)
    for level, text in sorted(criterion.levels.items()):
        lines += _indented(f"{level} {text}", 4, columns, hanging=2)
    return lines


def profile_text(profile: Profile, path: str, layout: Layout) -> str:
    """What a profile holds: its assessments, reviews and goals."""
    lines = [strip_control_chars(profile.name), "", *_facts([("id", profile.id), ("file", path)], layout.width)]
    lines += _part("Assessments", (_assessment(assessment) for assessment in profile.assessments), layout)
    reviews = (
        f"{review.date} {review.status}, by {review.by}, of {review.matrix} as assessed on {review.assessment}; "
        f"{pluralize(len(review.ratings), 'criterion', 'criteria')}" + (f". {review.summary}" if review.summary else "")
        for review in profile.reviews
    )
    lines += _part("Reviews", reviews, layout)
    goals = (
        f"{goal.due or ABSENT} {goal.status}: {goal.criterion} to level {goal.level}"
        + (f". {goal.action}" if goal.action else "")
        for goal in profile.goals
    )
    return "\n".join([*lines, *_part("Goals", goals, layout)]) + "\n"


def _assessment(one: Assessment) -> str:
    states = Counter("rated" if rating.level is not None else rating.state for rating in one.ratings.values())
    counts = [f"{states['rated']} rated"]
    counts += [f"{states['skipped']} skipped"] if states["skipped"] else []
    counts += [f"{states['not_applicable']} not applicable"] if states["not_applicable"] else []
    return f"{one.date} {one.matrix}, version {one.matrix_version}: {', '.join(counts)}"


def _part(title: str, entries: Iterable[str], layout: Layout) -> list[str]:
    lines = [line for entry in entries for line in _indented(entry, 2, layout.width, hanging=11)]
    return ["", title, *(lines or ["  none yet"])]


def _facts(facts: Iterable[tuple[str, str | None]], columns: int) -> list[str]:
    told = [(name, text) for name, text in facts if text]
    margin = max(len(name) for name, _ in told) + 2
    lines: list[str] = []
    for name, text in told:
        first, *rest = wrap(strip_control_chars(text), max(columns - margin, 20))
        lines += [f"{name:<{margin}}{first}", *(" " * margin + line for line in rest)]
    return lines


def _indented(text: str, margin: int, columns: int, hanging: int = 0) -> list[str]:
    return indented(strip_control_chars(text), margin, columns, hanging)
