"""skillgap: rate yourself against a role, and see the gaps ranked by how many postings ask for them.

This is also a library: ``skillgap.open("profiles")`` returns a Workspace; docs/python.md shows what it does.
"""

from __future__ import annotations

import os
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from skillgap.errors import ConflictError as ConflictError
    from skillgap.errors import DataError as DataError
    from skillgap.errors import Diagnostic as Diagnostic
    from skillgap.errors import SkillgapError as SkillgapError
    from skillgap.model.matrix import Matrix as Matrix
    from skillgap.model.profile import Assessment as Assessment
    from skillgap.model.profile import Goal as Goal
    from skillgap.model.profile import Profile as Profile
    from skillgap.model.profile import Rating as Rating
    from skillgap.model.profile import Review as Review
    from skillgap.scoring.gap_report import GapReport as GapReport
    from skillgap.workspace import Workspace as Workspace

__version__ = "0.1.0"

_PLACES = {
    "errors": ("ConflictError", "DataError", "Diagnostic", "SkillgapError"),
    "model.matrix": ("Matrix",),
    "model.profile": ("Assessment", "Goal", "Profile", "Rating", "Review"),
    "scoring.gap_report": ("GapReport",),
    "workspace": ("Workspace",),
}
"""The modules that what is offered here comes from; each is imported when it is asked for."""
__all__ = ["__version__", "open", *(name for names in _PLACES.values() for name in names)]


def open(  # noqa: A001 - skillgap.open reads as it should
    profiles: str | os.PathLike[str] | None = None, matrices: str | os.PathLike[str] | None = None
) -> Workspace:
    """Open a folder of profiles and one of matrices. Without them, the folders that the command uses are opened."""
    from skillgap.store import locate
    from skillgap.workspace import Workspace

    return Workspace(locate(*(None if folder is None else os.fspath(folder) for folder in (profiles, matrices))))


def __getattr__(name: str) -> Any:
    for module, names in _PLACES.items():
        if name in names:
            return getattr(import_module(f"skillgap.{module}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
