"""A report as a list of blocks, whatever it is about; one writer a format turns any of them into text.

Texts are plain and may come from files: every writer cleans and escapes them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Bar:
    """A figure in 0 … 1 drawn as a bar, with the range it lies in; ``value`` None draws the range alone."""

    value: float | None
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Line:
    """Figures in 0 … 1 over time, drawn as a small line; None where there is no figure."""

    values: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class HeatCell:
    """A text on a ground that is the stronger the larger ``fraction`` in 0 … 1; None has no ground."""

    text: str
    fraction: float | None


Cell = str | Bar | Line | HeatCell


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table; ``number`` aligns it to the right.

    A first column that is ``whole`` holds what is to be copied: its texts are never broken.
    """

    title: str
    number: bool = False
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Heading:
    """What the following blocks are about, with what there is to say first."""

    text: str
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph; ``quiet`` where it can be passed over."""

    text: str
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Items:
    """A list of short texts."""

    entries: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """Names with their values."""

    entries: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under columns; ``caption`` says what it shows to those who cannot see it. The first column names the row.

    ``subjects`` are the ids of the criteria that the rows are about, for outputs in which a row can be chosen.
    """

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    subjects: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Curve:
    """Figures in 0 … 1 at 0, 1, 2 and so on, drawn as a curve from the lowest to the highest of them.

    A disc stands at the place ``marked``, a ring at ``turn`` where there is one, each with what it means.
    ``across`` says what the places count, ``caption`` what the curve shows to those who cannot see it.
    """

    caption: str
    values: tuple[float, ...]
    marked: tuple[int, str]
    turn: tuple[int, str] | None
    across: str


Block = Heading | Text | Items | Facts | Table | Curve


@dataclass(frozen=True, slots=True)
class Document:
    """A whole report for people."""

    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class CsvTable:
    """The same report's main table for spreadsheets, each figure as a plain value.

    After these rows come those that are ``written`` already, as text in parts.
    """

    columns: tuple[str, ...]
    rows: Iterable[tuple[object, ...]]
    written: Iterable[str] = ()


def columns(*titles: str) -> tuple[Column, ...]:
    """Columns by their titles; a title that ends with ``>`` holds numbers."""
    return tuple(Column(title.removesuffix(">"), number=title.endswith(">")) for title in titles)


def not_empty(*blocks: Block | Sequence[Block] | None) -> tuple[Block, ...]:
    """The blocks there are, in order: lists of blocks are opened, None and tables without rows left out."""
    flat: list[Block] = []
    for block in blocks:
        if isinstance(block, Block):
            flat.append(block)
        elif block is not None:
            flat.extend(block)
    return tuple(block for block in flat if not (isinstance(block, Table) and not block.rows))
