"""The choice of a reader by a file's content. The name decides only between two possible text formats."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator

from skillgap.postings.posting import UnreadableError
from skillgap.postings.sources.content import Content, Piece
from skillgap.postings.sources.documents import read_docx, read_pdf
from skillgap.postings.sources.encodings import decode, is_binary
from skillgap.postings.sources.html_page import read_page
from skillgap.postings.sources.json_files import LONGEST_LINE, read_json, read_json_lines
from skillgap.postings.sources.mail import is_mail, read_mail
from skillgap.postings.sources.parquet import read_parquet
from skillgap.postings.sources.tables import is_header, read_table, stated_delimiter
from skillgap.postings.sources.text_files import read_text, read_yaml
from skillgap.postings.sources.xml_files import read_xml

Reader = Callable[[Content], Iterator[Piece]]

LINES = (".jsonl", ".ndjson")
_OFFICE = "save the text as PDF or DOCX: soffice --headless --convert-to docx FILE"
_UNPACK = "unpack it and name the folder"
_CONVERTED: tuple[tuple[bytes, str, str], ...] = (
    (b"{\\rtf", "it is RTF", _OFFICE),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "it is an old file of Word, Excel or Outlook", _OFFICE),
    (b"\x1f\x8b", "it is packed with gzip", "unpack it with gunzip"),
    (b"BZh", "it is packed with bzip2", "unpack it with bunzip2"),
    (b"\xfd7zXZ\0", "it is packed with xz", "unpack it with unxz"),
    (b"\x28\xb5\x2f\xfd", "it is packed with zstd", "unpack it with unzstd"),
    (b"7z\xbc\xaf\x27\x1c", "it is a 7z archive", _UNPACK),
    (b"Rar!", "it is a RAR archive", _UNPACK),
    (b"\x89PNG", "it is a picture", "recognize its text first, as with tesseract"),
    (b"\xff\xd8\xff", "it is a picture", "recognize its text first, as with tesseract"),
    (b"GIF8", "it is a picture", "recognize its text first, as with tesseract"),
    (b"SQLite format 3\0", "it is an SQLite database", "export the table of postings as CSV"),
    (b"version https://git-lfs", "it is a pointer of Git LFS, and not the file itself", "fetch it with git lfs pull"),
    (b"bplist00", "it is a web archive of Safari", "save the page as HTML or PDF"),
)
_ARCHIVES = (
    (b"xl/", "it is an Excel workbook", "save the sheet as CSV"),
    (b"ppt/", "it is a PowerPoint presentation", "save it as PDF"),
    (b"application/vnd.oasis.opendocument.spreadsheet", "it is an OpenDocument spreadsheet", "save the sheet as CSV"),
    (b"application/vnd.oasis.opendocument", "it is an OpenDocument text", _OFFICE),
    (b"application/epub", "it is an e-book", "save the text as HTML or PDF"),
)
_NOT_TEXT = frozenset((".pdf", ".docx", ".doc", ".parquet", ".xlsx", ".xls", ".zip", ".gz", ".png", ".jpg", ".jpeg"))
"""Endings that a text does not have."""
_XML = re.compile(
    r"\s*(?:<\?xml\b|<!doctype\s+(?!html)|<(?:rss|feed|rdf:RDF|workzag-jobs|source|jobs|job|positions)\b)", re.I
)
_HTML = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|meta|title)\b", re.I | re.S
)
_FRAGMENT = re.compile(r"\s*<(?:div|section|article|main|p|h[1-6]|ul|table|script)\b", re.I)
_YAML = re.compile(r"(?:---[ \t]*\r?\n)?(?:- )?[\w \"'-]{1,40}:(?: |\r?\n)")
_YAML_TEXT = re.compile(r"^(?:- | {0,4})(?:[\w-]*description|text|body|content):\s*[|>]", re.M | re.I)


def pieces_in(content: Content) -> Iterator[Piece]:
    """Read the postings of a file with the reader for its content. Raises UnreadableError, or OSError."""
    yield from reader_for(content)(content)


def reader_for(content: Content) -> Reader:
    """Return the reader for the content of a file. Raises UnreadableError for a file that none reads."""
    head = content.head
    if not head.strip():
        raise UnreadableError("it is empty")
    if b"%PDF-" in head[:1024]:
        return read_pdf
    if head.startswith(b"PK\x03\x04"):
        return _archive_reader(content)
    if head.startswith(b"PAR1"):
        return read_parquet
    for start, reason, hint in _CONVERTED:
        if head.lstrip(b"\xef\xbb\xbf \r\n").startswith(start):
            raise UnreadableError(reason, hint)
    if is_mail(head):
        return read_mail
    return _text_reader(content)


def _archive_reader(content: Content) -> Reader:
    data = content.read()
    if b"word/document" in data:
        return read_docx
    for mark, reason, hint in _ARCHIVES:
        if mark in data:
            raise UnreadableError(reason, hint)
    raise UnreadableError("it is a ZIP archive", _UNPACK)


def _text_reader(content: Content) -> Reader:
    text = _start(content)
    first = text.lstrip("\ufeff \t\r\n")
    if is_binary(first[:4096]):
        raise UnreadableError("it is no text", "save the posting as text, HTML, PDF or DOCX")
    if _HTML.match(first):
        return read_page
    suffix = content.suffix
    if _XML.match(first) or (suffix in (".xml", ".rss", ".atom") and first[:1] == "<"):
        return read_xml
    if first[:1] in ("{", "[") and suffix not in (".yaml", ".yml") and (reader := _json_reader(content, first)):
        return reader
    if suffix in LINES:
        return read_json_lines
    if suffix in (".html", ".htm", ".xhtml") or (_FRAGMENT.match(first) and suffix not in (".md", ".markdown")):
        return read_page
    return _reader_of_lines(first, suffix)


def _reader_of_lines(first: str, suffix: str) -> Reader:
    """The reader of a text that is neither markup nor JSON."""
    line = first.partition("\n")[0]
    if suffix in (".csv", ".tsv", ".tab") or stated_delimiter(line) or is_header(line):
        return read_table
    if suffix in (".yaml", ".yml") or (suffix != ".md" and _YAML.match(first) and _YAML_TEXT.search(first)):
        return read_yaml
    if suffix in _NOT_TEXT:
        raise UnreadableError(
            f"its name ends in {suffix}, but it is text", "rename it to end in .txt if it is a posting"
        )
    return read_json if suffix == ".json" else read_text


def _start(content: Content) -> str:
    """Return the beginning of a file as text, even if a character at its end is cut off."""
    head = content.head
    if content.size > len(head):
        head = head[: head.rfind(b"\n") + 1] or head
        while head and head[-1] & 0xC0 == 0x80:
            head = head[:-1]
    try:
        return decode(head).text
    except UnreadableError:
        return head.decode("cp1252", "replace")


def _json_reader(content: Content, first: str) -> Reader | None:
    """One document or lines; None for a text that only begins with a bracket."""
    with content.open() as lines:
        line = b""
        for _ in range(100):
            line = lines.readline(LONGEST_LINE)
            if line.strip() or not line:
                break
        more = lines.read(1 << 16)
    is_whole = _is_json(line)
    if content.suffix in LINES and (is_whole or not more.lstrip().startswith((b"}", b"]", b'"'))):
        return read_json_lines
    if is_whole and more.strip():
        return read_json_lines
    if is_whole or content.suffix == ".json" or re.match(r"[\[{]\s*(?:[\[{\"]|[\]}]|$)", first):
        return read_json
    return None


def _is_json(line: bytes) -> bool:
    try:
        json.loads(decode(line).text)
    except (ValueError, RecursionError, UnreadableError):
        return False
    return True
