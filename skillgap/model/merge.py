"""Uniting two copies of one person's file that were edited apart.

Both copies are all that is known, not what they were before they parted. So whatever stands in one copy
and not in the other is taken to be new and is kept: something that one side removed comes back. Where
both say something about the same thing and it is not the same, that is a conflict: it is named, with both
values, and left to whoever asked for the merge.

The same thing is: an assessment of one matrix, version and date, in it the rating of one criterion or the
answer to one signal; a review of one assessment by one mentor on one date; a goal of one id. Texts in a
list, such as evidence, are each a thing of their own: the union has them all.
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
    """One thing on which the copies say different things, as plain data; None where one says nothing.

    ``path`` names the thing inside the profile, entries of lists by what identifies them. ``before`` is what it
    said before both changes, None also when that is not known. ``sealed`` is whether it is in a review that is
    complete: then what the merged profile says stays.
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
    """Both copies united. Where they conflict the profile says what mine does, but a completed review stands."""

    profile: Profile
    conflicts: tuple[Conflict, ...]


def merge(mine: Profile, theirs: Profile) -> Merged:
    """Unite two copies of a profile: all that either says, mine first, and every conflict between them.

    Without conflicts it does not matter, but for the order of entries, which copy is whose or in which
    order several are merged; merging once more changes nothing.
    """
    conflicts: list[Conflict] = []
    profile = _united(mine, theirs, (), conflicts)
    return Merged(cast("Profile", profile), tuple(conflicts))


def _united(mine: Any, theirs: Any, path: DocumentPath, conflicts: list[Conflict]) -> Any:
    """One value of both; what one copy leaves out is no value."""
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
    """What a rating says, and since when; None where it is not answered yet."""
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
    """What identifies an entry of a profile's lists, in words."""
    if isinstance(entry, Assessment):
        return f"{entry.matrix}@{entry.matrix_version} {entry.date}"
    if isinstance(entry, Review):
        return f"{entry.date} by {entry.by} of {entry.matrix} {entry.assessment}"
    return entry.id


def _completed(mine: Review, theirs: Review, path: DocumentPath, conflicts: list[Conflict]) -> Review:
    """A review that is complete in one copy or both stands as it is, since nobody may change it.

    A draft of it is what it was on the way: it conflicts only where it says something else, or more.
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
    """Whether what a review says on a criterion agrees with the other's; a draft may say less."""
    if said == final:
        return True
    if review.status == "complete":
        return False
    return all(value is None or value == known for value, known in _pairs(said, final))


def _pairs(said: ReviewRating | None, final: ReviewRating | None) -> Iterator[tuple[object, object]]:
    empty = ReviewRating()
    for field in dataclasses.fields(ReviewRating):
        yield getattr(said or empty, field.name), getattr(final or empty, field.name)
