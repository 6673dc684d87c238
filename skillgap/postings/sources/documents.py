"""PDF and DOCX, read in a child process with limits of memory and time, so that a bad file harms nothing else."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from skillgap.postings.posting import UnreadableError
from skillgap.postings.sources.content import LARGEST_DOCUMENT, Content, Piece
from skillgap.postings.sources.xml_files import INSTALL

SECONDS = 20
"""How long the child process may take."""
_PACKAGES = Path(__file__).parents[3]
_NO_TEXT = {
    "PDF": ("it has no text that can be read", "if it shows pictures of text, recognize them first, as with ocrmypdf"),
    "DOCX": ("it has no text", None),
}


def read_pdf(content: Content) -> Iterator[Piece]:
    """Read a PDF as one posting. Raises UnreadableError."""
    yield _read(content, "PDF")


def read_docx(content: Content) -> Iterator[Piece]:
    """Read a Word document as one posting. Raises UnreadableError."""
    yield _read(content, "DOCX")


def _read(content: Content, kind: str) -> Piece:
    found = text_of_document(content.read(LARGEST_DOCUMENT), kind)
    if not found["text"].strip():
        raise UnreadableError(*_NO_TEXT[kind])
    title = " ".join(str(found.get("title") or "").split())
    start = " ".join(found["text"][:2_000].split())
    record = {"text": found["text"], "untitled": True, "title": title if title and title in start else ""}
    return Piece(record, kind, encoding="")


def text_of_document(data: bytes, kind: str) -> dict[str, Any]:
    """The text and the title of a PDF or DOCX document. Raises UnreadableError."""
    # The child finds this very package, and no module of the current folder.
    paths = [str(_PACKAGES), *filter(None, [os.environ.get("PYTHONPATH")])]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(paths)}
    command = [sys.executable, "-P", "-X", "utf8", "-m", "skillgap.postings.sources.document_worker", kind]
    try:
        result = subprocess.run(  # noqa: S603 - its arguments are constant
            command, input=data, capture_output=True, timeout=SECONDS, check=False, env=environment
        )
    except subprocess.TimeoutExpired as error:
        raise UnreadableError(f"reading it takes longer than {SECONDS} seconds") from error
    try:
        found = json.loads(result.stdout)
    except ValueError:
        found = {}
    if "missing" in found:
        raise UnreadableError(f"reading {kind} needs the package {found['missing']}", INSTALL)
    if "reason" in found:
        raise UnreadableError(found["reason"], found.get("hint"))
    if "text" not in found:
        raise UnreadableError("reading it takes more than 512 MiB of memory or breaks off")
    return dict(found)
