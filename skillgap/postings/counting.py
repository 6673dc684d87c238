"""Counting: what each posting asks for, summed up to the counts of a matrix."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from skillgap.errors import DataError, Diagnostic
from skillgap.labels import pluralize
from skillgap.model.matrix import Matrix
from skillgap.model.schema import plain
from skillgap.postings.duplicates import SeenPostings, Sketch, sketch
from skillgap.postings.matching import Hits, Matcher
from skillgap.postings.reading import Entry, Posting, Unreadable
from skillgap.postings.text import haystack, normalize

Line = dict[str, Any]
"""A posting as it stands in an incidence, whose model is :class:`skillgap.scoring.posting_data.PostingHits`."""


class Read(NamedTuple):
    """What one posting asks for, and by what its duplicates are known: its folded text, and a sketch of that."""

    line: Line
    haystack: str
    sketch: Sketch


def read_posting(posting: Posting, matcher: Matcher, *, keep_text: bool = False) -> Read:
    """Find what a posting asks for: the same function whichever engine feeds it."""
    text = normalize(posting.text)
    folded = haystack(text)
    # Written out, and without models between: it is done for every posting of a corpus.
    line: Line = {"id": posting.id, "source": posting.source}
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
    return Read(line, folded, sketch(folded))


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
    """The counts so far; what grows with the postings waits on disk."""

    postings: int = 0
    duplicates: int = 0
    criteria: Counter[str] = field(default_factory=Counter)
    tools: Counter[tuple[str, str]] = field(default_factory=Counter)
    unreadable: list[Unreadable] = field(default_factory=list)
    employers: set[str] = field(default_factory=set)
    first: str | None = None
    last: str | None = None
    undated: int = 0
    _seen: SeenPostings = field(default_factory=SeenPostings)

    def add(self, read: Read) -> Line:
        """Count a posting unless it repeats an earlier one; returns it as a line of the incidence."""
        line = read.line
        earlier = self._seen.add(line["id"], read.sketch, read.haystack)
        if earlier is not None:
            self.duplicates += 1
            return {**{name: value for name, value in line.items() if name != "hits"}, "duplicate_of": earlier}
        self.postings += 1
        self.criteria.update(line["hits"].keys())
        self.tools.update((name, tool) for name, hit in line["hits"].items() for tool in hit.get("tools", ()))
        if employer := line.get("employer"):
            self.employers.add(employer.casefold())
        if date := line.get("date"):
            self.first = min(self.first or date, date)
            self.last = max(self.last or date, date)
        else:
            self.undated += 1
        return line


def tally(
    entries: Iterable[Entry], matcher: Matcher, total: PostingCounter, *, keep_text: bool = False
) -> Iterator[Line]:
    """Read and count postings one by one, yielding the lines of the incidence."""
    for entry in entries:
        if isinstance(entry, Unreadable):
            total.unreadable.append(entry)
        else:
            yield total.add(read_posting(entry, matcher, keep_text=keep_text))


def counted_matrix(taxonomy: Matrix, total: PostingCounter, identifier: str) -> dict[str, Any]:
    """The taxonomy with the counts of the postings in place of its own, as plain data.

    Under its own id it is the next version; under another id, the first. Raises DataError where no
    posting could be read.
    """
    if not total.postings:
        reasons = [Diagnostic(entry.reason, entry.source, hint=entry.hint) for entry in total.unreadable]
        raise DataError([Diagnostic("no posting was read", hint=None if reasons else "check the inputs"), *reasons])
    data: dict[str, Any] = plain(taxonomy)
    data["id"] = identifier
    data["version"] = taxonomy.version + 1 if identifier == taxonomy.id else 1
    data["source"] = _source(total)
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
    read = total.postings + total.duplicates
    sample = f"{pluralize(read, 'posting')} read, {pluralize(total.duplicates, 'near-duplicate')} not counted again"
    if total.unreadable:
        sample += f", {len(total.unreadable)} unreadable"
    if total.undated and total.first:
        sample += f", {total.undated} without a date"
    source = {
        "sample_size": total.postings,
        "period": total.first if total.first == total.last else f"{total.first} – {total.last}",
        "sample": sample,
        "organisations": pluralize(len(total.employers), "employer") if total.employers else None,
    }
    return {name: value for name, value in source.items() if value is not None}
