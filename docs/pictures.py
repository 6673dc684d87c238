"""Makes the pictures of the pages from the running screens: ``.venv/bin/python docs/pictures.py``.

The people are the samples on a fixed day, so the same code makes the same pictures; a test holds them against this.
"""

from __future__ import annotations

import asyncio
import contextlib
import datetime
import os
import re
import tempfile
from pathlib import Path

from textual import events

from skillgap.store import Library
from skillgap.tui.app import SkillgapApp

DOCS = Path(__file__).resolve().parent
ROOT = DOCS.parent
SIZE = (110, 34)
DAY = datetime.date(2026, 10, 1)
STAFF, PLATFORM = "sample-staff-engineer", "sample-platform-engineer"

PICTURES: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "home.svg": ((PLATFORM, STAFF), ("down",)),
    "assess.svg": ((STAFF,), ("a", *("left",) * 15, "down", "up")),
    "results.svg": ((STAFF,), ("r",)),
    "plan.svg": ((STAFF,), ("r", "p", "minus", "minus", "minus", "minus", "minus", "minus")),
    "goals.svg": ((STAFF,), ("g",)),
    "compare.svg": ((PLATFORM, STAFF), ("space", "down", "space", "c")),
    "review-blind.svg": ((STAFF,), ("v", "<Grace Mentor>", "enter", "enter")),
    "review-both.svg": ((STAFF,), ("v", "<Grace Mentor>", "enter", "enter", "2")),
    "team.svg": ((PLATFORM, STAFF), ("t",)),
}
"""Whose profiles are there, and the keys from the first screen to the picture; what stands in <> is pasted."""


async def picture(name: str, folder: Path) -> str:
    """The picture of that name, of screens on copies of the samples; ``folder`` is empty, and the current one."""
    people, keys = PICTURES[name]
    os.environ["SKILLGAP_CONFIG"] = str(folder / "settings")  # the standard theme, whatever this machine remembers
    library = Library(Path("profiles"), Path("matrices"))
    library.profiles.mkdir()
    for person in people:
        text = (ROOT / "profiles" / f"{person}.yaml").read_text(encoding="utf-8")
        # A copy to the byte is a sample, which nobody changes.
        (library.profiles / f"{person}.yaml").write_text(f"{text}# An own copy.\n", encoding="utf-8")
    app = SkillgapApp(library, today=lambda: DAY)
    async with app.run_test(size=SIZE) as pilot:
        await app.workers.wait_for_complete()
        for key in keys:
            if key.startswith("<"):
                app.post_message(events.Paste(key[1:-1]))
            else:
                await pilot.press(key)
            await pilot.pause()
            await app.workers.wait_for_complete()
        await pilot.pause()
        svg = app.export_screenshot(title="skillgap", simplify=True)
    # Textual numbers the parts of a picture anew each time; a name of its own keeps them the same.
    svg = re.sub(r"terminal-\d+", f"terminal-{name.removesuffix('.svg')}", svg)
    # A picture asks nobody for a font: the reader's own monospaced one will do.
    return re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL)


def main() -> None:
    """Make every picture."""
    for name in PICTURES:
        with tempfile.TemporaryDirectory() as temporary, contextlib.chdir(temporary):
            svg = asyncio.run(picture(name, Path(temporary)))
        (DOCS / name).write_text(svg, encoding="utf-8")


if __name__ == "__main__":
    main()
