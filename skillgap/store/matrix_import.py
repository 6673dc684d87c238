"""Saving an imported matrix: never over manual work, never under a version that already has ratings."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from skillgap.errors import DataError, Diagnostic
from skillgap.model.matrix import Matrix
from skillgap.store import files
from skillgap.store.documents import check_replaceable, publish_schema, read_matrix, schema_file
from skillgap.store.yaml_writer import document

TARGETS_NOTE = "# The targets are skillgap's own and the same for every role: no posting states a level.\n"
_DIGEST = re.compile(r"^# Import digest: ([0-9a-f]{64})[^\n]*\n", re.M)
_DIGEST_LINE = "# Import digest: {} (import replaces this file only if nobody changed it)\n"


@dataclass(frozen=True, slots=True)
class WrittenImport:
    """The result of an import: the file, its version, and the file with the previous version if people rated it."""

    path: Path
    version: int
    kept: Path | None = None
    unchanged: bool = False


def import_text(data: Mapping[str, Any]) -> str:
    """Return an imported matrix as file text, with a digest that reveals later changes."""
    first, rest = document(data, schema_file("matrix")).split("\n", 1)
    text = f"{first}\n{TARGETS_NOTE}{rest}"
    return f"{first}\n{_DIGEST_LINE.format(_digest(text))}{TARGETS_NOTE}{rest}"


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def is_untouched(text: str) -> bool:
    """Return whether a file is unchanged since its import."""
    found = _DIGEST.search(text)
    return found is not None and _digest(text[: found.start()] + text[found.end() :]) == found[1]


def write_import(path: Path, data: Mapping[str, Any], people: Iterable[Path]) -> WrittenImport:
    """Write an imported matrix, as the next version if one of the ``people`` rated the version in the file.

    ``people`` are profiles and bundles. Raises DataError for a hand-written or hand-edited file.
    """
    if not files.exists_or_is_link(path) or not path.is_file():
        check_replaceable(path, "matrix")
        files.write_output(path, import_text(data))
        publish_schema(path.parent, "matrix")
        return WrittenImport(path, int(data["version"]))
    snapshot = files.read(path)
    check_replaceable(path, "matrix" if is_untouched(snapshot.text) else None)
    old = _readable(path)
    if old is None:
        files.replace(snapshot, import_text(data))
        return WrittenImport(path, int(data["version"]))
    same_version = {**data, "version": old.version}
    if import_text(same_version) == snapshot.text:
        return WrittenImport(path, old.version, unchanged=True)
    if old.id != data["id"] or not is_rated(old.id, old.version, people):
        chosen = same_version if old.id == data["id"] else data
        files.replace(snapshot, import_text(chosen))
        publish_schema(path.parent, "matrix")
        return WrittenImport(path, int(chosen["version"]))
    kept = keep_version(path, old, snapshot.text)
    files.replace(snapshot, import_text({**data, "version": old.version + 1}))
    publish_schema(path.parent, "matrix")
    return WrittenImport(path, old.version + 1, kept)


def check_untouched(path: Path) -> None:
    """Raise DataError if an import would replace a hand-written or hand-edited matrix."""
    if not path.is_file() or path.suffix not in (".yaml", ".yml"):
        return
    text = files.read(path).text
    if re.search(r"\bformat\W{1,5}skillgap/matrix/", text) and not is_untouched(text):
        message = "somebody wrote or changed this matrix, and an import would lose that"
        hint = f"add --onto {path} for the next version that keeps it, or write to another file"
        raise DataError(Diagnostic(message, str(path), hint=hint))


def keep_version(path: Path, old: Matrix, text: str) -> Path:
    """Save a version of a matrix next to its file as ``<id>.v<version>.yaml``.

    Raise DataError if a different file exists.
    """
    kept = path.with_name(f"{old.id}.v{old.version}.yaml")
    if files.exists_or_is_link(kept):
        if files.read(kept).text == text:
            return kept
        message = f"this file is there already, and is not version {old.version} as it is now in {path.name}"
        raise DataError(Diagnostic(message, str(kept), hint="move one of the two away"))
    files.create(kept, text)
    return kept


def is_rated(identifier: str, version: int, people: Iterable[Path]) -> bool:
    """Return whether a version of a matrix has ratings. An unreadable profile that mentions it counts."""
    from skillgap.store.teams import read_people

    for path in people:
        if not _mentions(path, identifier):
            continue
        for entry in read_people(path):
            profile = entry.content.profile if entry.content else None
            if profile is None or any(
                (assessment.matrix, assessment.matrix_version) == (identifier, version) and assessment.ratings
                for assessment in profile.assessments
            ):
                return True
    return False


def _mentions(path: Path, identifier: str) -> bool:
    """Return whether a file contains an id. The file is searched piece by piece, because a bundle may be large."""
    wanted, rest = identifier.encode(), b""
    with suppress(DataError), files.open_for_reading(path) as file:
        while piece := file.read(1 << 20):
            if wanted in rest + piece:
                return True
            rest = piece[-len(wanted) :]
    return False


def _readable(path: Path) -> Matrix | None:
    with suppress(DataError):
        return read_matrix(path)
    return None
