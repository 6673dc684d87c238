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
    """The files in a folder that end so, by name; none where there is no folder. DataError for one that is closed."""
    try:
        return sorted(path for path in folder.iterdir() if path.suffix in suffixes and not path.name.startswith("."))
    except FileNotFoundError:
        return []
    except OSError as error:
        message = f"the folder cannot be read: {system_reason(error)}"
        raise DataError(Diagnostic(message, str(folder), hint="check its name and its permissions")) from error


def entry(path: Path, read: Callable[[Path], T], identify: Callable[[T], str]) -> Entry[T]:
    """A file of a listing, read or with what is wrong in it."""
    try:
        content = read(path)
    except DataError as error:
        return Entry(path, path.stem, None, error.problems)
    return Entry(path, identify(content), content)


class Folder:
    """A folder as it is whenever it is asked."""

    def __init__(self, path: Path) -> None:
        self._path = path

    @property
    def paths(self) -> list[Path]:
        """Its files of matrices or profiles, by name."""
        return paths_in(self._path)

    def find(self, identifier: str, read: Callable[[Path], T], identify: Callable[[T], str]) -> Path | None:
        """The file of an id: the one named after it, else the one that states it; None where none does.

        Files that cannot be read are passed over in the search, since nobody asked for them. Two files that
        state one id raise DataError.
        """
        if not _ID.fullmatch(identifier):
            return None
        for suffix in SUFFIXES:
            if files.exists_or_is_link(path := self._path / f"{identifier}{suffix}"):
                return path
        entries = (entry(path, read, identify) for path in self.paths if self._may_state(path, identifier))
        matches = [one.path for one in entries if one.content is not None and one.id == identifier]
        current = [path for path in matches if not EDITION.search(path.stem)] or matches[-1:]
        if len(current) > 1:
            places = " and ".join(map(str, current))
            raise DataError(Diagnostic(f"{identifier} is the id of {places}", hint="name the file instead of the id"))
        return current[0] if current else None

    def _may_state(self, path: Path, identifier: str) -> bool:
        """Whether a file may state an id: its text holds it, or an escape that may stand for a part of it.

        To look is far quicker than to parse every file of a folder.
        """
        text = _text(path)
        return identifier in text or "\\" in text


class KeptFolder(Folder):
    """A folder as it is when it is first asked: its files are read once, however many ids are looked for in it."""

    @cached_property
    def paths(self) -> list[Path]:
        """As :attr:`Folder.paths`."""
        return super().paths

    @cached_property
    def _words(self) -> dict[Path, frozenset[str] | None]:
        """What each file holds that may be an id; None where an escape may stand for a part of any."""
        texts = ((path, _text(path)) for path in self.paths)
        return {path: None if "\\" in text else frozenset(_WORD.findall(text)) for path, text in texts}

    def _may_state(self, path: Path, identifier: str) -> bool:
        words = self._words[path]
        return words is None or identifier in words


def _text(path: Path) -> str:
    """The text of a file; none where it cannot be read."""
    try:
        return files.read(path, files.PROFILE_LIMIT).text
    except DataError:
        return ""


def posting_data_path(matrix: Path) -> Path:
    """Return where the posting data of a matrix file is kept."""
    return matrix.with_name(f"{matrix.stem}.postings.jsonl")
