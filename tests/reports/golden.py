"""Reports held against the files of ``goldens/``: as they stood when somebody last looked and found them good.

``SKILLGAP_UPDATE_GOLDENS=1`` writes them anew: look at the difference.
"""

from __future__ import annotations

import os
import re
from importlib import resources
from pathlib import Path

FOLDER = Path(__file__).parent / "goldens"
STYLE = re.compile("<style>(.*)</style>", re.DOTALL)


def held_against_golden(name: str, text: str) -> None:
    """Compare byte for byte. A page's style is held against the package's own file, and stands in no golden."""
    if found := STYLE.search(text):
        assert found.group(1) == resources.files("skillgap.reports").joinpath("report.css").read_text(encoding="utf-8")
        text = re.sub("sha256-[^&]+", "sha256-", STYLE.sub("<style></style>", text))
    if os.environ.get("SKILLGAP_UPDATE_GOLDENS"):
        (FOLDER / name).write_bytes(text.encode("utf-8"))
    assert text == (FOLDER / name).read_bytes().decode("utf-8")
