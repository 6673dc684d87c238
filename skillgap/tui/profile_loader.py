"""Who is in a library, for the home screen: files, bundles and samples one by one, each read when its turn comes."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from skillgap.errors import DataError, Diagnostic
from skillgap.store import Entry, Library, ProfileFile
from skillgap.store.last_seen import last_seen
from skillgap.tui.summary import Summary, summarize
from skillgap.workspace import Workspace


@dataclass(frozen=True, slots=True)
class ProfileSource:
    """A file of the library to be read, or with the kind ``matrices`` the folder of these."""

    path: Path
    kind: Literal["opened", "own", "bundle", "sample", "matrices"]


@dataclass(frozen=True, slots=True)
class LoadedProfiles:
    """What a source holds: people, what of it cannot be read, how many questions each role has.

    ``more`` is whether a bundle holds people beyond these.
    """

    people: tuple[Summary, ...] = ()
    unread: tuple[Entry[Any], ...] = ()
    questions: tuple[int, ...] = ()
    more: bool = False


@dataclass(frozen=True, slots=True)
class People:
    """Those to be seen as a team: profiles, everybody in bundles, and why others cannot be read."""

    files: Sequence[ProfileFile]
    bundles: Sequence[Path] = ()
    unread: Sequence[Diagnostic] = ()


def read_only_reason(file: ProfileFile) -> Diagnostic:
    """What somebody is told who would change a sample or a person in a bundle."""
    if file.bundled:
        command = f"skillgap profile export {file.path} --output {file.profile.id}.yaml"
        return Diagnostic("This person is in a bundle, which is only read.", hint=f"Take them out first: {command}")
    return Diagnostic(
        "This is a sample, to look around in.", hint="Press n on the first screen for a profile of your own."
    )


def sources(library: Library, opened: Path | None = None) -> list[ProfileSource]:
    """All there is to read, in the order in which it is shown; DataError where a folder is closed.

    ``opened`` is a file that is worked on, which need not be in the library.
    """
    own = library.own_profiles.resolve() if library.own_profiles else None
    elsewhere = [] if opened is None or opened.parent.resolve() == own else [opened]
    return [
        *(ProfileSource(path, "opened") for path in elsewhere),
        *(ProfileSource(path, "own") for path in library.profile_paths()),
        *(ProfileSource(path, "bundle") for path in library.bundles()),
        *(ProfileSource(path, "sample") for path in library.sample_paths()),
        ProfileSource(library.own_matrices or library.built_in, "matrices"),
    ]


class Reader:
    """Reads sources, and each matrix that people were assessed against once for as long as it is used."""

    def __init__(self, library: Library, today: datetime.date) -> None:
        self._library = library
        self._workspace = Workspace(library, lambda: today)
        self._matrices = self._workspace.matrices()
        self._stopped = False

    def stop(self) -> None:
        """Let a thread that reads several sources read no more of them."""
        self._stopped = True

    def read_all(self, several: Iterable[ProfileSource]) -> dict[ProfileSource, LoadedProfiles]:
        """What each of several sources holds."""
        return {source: self.read(source) for source in several if not self._stopped}

    def read(self, source: ProfileSource) -> LoadedProfiles:
        """What a source holds."""
        if source.kind == "matrices":
            return self._roles()
        if source.kind == "bundle":
            return self._bundle(source.path)
        entry = self._library.profile_entry(source.path)
        return (
            LoadedProfiles(unread=(entry,))
            if entry.content is None
            else LoadedProfiles((self._summary(entry.content),))
        )

    def _bundle(self, path: Path) -> LoadedProfiles:
        from skillgap.store.bundle_lookup import head_of

        head = head_of(path)
        people = tuple(self._summary(entry.content) for entry in head.entries if entry.content is not None)
        problems: tuple[Diagnostic, ...] = sum((entry.problems for entry in head.entries), start=())
        return LoadedProfiles(people, (Entry(path, path.stem, None, problems),) if problems else (), more=head.more)

    def _roles(self) -> LoadedProfiles:
        try:
            entries = self._library.matrix_entries()
        except DataError as error:
            folder = self._library.own_matrices or self._library.built_in
            return LoadedProfiles(unread=(Entry(folder, "", None, error.problems),))
        known = [entry.content for entry in entries if entry.content is not None]
        questions = {matrix.id: len(matrix.criteria) + len(matrix.signals) for matrix in known}
        unread = tuple(entry for entry in entries if entry.content is None)
        return LoadedProfiles(unread=unread, questions=tuple(questions.values()))

    def _summary(self, file: ProfileFile) -> Summary:
        seen = None if file.read_only else last_seen(file)
        return summarize(file, self._workspace, self._matrices, seen)
