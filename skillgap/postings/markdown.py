"""A Markdown document as a flat outline: headings, paragraphs, list items and table rows, with their lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from markdown_it import MarkdownIt
from markdown_it.token import Token

from skillgap.errors import DataError, Diagnostic
from skillgap.store.yaml_errors import position

MAX_LINES = 10_000
MAX_MARKS = 20_000
"""Of these characters, each of which costs the Markdown parser far more time than a letter does."""
_LINE_END = re.compile(r"\r\n|\r|\n")
_NEXT_LINE = re.compile(r"(?<=\n)(?!\Z)|(?<=\r)(?!\n|\Z)")  # of no length, where a line but the first begins
_MARK = re.compile(r"[\[*_<|]")


@dataclass(frozen=True, slots=True)
class Text:
    """A heading, a paragraph or a list item as plain text; ``strong`` is what stands in bold in it."""

    text: str
    line: int
    strong: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TableRow:
    """The cells of one row as plain text, and the column of its line in which each begins."""

    cells: tuple[str, ...]
    line: int
    columns: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its column titles and the rows below them."""

    titles: tuple[str, ...]
    line: int
    rows: tuple[TableRow, ...]


@dataclass(slots=True)
class Part:
    """What stands under one heading; the part before the first heading has none.

    ``enclosing`` are the titles of the headings that this one stands under, the nearest first.
    """

    heading: Text | None
    level: int
    enclosing: tuple[str, ...] = ()
    paragraphs: list[Text] = field(default_factory=list)
    items: list[Text] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)

    @property
    def title(self) -> str:
        """The heading's text, empty where there is none."""
        return self.heading.text if self.heading else ""


def check_effort(text: str, file: str) -> None:
    """Refuse, with DataError, a document that would keep the parser busy for seconds; ``file`` is only named."""
    limits = (
        (_NEXT_LINE, MAX_LINES - 1, f"there are more than {MAX_LINES:,} lines in it"),
        (_MARK, MAX_MARKS, f"there are more than {MAX_MARKS:,} of the marks [ * _ < | in it"),
    )
    for pattern, most, message in limits:
        if beyond := next(islice(pattern.finditer(text), most, None), None):
            line, column = position(text, beyond.start())
            hint = "leave in it what it counted, and put the rest into another file"
            raise DataError(Diagnostic(message, file, line, column, hint=hint))


def outline(text: str) -> list[Part]:
    """Read a Markdown document, with tables, into its parts in order."""
    tokens = MarkdownIt("commonmark").enable("table").parse(text)
    lines = _LINE_END.split(text)
    parts = [Part(None, 0)]
    above = [parts[0]]
    for block in _blocks(tokens):
        opening = block[0]
        if opening.type == "heading_open":
            heading, level = _plain(block[1], opening), int(opening.tag[1:])
            while above[-1].level >= level:
                above.pop()
            parts.append(Part(heading, level, (above[-1].title, *above[-1].enclosing) if above[-1].heading else ()))
            above.append(parts[-1])
        else:
            inside_list = opening.type in ("bullet_list_open", "ordered_list_open")
            rest, tables = _apart(block)
            parts[-1].tables.extend(_table(table, lines) for table in tables)
            texts = [_plain(token, token) for token in rest if token.type == "inline"]
            (parts[-1].items if inside_list else parts[-1].paragraphs).extend(texts)
    return parts


def _blocks(tokens: Sequence[Token]) -> Iterator[list[Token]]:
    """The tokens of each top-level block."""
    block: list[Token] = []
    depth = 0
    for token in tokens:
        block.append(token)
        depth += token.nesting
        if depth == 0:
            yield block
            block = []


def _apart(block: Sequence[Token]) -> tuple[list[Token], list[list[Token]]]:
    """The tokens of a block outside of tables, and those of each table in it, which may stand in a list or a quote."""
    rest: list[Token] = []
    tables: list[list[Token]] = []
    inside = False
    for token in block:
        if token.type == "table_open":
            inside = True
            tables.append([])
        (tables[-1] if inside else rest).append(token)
        inside = inside and token.type != "table_close"
    return rest, tables


def _plain(inline: Token, place: Token) -> Text:
    words: list[str] = []
    strong: list[str] = []
    bold_from = None
    for child in inline.children or ():
        if child.type == "strong_open":
            bold_from = len(words)
        elif child.type == "strong_close" and bold_from is not None:
            strong.append("".join(words[bold_from:]))
        elif child.type in ("text", "code_inline"):
            words.append(child.content)
        elif child.type in ("softbreak", "hardbreak"):
            words.append(" ")
    return Text(_squeezed("".join(words)), _line(place), tuple(map(_squeezed, strong)))


def _squeezed(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def _line(token: Token) -> int:
    return token.map[0] + 1 if token.map else 1


def _table(block: list[Token], lines: Sequence[str]) -> Table:
    rows: list[TableRow] = []
    cells: list[str] = []
    line = 1
    for token in block:
        if token.type == "tr_open":
            cells, line = [], _line(token)
        elif token.type == "inline":
            cells.append(_plain(token, token).text)
        elif token.type == "tr_close":
            rows.append(TableRow(tuple(cells), line, _columns(lines[line - 1], len(cells))))
    titles, *body = rows
    return Table(titles.cells, titles.line, tuple(body))


def _columns(line: str, cells: int) -> tuple[int, ...]:
    """In which columns of its line the cells of a row begin; a cell that is left out begins at the end."""
    start = len(line) - len(line.lstrip(" \t>"))
    edges = [found.end() for found in re.finditer(r"(?<!\\)\|", line)]
    if not line.startswith("|", start):
        edges.insert(0, start)
    places = [edge + len(line[edge:]) - len(line[edge:].lstrip()) for edge in edges[:cells]]
    return tuple(place + 1 for place in [*places, *[len(line)] * cells][:cells])
