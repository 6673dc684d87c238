"""Lists of counts, as in 'Charts – 40 postings (67%)', read as tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from skillgap.postings import analysis_words as words
from skillgap.postings.analysis_numbers import Figure, is_rough, read_figure
from skillgap.postings.analysis_outline import Part, Table, TableRow, Text

_SEPARATOR = re.compile(r"\s*(?:[:=…]|\.{3,}|\s[–—-]|[–—]|,)\s+|\s*[(\[]")
_ASKED = re.compile(
    r"^(?:is |was |wird |est |es )?(?:asked for|required|requested|mentioned|named|listed|wanted|appears|found"
    r"|genannt|gefordert|verlangt|pedido|exigido|demandé|cité)?\s*\b(?:by|in|von|in|por|en|par|dans)\s+",
    re.I,
)
_POSTINGS = re.compile(rf"\b{words.POSTINGS}\b", re.I)
_LABELS = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        words.SAMPLE_LABEL,
        *(
            label.pattern
            for label in (
                words.PERIOD_LABEL,
                words.ROLE_LABEL,
                words.SAMPLE_NOTES_LABEL,
                words.REGIONS_LABEL,
                words.INDUSTRIES_LABEL,
                words.ORGANISATIONS_LABEL,
                words.DIMENSION,
            )
        ),
    )
)
MOST_SPLITS = 6
"""So many places of a list item are tried as the end of a name or of a figure."""
LONGEST = 300
"""The characters of a list item that may be a count; a longer one is prose."""
TITLES = ("Name", "Count", "Notes")


@dataclass(frozen=True, slots=True)
class _Entry:
    """A list item split into name, figure and remark."""

    item: Text
    name: str
    figure: str
    notes: str = ""
    explicit: bool = False


def take_lists(parts: Sequence[Part]) -> None:
    """Move lists of counts from the items of each part to its tables."""
    for part in parts:
        entries = [entry for item in part.items if (entry := _entry(item))]
        read = [entry for entry in entries if entry.figure]
        plain = words.kind_of(part.title) is not None and not words.SIGNALS.search(part.title)
        sure = [entry for entry in read if entry.explicit]
        if not (sure if not plain else read) or 2 * len(sure if not plain else read) < len(part.items):
            continue
        labels = [item for item in part.items if _is_label(item)]
        rows = [entry for entry in entries if entry.item not in labels]
        if not any(entry.figure for entry in rows):
            continue
        part.tables.append(Table(TITLES, rows[0].item.line, tuple(map(_row, rows)), is_list=True))
        part.items[:] = labels


def _is_label(item: Text) -> bool:
    label = item.text.partition(":")[0].strip()
    return ":" in item.text and any(pattern.fullmatch(label) for pattern in _LABELS)


def _row(entry: _Entry) -> TableRow:
    return TableRow((entry.name, entry.figure, entry.notes), entry.item.line, (1, 1, 1))


def _entry(item: Text) -> _Entry | None:
    """Split a list item into its parts. Its figure is empty if the item has none."""
    text = item.text
    if len(text) > LONGEST:
        return None if not text else _Entry(item, text, "")
    for name, rest in (*_splits(text), *_reversed(text)):
        for figure, notes in _with_notes(_ASKED.sub("", rest)):
            read = read_figure(figure)
            if read or is_rough(figure):
                return _Entry(item, name, figure, notes, _is_explicit(read, figure))
    for name, rest in _splits(text):
        if _POSTINGS.search(rest) and re.search(r"\d", rest):
            return _Entry(item, name, rest)
    return _Entry(item, text, "")


def _is_explicit(figure: Figure | None, text: str) -> bool:
    """Return whether a figure clearly counts postings, without further words."""
    if figure is None:
        return _POSTINGS.search(text) is not None or "%" in text
    return figure.of is not None or figure.percentage is not None or _POSTINGS.search(text) is not None


def _splits(text: str) -> Iterator[tuple[str, str]]:
    """Yield a name and the text after it, for every position at which the name may end."""
    for found in islice(_SEPARATOR.finditer(text), MOST_SPLITS):
        name, rest = text[: found.start()].strip(), text[found.end() :].strip()
        if name and found[0].strip() in ("(", "["):
            inner, closed, more = rest.partition(")" if "(" in found[0] else "]")
            if closed:
                yield name, f"{inner}\n{more.strip(' :,;–—-')}"
        elif name:
            yield name, rest


def _reversed(text: str) -> Iterator[tuple[str, str]]:
    """The name behind the figure, as in '40 of 60: Charts'."""
    found = re.match(r"(.{1,40}?)\s*(?::|\s[–—-]|[–—])\s+(.+)", text)
    if found and re.match(r"[\d~≈<>]", found[1]):
        yield found[2], found[1]


def _with_notes(rest: str) -> Iterator[tuple[str, str]]:
    """Yield a figure without a note, then every split into a figure and a possible note."""
    if "\n" in rest:
        figure, _, notes = rest.partition("\n")
        yield figure.strip(), notes
        return
    yield rest.rstrip(". "), ""
    for found in islice(re.finditer(r"\s*[:;–—,]\s+|\s-\s|(?<=[)\]%])\s+|\.\s+", rest), MOST_SPLITS):
        yield rest[: found.start()].strip(), rest[found.end() :].strip()
