"""The edits that turn one YAML text into another, computed from the positions of its values.

They need not support every style of YAML: ``rewrite`` reads the result back, and replaces a larger
part if it differs from the intended data. It has to be right for the styles people use.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from skillgap.store import yaml_writer
from skillgap.store.yaml_errors import BYTE_ORDER_MARK, LINE_BREAK
from skillgap.store.yaml_reader import Document, Node

_LAST_BREAK = re.compile(r"\r?\n\Z|\r\Z")
_COLON = re.compile(r"[ \t]*((#[^\r\n]*)?[\r\n]+[ \t]*)?:")  # on a line of its own behind a key that began with ?
_NOTHING_BUT_COMMENT = re.compile(r"[ \t]*(#.*)?")
_END_OF_FLOW_LINE = re.compile(r"[ \t]*,?[ \t]*(#.*)?")


class UnsupportedStyleError(Exception):
    """A style that is not changed in place."""


class Edit(NamedTuple):
    """``text[start:end]`` becomes ``text``."""

    start: int
    end: int
    text: str


class ValueLocation(NamedTuple):
    """A value together with the context that limits its style.

    ``head`` is the offset after the preceding colon or dash in block style. It is None for the
    document and within brackets or braces (``flow``). ``indent`` is the column of the parent
    collection. ``key`` is the value's key, or None for an item of a list.
    """

    node: Node
    head: int | None = None
    indent: int = 0
    key: Node | None = None
    flow: bool = False


class EntrySpan(NamedTuple):
    """One entry or item of a collection, from its key, dash or first character to its last."""

    begin: int
    end: int


def same(old: Any, new: Any) -> bool:
    """Return whether two values are equal in a file. There 1, 1.0 and true differ."""
    if old is new:
        return True
    if type(old) is not type(new):
        return False
    if isinstance(old, dict):
        return len(old) == len(new) and all(key in new and same(item, new[key]) for key, item in old.items())
    if isinstance(old, list):
        return len(old) == len(new) and all(map(same, old, new))
    return bool(old == new)


def alignment(old: list[Any], new: list[Any]) -> list[tuple[int | None, int | None]]:
    """Pair the items of two lists in order. An added or removed item is paired with None."""
    if len(old) == len(new) and list(map(same, old, new)).count(False) <= 1:
        return [(at, at) for at in range(len(old))]
    import difflib  # only what moves in a list needs it

    before, after = list(map(repr, old)), list(map(repr, new))
    changes = difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    touched = sum(max(i_end - i, j_end - j) for tag, i, i_end, j, j_end in changes if tag != "equal")
    spans = [change[1:] for change in changes]
    if len(old) == len(new) and sum(map(operator.ne, before, after)) <= touched:
        spans = [(0, len(old), 0, len(new))]
    pairs: list[tuple[int | None, int | None]] = []
    for i, i_end, j, j_end in spans:
        both = min(i_end - i, j_end - j)
        pairs += [(i + step, j + step) for step in range(both)]
        pairs += [(at, None) for at in range(i + both, i_end)]
        pairs += [(None, to) for to in range(j + both, j_end)]
    return pairs


def apply(text: str, edits: list[Edit]) -> str:
    """Apply edits, which must not overlap. Edits at one position keep the given order."""
    parts: list[str] = []
    done = 0
    for edit in sorted(edits, key=lambda edit: edit[:2]):
        if edit.start < done:
            raise UnsupportedStyleError
        parts += (text[done : edit.start], edit.text)
        done = edit.end
    return "".join([*parts, text[done:]])


class Editor:
    """Works out edits of one document."""

    def __init__(self, document: Document) -> None:
        self._text = document.text
        self._root = document.root
        self._first = 1 if document.text.startswith(BYTE_ORDER_MARK) else 0
        self._layout = self._found_layout()

    def spot(self, path: Sequence[str | int]) -> ValueLocation:
        """Find the value at a path."""
        spot = ValueLocation(self._root)
        for step in path:
            value = spot.node.value
            spot = self._part(spot, list(value).index(step) if isinstance(value, dict) else int(step))
        return spot

    def change(self, spot: ValueLocation, new: Any) -> list[Edit]:
        """Make a value another one by editing only the parts that differ."""
        node = spot.node
        if same(node.value, new):
            return []
        if not new or type(node.value) is not type(new) or not node.items or self._outgrown(spot, new):
            return self.exchange(spot, new)
        if isinstance(new, dict):
            return self.exchange(spot, new) if new.keys().isdisjoint(node.value) else self._change_mapping(spot, new)
        return self._change_sequence(spot, new)

    def exchange(self, spot: ValueLocation, new: Any) -> list[Edit]:
        """Replace a value by writing the new value in full."""
        node = spot.node
        if spot.flow:
            missing = "" if node.end > node.start or self._text[node.start - 1].isspace() else " "
            if spot.key and ":" not in self._text[spot.key.end : node.start]:
                missing = ": "
            return [self._edit(node.start, node.end, missing + (self._restyled(spot, new) or yaml_writer.inline(new)))]
        if spot.head is None:
            column = self._column(node.start)
            if isinstance(new, (dict, list)) and new:
                return [self._block_edit(node, yaml_writer.block(new, column, self._layout))]
            return [self._edit(node.start, node.end, self._restyled(spot, new) or yaml_writer.short(new, column))]
        return self._exchange_in_block(spot, spot.head, new)

    def _exchange_in_block(self, spot: ValueLocation, head: int, new: Any) -> list[Edit]:
        node = spot.node
        tail = self._tail(spot, head, new)
        first, *others = tail.split("\n")
        column = self._column(node.start)
        if LINE_BREAK.search(self._text, head, node.start):  # the value stands below its key or dash
            if not first and column >= spot.indent + isinstance(new, dict):
                return [self._block_edit(node, yaml_writer.block(new, column, self._layout))]
            if node.style == "block" and not others:  # its lines go, comments above them stay
                return [self._edit(head, head, first), *self._cut_lines(node.start, node.end)]
            if others:
                rest = self._text[head : self._line_end(head)]
                return [self._edit(head, self._line_end(node.end), "\n".join([first + rest, *others]))]
        return self._exchange_in_line(node, head, first, others)

    def _exchange_in_line(self, node: Node, head: int, first: str, others: list[str]) -> list[Edit]:
        """Write ``first`` in place of the text after a colon or dash, and ``others`` after its comment."""
        spaced = node.start > head and first and not others  # more than one space is meant to stay
        start, first = (node.start, first[1:]) if spaced else (head, first)
        line_end = self._line_end(node.end)
        rest = self._text[node.end : line_end]
        if not rest.strip():
            end = line_end if node.start == node.end or others else node.end
            return [self._edit(start, end, "\n".join([first, *others]))]
        if not _NOTHING_BUT_COMMENT.fullmatch(rest):
            raise UnsupportedStyleError
        return [self._edit(start, node.end, first), *(self._edit(line_end, line_end, "\n" + more) for more in others)]

    def _tail(self, spot: ValueLocation, head: int, new: Any) -> str:
        """Return the text to insert after a colon or a dash, including the space or line break."""
        restyled = self._restyled(spot, new)
        if restyled:
            return " " + restyled
        if spot.key:
            return yaml_writer.after_key(new, spot.indent, head - spot.key.start, self._layout)
        return yaml_writer.dashed(new, spot.indent, self._layout)[1:]

    def _restyled(self, spot: ValueLocation, new: Any) -> str:
        """Return text in the style of the text it replaces, or an empty text if that style cannot stay."""
        node = spot.node
        if not isinstance(new, str) or not isinstance(node.value, str):
            return ""
        if node.style in ("single", "double") and "\n" not in new:
            return yaml_writer.quoted(new, single=node.style == "single")
        if node.style == "literal" and yaml_writer.fits_literal(new.removesuffix("\n")):
            header = "|" if new.endswith("\n") else "|-"
            return yaml_writer.literal(new.removesuffix("\n"), header, spot.indent + self._layout.step)
        return ""

    def _outgrown(self, spot: ValueLocation, new: Any) -> bool:
        """Return whether a value in brackets or braces on one line should change to block style."""
        node = spot.node
        if node.style != "flow" or spot.flow or LINE_BREAK.search(self._text, node.start, node.end):
            return False
        column = self._column(node.start)
        before, after = self._text[node.start : node.end], yaml_writer.inline(new)
        too_long = column + len(before) <= yaml_writer.WIDTH < column + len(after)
        return too_long or (r"\n" in after and r"\n" not in before)  # text of several lines

    def _change_mapping(self, spot: ValueLocation, new: dict[Any, Any]) -> list[Edit]:
        node = spot.node
        keys = list(node.value)
        kept = [at for at, key in enumerate(keys) if key in new]
        added = {key: item for key, item in new.items() if key not in node.value}
        changed = [at for at in kept if not same(node.items[at].value, new[keys[at]])]
        edits = [edit for at in changed for edit in self.change(self._part(spot, at), new[keys[at]])]
        edits += self._remove(spot, {at for at, key in enumerate(keys) if key not in new})
        if node.style == "flow":
            return edits + self._insert_after(
                spot, kept[-1], [yaml_writer.inline({key: added[key]})[1:-1] for key in added]
            )
        column = self._column(node.start)
        texts = [yaml_writer.entry(key, item, column, self._layout) for key, item in added.items()]
        return edits + self._insert_after(spot, kept[-1], texts)

    def _change_sequence(self, spot: ValueLocation, new: list[Any]) -> list[Edit]:
        node = spot.node
        pairs = alignment(node.value, new)
        kept = {at: to for at, to in pairs if at is not None and to is not None}
        edits = [edit for at, to in kept.items() for edit in self.change(self._part(spot, at), new[to])]
        edits += self._remove(spot, {at for at, to in pairs if at is not None and to is None})
        column = self._column(node.start)
        added: dict[int, list[str]] = {-1: []}
        last = -1
        for at, to in pairs:
            last = last if at is None else at
            if at is None and to is not None:
                text = (
                    yaml_writer.inline(new[to])
                    if node.style == "flow"
                    else yaml_writer.dashed(new[to], column, self._layout)
                )
                added.setdefault(last, []).append(text)
        edits += self._insert_before(spot, min(kept), added.pop(-1))
        for after, texts in added.items():
            edits += self._insert_after(spot, after, texts)
        return edits

    def _remove(self, spot: ValueLocation, removed: set[int]) -> list[Edit]:
        """Remove entries or items. Adjacent ones form one edit."""
        edits: list[Edit] = []
        if not removed:
            return edits
        slots = self._slots(spot)
        for first in (at for at in sorted(removed) if at - 1 not in removed):
            last = first
            while last + 1 in removed:
                last += 1
            cut = self._cut_flow if spot.node.style == "flow" else self._cut_block
            edits += cut(slots, first, last)
        return edits

    def _cut_block(self, slots: list[EntrySpan], first: int, last: int) -> list[Edit]:
        begin, end = slots[first].begin, slots[last].end
        before = self._text[self._line_start(begin) : begin]
        if not before.strip():
            return self._cut_lines(begin, end)
        if first:
            raise UnsupportedStyleError
        # The first entries of a mapping that begins behind a dash: what comes next moves up.
        follower = slots[last + 1].begin
        line_end = self._line_end(end)
        if self._text[line_end:follower].strip():  # unless a comment stands between
            return [self._edit(self._line_start(begin) + len(before.rstrip()), line_end, "")]
        return [self._edit(begin, follower, "")]

    def _cut_flow(self, slots: list[EntrySpan], first: int, last: int) -> list[Edit]:
        begin, end = slots[first].begin, slots[last].end
        if self._has_own_lines(begin, end):
            return self._cut_lines(begin, end)
        if last + 1 < len(slots):
            return [self._edit(begin, slots[last + 1].begin, "")]
        return [self._edit(slots[first - 1].end, end, "")]

    def _cut_lines(self, begin: int, end: int) -> list[Edit]:
        """Remove whole lines, with the comment behind the last.

        The line break before them is removed too, so that another edit can append to the
        collection. The exception is a line that would then end with a different break.
        """
        start, line_end = self._line_start(begin), self._line_end(end)
        if self._text[start:begin].strip():
            raise UnsupportedStyleError
        before = _LAST_BREAK.search(self._text, max(start - 2, 0), start)
        after = LINE_BREAK.match(self._text, line_end)
        if before and (not after or before.group() == after.group()):
            return [self._edit(before.start(), line_end, "")]
        return [self._edit(start, after.end() if after else line_end, "")]

    def _insert_after(self, spot: ValueLocation, at: int, texts: list[str]) -> list[Edit]:
        if not texts:
            return []
        slot = self._slots(spot)[at]
        line_end = self._line_end(slot.end)
        rest = self._text[slot.end : line_end]
        if spot.node.style == "block":
            if not _NOTHING_BUT_COMMENT.fullmatch(rest):
                raise UnsupportedStyleError
            margin = "\n" + " " * self._column(spot.node.start)
            return [self._edit(line_end, line_end, "".join(margin + text for text in texts))]
        if not self._has_own_lines(slot.begin, slot.end):
            return [self._edit(slot.end, slot.end, "".join(", " + text for text in texts))]
        margin = "\n" + self._text[self._line_start(slot.begin) : slot.begin]
        if "," in rest.split("#")[0]:
            return [self._edit(line_end, line_end, "".join(f"{margin}{text}," for text in texts))]
        lines = ",".join(margin + text for text in texts)
        return [self._edit(slot.end, slot.end, ","), self._edit(line_end, line_end, lines)]

    def _insert_before(self, spot: ValueLocation, at: int, texts: list[str]) -> list[Edit]:
        if not texts:
            return []
        slot = self._slots(spot)[at]
        between = ", " if spot.node.style == "flow" else "\n" + " " * self._column(slot.begin)
        return [self._edit(slot.begin, slot.begin, "".join(text + between for text in texts))]

    def _slots(self, spot: ValueLocation) -> list[EntrySpan]:
        node = spot.node
        return [EntrySpan(self._begin(node, at), item.end) for at, item in enumerate(node.items)]

    def _begin(self, node: Node, at: int) -> int:
        """Return the start of an entry's key, or of an item with its dash."""
        if node.keys:
            return node.keys[at].start
        return self._dash(node, at) if node.style == "block" else node.items[at].start

    def _part(self, spot: ValueLocation, at: int) -> ValueLocation:
        """One entry's value or one item of the collection at a spot."""
        node = spot.node
        key = node.keys[at] if node.keys else None
        if node.style == "flow":
            return ValueLocation(node.items[at], key=key, flow=True)
        column = self._column(node.start)
        if key is None:
            return ValueLocation(node.items[at], self._dash(node, at) + 1, column)
        colon = _COLON.match(self._text, key.end)
        if not colon:  # ? key without a value
            raise UnsupportedStyleError
        return ValueLocation(node.items[at], colon.end(), column, key)

    def _dash(self, node: Node, at: int) -> int:
        if not at:
            return node.start
        pattern = rf"[\r\n] {{{self._column(node.start)}}}-"
        found = re.compile(pattern).search(self._text, node.items[at - 1].end)
        if not found:
            raise UnsupportedStyleError
        return found.end() - 1

    def _has_own_lines(self, begin: int, end: int) -> bool:
        """Return whether a part of a flow collection shares its lines with nothing but a comma and a comment."""
        before = self._text[self._line_start(begin) : begin]
        return not before.strip() and bool(_END_OF_FLOW_LINE.fullmatch(self._text, end, self._line_end(end)))

    def _line_start(self, offset: int) -> int:
        return max(self._text.rfind("\n", 0, offset), self._text.rfind("\r", 0, offset), self._first - 1) + 1

    def _line_end(self, offset: int) -> int:
        found = LINE_BREAK.search(self._text, offset)
        return found.start() if found else len(self._text)

    def _column(self, offset: int) -> int:
        return offset - self._line_start(offset)

    def _block_edit(self, node: Node, text: str) -> Edit:
        """Write block text in place of a value; behind a literal block no comment can stay."""
        return self._edit(node.start, self._line_end(node.end) if "|-\n" in text else node.end, text)

    def _edit(self, start: int, end: int, text: str) -> Edit:
        """Return an edit with the line breaks of the line it ends on."""
        found = LINE_BREAK.search(self._text, end) or LINE_BREAK.search(self._text)
        return Edit(start, end, text.replace("\n", found.group()) if found else text)

    def _found_layout(self) -> yaml_writer.Layout:
        steps = dict(reversed(list(self._steps(self._root))))  # the first of each kind counts
        step = steps.get(dict, 2)
        return yaml_writer.Layout(step, steps.get(list, step))

    def _steps(self, node: Node) -> Iterator[tuple[type, int]]:
        """Return the indentation of each block collection relative to its mapping."""
        for item in node.items:
            if item.style == "block":
                if node.keys:
                    yield type(item.value), self._column(item.start) - self._column(node.start)
                yield from self._steps(item)
