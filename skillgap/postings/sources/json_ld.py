"""Postings of schema.org in JSON-LD, at any nesting."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

_WRAPPING = re.compile(r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?://\s*)?(?:-->|\]\]>)\s*$")


def load_script(script: str) -> object:
    """The data of a script, which some pages write in entities, with raw line breaks or inside a comment."""
    bare = _WRAPPING.sub("", script)
    for text in (script, bare, html.unescape(bare), bare.rstrip().rstrip(";")):
        try:
            return json.loads(text, strict=False)
        except (ValueError, RecursionError):  # not JSON, or a number of thousands of digits
            continue
    return None


def job_postings(data: object) -> Iterator[dict[str, Any]]:
    """Every job posting in JSON-LD; a field that only refers to another node has that node."""
    found: list[dict[str, Any]] = []
    nodes: dict[str, dict[str, Any]] = {}
    pending = [data]
    while pending:
        value = pending.pop()
        inner: Iterable[object] = ()
        if isinstance(value, list):
            inner = value
        elif isinstance(value, dict):
            if isinstance(value.get("@id"), str) and len(value) > 1:
                nodes[value["@id"]] = value
            if _is_job_posting(value):
                found.append(value)
            else:
                inner = value.values()
        pending.extend(reversed([nested for nested in inner if isinstance(nested, list | dict)]))
    for posting in found:
        yield {name: _resolved(value, nodes) for name, value in posting.items()}


def _resolved(value: object, nodes: dict[str, dict[str, Any]]) -> object:
    if isinstance(value, dict) and len(value) == 1 and isinstance(value.get("@id"), str):
        return nodes.get(value["@id"], value)
    return value


def _is_job_posting(value: dict[str, Any]) -> bool:
    kinds = value.get("@type")
    return any(
        isinstance(kind, str) and kind.rpartition("/")[2].rpartition(":")[2] == "JobPosting"
        for kind in (kinds if isinstance(kinds, list) else [kinds])
    )
