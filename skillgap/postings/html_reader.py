"""Postings in HTML: what a page states for machines, else what it shows."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from skillgap.errors import DataError, Diagnostic

_HIDDEN = re.compile(r"<(script|style|template|noscript|svg)\b.*?(?:</\1\s*>|\Z)|<!--.*?(?:-->|\Z)", re.I | re.S)
_ITEM = re.compile(r"<li\b[^<>]*>", re.I)
_HEADING = re.compile(r"<h[1-6]\b[^<>]*>", re.I)
_INLINE = re.compile(r"</?(?:a|abbr|b|big|code|em|font|i|mark|s|small|span|strong|sub|sup|u)\b[^<>]*>", re.I)
_TAG = re.compile(r"</?[a-z][^<>]*>", re.I)
_MARKUP = re.compile(r"</?(?:body|p|br|li|ul|ol|div|h[1-6]|b|i|em|strong|span|a|table|tr|td|section)\b[^<>]*>", re.I)
_ENCODED = re.compile(r"&lt;/?(?:p|br|li|ul|ol|div|h[1-6]|strong)\b", re.I)


def plain_text(text: str) -> str:
    """The words of a description, which may be HTML, itself written in entities, or plain text.

    Blocks are parted by line breaks, items and headings are marked as in Markdown.
    """
    if "&" in text and _ENCODED.search(text):
        text = html.unescape(text)
    if "<" not in text or not _MARKUP.search(text):
        return text
    # Source line breaks mean no more than spaces; what parts blocks is their tags.
    text = _HIDDEN.sub(" ", text).replace("\n", " ").replace("\r", " ")
    text = _HEADING.sub("\n\n## ", _ITEM.sub("\n- ", _INLINE.sub("", text)))
    return _TAG.sub("\n", text)


def postings_in_page(page: bytes) -> list[dict[str, Any]]:
    """The schema.org job postings that a page states, else its visible text as one posting.

    Raises DataError where the HTML parser is not installed.
    """
    try:
        from selectolax.lexbor import LexborHTMLParser
    except ImportError as error:
        message = "reading HTML pages needs the package selectolax"
        raise DataError(Diagnostic(message, hint="install it with: pip install 'skillgap[postings]'")) from error
    tree = LexborHTMLParser(page)
    scripts = [
        node.text()
        for node in tree.css("script")
        if "ld+json" in html.unescape(node.attributes.get("type") or "").lower()
    ]
    if stated := [found for script in scripts for found in _job_postings(_loaded(script))]:
        return stated
    for node in tree.css("script, style, template, noscript, svg, nav, footer, header, form"):
        node.decompose()
    title = tree.css_first("title")
    body = tree.body
    text = plain_text((body.html if body else None) or "")
    return [{"title": title.text() if title else "", "text": text}]


def _loaded(script: str) -> object:
    """The data of a script, which some pages write in entities or with raw line breaks."""
    for text in (script, html.unescape(script)):
        try:
            return json.loads(text, strict=False)
        except (ValueError, RecursionError):  # not JSON, or a number of thousands of digits
            continue
    return None


def _job_postings(data: object) -> Iterator[dict[str, Any]]:
    """Every job posting in JSON-LD, in whatever it is nested."""
    pending = [data]
    while pending:
        value = pending.pop()
        inner: Iterable[object] = ()
        if isinstance(value, list):
            inner = value
        elif isinstance(value, dict):
            kinds = value.get("@type")
            if "JobPosting" in (kinds if isinstance(kinds, list) else [kinds]):
                yield value
            else:
                inner = value.values()
        pending.extend(reversed([one for one in inner if isinstance(one, list | dict)]))
