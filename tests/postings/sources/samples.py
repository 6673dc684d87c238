"""One posting in every form that is read, in the order of the page of sources."""

from __future__ import annotations

from .board_samples import BOARDS
from .file_samples import FILES

SAMPLES = (*BOARDS, *FILES)
