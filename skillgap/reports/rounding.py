"""The one place that rounds figures for programs, so that a figure is the same in every output."""

from __future__ import annotations

_DIGITS = 12
"""Digits behind the point. All figures are exact to that many; what is beyond them depends on the order of sums."""


def rounded(value: float) -> float:
    """A figure without the noise of its calculation."""
    return round(value, _DIGITS) + 0.0  # no negative zero
