"""Readers of the written reports, each by the rules of its format and not by those of the package."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from markdown_it import MarkdownIt
from markdown_it.token import Token

VOID = {"meta", "link", "br", "img", "input", "hr"}


@dataclass
class Node:
    """An element of an HTML document."""

    tag: str
    attributes: dict[str, str | None]
    children: list[Node | str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All text inside, runs of blanks as one."""
        inner = "".join(child if isinstance(child, str) else child.text for child in self.children)
        return " ".join(inner.split())

    def all(self, tag: str, name: str | None = None) -> list[Node]:
        """The elements inside of that tag, and of that class where one is named."""
        found = []
        for child in self.children:
            if isinstance(child, Node):
                classes = (child.attributes.get("class") or "").split()
                found += [child] if child.tag == tag and (name is None or name in classes) else []
                found += child.all(tag, name)
        return found

    def skeleton(self) -> list[str]:
        """The elements and the names of their attributes, in order."""
        lines = [f"<{self.tag} {' '.join(sorted(self.attributes))}>"]
        return lines + [line for child in self.children if isinstance(child, Node) for line in child.skeleton()]


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Node("document", {})
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = Node(tag, dict(attrs))
        self.open[-1].children.append(node)
        if tag not in VOID:
            self.open.append(node)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open[-1].children.append(Node(tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop().tag == tag, f"</{tag}> closes nothing"

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment: {data}")


def read_html(text: str) -> Node:
    """The document of well-formed HTML."""
    builder = _Builder()
    builder.feed(text)
    builder.close()
    assert builder.open == [builder.root], "elements are left open"
    return builder.root


def html_table(document: Node, title: str) -> list[list[str]]:
    """The rows of the table whose caption begins so, head and details left out; empty if there is none."""
    for table in document.all("table"):
        (caption,) = table.all("caption")
        if caption.text.startswith(title):
            rows = (row for body in table.all("tbody") for row in body.all("tr"))
            shown = (row for row in rows if row.attributes.get("class") != "more")
            return [[cell.text for cell in row.children if isinstance(cell, Node)] for row in shown]
    return []


def read_markdown(text: str) -> list[Token]:
    """The tokens of a document as GitHub's dialect has it, with autolinks."""
    return MarkdownIt("gfm-like", {"html": True}).parse(text)


def flat(tokens: list[Token]) -> list[Token]:
    """All tokens, those inside of lines in their places."""
    return [inner for token in tokens for inner in (token, *flat(token.children or []))]


def plain(token: Token) -> str:
    """The text that a line of Markdown shows."""
    return "".join(child.content for child in token.children or [])


def markdown_tables(tokens: list[Token]) -> dict[str, list[list[str]]]:
    """The tables by the heading before them, without their heads."""
    tables: dict[str, list[list[str]]] = {}
    heading = ""
    for before, token in itertools.pairwise(tokens):
        if before.type == "heading_open":
            heading = re.sub(r"[:,].*", "", plain(token))
        elif before.type == "table_open":
            tables[heading] = []
        elif before.type == "tr_open" and token.type == "td_open":
            tables[heading].append([])
        elif before.type == "td_open":
            tables[heading][-1].append(plain(token))
    return tables


SGR = re.compile(r"\x1b\[[0-9;]*m")


def terminal_rows(text: str, heading: str) -> list[list[str]]:
    """The lines below a heading up to the next blank line that ends the part, split into their cells."""
    lines = SGR.sub("", text).splitlines()
    start = next(number for number, line in enumerate(lines) if line.startswith(heading))
    rows = []
    for line in lines[start + 1 :]:
        if not line:
            break
        rows.append(re.split(r"\s{2,}", line.strip()))
    return rows
