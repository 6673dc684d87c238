"""Numbers as people read them."""

from __future__ import annotations


def signed(value: float, form: str = ".1f") -> str:
    """A difference in a format of Python's for floats, with its sign: ``+16.3``, ``−0.4``; none is ``+0.0``."""
    return f"{value:+z{form}}".replace("-", "−")
