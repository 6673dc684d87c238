"""Every word, glyph, bar and number format that two outputs share, and the one way text gets out.

Pure text: colours and markup belong to the outputs.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from skillgap.matrix import Matrix
from skillgap.scoring import Coverage, GapReport, Row, View

STATE_WORDS = {
    "rated": "rated",
    "skipped": "skipped",
    "not_asked": "not asked yet",
    "not_applicable": "not applicable",
    "answered": "answered",
}
VIEW_WORDS: dict[View, str] = {
    "agreed": "agreed levels where a review has them, else the person's own",
    "self": "the person's own levels",
    "mentor": "the mentor's levels",
}
ABSENT = "–"

UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060\u2066-\u2069\ufeff\ud800-\udfff\ufff9-\ufffb]"
)
"""Characters that are never shown as they are: controls, bidi marks, invisible ones, lone surrogates."""


def clean(text: str, *, lines: bool = False) -> str:
    """Make text from a file safe to show: control, bidi and invisible characters become visible marks.

    Line breaks and tabs become single spaces, unless ``lines`` keeps the line breaks.
    """
    text = text.replace("\r\n", "\n").replace("\t", " ")
    if not lines:
        text = text.replace("\n", " ")
    return UNSAFE.sub("\N{REPLACEMENT CHARACTER}", text)


@dataclass(frozen=True, slots=True)
class Glyphs:
    """The drawing characters of an output: Unicode, or ASCII where the terminal knows no other."""

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
    ellipsis: str

    def state(self, state: str) -> str:
        """The mark of a criterion's state."""
        marks = {"skipped": self.skipped, "not_applicable": self.not_applicable, "not_asked": self.open}
        return marks.get(state, self.rated)


UNICODE = Glyphs("●", "·", "○", "–", "▸", "●", "○", "█", "░", "▏▎▍▌▋▊▉", "─", " · ", "→", "–", "─", "…")
ASCII = Glyphs("*", ".", "o", "-", ">", "*", "o", "#", ".", "", "-", " | ", "->", "-", "-", "...")


def glyphs_for(encoding: str | None) -> Glyphs:
    """The glyphs that an output of this encoding can show."""
    try:
        "●·○–▸█░▏─→…".encode(encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return ASCII
    return UNICODE


def bar(fraction: float, width: int, glyphs: Glyphs = UNICODE) -> str:
    """A bar of ``width`` cells filled to a fraction in 0 … 1, to an eighth of a cell where the glyphs allow."""
    steps = len(glyphs.parts) + 1
    filled, rest = divmod(round(min(max(fraction, 0.0), 1.0) * width * steps), steps)
    partial = glyphs.parts[rest - 1] if rest else ""
    return (glyphs.full * filled + partial).ljust(width, glyphs.empty)


def percent(fraction: float | None) -> str:
    """A fraction as whole per cent: ``72 %``; a dash where there is none."""
    return ABSENT if fraction is None else f"{100 * fraction:.0f} %"


def percent_range(low: float | None, high: float | None, dash: str = "–") -> str:
    """Two fractions as a range of whole per cent: ``61–83 %``."""
    if low is None or high is None:
        return ABSENT
    return f"{100 * low:.0f}{dash}{100 * high:.0f} %"


def points(impact: float | None) -> str:
    """Percentage points that closing a gap adds: ``+3.4``."""
    return ABSENT if impact is None else f"+{impact:.1f}"


def asked_by(postings: int, sample_size: int) -> str:
    """How many postings ask for it: ``19 of 20``."""
    return f"{postings} of {sample_size}"


def counted(count: int, one: str, many: str | None = None) -> str:
    """A count with its noun: ``1 posting``, ``2 postings``, ``3 criteria``."""
    return f"{count} {one if count == 1 else many or one + 's'}"


def rank_range(row: Row, dash: str = "–") -> str:
    """The ranks the counts leave possible: ``1–7``, or one number."""
    return str(row.rank_low) if row.rank_low == row.rank_high else f"{row.rank_low}{dash}{row.rank_high}"


def level_words(matrix: Matrix, level: int | None) -> str:
    """A level with its name: ``3 Proficient``; a dash where there is none."""
    return ABSENT if level is None else f"{level} {matrix.level_name(level)}"


def standing(matrix: Matrix, row: Row, arrow: str = "→") -> str:
    """Where the person stands and where the role wants them: ``Working → Expert``."""
    here = ABSENT if row.level is None else matrix.level_name(row.level)
    return f"{here} {arrow} {matrix.level_name(row.target)}"


def rated_words(coverage: Coverage) -> str:
    """How much is rated: ``16 of 18 rated, 1 not applicable``."""
    words = f"{coverage.rated} of {coverage.applicable} rated"
    return f"{words}, {coverage.not_applicable} not applicable" if coverage.not_applicable else words


def coverage_range_words(coverage: Coverage) -> str:
    """What the unrated criteria leave open, as a sentence part; empty where nothing is unrated."""
    unrated = coverage.applicable - coverage.rated
    if not unrated or coverage.low is None:
        return ""
    open_ones = counted(unrated, "unrated criterion is", "unrated criteria are")
    return f"{percent_range(coverage.low, coverage.high)} once the {open_ones} rated"


def sample_words(matrix: Matrix) -> str:
    """The sample behind the figures: ``20 postings, 2024–2025``."""
    size = counted(matrix.source.sample_size, "posting")
    return f"{size}, {matrix.source.period}" if matrix.source.period else size


def small_sample_words(report: GapReport) -> str:
    """Which of the ranked gaps the counts alone cannot tell apart; empty where every order is decided."""
    loose = [row for row in report.gaps if row.rank_low != row.rank_high]
    if not loose:
        return ""
    size = counted(report.matrix.source.sample_size, "posting")
    if len(loose) == len(report.gaps):
        return f"With {size}, the counts alone leave every rank in this list open: read it as groups, not as a ladder."
    ranks = ", ".join(str(row.rank) for row in loose)
    return f"With {size}, the counts alone cannot tell ranks {ranks} from their neighbours."


def next_step(matrix: Matrix, row: Row) -> tuple[int, str] | None:
    """The level to show next on the way to the target, with what someone at it has done.

    It is the lowest level above the person's own, up to the target, that the matrix describes. None where
    there is no level, the target is met, or nothing is described.
    """
    if row.level is None:
        return None
    described = matrix.criterion(row.id).levels
    for step in matrix.scale:
        if row.level < step.level <= row.target and step.level in described:
            return step.level, described[step.level]
    return None
