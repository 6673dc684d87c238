"""The child process that reads one PDF, DOCX or LinkedIn export: bytes come in, JSON with its text goes out.

It has 512 MiB of memory and 20 seconds of processor time, writes no file, and unpacks no archive to the disk.
"""

from __future__ import annotations

import contextlib
import csv
import io
import json
import logging
import sys
import unicodedata
import zipfile
from collections.abc import Callable
from typing import Any
from xml.parsers import expat

MEMORY = 512 << 20
SECONDS = 20
LARGEST_UNPACKED = 64 << 20
"""Maximum bytes of all members of a document when unpacked."""
MOST_RATIO = 100
MOST_MEMBERS = 2_000
MOST_PAGES = 200
DEEPEST = 100
LONGEST_TEXT = 1_000_000

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_LINKEDIN = {
    "Profile.csv": ("Summary",),
    "Positions.csv": ("Description",),
    "Projects.csv": ("Title", "Description"),
    "Volunteering.csv": ("Description",),
    "Certifications.csv": ("Name",),
    "Courses.csv": ("Name",),
    "Education.csv": ("Notes",),
    "Publications.csv": ("Name", "Description"),
    "Skills.csv": ("Name",),
}
"""The tables of a LinkedIn export that say what somebody has done, with the columns that are read."""
_MAIN = ("word/document.xml", "word/document2.xml")


class RefusedError(Exception):
    """A document that is not read, with the reason and perhaps a hint."""


def limit_resources() -> None:
    """Limit memory, time and files of this process, on systems that can."""
    if sys.platform == "win32":
        return
    import resource

    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def text_of_pdf(data: bytes) -> dict[str, Any]:
    """The text of all pages, with ligatures as letters."""
    import pypdf

    logging.disable(logging.CRITICAL)
    limited: dict[str, Any] = {
        f"{name}_maximum_output_length": LARGEST_UNPACKED for name in ("zlib", "lzw", "run_length")
    }
    try:
        with pypdf.apply_configuration(**limited):
            reader = pypdf.PdfReader(io.BytesIO(data))
            if reader.is_encrypted and not reader.decrypt(""):
                raise RefusedError("it is protected by a password", "save a copy without a password")
            if len(reader.pages) > MOST_PAGES:
                raise RefusedError(f"it has more than {MOST_PAGES} pages")
            text = _pages(reader)
            title = reader.metadata.title if reader.metadata else ""
    except (RefusedError, MemoryError):
        raise
    except Exception as error:  # pypdf raises whatever a broken file leads it to
        raise RefusedError("it is damaged, or no PDF") from error
    return {"text": unicodedata.normalize("NFKC", text), "title": str(title or "")}


def _pages(reader: Any) -> str:
    pages: list[str] = []
    length = 0
    for page in reader.pages:
        pages.append(page.extract_text() or "")
        length += len(pages[-1])
        if length > LONGEST_TEXT:
            raise RefusedError(f"it is longer than {LONGEST_TEXT:,} characters")
    return "\n\n".join(pages)


def text_of_docx(data: bytes) -> dict[str, Any]:
    """The text of a Word document: headings and items marked as in Markdown, each row of a table on one line."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check_members(archive)
            names = set(archive.namelist())
            main = next((name for name in _MAIN if name in names), None)
            if main is None:
                raise RefusedError("it is a ZIP archive, and no Word document", "unpack it and name the folder")
            styles = _Styles()
            if "word/styles.xml" in names:
                _parse(_member(archive, "word/styles.xml"), styles.start, styles.end, lambda _: None)
            document = _Document(styles.names)
            _parse(_member(archive, main), document.start, document.end, document.words)
    except (zipfile.BadZipFile, EOFError, NotImplementedError, OSError, ValueError, KeyError) as error:
        raise RefusedError("it is damaged, or no Word document") from error
    except RuntimeError as error:  # what zipfile raises for a password
        raise RefusedError("it is protected by a password", "save a copy without a password") from error
    return {"text": "\n".join(document.lines), "title": document.title}


def text_of_linkedin(data: bytes) -> dict[str, Any]:
    """The text of a LinkedIn export: each cell of the columns that say what somebody has done is a paragraph."""
    cells: list[str] = []
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check_members(archive)
            names = set(archive.namelist())
            tables = [name for name in _LINKEDIN if name in names]
            if not tables:
                raise RefusedError("it is a ZIP archive, and no LinkedIn export", "unpack it and name the CV in it")
            for name in tables:
                rows = csv.DictReader(io.StringIO(_member(archive, name).decode("utf-8-sig"), newline=""))
                cells += [row.get(column) or "" for row in rows for column in _LINKEDIN[name]]
    except (zipfile.BadZipFile, csv.Error, EOFError, NotImplementedError, OSError, ValueError, KeyError) as error:
        raise RefusedError("it is damaged, or no LinkedIn export") from error
    except RuntimeError as error:  # what zipfile raises for a password
        raise RefusedError("it is protected by a password", "save a copy without a password") from error
    return {"text": "\n\n".join(cells)[: LONGEST_TEXT + 1], "title": ""}


def _check_members(archive: zipfile.ZipFile) -> None:
    members = archive.infolist()
    if len(members) > MOST_MEMBERS:
        raise RefusedError(f"it has more than {MOST_MEMBERS:,} members")
    if sum(member.file_size for member in members) > LARGEST_UNPACKED:
        raise RefusedError("it unpacks to more than 64 MiB")
    for member in members:
        if member.file_size > MOST_RATIO * max(member.compress_size, 1) and member.file_size > 1 << 16:
            raise RefusedError(f"a member unpacks to more than {MOST_RATIO} times its size")


def _member(archive: zipfile.ZipFile, name: str) -> bytes:
    with archive.open(name) as member:
        data = member.read(LARGEST_UNPACKED + 1)  # what its header says may be a lie
    if len(data) > LARGEST_UNPACKED:
        raise RefusedError("it unpacks to more than 64 MiB")
    return data


def _parse(
    data: bytes,
    start: Callable[[str, dict[str, str]], None],
    end: Callable[[str], None],
    words: Callable[[str], None],
) -> None:
    deep = 0

    def enter(name: str, attributes: dict[str, str]) -> None:
        nonlocal deep
        deep += 1
        if deep > DEEPEST:
            raise RefusedError(f"it is nested more than {DEEPEST} deep")
        start(name, attributes)

    def leave(name: str) -> None:
        nonlocal deep
        deep -= 1
        end(name)

    def refuse(*_: object) -> None:
        raise RefusedError("it declares a document type, which is not read")

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = enter
    parser.EndElementHandler = leave
    parser.CharacterDataHandler = words
    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise RefusedError("it is damaged: its text is not well-formed XML") from error


def _own(name: str) -> str:
    """The local name of an element of a Word document; of another namespace, its whole name."""
    return name.removeprefix(f"{_WORD} ")


class _Styles:
    """The names of paragraph styles, which are English in every language of Word."""

    def __init__(self) -> None:
        self.names: dict[str, str] = {}
        self._current = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if _own(name) == "style":
            self._current = attributes.get(f"{_WORD} styleId", "")
        elif _own(name) == "name" and self._current:
            self.names[self._current] = attributes.get(f"{_WORD} val", "").lower()

    def end(self, name: str) -> None:
        if _own(name) == "style":
            self._current = ""


class _Document:
    """Collects the lines of a Word document from the elements of its XML."""

    def __init__(self, styles: dict[str, str]) -> None:
        self.lines: list[str] = []
        self.title = ""
        self._styles = styles
        self._paragraph: list[str] = []
        self._style = ""
        self._is_item = False
        self._cells: list[list[str]] = []
        self._in_text = False
        self._skipped = 0
        self._length = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        own = _own(name)
        # The text of a fallback stands in the choice before it as well.
        if self._skipped or own == "del" or name.endswith(" Fallback"):
            self._skipped += 1
        elif own == "t":
            self._in_text = True
        elif own == "p" and not self._paragraph:
            self._style, self._is_item = "", False
        elif own == "pStyle":
            identifier = attributes.get(f"{_WORD} val", "")
            self._style = self._styles.get(identifier, identifier.lower())
        elif own == "numPr":
            self._is_item = True
        elif own == "tab":
            self._paragraph.append("\t")
        elif own in ("br", "cr"):
            self._paragraph.append("\n")
        elif own == "noBreakHyphen":
            self._paragraph.append("-")
        elif own == "tc":
            self._cells.append([])

    def end(self, name: str) -> None:
        own = _own(name)
        if self._skipped:
            self._skipped -= 1
        elif own == "t":
            self._in_text = False
        elif own == "p":
            self._finish_paragraph()
        elif own == "tc" and self._cells:
            self._finish_cell()
        elif own == "tr" and not self._cells and self.lines and self.lines[-1].endswith("\t"):
            self.lines[-1] = self.lines[-1].rstrip("\t")

    def words(self, text: str) -> None:
        if self._in_text and not self._skipped:
            self._paragraph.append(text)
            self._length += len(text)
            if self._length > LONGEST_TEXT:
                raise RefusedError(f"it is longer than {LONGEST_TEXT:,} characters")

    def _finish_paragraph(self) -> None:
        text = "".join(self._paragraph).strip()
        self._paragraph = []
        is_heading = self._style.startswith(("heading", "title"))
        is_item = self._is_item or self._style.startswith("list")
        if self._cells:
            if text:
                self._cells[-1].append(text)
            return
        if is_heading and text:
            self.title = self.title or text
            self.lines += ["", f"## {text}", ""]
        else:
            self.lines.append(f"- {text}" if is_item and text else text)

    def _finish_cell(self) -> None:
        """Append a cell to the previous cell of its row. A cell of several lines keeps its lines."""
        text = "\n".join(self._cells.pop())
        if self._cells:  # a table in a cell
            self._cells[-1].append(text)
        elif self.lines and self.lines[-1].endswith("\t"):
            self.lines[-1] += f"{text}\t"
        else:
            self.lines.append(f"{text}\t")


def main() -> None:
    """Read the document of the given kind on standard input, and write the result."""
    limit_resources()
    kind = sys.argv[1]
    try:
        data = sys.stdin.buffer.read()
        found = {"PDF": text_of_pdf, "DOCX": text_of_docx, "LinkedIn": text_of_linkedin}[kind](data)
    except RefusedError as error:
        found = dict(zip(("reason", "hint"), (*error.args, None), strict=False))
    except ImportError as error:
        found = {"missing": error.name}
    except MemoryError:
        found = {"reason": "reading it takes more than 512 MiB of memory"}
    except RecursionError:
        found = {"reason": "it is nested too deeply"}
    sys.stdout.write(json.dumps(found))


if __name__ == "__main__":
    main()
