"""Strategies for plain data, for changes of it, and for the many ways people write it as YAML."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from skillgap.store import yaml_writer
from skillgap.store.yaml_reader import FORBIDDEN

TRICKY = (
    *("", " ", "~", "null", "Null", "true", "no", "Yes", "on", "y", "010", "0x1F", "0b1", "1_000", "12:30", "3.10"),
    *("1e5", "1e999", ".inf", ".nan", "-", "- a", "? a", "a: b", "a:", "a #b", "#a", "<<", "=", "2026-05-04", "---"),
    *("...", "%a", "@a", "`a", "&a", "*a", "!a", "|", ">", "[a", "{a", "a, b", "it's", '"', "\\", "\\n", "a\tb"),
    *("a\nb", "a\n\nb", "a\n  b", "  a\nb", "a\nb\n", "\na", "a\n \nb", "a\r\nb", "a\rb", "\U0001f600 é", "\xa0"),
    *("https://example.org/a", "Led the move to three regions", "a" * 120, "日本語", "\u200d"),
)

characters = st.characters(codec="utf-8").filter(lambda character: not FORBIDDEN.search(character))
texts = st.sampled_from(TRICKY) | st.text(characters, max_size=20) | st.text("ab:# -\n\"'[]{},", max_size=8)
numbers = st.integers(1 - 10**18, 10**18 - 1) | st.floats(allow_nan=False, allow_infinity=False)
scalars = st.none() | st.booleans() | st.integers(0, 9) | numbers | texts
keys = st.sampled_from(["a", "b", "c", "d", "level", "cost-optimization"]) | texts | st.integers(0, 5)


def collections(parts: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.lists(parts, max_size=4) | st.dictionaries(keys, parts, max_size=4)


def same(one: Any, other: Any) -> bool:
    """Whether two values are equal and of the same types throughout; the order of keys means nothing."""
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(same(*pair) for pair in zip(one, other, strict=True))
    return type(one) is type(other) and bool(one == other)


data = st.recursive(scalars, collections, max_leaves=16)


@st.composite
def changed(draw: st.DrawFn, value: Any) -> Any:
    """The value with anything from nothing to everything about it changed."""
    if draw(st.integers(0, 5)) == 0:
        return draw(data)
    if isinstance(value, dict):
        kept = {key: draw(changed(item)) for key, item in value.items() if draw(st.integers(0, 4))}
        return {**kept, **draw(st.dictionaries(keys, data, max_size=1))}
    if isinstance(value, list):
        items = [draw(changed(item)) for item in value if draw(st.integers(0, 4))]
        if draw(st.booleans()):
            items.insert(draw(st.integers(0, len(items))), draw(data))
        return items
    return value if draw(st.booleans()) else draw(scalars)


@st.composite
def written(draw: st.DrawFn, value: Any) -> str:
    """The value as YAML in some mixture of styles, with comments and blank lines."""
    step, dash = draw(st.sampled_from([(2, 2), (4, 4), (4, 2), (2, 0), (4, 0), (1, 1)]))
    lines = _block(draw, value, 0, step, dash) if isinstance(value, (dict, list)) and value else [_inline(draw, value)]
    ends = draw(st.sampled_from(["\n", "\n", "\r\n", "mixed"]))
    head = draw(st.sampled_from(["", "", "# first\n", "# first\n\n", "---\n", "# first\n---\n"]))
    body = (head + "\n".join(lines)).split("\n")
    text = "".join(line + (draw(st.sampled_from(["\n", "\r\n"])) if ends == "mixed" else ends) for line in body)
    if draw(st.integers(0, 4)) == 0:
        text = text.rstrip("\r\n")
    elif draw(st.integers(0, 4)) == 0:
        text += "\n# last\n"
    return "\ufeff" + text if draw(st.integers(0, 9)) == 0 else text


def _block(draw: st.DrawFn, value: Any, column: int, step: int, dash: int) -> list[str]:
    pad = " " * column
    lines: list[str] = []
    pairs = [(f"{_key(draw, key)}:", item) for key, item in value.items()] if isinstance(value, dict) else None
    for head, item in pairs or [("-", item) for item in value]:
        lines += draw(st.sampled_from([[], [], [], [""], [pad + "# above"], ["", pad + "#\tabove", ""]]))
        deeper = column + (dash if pairs and isinstance(item, list) else step)
        comment = draw(st.sampled_from(["", "", "", " # beside", "   #\tbeside", " "]))
        if isinstance(item, (dict, list)) and item and draw(st.integers(0, 3)):
            if not pairs and draw(st.booleans()):
                below = _block(draw, item, column + 2, step, dash)
                if below[0].startswith(" " * (column + 2)) and not below[0].strip().startswith("#"):
                    lines += [f"{pad}- {below[0][column + 2 :]}", *below[1:]]
                    continue
            deeper = deeper if pairs else max(deeper, column + 1)
            lines += [f"{pad}{head}{comment}", *_block(draw, item, deeper, step, dash)]
        elif isinstance(item, str) and yaml_writer.fits_literal(item) and draw(st.booleans()):
            mark = draw(st.sampled_from(["|-", "|- # beside", ">-" if "\n" not in item else "|-"]))
            lines += f"{pad}{head} {yaml_writer.literal(item, mark, column + step)}".split("\n")
        elif isinstance(item, str) and yaml_writer.fits_literal(item) and draw(st.integers(0, 9)) == 0:
            lines += [f"{pad}{head}", f"{' ' * (column + step)}{yaml_writer.quoted(item)}{comment}"]
        elif item is None and draw(st.booleans()):
            lines.append(f"{pad}{head}{comment}")
        else:
            space = draw(st.sampled_from([" ", " ", " ", "   "]))
            lines += f"{pad}{head}{space}{_inline(draw, item, column + step)}{comment}".split("\n")
    return lines


def _inline(draw: st.DrawFn, value: Any, column: int = 1) -> str:
    if isinstance(value, str):
        return draw(
            st.sampled_from(
                [
                    yaml_writer.scalar(value),
                    yaml_writer.quoted(value, single=False),
                    yaml_writer.quoted(value, single=True),
                ]
            )
        )
    if not isinstance(value, (dict, list)):
        return yaml_writer.scalar(value)
    if isinstance(value, dict):
        parts = [f"{_key(draw, key)}: {_inline(draw, item, column)}" for key, item in value.items()]
        begin, end = "{}"
    else:
        parts = [_inline(draw, item, column) for item in value]
        begin, end = "[]"
    if parts and draw(st.integers(0, 3)) == 0:
        comma = draw(st.sampled_from([",", ", # beside", "\n" + " " * column + ","]))
        margin = "\n" + " " * column
        last = draw(st.sampled_from(["", ",", " # beside"]))
        return (
            begin
            + "".join(margin + part + (comma if at + 1 < len(parts) else last) for at, part in enumerate(parts))
            + margin
            + end
        )
    return (
        begin
        + draw(st.sampled_from([", ", ","])).join(parts)
        + draw(st.sampled_from(["", "", ","] if parts else [""]))
        + end
    )


def _key(draw: st.DrawFn, key: str | int) -> str:
    if isinstance(key, int):
        return str(key)
    return draw(
        st.sampled_from([yaml_writer.scalar(key), yaml_writer.scalar(key), yaml_writer.quoted(key, single=False)])
    )
