"""Settings of the screens between runs."""

from __future__ import annotations

import os
from dataclasses import dataclass, fields
from pathlib import Path

from skillgap.errors import DataError, Diagnostic, system_reason
from skillgap.model.schema import Line, check, plain
from skillgap.store import atomic_write, files, yaml_writer
from skillgap.store.documents import read_document
from skillgap.store.user_folders import config_folder, no_home


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """A person's settings: ``theme`` is the name of a theme of the screens, ``mentor`` the name they review by."""

    theme: Line | None = None
    mentor: Line | None = None


def settings_path() -> Path:
    """Return the settings file in the SKILLGAP_CONFIG folder, else in the platform's folder.

    Raise DataError without such a folder.
    """
    if stated := os.environ.get("SKILLGAP_CONFIG"):
        return Path(stated) / "settings.yaml"
    folder = config_folder()
    if folder is None:
        raise no_home("settings", "SKILLGAP_CONFIG")
    return folder / "settings.yaml"


def read_settings() -> Settings:
    """Return the valid settings, and the defaults for all others."""
    try:
        stated = read_document(settings_path()).value
    except DataError:
        return Settings()
    valid, _ = check(Settings, _valid(stated))
    return valid or Settings()


def settings_problems() -> list[Diagnostic]:
    """Return every problem of the settings file, such as an unknown setting. A missing file has none."""
    try:
        if not files.exists_or_is_link(settings_path()):
            return []
        document = read_document(settings_path())
    except DataError as error:
        return list(error.problems)
    stated = document.value
    parts = [{name: value} for name, value in stated.items()] if isinstance(stated, dict) else [stated]
    return [document.problem(fault) for part in parts for fault in check(Settings, part)[1]]


def _valid(stated: object) -> dict[str, object]:
    """Return the settings that are known and valid, each by itself."""
    if not isinstance(stated, dict):
        return {}
    return {name: value for name, value in stated.items() if check(Settings, {name: value})[0] is not None}


def _unknown(path: Path) -> dict[str, object]:
    """Return the settings of a file that this version does not know. A save keeps them."""
    try:
        stated = read_document(path).value
    except DataError:
        return {}
    known = {field.name for field in fields(Settings)}
    return {name: value for name, value in stated.items() if name not in known} if isinstance(stated, dict) else {}


def write_settings(settings: Settings) -> None:
    """Save the settings, and create a missing folder. Settings that are unknown here stay.

    Raise DataError if saving fails.
    """
    path = settings_path()
    try:
        atomic_write.make_folders(path.parent)
    except OSError as error:
        message = f"the folder cannot be made: {system_reason(error)}"
        hint = "check where it is to stand, or name another in SKILLGAP_CONFIG"
        raise DataError(Diagnostic(message, str(path.parent), hint=hint)) from error
    files.write_output(path, yaml_writer.document({**plain(settings), **_unknown(path)}), private=True)
