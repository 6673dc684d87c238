"""A report as a list of blocks, whatever it is about; one writer a format turns any of them into text.

Texts are plain and may come from files: every writer cleans and escapes them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from skillgap.scoring.gap_report import GapReport


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


@dataclass(frozen=True, slots=True)
class Alert:
    """A text that needs attention; the text says so by itself, and outputs with colors color it."""

    text: str


Cell = str | Bar | Line | HeatCell | Alert


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table; ``number`` aligns it to the right.

    A first column that is ``whole`` holds what is to be copied: its texts are never broken. A page too narrow for
    all columns side by side moves those with the ``fold`` 1 to a line below, then those with 2 and so on; there
    ``label`` stands before each cell in place of the title. Columns with the fold 0 stay. A narrow page leaves out
    those that are ``optional``.
    """

    title: str
    number: bool = False
    whole: bool = False
    fold: int = 0
    label: str = ""
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Heading:
    """What the following blocks are about, with what there is to say first."""

    text: str
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph; ``quiet`` if it may be skipped, ``alert`` if nobody should miss it."""

    text: str
    quiet: bool = False
    alert: bool = False


@dataclass(frozen=True, slots=True)
class Links:
    """Texts with a title; those that are plain web addresses become links."""

    title: str
    entries: tuple[str, ...]


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
    """Rows under columns; ``caption`` says what it shows to those who cannot see it.

    The first column names the row, or the second if the rows are ``ranked``: then the first holds the rank.
    ``subjects`` are the ids of the criteria that the rows are about, for outputs in which a row can be chosen.
    ``details`` says more about each row, below it; where that is not possible, in a list titled ``details_title``.
    """

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    subjects: tuple[str, ...] = ()
    ranked: bool = False
    details: tuple[tuple[Text | Links, ...], ...] = ()
    details_title: str = ""

    @property
    def naming(self) -> int:
        """The position of the column that names the row."""
        return int(self.ranked)

    def details_of(self, at: int) -> tuple[Text | Links, ...]:
        """The details of the row at a position."""
        return self.details[at] if self.details else ()


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


@dataclass(frozen=True, slots=True)
class GapScatter:
    """All gaps of a report in one picture: how often asked for × how much of the target is met.

    ``legend`` says how to read it.
    """

    report: GapReport
    legend: str


Block = Heading | Text | Links | Items | Facts | Table | Curve | GapScatter


@dataclass(frozen=True, slots=True)
class Document:
    """A whole report for people. ``first`` is said even before the title, since nothing in the report outweighs it."""

    title: str
    blocks: tuple[Block, ...]
    first: tuple[str, ...] = ()


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
