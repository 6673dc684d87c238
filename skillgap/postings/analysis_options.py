"""User options for an analysis, which replace edits to its document."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from skillgap.postings.analysis_rows import Trust


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """The options of a user for an analysis."""

    trust: Trust | None = None
    sample_size: int | None = None
    title: str | None = None
    id: str | None = None
    only: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    round: bool = False
    targets: Mapping[str, int] = field(default_factory=dict)
