"""Reports as one HTML file: no script, nothing fetched from anywhere, every text from a file escaped."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from importlib import resources

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from skillgap import labels
from skillgap.reports import svg
from skillgap.reports.blocks import Alert, Bar, Cell, Column, Curve, Document, GapScatter, HeatCell, Line, Table

_SHADES = 8
"""Grounds that the style sheet has for shaded cells, beside none at all."""
_SHORT = 22
"""Characters of a text that is never broken into lines."""


def render(document: Document) -> str:
    """Write the document as a page; it looks the same whatever the layout of the terminal."""
    kinds = [(type(block).__name__, block) for block in document.blocks]
    names = {"document": document, "blocks": kinds, "svg": svg, "web_link": labels.web_link}
    drawing = {"drawn": _drawn, "classes": _classes, "short": _short_columns}
    return render_page("document.html.j2", resource("report.css"), {**names, **drawing})


def render_page(template: str, style: str, names: Mapping[str, object], script: str | None = None) -> str:
    """Fill in a template of this package. The page's policy allows ``style`` and ``script``, and nothing else.

    Both are the project's own text. Every other text is cleaned and escaped, unless it is Markup.
    """
    own = {"style": Markup(style), "script": Markup(script or "")}  # noqa: S704 - the project's own files
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, finalize=_clean, trim_blocks=True, lstrip_blocks=True
    )
    page = environment.from_string(resource(template)).render({**names, **own, "policy": _policy(style, script)})
    return page.rstrip() + "\n"


def _drawn(cell: Cell | Curve | GapScatter) -> object:
    """The contents of a cell or a figure; text is escaped by the template."""
    match cell:
        case Bar():
            return svg.bar(cell.value, cell.low, cell.high)
        case Line():
            return svg.line(cell.values)
        case Curve():
            return svg.curve(cell)
        case GapScatter():
            return svg.scatter(cell.report)
        case HeatCell() | Alert():
            return cell.text
        case str():
            return cell


def _short_columns(table: Table) -> list[bool]:
    """Whether each column has short texts only, which no line breaks."""
    return [
        all(isinstance(cell, str) and len(cell) <= _SHORT for cell in column)
        for column in zip(*table.rows, strict=True)
    ]


def _classes(cell: Cell, column: Column, *, short: bool) -> str:
    """The classes of a cell that is not the name of its row."""
    kind = "number" if column.number else "short" if short else "text"
    shade = ["alert"] if isinstance(cell, Alert) else []
    if isinstance(cell, HeatCell) and cell.fraction is not None:
        shade = [f"shade-{round(min(max(cell.fraction, 0.0), 1.0) * _SHADES)}"]
    return " ".join([*shade, kind])


def _clean(value: object) -> object:
    """What every expression of the templates passes on its way out, before it is escaped."""
    return labels.strip_control_chars(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _policy(style: str, script: str | None) -> str:
    """Return a content security policy that allows this style sheet, this script if any, and nothing else."""
    scripts = f"script-src '{_digest(script)}'; " if script is not None else ""
    return f"default-src 'none'; {scripts}style-src '{_digest(style)}'; base-uri 'none'; form-action 'none'"


def _digest(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


def resource(name: str) -> str:
    """Return the text of a file of this package."""
    return resources.files(__package__).joinpath(name).read_text(encoding="utf-8")
