"""One posting in every form that is read: fields as each board names them, contents of our own.

Wherever a form can say so, it is "Data Engineer" of Gull Systems, published on 2026-04-01. It asks for SQL, Python, C++
and Terraform, and for Rust as nice to have. Java and Angular are in the files, but not in the posting.
"""

from __future__ import annotations

import csv
import html
import io
import json
from collections.abc import Mapping
from dataclasses import dataclass
from email.message import EmailMessage
from typing import Any

from tests.hostile.document_cases import docx

ABOUT = "<p>Gull Systems counts boats &amp; buoys.</p>"
TASKS = "<ul><li>Keep the <b>C++</b> ingest quick</li><li>Own Terraform</li></ul>"
NEEDS = "<ul><li>SQL</li><li>Python&nbsp;3.12</li></ul>"
EXTRA = "<ul><li>Rust</li></ul>"
PAGE = f"{ABOUT}<h3>What you do</h3>{TASKS}<h3>Requirements</h3>{NEEDS}<h3>Nice to have</h3>{EXTRA}"
PLAIN = (
    "Gull Systems counts boats & buoys.\n\nWhat you do\n- Keep the C++ ingest quick\n- Own Terraform\n\n"
    "Requirements\n- SQL\n- Python 3.12\n\nNice to have\n- Rust\n"
)
MARKDOWN = (
    "Gull Systems counts boats & buoys.\n\n**What you do**\n\n* Keep the C\\+\\+ ingest quick\n* Own Terraform\n\n"
    "**Requirements**\n\n* SQL\n* Python 3\\.12\n\n**Nice to have**\n\n* Rust\n"
)
TITLE, EMPLOYER, DATE = "Data Engineer", "Gull Systems", "2026-04-01"
MOMENT = 1775030400  # 2026-04-01 08:00 UTC


@dataclass(frozen=True)
class Sample:
    """A file of one form; ``shape`` is what the receipt calls it."""

    source: str
    name: str
    data: bytes
    shape: str
    title: str | None = TITLE
    employer: str | None = EMPLOYER
    date: str | None = DATE
    unreadable: int = 0

    def __str__(self) -> str:
        return self.name


def json_sample(source: str, name: str, data: Any, shape: str | None = None, **options: Any) -> Sample:
    return Sample(source, name, json.dumps(data).encode(), shape or source, **options)


def table(delimiter: str, rows: list[Mapping[str, str]], start: str = "") -> bytes:
    text = io.StringIO()
    text.write(start)
    writer = csv.DictWriter(text, list(rows[0]), delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def mail(body: str, kind: str = "html") -> bytes:
    message = EmailMessage()
    message["From"] = "Recruiting <jobs@example.org>"
    message["Subject"] = f"Fwd: {TITLE}"
    message["Date"] = "Wed, 01 Apr 2026 08:00:00 +0000"
    message.set_content(PLAIN)
    if kind == "html":
        message.add_alternative(f"<html><body>{body}</body></html>", subtype="html")
    return message.as_bytes()


def pdf_of_lines(lines: list[str]) -> bytes:
    """A PDF of one page with these lines in Helvetica."""
    escaped = (line.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)") for line in lines)
    shown = b"BT /F1 12 Tf 14 TL 20 780 Td " + b" ".join(f"({line}) Tj T*".encode() for line in escaped) + b" ET"
    objects = [
        b"<</Type /Catalog /Pages 2 0 R>>",
        b"<</Type /Pages /Count 1 /Kids [3 0 R]>>",
        b"<</Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources <</Font <</F1 5 0 R>>>>>>",
        b"<</Length %d>>\nstream\n%s\nendstream" % (len(shown), shown),
        b"<</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>",
        f"<</Title ({TITLE})>>".encode(),
    ]
    data, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    rows = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<</Size %d /Root 1 0 R /Info 6 0 R>>\nstartxref\n%d\n%%%%EOF\n"
    return data + end % (len(objects) + 1, rows, len(objects) + 1, len(data))


def word_document() -> bytes:
    def line(text: str, style: str = "", *, item: bool = False) -> str:
        numbered = "<w:numPr><w:numId w:val='1'/></w:numPr>" if item else ""
        styled = f"<w:pStyle w:val='{style}'/>" if style else ""
        return f"<w:p><w:pPr>{styled}{numbered}</w:pPr><w:r><w:t>{html.escape(text)}</w:t></w:r></w:p>"

    cells = "".join(f"<w:tc>{line(text)}</w:tc>" for text in ("SQL", "Python 3.12"))
    return docx(
        line(TITLE, "Title")
        + line("Gull Systems. Posted 2026-04-01.")
        + line("What you do", "Heading1")
        + line("Keep the C++ ingest quick", item=True)
        + line("Own Terraform", item=True)
        + line("Requirements", "Heading1")
        + f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>"
        + line("Nice to have", "Heading1")
        + line("Rust", item=True)
        + "<w:p><w:del><w:r><w:delText>Java</w:delText></w:r></w:del></w:p>"
    )
