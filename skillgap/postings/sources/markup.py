"""HTML of a field to text: blocks on lines of their own, headings and items marked as in Markdown."""

from __future__ import annotations

import html
import re

_HIDDEN = re.compile(
    r"<(script|style|template|noscript|svg|title|button)\b.*?(?:</\1\s*>|\Z)|<!--.*?(?:-->|\Z)|<!\[CDATA\[|\]\]>",
    re.I | re.S,
)
_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)\b[^<>]*>", re.I)
_MARKUP = re.compile(
    r"</?(?:html|body|p|br|li|ul|ol|dl|dt|dd|div|h[1-6]|b|i|em|strong|span|a|table|tr|td|section|article|pre)\b[^<>]*>",
    re.I,
)
_BLOCK = re.compile(r"</?(?:html|body|p|li|ul|ol|dl|dt|dd|div|h[1-6]|table|tr|td|section|article)\b[^<>]*>", re.I)
_ENCODED = re.compile(r"&(?:amp;)*lt;/?(?:p|br|li|ul|ol|div|h[1-6]|strong|b|em|span)\b", re.I)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,30});", re.I)
_PRE = re.compile(r"<pre\b[^<>]*>(.*?)</pre\s*>", re.I | re.S)

_BOLD, _UNBOLD = "\x0e", "\x0f"
_INLINE = frozenset((
    "a", "abbr", "acronym", "bdi", "bdo", "big", "cite", "code", "del", "dfn", "em", "font", "i", "img", "input", "ins",
    "kbd", "label", "mark", "q", "s", "samp", "small", "span", "strike", "sub", "sup", "time", "tt", "u", "var", "wbr",
))  # fmt: skip
_LEFT_OPEN = frozenset((
    "area", "base", "body", "br", "col", "colgroup", "dd", "dt", "embed", "head", "hr", "html", "img", "input", "li",
    "link", "meta", "optgroup", "option", "p", "param", "rp", "rt", "source", "tbody", "td", "tfoot", "th", "thead",
    "tr", "track", "wbr",
))  # fmt: skip
"""Elements that have no end, or that authors need not end."""
_SLOPPY = (_INLINE | {"b", "strong"}) - {"span"}
"""Elements that authors often forget to end: so many of them count as one level."""
_OPEN_FOR_A_LEVEL = 20
_BOLD_LINE = re.compile(f"^[ \\t]*{_BOLD}([^{_BOLD}{_UNBOLD}\\n]{{2,100}}){_UNBOLD}[ \\t]*(:?)[ \\t]*$", re.M)
_LONELY_BULLET = re.compile(r"^- *\n\s*(?!- |## )", re.M)
_LONELY_HEADING = re.compile(r"^## *\n\s*(?!- |## )", re.M)
_EMPTY_MARK = re.compile(r"^(?:-|##) *$", re.M)
_EDGES = re.compile(r"[ \t\xa0]*\n[ \t\xa0]*")
_BLANK_LINES = re.compile(r"\n{3,}")
_MOST_LAYERS = 3


def plain_text(text: str) -> str:
    """The words of a field, which may be HTML, itself written in entities once or twice, or plain text."""
    if "&" in text:
        for _ in range(_MOST_LAYERS):
            if not _ENCODED.search(text):
                break
            text = html.unescape(text)
    if "<" in text and _MARKUP.search(text):
        text = _without_tags(text)
    return unescape(text)


def unescape(text: str) -> str:
    """Return the text with its entities as characters. An ampersand without an entity stays unchanged."""
    return _ENTITY.sub(lambda found: html.unescape(found[0]), text) if "&" in text else text


def markdown_text(text: str) -> str:
    """A text file that may hold some tags: its line breaks stay, since they are its own."""
    if text.lstrip()[:1] == "<" and _BLOCK.search(text):
        return plain_text(text)
    if "<" in text and _MARKUP.search(text):
        text = _TAG.sub(_replace_tag, _HIDDEN.sub(" ", text)).replace(_BOLD, "").replace(_UNBOLD, "")
    return unescape(text)


def depth_of(page: str) -> int:
    """How deep the elements of a page are nested at most."""
    deep = sloppy = deepest = 0
    for tag in _TAG.finditer(_HIDDEN.sub(" ", page)):
        name = tag[2].lower()
        if name in _LEFT_OPEN or tag[0].endswith("/>"):
            continue
        step = -1 if tag[1] else 1
        if name in _SLOPPY:
            sloppy = max(0, sloppy + step)
        else:
            deep = max(0, deep + step)
        deepest = max(deepest, deep, sloppy // _OPEN_FOR_A_LEVEL)
    return deepest


def _without_tags(text: str) -> str:
    text = _HIDDEN.sub(" ", text)
    if _BLOCK.search(text):
        # A line break of the source means no more than a space, unless it is preformatted.
        text = _PRE.sub(lambda found: found[0].replace("\n", "<br>"), text)
        text = text.replace("\r", " ").replace("\n", " ")
    text = _TAG.sub(_replace_tag, text)
    text = _EDGES.sub("\n", text)
    if _BOLD in text:
        # A line that is bold from end to end stands over what follows.
        text = _BOLD_LINE.sub(r"\n## \1\2\n", text).replace(_BOLD, "").replace(_UNBOLD, "")
    text = _LONELY_BULLET.sub("- ", text)
    text = _LONELY_HEADING.sub("## ", text)
    text = _EMPTY_MARK.sub("", text).replace("## ## ", "## ").replace("- ## ", "- ")
    return _BLANK_LINES.sub("\n\n", text).strip("\n ")


def _replace_tag(found: re.Match[str]) -> str:
    closing, name = found[1], found[2].lower()
    if name in ("b", "strong"):
        return _UNBOLD if closing else _BOLD
    if name in _INLINE:
        return ""
    if name == "br":
        return "\n"
    if name == "li":
        return "" if closing else "\n- "
    if len(name) == 2 and name[0] == "h" and name[1] in "123456":
        return "\n" if closing else "\n\n## "
    if name in ("td", "th"):
        return "\t" if closing else ""
    if name in ("p", "ul", "ol", "table", "section", "article"):
        return "\n\n"
    return "\n"
