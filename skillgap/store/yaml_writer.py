"""Plain data as YAML text, written the way a careful person writes it.

Everything reads back exactly as it was. Text that YAML 1.1 readers would misinterpret (``no``,
``010``, ``12:30``) is quoted.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from skillgap.errors import DataError, Diagnostic, path_text, truncate
from skillgap.store.yaml_errors import character_name
from skillgap.store.yaml_reader import FORBIDDEN, MAX_INTEGER_DIGITS, MAX_KEY_LENGTH, Scalar, parse

WIDTH = 100
"""How long a line with a list or mapping in brackets or braces may become."""

_ESCAPES = str.maketrans({"\\": r"\\", '"': r"\"", "\n": r"\n", "\r": r"\r", "\t": r"\t"})
_WORDS_OF_OLD = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null"})
_NUMBER_OF_OLD = re.compile(r"[0-9][0-9a-fA-FxXoO_.+-]*")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class Layout(NamedTuple):
    """How a file indents: a mapping below its key by ``step`` columns, a list below its key by ``dash``."""

    step: int = 2
    dash: int = 2


def document(value: object, schema: str | None = None) -> str:
    """Write a new file in full. ``schema`` is the JSON Schema's location for editors.

    Raises DataError if ``yaml_reader.parse`` would reject the data.
    """
    check(value)
    header = f"# yaml-language-server: $schema={schema}\n" if schema else ""
    body = block(value, 0, Layout()) if isinstance(value, (dict, list)) and value else short(value, 0)
    text = f"{header}{body}\n"
    parse(text, "the file to be written")  # depth and size
    return text


def check(value: object) -> None:
    """Raise DataError, with one problem for each, for text and numbers that no file may hold.

    Raises TypeError for values that are no plain data: a bug in the program, not a user's mistake.
    """
    problems = list(_faults(value, ()))
    if problems:
        raise DataError(problems)


def scalar(value: Scalar) -> str:
    """Write one value on one line, in a form that is valid within brackets and braces."""
    if isinstance(value, str):
        return value if _fits_plain(value) else quoted(value)
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    text = str(value)
    # Readers of YAML 1.1 know no exponent without a point before it.
    return text if "." in text else text.replace("e", ".0e")


def quoted(text: str, *, single: bool | None = None) -> str:
    """Write text on one line in single or double quotes. The default needs fewer escapes."""
    special = any(character in text for character in "\n\r\t")
    if single is None:
        single = '"' in text or "\\" in text
    if single and not special:
        return "'" + text.replace("'", "''") + "'"
    return '"' + text.translate(_ESCAPES) + '"'


def literal(text: str, header: str, indent: int) -> str:
    """Write the lines of ``text`` as a literal block, indented by ``indent``."""
    return "\n".join([header, *(" " * indent + line if line else "" for line in text.split("\n"))])


def fits_literal(text: str) -> bool:
    """Return whether text in a literal block (``|-``) reads back unchanged."""
    return bool(text) and "\r" not in text and text[0] not in " \t\n" and text.rstrip(" \t\n") == text


def inline(value: object) -> str:
    """Write any data on one line, collections in brackets and braces."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{scalar(key)}: {inline(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(inline, value)) + "]"
    return scalar(value)  # type: ignore[arg-type]


def block(value: dict[Any, Any] | list[Any], indent: int, layout: Layout) -> str:
    """Write a collection that is not empty, a line or more for each part, all but the first indented."""
    if isinstance(value, dict):
        parts = [entry(key, item, indent, layout) for key, item in value.items()]
    else:
        parts = [dashed(item, indent, layout) for item in value]
    return ("\n" + " " * indent).join(parts)


def entry(key: str | int, value: object, indent: int, layout: Layout) -> str:
    """Write ``key: value`` for a block mapping at the column ``indent``."""
    head = scalar(key) + ":"
    return head + after_key(value, indent, len(head), layout)


def after_key(value: object, indent: int, width: int, layout: Layout) -> str:
    """Write the value after a key that takes ``width`` characters with its colon."""
    if isinstance(value, (dict, list)) and not _is_short(value, indent + width + 1):
        column = indent + (layout.step if isinstance(value, dict) else layout.dash)
        return "\n" + " " * column + block(value, column, layout)
    return " " + short(value, indent)


def dashed(value: object, indent: int, layout: Layout) -> str:
    """Write ``- value`` for a block list with its dashes at the column ``indent``."""
    if isinstance(value, dict) and value:
        return "- " + block(value, indent + 2, layout)
    if isinstance(value, list) and not _is_short(value, indent + 2):
        return "- " + block(value, indent + 2, layout)
    return "- " + short(value, indent)


def short(value: object, indent: int) -> str:
    """Write a scalar, or a collection in brackets or braces, at the end of a line of the block at ``indent``.

    Text of several lines becomes a literal block if possible, indented by two more.
    """
    if isinstance(value, str) and "\n" in value and fits_literal(value):
        return literal(value, "|-", indent + 2)
    return inline(value)


def _is_short(value: dict[Any, Any] | list[Any], column: int) -> bool:
    """Return whether a collection reads best on its first line, at ``column``."""
    parts = list(value.values() if isinstance(value, dict) else value)
    if any(isinstance(part, (dict, list)) or (isinstance(part, str) and "\n" in part) for part in parts):
        return False
    return not parts or column + len(inline(value)) <= WIDTH


def _fits_plain(text: str) -> bool:
    """Whether text needs no quotes, in any place and for any reader of YAML 1.1 or 1.2."""
    if not text or not text[0].isalnum() or text != text.strip():
        return False
    if any(character in text for character in ":?,[]{}\n\r\t") or " #" in text:
        return False
    if text.lower() in _WORDS_OF_OLD:
        return False
    return not _NUMBER_OF_OLD.fullmatch(text) or bool(_DATE.fullmatch(text))


def _faults(value: object, path: tuple[str | int, ...]) -> Iterator[Diagnostic]:
    if isinstance(value, dict):
        for key, item in value.items():
            if type(key) not in (str, int):
                raise TypeError(f"a key is a {type(key).__name__}")
            if isinstance(key, str):
                yield from _text_faults(key, path)
                if len(key) > MAX_KEY_LENGTH:
                    hint = f"shorten it to {MAX_KEY_LENGTH} characters"
                    yield Diagnostic(f"the name {truncate(key)} is too long", path=path_text(path), hint=hint)
            yield from _faults(item, (*path, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _faults(item, (*path, index))
    elif isinstance(value, str):
        yield from _text_faults(value, path)
    elif isinstance(value, float) and not math.isfinite(value):
        yield Diagnostic(f"{value} is not a number a file can hold", path=path_text(path), hint="use a finite number")
    elif type(value) is int and abs(value) >= 10**MAX_INTEGER_DIGITS:
        message = f"a whole number has more than {MAX_INTEGER_DIGITS} digits"
        yield Diagnostic(message, path=path_text(path), hint="use a smaller number")
    elif type(value) not in (str, int, float, bool, type(None)):
        raise TypeError(f"a value is a {type(value).__name__}")


def _text_faults(text: str, path: tuple[str | int, ...]) -> Iterator[Diagnostic]:
    found = FORBIDDEN.search(text)
    if found:
        message = f"the character {character_name(found.group())} in this text cannot be saved"
        yield Diagnostic(message, path=path_text(path), hint="delete it, or type the text again")
