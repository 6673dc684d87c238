"""Offering to take the ratings of an older version of a role along."""

from __future__ import annotations

import datetime

from skillgap.labels.comparison import carry_words, older_words
from skillgap.model.matrix import Matrix
from skillgap.model.profile import Assessment
from skillgap.scoring.comparison.versions import CarriedOver, carry_over
from skillgap.tui.dialogs.choice import ChoiceDialog
from skillgap.tui.lines import plain, wrapped
from skillgap.tui.widgets.listing import Row


def carry_dialog(
    old: Assessment, before: Matrix, after: Matrix, today: datetime.date
) -> tuple[ChoiceDialog[bool], CarriedOver]:
    """The question whether ratings shall come along, and the assessment that they would be."""
    carried = carry_over(old, before, after, today)

    def row(text: str, identifier: str) -> Row:
        return Row(lambda width: wrapped(plain(text), width), identifier)

    choices = [
        (row("Take the ratings along, and rate what is new", "along"), True),
        (row("Begin with no ratings", "fresh"), False),
    ]
    text = f"{older_words(old, after)} {carry_words(carried)}"
    return ChoiceDialog("The role has moved on", text, choices, "along"), carried
