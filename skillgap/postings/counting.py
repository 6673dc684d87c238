"""Counting the requirements of all postings for a matrix."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from skillgap.errors import DataError, Diagnostic
from skillgap.labels import pluralize
from skillgap.model.matrix import Matrix
from skillgap.model.schema import plain
from skillgap.postings.duplicates import Candidate, SeenPostings, Sketch, sketch
from skillgap.postings.matching import Hits, Matcher
from skillgap.postings.posting import Entry, Posting, Unreadable
from skillgap.postings.receipt import Receipt
from skillgap.postings.text import haystack, normalize

Line = dict[str, Any]
"""A posting as in an incidence, whose model is :class:`skillgap.scoring.posting_data.PostingHits`."""


class Read(NamedTuple):
    """The requirements of one posting, with its data for duplicates and for the receipt."""

    line: Line
    haystack: str
    sketch: Sketch
    shape: str = "text"
    encoding: str = "UTF-8"
    is_damaged: bool = False


def read_posting(posting: Posting, matcher: Matcher, *, keep_text: bool = False) -> Read:
    """Find the requirements of a posting. All engines use this function."""
    text = normalize(posting.text)
    folded = haystack(text)
    # Written out, and without models between: it is done for every posting of a corpus.
    line: Line = {"id": posting.id, "source": posting.source}
    if posting.title:
        line["title"] = posting.title
    if posting.employer:
        line["employer"] = posting.employer
    if posting.date:
        line["date"] = posting.date.isoformat()
    if keep_text:
        line["text"] = posting.text
    found = matcher.hits(text, folded, posting.employer)
    line["hits"] = _hits(found)
    if found.negated:
        line["negated"] = {
            name: {"phrase": match.phrase.text, "at": match.start} for name, match in found.negated.items()
        }
    is_damaged = not posting.text.isascii() and "\ufffd" in posting.text
    return Read(line, folded, sketch(folded), posting.shape, posting.encoding, is_damaged)


def _hits(found: Hits) -> Line:
    hits: Line = {
        name: {"phrase": match.phrase.text, "at": match.start, "required": match.required}
        for name, match in found.criteria.items()
    }
    for (name, tool), match in found.tools.items():
        hits[name].setdefault("tools", {})[tool] = match.required
    return hits


@dataclass(slots=True)
class PostingCounter:
    """The counts so far. Data that grows with the number of postings is on disk.

    Counting starts after the last posting, because duplicates are only known then. Without the
    user's own taxonomy (``by_title``), duplicates share a title instead of criteria.
    """

    keep_duplicates: bool = False
    by_title: bool = False
    postings: int = 0
    duplicates: int = 0
    criteria: Counter[str] = field(default_factory=Counter)
    tools: Counter[tuple[str, str]] = field(default_factory=Counter)
    receipt: Receipt = field(default_factory=Receipt)
    _seen: SeenPostings = field(default_factory=SeenPostings)

    def add(self, read: Read | Unreadable) -> None:
        """Note a posting that was read, or why it could not be."""
        if isinstance(read, Unreadable):
            self.receipt.add_unreadable(read)
            return
        line = read.line
        self.receipt.add_read(line["source"], read.shape, read.encoding, is_damaged=read.is_damaged)
        asks = None if self.by_title else " ".join(sorted(line["hits"]))
        found = Candidate(line["id"], read.haystack, read.sketch, asks, line.get("employer"), line.get("title"))
        self._seen.add(found, _encoded(line))

    def lines(self) -> Iterator[Line]:
        """Count the added postings, and yield the lines of the posting data.

        Each duplicate has a reference to its retained posting.
        """
        for identifier, text, original in self._seen.resolve(keep_duplicates=self.keep_duplicates):
            line: Line = json.loads(text)
            line["id"] = identifier
            if original is not None:
                self.duplicates += 1
                yield {**{name: value for name, value in line.items() if name not in _ASKED}, "duplicate_of": original}
                continue
            self.postings += 1
            self.criteria.update(line["hits"].keys())
            self.tools.update((name, tool) for name, hit in line["hits"].items() for tool in hit.get("tools", ()))
            self.receipt.add_counted(line.get("employer"), line.get("date"))
            yield line
        self.receipt.duplicates = self.duplicates


_ASKED = ("hits", "negated")
_encoded = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def tally(
    entries: Iterable[Entry], matcher: Matcher, total: PostingCounter, *, keep_text: bool = False
) -> Iterator[Line]:
    """Read and count postings, then yield the lines of the posting data."""
    for entry in entries:
        total.add(entry if isinstance(entry, Unreadable) else read_posting(entry, matcher, keep_text=keep_text))
    yield from total.lines()


def no_posting_error(receipt: Receipt) -> DataError:
    """That no posting could be read, with the reasons."""
    reasons = [Diagnostic(group.reason, group.places(), hint=group.hint) for group in receipt.unreadable_groups()]
    return DataError([Diagnostic("no posting was read", hint=None if reasons else "check the inputs"), *reasons])


def counted_matrix(taxonomy: Matrix, total: PostingCounter, identifier: str) -> dict[str, Any]:
    """The taxonomy with the counts of the postings in place of its own, as plain data.

    Under its own id it is the next version; under another id, the first. Raises DataError if all
    postings are unreadable.
    """
    if not total.postings:
        raise no_posting_error(total.receipt)
    data: dict[str, Any] = plain(taxonomy)
    data["id"] = identifier
    data["version"] = taxonomy.version + 1 if identifier == taxonomy.id else 1
    data["source"] = _source(total)
    if identifier != taxonomy.id:
        # Two roles of one title could not be told apart where they are listed.
        when = f" of {data['source']['period']}" if "period" in data["source"] else ""
        data["title"] = f"{taxonomy.title}, {pluralize(total.postings, 'posting')}{when}"
    for section in data["sections"]:
        section["criteria"] = [_counted(criterion, total) for criterion in section.get("criteria", [])]
    return data


def _counted(criterion: Mapping[str, Any], total: PostingCounter) -> dict[str, Any]:
    name = criterion["id"]
    fresh = {key: value for key, value in criterion.items() if key not in ("percentage", "tool_postings")}
    fresh["postings"] = total.criteria[name]
    if tools := criterion.get("tools"):
        fresh["tool_postings"] = {tool: total.tools[name, tool] for tool in tools}
    return fresh


def _source(total: PostingCounter) -> dict[str, Any]:
    receipt = total.receipt
    read = total.postings + total.duplicates
    sample = f"{pluralize(read, 'posting')} read, {pluralize(total.duplicates, 'near-duplicate')} not counted again"
    if receipt.unreadable:
        sample += f", {receipt.unreadable} unreadable"
    if receipt.undated and receipt.first:
        sample += f", {receipt.undated} without a date"
    source = {
        "sample_size": total.postings,
        "period": receipt.period,
        "sample": sample,
        "organisations": pluralize(len(receipt.employers), "employer") if receipt.employers else None,
    }
    return {name: value for name, value in source.items() if value is not None}
