"""Counting: what each posting asks for, summed up to the counts of a matrix."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from skillgap.errors import DataError, Problem
from skillgap.incidence import Hit, PostingHits
from skillgap.labels import counted
from skillgap.matrix import Matrix
from skillgap.postings.duplicates import Clusters, Sketch, sketch
from skillgap.postings.matching import Hits, Matcher
from skillgap.postings.reading import Entry, Posting, Unreadable
from skillgap.postings.text import haystack, normalise
from skillgap.schema import plain


@dataclass(frozen=True, slots=True)
class Read:
    """What one posting asks for, and the sketch by which its duplicates are known."""

    posting: PostingHits
    sketch: Sketch


def read_posting(posting: Posting, matcher: Matcher, *, keep_text: bool = False) -> Read:
    """Find what a posting asks for: the same function whichever engine feeds it."""
    text = normalise(posting.text)
    record = PostingHits(
        id=posting.id,
        source=posting.source,
        employer=posting.employer,
        date=posting.date.isoformat() if posting.date else None,
        hits=_hits(matcher.hits(text)),
        text=posting.text if keep_text else None,
    )
    return Read(record, sketch(haystack(text)))


def _hits(found: Hits) -> dict[str, Hit]:
    tools: dict[str, dict[str, bool]] = {}
    for (criterion, tool), match in found.tools.items():
        tools.setdefault(criterion, {})[tool] = match.required
    return {
        name: Hit(phrase=match.phrase.text, at=match.start, required=match.required, tools=tools.get(name, {}))
        for name, match in found.criteria.items()
    }


@dataclass(slots=True)
class Tally:
    """The counts so far; grows by under two kilobytes for each posting that is no duplicate, whatever its length."""

    postings: int = 0
    duplicates: int = 0
    criteria: Counter[str] = field(default_factory=Counter)
    tools: Counter[tuple[str, str]] = field(default_factory=Counter)
    unreadable: list[Unreadable] = field(default_factory=list)
    employers: set[str] = field(default_factory=set)
    first: str | None = None
    last: str | None = None
    undated: int = 0
    _clusters: Clusters = field(default_factory=Clusters)
    _ids: list[str] = field(default_factory=list)

    def add(self, read: Read) -> dict[str, Any]:
        """Count a posting unless it repeats an earlier one; returns it as a line of the incidence."""
        posting = read.posting
        line = _line(posting)
        earlier = self._clusters.add(read.sketch)
        if earlier is not None:
            self.duplicates += 1
            del line["hits"]
            return {**line, "duplicate_of": self._ids[earlier]}
        self._ids.append(posting.id)
        self.postings += 1
        self.criteria.update(posting.hits.keys())
        self.tools.update((name, tool) for name, hit in posting.hits.items() for tool in hit.tools)
        if posting.employer:
            self.employers.add(posting.employer.casefold())
        if posting.date is None:
            self.undated += 1
        else:
            self.first = min(self.first or posting.date, posting.date)
            self.last = max(self.last or posting.date, posting.date)
        return line


def _line(posting: PostingHits) -> dict[str, Any]:
    """A posting as it stands in an incidence; written out, since it is done for every posting of a corpus."""
    line: dict[str, Any] = {"id": posting.id, "source": posting.source}
    for name in ("employer", "date", "text"):
        if (value := getattr(posting, name)) is not None:
            line[name] = value
    line["hits"] = {
        name: {
            "phrase": hit.phrase,
            "at": hit.at,
            "required": hit.required,
            **({"tools": hit.tools} if hit.tools else {}),
        }
        for name, hit in posting.hits.items()
    }
    return line


def tally(
    entries: Iterable[Entry], matcher: Matcher, total: Tally, *, keep_text: bool = False
) -> Iterator[dict[str, Any]]:
    """Read and count postings one by one, yielding the lines of the incidence."""
    for entry in entries:
        if isinstance(entry, Unreadable):
            total.unreadable.append(entry)
        else:
            yield total.add(read_posting(entry, matcher, keep_text=keep_text))


def counted_matrix(taxonomy: Matrix, total: Tally, identifier: str) -> dict[str, Any]:
    """The taxonomy with the counts of the postings in place of its own, as plain data.

    Under its own id it is the next version; under another id, the first. Raises DataError where no
    posting could be read.
    """
    if not total.postings:
        reasons = [Problem(entry.reason, entry.source) for entry in total.unreadable]
        raise DataError([Problem("no posting was read", hint=None if reasons else "check the inputs"), *reasons])
    data: dict[str, Any] = plain(taxonomy)
    data["id"] = identifier
    data["version"] = taxonomy.version + 1 if identifier == taxonomy.id else 1
    data["source"] = _source(total)
    for section in data["sections"]:
        section["criteria"] = [_counted(criterion, total) for criterion in section.get("criteria", [])]
    return data


def _counted(criterion: Mapping[str, Any], total: Tally) -> dict[str, Any]:
    name = criterion["id"]
    fresh = {key: value for key, value in criterion.items() if key not in ("percentage", "tool_postings")}
    fresh["postings"] = total.criteria[name]
    if tools := criterion.get("tools"):
        fresh["tool_postings"] = {tool: total.tools[name, tool] for tool in tools}
    return fresh


def _source(total: Tally) -> dict[str, Any]:
    read = total.postings + total.duplicates
    sample = f"{counted(read, 'posting')} read, {counted(total.duplicates, 'near-duplicate')} not counted again"
    if total.unreadable:
        sample += f", {len(total.unreadable)} unreadable"
    if total.undated and total.first:
        sample += f", {total.undated} without a date"
    source = {
        "sample_size": total.postings,
        "period": total.first if total.first == total.last else f"{total.first} – {total.last}",
        "sample": sample,
        "organisations": counted(len(total.employers), "employer") if total.employers else None,
    }
    return {name: value for name, value in source.items() if value is not None}
