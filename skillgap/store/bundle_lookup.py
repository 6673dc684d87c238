"""People in bundles: each has a path of their own, which leads through the bundle to their id: ``team.jsonl/ada``."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from skillgap.errors import DataError, Diagnostic
from skillgap.store.bundle_format import BundleLine, bundle_lines, read_bundle, read_line
from skillgap.store.documents import Entry, ProfileFile, in_bundle

MOST_SHOWN = 50
"""Maximum number of a bundle's people in a list of a folder's people."""
MAX_INDEXED_LINES = 1_000
"""Number of people at the start of a bundle whose ids are available for completion."""


def file_of(line: BundleLine) -> ProfileFile:
    """Return the person on a line. Raise DataError if the line is unreadable."""
    profile = line.profile
    return ProfileFile(profile, Path(line.file) / profile.id, line, bundled=True)


def entries_of(path: Path) -> Iterator[Entry[ProfileFile]]:
    """Return all members of a bundle in its order.

    An unreadable line or file has an entry with the bundle's own path.
    """
    try:
        for line in read_bundle(path):
            if line.data is None:
                yield Entry(path, path.stem, None, line.problems)
            else:
                file = file_of(line)
                yield Entry(file.path, file.profile.id, file)
    except DataError as error:
        yield Entry(path, path.stem, None, error.problems)


@dataclass(frozen=True, slots=True)
class BundleHead:
    """The first people of a bundle, MOST_SHOWN at most; ``more`` is whether others come after them."""

    path: Path
    entries: tuple[Entry[ProfileFile], ...]
    more: bool


def head_of(path: Path) -> BundleHead:
    """The first people of a bundle: of any bundle, however large, as quickly."""
    entries = entries_of(path)
    first = tuple(islice(entries, MOST_SHOWN))
    return BundleHead(path, first, next(entries, None) is not None)


def find_in_bundle(path: Path, identifier: str) -> BundleLine | None:
    """Return the line of a bundle with a person's id, or None if there is no such line.

    Raises DataError if the file is unreadable, or if two lines have the id. Lines with different
    ids are not checked.
    """
    name = str(path)
    found: list[BundleLine] = []
    # Of what an id is made of, JSON writes no character in another way but this one.
    sought = f'"{identifier}"'.encode(errors="surrogatepass")
    for number, text in bundle_lines(path):
        if text and (sought in text or b"\\u" in text) and _promised(text) == identifier:
            found.append(read_line(name, number, text))
    if len(found) > 1:
        places = " and ".join(f"line {line.number}" for line in found)
        raise DataError(Diagnostic(f"{identifier} is the id of {places}", name, hint="keep one of the two"))
    return found[0] if found else None


def read_in_bundle(path: Path) -> ProfileFile:
    """Return the person at a path through a bundle. Raise DataError if the person is missing or unreadable."""
    return file_of(line_at(path))


def line_at(path: Path) -> BundleLine:
    """Return the line at a path through a bundle. Raise DataError if there is no such line."""
    inside = in_bundle(path)
    if inside is None:
        raise ValueError(f"{path} leads through no bundle")
    bundle, identifier = inside
    line = find_in_bundle(bundle, identifier)
    if line is None:
        hint = f"skillgap profile list {bundle} lists who is in it"
        raise DataError(Diagnostic(f"this bundle has no person with the id {identifier}", str(bundle), hint=hint))
    return line


def ids_in_first_lines(path: Path, most: int | None = MAX_INDEXED_LINES) -> Iterator[str]:
    """The ids of the first lines of a bundle, or with None of all, which may turn out to be wrong; quick."""
    for _, text in islice(bundle_lines(path), most):
        if text and (identifier := _promised(text)):
            yield identifier


def _promised(text: bytes) -> str | None:
    """Return the id in a line, or None if the line has no id."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        return None
    identifier = data.get("id") if isinstance(data, dict) else None
    return identifier if isinstance(identifier, str) else None
