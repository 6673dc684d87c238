"""Notices of the store about actions that succeeded in part. Each notice appears once per process.

The store prints nothing. The command line shows the notices when it ends, the screens when they
have saved.
"""

from __future__ import annotations

from skillgap.errors import Diagnostic

_waiting: dict[Diagnostic, bool] = {}
"""Every notice of this process, and whether it still has to be shown."""


def add_notice(message: str, hint: str, file: str | None = None) -> None:
    """Add a notice to show later, unless it is known."""
    _waiting.setdefault(Diagnostic(message, file, hint=hint), True)


def take_notices() -> list[Diagnostic]:
    """Return the notices that were not shown yet, which count as shown from then on."""
    new = [notice for notice, waits in _waiting.items() if waits]
    _waiting.update(dict.fromkeys(new, False))
    return new
