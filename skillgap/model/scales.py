"""Ready scales that a criterion may name instead of listing its own levels."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

READY_SCALES: Final[Mapping[str, tuple[str, ...]]] = {
    "yes-no": ("No", "Yes"),
    "cefr": ("None", "A1", "A2", "B1", "B2", "C1", "C2"),
}
"""The names of the levels of each ready scale, from level 0 up."""
