"""Plain listings for the terminal: what is here, and what one matrix or profile holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from skillgap.labels import ABSENT, level_words, percent, percent_range, pluralize, posting_ratio, strip_control_chars
from skillgap.model.matrix import Criterion, Matrix
from skillgap.model.profile import Assessment, Profile
from skillgap.reports.blocks import Column, Table
from skillgap.reports.content import Layout
from skillgap.reports.terminal_table import table_lines
from skillgap.reports.terminal_writer import TerminalWriter
from skillgap.reports.text import indented, wrap
from skillgap.scoring.statistics import wilson

_NARROWEST = 20
"""Columns that a page has at least."""
_UNLIMITED = 10**6


def table(headers: Sequence[str], rows: Iterable[Sequence[str]], columns: int | None = None) -> str:
    """Columns under their headers, each as wide as its widest cell; empty if there are no rows.

    On a page of so many columns the widest give way. The texts of the first column are never broken, since they are
    copied: if that leaves too little for the others, they get lines of their own.
    """
    cells = tuple(map(tuple, rows))
    if not cells:
        return ""
    titles = tuple(Column(header, whole=at == 0) for at, header in enumerate(headers))
    page = _UNLIMITED if columns is None else max(columns, _NARROWEST)
    head, body = table_lines(Table("", titles, cells), TerminalWriter(Layout(width=page), clamped=False))
    return "".join(f"{line}\n" for line in [*head, *(line for lines in body for line in lines)])


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
        f"95% interval {percent_range(share.low, share.high)}; "
        f"target {level_words(matrix, matrix.target(criterion), criterion.id)}"
    )
    category = f" ({strip_control_chars(criterion.category)})" if criterion.category else ""
    lines = [
        f"  {strip_control_chars(criterion.name)}{category}",
        f"    {strip_control_chars(criterion.id)}",
        *_indented(counts, 4, columns),
    ]
    if criterion.mandatory:
        lines += _indented("mandatory", 4, columns)
    if criterion.topic:
        lines += _indented(f"topic {criterion.topic}", 4, columns)
    if criterion.scale:
        lines += _indented(f"scale {', '.join(f'{step.level} {step.name}' for step in criterion.scale)}", 4, columns)
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
