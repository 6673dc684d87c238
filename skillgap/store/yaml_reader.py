"""Strict reading of YAML text: a tree of plain values, each with its place, or one clear refusal.

A profile may come from a stranger, so nothing here is left to a YAML library's good will. libyaml
only splits the text into events. The code below gives them their meaning, by the scalars of YAML
1.2 (``no``, ``010`` and ``12:30`` are text). It rejects the parts of YAML that can hurt or
surprise. These are anchors, aliases, tags, directives, duplicate keys, several documents, and
control or invisible characters. Limits on depth and size keep hostile input cheap to refuse.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal, NoReturn

from yaml import CBaseLoader
from yaml.error import YAMLError
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from skillgap.errors import Diagnostic, Violation, path_text, truncate
from skillgap.store.yaml_errors import (
    BYTE_ORDER_MARK,
    LINE_BREAK,
    MAX_DEPTH,
    TOO_DEEP,
    character_name,
    explain,
    line_starts,
    position,
    position_among,
    refuse,
)

MAX_NODES = 50_000
"""Maximum number of keys, values and collections in a document."""
MAX_INTEGER_DIGITS = 18
"""Whole numbers of up to so many digits fit every reader's 64 bits."""
MAX_NUMBER_LENGTH = 64
"""More characters than any finite number needs; reading much longer ones takes quadratic time."""
MAX_KEY_LENGTH = 256
"""YAML ends a key on one line after 1,024 characters; this leaves room for quotes and escapes."""

FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # C0 but tab and line ends, DEL, C1 with NEL
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # marks, overrides and isolates of text direction
    "\u200b\ufeff\u2028\u2029"  # zero-width space, byte order mark, separators of lines and paragraphs
    "\ud800-\udfff\ufffe\uffff]"  # lone surrogates, and what libyaml itself refuses
)
"""The characters no text in a document may hold, written out or escaped.

The joiners U+200C and U+200D are not among them: scripts and emoji need them.
"""

Scalar = str | int | float | bool | None
Style = Literal["block", "flow", "plain", "single", "double", "literal", "folded"]

_WORDS: dict[str, bool | None] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]*)")
_FLOAT = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?")
_NUMBER_STARTS = frozenset("-0123456789")
_STYLES: dict[str, Style] = {"": "plain", "'": "single", '"': "double", "|": "literal", ">": "folded"}

_QUOTE_IT = "text that begins with {} must be in quotes"

_GIVEN_UP = "exceeded maximum nesting depth"  # at 1,000 levels, since libyaml 0.2.6

_PREAMBLE = re.compile(r"(?:[ \t]*(?:#[^\r\n]*)?[\r\n])*+")
_NOTHING_MORE = re.compile(r"(?:[ \t\r\n]|#[^\r\n]*|\.\.\.(?!\S))*+")


class Node:
    """One value and its position ``text[start:end]``, with offsets in characters.

    ``value`` is plain data; a collection's value holds its children's. ``keys`` has a mapping's
    keys and ``items`` the values that belong to them, or a sequence's items. A block collection or
    block scalar ends with its last text, before the line break; ``|+`` includes blank lines. A
    value left out is null of length 0.
    """

    __slots__ = ("end", "items", "keys", "start", "style", "value")

    def __init__(
        self,
        style: Style,
        start: int,
        end: int,
        value: Any,
        keys: Sequence[Node] = (),
        items: Sequence[Node] = (),
    ) -> None:
        self.style = style
        self.start = start
        self.end = end
        self.value = value
        self.keys = keys
        self.items = items


@dataclass(frozen=True)
class Document:
    """A parsed text: the plain data in ``value``, and its positions in ``root``."""

    file: str
    text: str
    root: Node
    # The order of a collection is worked out once, since a file may have thousands of problems.
    _orders: dict[int, dict[str | int, int]] = field(default_factory=dict, repr=False, compare=False)

    @property
    def value(self) -> Any:
        """The data: dicts (keys text or int), lists, text, int, float, bool, None. Not to be changed."""
        return self.root.value

    def place(self, path: Sequence[str | int], *, key: bool = False) -> tuple[int, int]:
        """Return line and column, from 1, of the value at ``path``, or with ``key`` of its key.

        If the path does not exist, return the position of the deepest existing value on it. A list
        item and the document itself have no key: return their own position.
        """
        label = node = self.root
        for step in path:
            at = self._order(node).get(step)
            if at is None:
                break
            label, node = (node.keys or node.items)[at], node.items[at]
        return position_among(self._line_starts, (label if key else node).start)

    def problem(self, fault: Violation) -> Diagnostic:
        """Return a problem of the document, with its line and column."""
        line, column = self.place(fault.path, key=fault.key)
        return Diagnostic(fault.message, self.file, line, column, path_text(fault.path), fault.hint)

    def _order(self, node: Node) -> Mapping[str | int, int]:
        """Return the index of each key or position among the items of a collection."""
        if id(node) not in self._orders:
            steps = node.value if node.keys else range(len(node.items))
            self._orders[id(node)] = {step: at for at, step in enumerate(steps)}
        return self._orders[id(node)]

    @cached_property
    def _line_starts(self) -> list[int]:
        return line_starts(self.text)


def parse(text: str, file: str) -> Document:
    """Read one YAML document from ``text``; ``file`` is only named in errors.

    A leading byte order mark is passed over. Raises DataError for every text that is not one
    document of the kind described above, and no other error. It has exactly one problem, with line,
    column, path and hint.
    """
    return Document(file, text, _Reader(text, file).read())


def _end(event: Any, style: Style, items: list[Node]) -> int:
    """Return the end of a collection. libyaml ends a block collection only after the comments that follow it."""
    end: int = event.end_mark.index if style == "flow" else items[-1].end
    return end


class _Reader:
    """Turns libyaml's events into nodes, and tracks the current path."""

    __slots__ = ("_depth", "_file", "_left", "_next", "_path", "_text")

    def __init__(self, text: str, file: str) -> None:
        self._text = text
        self._file = file
        self._path: list[str | int] = []
        self._depth = 0
        self._left = MAX_NODES
        self._next: Callable[[], Any]  # libyaml's next event

    def read(self) -> Node:
        marked = self._text.startswith(BYTE_ORDER_MARK)
        found = FORBIDDEN.search(self._text, 1 if marked else 0)
        if found:
            hint = "delete it; an editor that shows invisible characters helps to find it"
            self._refuse_character(found.start(), found.group(), hint)
        # A line break instead of the mark keeps every offset that libyaml reports true.
        source = "\n" + self._text[1:] if marked else self._text
        # Looked for before libyaml starts, which takes quadratic time for thousands of %TAG lines.
        preamble = _PREAMBLE.match(source)
        if preamble and source.startswith("%", preamble.end()):
            self._refuse(preamble.end(), "YAML directives are not allowed", "delete this line")
        # Only the loader's events are used: composing deeply nested ones crashes libyaml's binding.
        loader: Any = CBaseLoader(source)
        self._next = loader.get_event
        try:
            self._next()  # the start of the stream
            start = self._next()
            if type(start) is not DocumentStartEvent:
                self._refuse_empty()
            root = self._node(self._next())
            end = self._next().end_mark.index
        except YAMLError as error:
            offset, message, hint = explain(error, len(self._text))
            if getattr(error, "problem", None) == _GIVEN_UP:
                # It looks far ahead of what it has told of. All that is wrong up to there is told first.
                _Reader(self._text[:offset], self._file).read()
            self._refuse(offset, message, hint)
        if root.start == root.end and root.style == "plain":
            self._refuse_empty()
        # Not asked of libyaml, which would read the next document's directives first.
        rest = _NOTHING_MORE.match(self._text, end)
        if rest and rest.end() < len(self._text):
            self._refuse_more(rest.end())
        return root

    def _node(self, event: Any) -> Node:
        offset = event.start_mark.index
        self._left -= 1
        if self._left < 0:
            self._refuse(offset, f"the file holds more than {MAX_NODES:,} values", "split it into several files")
        if type(event) is AliasEvent:
            self._refuse(
                offset, "aliases (*name) are not allowed", "write the value out here; " + _QUOTE_IT.format("*")
            )
        if event.anchor is not None:
            self._refuse(offset, "anchors (&name) are not allowed", "delete it; " + _QUOTE_IT.format("&"))
        if event.tag is not None:
            self._refuse(offset, "tags (!name) are not allowed", "delete it; " + _QUOTE_IT.format("!"))
        if type(event) is ScalarEvent:
            return self._scalar(event, offset)
        self._depth += 1
        if self._depth > MAX_DEPTH:
            self._refuse(offset, *TOO_DEEP)
        read = self._mapping if type(event) is MappingStartEvent else self._sequence
        node = read(offset, "flow" if event.flow_style else "block")
        self._depth -= 1
        return node

    def _mapping(self, start: int, style: Style) -> Node:
        keys: list[Node] = []
        items: list[Node] = []
        value: dict[str | int, Any] = {}
        event = self._next()
        while type(event) is not MappingEndEvent:
            key = self._key(event, value, keys)
            self._path.append(key.value)
            item = self._node(self._next())
            self._path.pop()
            keys.append(key)
            items.append(item)
            value[key.value] = item.value
            event = self._next()
        return Node(style, start, _end(event, style, items), value, keys, items)

    def _key(self, event: Any, value: dict[str | int, Any], keys: list[Node]) -> Node:
        offset = event.start_mark.index
        if type(event) in (MappingStartEvent, SequenceStartEvent):
            self._refuse(offset, "a list or a mapping cannot be a key", "put text in brackets or braces in quotes")
        key = self._node(event)
        name = key.value
        if key.start == key.end:
            self._refuse(offset, "a key is missing here", "write the key, or put the text in quotes")
        if type(name) not in (str, int):
            shown = self._text[key.start : key.end]
            self._refuse(offset, f"{shown} cannot be a key, which is text or a whole number", "put it in quotes")
        if len(str(name)) > MAX_KEY_LENGTH:
            self._refuse(offset, f"a key is longer than {MAX_KEY_LENGTH} characters", "shorten it")
        if name in value:
            first = position(self._text, keys[list(value).index(name)].start)[0]
            message = f"the key {truncate(str(name))} appears twice in one mapping, first on line {first}"
            self._refuse(offset, message, "keep one of the two")
        return key

    def _sequence(self, start: int, style: Style) -> Node:
        items: list[Node] = []
        event = self._next()
        while type(event) is not SequenceEndEvent:
            self._path.append(len(items))
            items.append(self._node(event))
            self._path.pop()
            event = self._next()
        value = [item.value for item in items]
        return Node(style, start, _end(event, style, items), value, (), items)

    def _scalar(self, event: Any, start: int) -> Node:
        end = event.end_mark.index
        raw: str = event.value
        style = _STYLES[event.style]
        value: Scalar = raw
        if style == "plain":
            if raw in _WORDS:
                value = _WORDS[raw]
            elif raw[0] in _NUMBER_STARTS:
                value = self._number(raw, start)
        elif style == "double":
            found = FORBIDDEN.search(raw)
            if found:
                self._refuse_character(start, found.group(), "delete its escape from this text in double quotes")
        elif style in ("literal", "folded"):
            end = self._block_scalar_end(start, end)
        return Node(style, start, end, value)

    def _number(self, raw: str, start: int) -> Scalar:
        if not _FLOAT.fullmatch(raw):
            return raw
        hint = "write fewer digits, or put it in quotes if it is text"
        if _INTEGER.fullmatch(raw):
            if len(raw) - raw.startswith("-") > MAX_INTEGER_DIGITS:
                self._refuse(start, f"a whole number has more than {MAX_INTEGER_DIGITS} digits", hint)
            return int(raw)
        if len(raw) > MAX_NUMBER_LENGTH:
            self._refuse(start, f"a number has more than {MAX_NUMBER_LENGTH} characters", hint)
        value = float(raw)
        if math.isinf(value):
            self._refuse(
                start, f"{raw} is too large a number", "write a smaller one, or put it in quotes if it is text"
            )
        return value

    def _block_scalar_end(self, start: int, end: int) -> int:
        """Move the end from behind the blank lines that follow the text to the end of its last line."""
        body = self._text[start:end]
        if "+" in body.split()[0]:  # the header
            return end - 2 if body.endswith("\r\n") else end - body.endswith(("\n", "\r"))
        last = len(body.rstrip(" \t\r\n"))
        line_end = LINE_BREAK.search(body, last)
        return start + (line_end.start() if line_end else len(body))

    def _refuse(self, offset: int, message: str, hint: str) -> NoReturn:
        refuse(self._text, self._file, offset, message, hint, self._path)

    def _refuse_character(self, offset: int, character: str, hint: str) -> NoReturn:
        self._refuse(offset, f"the character {character_name(character)} is not allowed", hint)

    def _refuse_empty(self) -> NoReturn:
        self._refuse(0, "the file is empty", "write the document, or delete the file")

    def _refuse_more(self, offset: int) -> NoReturn:
        if self._text.startswith(("---", "%"), offset):
            self._refuse(offset, "the file holds more than one document", "keep one document in each file")
        hint = "check the quotes, brackets and indentation before it"
        self._refuse(offset, "there is more after the end of the document", hint)
