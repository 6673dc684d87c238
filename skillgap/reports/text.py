"""Text in terminal columns: how wide it is, padding and wrapping."""

from __future__ import annotations

import re

_NARROW = re.compile("[ -~\xa1-\xac\xae-\u02ff‐-‧←-↓─-▟■□▪▫●○⋯⋮]*")
"""Characters known to take one column each; all others are looked up."""
_NARROWEST = 20
"""Columns that a text keeps behind its margin however narrow the page."""
_WORD = re.compile(r"\S+(?: %[^\w\s]*(?!\S))?")


def width(text: str) -> int:
    """How many columns a line of text takes in a terminal."""
    if _NARROW.fullmatch(text):
        return len(text)
    from rich.cells import cell_len  # only wide or combining characters need it

    return cell_len(text)


def pad(text: str, columns: int, align: str = "<") -> str:
    """Fill a text with spaces to a number of columns, on the right or (``>``) on the left."""
    space = " " * (columns - width(text))
    return space + text if align == ">" else text + space


def wrap(text: str, columns: int) -> list[str]:
    """Break a text at its spaces into lines of at most so many columns, at least one; longer words are cut.

    A percent sign stays with its number.
    """
    lines = [""]
    for word in _WORD.findall(text):
        joined = f"{lines[-1]} {word}" if lines[-1] else word
        if width(joined) <= columns:
            lines[-1] = joined
            continue
        pieces = _cut(word, columns)
        lines += pieces if lines[-1] else []
        if not lines[-1]:
            lines[-1:] = pieces
    return lines


def indented(text: str, margin: int, columns: int, hanging: int = 0) -> list[str]:
    """A text in lines behind a margin, those after the first further in by ``hanging``."""
    said = " ".join(text.split())
    first, *_ = wrap(said, max(columns - margin, _NARROWEST))
    rest = said.removeprefix(first).lstrip()
    later = wrap(rest, max(columns - margin - hanging, _NARROWEST)) if rest else []
    return [" " * margin + first, *(" " * (margin + hanging) + line for line in later)]


def _cut(word: str, columns: int) -> list[str]:
    if width(word) <= columns:
        return [word]
    from rich.cells import chop_cells

    return chop_cells(word, columns)
