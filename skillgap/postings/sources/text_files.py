"""Plain text and Markdown, with or without front matter; and YAML, read leniently."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from skillgap.postings.posting import UnreadableError
from skillgap.postings.sources.content import LARGEST_DOCUMENT, Content, Piece
from skillgap.postings.sources.encodings import decode_text
from skillgap.postings.sources.markup import markdown_text
from skillgap.postings.sources.nesting import pieces_of

_FRONT = re.compile(r"\s*---[ \t]*\r?\n(.*?)\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.S)
_HEADING = re.compile(r"\s*# +([^\n#][^\n]{0,200}?) *#*\s*$", re.M)
_LABEL = re.compile(
    r"^\W{0,4}(?:(?P<title>job title|title|position|role|stellenbezeichnung|titel|poste)|"
    r"(?P<company>company|employer|organi[sz]ation|firma|unternehmen|arbeitgeber|entreprise|bedrijf))"
    r"\W{0,3}:\W{0,4}?(?P<value>[^\n:|]{2,120}?)[ \t*_]*$",
    re.I | re.M,
)
_LABELED_LINES = 12
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
_DEEPEST = 100
_MOST_VALUES = 1_000_000


def read_text(content: Content) -> Iterator[Piece]:
    """Read a text or a Markdown file: one posting. Raises UnreadableError."""
    text, encoding = decode_text(content.read(LARGEST_DOCUMENT))
    yield Piece(record_of_text(text), "Markdown" if _is_markdown(content, text) else "text", None, encoding)


def record_of_text(text: str) -> dict[str, Any]:
    """Return the fields of a text: values from its front matter or its first lines, and the text itself."""
    fields: dict[str, Any] = {}
    if front := _FRONT.match(text):
        stated = _front_matter(front[1])
        if stated is not None:
            fields = {str(name): value for name, value in stated.items()}
            text = text[front.end() :]
    if not text.strip("\ufeff\u200b \t\r\n"):
        raise UnreadableError("it is empty")
    labels = _labels(text)
    heading = _HEADING.match(text)
    title = fields.get("title") or labels.get("title") or (heading[1] if heading else None)
    record = {**labels, **fields, "title": title, "text_itself": markdown_text(text).strip(), "untitled": True}
    if title and isinstance(title, str) and title.casefold() not in text.casefold():
        del record["untitled"]
    for name in ("description", "text", "content", "summary", "body", "tags", "skills"):
        record.pop(name, None)
    record["text"] = record.pop("text_itself")
    return record


def _labels(text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    start = "\n".join(text.lstrip().split("\n", _LABELED_LINES)[:_LABELED_LINES])
    for label in _LABEL.finditer(start):
        for name in ("title", "company"):
            if label[name] and label["value"].strip():
                found.setdefault(name, label["value"].strip(" *_\t"))
    return found


def _is_markdown(content: Content, text: str) -> bool:
    return content.suffix in (".md", ".markdown") or bool(_FRONT.match(text))


def _front_matter(text: str) -> Mapping[Any, Any] | None:
    """The fields between the lines of dashes; None if they are none, as between two rules of a text."""
    try:
        stated = list(load_yaml(text))
    except UnreadableError:
        return None
    return stated[0] if len(stated) == 1 and isinstance(stated[0], Mapping) else None


def read_yaml(content: Content) -> Iterator[Piece]:
    """Read postings in YAML. Raises UnreadableError."""
    text, encoding = decode_text(content.read(LARGEST_DOCUMENT))
    documents = list(load_yaml(text))
    yield from pieces_of(documents[0] if len(documents) == 1 else documents, "YAML", encoding)


def load_yaml(text: str) -> Iterator[object]:
    """The documents of a YAML text, all scalars as text. Raises UnreadableError.

    Postings are data from the web: tags mean nothing, and unprintable characters are spaces. Aliases count as often
    as they are used.
    """
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        yield from _Builder(yaml.parse(_UNPRINTABLE.sub(" ", text), Loader=loader)).documents()
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f" (line {mark.line + 1})" if mark is not None else ""
        reason = getattr(error, "problem", None) or "it cannot be parsed"
        raise UnreadableError(f"it is not YAML: {reason}{line}") from error


class _Builder:
    """Builds values from the events of a YAML parser, without recursion."""

    def __init__(self, events: Any) -> None:
        self._events = iter(events)
        self._anchors: dict[str, tuple[object, int]] = {}
        self._values = 0

    def documents(self) -> Iterator[object]:
        import yaml

        open_values: list[tuple[Any, str | None, int]] = []
        keys: list[Any] = []
        for event in self._events:
            if isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
                if len(open_values) >= _DEEPEST:
                    raise UnreadableError(f"it is nested more than {_DEEPEST} deep")
                container: Any = {} if isinstance(event, yaml.MappingStartEvent) else []
                open_values.append((container, event.anchor, self._values))
                keys.append(None)
                continue
            if isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
                value, anchor, before = open_values.pop()
                keys.pop()
            elif isinstance(event, yaml.ScalarEvent):
                value, anchor, before = _scalar(event), event.anchor, self._values
            elif isinstance(event, yaml.AliasEvent):
                value, size = self._anchors.get(event.anchor or "", ("", 0))
                self._values += size
                anchor, before = None, self._values
            else:
                continue
            self._values += 1
            if self._values > _MOST_VALUES:
                raise UnreadableError(f"it holds more than {_MOST_VALUES:,} values")
            if anchor:
                self._anchors[anchor] = (value, self._values - before)
            if not open_values:
                yield value
            else:
                _put(open_values[-1][0], value, keys)


def _put(container: Any, value: object, keys: list[Any]) -> None:
    if isinstance(container, list):
        container.append(value)
    elif keys[-1] is None:
        keys[-1] = (str(value) if not isinstance(value, dict | list) else "",)
    else:
        container[keys[-1][0]] = value
        keys[-1] = None


def _scalar(event: Any) -> str:
    return "" if event.style is None and event.value in ("~", "null", "Null", "NULL") else str(event.value)
