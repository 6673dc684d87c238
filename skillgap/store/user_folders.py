"""The platform's folders for a user's files. A user without a home, as in some containers, has none."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from skillgap.errors import DataError, Diagnostic


def user_folder(kind: str, given: str | None) -> Path | None:
    """Return the folder of a user's files of a kind: as given, else by environment, else here, else the platform's."""
    stated = given or os.environ.get(f"SKILLGAP_{kind.upper()}")
    if stated:
        return Path(stated)
    here = Path(kind)
    if here.is_dir():
        return here
    folder = data_folder()
    return folder / kind if folder else None


def data_folder() -> Path | None:
    """Return the platform's folder for a user's data, or None if the user has no home."""
    import platformdirs  # only a user without folders of their own here needs it

    return _absolute(lambda: platformdirs.user_data_dir("skillgap", appauthor=False))


def config_folder() -> Path | None:
    """Return the platform's folder for a user's settings, or None if the user has no home."""
    import platformdirs  # heavy enough to wait until it is needed

    return _absolute(lambda: platformdirs.user_config_dir("skillgap", appauthor=False))


def no_home(purpose: str, variable: str) -> DataError:
    """Return an error about a missing home folder for a purpose, with the variable that sets another folder."""
    return DataError(Diagnostic(f"there is no home folder for your {purpose}", hint=f"name a folder in {variable}"))


def _absolute(look_up: Callable[[], str]) -> Path | None:
    """Return an absolute folder below the home, or None if the lookup fails. Python versions fail in different ways."""
    try:
        folder = Path(look_up())
    except (RuntimeError, KeyError):
        return None
    return folder if folder.is_absolute() else None
