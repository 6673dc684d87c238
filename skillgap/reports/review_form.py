"""A mentor's form as one HTML page with one constant script, and as Markdown to fill in by hand."""

from __future__ import annotations

import json

from markupsafe import Markup

from skillgap.model.travelling_review import FORMAT
from skillgap.questionnaire.review_form import FormCriterion, ReviewForm
from skillgap.reports.html import render_page, resource
from skillgap.reports.markdown import escape


def form_page(form: ReviewForm) -> str:
    """Write the form as a page that works offline and saves the review as a file."""
    style = resource("report.css") + resource("review_form.css")
    data = {"form": form, "data": Markup(_data_block(form))}  # noqa: S704 - JSON in which no tag can begin
    return render_page("review_form.html.j2", style, data, resource("review_form.js"))


def _data_block(form: ReviewForm) -> str:
    """Return the script's data as JSON in ASCII, with ``<`` escaped: it cannot end its element."""
    data = {
        "format": FORMAT,
        "profile": form.profile,
        "form": form.id,
        "matrix": form.matrix,
        "matrix_version": form.matrix_version,
        "assessment": form.assessment.isoformat(),
        "by": form.mentor,
        "criteria": [criterion.id for criterion in form.criteria],
    }
    return json.dumps(data).replace("<", "\\u003c")


def form_markdown(form: ReviewForm) -> str:
    """Write the form as Markdown, for mail and screen readers."""
    facts = {"Mentor": form.mentor, "Role": f"{form.role}, version {form.matrix_version}", "Assessed": form.assessment}
    what_to_do = (
        "Write your answers after *Level:* and *Comment:*, and send the text back. The level is a number, or "
        f"*not observed* if you have not seen {escape(form.person)} do this. "
        "You can leave a criterion without an answer."
    )
    listed = "\n".join(f"- {name}: {escape(str(text))}" for name, text in facts.items())
    parts = [f"# Review of {escape(form.person)}", listed, what_to_do]
    section = None
    for criterion in form.criteria:
        if criterion.section != section:
            parts.append(f"## {escape(criterion.section)}")
            section = criterion.section
        parts += _question(criterion)
    return "\n\n".join([*parts, "## Summary", "Summary:"]) + "\n"


def _question(criterion: FormCriterion) -> list[str]:
    levels = []
    for level in criterion.levels:
        description = f": {escape(level.description)}" if level.description else ""
        levels.append(f"- {level.level} {escape(level.name)}{description}")
    details = [escape(detail) for detail in criterion.details]
    return [f"### {escape(criterion.name)}", *details, "\n".join(levels), "Level:", "Comment:"]
