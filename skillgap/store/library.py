"""Where files live: the user's folders, the built-in ones, and finding a file by id or path."""

from __future__ import annotations

import datetime
import os
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from skillgap.errors import DataError, Diagnostic, SuggestFn, limited_suggester, nearest
from skillgap.model.as_of import profile_as_of
from skillgap.model.matrix import Matrix
from skillgap.model.profile import FORMAT, Assessment, Profile
from skillgap.store import files
from skillgap.store.documents import (
    BUNDLE_SUFFIX,
    SUFFIXES,
    Entry,
    ProfileFile,
    check_changeable,
    create_profile,
    in_bundle,
    read_matrix,
    read_profile,
)
from skillgap.store.folder import EDITION, Folder, KeptFolder, entry, paths_in
from skillgap.store.references import is_path, new_key, slug
from skillgap.store.user_folders import no_home, user_folder

if TYPE_CHECKING:
    from skillgap.store.bundle_lookup import BundleHead

T = TypeVar("T")

_PACKAGED = Path(__file__).parent.parent / "data"
# In a wheel the built-in files stand inside the package; in a checkout, beside it.
BUILT_IN = _PACKAGED if _PACKAGED.is_dir() else Path(__file__).parent.parent.parent
SAMPLE = "sample-staff-engineer"


@dataclass(frozen=True, slots=True)
class Library:
    """The folders of a user's own profiles and matrices (either may not exist), and the built-in ones.

    An own folder is None where the user has no home for it; then nobody's files are in it. With ``as_of``, profiles
    are found as they were on that day.
    """

    own_profiles: Path | None
    own_matrices: Path | None
    built_in: Path = BUILT_IN
    read_matrix: Callable[[Path], Matrix] = read_matrix
    folder: Callable[[Path], Folder] = Folder
    near: SuggestFn = nearest
    as_of: datetime.date | None = None

    @property
    def profiles(self) -> Path:
        """The folder of the user's profiles; DataError where there is no home for it."""
        if self.own_profiles is None:
            raise no_home("profiles", "SKILLGAP_PROFILES")
        return self.own_profiles

    @property
    def matrices(self) -> Path:
        """The folder of the user's matrices; DataError where there is no home for it."""
        if self.own_matrices is None:
            raise no_home("matrices", "SKILLGAP_MATRICES")
        return self.own_matrices

    @property
    def _matrix_folders(self) -> tuple[Path, ...]:
        """The folders in which matrices are looked for, the user's own first."""
        return (*((self.own_matrices,) if self.own_matrices else ()), self.built_in / "matrices")

    def remembering(self) -> Library:
        """The same library, which reads nothing twice to find a matrix: for as long as one command runs."""
        return replace(self, read_matrix=cache(read_matrix), folder=cache(KeptFolder), near=limited_suggester())

    def profile_paths(self) -> list[Path]:
        """The files of the user's profiles, by name."""
        return paths_in(self.own_profiles) if self.own_profiles else []

    def profile_entries(self) -> list[Entry[ProfileFile]]:
        """The user's profiles, by file name."""
        return list(map(self.profile_entry, self.profile_paths()))

    def profile_entry(self, path: Path) -> Entry[ProfileFile]:
        """One of the profiles or samples."""
        return entry(path, _read_sample if self._is_sample(path) else read_profile, lambda file: file.profile.id)

    def sample_paths(self) -> list[Path]:
        """The files of the sample profiles, but for those of which the user's folder has a copy."""
        own = {path.stem for path in self.profile_paths()}
        return [path for path in paths_in(self.built_in / "profiles") if path.stem not in own]

    def sample_entries(self) -> list[Entry[ProfileFile]]:
        """The sample profiles of :meth:`sample_paths`, read-only."""
        return list(map(self.profile_entry, self.sample_paths()))

    def matrix_entries(self) -> list[Entry[Matrix]]:
        """The user's matrices by file name, then the built-in ones that none of them replaces."""
        folders = self._matrix_folders[:-1]
        own = [entry for folder in folders for entry in _entries(folder, read_matrix, lambda matrix: matrix.id)]
        taken = {_edition(entry) for entry in own}
        built_in = _entries(self.built_in / "matrices", read_matrix, lambda matrix: matrix.id)
        return own + [entry for entry in built_in if _edition(entry) not in taken]

    def matrices_for(self, profile: Profile, role: str) -> list[Matrix]:
        """Every matrix that can be read, for what other roles suggest in this one; none where no other was rated."""
        if all(assessment.matrix == role for assessment in profile.assessments):
            return []
        return [entry.content for entry in self.matrix_entries() if entry.content is not None]

    def find_profile(self, reference: str) -> ProfileFile:
        """Read a profile by id or path, also one in a bundle; DataError where there is none."""
        file = self._find_profile(reference)
        return replace(file, profile=profile_as_of(file.profile, self.as_of)) if self.as_of else file

    def _find_profile(self, reference: str) -> ProfileFile:
        path = self.profile_path(reference)
        if in_bundle(path):
            from skillgap.store.bundle_lookup import read_in_bundle  # most profiles are in files of their own

            return read_in_bundle(path)
        if path.suffix == BUNDLE_SUFFIX:
            hint = f"name one of them, as in {path / 'ID'}; skillgap profile list {path} lists their ids"
            raise DataError(Diagnostic("this is a bundle of people, not a profile", str(path), hint=hint))
        return read_profile(path, read_only=not is_path(reference) and self._is_sample(path))

    @contextmanager
    def open_for_change(self, reference: str) -> Iterator[ProfileFile]:
        """Read a profile by id or path while its lock is held, so that no other skillgap changes it before it is saved.

        DataError where there is none, or it is read-only, and as :func:`skillgap.store.files.locked` raises it.
        """
        file = self.find_profile(reference)
        check_changeable(file)
        with files.locked(file.path, "cannot be saved"):
            yield read_profile(file.path)

    def profile_path(self, reference: str) -> Path:
        """The path of a profile given by id or path, whether or not it can be read; DataError where there is none.

        A file in the user's folder comes before a bundle there, and this before the samples.
        """
        if is_path(reference):
            return Path(reference)
        own = self._own_profile(reference)
        sample = partial(Folder(self.built_in / "profiles").find, reference, read_profile, lambda file: file.profile.id)
        if path := own or self._in_bundles(reference) or sample():
            return path
        raise DataError(self._unknown("profile", reference, self.profile_ids()))

    def _own_profile(self, identifier: str) -> Path | None:
        """The file of an id in the user's folder; None where there is none."""
        if self.own_profiles is None:
            return None
        return Folder(self.own_profiles).find(identifier, read_profile, lambda file: file.profile.id)

    def bundles(self) -> list[Path]:
        """The bundles in the user's folder, by name."""
        return paths_in(self.own_profiles, (BUNDLE_SUFFIX,)) if self.own_profiles else []

    def bundle_heads(self) -> list[BundleHead]:
        """The first people of each of the user's bundles."""
        bundles = self.bundles()
        if not bundles:
            return []
        from skillgap.store.bundle_lookup import head_of

        return list(map(head_of, bundles))

    def _in_bundles(self, identifier: str) -> Path | None:
        """The path of a person in one of the user's bundles; DataError where several of these have one of that id."""
        bundles = self.bundles()
        if not bundles:
            return None
        from skillgap.store.bundle_lookup import find_in_bundle

        found = [path / identifier for path in bundles if find_in_bundle(path, identifier)]
        if len(found) > 1:
            places = " and ".join(map(str, found))
            raise DataError(
                Diagnostic(f"{identifier} is the id of {places}", hint="name one of these instead of the id")
            )
        return found[0] if found else None

    def _is_sample(self, path: Path) -> bool:
        folder = self.built_in / "profiles"
        return path.parent == folder and not self._is_own_folder(folder)

    def _is_own_folder(self, folder: Path) -> bool:
        return self.own_profiles is not None and os.path.realpath(folder) == os.path.realpath(self.own_profiles)

    def delete_profile(self, reference: str) -> Path:
        """Delete a profile, all that was kept beside it, and how it was last seen on the screens; returns its path.

        What cannot be read goes too, but only out of the user's folder: elsewhere it may be anything. DataError for
        what is no profile, and where something of it cannot be removed.
        """
        from skillgap.store import last_seen  # brings along how files are written, which those who read have no need of

        path = self.profile_path(reference)
        if inside := in_bundle(path):
            hint = f"to keep the others, export them into another bundle; {inside[0]} itself is deleted like any file"
            raise DataError(Diagnostic("this person is in a bundle, which is only read", str(path), hint=hint))
        if self._is_sample(path):
            raise DataError(Diagnostic("this is a sample, which cannot be deleted", str(path)))
        identifier = _stated_id(path)
        if identifier is None and not (path.suffix in SUFFIXES and self._is_own_folder(path.parent)):
            hint = f"skillgap profile validate {path} says what is wrong; delete it like any file if that is meant"
            raise DataError(Diagnostic("this is no profile that can be read, and stays", str(path), hint=hint))
        files.delete(path)
        last_seen.forget(path)
        return path

    def find_matrix(self, reference: str, version: int | None = None) -> Matrix:
        """Read a matrix by id, ``id@version`` or path; DataError where there is none of that version."""
        if is_path(reference):
            matrix = read_matrix(Path(reference))
            if version is None or matrix.version == version:
                return matrix
            return self._version(matrix, version, Path(reference).parent)
        name, _, number = reference.partition("@")
        if not number:
            return self.matrix_named(name, version)
        if not re.fullmatch(r"[0-9]{1,18}", number):
            raise DataError(Diagnostic(f"{reference} is not a matrix id", hint="write id or id@version, as in role@2"))
        return self.matrix_named(name, int(number))

    def matrix_named(self, identifier: str, version: int | None = None) -> Matrix:
        """Read a matrix by id alone, as files name it: what a stranger's profile states is never taken for a path.

        DataError where there is none of that version.
        """
        for folder in self._matrix_folders:
            path = self.folder(folder).find(identifier, self.read_matrix, lambda matrix: matrix.id)
            if path is not None:
                current = self.read_matrix(path)
                if version is None or current.version == version:
                    return current
                return self._version(current, version, folder)
            if version is not None and (older := self._older(folder, identifier, version)):
                return older
        raise DataError(self._unknown("matrix", identifier, self.matrix_ids()))

    def matrix_path(self, reference: str) -> Path:
        """The path of a matrix given by id or path, whether or not it can be read; DataError where there is none."""
        if is_path(reference):
            return Path(reference)
        for folder in self._matrix_folders:
            path = self.folder(folder).find(reference, self.read_matrix, lambda matrix: matrix.id)
            if path is not None:
                return path
        raise DataError(self._unknown("matrix", reference, self.matrix_ids()))

    def only_matrix(self) -> Matrix:
        """The one matrix known here; DataError where there are several to choose from, or one cannot be read."""
        identifiers = list(dict.fromkeys(self.matrix_ids()))
        if len(identifiers) != 1:
            hint = f"choose one with --matrix: {', '.join(identifiers)}"
            raise DataError(Diagnostic(f"{len(identifiers)} matrices are known here", hint=hint))
        return self.matrix_named(identifiers[0])

    def _version(self, current: Matrix, version: int, folder: Path) -> Matrix:
        """Another version of a matrix, kept beside it as ``<id>.v<version>.yaml``."""
        for place in (folder, *self._matrix_folders):
            if older := self._older(place, current.id, version):
                return older
            path = self.folder(place).find(current.id, self.read_matrix, lambda matrix: matrix.id)
            if path is not None and (matrix := self.read_matrix(path)).version == version:
                return matrix
        message = f"version {version} of the matrix {current.id} is not here, only version {current.version}"
        raise DataError(Diagnostic(message, hint=f"put it beside the other as {current.id}.v{version}.yaml"))

    def _older(self, folder: Path, identifier: str, version: int) -> Matrix | None:
        path = folder / f"{identifier}.v{version}.yaml"
        if not files.exists_or_is_link(path):
            return None
        matrix = self.read_matrix(path)
        if (matrix.id, matrix.version) != (identifier, version):
            message = f"this file is version {matrix.version} of {matrix.id}"
            raise DataError(
                Diagnostic(
                    message, str(path), hint="its name promises another; rename it, or correct its id or version"
                )
            )
        return matrix

    def matrix_of(self, assessment: Assessment) -> Matrix:
        """The matrix, in the version it had, that an assessment was made against; DataError if it is not here."""
        return self.matrix_named(assessment.matrix, assessment.matrix_version)

    def roles_of(self, profile: Profile) -> list[Matrix]:
        """The roles that a profile is assessed for, the latest first, as they were then; without those not here."""
        found: dict[str, Matrix] = {}
        for assessment in sorted(profile.assessments, key=lambda one: one.date, reverse=True):
            with suppress(DataError):
                found.setdefault(assessment.matrix, self.matrix_of(assessment))
        return list(found.values())

    def new_profile(self, name: str, identifier: str | None = None) -> ProfileFile:
        """Create an empty profile in the user's folder; its id is made from the name unless one is given.

        DataError when a profile of that id exists, or the name or id cannot be one.
        """
        from skillgap.model.schema import check

        identifier = identifier if identifier is not None else slug(name)
        if identifier.endswith((*SUFFIXES, BUNDLE_SUFFIX)):
            message = f"the id {identifier} could not be told from a file's name"
            raise DataError(Diagnostic(message, hint=f"leave its end off: {identifier.rpartition('.')[0]}"))
        data = {"format": FORMAT, "id": identifier, "name": name, "key": new_key()}
        profile, found = check(Profile, data)
        if profile is None:
            hints = {"id": "give another one with --id", "name": "give a shorter name, on one line and in UTF-8"}
            raise DataError([Diagnostic(fault.message, hint=hints[str(fault.path[0])]) for fault in found])
        if self._own_profile(profile.id) is not None:
            message = f"a profile with the id {identifier} is already in {self.profiles}"
            raise DataError(
                Diagnostic(message, hint=f"go on with it: skillgap assess {identifier}; or give another --id")
            )
        return create_profile(self.profiles / f"{identifier}.yaml", profile)

    def profile_ids(self) -> Iterator[str]:
        """The ids that file names and the heads of bundles promise, the samples' last.

        Quick, for completion and near misses.
        """
        yield from (path.stem for path in self.profile_paths())
        for path in self.bundles():
            yield from _promised_by(path)
        yield from _stems(self.built_in / "profiles")

    def profile_names(self, begun: str) -> Iterator[str]:
        """What may complete the name of a profile: ids, or paths of people where it leads into a bundle already."""
        bundle = Path(begun).parent if not begun.endswith(os.sep) else Path(begun)
        if bundle.suffix != BUNDLE_SUFFIX:
            yield from self.profile_ids()
            return
        for identifier in _promised_by(bundle):
            yield str(bundle / identifier)

    def matrix_ids(self) -> Iterator[str]:
        """The ids that the matrices' file names promise, the built-in ones last."""
        yield from dict.fromkeys(EDITION.sub("", stem) for stem in self._matrix_stems())

    def _matrix_stems(self) -> Iterator[str]:
        return (path.stem for folder in self._matrix_folders for path in self.folder(folder).paths)

    def _unknown(self, what: str, reference: str, known: Iterable[str]) -> Diagnostic:
        known = list(dict.fromkeys(known))
        near = self.near(reference, known)
        listing = f"skillgap {what} list shows those that are here"
        return Diagnostic(f"there is no {what} {reference}", hint=f"did you mean {near}?" if near else listing)


def locate(profiles: str | None = None, matrices: str | None = None) -> Library:
    """Find the user's folders: as given, else by environment, else here, else the platform's data folder."""
    return Library(user_folder("profiles", profiles), user_folder("matrices", matrices), BUILT_IN)


def _stems(folder: Path) -> Iterator[str]:
    return (path.stem for path in paths_in(folder))


def _promised_by(path: Path) -> list[str]:
    """The ids at the head of a bundle; none where it cannot be read."""
    from skillgap.store.bundle_lookup import ids_in_first_lines

    try:
        return list(ids_in_first_lines(path))
    except DataError:
        return []


def _stated_id(path: Path) -> str | None:
    """The id that a profile states; None where it cannot be read, or where it is a line of a bundle."""
    try:
        return read_profile(path).profile.id if path.suffix in SUFFIXES else None
    except DataError:
        return None


def _read_sample(path: Path) -> ProfileFile:
    return read_profile(path, read_only=True)


def _entries(folder: Path, read: Callable[[Path], T], identify: Callable[[T], str]) -> Iterator[Entry[T]]:
    return (entry(path, read, identify) for path in paths_in(folder))


def _edition(entry: Entry[Matrix]) -> tuple[str, int | None]:
    return entry.id, entry.content.version if entry.content else None
