"""Asking whether to add to an older assessment, or to begin a new one."""

from __future__ import annotations

import datetime
from typing import Literal

from skillgap.model.matrix import Matrix
from skillgap.tui.dialogs.choice import ChoiceDialog
from skillgap.tui.lines import plain, wrapped
from skillgap.tui.widgets.listing import Row


def start_dialog(name: str, matrix: Matrix, latest: datetime.date) -> ChoiceDialog[datetime.date | Literal["new"]]:
    """Ask which assessment the answers go to: the latest one, or a new one dated today."""

    def row(text: str, identifier: str) -> Row:
        return Row(lambda width: wrapped(plain(text), width), identifier)

    choices: list[tuple[Row, datetime.date | Literal["new"]]] = [
        (row("Begin a new assessment dated today", "new"), "new"),
        (row(f"Add to the assessment of {latest}", "add"), latest),
    ]
    text = f"The latest assessment of {name} for {matrix.title} is of {latest}. A new one keeps it as it is."
    return ChoiceDialog("New assessment?", text, choices, "new")
