"""Saving the next version of a matrix that is in use, and keeping the previous version."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from skillgap.errors import DataError, Diagnostic
from skillgap.model.next_version import NextVersion
from skillgap.store import files, yaml_update
from skillgap.store.documents import publish_schema, read_document, read_matrix
from skillgap.store.library import Library
from skillgap.store.matrix_import import WrittenImport, keep_version

_DIGEST_LINE = re.compile(r"^# Import digest: [^\n]*\n", re.M)


def old_data(path: Path) -> dict[str, Any]:
    """The data of a valid matrix as its file states it; DataError with every problem of it."""
    read_matrix(path)
    data: dict[str, Any] = read_document(path).value
    return data


def onto_text(path: Path, following: NextVersion) -> str:
    """Return the next version as file text: the old text, with comments, and with the changes applied."""
    document = yaml_update.rewrite(read_document(path), following.data)
    return _DIGEST_LINE.sub("", document.text)


def write_onto(library: Library, path: Path, output: Path | None, following: NextVersion) -> WrittenImport:
    """Write the next version in place of the old file and keep the old file, or write to another file.

    Raises DataError for a built-in matrix without an ``output``, and for a file that is there.
    """
    old = read_matrix(path)
    target = output or path
    if output is None and path.parent == library.built_in / "matrices":
        hint = f"add --output {library.matrices / path.name}"
        raise DataError(Diagnostic("this matrix is built in, and cannot be replaced", str(path), hint=hint))
    text = onto_text(path, following)
    version = int(following.data["version"])
    if target.exists() and target.samefile(path):
        snapshot = files.read(path)
        kept = keep_version(path, old, snapshot.text)
        files.replace(snapshot, text)
    else:
        files.create(target, text)
        kept = None
    publish_schema(target.parent, "matrix")
    return WrittenImport(target, version, kept)
