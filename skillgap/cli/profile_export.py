"""``skillgap profile export`` and ``anonymize``: profiles to hand over, as they are or without the person."""

from __future__ import annotations

import os
import secrets
import shlex
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from skillgap.cli.exit_codes import ExitCode
from skillgap.cli.output import print_message, print_problem
from skillgap.errors import DataError, Diagnostic
from skillgap.labels import pluralize
from skillgap.model.anonymize import SHORTEST_KEY, anonymize
from skillgap.model.matrix import Matrix
from skillgap.model.profile import Profile
from skillgap.store import Library, create_profile, files
from skillgap.store.bundle_format import write_bundle
from skillgap.store.bundle_lookup import ids_in_first_lines
from skillgap.store.documents import BUNDLE_SUFFIX, in_bundle
from skillgap.store.teams import people_files, read_people
from skillgap.workspace import Workspace

_KEY_BYTES = 32
_WARNING = (
    "The file holds no names, notes, evidence or comments. But a git history keeps every committed version, so do not "
    "share a repository that once held the originals. Anyone who knows a small team may recognize people by their "
    "levels."
)
_FEWEST = 5
"""With fewer people of one role than this, a warning says how many there are."""
_READABLE = 0o044
"""The permissions with which others than its owner read a file."""


def export(paths: Iterable[Path], output: Path, own: Path | None) -> ExitCode:
    """Write all people into one bundle, or one person into a profile file.

    Links in the user's ``own`` folder are followed; links in other folders only if they stay inside. Return the exit
    code: unreadable people are reported and skipped. Raise DataError, and write nothing, if no person is readable, the
    profile file exists, or the bundle holds other people.
    """
    people, problems = _everybody(paths, output, own)
    _check_nobody_is_lost(output, people)
    _write(output, people)
    return _exit_code(problems)


def _check_nobody_is_lost(output: Path, people: Iterable[Profile]) -> None:
    """Refuse, with DataError, to replace a bundle by a bundle that lacks one of its people."""
    if output.suffix != BUNDLE_SUFFIX or not output.is_file():
        return
    staying = {person.id for person in people}
    if lost := [line for line in ids_in_first_lines(output, None) if line not in staying]:
        message = f"{pluralize(len(lost), 'person', 'people')} in this bundle would be lost, such as {lost[0]}"
        raise DataError(Diagnostic(message, str(output), hint="write to another file"))


def export_json_resume(workspace: Workspace, reference: str, output: str | None) -> None:
    """Write the skills of one person as a JSON Resume. Raise DataError if nothing is rated."""
    from skillgap.cli.options import split_profile_and_date
    from skillgap.cli.output import write_json
    from skillgap.reports.json_resume import json_resume

    who, date = split_profile_and_date(reference)
    rated = workspace.find(who, date)
    if rated.assessment is None:
        hint = f"rate first: skillgap assess {rated.file.profile.id}"
        raise DataError(Diagnostic("nothing is rated yet, so there are no skills", str(rated.file.path), hint=hint))
    write_json(json_resume(rated.report()), output)


def export_anonymized(library: Library, paths: Iterable[Path], key_file: Path, output: Path) -> ExitCode:
    """Write all people without personal data: a bundle, or a profile file for one person.

    It creates a missing key. Return the exit code: unreadable people are reported and skipped. Raise DataError, and
    write nothing but the key, if no person is readable, the key is too short, or the profile file exists.
    """
    people, problems = _everybody(paths, output, library.own_profiles)
    key = _key(key_file)
    shared: list[Profile] = []
    kept: list[Matrix] = []
    for person in people:
        matrices = _matrices(library, person)
        left = anonymize(person, matrices, key)
        kept += [matrix for matrix in matrices if matrix not in kept]
        shared.append(left.profile)
        if left.left_out:
            print_message(f"left out of {person.id}, as no matrix here knows it: {', '.join(left.left_out)}")
    # Otherwise line n would be person n of the named files.
    _write(output, sorted(shared, key=lambda person: person.id))
    print_message(_WARNING)
    for role, count in _small_roles(shared):
        print_message(f"{role} has only {pluralize(count, 'person', 'people')}: their levels may identify them.")
    if own := [matrix.id for matrix in kept if not _is_built_in(library, matrix)]:
        print_message(
            f"It does hold the ids of {', '.join(dict.fromkeys(own))} and of its criteria, which are your own words."
        )
    return _exit_code(problems)


def _small_roles(people: Iterable[Profile]) -> list[tuple[str, int]]:
    """Return the roles in which fewer than ``_FEWEST`` people are assessed, with how many, by name."""
    roles = Counter(role for person in people for role in {assessment.matrix for assessment in person.assessments})
    return sorted((role, count) for role, count in roles.items() if count < _FEWEST)


def _write(output: Path, people: Sequence[Profile]) -> None:
    """Write a bundle, or the only person's profile file, and report it."""
    if output.suffix == BUNDLE_SUFFIX:
        write_bundle(output, people)
    else:
        create_profile(output, people[0])
    print_message(f"wrote {output} with {pluralize(len(people), 'profile')}")


def _everybody(paths: Iterable[Path], output: Path, own: Path | None) -> tuple[Sequence[Profile], list[Diagnostic]]:
    """All profiles of files, folders and bundles, and the reasons for unreadable ones; DataError if there is no person.

    The output is not among them: it would replace an original, or include its earlier content. A profile file takes
    only one.
    """
    found, problems = people_files(paths, own)
    if os.path.realpath(output) in {os.path.realpath((in_bundle(path) or (path,))[0]) for path in found}:
        raise DataError(Diagnostic("this is one of the files to read", str(output), hint="write to another file"))
    people: list[Profile] = []
    for path in found:
        for person in read_people(path):
            problems += person.problems
            people += [person.content.profile] if person.content else []
    if not people and problems:
        raise DataError(
            [*problems, Diagnostic("no person could be read, so nothing was written", hint="correct these")]
        )
    if not people:
        raise DataError(Diagnostic("the input has no people, so nothing was written", str(found[0])))
    if output.suffix != BUNDLE_SUFFIX and len(people) > 1:
        hint = f"name the output as a bundle: {output.with_suffix(BUNDLE_SUFFIX)}"
        raise DataError(Diagnostic(f"{len(people)} profiles do not fit into one profile file", str(output), hint=hint))
    return people, problems


def _exit_code(problems: Sequence[Diagnostic]) -> ExitCode:
    """Show who could not be read and is not in the file; return the exit code that follows."""
    print_problem(problems)
    return ExitCode.IN_PART if problems else ExitCode.DONE


def _matrices(library: Library, profile: Profile) -> list[Matrix]:
    """The matrices that a profile was assessed against, as far as they are here."""
    found = []
    for identity in dict.fromkeys((assessment.matrix, assessment.matrix_version) for assessment in profile.assessments):
        try:
            found.append(library.matrix_named(*identity))
        except DataError:
            continue  # what no matrix here knows is left out, and told
    return found


def _is_built_in(library: Library, matrix: Matrix) -> bool:
    """Return whether all users have this very matrix, so that its ids reveal nothing about its users."""
    built_in = replace(library, own_matrices=library.built_in / "matrices")
    try:
        return built_in.matrix_named(matrix.id, matrix.version) == matrix
    except DataError:
        return False


def _key(path: Path) -> bytes:
    """The key of the pseudonyms; a missing key is created, readable only for its owner."""
    if not path.exists():
        files.create(path, f"{secrets.token_hex(_KEY_BYTES)}\n")
        print_message(
            f"made the key {path}: keep it, and to yourself; the same key gives the same pseudonyms next time"
        )
    key = files.read(path).text.strip().encode()
    if len(key) < SHORTEST_KEY:
        hint = "give the path of a new file, and skillgap creates a key there"
        raise DataError(Diagnostic(f"the key has fewer than {SHORTEST_KEY} characters", str(path), hint=hint))
    if os.name == "posix" and path.stat().st_mode & _READABLE:
        hint = f"chmod 600 {shlex.quote(str(path))}"
        print_problem([Diagnostic("others than its owner can read this key", str(path), hint=hint)], "warning")
    return key
