"""The words, glyphs, bars and number formats that several outputs share, and the only way text gets out.

Pure text: colours and markup belong to the outputs.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from skillgap.model.matrix import Matrix
from skillgap.model.profile import Answer
from skillgap.scoring.gap_report import Coverage, GapReport, Row, View
from skillgap.scoring.ranks import postings_to_separate

STATE_WORDS = {
    "rated": "rated",
    "skipped": "skipped",
    "not_asked": "not asked yet",
    "not_applicable": "not applicable",
    "answered": "answered",
}
VIEW_WORDS: dict[View, str] = {
    "agreed": "agreed levels if reviewed, otherwise self-ratings",
    "self": "self-ratings",
    "mentor": "the mentor's levels",
}
VIEW_NAMES: dict[View, str] = {"agreed": "agreed levels", "self": "own levels", "mentor": "mentor's levels"}
ABSENT = "–"

UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060\u2066-\u2069\ufeff\ud800-\udfff\ufff9-\ufffb]"
)
"""Characters that are never shown as they are: controls, bidi marks, invisible ones, lone surrogates."""


def strip_control_chars(text: str, *, lines: bool = False) -> str:
    """Make text from a file safe to show: control, bidi and invisible characters become visible marks.

    Line breaks and tabs become single spaces, unless ``lines`` keeps the line breaks.
    """
    text = text.replace("\r\n", "\n").replace("\t", " ")
    if not lines:
        text = text.replace("\n", " ")
    return UNSAFE.sub("\ufffd", text)


_WEB_ADDRESS = re.compile(r"https?://[a-z0-9.-]+(:[0-9]{1,5})?([/?#][a-z0-9._~%!$&'()*+,;=:@/?#-]*)?", re.I | re.ASCII)


def web_link(text: str) -> str | None:
    """The text itself if it is a plain http or https address, the only kind that is ever made a link."""
    return text if _WEB_ADDRESS.fullmatch(text) else None


@dataclass(frozen=True, slots=True)
class Glyphs:
    """The drawing characters of an output: Unicode, or ASCII if the terminal supports nothing else."""

    rated: str
    open: str
    skipped: str
    not_applicable: str
    current: str
    chosen: str
    free: str
    full: str
    empty: str
    parts: str
    """Partly filled cells, from nearly empty to nearly full."""
    range: str
    """A cell inside an interval."""
    dot: str
    """Between two facts on a line."""
    arrow: str
    dash: str
    rule: str
    side: str
    corner: str
    heights: str
    """Cells filled from the ground up, for a line over time."""

    def state(self, state: str) -> str:
        """The mark of a criterion's state."""
        marks = {"skipped": self.skipped, "not_applicable": self.not_applicable, "not_asked": self.open}
        return marks.get(state, self.rated)


UNICODE = Glyphs(
    "●", "·", "○", "–", "▸", "●", "○", "█", "░", "▏▎▍▌▋▊▉", "─", " · ", "→", "–", "─", "│", "└", "▁▂▃▄▅▆▇█"
)
ASCII = Glyphs("*", ".", "o", "-", ">", "*", "o", "#", ".", "", "-", " | ", "->", "-", "-", "|", "+", "0123456789")


def glyphs_for(encoding: str | None) -> Glyphs:
    """The glyphs that an output of this encoding can show."""
    try:
        "●·○–▸█░▏─→│└▁".encode(encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return ASCII
    return UNICODE


_ASCII_WORDS = str.maketrans(
    {"–": "-", "—": "-", "−": "-", "÷": "/", "×": "x", "→": "->", "…": "...", "’": "'", "●": "*", "─": "-"}
)


def terminal_text(text: str, glyphs: Glyphs = UNICODE) -> str:
    """Text for one line of a terminal: clean, and in similar ASCII characters if nothing else can be drawn."""
    text = strip_control_chars(text)
    return text.translate(_ASCII_WORDS) if glyphs is ASCII else text


def bar(fraction: float, width: int, glyphs: Glyphs = UNICODE) -> str:
    """A bar of ``width`` cells filled to a fraction in 0 … 1, to an eighth of a cell if the glyphs allow it."""
    steps = len(glyphs.parts) + 1
    filled, rest = divmod(round(min(max(fraction, 0.0), 1.0) * width * steps), steps)
    partial = glyphs.parts[rest - 1] if rest else ""
    return (glyphs.full * filled + partial).ljust(width, glyphs.empty)


def interval_bar(value: float | None, low: float, high: float, width: int, glyphs: Glyphs = UNICODE) -> str:
    """A bar of ``width`` cells for a fraction and its range, both in 0 … 1.

    Filled up to the range, a line through it, a dot at the value; a plain bar if the range is a point.
    """
    if value is not None and high - low < 0.5 / width:
        return bar(value, width, glyphs)
    first, last = int(low * width), min(ceil(high * width), width)
    cells = list(glyphs.full * first + glyphs.range * (last - first) + glyphs.empty * (width - last))
    if value is not None:
        cells[min(int(value * width), width - 1)] = glyphs.rated
    return "".join(cells)


def sparkline(values: Sequence[float | None], glyphs: Glyphs = UNICODE) -> str:
    """Figures in 0 … 1 as a line of one character each, from the lowest to the highest eighth; a dash for None."""
    steps = glyphs.heights
    return "".join(
        ABSENT if value is None else steps[min(int(min(max(value, 0.0), 1.0) * len(steps)), len(steps) - 1)]
        for value in values
    )


def share_bar(row: Row, width: int, glyphs: Glyphs = UNICODE) -> str:
    """A bar for the share of postings that ask for a criterion, with the 95% interval."""
    return interval_bar(row.share, row.share_low, row.share_high, width, glyphs)


def coverage_bar(coverage: Coverage, width: int, glyphs: Glyphs = UNICODE) -> str:
    """A bar for the met part, with the range of the unrated criteria; empty if the postings ask for nothing."""
    if coverage.low is None or coverage.high is None:
        return glyphs.empty * width
    return interval_bar(coverage.value, coverage.low, coverage.high, width, glyphs)


def gaps_legend(report: GapReport) -> str:
    """Explain the parts of a bar, and the columns of the ranked gaps whose titles do not."""
    among = f"among all {len(report.matrix.criteria)}"
    reach = f"Rank range: the ranks by postings that a criterion can have {among}, at 95% confidence. "
    return (
        f"● share in the sample, ─ its 95% interval. "
        f"{reach if report.ranks_separated else ''}Adds: the points of coverage that closing the gap is worth."
    )


def percent(fraction: float | None) -> str:
    """A fraction in 0 … 1 as whole per cent: ``72%``; a dash if missing.

    Exactly nothing is 0%, and exactly everything is 100%. Other values that would round to them show ``<`` or ``>``.
    """
    if fraction is None:
        return ABSENT
    if 0 < fraction <= 0.005:
        return "< 1%"
    return "> 99%" if 0.995 <= fraction < 1 else f"{100 * fraction:.0f}%"


def percent_below(fraction: float | None, bound: float) -> str:
    """A fraction with as many digits as show that it is below a bound in percent: ``66.7% is below 67%``."""
    if fraction is None:
        return f"{ABSENT} is below {bound:g}%"
    digits = next((count for count in range(13) if float(f"{100 * fraction:.{count}f}") < bound), 13)
    return f"{100 * fraction:.{digits}f}% is below {bound:g}%"


def percent_range(low: float | None, high: float | None, dash: str = "–") -> str:
    """Two fractions as a range of whole per cent: ``61–83%``."""
    if low is None or high is None:
        return ABSENT
    return f"{100 * low:.0f}{dash}{100 * high:.0f}%"


def points(impact: float | None) -> str:
    """Percentage points that closing a gap adds: ``+3.4``."""
    return ABSENT if impact is None else f"+{impact:.1f}"


def posting_ratio(postings: int, sample_size: int) -> str:
    """The number of postings that ask for it: ``19 of 20``."""
    return f"{postings} of {sample_size}"


def pluralize(count: int, one: str, many: str | None = None) -> str:
    """A count with its noun: ``1 posting``, ``2 postings``, ``3 criteria``."""
    return f"{count} {one if count == 1 else many or one + 's'}"


def rank_range(row: Row, dash: str = "–") -> str:
    """The ranks that a criterion can have: ``1–7``, or one number."""
    return str(row.rank_low) if row.rank_low == row.rank_high else f"{row.rank_low}{dash}{row.rank_high}"


def level_words(matrix: Matrix, level: int | None, criterion: str | None) -> str:
    """A level with its name: ``3 Proficient``; a dash if missing, its number if it belongs to another scale."""
    if level is None:
        return ABSENT
    return " ".join([str(level), *(step.name for step in matrix.scale_of(criterion) if step.level == level)])


def standing(matrix: Matrix, row: Row) -> str:
    """The person's level and the role's target: ``Working → Expert``."""
    here = ABSENT if row.level is None else matrix.level_name(row.level, row.id)
    return f"{here} → {matrix.level_name(row.target, row.id)}"


def rated_words(coverage: Coverage) -> str:
    """The number of rated criteria: ``16 of 18 rated, 1 not applicable``."""
    words = f"{coverage.rated} of {coverage.applicable} rated"
    return f"{words}, {coverage.not_applicable} not applicable" if coverage.not_applicable else words


def coverage_words(coverage: Coverage) -> str:
    """The coverage in a sentence: its value, the number of rated criteria, and the range of the unrated."""
    if coverage.value is None:
        return f"{rated_words(coverage)}."
    words = f"{percent(coverage.value)} of the demand is covered. {rated_words(coverage)}."
    open_words = coverage_range_words(coverage)
    return f"{words} {open_words}." if open_words else words


def coverage_range_words(coverage: Coverage) -> str:
    """The range from the unrated criteria, as a sentence part; empty if no criterion is unrated."""
    unrated = coverage.applicable - coverage.rated
    if not unrated or coverage.low is None:
        return ""
    open_ones = pluralize(unrated, "unrated criterion is", "unrated criteria are")
    return f"{percent_range(coverage.low, coverage.high)} once the {open_ones} rated"


def coverage_entries(report: GapReport) -> list[tuple[str, Coverage]]:
    """The coverage of all, then of each section, each with its title."""
    return [("All", report.coverage), *((section.title, section.coverage) for section in report.sections)]


def rated_of(coverage: Coverage) -> str:
    """The number of applicable criteria that are rated: ``16 of 18``."""
    return f"{coverage.rated} of {coverage.applicable}"


def open_range(coverage: Coverage) -> str:
    """The range of coverage from the unrated criteria; empty if all are rated."""
    decided = coverage.rated == coverage.applicable
    return "" if decided else percent_range(coverage.low, coverage.high)


def sample_words(matrix: Matrix) -> str:
    """The sample behind the figures: ``20 postings, 2024–2025``."""
    size = pluralize(matrix.source.sample_size, "posting")
    return f"{size}, {matrix.source.period}" if matrix.source.period else size


def ranks_words(report: GapReport) -> str:
    """State that the postings separate no two ranks, and how many would; empty if they do."""
    counts = [criterion.postings for criterion in report.matrix.criteria]
    if report.ranks_separated or len(counts) < 2:
        return ""
    size = report.matrix.source.sample_size
    words = f"{pluralize(size, 'posting is', 'postings are')} too few to separate any two ranks."
    enough = postings_to_separate(max(counts), min(counts), size, len(counts))
    if enough is None:
        return words
    return f"{words} At the same shares, {enough:,} postings would separate the first rank from the last."


def gaps_heading(report: GapReport) -> str:
    """The heading of the ranked list, with its order."""
    order = "by frequency" if report.rank_by == "frequency" else "by impact"
    return f"Gaps: {len(report.gaps)}, {order}" if report.gaps else "Gaps"


PICTURE_TITLE = "Frequency and target met"


def picture_words(matrix: Matrix) -> str:
    """How to read the picture of all gaps."""
    size = pluralize(matrix.source.sample_size, "posting")
    return (
        f"Each number is a gap, labeled by rank. Higher: more of the {size} ask for it. Further right: more of the "
        "target is met. Gaps at the same point are shown side by side. ● target met."
    )


def no_gaps_words(report: GapReport) -> str:
    """Why the list of gaps is empty."""
    if not report.coverage.rated:
        return "Nothing is rated yet, so there are no gaps to rank."
    if report.unrated:
        return "No gaps: everything rated meets its target. Some criteria are still unrated."
    return "No gaps: every target is met."


def rank_range_words(matrix: Matrix, row: Row, dash: str = "–") -> str:
    """State which ranks a criterion can have among all by how many postings ask for it: ``rank 1–7 of 19``."""
    return f"rank {rank_range(row, dash)} of {len(matrix.criteria)}"


def role_words(matrix: Matrix) -> str:
    """The role and the version of its matrix."""
    return f"{matrix.title}, version {matrix.version}"


def facts(report: GapReport) -> list[tuple[str, str]]:
    """The facts above every report, each with its name: the role, the sample, the date and the source of the levels.

    If a report shows one part of the role, the facts also name it and the figures that are for the complete role.
    """
    shown = [section.title for section in report.sections]
    alone = f"{', '.join(shown)} only (ranks and points are for the whole role)"
    return [
        ("Role", role_words(report.matrix)),
        ("Sample", sample_words(report.matrix)),
        ("Assessed", report.date.isoformat() if report.date else "not yet"),
        ("Levels", VIEW_WORDS[report.view]),
        *([("Section", alone)] if len(shown) < len(report.matrix.sections) else []),
    ]


def next_words(matrix: Matrix, row: Row) -> str:
    """The evidence of the next level, marked as such; empty if the matrix has none."""
    step = next_step(matrix, row)
    return f"To reach {matrix.level_name(step[0], row.id)}: {step[1]}" if step else ""


def missing_tools_words(row: Row) -> str:
    """The tools of a criterion that were not used, or have no answer; empty if missing."""
    title = "Tools not used yet" if row.tools.used else "Tools not set"
    return f"{title}: {', '.join(row.tools.missing)}" if row.tools.missing else ""


def three_levels(matrix: Matrix, row: Row) -> tuple[str, str, str]:
    """The person's own level on a criterion, the mentor's and the agreed one, in words."""
    levels = (row.self_level, row.mentor_level, row.agreed_level)
    own, mentor, agreed = (level_words(matrix, level, row.id) for level in levels)
    return own, mentor, agreed


REVIEWED_TITLES = ("Self", "Mentor", "Agreed")
STEPS_TITLE = "Next steps"
SIGNALS_REMARK = "Mentioned but not counted. They do not affect your score."


def answer_words(answer: Answer | None) -> str:
    """The answer to a hiring signal, in words."""
    return answer or "not answered"


_RANKS_FROM = {"counts": "the counts", "postings": "the posting data"}


def method(report: GapReport) -> tuple[str, str, str]:
    """State how the figures are calculated, in three sentences."""
    share = (
        "Share: postings that ask for a criterion ÷ postings read, with the Wilson 95% interval. Rank "
        f"ranges are from exact sign tests of {_RANKS_FROM[report.ranks_from]}, with Holm's correction for all pairs."
    )
    return share, *_METHOD


_METHOD = (
    (
        "Coverage: mean of level ÷ target (at most 1) over the rated criteria, weighted by share. Range: unrated "
        "criteria counted as level 0 (low) and as met (high)."
    ),
    (
        "Impact: percentage points of coverage gained by closing a gap. The targets are set by the matrix, not by the "
        "postings."
    ),
)


def next_step(matrix: Matrix, row: Row) -> tuple[int, str] | None:
    """The level to show next on the way to the target, with its description.

    It is the lowest level above the person's own, up to the target, that the matrix describes. None if there is no
    level, the target is met, or nothing is described.
    """
    if row.level is None:
        return None
    described = matrix.criterion(row.id).levels
    for step in matrix.scale_of(row.id):
        if row.level < step.level <= row.target and step.level in described:
            return step.level, described[step.level]
    return None
