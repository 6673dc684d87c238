"""Merging two changes of one profile by their common origin, and resolving conflicts value by value.

The merge works on the plain data of a file, so that all values follow the same rules. Entries of
lists are matched by their identifying values, as in the paths of
:class:`skillgap.model.merge.Conflict`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from skillgap.errors import DataError, Diagnostic, DocumentPath
from skillgap.model.goals import goal_id
from skillgap.model.merge import Conflict, Merged
from skillgap.model.profile import Profile, faults
from skillgap.model.schema import check, plain

_NAMES = ("assessments", "reviews", "goals")
_ANSWER = ("level", "state", "said")
_STATUSES = ("draft", "rated", "complete")
_STATES = {"s": "skipped", "skipped": "skipped", "x": "not_applicable", "not applicable": "not_applicable"}


@dataclass(frozen=True, slots=True)
class Versions:
    """A profile as it was before, as it was changed here, and as another program left it."""

    before: Profile
    mine: Profile
    theirs: Profile

    def merge(self) -> Merged:
        """Merge both changes. At a conflict the profile gets their value.

        A value that only one side changed comes from that side. If two new goals have one id, my
        goal gets another id. A review that is sealed in theirs stays as it is there. Raises
        DataError when the profiles are two people's.
        """
        if not self.before.is_same_person(self.theirs):
            other = f"its id is {self.theirs.id}, not {self.mine.id}"
            which = other if self.mine.id != self.theirs.id else "it has the same id and another key"
            message = f"the file holds another person's profile now: {which}"
            raise DataError(Diagnostic(message, hint="save this person's profile under another name"))
        conflicts: list[Conflict] = []
        mine = _with_own_goal_ids(self.before, self.mine, self.theirs)
        trees = [_tree(plain(profile)) for profile in (self.before, mine, self.theirs)]
        merged = _unite(trees[0], trees[1], trees[2], (), conflicts)
        return Merged(_profile(merged), tuple(conflicts))


KEEP: Final = object()
"""The choice to keep the merged profile's value at a conflict in a sealed review."""


def resolve(merged: Merged, values: Mapping[DocumentPath, Any]) -> Merged:
    """Insert the chosen value for each conflict in ``values``. None removes the current value.

    Raises DataError when a profile cannot hold a value.
    """
    tree = _tree(plain(merged.profile))
    for path, value in values.items():
        if value is not KEEP:
            _put(tree, path, value)
    return Merged(_profile(tree), tuple(conflict for conflict in merged.conflicts if conflict.path not in values))


def edited_value(conflict: Conflict, text: str) -> Any:
    """Parse the typed value of a conflict. Raise ValueError with the expected form if it is invalid.

    The input for a rating is its level, ``skipped`` or ``not applicable``; the rest of my rating
    stays.
    """
    known = [value for value in (conflict.mine, conflict.theirs, conflict.before) if value is not None]
    if not text:
        return None
    if all(isinstance(value, str) for value in known):
        return text
    if all(isinstance(value, int | float) for value in known):
        if text.isdecimal():
            return int(text)
        raise ValueError("type a whole number")
    if _is_rating(conflict.path):
        kept = {key: value for key, value in (conflict.mine or {}).items() if key not in _ANSWER}
        if text.isdecimal():
            return {"level": int(text), **kept}
        if state := _STATES.get(text.lower()):
            return {"state": state, **kept}
        raise ValueError("type a level, skipped, or not applicable")
    raise ValueError("this cannot be typed: choose mine or theirs")


def _is_collection(path: DocumentPath) -> bool:
    """Return whether a value is a collection of named entries, which a version may lack."""
    if len(path) == 1:
        return path[0] in (*_NAMES, "effort")
    return len(path) == 3 and path[2] in ("ratings", "signals")


def _is_rating(path: DocumentPath) -> bool:
    return len(path) == 4 and path[0] == "assessments" and path[2] == "ratings"


def _with_own_goal_ids(before: Profile, mine: Profile, theirs: Profile) -> Profile:
    """Mine, with another id for each new goal whose id theirs gave to another new goal."""
    old = {goal.id for goal in before.goals}
    new = {goal.id: goal for goal in theirs.goals if goal.id not in old}
    taken = {goal.id for goal in (*mine.goals, *theirs.goals)}
    goals = []
    for goal in mine.goals:
        if goal.id not in old and new.get(goal.id, goal) != goal:
            goal = replace(goal, id=goal_id(goal.criterion, goal.level, taken))
            taken.add(goal.id)
        goals.append(goal)
    return replace(mine, goals=tuple(goals))


# --- a profile's plain data with its entries by name ------------------------------------------------------------


def _tree(data: dict[str, Any]) -> dict[str, Any]:
    """Return plain data with the entries of its lists by their identifying values."""
    return {
        key: {_entry_name(entry): entry for entry in value} if key in _NAMES else value for key, value in data.items()
    }


def _profile(tree: dict[str, Any]) -> Profile:
    data = {key: list(value.values()) if key in _NAMES else value for key, value in tree.items()}
    profile, found = check(Profile, data)
    found += () if profile is None else faults(data)
    if profile is None or found:
        raise DataError([Diagnostic(fault.message, hint=fault.hint) for fault in found])
    return profile


def _entry_name(entry: Mapping[str, Any]) -> str:
    """Return the identifying values of an entry in a profile's lists, as text for a conflict's path."""
    if "matrix_version" in entry:
        return f"{entry['matrix']}@{entry['matrix_version']} {entry['date']}"
    if "by" in entry:
        return f"{entry['date']} by {entry['by']} of {entry['matrix']} {entry['assessment']}"
    return str(entry["id"])


def _put(tree: dict[str, Any], path: DocumentPath, value: Any) -> None:
    """Set the value at a path, making the mappings that lead there; None removes it, and mappings left empty."""
    first, *rest = path
    if not rest:
        if value is None:
            tree.pop(first, None)  # type: ignore[arg-type]
        else:
            tree[first] = value  # type: ignore[index]
        return
    inner = dict(tree.get(first) or {})  # type: ignore[arg-type]
    _put(inner, tuple(rest), value)
    _put(tree, (first,), inner or None)


# --- three versions of one value --------------------------------------------------------------------------------


def _unite(before: Any, mine: Any, theirs: Any, path: DocumentPath, conflicts: list[Conflict]) -> Any:
    """Return the merged value of three versions. None means that a version lacks the value."""
    if mine in (theirs, before):
        return theirs
    if theirs == before:
        return mine
    if _is_collection(path):
        before, mine, theirs = before or {}, mine or {}, theirs or {}
    if isinstance(mine, dict) and isinstance(theirs, dict) and not _answered_twice(before, mine, theirs, path):
        known = before if isinstance(before, dict) else {}
        if len(path) == 2 and path[0] == "reviews" and _rank(theirs) > _rank(mine):
            conflicts += _lost_to_sealed(known, mine, theirs, path)
            return theirs
        united = {
            key: _unite(known.get(key), mine.get(key), theirs.get(key), (*path, key), conflicts)
            for key in {**theirs, **mine}
        }
        return {key: value for key, value in united.items() if value is not None}
    if isinstance(mine or theirs, list) and all(isinstance(text, str) for text in (*(mine or []), *(theirs or []))):
        return _unite_texts(before or [], mine or [], theirs or [])
    conflicts.append(Conflict(path, mine, theirs, before))
    return theirs


def _answered_twice(before: Any, mine: Mapping[str, Any], theirs: Mapping[str, Any], path: DocumentPath) -> bool:
    """Return whether both sides gave a criterion a new, different answer.

    Details of one level must not mix with another level.
    """
    if not _is_rating(path):
        return False
    old, own, other = ([(value or {}).get(key) for key in _ANSWER] for value in (before, mine, theirs))
    return own != other and old not in (own, other)


def _rank(review: Mapping[str, Any]) -> int:
    return _STATUSES.index(review["status"])


def _lost_to_sealed(
    before: Mapping[str, Any], mine: Mapping[str, Any], theirs: Mapping[str, Any], path: DocumentPath
) -> Iterator[Conflict]:
    """Yield my changes to a review that can no longer change."""
    for key in {**before, **mine}:
        old, own, other = before.get(key), mine.get(key), theirs.get(key)
        if own in (old, other):
            continue
        if isinstance(own, dict) and key == "ratings":
            yield from _lost_to_sealed(old or {}, own, other or {}, (*path, key))
        else:
            yield Conflict((*path, key), own, other, old, sealed=True)


def _unite_texts(before: Sequence[Any], mine: Sequence[Any], theirs: Sequence[Any]) -> list[Any]:
    """Return their texts without texts that I removed, then the texts that I added."""
    removed, added = Counter(before) - Counter(mine), Counter(mine) - Counter(before)
    added -= Counter(theirs) - Counter(before)
    kept = []
    for text in theirs:
        if removed[text] > 0:
            removed[text] -= 1
        else:
            kept.append(text)
    return [*kept, *added.elements()]
