"""The text of a CV: plain text, Markdown, PDF, DOCX, JSON Resume, or a LinkedIn export."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from skillgap.postings.posting import LONGEST, UnreadableError
from skillgap.postings.sources.content import LARGEST_DOCUMENT, Content, content_of_file
from skillgap.postings.sources.detection import reader_for
from skillgap.postings.sources.documents import read_docx, read_pdf, text_of_document
from skillgap.postings.sources.encodings import decode_text
from skillgap.postings.sources.html_page import read_page
from skillgap.postings.sources.mail import read_mail
from skillgap.postings.sources.parquet import read_parquet
from skillgap.postings.sources.xml_files import read_xml

FORMS = "a CV is text, Markdown, PDF, DOCX, JSON Resume, or the ZIP of a LinkedIn export"
_OTHER_FORMS = (read_page, read_mail, read_parquet, read_xml)
_SECTIONS = ("basics", "work", "volunteer", "projects", "education", "certificates", "awards", "publications", "skills")
"""The sections of JSON Resume about a person's own work. Languages and references are other matters."""
_PROSE = ("summary", "description", "highlights", "courses")
_DEEPEST = 8


def text_of_resume(path: Path) -> str:
    """Read the text of a CV. Raise UnreadableError, or OSError."""
    if path.exists() and not path.is_file():  # a pipe or a device might never end
        raise UnreadableError("it is no regular file")
    content = content_of_file(path)
    if content.size > LARGEST_DOCUMENT:
        content.read(LARGEST_DOCUMENT)  # raises the error that names the limit
    text = _text(content)
    if len(text) > LONGEST:
        raise UnreadableError(f"it has more than {LONGEST:,} characters", "name the CV alone")
    return text


def _text(content: Content) -> str:
    try:
        reader = reader_for(content)
    except UnreadableError as error:
        if content.head.startswith(b"PK\x03\x04"):
            return str(text_of_document(content.read(LARGEST_DOCUMENT), "LinkedIn")["text"])
        raise UnreadableError(error.reason, FORMS) from error
    if reader in (read_pdf, read_docx):
        return "".join(str(piece.record["text"]) for piece in reader(content) if isinstance(piece.record, dict))
    if reader in _OTHER_FORMS:
        raise UnreadableError("it is no CV that skillgap reads", FORMS)
    text = decode_text(content.read(LARGEST_DOCUMENT)).text
    if text.lstrip()[:1] != "{" and content.suffix != ".json":
        return text
    return text_of_json_resume(text)


def text_of_json_resume(text: str) -> str:
    """Return the text of a person's own work in a JSON Resume. Raise UnreadableError if it is none."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise UnreadableError("it is no valid JSON", "export it again as JSON Resume") from error
    if not isinstance(data, dict) or not any(section in data for section in _SECTIONS):
        raise UnreadableError("it is no JSON Resume", "a JSON Resume has keys such as basics, work and skills")
    return "\n\n".join(line for section in _SECTIONS for entry in _entries(data.get(section)) for line in _said(entry))


def _entries(section: object) -> list[object]:
    return section if isinstance(section, list) else [section]


def _said(entry: object) -> Iterator[str]:
    """Yield the sentences of one entry; a skill is one line of its name, its level and its keywords."""
    if not isinstance(entry, dict):
        return
    keywords = ", ".join(_strings(entry.get("keywords")))
    name = next(_strings(entry.get("name")), "")
    level = next(_strings(entry.get("level")), "")
    if keywords or level:
        yield f"{name}{f' ({level})' if level else ''}{': ' if name and keywords else ''}{keywords}"
    elif name and not any(key in entry for key in ("email", "position")):
        yield name
    for key in _PROSE:
        yield from _strings(entry.get(key))


def _strings(value: object, depth: int = 0) -> Iterator[str]:
    if isinstance(value, str) and value.strip():
        yield value
    elif isinstance(value, list) and depth < _DEEPEST:
        for item in value:
            yield from _strings(item, depth + 1)
