"""The report as one HTML file: no script, nothing fetched from anywhere, every text from a file escaped."""

from __future__ import annotations

import base64
import hashlib
from importlib import resources

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from skillgap import labels
from skillgap.reports import svg
from skillgap.scoring import GapReport


def render(report: GapReport) -> str:
    """The whole report; it looks the same whatever the layout of the terminal."""
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, finalize=_clean, trim_blocks=True, lstrip_blocks=True
    )
    style = _resource("report.css")
    template = environment.from_string(_resource("report.html.j2"))
    names = {"report": report, "matrix": report.matrix, "labels": labels, "svg": svg, "policy": _policy(style)}
    page = template.render(names, style=Markup(style))  # noqa: S704 - the project's own file
    return page.rstrip() + "\n"


def _clean(value: object) -> object:
    """What every expression of the template passes on its way out, before it is escaped."""
    return labels.clean(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _policy(style: str) -> str:
    """A content security policy that allows this one style sheet and nothing else."""
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def _resource(name: str) -> str:
    return resources.files(__package__).joinpath(name).read_text(encoding="utf-8")
