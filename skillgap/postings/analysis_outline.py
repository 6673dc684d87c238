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
"""Maximum number of these characters: each costs the Markdown parser far more time than a letter."""
LINE_END = re.compile(r"\r\n|\r|\n")
_NEXT_LINE = re.compile(r"(?<=\n)(?!\Z)|(?<=\r)(?!\n|\Z)")  # of no length, where a line but the first begins
_LABELLED_LINE = re.compile(r"[^:.]{2,40}:\s+\S")
_MARK = re.compile(r"[\[*_<|]")


@dataclass(frozen=True, slots=True)
class Text:
    """A heading, a paragraph or a list item as plain text. ``strong`` is its bold text.

    ``depth`` is the nesting depth of a list item, 1 for the outermost; 0 is any other text.
    ``breaks`` are the positions of line breaks of the document in the text.
    """

    text: str
    line: int
    strong: tuple[str, ...] = ()
    depth: int = 0
    breaks: tuple[int, ...] = ()

    @property
    def listed(self) -> bool:
        """Return whether it is an item of a list."""
        return self.depth > 0

    @property
    def last_line(self) -> int:
        """Return the number of its last line."""
        return self.line + len(self.breaks)

    def line_at(self, place: int) -> int:
        """Return the document line of a character of the text."""
        return self.line + sum(at <= place for at in self.breaks)


@dataclass(frozen=True, slots=True)
class TableRow:
    """The cells of one row as plain text, and the starting column of each in its line.

    ``surplus`` is how many cells the row has beyond the table's titles.
    """

    cells: tuple[str, ...]
    line: int
    columns: tuple[int, ...]
    surplus: int = 0


@dataclass(frozen=True, slots=True)
class Table:
    """A table, or a list of counts read as one: its column titles and the rows below them."""

    titles: tuple[str, ...]
    line: int
    rows: tuple[TableRow, ...]
    is_list: bool = False


@dataclass(slots=True)
class Part:
    """The content under one heading. The part before the first heading has none.

    ``enclosing`` are the titles of its parent headings, the nearest first.
    """

    heading: Text | None
    level: int
    enclosing: tuple[str, ...] = ()
    paragraphs: list[Text] = field(default_factory=list)
    items: list[Text] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)

    @property
    def title(self) -> str:
        """Return the heading's text, or an empty text without a heading."""
        return self.heading.text if self.heading else ""

    @property
    def line(self) -> int:
        """Return the heading's line, or the first line of the document without a heading."""
        return self.heading.line if self.heading else 1


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
    lines = LINE_END.split(text)
    parts = [Part(None, 0)]
    fields = _front_matter(lines)
    parts[0].items.extend(fields)
    if fields:
        text = "\n" * (fields[-1].line + 1) + "\n".join(lines[fields[-1].line + 1 :])
    above = [parts[0]]
    for block in _blocks(MarkdownIt("commonmark").enable("table").parse(text)):
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
            (parts[-1].items if inside_list else parts[-1].paragraphs).extend(_texts(rest))
    return parts


def _front_matter(lines: Sequence[str]) -> list[Text]:
    """The lines between two lines of dashes at the very beginning, which tools keep a document's fields in."""
    if lines[0].rstrip() != "---":
        return []
    end = next((at for at, line in enumerate(lines[1:60], 1) if line.rstrip() in ("---", "...")), None)
    fields = lines[1:end] if end else []
    if not fields or any(line.strip() and ":" not in line and not line.startswith((" ", "-", "#")) for line in fields):
        return []
    return [Text(_field(line), at, depth=1) for at, line in enumerate(fields, 2)]


def _field(line: str) -> str:
    name, colon, value = line.partition(":")
    return f"{name.replace('_', ' ').strip()}{colon} {value.strip(chr(34) + chr(39) + ' ')}".strip()


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
    """Split a block into the tokens outside of tables and the tokens of each table.

    Tables may be in a list or a quote.
    """
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


def _texts(tokens: Sequence[Token]) -> Iterator[Text]:
    depth = 0
    for token in tokens:
        if token.type == "inline":
            yield from _by_label(_plain(token, token, depth))
        elif token.type in ("list_item_open", "list_item_close"):
            depth += token.nesting


def _by_label(text: Text) -> list[Text]:
    """A paragraph as one text, or one of lines such as 'Role: Data Engineer' as a text a line."""
    starts = [0, *text.breaks]
    lines = [text.text[start:end].strip() for start, end in zip(starts, [*text.breaks, None], strict=True)]
    if sum(_LABELLED_LINE.match(line) is not None for line in lines) < 2:
        return [text]
    return [
        Text(line, text.line + at, text.strong if at == 0 else (), text.depth) for at, line in enumerate(lines) if line
    ]


def _plain(inline: Token, place: Token, depth: int = 0) -> Text:
    lines: list[list[str]] = [[]]
    strong: list[str] = []
    bold: list[str] | None = None
    for child in inline.children or ():
        if child.type == "strong_open":
            bold = []
        elif child.type == "strong_close" and bold is not None:
            strong.append("".join(bold))
            bold = None
        elif child.type in ("text", "code_inline"):
            lines[-1].append(child.content)
        elif child.type == "html_inline" and child.content.lower().startswith("<br"):
            lines[-1].append(" ")
        elif child.type in ("softbreak", "hardbreak"):
            lines.append([])
        if bold is not None:
            bold.append(
                child.content if child.type in ("text", "code_inline") else " " if "break" in child.type else ""
            )
    text, breaks = "", []
    for number, line in enumerate(lines):
        words = _squeezed("".join(line))
        if number:
            breaks.append(len(text) + 1)
        text = f"{text} {words}" if text and words else text or words
    return Text(text, _line(place), tuple(map(_squeezed, strong)), depth, tuple(breaks))


def _squeezed(text: str) -> str:
    return re.sub(r"[ \t\r\n\f\v]+", " ", text).strip()


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
            places, surplus = _columns(lines[line - 1], len(cells))
            rows.append(TableRow(tuple(cells), line, places, surplus))
    titles, *body = rows
    return Table(titles.cells, titles.line, tuple(body))


def _columns(line: str, cells: int) -> tuple[tuple[int, ...], int]:
    """Return the starting column of each cell of a row in its line, and the number of surplus cells.

    A cell that is left out begins at the end.
    """
    start = len(line) - len(line.lstrip(" \t>"))
    edges = [found.end() for found in re.finditer(r"(?<!\\)\|", line)]
    if not line.startswith("|", start):
        edges.insert(0, start)
    surplus = sum(1 for edge in edges[cells:] if line[edge:].strip(" \t|"))
    places = [edge + len(line[edge:]) - len(line[edge:].lstrip()) for edge in edges[:cells]]
    return tuple(place + 1 for place in [*places, *[len(line)] * cells][:cells]), surplus
