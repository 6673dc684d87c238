"""The pages of ``docs/`` tell the truth: followed from top to bottom, they show what appears.

``SKILLGAP_UPDATE_GOLDENS=1`` writes what appears into the pages: look at the difference.
"""

from __future__ import annotations

import datetime
import difflib
import os
from collections.abc import Sequence
from pathlib import Path

import pytest

from skillgap import workspace
from skillgap.cli import clock
from skillgap.store import library
from tests.cli.conftest import home  # noqa: F401 - a fixture
from tests.docs.pages import DOCS, Block, Step, anew, parts, rewritten, shows
from tests.docs.terminal import Terminal, save

PAGES = sorted(DOCS.glob("*.md"))
DAY = datetime.date(2026, 10, 1)
"""The day on which a page is followed, until it names another."""
ANEW = bool(os.environ.get("SKILLGAP_UPDATE_GOLDENS"))


def steps_of(block: Block) -> list[Step]:
    return list(block.steps()) if block.kind == "console" else []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_shows_what_appears(page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = page.read_text(encoding="utf-8")
    terminal = Terminal(monkeypatch)
    monkeypatch.setattr(clock, "today", lambda: DAY)
    monkeypatch.setattr(library, "new_key", lambda: "k3f9c51d2b7e86a04")
    monkeypatch.setattr(workspace, "utc_now", lambda: f"{clock.today()}T12:00:00Z")
    outputs: list[tuple[Step, Sequence[str]]] = []
    for part in parts(text):
        if isinstance(part, datetime.date):
            monkeypatch.setattr(clock, "today", lambda day=part: day)
        elif part.file:
            save(part.file, part.text)
        else:
            steps = steps_of(part)
            for at, step in enumerate(steps):
                appeared = terminal.type(step.command, step.answers)
                outputs.append((step, anew(step.output, appeared) if ANEW else appeared))
                told = [after.command for after in steps[at + 1 : at + 2]] == ["echo $?"]
                where = f"{page.name}:{step.line}: {step.command}"
                assert told or terminal.code == 0, f"{where} ends with {terminal.code}: {appeared}"
                if not ANEW and not shows(step.output, appeared):
                    difference = difflib.unified_diff(step.output, appeared, "the page", "what appears", lineterm="")
                    pytest.fail("\n".join([where, *difference]))
    if ANEW:
        page.write_text(rewritten(text, outputs), encoding="utf-8")
