"""Plain listings for the terminal: what is here, and what one matrix or profile holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import zip_longest

from skillgap.labels import ABSENT, asked_by, clean, counted, level_words, percent, percent_range
from skillgap.matrix import Criterion, Matrix
from skillgap.profile import Assessment, Profile
from skillgap.reports import Layout
from skillgap.reports.text import pad, width, wrap
from skillgap.statistics import wilson

_NARROWEST = 8
"""Columns that a cell of a table keeps however narrow the page."""


def table(headers: Sequence[str], rows: Iterable[Sequence[str]], columns: int | None = None) -> str:
    """Columns under their headers, each as wide as its widest cell; empty where there are no rows.

    Where a page has only so many columns, the widest give way, and their text goes on below.
    """
    cells = [[clean(cell) for cell in row] for row in rows]
    if not cells:
        return ""
    lines = [list(headers), *cells]
    widths = [max(width(line[at]) for line in lines) for at in range(len(headers))]
    while columns and sum(widths) + 2 * (len(widths) - 1) > columns and max(widths) > _NARROWEST:
        widths[widths.index(max(widths))] -= 1
    text = ""
    for line in lines:
        stacks = [wrap(cell, size) for cell, size in zip(line, widths, strict=True)]
        for parts in zip_longest(*stacks, fillvalue=""):
            text += "  ".join(map(pad, parts, widths)).rstrip() + "\n"
    return text


def matrix_text(matrix: Matrix, layout: Layout) -> str:
    """A matrix in full: where it comes from, what it asks for and how often, its levels and its signals."""
    source = matrix.source
    facts = [
        ("id", f"{matrix.id}, version {matrix.version}"),
        ("sample", counted(source.sample_size, "posting")),
        ("period", source.period),
        ("from", source.sample),
        ("regions", ", ".join(source.regions)),
        ("industries", ", ".join(source.industries)),
        ("organisations", source.organisations),
        ("scale", ", ".join(f"{step.level} {step.name}" for step in matrix.scale)),
        ("targets", ", ".join(f"{category} {level}" for category, level in matrix.targets.items())),
        *(("reference", reference) for reference in source.references),
    ]
    lines = [clean(matrix.title), "", *_facts(facts, layout.width)]
    for section in matrix.sections:
        lines += ["", clean(section.heading)]
        for criterion in section.criteria:
            lines += ["", *_criterion(matrix, criterion, layout.width)]
    if matrix.signals:
        lines += ["", "Hiring signals, stated without a count"]
    for signal in matrix.signals:
        lines += ["", f"  {clean(signal.id)}" + (f" ({clean(signal.emphasis)})" if signal.emphasis else "")]
        lines += _indented(signal.text, 4, layout.width)
    return "\n".join(lines) + "\n"


def _criterion(matrix: Matrix, criterion: Criterion, columns: int) -> list[str]:
    size = matrix.source.sample_size
    share = wilson(criterion.postings, size)
    counts = (
        f"asked for by {asked_by(criterion.postings, size)} postings: {percent(criterion.postings / size)}, "
        f"95 % interval {percent_range(share.low, share.high)}; target {level_words(matrix, matrix.target(criterion))}"
    )
    category = f" ({clean(criterion.category)})" if criterion.category else ""
    lines = [f"  {clean(criterion.name)}{category}", f"    {clean(criterion.id)}", *_indented(counts, 4, columns)]
    if criterion.covers:
        lines += _indented(f"covers {', '.join(criterion.covers)}", 4, columns)
    if criterion.tools:
        lines += _indented(f"tools {', '.join(criterion.tools)}", 4, columns)
    for level, text in sorted(criterion.levels.items()):
        lines += _indented(f"{level} {text}", 4, columns, hanging=2)
    return lines


def profile_text(profile: Profile, path: str, layout: Layout) -> str:
    """What a profile holds: its assessments, reviews and goals."""
    lines = [clean(profile.name), "", *_facts([("id", profile.id), ("file", path)], layout.width)]
    lines += _part("Assessments", (_assessment(one) for one in profile.assessments), layout)
    reviews = (
        f"{one.date}  {one.status}, by {one.by}, of {one.matrix} as assessed on {one.assessment}; "
        f"{counted(len(one.ratings), 'criterion', 'criteria')}" + (f". {one.summary}" if one.summary else "")
        for one in profile.reviews
    )
    lines += _part("Reviews", reviews, layout)
    goals = (
        f"{goal.due or ABSENT}  {goal.status}: {goal.criterion} to level {goal.level}"
        + (f". {goal.action}" if goal.action else "")
        for goal in profile.goals
    )
    return "\n".join([*lines, *_part("Goals", goals, layout)]) + "\n"


def _assessment(one: Assessment) -> str:
    states = Counter("rated" if rating.level is not None else rating.state for rating in one.ratings.values())
    counts = [f"{states['rated']} rated"]
    counts += [f"{states['skipped']} skipped"] if states["skipped"] else []
    counts += [f"{states['not_applicable']} not applicable"] if states["not_applicable"] else []
    return f"{one.date}  {one.matrix}, version {one.matrix_version}: {', '.join(counts)}"


def _part(title: str, entries: Iterable[str], layout: Layout) -> list[str]:
    lines = [line for entry in entries for line in _indented(entry, 2, layout.width, hanging=12)]
    return ["", title, *(lines or ["  none yet"])]


def _facts(facts: Iterable[tuple[str, str | None]], columns: int) -> list[str]:
    told = [(name, text) for name, text in facts if text]
    margin = max(len(name) for name, _ in told) + 2
    lines: list[str] = []
    for name, text in told:
        first, *rest = wrap(clean(text), max(columns - margin, 20))
        lines += [f"{name:<{margin}}{first}", *(" " * margin + line for line in rest)]
    return lines


def _indented(text: str, margin: int, columns: int, hanging: int = 0) -> list[str]:
    """A text wrapped at a margin, its later lines further in by ``hanging``."""
    first, *rest = wrap(clean(text), max(columns - margin - hanging, 20))
    return [" " * margin + first, *(" " * (margin + hanging) + line for line in rest)]
