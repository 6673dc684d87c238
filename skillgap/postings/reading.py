"""Postings from files, folders and standard input, one after another, in any supported format.

A posting that cannot be read is never dropped: it comes as :class:`Unreadable` with the reason.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from skillgap.errors import DataError, Diagnostic, system_reason
from skillgap.postings.posting import LONGEST, Entry, Posting, Unreadable, UnreadableError
from skillgap.postings.sources.content import Content, Piece, content_of_bytes, content_of_file
from skillgap.postings.sources.detection import LINES, pieces_in
from skillgap.postings.sources.json_files import pieces_of_lines
from skillgap.postings.sources.records import TextField, entry_of
from skillgap.store.files import points_outside

__all__ = [
    "LONGEST",
    "BytesRead",
    "Entry",
    "Part",
    "Posting",
    "Unreadable",
    "files_of",
    "parts_of",
    "read",
    "read_data",
    "read_file",
    "read_part",
]

# What browsers call the folder beside a page that was saved complete, in their languages.
_COMPANIONS = re.compile(r"[_-](?:files?|Dateien|fichiers|archivos|bestanden|arquivos|ficheiros|pliki|filer)$", re.I)
_PAGES = (".html", ".htm", ".xhtml")
_NOISE = frozenset(("thumbs.db", "desktop.ini"))


@dataclass(slots=True)
class BytesRead:
    """The number of input bytes so far."""

    bytes: int = 0


def read(inputs: Iterable[Path], text_field: str | None = None, consumed: BytesRead | None = None) -> Iterator[Entry]:
    """Read postings from files, and from all files in folders sorted by name, on demand.

    ``text_field`` names the field that holds the text, in the files that have it. ``consumed`` is
    updated. Raises DataError if an input does not exist, or if reading Parquet needs a package that
    is not installed.
    """
    for file in files_of(inputs):
        if isinstance(file, Unreadable):
            yield file
        else:
            yield from read_file(file, text_field, consumed)


def files_of(inputs: Iterable[Path]) -> Iterator[Path | Unreadable]:
    """The files given, and the files in the folders given; DataError if an input does not exist.

    Links in a folder that lead out of it are not followed. Hidden files are skipped, and so is the
    folder of pictures next to a page that was saved complete.
    """
    for path in inputs:
        if not path.exists():
            raise DataError(Diagnostic("there is no such file or folder", str(path), hint="check the name"))
        yield from _inside(path, path) if path.is_dir() else (path,)


def _inside(folder: Path, whole: Path) -> Iterator[Path | Unreadable]:
    try:
        paths = sorted(folder.iterdir())
    except OSError as error:
        yield Unreadable(str(folder), f"the folder cannot be read: {system_reason(error)}")
        return
    pages = {path.stem for path in paths if path.suffix.lower() in _PAGES}
    for path in paths:
        if path.name.startswith(".") or path.name.lower() in _NOISE:
            continue
        if points_outside(path, whole) or (path.is_symlink() and path.is_dir()):
            yield Unreadable(str(path), "it is a link that leads elsewhere; name what it leads to")
        elif path.is_dir():
            if not ((found := _COMPANIONS.search(path.name)) and path.name[: found.start()] in pages):
                yield from _inside(path, whole)
        else:
            yield path


def read_file(
    path: Path, text_field: str | None = None, consumed: BytesRead | None = None, name: str | None = None
) -> Iterator[Entry]:
    """Read the postings of one file. Their sources and ids use ``name`` instead of its path."""
    consumed = consumed or BytesRead()
    shown = name or str(path)
    try:
        if path.exists() and not path.is_file():  # a pipe or a device might never end
            yield Unreadable(shown, "it is no regular file")
            return
        content = content_of_file(path)
    except OSError as error:
        yield Unreadable(shown, system_reason(error))
        return
    content.name = shown
    begun = consumed.bytes
    for entry in _entries(content, pieces_in(content), text_field):
        consumed.bytes = begun + content.position
        yield entry
    consumed.bytes = begun + content.size


def read_data(data: bytes, name: str = "standard input", text_field: str | None = None) -> list[Entry]:
    """Read the postings in bytes that came from elsewhere than a file, such as standard input."""
    content = content_of_bytes(data, name)
    return list(_entries(content, pieces_in(content), text_field))


def _entries(content: Content, pieces: Iterator[Piece], text_field: str | None) -> Iterator[Entry]:
    """The entries of a file's pieces; a file that breaks off ends with the reason."""
    field = TextField(text_field)
    try:
        found = False
        for piece in pieces:
            found = True
            source = content.name if piece.number is None else f"{content.name}:{piece.number}"
            yield entry_of(piece, source, content.name, field)
        if not found:
            yield Unreadable(content.name, "it holds no posting")
    except UnreadableError as error:
        yield Unreadable(content.name, error.reason, error.hint)
    except OSError as error:
        yield Unreadable(content.name, system_reason(error))


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a file of JSON lines, in bytes, and the number of its first line; or a whole file, with no end."""

    path: Path
    start: int = 0
    end: int | None = None
    first: int = 1


def parts_of(path: Path, size: int) -> Iterator[Part]:
    """Cut a file of JSON lines into parts of about a size, at line ends; other files stay whole."""
    if path.suffix.lower() not in LINES or path.stat().st_size <= size:
        yield Part(path)
        return
    start, first = 0, 1
    with path.open("rb") as lines:
        while block := lines.read(size):
            block += lines.readline()
            yield Part(path, start, start + len(block), first)
            start, first = start + len(block), first + block.count(b"\n")


def read_part(part: Part, text_field: str | None = None) -> Iterator[Entry]:
    """Read the postings of a part of a file."""
    if part.end is None:
        yield from read_file(part.path, text_field)
        return
    with part.path.open("rb") as lines:
        lines.seek(part.start)
        block = lines.read(part.end - part.start)
    content = Content(str(part.path), part.path, head=block[:1], size=len(block))
    yield from _entries(content, pieces_of_lines(io.BytesIO(block), content, part.first), text_field)
