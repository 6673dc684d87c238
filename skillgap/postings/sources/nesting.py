"""The postings inside responses of job boards: lists under many names, wrappers, pages of results, threads."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

from skillgap.postings.posting import UnreadableError
from skillgap.postings.sources.content import Piece, Record, unreadable
from skillgap.postings.sources.field_names import (
    EMPLOYER,
    TEXT,
    TITLE,
    has_any,
    normalize_name,
    normalize_names,
    value_at,
)
from skillgap.postings.sources.json_ld import job_postings
from skillgap.postings.sources.shapes import shape_of

_LISTS = (
    "postings", "jobs", "jobpostings", "offers", "positions", "stellenangebote", "vacancies", "openings", "joblistings",
    "searchresultitems", "listings", "jobsresults", "jobresults", "joblist", "resultats", "jvs", "anuncios",
)  # fmt: skip
"""Names that lists of postings have."""
_ANY_LISTS = (
    "@graph", "results", "items", "data", "hits", "content", "objects", "records", "entries", "documents", "docs",
    "edges", "nodes", "rows", "elements", "itemlistelement", "value", "searchresult", "response", "result", "payload",
    "body",
)  # fmt: skip
"""Names of lists, or of their wrappers, in any response of a program."""
_WRAPPERS = (
    "jobpostinginfo", "matchedobjectdescriptor", "job", "jobposting", "posting", "offer", "position", "vacancy", "item",
    "node", "source", "attributes", "record", "fields",
)  # fmt: skip
"""Names that a single posting has in its wrapper."""
_DEEPEST = 12


def pieces_of(data: object, shape: str, encoding: str) -> Iterator[Piece]:
    """Yield the postings in data from JSON, YAML or XML. Raises UnreadableError if there are no postings."""
    if stated := list(job_postings(data)):
        found = [Piece(record, "schema.org", None, encoding) for record in stated]
    else:
        found = list(_inside(data, shape, encoding, {}, 0))
    if not found:
        raise UnreadableError("it holds no posting")
    several = len(found) > 1 or isinstance(data, list)
    for number, piece in enumerate(found, 1):
        yield Piece(piece.record, piece.shape, number if several else None, encoding, piece.shared)


def _inside(data: object, shape: str, encoding: str, shared: Record, deep: int) -> Iterator[Piece]:
    if deep > _DEEPEST:
        yield Piece(unreadable("it is nested too deeply"), shape)
    elif isinstance(data, list):
        for item in _without_answers(data):
            if isinstance(item, Mapping | list):
                yield from _inside(item, shape, encoding, shared, deep + 1)
            else:
                yield Piece(item, shape, None, encoding, shared)
    elif isinstance(data, Mapping):
        yield from _in_record(data, shape, encoding, shared, deep)
    else:
        yield Piece(data, shape, None, encoding, shared)


def _in_record(data: Record, shape: str, encoding: str, shared: Record, deep: int) -> Iterator[Piece]:
    named = normalize_names(data)
    if _is_thread(named):
        yield from _comments(named, encoding)
        return
    if _is_thread_entry(named):
        yield from _hit(data, named, encoding)
        return
    board = shape_of(named.keys())
    is_posting = (has_any(named, TEXT) and has_any(named, TITLE)) or (board is not None and board.sections is not None)
    inner = _wrapped(named, is_posting)
    if inner is None:
        yield Piece(data, shape, None, encoding, shared)
        return
    employer = next((value for path in EMPLOYER if (value := value_at(named, path))), None)
    if employer is None and isinstance(named.get("name"), str) and isinstance(inner, list):
        employer = named["name"]  # Workable and Greenhouse name the board's house so
    yield from _inside(inner, shape, encoding, {"employer": employer} if employer else shared, deep + 1)


def _wrapped(named: Record, is_posting: bool) -> object:
    """Return the content of a wrapper record, or None if the record is a posting itself."""
    for name in _LISTS:
        inner = named.get(name)
        if isinstance(inner, list) and (not is_posting or any(map(_has_title, inner))):
            return inner
    if is_posting:
        return None
    for name in (*_LISTS, *_ANY_LISTS):
        inner = named.get(name)
        if isinstance(inner, list) and (not inner or any(isinstance(item, Mapping | list) for item in inner)):
            return inner
        if isinstance(inner, Mapping):
            return inner
    for name in _WRAPPERS:
        if isinstance(inner := named.get(name), Mapping):
            return inner
    if has_any(named, TEXT):
        return None
    lists = [value for value in named.values() if isinstance(value, list) and any(map(_has_title, value))]
    if len(lists) == 1:
        return lists[0]
    if len(named) > 1 and all(isinstance(value, Mapping) for value in named.values()):
        return list(named.values())
    return None


def _has_title(item: object) -> bool:
    return isinstance(item, Mapping) and has_any(normalize_names(item), TITLE[:-5])


def _without_answers(items: list[object]) -> Iterator[object]:
    """Yield the items of a list. Hacker News replies to other comments in the list are left out."""
    comments = {
        item["id"] for item in items if isinstance(item, dict) and item.get("type") == "comment" and "id" in item
    }
    for item in items:
        if not (comments and isinstance(item, dict) and item.get("parent") in comments):
            yield item


@lru_cache(maxsize=256)
def is_plain(names: tuple[str, ...]) -> bool:
    """Return whether a record with these fields is a posting by itself, and not a wrapper."""
    fields = {normalize_name(name) for name in names}
    if not fields.isdisjoint(_NOT_PLAIN):
        return False
    has_title = not fields.isdisjoint(TITLE)
    return not fields.isdisjoint(TEXT) if has_title else not fields.isdisjoint(_ONLY_TEXT) and fields.isdisjoint(_ANY)


_ANY = frozenset((*_ANY_LISTS, *_WRAPPERS))
_ONLY_TEXT = frozenset(TEXT) - _ANY
_NOT_PLAIN = frozenset((*_LISTS, "children", "by", "objectid", "@graph"))


def _is_thread(named: Record) -> bool:
    """A thread of Hacker News as Algolia gives it, with its comments."""
    return isinstance(named.get("children"), list) and ("author" in named or named.get("type") in ("story", "comment"))


def _comments(named: Record, encoding: str) -> Iterator[Piece]:
    if named.get("type") == "comment":  # a comment that was saved alone, whose answers are no postings
        yield Piece(_comment(named), "Hacker News", None, encoding)
        return
    if not named["children"]:
        raise UnreadableError("the thread holds no comment")
    for child in named["children"]:
        inner = normalize_names(child) if isinstance(child, Mapping) else {}
        yield Piece(_comment(inner), "Hacker News", None, encoding)


def _comment(named: Record) -> object:
    text = named.get("text") or named.get("commenttext")
    if not text:
        return unreadable("the comment was deleted")
    date = named.get("createdat") or named.get("time")
    return {"id": named.get("id") or named.get("objectid"), "comment_text": text, "created_at": date}


def _is_thread_entry(named: Record) -> bool:
    """An entry of a search, or of the interface that gives one item at a time."""
    searched = "objectid" in named and ("commenttext" in named or "storytext" in named or "numcomments" in named)
    single = "by" in named and "type" in named and "time" in named
    return searched or single


def _hit(data: Record, named: Record, encoding: str) -> Iterator[Piece]:
    story = named.get("storyid")
    if named.get("type") == "story" or not (named.get("commenttext") or named.get("parent") or named.get("parentid")):
        reason = "it is the thread itself, whose comments are the postings"
        yield Piece(unreadable(reason, "save the thread with its comments"), "Hacker News", None, encoding)
    elif story is None or str(named.get("parentid", story)) == str(story):
        yield Piece(_comment(named), "Hacker News", None, encoding)
    del data
