"""Reports as one HTML file: no script, nothing fetched from anywhere, every text from a file escaped."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from importlib import resources

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from skillgap import labels
from skillgap.labels import goals
from skillgap.reports import svg
from skillgap.reports.blocks import Bar, Block, Cell, Curve, Document, HeatCell, Line
from skillgap.reports.extra_sections import ExtraSections
from skillgap.scoring.gap_report import GapReport

_SHADES = 8
"""Grounds that the style sheet has for shaded cells, beside none at all."""


def render(report: GapReport, added: Sequence[ExtraSections] = ()) -> str:
    """The whole gap report with what is added to it; it looks the same whatever the layout of the terminal."""
    before = _blocks([block for one in added for block in one.before])
    after = _blocks([block for one in added for block in one.after])
    words = {"labels": labels, "goals": goals, "svg": svg}
    names = {"report": report, "matrix": report.matrix, **words, "before": before, "after": after}
    return _page("report.html.j2", names)


def render_document(document: Document) -> str:
    """A document of blocks as a page."""
    return _page("document.html.j2", {"document": document, "blocks": _blocks(document.blocks)})


def _blocks(blocks: Sequence[Block]) -> Markup:
    """Blocks as parts of a page."""
    kinds = [(type(block).__name__, block) for block in blocks]
    text = _rendered("blocks.html.j2", {"blocks": kinds, "drawn": _drawn, "shade": _shade})
    return Markup(text.rstrip())  # noqa: S704 - what the template did not escape, it wrote itself


def _page(template: str, names: dict[str, object]) -> str:
    style = _resource("report.css")
    own = {"policy": _policy(style), "style": Markup(style)}  # noqa: S704 - the project's own file
    return _rendered(template, {**names, **own}).rstrip() + "\n"


def _rendered(template: str, names: dict[str, object]) -> str:
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, finalize=_clean, trim_blocks=True, lstrip_blocks=True
    )
    return environment.from_string(_resource(template)).render(names)


def _drawn(cell: Cell | Curve) -> object:
    """What stands in a cell or a figure; text is escaped by the template."""
    match cell:
        case Bar():
            return svg.bar(cell.value, cell.low, cell.high)
        case Line():
            return svg.line(cell.values)
        case Curve():
            return svg.curve(cell)
        case HeatCell():
            return cell.text
        case str():
            return cell


def _shade(cell: Cell) -> str:
    """The class that gives a cell its ground; empty where it has none."""
    if not isinstance(cell, HeatCell) or cell.fraction is None:
        return ""
    return f"shade-{round(min(max(cell.fraction, 0.0), 1.0) * _SHADES)}"


def _clean(value: object) -> object:
    """What every expression of the templates passes on its way out, before it is escaped."""
    return labels.strip_control_chars(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _policy(style: str) -> str:
    """A content security policy that allows this one style sheet and nothing else."""
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def _resource(name: str) -> str:
    return resources.files(__package__).joinpath(name).read_text(encoding="utf-8")
