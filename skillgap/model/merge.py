"""Merging two copies of one person's file that were edited separately.

The merge knows only both copies, not their common origin. So it keeps everything that only one copy
has, as if it were new. An entry that one side removed comes back. If both copies have different
values for the same thing, that is a conflict. It has both values, and the caller resolves it.

Two assessments are the same thing if they have the same matrix, version and date. Inside them, two
ratings match by criterion and two answers by signal. Two reviews match by assessment, mentor and
date, and two goals by id. Each text in a list, such as evidence, counts on its own: the result has
the texts of both copies.
"""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, cast

from skillgap.errors import DocumentPath, path_text
from skillgap.model.profile import Assessment, Goal, Profile, Rating, Review, ReviewRating
from skillgap.model.schema import plain


@dataclass(frozen=True, slots=True)
class Conflict:
    """A value on which the copies differ, as plain data. A copy without the value has None.

    ``path`` is the value's path in the profile. Entries of lists appear by their identifying
    values. ``before`` is the value before both changes, or None if it is missing or unknown.
    ``sealed`` is true for a value in a complete review: then the merged profile's value stays.
    """

    path: DocumentPath
    mine: Any
    theirs: Any
    before: Any = None
    sealed: bool = False

    @property
    def place(self) -> str:
        """The path as text."""
        return path_text(self.path)


@dataclass(frozen=True, slots=True)
class Merged:
    """The result of merging both copies.

    At a conflict the profile has my value, except that a completed review stays unchanged.
    """

    profile: Profile
    conflicts: tuple[Conflict, ...]


def merge(mine: Profile, theirs: Profile) -> Merged:
    """Merge two copies of a profile: all content of both, mine first, and every conflict between them.

    Without conflicts, the order of the copies affects only the order of entries, also for several
    merges. Another merge changes nothing.
    """
    conflicts: list[Conflict] = []
    profile = _united(mine, theirs, (), conflicts)
    return Merged(cast("Profile", profile), tuple(conflicts))


def _united(mine: Any, theirs: Any, path: DocumentPath, conflicts: list[Conflict]) -> Any:
    """Return the merged value of both. Content missing in one copy is no value."""
    if mine == theirs or theirs in (None, (), {}):
        return mine
    if mine in (None, (), {}):
        return theirs
    if isinstance(mine, Rating) and _answer(mine) and _answer(theirs) and _answer(mine) != _answer(theirs):
        # What belongs to another level, such as its confidence, is not to be mixed with this one.
        conflicts.append(Conflict(path, plain(mine), plain(theirs)))
        return mine
    if isinstance(mine, Review) and "complete" in (mine.status, theirs.status):
        return _completed(mine, theirs, path, conflicts)
    if dataclasses.is_dataclass(mine):
        return _fields_united(mine, theirs, path, conflicts)
    if isinstance(mine, Mapping):
        return _union(mine, theirs, path, conflicts)
    if isinstance(mine, tuple):
        return _list_union(mine, theirs, path, conflicts)
    conflicts.append(Conflict(path, plain(mine), plain(theirs)))
    return mine


def _fields_united(mine: Any, theirs: Any, path: DocumentPath, conflicts: list[Conflict]) -> Any:
    names = [field.name for field in dataclasses.fields(mine)]
    values = {name: (getattr(mine, name), getattr(theirs, name)) for name in names}
    return replace(mine, **{name: _united(*pair, (*path, name), conflicts) for name, pair in values.items()})


def _answer(rating: Rating) -> tuple[object, ...] | None:
    """Return the answer of a rating and its date, or None if it has no answer yet."""
    if rating.level is None and rating.state is None:
        return None
    return rating.level, rating.state, rating.said


def _union(mine: Mapping[Any, Any], theirs: Mapping[Any, Any], path: DocumentPath, conflicts: list[Conflict]) -> Any:
    kept = {
        key: _united(value, theirs[key], (*path, key), conflicts) if key in theirs else value
        for key, value in mine.items()
    }
    return {**kept, **{key: value for key, value in theirs.items() if key not in kept}}


def _list_union(
    mine: tuple[Any, ...], theirs: tuple[Any, ...], path: DocumentPath, conflicts: list[Conflict]
) -> tuple[Any, ...]:
    if isinstance(mine[0], str):
        more = Counter(theirs) - Counter(mine)
        return (*mine, *more.elements())
    known = {_name(entry): entry for entry in mine}
    return tuple(_union(known, {_name(entry): entry for entry in theirs}, path, conflicts).values())


def _name(entry: Assessment | Review | Goal) -> str:
    """Return the identifying values of an entry in a profile's lists, as text."""
    if isinstance(entry, Assessment):
        return f"{entry.matrix}@{entry.matrix_version} {entry.date}"
    if isinstance(entry, Review):
        return f"{entry.date} by {entry.by} of {entry.matrix} {entry.assessment}"
    return entry.id


def _completed(mine: Review, theirs: Review, path: DocumentPath, conflicts: list[Conflict]) -> Review:
    """Keep a review that is complete in one copy or both, since it must not change.

    A draft of it is an earlier state: it conflicts only if it differs or has more content.
    """
    if mine.summary != theirs.summary and not (_draft_without(mine, "summary") or _draft_without(theirs, "summary")):
        conflicts.append(Conflict((*path, "summary"), mine.summary, theirs.summary, sealed=True))
    for identifier in dict.fromkeys((*mine.ratings, *theirs.ratings)):
        own, other = mine.ratings.get(identifier), theirs.ratings.get(identifier)
        if not (_on_the_way(mine, own, other) or _on_the_way(theirs, other, own)):
            conflicts.append(Conflict((*path, "ratings", identifier), plain(own), plain(other), sealed=True))
    return mine if mine.status == "complete" else theirs


def _draft_without(review: Review, name: str) -> bool:
    return review.status == "draft" and getattr(review, name) is None


def _on_the_way(review: Review, said: ReviewRating | None, final: ReviewRating | None) -> bool:
    """Return whether two reviews agree on a criterion. A draft may have less content."""
    if said == final:
        return True
    if review.status == "complete":
        return False
    return all(value is None or value == known for value, known in _pairs(said, final))


def _pairs(said: ReviewRating | None, final: ReviewRating | None) -> Iterator[tuple[object, object]]:
    empty = ReviewRating()
    for field in dataclasses.fields(ReviewRating):
        yield getattr(said or empty, field.name), getattr(final or empty, field.name)
