"""``skillgap profile merge``: two copies of one person's file become one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from skillgap.cli.conflicts_plain import ask_about_conflicts
from skillgap.cli.output import print_message, write_output
from skillgap.errors import DataError, Diagnostic
from skillgap.labels import pluralize
from skillgap.model.merge import Conflict, merge
from skillgap.model.profile import Profile
from skillgap.store import ProfileFile, changed_text, save_copy
from skillgap.store.yaml_writer import inline
from skillgap.workspace import Workspace, save_merged


def unite(mine: ProfileFile, theirs: ProfileFile, output: str | None, *, in_place: bool) -> None:
    """Merge two copies and print the result, or write it.

    It asks about each conflict on the terminal. Raise DataError with all conflicts if they stay open.
    """
    if not mine.profile.is_same_person(theirs.profile):
        differ = f"the ids are {mine.profile.id} and {theirs.profile.id}"
        if mine.profile.id == theirs.profile.id:
            differ = "they have one id and two keys"
        message = f"these are two people's files: {differ}"
        raise DataError(Diagnostic(message, str(theirs.path), hint="merge combines two copies of one person's file"))
    merged = merge(mine.profile, theirs.profile)
    if merged.conflicts:
        resolved = ask_about_conflicts(merged)
        if resolved is None:
            raise DataError([*map(_problem, merged.conflicts), _advice(len(merged.conflicts), mine, theirs)])
        merged = resolved
    _hand_over(mine, merged.profile, theirs.path, output, in_place=in_place)


def add_review(workspace: Workspace, mine: ProfileFile, path: Path, output: str | None, *, in_place: bool) -> None:
    """Add a review that a mentor's form saved, and print the result, or write it. DataError if it does not fit."""
    from skillgap.store.review_files import read_review
    from skillgap.workspace.received_review import with_received_review

    profile = with_received_review(workspace, mine, read_review(path))
    _hand_over(mine, profile, path, output, in_place=in_place)


def _hand_over(mine: ProfileFile, merged: Profile, source: Path, output: str | None, *, in_place: bool) -> None:
    """Print a merged profile, or write it and report the additions from ``source``."""
    if in_place:
        place = save_merged(mine, merged, ask_about_conflicts).path
    elif output is not None:
        place = save_copy(Path(output), mine, merged).path
    else:
        write_output(changed_text(mine, merged), None)
        return
    added = ", ".join(_added(mine.profile, merged)) or "nothing new"
    print_message(f"wrote {place}; {source} had {added}")


def _problem(conflict: Conflict) -> Diagnostic:
    mine, theirs = ("nothing" if value is None else inline(value) for value in (conflict.mine, conflict.theirs))
    return Diagnostic(f"{conflict.place}: mine has {mine}, theirs has {theirs}")


def _advice(count: int, mine: ProfileFile, theirs: ProfileFile) -> Diagnostic:
    conflicts = pluralize(count, "conflict")
    hint = f"run it in a terminal to choose, or make {mine.path} and {theirs.path} equal there"
    return Diagnostic(f"{conflicts}, so nothing was written", hint=hint)


def _added(before: Profile, after: Profile) -> Iterator[str]:
    """The additions of a merge: the number of new entries, then whether existing entries have more content."""
    pairs = {
        "assessment": (before.assessments, after.assessments),
        "review": (before.reviews, after.reviews),
        "goal": (before.goals, after.goals),
    }
    more = 0
    for name, (old, new) in pairs.items():
        if len(new) > len(old):
            yield pluralize(len(new) - len(old), f"new {name}")
        more += sum(one != other for one, other in zip(old, new, strict=False))
    if more:
        yield f"more in {pluralize(more, 'entry', 'entries')}"
