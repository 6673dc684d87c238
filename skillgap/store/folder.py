"""A folder of matrices or of profiles, and which of its files states an id."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from skillgap.errors import DataError, Diagnostic, system_reason
from skillgap.store import files
from skillgap.store.documents import SUFFIXES, Entry

T = TypeVar("T")

EDITION = re.compile(r"\.v\d+$")
"""Ends the stem of an older version of a matrix."""
_ID = re.compile(r"\w[\w.-]*")
_WORD = re.compile(r"[\w.-]+")  # an id that stands in a file as it is stands between other characters than its own


def paths_in(folder: Path, suffixes: Sequence[str] = SUFFIXES) -> list[Path]:
    """Return the files in a folder with this ending, sorted by name; none if the folder does not exist.

    DataError for one that is closed.
    """
    try:
        return sorted(path for path in folder.iterdir() if path.suffix in suffixes and not path.name.startswith("."))
    except FileNotFoundError:
        return []
    except OSError as error:
        message = f"the folder cannot be read: {system_reason(error)}"
        raise DataError(Diagnostic(message, str(folder), hint="check its name and its permissions")) from error


def entry(path: Path, read: Callable[[Path], T], identify: Callable[[T], str]) -> Entry[T]:
    """A file of a listing, with its content or its problems."""
    try:
        content = read(path)
    except DataError as error:
        return Entry(path, path.stem, None, error.problems)
    return Entry(path, identify(content), content)


class Folder:
    """A folder whose files are looked up again at every call."""

    def __init__(self, path: Path) -> None:
        self._path = path

    @property
    def paths(self) -> list[Path]:
        """Its files of matrices or profiles, by name."""
        return paths_in(self._path)

    def find(self, identifier: str, read: Callable[[Path], T], identify: Callable[[T], str]) -> Path | None:
        """Find the file of an id: the file named after it, else the file that contains it as its id, else None.

        The search skips unreadable files, since the user did not ask for them. Two files that state
        one id raise DataError.
        """
        if not _ID.fullmatch(identifier):
            return None
        for suffix in SUFFIXES:
            if files.exists_or_is_link(path := self._path / f"{identifier}{suffix}"):
                return path
        entries = (entry(path, read, identify) for path in self.paths if self._may_state(path, identifier))
        matches = [match.path for match in entries if match.content is not None and match.id == identifier]
        current = [path for path in matches if not EDITION.search(path.stem)] or matches[-1:]
        if len(current) > 1:
            places = " and ".join(map(str, current))
            raise DataError(Diagnostic(f"{identifier} is the id of {places}", hint="name the file instead of the id"))
        return current[0] if current else None

    def _may_state(self, path: Path, identifier: str) -> bool:
        """Return whether a file may have an id: its text contains the id, or an escape that could be part of it.

        To look is far quicker than to parse every file of a folder.
        """
        text = _text(path)
        return identifier in text or "\\" in text


class KeptFolder(Folder):
    """A folder as it is at the first call. It reads its files once, for any number of ids."""

    @cached_property
    def paths(self) -> list[Path]:
        """As :attr:`Folder.paths`."""
        return super().paths

    @cached_property
    def _words(self) -> dict[Path, frozenset[str] | None]:
        """Return the words in each file that may be an id, or None if an escape could be part of any id."""
        texts = ((path, _text(path)) for path in self.paths)
        return {path: None if "\\" in text else frozenset(_WORD.findall(text)) for path, text in texts}

    def _may_state(self, path: Path, identifier: str) -> bool:
        words = self._words[path]
        return words is None or identifier in words


def _text(path: Path) -> str:
    """Return the text of a file, or an empty text if it is unreadable."""
    try:
        return files.read(path, files.PROFILE_LIMIT).text
    except DataError:
        return ""


def posting_data_path(matrix: Path) -> Path:
    """Return the path of the posting data of a matrix file."""
    return matrix.with_name(f"{matrix.stem}.postings.jsonl")
