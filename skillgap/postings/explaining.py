"""The postings that ask for a criterion, with the matching phrase and the words around it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from skillgap.postings.reading import Posting, read_file
from skillgap.postings.text import haystack, needle, normalize
from skillgap.scoring.posting_data import Hit, Negation, PostingHits

AROUND = 60
"""Number of characters shown before and after a phrase."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a posting counts for a criterion, or why it does not though it names it (``negated``).

    ``words`` is None if its text can no longer be read.
    """

    id: str
    source: str
    employer: str | None
    phrase: str
    required: bool
    words: str | None
    negated: bool = False


def reasons(postings: Iterable[PostingHits], criterion: str, folder: Path = Path()) -> Iterator[Reason]:
    """The postings that name a criterion, with words from the posting data, else from the files they came from.

    The postings that ask for it come first, then the postings that exclude it. ``folder`` is the
    folder of the posting data, which sources are seen from.
    """
    files: dict[str, dict[str, str]] = {}
    denying: list[Reason] = []
    for posting in postings:
        hit = posting.hits.get(criterion)
        named = hit or posting.negated.get(criterion)
        if named is None or posting.duplicate_of is not None:
            continue
        text = posting.text if posting.text is not None else _text_of(posting.source, folder, files)
        words = None if text is None else _words(normalize(text), named)
        required = hit is not None and hit.required
        reason = Reason(posting.id, posting.source, posting.employer, named.phrase, required, words, hit is None)
        if hit is None:
            denying.append(reason)
        else:
            yield reason
    yield from denying


def _words(text: str, hit: Hit | Negation) -> str | None:
    """Return the words around a hit, or None if the file has changed and the phrase is missing."""
    stem = needle(hit.phrase)
    stem = stem[: max(1, len(stem) - 3)]  # its last letters differ between singular and plural
    return around(text, hit.at) if haystack(text).startswith(stem, hit.at) else None


def around(text: str, place: int) -> str:
    """The words around a place in a normalized text, on one line."""
    start, end = max(0, place - AROUND), place + AROUND
    words = " ".join(text[start:end].split())
    return f"{'…' if start else ''}{words}{'…' if end < len(text) else ''}"


def _text_of(source: str, folder: Path, files: dict[str, dict[str, str]]) -> str | None:
    """Return a posting's text from its source file. The texts of one file stay cached until the next file."""
    name = source if (folder / source).exists() else source.rpartition(":")[0]
    if name not in files:
        files.clear()
        path = folder / name
        entries = read_file(path, name=name) if name and path.is_file() else ()
        files[name] = {entry.source: entry.text for entry in entries if isinstance(entry, Posting)}
    return files[name].get(source)
