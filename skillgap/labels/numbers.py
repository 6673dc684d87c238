"""Numbers as people read them."""

from __future__ import annotations


def signed(value: float, form: str = ".1f") -> str:
    """A difference in one of Python's formats for floats, with its sign: ``+16.3``, ``−0.4``; zero is ``+0.0``."""
    return f"{value:+z{form}}".replace("-", "−")
