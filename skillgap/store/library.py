"""The user's folders, the built-in folders, and the search for a file by id or path."""

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
from skillgap.store.samples import is_sample
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

    An own folder is None if the user has no home for it; it then counts as empty. With ``as_of``,
    profiles are found as they were on that day.
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
        """Return the folder of the user's profiles. Raise DataError if there is no home for it."""
        if self.own_profiles is None:
            raise no_home("profiles", "SKILLGAP_PROFILES")
        return self.own_profiles

    @property
    def matrices(self) -> Path:
        """Return the folder of the user's matrices. Raise DataError if there is no home for it."""
        if self.own_matrices is None:
            raise no_home("matrices", "SKILLGAP_MATRICES")
        return self.own_matrices

    @property
    def _matrix_folders(self) -> tuple[Path, ...]:
        """Return the folders to search for matrices, the user's own first."""
        return (*((self.own_matrices,) if self.own_matrices else ()), self.built_in / "matrices")

    def remembering(self) -> Library:
        """Return this library with a cache for the matrix search. Use it for one command only."""
        return replace(self, read_matrix=cache(read_matrix), folder=cache(KeptFolder), near=limited_suggester())

    def profile_paths(self) -> list[Path]:
        """The files of the user's profiles, by name; without samples that are in the same folder."""
        return [path for path in self._own_paths() if not self._is_sample(path)]

    def _own_paths(self) -> list[Path]:
        return paths_in(self.own_profiles) if self.own_profiles else []

    def profile_entries(self) -> list[Entry[ProfileFile]]:
        """The user's profiles, by file name."""
        return list(map(self.profile_entry, self.profile_paths()))

    def profile_entry(self, path: Path) -> Entry[ProfileFile]:
        """One of the profiles or samples."""
        return entry(path, _read_sample if self._is_sample(path) else read_profile, lambda file: file.profile.id)

    def sample_paths(self) -> list[Path]:
        """Return the samples in the user's folder, then the shipped ones without a file of that name there."""
        own = self._own_paths()
        taken = {path.stem for path in own}
        shipped = [path for path in paths_in(self.built_in / "profiles") if path.stem not in taken]
        return [*filter(self._is_sample, own), *shipped]

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
        """Return every readable matrix for suggestions from other roles; none if no other role was rated."""
        if all(assessment.matrix == role for assessment in profile.assessments):
            return []
        return [entry.content for entry in self.matrix_entries() if entry.content is not None]

    def find_profile(self, reference: str) -> ProfileFile:
        """Read a profile by id or path, also from a bundle. Raise DataError if there is no such profile."""
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
        return read_profile(path, read_only=self._is_sample(path))

    @contextmanager
    def open_for_change(self, reference: str) -> Iterator[ProfileFile]:
        """Read a profile by id or path while its lock is held, so that no other skillgap changes it before it is saved.

        Raises DataError if the profile is missing or read-only, and as
        :func:`skillgap.store.files.locked` does.
        """
        file = self.find_profile(reference)
        check_changeable(file)
        with files.locked(file.path, "cannot be saved"):
            yield read_profile(file.path)

    def profile_path(self, reference: str) -> Path:
        """Return the path of a profile given by id or path, even if it is unreadable. Raise DataError if it is missing.

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
        """Return the file of an id in the user's folder, or None."""
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
        return is_sample(path, self.built_in / "profiles")

    def _is_own_folder(self, folder: Path) -> bool:
        return self.own_profiles is not None and os.path.realpath(folder) == os.path.realpath(self.own_profiles)

    def delete_profile(self, reference: str) -> Path:
        """Delete a profile, everything kept next to it and its last-seen copy. Return its path.

        An unreadable file is deleted only from the user's folder: elsewhere it may be anything.
        Raises DataError if the file is no profile, or if a part cannot be removed.
        """
        from skillgap.store import (
            answered_evidence,
            last_seen,
        )  # brings along how files are written, which those who read have no need of

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
        answered_evidence.forget_answered(path)
        return path

    def find_matrix(self, reference: str, version: int | None = None) -> Matrix:
        """Read a matrix by id, ``id@version`` or path. Raise DataError if there is no such version."""
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
        """Read a matrix by id only, as files refer to it. A reference in a stranger's profile is never used as a path.

        Raises DataError if there is no such version.
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
        """Return the path of a matrix given by id or path, even if it is unreadable.

        Raise DataError if it is missing.
        """
        if is_path(reference):
            return Path(reference)
        for folder in self._matrix_folders:
            path = self.folder(folder).find(reference, self.read_matrix, lambda matrix: matrix.id)
            if path is not None:
                return path
        raise DataError(self._unknown("matrix", reference, self.matrix_ids()))

    def only_matrix(self) -> Matrix:
        """Return the only known matrix. Raise DataError if there are several, or if a matrix is unreadable."""
        identifiers = list(dict.fromkeys(self.matrix_ids()))
        if len(identifiers) != 1:
            hint = f"choose one with --matrix: {', '.join(identifiers)}"
            raise DataError(Diagnostic(f"{len(identifiers)} matrices are known here", hint=hint))
        return self.matrix_named(identifiers[0])

    def _version(self, current: Matrix, version: int, folder: Path) -> Matrix:
        """Return another version of a matrix, saved next to it as ``<id>.v<version>.yaml``."""
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
        """Return the roles that a profile is assessed for, each in its version, the latest first.

        Missing roles are left out.
        """
        found: dict[str, Matrix] = {}
        for assessment in sorted(profile.assessments, key=lambda entry: entry.date, reverse=True):
            with suppress(DataError):
                found.setdefault(assessment.matrix, self.matrix_of(assessment))
        return list(found.values())

    def new_profile(self, name: str, identifier: str | None = None) -> ProfileFile:
        """Create an empty profile in the user's folder. The default id is derived from the name.

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
        yield from (path.stem for path in self._own_paths())
        for path in self.bundles():
            yield from _promised_by(path)
        yield from _stems(self.built_in / "profiles")

    def profile_names(self, begun: str) -> Iterator[str]:
        """Return completions for the name of a profile: ids, or people's paths if the text leads into a bundle."""
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
        listing = f"skillgap {what} list shows the available ones"
        return Diagnostic(f"there is no {what} {reference}", hint=f"did you mean {near}?" if near else listing)


def locate(profiles: str | None = None, matrices: str | None = None) -> Library:
    """Find the user's folders: as given, else by environment, else here, else the platform's data folder."""
    return Library(user_folder("profiles", profiles), user_folder("matrices", matrices), BUILT_IN)


def _stems(folder: Path) -> Iterator[str]:
    return (path.stem for path in paths_in(folder))


def _promised_by(path: Path) -> list[str]:
    """Return the ids at the start of a bundle; none if it is unreadable."""
    from skillgap.store.bundle_lookup import ids_in_first_lines

    try:
        return list(ids_in_first_lines(path))
    except DataError:
        return []


def _stated_id(path: Path) -> str | None:
    """Return the id in a profile, or None if it is unreadable or a line of a bundle."""
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
