"""The pictures of the pages are what the screens look like.

``SKILLGAP_UPDATE_GOLDENS=1`` makes them anew, as ``docs/pictures.py`` does: look at them.
"""

from __future__ import annotations

import asyncio
import os
import re
from pathlib import Path

import pytest

from docs.pictures import PICTURES, picture
from tests.docs.pages import DOCS, ROOT


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_is_what_the_screens_look_like(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SKILLGAP_CONFIG", "")  # set by the picture, and then no longer
    monkeypatch.delenv("NO_COLOR", raising=False)
    svg = asyncio.run(picture(name, tmp_path))
    if os.environ.get("SKILLGAP_UPDATE_GOLDENS"):
        (DOCS / name).write_text(svg, encoding="utf-8")
    same = svg == (DOCS / name).read_text(encoding="utf-8")
    assert same, "the screen changed: look at it, and have its picture made anew"


def test_the_pages_show_the_pictures_there_are() -> None:
    pages = [*DOCS.glob("*.md"), ROOT / "README.md"]
    shown = {Path(one).name for page in pages for one in re.findall(r"!\[[^]]+\]\(([^)]+)\)", page.read_text("utf-8"))}
    assert shown == set(PICTURES) == {path.name for path in DOCS.glob("*.svg")}
