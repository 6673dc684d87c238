"""The bytes of one file, and the pieces that a reader finds in them."""

from __future__ import annotations

import io
from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from skillgap.postings.posting import Unreadable, UnreadableError

HEAD = 1 << 16
"""Number of bytes at the beginning of a file that determine its format."""
LARGEST_DOCUMENT = 32 << 20
"""Maximum bytes of a document from the web."""
MOST_ELEMENTS = 500_000
"""Maximum elements of a page or a feed: more take seconds to read and gigabytes of memory."""
LARGEST_FILE = 256_000_000
"""Maximum bytes of a file that is no document and must be in memory at once."""

Record = Mapping[str, Any]


@dataclass(slots=True)
class Content:
    """One file, or given bytes. ``position`` is the number of bytes read so far."""

    name: str
    """Its path or another name for messages."""
    path: Path | None = None
    given: bytes | None = None
    head: bytes = b""
    size: int = 0
    position: int = 0

    def open(self) -> AbstractContextManager[IO[bytes]]:
        """Open the bytes from the beginning. Raises OSError."""
        return io.BytesIO(self.given or b"") if self.path is None else self.path.open("rb")

    def read(self, limit: int = LARGEST_FILE) -> bytes:
        """Read all bytes; UnreadableError if there are more than ``limit``."""
        with self.open() as file:
            data = b"" if self.size > limit else file.read(limit + 1)
        if self.size > limit or len(data) > limit:  # a file may grow while it is read
            hint = "cut it into several files; JSON lines may have any size" if limit == LARGEST_FILE else None
            raise UnreadableError(f"it is larger than {_megabytes(limit)}", hint)
        return data

    @property
    def suffix(self) -> str:
        """The ending of its name, in small letters."""
        return Path(self.name).suffix.lower()


def content_of_file(path: Path) -> Content:
    """Look at the beginning of a regular file. Raises OSError."""
    with path.open("rb") as file:
        head = file.read(HEAD)
    return Content(str(path), path, head=head, size=path.stat().st_size)


def content_of_bytes(data: bytes, name: str) -> Content:
    """Take bytes that came from elsewhere, such as standard input."""
    return Content(name, given=data, head=data[:HEAD], size=len(data))


def _megabytes(size: int) -> str:
    return f"{size >> 20} MiB" if size % (1 << 20) == 0 else f"{size // 1_000_000} MB"


@dataclass(frozen=True, slots=True)
class Piece:
    """A result of a reader: the fields of a posting, or the reason for its failure.

    ``number`` is its line, row or number in the file, or None for a complete file. ``shared`` are
    fields that the file states once for all its postings.
    """

    record: object
    shape: str
    number: int | None = None
    encoding: str = "UTF-8"
    shared: Record = field(default_factory=dict)


def unreadable(reason: str, hint: str | None = None) -> Unreadable:
    """An unreadable piece, whose source is added later."""
    return Unreadable("", reason, hint)
