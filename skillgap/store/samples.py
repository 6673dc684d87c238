"""Which files are samples: their bytes equal the bytes of a sample profile that ships with skillgap."""

from __future__ import annotations

from pathlib import Path


def is_sample(path: Path, shipped: Path) -> bool:
    """Tell whether a file's bytes equal a sample's in the folder ``shipped``, wherever the file is.

    A changed copy is the user's own. False for a file that cannot be read.
    """
    try:
        size = path.stat().st_size
        alike = [known for known in shipped.iterdir() if known.stat().st_size == size] if path.is_file() else []
        return any(path.read_bytes() == known.read_bytes() for known in alike if known.is_file())
    except OSError:
        return False
