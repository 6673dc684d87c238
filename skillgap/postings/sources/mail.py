"""Mails and pages in one file (EML, MHTML): the page or the text that a person sees when opening it."""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import PurePosixPath

from skillgap.postings.posting import UnreadableError
from skillgap.postings.sources.content import LARGEST_DOCUMENT, Content, Piece, content_of_bytes, unreadable
from skillgap.postings.sources.documents import read_docx, read_pdf
from skillgap.postings.sources.encodings import decode
from skillgap.postings.sources.html_page import pieces_of_page
from skillgap.postings.sources.text_files import read_text, record_of_text

_END_OF_HEAD = re.compile(rb"\n\r?\n")
_LONGEST_HEAD = 1 << 20
_LONGEST_HEADER = 1 << 16
_MOST_PARTS = 2_000
_DEEPEST = 10
_FORWARDED = re.compile(r"^\s*(?:(?:re|fw|fwd|aw|wg|tr|rv|i|doorst)\s*:\s*)+", re.I)
_DOCUMENTS = (".pdf", ".docx", ".html", ".htm", ".eml", ".txt", ".md", ".rtf", ".doc")
_HEADERS = frozenset(
    b"from to cc bcc subject date mime-version content-type content-transfer-encoding message-id received return-path "
    b"delivered-to reply-to sender x-mozilla-status x-mailer dkim-signature snapshot-content-location "
    b"authentication-results arc-seal x-received thread-topic thread-index in-reply-to references importance "
    b"x-priority x-spam-status list-unsubscribe list-id envelope-to x-unsent".split()
)
_STRONG = frozenset(
    b"mime-version message-id received return-path delivered-to snapshot-content-location "
    b"content-transfer-encoding".split()
)


def is_mail(head: bytes) -> bool:
    """Return whether bytes begin with the headers of a mail."""
    names: set[bytes] = set()
    for line in head.lstrip(b"\xef\xbb\xbf\r\n")[:16_384].splitlines():
        if line[:1] in (b" ", b"\t") and names:
            continue
        name, colon, _ = line.partition(b":")
        if not colon or not re.fullmatch(rb"[A-Za-z][A-Za-z0-9-]{1,60}", name):
            break
        names.add(name.lower())
    return len(names & _HEADERS) >= 2 and bool(names & _STRONG or {b"from", b"subject"} <= names)


def read_mail(content: Content) -> Iterator[Piece]:
    """Read a mail or a page in one file: one posting, and a line for each attachment that was not read."""
    data = content.read(LARGEST_DOCUMENT).lstrip(b"\xef\xbb\xbf\r\n")
    if len(data) > _LONGEST_HEAD and not _END_OF_HEAD.search(data, 0, _LONGEST_HEAD):
        raise UnreadableError(f"its head is longer than {_LONGEST_HEAD >> 20} MiB")
    message = email.message_from_bytes(data, policy=email.policy.default)
    _check_parts(message)
    yield from _pieces(message, 0)


def _check_parts(message: EmailMessage) -> None:
    """Refuse a mail that is nested deeper, or has more parts, than a mail has. Raises UnreadableError."""
    pending, count = [(message, 0)], 0
    while pending:
        part, deep = pending.pop()
        count += 1
        if deep > _DEEPEST:
            raise UnreadableError(f"its parts are nested more than {_DEEPEST} deep")
        if count > _MOST_PARTS:
            raise UnreadableError(f"it has more than {_MOST_PARTS:,} parts")
        if any(len(value) > _LONGEST_HEADER for _, value in part.raw_items()):
            raise UnreadableError(f"a header in it is longer than {_LONGEST_HEADER >> 10} KiB")
        if part.is_multipart():
            pending += [(inner, deep + 1) for inner in part.iter_parts() if isinstance(inner, EmailMessage)]


def _pieces(message: EmailMessage, deep: int) -> Iterator[Piece]:
    is_page = "snapshot-content-location" in message or message.get_content_type() == "multipart/related"
    body = _body(message)
    forwarded = [part for part in message.walk() if part.get_content_type() == "message/rfc822"]
    if body is not None:
        yield from _pieces_of_body(body, message, "MHTML" if is_page else "EML")
    elif forwarded and deep < _DEEPEST:
        for part in forwarded[:1]:
            for inner in part.iter_parts():
                if isinstance(inner, EmailMessage):
                    yield from _pieces(inner, deep + 1)
    else:
        yield from _first_document(message)
        return
    if not is_page:
        for part in message.iter_attachments():
            name = part.get_filename() or ""
            if PurePosixPath(name.lower()).suffix in _DOCUMENTS:
                reason = f"its attachment {name} was not read"
                yield Piece(unreadable(reason, "save the attachment as a file of its own"), "EML")


def _body(message: EmailMessage) -> EmailMessage | None:
    """The part that holds the text: HTML before plain text; None if all of them are empty."""
    for kind in ("html", "plain"):
        found = [
            part
            for part in _own_parts(message)
            if part.get_content_type() == f"text/{kind}" and part.get_content_disposition() != "attachment"
        ]
        for part in found:
            if isinstance(part, EmailMessage) and re.sub(rb"<[^>]*>|&nbsp;|\s", b"", _data(part)):
                return part
    return None


def _own_parts(message: EmailMessage) -> Iterator[EmailMessage]:
    """Yield the parts of a mail, without the parts of attached mails."""
    yield message
    if message.get_content_maintype() == "multipart":
        for part in message.iter_parts():
            if isinstance(part, EmailMessage) and part.get_content_type() != "message/rfc822":
                yield from _own_parts(part)


def _data(part: EmailMessage) -> bytes:
    data = part.get_payload(decode=True)
    return data if isinstance(data, bytes) else b""


def _pieces_of_body(body: EmailMessage, message: EmailMessage, shape: str) -> Iterator[Piece]:
    charset = body.get_content_charset()
    stated = {"subject": _subject(message), "date": _header(message, "date")}
    if body.get_content_type() == "text/html":
        for piece in pieces_of_page(_data(body), charset):
            yield _named(piece, stated, shape)
    else:
        text, encoding = decode(_data(body), charset)
        yield _named(Piece(record_of_text(text), shape, None, encoding), stated, shape)


def _named(piece: Piece, stated: dict[str, str], shape: str) -> Piece:
    """Return a piece with fields from the mail headers, if the page in it lacks them."""
    if not isinstance(piece.record, dict):
        return piece
    record = dict(piece.record)
    if not (record.get("datePosted") or record.get("date")) and shape == "EML":
        record["date"] = stated["date"]
    if shape == "EML" and stated["subject"] and not (piece.shape == "schema.org" and record.get("title")):
        record["title"] = stated["subject"]
        record.pop("untitled", None)
    known = piece.shape in ("HTML", "text")
    return Piece(record, shape if known else piece.shape, piece.number, piece.encoding, piece.shared)


def _first_document(message: EmailMessage) -> Iterator[Piece]:
    """A mail without words: its first attached document is the posting."""
    for part in message.iter_attachments():
        name = part.get_filename() or ""
        if PurePosixPath(name.lower()).suffix in _DOCUMENTS and isinstance(part, EmailMessage):
            yield from _pieces_of_document(content_of_bytes(_data(part), name))
            return
    raise UnreadableError("it has no text")


def _pieces_of_document(attached: Content) -> Iterator[Piece]:
    if attached.head.startswith(b"%PDF-"):
        yield from read_pdf(attached)
    elif attached.head.startswith(b"PK\x03\x04"):
        yield from read_docx(attached)
    elif attached.suffix in (".html", ".htm"):
        yield from pieces_of_page(attached.read(LARGEST_DOCUMENT))
    elif attached.suffix in (".txt", ".md"):
        yield from read_text(attached)
    else:
        raise UnreadableError("it has no text", f"save its attachment {attached.name} as a file of its own")


def _subject(message: EmailMessage) -> str:
    return _FORWARDED.sub("", _header(message, "subject")).strip()


def _header(message: EmailMessage, name: str) -> str:
    try:
        return " ".join(str(message.get(name) or "").split())
    except (ValueError, IndexError, AttributeError, OverflowError, TypeError):  # the parser trips over broken ones
        return ""
