"""Offering to take the ratings of an older version of a role along."""

from __future__ import annotations

from skillgap.labels.comparison import carry_words, older_words
from skillgap.model.matrix import Matrix
from skillgap.model.profile import Assessment
from skillgap.scoring.comparison.versions import CarriedOver
from skillgap.tui.dialogs.choice import ChoiceDialog
from skillgap.tui.lines import plain, wrapped
from skillgap.tui.widgets.listing import Row


def carry_dialog(old: Assessment, after: Matrix, carried: CarriedOver) -> ChoiceDialog[bool]:
    """Ask whether the ratings that a new version of the role can take are to be carried over."""

    def row(text: str, identifier: str) -> Row:
        return Row(lambda width: wrapped(plain(text), width), identifier)

    choices = [
        (row("Carry the ratings over and rate new criteria", "along"), True),
        (row("Begin with no ratings", "fresh"), False),
    ]
    text = f"{older_words(old, after)} {carry_words(carried)}"
    return ChoiceDialog("The role has moved on", text, choices, "along")
