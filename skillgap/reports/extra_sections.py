"""What a gap report says beyond itself, in every format."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from skillgap.reports.blocks import Block


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtraSections:
    """Something to add to a gap report.

    ``before`` and ``after`` are blocks around its figures, for people. ``columns`` are those of the CSV form, each
    with its values by criterion.
    """

    before: tuple[Block, ...]
    after: tuple[Block, ...] = ()
    columns: Mapping[str, Mapping[str, object]]
