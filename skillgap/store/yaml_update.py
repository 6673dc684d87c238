"""Changing a document's data by touching only the lines whose data changed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from skillgap.errors import DataError
from skillgap.store import yaml_writer
from skillgap.store.yaml_edits import Edit, Editor, UnsupportedStyleError, ValueLocation, alignment, apply, same
from skillgap.store.yaml_errors import BYTE_ORDER_MARK
from skillgap.store.yaml_reader import Document, parse

Path = tuple[str | int, ...]


def rewrite(document: Document, value: object) -> Document:
    """Return the document with its data changed to ``value``, and all else of its text left as it is.

    Comments, quotes, order, indentation, blank lines and line ends stay wherever the data does. New
    entries of a mapping go to its end; the order of keys in ``value`` means nothing. The result was
    parsed again and has the data ``value``. If a style cannot be changed in place, the smallest
    changeable part around it is replaced. Raises DataError if ``value`` cannot be stored in a file.
    """
    if same(document.value, value):
        return document
    after = _settled(document, (), value)
    if after:
        return after
    mark = BYTE_ORDER_MARK if document.text.startswith(BYTE_ORDER_MARK) else ""
    return parse(mark + yaml_writer.document(value), document.file)


def _settled(document: Document, path: Path, new: Any) -> Document | None:
    """Make ``new`` the value at ``path`` with the smallest edits that can be shown to do just that."""
    after = _attempt(document, path, new, Editor.change)
    if after:
        return after
    step_by_step = document
    for step, part in _changed_parts(_at(document.value, path), new):
        step_by_step = _settled(step_by_step, (*path, step), part) or step_by_step
    if step_by_step is not document:
        after = _attempt(step_by_step, path, new, Editor.change)
    return after or _attempt(document, path, new, Editor.exchange)


def _attempt(
    document: Document, path: Path, new: Any, method: Callable[[Editor, ValueLocation, Any], list[Edit]]
) -> Document | None:
    editor = Editor(document)
    try:
        edits = method(editor, editor.spot(path), new)
        after = parse(apply(document.text, edits), document.file)
    except (UnsupportedStyleError, DataError):
        return None
    return after if same(after.value, _with(document.value, path, new)) else None


def _changed_parts(old: Any, new: Any) -> list[tuple[str | int, Any]]:
    """The parts of a collection that stay but become something else."""
    if isinstance(old, dict) and isinstance(new, dict):
        pairs = [(key, old[key], new[key]) for key in old if key in new]
    elif isinstance(old, list) and isinstance(new, list):
        pairs = [(at, old[at], new[to]) for at, to in alignment(old, new) if at is not None and to is not None]
    else:
        pairs = []
    return [(step, after) for step, before, after in pairs if not same(before, after)]


def _at(value: Any, path: Path) -> Any:
    for step in path:
        value = value[step]
    return value


def _with(value: Any, path: Path, new: Any) -> Any:
    """A copy of ``value`` with ``new`` at ``path``."""
    if not path:
        return new
    step, *rest = path
    copy = value.copy()
    copy[step] = _with(value[step], tuple(rest), new)
    return copy
