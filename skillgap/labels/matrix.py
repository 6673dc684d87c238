"""The words about the missing descriptions of a matrix."""

from __future__ import annotations

from collections.abc import Iterable

from skillgap.labels import pluralize
from skillgap.model.next_version import NextVersion
from skillgap.model.unfinished import Unfinished

MOST_NAMED = 4
"""How many criteria a line names before it says how many more there are."""


def name_some(names: Iterable[str], most: int = MOST_NAMED) -> str:
    """The first few names, and how many more there are."""
    listed = list(names)
    more = len(listed) - most
    return ", ".join(listed) if more <= 1 else f"{', '.join(listed[:most])} and {more:,} more"


def describe_next_version(following: NextVersion) -> str:
    """The changes of the criteria from one version to the next."""
    kept = sum(len(section["criteria"]) for section in following.data["sections"]) - len(following.added)
    parts = [f"{pluralize(kept, 'criterion', 'criteria')} kept with their texts"]
    parts += [f"renamed: {', '.join(f'{rename.old} → {rename.new}' for rename in following.renamed)}"] * bool(
        following.renamed
    )
    parts += [f"new: {name_some(following.added, 12)}"] * bool(following.added)
    parts += [f"gone: {name_some(following.removed, 12)}"] * bool(following.removed)
    return "; ".join(parts)


def describe_unfinished(part: Unfinished) -> str:
    """One kind of text that is left to write, as a sentence without a full stop."""
    if part.kind == "scale":
        return "the scale has no descriptions of its levels"
    criteria = pluralize(len(part.criteria), "criterion", "criteria")
    one = len(part.criteria) == 1
    sentence = {
        "levels": f"{criteria} {'describes' if one else 'describe'} no level",
        "some_levels": f"{criteria} {'describes' if one else 'describe'} only some levels",
        "aliases": f"{criteria} {'has' if one else 'have'} no aliases, so postings are searched for the name only",
    }[part.kind]
    return f"{sentence}: {name_some(part.criteria)}"
