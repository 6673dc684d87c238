"""The pictures of the HTML report, as inline SVG that takes its colours from the page's style sheet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from markupsafe import Markup

from skillgap import labels
from skillgap.reports.blocks import Curve
from skillgap.reports.gap_scatter import Band, bands, met
from skillgap.scoring.gap_report import Coverage, GapReport, Row

_BAR_WIDTH, _BAR_HEIGHT, _RADIUS = 160, 12, 5
_BAR = Markup('<svg class="bar" viewBox="0 0 160 12" aria-hidden="true" focusable="false">{}</svg>')
_TRACK = Markup('<rect class="track" width="160" height="12"/>')
_FULL = Markup('<rect class="full" width="{}" height="12"/>')
_RANGE = Markup('<path class="range" d="M{} 6H{}"/>')
_POINT = Markup('<circle class="dot" cx="{}" cy="6" r="5"/>')

_LINE = Markup('<svg class="line" viewBox="0 0 160 24" aria-hidden="true" focusable="false">{}</svg>')
_STROKE = Markup('<path class="stroke" d="{}"/>')
_END = Markup('<circle class="dot" cx="{}" cy="{}" r="3"/>')

_CURVE = Markup('<svg class="curve" viewBox="0 0 480 240" role="img" aria-label="{}">{}</svg>')
_CURVE_LEFT, _CURVE_TOP, _CURVE_FIELD = 60, 12, (402, 180)
_RULE = Markup('<path class="grid" d="M{} {}H{}"/>')
_RING = Markup('<circle class="ring" cx="{}" cy="{}" r="6"><title>{}</title></circle>')
_MARK = Markup('<circle class="dot" cx="{}" cy="{}" r="6"><title>{}</title></circle>')

_WIDTH = 440
_LEFT, _TOP, _FIELD, _BAND = 46, 26, 320, 26
"""The field of the picture: where it begins, how wide it is, and how high each of its bands."""
_ROOM_LEFT, _DIGIT = 14, 10
"""The room right of the counts, and for each of their digits; where they are long the picture begins left of 0."""
_PITCH = 20
"""How far the centres of two discs that stand side by side are apart."""
_MOST_MET, _MET_PITCH = 3, 13
_SCATTER = Markup(
    '<svg class="scatter" viewBox="{} 0 {} {}" role="img" aria-labelledby="scatter-title scatter-text">'
    '<title id="scatter-title">{}</title><desc id="scatter-text">{}</desc>{}</svg>'
)
_GRID = Markup('<path class="grid" d="M{} {}V{}"/>')
_TEXT = Markup('<text x="{}" y="{}" text-anchor="{}">{}</text>')
_DISC = Markup(
    '<g class="gap" transform="translate({} {})"><title>{}</title><circle r="9"/>'
    '<text y="4" text-anchor="middle">{}</text></g>'
)
_MET = Markup('<circle class="met" cx="{}" cy="{}" r="5"><title>{}</title></circle>')


def share(row: Row) -> Markup:
    """How often a criterion is asked for, with the 95% interval. The figures stand in text beside it."""
    return bar(row.share, row.share_low, row.share_high)


def coverage(covered: Coverage) -> Markup:
    """How much is met, with what the unrated criteria leave open. The figures stand in text beside it."""
    if covered.low is None or covered.high is None:
        return bar(None, 0.0, 0.0)
    return bar(covered.value, covered.low, covered.high)


def bar(value: float | None, low: float, high: float) -> Markup:
    """Filled up to the range, a line through it, a dot at the value; all in 0 … 1."""
    first, last = low * _BAR_WIDTH, high * _BAR_WIDTH
    shapes = _TRACK + _written(_FULL, first) + _written(_RANGE, first, last)
    if value is not None:
        shapes += _written(_POINT, min(max(value * _BAR_WIDTH, _RADIUS), _BAR_WIDTH - _RADIUS))
    return _written(_BAR, shapes)


def line(values: Sequence[float | None]) -> Markup:
    """Figures in 0 … 1 from left to right, the last with a dot; a gap where there is none."""
    step = _BAR_WIDTH / max(len(values) - 1, 1)
    points = [None if value is None else (at * step, 21 - 18 * value) for at, value in enumerate(values)]
    path, pen_down = "", False
    for point in points:
        if point is not None:
            path += f"{'L' if pen_down else 'M'}{point[0]:.6g} {point[1]:.6g}"
        pen_down = point is not None
    last = next((point for point in reversed(points) if point is not None), None)
    shapes = _written(_STROKE, path)
    if last is not None:
        shapes += _written(_END, min(max(last[0], 3), _BAR_WIDTH - 3), last[1])
    return _written(_LINE, shapes)


def curve(drawn: Curve) -> Markup:
    """The figures as a curve over their places, the two places that matter marked."""
    low, high = min(drawn.values), max(drawn.values)
    wide, deep = _CURVE_FIELD
    last = max(len(drawn.values) - 1, 1)

    def at(place: int) -> tuple[float, float]:
        part = (drawn.values[place] - low) / (high - low) if high > low else 0.0
        return _CURVE_LEFT + place / last * wide, _CURVE_TOP + (1 - part) * deep

    shapes: list[Markup] = []
    for part in (0.0, 0.5, 1.0):
        y = _CURVE_TOP + (1 - part) * deep
        shapes.append(_written(_RULE, _CURVE_LEFT, y, _CURVE_LEFT + wide))
        shapes.append(_written(_TEXT, _CURVE_LEFT - 8, y + 4, "end", labels.percent(low * (1 - part) + high * part)))
    points = " L".join(f"{x:.6g} {y:.6g}" for x, y in map(at, range(len(drawn.values))))
    shapes.append(_written(_STROKE, f"M{points}"))
    for template, mark in ((_RING, drawn.turn), (_MARK, drawn.marked)):
        if mark is not None:
            place, meaning = mark
            shapes.append(_written(template, *at(place), f"{meaning}: {labels.percent(drawn.values[place])}"))
    named = sorted({0, drawn.marked[0], len(drawn.values) - 1})
    shapes += [_written(_TEXT, at(place)[0], 210, "middle", place) for place in named]
    shapes.append(_written(_TEXT, _CURVE_LEFT + wide / 2, 230, "middle", drawn.across))
    told = ", ".join(f"{labels.percent(value)} at {place}" for place, value in enumerate(drawn.values))
    return _written(_CURVE, f"{drawn.caption}: {told}", Markup().join(shapes))


def _written(template: Markup, *values: object) -> Markup:
    """A template of this module with its values: numbers rounded to what can be seen, text clean and escaped."""
    return template.format(*map(_value, values))


def _value(value: object) -> object:
    if isinstance(value, float):
        return f"{value:.6g}"
    return labels.strip_control_chars(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def scatter(report: GapReport) -> Markup:
    """Each gap's rank where its postings and the met part of its target put it; empty without gaps."""
    lines = bands(report)
    if not lines:
        return Markup()
    bottom = _TOP + _BAND * len(lines)
    begin = _LEFT - _ROOM_LEFT - max(_LEFT - _ROOM_LEFT, max(len(band.title()) for band in lines) * _DIGIT)
    size = labels.pluralize(report.matrix.source.sample_size, "posting")
    shapes = [_written(_TEXT, begin + 4, 14, "start", f"asked for by … of {size}"), *_axes(bottom)]
    for number, band in enumerate(lines):
        shapes += _band(report, band, _TOP + _BAND * (number + 0.5))
    told = " ".join(_told(band, report) for band in lines if band.gaps)
    return _written(_SCATTER, begin, _WIDTH - begin, bottom + 44, labels.PICTURE_TITLE, told, Markup().join(shapes))


def _told(band: Band, report: GapReport) -> str:
    """A band in words."""
    gaps = ", ".join(f"gap {row.rank} {labels.percent(met(row))} met" for row in band.gaps)
    return f"{band.title()} of {report.matrix.source.sample_size}: {gaps}."


def _axes(bottom: int) -> Iterator[Markup]:
    for part in (0.0, 0.25, 0.5, 0.75, 1.0):
        x = _LEFT + part * _FIELD
        yield _written(_GRID, x, _TOP, bottom)
        yield _written(_TEXT, x, bottom + 16, "middle", labels.percent(part))
    yield _written(_TEXT, _LEFT + _FIELD / 2, bottom + 36, "middle", "how much of the target is met")


def _band(report: GapReport, band: Band, y: float) -> Iterator[Markup]:
    """The count on the left, the gaps at their places without touching, the met ones on the right."""
    right = _LEFT + _FIELD
    yield _written(_TEXT, _LEFT - _ROOM_LEFT, y + 4, "end", band.title())
    x, left_out = float(_LEFT - _PITCH), 0
    alike = Counter(map(met, band.gaps))
    for row in band.gaps:
        wanted = _LEFT + met(row) * _FIELD - (alike[met(row)] - 1) * _PITCH / 2
        place = max(min(wanted, right - _PITCH), x + _PITCH)
        if place > right - _PITCH:
            left_out += 1
            continue
        x = place
        yield _written(_DISC, x, y, f"{row.rank}. {row.name}: {labels.standing(report.matrix, row)}", row.rank)
    if left_out:
        yield _written(_TEXT, x + _PITCH, y + 4, "middle", f"+{left_out}")
    for number, row in enumerate(band.met[:_MOST_MET]):
        yield _written(_MET, right + _MET_PITCH * number, y, row.name)
    if len(band.met) > _MOST_MET:
        yield _written(_TEXT, right + _MET_PITCH * _MOST_MET, y + 4, "start", f"+{len(band.met) - _MOST_MET}")
