"""The effect of another level: the report before, and the report as if the person already had the level."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import NamedTuple

from skillgap.model.matrix import Matrix
from skillgap.model.profile import Assessment, Profile, Rating, ReviewRating
from skillgap.model.reviews import sealed_reviews
from skillgap.scoring.gap_report import Coverage, GapReport, RankBy, Row, View, gap_report
from skillgap.scoring.planning.posting_sets import Asked, check_asked


class SectionChange(NamedTuple):
    """The coverage of one section before and after."""

    id: str
    title: str
    before: Coverage
    after: Coverage


class RemainingGap(NamedTuple):
    """A remaining gap, with its row after the change and its rank before; None if it was no gap then."""

    row: Row
    rank_before: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatIf:
    """Two reports on one person: as things are, and with the changed levels.

    ``levels`` are the hypothetical levels, by criterion. ``instead_of`` are the current levels, None if missing.
    ``newly_met`` are the positions of the postings met in full after but not before, ascending. It is None if the
    criteria of each posting are unknown.
    """

    levels: Mapping[str, int]
    instead_of: Mapping[str, int | None]
    before: GapReport
    after: GapReport
    newly_met: tuple[int, ...] | None

    @property
    def coverage(self) -> Coverage:
        """The coverage with the changed levels."""
        return self.after.coverage

    @property
    def gained(self) -> float | None:
        """The change of coverage in percentage points, None if there is no coverage on a side.

        A level for an unrated criterion also changes the divisor of coverage.
        """
        before, after = self.before.coverage.value, self.after.coverage.value
        return None if before is None or after is None else 100 * (after - before)

    @property
    def sections(self) -> tuple[SectionChange, ...]:
        """Each section's coverage before and after, in the matrix's order."""
        pairs = zip(self.before.sections, self.after.sections, strict=True)
        return tuple(SectionChange(old.id, old.title, old.coverage, new.coverage) for old, new in pairs)

    @property
    def left(self) -> tuple[RemainingGap, ...]:
        """The gaps that are left, in their new order."""
        ranks = {row.id: row.rank for row in self.before.gaps}
        return tuple(RemainingGap(row, ranks.get(row.id)) for row in self.after.gaps)


def what_if(
    matrix: Matrix,
    profile: Profile,
    assessment: Assessment,
    changes: Mapping[str, int],
    *,
    view: View = "agreed",
    rank_by: RankBy = "frequency",
    section: str | None = None,
    asked: Asked | None = None,
    today: datetime.date | None = None,
) -> WhatIf:
    """Compare the report with the report that other levels would give, without changing or saving anything.

    A criterion that was skipped, not asked or not applicable counts as rated at its new level. ``asked`` are the
    criteria that each posting asks for. A posting is met in full if none of its criteria has a gap or is unrated;
    criteria that are not applicable are left out. ``section`` limits the two reports, not the criteria of a posting.

    Raise KeyError for an unknown criterion or section, and ValueError for a level off the scale. Raise ValueError also
    for the mentor's view without a rated or complete review, and for postings of another matrix.
    """
    for criterion, level in changes.items():
        matrix.criterion(criterion)
        if level not in matrix.levels_of(criterion):
            raise ValueError(f"level {level} is not on the scale")
    if view == "mentor" and not sealed_reviews(profile, assessment):
        raise ValueError("without a rated review there are no mentor's levels to change")
    scored = partial(gap_report, matrix, view=view, rank_by=rank_by, today=today)
    people = (profile, assessment), _supposing(profile, assessment, changes)
    whole = [scored(*person) for person in people]
    before, after = whole if section is None else (scored(*person, section=section) for person in people)
    newly_met = None
    if asked is not None:
        check_asked(matrix, asked)
        met_before, met_after = (_met(report, asked) for report in whole)
        newly_met = tuple(sorted(met_after - met_before))
    had = {row.id: row.level for row in whole[0].rows}
    instead_of = {criterion: had[criterion] for criterion in changes}
    return WhatIf(levels=dict(changes), instead_of=instead_of, before=before, after=after, newly_met=newly_met)


def _met(report: GapReport, asked: Asked) -> set[int]:
    unmet = {row.id for row in (*report.gaps, *report.unrated)}
    return {position for position, criteria in enumerate(asked) if unmet.isdisjoint(criteria)}


def _supposing(profile: Profile, assessment: Assessment, changes: Mapping[str, int]) -> tuple[Profile, Assessment]:
    """The same person with the changed levels, in every view, as if mentor and person agreed on them."""
    rated = {
        criterion: replace(
            assessment.ratings.get(criterion, Rating()), level=level, state=None, said=None, valid_until=None
        )
        for criterion, level in changes.items()
    }
    supposed = replace(assessment, ratings={**assessment.ratings, **rated})
    reviews = sealed_reviews(profile, assessment)
    if not reviews:
        return profile, supposed
    agreed = {criterion: ReviewRating(level=level, agreed=level) for criterion, level in changes.items()}
    reviewed = replace(reviews[0], status="complete", ratings={**reviews[0].ratings, **agreed})
    others = tuple(reviewed if review is reviews[0] else review for review in profile.reviews)
    return replace(profile, reviews=others), supposed
