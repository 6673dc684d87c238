"""XML: RSS, Atom, Personio and other feeds of jobs. Document types and external entities are rejected."""

from __future__ import annotations

import html
import io
import re
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element, ParseError, tostring

from skillgap.postings.posting import UnreadableError
from skillgap.postings.sources.content import LARGEST_DOCUMENT, MOST_ELEMENTS, Content, Piece
from skillgap.postings.sources.encodings import decode_text
from skillgap.postings.sources.field_names import TEXT, normalize_name

INSTALL = "pip install 'skillgap[documents]'"
_DEEPEST = 100
_DECLARATION = re.compile(r"^\s*<\?xml\b[^>]*\?>")
_DECLARED = re.compile(rb"""<\?xml\b[^>]{0,100}?encoding\s*=\s*["']([\w.:-]{2,40})["']""")
_ENTITY = re.compile(r"&([a-zA-Z][a-zA-Z0-9]{1,30});")
_OWN = frozenset(("amp", "lt", "gt", "quot", "apos"))
_ITEMS = (
    "item", "entry", "position", "job", "posting", "jobposting", "vacancy", "offer", "joboffer", "positionopening",
)  # fmt: skip
_HTML_TAGS = frozenset(("p", "div", "ul", "ol", "li", "h1", "h2", "h3", "h4", "b", "strong", "br", "span", "em"))
_XHTML = "{http://www.w3.org/1999/xhtml}"


def read_xml(content: Content) -> Iterator[Piece]:
    """Read the postings of a feed. Raises UnreadableError."""
    data = content.read(LARGEST_DOCUMENT)
    declared = _DECLARED.search(data, 0, 200)
    text, encoding = decode_text(data, declared[1].decode() if declared else None)
    root = _parse(text)
    items = _items(root)
    shape = _shape(root)
    if not items:
        raise UnreadableError("it holds no posting", f"known elements are {', '.join(_ITEMS)}")
    for number, item in enumerate(items, 1):
        yield Piece(_record(item), shape, number if len(items) > 1 else None, encoding)


def _load_parser() -> Any:
    try:
        from defusedxml import ElementTree
    except ImportError:
        raise UnreadableError("reading XML needs the package defusedxml", INSTALL) from None
    return ElementTree


def _parse(text: str) -> Element:
    parser = _load_parser()
    bare = _DECLARATION.sub("", text.lstrip("\ufeff"))
    if "<!DOCTYPE" not in bare[:4096]:
        bare = _ENTITY.sub(_plain_entity, bare)  # names of HTML, which feeds use without declaring them
    if bare.count("<") > 2 * MOST_ELEMENTS:  # most have a beginning and an end
        raise UnreadableError(f"it has more than {MOST_ELEMENTS:,} elements")
    deep = 0
    elements: list[Element] = []
    try:
        for event, element in parser.iterparse(io.BytesIO(bare.encode()), ("start", "end"), forbid_dtd=True):
            deep += 1 if event == "start" else -1
            if deep > _DEEPEST:
                raise UnreadableError(f"it is nested more than {_DEEPEST} deep")
            if not elements:
                elements.append(element)
    except ParseError as error:
        raise UnreadableError(f"it is not well-formed XML (line {error.position[0]})") from error
    except ValueError as error:  # of defusedxml
        raise UnreadableError("it declares a document type, which is not read", "delete its <!DOCTYPE …>") from error
    return elements[0]


def _plain_entity(found: re.Match[str]) -> str:
    return found[0] if found[1] in _OWN else html.unescape(found[0])


def _items(root: Element) -> list[Element]:
    """The elements that hold a posting each: of the first known name that has fields."""
    for name in _ITEMS:
        found = [element for element in root.iter() if _local(element) == name and len(element)]
        if found:
            return found
    return [root] if any(_local(child) in TEXT for child in root) else []


def _shape(root: Element) -> str:
    name = _local(root)
    return {"rss": "RSS", "rdf": "RSS", "feed": "Atom"}.get(name, "XML")


def _local(element: Element) -> str:
    return normalize_name(str(element.tag).rpartition("}")[2])


def _record(element: Element) -> dict[str, Any]:
    """The children of an element as fields; of a name that repeats, all as a list."""
    record: dict[str, Any] = {}
    for child in element:
        name, value = _local(child), _value(child)
        if name not in record:
            record[name] = value
        elif isinstance(record[name], list):
            record[name].append(value)
        elif name not in TEXT or not isinstance(value, str) or not record[name]:
            record[name] = [record[name], value] if record[name] else value
    return record


def _value(element: Element) -> Any:
    if not len(element):
        return element.text or element.get("href") or ""
    if any(str(child.tag).startswith(_XHTML) or str(child.tag).lower() in _HTML_TAGS for child in element):
        parts = [element.text or "", *(tostring(child, "unicode", "html") for child in element)]
        return re.sub(r"(</?)\w+:", r"\1", "".join(parts))
    return _record(element)
