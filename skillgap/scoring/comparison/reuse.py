"""Reuse ratings: apply a person's answers for one role to other roles."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from skillgap.model.matrix import Matrix
from skillgap.model.profile import Assessment, Profile
from skillgap.scoring.comparison.links import link
from skillgap.scoring.comparison.suggestion import Suggestion
from skillgap.scoring.comparison.versions import carry_over
from skillgap.scoring.gap_report import GapReport, View, gap_report


def prefill(profile: Profile, matrix: Matrix, known: Iterable[Matrix]) -> dict[str, Suggestion]:
    """Collect the suggestions of other matrices' assessments for criteria of this matrix, by criterion.

    A level is suggested if three conditions hold. The criterion is the same (see
    :mod:`skillgap.scoring.comparison.links`). Both matrices number their scales equally. The version of the rating is
    known. The latest of several levels counts. It suggests nothing if the person already has a level or not applicable
    in this role, in any version. A suggestion is no rating: confirming it in the questionnaire makes it one.
    """
    editions = [one for one in known if one != matrix]
    links = link((matrix, *editions))
    usable = {(edition.id, edition.version): edition for edition in editions if edition.id != matrix.id}
    ours: dict[int | None, str] = {row: criteria[0].id for row, criteria in enumerate(links.rows) if criteria[0]}
    settled: set[str] = set()
    found: dict[str, Suggestion] = {}
    for assessment in profile.assessments:
        for identifier, rating in assessment.ratings.items():
            criterion = ours.get(links.row_of(assessment.matrix, identifier))
            if criterion is None:
                continue
            if assessment.matrix == matrix.id and (rating.level is not None or rating.state == "not_applicable"):
                settled.add(criterion)
            elif rating.level is not None and (edition := usable.get((assessment.matrix, assessment.matrix_version))):
                if edition.levels_of(identifier) != matrix.levels_of(criterion):
                    continue
                said = rating.said or assessment.date
                if criterion not in found or said >= found[criterion].date:
                    found[criterion] = Suggestion(rating, assessment.matrix, identifier, said)
    return {one.id: found[one.id] for one in matrix.criteria if one.id in found and one.id not in settled}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """A person's levels in one role, from their answers for it or, if missing, for other roles.

    ``own`` criteria have a rating in an assessment of this role, ``reused`` criteria only in another role's assessment.
    Together they are the report's rated criteria. ``suggestions`` are the ratings reused, by criterion. No file holds
    the assessment behind the report.
    """

    matrix: Matrix
    report: GapReport
    own: int
    reused: int
    suggestions: Mapping[str, Suggestion] = field(default_factory=dict)


def fit(
    profile: Profile, matrices: Iterable[Matrix], *, view: View = "agreed", today: datetime.date | None = None
) -> tuple[Fit, ...]:
    """Compare a person with every known role: the largest low end of coverage first, then the largest coverage.

        The low end counts unrated criteria as level 0, so a role with a single rated criterion cannot rank first by it.

    The highest version of each matrix id counts; earlier versions serve to understand older ratings. A role without a
    rating comes last.
    """
    known = list(matrices)
    current: dict[str, Matrix] = {}
    for matrix in known:
        if matrix.id not in current or matrix.version > current[matrix.id].version:
            current[matrix.id] = matrix
    fits = [_fit(profile, matrix, known, view, today) for matrix in current.values()]
    return tuple(sorted(fits, key=_order))


def _order(one: Fit) -> tuple[bool, float, float, str]:
    coverage = one.report.coverage
    return coverage.value is None, -(coverage.low or 0.0), -(coverage.value or 0.0), one.matrix.id


def _fit(profile: Profile, matrix: Matrix, known: list[Matrix], view: View, today: datetime.date | None) -> Fit:
    own = _own(profile, matrix, known)
    said = own.ratings if own else {}
    suggested = {
        criterion: suggestion
        for criterion, suggestion in prefill(profile, matrix, known).items()
        if criterion not in said or (said[criterion].level is None and said[criterion].state is None)
    }
    assessment = own
    if suggested:
        latest = max(one.date for one in suggested.values())
        base = own or Assessment(matrix=matrix.id, matrix_version=matrix.version, date=latest)
        ratings = {criterion: suggestion.rating for criterion, suggestion in suggested.items()}
        assessment = replace(base, ratings={**said, **ratings})
    # What was reviewed of a version that is not here counts no more than what was said on it.
    reviewed = profile if own else replace(profile, reviews=())
    report = gap_report(matrix, reviewed, assessment, view=view, today=today)
    reused = {row.id: suggested[row.id] for row in report.rows if row.state == "rated" and row.id in suggested}
    own_count = report.coverage.rated - len(reused)
    return Fit(matrix=matrix, report=report, own=own_count, reused=len(reused), suggestions=reused)


def _own(profile: Profile, matrix: Matrix, known: list[Matrix]) -> Assessment | None:
    """The latest assessment of a role whose version is here, in the terms of this version."""
    editions = {one.version: one for one in known if one.id == matrix.id}
    readable = [
        assessment
        for assessment in profile.assessments
        if assessment.matrix == matrix.id and assessment.matrix_version in editions
    ]
    latest = max(reversed(readable), key=lambda one: one.date, default=None)
    if latest is None or latest.matrix_version == matrix.version:
        return latest
    return carry_over(latest, editions[latest.matrix_version], matrix, latest.date).assessment
