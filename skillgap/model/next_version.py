"""The next version of a matrix: the counts of a new analysis, with everything that a person wrote into the old one."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from skillgap.errors import DataError, Diagnostic, nearest
from skillgap.model.matrix import folded

_COUNTED = ("postings", "percentage")
_STATED = ("category", "notes", "covers", "tools")
"""Values of a criterion from an analysis. They replace the old version's values if the new analysis has them."""
LEAST_LIKE = 0.45
"""From this likeness on a criterion that is gone and one that is new may be one that was renamed."""

Data = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Rename:
    """A criterion of the old version and one of the new analysis that may be the same; by ids."""

    old: str
    new: str


@dataclass(frozen=True, slots=True)
class NextVersion:
    """The next version as plain data, and the changes to its criteria."""

    data: Data
    renamed: tuple[Rename, ...]
    proposed: tuple[Rename, ...]
    added: tuple[str, ...]
    removed: tuple[str, ...]


def next_version(old: Data, new: Data, renames: Mapping[str, str], *, accept: bool = False) -> NextVersion:
    """Combine the manual content of ``old`` with the counts of ``new``, an imported analysis.

    ``renames`` gives by old id the new one, or nothing for a criterion that is gone. Other criteria
    that may have been renamed are only proposed, unless ``accept``. Both are the data of valid
    matrices, and stay as they are. Raises DataError for a rename of a missing criterion.
    """
    before, after = _by_id(old), _by_id(new)
    pairs = _same(before, after)
    _check(renames, before, after, pairs)
    pairs |= {target: source for source, target in renames.items() if target}
    gone = [name for name in before if name not in pairs.values()]
    fresh = [name for name in after if name not in pairs]
    proposed = list(_proposals([before[name] for name in gone if name not in renames], [after[name] for name in fresh]))
    if accept:
        pairs |= {rename.new: rename.old for rename in proposed}
        proposed = []
    sections = [_section(section, old, before, pairs) for section in new["sections"]]
    data = {
        **old,
        "version": old["version"] + 1,
        "source": new["source"],
        "targets": {**{name: level for name, level in new["targets"].items() if name != "default"}, **old["targets"]},
        "sections": sections,
        "signals": _signals(old.get("signals", []), new.get("signals", [])),
    }
    data = {key: value for key, value in data.items() if value != [] or key in old}
    used = set(pairs.values())
    return NextVersion(
        data,
        tuple(Rename(source, name) for name in _by_id(data) for source in _former(_by_id(data)[name], before)),
        tuple(proposed),
        tuple(name for name in after if name not in pairs),
        tuple(name for name in before if name not in used),
    )


def _former(criterion: Data, before: Mapping[str, Data]) -> list[str]:
    """The ids of the old version that a criterion had until now."""
    return [name for name in criterion.get("formerly", []) if name in before and criterion["id"] not in before]


def _by_id(data: Data) -> dict[str, Data]:
    return {criterion["id"]: criterion for section in data["sections"] for criterion in section.get("criteria") or []}


def _same(before: Mapping[str, Data], after: Mapping[str, Data]) -> dict[str, str]:
    """Return the old id of each criterion that kept its id or its name, by new id."""
    pairs = {name: name for name in after if name in before}
    names = {folded(criterion["name"]): name for name, criterion in before.items() if name not in pairs}
    for name, criterion in after.items():
        source = names.get(folded(criterion["name"]))
        if name not in pairs and source is not None and source not in pairs.values():
            pairs[name] = source
    return pairs


def _check(
    renames: Mapping[str, str], before: Mapping[str, Data], after: Mapping[str, Data], pairs: Mapping[str, str]
) -> None:
    for source, target in renames.items():
        for name, known, what in ((source, before, "the old version"), (target, after, "the new analysis")):
            if name and name not in known:
                near = nearest(name, list(known))
                hint = f"did you mean {near}?" if near else f"its criteria are: {', '.join(list(known)[:12])}"
                raise DataError(Diagnostic(f"{what} has no criterion {name}", hint=hint))
        if target and pairs.get(target, source) != source:
            message = f"{target} is {pairs[target]} of the old version already"
            raise DataError(Diagnostic(message, hint="rename another criterion to it"))


def _proposals(gone: Sequence[Data], fresh: Sequence[Data]) -> Iterator[Rename]:
    """The likeliest pairs of criteria that are gone and criteria that are new, each in one pair at most."""
    likeness = sorted(
        ((_likeness(one, other), one["id"], other["id"]) for one in gone for other in fresh), reverse=True
    )
    taken: set[str] = set()
    for likely, source, target in likeness:
        if likely >= LEAST_LIKE and not {f"old {source}", f"new {target}"} & taken:
            taken |= {f"old {source}", f"new {target}"}
            yield Rename(source, target)


def _likeness(one: Data, other: Data) -> float:
    """Return the similarity of two criteria, 0 to 1, by the letters and words of their names and by their tools."""
    left, right = folded(one["name"]), folded(other["name"])
    letters = difflib.SequenceMatcher(None, left, right).ratio()
    return max(letters, overlap(left.split(), right.split()), overlap(one.get("tools") or (), other.get("tools") or ()))


def overlap(one: Sequence[str], other: Sequence[str]) -> float:
    """The Jaccard similarity of two lists of words; 0 if both are empty."""
    left, right = set(map(folded, one)), set(map(folded, other))
    return len(left & right) / len(left | right) if left | right else 0.0


def _section(section: Data, old: Data, before: Mapping[str, Data], pairs: Mapping[str, str]) -> Data:
    known: Data = next((other for other in old["sections"] if other["id"] == section["id"]), {})
    criteria = [_criterion(criterion, before.get(pairs.get(criterion["id"], ""))) for criterion in section["criteria"]]
    return {**known, "id": section["id"], "title": known.get("title", section.get("title")), "criteria": criteria}


def _criterion(new: Data, old: Data | None) -> Data:
    """Return a criterion with its new counts and everything else from the old version."""
    if old is None:
        return dict(new)
    kept = {key: value for key, value in old.items() if key not in (*_COUNTED, "tool_postings")}
    stated = {key: new[key] for key in (*_COUNTED, *_STATED) if key in new}
    merged = {**kept, **stated}
    if folded(old["name"]) != folded(new["name"]):
        merged["name"] = new["name"]
        if old["id"] != new["id"]:
            merged |= {"id": new["id"], "formerly": [*old.get("formerly", []), old["id"]]}
    if "tool_aliases" in merged:
        tools = merged.get("tools") or []
        merged["tool_aliases"] = {tool: said for tool, said in merged["tool_aliases"].items() if tool in tools}
    return {key: value for key, value in merged.items() if value not in (None, [], {})}


def _signals(old: Sequence[Data], new: Sequence[Data]) -> list[Data]:
    """Return the signals of both versions, each once. They have no counts, so all stay."""
    known = {folded(signal["text"]) for signal in old} | {signal["id"] for signal in old}
    return [*old, *(signal for signal in new if folded(signal["text"]) not in known and signal["id"] not in known)]
