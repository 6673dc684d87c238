"""Documents from the web that break a limit: one for each limit that the design states."""

from __future__ import annotations

import io
import random
import zipfile
import zlib

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def _archive(members: dict[str, bytes]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return data.getvalue()


def docx(body: str, start: str = "") -> bytes:
    """A Word document with a body in XML."""
    text = f'{start}<w:document xmlns:w="{_WORD}"><w:body>{body}</w:body></w:document>'
    return _archive({"word/document.xml": text.encode()})


def _unpacking() -> bytes:
    """More than 64 MiB in a member that unpacks to about forty times its size."""
    generator = random.Random(1)
    return b"".join(generator.randbytes(20_000) * 40 for _ in range(85))


def pdf(pages: int, content: bytes = b"", kids: str | None = None, length: bytes = b"") -> bytes:
    """A PDF of so many pages, each of which has the content."""
    numbers = range(4, 4 + pages)
    listed = kids if kids is not None else " ".join(f"{number} 0 R" for number in numbers)
    objects = [
        b"<</Type /Catalog /Pages 2 0 R>>",
        f"<</Type /Pages /Count {pages} /Kids [{listed}]>>".encode(),
        b"<<%s /Length %d>>\nstream\n%s\nendstream" % (length, len(content), content),
        *[b"<</Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 3 0 R>>"] * pages,
    ]
    data, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<</Size %d /Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n"
    return data + end % (len(objects) + 1, table, len(objects) + 1, len(data))


def nested_mail(deep: int) -> bytes:
    """A mail in a mail, so many times."""
    head = b"From: a@example.org\nMIME-Version: 1.0\nContent-Type: message/rfc822\n\n"
    return head * deep + b"From: a@example.org\nSubject: Job\n\nDesign\n"


def mail_of_parts(count: int) -> bytes:
    """A mail of so many parts."""
    head = b'From: a@example.org\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="b"\n\n'
    return head + b"--b\nContent-Type: text/plain\n\nDesign\n" * count + b"--b--\n"


_LAUGHS = '<!DOCTYPE a [<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {after} "&{before};&{before};&{before};">' for before, after in zip("abcde", "bcdef", strict=True)
)

NO_TEXT = (
    ": it has no text that can be read\nhint: if it shows pictures of text, recognize them first, as with ocrmypdf"
)
DOCUMENTS: dict[str, tuple[bytes, str]] = {
    "bomb.docx": (
        _archive({"word/document.xml": b" " * (1 << 20)}),
        ": a member unpacks to more than 100 times its size",
    ),
    "unpacked.docx": (_archive({"word/document.xml": _unpacking()}), ": it unpacks to more than 64 MiB"),
    "members.docx": (
        _archive({"word/document.xml": b"<a/>", **{f"m{number}": b"" for number in range(2_000)}}),
        ": it has more than 2,000 members",
    ),
    "deep.docx": (docx("<w:p>" * 100 + "</w:p>" * 100), ": it is nested more than 100 deep"),
    "doctype.docx": (
        docx("<w:p><w:r><w:t>&a;</w:t></w:r></w:p>", '<!DOCTYPE a [<!ENTITY a "ha">]>'),
        ": it declares a document type, which is not read",
    ),
    "damaged.docx": (docx("<w:p/>")[:-30] + b"word/document", ": it is damaged, or no Word document"),
    "no-text.docx": (docx("<w:p/>"), ": it has no text"),
    "archive.zip": (_archive({"a.txt": b"Design"}), ": it is a ZIP archive\nhint: unpack it and name the folder"),
    "workbook.xlsx": (
        _archive({"xl/workbook.xml": b"<a/>"}),
        ": it is an Excel workbook\nhint: save the sheet as CSV",
    ),
    "pages.pdf": (pdf(201), ": it has more than 200 pages"),
    "bomb.pdf": (
        pdf(1, zlib.compress(b" " * (80 << 20)), length=b"/Filter /FlateDecode"),
        NO_TEXT,
    ),
    "damaged.pdf": (b"%PDF-1.4\nno such thing", ": it is damaged, or no PDF"),
    "scanned.pdf": (pdf(1), NO_TEXT),
    "laughs.xml": (
        f"<?xml version='1.0'?>{_LAUGHS}]><rss><item><description>&f;</description></item></rss>".encode(),
        ": it declares a document type, which is not read\nhint: delete its <!DOCTYPE …>",
    ),
    "external.xml": (
        b"<!DOCTYPE a [<!ENTITY a SYSTEM 'file:///etc/hostname'>]><rss><item><description>&a;</description></item></rss>",
        ": it declares a document type, which is not read\nhint: delete its <!DOCTYPE …>",
    ),
    "deep.xml": (b"<rss>" + b"<item>" * 100 + b"</item>" * 100 + b"</rss>", ": it is nested more than 100 deep"),
    "broken.xml": (b"<rss><item>\n</rss>", ": it is not well-formed XML (line 2)"),
    "undecodable.jsonl": (
        b'{"id": "' + b"x" * 5_000 + b'"}\n\xff\xfeab\n',
        (
            ":1: it has no text in a field that is known; its fields are id\n"
            "hint: name the field that holds the text with --text-field\n"
            "undecodable.jsonl:2: its mark says UTF-16, but it is not\nhint: save it as UTF-8"
        ),
    ),
    "laughs.yaml": (
        b"a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
        + b"".join(b"a%d: &a%d [%s]\n" % (n, n, b", ".join([b"*a%d" % (n - 1)] * 10)) for n in range(1, 8)),
        ": it holds more than 1,000,000 values",
    ),
    "deep.yaml": (b"[" * 101, ": it is nested more than 100 deep"),
    "mails.eml": (nested_mail(12), ": its parts are nested more than 10 deep"),
    "parts.eml": (mail_of_parts(2_001), ": it has more than 2,000 parts"),
    "deep.html": (b"<html><body>" + b"<div>" * 200_000 + b"Design", ": it is nested more than 100 deep"),
    "elements.html": (b"<html><body>Design" + b"<br>" * 500_000, ": it has more than 500,000 elements"),
    "elements.xml": (b"<rss>" + b"<item/>" * 1_000_001 + b"</rss>", ": it has more than 500,000 elements"),
    "head.eml": (
        b"From: a@example.org\nMIME-Version: 1.0\nSubject: a\n" + b" b\n" * 400_000 + b"\nDesign",
        ": its head is longer than 1 MiB",
    ),
    "header.eml": (
        b"From: a@example.org\nMIME-Version: 1.0\nSubject: a\n" + b" b\n" * 40_000 + b"\nDesign",
        ": a header in it is longer than 64 KiB",
    ),
    "large.html": (b"<html>" + b" " * (32 << 20), ": it is larger than 32 MiB"),
    "large.txt": (b"Design " * 5_000_000, ": it is larger than 32 MiB"),
}
