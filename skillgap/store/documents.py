"""Matrices and profiles as files: text in, checked models out, and back with the fewest changed lines."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from operator import attrgetter
from pathlib import Path
from typing import Any, Generic, Literal, Protocol, TypeVar

from skillgap.errors import DataError, Diagnostic, Violation, limited_suggester, nearest
from skillgap.model import matrix as matrix_rules
from skillgap.model import profile as profile_rules
from skillgap.model.matrix import Matrix
from skillgap.model.profile import Assessment, Profile
from skillgap.model.schema import check, layer, plain, quoted_value
from skillgap.store import files, yaml_reader
from skillgap.store.notices import add_notice
from skillgap.store.standard_input import STDIN

T = TypeVar("T")
Kind = Literal["matrix", "profile"]
SUFFIXES = (".yaml", ".yml")
BUNDLE_SUFFIX = ".jsonl"
_STATED = re.compile(rb"\bformat\W{1,5}skillgap/(profile|matrix)/")
_SCHEMA_HINT = "remove it, and the schema is written the next time"
_PLACE = attrgetter("line", "column")  # every problem of a document has both


@dataclass(frozen=True, slots=True)
class Entry(Generic[T]):
    """One file of a listing, or one line of a bundle.

    ``content`` is None if the file is unreadable; then ``problems`` has the reasons.
    """

    path: Path
    id: str
    content: T | None
    problems: tuple[Diagnostic, ...] = ()


class Source(Protocol):
    """The source of a profile: a document of its own, or a line of a bundle."""

    @property
    def value(self) -> Any:
        """Return the plain data at the source."""

    def problem(self, fault: Violation) -> Diagnostic:
        """Return a problem with its position in the file."""


@dataclass(frozen=True, slots=True)
class ProfileFile:
    """A profile together with its source.

    ``snapshot`` is the file as it was, which a save replaces. A read-only profile has no snapshot:
    a sample in the package, or a person in a bundle. The ``path`` of the latter leads through the
    bundle to their id.
    """

    profile: Profile
    path: Path
    source: Source = field(repr=False)
    snapshot: files.Snapshot | None = None
    bundled: bool = False

    @property
    def read_only(self) -> bool:
        """Return whether this is a sample or a person in a bundle."""
        return self.snapshot is None

    def problem(self, fault: Violation) -> Diagnostic:
        """Return a problem of the profile with its position in the file."""
        return self.source.problem(fault)


def format_fault(value: object, expected: str) -> Violation | None:
    """Return the problem of the format line, or None. Without a valid format no other problem makes sense."""
    if not isinstance(value, dict):
        return Violation((), "the file is not a mapping of keys to values", f"begin it with format: {expected}")
    stated = value.get("format")
    if stated == expected:
        return None
    if stated is None:
        near = nearest("format", [key for key in value if isinstance(key, str)])
        hint = f"write format in place of {near}" if near else f"add the line format: {expected}"
        return Violation((near,) if near else (), "format is missing", hint, key=True)
    name, _, number = str(stated).rpartition("/")
    hint = "name a file of that format, or correct the line"
    if name == expected.rpartition("/")[0] and number.isdecimal():
        hint = f"this skillgap reads {expected}: a newer one is needed"
    return Violation(("format",), f"format must be {expected}, not {quoted_value(stated)}", hint)


def _examine(
    document: yaml_reader.Document, model: type[T], expected: str, rules: Callable[[object], Iterator[Violation]]
) -> tuple[T | None, list[Diagnostic]]:
    """The model in a document, and every problem there is; the model is None when there is any."""
    if wrong := format_fault(document.value, expected):
        return None, [document.problem(wrong)]
    value, found = check(model, document.value)
    problems = {document.problem(fault): None for fault in (*found, *rules(document.value))}
    in_order = sorted(problems, key=_PLACE)
    return (None if problems else value), in_order


def _examine_matrix(document: yaml_reader.Document) -> tuple[Matrix | None, list[Diagnostic]]:
    return _examine(document, Matrix, matrix_rules.FORMAT, matrix_rules.faults)


def _examine_profile(document: yaml_reader.Document) -> tuple[Profile | None, list[Diagnostic]]:
    return _examine(document, Profile, profile_rules.FORMAT, profile_rules.faults)


def read_document(path: Path, limit: int = files.LIMIT) -> yaml_reader.Document:
    """Read the YAML document in a file, of any format. Raise DataError if the file is unreadable."""
    return _parse(files.read(path, limit))


def _parse(snapshot: files.Snapshot) -> yaml_reader.Document:
    return yaml_reader.parse(snapshot.text, str(snapshot.path))


def read_matrix(path: Path) -> Matrix:
    """Read a matrix; DataError with every problem in the file."""
    matrix, problems = _examine_matrix(read_document(path))
    if matrix is None:
        raise DataError(problems)
    return matrix


def in_bundle(path: Path) -> tuple[Path, str] | None:
    """The bundle that a path leads through, and the id of the person that it leads to; None of any other path."""
    if path.parent.suffix == BUNDLE_SUFFIX and not path.parent.is_dir():
        return path.parent, path.name
    return None


def check_replaceable(path: Path, kind: Kind | None = None) -> None:
    """Raise DataError if an output of another ``kind`` would overwrite a profile, a matrix or a bundle.

    Such files hold people's own work, which cannot be restored.
    """
    if path.suffix not in (*SUFFIXES, BUNDLE_SUFFIX):
        return
    found = None
    with (
        suppress(DataError),
        files.open_for_reading(path) as file,
    ):  # what is not there or no file is told by who writes it
        found = _STATED.search(file.read(files.PROFILE_LIMIT))
    if found and found[1].decode() != kind:
        message = "this file is somebody's profile or matrix, which would be lost"
        raise DataError(Diagnostic(message, str(path), hint="write to another file"))


def read_profile(path: Path, *, read_only: bool = False) -> ProfileFile:
    """Read a profile; DataError with every problem in the file."""
    return _profile_file(files.read(path, files.PROFILE_LIMIT), read_only=read_only or path == STDIN)


def _profile_file(snapshot: files.Snapshot, *, read_only: bool = False) -> ProfileFile:
    document = _parse(snapshot)
    return ProfileFile(_profile_in(document), snapshot.path, document, None if read_only else snapshot)


def _profile_in(document: yaml_reader.Document) -> Profile:
    profile, problems = _examine_profile(document)
    if profile is None:
        raise DataError(problems)
    return profile


def create_profile(path: Path, profile: Profile) -> ProfileFile:
    """Create a profile file, with its schema next to it for editors. Raise DataError if the file exists."""
    from skillgap.store import yaml_writer

    text = yaml_writer.document(plain(profile), schema=schema_file("profile"))
    snapshot = files.create(path, text, files.PROFILE_LIMIT)
    publish_schema(path.parent, "profile")
    return _profile_file(snapshot)


def save_profile(file: ProfileFile, profile: Profile, *, wait: float = files.LOCK_SECONDS) -> ProfileFile:
    """Save a changed profile durably, and touch only the changed lines.

    Returns the file as it is after the save. Raises DataError if the profile is invalid, the file
    cannot be saved, or another save takes longer than ``wait`` seconds. The file is then unchanged.
    Raises ConflictError if the file changed in the meantime. The file then stays unchanged, and
    this version is saved next to it.
    """
    if file.snapshot is None:
        raise DataError(read_only_reason(file))
    document = _changed(file, profile)
    read_back = _profile_in(document)
    return ProfileFile(read_back, file.path, document, files.replace(file.snapshot, document.text, wait=wait))


def read_only_reason(file: ProfileFile) -> Diagnostic:
    """Return the message for a user who tries to change a sample or a person in a bundle."""
    if file.bundled:
        hint = f"take them out first: skillgap profile export {file.path} --output {file.profile.id}.yaml"
        return Diagnostic("this person is in a bundle, which is only read", str(file.path), hint=hint)
    if file.path == STDIN:
        return Diagnostic("a profile from standard input cannot be changed", str(file.path), hint="name its file")
    copy = f"skillgap profile export {file.profile.id} --output {file.profile.id}.yaml"
    hint = f'make your own with: skillgap profile new "Your name"; or a copy to try things on: {copy}'
    return Diagnostic("this is a sample, which cannot be changed", str(file.path), hint=hint)


def check_changeable(file: ProfileFile) -> None:
    """Raise DataError for a sample or a person in a bundle, before any change to them."""
    if file.read_only:
        raise DataError(read_only_reason(file))


def changed_text(file: ProfileFile, profile: Profile) -> str:
    """Return the text that saving a changed profile would write: the file's text with the changed lines replaced."""
    return _changed(file, profile).text


def _changed(file: ProfileFile, profile: Profile) -> yaml_reader.Document:
    from skillgap.store import yaml_update, yaml_writer

    document = file.source
    if not isinstance(document, yaml_reader.Document):
        return yaml_reader.parse(yaml_writer.document(plain(profile)), str(file.path))
    return yaml_update.rewrite(document, _carried_over(document.value, file.profile, profile))


def save_copy(path: Path, file: ProfileFile, profile: Profile) -> ProfileFile:
    """Write a changed profile as a new file, as :func:`save_profile` would; DataError if the new file exists."""
    return _profile_file(files.create(path, changed_text(file, profile), files.PROFILE_LIMIT))


def _carried_over(stated: Any, old: Any, new: Any) -> Any:
    """Apply the change from ``old`` to ``new``, two models or parts of models, to the data of a file.

    A file may contain defaults that a model leaves out, such as an empty list. They stay if nothing
    changed.
    """
    if old == new:
        return stated
    old, new = layer(old), layer(new)
    kinds = {type(stated), type(old), type(new)}
    if kinds == {dict}:
        kept = {
            key: _carried_over(content, old[key], new[key])
            if key in old and key in new
            else plain(new.get(key, content))
            for key, content in stated.items()
            if key in new or key not in old
        }
        return {**kept, **{key: plain(content) for key, content in new.items() if key not in kept}}
    if kinds == {list} and len(stated) == len(old):
        return [
            _carried_over(stated[at], old[at], content) if at < len(old) else plain(content)
            for at, content in enumerate(new)
        ]
    return plain(new)


def check_against(file: ProfileFile, assessment: Assessment, matrix: Matrix) -> None:
    """Raise DataError if an assessment or its review uses ids that the matrix does not have."""
    position = file.profile.assessments.index(assessment)
    found = list(profile_rules.faults_against(file.source.value, position, matrix))
    if found:
        raise DataError([file.problem(fault) for fault in found])


def matrix_problems(path: Path) -> list[Diagnostic]:
    """Every problem in a matrix file; none means it is valid."""
    try:
        return _examine_matrix(read_document(path))[1]
    except DataError as error:
        return list(error.problems)


def matrix_warnings(path: Path) -> list[Diagnostic]:
    """Return warnings about a valid matrix file: content that is probably a mistake.

    Raise DataError if the file cannot be read.
    """
    from skillgap.model import matrix_warnings as rules  # only a few commands warn

    document = read_document(path)
    return [document.problem(violation) for violation in rules.matrix_warnings(document.value)]


def profile_problems(path: Path, matrix_for: Callable[[str, int], Matrix]) -> list[Diagnostic]:
    """Every problem in a profile file, its fit to the matrices it names included; none means it is valid.

    ``matrix_for`` finds a matrix by id and version, and raises DataError if there is no such
    matrix.
    """
    try:
        document = read_document(path, files.PROFILE_LIMIT)
    except DataError as error:
        return list(error.problems)
    problems = _examine_profile(document)[1]
    problems += [document.problem(fault) for fault in mismatches(document.value, matrix_for)]
    return sorted(dict.fromkeys(problems), key=_PLACE)


def mismatches(data: Any, matrix_for: Callable[[str, int], Matrix]) -> Iterator[Violation]:
    """Return the mismatches between a profile's plain data and its matrices; see :func:`profile_problems`."""
    entries = data.get("assessments") if isinstance(data, dict) else None
    sought: dict[tuple[str, int], Matrix | Diagnostic] = {}
    reviews, near = profile_rules.reviews_by_assessment(data), limited_suggester()
    for position, entry in enumerate(entries if isinstance(entries, list) else []):
        named = (entry.get("matrix"), entry.get("matrix_version")) if isinstance(entry, dict) else (None, None)
        if not isinstance(named[0], str) or not isinstance(named[1], int):
            continue
        identity = (named[0], named[1])
        if identity not in sought:
            try:
                sought[identity] = matrix_for(*identity)
            except DataError as error:
                sought[identity] = error.problems[0]
        found = sought[identity]
        if isinstance(found, Diagnostic):
            where = "its matrix cannot be read: " if found.file else ""
            message = where + str(replace(found, hint=None))
            yield Violation(("assessments", position, "matrix"), message, found.hint)
        else:
            yield from profile_rules.faults_against(data, position, found, reviews, near)
    known = [matrix for matrix in sought.values() if isinstance(matrix, Matrix)]
    if known and len(known) == len(sought):  # a goal may be about a matrix that is not here
        yield from profile_rules.goal_faults(data, known)


def schema_file(kind: Kind) -> str:
    """Return the name of the JSON Schema that is saved next to files of a kind."""
    return f"{kind}.schema.json"


def schema_text(kind: Kind) -> str:
    """The published JSON Schema of a kind of file, as text."""
    import json

    from skillgap.model.json_schema import json_schema

    model, title = {"matrix": (Matrix, matrix_rules.FORMAT), "profile": (Profile, profile_rules.FORMAT)}[kind]
    return json.dumps(json_schema(model, title), indent=2) + "\n"


def publish_schema(folder: Path, kind: Kind) -> None:
    """Save the schema next to the files of a kind: their first line refers editors to it.

    A schema that cannot be written is a notice: the files are as good without it.
    """
    path = folder / schema_file(kind)
    text = schema_text(kind)
    with suppress(DataError, OSError):
        if not path.is_symlink() and files.read(path).text == text:
            return
    try:
        files.write_derived(path, text)
    except DataError as error:
        problem = error.problems[0]
        add_notice(f"the schema for editors was not written: {problem.message}", _SCHEMA_HINT, str(path))
