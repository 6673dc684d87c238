"""Settings of the screens between runs."""

from __future__ import annotations

import os
from dataclasses import dataclass
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
    """Return the settings, or the defaults if the file is missing or unreadable."""
    try:
        settings, _ = check(Settings, read_document(settings_path()).value)
    except DataError:
        return Settings()
    return settings or Settings()


def write_settings(settings: Settings) -> None:
    """Save the settings, and create a missing folder. Raise DataError if saving fails."""
    path = settings_path()
    try:
        atomic_write.make_folders(path.parent)
    except OSError as error:
        message = f"the folder cannot be made: {system_reason(error)}"
        hint = "check where it is to stand, or name another in SKILLGAP_CONFIG"
        raise DataError(Diagnostic(message, str(path.parent), hint=hint)) from error
    files.write_output(path, yaml_writer.document(plain(settings)), private=True)
