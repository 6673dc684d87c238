"""How much of each role one person covers."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Literal

from skillgap.model.profile import Profile
from skillgap.reports.outputs.fields import Count
from skillgap.reports.outputs.parts import (
    CoverageOutput,
    CriterionId,
    Mandatory,
    MatrixOutput,
    PersonOutput,
    ViewName,
    coverage_output,
    matrix_output,
    person_output,
)
from skillgap.scoring.comparison.reuse import Fit
from skillgap.scoring.gap_report import View


@dataclass(frozen=True, slots=True)
class ReusedRating:
    """A rating of another role that is reused."""

    criterion: CriterionId
    from_matrix_id: Annotated[str, "The role that it was rated for."]
    from_criterion: CriterionId
    date: Annotated[datetime.date, "When it was rated."]
    level: Annotated[Count | None, "The level."]


@dataclass(frozen=True, slots=True)
class RoleFit:
    """A role, and how much of it the person covers."""

    matrix: Annotated[MatrixOutput, "The role."]
    coverage: Annotated[CoverageOutput, "How much of it is met."]
    mandatory: Mandatory
    own: Annotated[Count, "Criteria rated in this role."]
    reused: Annotated[Count, "Criteria rated only in another role."]
    reused_ratings: Annotated[tuple[ReusedRating, ...], "Those ratings."]


@dataclass(frozen=True, slots=True)
class FitOutput:
    """The known roles, by how much of each one person covers."""

    format: Annotated[Literal["skillgap/fit/1"], "The kind and version of this output."]
    profile: Annotated[PersonOutput, "The person with these levels."]
    view: ViewName
    roles: Annotated[tuple[RoleFit, ...], "The roles, the largest low end of coverage first."]


def fit_output(profile: Profile, fits: Sequence[Fit], view: View) -> FitOutput:
    """State how a person fits the roles."""
    return FitOutput("skillgap/fit/1", person_output(profile), view, tuple(map(_role_fit, fits)))


def _role_fit(fit: Fit) -> RoleFit:
    reused = tuple(
        ReusedRating(criterion, rated.matrix, rated.criterion, rated.date, rated.rating.level)
        for criterion, rated in fit.suggestions.items()
    )
    report = fit.report
    coverage = coverage_output(report.coverage)
    return RoleFit(matrix_output(fit.matrix), coverage, report.mandatory_state, fit.own, fit.reused, reused)
