"""What hypothetical levels change."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from skillgap.reports.outputs.fields import Count, OneOrMore, Points
from skillgap.reports.outputs.parts import CoverageOutput, CriterionId, SectionId, coverage_output

if TYPE_CHECKING:
    from skillgap.scoring.planning import WhatIf


@dataclass(frozen=True, slots=True)
class HypotheticalLevel:
    """A level supposed instead of another."""

    criterion: CriterionId
    level: Annotated[Count, "The hypothetical level."]
    instead_of: Annotated[Count | None, "The level that the person has; null without one."]


@dataclass(frozen=True, slots=True)
class SectionChange:
    """The coverage of a section with the hypothetical levels."""

    id: SectionId
    title: Annotated[str, "The section's title."]
    before: Annotated[CoverageOutput, "The coverage as it is."]
    after: Annotated[CoverageOutput, "The coverage with the hypothetical levels."]


@dataclass(frozen=True, slots=True)
class GapLeft:
    """A gap that is left."""

    criterion: CriterionId
    rank: Annotated[OneOrMore, "Its rank with the hypothetical levels."]
    rank_before: Annotated[OneOrMore | None, "Its rank as it is; null if it was no gap."]


@dataclass(frozen=True, slots=True)
class WhatIfOutput:
    """What hypothetical levels change. Nothing of it is saved."""

    levels: Annotated[tuple[HypotheticalLevel, ...], "The hypothetical levels."]
    before: Annotated[CoverageOutput, "The coverage as it is."]
    after: Annotated[CoverageOutput, "The coverage with the hypothetical levels."]
    gained: Annotated[Points | None, "The change of coverage in percentage points."]
    sections: Annotated[tuple[SectionChange, ...], "Likewise for each section."]
    left: Annotated[tuple[GapLeft, ...], "The gaps that are left, in their new order."]
    postings_newly_met: Annotated[
        tuple[int, ...] | None, "Positions in the sample of the postings met in full only now; null if not known."
    ]


def what_if_output(changed: WhatIf) -> WhatIfOutput:
    """State what hypothetical levels change."""
    return WhatIfOutput(
        levels=tuple(HypotheticalLevel(one, level, changed.instead_of[one]) for one, level in changed.levels.items()),
        before=coverage_output(changed.before.coverage),
        after=coverage_output(changed.after.coverage),
        gained=changed.gained,
        sections=tuple(
            SectionChange(one.id, one.title, coverage_output(one.before), coverage_output(one.after))
            for one in changed.sections
        ),
        left=tuple(GapLeft(row.id, row.rank or 1, before) for row, before in changed.left),
        postings_newly_met=changed.newly_met,
    )
