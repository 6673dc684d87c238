"""``skillgap review --form``: a form for a mentor who does not have skillgap."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from skillgap.cli.options import check_ending
from skillgap.cli.output import write_output
from skillgap.store.yaml_errors import character_name
from skillgap.store.yaml_reader import FORBIDDEN

if TYPE_CHECKING:
    from skillgap.workspace import RatedProfile

_ENDINGS = (".html", ".md")


def write_form(rated: RatedProfile, mentor: str | None, path: str) -> None:
    """Write the form that a mentor fills in. Raise UsageError without a mentor."""
    from skillgap.questionnaire.review_form import review_form
    from skillgap.reports.review_form import form_markdown, form_page
    from skillgap.workspace import rated_assessment

    if mentor is None:
        raise click.UsageError('add --mentor "Their name": a form is for one mentor.')
    check_ending(path, _ENDINGS, "--form")
    if found := FORBIDDEN.search(mentor):
        message = f"the character {character_name(found.group())} cannot be saved."
        raise click.BadParameter(message, param_hint="'--mentor'")
    form = review_form(rated.file.profile, rated.matrix, rated_assessment(rated), mentor)
    write_output(form_page(form) if path.endswith(".html") else form_markdown(form), path)
