"""Makes the pictures of the README from the running screens: ``.venv/bin/python docs/pictures.py``.

The screens are those of the sample profile on a fixed day, so the same code makes the same pictures.
"""

from __future__ import annotations

import asyncio
import datetime
import os
import re
import shutil
import tempfile
from pathlib import Path

DOCS = Path(__file__).parent
ROOT = DOCS.parent
SIZE = (110, 34)
DAY = datetime.date(2026, 6, 1)

# What keys lead from the sample's first open question to each picture.
PICTURES = {
    "assess.svg": ("a", *("left",) * 15, "down", "up"),
    "results.svg": ("r",),
}


async def picture(folder: Path, name: str, keys: tuple[str, ...]) -> None:
    """Open the screens on a copy of the sample, press the keys, and save what is shown."""
    from skillgap.store import Library
    from skillgap.tui.app import SkillgapApp

    app = SkillgapApp(Library(folder, folder / "none"), today=lambda: DAY)
    async with app.run_test(size=SIZE) as pilot:
        for key in keys:
            await pilot.press(key)
            await pilot.pause()
        svg = app.export_screenshot(title="skillgap", simplify=True)
    # Textual numbers the parts of a picture anew each time; a name of its own keeps them the same.
    svg = re.sub(r"terminal-\d+", f"terminal-{name.removesuffix('.svg')}", svg)
    # A picture asks nobody for a font: the reader's own monospaced one will do.
    svg = re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL)
    (DOCS / name).write_text(svg, encoding="utf-8")


def main() -> None:
    """Make every picture."""
    with tempfile.TemporaryDirectory() as temporary:
        os.environ["SKILLGAP_CONFIG"] = temporary  # the standard theme, whatever this machine remembers
        for name, keys in PICTURES.items():
            folder = Path(temporary) / name
            folder.mkdir()
            shutil.copy(ROOT / "profiles" / "sample-staff-engineer.yaml", folder)
            asyncio.run(picture(folder, name, keys))


if __name__ == "__main__":
    main()
