"""How wide the columns of a table are on a page: the one place that decides it, for every output of text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from skillgap.reports.text import width

SPACE = 2
"""Columns of a terminal between two cells."""


def fit(widths: Sequence[int], least: Sequence[int], page: int) -> list[int] | None:
    """Make columns narrower, the widest first and none below its least width, until they fit the page.

    None if they cannot fit.
    """
    if total(least) > page:
        return None
    fitted = list(widths)
    excess = total(fitted) - page
    while excess > 0:
        widest = max((at for at, size in enumerate(fitted) if size > least[at]), key=lambda at: (fitted[at], -at))
        fitted[widest] -= 1
        excess -= 1
    return fitted


def stretch(widths: list[int], most: Sequence[int], page: int) -> list[int]:
    """Give what the page has left to the columns that may grow, the narrowest first."""
    left = page - total(widths)
    while left > 0 and (growing := [at for at, size in enumerate(widths) if size < most[at]]):
        widths[min(growing, key=lambda at: (widths[at], at))] += 1
        left -= 1
    return widths


def total(widths: Sequence[int]) -> int:
    """The columns that cells of these widths take side by side."""
    return sum(widths) + SPACE * max(len(widths) - 1, 0)


def longest_word(texts: Iterable[str]) -> int:
    """The width of the longest word in some texts."""
    return max((width(word) for text in texts for word in text.split()), default=0)


def lines_of(widths: Sequence[int], page: int) -> list[list[int]]:
    """Put cells of these widths on as few lines as hold them in their order; each line lists their positions."""
    lines: list[list[int]] = []
    for at, size in enumerate(widths):
        beside = [widths[other] for other in lines[-1]] if lines else []
        if lines and total([*beside, size]) <= page:
            lines[-1].append(at)
        else:
            lines.append([at])
    return lines
