"""How much of what the postings ask for is met, on top of the results."""

from __future__ import annotations

from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from skillgap.labels import UNICODE, coverage_bar, coverage_range_words, percent, rated_words, role_words, sample_words
from skillgap.labels import incidence as among_words
from skillgap.labels import plan as words
from skillgap.scoring.gap_report import GapReport
from skillgap.scoring.planning import WhatIf
from skillgap.scoring.posting_data import IncidenceReport
from skillgap.tui.lines import ACCENT, LINES, MUTED, STRONG, WARN, bar, joined, plain, wrapped

LONGEST, SHORTEST = 48, 10


class Coverage(Widget):
    """Some lines about a report: the role, the coverage with its range, the sections."""

    ALLOW_SELECT = False

    def __init__(self) -> None:
        super().__init__()
        self._report: GapReport | None = None
        self._what_if: WhatIf | None = None
        self._among: IncidenceReport | None = None

    def follow(self, report: GapReport, what_if: WhatIf | None = None, among: IncidenceReport | None = None) -> None:
        """Show another report, or one that is only supposed, with what the postings say where it is known."""
        self._report = report
        self._what_if = what_if
        self._among = among
        width, height = self.size
        self.refresh(layout=len(self._drawn(width)) != height)

    def _drawn(self, width: int) -> list[Content]:
        lines = coverage_lines(self._report, width) if self._report else []
        lines += among_lines(self._among, width) if self._among else []
        return lines + supposed_lines(self._what_if, width) if self._what_if else lines

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as the width makes it."""
        del container, viewport
        return len(self._drawn(width))

    def render(self) -> Content:
        """The lines."""
        return Content("\n").join(self._drawn(self.size.width))


def coverage_lines(report: GapReport, width: int) -> list[Content]:
    """The role and its sample; the coverage with a bar and what the unrated leave open; the sections."""
    about = joined(role_words(report.matrix), sample_words(report.matrix), separator=UNICODE.dot)
    lines = wrapped(about.stylize(MUTED), width)
    coverage = report.coverage
    rated = plain(coverage_range_words(coverage) or rated_words(coverage))
    if coverage.value is None:
        return [*lines, *wrapped(rated, width)]
    label = joined(plain("Coverage ", STRONG), plain(percent(coverage.value), ACCENT))
    length = min(LONGEST, width - label.cell_length - rated.cell_length - 4)
    if length >= SHORTEST:
        drawn = bar(coverage_bar(coverage, length, LINES))
        return [*lines, joined(label, drawn, rated, separator="  "), *_sections(report, width)]
    drawn = bar(coverage_bar(coverage, max(width - label.cell_length - 2, 1), LINES))
    return [*lines, joined(label, drawn, separator="  "), *wrapped(rated, width), *_sections(report, width)]


def _sections(report: GapReport, width: int) -> list[Content]:
    """The sections in one line with bars where that fits, else without them."""
    if len(report.sections) < 2:
        return []
    lengths = (length for length in range(SHORTEST, 3, -1) if _section_line(report, length).cell_length <= width)
    return wrapped(_section_line(report, next(lengths, 0)), width)


def _section_line(report: GapReport, length: int) -> Content:
    parts = []
    for section in report.sections:
        drawn = bar(coverage_bar(section.coverage, length, LINES)) if length else Content("")
        parts.append(joined(section.title, plain(percent(section.coverage.value), STRONG), drawn, separator=" "))
    return joined(*parts, separator="   ")


def among_lines(among: IncidenceReport, width: int) -> list[Content]:
    """How many postings are met, and what would unlock most."""
    return wrapped(plain(f"{among_words.standing_words(among)} {among_words.unlocks_words(among)}"), width)


def supposed_lines(supposed: WhatIf, width: int) -> list[Content]:
    """What is supposed, and the coverage before and after."""
    told = f"{words.difference_words(supposed)} Supposed: {words.supposed_words(supposed)}."
    return wrapped(plain(told, WARN), width)
