"""Small changes to a matrix file that leave the rest of its text as it is: links and level descriptions."""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from skillgap.errors import DataError, Diagnostic
from skillgap.model.matrix import Matrix
from skillgap.store import files, yaml_reader, yaml_update
from skillgap.store.documents import read_matrix


def add_link(path: Path, criterion: str, link: str) -> Matrix:
    """Record in a matrix file that a criterion is the same as a criterion of another matrix.

    A repeated call changes nothing.
    """

    def change(data: dict[str, Any]) -> None:
        entry = _criterion(data, criterion)
        links = list(entry.get("same_as") or [])
        entry["same_as"] = links if link in links else [*links, link]

    return _changed(path, change)


def remove_link(path: Path, criterion: str, link: str) -> Matrix:
    """Remove from a matrix file that a criterion is the same as a criterion of another matrix."""

    def change(data: dict[str, Any]) -> None:
        entry = _criterion(data, criterion)
        entry["same_as"] = [known for known in entry.get("same_as") or [] if known != link]
        if not entry["same_as"]:
            del entry["same_as"]

    return _changed(path, change)


def describe_levels(path: Path, criterion: str | None, texts: Mapping[int, str]) -> Matrix:
    """Write the level descriptions of a criterion, or of the scale if ``criterion`` is None."""

    def change(data: dict[str, Any]) -> None:
        if criterion is None:
            for step in data["scale"]:
                if step["level"] in texts:
                    step["description"] = texts[step["level"]]
            return
        entry = _criterion(data, criterion)
        levels = {**(entry.get("levels") or {}), **texts}
        entry["levels"] = dict(sorted(levels.items()))

    return _changed(path, change)


def _criterion(data: Mapping[str, Any], identifier: str) -> dict[str, Any]:
    entries = (entry for section in data["sections"] for entry in section.get("criteria") or [])
    found: dict[str, Any] = next(entry for entry in entries if entry["id"] == identifier)
    return found


def _changed(path: Path, change: Callable[[dict[str, Any]], None]) -> Matrix:
    """Change a matrix file durably, touch only the changed lines, and read the file again."""
    read_matrix(path)  # so that what is wrong with it is said before it is changed
    snapshot = files.read(path)
    document = yaml_reader.parse(snapshot.text, str(path))
    data: Any = copy.deepcopy(document.value)
    change(data)
    files.replace(snapshot, yaml_update.rewrite(document, data).text)
    return read_matrix(path)


def check_own(path: Path, built_in: Path) -> None:
    """Refuse, with DataError, to change a built-in matrix."""
    if path.parent == built_in / "matrices":
        hint = "copy its file into your matrices, and give it an id of its own"
        raise DataError(Diagnostic("this matrix is built in, and cannot be changed", str(path), hint=hint))
