"""Detection of duplicate postings without a taxonomy: the postings of a cluster share a title."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, replace

from skillgap.postings.duplicates import Candidate, SeenPostings, sketch
from skillgap.postings.posting import Entry, Posting, Unreadable
from skillgap.postings.receipt import Receipt
from skillgap.postings.text import haystack, normalize


def resolve_postings(entries: Iterable[Entry], receipt: Receipt) -> Iterator[tuple[Posting, str | None]]:
    """Yield every posting under a unique id after all entries are processed.

    A duplicate also has the id of its retained posting. The receipt counts all postings, used or left out.
    """
    seen = SeenPostings()
    for entry in entries:
        if isinstance(entry, Unreadable):
            receipt.add_unreadable(entry)
            continue
        receipt.add_read(entry.source, entry.shape, entry.encoding, is_damaged="\ufffd" in entry.text)
        folded = haystack(normalize(entry.text))
        candidate = Candidate(entry.id, folded, sketch(folded), None, entry.employer, entry.title)
        seen.add(candidate, json.dumps(asdict(entry), default=str))
    for identifier, line, original in seen.resolve():
        posting = replace(_posting(line), id=identifier)
        if original is None:
            receipt.add_counted(posting.employer, posting.date.isoformat() if posting.date else None)
        else:
            receipt.duplicates += 1
        yield posting, original


def _posting(line: str) -> Posting:
    fields = json.loads(line)
    if fields["date"]:
        fields["date"] = datetime.date.fromisoformat(fields["date"])
    return Posting(**fields)
