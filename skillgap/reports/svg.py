"""The pictures of the HTML report, as inline SVG that takes its colours from the page's style sheet.

Everything passes through Markup.format, which escapes it.
"""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from skillgap import labels
from skillgap.reports.picture import Band, bands, met
from skillgap.scoring import Coverage, GapReport, Row

_BAR_WIDTH, _BAR_HEIGHT = 160.0, 12.0

_WIDTH = 440
_LEFT, _TOP, _FIELD, _BAND = 46, 26, 320, 26
"""The field of the picture: where it begins, how wide it is, and how high each of its bands."""
_DOT, _PITCH = 9, 20
"""The radius of a rank's disc, and how far two that stand side by side are apart."""
_MOST_MET = 3


def share(row: Row) -> Markup:
    """How often a criterion is asked for, with the 95 % interval. The figures stand in text beside it."""
    return _bar(row.share, row.share_low, row.share_high)


def coverage(covered: Coverage) -> Markup:
    """How much is met, with what the unrated criteria leave open."""
    if covered.low is None or covered.high is None:
        return _bar(None, 0.0, 0.0)
    return _bar(covered.value, covered.low, covered.high)


def _bar(value: float | None, low: float, high: float) -> Markup:
    """Filled up to the range, a line through it, a dot at the value."""
    middle = _BAR_HEIGHT / 2
    shapes = [_shape(Markup('<rect class="track" width="{}" height="{}"/>'), _BAR_WIDTH, _BAR_HEIGHT)]
    shapes.append(_shape(Markup('<rect class="full" width="{}" height="{}"/>'), low * _BAR_WIDTH, _BAR_HEIGHT))
    ends = (low * _BAR_WIDTH, high * _BAR_WIDTH)
    shapes.append(_shape(Markup('<path class="range" d="M{} {}H{}"/>'), ends[0], middle, ends[1]))
    if value is not None:
        centre = min(max(value * _BAR_WIDTH, 5.0), _BAR_WIDTH - 5.0)
        shapes.append(_shape(Markup('<circle class="dot" cx="{}" cy="{}" r="5"/>'), centre, middle))
    frame = Markup('<svg class="bar" viewBox="0 0 {} {}" aria-hidden="true" focusable="false">{}</svg>')
    return frame.format(f"{_BAR_WIDTH:g}", f"{_BAR_HEIGHT:g}", Markup().join(shapes))


def _shape(template: Markup, *numbers: float) -> Markup:
    """A shape with its numbers, rounded to what can be seen."""
    return template.format(*(f"{round(number, 2):g}" for number in numbers))


def scatter(report: GapReport) -> Markup:
    """Each gap's rank where its postings and the met part of its target put it; empty where nothing is rated."""
    lines = bands(report)
    if not lines:
        return Markup()
    bottom = _TOP + _BAND * len(lines)
    parts = [*_axes(report, bottom)]
    for number, band in enumerate(lines):
        parts += _band(report, band, _TOP + _BAND * (number + 0.5))
    frame = Markup(
        '<svg class="scatter" viewBox="0 0 {} {}" role="img" aria-labelledby="scatter-title scatter-text">'
        '<title id="scatter-title">{}</title><desc id="scatter-text">{}</desc>{}</svg>'
    )
    words = " ".join(_told(band, report) for band in lines if band.gaps)
    return frame.format(_WIDTH, bottom + 44, labels.PICTURE_TITLE, words, Markup().join(parts))


def _told(band: Band, report: GapReport) -> str:
    """A band in words."""
    gaps = ", ".join(f"gap {row.rank} {labels.percent(met(row))} met" for row in band.gaps)
    return f"{band.title()} of {report.matrix.source.sample_size}: {gaps}."


def _axes(report: GapReport, bottom: float) -> Iterable[Markup]:
    right = _LEFT + _FIELD
    for part in (0.0, 0.25, 0.5, 0.75, 1.0):
        x = _LEFT + part * _FIELD
        yield _shape(Markup('<path class="grid" d="M{} {}V{}"/>'), x, _TOP, bottom)
        yield Markup('<text x="{}" y="{}" text-anchor="middle">{}</text>').format(x, bottom + 16, labels.percent(part))
    size = labels.counted(report.matrix.source.sample_size, "posting")
    yield Markup('<text class="axis" x="{}" y="14">asked for by … of {}</text>').format(4, size)
    words = Markup('<text class="axis" x="{}" y="{}" text-anchor="middle">how much of the target is met</text>')
    yield words.format((_LEFT + right) / 2, bottom + 36)


def _band(report: GapReport, band: Band, y: float) -> Iterable[Markup]:
    """The count on the left, the gaps at their places without touching, the met ones on the right."""
    yield Markup('<text x="{}" y="{}" text-anchor="end">{}</text>').format(_LEFT - 14, y + 4, band.title())
    disc = Markup(
        '<g class="gap"><title>{}</title><circle cx="{}" cy="{}" r="{}"/>'
        '<text x="{}" y="{}" text-anchor="middle">{}</text></g>'
    )
    last, left_out = float(_LEFT - _PITCH), 0
    for row in band.gaps:
        alike = sum(met(other) == met(row) for other in band.gaps)
        x = max(_LEFT + met(row) * _FIELD - (alike - 1) * _PITCH / 2, last + _PITCH)
        if x > _LEFT + _FIELD - _PITCH:
            left_out += 1
            continue
        last = x
        told = f"{row.rank}. {labels.clean(row.name)}: {labels.standing(report.matrix, row)}"
        yield disc.format(told, f"{x:g}", f"{y:g}", _DOT, f"{x:g}", f"{y + 4:g}", row.rank)
    if left_out:
        yield Markup('<text x="{}" y="{}" text-anchor="middle">+{}</text>').format(last + _PITCH, y + 4, left_out)
    for number, row in enumerate(band.met[:_MOST_MET]):
        dot = Markup('<circle class="met" cx="{}" cy="{}" r="5"><title>{}</title></circle>')
        yield dot.format(_LEFT + _FIELD + 13 * number, f"{y:g}", labels.clean(row.name))
    if len(band.met) > _MOST_MET:
        words = Markup('<text x="{}" y="{}">+{}</text>')
        yield words.format(_LEFT + _FIELD + 13 * _MOST_MET, y + 4, len(band.met) - _MOST_MET)
